"""Files named by people: opened, or refused in words."""

import os
import stat
from typing import BinaryIO

from ..errors import FileError
from .output import HOLD, Output
from .swap import Swap

BLOCK = 1 << 18  # bytes read at once; more no longer fits the caches of the processor


def open_input(path: str, replace: bool = False) -> BinaryIO:
    """Open `path` for reading, and perhaps to `replace` it then; raises `FileError` in words."""
    try:
        if os.path.isdir(path):
            raise FileError(
                f"is a directory; name its files, as in: find {path} -name '*.txt' | "
                "cleantext --files-from -"
            )
        if replace:
            check_replaceable(path)  # first: a pipe with a name is waited for as it is opened
        return open(path, "rb")
    except FileError:
        raise
    except (OSError, ValueError) as error:  # a name with a NUL in it
        raise FileError(getattr(error, "strerror", None) or str(error)) from None


def check_replaceable(path: str) -> None:
    """Raise `FileError` when `path` is no file that may be changed in place."""
    status = os.stat(path)
    if not stat.S_ISREG(status.st_mode):
        raise FileError("is not a regular file; it cannot be changed in place")
    # An administrator could write it, but whoever took the right from everybody meant it.
    if not status.st_mode & 0o222 or not os.access(path, os.W_OK):
        raise FileError("is read-only")


def open_output(path: str) -> "Swap | Output":
    """The destination for `-o`: a swap of a regular file, a pipe or device written through."""
    try:
        if not os.path.exists(path) or stat.S_ISREG(os.stat(path).st_mode):
            return Swap(path)
        return Output(open(path, "wb", 0), HOLD)
    except OSError as error:
        raise FileError(f"cannot write {path}: {error.strerror}") from None
