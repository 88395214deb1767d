"""Where configuration comes from: the files of a folder and those above, as far as they are ours.

A file of a stranger must not decide what is done to one's texts, nor take long: folders above the
working directory count only up to the repository or the home folder, and only while nobody else
can write them; what is read is small and of the shape that it should have.
"""

import os
import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from .args import UsageError

NAMES = ("cleantext.toml", ".cleantext.toml", "pyproject.toml")
WORDS = "cleantext-words.txt"
LONGEST = 256 << 10  # bytes of a configuration, and
LONGEST_WORDS = 4 << 20  # of a list of words: read in a second
DEEPEST = 100  # parts of a key: a reader of TOML takes time that grows with their square
_ROOTS = (".git", ".hg", ".jj", ".svn")
_no_table = re.compile(
    rb"^[ \t]*(?:\[\[[ \t]*)?tool[ \t]*[]=]", re.M
).search  # in which ours may be
_quoted = re.compile(rb"\"(?:[^\"\\]|\\.)*\"|'[^']*'")


class Found(NamedTuple):
    """What was found: a table with the file it stands in, words, and what was passed by."""

    path: str = ""
    table: dict[str, Any] | None = None
    words: tuple[str, ...] = ()
    words_path: str = ""
    notices: tuple[str, ...] = ()


def discover() -> Found:
    """The nearest configuration and words from where the command runs; raises `UsageError`."""
    try:
        folder = os.getcwd()
    except OSError:  # it is gone, and nothing is in it nor above it
        return Found()
    path, table, words = "", None, None
    words_path = ""
    notices = []
    for place in _folders(folder):
        for name in (*NAMES, WORDS):
            candidate = os.path.join(place, name)
            if (words if name == WORDS else table) is not None or not os.path.isfile(candidate):
                continue
            if place != folder and (why := _why_not(place, candidate)):
                notices.append(f"{candidate} is not read: {why}; name it with --config")
            elif name == WORDS:
                words, words_path = tuple(read_words(candidate)), candidate
            else:
                path, table = candidate, read_table(candidate, quiet=name == NAMES[-1])
    return Found(path if table is not None else "", table, words or (), words_path, tuple(notices))


def _folders(folder: str) -> Iterator[str]:
    """`folder` and those above, up to the repository, the home folder or the root."""
    home = os.path.realpath(os.path.expanduser("~"))
    while True:
        yield folder
        parent = os.path.dirname(folder)
        is_top = any(os.path.exists(os.path.join(folder, root)) for root in _ROOTS)
        if is_top or folder in (parent, home):
            return
        folder = parent


def _why_not(folder: str, path: str) -> str:
    """Why a file above the working directory is not trusted; "" if it is."""
    if not hasattr(os, "geteuid"):
        return ""
    ours = {0, os.geteuid()}
    if os.geteuid() == 0 and os.environ.get("SUDO_UID", "").isdecimal():
        ours.add(int(os.environ["SUDO_UID"]))
    for place, what in ((folder, "its folder"), (path, "it")):
        status = os.stat(place)
        if status.st_mode & 0o002:
            return f"everybody can write {what}"
        if status.st_uid not in ours:
            return f"{what} belongs to another user"
    return ""


def read_words(path: str) -> list[str]:
    """The words of a list, one a line; `#` begins a comment."""
    lines = _read(path, LONGEST_WORDS).decode("utf-8-sig", "replace").splitlines()
    return [word for line in lines if (word := line.partition("#")[0].strip())]


def read_table(path: str, quiet: bool = False) -> dict[str, Any] | None:
    """Our table of a TOML file; None where a quiet one has none. Raises `UsageError`."""
    in_project = os.path.basename(path) == NAMES[-1]
    data = _read(path, LONGEST * (16 if in_project and quiet else 1), cut=in_project and quiet)
    if in_project and quiet and b"cleantext" not in data and not _no_table(data):
        return None  # most projects: not worth the import of a TOML reader
    if len(data) > LONGEST:
        raise UsageError(f"{path}: is longer than {LONGEST >> 10} KiB")
    for number, line in enumerate(data.split(b"\n"), 1):
        if line.count(b".") > DEEPEST and _quoted.sub(b"", line).count(b".") > DEEPEST:
            raise UsageError(f"{path}: line {number}: a key of more than {DEEPEST} parts")
    import tomllib

    try:
        table: Any = tomllib.loads(data.decode("utf-8-sig"))
    except RecursionError:
        raise UsageError(f"{path}: is nested too deeply") from None
    except ValueError as error:
        raise UsageError(f"{path}: is not TOML: {error}") from None
    if not in_project:
        return dict(table)
    for key in ("tool", "cleantext"):
        table = table.get(key)
        if table is None:
            return None if quiet else {}
        if not isinstance(table, dict):
            whole = "tool" if key == "tool" else "tool.cleantext"
            raise UsageError(f"{path}: {whole}: want a table, not {kind(table)}")
    return dict(table)


def kind(value: object) -> str:
    """What a value of TOML is, in its own words."""
    names = {bool: "a boolean", int: "an integer", float: "a float", str: "a string"}
    names |= {list: "an array", dict: "a table"}
    return names.get(type(value), "a date or time")


def _read(path: str, longest: int, cut: bool = False) -> bytes:
    try:
        with open(path, "rb") as file:
            data = file.read(longest + 1)
    except (OSError, ValueError) as error:
        raise UsageError(f"{path}: {getattr(error, 'strerror', None) or error}") from None
    if len(data) > longest and not cut:
        size = f"{longest >> 20} MiB" if longest >> 20 else f"{longest >> 10} KiB"
        raise UsageError(f"{path}: is longer than {size}")
    return data
