"""What a line is: its register, read off what is counted in it and in the lines around it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from enum import StrEnum
from functools import cache

from ..kernel import profile as kernel
from ..kernel.profile import Counts
from .language import weights


class Register(StrEnum):
    """Kinds of line."""

    PROSE = "prose"
    LABEL = "label"  # a heading, a menu entry: too short to have a language
    FIELDS = "fields"  # Key: value  Key: value
    DATA = "data"  # cells between delimiters
    TABLE = "table"  # columns under each other
    SYNOPSIS = "synopsis"  # a usage line
    CODE = "code"
    REMARK = "remark"  # what code says in words: a comment, a string
    LOG = "log"  # what a program wrote: a log, the hunk of a diff
    VERSE = "verse"
    MARKUP = "markup"


COMMENT = re.compile(r"\s*(?:#+|//+|/?\*+|;+|--|%+|\.\.|dnl|rem|>+)\s+", re.IGNORECASE)
"""The mark of a comment, an item or a quotation at the start of a line, and the indent before."""


@cache
def _counter() -> kernel.PlainCounter:
    return kernel.Counter(frozenset(word.encode() for word in weights()))


def counts(text: str) -> list[Counts]:
    """What is counted in each line of a text."""
    return [Counts(*line) for line in _counter().lines(text.encode("utf8", "surrogatepass"))]  # type: ignore[arg-type]


def register(line: Counts) -> Register:
    """The register of a line by itself."""
    words, small, signs = line.words, line.small, line.signs
    if 5 * line.hidden > 3 * line.visible and small < 2:
        return Register.CODE
    if not words or line.is_string:
        return Register.DATA
    if line.is_log:
        return Register.LOG
    if line.keyed > 1:
        return Register.FIELDS
    if line.arguments and not line.is_ended:
        if line.arguments > 1 and 4 * small < words:
            return Register.SYNOPSIS
        if words < 8 and small < 2:
            return Register.SYNOPSIS
    if line.wide > 1 and 3 * small < line.chunks:
        return Register.TABLE
    if signs and ((signs > 2 and 3 * signs > small) or 5 * small < words):
        return Register.CODE
    if 8 * signs > words and 10 * small < 3 * words:
        return Register.CODE
    # A line is prose when small words hold it together; short ones are labels, until the lines
    # around them say else.
    if small > 1 and words > 4 and 20 * small >= 3 * words:
        return Register.PROSE
    if words > 2 and small and line.is_ended:
        return Register.PROSE
    return Register.LABEL


def registers(text: str) -> list[Register]:
    """The register of each line of a paragraph, by itself and by the company it keeps."""
    lines = counts(text)
    own = list(map(register, lines))
    whole = _whole(lines, own)
    if whole in (Register.DATA, Register.TABLE):
        return [whole] * len(own)
    out = []
    for line, kind, raw in zip(lines, own, text.split("\n"), strict=True):
        if whole == Register.PROSE:
            if kind == Register.LABEL or (kind == Register.CODE and line.small > 1):
                kind = Register.PROSE
        elif kind == Register.LABEL and raw.startswith(("    ", "\t")):
            kind = Register.CODE  # a listing
        if kind == Register.CODE and line.small > 1 and COMMENT.match(raw):
            kind = Register.REMARK
        out.append(kind)
    return out


def _whole(lines: Sequence[Counts], own: Sequence[Register]) -> Register:
    """What a paragraph is as a whole."""
    kinds = Counter(own)
    count = len(lines)
    if count > 2 and _is_delimited(lines, 2 * kinds[Register.PROSE] > count):
        return Register.DATA
    if count > 1 and _is_aligned(lines):
        return Register.TABLE
    best, times = kinds.most_common(1)[0]
    if best in (Register.CODE, Register.FIELDS, Register.SYNOPSIS) and 2 * times > count:
        return best
    if best != Register.PROSE and count > 1:  # the last line of wrapped prose is short
        words = sum(line.words for line in lines)
        small = sum(line.small for line in lines)
        signs = sum(line.signs for line in lines)
        if small > 2 and 5 * small >= words and 2 * signs < small:
            return Register.PROSE
    return Register.PROSE if 2 * kinds[Register.PROSE] >= count else best


def _is_delimited(lines: Sequence[Counts], is_prose: bool) -> bool:
    """Whether nearly all lines have the same number of one delimiter, quoted ones aside."""
    rows = lines[:200]
    for k, mark in enumerate(kernel.MARKS):
        number, times = _most_common(row.marks[k] for row in rows)
        is_sure = mark in b"|\t"
        least = (0 if is_sure or mark == b";"[0] else 1) + 2 * is_prose
        if number > least and 10 * times >= 9 * len(rows):
            spaced = sum(row.spaced[k] for row in rows)
            if is_sure or 4 * spaced < number * times:
                return True
    return False


def _most_common(numbers: Iterable[int]) -> tuple[int, int]:
    return Counter(numbers).most_common(1)[0]


def _is_aligned(lines: Sequence[Counts]) -> bool:
    """Whether what follows gaps stands in columns, in lines that follow each other."""
    hits = starts = ends = 0
    for line in lines[:300]:
        hits += (starts & line.starts or ends & line.ends) != 0
        starts, ends = line.starts, line.ends
    return hits > 1 and 3 * hits >= min(300, len(lines))
