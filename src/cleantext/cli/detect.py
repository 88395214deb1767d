"""`--encoding auto`: let `cleantext.decode` find the encoding, and say which and how sure."""

import io
from typing import BinaryIO

# A longer file is judged by its beginning: guessing reads it in many encodings at once.
_ENOUGH = 1 << 20


def detect(file: BinaryIO) -> tuple[BinaryIO, str, str]:
    """The same bytes to be read again, their encoding, and a line about it."""
    from ..decoding import decode

    head = file.read(_ENOUGH)
    sample, rest = head, b""
    if len(head) == _ENOUGH:
        rest = file.read(1)
        # Up to a line end, which in a wide encoding is two or four bytes from the last mark.
        sample = head[: max(head.rfind(b"\n"), 0) // 4 * 4] or head
    found = decode(sample)
    notice = f"read as {found.encoding}, {found.confidence:.0%} sure"
    if not found.confidence:
        notice = f"no encoding fits; read as {found.encoding}, which keeps every byte"
    if not rest:
        return io.BytesIO(head), found.encoding, notice
    return _Again(head + rest, file), found.encoding, f"{notice} (by its first part)"


class _Again(io.BytesIO):
    """Bytes read already, then the rest of the file they came from."""

    def __init__(self, head: bytes, file: BinaryIO) -> None:
        super().__init__(head)
        self._rest = file

    def read(self, size: int | None = -1) -> bytes:
        """From the bytes in hand, or when there are no more from the file."""
        return super().read(size) or self._rest.read(-1 if size is None else size)

    read1 = read
