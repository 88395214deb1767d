"""What kind of text one input is, and the parts of it that can be cleaned one by one."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ..io.text import Source
from ..rule import Scope
from ..streaming import pieces
from .kinds import FORMATS, format_of, is_code
from .task import Task, plain_name

if TYPE_CHECKING:
    from ..records.rows import Piece

RECORDS = (".jsonl", ".ndjson", ".csv", ".tsv")
OFF = b"cleantext: off"
HEAD = 1 << 16  # characters in which fields are looked for
LONGEST_MARKED = 16 << 20  # bytes of a file in which marks are looked for: more is data


def hints_for(task: Task, path: str, source: Source) -> tuple[str, ...]:
    """What to do with records, for whoever cleaned them as a text."""
    if task.fields or not path.lower().endswith(RECORDS):
        return ()
    from ..records import rows

    kind = rows.kind_of(path)
    names = rows.text_fields(kind, source.head.decode("utf-8", "ignore"), path)
    shown = ", ".join(names[:12]) or "none seen"
    return (
        f"records: cleaned as data; to clean values name their fields, as in "
        f"--field {names[0] if names else 'NAME'} (that look like text: {shown})",
    )


def hints_of_fields(task: Task, kind: str, source: Source) -> tuple[str, ...]:
    """What fields there are, for whoever names some that hold no text; columns are an error."""
    if not task.fields or kind == "csv":
        return ()
    from ..records import rows
    from ..records.fields import Fields

    text = source.head.decode(source.format.codec, "ignore")[:HEAD]
    missing, there = rows.unseen(kind, Fields.of(task.fields), text)
    names = ", ".join(map(repr, missing))
    return (f"no text seen in {names}; fields: {', '.join(there[:40]) or 'none'}",) * bool(missing)


def kind_of(task: Task, path: str, source: Source) -> str:
    """What a text is that is more than a text: records, or a format with prose in it; else ""."""
    name = plain_name(path)
    if task.fields:
        from ..records import rows
        from ..records.fields import RecordError

        kind = task.format or rows.kind_of(name)
        if kind in ("parquet", "arrow"):
            raise RecordError(f"is no {kind} file")
        if kind not in ("jsonl", "json", "csv", "yaml"):
            raise RecordError("fields of what? say so: --format jsonl, json, csv, yaml")
        return kind
    if task.by_line or task.format == "text" or task.report.startswith(("hidden", "reveal")):
        return ""
    if task.comments and is_code(name):
        return task.comments
    kind = task.format if task.format in FORMATS else format_of(name)
    return "marked" if not kind and source.holds(OFF, LONGEST_MARKED) else kind


def items_of(task: Task, source: Source, kind: str, path: str) -> "Iterator[str | Piece]":
    """The text of a source in parts that can be cleaned one by one."""
    if kind:
        from ..records import rows
        from ..records.fields import Fields

        return rows.pieces(kind, Fields.of(task.fields), source.chunks(), plain_name(path))
    if task.by_line:
        return source.lines()
    # What hides may go on from line to line; and a difference shows what is around.
    scope = Scope.DOCUMENT if task.report.startswith(("hidden", "reveal", "diff")) else 0
    return pieces(source.chunks(), scope or task.pipeline.plan.scope)
