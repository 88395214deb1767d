"""Steps of a plan: rules that share a scan, or a function, as what they find in a text."""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache, partial
from itertools import groupby
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, TypeGuard, TypeVar, cast

from . import patterns
from .edits import Change, Edit, Edits, named, shift
from .errors import InputTypeError, check_text
from .gate import Gate, merge
from .kernel import compile_table, units
from .options import Option
from .profile import Profile, Register, cut, may
from .scope import Scope

if TYPE_CHECKING:
    import regex

Function = Callable[[str], str]
Find = Callable[[str], Edits]
Test = Callable[[str], bool]
Where = Callable[[str], Sequence[int]]
T = TypeVar("T")
NO_GATES = compile_table([])


class Runnable(Protocol):
    """What the engine asks of a rule; nothing below the rules knows more of one."""

    @property
    def id(self) -> str: ...
    @property
    def scope(self) -> Scope: ...
    @property
    def gate(self) -> Gate: ...
    @property
    def find(self) -> Callable[..., Iterable[Any]]: ...
    @property
    def shared(self) -> bool: ...
    @property
    def whole(self) -> bool: ...
    @property
    def options(self) -> Mapping[str, Option]: ...


def is_rule(step: object) -> TypeGuard[Runnable]:
    """Whether a step is a rule and not just a function."""
    return hasattr(step, "gate")


class Place(NamedTuple):
    """Where a paragraph stands: the profile of its segment and the number of its first line."""

    profile: Profile
    line: int


def never(text: str) -> bool:
    """The test of a step that may act on any text."""
    return False


_Look = Callable[[str, int, Place | None, bool], Edits]
NO_GATE = Gate()


class Step(NamedTuple):
    """What takes its turn: rules that share a scan, or a function."""

    find: _Look
    """The edits of a text, given the bits that are pending, its place, and whether to explain."""
    mask: int  # its bit in the plan; a block has many
    scope: Scope = Scope.DOCUMENT
    gate: Gate = NO_GATE
    always: int = 0  # its bit again, if no gate holds it back
    is_quiet: Test = never  # says of a text that passes the gate that nothing can be found
    where: Where | None = None
    """Tells where the paragraphs begin in which alone it may act."""
    by_line: bool = False  # where it says so of each line it says so of all of them
    ids: tuple[str, ...] = ()
    in_views: bool = False  # it asks the profile of a segment
    is_function: bool = False
    settles: bool = False  # it finds nothing more in what it has made


def steps_of(
    steps: Iterable[Runnable | Function], protected: "Sequence[regex.Pattern[str]]", most: int
) -> list[Step]:
    """Neighbouring rules that share a scan and its options as one step, and functions.

    The first `most` have a gate in the plan's table, the others are asked each time.
    """

    def kin(step: Runnable | Function) -> object:
        if is_rule(step) and step.shared:
            return step.find, tuple(sorted(step.options.items())), step.scope
        return step

    made: list[Step] = []
    for _, run in groupby(steps, kin):
        members = list(run)
        rules = tuple(step for step in members if is_rule(step))
        if rules:
            made.append(_of_rules(rules, 1 << len(made), protected, len(made) < most))
            continue
        for function in cast("list[Function]", members):  # just found to be functions
            free = _guarded(_difference(function), protected)
            mask = 1 << len(made)
            made.append(Step(_anywhere(free), mask, always=mask, is_function=True))
    return made


def _of_rules(
    rules: tuple[Runnable, ...],
    mask: int,
    protected: "Sequence[regex.Pattern[str]]",
    in_table: bool,
) -> Step:
    gate = merge(rule.gate for rule in rules)
    first = rules[0]
    is_always = gate.is_always or not in_table
    is_quiet: Test = never
    where = None
    if gate.where is not None:
        where = _bound(gate.where, tuple(sorted(first.options.items())))
    if is_always or gate.quiet is not None:
        is_quiet = _quiet_test(gate, where, first.options)
    # a protected span may reach over many units
    scope = Scope.DOCUMENT if protected else first.scope
    in_views = scope == Scope.SEGMENT
    if in_views:
        find = _there(_in_views(rules))
    else:
        plain = _everywhere(_in_views(rules)) if first.scope == Scope.SEGMENT else _finder(rules)
        if not first.whole and first.scope < Scope.SEGMENT:
            plain = _in_units(plain, gate, first.scope)
        find = _anywhere(_guarded(plain, protected))
    return Step(
        find,
        mask,
        scope,
        Gate() if is_always else gate,
        mask if is_always else 0,
        is_quiet,
        where,
        first.scope == Scope.DOCUMENT and gate.quiet is not None,
        (first.id,),
        in_views,
    )


def _anywhere(find: Find) -> _Look:
    return lambda text, bits, place, explain: find(text)


def _there(find: Callable[[str, Place | None], Edits]) -> _Look:
    return lambda text, bits, place, explain: find(text, place)


def _in_units(find: Find, gate: Gate, scope: Scope) -> Find:
    """What is found in the lines or paragraphs at which a gate fires, one by one."""

    def found(text: str) -> Edits:
        out: list[Edit | Change] = []
        for start, end, _ in gate.units(text, scope):
            out += shift(find(text[start:end]), start)
        return out

    return found


def _finder(group: tuple[Runnable, ...]) -> Find:
    """What the rules of a group find together."""
    find: Callable[..., Any] = group[0].find
    options = dict(group[0].options)
    if group[0].shared:
        active = frozenset(rule.id for rule in group)
        return lambda text: _sequence(find(text, active, **options))
    return lambda text: list(find(text, **options))


def _sequence(found: Iterable[Any]) -> Sequence[Any]:
    return found if isinstance(found, Sequence) else list(found)


def _in_views(
    group: tuple[Runnable, ...],
) -> Callable[[str, Place | None], Sequence[Edit]]:
    """What the rules of a group that ask a profile find in the views of a paragraph."""
    find = cast("Callable[[Any], Sequence[Change]]", _finder(group))
    names = (group[0].id,)
    options = group[0].options
    taken_for, lang = str(options.get("profile", "auto")), str(options.get("lang", "auto"))
    asks_phrases = any(may(rule.id, Register.PHRASE) != "-" for rule in group)

    def there(text: str, place: Place | None) -> Sequence[Edit]:
        profile, line = place or Place(Profile(text), 0)
        out: list[Edit] = []
        for view in profile.views(text, line, taken_for, lang):
            edits = find(view)
            if edits:
                out += view.back(named(edits, names))
        size = len(out)
        for view in profile.phrases(text, line, taken_for, lang) if asks_phrases else ():
            view.lang = "" if lang == "auto" else lang
            out += view.back(named(find(view), names))
        return out if len(out) == size else sorted(out)

    return there


def _everywhere(find: Callable[[str, Place | None], Sequence[Edit]]) -> Find:
    """What is found in the paragraphs of all segments of a text."""

    def found(text: str) -> Sequence[Edit]:
        out: list[Edit] = []
        for start, end in cut(text):
            profile = Profile(text[start:end])
            if profile.is_delimited:
                out += shift(find(profile.text, Place(profile, 0)), start)
                continue
            for low, high, _ in units(NO_GATES, profile.text, Scope.PARAGRAPH, 0, True):
                place = Place(profile, profile.text.count("\n", 0, low))
                out += shift(find(profile.text[low:high], place), start + low)
        return out

    return found


def _quiet_test(gate: Gate, where: Where | None, options: Mapping[str, Option]) -> Test:
    """Whether rules with these options are quiet on a text, beyond what a table says."""
    if where is not None:
        return lambda text: not where(text)
    if gate.quiet is not None:
        return _bound(gate.quiet, tuple(sorted(options.items())))
    return never if gate.is_always else lambda text: not gate.fires(text)


@cache
def _bound(test: Callable[..., T], options: tuple[tuple[str, Option], ...]) -> Callable[[str], T]:
    """One and the same for the rules of a family."""
    return partial(test, **dict(options))


def _guarded(find: Find, protected: "Sequence[regex.Pattern[str]]") -> Find:
    """`find` without the edits that reach into a protected span."""
    if not protected:
        return find

    def found(text: str) -> Edits:
        edits = find(text)
        if not edits:
            return ()
        spans = _union(patterns.spans(protected, text))
        starts = [start for start, _ in spans]

        def is_free(start: int, end: int) -> bool:
            # The last span that begins before the edit ends; an insertion at an edge is outside.
            k = bisect_left(starts, end) - 1
            return k < 0 or spans[k][1] <= start

        return [edit for edit in edits if is_free(edit[0], edit[1])]

    return found


def _union(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    out: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if out and start < out[-1][1]:
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        else:
            out.append((start, end))
    return out


def _difference(step: Function) -> Find:
    """The edits of a step that is only a function: one, from first to last difference."""
    name = getattr(step, "__name__", type(step).__name__)

    def find(text: str) -> Sequence[Edit]:
        new = step(text)
        if not isinstance(new, str):
            raise InputTypeError(f"step {name} must give str, not {type(new).__name__}")
        new = check_text(new)
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
