"""A file as text: how its bytes are to be read, and the text chunk by chunk."""

import io
import os
import stat
from collections.abc import Iterator
from typing import BinaryIO

from .encoding import Decoder, format_of, looks_binary
from .files import BLOCK, HOLD


class Source:
    """An open file and what its first bytes tell."""

    def __init__(self, file: BinaryIO, encoding: str | None, errors: str) -> None:
        self._file = file
        self._errors = errors
        self._head = _begin(file)
        self.format = format_of(self._head, encoding)
        self.looks_binary = encoding is None and looks_binary(self._head, self.format)
        self._decoder = Decoder(self.format, errors)

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

    def chunks(self) -> Iterator[str]:
        """The text without byte-order mark; raises `InputDecodeError`."""
        return _decoded(self.blocks(), self._decoder, len(self.format.bom))

    def lines(self) -> Iterator[str]:
        """The text line by line, each as soon as it is there."""
        return _lines(_decoded(self._as_it_comes(), self._decoder, len(self.format.bom)))

    def check(self) -> None:
        """Raise `InputDecodeError` now if a large file is not text, and begin anew."""
        if self._errors != "strict" or len(self._head) < BLOCK or not _is_regular(self._file):
            return
        here = self._file.tell()
        if os.fstat(self._file.fileno()).st_size - here + len(self._head) <= HOLD:
            return
        for _ in _decoded(self.blocks(), Decoder(self.format), len(self.format.bom)):
            pass
        self._file.seek(here)

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


def _some(file: BinaryIO) -> bytes:
    """What can be read without waiting for more."""
    read = getattr(file, "read1", file.read)
    data: bytes = read(BLOCK)
    return data


def _is_regular(file: BinaryIO) -> bool:
    try:
        return stat.S_ISREG(os.fstat(file.fileno()).st_mode)
    except (OSError, io.UnsupportedOperation, AttributeError):
        return False
