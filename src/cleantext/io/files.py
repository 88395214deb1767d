"""Where bytes come from and go to: whole files swapped at once, output held back until safe."""

# `os`, not `pathlib`: the import of that would be a tenth of the time a small file takes.
import errno
import os
import stat
import sys
from contextlib import suppress
from itertools import count
from typing import BinaryIO, Self

from ..errors import CleantextError

BLOCK = 1 << 18  # bytes read at once; more no longer fits the caches of the processor
# Output of this size is held back until the whole input has proved to be text; a larger file is
# read twice instead, a larger pipe is written through.
HOLD = 16 << 20
_AT_ONCE = 8 << 20  # so that Ctrl-C is heard
_CANNOT_SEND = (None, errno.EINVAL, errno.ENOSYS, errno.EOPNOTSUPP, errno.EAGAIN)


class FileError(CleantextError, OSError):
    """A file that cannot be read or written as asked; the message says why and what to do."""


class ClosedPipe(Exception):
    """Whoever read standard output has gone."""


class OutputError(Exception):
    """Standard output, or a device named for output, takes no more; the message says why."""


def open_input(path: str) -> BinaryIO:
    """Open `path` for reading; raises `FileError` in words."""
    try:
        if os.path.isdir(path):
            raise FileError(
                f"is a directory; name its files, as in: find {path} -name '*.txt' | "
                "cleantext --files-from -"
            )
        return open(path, "rb")
    except FileError:
        raise
    except OSError as error:
        raise FileError(error.strerror or str(error)) from None


class Output:
    """Bytes on their way to an open file; up to `hold` of them wait until `finish`."""

    def __init__(self, file: BinaryIO, hold: int = 0) -> None:
        self._file = file
        self._hold = hold
        self._held: list[bytes] = []
        self._size = 0
        self.written = 0

    def write(self, data: bytes) -> None:
        """Take `data`; write them as soon as more than `hold` is waiting."""
        self._held.append(data)
        self._size += len(data)
        if self._size > self._hold:
            self._hold = 0
            self.flush()

    def flush(self) -> None:
        """Write what waits."""
        try:
            for data in self._held:
                self._file.write(data)
                self.written += len(data)
            self._file.flush()
        except BrokenPipeError:
            raise ClosedPipe from None
        except OSError as error:
            raise OutputError(f"cannot write the output: {error.strerror or error}") from None
        self._held.clear()
        self._size = 0

    def send(self, descriptor: int, start: int, end: int) -> int:
        """Let the system copy bytes of an open file as far as it can; the offset where it ended."""
        if self._size + end - start <= self._hold:
            return start
        self._hold = 0
        self.flush()
        try:
            stop = _sent(self._file, descriptor, start, end)
        except BrokenPipeError:
            raise ClosedPipe from None
        except OSError as error:
            raise OutputError(f"cannot write the output: {error.strerror or error}") from None
        self.written += stop - start
        return stop

    def finish(self) -> None:
        """Write what waits: the input was good."""
        self.flush()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()


class Swap:
    """A file that takes the place of another one only when it is complete.

    The temporary file stands in the same folder and is made when more than `HOLD` bytes have
    come, or at the end; `finish` puts it in place in one step. A link is followed: its target is
    what changes. Mode and, where allowed, owner are kept; other hard links keep the old text.
    """

    def __init__(self, path: str, suffix: str = "") -> None:
        self._target = os.path.realpath(path)
        self._suffix = suffix
        self._temporary: str | None = None
        self._file: BinaryIO | None = None
        self._held: list[bytes] = []
        self._size = 0
        self._before = _stat(self._target)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._file is not None:
            self._file.close()
        if self._temporary is not None:
            os.unlink(self._temporary)

    def write(self, data: bytes) -> None:
        """Take `data`."""
        if self._file is None:
            self._held.append(data)
            self._size += len(data)
            if self._size > HOLD:
                self._spill()
        else:
            self._file.write(data)

    def send(self, descriptor: int, start: int, end: int) -> int:
        """Let the system copy bytes of an open file as far as it can; the offset where it ended."""
        if self._file is None:
            if self._size + end - start <= HOLD:
                return start
            self._spill()
            assert self._file is not None
        self._file.flush()
        return _sent(self._file, descriptor, start, end)

    def flush(self) -> None:
        """Nothing: the file appears when it is complete."""

    def finish(self) -> None:
        """Put the new file in place."""
        if self._file is None:
            self._spill()
        assert self._file is not None and self._temporary is not None
        self._file.close()
        now = _stat(self._target)
        if _moment(now) != _moment(self._before):
            raise FileError("has changed while it was read; left as it is")
        if self._suffix and now is not None:
            _keep(self._target, self._target + self._suffix)
        os.replace(self._temporary, self._target)
        self._temporary = None

    def _spill(self) -> None:
        folder = os.path.dirname(self._target)
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
        for number in count():  # past what other threads make, or a killed process left behind
            name = os.path.join(folder, f".cleantext-{os.getpid()}-{number}.tmp")
            try:
                handle = os.open(name, flags, 0o666 if self._before is None else 0o600)
            except FileExistsError:
                continue
            except OSError as error:
                raise FileError(f"cannot make a file in its folder: {error.strerror}") from None
            break
        self._temporary = name
        self._file = os.fdopen(handle, "wb")
        if self._before is not None and hasattr(os, "fchown"):
            with suppress(OSError):  # only the administrator may give files away
                os.fchown(handle, self._before.st_uid, self._before.st_gid)
            os.fchmod(handle, stat.S_IMODE(self._before.st_mode))
        for data in self._held:
            self._file.write(data)
        self._held.clear()


def _sent(target: BinaryIO, descriptor: int, start: int, end: int) -> int:
    """Copy bytes of an open file without reading them, to a pipe even without copying; how far.

    Linux does so to anything but a file that is only appended to; others to sockets alone.
    """
    try:
        out = target.fileno()
        while start < end and sys.platform == "linux":
            sent = os.sendfile(out, descriptor, start, min(end - start, _AT_ONCE))
            if not sent:
                break  # whoever reads will find that the file became shorter
            start += sent
    except OSError as error:  # a stand-in without a descriptor raises one, too
        if error.errno not in _CANNOT_SEND:
            raise
    return start


def check_replaceable(path: str) -> None:
    """Raise `FileError` when `path` is no file that may be changed in place."""
    status = os.stat(path)
    if not stat.S_ISREG(status.st_mode):
        raise FileError("is not a regular file; it cannot be changed in place")
    if not os.access(path, os.W_OK):
        raise FileError("is read-only")


def open_output(path: str) -> "Swap | Output":
    """The destination for `-o`: a swap of a regular file, a pipe or device written through."""
    status = _stat(os.path.realpath(path))
    if status is None or stat.S_ISREG(status.st_mode):
        return Swap(path)
    return Output(open(path, "wb"), HOLD)


def _stat(path: str) -> os.stat_result | None:
    try:
        return os.stat(path)
    except FileNotFoundError:
        return None


def _moment(status: os.stat_result | None) -> object:
    return status and (status.st_ino, status.st_size, status.st_mtime_ns)


def _keep(path: str, backup: str) -> None:
    """Leave the file at `path` reachable as `backup`."""
    try:
        if os.path.lexists(backup):
            os.unlink(backup)
        os.link(path, backup)
    except OSError:
        import shutil

        shutil.copy2(path, backup)
