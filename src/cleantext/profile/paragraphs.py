"""The views of a paragraph: its text, and its cells, values, remarks and strings."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from ..expressions import expression
from ..kernel.profile import DATA, LOG, REMARK, TABLE, TEXT
from .delimited import Delimited, delimited
from .lines import PHRASE, Shape, holds_small, is_prose
from .segment import Segment
from .views import Run, View

_VOID = frozenset("br hr img xref sbr a b i em code".split())
_CODE_TAGS = frozenset(
    "code tt kbd samp var literal option command filename function varname envar".split()
)
_TAG = expression(r"<(/?)([A-Za-z][\w:.-]*)(?:\s[^<>\n]{0,300})?/?>")
_CLOSING = expression(r"</([A-Za-z][\w:.-]*)>")
_STRING = expression(r"\"((?:[^\"\\\n]|\\.)*)\"|'((?:[^'\\\n]|\\.)*)'(?!\w)")
_TRAILING = expression(r"(?<=\s)(?:#+|//+|/\*+|;+|--|%+)\s+(?=[^\W\d_])")
_QUOTES = "'\"\\"
_LETTERS = r"[A-Za-z\xc0-\u024f]+"
_BARE = rf"{_LETTERS}(?:['\u2019-]{_LETTERS}){{0,4}}"
_PHRASE = expression(
    # after a space, a bracket, a quote, a tag, but no operator
    rf"(?<![^\s\"'(\[|>])(?<!-> )(?<!=> )(?<![=&\u2192] ){_BARE}"
    # words, code and formulas side by side
    rf"(?:[,;:]? [(\"]?(?:{_BARE}[)\"]?|`[^`\n]+`|\$[^$\n]+\$))"
    r"{2,}(?=[\s.,;:!?|<\"')\]\\]|\Z)(?! ?(?:[-=]?>|[=&\u2192]))"
)


def views(profile: Segment, text: str, shape: Shape) -> Iterator[View]:
    """The views of a paragraph whose lines are so."""
    numbers, starts, values, runs = shape
    if DATA in numbers and (found := delimited(text)):
        yield from cells(profile, text, found)
        return
    tags = _VOID.union(_CLOSING.findall(text)) if "<" in text else frozenset()
    if shape.is_text and not starts and not values and not tags:
        yield View(profile, text, numbers=numbers)
        return
    for first, last, low, high in runs:
        kind = numbers[first]
        if kind not in TEXT:
            yield from _inner(profile, text[low:high], low, kind, starts[first] if starts else 0)
            continue
        offsets = list(starts[first:last])
        if values and values[first] >= 0:
            offsets = [values[first], *(offsets[1:] or (last - first - 1) * [0])]
        view = _joined(profile, text, low, high, numbers[first:last], offsets, tags, bool(values))
        if view is not None:
            yield view


def _joined(
    profile: Segment,
    text: str,
    low: int,
    high: int,
    numbers: bytes,
    offsets: Sequence[int],
    tags: frozenset[str],
    is_keyed: bool,
) -> View | None:
    """Neighbouring lines as one text, without indent, mark and tags; a value if it is prose."""
    runs: list[Run] = [(0, low)]
    code: list[Run] = []
    inner = text[low:high]
    if any(offsets) or (tags and "<" in inner):
        inner, runs, code = _stripped(inner, low, offsets, tags)
    if not is_keyed:
        return View(profile, inner, runs, numbers, code=code)
    if _is_prose(inner):
        return View(profile, inner, runs, numbers, '"\\', _QUOTES + ":#", code)
    return None


def _stripped(
    text: str, at: int, offsets: Sequence[int], tags: frozenset[str]
) -> tuple[str, list[Run], list[Run]]:
    """Lines without what stands before their offsets, and without tags; the runs of what is left,
    and what stood between tags of code."""
    out: list[str] = []
    runs: list[Run] = []
    code: list[Run] = []
    size = opened = depth = 0
    for number, line in enumerate(text.split("\n")):
        start = offsets[number] if offsets else 0
        if not number or start:
            runs.append((size, at + start))
        kept: list[str] = []
        for tag in _TAG.finditer(line, start) if tags and "<" in line else ():
            if tag[2] in tags or "=" in tag[0]:
                kept.append(line[start : tag.start()])
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
        rest = line[start:] if start else line
        out.append("".join((*kept, rest)) if kept else rest)
        size += len(rest) + 1
        at += len(line) + 1
    return "\n".join(out), runs, code


def phrases(profile: Segment, text: str, shape: Shape, others: Sequence[View]) -> Iterator[View]:
    """Words side by side in the lines of a paragraph that are none of text, but in no other view.

    Between quotes or after a tag they may be of any kind, else one holds the others together.
    """
    seen = [view.bounds for view in others]
    at = 0
    for kind, line in zip(shape.numbers, text.split("\n"), strict=True):
        strings: list[Run] | None = None
        for phrase in _PHRASE.finditer(line) if kind not in (*TEXT, REMARK, LOG) else ():
            low, high = phrase.span()
            if _meets(seen, at + low, at + high):
                continue
            if line[low - 1 : low] != ">" and not holds_small(phrase[0]):
                if strings is None:
                    strings = [string.span() for string in _STRING.finditer(line)]
                if not _meets(strings, low, high):
                    continue
            yield View(profile, phrase[0], ((0, at + low),), bytes((PHRASE,)))
        at += len(line) + 1


def _meets(spans: Sequence[Run], start: int, end: int) -> bool:
    """Whether a place reaches into one of the spans, which are in order and disjoint."""
    at = bisect_left(spans, (start, start))
    return (at < len(spans) and spans[at][0] < end) or (at > 0 and spans[at - 1][1] > start)


def _inner(profile: Segment, line: str, at: int, kind: int, start: int) -> Iterator[View]:
    """What reads as prose in a line that is none: a remark, a value, a string."""
    if kind == REMARK:
        yield _part(profile, line, at, start, _end(line, start))
        return
    done = 0
    for string in _STRING.finditer(line) if kind != TABLE else ():
        start, end = string.span(string.lastindex or 0)
        if _is_prose(line[start:end]):
            yield _part(profile, line, at, start, end, _QUOTES, _QUOTES)
        done = string.end()
    mark = _TRAILING.search(line, done)
    if mark and line.count(" ", mark.end()) > 1:
        yield _part(profile, line, at, mark.end(), _end(line, mark.end()))


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
    closed: str = "",
    apart: str = "",
) -> View:
    return View(profile, line[start:end], ((0, at + start),), bytes((REMARK,)), closed, apart)


def _is_prose(text: str) -> bool:
    return text.count(" ") > 2 and is_prose(text)


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
            yield View(profile, inner, runs, bytes((REMARK,)), apart + found.mark + "\n", apart)
