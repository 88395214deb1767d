"""From a command line to an exit status: each input in turn, problems told and passed by."""

import io
import os
import sys
from collections import Counter
from collections.abc import Iterator
from itertools import groupby
from typing import BinaryIO, TextIO

from ..io.output import Output
from ..pipeline import Pipeline
from .about import SHORT_HELP
from .config import configured, dump, pipeline_of
from .flags import Args, UsageError
from .messages import complain, tell
from .work import Attempt, Outcome, Task, attempt


def run(args: Args) -> int:
    """Do what `args` ask for; raises `UsageError`."""
    config = configured(args)
    if not args.quiet:
        for notice in config.notices:
            complain(notice)
    pipeline = pipeline_of(config)
    if args.dump_config:
        Output(_stdout()).write(dump(config, pipeline).encode())
        return 0
    paths = _paths(args)
    if not paths and args.files_from is None:
        if sys.stdin is None or sys.stdin.isatty():
            tell(SHORT_HELP)
            return 2
        paths = ["-"]
    if args.output is not None and len(paths) != 1:
        raise UsageError("-o takes the text of one input; for many files use -i")
    if "-" in paths and args.in_place is not None:
        raise UsageError("standard input cannot be changed in place; leave out -i")
    _check_encodings(args)
    jobs = _number(args.jobs)
    if args.reveal or args.hidden:
        pipeline = Pipeline()  # the text is looked at as it is
    task = _task(args, pipeline, config.origin)
    total = _Total()
    for path, found in _attempts(task, paths, jobs):
        total.add(found.outcome)
        _tell("<stdin>" if path == "-" else path, found, args.quiet)
    return _finish(args, total)


class _Total:
    """What came of all inputs."""

    def __init__(self) -> None:
        self.inputs = self.changed = 0
        self.failed = False
        self.counts: Counter[str] = Counter()

    def add(self, outcome: Outcome | None) -> None:
        if outcome is None:
            self.failed = True
            return
        self.inputs += 1
        self.changed += outcome.changed
        self.counts.update(outcome.counts)


def _attempts(task: Task, paths: list[str], jobs: int) -> Iterator[tuple[str, Attempt]]:
    """Each input in turn, with what came of it."""
    stdout = _stdout()
    if jobs == 1 or task.by_line:
        for path in paths:
            yield path, attempt(task, path, _stdin(path), stdout)
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
                    yield path, attempt(task, path, _stdin(path), stdout, pool)


def _size(path: str) -> int:
    """The size of a file, -1 for standard input; what is no file is small."""
    try:
        return -1 if path == "-" else os.stat(path).st_size
    except OSError:
        return 0


def _input_size(path: str) -> int:
    """The size of a file, also when it is standard input; 0 for what is none."""
    try:
        return os.fstat(_stdin().fileno()).st_size if path == "-" else os.stat(path).st_size
    except (OSError, UsageError):
        return 0


def _tell(shown: str, found: Attempt, quiet: bool) -> None:
    if found.outcome is None:
        complain(f"{shown}: {found.problem}")
    elif not quiet:
        for notice in found.outcome.notices:
            complain(f"{shown}: {notice}")


def _finish(args: Args, total: _Total) -> int:
    if args.stats:
        _print_stats(total.counts)
    if (args.in_place is not None or args.check) and not args.quiet:
        complain(_summary(args, total))
    if total.failed:
        return 2
    looking = args.check or (args.diff and args.in_place is None and args.output is None)
    return int(looking and total.changed > 0 and not args.exit_zero)


def _summary(args: Args, total: _Total) -> str:
    of = f"{total.changed} of {total.inputs} file{'s' if total.inputs != 1 else ''}"
    if args.hidden:
        return f"{of} with something hidden"
    edits = total.counts.total()
    count = f"{edits} edit{'s' if edits != 1 else ''}"
    return f"{of} would be changed, {count}" if args.check else f"{of} changed, {count}"


def _print_stats(counts: Counter[str]) -> None:
    from ..rules import BY_ID

    for id, count in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        tell(f"{count:8} {id} {BY_ID[id].name if id in BY_ID else ''}".rstrip() + "\n")
    tell(f"{counts.total():8} edits\n")


def _report(args: Args) -> str:
    """The kind of report, as in `reports`."""
    if args.reveal or args.diff:
        return "reveal" if args.reveal else "diff"
    if args.hidden:
        return f"hidden-{args.hidden}"
    return args.explain or ("names" if args.check else "")


def _task(args: Args, pipeline: Pipeline, origin: str) -> Task:
    report = _report(args)
    if args.in_place is not None:
        write = "in-place"
    elif args.output is not None:
        write = "output"
    else:
        write = "none" if report else "stdout"
    if report == "names" and args.quiet:
        report = ""
    if args.in_place and ("/" in args.in_place or os.sep in args.in_place):
        raise UsageError(f"-i: the suffix {args.in_place!r} must not name a folder")
    return Task(
        pipeline,
        write,
        args.in_place or "",
        args.output or "",
        report,
        args.encoding,
        args.to,
        args.errors,
        args.text,
        args.line_buffered,
        _wants_color(args.color, sys.stdout),
        sys.stdout is not None and sys.stdout.isatty(),
        origin,
        args.stats or args.in_place is not None or args.check,
    )


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


def _paths(args: Args) -> list[str]:
    paths = list(args.files)
    if args.files_from is not None:
        if args.files_from == "-":
            data = _stdin().read()
        else:
            try:
                with open(args.files_from, "rb") as file:
                    data = file.read()
            except OSError as error:
                raise UsageError(f"--files-from {args.files_from}: {error.strerror}") from None
        separator = b"\0" if b"\0" in data else b"\n"
        paths += [os.fsdecode(name) for name in data.split(separator) if name.strip()]
    return paths


def _stdin(path: str = "-") -> BinaryIO:
    if path != "-":
        return io.BytesIO()
    if sys.stdin is None:
        raise UsageError("standard input is closed")
    return sys.stdin.buffer


def _stdout() -> BinaryIO | None:
    return None if sys.stdout is None else sys.stdout.buffer
