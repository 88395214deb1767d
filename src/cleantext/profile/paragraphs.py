"""The views of a paragraph: its text, and its cells, values, remarks and strings."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from .delimited import Delimited, delimited
from .lines import Register, Shape, registers
from .segment import Segment
from .views import Run, View

_VOID = frozenset("br hr img xref sbr a b i em code".split())
_CODE_TAGS = frozenset(
    "code tt kbd samp var literal option command filename function varname envar".split()
)
_TAG = re.compile(r"<(/?)([A-Za-z][\w:.-]*)(?:\s[^<>\n]{0,300})?/?>")
_CLOSING = re.compile(r"</([A-Za-z][\w:.-]*)>")
_STRING = re.compile(r"\"((?:[^\"\\\n]|\\.)*)\"|'((?:[^'\\\n]|\\.)*)'(?!\w)")
_TRAILING = re.compile(r"(?<=\s)(?:#+|//+|/\*+|;+|--|%+)\s+(?=[^\W\d_])")
_TEXT = frozenset((Register.PROSE, Register.LABEL, Register.VERSE, Register.MARKUP))
_QUOTES = "'\"\\"
_Part = tuple[int, int, str, Register]  # where a line begins, its text in it, the line


def views(profile: Segment, text: str, shape: Shape) -> Iterator[View]:
    """The views of a paragraph whose lines are so."""
    kinds, starts, values, is_text = shape
    if Register.DATA in kinds and (found := delimited(text)):
        yield from cells(profile, text, found)
        return
    tags = _VOID.union(_CLOSING.findall(text)) if "<" in text else None
    if is_text and not starts and not values and tags is None:
        yield View(profile, text, registers=kinds)
        return
    parts: list[_Part] = []
    at = 0
    for k, (line, kind) in enumerate(zip(text.split("\n"), kinds, strict=True)):
        value = values[k] if values else -1
        if parts and (value >= 0 or kind not in _TEXT):
            yield from _joined(profile, parts, tags, values != [])
            parts = []
        if kind in _TEXT:
            parts.append((at, value if value >= 0 else starts[k] if starts else 0, line, kind))
        else:
            yield from _inner(profile, line, at, kind, starts[k] if starts else 0)
        at += len(line) + 1
    if parts:
        yield from _joined(profile, parts, tags, values != [])


def _joined(
    profile: Segment, parts: Sequence[_Part], tags: frozenset[str] | None, is_keyed: bool
) -> Iterator[View]:
    """Neighbouring lines as one text, without indent, mark and tags; a value if it is prose."""
    out: list[str] = []
    runs: list[Run] = []
    code: list[Run] = []
    size = opened = depth = 0
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
                            opened = size if not depth else opened
                            depth += 1
                        elif depth:
                            depth -= 1
                            if not depth:
                                code.append((opened, size))
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


def _inner(profile: Segment, line: str, at: int, kind: Register, start: int) -> Iterator[View]:
    """What reads as prose in a line that is none: a remark, a value, a string."""
    if kind == Register.REMARK:
        yield _part(profile, line, at, start, _end(line, start), kind)
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
        yield _part(profile, line, at, mark.end(), _end(line, mark.end()), Register.REMARK)


def _end(line: str, start: int) -> int:
    """Where a remark ends: after `*/` the code goes on."""
    end = line.find("*/", start)
    return len(line) if end < 0 else end


def _part(
    profile: Segment,
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


def cells(profile: Segment, text: str, found: Delimited) -> Iterator[View]:
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
