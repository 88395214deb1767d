"""How far the work is, on standard error: where somebody looks, and when it takes long."""

import errno
import os
import sys
import time
from collections.abc import Iterable
from typing import TYPE_CHECKING, BinaryIO

from . import messages

if TYPE_CHECKING:
    from .resume import Resume

AFTER = 0.5  # seconds
EVERY = 0.1


class Progress:
    """Files, bytes, edits, rate and time left, on a line that is written again and again."""

    def __init__(self, paths: Iterable[str]) -> None:
        sizes = [_size(path) for path in paths]
        self._files, self._bytes = len(sizes), sum(sizes)
        self._done_files = self._done_bytes = self._edits = 0
        self._part = 0  # of the file that is read now
        self._begin = time.monotonic()
        self._next = self._begin + AFTER

    def part(self, size: int) -> None:
        """So many bytes of the present file are done."""
        self._part = size
        self._show()

    def file(self, path: str, edits: int) -> None:
        """A file is done."""
        self._done_files += 1
        self._done_bytes += _size(path)
        self._part = 0
        self._edits += edits
        self._show()

    def _show(self) -> None:
        now = time.monotonic()
        if now < self._next:
            return
        self._next = now + EVERY
        messages.show_line(self.line(now - self._begin))

    def line(self, seconds: float) -> str:
        """The line after so many seconds."""
        done = self._done_bytes + self._part
        rate = done / max(seconds, 0.001)
        parts = [f"{done / 1e6:.1f} of {self._bytes / 1e6:.1f} MB", f"{rate / 1e6:.1f} MB/s"]
        if self._files > 1:
            parts.insert(0, f"{self._done_files} of {self._files} files")
        if self._edits:
            parts.append(f"{self._edits} edits")
        if 0 < done < self._bytes:
            parts.append(f"{(self._bytes - done) / rate:.0f} s left")
        return ", ".join(parts)


class Above:
    """Standard output on the terminal on which the line of progress stands: that goes first."""

    def __init__(self, file: BinaryIO) -> None:
        self._file: BinaryIO = getattr(file, "raw", file)

    def write(self, data: bytes) -> int | None:
        """Write as the file does."""
        messages.show_line("")
        return self._file.write(data)

    def fileno(self) -> int:
        """None: what the system copies would stand behind the line."""
        raise OSError(errno.EINVAL, "is written to")


def _size(path: str) -> int:
    try:
        return os.fstat(0).st_size if path == "-" else os.stat(path).st_size
    except OSError:
        return 0


current: Progress | None = None  # of this process
resume: "Resume | None" = None  # where it is written down


def begin(when: str, paths: list[str], quiet: bool) -> None:
    """Show progress from now on, if it is wanted: `auto` is where standard error is a terminal."""
    global current
    is_seen = sys.stderr is not None and sys.stderr.isatty() and not quiet
    if when == "always" or (when == "auto" and is_seen):
        current = Progress(paths)


def end() -> None:
    """Leave no line behind."""
    global current
    current = None
    messages.show_line("")
