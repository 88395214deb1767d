"""What one step of a plan finds in a text: a group of rules that share a scan, or a function."""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache, partial
from itertools import groupby
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, TypeGuard, cast

from . import patterns
from .edits import Change, Edit, named, shift
from .errors import InputTypeError, check_text
from .gate import Gate
from .kernel import compile_table, units
from .options import Option
from .profile import Profile, cut
from .scope import Scope

if TYPE_CHECKING:
    import regex

Step = Callable[[str], str]
Find = Callable[[str], Sequence[Edit] | Sequence[Change]]
Test = Callable[[str], bool]
_NO_GATES = compile_table([])


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


def groups(steps: Iterable[Runnable | Step]) -> Iterator[tuple[Runnable, ...] | Step]:
    """Neighbouring rules that share a scan and its options, to be run as one; and functions."""

    def kin(step: Runnable | Step) -> object:
        if is_rule(step) and step.shared:
            return step.find, tuple(sorted(step.options.items())), step.scope
        return step

    for _, run in groupby(steps, kin):
        members = list(run)
        rules = tuple(step for step in members if is_rule(step))
        if rules:
            yield rules
        else:
            yield from cast(Iterable[Step], members)  # just found to be functions


def finder(group: tuple[Runnable, ...]) -> Find:
    """What the rules of a group find together."""
    find: Callable[..., Any] = group[0].find
    options = dict(group[0].options)
    if group[0].shared:
        active = frozenset(rule.id for rule in group)
        return lambda text: _sequence(find(text, active, **options))
    return lambda text: list(find(text, **options))


def _sequence(found: Iterable[Any]) -> Sequence[Any]:
    return found if isinstance(found, Sequence) else list(found)


class Place(NamedTuple):
    """Where a paragraph stands: the profile of its segment and the number of its first line."""

    profile: Profile
    line: int


def anywhere(group: tuple[Runnable, ...]) -> Find:
    """What the rules of a group find in a text, without gates and repetition."""
    return everywhere(in_views(group)) if group[0].scope == Scope.SEGMENT else finder(group)


def in_views(
    group: tuple[Runnable, ...],
) -> Callable[[str, Place | None], Sequence[Edit]]:
    """What the rules of a group that ask a profile find in the views of a paragraph."""
    find = cast("Callable[[Any], Sequence[Change]]", finder(group))
    names = (group[0].id,)
    options = group[0].options
    taken_for, lang = str(options.get("profile", "auto")), str(options.get("lang", "auto"))

    def there(text: str, place: Place | None) -> Sequence[Edit]:
        profile, line = place or Place(Profile(text), 0)
        out: list[Edit] = []
        for view in profile.views(text, line, taken_for, lang):
            edits = find(view)
            if edits:
                out += view.back(named(edits, names))
        return out

    return there


def everywhere(find: Callable[[str, Place | None], Sequence[Edit]]) -> Find:
    """What is found in the paragraphs of all segments of a text."""

    def found(text: str) -> Sequence[Edit]:
        out: list[Edit] = []
        for start, end in cut(text):
            profile = Profile(text[start:end])
            if profile.is_delimited:
                out += shift(find(profile.text, Place(profile, 0)), start)
                continue
            for low, high, _ in units(_NO_GATES, profile.text, Scope.PARAGRAPH, 0, True):
                place = Place(profile, profile.text.count("\n", 0, low))
                out += shift(find(profile.text[low:high], place), start + low)
        return out

    return found


def quiet_test(gate: Gate, options: Mapping[str, Option]) -> Test:
    """Whether rules with these options are quiet on a text, beyond what a table says."""
    if gate.quiet is not None:
        return _bound(gate.quiet, tuple(sorted(options.items())))
    return never if gate.is_always else lambda text: not gate.fires(text)


@cache
def _bound(test: Callable[..., bool], options: tuple[tuple[str, Option], ...]) -> Test:
    """One and the same for the rules of a family."""
    return partial(test, **dict(options))


def never(text: str) -> bool:
    """The test of a step that may act on any text."""
    return False


def guarded(find: Find, protected: "Sequence[regex.Pattern[str]]") -> Find:
    """`find` without the edits that reach into a protected span."""
    if not protected:
        return find

    def guarded(text: str) -> Sequence[Edit] | Sequence[Change]:
        edits = find(text)
        if not edits:
            return ()
        spans = _union(patterns.spans(protected, text))
        starts = [start for start, _ in spans]

        def is_free(start: int, end: int) -> bool:
            # The last span that begins before the edit ends; an insertion at an edge is outside.
            k = bisect_left(starts, end) - 1
            return k < 0 or spans[k][1] <= start

        free = [edit for edit in edits if is_free(edit[0], edit[1])]
        return cast("Sequence[Edit] | Sequence[Change]", free)

    return guarded


def _union(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    out: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if out and start < out[-1][1]:
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        else:
            out.append((start, end))
    return out


def difference(step: Step) -> Find:
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
