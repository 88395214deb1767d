"""Spaces other than U+0020: kept where typography or a script wants them, else made plain."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache
from typing import TYPE_CHECKING

from ...expressions import expression
from ...gate import Gate
from ...kernel.invisible import CLASSES, kind
from ...kernel.spaces import FIRM, LONE, QUOTES, STRAY, WANTED, no_breaks
from ...options import Spaces
from ...rule import Change, Scope, rule
from ..encoding.damage import in_damage
from .line_ends import is_written

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


CJK = 1 << CLASSES.index("CJK")
_SIGNS = "\u2013\u2014\u2026"
_QUOTES = "\u2018-\u201f\u2039\u203a"
_SLAVIC = expression(
    "[\u0104-\u0107\u010c-\u010f\u0118-\u011b\u0141-\u0144\u0147\u0148\u0158-\u015b\u0160\u0161\u0164\u0165\u016e\u016f\u0179-\u017e]"
)
_SHOWN = ('"', "'", "`")
_REACH = 400
_HELD = expression(
    "<[^<>\\n]{1,200}>(\u00a0+)|(\u00a0{2,})(?=</?[A-Za-z])|[0-9][.](\u00a0)(?=<)"
    "|(\u00a0)(?=</[^<>\\n]{1,40}>[:;!?\u00bb])|(?<=[\"'`])(\u00a0)(?=[\"'`])"
)
"""What sets an element in: a browser draws one of several plain spaces; what holds the number of a
heading and a mark that is written the French way, in an element of its own; and one that is shown
by itself."""


def _is_slavic(text: str, at: int) -> bool:
    """Whether a place is in a line of Polish, Czech or their kin."""
    low, high = text.rfind("\n", 0, at) + 1, text.find("\n", at)
    return (
        _SLAVIC.search(
            text, max(low, at - _REACH), min(len(text) if high < 0 else high, at + _REACH)
        )
        is not None
    )


@cache
def _between(inside: str) -> Callable[[str, int], re.Match[str] | None]:
    """Match at a character that has one of a class on either side."""
    return re.compile(f"(?<=[{inside}]).|.(?=[{inside}])", re.DOTALL).match


def _beside_cjk(text: str, at: int) -> bool:
    return bool((kind(text[at - 1 : at]) | kind(text[at + 1 : at + 2])) & CJK)


@cache
def _hair() -> Callable[[str, int], re.Match[str] | None]:
    """A hair space where print has one; a word joiner may hold it on either side."""
    return re.compile(
        f"(?<=[{QUOTES}]).(?=[{QUOTES}])|(?<=[{_SIGNS}]).|.(?=\u2060?[{_SIGNS}])"
    ).match


def _scattered(text: str, places: list[tuple[int, int]], kept: set[int]) -> Iterator[int]:
    """Which of the kept are of a kind that stands between plain words twice in their line."""
    stop = -1
    kinds: set[str] = set()
    for k, (i, what) in enumerate(places):
        if i > stop:
            stop = text.find("\n", i)
            stop = len(text) if stop < 0 else stop
            in_line = places[k : bisect_left(places, (stop,))]
            found = [text[j] for j, there in in_line if there & STRAY]
            kinds = {char for char in set(found) if found.count(char) > 1}
        if i in kept and text[i] in kinds and not what & FIRM:
            yield i


@rule(
    "NRM303",
    "no-break-space",
    scope=Scope.LINE,
    gate=Gate(chars="\u00a0\u202f\u2009"),
    whole=True,
)
def no_break_space(text: str, *, spaces: Spaces = "typographic") -> Iterator[Change]:
    """Replace stray NO-BREAK, NARROW NO-BREAK and THIN SPACE by a space.

    Kept where typography wants them (`spaces="typographic"`): in guillemets and before `: ; ! ?`
    as in French, in groups of three digits, between number and unit or sign, before a dash,
    before Khmer and Burmese punctuation; between nested quotation marks; NARROW NO-BREAK SPACE
    beside Mongolian letters (Unicode 13.5). U+00A0 also between a word and its number (`Section
    6`, `100 bytes`), after `Mr.`, initials, `No.` and the number of a heading, as books and
    DocBook set it; after one-letter prepositions of Czech, Polish and Russian. Where a kind stands
    between plain words twice in a line, only the French, Khmer and Burmese ones of it are kept:
    some writing programs scatter them. `spaces="space"` keeps none, `"keep"` all.

    >>> ascii(no_break_space("a\\u00a0word, 10\\u00a0000 words\\u00a0!"))
    "'a word, 10\\\\xa0000 words\\\\xa0!'"
    """
    if spaces == "keep":
        return
    places = no_breaks(text)
    kept: set[int] = set()
    if spaces == "typographic":
        kept = {i for i, what in places if what & WANTED or (what & LONE and _is_slavic(text, i))}
        if len(kept) == len(places):
            return
        if kept:
            kept.difference_update(_scattered(text, places, kept))
        if any(text[i - 1 : i] in (">", *_SHOWN) or text[i + 1 : i + 2] == "<" for i, _ in places):
            for held in _HELD.finditer(text):
                kept.update(range(*held.span(held.lastindex or 0)))
    if "\u202f" in text:
        from ...data.unicode_classes import MONGOLIAN

        beside = _between(MONGOLIAN)
        kept.update(i for i, _ in places if text[i] == "\u202f" and beside(text, i))
    is_hurt = in_damage(text)
    for i, _ in places:
        if i not in kept and not is_hurt(i):
            yield i, i + 1, " "


@rule(
    "NRM304",
    "typographic-space",
    scope=Scope.LINE,
    gate=Gate(chars=[(0x2000, 0x2008), 0x200A, 0x205F, 0x1680, 0x3000]),
    whole=True,
)
def typographic_space(text: str, *, spaces: Spaces = "typographic") -> Iterator[Change]:
    """Replace en, em, figure, hair and other typographic spaces by a space.

    Kept: IDEOGRAPHIC SPACE beside East Asian characters and several in a row, which set columns;
    OGHAM SPACE MARK, which has ink, beside Ogham; HAIR SPACE between nested quotation marks and
    beside a dash or an ellipsis, where typography puts it (Chicago Manual of Style 6.11).
    `spaces="space"` keeps none, `"keep"` all.

    >>> typographic_space("an\\u2003em\\u200aspace")
    'an em space'
    """
    if spaces == "keep":
        return
    keepers = {
        "\u3000": _beside_cjk,
        "\u1680": _between("\u1681-\u169c"),
        "\u200a": _hair(),
    }
    for match in re.finditer("\u3000+|\u1680+|[\u2000-\u2008\u200a\u205f]", text):
        start, end = match.span()
        if spaces == "typographic":
            is_kept = keepers.get(text[start])
            before = text[start - 1 : start]
            if end - start == 1 and before in _SHOWN and text[end : end + 1] == before:
                continue  # shown by itself, in quotes
            if is_kept and (is_kept(text, start) or is_kept(text, end - 1)):
                continue
            if end - start > 1 and text[start] == "\u3000":
                continue
        for i in range(start, end):
            yield i, i + 1, " "


@rule("NRM305", "blank", scope=Scope.LINE, gate=Gate(chars="\u2800\u3164\uffa0"), whole=True)
def blank(text: str, *, spaces: Spaces = "typographic") -> Iterator[Change]:
    """Replace blanks that are no spaces by a space: BRAILLE PATTERN BLANK and Hangul fillers.

    They pass every test for white space and fill names that look empty. Braille text keeps the
    blank beside another cell. Several beside a space or at the end of a line part nothing, and go.

    >>> blank("all\\u2800blank\\u3164here")
    'all blank here'
    """
    if spaces == "keep":
        return
    beside_braille = _between("\u2801-\u28ff")
    for match in re.finditer("[\u2800\u3164\uffa0]+", text):
        start, end = match.span()
        if is_written(text, start, end):
            continue
        parts_nothing = (
            end - start > 1
            and start
            and text[start - 1] != "\n"
            and (text[start - 1] == " " or text[end : end + 1] in ("", " ", "\r", "\n"))
        )
        for i in range(start, end):
            if text[i] != "\u2800" or not beside_braille(text, i):
                yield i, i + 1, "" if parts_nothing else " "
