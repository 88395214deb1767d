"""What of a line the choice of a page depends on: its runs with what stands beside them.

Lines differ in their words, damage repeats itself. So what was found out about one
`n\u00e2\u20ac\u2122t` need not be found out again in the next line.
"""

from __future__ import annotations

import functools
import math
import re
from bisect import bisect_right
from typing import NamedTuple

from .lossless import explanations
from .plausible import kind, oddness

RUN = re.compile("[^\x00-\x7f]+")
WORD = re.compile("[A-Za-z\x80-\U0010ffff]*")
GAP = " "
LONG = 60
"""Code points: a shorter line is as quickly looked at as cut."""


class Abridged(NamedTuple):
    """Pieces of a line as one text, and how far each piece is from where it was in the line."""

    text: str
    places: tuple[tuple[int, int], ...]  # end in `text`, offset to add

    def in_line(self, offset: int) -> int:
        """Where a place in a run of the text is in the line."""
        return offset + self.places[bisect_right(self.places, (offset, math.inf))][1]


def abridge(line: str) -> Abridged:
    """The runs of a line that tell of pages or languages, with their neighbours.

    Words around those that may be letters are whole.
    """
    if len(line) < LONG:
        return Abridged(line, ((len(line) + 1, 0),))
    parts: list[str] = []
    places: list[tuple[int, int]] = []
    size = done = 0
    for match in RUN.finditer(line):
        start, end = match.span()
        if start < done:
            continue
        left = line[start - 1] if start else " "
        right = line[end] if end < len(line) else " "
        telling = _telling(match.group(), left, right)
        if not telling:
            continue
        if telling == WHOLE_WORD:
            while start > done and line[start - 1].isascii() and line[start - 1].isalpha():
                start -= 1
            word = WORD.match(line, end)
            end = word.end() if word else end
        start, end = max(start - 1, done), min(end + 1, len(line))
        parts.append(line[start:end])
        moved = start - size
        size += end - start + len(GAP)
        places.append((size, moved))
        done = end
    # As wide as the line at least seems to be: a lone sign in a short line proves less.
    return Abridged(GAP.join(parts).ljust(LONG), tuple(places))


NEIGHBOURS, WHOLE_WORD = 1, 2


@functools.lru_cache(20_000)
def _telling(run: str, left: str, right: str) -> int:
    """How much around a run counts, 0 if not even the run itself does."""
    found = explanations(run, left, right)
    if any(image.new.isalpha() for explanation in found for image in explanation.images):
        return WHOLE_WORD
    if found or any(kind(c) == "L" for c in run) or oddness(left + run + right):
        return NEIGHBOURS
    return 0
