"""Delimited data as text: rows and fields where they stand, in the dialect that they are in."""

import csv
import io
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import cache
from itertools import accumulate

from ..edits import Edit, splice
from .fields import RecordError

DELIMITERS = ",;\t|"
LONGEST = 64 << 20  # characters of a row, or of a document that is one


@cache
def _field(delimiter: str) -> re.Pattern[str]:
    """A field and what ends it; no way back is kept, which takes 100 bytes for a character."""
    d = re.escape(delimiter)
    return re.compile(rf'(?:"([^"]*+(?:""[^"]*+)*+)"|(?!")([^{d}\r\n]*))({d}|\r\n|\n|\r|\Z)')


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


def rows(text: str, delimiter: str) -> Iterator[tuple[list[str], int]]:
    """The values of each row and where it ends; raises `csv.Error` where there is none."""
    ends = [0, *accumulate(map(len, io.StringIO(text, newline="")))]
    csv.field_size_limit(LONGEST)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    for values in reader:
        yield values, ends[reader.line_num]


def whole(text: str, delimiter: str) -> tuple[int, int]:
    """How much of `text` is whole rows, and how many they are; what is no row is left to `edits`.

    >>> whole('1,"a\\nb"\\n2,"c\\n', ",")
    (8, 1)
    """
    at = count = 0
    with suppress(csv.Error):
        for _, end in rows(text, delimiter):
            if end < len(text) or text.endswith("\n"):
                at, count = end, count + 1
    return at, count


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
) -> Iterator[tuple[int, Sequence[Edit]]]:
    """The edits that clean the wanted columns (from 0) of whole rows, before which come `first`.

    Those of a value come together, with the offset that they count from. Where values stand is
    asked only of rows in which one changes. Raises `RecordError`.
    """
    # All are read before one is cleaned: what the reader holds is eight times a long row.
    read: list[tuple[list[str], int]] = []
    try:
        read.extend(rows(text, delimiter))
    except csv.Error:
        why = "a quote is not closed, or text follows a closing quote"
        raise RecordError(f"row {first + len(read) + 1}: {why}") from None
    at = 0
    for values, end in read:
        found = {values[k]: run(values[k]) for k in columns if k < len(values)}
        if any(found.values()):
            fields, _ = row_at(text, at, delimiter)
            for k in sorted(columns):
                if k < len(fields):
                    yield _value_edits(text, *fields[k], delimiter, found)
        at = end


def _value_edits(
    text: str,
    start: int,
    end: int,
    is_quoted: bool,
    delimiter: str,
    by_value: Mapping[str, Sequence[Edit]],
) -> tuple[int, Sequence[Edit]]:
    raw = text[start:end]
    value = raw.replace('""', '"') if is_quoted else raw
    found = by_value[value]
    if not found:
        return 0, ()
    new = splice(value, found)
    needs = any(char in new for char in (delimiter, '"', "\n", "\r"))
    if raw == value and not any('"' in edit.new for edit in found) and (is_quoted or not needs):
        return start, found
    rules = tuple(dict.fromkeys(rule for edit in found for rule in edit.rules))
    quoted = new.replace('"', '""')
    if is_quoted:
        new = quoted
    elif not needs or new[:1] == '"' or any(c in new for c in (delimiter, "\n", "\r")):
        new = f'"{quoted}"'  # else a quote within an unquoted field is itself
    return 0, [Edit(start, end, new, rules)]
