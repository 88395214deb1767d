"""C1 control characters that are characters of Windows-1252."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...gate import Gate
from ...rule import Change, Scope, rule
from .pages import glyphs

CONTROL = re.compile("[\x80-\x9f]")


@rule("ENC114", "c1-control", scope=Scope.LINE, gate=Gate(chars=[(0x80, 0x9F)]))
def c1_control(text: str) -> Iterator[Change]:
    """Turn C1 control characters into the Windows-1252 characters they were meant to be.

    Text labelled ISO 8859-1 is Windows-1252 nearly always (the WHATWG Encoding Standard decodes it
    so), and where it was not decoded so, quotes and dashes came out as control characters.

    Safe because no text uses C1 controls: ISO 6429 has them for terminals. The five that
    Windows-1252 leaves undefined stay (the invisible rules remove them). Mojibake is repaired
    first, since its control characters are bytes of something else.

    >>> c1_control("\\x93quoted\\x94 \\x96 it\\x92s")
    '\\u201cquoted\\u201d \\u2013 it\\u2019s'

    Reference: WHATWG Encoding Standard, 4.2 (labels of windows-1252).
    """
    page = glyphs("cp1252")
    for match in CONTROL.finditer(text):
        new = page[ord(match.group()) - 0x80]
        if new != match.group():
            yield match.start(), match.end(), new
