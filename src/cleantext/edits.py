"""Edits: the one record of change, and the algebra on them.

An edit replaces the half-open range `[start, end)` of a text, counted in code points, by `new`.
A list of edits is sorted and disjoint. Everything a user can ask of a cleaning (the text, the
difference, undo, old offset to new) is read off such a list. This module imports nothing of ours.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain
from typing import NamedTuple, overload


class Edit(NamedTuple):
    """Replace code points `[start, end)` by `new`; `rules` are the ids of the rules that did it."""

    start: int
    end: int
    new: str
    rules: tuple[str, ...] = ()


Change = tuple[int, int, str]
"""An edit of which it goes without saying which rule did it."""
Edits = Sequence[Edit | Change]
"""Sorted and disjoint."""
AT_ONCE = 1 << 12  # small strings that wait to be joined: each is worth 50 bytes and more


class Packed(Sequence[Edit]):
    """Edits with the names of their rules that become objects when someone asks for them."""

    __slots__ = ()


class Deletions(Packed):
    """Edits that only delete, as bounds of code points, until someone asks for them one by one.

    Whoever gives them has looked until nothing more goes: a second look would find nothing. `made`
    is what they make of the text, `rules_of` names those that want a deleted string gone.

    >>> edits = Deletions("a-b", [1, 2], "ab", lambda old: ("NRM399",))
    >>> splice("a-b", edits), list(edits)
    ('ab', [Edit(start=1, end=2, new='', rules=('NRM399',))])
    """

    __slots__ = ("bounds", "made", "rules_of", "text")

    def __init__(
        self,
        text: str,
        bounds: Sequence[int],
        made: str,
        rules_of: Callable[[str], tuple[str, ...]],
    ) -> None:
        self.text, self.bounds, self.made, self.rules_of = text, bounds, made, rules_of

    def bare(self) -> "Deletions":
        """The same bounds without the texts, for whoever only asks where something went."""
        return Deletions("", self.bounds, "", self.rules_of)

    def __len__(self) -> int:
        return len(self.bounds) // 2

    def __iter__(self) -> Iterator[Edit]:
        bounds = iter(self.bounds)
        for start, end in zip(bounds, bounds, strict=True):
            yield Edit(start, end, "", self.rules_of(self.text[start:end]))

    @overload
    def __getitem__(self, k: int) -> Edit: ...
    @overload
    def __getitem__(self, k: slice) -> list[Edit]: ...
    def __getitem__(self, k: int | slice) -> Edit | list[Edit]:
        if isinstance(k, slice):
            return [self[i] for i in range(*k.indices(len(self)))]
        at = 2 * range(len(self))[k]
        start, end = self.bounds[at], self.bounds[at + 1]
        return Edit(start, end, "", self.rules_of(self.text[start:end]))


def splice(text: str, edits: Edits) -> str:
    """Apply sorted, disjoint `edits` to `text`; without edits the same object comes back.

    >>> splice("supply chains.Germany", [Edit(14, 14, " ")])
    'supply chains. Germany'
    """
    if not edits:
        return text
    if isinstance(edits, Deletions):
        return edits.made
    parts: list[str] = []
    made: list[str] = []
    done = 0
    for edit in edits:
        parts += text[done : edit[0]], edit[2]
        done = edit[1]
        if len(parts) > AT_ONCE:
            made.append("".join(parts))
            parts.clear()
    return "".join((*made, *parts, text[done:]))


def named(changes: Edits, rules: tuple[str, ...]) -> Iterable[Edit]:
    """Changes as edits of `rules`; those that are edits keep the names they have."""
    if isinstance(changes, Packed):
        return changes
    return (edit if isinstance(edit, Edit) else Edit(*edit, rules) for edit in changes)


def touched(edits: Edits) -> list[tuple[int, int]]:
    """What edits have put in, or where they have taken out, as spans of the text they made.

    >>> touched([Edit(0, 2, ""), Edit(3, 4, "xy")])
    [(0, 0), (1, 3)]
    """
    spans, moved = [], 0
    if isinstance(edits, Deletions):
        bounds = iter(edits.bounds)
        for start, end in zip(bounds, bounds, strict=True):
            spans.append((start - moved, start - moved))
            moved += end - start
        return spans
    for edit in edits:
        start, new = edit[0] + moved, edit[2]
        spans.append((start, start + len(new)))
        moved += len(new) - (edit[1] - edit[0])
    return spans


@overload
def shift(edits: Iterable[Edit], offset: int) -> Iterator[Edit]: ...
@overload
def shift(edits: Iterable[Edit | Change], offset: int) -> Iterator[Edit | Change]: ...
def shift(edits: Iterable[Edit | Change], offset: int) -> Iterator[Edit | Change]:
    """The same edits for a text that begins `offset` code points later."""
    for edit in edits:
        start, end = edit[0] + offset, edit[1] + offset
        yield Edit(start, end, *edit[2:]) if isinstance(edit, Edit) else (start, end, edit[2])


def compose(first: Sequence[Edit], second: Sequence[Edit]) -> list[Edit]:
    """One list of edits that does what `first` and then `second` do.

    `second` counts offsets in the text that `first` made. Edits of the two lists that overlap or
    touch there become one edit that names the rules of both.

    >>> compose([Edit(0, 2, "")], [Edit(1, 1, "x")])
    [Edit(start=0, end=2, new='', rules=()), Edit(start=3, end=3, new='x', rules=())]
    """
    return list(composed(first, second) if first and second else first or second)


def composed(first: Iterable[Edit], second: Iterable[Edit]) -> Iterator[Edit]:
    """The edits of `compose`, one by one."""
    ones, twos = iter(first), iter(second)
    one, two = next(ones, None), next(twos, None)
    moved = 0  # offset in the middle text minus offset in the first text
    while one or two:
        if one and not (two and two.start <= one.start + moved):
            low = high = one.start + moved
        else:
            assert two
            low = high = two.start
        ends = moved
        group: list[Edit] = []
        later: list[Edit] = []
        while True:
            if one and one.start + ends <= high:
                high = max(high, one.start + ends + len(one.new))
                ends += len(one.new) - (one.end - one.start)
                group.append(one)
                one = next(ones, None)
            elif two and two.start <= high:
                high = max(high, two.end)
                later.append(two)
                two = next(twos, None)
            else:
                break
        if not later:
            yield from group
        elif not group:
            yield from (Edit(s - moved, e - moved, new, r) for s, e, new, r in later)
        else:
            new = _merged(group, later, low, high, moved)
            rules = (rule for e in chain(group, later) for rule in e.rules)
            yield Edit(low - moved, high - ends, new, tuple(dict.fromkeys(rules)))
        moved = ends


def _merged(first: Sequence[Edit], second: Sequence[Edit], low: int, high: int, moved: int) -> str:
    """What stands in the last text for `[low, high)` of the middle text, all of it edited."""
    spans = _placed(first, moved)
    span = next(spans, None)
    parts: list[str] = []
    at = low
    for edit in chain(second, (Edit(high, high, ""),)):
        while span and span[0] < edit.start:
            begin, new = span
            parts.append(new[max(0, at - begin) : edit.start - begin])
            if begin + len(new) > edit.end:
                break  # the rest of it stands after this edit
            span = next(spans, None)
        parts.append(edit.new)
        at = max(at, edit.end)
    return "".join(parts)


def _placed(edits: Iterable[Edit], moved: int) -> Iterator[tuple[int, str]]:
    """Where each new text begins in the text that the edits made, and the new text."""
    for start, end, new, _ in edits:
        yield start + moved, new
        moved += len(new) - (end - start)
