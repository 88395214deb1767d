"""Programs of the system that tests use: where they are missing a test says what to install."""

import os
import shutil

import pytest


def need(name: str, package: str) -> str:
    """The path of a program; without it the test is skipped, in CI it fails."""
    path = shutil.which(name)
    if path is None:
        hint = f"needs {name}: apt-get install {package}"
        if os.environ.get("CI"):
            pytest.fail(hint)
        pytest.skip(hint)
    return path
