"""What a reading through another page would alter although it is meant as it stands."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable
from itertools import pairwise

from ... import letters
from ...edits import Change
from ...expressions import expression
from .reading import alphabet

DISGUISE, SENTENCE = 2.0, 5
"""Nats by which plain letters are cheaper than others; words that tell a language."""
AS_LIKELY, LIKELY = 4.0, 2
LIST = 4
"""As many letters in the order of the alphabet are a list of letters."""
WORD = expression("[^\\s!-@\\[-`{-~]{3,}")
NAME = expression("\\w+")
PLACED = expression("%[-+ #0]*\\d*\\.?\\d*[hlqzjt]*[a-zA-Z][^\\W\\d_a-zA-Z]+")
NUMBER = expression("(?<![^\\W\\d_])[nN][\xaa\xba]")
INVERTED = expression("(?<!\\w)(?:\xa1+(?=.*!)|\xbf+(?=.*[?]))")
POWERS = frozenset("\xb2\xb3\xb9")
"""With these at the end of words, and with lines that are drawn, units are written: kg\xb7m\xb2."""
SIGNS = POWERS | set("\xb0\xb1\xb5\xb7\xd7\xf7")
WRITTEN = frozenset(
    "\xa0\xa7\xa9\xab\xb0\xb7\xbb\u2013\u2014\u2018\u2019\u201c\u201d\u201e\u2022\u2026\u20ac\u2116\u2122"
)
QUOTES = "\"'`\xab\u2018\u201c\u201e"
CLOSING = frozenset("\"'`\xbb\u2018\u2019\u201c\u201d")
DRAWN = expression("[\u2500-\u25ff]")
UPRIGHT = ("\u2502", "\u2503", "\u2551")
Meant = Callable[[str, list[Change]], bool]
LINES = frozenset(
    "\u2500\u2502\u250c\u2510\u2514\u2518\u251c\u2524\u252c\u2534"
    "\u2550\u2551\u2554\u2557\u255a\u255d\u2560\u2563\u2566\u2569"
)
ROW = 8
"""Fewer kinds of characters that only lines are drawn with are no letters."""


def is_disguise(line: str, new: str, was: set[str]) -> bool:
    """Whether what a reading would alter looks like plain letters that are cheaper in their place,
    and no language that has the others is sure: who typed them had the keys of another script."""
    plain = _lookalikes()
    if not all(c in plain for c in was):
        return False
    made = {b for a, b in zip(line, new, strict=True) if a in was}
    typed = "".join(plain.get(c, c) for c in line)
    if letters.cost(typed) + DISGUISE > letters.cost(new):
        return False
    likely = letters.languages(new, AS_LIKELY) if len(new.split()) >= SENTENCE else []
    return not any(made <= alphabet(code) for code, _ in likely[:LIKELY])


@functools.cache
def _lookalikes() -> dict[str, str]:
    from ...data.confusables import CONFUSABLES

    return {c: letter for letter, signs in CONFUSABLES.items() for c in signs}


def is_unit(line: str, places: list[int]) -> bool:
    """Whether all that is altered are signs of units, powers among them that stand at the end of
    words: within words they are letters.

    >>> is_unit("5 kg\xb7m\xb2", [4, 6]), is_unit("Espa\xb1a", [4]), is_unit("al\xb2n", [2])
    (True, False, False)
    """
    powers = [k for k in places if line[k] in POWERS]
    return (
        bool(powers)
        and all(line[k] in SIGNS or is_drawn(line[k]) for k in places)
        and not any(line[k + 1 : k + 2].isalpha() for k in powers)
    )


def is_scattered(line: str, new: str, places: list[int]) -> bool:
    """Whether most of the letters that come out stand in no word: formulas hold such signs, some
    between two letters.

    >>> is_scattered("(1/2, 12, 0)", "(\u05e11/\u05dd, \u05e1\u05dd, 0)", [1, 4, 7, 8])
    True
    >>> is_scattered("\u03b1, P(T\u2264t)", "\xe0, P(T\xf3t)", [0, 6])
    True
    """
    made = [k for k in places if new[k].isalpha()]
    inside = bytearray(len(new))
    for start, end in map(re.Match.span, WORD.finditer(new)):
        if end - start > 3 or line[start + 1].isalpha():
            inside[start:end] = b"\1" * (end - start)
    return 2 * sum(not inside[k] for k in made) > len(made)


def is_list(line: str, new: str, places: list[int]) -> bool:
    """Whether half of what is altered are letters in the order of the alphabet, or one over and
    over, side by side, or would be words with capitals behind small letters.

    >>> is_list("\xe0\xe1\xe2\xe3", "\u0430\u0431\u0432\u0433", [0, 1, 2, 3])
    True
    >>> is_list("\xcf\xf0\xe8\xe2", "\u041f\u0440\u0438\u0432", [0, 1, 2, 3])
    False
    >>> is_list("\u2206\u2206\u2206\u2206", "\xe3\xe3\xe3\xe3", [0, 1, 2, 3])
    True
    >>> is_list("\xe5\xe4\xf6\xc5\xc4", "\u0435\u0434\u0446\u0415\u0414", [0, 1, 2, 3, 4])
    True
    """
    altered = set(places)
    mixed = (m.span() for m in WORD.finditer(new) if is_mixed(m.group()))
    strange = sum(k in altered for start, end in mixed for k in range(start, end))
    return 2 * (in_order(line, places) + strange) >= len(places)


def in_order(line: str, places: list[int]) -> int:
    """How many letters stand side by side in the order of the alphabet, or are one repeated."""
    listed, run = 0, 1
    for a, b in pairwise([*places, -1]):
        if b == a + 1 and line[a] <= line[b]:
            run += 1
        else:
            listed += run * (run >= LIST)
            run = 1
    return listed


def is_mixed(word: str) -> bool:
    """Whether a capital stands behind a small letter."""
    if word.islower() or word.isupper() or word.istitle() or not any(map(str.isupper, word)):
        return False
    return any(a.islower() and b.isupper() for a, b in pairwise(word))


def is_drawn(character: str) -> bool:
    """Whether a character is one of those that lines and boxes are drawn with."""
    return "\u2500" <= character <= "\u25ff"


def is_frame(new: str, line: str) -> bool:
    """Whether most of what a line is drawn with stands beside no letter, or it has an upright line
    at both ends: it is drawn, then.

    >>> is_frame("\xb3 ba na \xb3", "\u2502 ba na \u2502"), is_frame("Caf\xda", "Caf\u250c")
    (True, False)
    >>> is_frame("\u0142name\u0142type\u0142", "\u2502name\u2502type\u2502")
    True
    """
    bare = line.strip()
    if bare[:1] in UPRIGHT and bare[:1] == bare[-1:]:
        return True
    around = f" {new} "
    drawn = [match.start() for match in DRAWN.finditer(line)]
    apart = sum(not any(map(str.isalpha, around[k : k + 3 : 2])) for k in drawn)
    return 2 * apart > len(drawn)


def is_odd(character: str) -> bool:
    """Whether a character is a sign that few write."""
    return not (character.isalpha() or character.isdigit() or character in WRITTEN)


def is_a_row(piece: str) -> bool:
    """Whether characters are a row of few kinds, which stands for something else than words."""
    return len(piece) >= ROW and len(set(piece)) <= ROW // 2


def _is_spaced(line: str, edits: list[Change]) -> bool:
    """Whether letters before no-break spaces are read anew in a line of their script that is right
    for the most part: Russian sets its prepositions so.
    """
    if not any(
        line[start] >= "\u0370" and line[start + 1 : end].isspace() for start, end, _ in edits
    ):
        return False
    altered = sum(end - start for start, end, _ in edits)
    return sum(c >= "\u0370" and c.isalpha() for c in line) > 2 * altered


def _is_quoted(line: str, edits: list[Change]) -> bool:
    """Whether half of what is altered would be one character alone between quotation marks: a text
    about characters, that shows what it speaks of."""
    quoted = sum(
        len(new) == 1 and start > 0 and line[start - 1] in QUOTES and line[end : end + 1] in CLOSING
        for start, end, new in edits
    )
    return 2 * quoted >= len(edits)


def _is_a_pair(line: str, edits: list[Change]) -> bool:
    """Whether all that is altered are a capital and its small letter, each alone: a table of such
    pairs."""
    around = f" {line} "
    if any(around[start].isalnum() or around[end + 1].isalnum() for start, end, _ in edits):
        return False
    pieces = {line[start:end] for start, end, _ in edits}
    return len(pieces) == 2 and len({piece.lower() for piece in pieces}) == 1


def _is_a_symbol(line: str, edits: list[Change]) -> bool:
    """Whether all that is altered is one Greek letter in one word that comes again: a name.

    >>> _is_a_symbol("half\\u03c0 : -half\\u03c0", [(4, 5, "\\u0103"), (13, 14, "\\u0103")])
    True
    """
    letters = {line[start:end] for start, end, _ in edits}
    words = [word for word in NAME.findall(line) if not letters.isdisjoint(word)]
    return len(set(words)) == 1 < len(words) and all("\u03b1" <= c <= "\u03c9" for c in letters)


def _is_banner(line: str, edits: list[Change]) -> bool:
    """Whether a line is drawn of lines alone, single or double: letters that a program has drawn.
    What a page makes of capitals mixes both kinds.

    >>> _is_banner("// \u250c\u2500\u2510 \u252c \u252c \u250c\u2500\u2510", [])
    True
    """
    drawn = DRAWN.findall(line)
    return len(drawn) >= ROW and LINES.issuperset(drawn) and not any(map(str.isalpha, line))


def _is_behind_placeholders(line: str, edits: list[Change]) -> bool:
    """Whether all that is altered, letter by letter, stands in words that begin with a placeholder:
    units.

    >>> _is_behind_placeholders("%d\u0434 %d\u0447", [(2, 3, "\xe4"), (6, 7, "\xf7")])
    True
    """
    inside = {k for match in PLACED.finditer(line) for k in range(*match.span())}
    return all(len(new) == b - a and inside.issuperset(range(a, b)) for a, b, new in edits)


def _is_a_number(line: str, edits: list[Change]) -> bool:
    """Whether all that is altered are ordinal signs behind an n: that says number, even where no
    space follows.

    >>> _is_a_number("n\xbalin.: 5", [(1, 2, "\u015f")]), _is_a_number("an\xbalin", [(2, 3, "")])
    (True, False)
    """
    numbers = {match.end() - 1 for match in NUMBER.finditer(line)}
    return all(start in numbers and end == start + 1 for start, end, _ in edits)


def _is_inverted(line: str, edits: list[Change]) -> bool:
    """Whether all that is altered are signs that begin a sentence which ends as they say.

    >>> _is_inverted("\xa1\xa1No!", [(0, 2, "\xed\xed")])
    True
    """
    begun = [match.span() for match in INVERTED.finditer(line)]
    return all(any(a <= start and end <= b for a, b in begun) for start, end, _ in edits)


MEANT: tuple[tuple[re.Pattern[str], Meant], ...] = (
    (expression("[^\0-\u036f]\\s"), _is_spaced),
    (expression(f"[{QUOTES}][^\0-\x7f]"), _is_quoted),
    (expression("[^\0-\x7f](?<![^\\W_].)"), _is_a_pair),
    (expression("[\u0370-\u03ff]"), _is_a_symbol),
    (DRAWN, _is_banner),
    (PLACED, _is_behind_placeholders),
    (NUMBER, _is_a_number),
    (INVERTED, _is_inverted),
)
"""Whether what edits of a line alter is meant as it stands, and what each such line has."""


def ways_to_mean(line: str) -> list[Meant]:
    """What is to be asked of edits of a line: whether what they alter is meant as it stands."""
    return [way for sign, way in MEANT if sign.search(line)]


def is_meant(line: str, edits: list[Change], ways: list[Meant]) -> bool:
    """Whether what edits alter is meant as it stands, in one of the ways that the line has."""
    return any(way(line, edits) for way in ways)
