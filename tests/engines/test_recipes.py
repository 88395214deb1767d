"""Every recipe of docs/engines.md, as it stands, with the real libraries."""

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "engines.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```python\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)


@pytest.fixture(scope="module")
def engines() -> Iterator[dict[str, Any]]:
    """What the recipes take for granted: a Spark session and a Ray that is started."""
    import ray
    from pyspark.sql import SparkSession

    made = (
        SparkSession.builder.master("local[1]")
        .config("spark.ui.enabled", "false")
        .config("spark.executorEnv.PYTHONPATH", os.environ["PYTHONPATH"])
    )
    session = made.getOrCreate()
    session.sparkContext.setLogLevel("OFF")
    ray.init(num_cpus=2, include_dashboard=False, log_to_driver=False)
    yield {"session": session, "ray": ray}
    session.stop()
    ray.shutdown()


def test_every_recipe_runs_as_it_stands(engines: dict[str, Any]) -> None:
    assert len(BLOCKS) >= 14
    names = dict(engines)
    for block in BLOCKS:
        exec(compile(block, "docs/engines.md", "exec"), names)
