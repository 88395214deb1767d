"""Spaces other than U+0020: kept where typography or a script wants them, else made plain."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache
from typing import TYPE_CHECKING

from ...gate import Gate
from ...kernel.invisible import CLASSES, kind
from ...options import Spaces
from ...rule import Change, Scope, rule
from ..encoding.damage import in_damage

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


CJK = 1 << CLASSES.index("CJK")
# What a no-break space is written before: French punctuation, signs of measure, dashes.
_CLOSERS = ":;!?%\u2030\u00b0\u2013\u2014\u00d7\u00b1$\u00a2-\u00a5\u20a0-\u20cf"
_UNIT = "[kMGTcmd\u00b5\u03bcn]?(?:[mgsBbVWALlKJh]|Hz|Pa|min|px|pt|dB|\u03a9)"


# All but the blocks of letters, which is quicker to compile than they are, for use in brackets;
# what else is in those stands beside no such space.
_NO_WORD = (
    "\0-/:-@\\[-`{-\u00bf\u2000-\u2bff\u2e00-\u303f\ud800-\uf8ff\ufe00-\uffff\U0001f000-\U0010ffff"
)
_LETTERS = f"^0-9{_NO_WORD}"

_SIGNS = "\u2013\u2014\u2026"
_QUOTES = "\u2018-\u201f\u2039\u203a"
_NUMBER = "(?:[A-Z]|[IVXLC]+)[.:)\u00a0]"  # Appendix B., Part II.
# Prepositions and conjunctions that no line ends with where print is careful; no English word.
_LONE = "iksvzouwKSVZOUW\u0410-\u044f\u0456\u0406"
_SLAVIC = re.compile(
    "[\u0104-\u0107\u010c-\u010f\u0118-\u011b\u0141-\u0144\u0147\u0148\u0158-\u015b\u0160\u0161\u0164\u0165\u016e\u016f\u0179-\u017e]"
)
_REACH = 400
_LONE_THERE = "aoAO"  # those that other languages have, too
# What U+00A0 keeps in one line: before it, after it.
_HELD = (
    (f"[{_LETTERS}]", f"(?:[0-9]|{_NUMBER})"),  # Section 6.1, Appendix B.
    ("[0-9]", f"[{_LETTERS}]"),  # 100 milliseconds
    ("[0-9][.)]", f"[{_LETTERS}]"),  # the number of a heading
    ("[A-Z][.]", "[A-Z]"),  # initials
    *((f"[A-Z][a-z]{{{n}}}[.]", "[A-Z]") for n in (1, 2, 3, 5)),  # Mr., Mrs., Prof., Messrs.
    ("[A-Za-z][.]", "[0-9]"),  # No. 5, p. 7
    (f"(?<![^\\s(>\u201e\u201c\u00ab])[{_LONE}]", f"[{_LETTERS}]"),  # Czech v\u00a0dome
    (">", "<"),  # what keeps a cell from being empty
    ("", "&"),
    ("&", ""),
)


@cache
def _unwanted() -> re.Pattern[str]:
    """A no-break, narrow no-break or thin space that no typography wants where it is."""
    from ...data.unicode_classes import WIDE_PUNCTUATION

    word = f"^{_NO_WORD}"
    wanted = "|".join(
        (
            # inside guillemets, unless they point the German way
            f"(?<=(?<![{word}])[\u00ab\u2039].)",
            f"[\u00bb\u203a](?![{word}])",
            f"[{_CLOSERS}{WIDE_PUNCTUATION}]",
            "(?<=[0-9].)[0-9]{3}(?![0-9])",
            f"(?<=[0-9].){_UNIT}(?![{word}])",
            "(?<=[\u00d7\u00b1\u00a7\u2116$\u00a3-\u00a5\u20a0-\u20cf].)[0-9]",
            f"(?<=[{_QUOTES}].)[{_QUOTES}]",
            *(f"(?<={before}\u00a0){after}" for before, after in _HELD),
        )
    )
    plain = "(?<=[a-z][a-z,;].)(?=[a-z ])"  # none of these, as most are
    return re.compile(f"[\u00a0\u202f\u2009](?:{plain}|(?!{wanted}))")


def _is_slavic(text: str, at: int) -> bool:
    """Whether a word of one letter stands before, in a line of Polish, Czech or their kin."""
    if text[at - 1 : at] not in (*_LONE_THERE,) or text[at - 2 : at - 1].isalnum():
        return False
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


@cache
def _stray() -> Callable[[str, int], re.Match[str] | None]:
    """A no-break space between plain words."""
    return re.compile(
        f"[\u00a0\u2009\u202f](?<=[{_LETTERS}]{{2}}.)(?=[{_LETTERS}])(?!{_NUMBER})"
    ).match


@cache
def _after_stray() -> Callable[[str, int], re.Match[str] | None]:
    """Where a no-break space is French, Khmer or Burmese even in a line full of stray ones."""
    return re.compile("(?<=\u00ab).|.(?=[\u00bb:;!?\u17d4-\u17d9\u104a\u104b])", re.DOTALL).match


def _beside_cjk(text: str, at: int) -> bool:
    return bool((kind(text[at - 1 : at]) | kind(text[at + 1 : at + 2])) & CJK)


@cache
def _hair() -> Callable[[str, int], re.Match[str] | None]:
    """A hair space where print has one; a word joiner may hold it on either side."""
    return re.compile(
        f"(?<=[{_QUOTES}]).(?=[{_QUOTES}])|(?<=[{_SIGNS}]).|.(?=\u2060?[{_SIGNS}])"
    ).match


def _scattered(text: str, places: list[int], kept: set[int]) -> Iterator[int]:
    """Which of the kept are of a kind that stands between plain words twice in their line."""
    stray, stays = _stray(), _after_stray()
    stop = -1
    kinds: set[str] = set()
    for k, i in enumerate(places):
        if i > stop:
            stop = text.find("\n", i)
            stop = len(text) if stop < 0 else stop
            found = [text[j] for j in places[k : bisect_left(places, stop)] if stray(text, j)]
            kinds = {char for char in set(found) if found.count(char) > 1}
        if i in kept and text[i] in kinds and not stays(text, i):
            yield i


_NO_BREAK = Gate(chars="\u00a0\u202f\u2009")


@rule("NRM303", "no-break-space", scope=Scope.LINE, gate=_NO_BREAK, whole=True)
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
    places = _NO_BREAK.positions(text)
    kept: set[int] = set()
    if spaces == "typographic":
        unwanted = _unwanted().match
        kept = {i for i in places if not unwanted(text, i) or _is_slavic(text, i)}
        if len(kept) == len(places):
            return
        if kept:
            kept.difference_update(_scattered(text, places, kept))
    if "\u202f" in text:
        from ...data.unicode_classes import MONGOLIAN

        beside = _between(MONGOLIAN)
        kept.update(i for i in places if text[i] == "\u202f" and beside(text, i))
    is_hurt = in_damage(text)
    for i in places:
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
        parts_nothing = (
            end - start > 1
            and start
            and text[start - 1] != "\n"
            and (text[start - 1] == " " or text[end : end + 1] in ("", " ", "\r", "\n"))
        )
        for i in range(start, end):
            if text[i] != "\u2800" or not beside_braille(text, i):
                yield i, i + 1, "" if parts_nothing else " "
