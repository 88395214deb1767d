"""Lines that may be damaged, with all that each may have been, packed."""

from __future__ import annotations

import marshal
import zlib
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from .reading import Channel, Reading

TOGETHER = 128
"""Readings that are packed together: they share most of their text, and all of their channels."""
FAST, RAW = 3, -15


Test = Callable[[str, Reading], bool]


class Line(NamedTuple):
    """A line that may be damaged, how often it stands there, and what it may have been."""

    text: str
    times: int
    readings: list[Reading]


class Lines:
    """The lines that have readings, in order; they are objects while someone looks at them.

    All of a document are asked before the first is decided. As objects they took a hundred times
    its text.

    >>> one = Line("a", 2, [Reading(("lossy", "cp1252"), 1.5, 2.0, b"", "b")])
    >>> lines = Lines([one, Line("c", 1, [])])
    >>> list(lines) == [one], lines.channels
    (True, {('lossy', 'cp1252')})
    >>> [line.readings for line in lines.only(lambda text, reading: False)]
    [[]]
    """

    __slots__ = ("_packed", "_rest", "_tests", "channels")

    def __init__(self, lines: Iterable[Line] = ()) -> None:
        self.channels: set[Channel] = set()
        self._tests: tuple[Test, ...] = ()
        self._packed: list[bytes] = []
        self._rest: list[Line] = []  # too few to be packed
        count = 0
        for line in lines:
            if not line.readings:
                continue
            self._rest.append(line)
            count += len(line.readings)
            self.channels.update(reading.channel for reading in line.readings)
            if count >= TOGETHER:
                self._packed.append(_packed(self._rest))
                self._rest, count = [], 0

    def __bool__(self) -> bool:
        return bool(self._packed or self._rest)

    def __iter__(self) -> Iterator[Line]:
        for line in self._all():
            found = line.readings
            for test in self._tests:
                found = [reading for reading in found if test(line.text, reading)]
            yield line if found is line.readings else line._replace(readings=found)

    def _all(self) -> Iterator[Line]:
        for packed in self._packed:
            for text, times, readings in marshal.loads(zlib.decompress(packed, RAW)):
                yield Line(text, times, [Reading(*reading) for reading in readings])
        yield from self._rest

    def only(self, test: Test) -> Lines:
        """The same lines with those readings alone of which a test, asked when they are looked at,
        is true; it is given the line, too."""
        some = Lines()
        some.channels, some._packed, some._rest = self.channels, self._packed, self._rest
        some._tests = (*self._tests, test)
        return some


def each_line(text: str) -> Iterator[tuple[int, str]]:
    """The lines of a text, with where they begin."""
    start = 0
    while (end := text.find("\n", start)) >= 0:
        yield start, text[start:end]
        start = end + 1
    yield start, text[start:]


def _packed(lines: list[Line]) -> bytes:
    plain = [(text, times, list(map(tuple, readings))) for text, times, readings in lines]
    return zlib.compress(marshal.dumps(plain), FAST, RAW)
