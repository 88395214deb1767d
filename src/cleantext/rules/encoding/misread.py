"""Text of one page that was read through another: no UTF-8 took part, any bytes have a reading."""

from __future__ import annotations

import functools
import re
from itertools import pairwise, takewhile

from ... import letters
from ...kernel.pages import HIGH, PAIRS, WIDE_PAIR
from .alarms import WAYS
from .channels import ASCII, LATIN, MISREAD, PAGES, WIDE, WIDE_VIEWERS, reading
from .reading import LEAST, TEMPER, Reading, alphabet, difference, is_garbage, is_writing, pages

IDEOGRAPH = 3.0
"""Nats that each different wide character weighs against one pair of bytes being one by chance."""
FEW = 4
LEAST_ALTERED, LEAST_KINDS, LEAST_WIDE, LITTLE = 5, 3, 3, 20.0
"""An abbreviation or an accent has another reading by chance."""
NO_WORDS = 1e4
"""No line is read anew for signs and lists of letters alone: its document has to be read so."""
DISGUISE, SENTENCE = 2.0, 5
"""Nats by which plain letters are cheaper than others; words that tell a language."""
LIST = 4
"""As many letters in the order of the alphabet are a list of letters."""
WORD = re.compile("[^\\s!-@\\[-`{-~]{3,}")
POWERS = frozenset("\xb2\xb3\xb9")
"""With these at the end of words, and with lines that are drawn, units are written: kg\xb7m\xb2."""
SIGNS = POWERS | set("\xb0\xb1\xb5\xb7\xd7\xf7")
BLANK = {"\xa0", "\xad", "\xb4"}
"""What stands in good text of any page (an acute accent for an apostrophe), and tells nothing
about it by itself."""
DOT = "\xb7"
"""It shows spaces and divides words and endings, besides being a letter in another page."""
ODD = 4.0
"""Nats that a sign counts more than a letter which few write: the model has seen too few signs."""
WRITTEN = frozenset(
    "\xa0\xa7\xa9\xab\xb0\xb7\xbb\u2013\u2014\u2018\u2019\u201c\u201d\u201e\u2022\u2026\u20ac\u2116\u2122"
)
TRIED, ROW = 12, 8
AS_LIKELY = 8.0
"""Nats by which a language may be behind another so that a line may still be in it."""
DRAWN = 12
OFTEN = 8
"""So often, on the average, the same thing comes again where it is evidence only once."""


def readings(line: str) -> list[Reading]:
    """The best ways to read a line anew through single-byte pages, or as text of a wide page."""
    here = letters.cost(line)
    gains = pages().misread(line.encode("utf-8", "surrogatepass"), WAYS)
    best: dict[str, tuple[float, tuple[str, ...]]] = {}
    ranked = sorted((MISREAD[way][2] - gain / 8.0, MISREAD[way]) for way, gain in gains)
    high = "".join({c for c in line if c > "\x7f"})
    codes = [*map(ord, high)]
    for _, (viewer, page, rare) in ranked[:TRIED]:
        new = pages().shown(high, PAGES.index(viewer), PAGES.index(page))
        if new and new != high and (new not in best or rare < best[new][0]):
            best[new] = rare, ("misread", viewer, page)
    found = [
        judged(
            line, line.translate(ASCII | dict(zip(codes, new, strict=True))), channel, rare, here
        )
        for new, (rare, channel) in best.items()
    ]
    if len(WIDE_PAIR.findall(line)) >= PAIRS:
        for viewer in WIDE_VIEWERS:
            if all(code in reading(viewer) for code in codes):
                data = line.translate(reading(viewer))
                found += (_wide(line, data, viewer, page, r, here) for page, r in WIDE.items())
    return [one for one in found if one]


def through(line: str, channel: tuple[str, ...]) -> Reading | None:
    """What a line was that is known to have come by a channel, if that is cheaper at all."""
    high = "".join({c for c in line if c > "\x7f"})
    new = pages().shown(high, *map(PAGES.index, channel[1:]))
    text = line.translate(ASCII | dict(zip(map(ord, high), new, strict=False)))
    places = [k for match in HIGH.finditer(line) if line[k := match.start()] != text[k]]
    gain = letters.cost(line) - letters.cost(text)
    if gain <= 0.0 or not new or is_garbage(text, line):
        return None
    if any(_is_drawn(line[k]) and _is_odd(text[k]) for k in places):
        return None
    return Reading(channel, gain, 0.0, difference(text, places), text)


def judged(
    line: str, new: str, channel: tuple[str, ...], rare: float, here: float
) -> Reading | None:
    """A reading of a line of the same length, if it is text at all."""
    gain = here - letters.cost(new)
    if gain <= LEAST:
        return None
    places = [k for match in HIGH.finditer(line) if line[k := match.start()] != new[k]]
    altered = len(places)
    temper = 0.0 if channel[1] == channel[2] else TEMPER["misread"]  # controls
    gain -= temper * altered + ODD * sum(_is_odd(new[k]) for k in places)
    if gain <= LEAST or is_garbage(new, line) or not is_writing(new):
        return None
    if channel[1] != channel[2] and not _touches(line, new, places):
        return None
    edits = difference(new, places)
    was = {c for start, end, _ in edits for c in line[start:end]}
    made = {c for _, _, text in edits for c in text}
    if len(was) < ROW and all(map(_is_drawn, was)):
        return None
    if any(_is_drawn(line[k]) and _is_odd(new[k]) for k in places):
        return None
    if was <= BLANK or any(_is_a_row(line[start:end]) for start, end, _ in edits):
        return None
    is_latin = channel[2] in LATIN and all(c < "\u0250" for c in new if c.isalpha())
    if DOT in was and len(was - BLANK) < LEAST_KINDS and not _is_letter(line, new, made):
        return None
    if is_latin and min(was) >= "\u0370" and _is_disguise(line, new, was):
        return None
    doubt = 0.0
    is_little = channel[1] != channel[2] and (
        altered < LEAST_ALTERED
        or len({c.lower() for c in was}) < LEAST_KINDS
        or (altered < 2 * LEAST_ALTERED and any(_are_capitals(text) for text in (was, made)))
    )
    if is_little and not (is_latin and _has_letters(line, new)):
        doubt = LITTLE
    if channel[1] != channel[2] and (
        _is_unit(line, places) or _is_scattered(line, new, places) or _is_list(line, new, places)
    ):
        doubt = NO_WORDS
    if is_latin and any(was <= alphabet(code) for code in may_be(line)):
        return None  # the line is right as it stands
    kinds = len({line[max(0, start - 2) : end + 2] for start, end, _ in edits})
    if OFTEN * kinds < len(edits):
        doubt += gain * (1 - kinds / len(edits))
    return Reading(channel, gain, rare, edits, new, doubt=doubt)


def _is_disguise(line: str, new: str, was: set[str]) -> bool:
    """Whether what a reading would alter looks like plain letters that are cheaper in their place,
    and no language that has the others is sure: who typed them had the keys of another script."""
    plain = _lookalikes()
    if not all(c in plain for c in was):
        return False
    made = {b for a, b in zip(line, new, strict=True) if a in was}
    typed = "".join(plain.get(c, c) for c in line)
    if letters.cost(typed) + DISGUISE > letters.cost(new):
        return False
    code = letters.language(new) if len(new.split()) >= SENTENCE else None
    return code is None or not made <= alphabet(code)


@functools.cache
def _lookalikes() -> dict[str, str]:
    from ...data.confusables import CONFUSABLES

    return {c: letter for letter, signs in CONFUSABLES.items() for c in signs}


def _is_letter(line: str, new: str, made: set[str]) -> bool:
    """Whether the likeliest language of a reading has the letters that come out for middle dots."""
    return " " in line and made <= alphabet(next(iter(may_be(new)), None))


def _are_capitals(letters: set[str]) -> bool:
    """Whether all are capitals that are not Latin, as in an abbreviation."""
    return all(c >= "\u0370" and c.isupper() for c in letters)


def _is_unit(line: str, places: list[int]) -> bool:
    """Whether all that is altered are signs of units, powers among them that stand at the end of
    words: within words they are letters.

    >>> _is_unit("5 kg\xb7m\xb2", [4, 6]), _is_unit("Espa\xb1a", [4]), _is_unit("al\xb2n", [2])
    (True, False, False)
    """
    powers = [k for k in places if line[k] in POWERS]
    return (
        bool(powers)
        and all(line[k] in SIGNS or _is_drawn(line[k]) for k in places)
        and not any(line[k + 1 : k + 2].isalpha() for k in powers)
    )


def _is_scattered(line: str, new: str, places: list[int]) -> bool:
    """Whether most of the letters that come out stand in no word: formulas hold such signs, some
    between two letters.

    >>> _is_scattered("(1/2, 12, 0)", "(\u05e11/\u05dd, \u05e1\u05dd, 0)", [1, 4, 7, 8])
    True
    >>> _is_scattered("\u03b1, P(T\u2264t)", "\xe0, P(T\xf3t)", [0, 6])
    True
    """
    made = [k for k in places if new[k].isalpha()]
    inside = {
        k
        for start, end in map(re.Match.span, WORD.finditer(new))
        if end - start > 3 or line[start + 1].isalpha()
        for k in range(start, end)
    }
    return 2 * sum(k not in inside for k in made) > len(made)


def _is_list(line: str, new: str, places: list[int]) -> bool:
    """Whether most of what is altered are letters in the order of the alphabet, side by side, or
    would be words with capitals behind small letters.

    >>> _is_list("\xe0\xe1\xe2\xe3", "\u0430\u0431\u0432\u0433", [0, 1, 2, 3])
    True
    >>> _is_list("\xcf\xf0\xe8\xe2", "\u041f\u0440\u0438\u0432", [0, 1, 2, 3])
    False
    >>> _is_list("\xe5\xe4\xf6\xc5\xc4", "\u0435\u0434\u0446\u0415\u0414", [0, 1, 2, 3, 4])
    True
    """
    altered = set(places)
    mixed = (m.span() for m in WORD.finditer(new) if _is_mixed(m.group()))
    strange = sum(k in altered for start, end in mixed for k in range(start, end))
    return 2 * (_listed(line, places) + strange) > len(places)


def _listed(line: str, places: list[int]) -> int:
    """How many letters stand in the order of the alphabet, side by side."""
    listed, run = 0, 1
    for a, b in pairwise([*places, -1]):
        if b == a + 1 and line[a] < line[b]:
            run += 1
        else:
            listed += run * (run >= LIST)
            run = 1
    return listed


def _is_mixed(word: str) -> bool:
    """Whether a capital stands behind a small letter."""
    return any(a.islower() and b.isupper() for a, b in pairwise(word))


def _is_drawn(character: str) -> bool:
    """Whether a character is one of those that lines and boxes are drawn with."""
    return "\u2500" <= character <= "\u25ff"


def _is_odd(character: str) -> bool:
    """Whether a character is a sign that few write."""
    return not (character.isalpha() or character.isdigit() or character in WRITTEN)


def _is_a_row(piece: str) -> bool:
    """Whether characters are a row of few kinds, which stands for something else than words."""
    return len(piece) >= ROW and len(set(piece)) <= ROW // 2


def may_be(line: str) -> list[str]:
    """The languages that a line may be in."""
    return [code for code, behind in letters.languages(line) if behind < AS_LIKELY]


def _has_letters(line: str, new: str) -> bool:
    """Whether a language that a reading may be in has all letters that come out, and not what was
    in their places; signs stood beside letters, one at least within a word."""
    changed = [k for k, (a, b) in enumerate(zip(line, new, strict=True)) if a != b]
    was, made = {line[k] for k in changed}, {new[k] for k in changed}
    beside = [
        2 if line[k].isalpha() else sum(map(str.isalpha, f" {new} "[k : k + 3 : 2]))
        for k in changed
    ]
    likely = takewhile(lambda code: code != "und", may_be(new))
    return (
        min(beside) > 0
        and max(beside) > 1
        and any(made <= alphabet(code) and not was <= alphabet(code) for code in likely)
    )


def _wide(line: str, data: str, viewer: str, page: str, rare: float, here: float) -> Reading | None:
    try:
        new = data.encode("latin-1").decode(page)
    except UnicodeError:
        return None
    altered = sum(c > "\x7f" for c in line)
    gain = here - letters.cost(new) - TEMPER["wide"] * altered
    if gain <= LEAST or new.isascii() or is_garbage(new, line) or not is_writing(new):
        return None
    if 2 * _listed(line, [k for k, c in enumerate(line) if c > "\x7f"]) > altered:
        return None
    many = len({c for c in new if c > "\x7f"})
    if many < LEAST_WIDE:
        return None
    rare += 2.0 + IDEOGRAPH * max(0, FEW - many)
    return Reading(("wide", viewer, page), gain, rare, _runs(line, new), new)


def _runs(line: str, new: str) -> tuple[tuple[int, int, str], ...]:
    """One edit from the first to the last difference."""
    head = 0
    while head < min(len(line), len(new)) and line[head] == new[head]:
        head += 1
    tail = 0
    while tail < min(len(line), len(new)) - head and line[-1 - tail] == new[-1 - tail]:
        tail += 1
    return ((head, len(line) - tail, new[head : len(new) - tail]),)


def _touches(line: str, new: str, places: list[int]) -> bool:
    """Whether letters stand together of which some were altered, and letters were: what is listed
    or drawn is no word."""
    altered = {line[k] for k in places}
    ascii_too = altered | {c for c in line if c <= "\x7f"}
    if len(altered) < DRAWN and not any(map(str.isalpha, ascii_too)):
        return False
    around = f" {new} "
    return any(
        new[k].isalpha() and any(_joins(b, new[k], altered) for b in around[k : k + 3 : 2])
        for k in places
    )


def _joins(beside: str, letter: str, altered: set[str]) -> bool:
    return beside.isalpha() and (beside != letter or len(altered) > 1)
