"""The one code path on which rules run: find units that a gate lets through, settle each.

A plan cuts the ordered rules into blocks. A block of rules that look no further than a line or a
paragraph visits only the units that hold a hit of the kernel; a document rule sees the whole text.
Within a unit and over the whole text, steps run in order until none finds anything more. A unit
that does not settle is left as it was, so cleaning twice is always cleaning once.
"""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache, partial
from itertools import groupby
from typing import TYPE_CHECKING, Any, TypeGuard

from .edits import Edit, compose, effective, shift, splice
from .gate import Gate, compile_table, merge
from .kernel import Data, dirty_rows
from .kernel import find as find_hit
from .kernel import scan as scan_gates
from .streaming import SEGMENT, segments

if TYPE_CHECKING:
    from .rule import Option, Rule

MAX_PASSES = 8  # measured on damaged text: 3 is the most that was ever needed
LINE, PARAGRAPH, DOCUMENT = 1, 2, 3  # Scope, which cannot be imported here

Step = Callable[[str], str]
Finder = Callable[[str], Sequence[Edit]]
Fires = Callable[[str], int]
Test = Callable[[str], bool]


class Plan:
    """How an ordered list of steps runs: made once for a rule or a pipeline."""

    __slots__ = ("finders", "quiet_tests", "scope", "settled", "table")

    def __init__(
        self, steps: "Sequence[Rule | Step]", protected: Sequence[re.Pattern[str]] = ()
    ) -> None:
        scopes = [
            # A custom step may look at anything, a protected span may reach over many units.
            DOCUMENT if protected or not _is_rule(step) else step.scope
            for step in steps
        ]
        finders: list[Finder] = []
        settled = 0
        for is_local, run in groupby(zip(scopes, steps, strict=True), lambda s: s[0] < DOCUMENT):
            members = [step for _, step in run]
            if is_local:
                settled |= 1 << len(finders)
                finders.append(_local([step for step in members if _is_rule(step)]))
            else:
                finders += [_guarded(finder, protected) for finder in _whole(members)]
        rules = [step for step in steps if _is_rule(step)]
        self.table = compile_table([merge(r.gate for r in rules if not r.gate.is_always)])
        # Tests of what the table cannot say; a step without a gate is never known to be quiet.
        self.quiet_tests: tuple[Test, ...] = tuple(
            dict.fromkeys(_quiet_test(rule) for rule in rules if rule.gate.is_always)
        )
        if len(rules) < len(steps):
            self.quiet_tests = (_never,)
        self.finders = tuple(finders)
        self.settled = settled
        self.scope = max(scopes, default=LINE)

    def run(self, text: str) -> tuple[Edit, ...]:
        """The edits that clean `text`."""
        if self._is_quiet(text):
            return ()
        if len(text) <= SEGMENT:
            edits = _settle(self.finders, text, settled=self.settled)
        else:
            edits = [
                edit
                for start, part in segments(text, self.scope)
                for edit in shift(_settle(self.finders, part, settled=self.settled), start)
            ]
        return effective(text, edits) if edits else ()

    def clean(self, text: str) -> str:
        """What the edits of `run` make of `text`, without the cost of composing them."""
        if self._is_quiet(text):
            return text
        if len(text) <= SEGMENT:
            new = _rounds(self.finders, text, settled=self.settled)[1]
        else:
            parts = (part for _, part in segments(text, self.scope))
            new = "".join(_rounds(self.finders, part, settled=self.settled)[1] for part in parts)
        return text if new == text else new

    def _is_quiet(self, text: str) -> bool:
        """Whether nothing can act: one pass over most texts says so."""
        return find_hit(self.table, text, 0) < 0 and all(test(text) for test in self.quiet_tests)

    def dirty_rows(self, data: Data, offsets: Sequence[int]) -> Sequence[int]:
        """The numbers of the rows of UTF-8 that may change."""
        if self.quiet_tests:
            return range(len(offsets) - 1)
        return dirty_rows(self.table, data, offsets)


def _settle(
    finders: Sequence[Finder], text: str, fires: Fires | None = None, settled: int = 0
) -> Sequence[Edit]:
    """The edits of all rounds as one list."""
    edits: Sequence[Edit] = ()
    for found in _rounds(finders, text, fires, settled)[0]:
        edits = compose(edits, found)
    return edits


def _rounds(
    finders: Sequence[Finder], text: str, fires: Fires | None = None, settled: int = 0
) -> tuple[list[Sequence[Edit]], str]:
    """Run `finders` in turn, each until it is silent, until all are; nothing if that has no end.

    Bit k of what `fires` says of a text tells whether the k-th may find something there; bit k of
    `settled` that it never has more to say on what it has just made. Gives what was found in each
    round, in offsets of the text that the one before made, and the text that the last made.
    """
    original = text
    rounds: list[Sequence[Edit]] = []
    may_act = -1 if fires is None else fires(text)
    count = len(finders)
    budget = MAX_PASSES * count
    quiet = turn = 0
    while quiet < count:
        found = finders[turn](text) if may_act >> turn & 1 else ()
        if found:
            if not budget:
                return [], original
            budget -= 1
            rounds.append(found)
            text = splice(text, found)
            if fires is not None:
                may_act = fires(text)
            quiet = 0
            if not settled >> turn & 1:
                continue
        quiet += 1
        turn = (turn + 1) % count
    return rounds, text


def _local(rules: "Sequence[Rule]") -> Finder:
    """The finder of rules that see one line or one paragraph at a time."""
    groups = _groups(rules)
    finders = tuple(_finder(group) for group in groups)
    gates = [merge(rule.gate for rule in group) for group in groups]
    table = compile_table(gates)
    always = [
        (1 << k, _quiet_test(group[0]) if gate.quiet else _never)
        for k, (gate, group) in enumerate(zip(gates, groups, strict=True))
        if gate.is_always
    ]
    bounds = _line if max(rule.scope for rule in rules) == LINE else _paragraph

    def loud(text: str) -> int:
        """The bits of the groups that no gate holds back, but for those quiet on `text`."""
        return sum(bit for bit, is_quiet in always if not is_quiet(text))

    def fires(text: str) -> int:
        found = scan_gates(table, text)
        return found | loud(text) if always and text else found

    def find(text: str) -> Sequence[Edit]:
        edits: list[Edit] = []
        everywhere = bool(always) and loud(text) != 0
        at = 0 if everywhere else find_hit(table, text, 0)
        while 0 <= at < len(text):
            start, end = bounds(text, at)
            edits.extend(shift(_settle(finders, text[start:end], fires), start))
            at = end + 1 if everywhere else find_hit(table, text, end + 1)
        return edits

    return find


def _whole(steps: "Sequence[Rule | Step]") -> Iterator[Finder]:
    """The finders of steps that see the whole text."""
    for is_rule, run in groupby(steps, _is_rule):
        if is_rule:
            for group in _groups(list(run)):  # type: ignore[arg-type]  # just found to be rules
                yield _gated(_finder(group), merge(r.gate for r in group), group[0].options)
        else:
            yield from map(_difference, run)


def _quiet_test(rule: "Rule") -> Test:
    """Whether a rule whose gate is always on, with its options, is quiet on a text."""
    if rule.gate.quiet is None:
        return _never
    return _bound(rule.gate.quiet, tuple(sorted(rule.options.items())))


@cache
def _bound(test: Callable[..., bool], options: "tuple[tuple[str, Option], ...]") -> Test:
    """One and the same for the rules of a family, so that it runs once for all of them."""
    return partial(test, **dict(options))


def _never(text: str) -> bool:
    return False


def _is_rule(step: object) -> "TypeGuard[Rule]":
    return hasattr(step, "gate")


def _groups(rules: "Sequence[Rule]") -> "list[tuple[Rule, ...]]":
    """Neighbours that share a scan and its options, to be run as one."""

    def kin(rule: "Rule") -> object:
        if rule.shared:
            return rule.find, tuple(sorted(rule.options.items())), rule.scope
        return rule

    return [tuple(run) for _, run in groupby(rules, kin)]


def _finder(group: "tuple[Rule, ...]") -> Finder:
    find: Callable[..., Any] = group[0].find
    options = dict(group[0].options)
    if group[0].shared:
        active = frozenset(rule.id for rule in group)
        return lambda text: list(find(text, active, **options))
    ids = (group[0].id,)
    edit = partial(tuple.__new__, Edit)  # half the time of Edit(...), which is a Python function
    return lambda text: [edit((start, end, new, ids)) for start, end, new in find(text, **options)]


def _gated(find: Finder, gate: Gate, options: "Mapping[str, Option]") -> Finder:
    return lambda text: find(text) if gate.fires(text, **options) else ()


def _guarded(find: Finder, protected: Sequence[re.Pattern[str]]) -> Finder:
    """`find` without the edits that reach into a protected span."""
    if not protected:
        return find

    def guarded(text: str) -> Sequence[Edit]:
        edits = find(text)
        if not edits:
            return edits
        spans = _union(m.span() for pattern in protected for m in pattern.finditer(text))
        starts = [start for start, _ in spans]

        def is_free(edit: Edit) -> bool:
            # The last span that begins before the edit ends; an insertion at an edge is outside.
            k = bisect_left(starts, edit.end) - 1
            return k < 0 or spans[k][1] <= edit.start

        return [edit for edit in edits if is_free(edit)]

    return guarded


def _union(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    out: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if out and start < out[-1][1]:
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        else:
            out.append((start, end))
    return out


def _difference(step: Step) -> Finder:
    """The edits of a step that is only a function: one, from first to last difference."""
    name = getattr(step, "__name__", type(step).__name__)

    def find(text: str) -> Sequence[Edit]:
        new = step(text)
        if new == text:
            return ()
        head = 0
        shortest = min(len(text), len(new))
        while head < shortest and text[head] == new[head]:
            head += 1
        tail = 0
        while tail < shortest - head and text[-1 - tail] == new[-1 - tail]:
            tail += 1
        return (Edit(head, len(text) - tail, new[head : len(new) - tail], (name,)),)

    return find


def _line(text: str, at: int) -> tuple[int, int]:
    """The bounds of the line that holds offset `at`, without its line feed."""
    end = text.find("\n", at)
    return text.rfind("\n", 0, at) + 1, len(text) if end < 0 else end


def _paragraph(text: str, at: int) -> tuple[int, int]:
    """The bounds of the lines around `at` up to an empty or white-space-only line."""
    start, end = _line(text, at)
    if _is_blank(text, start, end):
        return start, end
    while start > 0:
        above = text.rfind("\n", 0, start - 1) + 1
        if _is_blank(text, above, start - 1):
            break
        start = above
    while end < len(text):
        below = text.find("\n", end + 1)
        below = len(text) if below < 0 else below
        if _is_blank(text, end + 1, below):
            break
        end = below
    return start, end


def _is_blank(text: str, start: int, end: int) -> bool:
    # Most lines show at their first character that they are not blank.
    return start == end or (text[start].isspace() and text[start:end].isspace())
