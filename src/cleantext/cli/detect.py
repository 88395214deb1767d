"""`--encoding auto`: read all, let `cleantext.decode` find the encoding, say which and how sure."""

import io
from typing import BinaryIO

from ..errors import CleantextError


class DetectionError(CleantextError):
    """No encoding could be found."""


def detect(file: BinaryIO) -> tuple[BinaryIO, str, str]:
    """The same bytes to be read again, their encoding, and a line about it."""
    import cleantext

    decode = getattr(cleantext, "decode", None)
    if decode is None:
        raise DetectionError("this version cannot find out encodings; name it: --encoding NAME")
    data = file.read()
    found = decode(data)
    return io.BytesIO(data), found.encoding, f"read as {found.encoding}"
