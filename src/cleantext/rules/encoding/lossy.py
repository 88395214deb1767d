"""Lossy mojibake: UTF-8 read through a single-byte page, of which bytes were lost on the way.

Bytes that a page has no sign for were dropped, or became `?` or U+FFFD; byte A0 became a space,
a soft hyphen was taken out; quotation marks that stood for bytes were straightened. Each sequence
that lacks something has a set of characters that explain exactly what is left of it. A beam over
the line chooses among them, and leaving it, what costs least.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from typing import NamedTuple

from ... import letters
from ...edits import Change, splice
from .channels import PAGES, STRAIGHT, UTF8, glyphs, lost, reading, starting, unseen
from .reading import TEMPER, Reading, is_one_word, is_text, pages

RARE, EACH, MARK, MARKS = 5.0, 0.5, 4.5, 3.0
"""How rare lossy channels are, each byte lost, an invisible character, a text strewn with them."""
ANSWERED = 3.0
"""Nats that a mark which closes what is open costs less: one is due."""
SIGN = 6.0
"""Nats that the model asks too much for a typographic sign: what it learnt from has few."""
TURNED, UNPAIRED, POSSESSIVE, SINGLE, SHORT, LONE = 6.0, 8.0, 3.0, 3.0, 0.7, 8.0
"""How rare quotation marks are that point the wrong way or that no other answers, and a text of
which a single character lost bytes."""
BEAM = 5
MOST_LOST = 3
MIXED = 7.0
"""How rare it is that characters beyond ASCII stand beside images and are none."""
MOST_PAGES = 8
MAY_LACK = re.compile(
    "[a-z\xdf-\xff][\xc0-\xde\u0102\u0106\u0139]|[\xc0-\u1fff][?\ufffd]"
    "|[\xc0-\xdf\u20ac][\"']|[\x80-\x9f]"
)
"""What a line has of which single letters lost bytes: a capital within a word, or what stands for
a byte."""

INVISIBLE = frozenset(
    map(chr, (0xAD, *range(0x200B, 0x2010), *range(0x2060, 0x2065), 0xFEFF,
              *range(0x202A, 0x202F), *range(0x2066, 0x206A)))
)  # fmt: skip
USUAL = frozenset("\u2019\u201c\u201d\u2018\u2013\u2014\u2026\u2022\u2122\u20ac\u2192\ufe0f")
TYPOGRAPHIC = (
    INVISIBLE
    | USUAL
    | frozenset(
        "\u201e\u201a\u2039\u203a\u2010\u2011\u2012\u2015\u2020\u202f"
        "\u2190\u2713\u2212\u2032\u2033\u2030\u25cf\u2605"
    )
)
LEAD_OF_SIGNS = 0xE2 - 0x80
OPENS, CLOSES = "\u2018\u201c\u201e\u201a\u2039", "\u2019\u201d\u203a"
APOSTROPHE = "\N{RIGHT SINGLE QUOTATION MARK}"
ANSWERS = {"\u2018": "\u2019", "\u201c": "\u201d", "\u201a": "\u2018\u2019", "\u2039": "\u203a"}
DASHES = "\N{EN DASH}\N{EM DASH}"
OPENS_AFTER = " \t\n([{/\u2014\u2013\xa0\u201c\u2018"
PICTURES = ((0x1F300, 0x1FAFF), (0x2600, 0x27BF), (0xA1, 0xBF), (0x300, 0x36F))
SELDOM_LETTERS = (
    (0x0700, 0x08FF), (0x1680, 0x1CFF), (0x2C00, 0x2DFF), (0x2E80, 0x2FDF), (0x3400, 0x4DBF),
    (0xA640, 0xA8FF), (0x20000, 0x3FFFF),
)  # fmt: skip


class Way(NamedTuple):
    """A character that a stretch may have been: where the stretch ends, how many bytes it lost."""

    end: int
    new: str
    losses: int


class State(NamedTuple):
    """A beginning of a line, read: what it costs, what it became, up to where."""

    cost: float
    made: str
    at: int
    losses: int
    edits: tuple[Change, ...]
    opened: str


def readings(line: str) -> Iterator[Reading]:
    """For each page that explains most of a line: what costs least, with and without invisible
    characters."""
    bits = pages().lossy(line.encode("utf-8", "surrogatepass"))
    here = letters.cost(line) if bits else 0.0
    best: dict[str, Reading] = {}
    likely = sorted((UTF8[page], page) for page in range(len(PAGES)) if bits >> page & 1)
    seen: list[list[tuple[int, tuple[Way, ...]]]] = []
    for rare, page in likely:
        name = PAGES[page]
        stretches = _whole_words(line, list(_stretches(line, name)))
        if stretches in seen or len(seen) == MOST_PAGES:
            continue
        seen.append(stretches)
        lead = glyphs(name)[LEAD_OF_SIGNS]
        if not any(_tells(line, start, ways, lead) for start, ways in stretches):
            continue
        lone = LONE if len(stretches) == 1 else 0.0
        for channel in ("lossy", "marks"):
            state = _cheapest(line, _allowed(stretches, channel == "marks"))
            if state is None or not state.losses:
                continue
            altered = sum(end - start for start, end, _ in state.edits)
            left = splice(line, [(start, end, "") for start, end, _ in state.edits])
            mixed = 0.0 if left.isascii() else MIXED
            gain = here - state.cost - TEMPER[channel] * altered
            rare_here = RARE + rare + lone + mixed + (MARKS if channel == "marks" else 0.0)
            found = Reading(
                (channel, name), gain, rare_here, state.edits, splice(line, state.edits)
            )
            if (
                found.new not in best
                or gain - rare_here > best[found.new].gain - best[found.new].rare
            ):
                best[found.new] = found
    yield from best.values()


def _stretches(line: str, page: str) -> Iterator[tuple[int, tuple[Way, ...]]]:
    """Each place at which a sequence begins, with what it may be. A whole one is only itself."""
    at = 0
    starts = starting(page)
    while at < len(line):
        lead = ord(starts[ord(line[at])]) if line[at] > "\x7f" else 0
        if 0xC2 <= lead <= 0xF4:
            size = 2 + (lead >= 0xE0) + (lead >= 0xF0)
            ways = tuple(
                way
                for way in _ways(line, at + 1, (lead,), size, page, False, 0)
                # A letter between quotation marks is quoted.
                if not (line[way.end - 1] in STRAIGHT and line[at - 1 : at] == line[way.end - 1])
            )
            whole = [way for way in ways if not way.losses]
            if ways:
                yield at, tuple(whole[:1] or dict.fromkeys(ways))
            if whole:
                at = whole[0].end
                continue
        at += 1


def _whole_words(
    line: str, stretches: list[tuple[int, tuple[Way, ...]]]
) -> list[tuple[int, tuple[Way, ...]]]:
    """The stretches that are no parts of words in their own script, other than Latin: the image of
    a word leaves none of its letters out."""
    covered = bytearray(len(line) + 1)
    for start, ways in stretches:
        covered[start : ways[0].end] = b"\1" * (ways[0].end - start)
    kept = []
    for start, ways in stretches:
        first, last = start, ways[0].end - 1
        while first and covered[first] and is_one_word(line[first - 1], line[first]):
            first -= 1
        while covered[last] and last + 1 < len(line) and is_one_word(line[last], line[last + 1]):
            last += 1
        if covered[first] and covered[last]:
            kept.append((start, ways))
    return kept


def _tells(line: str, start: int, ways: tuple[Way, ...], lead: str) -> bool:
    """Whether a stretch is more than one letter that stands by itself, as science has them."""
    end = max(way.end for way in ways)
    if end - start > 1 and not line[end - 1].isspace():
        return True
    before, after = line[max(0, start - 1) : start], line[start + 1 : start + 2]
    if line[start] < "\u0250":
        return line[start] == lead or (line[start].isupper() and before.islower())
    return before.isalpha() or after.isalpha()


def _ways(
    line: str,
    at: int,
    data: tuple[int | None, ...],
    size: int,
    page: str,
    marked: bool,
    losses: int,
) -> Iterator[Way]:
    """What a sequence may be of which some bytes are known, None standing for one that was lost;
    `marked`: something stands where it was."""
    if len(data) == size:
        for new in _completed(data, page, marked):
            yield Way(at, new, losses)
            if new == "\xe0" and line[at - 1] == " ":
                yield Way(at, "\xe0 ", losses)  # a no-break space and a space, of which one is left
        return
    character = line[at] if at < len(line) else ""
    byte = ord(reading(page)[ord(character)]) if character > "\x7f" else 0
    more = size, page, marked
    if 0x80 <= byte <= 0xBF:
        yield from _ways(line, at + 1, (*data, byte), *more, losses)
    elif character and character in "?\ufffd":
        yield from _ways(line, at + 1, (*data, None), size, page, True, losses + 1)
    elif character == " " and data[0] != 0xE2 and 0xA0 in unseen(page):
        yield from _ways(line, at + 1, (*data, 0xA0), *more, losses + 1)
    elif character in STRAIGHT:
        for sign in STRAIGHT[character]:
            if 0 <= (place := glyphs(page).find(sign)) < 0x40:
                yield from _ways(line, at + 1, (*data, 0x80 + place), *more, losses + 1)
    if not marked and losses < MOST_LOST:
        yield from _ways(line, at, (*data, None), *more, losses + 1)


@functools.lru_cache(4096)
def _completed(data: tuple[int | None, ...], page: str, marked: bool) -> tuple[str, ...]:
    """The characters whose UTF-8 lost those bytes that are None."""
    known = bytes(0 if byte is None else byte for byte in data)
    holes = [k for k, byte in enumerate(data) if byte is None]
    gone = lost(page) if marked else (*lost(page), *unseen(page))
    if len(holes) > 1:  # too many could be: one of those that are written everywhere
        return tuple(
            new
            for new in LIKELIEST
            if len(encoded := new.encode()) == len(data)
            and all(
                encoded[k] in gone if k in holes else encoded[k] == known[k]
                for k in range(len(data))
            )
        )
    fillings = (
        [known[: holes[0]] + bytes([b]) + known[holes[0] + 1 :] for b in gone] if holes else [known]
    )
    found = []
    for filled in fillings:
        try:
            new = filled.decode()
        except UnicodeDecodeError:
            continue
        if is_text(new):
            found.append(new)
    return tuple(found)


@functools.lru_cache(20_000)
def _rarity(new: str) -> float:
    """Nats beyond what the model says, for what a sequence that lacks a byte hardly ever was."""
    if new in USUAL or new == "\xe0 ":
        return 0.0
    code = ord(new)
    if any(low <= code <= high for low, high in SELDOM_LETTERS):
        return 12.0
    if new.isalpha():
        return 0.0
    if new.isspace():
        return 12.0
    if any(low <= code <= high for low, high in PICTURES):
        return 2.0
    if new in TYPOGRAPHIC:
        return 4.0
    return 6.0


LIKELIEST = sorted(TYPOGRAPHIC, key=lambda c: (c != "\u200b", c in INVISIBLE, _rarity(c), c))


def _allowed(
    stretches: list[tuple[int, tuple[Way, ...]]], with_marks: bool
) -> list[tuple[int, tuple[Way, ...]]]:
    """The stretches with those ways that belong to a text strewn with invisible characters (of each
    end the likeliest), or to one that has none."""
    kept = []
    for start, ways in stretches:
        ends: set[int] = set()
        mine = []
        for way in ways:
            if not way.losses or way.new not in TYPOGRAPHIC or way.new == "\ufe0f":
                mine.append(way)
            elif way.new not in INVISIBLE:
                mine += () if with_marks else (way,)
            elif with_marks and way.end not in ends:
                ends.add(way.end)
                mine.append(way)
        kept.append((start, tuple(mine)))
    return kept


def _cheapest(line: str, stretches: list[tuple[int, tuple[Way, ...]]]) -> State | None:
    beam = [State(0.0, "", 0, 0, (), "")]
    for start, ways in stretches:
        new: list[State] = []
        for state in beam:
            if state.at > start:
                new.append(state)
                continue
            state = _taken(state, line[state.at : start], start)
            new.append(_taken(state, line[start], start + 1))
            for way in ways:
                price = _price(state, way, line[way.end : way.end + 1])
                if price is not None:
                    new.append(
                        State(
                            state.cost + price,
                            state.made + way.new,
                            way.end,
                            state.losses + way.losses,
                            (*state.edits, (start, way.end, way.new)),
                            _opened(state.opened, way.new, line[way.end : way.end + 1]),
                        )
                    )
        beam = _best(new)
    ends = [_taken(state, f"{line[state.at :]} ", len(line)) for state in beam]
    ends = [s._replace(cost=s.cost + UNPAIRED) if s.opened else s for s in ends]
    return min(ends, default=None, key=lambda state: state.cost)


def _best(states: list[State]) -> list[State]:
    """The cheapest for each place reached: those at different places cannot be compared."""
    kept: dict[int, dict[str, State]] = {}
    for state in sorted(states, key=lambda state: state.cost):
        there = kept.setdefault(state.at, {})
        if len(there) < BEAM:
            there.setdefault(state.made[-2:], state)
    return [state for there in kept.values() for state in there.values()]


def _taken(state: State, piece: str, at: int) -> State:
    return state._replace(
        cost=state.cost + _cost(state.made, piece),
        made=state.made + piece,
        at=at,
        opened=_opened(state.opened, piece),
    )


def _opened(opened: str, piece: str, after: str = "") -> str:
    """The quotation mark that is open after a piece of text, if any."""
    for at, character in enumerate(piece):
        if character in OPENS:
            opened = character
        elif character in CLOSES and not f"{piece}{after}"[at + 1 : at + 2].isalpha():
            opened = ""
    return opened


def _cost(before: str, piece: str) -> float:
    before = before[-3:]
    return sum(letters.each(before + piece)[len(before) : -1])


def _price(state: State, way: Way, after: str) -> float | None:
    """What it costs to take a way, None where it cannot be taken."""
    new, made = way.new, state.made
    if way.losses and new == "\ufe0f" and made[-1:] < "\u2000":
        return None
    if new in INVISIBLE:
        between = (not made or made[-1].isspace()) and (not after or after.isspace())
        return MARK + EACH * way.losses + (TURNED if between else 0.0)
    is_sign = way.losses > 1 and not new.isalpha() and new != APOSTROPHE
    if is_sign and made[-1:].isalpha() and after.isalpha():
        return None  # what stands within a word is a letter: `din\xe2mica`
    price = _cost(made, new) + EACH * way.losses
    if not way.losses:
        return price
    return price + _rarity(new) + _misplaced(state, way, after) - (SIGN if new in USUAL else 0.0)


def _misplaced(state: State, way: Way, after: str) -> float:
    """Which way quotation marks turn and dashes are long, which is one to the model."""
    new, before = way.new, state.made[-1:]
    after_word = bool(before) and not before.isspace()
    before_word = bool(after) and not after.isspace()
    if new in DASHES:
        if after_word != before_word:
            return TURNED
        is_long = not (before + after).isdigit() if after_word else way.losses == 1
        return SHORT if is_long == (new == DASHES[0]) else 0.0
    if new not in OPENS + CLOSES:
        return 0.0
    if new == APOSTROPHE and before.isalpha() and after.isalpha():
        return 0.0
    opens = not before or before in OPENS_AFTER
    cost = 0.0 if opens == (new in OPENS) else TURNED
    cost += 0.0 if (before_word if new in OPENS else after_word) else TURNED
    if new in OPENS:
        return cost + (UNPAIRED if state.opened else 0.0) + (SINGLE if new == "\u2018" else 0.0)
    if not state.opened:
        return cost + (POSSESSIVE if new == APOSTROPHE else UNPAIRED)
    return cost + (-ANSWERED if new in ANSWERS.get(state.opened, CLOSES) else UNPAIRED)
