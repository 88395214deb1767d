"""Text made to read otherwise than it is stored: erased, reordered, annotated."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...expressions import expression
from ...gate import Gate
from ...rule import Change, Scope, rule
from . import bidi
from .controls import marked, struck

if TYPE_CHECKING:
    from collections.abc import Iterator

_BACKSPACE = Gate(chars="\x08")
_control = expression("[\x00-\x07\x0e-\x1f\x7f]")
_broken_word = expression("(?<=[^\\W\\d_])\u00ad[ \t]*\r?\n[ \t]*(?=([^\\W\\d_]))")
_SOFT_BREAK = Gate(pairs=[("\u00ad", " \t\r\n")])
_annotation = expression("\ufff9([^\ufff9-\ufffb\n]*)\ufffa[^\ufff9-\ufffb\n]*\ufffb")


@rule("INV201", "backspace", scope=Scope.LINE, gate=_BACKSPACE, whole=True)
def backspace(text: str) -> Iterator[Change]:
    """Undo BACKSPACE: delete it with the character before it, as a terminal or printer would.

    Bold and underlined words of old manual pages (`N BS N`, `_ BS N`) come out plain, and the
    characters that a deletion attack hides so (Boucher et al., Bad Characters, 2021) go. Safe
    because a backspace has no other meaning in text; one at the start of a line goes alone. One
    that would erase a control is part of data, not of text, and stays; so does an accent that is
    struck over a letter (`e BS '`), which nothing else holds, and one in quotes by itself.

    >>> backspace("appeam\\br N\\bNA\\bAM\\bME\\bE")
    'appear NAME'
    """
    spans: list[tuple[int, int]] = []
    end = -1
    for start in _BACKSPACE.positions(text):
        if start < end:
            continue
        end = start + 1
        while text[end : end + 1] == "\x08":
            end += 1
        if start and (_control.match(text[start - 1]) or struck.match(text, start - 1)):
            continue
        if start and text[start - 1] in "\"'`" and text[end : end + 1] == text[start - 1]:
            continue  # shown by itself
        if marked.match(text, start):
            continue  # what opens a piece that is marked up
        left = end - start
        # step back over what earlier backspaces have erased already
        while left and start > 0 and text[start - 1] != "\n":
            if spans and spans[-1][1] == start:
                start = spans.pop()[0]
            else:
                start -= 1
                left -= 1
        while spans and spans[-1][1] == start:
            start = spans.pop()[0]
        spans.append((start, end))
    for start, end in spans:
        yield start, end, ""


@rule("INV202", "bidi-order", scope=Scope.LINE, gate=Gate(chars=bidi.OVERRIDES), whole=True)
def bidi_order(text: str, *, reorder: bool = True) -> Iterator[Change]:
    """Put text that bidirectional overrides show in another order into the order shown.

    So a reordering attack (Bad Characters, 2021) reads to a program as it does to a reader. Acts
    where the order can be proved by UAX #9 alone: overrides that are closed, in a line without
    right-to-left letters. All else is left to INV217-219, which delete the controls and keep the
    stored order: source code (Trojan Source, UTS #55) runs as it is stored. `reorder=False` does
    so everywhere.

    >>> bidi_order("the ar\\u202eor\\u202cw keys")
    'the arrow keys'
    """
    if not reorder:
        return
    base = 0
    for line in text.split("\n"):
        for start, end, new in bidi.reordered(line):
            yield base + start, base + end, new
        base += len(line) + 1


@rule("INV203", "annotation", scope=Scope.LINE, gate=Gate(chars="\ufff9"), whole=True)
def annotation(text: str) -> Iterator[Change]:
    """Delete interlinear annotations: the marks and the annotating text; the base text stays.

    As Unicode 23.8 asks of plain text. Marks that make no whole annotation go by INV234.

    >>> ascii(annotation("\\ufff9\\u6f22\\u5b57\\ufffakanji\\ufffb"))
    "\u6f22\u5b57'
    """
    for match in _annotation.finditer(text):
        yield match.start(), match.start() + 1, ""
        yield match.end(1), match.end(), ""


@rule(
    "INV205",
    "broken-word",
    scope=Scope.PARAGRAPH,
    gate=_SOFT_BREAK,
    whole=True,
)
def broken_word(text: str) -> Iterator[Change]:
    """Join the halves of a word that is broken at a SOFT HYPHEN, as a line end is set.

    What was copied from a page has the hyphen that was shown there, and the line end after it: both
    go, as does the indent of the next line. Only between two letters of which the second is no
    capital; anywhere else INV212 deletes the hyphen alone.

    >>> broken_word("Immo\\u00ad\\nbilien")
    'Immobilien'

    Reference: UAX #14 BA, a soft hyphen at the end of a line.
    """
    for place in _SOFT_BREAK.positions(text):
        match = _broken_word.match(text, place)
        if match and not match[1].isupper():
            yield match.start(), match.end(), ""
