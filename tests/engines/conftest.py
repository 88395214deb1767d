"""Tests in the real engines: run by `tests/engines/run`, in an environment of their own."""

import os

import pytest

IS_HERE = os.environ.get("CLEANTEXT_ENGINES") == "1"
collect_ignore_glob = [] if IS_HERE else ["test_*.py"]

ROWS = ["clean", "in\u200bvisible", None, "", "two\u00a0words \U0001f600", "clean"]
FIXED = ["clean", "invisible", None, "", "two words \U0001f600", "clean"]


@pytest.fixture
def rows() -> list[str | None]:
    """A column with damage, a missing value and an empty string."""
    return list(ROWS)


@pytest.fixture
def fixed() -> list[str | None]:
    """What `rows` become."""
    return list(FIXED)
