"""A file that takes the place of another one in one step, with all that belongs to it."""

# `os`, not `pathlib`: the import of that would be a tenth of the time a small file takes.
import os
import re
import stat
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import BinaryIO, Self

from ..errors import FileError
from .belongings import take_over
from .output import HOLD, send

_BINARY = getattr(os, "O_BINARY", 0)
_TEMPORARY = re.compile(r"\.cleantext-[0-9a-f]{16}\.tmp").fullmatch
_KEPT = re.compile(r"\.cleantext-[0-9a-f]{16}\.part").fullmatch
STALE = 86_400.0  # seconds after which a temporary file without a lock is nobody's
_swept: set[str] = set()  # folders
_unfinished: set[str] = set()  # temporary files of this process that there may be
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_unfinished.clear)


def remove_unfinished() -> None:
    """Remove temporary files of swaps that were interrupted, whatever they were doing."""
    while _unfinished:
        with suppress(OSError):
            os.unlink(_unfinished.pop())


def lock(handle: int) -> bool | None:
    """Lock a file for as long as this process lives; False if somebody else does.

    None where that cannot be told.
    """
    try:
        from fcntl import LOCK_EX, LOCK_NB, flock

        flock(handle, LOCK_EX | LOCK_NB)
    except BlockingIOError:
        return False
    except (ImportError, OSError):  # there are no locks
        return None
    return True


def _sweep(folder: str) -> None:
    """Remove what processes left that were killed in a way that nobody can act on."""
    with suppress(OSError):
        for name in filter(_TEMPORARY, os.listdir(folder or ".")):
            path = os.path.join(folder, name)
            with suppress(OSError):
                handle = os.open(path, os.O_RDWR | getattr(os, "O_NOFOLLOW", 0))
                try:
                    if time.time() - os.fstat(handle).st_mtime > STALE and lock(handle):
                        os.unlink(path)
                finally:
                    os.close(handle)


class Swap:
    """A file that takes the place of another one only when it is complete.

    The temporary file stands in the same folder and is made when more than `HOLD` bytes have
    come, or at the end; `finish` puts it in place in one step. A link is followed: its target is
    what changes. Mode, owner, extended attributes and access control list are kept where the system
    lets us; `notices` says what was not. The time of change is new, as the text is; other hard
    links keep the old text.
    """

    def __init__(self, path: str, suffix: str = "", source: BinaryIO | None = None) -> None:
        """`source` is what was opened at `path`, if that is to be replaced by what comes of it."""
        self._target = os.path.realpath(path)
        self._told = ("it", "; left as it is") if source else (path, "")
        self._suffix = suffix
        self._temporary: str | None = None
        self._file: BinaryIO | None = None
        self._held: list[bytes] = []
        self._size = 0
        self._before = os.fstat(source.fileno()) if source else _stat(self._target)
        self._is_kept = False
        self.notices: list[str] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: object, *_: object) -> None:
        if kind is KeyboardInterrupt and self._is_kept:
            return
        try:
            if self._file is not None:
                self._file.close()
        finally:
            if self._temporary is not None:
                with suppress(FileNotFoundError):
                    os.unlink(self._temporary)
                _unfinished.discard(self._temporary)

    def write(self, data: bytes) -> None:
        """Take `data`."""
        if self._file is None:
            self._held.append(data)
            self._size += len(data)
            if self._size > HOLD:
                self._spill()
        else:
            with self._writing():
                self._file.write(data)

    def send(self, descriptor: int, start: int, end: int) -> int:
        """Let the system copy bytes of an open file as far as it can; the offset where it ended."""
        if self._file is None:
            if self._size + end - start <= HOLD:
                return start
            self._spill()
            assert self._file is not None
        with self._writing():
            self._file.flush()
            return send(self._file, descriptor, start, end)

    def flush(self) -> None:
        """Nothing: the file appears when it is complete."""

    def keep(self) -> tuple[str, int]:
        """Keep what is written, should the process end, for `go_on`; its file, and how much."""
        if self._file is None:
            self._spill()
        assert self._file is not None and self._temporary is not None
        with self._writing():
            self._file.flush()
        if not self._is_kept:  # under a name of its own: nobody takes it for what was left behind
            kept = f"{self._temporary.removesuffix('.tmp')}.part"
            os.rename(self._temporary, kept)
            _unfinished.discard(self._temporary)
            self._temporary, self._is_kept = kept, True
        return self._temporary, self._file.tell()

    def go_on(self, temporary: str, size: int) -> bool:
        """Go on behind the first `size` bytes of what `keep` has kept; False if that is gone.

        Another file than one that `keep` would make is nothing to write to, whoever names it.
        """
        folder, name = os.path.split(temporary)
        if folder != os.path.dirname(self._target) or not _KEPT(name):
            return False
        try:
            handle = os.open(temporary, os.O_RDWR | getattr(os, "O_NOFOLLOW", 0) | _BINARY)
        except OSError:
            return False
        self._file = os.fdopen(handle, "r+b")
        status = os.fstat(handle)
        is_own = not hasattr(os, "geteuid") or status.st_uid == os.geteuid()
        if not (stat.S_ISREG(status.st_mode) and is_own and status.st_size >= size):
            self._file.close()
            self._file = None
            return False
        self._file.truncate(size)
        self._file.seek(size)
        self._temporary, self._is_kept = temporary, True
        return True

    def finish(self) -> None:
        """Put the new file in place."""
        with self._writing():
            self._finish()

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """What goes wrong is told of the file that is written, be another one read."""
        try:
            yield
        except FileError:
            raise
        except OSError as error:
            what, stays = self._told
            raise FileError(f"cannot write {what}: {error.strerror or error}{stays}") from None

    def _finish(self) -> None:
        if self._file is None:
            self._spill()
        assert self._file is not None and self._temporary is not None
        self._file.flush()
        if self._before is not None and hasattr(os, "fchown"):  # last: writing takes rights away
            self.notices += take_over(self._target, self._before, self._file.fileno())
        self._file.close()
        now = _stat(self._target)
        if _moment(now) != _moment(self._before):
            raise FileError("has changed while it was read; left as it is")
        backup = self._target + self._suffix if now is not None and self._suffix else ""
        is_first = not os.path.lexists(backup)
        if now is not None and now.st_nlink > 1:
            self.notices.append("its other names (hard links) keep the old text")
        try:
            if backup:
                _keep(self._target, backup)
            os.replace(self._temporary, self._target)
        except OSError:
            if backup and is_first:
                with suppress(OSError):
                    os.unlink(backup)
            raise
        _unfinished.discard(self._temporary)
        self._temporary = None

    def _spill(self) -> None:
        folder = os.path.dirname(self._target)
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY
        # A name that nobody else uses, known before there is such a file: a signal may come in.
        name = os.path.join(folder, f".cleantext-{os.urandom(8).hex()}.tmp")
        if folder not in _swept:
            _swept.add(folder)
            _sweep(folder)
        self._temporary = name
        _unfinished.add(name)
        try:
            handle = os.open(name, flags, 0o666 if self._before is None else 0o600)
        except OSError as error:
            why = f"cannot make a file in its folder: {error.strerror}"
            raise FileError(
                why if self._before else f"cannot write {self._told[0]}: {why}"
            ) from None
        self._file = os.fdopen(handle, "wb")
        lock(handle)
        with self._writing():
            for data in self._held:
                self._file.write(data)
        self._held.clear()


def _stat(path: str) -> os.stat_result | None:
    try:
        return os.stat(path)
    except FileNotFoundError:
        return None


def _moment(status: os.stat_result | None) -> object:
    return status and (status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns)


def _keep(path: str, backup: str) -> None:
    """Leave the file at `path` reachable as `backup`; raises `FileError`."""
    try:
        if os.path.isdir(backup) and not os.path.islink(backup):
            raise FileError("a folder has that name")
        _link(path, backup)
    except OSError as error:
        why = f"the old text cannot be kept as {backup} ({error.strerror or error})"
        raise FileError(f"{why}; left as it is; make room there or take another suffix") from None


def _link(path: str, backup: str) -> None:
    try:
        if os.path.lexists(backup):
            os.unlink(backup)
        os.link(path, backup)
    except OSError:
        import shutil

        handle = os.open(backup, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY, 0o600)
        with open(path, "rb") as file, os.fdopen(handle, "wb") as copy:
            shutil.copyfileobj(file, copy)
        with suppress(OSError):  # FAT has no modes
            shutil.copystat(path, backup)
