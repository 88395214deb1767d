"""Segments: the stretches of a text that share evidence.

A segment ends at the first blank line after `LINES` line feeds. No rule that asks a profile adds or
takes away a line feed, so what is cleaned is cut as it was before, whatever was repaired in it; and
a stream, a file and a string are cut alike. A segment without blank lines ends after `MOST`
characters, at a line feed, a space, or anywhere.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..expressions import expression

LINES = 256  # of some 60 characters: about 16 KB
MOST = 1 << 16
_BLANK = expression(r"\n[^\S\n]*\n")


def cut(text: str) -> Iterator[tuple[int, int]]:
    """The bounds of the segments of `text`, usually one.

    >>> list(cut("one\\n\\ntwo"))
    [(0, 8)]
    """
    start, size = 0, len(text)
    while start < size:
        end = _end(text, start) if size - start > LINES else size
        yield start, end
        start = end


def _end(text: str, start: int) -> int:
    high = min(len(text), start + MOST)
    if text.count("\n", start, high) >= LINES:  # few texts have so many
        at = start
        for _ in range(LINES):
            at = text.find("\n", at, high) + 1
        blank = _BLANK.search(text, at - 1, high)
        if blank:
            return blank.end()
    if high == len(text):
        return high
    return text.rfind("\n", start, high) + 1 or text.rfind(" ", start, high) + 1 or high
