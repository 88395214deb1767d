"""Which of the two kernels answers: asked by each part of the kernel once, when it is imported."""

import os
from importlib import import_module
from types import ModuleType


def is_pure() -> bool:
    """Whether the environment refuses what is compiled (`CLEANTEXT_PURE=1`)."""
    return os.environ.get("CLEANTEXT_PURE") == "1"


def pick(name: str) -> ModuleType | None:
    """The compiled module of the part `name`, None where it was not built or is refused."""
    if is_pure():
        return None
    try:
        return import_module(f"{__package__}._{name}")
    except ImportError:
        return None
