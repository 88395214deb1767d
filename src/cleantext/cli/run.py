"""From a command line to an exit status: each input in turn, problems told and passed by."""

import os
import sys
from collections import deque
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import BinaryIO, cast

from ..io.output import Output
from ..report.color import Paint
from . import inputs, progress
from .about import SHORT_HELP
from .args import Args, UsageError
from .asked import check_encodings, number, task_of
from .config import configured, dump, pipeline_of
from .messages import complain, tell
from .task import Attempt, Task
from .totals import Total, print_stats
from .work import attempt

_OF_JOURNALS = ("paths", "apply", "undo", "encoding", "isolated", "quiet", "color", "progress")
"""What can be said of a journal; all else stands in it, or is of no account."""


def run(args: Args) -> int:
    """Do what `args` ask for; raises `UsageError`."""
    if args.apply or args.undo:
        return _carry_out(args)
    if args.interactive:
        args = _asking(args)
    if args.output == "-":
        args = args._replace(output=None)
    config = configured(args)
    if not args.quiet:
        for notice in config.notices:
            complain(notice)
    pipeline = pipeline_of(config)
    if args.dump_config:
        Output(inputs.stdout()).write(dump(config, pipeline).encode())
        return 0
    named = inputs.named(args)
    if not named and args.files_from is None:
        if sys.stdin is None or sys.stdin.isatty():
            tell(SHORT_HELP)
            return 2
        named = ["-"]
    total = Total()
    paths = inputs.expanded(args, named, total)
    if args.files:
        return _list(paths)
    if args.output is not None and len(paths) != 1:
        raise UsageError("-o takes the text of one input; for many files use -i")
    if "-" in paths and args.in_place is not None:
        raise UsageError("standard input cannot be changed in place; leave out -i")
    jobs = number(args.jobs)
    paths = inputs.apart(args, named, paths)
    task = task_of(args, config, pipeline, paths)
    if args.resume:
        paths = _gone_on(args, task, paths)
    if args.html and args.html != "-":
        try:
            page = open(args.html, "wb", 0)  # noqa: SIM115
        except OSError as error:
            raise UsageError(f"--html {args.html}: {error.strerror}") from None
        with page:  # what it is about is told on standard error
            _do(args, task, paths, jobs, page, total)
    else:
        _do(args, task, paths, jobs, inputs.stdout(), total)
    return _finish(args, total)


def _asking(args: Args) -> Args:
    """`--interactive`: files are cleaned in place, and a person sits at a terminal."""
    if sys.stdin is None or not sys.stdin.isatty():
        raise UsageError("--interactive asks on a terminal, and standard input is none")
    if not inputs.may_be_seen(sys.stderr):
        raise UsageError("--interactive asks on standard error, at which nobody looks")
    return args._replace(in_place=args.in_place or "", progress="never")


def _gone_on(args: Args, task: Task, paths: list[str]) -> list[str]:
    """`--resume`: what is left to do."""
    from .resume import Resume

    if args.in_place is None and args.output is None:
        raise UsageError("--resume goes with -i or -o: what is written elsewhere cannot go on")
    if args.resume == "-":
        raise UsageError("--resume -: what is done is noted in a file, not in a stream")
    progress.resume = Resume(args.resume or "", task)
    left = progress.resume.left(paths)
    if not args.quiet and len(left) < len(paths):
        complain(f"{len(paths) - len(left)} of {len(paths)} files were done before")
    return left


def _do(
    args: Args, task: Task, paths: list[str], jobs: int, stdout: BinaryIO | None, total: Total
) -> None:
    frame = None
    if task.report in ("html", "sarif") and stdout is not None:
        from .frame import Frame

        frame = Frame(task.report, stdout)
        stdout = cast("BinaryIO", frame)
    progress.begin(args.progress, paths, args.quiet)
    if progress.current is not None and frame is None and stdout is not None and stdout.isatty():
        stdout = cast("BinaryIO", progress.Above(stdout))
    try:
        for path, found in _attempts(task, paths, jobs, stdout):
            total.add(path, found)
            if progress.resume is not None and found.outcome is not None:
                progress.resume.done(path)
            if progress.current is not None:
                edits = found.outcome.counts.values() if found.outcome else ()
                progress.current.file(path, sum(edits))
            _tell(
                "<stdin>" if path == "-" else path or "''", found, args.quiet, path in total.walked
            )
    except KeyboardInterrupt:
        if args.in_place is not None:
            on = "; the same command goes on from there" if args.resume else ""
            complain(f"interrupted; {total.inputs} of {len(paths)} files are done{on}")
        raise
    finally:
        progress.end()
    if frame is not None:
        frame.finish()


def _list(paths: list[str]) -> int:
    from ..report.visible import visible

    is_seen = sys.stdout is not None and sys.stdout.isatty()
    lines = "".join(f"{visible(path) if is_seen else path}\n" for path in paths)
    Output(inputs.stdout()).write(lines.encode("utf-8", "surrogateescape"))
    return 0


def _carry_out(args: Args) -> int:
    """`--apply` and `--undo`."""
    from shlex import quote

    from .journal import carry_out, carry_out_values, entries, outside

    name = args.apply or args.undo or ""
    flag = "--apply" if args.apply else "--undo"
    for field, default in Args()._asdict().items():
        if field not in _OF_JOURNALS and getattr(args, field) != default:
            raise UsageError(f"{flag} and --{field.replace('_', '-')} do not go together")
    check_encodings(args)
    total = Total()
    data = inputs.journal(name, flag)
    deque(entries(data, name), 0)  # all is read before any of it is done, and none is kept
    said = entries(data, name)
    for (file, is_value), group in groupby(said, lambda entry: (entry.file, entry.row > 0)):
        attempts: Iterable[Attempt]
        if why := outside(file, args.paths):
            attempts = [Attempt(None, f"{why}: {flag} {name} {quote(file)}")]
        elif is_value:
            attempts = [carry_out_values(file, list(group), bool(args.undo))]
        else:
            attempts = (carry_out(entry, bool(args.undo), args.encoding) for entry in group)
        for found in attempts:
            total.add(file, found)
            _tell(file, found, args.quiet, False)
    if not args.quiet:
        complain(total.summary("taken back" if args.undo else "changed"))
    return 2 if total.failed else 0


def _attempts(
    task: Task, paths: list[str], jobs: int, stdout: BinaryIO | None
) -> Iterator[tuple[str, Attempt]]:
    """Each input in turn, with what came of it."""
    if task.asks:
        from .interactive import Asker

        asker = Asker(Paint(task.color))
        for path in paths:
            asker.file = path
            yield path, attempt(task, path, inputs.stdin(path), stdout, asker)
        return
    if jobs == 1 or task.by_line:
        for path in paths:
            yield path, attempt(task, path, inputs.stdin(path), stdout)
        return
    from .jobs import LARGE, Pool, batches

    with Pool(task, jobs) as pool:
        for is_small, group in groupby(paths, lambda path: 0 <= _size(path) < LARGE):
            if is_small and len(paths) > 1:
                for path, found, data in pool.files(batches((p, _size(p)) for p in group)):
                    Output(stdout).write(data)
                    yield path, found
            else:
                for path in group:
                    if _input_size(path) >= LARGE:
                        pool.prepare()
                    yield path, attempt(task, path, inputs.stdin(path), stdout, pool)


def _size(path: str) -> int:
    """The size of a file, -1 for standard input; what is no file is small."""
    try:
        return -1 if path == "-" else os.stat(path).st_size
    except OSError:
        return 0


def _input_size(path: str) -> int:
    """The size of a file, also when it is standard input; 0 for what is none."""
    try:
        return os.fstat(inputs.stdin().fileno()).st_size if path == "-" else os.stat(path).st_size
    except (OSError, UsageError):
        return 0


def _tell(shown: str, found: Attempt, quiet: bool, is_walked: bool) -> None:
    if found.outcome is None:
        complain(f"{shown}: {found.problem}")
    elif not quiet:
        told = () if is_walked and found.outcome.is_binary else found.outcome.notices
        for notice in (*told, *(() if is_walked else found.outcome.hints)):
            complain(f"{shown}: {notice}")


def _finish(args: Args, total: Total) -> int:
    if args.stats:
        print_stats(total, args.stats)
    if total.walk is not None and not args.quiet and (said := total.walk.notice(total.binary)):
        complain(said)
    if total.hints and not args.quiet:  # one for all
        more = len(total.hints) - 1
        others = f"; and {more} more such file{'s' * (more > 1)}" if more else ""
        complain(total.hints[0] + others)
    if (args.in_place is not None or args.check) and not args.quiet:
        what = "with something hidden" if args.hidden else "would be changed"
        complain(total.summary("changed" if args.in_place is not None else what))
    if progress.resume is not None:
        progress.resume.end(not total.failed)
    if total.failed:
        return 2
    looking = args.check or (args.diff and args.in_place is None and args.output is None)
    return int(looking and total.changed > 0 and not args.exit_zero)
