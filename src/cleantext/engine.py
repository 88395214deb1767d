"""The one code path on which rules run: find units that a gate lets through, settle each.

Neighbouring rules that share a scan make a group, and every group of a plan has a bit. One pass of
the kernel over a text tells the bits of the groups that may act on it. Groups that look no further
than a line or a paragraph make a block, which visits only the units that hold a hit of the kernel;
so do those that ask the profile of a segment, segment by segment; a document rule, and one that
takes all lines at once, sees the whole text. Within a unit, a segment and the whole text, groups
run in order until none finds anything more. What does not settle is left as it was, so cleaning
twice is always cleaning once.
"""

from collections.abc import Callable, Iterable, Sequence
from functools import reduce
from itertools import groupby
from typing import TYPE_CHECKING

from .edits import Change, Edit, compose, effective, named, shift, splice
from .gate import Gate, compile_table, merge
from .kernel import Data, Table, dirty_rows, examine, scan, units
from .kernel import find as find_hit
from .profile import Profile, cut
from .scope import Scope
from .steps import (
    Place,
    Runnable,
    Step,
    Test,
    anywhere,
    difference,
    groups,
    guarded,
    in_views,
    is_rule,
    never,
    quiet_test,
)
from .streaming import SEGMENT, segments

if TYPE_CHECKING:
    import regex

MAX_PASSES = 8  # measured on damaged text: 3 is the most that was ever needed
LONG = 4_000  # characters
"""Of a longer text it costs less to ask its units what they hold."""
GATES = 64  # that a table holds; groups beyond are asked themselves
IN_TABLE = (1 << GATES) - 1

Log = list[Sequence[Edit]]
Act = Callable[[str, int, Log | None, Place | None], str]
"""What a step makes of a text, on which groups with these bits may act; the same object if nothing.

A log takes down its edits. The place is that of a paragraph in its segment.
"""


class Plan:
    """How an ordered list of steps runs: made once for a rule or a pipeline."""

    __slots__ = ("_turns", "scope", "table")

    def __init__(
        self, steps: Sequence[Runnable | Step], protected: "Sequence[regex.Pattern[str]]" = ()
    ) -> None:
        scopes = [
            # A custom step may look at anything, a protected span may reach over many units.
            Scope.DOCUMENT if protected or not is_rule(step) else step.scope
            for step in steps
        ]
        members: list[_Member] = []
        # A step that takes a text as a whole as quickly as by units needs no units.
        blocks = [
            Scope.DOCUMENT if is_rule(step) and step.whole else max(scope, Scope.PARAGRAPH)
            for scope, step in zip(scopes, steps, strict=True)
        ]
        for block, run in groupby(zip(blocks, steps, strict=True), lambda s: s[0]):
            for group in groups(step for _, step in run):
                members.append(_Member(len(members), group, block, protected))
        self.scope = max(scopes, default=Scope.LINE)
        self.table = compile_table([member.declared for member in members[:GATES]])
        turns = _Turns(self.table, members)
        for scope, run_of in groupby(members, lambda member: member.block):
            if scope < Scope.DOCUMENT:
                joined = list(run_of)
                visit = _visit(_Turns(self.table, joined))
                turns.join(joined, visit if scope < Scope.SEGMENT else _by_segment(visit, turns))
        self._turns = turns

    def run(self, text: str) -> tuple[Edit, ...]:
        """The edits that clean `text`."""
        edits: list[Edit] = []
        for start, part in self._parts(text):
            log: Log = []
            self._turns.settle(part, self._turns.pending(part), log)
            edits += shift(_composed(log), start)
        return effective(text, edits)

    def clean(self, text: str) -> str:
        """What the edits of `run` make of `text`, without the cost of composing them."""
        turns = self._turns
        if len(text) <= SEGMENT:
            pending = turns.pending(text)
            if pending == turns.always and len(text) <= LONG and turns.are_quiet(text):
                return text  # as most are: nothing more is built for them
            new = turns.settle(text, pending, None)
            return text if new == text else new
        made: list[str] = []  # what changes, and before it what does not
        done = 0
        for start, part in segments(text, self.scope):
            new = turns.settle(part, turns.pending(part), None)
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

    def _parts(self, text: str) -> Iterable[tuple[int, str]]:
        return ((0, text),) if len(text) <= SEGMENT else segments(text, self.scope)


class _Member:
    """A group of rules or a function, with its bit in a plan."""

    __slots__ = (
        "act",
        "bit",
        "block",
        "declared",
        "is_always",
        "is_quiet",
        "is_rule",
        "scope",
    )

    def __init__(
        self,
        index: int,
        group: tuple[Runnable, ...] | Step,
        block: int,
        protected: "Sequence[regex.Pattern[str]]",
    ) -> None:
        self.bit = 1 << index
        self.block = block  # the widest scope with which it runs in turn
        self.is_rule = isinstance(group, tuple)
        self.is_always = True
        self.is_quiet: Test | None = None
        self.declared = Gate()
        self.scope = Scope.DOCUMENT
        if isinstance(group, tuple):
            gate = merge(rule.gate for rule in group)
            self.scope = group[0].scope
            self.is_always = gate.is_always or index >= GATES
            if self.is_always or gate.quiet is not None:
                self.is_quiet = quiet_test(gate, group[0].options)
            if not self.is_always:
                self.declared = gate
        names = (group[0].id,) if isinstance(group, tuple) else ()
        if isinstance(group, tuple) and block == Scope.SEGMENT:
            self.act = _act(in_views(group), names, self.is_quiet)
            return
        find = anywhere(group) if isinstance(group, tuple) else difference(group)
        free = guarded(find, protected)
        self.act = _act(lambda text, _: free(text), names, self.is_quiet)


def _act(
    find: Callable[[str, Place | None], Sequence[Edit] | Sequence[Change]],
    names: tuple[str, ...],
    is_quiet: Test | None,
) -> Act:
    def act(text: str, pending: int, log: Log | None, place: Place | None) -> str:
        if is_quiet is not None and is_quiet(text):
            return text
        edits = find(text, place)
        if not edits:
            return text
        if log is not None:
            log.append(named(edits, names))
        return splice(text, edits)

    return act


class _Turns:
    """Steps that take turns on a text, each for the bits of its mask."""

    __slots__ = (
        "always",
        "always_on_nothing",
        "budget",
        "mask",
        "members",
        "settled",
        "steps",
        "table",
        "tests",
    )

    def __init__(self, table: Table, members: "Sequence[_Member]") -> None:
        self.table = table
        self.members = members
        self.steps = {member.bit: (member.bit, member.act) for member in members}
        self.mask = sum(self.steps)
        self.always = sum(member.bit for member in members if member.is_always)
        self.always_on_nothing = sum(member.bit for member in members if not member.is_rule)
        # One and the same for the rules of a family, so that it runs once for all of them.
        self.tests = tuple(
            {member.is_quiet or never: None for member in members if member.is_always}
        )
        self.settled = 0  # the bits of steps with no more to say on what they have made
        self.budget = MAX_PASSES * len(members)

    def join(self, members: "Sequence[_Member]", act: Act) -> None:
        """Let `act` do for all of `members`."""
        mask = sum(member.bit for member in members)
        self.steps.update((member.bit, (mask, act)) for member in members)
        self.settled |= mask
        self.budget -= MAX_PASSES * (len(members) - 1)

    def pending(self, text: str) -> int:
        """The bits of the steps that may act on `text`."""
        always = self.always if text else self.always_on_nothing
        return scan(self.table, text) & self.mask | always

    def are_quiet(self, text: str) -> bool:
        """Whether those whom no table holds back say that they find nothing."""
        return all(test(text) for test in self.tests)

    def settle(self, text: str, pending: int, log: Log | None, place: Place | None = None) -> str:
        """Run the steps in turn, each until it is silent, until all are; `text` if that has no end.

        `pending` are the bits of those that may act on `text`.
        """
        original = text
        budget = self.budget
        ahead = -1  # all bits from the last step on
        while pending:
            turn = pending & ahead or pending
            mask, act = self.steps[turn & -turn]
            ahead = -(mask & -mask)
            new = act(text, pending, log, place)
            if new is text or new == text:
                pending &= ~mask
                continue
            if not budget:
                if log is not None:
                    log.clear()
                return original
            budget -= 1
            text = new
            pending = self.pending(text)
            if mask & self.settled:
                pending &= ~mask
        return text


def _visit(turns: _Turns) -> Act:
    """The act of steps that see one line or one paragraph at a time.

    The place is that of the text itself, that of its paragraphs is found from it.
    """
    table, always = turns.table, turns.always
    scope = min(Scope.PARAGRAPH, max(member.scope for member in turns.members))

    def act(text: str, pending: int, log: Log | None, place: Place | None) -> str:
        # In a single unit they ask for themselves; of a long text it costs less to ask its units.
        is_single = "\n" not in text
        everywhere = (pending & always) != 0 and (
            is_single or len(text) > LONG or not turns.are_quiet(text)
        )
        wanted = pending & turns.mask & IN_TABLE
        if not wanted & ~always and not everywhere:
            return text
        if place is not None and place.profile.is_delimited:
            return turns.settle(text, wanted | pending & always, log, place)
        changed: list[Change] = []
        edits: list[Edit] = []
        for start, end, bits in units(table, text, scope, wanted, everywhere):
            unit = text[start:end]
            own: Log | None = None if log is None else []
            there = place and Place(place.profile, text.count("\n", 0, start))
            new = turns.settle(unit, bits | always if everywhere else bits, own, there)
            if new is unit:
                continue
            if own:
                edits += shift(_composed(own), start)
            changed.append((start, end, new))
        if changed and log is not None:
            log.append(edits)
        return splice(text, changed)

    return act


def _by_segment(visit: Act, turns: _Turns) -> Act:
    """The act of steps that ask the profile of a segment: until nothing more is found in it."""

    def settle(text: str, pending: int, log: Log | None) -> str:
        original = text
        for _ in range(MAX_PASSES):
            new = visit(text, pending, log, Place(Profile(text), 0))
            if new is text:
                return text
            text, pending = new, turns.pending(new)
        if log is not None:
            log.clear()
        return original

    def act(text: str, pending: int, log: Log | None, _: Place | None) -> str:
        parts = list(cut(text))
        changed: list[Change] = []
        edits: list[Edit] = []
        for start, end in parts:
            part = text[start:end] if len(parts) > 1 else text
            own: Log | None = None if log is None else []
            new = settle(part, turns.pending(part) if len(parts) > 1 else pending, own)
            if new is part:
                continue
            if own:
                edits += shift(_composed(own), start)
            changed.append((start, end, new))
        if changed and log is not None:
            log.append(edits)
        return splice(text, changed)

    return act


def _composed(log: Log) -> Sequence[Edit]:
    """The edits of all rounds as one list."""
    return reduce(compose, log) if log else ()
