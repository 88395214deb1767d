"""The registers of the lines of a paragraph and where their text begins, over UTF-8 bytes."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from ..expressions import expression
from .counts import MARKS, Counts, blanked, line_counts, word_groups
from .pick import pick

REGISTERS = ("prose", "label", "fields", "data", "table", "synopsis", "code", "log", "remark")
"""By number; a remark is what code says in words."""
PROSE, LABEL, FIELDS, DATA, TABLE, SYNOPSIS, CODE, LOG, REMARK = range(9)
_COMMENT = expression(rb"[ \t]*(?:#+|//+|/?\*+|;+|--|%+|\.\.|dnl|rem|>+)[ \t]+", re.IGNORECASE)
"""The mark of a comment, an item or a quotation at the start of a line, and the indent before."""
_REQUEST = expression(rb"[.'](?:[A-Za-z]{1,3}(?:[ \t\r]|\Z)|\\\")")
"""A request of roff at the start of a line, whose arguments are no prose."""
_NAME = rb"[A-Za-z0-9_.\x80-\xff-]+"
_KEY = expression(rb"[ \t]*(?:- )?" + _NAME + rb"(?: " + _NAME + rb")?[ \t]*[:=](?:[ \t]|\Z)")
_CONTINUED = expression(rb"[\x80-\xbf]")
TEXT = (PROSE, LABEL)
"""Lines that are seen as they stand, neighbours as one text."""
FREE = 255
"""The register of a line of which nothing is known before it is read."""
_HOLDS_STRING = expression(rb"[\"'](?:[^ ]* ){3}")
_HOLDS_REMARK = expression(rb"[\0- \x80-\xff][#/;%-](?:[^ ]* ){2}")
ROWS = 200  # that tell whether a paragraph is delimited data


Run = tuple[int, int, int, int]
"""Lines that are seen as one: the first, the one after the last, and their bounds."""
Lines = tuple[bytes, list[int], list[int], list[Run]]
"""The register of each line of a paragraph, where its text begins, its value, and the runs.

The starts are those after indent and mark of a comment, an item or a quotation; the list is empty
when all lines begin with text. The values follow a key (-1 for lines without); the list is empty
when the paragraph is no `key: value`. A run is neighbouring lines of `TEXT`, of which none but the
first has a value, or another line in which text may stand. Offsets are characters.
"""


class PlainCounter:
    """Counts lines; `words` are the function words, in small letters, each with its group."""

    def __init__(self, words: Mapping[bytes, int]) -> None:
        self._words = words

    def lines(self, text: bytes) -> list[tuple[object, ...]]:
        """`Counts`, as plain tuples, of each line."""
        return [tuple(line_counts(line, self._words)) for line in text.split(b"\n")]

    def groups(self, text: bytes) -> tuple[int, list[int]]:
        """How many words there are, and how many function words of each group."""
        return word_groups(text, self._words)

    def shape(self, text: bytes, fixed: bytes = b"") -> Lines:
        """The lines of a paragraph; `fixed` has the registers that are known of them, or `FREE`."""
        rows = text.split(b"\n")
        starts = [_text_start(row) for row in rows]
        keys = [_value_start(row) for row in rows]
        keyed = sum(key >= 0 for key in keys)
        free = sum(
            key < 0 and row != b"" and row[0] not in b" \t\v\f\r#;[-"
            for row, key in zip(rows, keys, strict=True)
        )
        is_keyed = keyed > 0 and (2 * keyed >= 3 * free if keyed > 1 else not free)
        values = keys if is_keyed else []
        found = self.registers(text)
        if fixed:
            found = bytes(a if b == FREE else b for a, b in zip(found, fixed, strict=True))
        return found, starts if any(starts) else [], values, _runs(rows, found, values)

    def registers(self, text: bytes) -> bytes:
        """The register of each line of a paragraph, by itself and by the company it keeps."""
        rows = text.split(b"\n")
        lines = [line_counts(line, self._words) for line in rows]
        own = list(map(register, lines))
        whole = _whole(lines, own)
        for k, (line, row) in enumerate(zip(lines, rows, strict=True)):
            if _REQUEST.match(row):
                own[k] = SYNOPSIS
            elif whole in (DATA, TABLE):
                own[k] = whole
            elif whole == PROSE:
                if own[k] == LABEL or (own[k] == CODE and (line.small > 1 or not line.signs)):
                    own[k] = PROSE
            elif own[k] == LABEL and row.startswith((b"    ", b"\t")) and blanked(row) == row:
                # A listing; markup is indented, too, and so may be a line that stands alone.
                own[k] = LABEL if len(rows) == 1 and _is_phrase(line) else CODE
            if own[k] == CODE and (line.small > 1 or _is_worded(line)) and _COMMENT.match(row):
                own[k] = REMARK
        return bytes(own)


def _runs(rows: Sequence[bytes], found: bytes, values: Sequence[int]) -> list[Run]:
    out: list[Run] = []
    at, is_open = 0, False
    for k, (row, kind) in enumerate(zip(rows, found, strict=True)):
        end = at + len(row) - len(_CONTINUED.findall(row))
        if kind in TEXT and is_open and not (values and values[k] >= 0):
            first, _, low, _ = out.pop()
            out.append((first, k + 1, low, end))
        elif kind in TEXT or _holds_text(row, kind):
            out.append((k, k + 1, at, end))
        at, is_open = end + 1, kind in TEXT
    return out


def _holds_text(row: bytes, kind: int) -> bool:
    """Whether a remark, or a string of some words, may stand in a line that is no text."""
    if kind in (REMARK, SYNOPSIS, LOG):
        return kind == REMARK
    return bool(_HOLDS_REMARK.search(row) or (kind != TABLE and _HOLDS_STRING.search(row)))


def _text_start(row: bytes) -> int:
    mark = _COMMENT.match(row)
    return mark.end() if mark else len(row) - len(row.lstrip(b" \t"))


def _value_start(row: bytes) -> int:
    key = _KEY.match(row)
    return len(key[0]) - len(_CONTINUED.findall(key[0])) if key else -1


def _is_worded(line: Counts) -> bool:
    return line.words > 1 and not line.signs and not line.hidden


def _is_phrase(line: Counts) -> bool:
    """Whether a label is words throughout, held together or ended."""
    is_plain = line.words > 3 and not line.signs and not line.hidden
    return is_plain and (line.small > 0 or line.is_ended > 0)


def register(line: Counts) -> int:
    """The register of a line by itself."""
    words, small, signs = line.words, line.small, line.signs
    if 5 * line.hidden > 3 * line.visible and small < 2:
        return CODE
    if not words or line.is_string:
        return DATA
    if line.is_log:
        return LOG
    if line.keyed > 1:
        return FIELDS
    if line.arguments and not line.is_ended:
        if line.arguments > 1 and 4 * small < words:
            return SYNOPSIS
        if words < 8 and small < 2:
            return SYNOPSIS
    if line.wide > 1 and 3 * small < line.chunks:
        return TABLE
    if signs and (5 * small < words or (signs > 1 and 2 * signs > small)):
        return CODE
    if 8 * signs > words and 10 * small < 3 * words:
        return CODE
    # A line is prose when small words hold it together; short ones are labels, until the lines
    # around them say else.
    if small > 1 and words > 4 and 20 * small >= 3 * words:
        return PROSE
    if words > 2 and small and line.is_ended:
        return PROSE
    return LABEL


def _whole(lines: Sequence[Counts], own: Sequence[int]) -> int:
    """What a paragraph is as a whole."""
    count = len(lines)
    kinds = [own.count(kind) for kind in range(REMARK)]
    if count > 2 and _is_delimited(lines[:ROWS], 2 * kinds[PROSE] > count):
        return DATA
    if count > 1 and _is_aligned(lines):
        return TABLE
    best = max(range(REMARK), key=kinds.__getitem__)  # the first of several
    if best in (CODE, FIELDS, SYNOPSIS) and 2 * kinds[best] > count:
        return best
    if best != PROSE and count > 1:  # the last line of wrapped prose is short
        words = sum(line.words for line in lines)
        small = sum(line.small for line in lines)
        signs = sum(line.signs for line in lines)
        if small > 2 and 5 * small >= words and 2 * signs < small:
            return PROSE
    return PROSE if 2 * kinds[PROSE] >= count else best


def _is_delimited(rows: Sequence[Counts], is_prose: bool) -> bool:
    """Whether nearly all lines have the same number of one delimiter, quoted ones aside."""
    for k, mark in enumerate(MARKS):
        numbers = [row.marks[k] for row in rows]
        number = max(numbers, key=lambda n: (numbers.count(n), n))
        times = numbers.count(number)
        is_sure = mark in b"|\t"
        least = (0 if is_sure or mark == b";"[0] else 1) + 2 * is_prose
        if number > least and 10 * times >= 9 * len(rows):
            spaced = sum(row.spaced[k] for row in rows)
            if is_sure or 4 * spaced < number * times:
                return True
    return False


def _is_aligned(lines: Sequence[Counts]) -> bool:
    """Whether what follows gaps stands in columns, in lines that follow each other."""
    hits = starts = ends = 0
    for line in lines:
        hits += (starts & line.starts or ends & line.ends) != 0
        starts, ends = line.starts, line.ends
    return hits > 1 and 3 * hits >= len(lines)


_compiled = pick("profile")
Counter: type[PlainCounter] = PlainCounter if _compiled is None else _compiled.Counter
