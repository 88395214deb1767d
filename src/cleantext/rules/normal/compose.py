"""Normalization forms (UAX #15), by Unicode 18 whatever the interpreter has."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from ...data.normalization import NFC_CHARS, NFC_PAIRS
from ...expressions import expression
from ...gate import Gate
from ...rule import Change, Scope, rule
from ..encoding.damage import in_damage

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Match = Callable[[str, int], re.Match[str] | None]

# Sorting the marks of one letter takes quadratic time; no writing has this many (the Stream-Safe
# format of UAX #15 allows 30), so more are ornament or attack and stay as they are.
MOST_MARKS = 200


@cache
def _composing() -> tuple[Match, Match]:
    """One or many of all that composition may join to the one before it or reorder behind it."""
    from ...data.unicode_classes import COMPOSING_COARSE

    return expression(f"[{COMPOSING_COARSE}]").match, expression(f"[{COMPOSING_COARSE}]+").match


@cache
def _overladen() -> re.Pattern[str]:
    from ...data.unicode_classes import COMPOSING

    return expression(f"[{COMPOSING}]{{{MOST_MARKS}}}")


_GATE = Gate(chars=NFC_CHARS, pairs=NFC_PAIRS)
_opened = expression("""\\w\\((?:[^()'"\\n]*,)?[ ]?(['"])[^'"\\n]*\\Z""")
LONGEST = 80  # characters of such an argument, and how near a number must be
_numbered = expression("[0-9]{3}|[xXuU+{][0-9A-Fa-f]{3}|\\b[0-9A-Fa-f]{4}\\b")
_hexadecimal = expression(
    r"(?:[xXuU+{]0*|(?<!\w)(?=[0-9A-Fa-f]{4}))([0-9A-Fa-f]{3,4})(?![0-9A-Fa-f])"
)
RANGES = 8
_ranges = expression(r"[^\x00-\x7f\s]-[^\x00-\x7f\s]")
_decimal = expression(r"(?<!\w)[0-9]{3,4}(?!\w)")


def _is_argument(text: str, start: int, end: int) -> bool:
    """Whether a place lies in a short string that a call is given: `len("e\\u0301")` is code."""
    found = _opened.search(text, max(0, start - LONGEST), start + 1)
    close = text.find(found[1], end, end + LONGEST) if found else -1
    return close >= 0 and "\\n" not in text[end:close]


def _is_bound(text: str, start: int, end: int) -> bool:
    """Whether a place bounds a range of a class of characters, as there are many near by."""
    if "-" not in (text[start], text[start - 1 : start], text[end : end + 1]):
        return False
    return len(_ranges.findall(text[max(0, start - LONGEST) : end + LONGEST])) >= RANGES


def _is_named(text: str, start: int, marks: str) -> bool:
    """Whether the code point of a mark is told near by in the line: it shows how they compose."""
    before = text[max(0, start - LONGEST) : start].rpartition("\n")[2]
    near = before + text[start : start + LONGEST].partition("\n")[0]
    if not _numbered.search(near):
        return False
    codes = {int(code, 16) for code in _hexadecimal.findall(near)} | set(
        map(int, _decimal.findall(near))
    )
    return any(ord(mark) in codes for mark in marks if mark > "\u02ff")


def _is_alphabet(text: str) -> bool:
    """Whether characters stand in the order of their code points: a table, a class of letters."""
    codes = list(map(ord, text))
    steps = [b - a for a, b in pairwise(codes)]
    return len(steps) > 4 and codes[0] > 0x2FF and all(0 < step < 9 for step in steps)


def _is_shown(text: str, start: int, stop: int) -> bool:
    """Whether composition makes a line that ends at `stop` equal to the one before or after it.

    Both ways to write a word are shown then. `start` is the first place that changes.
    """
    import unicodedata2

    low = text.rfind("\n", 0, start) + 1
    before = text.rfind("\n", 0, low - 1) + 1 if low else len(text)
    for other in (before, stop + 1):
        if start - low > 1 and text.startswith(text[low:start], other):  # so far they are equal
            end = text.find("\n", other)
            line, own = text[other : None if end < 0 else end].split(), text[low:stop]
            if own.split() != line and unicodedata2.normalize("NFC", own).split() == line:
                return True
    return False


@rule("NRM310", "composed", scope=Scope.PARAGRAPH, gate=_GATE, whole=True)
def composed(text: str) -> Iterator[Change]:
    """Compose letters and marks and put marks in canonical order: Unicode NFC.

    Canonically equivalent texts look the same and are to be treated the same (UAX #15), so no
    reader sees a change, and searching, counting and comparing work. A letter with more than 200
    marks is left alone, and so are strings that calls in code are given: there code points count.
    So they do in a line that tells the code point of the mark (`0x0301`), where a line shows
    decomposed what the line before or after it has composed, amid letters in the order of their
    code points, and in classes of characters with many ranges. A compatibility ideograph in a line
    that looks like mojibake stays, for it is two bytes of something else.

    >>> ascii(composed("e\\u0301tude"))
    "'\\\\xe9tude'"
    """
    import unicodedata2

    mark, marks = _composing()
    is_hurt = in_damage(text)
    end = stop = 0
    is_shown = False
    for place in _GATE.positions(text):
        if place < end or (is_shown and place < stop):
            continue
        start = place  # or before it, where the letter is that the marks belong to
        while start > end and mark(text, start):
            start -= 1
        start += text[start] == "\n"
        found = marks(text, start + 1)
        end = found.end() if found else start + 1
        old = text[start:end]
        if len(old) <= MOST_MARKS:
            new = unicodedata2.normalize("NFC", old)
            if new == old or _is_argument(text, start, end) or _is_named(text, start, old):
                continue
            if _is_bound(text, start, end):
                continue
            if _is_alphabet(text[max(0, start - 4) : start + 2]) or _is_alphabet(old):
                continue
            if start >= stop:  # the first of its line
                stop = text.find("\n", start)
                stop = len(text) if stop < 0 else stop
                is_shown = _is_shown(text, start, stop)
            is_bytes = any("\uf900" <= c <= "\ufaff" for c in old) and is_hurt(start)
            if not is_shown and not is_bytes:
                yield start, end, new


@rule("NRM330", "compatible", scope=Scope.LINE, gate=Gate(chars=[(0xA0, 0x10FFFF)]), safe=False)
def compatible(text: str) -> Iterator[Change]:
    """Replace compatibility characters by plain ones: Unicode NFKC.

    Not safe: superscripts, fractions, circled and styled letters, widths and ligatures lose what
    sets them apart (UAX #15, UTR #20); `x\\u00b2` becomes `x2`.

    >>> compatible("\\ufb01ne \\uff21\\u00b2")
    'fine A2'
    """
    import unicodedata2

    # What NFKC makes of a character may join the one before it, but ASCII never joins backwards.
    for match in re.finditer("[^\n]?[^\x00-\x7f]+", text):
        old = match.group()
        if not _overladen().search(old):
            new = unicodedata2.normalize("NFKC", old)
            if new != old:
                yield match.start(), match.end(), new
