"""What is done to one input: read, clean, and write or report, in bounded memory."""

import os
from collections.abc import Iterable
from itertools import chain
from typing import TYPE_CHECKING, BinaryIO

from ..errors import CleantextError, FileError, InputDecodeError, PatternError
from ..io.encoding import Encoder, output_format
from ..io.files import open_input, open_output
from ..io.output import HOLD, Output
from ..io.swap import Swap
from ..io.text import Source
from ..streaming import pieces
from . import parts, progress
from .kinds import format_of
from .reports import Report, report_for, write
from .task import HERE, Attempt, Outcome, Runner, Tally, Task

if TYPE_CHECKING:
    from ..records.rows import Piece
    from .task import Sink

WAY_OUT = (
    "If the file is in another encoding, name it (--encoding cp1252) or let it be found "
    "(--encoding auto); to go on without these bytes: --errors replace or --errors surrogateescape"
)
OFFICE = (".docx", ".pptx", ".xlsx")
_SMALL = 1 << 16  # bytes
NAME_IT = (
    "Name the encoding (--encoding iso2022_jp) or let it be found (--encoding auto); if it is text "
    "all the same: --encoding utf-8"
)
BINARY = "binary, left as it is (to clean it: --text; UTF-16: --encoding utf-16)"


def attempt(
    task: Task, path: str, stdin: BinaryIO, stdout: BinaryIO | None, run: Runner = HERE
) -> Attempt:
    """Do `task` to the input named `path`; only `ClosedPipe` and surprises are raised."""
    try:
        return Attempt(_open_and_work(task.of(path), path, stdin, stdout, run))
    except PatternError as error:
        where = f" (--protect, or protect in {task.config})" if task.config else " (--protect)"
        return Attempt(None, f"{error}{where}")
    except (CleantextError, OSError) as error:
        return Attempt(None, getattr(error, "strerror", None) or str(error))


def _open_and_work(
    task: Task, path: str, stdin: BinaryIO, stdout: BinaryIO | None, run: Runner
) -> Outcome:
    out = Output(stdout, HOLD if task.errors == "strict" and not task.by_line else 0)
    report = report_for(task.report, path, task.color, task.seen)
    if path == "-":
        if task.write == "in-place":
            raise FileError("standard input cannot be changed in place")
        return _to(task, path, stdin, out, report, run)
    with open_input(path, task.write == "in-place") as file:
        if _stays(task, path, file):
            return Outcome(False, {})
        if task.write != "in-place":
            return _to(task, path, file, out, report, run)
        with Swap(path, task.suffix, file) as swap:  # what it was is known before it is read
            outcome = _work(task, path, file, swap, out, report, run)
            if outcome.changed:
                file.close()  # some systems replace no file that is open
                swap.finish()
            out.finish()
            return outcome._replace(notices=(*outcome.notices, *swap.notices))


def _stays(task: Task, path: str, file: BinaryIO) -> bool:
    """Whether a small file is plain text with nothing to do, as most in a folder are.

    Those are half of the time that a clean folder takes; nothing more is asked or made for them.
    """
    is_plain = task.write in ("in-place", "none") and task.report in ("", "names")
    given = task.encoding or task.to or task.fields or task.format or task.by_line or task.comments
    if given or not is_plain or format_of(path) or path.lower().endswith(parts.RECORDS):
        return False
    try:
        data = os.pread(file.fileno(), _SMALL, 0)
        text = data.decode()
    except (OSError, ValueError, AttributeError):  # no file, not UTF-8, no such call
        return False
    # with an escape it may be another encoding
    is_sure = len(data) < _SMALL and "\0" not in text and "\x1b" not in text
    return is_sure and not task.pipeline.plan.run(text)


def _to(task: Task, path: str, file: BinaryIO, out: Output, report: Report, run: Runner) -> Outcome:
    """The work where the input stays as it is."""
    if task.write == "output":
        target = open_output(task.output)
        with target:
            outcome = _work(task, path, file, target, out, report, run)
            if path != "-":
                file.close()
            target.finish()
    else:
        sink = out if task.write == "stdout" else None
        outcome = _work(task, path, file, sink, out, report, run)
    out.finish()
    return outcome


def _work(
    task: Task,
    path: str,
    file: BinaryIO,
    sink: Output | Swap | None,
    out: Output,
    report: Report,
    run: Runner,
) -> Outcome:
    """What is compressed is read as what it holds, and written alike."""
    peek = getattr(file, "peek", None)
    head: bytes = peek(8)[:8] if peek and task.encoding is None else b""
    if head:
        from ..io import packed

        if kind := packed.kind_of(head):
            packer = None if sink is None else packed.Packer(kind, sink)
            inner = packed.opened(kind, file)
            inside = inner.peek(8)[:8]
            outcome = _work_on(task, path, inner, inside, packer, out, report, run)
            if packer is not None and not outcome.is_binary:
                packer.close()
            return outcome
    return _work_on(task, path, file, head, sink, out, report, run)


def _work_on(
    task: Task,
    path: str,
    file: BinaryIO,
    head: bytes,
    sink: "Sink | None",
    out: Output,
    report: Report,
    run: Runner,
) -> Outcome:
    is_columns = head[:1] in (b"P", b"A") and head.startswith((b"PAR1", b"ARROW1"))
    if is_columns or (head.startswith(b"PK\3\4") and path.lower().endswith(OFFICE)):
        from . import columns

        return columns.clean(task, path, file, head, sink, out, report)
    encoding, notices = task.encoding, []
    if encoding == "auto":
        from .detect import detect

        file, encoding, notice = detect(file)
        notices.append(notice)
    source = Source(file, encoding, task.errors)
    is_named = task.encoding not in (None, "auto")
    if not (task.binary or is_named):
        if source.looks_binary:
            source.copy(sink if task.write == "stdout" else None)
            return Outcome(False, {}, (*notices, BINARY), is_binary=True)
        try:
            source.check_set()
        except InputDecodeError as error:
            raise InputDecodeError(f"{error}. Nothing written. {NAME_IT}") from None
    kind = parts.kind_of(task, path, source)
    is_slow = task.live and not (kind or task.by_line) and source.pauses()
    is_plain = _is_plain(task, source) and not (kind or is_slow)
    try:
        if task.write == "stdout" and not is_plain:
            source.check()
        if is_plain:
            outcome = _clean_bytes(task, source, sink, report, out, run)
        else:
            items = parts.items_of(task, source, kind, path)
            if is_slow:
                run, items = (
                    HERE,
                    chain.from_iterable(
                        pieces(burst, task.pipeline.plan.scope) for burst in source.bursts()
                    ),
                )
            rows = kind in ("jsonl", "csv") and isinstance(sink, Swap) and path != "-"
            at_once = is_slow or task.by_line
            outcome = _clean(
                task, source, items, sink, report, out, run, at_once, path if rows else ""
            )
    except InputDecodeError as error:
        done = f"{out.written} bytes had been written before" if out.written else "Nothing written"
        raise InputDecodeError(f"{error}. {done}. {WAY_OUT}") from None
    hints = parts.hints_of_fields(task, kind, source) or parts.hints_for(task, path, source)
    return outcome._replace(notices=tuple(notices), hints=hints)


def _is_plain(task: Task, source: Source) -> bool:
    """Whether what stays may be written as the bytes that were read, without a report."""
    is_kept = source.format.codec == "utf-8" and task.to is None and task.errors == "strict"
    return (
        is_kept and task.report in ("", "names") and not (task.by_line or task.asks or task.fields)
    )


def _clean(
    task: Task,
    source: Source,
    items: "Iterable[str | Piece]",
    sink: "Sink | None",
    report: Report,
    out: Output,
    run: Runner,
    at_once: bool,
    rows: str,
) -> Outcome:
    target = output_format(task.to) if task.to else source.format
    encoder = Encoder(target, task.errors)
    tally = Tally()
    size = 0
    begun = None
    if rows and progress.resume is not None and target.codec == "utf-8" and not task.report:
        assert isinstance(sink, Swap)
        begun = progress.resume.rows(rows, sink, tally, items)
        items = begun.items
    if sink is not None and not (begun and begun.parts):
        sink.write(target.bom)
    for cleaned in run.texts(task, items):
        tally.add(cleaned.edits)
        if sink is not None:
            sink.write(encoder.encode(cleaned.text))
            if at_once:
                sink.flush()
        if begun is not None:
            begun.written()
        write(report.part(cleaned), out)
        if at_once:
            out.flush()
        if progress.current is not None:
            size += len(cleaned.original)
            progress.current.part(size)
    if sink is not None:
        sink.write(encoder.encode("", True))
    changed = bool(tally.counts or report.found or source.replaced) or target != source.format
    write(report.end(changed), out)
    return Outcome(changed, tally.counts, characters=tally.characters)


def _clean_bytes(
    task: Task,
    source: Source,
    sink: "Sink | None",
    report: Report,
    out: Output,
    run: Runner,
) -> Outcome:
    """The same where what stays is copied byte for byte; in place only if something does not."""
    store = source.store()
    tally = Tally()
    changed = False
    is_wanted = task.write != "in-place"  # whether there is anything to write
    done = store.start
    if sink is not None:
        sink.write(source.format.bom)
    for part, new in run.ranges(task, store, store.ranges(task.pipeline.plan)):
        if new is not None:
            changed = is_wanted = True
            tally.counts.update(new.counts)
            tally.characters.update(new.characters)
        if sink is not None and is_wanted:
            store.copy(done, part.end if new is None else part.start, sink)
            if new is not None:
                sink.write(new.data)
            done = part.end
        if sink is None or is_wanted:
            store.forget(part.end)
        if progress.current is not None:
            progress.current.part(part.end)
    write(report.end(changed), out)
    return Outcome(changed, tally.counts, characters=tally.characters)
