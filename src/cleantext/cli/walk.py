"""Folders: the files in them that are somebody's text, as ripgrep and git see it.

What `.gitignore`, `.ignore` and `.git/info/exclude` name is left out, also by those of the folders
above up to the repository; so are hidden files and links. What was named by hand is always read.
"""

import os
import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

_IGNORE = (".gitignore", ".ignore")  # the later has the last word
_LONGEST = 1 << 20  # bytes of a file of patterns


class Wanted(NamedTuple):
    """Which files of a folder are wanted; patterns as in `.gitignore`."""

    include: tuple[str, ...] = ()  # if any, only those
    exclude: tuple[str, ...] = ()
    everything: bool = False  # ignored and hidden ones, too


class Walk:
    """The files under folders, sorted; counts what it passes by."""

    def __init__(self, wanted: Wanted) -> None:
        self.hidden = self.ignored = self.links = 0
        self.problems: list[tuple[str, str]] = []  # folders that could not be read, and why
        self._everything = wanted.everything
        self._include = _spec(wanted.include) if wanted.include else None
        self._exclude = _spec(wanted.exclude)

    def files(self, folder: str) -> Iterator[str]:
        """The wanted files under `folder`, each folder in the order of names."""
        above = [] if self._everything else list(_above(folder))
        if _is_named(above, folder, True):
            above = []  # it is meant all the same
        yield from self._under(folder, "", above)

    def _under(self, folder: str, below: str, specs: "list[_Local]") -> Iterator[str]:
        try:
            with os.scandir(folder) as found:
                entries = sorted(found, key=lambda entry: entry.name)
        except OSError as error:
            self.problems.append((folder, error.strerror or str(error)))
            return
        if not self._everything:
            names = [entry.name for entry in entries if entry.name in _IGNORE]
            if names:
                lines = [line for name in _IGNORE if name in names for line in _lines(folder, name)]
                specs = [*specs, _Local(os.path.abspath(folder), _spec(lines))]
        for entry in entries:
            path = os.path.join(folder, entry.name)
            inner = f"{below}{entry.name}"
            if entry.is_symlink():
                self.links += 1
                continue
            is_folder = entry.is_dir(follow_symlinks=False)
            if entry.name.startswith(".") and not self._everything:
                self.hidden += 1
            elif _is_named(specs, path, is_folder):
                self.ignored += 1
            elif self._exclude.match_file(inner + "/" * is_folder):
                continue
            elif is_folder:
                yield from self._under(path, f"{inner}/", specs)
            elif entry.is_file(follow_symlinks=False) and (
                self._include is None or self._include.match_file(inner)
            ):
                yield path

    def notice(self, binary: int = 0) -> str:
        """What was passed by, in words; "" if nothing was."""
        counts = ((self.hidden, "hidden"), (self.ignored, "ignored"), (binary, "binary"))
        parts = [f"{count} {what}" for count, what in counts if count]
        if self.links:
            parts.append(f"{self.links} link{'s' if self.links > 1 else ''}")
        return f"passed by: {', '.join(parts)} (named ones are read)" if parts else ""


class _Local(NamedTuple):
    """The patterns of a folder, which are about what is under it."""

    folder: str
    spec: "GitIgnoreSpec"


def _is_named(specs: "list[_Local]", path: str, is_folder: bool) -> bool:
    """Whether the nearest patterns that say anything of a path name it."""
    if not specs:
        return False
    whole = os.path.abspath(path)
    for folder, spec in reversed(specs):
        inside = whole[len(folder.rstrip(os.sep)) + 1 :].replace(os.sep, "/")
        said = spec.check_file(inside + "/" * is_folder).include
        if said is not None:
            return said
    return False


def _above(folder: str) -> "Iterator[_Local]":
    """The patterns of the folders above, from the repository on; none outside of one."""
    place = os.path.abspath(folder)
    chain = []
    while True:
        if os.path.exists(os.path.join(place, ".git")):
            chain.append(place)
            break
        parent = os.path.dirname(place)
        if parent == place:
            return
        chain.append(place)
        place = parent
    info = _lines(place, os.path.join(".git", "info", "exclude"))
    if info:
        yield _Local(place, _spec(info))
    for above in reversed(chain[1:] if len(chain) > 1 else ()):
        lines = [line for name in _IGNORE for line in _lines(above, name)]
        if lines:
            yield _Local(above, _spec(lines))


def _lines(folder: str, name: str) -> list[str]:
    path = os.path.join(folder, name)
    try:
        if not os.path.isfile(path):  # a named pipe or device would keep us for ever
            return []
        with open(path, "rb") as file:
            return file.read(_LONGEST).decode("utf-8-sig", "replace").splitlines()
    except OSError:
        return []


def _spec(lines: Iterable[str]) -> "GitIgnoreSpec":
    from pathspec import GitIgnoreSpec

    good = []
    for line in lines:
        try:
            GitIgnoreSpec.from_lines([line])
        except (ValueError, re.error):  # a pattern that is none names nothing, as for git
            continue
        good.append(line)
    return GitIgnoreSpec.from_lines(good)
