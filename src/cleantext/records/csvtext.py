"""Delimited data as text: rows and fields where they stand, in the dialect that they are in."""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache

from ..edits import Edit, shift, splice
from .fields import RecordError

DELIMITERS = ",;\t|"


@cache
def _field(delimiter: str) -> re.Pattern[str]:
    """A field and what ends it."""
    d = re.escape(delimiter)
    return re.compile(rf'(?:"((?:[^"]|"")*)"|(?!")([^{d}\r\n]*))({d}|\r\n|\n|\r|\Z)')


def row_at(text: str, start: int, delimiter: str) -> tuple[list[tuple[int, int, bool]], int]:
    """The fields of the row at `start` (begin, end, whether quoted) and where it ends.

    Raises `ValueError` when the row is not all there, or a quoted field goes on behind its quote.
    """
    fields = []
    match = _field(delimiter).match
    while True:
        found = match(text, start)
        if found is None:
            raise ValueError("a quote is not closed, or text follows a closing quote")
        is_quoted = found[1] is not None
        begin, end = found.span(1 if is_quoted else 2)
        fields.append((begin, end, is_quoted))
        start = found.end()
        if found[3] != delimiter:
            return fields, start


def rows(
    text: str, delimiter: str, first: int = 0
) -> Iterator[tuple[list[tuple[int, int, bool]], int]]:
    """All rows of `text`, before which come `first`; raises `RecordError` that names the row."""
    at, number = 0, first
    while at < len(text):
        number += 1
        try:
            fields, at = row_at(text, at, delimiter)
        except ValueError as error:
            raise RecordError(f"row {number}: {error}") from None
        yield fields, at


def dialect(head: str, name: str = "") -> str:
    """The delimiter of data that begin with `head`, "" if they do not look delimited.

    >>> dialect("a;b;c\\n1;2,5;3\\n"), dialect("plain text\\n")
    (';', '')
    """
    best, most = "", 1.0
    for delimiter in DELIMITERS:
        counts: list[int] = []
        at = 0
        try:
            while at < len(head) and len(counts) < 50:
                fields, at = row_at(head, at, delimiter)
                counts.append(len(fields))
        except ValueError:
            if not counts:
                continue
        if len(counts) > 1 and at >= len(head):
            counts = counts if head.endswith(("\n", "\r")) else counts[:-1]  # may be cut off
        if counts and counts[0] > 1:
            same = sum(count == counts[0] for count in counts) / len(counts)
            if same > 0.8 and same * counts[0] > most:
                best, most = delimiter, same * counts[0]
    return best or ("\t" if name.endswith((".tsv", ".tab")) else "")


def edits(
    text: str,
    delimiter: str,
    columns: frozenset[int],
    run: Callable[[str], Sequence[Edit]],
    first: int = 0,
) -> Iterator[Edit]:
    """The edits that clean the wanted columns (from 0) of whole rows."""
    for fields, _ in rows(text, delimiter, first):
        for number, (start, end, is_quoted) in enumerate(fields):
            if number in columns and start < end:
                yield from _value_edits(text, start, end, is_quoted, delimiter, run)


def _value_edits(
    text: str,
    start: int,
    end: int,
    is_quoted: bool,
    delimiter: str,
    run: Callable[[str], Sequence[Edit]],
) -> Iterator[Edit]:
    raw = text[start:end]
    value = raw.replace('""', '"') if is_quoted else raw
    found = run(value)
    if not found:
        return
    new = splice(value, found)
    needs = any(char in new for char in (delimiter, '"', "\n", "\r"))
    if raw == value and not any('"' in edit.new for edit in found) and (is_quoted or not needs):
        yield from shift(found, start)
        return
    rules = tuple(dict.fromkeys(rule for edit in found for rule in edit.rules))
    if is_quoted:
        yield Edit(start, end, new.replace('"', '""'), rules)
    elif needs and new[:1] != '"' and not any(c in new for c in (delimiter, "\n", "\r")):
        yield Edit(start, end, new, rules)  # a quote within an unquoted field is itself
    else:
        quoted = new.replace('"', '""')
        yield Edit(start, end, f'"{quoted}"', rules)
