"""`--resume FILE`: what a run has done is written down as it goes; begun again, it goes on there.

FILE has a line of JSON for each file that is done, and now and then one that says how far a file of
rows is and where its new text waits. Nothing counts of a file that has changed since.
"""

import hashlib
import json
import os
import time
from collections.abc import Iterable, Mapping
from contextlib import suppress
from itertools import islice
from typing import Any, Generic, TypeVar

from .._version import __version__
from ..io.output import OutputError, write_all
from ..io.swap import Swap, lock
from .args import UsageError
from .task import Tally, Task

T = TypeVar("T")
EVERY = 1.0  # seconds between two notes of how far a file is


class Resume:
    """What is done of a run, kept in a file; raises `UsageError` if that is of another run."""

    def __init__(self, name: str, task: Task) -> None:
        self._name = name
        self._said: dict[str, Mapping[str, Any]] = {}  # the last of each file
        self.before = 0  # files that were done before
        run = _fingerprint(task)
        try:
            if os.path.exists(name) and not (os.path.isfile(name) or os.path.isdir(name)):
                raise OSError(0, "is not a regular file")  # which may be read without end
            self._file = open(name, "ab+", 0)  # noqa: SIM115  (as long as the run)
            self._file.seek(0)
            if lock(self._file.fileno()) is False:  # both would write to one file of rows
                raise OSError(0, "is in use by another command")
            lines = self._file.read().split(b"\n")
        except OSError as error:
            raise UsageError(f"--resume {name}: {error.strerror}") from None
        if lines == [b""]:
            self._say(run=run)
            return
        try:
            first = json.loads(lines[0])["run"]
            for line in lines[1:-1]:  # the last was cut off, or is empty
                data = _note(json.loads(line))
                self._said[data["file"]] = data
        except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
            raise UsageError(f"--resume {name}: was not written by --resume") from None
        if first != run:
            raise UsageError(
                f"--resume {name}: is of a run with other flags, rules or another version; "
                "remove it to begin anew"
            )
        if lines[-1]:
            self._write(b"\n")

    def left(self, paths: Iterable[str]) -> list[str]:
        """The files that are not done, or have changed since."""
        found = list(paths)
        left = [path for path in found if not (data := self._of(path)) or "parts" in data]
        self.before = len(found) - len(left)
        return left

    def done(self, path: str) -> None:
        """A file is done."""
        self._say(file=os.path.abspath(path), state=_state(path))

    def end(self, is_good: bool) -> None:
        """The run has come to its end; nothing is left to do if it is good."""
        self._file.close()
        if is_good:
            with suppress(OSError):
                os.unlink(self._name)

    def rows(self, path: str, sink: Swap, tally: Tally, items: Iterable[T]) -> "Rows[T]":
        """The cleaning of a file of rows, begun or gone on with."""
        data = self._of(path) or {}
        parts = data.get("parts", 0)
        if parts and sink.go_on(data["temporary"], data["written"]):
            tally.counts.update(data["counts"])
            tally.characters.update(data["characters"])
        else:
            parts = 0
        return Rows(self, path, sink, tally, items, parts)

    def note(self, path: str, **data: object) -> None:
        """So far a file is."""
        self._say(file=os.path.abspath(path), state=_state(path), **data)

    def _of(self, path: str) -> Mapping[str, Any] | None:
        """What was said last of a file that has not changed since."""
        data = self._said.get(os.path.abspath(path))
        return data if data and data["state"] == _state(path) else None

    def _say(self, **data: object) -> None:
        self._write(json.dumps(data).encode() + b"\n")

    def _write(self, data: bytes) -> None:
        """Write a note whole or not at all; raises `OutputError`."""
        size = self._file.tell()
        try:
            write_all(self._file, data)
        except OSError as error:
            with suppress(OSError):
                self._file.truncate(size)
            raise OutputError(
                f"--resume {self._name}: cannot be written: {error.strerror}; "
                "the same command goes on from what it holds"
            ) from None


class Rows(Generic[T]):
    """The parts of a file of rows that are left."""

    def __init__(
        self, resume: Resume, path: str, sink: Swap, tally: Tally, items: Iterable[T], parts: int
    ) -> None:
        self.parts = parts  # that are done
        self._resume, self._path, self._sink, self._tally = resume, path, sink, tally
        self.items = islice(items, parts, None)
        self._next = time.monotonic() + EVERY

    def written(self) -> None:
        """One more part is written."""
        self.parts += 1
        if time.monotonic() < self._next:
            return
        temporary, written = self._sink.keep()
        counts, characters = self._tally.counts, self._tally.characters
        self._resume.note(
            self._path, parts=self.parts, temporary=temporary, written=written,
            counts=counts, characters=characters,
        )  # fmt: skip
        self._next = time.monotonic() + EVERY


def _note(data: dict[str, Any]) -> Mapping[str, Any]:
    """A line as it was read, if it is a note; raises `ValueError` or what Python does."""
    counts = [*data["counts"].items(), *data["characters"].items()] if "parts" in data else []
    numbers = [data["parts"], data["written"]] if "parts" in data else []
    words = [data["file"], *([data["temporary"]] if "parts" in data else [])]
    numbers += [*data["state"], *(count for _, count in counts)]
    if not all(type(n) is int and n >= 0 for n in numbers) or not all(
        type(word) is str for word in words
    ):
        raise ValueError
    return data


def _state(path: str) -> list[int]:
    try:
        status = os.stat(path)
    except OSError:
        return []
    return [status.st_size, status.st_mtime_ns]


def _fingerprint(task: Task) -> str:
    pipelines = [pipeline.fingerprint for pipeline in (task.pipeline, *task.pipelines)]
    flags = task._replace(pipeline=None, pipelines=(), color=False, seen=False)  # type: ignore[arg-type]
    return hashlib.sha256(repr((__version__, pipelines, flags)).encode()).hexdigest()
