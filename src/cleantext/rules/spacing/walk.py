"""One walk over a view that finds the places at which any rule of spacing may act.

The kernel names the marks worth a look; what stands around each is judged by the functions of the
neighbouring modules. Facts about a passage are found once, for all its marks.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from cleantext.edits import Edit
from cleantext.kernel.marks import marks
from cleantext.profile import View

from . import before, brackets, doubles, inner, quoted, sentence
from .ids import BEFORE, BRACKET, DOUBLE, INNER, SENTENCE
from .local import Options, Passage
from .meant import is_meant

_Change = tuple[int, int, str]


def edits(view: View, active: frozenset[str], *chosen: Any) -> Iterator[Edit]:
    """The edits of the rules that are `active`; what is chosen are `Options`."""
    text, options = view.text, Options(*chosen)
    places, gaps_found = marks(text)
    if DOUBLE in active and gaps_found:
        places += doubles.places(view, gaps_found, options)
        places.sort()
    done = end = -1
    passage: Passage | None = None
    gaps: set[int] = set()
    for at in places:
        if at > end or passage is None:
            start = text.rfind("\n", 0, at) + 1
            end = text.find("\n", at)
            end = len(text) if end < 0 else end
            passage = Passage(view, start, end, options)
            gaps = set()
        low = passage.low
        if text[at] == " ":
            if not gaps:
                gaps = {-1, *doubles.doubles(passage)}
            found = [(at - low + 1, at - low + 2, "", DOUBLE)] if at - low in gaps else []
        else:
            found = _at(passage, at - low, active)
        for left, right, new, rule in found:
            is_due = low + left >= done and passage.is_sure(rule, left, right)
            if is_due and not is_meant(passage, left, right, new):
                done = low + max(right, left + 1)
                yield Edit(low + left, low + right, new, (rule,))


def _at(passage: Passage, at: int, active: frozenset[str]) -> list[tuple[int, int, str, str]]:
    for rule, find in _JUDGES[passage.text[at]]:
        if rule in active:
            change = find(passage, at)
            if change is not None:
                return [(*change, rule)]
    return []


def _space(place: int | None) -> _Change | None:
    return None if place is None else (place, place, " ")


def _end(passage: Passage, at: int) -> _Change | None:
    following = passage.text[at + 1 : at + 2]
    if following in ("-", "\u2013", "\u2014"):
        return _space(sentence.dash_gap(passage, at))
    if following in (",", "`"):
        return _space(sentence.quote_gap(passage, at))
    return _space(sentence.gap_after(passage, at)) if following else None


def _before(passage: Passage, at: int) -> _Change | None:
    return before.space_before(passage, at) if at and passage.text[at - 1] == " " else None


def _inner(passage: Passage, at: int) -> _Change | None:
    return _space(inner.gap_after(passage, at)) if at + 1 < len(passage.text) else None


_Judge = tuple[str, Callable[[Passage, int], _Change | None]]
_JUDGES: dict[str, tuple[_Judge, ...]] = {
    **dict.fromkeys(".!?", ((BEFORE, _before), (SENTENCE, _end))),
    **dict.fromkeys(",;:", ((BEFORE, _before), (INNER, _inner))),
    "(": ((BRACKET, brackets.opening),),
    ")": ((BRACKET, brackets.closing),),
    **dict.fromkeys("[]", ((BRACKET, brackets.link),)),
    **dict.fromkeys("\u201c\u201d\u00bb", ((BRACKET, quoted.quote),)),
}
