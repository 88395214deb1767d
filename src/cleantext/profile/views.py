"""Views: what rules see of a text, line by line without what is no text, with a map of offsets.

The view of a paragraph has no indents, no marks of comments or quotations, no closed tags. Cells of
delimited data, values of `key: value` lines, comments and strings of code are views of their own.
No edit crosses a gap of the map.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from ..edits import Edit
from .delimited import Delimited, delimited
from .language import is_old, language_of
from .lines import COMMENT, Register, registers
from .policy import may
from .spans import Span, Spans

if TYPE_CHECKING:
    from . import Profile

_VOID = frozenset("br hr img xref sbr a b i em code".split())
_CODE_TAGS = frozenset(
    "code tt kbd samp var literal option command filename function varname envar".split()
)
_TAG = re.compile(r"<(/?)([A-Za-z][\w:.-]*)(?:\s[^<>\n]{0,300})?/?>")
_CLOSING = re.compile(r"</([A-Za-z][\w:.-]*)>")
_LEAD = re.compile(rf"^(?:[ \t]|{COMMENT.pattern})", re.MULTILINE | re.IGNORECASE)
_KEY = re.compile(r"[ \t]*(?:- )?[\w.-]+(?: [\w.-]+)?[ \t]*[:=](?:[ \t]|$)", re.MULTILINE)
_KEYS = re.compile(rf"^{_KEY.pattern}", re.MULTILINE)
_FREE = re.compile(rf"^(?!{_KEY.pattern})[^\s#;\[-]", re.MULTILINE)
_STRING = re.compile(r"\"((?:[^\"\\\n]|\\.)*)\"|'((?:[^'\\\n]|\\.)*)'(?!\w)")
_TRAILING = re.compile(r"(?<=\s)(?:#+|//+|/\*+|;+|--|%+)\s+(?=[^\W\d_])")
_TEXT = frozenset((Register.PROSE, Register.LABEL, Register.VERSE, Register.MARKUP))
_SINGLE = re.compile(r"(?P<opens>(?<![\w'])'(?=[\w\"\s]))|(?P<closes>'(?!\w))")
_REACH = 2_000
_QUOTES = "'\"\\"
Run = tuple[int, int]
_Part = tuple[int, int, str, Register]  # where a line begins, its text in it, the line


class View:
    """Text as a rule sees it, and where each part of it stands."""

    def __init__(
        self,
        profile: Profile,
        text: str,
        runs: Sequence[Run] = ((0, 0),),
        registers: Sequence[Register] = (Register.PROSE,),
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
        self._registers = registers  # of each line, or one for all
        self._lines: dict[int, Spans] = {}

    def register(self, at: int) -> Register:
        """The register of the line at an offset of the view."""
        lines = self._registers
        return lines[0] if len(lines) == 1 else lines[self.text.count("\n", 0, at)]

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
        around = self.profile.language.code
        if self.lang or self.text == self.profile.text:
            return self.lang or around
        return language_of(self.text, around).code

    @cached_property
    def is_old(self) -> bool:
        """Whether the view or its segment is early modern English."""
        return self.profile.is_old or is_old(self.text)

    def may(self, rule: str, start: int, end: int) -> str:
        """Whether a rule may act at a place: `+`, `-`, or `?` when it must be sure."""
        language = self.language
        return may(
            rule,
            self.register(start),
            self.span(start, end).kind,
            "own" if language == (self.lang or "en") else "other" if language else "none",
            "old" if self.is_old else "",
        )

    def origin(self, start: int, end: int) -> tuple[int, int] | None:
        """Where a place of the view stands in the paragraph; None when a gap crosses it."""
        k = bisect_right(self._starts, start) - 1
        at, first = self._runs[k]
        if start == end == at and k:
            return None
        if k + 1 < len(self._runs) and end > self._runs[k + 1][0]:
            return None
        return first + start - at, first + end - at

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


def views(profile: Profile, text: str, kinds: Sequence[Register]) -> Iterator[View]:
    """The views of a paragraph whose lines are of these registers."""
    if Register.DATA in kinds and (found := delimited(text)):
        yield from cells(profile, text, found)
        return
    is_keyed = _is_keyed(text)
    tags = _closed_tags(text) if "<" in text else None
    if not is_keyed and tags is None and _TEXT.issuperset(kinds) and not _LEAD.search(text):
        yield View(profile, text, registers=kinds)
        return
    parts: list[_Part] = []
    at = 0
    for line, kind in zip(text.split("\n"), kinds, strict=True):
        key = _KEY.match(line) if is_keyed else None
        if parts and (key or kind not in _TEXT):
            yield from _joined(profile, parts, tags, is_keyed)
            parts = []
        if kind in _TEXT:
            parts.append((at, key.end() if key else _text_start(line), line, kind))
        else:
            yield from _inner(profile, line, at, kind)
        at += len(line) + 1
    if parts:
        yield from _joined(profile, parts, tags, is_keyed)


def _is_keyed(text: str) -> bool:
    """Whether most lines are `key: value`, go on with a value, or are heads and remarks."""
    if ":" not in text and "=" not in text:
        return False
    keyed = len(_KEYS.findall(text))
    free = len(_FREE.findall(text))
    return keyed > 0 and (2 * keyed >= 3 * free if keyed > 1 else not free)


def _text_start(line: str) -> int:
    mark = COMMENT.match(line)
    return mark.end() if mark else len(line) - len(line.lstrip(" \t"))


def _joined(
    profile: Profile, parts: Sequence[_Part], tags: frozenset[str] | None, is_keyed: bool
) -> Iterator[View]:
    """Neighbouring lines as one text, without indent, mark and tags; a value if it is prose."""
    out: list[str] = []
    runs: list[Run] = []
    code: list[Run] = []
    size, opened = 0, -1
    for number, (at, start, line, _) in enumerate(parts):
        if number:
            out.append("\n")
            size += 1
        if not number or start:
            runs.append((size, at + start))
        if tags is not None and "<" in line:
            for tag in _TAG.finditer(line, start):
                if tag[2] in tags or "=" in tag[0]:
                    out.append(line[start : tag.start()])
                    size += tag.start() - start
                    if tag[2] in _CODE_TAGS:
                        if not tag[1]:
                            opened = size
                        elif opened >= 0:
                            code.append((opened, size))
                            opened = -1
                    start = tag.end()
                    if runs[-1][0] == size:
                        runs.pop()
                    runs.append((size, at + start))
        out.append(line[start:])
        size += len(line) - start
    text = "".join(out)
    kinds = [kind for _, _, _, kind in parts]
    if not is_keyed:
        yield View(profile, text, runs, kinds, code=code)
    elif _is_prose(text):
        yield View(profile, text, runs, kinds, '"\\', _QUOTES + ":#", code)


def _closed_tags(text: str) -> frozenset[str]:
    return _VOID.union(_CLOSING.findall(text))


def _inner(profile: Profile, line: str, at: int, kind: Register) -> Iterator[View]:
    """What reads as prose in a line that is none: a remark, a value, a string."""
    if kind == Register.REMARK:
        yield _part(profile, line, at, COMMENT.match(line).end(), len(line), kind)  # type: ignore[union-attr]
        return
    if kind in (Register.SYNOPSIS, Register.LOG):
        return
    done = 0
    for string in _STRING.finditer(line) if kind != Register.TABLE else ():
        start, end = string.span(string.lastindex or 0)
        if _is_prose(line[start:end]):
            yield _part(profile, line, at, start, end, Register.REMARK, _QUOTES, _QUOTES)
        done = string.end()
    mark = _TRAILING.search(line, done)
    if mark and line.count(" ", mark.end()) > 1:
        yield _part(profile, line, at, mark.end(), len(line), Register.REMARK)


def _part(
    profile: Profile,
    line: str,
    at: int,
    start: int,
    end: int,
    kind: Register,
    closed: str = "",
    apart: str = "",
) -> View:
    return View(profile, line[start:end], ((0, at + start),), (kind,), closed, apart)


def _is_prose(text: str) -> bool:
    return text.count(" ") > 2 and Register.PROSE in registers(text)


def cells(profile: Profile, text: str, found: Delimited) -> Iterator[View]:
    """The cells of delimited data that read as prose, each a text of its own."""
    quote = found.quote
    apart = quote + "\\"
    if any(text.startswith("'", start) for start, _ in found.cells):
        apart += "'"
    for start, end in found.cells:
        if text.count(" ", start, end) < 2:
            continue
        runs, parts = [(0, start)], []
        at, size = start, 0
        is_quoted = text[start - 1 : start] == quote == text[end : end + 1]
        while is_quoted and (double := text.find(quote * 2, at, end)) >= 0:
            parts.append(text[at : double + 1])  # a doubled quote stands for one
            size += double + 1 - at
            at = double + 2
            runs.append((size, at))
        parts.append(text[at:end])
        inner = "".join(parts)
        if _is_prose(inner):
            yield View(profile, inner, runs, (Register.REMARK,), apart + found.mark + "\n", apart)
