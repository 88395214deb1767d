"""A file of columns or an office file: its values cleaned, each reported on its own."""

import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, BinaryIO

from ..cleaned import Cleaned
from ..edits import Edit, splice
from ..errors import FileError
from ..io.output import Output
from ..io.text import Source
from ..records import columns, office
from ..records.fields import Fields, RecordError
from .reports import Report, report_for, write
from .task import Outcome, Tally, Task

if TYPE_CHECKING:
    from .task import Sink


class Stream(io.RawIOBase):
    """A sink as the file that a library writes to."""

    def __init__(self, sink: "Sink | None") -> None:
        self._sink = sink
        self._at = 0

    def writable(self) -> bool:
        """It is there for that."""
        return True

    def tell(self) -> int:
        """How many bytes have come."""
        return self._at

    def write(self, data: Any) -> int:
        """Pass `data` on."""
        if self._sink is not None:
            self._sink.write(bytes(data))
        self._at += len(data)
        return len(data)


def clean(
    task: Task,
    path: str,
    file: BinaryIO,
    head: bytes,
    sink: "Sink | None",
    out: Output,
    report: Report,
) -> Outcome:
    """The values of the wanted columns; of an office file the texts, of a workbook if wanted."""
    if task.asks:
        raise FileError("its values cannot be asked about one by one; see --html, and --ignore")
    kind = columns.kind_of(head) or office.kind_of(path)
    if not (hasattr(file, "seekable") and file.seekable()):
        with _kept(file) as kept:
            return clean(task, path, kept, head, sink, out, report)
    is_office = head.startswith(office.MAGIC)
    if kind == "xlsx" and task.fields and task.fields != ("*",):
        raise FileError("of a workbook all cells with text are cleaned, or none: --field '*'")
    if not task.fields and kind == "xlsx":
        Source(file, None, task.errors).copy(sink if task.write == "stdout" else None)
        notice = "xlsx, left as it is; to clean all its cells with text: --field '*'"
        return Outcome(False, {}, is_binary=True, hints=(notice,))
    if not task.fields and not is_office:
        try:
            names = columns.text_fields(kind, file)
            shown = ", ".join(names[:12]) or "none"
            told = f"name the fields to clean: --field NAME (text fields: {shown})"
        except RecordError as error:
            told = str(error)
        file.seek(0)
        Source(file, None, task.errors).copy(sink if task.write == "stdout" else None)
        notice = f"{kind}, left as it is; {told}"
        return Outcome(False, {}, is_binary=True, hints=(notice,))
    tally = Tally()

    def seen(row: int, field: tuple[str, ...], before: str, after: str) -> None:
        edits = task.pipeline.plan.run(before)
        tally.add(edits)
        if task.report not in ("", "names"):
            value = report_for(task.report, path, task.color, task.seen)
            value.narrow(row + 1, ".".join(field))
            write(value.part(Cleaned(after, edits, before)), out)
            write(value.end(True), out)

    if is_office:

        def edits_of(row: int, field: tuple[str, ...], before: str) -> Sequence[Edit]:
            edits = task.pipeline.plan.run(before)
            if edits:
                seen(row, field, before, splice(before, edits))
            return edits

        office.rewrite(kind, file, Stream(sink), Fields.of(("*",)), edits_of)
    else:
        columns.clean(kind, file, Stream(sink), task.pipeline, Fields.of(task.fields), seen)
    changed = bool(tally.counts)
    if task.report == "names":
        write(report.end(changed), out)
    return Outcome(changed, tally.counts, characters=tally.characters)


@contextmanager
def _kept(stream: BinaryIO) -> Iterator[BinaryIO]:
    """A stream as a file in which one can go back: on disk, for it may have no end."""
    import tempfile
    from shutil import copyfileobj

    with tempfile.TemporaryFile() as kept:
        try:
            copyfileobj(stream, kept)
        except OSError as error:
            why = f"cannot be kept in {tempfile.gettempdir()} to be read: {error.strerror or error}"
            raise FileError(why) from None
        kept.seek(0)
        yield kept
