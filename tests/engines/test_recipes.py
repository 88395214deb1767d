"""Every recipe of docs/engines.md, as it stands and alone, with the real libraries."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "engines.md").read_text(encoding="utf-8")
FIRST, *SECTIONS = re.split(r"^## ", PAGE, flags=re.MULTILINE)
BLOCKS = {section.partition("\n")[0]: section for section in SECTIONS if "```python" in section}


def blocks(text: str) -> list[str]:
    return re.findall(r"^```python\n(.*?)^```", text, re.MULTILINE | re.DOTALL)


@pytest.fixture(scope="module", autouse=True)
def engines() -> Iterator[None]:
    """What the recipes start is stopped."""
    yield
    import ray
    from pyspark.sql import SparkSession

    ray.shutdown()
    if session := SparkSession.getActiveSession():
        session.stop()


@pytest.mark.parametrize("name", BLOCKS)
def test_each_recipe_runs_alone(name: str) -> None:
    found = blocks(BLOCKS[name])
    assert len(found) == 1, "one recipe a section, that needs no other"
    names: dict[str, Any] = {}
    for block in blocks(FIRST) + found:
        exec(compile(block, f"docs/engines.md, {name}", "exec"), names)


def test_every_adapter_has_a_recipe() -> None:
    import cleantext.adapters

    of_engines = {"spark", "ray", "dask", "duckdb", "datasets", "datatrove", "scikit", "spacy"}
    of_engines |= {"langchain", "llamaindex", "polars", "review"}
    assert re.findall(r"`([a-z]+)`", cleantext.adapters.__doc__ or "")  # it names them, too
    assert all(f"cleantext.adapters.{name}" in PAGE or name in PAGE for name in of_engines)
    assert len(BLOCKS) >= 14
