"""Delimited data: CSV and its kin, told by rows that have the same number of cells."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from ..expressions import expression

MARKS = ",;|\t:"
_TIMED = expression(r"(?:\S+[ T])?\[?\d\d?:\d\d:\d\d,\d+\]?(?: |$)")
_ENOUGH = 12  # rows, of which most must be alike before more are read


class Delimited(NamedTuple):
    """The bounds of what stands in each cell, what parts them and what quotes them."""

    cells: tuple[tuple[int, int], ...]
    mark: str
    quote: str


_FIELD = expression(r"(?:\"((?:[^\"]|\"\")*)\"|((?:\\.|[^\t\n\\]|\\(?=\n|\Z))*))(\t|\r?\n|\Z)")
"""A cell, and what ends it, in a text whose mark and quote are `_tabbed`."""


def _tabbed(text: str, mark: str, quote: str) -> str:
    """A text in which the tab and a mark, and the double quote and another, have changed places:
    one pattern does for all of them."""
    return _exchanged(_exchanged(text, mark, "\t"), quote, '"')


def _exchanged(text: str, one: str, other: str) -> str:
    return one.join([part.replace(one, other) for part in text.split(other)])


def delimited(text: str) -> Delimited | None:
    """The cells of `text` when nearly all of its rows have as many, else None.

    >>> found = delimited('a|b\\n1|"x|y"\\n2|z\\n')
    >>> found.mark, len(found.cells)
    ('|', 6)
    """
    if "\n" not in text.strip("\n"):
        return None
    head = text.lstrip("\n").partition("\n")[0]
    rows = text.split("\n", _ENOUGH)[:_ENOUGH]
    for mark in MARKS:
        if mark not in head and head[:1] not in ("'", '"'):
            continue  # a head of one cell
        if _is_uneven(rows, mark):
            continue
        for quote in "\"'":
            if quote == "'" and f"{mark}'" not in text and "\n'" not in text and head[:1] != "'":
                continue  # no cell is quoted
            cells = _cells(text, mark, quote)
            if cells and not (mark in ",:" and _is_log(head)):
                return Delimited(cells, mark, quote)
    return None


def _is_log(line: str) -> bool:
    """Whether a line begins with a time that has a mark in it, as those of logs: `10:00:07,123`."""
    return _TIMED.match(line) is not None


def _is_uneven(rows: Sequence[str], mark: str) -> bool:
    """Whether the first rows, before any that may have a quoted cell, differ: as in most texts.

    Of that few rows all must be alike.
    """
    first = -1
    for line in rows:
        if "\\" in line or line[:1] in ("'", '"') or f'{mark}"' in line or f"{mark}'" in line:
            return False
        if mark in line or line.strip():
            number = line.count(mark)
            if number != first >= 0:
                return True
            first = number
    return False


def _cells(text: str, mark: str, quote: str) -> tuple[tuple[int, int], ...] | None:
    tabbed = _tabbed(text, mark, quote)
    cells: list[tuple[int, int]] = []
    rows: list[int] = []
    at = row = spaced = quoted = 0
    size = len(text)
    while at < size:
        cell = _FIELD.match(tabbed, at)
        if not cell:
            return None
        group = 1 if cell[1] is not None else 2
        quoted += group == 1
        cells.append(cell.span(group))
        at = cell.end()
        if cell[3] == "\t":
            row += 1
            spaced += text.startswith(" ", at)
            continue
        if row or text[cell.start() : at].strip():
            rows.append(row)
        row = 0
        # Of so few rows all must be alike.
        if rows and len(rows) <= _ENOUGH and not 0 < rows[0] == rows[-1]:
            return None
        at += cell.end() == cell.start()
    if not _are_alike(rows) or (quote == "'" and not quoted):
        return None
    if mark == ";" and 2 * text.count(";\n") > len(rows):  # statements
        return None
    if mark in ",:;" and spaced * 4 > sum(rows):
        return None
    if mark != "\t" and len(rows) < 3 and not (mark in "|;" and len(rows) == 2):
        head = text.partition("\n")[0].split(mark)
        is_head = all(len(cell.split()) <= 3 for cell in head)
        if len(rows) < 2 or rows[0] != rows[1] or rows[0] < 2 or spaced or not is_head:
            return None
    return tuple(cells)


def _are_alike(rows: Sequence[int]) -> bool:
    if not rows:
        return False
    number, times = Counter(rows).most_common(1)[0]
    return number > 0 and times * 20 >= len(rows) * 19
