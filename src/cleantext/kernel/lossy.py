"""What a line may have been that was UTF-8, was read through a single-byte page and lost bytes.

Each sequence that lacks bytes has a set of characters of which exactly what is left could remain:
its *ways*. A beam over the line chooses among them, and leaving what stands there, what costs
least under the model of letters. How sure that is, its *doubt* tells: by how much all readings
together are likelier than the one. What the ways are `lossy_ways` tells. Costs are in 1/8
nat.
"""

from __future__ import annotations

import functools
import math
from array import array
from typing import TYPE_CHECKING, NamedTuple

from ..edits import splice
from .letters import Letters
from .letters import Plain as PlainLetters
from .letters import State as Before
from .lossy_ways import (
    A_AND_SPACE,
    ALPHA,
    INVISIBLE,
    SPACE,
    TYPOGRAPHIC,
    USUAL,
    Stretches,
    Way,
    Ways,
    are_most,
)
from .pages import MARKS
from .pick import pick

BEAM, MOST_PAGES = 5, 8
DEEP = 3
"""So many letters on each side, and words have no apostrophe there."""
OPENS, CLOSES = "\u2018\u201c\u201e\u201a\u2039", "\u2019\u201d\u203a"
ANSWERS = {
    "\u2018": "\u2019", "\u201c": "\u201d", "\u201e": "\u201d",
    "\u201a": "\u2019", "\u2039": "\u203a"
}  # fmt: skip
OPENS_AFTER = " \t\n([{/\u2014\u2013\xa0\u201c\u2018"
APOSTROPHE, SELECTOR, DASHES = "\u2019", "\ufe0f", "\u2013\u2014"
COMMON_MARKS = "\xad\u200b\u200c\u200d\u200e\u200f\u2060\u2061\u2062\u2063\u2064\ufeff"
ZERO_WIDTH_SPACE = "\u200b"

Edit = tuple[int, int, str]
Found = tuple[int, bool, int, float, int, int, bytes, str]


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


class Lossy(Ways):
    """The plain definition."""

    def __init__(self, table: memoryview, pages: memoryview, letters: Letters) -> None:
        super().__init__(table, pages, letters)
        self._letters = PlainLetters(letters.table)

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
            if not tells or stretches in seen or not are_most(line, kept):
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
        if (turn := _turn(new)) > 0:
            return new
        return "" if turn and not self._is(after, ALPHA) else opened

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
        turn = _turn(new)
        if not turn:
            return 0
        if new == APOSTROPHE and self._is(before, ALPHA) and self._is(after, ALPHA):
            return 0
        cost = 0 if (before in OPENS_AFTER) == (turn > 0) else self._w.turned
        cost += 0 if (before_word if turn > 0 else after_word) else self._w.turned
        if turn > 0:
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


def _turn(new: str) -> int:
    """Whether a character is a quotation mark that opens (1) or closes (-1)."""
    return (new in OPENS) - (new in CLOSES)


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
