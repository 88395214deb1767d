"""A file as text: how its bytes are to be read, and the text chunk by chunk."""

import io
import os
import stat
from collections.abc import Iterator
from select import select
from typing import BinaryIO

from ..errors import InputDecodeError
from .encoding import Decoder, format_of, iso_2022, looks_binary
from .files import BLOCK
from .output import HOLD
from .utf8 import Passing, Sink, Store, Stored

PAUSE = 0.5  # seconds without more of a pipe: what came is cleaned


class Source:
    """An open file and what its first bytes tell."""

    def __init__(self, file: BinaryIO, encoding: str | None, errors: str) -> None:
        self._file = file
        self._errors = errors
        self._size = _size(file)  # -1 for what can be read only once
        self._start = file.tell() if self._size >= 0 else 0
        self._head = _begin(file)
        self.format = format_of(self._head, encoding)
        self.looks_binary = looks_binary(self._head, self.format)
        self._decoder = Decoder(self.format, errors, lines=self._size < 0)
        self._end = False  # whether all has been read

    @property
    def head(self) -> bytes:
        """The bytes that it begins with, as many as came at once."""
        return self._head

    def check_set(self) -> None:
        """Raise `InputDecodeError` for what is UTF-8 only because escapes make it 7 bits wide."""
        found = iso_2022(self._head) if self.format.codec == "utf-8" else None
        if found:
            raise InputDecodeError(
                f"escape {found.group().hex(' ').upper()} at offset {found.start()} is of "
                "ISO 2022, not UTF-8"
            )

    @property
    def replaced(self) -> bool:
        """Whether bytes that were not text have been replaced."""
        return self._decoder.replaced

    def blocks(self) -> Iterator[bytes]:
        """The bytes as they are."""
        data = self._head
        while data:
            yield data
            data = self._file.read(BLOCK)

    def holds(self, sign: bytes, most: int) -> bool:
        """Whether some bytes stand in it: in a file up to a size, or in the begin of a pipe."""
        if sign in self._head or not len(self._head) < self._size - self._start <= most:
            return sign in self._head
        here = self._file.tell()
        rest = self._head[-len(sign) :] + self._file.read(most)
        self._file.seek(here)
        return sign in rest

    def copy(self, sink: Sink | None) -> None:
        """Write the bytes as they are, if there is somewhere to."""
        if sink is not None:
            for data in self.blocks():
                sink.write(data)
            if close := getattr(sink, "close", None):
                close()

    def chunks(self) -> Iterator[str]:
        """The text without byte-order mark; raises `InputDecodeError`."""
        try:
            yield from _decoded(self.blocks(), self._decoder, len(self.format.bom))
        except InputDecodeError:
            self._find_line()
            raise

    def pauses(self) -> bool:
        """Whether what comes through a pipe stops coming before there is much of it."""
        while self._size < 0 and not self._end and len(self._head) < BLOCK:
            if not _has_more(self._file):
                return True
            data = _some(self._file)
            self._head += data
            self._end = not data
        return False

    def bursts(self) -> Iterator[Iterator[str]]:
        """The text as it comes: whole lines until nothing more comes for a while, and so on."""
        rest = ""
        data: Iterator[bytes] = self._as_it_comes()
        chunks = _decoded(data, self._decoder, len(self.format.bom))
        is_open = True

        def burst() -> Iterator[str]:
            nonlocal rest, is_open
            for chunk in chunks:
                text = rest + chunk
                end = text.rfind("\n") + 1
                rest = text[end:]
                yield text[:end]
                if not _has_more(self._file):
                    return
            is_open = False
            yield rest

        while is_open:
            yield burst()

    def store(self) -> Store:
        """The bytes of a text in UTF-8 without byte-order mark, not made into strings."""
        mark = len(self.format.bom)
        if self._size - self._start > len(self._head) and hasattr(os, "preadv"):
            return Stored(self._file.fileno(), self._start + mark, self._find_line)
        return Passing(self.blocks(), mark, Decoder(self.format, lines=True))

    def lines(self) -> Iterator[str]:
        """The text line by line, each as soon as it is there."""
        return _lines(_decoded(self._as_it_comes(), self._decoder, len(self.format.bom)))

    def check(self) -> None:
        """Raise `InputDecodeError` now if a large file is not text, and begin anew."""
        if self._errors != "strict" or self._size - self._start <= HOLD:
            return
        here = self._file.tell()
        decoder, skip, is_between = Decoder(self.format, lines=False), len(self.format.bom), True
        can_skip = self.format.codec == "utf-8"
        try:
            for block in self.blocks():
                if not (can_skip and is_between and block.isascii()):
                    decoder.decode(block[skip:])
                    is_between = block[-1] < 0x80
                skip = 0
            decoder.decode(b"", True)
        except InputDecodeError:
            self._find_line()
            raise
        self._file.seek(here)

    def _find_line(self) -> None:
        """Raise the error of a file again, with its line: what is good is read without counting."""
        if self._size >= 0:
            self._file.seek(self._start + len(self._head))
            decoder = Decoder(self.format, lines=True)
            for _ in _decoded(self.blocks(), decoder, len(self.format.bom)):
                pass

    def _as_it_comes(self) -> Iterator[bytes]:
        data = self._head
        while data:
            yield data
            data = _some(self._file)


def _decoded(data: Iterator[bytes], decoder: Decoder, skip: int) -> Iterator[str]:
    for block in data:
        yield decoder.decode(block[skip:])
        skip = 0
    yield decoder.decode(b"", True)


def _lines(chunks: Iterator[str]) -> Iterator[str]:
    held: list[str] = []
    for chunk in chunks:
        first, *more = chunk.split("\n")
        held.append(first)
        for line in more:
            yield "".join(held) + "\n"
            held = [line]
    if last := "".join(held):
        yield last


def _begin(file: BinaryIO) -> bytes:
    """What is there to begin with, enough to hold a byte-order mark."""
    head = b""
    while len(head) < 4 and (data := _some(file)):
        head += data
    return head


def _has_more(file: BinaryIO) -> bool:
    """Whether more comes, or the end, within `PAUSE`; of what cannot be asked it is taken so."""
    try:
        return bool(select([file.fileno()], [], [], PAUSE)[0])
    except (OSError, ValueError, AttributeError):
        return True


def _some(file: BinaryIO) -> bytes:
    """What can be read without waiting for more."""
    read = getattr(file, "read1", file.read)
    data: bytes = read(BLOCK)
    return data


def _size(file: BinaryIO) -> int:
    """The size of a regular file, -1 of anything else."""
    try:
        status = os.fstat(file.fileno())
    except (OSError, io.UnsupportedOperation, AttributeError):
        return -1
    return status.st_size if stat.S_ISREG(status.st_mode) else -1
