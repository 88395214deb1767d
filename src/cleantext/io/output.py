"""Bytes on their way out: held back until safe, written to the last one or an error."""

import errno
import os
import sys
from typing import BinaryIO, Self

# Output of this size is held back until the whole input has proved to be text; a larger file is
# read twice instead, a larger pipe is written through.
HOLD = 16 << 20
_AT_ONCE = 8 << 20  # so that Ctrl-C is heard
_CANNOT_SEND = (None, errno.EINVAL, errno.ENOSYS, errno.EOPNOTSUPP, errno.EAGAIN)


class ClosedPipe(Exception):
    """Whoever read standard output has gone."""


class OutputError(Exception):
    """Standard output, or a device named for output, takes no more; the message says why."""


class Output:
    """Bytes on their way to an open file; up to `hold` of them wait until `finish`.

    None stands for standard output that is closed, which is an error only when something comes.
    """

    def __init__(self, file: BinaryIO | None, hold: int = 0) -> None:
        # Below its buffer a file says how much it took; the buffer, if any, would keep the rest of
        # a pipe that does not wait, and lose it.
        self._file: BinaryIO | None = getattr(file, "raw", file)
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
        for data in self._held:
            self._write(data)
            self.written += len(data)
        self._held.clear()
        self._size = 0

    def _write(self, data: bytes) -> None:
        if self._file is None:
            raise OutputError("standard output is closed")
        try:
            write_all(self._file, data)
        except BrokenPipeError:
            raise ClosedPipe from None
        except OSError as error:
            raise self._error(error) from None

    def _error(self, error: OSError) -> OutputError:
        name = getattr(self._file, "name", None)
        is_named = isinstance(name, str) and not name.startswith("<")  # as "<stdout>" does
        what = name if is_named else "the output"
        return OutputError(f"cannot write {what}: {error.strerror or error}")

    def send(self, descriptor: int, start: int, end: int) -> int:
        """Let the system copy bytes of an open file as far as it can; the offset where it ended."""
        if self._size + end - start <= self._hold or self._file is None:
            return start
        self._hold = 0
        self.flush()
        try:
            stop = send(self._file, descriptor, start, end)
        except BrokenPipeError:
            raise ClosedPipe from None
        except OSError as error:
            raise self._error(error) from None
        self.written += stop - start
        return stop

    def finish(self) -> None:
        """Write what waits: the input was good."""
        self.flush()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._file is not None:
            self._file.close()


def write_all(file: BinaryIO, data: bytes) -> None:
    """Write every byte of `data` to a file without a buffer, however few it takes at once.

    A pipe that does not wait is waited for. Raises `OSError` when no more is taken.
    """
    rest = memoryview(data)
    while rest:
        count = file.write(rest)
        if count is None:  # a pipe that is full
            from select import select

            select([], [file], [])
        elif not count:
            raise OSError(errno.EIO, "it takes no more")
        else:
            rest = rest[count:]


def send(target: BinaryIO, descriptor: int, start: int, end: int) -> int:
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
