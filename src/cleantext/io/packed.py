"""Compressed files, by content: gzip, bzip2, xz, zstd; read as what they hold, written alike."""

import io
from typing import Any, BinaryIO

from ..errors import FileError
from .output import Output
from .swap import Swap

MAGIC = {
    b"\x1f\x8b": "gzip",
    b"BZh": "bzip2",
    b"\xfd7zXZ\x00": "xz",
    b"\x28\xb5\x2f\xfd": "zstd",
}
_HINT = "is compressed with zstd; reading it needs: pip install 'cleantext-pipeline[zstd]'"


def kind_of(head: bytes) -> str:
    """How bytes that begin so are compressed, "" if they are not.

    >>> kind_of(b"\\x1f\\x8b\\x08"), kind_of(b"text")
    ('gzip', '')
    """
    return next((kind for magic, kind in MAGIC.items() if head.startswith(magic)), "")


def opened(kind: str, file: BinaryIO) -> io.BufferedReader:
    """What a compressed file holds; what is damaged raises `FileError` as it is read."""
    return io.BufferedReader(_Unpacked(kind, file), 1 << 16)


def _reader(kind: str, file: BinaryIO) -> Any:
    if kind == "gzip":
        import gzip

        return gzip.GzipFile(fileobj=file)
    if kind == "bzip2":
        import bz2

        return bz2.BZ2File(file)
    if kind == "xz":
        import lzma

        return lzma.LZMAFile(file)
    return _zstd().ZstdFile(file)


def _zstd() -> Any:
    from importlib import import_module

    for name in ("compression.zstd", "backports.zstd"):
        try:
            return import_module(name)
        except ImportError:
            continue
    raise FileError(_HINT)


class _Unpacked(io.RawIOBase):
    """A reader without a descriptor, lest anybody read the packed bytes past it."""

    def __init__(self, kind: str, file: BinaryIO) -> None:
        self._kind = kind
        self._inner = _reader(kind, file)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        try:
            data = self._inner.read(len(buffer))
        except FileError:
            raise
        except Exception as error:  # each library has errors of its own
            raise FileError(f"is no whole {self._kind} file: {error}") from None
        buffer[: len(data)] = data
        return len(data)


class Packer:
    """Takes bytes as `Output` and `Swap` do, and writes them compressed to one of these."""

    def __init__(self, kind: str, sink: Output | Swap) -> None:
        self._sink = sink
        self._inner: Any
        if kind == "gzip":
            import zlib

            self._inner = zlib.compressobj(9, zlib.DEFLATED, 31)
        elif kind == "bzip2":
            import bz2

            self._inner = bz2.BZ2Compressor()
        elif kind == "xz":
            import lzma

            self._inner = lzma.LZMACompressor()
        else:
            self._inner = _zstd().ZstdCompressor()

    def write(self, data: bytes) -> None:
        """Take `data`."""
        packed = self._inner.compress(data)
        if packed:
            self._sink.write(packed)

    def send(self, descriptor: int, start: int, end: int) -> int:
        """The system cannot copy what must be compressed."""
        return start

    def flush(self) -> None:
        """Nothing: what is compressed comes in blocks."""

    def close(self) -> None:
        """Write what is left."""
        self._sink.write(self._inner.flush())
