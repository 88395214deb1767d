"""The one code path on which rules run: steps take turns, each looks at what is new to it.

Neighbouring rules that share a scan make one step (`steps.Step`), and every step of a plan has a
bit. One pass of the kernel tells which steps may act on a text. They act in order, each on the
whole text the first time. What a step changes wakes those whose gate fires in the lines that it
touched; a step that looks no further than a line is then given these lines alone. So it goes on
until no step finds anything, and cleaning twice is always cleaning once. What does not settle is
left as it was.

Steps that ask the profile of a segment take their turns in the same way, on one paragraph after the
other of one segment after the other, and count as one step.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import reduce
from itertools import groupby
from typing import TYPE_CHECKING

from .columns import Columns, effective, gathered
from .edits import (
    Change,
    Deletions,
    Edit,
    Edits,
    Packed,
    composed,
    named,
    shift,
    splice,
)
from .excerpt import Excerpt, changed
from .kernel import Data, Table, compile_table, dirty_rows, examine, scan, units
from .kernel import find as find_hit
from .profile import Profile, cut
from .scope import Scope
from .steps import NO_GATES, Function, Place, Runnable, Step, steps_of
from .streaming import SEGMENT, segments

if TYPE_CHECKING:
    import regex

MAX_PASSES = 8  # of one step; measured on damaged text: 3 is the most that was ever needed
LONG = 4_000  # characters
"""Of a longer text it costs less to ask its parts what they hold."""
GATES = 64  # that a table holds; steps beyond are asked themselves
IN_TABLE = (1 << GATES) - 1

History = list[Edits]
Unit = tuple[int, int, int]
"""Bounds and the bits of the steps that may act there."""


class Plan:
    """How an ordered list of rules and functions runs: made once for a rule or a pipeline."""

    __slots__ = ("_turns", "scope", "table")

    def __init__(
        self, steps: Sequence[Runnable | Function], protected: "Sequence[regex.Pattern[str]]" = ()
    ) -> None:
        made = steps_of(steps, protected, GATES)
        self.scope = max((step.scope for step in made), default=Scope.LINE)
        self.table = compile_table([step.gate.parts() for step in made[:GATES]])
        turns: list[Step] = []
        for in_views, run in groupby(made, lambda step: step.in_views):
            row = list(run)
            turns += [_block(self.table, row)] if in_views else row
        self._turns = _Turns(self.table, turns, made)

    def run(self, text: str) -> Sequence[Edit]:
        """The edits that clean `text`."""
        if len(text) <= SEGMENT:  # or empty
            return gathered(self._edits(text))
        return Columns((start, self._edits(part)) for start, part in segments(text, self.scope))

    def _edits(self, text: str) -> Sequence[Edit]:
        _, history = self._settled(text, explain=True)
        return effective(text, _composed(history))

    def clean(self, text: str) -> str:
        """What the edits of `run` make of `text`, without the cost of composing them."""
        if len(text) <= SEGMENT:
            new, _ = self._settled(text)
            return text if new == text else new
        made: list[str] = []  # what changes, and before it what does not
        done = 0
        for start, part in segments(text, self.scope):
            new, _ = self._settled(part)
            if new is not part and new != part:
                made += (text[done:start], new)
                done = start + len(part)
        return "".join((*made, text[done:])) if made else text

    def is_quiet(self, text: str) -> bool:
        """Whether no step can act on a text, of which the kernel alone is asked."""
        return not self._turns.always and find_hit(self.table, text) < 0

    def examine(self, data: Data) -> tuple[int, int, bool]:
        """How many bytes are whole characters of UTF-8, how many characters, and `is_quiet`."""
        end, count, fires = examine(self.table, data)
        return end, count, not fires and not self._turns.always

    def dirty_rows(self, data: Data, offsets: Sequence[int]) -> Sequence[int]:
        """The numbers of the rows of UTF-8 that may change."""
        if self._turns.always:
            return range(len(offsets) - 1)
        return dirty_rows(self.table, data, offsets)

    def _settled(self, text: str, *, explain: bool = False) -> tuple[str, History]:
        """What `text` becomes; where that has no end its lines or paragraphs, each on its own."""
        turns = self._turns
        settled = turns.settle(text, turns.pending(text), explain=explain)
        if settled is not None:
            return settled
        changes: list[Edit] = []
        if self.scope <= Scope.PARAGRAPH:
            for start, end, bits in units(self.table, text, self.scope, turns.mask, True):
                alone = turns.settle(text[start:end], bits | turns.always, explain=True)
                changes += shift(_composed(alone[1]), start) if alone else ()
        return splice(text, changes), [changes]


class _Turns:
    """Steps that take turns on a text until none finds anything more."""

    def __init__(self, table: Table, steps: Sequence[Step], asked: Sequence[Step]) -> None:
        self.table = table
        self.steps = {bit: step for step in steps for bit in _bits(step.mask)}
        self.mask = sum(step.mask for step in steps)
        self.always = sum(step.always for step in steps)
        self.functions = sum(step.mask for step in steps if step.is_function)
        # what sees more than lines may act otherwise wherever a text has changed
        self.far = sum(step.mask for step in steps if step.scope > Scope.LINE)
        self.tests = [
            (step.mask, step.is_quiet) for step in asked if not step.always and step.gate.quiet
        ]
        # one and the same for the rules of a family, so that it runs once for all of them
        self.places = tuple(dict.fromkeys(step.where for step in asked if step.always))

    def pending(self, text: str) -> int:
        """The bits of the steps that may act on `text`."""
        return scan(self.table, text) & self.mask | self.unheld(text)

    def loud(self, text: str, pending: int) -> int:
        """Of the steps that may act on `text` those that, looked at closer, still may.

        What costs more than to look need then not be made for the others.
        """
        for mask, is_quiet in self.tests:
            if pending & mask and is_quiet(text):
                pending &= ~mask
        return pending

    def unheld(self, text: str) -> int:
        """The bits of the steps that no table holds back; on nothing only functions act."""
        return self.always if text else self.functions

    def where(self, text: str) -> Sequence[int]:
        """Where the paragraphs begin in which those whom no table holds back may act."""
        found = [
            where(text) if where else [start for start, *_ in _paragraphs(text)]
            for where in self.places
        ]
        return found[0] if len(found) == 1 else sorted(set().union(*found))

    def settle(
        self, text: str, pending: int, place: Place | None = None, *, explain: bool = False
    ) -> tuple[str, History] | None:
        """What `text` becomes and by which edits, one list after the other; None if without end.

        `pending` are the bits of the steps that may act on it.
        """
        fired = pending
        history: History = []
        changes: dict[int, int] = {}  # mask of a step: how often it has changed the text
        seen: dict[int, int] = {}  # mask of a step: so much of the history it has seen
        calm = 0  # steps that were quiet on each line of the text as they last saw it
        ahead = -1  # all bits from the last step on
        while pending:
            turn = pending & ahead or pending
            step = self.steps[turn & -turn]
            ahead = -(step.mask & -step.mask)
            bits, pending = pending & step.mask, pending & ~step.mask
            since = seen.get(step.mask)
            if since == len(history):
                continue
            seen[step.mask] = len(history)
            is_near = step.scope <= Scope.LINE
            is_new = since is None or not (is_near or calm & step.mask)
            part = Excerpt(text) if is_new else changed(text, history[since:])
            # Of paragraphs `where` has told, before they were taken one by one; to ask it of one
            # that has changed would cost as much as to look.
            is_told = place is not None and step.where is not None
            if not is_told and step.is_quiet(part.text):
                calm |= step.mask if step.by_line else 0
                continue
            calm &= ~step.mask
            if not is_near:
                part = Excerpt(text)
            edits = step.find(part.text, bits, place, explain)
            edits = part.back(_kept(named(edits, step.ids)) if explain else edits)
            if not edits or (new := splice(text, edits)) == text:
                continue
            changes[step.mask] = changes.get(step.mask, 0) + 1
            if changes[step.mask] > MAX_PASSES:
                return None
            # of deletions the bounds are enough: texts of earlier turns are not held on to
            is_final = isinstance(edits, Deletions)
            history.append(edits.bare() if isinstance(edits, Deletions) and not explain else edits)
            text = new
            woken = scan(self.table, text if len(text) <= LONG else changed(text, [edits]).text)
            fired |= woken
            pending |= woken & self.mask | fired & self.far | self.unheld(text)
            if step.settles or is_final:
                seen[step.mask] += 1
                pending &= ~step.mask
        return text, history


def _block(table: Table, members: Sequence[Step]) -> Step:
    """Steps that ask the profile of a segment, as one step."""
    turns = _Turns(table, members, members)

    def find(text: str, bits: int, _: Place | None, explain: bool) -> Edits:
        parts = list(cut(text))
        if len(parts) == 1:
            return _in_segment(turns, text, bits, explain)
        edits: list[Edit | Change] = []
        for start, end in parts:
            part = text[start:end]
            edits += shift(_in_segment(turns, part, turns.pending(part), explain), start)
        return edits

    return Step(
        find,
        mask=turns.mask,
        always=turns.always,
        scope=Scope.SEGMENT,
        settles=True,
    )


def _in_segment(turns: _Turns, text: str, pending: int, explain: bool) -> Edits:
    """What the steps of a block find in a segment, turn by turn until they find nothing more."""
    size, history = len(text), History()
    for _ in range(MAX_PASSES):
        edits = _in_paragraphs(turns, text, pending, explain)
        if not edits:
            if explain:
                return _composed(history)
            return [(0, size, text)] if len(history) > 1 else history[0] if history else ()
        history.append(edits)
        text = splice(text, edits)
        pending = turns.pending(text)
    return ()


def _in_paragraphs(turns: _Turns, text: str, pending: int, explain: bool) -> Edits:
    always = pending & turns.always
    starts = turns.where(text) if always else ()
    wanted = turns.loud(text, pending & turns.mask & IN_TABLE & ~always)
    if not wanted and not starts:
        return ()
    profile = Profile(text)
    paragraphs = (
        [(0, len(text), wanted)]
        if profile.is_delimited
        else units(turns.table, text, Scope.PARAGRAPH, wanted, bool(starts))
    )
    edits: list[Edit | Change] = []
    done = line = 0
    for start, end, bits in _marked(paragraphs, starts, always):
        part = text[start:end]
        line += text.count("\n", done, start)
        done = start
        settled = turns.settle(part, bits, Place(profile, line), explain=explain)
        if settled is None or not settled[1]:
            continue
        if explain:
            edits += shift(_composed(settled[1]), start)
        else:
            edits.append((start, end, settled[0]))
    return edits


def _paragraphs(text: str) -> list[Unit]:
    return units(NO_GATES, text, Scope.PARAGRAPH, 0, True)


def _marked(paragraphs: Iterable[Unit], starts: Sequence[int], mark: int) -> Iterator[Unit]:
    """Paragraphs, with the bits of `mark` those at one of the `starts`."""
    k = 0
    for start, end, bits in paragraphs:
        first = k
        while k < len(starts) and starts[k] < end:
            k += 1
        yield start, end, bits | mark if k > first else bits


def _bits(mask: int) -> Iterator[int]:
    while mask:
        yield mask & -mask
        mask &= mask - 1


def _composed(history: History) -> Sequence[Edit]:
    """The edits of all turns as one list."""
    return reduce(_both, history) if history else ()  # type: ignore[arg-type]


def _both(first: Sequence[Edit], second: Sequence[Edit]) -> Sequence[Edit]:
    return gathered(composed(first, second))


def _kept(edits: Iterable[Edit]) -> Sequence[Edit]:
    return edits if isinstance(edits, Packed) else gathered(edits)
