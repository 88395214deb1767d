"""What is done to one input: read, clean, and write or report, in bounded memory."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from typing import BinaryIO, NamedTuple, Protocol

from ..edits import splice
from ..errors import CleantextError, InputDecodeError, PatternError
from ..io.encoding import Encoder, Format, output_format
from ..io.files import check_replaceable, open_input, open_output
from ..io.output import HOLD, Output
from ..io.swap import FileError, Swap
from ..io.text import Source
from ..io.utf8 import Store
from ..pipeline import Cleaned, Pipeline
from ..rule import Scope
from ..streaming import Range, pieces
from .reports import Report, report_for

WAY_OUT = (
    "If the file is in another encoding, name it (--encoding cp1252) or let it be found "
    "(--encoding auto); to go on without these bytes: --errors replace or --errors surrogateescape"
)


class Made(NamedTuple):
    """What came of a range that changes: its new bytes, and how often each rule acted."""

    data: bytes
    counts: Mapping[str, int]


class Runner(Protocol):
    """Where the cleaning is done: in this process or in several; order is kept."""

    def texts(self, task: "Task", texts: Iterable[str]) -> Iterator[Cleaned]:
        """Each of `texts` cleaned."""

    def ranges(
        self, task: "Task", store: Store, ranges: Iterable[Range]
    ) -> Iterator[tuple[Range, Made | None]]:
        """Each range of a text with what came of it, None when it stays."""


class Task(NamedTuple):
    """What is asked for, the same for each input."""

    pipeline: Pipeline
    write: str = "stdout"  # or "in-place", "output", "none"
    suffix: str = ""
    output: str = ""
    report: str = ""  # or "names", "diff", "brief", "long", "json"
    encoding: str | None = None
    to: str | None = None
    errors: str = "strict"
    binary: bool = False
    by_line: bool = False
    color: bool = False
    seen: bool = False  # whether reports go to a terminal
    config: str = ""  # the file that the pipeline was read from
    counts: bool = True  # whether it will be asked how often each rule acted


class Outcome(NamedTuple):
    """What came of one input."""

    changed: bool
    counts: Mapping[str, int]
    notices: tuple[str, ...] = ()


class Attempt(NamedTuple):
    """What came of one input, or None and why."""

    outcome: Outcome | None
    problem: str = ""


def made(task: Task, text: str) -> Made | None:
    """What `task` makes of a text, None when that stays."""
    plan = task.pipeline.plan
    counts: Counter[str] = Counter()
    if task.counts:
        edits = plan.run(text)
        if not edits:
            return None
        counts.update(chain.from_iterable(edit.rules for edit in edits))
        new = splice(text, edits)
    else:
        new = plan.clean(text)
        if new is text:
            return None
    return Made(Encoder(Format("utf-8")).encode(new), counts)


class Here:
    """The work is done in this process."""

    def texts(self, task: Task, texts: Iterable[str]) -> Iterator[Cleaned]:
        """Each of `texts` cleaned."""
        return map(task.pipeline.explain, texts)

    def ranges(
        self, task: Task, store: Store, ranges: Iterable[Range]
    ) -> Iterator[tuple[Range, Made | None]]:
        """Each range of a text with what came of it, None when it stays."""
        for part in ranges:
            yield part, None if part.is_quiet else made(task, store.text(part.start, part.end))


HERE = Here()


def attempt(
    task: Task, path: str, stdin: BinaryIO, stdout: BinaryIO | None, run: Runner = HERE
) -> Attempt:
    """Do `task` to the input named `path`; only `ClosedPipe` and surprises are raised."""
    try:
        return Attempt(_open_and_work(task, path, stdin, stdout, run))
    except PatternError as error:
        where = f" (--protect, or protect in {task.config})" if task.config else " (--protect)"
        return Attempt(None, f"{error}{where}")
    except (CleantextError, OSError) as error:
        return Attempt(None, getattr(error, "strerror", None) or str(error))


def _open_and_work(
    task: Task, path: str, stdin: BinaryIO, stdout: BinaryIO | None, run: Runner
) -> Outcome:
    if path == "-":
        if task.write == "in-place":
            raise FileError("standard input cannot be changed in place")
        return _work(task, "-", stdin, stdout, run)
    with open_input(path) as file:
        if task.write != "in-place":
            return _work(task, path, file, stdout, run)
        check_replaceable(path)
        with Swap(path, task.suffix, file) as swap:  # what it was is known before it is read
            outcome = _work(task, path, file, stdout, run, swap)
            return outcome._replace(notices=(*outcome.notices, *swap.notices))


def _work(
    task: Task,
    path: str,
    file: BinaryIO,
    stdout: BinaryIO | None,
    run: Runner,
    swap: Swap | None = None,
) -> Outcome:
    out = Output(stdout, HOLD if task.errors == "strict" and not task.by_line else 0)
    opened, encoding, notices = file, task.encoding, []
    if encoding == "auto":
        from .detect import detect

        file, encoding, notice = detect(file)
        notices.append(notice)
    source = Source(file, encoding, task.errors)
    is_named = task.encoding not in (None, "auto")
    if source.looks_binary and not (task.binary or is_named):
        notices.append("binary, left as it is (to clean it: --text; UTF-16: --encoding utf-16)")
        if task.write == "stdout":
            for data in source.blocks():
                out.write(data)
            out.finish()
        return Outcome(False, {}, tuple(notices))
    report = report_for(task.report, path, task.color, task.seen)
    try:
        if swap is not None:
            outcome = _clean(task, source, swap, report, out, run)
            if outcome.changed:
                opened.close()  # some systems replace no file that is open
                swap.finish()
        elif task.write == "output":
            target = open_output(task.output)
            with target:
                outcome = _clean(task, source, target, report, out, run)
                if path != "-":
                    opened.close()
                target.finish()
        else:
            sink = out if task.write == "stdout" else None
            if sink is not None and not _is_plain(task, source):
                source.check()
            outcome = _clean(task, source, sink, report, out, run)
    except InputDecodeError as error:
        done = f"{out.written} bytes had been written before" if out.written else "Nothing written"
        raise InputDecodeError(f"{error}. {done}. {WAY_OUT}") from None
    out.finish()
    return outcome._replace(notices=tuple(notices))


def _is_plain(task: Task, source: Source) -> bool:
    """Whether what stays may be written as the bytes that were read, without a report."""
    is_kept = source.format.codec == "utf-8" and task.to is None and task.errors == "strict"
    return is_kept and task.report in ("", "names") and not task.by_line


def _clean(
    task: Task,
    source: Source,
    sink: Output | Swap | None,
    report: Report,
    out: Output,
    run: Runner,
) -> Outcome:
    if _is_plain(task, source):
        return _clean_bytes(task, source, sink, report, out, run)
    target = output_format(task.to) if task.to else source.format
    encoder = Encoder(target, task.errors)
    counts: Counter[str] = Counter()
    texts: Iterator[str]
    if task.by_line:
        texts = source.lines()
    else:
        # What hides may go on from line to line; and a difference shows what is around.
        scope = Scope.DOCUMENT if task.report.startswith(("hidden", "reveal", "diff")) else 0
        texts = pieces(source.chunks(), scope or task.pipeline.plan.scope)
    if sink is not None:
        sink.write(target.bom)
    for cleaned in run.texts(task, texts):
        for edit in cleaned.edits:
            counts.update(edit.rules)
        if sink is not None:
            sink.write(encoder.encode(cleaned.text))
            if task.by_line:
                sink.flush()
        for line in report.part(cleaned):
            out.write(line.encode("utf-8", "backslashreplace"))
    if sink is not None:
        sink.write(encoder.encode("", True))
    changed = bool(counts or report.found or source.replaced) or target != source.format
    for line in report.end(changed):
        out.write(line.encode("utf-8", "backslashreplace"))
    return Outcome(changed, counts)


def _clean_bytes(
    task: Task,
    source: Source,
    sink: Output | Swap | None,
    report: Report,
    out: Output,
    run: Runner,
) -> Outcome:
    """The same where what stays is copied byte for byte; in place only if something does not."""
    store = source.store()
    counts: Counter[str] = Counter()
    changed = False
    is_wanted = task.write != "in-place"  # whether there is anything to write
    done = store.start
    if sink is not None:
        sink.write(source.format.bom)
    for part, new in run.ranges(task, store, store.ranges(task.pipeline.plan)):
        if new is not None:
            changed = is_wanted = True
            counts.update(new.counts)
        if sink is not None and is_wanted:
            store.copy(done, part.end if new is None else part.start, sink)
            if new is not None:
                sink.write(new.data)
            done = part.end
        if sink is None or is_wanted:
            store.forget(part.end)
    for line in report.end(changed):
        out.write(line.encode("utf-8", "backslashreplace"))
    return Outcome(changed, counts)
