"""Views: what rules see of a text, line by line without what is no text, with a map of offsets.

The view of a paragraph has no indents, no marks of comments or quotations, no closed tags. Cells of
delimited data, values of `key: value` lines, comments and strings of code are views of their own.
No edit crosses a gap of the map.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

from ..edits import Edit
from ..expressions import expression
from ..kernel.profile import PROSE
from .language import SURELY, is_old, language_of
from .lines import KINDS, Register
from .policy import heeds_language, least, may
from .segment import Segment
from .spans import Span, Spans

_SINGLE = expression(r"(?P<opens>(?<![\w'])'(?=[\w\"\s]))|(?P<closes>'(?!\w))")
_LINE_END = expression("\n")
_REACH = 2_000
Run = tuple[int, int]


class View:
    """Text as a rule sees it, and where each part of it stands."""

    def __init__(
        self,
        profile: Segment,
        text: str,
        runs: Sequence[Run] = ((0, 0),),
        numbers: bytes = bytes((PROSE,)),
        closed: str = "",
        apart: str = "",
        code: Sequence[Run] = (),
    ) -> None:
        self.profile = profile
        self._code = code  # what stood between tags of code
        self.lang = ""  # what the user says of the language
        self.text = text
        """What the rule sees."""
        self.closed = closed
        """Characters that an edit of this view neither adds nor takes away: they bound a cell."""
        self.apart = apart
        """Characters of `closed` that it does not even touch."""
        self._runs = runs  # (offset in the view, offset in the paragraph) of what is contiguous
        self._starts = [start for start, _ in runs]
        self._numbers = numbers  # the registers of each line, or one for all
        self._lines: dict[int, Spans] = {}

    def register(self, at: int) -> Register:
        """The register of the line at an offset of the view."""
        lines = self._numbers
        return KINDS[lines[0] if len(lines) == 1 else lines[bisect_left(self._line_ends, at)]]

    @cached_property
    def _line_ends(self) -> list[int]:
        return [end.start() for end in _LINE_END.finditer(self.text)]

    @cached_property
    def spans(self) -> Spans:
        """What is no prose within the view."""
        return Spans(self.text)

    def span(self, start: int, end: int) -> Span:
        """What a place of the view lies in or reaches into; of kind "" for prose."""
        for left, right in self._code:
            if start < right and (left < end or left < start):
                return Span(left, right, "code")
        # Of that line alone: no span crosses a line feed, and a view may be a book.
        low = self.text.rfind("\n", 0, start) + 1
        spans = self._lines.get(low)
        if spans is None:
            high = self.text.find("\n", end)
            spans = Spans(self.text[low : None if high < 0 else high])
            self._lines[low] = spans
        span = spans.at(start - low, end - low)
        return Span(span.start + low, span.end + low, span.kind) if span.kind else span

    @cached_property
    def language(self) -> str:
        """The language that the view surely shows, else that of its segment; "" for none."""
        if self.lang or self.text == self.profile.text:
            return self.lang or self.profile.language.code
        found = language_of(self.text)
        if found.margin >= SURELY:
            return found.code
        around = self.profile.language.code
        return around or found.code

    @cached_property
    def is_old(self) -> bool:
        """Whether the view or its segment is early modern English."""
        return self.profile.is_old or is_old(self.text)

    def may(self, rule: str, start: int, end: int) -> str:
        """Whether a rule may act at a place: `+`, `-`, or `?` when it must be sure."""
        say = may(rule, self.register(start), self.span(start, end).kind)
        if say == "-" or not heeds_language(rule):
            return say
        language = self.language
        tongue = "own" if language == (self.lang or "en") else "other" if language else "none"
        return least(say, may(rule, tongue, "old" if self.is_old else ""))

    def origin(self, start: int, end: int) -> tuple[int, int] | None:
        """Where a place of the view stands in the paragraph; None when a gap crosses it."""
        k = bisect_right(self._starts, start) - 1
        at, first = self._runs[k]
        if start == end == at and k:
            return None
        if k + 1 < len(self._runs) and end > self._runs[k + 1][0]:
            return None
        return first + start - at, first + end - at

    @property
    def bounds(self) -> tuple[int, int]:
        """Where the view begins in the paragraph, and where it ends if it has no gaps."""
        start = self._runs[0][1]
        return start, start + len(self.text)

    def back(self, edits: Iterable[Edit]) -> Iterator[Edit]:
        """Edits of the view as edits of its paragraph: those that policy and gaps let through."""
        text = self.text
        for edit in edits:
            start, end, new, rules = edit
            old = text[start:end]
            if old.count("\n") != new.count("\n"):
                continue
            if self.closed and not self._keeps_bounds(start, end, old + new):
                continue
            if "'" in new and "'" not in old and self._is_in_quotes(start):
                continue
            place = self.origin(start, end)
            if place is None or (old.isspace() and not new and self._joins_spaces(start, end)):
                continue
            if self.may(rules[0], start, end) != "-":
                yield Edit(*place, new, rules)

    def _keeps_bounds(self, start: int, end: int, chars: str) -> bool:
        """Whether an edit leaves the bounds of a cell alone."""
        text = self.text
        if "\n" in self.closed and not 0 < start <= end < len(text):
            return False  # at the edge of a cell
        return (
            not any(char in self.closed for char in chars)
            and text[max(0, start - 1)] not in self.apart
            and text[end : end + 1] not in (*self.apart,)
        )

    def _is_in_quotes(self, at: int) -> bool:
        """Whether a straight single quote is open, which an apostrophe would close."""
        marks = list(_SINGLE.finditer(self.text, max(0, at - _REACH), at))
        return bool(marks) and marks[-1].lastgroup == "opens"

    def _joins_spaces(self, start: int, end: int) -> bool:
        """Whether spaces meet across a gap at an edge: a space beside a tag is not doubled."""
        starts, text = self._starts, self.text
        return (start > 0 and text[start - 1].isspace() and start in starts) or (
            text[end : end + 1].isspace() and end in starts
        )
