"""What is done to one input: read, clean, and write or report, in bounded memory."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from typing import BinaryIO, NamedTuple

from ..errors import CleantextError, InputDecodeError
from ..io.encoding import Encoder, output_format
from ..io.files import HOLD, FileError, Output, Swap, check_replaceable, open_input, open_output
from ..io.text import Source
from ..pipeline import Cleaned, Pipeline
from ..streaming import Segment, pieces, segments_of_blocks
from .reports import Report, report_for

WAY_OUT = (
    "If the file is in another encoding, name it (--encoding cp1252) or let it be found "
    "(--encoding auto); to go on without these bytes: --errors replace or --errors surrogateescape"
)

# A pipeline run over pieces of text, in order; the plain `map` or that of a pool of processes.
# A segment comes back as it is when it stays so.
Texts = Iterator[str] | Iterator[Segment]
Runner = Callable[[Pipeline, Texts], Iterator[Cleaned | Segment]]


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


class Outcome(NamedTuple):
    """What came of one input."""

    changed: bool
    counts: Mapping[str, int]
    notices: tuple[str, ...] = ()


class Attempt(NamedTuple):
    """What came of one input, or None and why."""

    outcome: Outcome | None
    problem: str = ""


def run_here(pipeline: Pipeline, texts: Texts) -> Iterator[Cleaned | Segment]:
    """Clean in this process."""
    for text in texts:
        if not isinstance(text, Segment):
            yield pipeline.explain(text)
        elif text.is_quiet:
            yield text
        else:
            cleaned = pipeline.explain(text.data.decode())
            yield cleaned if cleaned.edits else text


def attempt(
    task: Task, path: str, stdin: BinaryIO, stdout: BinaryIO, run: Runner = run_here
) -> Attempt:
    """Do `task` to the input named `path`; only `ClosedPipe` and surprises are raised."""
    try:
        return Attempt(_open_and_work(task, path, stdin, stdout, run))
    except (CleantextError, OSError) as error:
        return Attempt(None, getattr(error, "strerror", None) or str(error))


def _open_and_work(
    task: Task, path: str, stdin: BinaryIO, stdout: BinaryIO, run: Runner
) -> Outcome:
    if path == "-":
        if task.write == "in-place":
            raise FileError("standard input cannot be changed in place")
        return _work(task, "-", stdin, stdout, run)
    with open_input(path) as file:
        if task.write == "in-place":
            check_replaceable(path)
        return _work(task, path, file, stdout, run)


def _work(task: Task, path: str, file: BinaryIO, stdout: BinaryIO, run: Runner) -> Outcome:
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
    report = report_for(task.report, path, task.color)
    try:
        if task.write == "in-place":
            with Swap(path, task.suffix) as swap:
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
            if sink is not None:
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
    return is_kept and task.report in ("", "names")


def _clean(
    task: Task,
    source: Source,
    sink: Output | Swap | None,
    report: Report,
    out: Output,
    run: Runner,
) -> Outcome:
    target = output_format(task.to) if task.to else source.format
    encoder = Encoder(target, task.errors)
    counts: Counter[str] = Counter()
    plan = task.pipeline.plan
    texts: Texts
    if task.by_line:
        texts = source.lines()
    elif _is_plain(task, source):
        texts = segments_of_blocks(source.blocks_of_text(), plan.scope, plan.is_quiet)
    elif report.wants_whole:
        texts = iter(["".join(source.chunks())])
    else:
        texts = pieces(source.chunks(), plan.scope)
    if sink is not None:
        sink.write(target.bom)
    for cleaned in run(task.pipeline, texts):
        if isinstance(cleaned, Segment):
            if sink is not None:
                for block in cleaned.blocks:
                    sink.write(block)
            continue
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
