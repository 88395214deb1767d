"""What a line may have been that was UTF-8, was read through a single-byte page and lost bytes.

Each sequence that lacks bytes has a set of characters of which exactly what is left could remain:
its *ways*. A beam over the line chooses among them, and leaving what stands there, what costs
least under the model of letters. How sure that is, its *doubt* tells: by how much all readings
together are likelier than the one. The table is `data/lossy.bin`; `data/build/lossy.py` tells its
layout. Costs are in 1/8 nat.
"""

from __future__ import annotations

import functools
import itertools
import math
import struct
from array import array
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from ..edits import splice
from .letters import Letters
from .letters import Plain as PlainLetters
from .letters import State as Before
from .pages import MARKS, PlainPages
from .pick import pick

BEAM, MOST_LOST, MOST_PAGES = 5, 3, 8
START = 16 + 40
FEW = 8
"""So many bytes that a page loses, and each pair of them is tried for two that were lost."""
DEEP = 3
"""So many letters on each side, and words have no apostrophe there."""
_, USUAL, _, TYPOGRAPHIC, _, _, INVISIBLE, NO_TEXT = range(8)
ALPHA, SPACE, UPPER, LOWER = 8, 16, 32, 64
OPENS, CLOSES = "\u2018\u201c\u201e\u201a\u2039", "\u2019\u201d\u203a"
ANSWERS = {
    "\u2018": "\u2019", "\u201c": "\u201d", "\u201e": "\u201d",
    "\u201a": "\u2019", "\u2039": "\u203a"
}  # fmt: skip
OPENS_AFTER = " \t\n([{/\u2014\u2013\xa0\u201c\u2018"
APOSTROPHE, SELECTOR, DASHES = "\u2019", "\ufe0f", "\u2013\u2014"
COMMON_MARKS = "\xad\u200b\u200c\u200d\u200e\u200f\u2060\u2061\u2062\u2063\u2064\ufeff"
ZERO_WIDTH_SPACE, A_AND_SPACE = "\u200b", "\xe0 "
LEAD_OF_SIGNS = 0xE2

Edit = tuple[int, int, str]
Found = tuple[int, bool, int, float, int, int, bytes, str]


class Weights(NamedTuple):
    """What a reading costs beyond what the model of letters says, as `data/build/lossy.py` has
    it, set by hand; `sure` is how many eighths of a nat the model's doubt takes for one nat."""

    loss: int  # each byte that was lost
    altered: int  # each character that is altered
    mark: int  # an invisible character,
    seldom: int  # and one that few use
    turned: int  # a quotation mark or dash that points the wrong way,
    unpaired: int  # one that no other answers,
    answered: int  # and (less) one that closes what is open
    possessive: int  # an apostrophe at the end of a word,
    within: int  # and (less) within one
    single: int  # a single quotation mark
    short: int  # a dash of unusual length
    usual: int  # signs by kind
    picture: int
    typographic: int
    other: int
    hardly: int
    sure: int
    passed: int  # a stretch that is left as it stands: a page that was read through showed all


class Way(NamedTuple):
    """What a stretch may have been: where it ends, how many bytes it lost."""

    end: int
    new: str
    losses: int


class State(NamedTuple):
    """A beginning of a line, read: its cost and doubt, what stands before in the model of letters
    and as a character, the open quotation mark, the bytes lost, its edits, the last with those
    before, and where that begins if it is an invisible character or a dash: which one of them it
    was is no doubt about what a line says.
    """

    cost: int
    doubt: float
    letters: Before
    last: str
    opened: str
    losses: int
    edits: tuple[Edit, object] | None
    alike: int = -1


Stretches = dict[int, list[Way]]


class Lossy:
    """The plain definition."""

    def __init__(self, table: memoryview, pages: memoryview, letters: Letters) -> None:
        if len(table) < START or bytes(table[:6]) != b"lossy1":
            raise ValueError("not a table of what gets lost")
        self._pages = PlainPages(pages, letters)
        self._letters = PlainLetters(letters.table)
        count, likely, blocks = struct.unpack_from("<HHI", table, 8)
        at = START + 0x1100 + 256 * blocks
        if len(table) != at + 23 * count + 4 * likely or count != len(self._pages.roles):
            raise ValueError("not a table of what gets lost")
        self._w = Weights(*struct.unpack_from(f"<{len(Weights._fields)}h", table, 16))
        w = self._w
        self._rarity = 0, w.usual, w.picture, w.typographic, w.other, w.hardly, 0, 0
        blocks_at = START + 0x1100
        self._index, self._blocks = table[START:blocks_at], table[blocks_at:at]
        self._gone = list(struct.iter_unpack("<2Q", table[at : at + 16 * count]))
        self._signs = [table[at + 16 * count + 6 * page :][:6] for page in range(count)]
        self._order = bytes(table[at + 22 * count :][:count])
        self._likely = [chr(code) for (code,) in struct.iter_unpack("<I", table[at + 23 * count :])]

    def readings(self, text: bytes) -> list[Found]:
        """(page, whether with invisible characters, gain, doubt in nats, number of stretches,
        how many characters beyond ASCII stay, edits as start, end and length of what comes there,
        new line) of what costs least, for each page that explains most of what a line has beyond
        ASCII."""
        line = text.decode("utf-8", "surrogatepass")
        pages, here = self._pages.lossy(text), self._letters.cost(text)
        found: list[Found] = []
        seen: list[Stretches] = []
        for page in self._order:
            if not pages >> page & 1 or len(seen) == MOST_PAGES:
                continue
            stretches = self._stretches(line, page)
            kept = self._whole_words(line, stretches)
            tells = any(self._tells(line, at, kept[at], page) for at in kept)
            if not tells or stretches in seen or not _are_most(line, kept):
                continue
            seen.append(stretches)
            may_be = (way.new[0] for ways in kept.values() for way in ways if way.losses)
            has_marks = any(self._kind(new) == INVISIBLE for new in may_be)
            for with_marks in (False, True)[: 1 + has_marks]:
                state = self._cheapest(line, kept, with_marks)
                if state.losses:
                    gain = here - state.cost
                    known = page, with_marks, gain, state.doubt, len(kept)
                    found.append((*known, *_made(line, _unlinked(state))))
        return found

    def _is(self, character: str, what: int) -> bool:
        return bool(self._described(character) & what)

    def _kind(self, character: str) -> int:
        return self._described(character) & 7

    def _described(self, character: str) -> int:
        code = ord(character)
        return self._blocks[self._index[code >> 8] * 256 + (code & 0xFF)]

    def _stretches(self, line: str, page: int) -> Stretches:
        """Where sequences begin, with what they may be; a whole one is only itself."""
        found = {}
        at = 0
        while at < len(line):
            ways = self._ways(line, at, page)
            if ways:
                found[at] = ways
            at = ways[0].end if ways and not ways[0].losses else at + 1
        return found

    def _ways(self, line: str, at: int, page: int) -> list[Way]:
        starts, others = self._pages.roles[page]
        lead = starts.get(line[at], 0)
        if not 0xC2 <= lead <= 0xF4:
            return []
        size = 2 + (lead >= 0xE0) + (lead >= 0xF0)
        tail = [others.get(character, 0) for character in line[at + 1 : at + size]]
        if len(tail) == size - 1 and 0 not in tail and (new := self._decoded(bytes([lead, *tail]))):
            return [Way(at + size, new, 0)]
        return list(self._lacking(line, at, at + 1, (lead,), size, page, False, 0))

    def _lacking(
        self, line: str, start: int, at: int, data: tuple[int, ...], size: int, page: int,
        marked: bool, losses: int,
    ) -> Iterator[Way]:  # fmt: skip
        """What a sequence may be whose first bytes are known, 0 standing for one that was lost;
        `marked`: something stands where it was."""
        if len(data) == size:
            # A letter between quotation marks is quoted.
            if line[at - 1] in "\"'" and line[start - 1 : start] == line[at - 1]:
                return
            for new in self._completed(data, page, marked):
                yield Way(at, new, losses)
                if new == A_AND_SPACE[0] and line[at - 1] == " " != line[at : at + 1]:
                    yield Way(at, A_AND_SPACE, losses)  # two spaces of which one is left
            return
        character = line[at : at + 1]
        byte = self._pages.roles[page][1].get(character, 0)
        ways: list[tuple[int, int, int, bool]] = []  # byte, end, lost, marked
        if 0x80 <= byte <= 0xBF:
            ways.append((byte, at + 1, 0, marked))
        elif character and character in "?\ufffd":
            ways.append((0, at + 1, 1, True))
        elif character == " " and data[0] != LEAD_OF_SIGNS and self._gone[page][1] >> 0x20 & 1:
            ways.append((0xA0, at + 1, 1, marked))
        elif character and character in "\"'":
            signs = self._signs[page][:3] if character == '"' else self._signs[page][3:]
            ways += ((sign, at + 1, 1, marked) for sign in signs if sign)
        is_one_too_many = character == " " and ways and line[at + 1 : at + 2] == " "
        if not marked and losses < MOST_LOST and not is_one_too_many:
            ways.append((0, at, 1, False))
        for byte, end, lost, more in ways:
            yield from self._lacking(
                line, start, end, (*data, byte), size, page, more, losses + lost
            )

    def _completed(self, data: tuple[int, ...], page: int, marked: bool) -> list[str]:
        """The characters whose UTF-8 lost those bytes that are 0."""
        lost, unseen = self._gone[page]
        gone = [0x80 + k for k in range(64) if (lost if marked else lost | unseen) >> k & 1]
        if data.count(0) < 2 or (data.count(0) == 2 and len(gone) <= FEW):
            filled = itertools.product(*([byte] if byte else gone for byte in data))
            return [new for bytes_ in filled if (new := self._decoded(bytes(bytes_)))]
        # Too many could be: one of those that are written everywhere.
        return [
            new
            for new in self._likely
            if len(encoded := new.encode()) == len(data)
            and all(
                one == two if two else one in gone for one, two in zip(encoded, data, strict=True)
            )
        ]

    def _decoded(self, data: bytes) -> str:
        try:
            new = data.decode()
        except UnicodeDecodeError:
            return ""
        return "" if self._kind(new) == NO_TEXT else new

    def _whole_words(self, line: str, stretches: Stretches) -> Stretches:
        """The stretches that are no parts of words in their own script, other than Latin: the image
        of a word leaves none of its letters out."""
        covered = bytearray(len(line) + 1)
        for start, ways in stretches.items():
            covered[start : ways[0].end] = b"\1" * (ways[0].end - start)
        goes_on = [self._pages.goes_on(line, at) for at in range(len(line) + 1)]
        left, right = bytearray(len(line)), bytearray(len(line) + 1)
        for at in range(len(line)):
            left[at] = not goes_on[at] or (covered[at - 1] and left[at - 1])
        for at in reversed(range(len(line))):
            right[at] = not goes_on[at + 1] or (covered[at + 1] and right[at + 1])
        return {s: ways for s, ways in stretches.items() if left[s] and right[ways[0].end - 1]}

    def _tells(self, line: str, start: int, ways: list[Way], page: int) -> bool:
        """Whether a stretch is more than one letter that stands by itself, as science has them."""
        end = max(way.end for way in ways)
        before, after = line[start - 1] if start else " ", f"{line} "[start + 1]
        if end - start > 1 and not self._is(after, SPACE):
            return True
        if line[start] >= "\u0250":
            return self._is(before, ALPHA) or self._is(after, ALPHA)
        if self._pages.roles[page][0][line[start]] == LEAD_OF_SIGNS:
            return True
        return self._is(line[start], UPPER) and self._is(before, LOWER)

    def _cheapest(self, line: str, stretches: Stretches, with_marks: bool) -> State:
        beams: list[list[State]] = [[] for _ in range(len(line) + 1)]
        beams[0] = [State(0, 0.0, self._letters.start, " ", "", 0, None)]
        for at, character in enumerate(line):
            passed = self._w.passed * (at in stretches)
            for state in beams[at]:
                cost, after = self._letters.step(state.letters, ord(character))
                opened = self._opened(state.opened, character, f"{line} "[at + 1])
                more = state.cost + cost + passed, state.doubt, after, character, opened
                self._offer(beams[at + 1], State(*more, state.losses, state.edits))
            for way in stretches.get(at, ()):
                if not way.losses or self._is_of(way.new, with_marks):
                    is_deep = self._is_deep(line, at, way.end)
                    for state in beams[at]:
                        new = self._taken(state, at, way, f"{line} "[way.end], is_deep)
                        if new is not None:
                            self._offer(beams[way.end], new)
            beams[at] = []
        ends = [
            state._replace(
                cost=state.cost
                + self._letters.step(state.letters, ord(" "))[0]
                + (self._w.unpaired if state.opened else 0)
            )
            for state in beams[-1]
        ]
        at = min(range(len(ends)), key=lambda at: ends[at].cost)
        return functools.reduce(self._or_alike, ends[:at] + ends[at + 1 :], ends[at])

    def _is_of(self, new: str, with_marks: bool) -> bool:
        """Whether a character belongs to a text strewn with invisible ones, or to any other."""
        kind = self._kind(new[0])
        if kind == INVISIBLE:
            return with_marks
        return kind not in (USUAL, TYPOGRAPHIC) or new == SELECTOR or not with_marks

    def _is_deep(self, line: str, start: int, end: int) -> bool:
        """Whether three letters stand on each side."""
        beside = line[max(0, start - DEEP) : start] + line[end : end + DEEP]
        return len(beside) == 2 * DEEP and all(self._is(c, ALPHA) for c in beside)

    def _taken(self, state: State, start: int, way: Way, after: str, is_deep: bool) -> State | None:
        """What comes of a state by a way, None where it cannot be taken."""
        new, last = way.new[0], state.last
        if way.losses and new == SELECTOR and last < "\u2000":
            return None
        kind = self._kind(new)
        seen = ord(MARKS.sub(ZERO_WIDTH_SPACE, new))  # the model has seen one of them
        cost, then = self._letters.step(state.letters, seen)
        if kind == INVISIBLE:
            is_between = self._is(last, SPACE) and self._is(after, SPACE)
            cost = self._w.mark + self._w.turned * is_between + (new != ZERO_WIDTH_SPACE)
            cost += self._w.seldom * (new not in COMMON_MARKS)
        elif way.losses:
            is_within = self._is(last, ALPHA) and self._is(after, ALPHA)
            is_sign = way.losses > 1 and not self._is(new, ALPHA)
            if is_sign and is_within and (new != APOSTROPHE or is_deep):
                return None  # what stands within a word is a letter
            cost -= self._w.within * (is_within and new == APOSTROPHE)
            cost += self._rarity[kind]
        if kind != INVISIBLE and (way.losses or new not in DASHES):
            cost += self._misplaced(state, new, way.losses, after)
        if way.new == A_AND_SPACE:
            more, then = self._letters.step(then, ord(" "))
            cost += more
        return State(
            state.cost + cost + self._w.loss * way.losses + self._w.altered * (way.end - start),
            state.doubt,
            then,
            way.new[-1],
            self._opened(state.opened, new, after),
            state.losses + way.losses,
            ((start, way.end, way.new), state.edits),
            start if kind == INVISIBLE or new in DASHES else -1,
        )

    def _opened(self, opened: str, new: str, after: str) -> str:
        """The quotation mark that is open after a character, if any."""
        if new in OPENS:
            return new
        return "" if new in CLOSES and not self._is(after, ALPHA) else opened

    def _misplaced(self, state: State, new: str, losses: int, after: str) -> int:
        """Which way quotation marks turn and dashes are long, which is one to the model."""
        before = state.last
        after_word, before_word = not self._is(before, SPACE), not self._is(after, SPACE)
        if new in DASHES:
            if after_word != before_word:
                return self._w.turned
            is_long = losses == 1
            if after_word:
                is_long = not ("0" <= before <= "9" and "0" <= after <= "9")
            return self._w.short if is_long == (new == DASHES[0]) else 0
        if new not in OPENS + CLOSES:
            return 0
        if new == APOSTROPHE and self._is(before, ALPHA) and self._is(after, ALPHA):
            return 0
        cost = 0 if (before in OPENS_AFTER) == (new in OPENS) else self._w.turned
        cost += 0 if (before_word if new in OPENS else after_word) else self._w.turned
        if new in OPENS:
            return cost + self._w.unpaired * bool(state.opened) + self._w.single * (new == "\u2018")
        if not state.opened:
            return cost + (self._w.possessive if new == APOSTROPHE else self._w.unpaired)
        return cost + (-self._w.answered if new in ANSWERS[state.opened] else self._w.unpaired)

    def _offer(self, beam: list[State], state: State) -> None:
        """Keep a state if it is among the cheapest of those that go on differently."""
        for at, other in enumerate(beam):
            if _symbols(other) == _symbols(state) and other.opened == state.opened:
                first, second = sorted((other, state), key=lambda state: state.cost)
                beam[at] = self._or_alike(first, second)
                return
        if len(beam) < BEAM:
            beam.append(state)
            return
        worst = max(range(BEAM), key=lambda at: beam[at].cost)
        if state.cost < beam[worst].cost:
            beam[worst] = state

    def _or_alike(self, one: State, other: State) -> State:
        """The first of two states, with the doubt that it is another if that says more than it."""
        return one if one.alike == other.alike >= 0 else self._either(one, other)

    def _either(self, one: State, other: State) -> State:
        """The first of two states, with the doubt that there is another."""
        behind = (other.cost - one.cost) / self._w.sure - other.doubt + one.doubt
        return one._replace(doubt=one.doubt + math.log1p(math.exp(min(-behind, 500.0))))


def _are_most(line: str, stretches: Stretches) -> bool:
    """Whether stretches cover most of what a line has beyond ASCII."""
    inside = outside = end = 0
    for at, character in enumerate(line):
        end = max(end, *(way.end for way in stretches[at])) if at in stretches else end
        if character > "\x7f" and character != "\ufffd":
            inside += at < end
            outside += at >= end
    return 2 * inside > 3 * outside


def _symbols(state: State) -> tuple[int, int]:
    first, second, _ = state.letters
    return first[0], second[0]


def _unlinked(state: State) -> list[Edit]:
    edits: list[Edit] = []
    link = state.edits
    while link is not None:
        edit, link = link  # type: ignore[assignment]
        edits.append(edit)
    return edits[::-1]


def _made(line: str, edits: list[Edit]) -> tuple[int, bytes, str]:
    """How many characters beyond ASCII edits leave, the edits, packed, and what they make."""
    left = sum(c > "\x7f" for c in splice(line, [(start, end, "") for start, end, _ in edits]))
    places = array("I", [k for start, end, new in edits for k in (start, end, len(new))])
    return left, places.tobytes(), splice(line, edits)


PlainLossy = Lossy
if not TYPE_CHECKING and (_compiled := pick("lossy")):
    Lossy = _compiled.Lossy
