"""Hypothesis profiles: quick by default, and the same examples each time, so that what is red in
one place is red everywhere; `HYPOTHESIS_PROFILE=search` tries others, `deep` many more of them,
`few` shows what tests reach.

The plain kernel is the specification and has no aim of speed: there a quarter of the examples is
tried, and more on the compiled one, which must give the same.

The tests in real engines wait for a command of their own, and the summary says so.
"""

import os
import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from cleantext import kernel

settings.register_profile(
    "search",
    max_examples=60 if kernel.NAME == "compiled" else 15,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    database=None,
)
search = settings.get_profile("search")
settings.register_profile("default", parent=search, derandomize=True)
settings.register_profile("few", parent=search, derandomize=True, max_examples=8)
settings.register_profile("deep", parent=search, max_examples=2000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On the plain kernel alone there is nothing to compare."""
    if kernel.NAME != "compiled":
        alone = [item for item in items if item.get_closest_marker("compiled") is None]
        config.hook.pytest_deselected(items=[item for item in items if item not in alone])
        items[:] = alone


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say how many tests wait for engines, and what runs them."""
    if os.environ.get("CLEANTEXT_ENGINES") != "1":
        files = (Path(__file__).parent / "engines").glob("test_*.py")
        waiting = sum(len(re.findall("^def test_", file.read_text("utf8"), re.M)) for file in files)
        terminalreporter.write_line(
            f"{waiting} tests wait for Spark, Ray and other engines: tests/engines/run runs them"
        )
