"""Text of one page that was read through another: no UTF-8 took part, any bytes have a reading."""

from __future__ import annotations

import math
from collections.abc import Container

from ... import letters
from ...kernel.pages import HIGH
from ...kernel.pages_signs import PAIRS, WIDE_PAIR
from . import known
from .alarms import WAYS
from .channels import ASCII, LATIN, MISREAD, PAGES, WIDE, WIDE_VIEWERS, reading
from .meant import (
    ROW,
    in_order,
    is_a_row,
    is_disguise,
    is_drawn,
    is_frame,
    is_list,
    is_odd,
    is_scattered,
    is_unit,
)
from .reading import (
    LEAST,
    TEMPER,
    Reading,
    beyond,
    difference,
    is_garbage,
    is_writing,
    packed,
    pages,
)

IDEOGRAPH = 3.0
"""Nats that each different wide character weighs against one pair of bytes being one by chance."""
FEW = 4
LEAST_ALTERED, LEAST_KINDS, LEAST_WIDE, LITTLE = 5, 3, 3, 20.0
"""An abbreviation or an accent has another reading by chance."""
NO_WORDS = 1e4
"""No line is read anew for signs and lists of letters alone: its document has to be read so."""
BLANK = {"\xa0", "\xad", "\xb4"}
"""What stands in good text of any page (an acute accent for an apostrophe), and tells nothing
about it by itself."""
DOT = "\xb7"
"""It shows spaces and divides words and endings, besides being a letter in another page."""
ODD = 4.0
"""Nats that a sign counts more than a letter which few write: the model has seen too few signs."""
TRIED = 12
OUT_OF_REACH = 25.0
"""Nats by which a way may be behind one that makes text and still be looked at."""
KNOWN = 3.0
"""Nats that a reading gains in a language that has the letters which come out, and not those that
stand there."""
WORD, MOST_WORDS = 3.0, 2
"""Nats that a word of that language adds, and how many of them count."""
CLEAR = 3.0
"""Nats of `known.coherent` from which a line is not right as it stands."""
DRAWN = 12
OFTEN = 8
"""So often, on the average, the same thing comes again where it is evidence only once."""


def readings(line: str) -> list[Reading]:
    """The best ways to read a line anew through single-byte pages, or as text of a wide page."""
    here = letters.cost(line)
    gains = pages().misread(line.encode("utf-8", "surrogatepass"), WAYS)
    best: dict[str, tuple[float, tuple[str, ...], float]] = {}
    ranked = sorted((MISREAD[way][2] - gain / 8.0, MISREAD[way], way) for way, gain in gains)
    high = "".join(c for c in set(line) if c > "\x7f")
    for behind, (viewer, page, rare), way in ranked[:TRIED]:
        new = pages().shown(high, WAYS[2 * way], WAYS[2 * way + 1])
        if new and new != high and (new not in best or rare < best[new][0]):
            best[new] = rare, ("misread", viewer, page), behind
    found: list[Reading | None] = []
    enough = math.inf
    for new, (rare, channel, behind) in best.items():
        if behind > enough:
            break
        one = judged(line, dict(zip(high, new, strict=True)), channel, rare, here)
        if one and not one.doubt:
            enough = min(enough, behind + OUT_OF_REACH)
        found.append(one)
    if len(WIDE_PAIR.findall(line)) >= PAIRS:
        for viewer in WIDE_VIEWERS:
            if reading(viewer).keys() >= set(map(ord, high)):
                data = line.translate(reading(viewer)).encode("latin-1")
                found += (_wide(line, data, viewer, page, r, here) for page, r in WIDE.items())
    return [one for one in found if one]


def through(line: str, channel: tuple[str, ...]) -> Reading | None:
    """What a line was that is known to have come by a channel, if that is cheaper at all."""
    high = "".join(c for c in set(line) if c > "\x7f")
    new = pages().shown(high, *map(PAGES.index, channel[1:]))
    if not new:
        return None
    swaps = dict(zip(high, new, strict=True))
    text = _swapped(line, swaps)
    gain = letters.cost(line) - letters.cost(text)
    if gain <= 0.0 or is_garbage(text, line) or _are_drawn_odd(swaps) or is_frame(text, line):
        return None
    places = _places(line, {a for a, b in swaps.items() if a != b})
    return Reading(channel, gain, 0.0, packed(difference(text, places)), text)


def judged(
    line: str, swaps: dict[str, str], channel: tuple[str, ...], rare: float, here: float
) -> Reading | None:
    """A reading of a line by what stands for each of its characters beyond ASCII, if it is text at
    all."""
    is_latin = channel[2] in LATIN and all(c < "\u0250" or not c.isalpha() for c in swaps.values())
    swaps = {a: b for a, b in swaps.items() if a != b}
    was, made = set(swaps), set(swaps.values())
    is_anew = channel[1] != channel[2]  # else controls
    if was <= BLANK or _are_drawn_odd(swaps):
        return None
    new = _swapped(line, swaps)
    if DOT in was and len(was - BLANK) < LEAST_KINDS and not known.words(line, new):
        return None
    altered = sum(map(line.count, was))
    gain = here - letters.cost(new) - (TEMPER["misread"] * altered if is_anew else 0.0)
    gain -= ODD * sum(line.count(a) for a, b in swaps.items() if is_odd(b))
    if gain <= LEAST or is_garbage(new, line) or not is_writing(new):
        return None
    coherent = known.coherent(line, new) if is_latin else 0.0
    if is_latin and coherent < CLEAR and known.may_have(line, was):
        return None  # the line is right as it stands
    is_known = is_latin and is_anew and known.has_letters(line, new)
    if len(was) < ROW and all(map(is_drawn, was)) and not is_known:
        return None
    if is_anew and not is_known and not _touches(line, swaps):
        return None
    places = _places(line, swaps)
    edits = difference(new, places)
    if is_frame(new, line) or any(is_a_row(line[start:end]) for start, end, _ in edits):
        return None
    if is_latin and min(was) >= "\u0370" and is_disguise(line, new, was):
        return None
    gain += max(0.0, coherent)
    is_known = is_known and not known.may_be_new(line)
    if is_known and known.is_strange(line, was):
        gain += KNOWN + WORD * min(MOST_WORDS, known.words(line, new))
    doubt = 0.0
    is_little = is_anew and (
        altered < LEAST_ALTERED
        or len({c.lower() for c in was}) < LEAST_KINDS
        or (altered < 2 * LEAST_ALTERED and any(_are_capitals(text) for text in (was, made)))
    )
    if is_little and not is_known:
        doubt = LITTLE
    if is_anew and (
        is_unit(line, places)
        or (is_scattered(line, new, places) and not (is_known and max(was) < "\u0250"))
        or is_list(line, new, places)
        or 2 * in_order(line.translate(reading(channel[1])), places) > altered  # a page, shown
    ):
        doubt = NO_WORDS
    kinds = len({line[max(0, start - 2) : end + 2] for start, end, _ in edits})
    if OFTEN * kinds < len(edits):
        doubt += gain * (1 - kinds / len(edits))
    return Reading(channel, gain, rare, packed(edits), new, doubt=doubt)


def _swapped(line: str, swaps: dict[str, str]) -> str:
    return line.translate(ASCII | {ord(a): b for a, b in swaps.items()})


def _places(line: str, altered: Container[str]) -> list[int]:
    """Where characters beyond ASCII stand that are altered."""
    return [k for match in HIGH.finditer(line) if line[k := match.start()] in altered]


def _are_drawn_odd(swaps: dict[str, str]) -> bool:
    """Whether signs that few write would stand for what lines are drawn with."""
    return any(a != b and is_drawn(a) and is_odd(b) for a, b in swaps.items())


def _are_capitals(letters: set[str]) -> bool:
    """Whether all are capitals that are not Latin, as in an abbreviation."""
    return all(c >= "\u0370" and c.isupper() for c in letters)


def _wide(
    line: str, data: bytes, viewer: str, page: str, rare: float, here: float
) -> Reading | None:
    try:
        new = data.decode(page)
    except UnicodeError:
        return None
    altered = beyond(line)
    gain = here - letters.cost(new) - TEMPER["wide"] * altered
    if gain <= LEAST or new.isascii() or is_garbage(new, line) or not is_writing(new):
        return None
    if 2 * in_order(line, [k for k, c in enumerate(line) if c > "\x7f"]) > altered:
        return None
    many = len({c for c in new if c > "\x7f"})
    if many < LEAST_WIDE:
        return None
    rare += 2.0 + IDEOGRAPH * max(0, FEW - many)
    return Reading(("wide", viewer, page), gain, rare, packed(_runs(line, new)), new)


def _runs(line: str, new: str) -> tuple[tuple[int, int, str], ...]:
    """One edit from the first to the last difference."""
    head = 0
    while head < min(len(line), len(new)) and line[head] == new[head]:
        head += 1
    tail = 0
    while tail < min(len(line), len(new)) - head and line[-1 - tail] == new[-1 - tail]:
        tail += 1
    return ((head, len(line) - tail, new[head : len(new) - tail]),)


def _touches(line: str, swaps: dict[str, str]) -> bool:
    """Whether letters stand together of which some were altered, and letters were: what is listed
    or drawn is no word."""
    made = {a for a, b in swaps.items() if b.isalpha()}
    if not made:
        return False
    ascii_too = {*swaps, *(c for c in set(line) if c <= "\x7f")}
    if len(swaps) < DRAWN and not any(map(str.isalpha, ascii_too)):
        return False
    around = f" {line} "
    return any(
        _joins(swaps.get(beside, beside), swaps[line[k]], len(swaps))
        for k in _places(line, made)
        for beside in around[k : k + 3 : 2]
    )


def _joins(beside: str, letter: str, altered: int) -> bool:
    return beside.isalpha() and (beside != letter or altered > 1)
