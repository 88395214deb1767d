"""Which inputs are meant: files by name or from a list, what is in folders, standard input."""

import io
import os
import stat
import sys
from typing import BinaryIO

from .args import Args, UsageError
from .messages import complain
from .totals import Total


def expanded(args: Args, named: list[str], total: Total) -> list[str]:
    """The files that are meant: those that are named, and of folders those that are wanted."""
    if not any(path != "-" and os.path.isdir(path) for path in named):
        return named
    from .kinds import RECORDS, globs
    from .walk import Walk, Wanted

    acts = (
        args.in_place is not None, args.check, args.diff, args.explain, args.html, args.hidden,
        args.files, args.reveal, args.stats,
    )  # fmt: skip
    if not any(acts):
        raise UsageError(
            "a folder: say what to do with its files, as in --check, --diff, -i; --files lists them"
        )
    try:
        # Fields are of records: what else there is in a folder has none.
        records = RECORDS if args.field and not (args.include or args.type or args.format) else ()
        include = (*args.include, *globs(args.type), *records)
    except LookupError as error:
        raise UsageError(f"--type: {error.args[0]}") from None
    total.walk = walk = Walk(Wanted(include, args.exclude, args.no_ignore))
    paths = []
    for path in named:
        if path != "-" and os.path.isdir(path):
            found = list(walk.files(path))
            total.walked.update(found)
            paths += found
        else:
            paths.append(path)
    for folder, why in walk.problems:
        total.failed = True
        complain(f"{folder}: {why}")
    return list(dict.fromkeys(paths))


def named(args: Args) -> list[str]:
    """The inputs that are named; raises `UsageError`."""
    paths = list(args.paths)
    if args.files_from is not None:
        if args.files_from == "-":
            data = stdin().read()
        else:
            try:
                with open(args.files_from, "rb") as file:
                    data = file.read()
            except OSError as error:
                raise UsageError(f"--files-from {args.files_from}: {error.strerror}") from None
        separator = b"\0" if b"\0" in data else b"\n"
        paths += [os.fsdecode(name) for name in data.split(separator) if name.strip()]
    return paths


def stdin(path: str = "-") -> BinaryIO:
    """Standard input; nothing where `path` names something else."""
    if path != "-":
        return io.BytesIO()
    if sys.stdin is None:
        raise UsageError("standard input is closed")
    return sys.stdin.buffer


def stdout() -> BinaryIO | None:
    """Standard output, None if it is closed."""
    return None if sys.stdout is None else sys.stdout.buffer


def is_file(stream: BinaryIO | None) -> bool:
    """Whether a stream is a regular file, at which nobody looks while it is written."""
    try:
        return stream is not None and stat.S_ISREG(os.fstat(stream.fileno()).st_mode)
    except (OSError, ValueError):
        return True  # a stand-in
