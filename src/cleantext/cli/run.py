"""From a command line to an exit status: each input in turn, problems told and passed by."""

import os
import sys
from collections.abc import Iterator
from itertools import groupby
from typing import Any, BinaryIO, TextIO, cast

from ..io.output import Output
from ..pipeline import Pipeline
from ..report.color import Paint
from . import inputs, progress
from .about import SHORT_HELP
from .args import Args, UsageError
from .config import Config, configured, dump, for_code, pipeline_of
from .kinds import is_code
from .messages import complain, tell
from .task import Attempt, Choice, Task, plain_name
from .totals import Total, print_stats
from .work import attempt


def run(args: Args) -> int:
    """Do what `args` ask for; raises `UsageError`."""
    if args.apply or args.undo:
        return _carry_out(args)
    if args.interactive:
        args = _asking(args)
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
    _check_encodings(args)
    jobs = _number(args.jobs)
    task = _task(args, config, pipeline, paths)
    if args.html:
        with open(args.html, "wb", 0) as page:  # what it is about is told on standard error
            _do(args, task, paths, jobs, page, total)
    else:
        _do(args, task, paths, jobs, inputs.stdout(), total)
    return _finish(args, total)


def _asking(args: Args) -> Args:
    """`--interactive`: files are cleaned in place, and a person sits at a terminal."""
    if sys.stdin is None or not sys.stdin.isatty():
        raise UsageError("--interactive asks on a terminal, and standard input is none")
    return args._replace(in_place=args.in_place or "", progress="never")


def _do(
    args: Args, task: Task, paths: list[str], jobs: int, stdout: BinaryIO | None, total: Total
) -> None:
    frame = None
    if task.report in ("html", "sarif") and stdout is not None:
        from .reports import Frame

        frame = Frame(task.report, stdout)
        stdout = cast("BinaryIO", frame)
    progress.begin(args.progress, paths, args.quiet)
    try:
        for path, found in _attempts(task, paths, jobs, stdout):
            total.add(path, found)
            if progress.current is not None:
                edits = found.outcome.counts.values() if found.outcome else ()
                progress.current.file(path, sum(edits))
            _tell("<stdin>" if path == "-" else path, found, args.quiet, path in total.walked)
    except KeyboardInterrupt:
        if args.in_place is not None:
            complain(f"interrupted; {total.inputs} of {len(paths)} files are done")
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
    from .journal import carry_out, carry_out_values, entries

    name = args.apply or args.undo or ""
    if name == "-":
        data = inputs.stdin().read()
    else:
        try:
            with open(name, "rb") as file:
                data = file.read()
        except OSError as error:
            raise UsageError(f"{name}: {error.strerror}") from None
    total = Total()
    said = list(entries(data, name))
    for (file, is_value), group in groupby(said, lambda entry: (entry.file, entry.row > 0)):
        own = list(group)
        if is_value:
            attempts = [carry_out_values(file, own, bool(args.undo))]
        else:
            attempts = [carry_out(entry, bool(args.undo), args.encoding) for entry in own]
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
        complain(total.hints[0] + (f"; and {more} more such files" if more else ""))
    if (args.in_place is not None or args.check) and not args.quiet:
        what = "with something hidden" if args.hidden else "would be changed"
        complain(total.summary("changed" if args.in_place is not None else what))
    if total.failed:
        return 2
    looking = args.check or (args.diff and args.in_place is None and args.output is None)
    return int(looking and total.changed > 0 and not args.exit_zero)


def _report(args: Args) -> str:
    """The kind of report, as in `reports`."""
    if args.reveal or args.diff:
        return "reveal" if args.reveal else "diff"
    if args.hidden:
        return f"hidden-{args.hidden}"
    return "html" if args.html else args.explain or ("names" if args.check else "")


def _task(args: Args, config: Config, pipeline: Pipeline, paths: list[str]) -> Task:
    report = _report(args)
    if args.in_place is not None:
        write = "in-place"
    elif args.output is not None:
        write = "output"
    else:
        write = "none" if report or (args.stats and args.paths) else "stdout"
    if report == "names" and args.quiet:
        report = ""
    if args.in_place and ("/" in args.in_place or os.sep in args.in_place):
        raise UsageError(f"-i: the suffix {args.in_place!r} must not name a folder")
    if args.reveal or args.hidden:
        rules: dict[str, Any] = {"pipeline": Pipeline()}  # the text is looked at as it is
    else:
        rules = {"pipeline": pipeline, **_choices(config, pipeline, paths)}
    return Task(
        **rules,
        write=write,
        suffix=args.in_place or "",
        output=args.output or "",
        report=report,
        encoding=args.encoding,
        to=args.to,
        errors=args.errors,
        binary=args.text,
        by_line=args.line_buffered,
        asks=args.interactive,
        live=write in ("stdout", "none") and not inputs.is_file(inputs.stdout()),
        color=_wants_color(args.color, sys.stdout),
        seen=sys.stdout is not None and sys.stdout.isatty(),
        config=config.origin,
        counts=bool(args.stats) or args.in_place is not None or args.check,
        fields=args.field,
        format=args.format or "",
    )


def _choices(config: Config, pipeline: Pipeline, paths: list[str]) -> dict[str, Any]:
    """Which pipelines are for which files, where that is not one for all."""
    has_code = any(is_code(plain_name(path)) for path in paths)
    pipelines = [pipeline]
    choices = []
    for glob, own in (*config.per_file, ("", config)):
        prose = 0
        if glob:
            prose = len(pipelines)
            pipelines.append(pipeline_of(own))
        code = for_code(own) if has_code else None
        if code is not None:
            pipelines.append(pipeline_of(code))
        number = prose if code is None else len(pipelines) - 1
        choices.append(Choice((glob,) if glob else (), prose, number))
    if len(pipelines) == 1:
        return {}
    root = os.path.dirname(os.path.abspath(config.origin)) if config.origin else ""
    return {"pipelines": tuple(pipelines), "choices": tuple(choices), "root": root}


def _check_encodings(args: Args) -> None:
    from ..io.encoding import EncodingError, codec_name

    try:
        for name in (args.encoding, args.to):
            if name and name != "auto":
                codec_name(name)
    except EncodingError as error:
        raise UsageError(str(error)) from None


def _number(jobs: str) -> int:
    if not jobs.isdecimal():
        raise UsageError(f"--jobs: {jobs!r} is not a number")
    if int(jobs):
        return int(jobs)
    from ..parallel import cores

    return cores()


def _wants_color(choice: str, stdout: TextIO | None) -> bool:
    """The flag, else NO_COLOR, else FORCE_COLOR (both when not empty), else a terminal."""
    if choice != "auto":
        return choice == "always"
    if os.environ.get("NO_COLOR"):
        return False
    return bool(os.environ.get("FORCE_COLOR")) or (stdout is not None and stdout.isatty())
