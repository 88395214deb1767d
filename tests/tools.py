"""What several tests use: programs of the system, scripts that build data, output of terminals."""

import importlib.util
import os
import shutil
from pathlib import Path
from types import ModuleType

import pytest

import cleantext
from cleantext import kernel

BUILD = Path(cleantext.__file__).parent / "data" / "build"


def amount(compiled: int, plain: int) -> int:
    """How much to try: the plain kernel is the specification and has no aim of speed."""
    return compiled if kernel.NAME == "compiled" else plain


def need(name: str, package: str) -> str:
    """The path of a program; without it the test is skipped, in CI it fails."""
    path = shutil.which(name)
    if path is None:
        hint = f"needs {name}: apt-get install {package}"
        if os.environ.get("CI"):
            pytest.fail(hint)
        pytest.skip(hint)
    return path


def generator(name: str) -> ModuleType:
    """A script that builds data, which is no part of the package, as a module."""
    spec = importlib.util.spec_from_file_location(f"build_{name}", BUILD / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def shown_on(terminal: int) -> bytes:
    """All that comes to a terminal whose other end is open elsewhere."""
    shown = b""
    try:
        while data := os.read(terminal, 65536):
            shown += data
    except OSError:  # the terminal is gone
        pass
    os.close(terminal)
    return shown
