"""Records in text, piece by piece: rows that are all there, cleaned in their wanted fields."""

import csv
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from itertools import chain
from typing import NamedTuple

from ..columns import Columns
from ..edits import Edit
from . import csvtext, jsontext
from .fields import Fields, RecordError

KINDS = {
    "jsonl": "jsonl",
    "ndjson": "jsonl",
    "json": "json",
    "csv": "csv",
    "tsv": "csv",
    "yaml": "yaml",
    "yml": "yaml",
}
PIECE = 1 << 16  # characters that go together
_LONGEST = {"yaml": 2 << 20, "marked": 16 << 20}
_LONGEST_DOCUMENT = 8 << 20  # characters of any other: it is read whole, and what is read is larger
_ELSE = {"json": "as JSON Lines (jq -c '.[]') it would go", "yaml": "as JSON Lines it would go"}
_LONGEST_ROW = 4 << 20  # characters: to read one takes many times as much memory
_TOO_LONG = f"a row is longer than {_LONGEST_ROW >> 20} million characters"
_HEAD = 1 << 16


class Rows(NamedTuple):
    """How to find the wanted values in rows of one file; `first` rows come before a piece."""

    kind: str  # "jsonl", "json", "csv", "marked", or a format of `formats`
    fields: Fields
    delimiter: str = ""
    columns: frozenset[int] = frozenset()
    name: str = ""  # of the file, by which the language of source is known

    def edits(
        self, text: str, run: Callable[[str], Sequence[Edit]], first: int = 0
    ) -> Sequence[Edit]:
        """The edits that clean whole rows; raises `RecordError` that names the row."""
        if self.kind == "csv":
            return Columns(csvtext.edits(text, self.delimiter, self.columns, run, first))
        if self.kind == "json":
            return jsontext.edits(text, self.fields, run)
        if self.kind == "yaml":
            from . import yamltext

            return tuple(yamltext.edits(text, self.fields, run))
        if self.kind == "marked":
            from . import marks

            return tuple(marks.edits(text, run(text)))
        if self.kind != "jsonl":
            from . import formats, runs, source

            is_source = self.kind in source.KINDS
            own = (
                source.runs(self.kind, text, self.name)
                if is_source
                else formats.runs(self.kind, text)
            )
            prose = runs.joined(text, own)
            return tuple(runs.edits(text, prose, run(runs.value(prose))))
        return Columns(self._of_lines(text, run, first))

    def _of_lines(
        self, text: str, run: Callable[[str], Sequence[Edit]], first: int
    ) -> Iterator[tuple[int, Iterable[Edit]]]:
        at = 0
        for number, line in enumerate(text.split("\n"), first + 1):
            if line.strip() and (found := jsontext.edits(line, self.fields, run, number)):
                yield at, found
            at += len(line) + 1


class Piece(NamedTuple):
    """Whole rows, how to read them, and how many came before."""

    text: str
    rows: Rows
    first: int


def kind_of(name: str) -> str:
    """The kind of records in a file of that name, "" if it has none."""
    return KINDS.get(name.rpartition(".")[2].lower(), "") if "." in name else ""


def pieces(kind: str, fields: Fields, chunks: Iterable[str], name: str = "") -> Iterator[Piece]:
    """The text that `chunks` make, in pieces of whole rows; raises `RecordError`."""
    if kind not in ("jsonl", "csv"):
        text = "".join(_limited(kind, chunks))
        if text:
            yield Piece(text, Rows(kind, fields, name=name), 0)
    elif kind == "jsonl":
        rows = Rows(kind, fields)
        first = 0
        for text, count in _cut(chunks, lambda held: (held.rfind("\n") + 1, held.count("\n"))):
            yield Piece(text, rows, first)
            first += count
    else:
        yield from _csv_pieces(fields, chunks, name)


def _csv_pieces(fields: Fields, chunks: Iterable[str], name: str) -> Iterator[Piece]:
    chunks = iter(chunks)
    head = ""
    for chunk in chunks:
        head += chunk
        if len(head) > _HEAD:
            break
    if not head:
        return
    delimiter = csvtext.dialect(head[:_HEAD], name) or ","
    while (end := _first_row(head, delimiter)) < 0 and (chunk := next(chunks, "")):
        head += chunk
        if len(head) > _LONGEST_ROW:
            raise RecordError(_TOO_LONG)
    names = _header(head, delimiter)
    rows = Rows("csv", fields, delimiter, _columns(fields, names))
    end = len(head) if end < 0 else end
    yield Piece(head[:end], rows._replace(columns=frozenset()), 0)
    done = 1

    for text, count in _cut(
        chain([head[end:]], chunks), lambda held: csvtext.whole(held, delimiter)
    ):
        yield Piece(text, rows, done)
        done += count


def _first_row(head: str, delimiter: str) -> int:
    """Where the first row ends, -1 while it is not all there."""
    try:
        end = csvtext.row_at(head, 0, delimiter)[1]
    except ValueError:
        return -1
    return end if head[:end].endswith(("\n", "\r")) else -1


def _header(head: str, delimiter: str) -> list[str]:
    try:
        fields, _ = csvtext.row_at(head, 0, delimiter)
    except ValueError as error:
        raise RecordError(f"row 1: {error}") from None
    return [head[start:end].replace('""', '"').strip() for start, end, _ in fields]


def _columns(fields: Fields, names: list[str]) -> frozenset[int]:
    """The numbers of the wanted columns: by name, or by number from 1."""
    out: set[int] = set()
    for path in fields.paths:
        name = ".".join(path)
        if name == "*":
            out.update(range(len(names)))
        elif name in names:
            out.update(number for number, own in enumerate(names) if own == name)
        elif name.isdecimal() and 0 < int(name) <= len(names):
            out.add(int(name) - 1)
        else:
            raise RecordError(f"no field {name!r}; fields: {', '.join(names[:40])}")
    return frozenset(out)


def _cut(
    chunks: Iterable[str], whole: Callable[[str], tuple[int, int]]
) -> Iterator[tuple[str, int]]:
    """The text in pieces of which `whole` says how much is whole rows and how many they are.

    The last is what is left.
    """
    held: list[str] = []
    size = 0
    wanted = PIECE
    for chunk in chunks:
        held.append(chunk)
        size += len(chunk)
        if size < wanted:
            continue
        text = "".join(held)
        end, count = whole(text)
        held, size = [text[end:]], len(text) - end
        # A row that is longer is looked for again only when there is twice as much of it.
        wanted = PIECE if end else min(2 * size, _LONGEST_ROW + 1)
        text = text[:end]  # while it is cleaned it stands in memory once
        if end:
            yield text, count
        if size > _LONGEST_ROW:
            raise RecordError(_TOO_LONG)
    if size:
        held = ["".join(held)]
        yield held[0], 0


def _limited(kind: str, chunks: Iterable[str]) -> Iterator[str]:
    size, longest = 0, _LONGEST.get(kind, _LONGEST_DOCUMENT)
    for chunk in chunks:
        size += len(chunk)
        if size > longest:
            raise RecordError(
                f"is one document of more than {longest >> 20} million characters; "
                + _ELSE.get(kind, "in parts it would go")
            )
        yield chunk


def unseen(kind: str, fields: Fields, head: str) -> tuple[list[str], list[str]]:
    """The wanted fields that hold no text in records that begin with `head`, and those that do.

    >>> unseen("jsonl", Fields.of(("a", "b.c")), '{"a": "x", "b": ["y"]}')
    (['b.c'], ['a', 'b'])
    """
    head = head[: head.rfind("\n") + 1] or head
    if kind == "yaml":
        from . import yamltext

        paths = yamltext.paths(head)
    else:
        if "\n" not in head and not jsontext.is_whole(head):
            return [], []  # a row that goes on
        paths = [path for path, _, _ in jsontext.strings(head)]
    there = list(dict.fromkeys(paths))
    missing = [path for path in fields.paths if not any(map(Fields((path,)).match, there))]
    return [".".join(path) for path in missing], [".".join(path) for path in there if path]


def text_fields(kind: str, head: str, name: str = "") -> list[str]:
    """The fields of records that begin with `head` that look like text."""
    if kind == "jsonl":
        return jsontext.text_fields(head.partition("\n")[0])
    if kind == "json":
        return jsontext.text_fields(head)
    if kind == "yaml":
        from . import yamltext

        return yamltext.text_fields(head)
    delimiter = csvtext.dialect(head, name)
    if not delimiter:
        return []
    names = _header(head, delimiter)
    found: dict[int, None] = {}
    with suppress(csv.Error):  # cut off
        for number, (values, _) in enumerate(csvtext.rows(head, delimiter)):
            if number:
                found |= {k: None for k, value in enumerate(values) if " " in value.strip()}
    return [names[k] for k in sorted(found) if k < len(names)]
