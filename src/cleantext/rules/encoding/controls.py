"""C1 control characters that are characters of Windows-1252."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...gate import Gate
from ...rule import Change, Scope, rule
from .pages import glyphs

CONTROL = re.compile("[\x80-\x9f]")
BETWEEN = re.compile("[a-z][\x80-\x9f][a-z]")


@rule("ENC116", "c1-control", scope=Scope.LINE, gate=Gate(chars=[(0x80, 0x9F)]))
def c1_control(text: str) -> Iterator[Change]:
    """Turn C1 control characters into the Windows-1252 characters they were meant to be.

    Text labelled ISO 8859-1 is Windows-1252 nearly always (the WHATWG Encoding Standard decodes it
    so), and where it was not decoded so, quotes and dashes came out as control characters.

    Safe because no text uses C1 controls: ISO 6429 has them for terminals. The five that
    Windows-1252 leaves undefined stay (the invisible rules remove them). A line in which letters
    of Mac Roman make words, and signs of Windows-1252 would stand inside them, was Mac Roman.
    Mojibake is repaired first, since its control characters are bytes of something else.

    >>> c1_control("\\x93quoted\\x94 \\x96 it\\x92s")
    '\\u201cquoted\\u201d \\u2013 it\\u2019s'

    Reference: WHATWG Encoding Standard, 4.2 (labels of windows-1252).
    """
    page = _page(text)
    for match in CONTROL.finditer(text):
        new = page[ord(match.group()) - 0x80]
        if new != match.group():
            yield match.start(), match.end(), new


def _page(text: str) -> str:
    """Windows-1252, or Mac Roman where that makes words of what would not be any."""
    shown = glyphs("cp1252")
    inside = [m.group() for m in BETWEEN.finditer(text)]
    if not inside:
        return shown
    from .plausible import oddness

    def doubt(glyphs: str) -> float:
        return sum(oddness(_decoded(word, glyphs), strict=False) for word in inside)

    other = glyphs("mac_roman")
    return other if doubt(shown) >= doubt(other) + 1 else shown


def _decoded(text: str, shown: str) -> str:
    return CONTROL.sub(lambda match: shown[ord(match.group()) - 0x80], text)
