"""One walk over a view that finds the places at which any rule of spacing may act.

One regular expression names the marks worth a look; what stands around each is judged by the
functions of the neighbouring modules. Facts about a passage are found once, for all its marks.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from cleantext.edits import Edit
from cleantext.profile import View

from . import before, brackets, doubles, inner, quoted, sentence
from .ids import BEFORE, BRACKET, DOUBLE, INNER, SENTENCE
from .local import Options, Passage
from .words import LETTER

MARK = re.compile(
    rf"""
    [.!?,;:)(\[\]\u201c\u201d\u00bb]
    (?: (?![ \n])  # what most marks are followed by: the branches are many
        (?: (?<=[.!?])
              (?=["\u201c\u201d\u2018\u2019'\u00bb\u00ab\u201e()\[\]\u00bf\u00a1]{{0,4}}
              (?:(?<=\u00ab)\s)?(?={LETTER})(?:(?<!\.)|(?![a-z])))
          | (?<=[.!?])(?=[-\u2013\u2014]\ {LETTER} | (?:,,|``)\ ?{LETTER})
          | (?<=[\w)\]>"'*\u201d\u00bb][,;:])["\u201c\u201e\u00ab\u00bf\u00a1]?(?={LETTER})
          | (?<=[)\u201d\u00bb])(?={LETTER})
          | (?<=\))(?=\()
          | (?<=\ \])(?=\([^\s)])
          | (?<={LETTER}[(])(?=(?:{LETTER}|["\u201c\d])[^\s)]{{0,96}}(?:\s|$))  # two words or more
          | (?<=[\w,.;:!?]\u201c)(?=\w)
        )
      # a space before
      | (?<=[ ][)\u201d])
      | (?<=[ ][:;])(?=\s|$)
      | (?<=[ ][,!?])(?=[\s.,!?"'\u2019\u201d)]|{LETTER}|$)
      | (?<=[ ]\.)(?=[\s"'\u2019\u201d)]|{LETTER}|$)(?![a-z]|\s+[a-z0-9.,;:!?])
      | (?<=[(\u201c\[])(?=\ )  # or within
      | (?<=\*\[)(?<!\S\*\[)(?=[^\[\]\n]{{1,300}}\]\()  # an item that is a link
    )
    """,
    re.VERBOSE,
)
_Change = tuple[int, int, str]


def is_quiet(text: str) -> bool:
    """Whether no mark and no gap of a paragraph is worth a look."""
    return MARK.search(text) is None and ("  " not in text or doubles.PLACE.search(text) is None)


def edits(view: View, active: frozenset[str], options: Options) -> Iterator[Edit]:
    """The edits of the rules that are `active`."""
    text = view.text
    places = [match.start() for match in MARK.finditer(text)]
    if DOUBLE in active and "  " in text:
        places += doubles.places(view, options)
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
            if low + left >= done and passage.is_sure(rule, left, right):
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
