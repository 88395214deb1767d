"""C1 control characters that are characters of Windows-1252."""

from __future__ import annotations

from collections.abc import Iterator

from ...expressions import expression
from ...gate import Gate
from ...rule import Change, Scope, rule
from .channels import glyphs

CONTROL = expression("[\x80-\x9f]")
LINE = expression("[^\n]+")
RUN = expression("[\x80-\x9f]{4}")
SAYS = expression(
    r"[\x85\x91-\x94\x96\x97]|[^\W\d_][\x8a\x8c\x8e\x9a\x9c\x9e\x9f\x99]"
    r"|[\x8a\x8c\x8e\x9a\x9c\x9e\x9f][^\W\d_]|\x80\s?\d|\d\s?\x80|^\s*\x95\s"
)
"""What says that a line is Windows-1252: a quotation mark, dash or ellipsis, a letter in a word, a
trade mark behind one, a euro beside a number, a bullet before an item."""


@rule("ENC116", "c1-control", scope=Scope.LINE, gate=Gate(chars=[(0x80, 0x9F)]))
def c1_control(text: str) -> Iterator[Change]:
    """Turn C1 control characters into the Windows-1252 characters they were meant to be.

    Text labelled ISO 8859-1 is Windows-1252 nearly always (the WHATWG Encoding Standard decodes it
    so), and where it was not decoded so, quotes and dashes came out as control characters.

    Safe because no text uses C1 controls: ISO 6429 has them for terminals. The five that
    Windows-1252 leaves undefined stay (the invisible rules remove them), and so do those beside
    characters that Windows-1252 does not have, lines with four in a row, which are no text, and
    lines in which nothing says Windows-1252: no quotation mark, dash, letter or the like.
    Mojibake is repaired first, since its control characters are bytes of something else.

    >>> c1_control("\\x93quoted\\x94 \\x96 it\\x92s")
    '\\u201cquoted\\u201d \\u2013 it\\u2019s'

    Reference: WHATWG Encoding Standard, 4.2 (labels of windows-1252).
    """
    page = glyphs("cp1252")
    for line in LINE.finditer(text):
        if RUN.search(line.group()) or not SAYS.search(line.group()):
            continue
        for match in CONTROL.finditer(text, *line.span()):
            new = page[ord(match.group()) - 0x80]
            if new != match.group() and _belongs(text, *match.span()):
                yield match.start(), match.end(), new


def _belongs(text: str, start: int, end: int) -> bool:
    """Whether what a sign stands beside is in Windows-1252 as well."""
    while start and CONTROL.match(text[start - 1]):
        start -= 1
    while CONTROL.match(text, end):
        end += 1
    beside = text[max(0, start - 1) : start] + text[end : end + 1]
    return all(c <= "\xff" or c in glyphs("cp1252") for c in beside)
