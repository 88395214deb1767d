"""Where a zero-width space would stand inside a syllable: no orthography has one there.

In scripts written without spaces it separates words (UAX #14 SA), and a word never begins with a
sign that belongs to the letter before, nor ends with one that belongs to the letter after.
"""

from __future__ import annotations

from ...expressions import expression
from .context import context

# what needs the letter after it: vowels written first, stackers
OPEN = "\u0e40-\u0e44\u0ec0-\u0ec4\u17d2\u1039\u1a60"
# vowels of Thai and Lao that are letters to Unicode but follow their consonant
INSIDE = "\u0e30\u0e32\u0e33\u0e45\u0eb0\u0eb2\u0eb3"
# signs that close a syllable, after their consonant
_CLOSED = "[\u1780-\u17a2][\u17cb-\u17cd]|[\u1000-\u1021]\u103a(?!\u1039)"

_closed = expression(_CLOSED)


def is_inside_syllable(line: str, start: int, end: int) -> bool:
    """Whether what stands from `start` to `end` of a line parts a syllable.

    >>> is_inside_syllable("\\u0e01\\u200b\\u0e32", 1, 2)
    True
    """
    ctx = context()
    if start == 0 or not ctx.spaceless(line[start - 1]):
        return False
    return bool(
        ctx.is_open(line[start - 1])
        or ctx.begins_inside(line[end : end + 1])
        or _closed.match(line, end)
    )
