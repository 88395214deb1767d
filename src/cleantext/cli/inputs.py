"""Which inputs are meant: files by name or from a list, what is in folders, standard input."""

import errno
import io
import os
import stat
import sys
from contextlib import nullcontext
from typing import BinaryIO, TextIO

from .args import Args, UsageError
from .messages import complain
from .totals import Total

NAMES = 64 << 20  # bytes of a list of files: a device has no end
JOURNAL = 512 << 20  # bytes that tell of edits
_HEAD = 1 << 16


def expanded(args: Args, named: list[str], total: Total) -> list[str]:
    """The files that are meant: those that are named, and of folders those that are wanted."""
    folders = [path for path in named if path != "-" and os.path.isdir(path)]
    if not folders:
        return named
    from .kinds import RECORDS, globs
    from .walk import Walk, Wanted

    acts = (
        args.in_place is not None, args.check, args.diff, args.explain, args.html, args.hidden,
        args.files, args.reveal, args.stats,
    )  # fmt: skip
    if not any(acts):
        raise UsageError(
            f"{folders[0]} is a folder: say what to do with its files, as in --check, --diff, -i; "
            "--files lists them"
        )
    try:
        # Fields are of records: what else there is in a folder has none.
        records = RECORDS if args.field and not (args.include or args.type or args.format) else ()
        include = (*args.include, *globs(args.type), *records)
    except LookupError as error:
        raise UsageError(f"--type: {error.args[0]}") from None
    total.walk = walk = Walk(Wanted(include, args.exclude, args.no_ignore))
    paths, empty = [], []
    for path in named:
        if path != "-" and os.path.isdir(path):
            found = list(walk.files(path))
            if not (found or args.quiet):
                empty.append(path)
            total.walked.update(found)
            paths += found
        else:
            paths.append(path)
    for folder, why in walk.problems:
        total.failed = True
        complain(f"{folder}: {why}")
    given = [f"--{name} {','.join(getattr(args, name))}" for name in ("type", "include", "exclude")]
    said = " ".join(flag for flag in given if not flag.endswith(" "))
    for folder in empty if said else ():
        complain(f"{folder}: none of its files is wanted: {said}")
    return list(dict.fromkeys(paths))


def named(args: Args) -> list[str]:
    """The inputs that are named; raises `UsageError`."""
    paths = list(args.paths)
    if args.files_from is not None:
        told = f"--files-from {args.files_from}"
        data = _whole(args.files_from, told, NAMES, "of names; give them in parts")
        separator = b"\0" if b"\0" in data else b"\n"
        paths += [os.fsdecode(name) for name in data.split(separator) if name.strip()]
    return paths


def journal(name: str, flag: str) -> bytes:
    """What `--explain=json` wrote down, or as much as shows that it is something else."""
    return _whole(name, f"{flag} {name}", JOURNAL, "of edits; give the lines in parts", b"{")


def _whole(name: str, told: str, longest: int, hint: str, sign: bytes = b"") -> bytes:
    """All of a file or of standard input, either of which may be without end.

    If it does not begin with `sign` that is only a part. Raises `UsageError`.
    """
    try:
        with nullcontext(stdin()) if name == "-" else open(name, "rb") as file:
            data = file.read(_HEAD)
            if (data.lstrip() or sign).startswith(sign):
                data += file.read(longest + 1 - len(data))
    except OSError as error:
        raise UsageError(f"{told}: {error.strerror}") from None
    if len(data) > longest:
        raise UsageError(f"{told}: more than {longest >> 20} MB {hint}")
    return data


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


def may_be_seen(stream: TextIO | None) -> bool:
    """Whether a person may see what is written to a stream: on a terminal, or behind a pipe."""
    if stream is None or stream.isatty():
        return stream is not None
    try:
        mode = os.fstat(stream.fileno()).st_mode
    except (OSError, ValueError):
        return True  # a stand-in
    return not (stat.S_ISREG(mode) or stat.S_ISCHR(mode))


def apart(args: Args, named: list[str], paths: list[str]) -> list[str]:
    """The inputs without the files that the run itself writes; raises `UsageError`.

    A page, notes of what is done, what standard output goes to: as an input they would be lost, or
    read as they grow. What is so in a folder is passed by, what is named by hand refused; so is one
    file for two of them.
    """
    beside = (("--html", "the page", args.html), ("--resume", "the notes", args.resume))
    written = [
        (f"{flag} {name}", role, name) for flag, role, name in beside if name not in (None, "-")
    ]
    taken = [("-o", args.output)] if args.output else []
    if args.in_place and written:
        taken = [
            ("the old text of " + path, os.path.realpath(path) + args.in_place) for path in paths
        ]
    for what, _, name in written:
        for other, place in taken:
            if os.path.realpath(name) == os.path.realpath(place) or is_same(name, place):
                raise UsageError(f"{what}: is also where {other} goes")
    states = [(what, role, status) for what, role, name in written if (status := _status(name))]
    missing = {os.path.realpath(name) for _, _, name in written if _status(name) is None}
    for path in named if missing else ():  # which the run itself would make
        if path != "-" and os.path.realpath(path) in missing:
            raise UsageError(f"{path}: {os.strerror(errno.ENOENT)}")
    if is_file(stdout()) and (status := _status_of(stdout())):
        states.append(("standard output", "what is written", status))
    ours = _backups(args, named, paths)
    for path in paths if states else ():
        status = _status_of(stdin(path)) if path == "-" else _status(path)
        for what, role, own in states:
            if status is not None and os.path.samestat(status, own):
                if path in named:
                    raise UsageError(f"{what}: is an input, whose place {role} would take")
                ours.add(path)
    return [path for path in paths if path not in ours]


def _backups(args: Args, named: list[str], paths: list[str]) -> set[str]:
    """The inputs whose place the old text of another one would take; raises `UsageError`."""
    if not args.in_place:
        return set()
    of = {os.path.realpath(path) + args.in_place: path for path in paths}
    ours = {path for path in paths if os.path.realpath(path) in of}
    for path in ours.intersection(named):
        old = of[os.path.realpath(path)]
        raise UsageError(
            f"{path}: is an input, whose place the old text of {old} would take; "
            "clean it by itself or take another suffix"
        )
    return ours


def is_same(path: str, other: str) -> bool:
    """Whether two names are of one file that there is."""
    here, there = _status(path), _status(other)
    return here is not None and there is not None and os.path.samestat(here, there)


def _status(path: str) -> os.stat_result | None:
    try:
        return os.stat(path)
    except (OSError, ValueError):
        return None


def _status_of(stream: BinaryIO | None) -> os.stat_result | None:
    try:
        return None if stream is None else os.fstat(stream.fileno())
    except (OSError, ValueError):
        return None
