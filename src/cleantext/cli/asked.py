"""What the flags ask for, as one value: the task that is the same for each input."""

import os
import sys
from typing import Any, TextIO

from ..cores import workers_for
from ..pipeline import Pipeline
from . import inputs
from .args import Args, UsageError
from .config import Config, for_code, pipeline_of
from .kinds import is_code
from .task import Choice, Task, plain_name


def _report(args: Args) -> str:
    """The kind of report, as in `reports`."""
    if args.reveal or args.diff:
        return "reveal" if args.reveal else "diff"
    if args.hidden:
        return f"hidden-{args.hidden}"
    return "html" if args.html else args.explain or ("names" if args.check else "")


def task_of(args: Args, config: Config, pipeline: Pipeline, paths: list[str]) -> Task:
    """The task; raises `UsageError`."""
    check_encodings(args)
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
        comments=args.comments or "",
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


def check_encodings(args: Args) -> None:
    """Raise `UsageError` for a name that is of no encoding."""
    from ..io.encoding import EncodingError, codec_name

    for flag, name in (("--encoding", args.encoding), ("--to", args.to)):
        try:
            if name and name != "auto":
                codec_name(name)
        except EncodingError as error:
            raise UsageError(f"{flag}: {error}") from None


def number(jobs: str) -> int:
    """How many processes are meant."""
    if not jobs.isdecimal():
        raise UsageError(f"--jobs: {jobs!r} is not a number from 0 (all cores) on")
    try:
        return workers_for(int(jobs.lstrip("0")[:9] or "0"))
    except ValueError as error:
        raise UsageError(f"--jobs: {error}") from None


def _wants_color(choice: str, stdout: TextIO | None) -> bool:
    """The flag, else NO_COLOR, else FORCE_COLOR (both when not empty), else a terminal that is not
    said to know none."""
    if choice != "auto":
        return choice == "always"
    if os.environ.get("NO_COLOR"):
        return False
    is_terminal = stdout is not None and stdout.isatty() and os.environ.get("TERM") != "dumb"
    return bool(os.environ.get("FORCE_COLOR")) or is_terminal
