"""From bytes to text and back: byte-order marks, block-wise decoding, exact places of errors."""

import codecs
import re
from typing import NamedTuple

from ..errors import CleantextError, InputDecodeError
from ..expressions import expression
from ..rules.encoding.escapes import TWO_BYTES

# The longer mark first: a UTF-32 one begins like a UTF-16 one.
_BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_BINARY_HEAD = 8192  # how far git looks for a NUL, too
_ISO_2022 = expression(TWO_BYTES.encode("ascii"))


TRANSFORMS = frozenset("idna punycode raw-unicode-escape undefined unicode-escape".split())
"""Codecs that alter a text or write it as source code, and count as encodings in Python.

Reference: https://docs.python.org/3/library/codecs.html#python-specific-encodings
"""


class Format(NamedTuple):
    """How a text is written as bytes: the codec, and the byte-order mark before it."""

    codec: str
    bom: bytes = b""


class EncodingError(CleantextError, LookupError):
    """An encoding that does not exist, or one that cannot hold the text."""


def codec_name(name: str) -> str:
    """The codec that `name` means; raises `EncodingError` that names near ones.

    >>> codec_name("UTF8"), codec_name("latin1")
    ('utf-8', 'iso8859-1')
    """
    try:
        info = codecs.lookup(name)
    except (LookupError, ValueError):
        from difflib import get_close_matches
        from encodings.aliases import aliases

        near = get_close_matches(name.lower(), {*aliases, *aliases.values()}, 3, 0.6)
        hint = f"; near: {', '.join(near)}" if near else ""
        raise EncodingError(f"no encoding {name!r}{hint}") from None
    if info.name in TRANSFORMS or not getattr(info, "_is_text_encoding", True):
        raise EncodingError(f"{name!r} is not an encoding of text")
    return info.name


def format_of(head: bytes, encoding: str | None) -> Format:
    """The format of bytes that begin with `head`, in `encoding` or as their mark says.

    >>> format_of(b"\\xff\\xfea\\0", None)
    Format(codec='utf-16-le', bom=b'\\xff\\xfe')
    >>> format_of(b"plain", None)
    Format(codec='utf-8', bom=b'')
    """
    name = codec_name(encoding) if encoding else ""
    family = "utf-8" if name == "utf-8-sig" else name
    for bom, codec in _BOMS:
        if head.startswith(bom) and codec.startswith(family):
            return Format(codec, bom)
    if family in ("utf-16", "utf-32"):  # without a mark: little-endian, as nearly all are
        return Format(f"{family}-le")
    return Format(family or "utf-8")


def output_format(encoding: str) -> Format:
    """The format to write in `encoding`: with a mark where its name asks for one.

    >>> output_format("utf-8").bom, output_format("utf-8-sig").bom
    (b'', b'\\xef\\xbb\\xbf')
    """
    name = codec_name(encoding)
    if name == "utf-8-sig":
        return Format("utf-8", codecs.BOM_UTF8)
    if name in ("utf-16", "utf-32"):
        bom = codecs.BOM_UTF16_LE if name == "utf-16" else codecs.BOM_UTF32_LE
        return Format(f"{name}-le", bom)
    return Format(name)


def looks_binary(head: bytes, format: Format) -> bool:
    """Whether the begin of a file holds a NUL that its encoding does not account for."""
    return not format.codec.startswith(("utf-16", "utf-32")) and b"\0" in head[:_BINARY_HEAD]


def iso_2022(head: bytes) -> re.Match[bytes] | None:
    """The first escape of bytes that would do as UTF-8 and are characters of two bytes, as in mail.

    >>> bool(iso_2022("\u65e5".encode("iso2022_jp"))), iso_2022(b"\x1b[31mred\x1b(B")
    (True, None)
    """
    return _ISO_2022.search(head) if head.isascii() else None


class Decoder:
    """Decodes block after block; knows where it is when a byte is not text.

    `replaced` tells whether the error handler had to step in. Lines are counted only on demand:
    that costs more than decoding.
    """

    def __init__(self, format: Format, errors: str = "strict", lines: bool = True) -> None:
        self.replaced = False
        self._counts_lines = lines
        self._format = format
        self._errors = errors
        self._fed = len(format.bom)
        self._lines = 1
        self._machine = codecs.getincrementaldecoder(format.codec)("strict")
        # Line feeds are found faster in bytes, where they stand as themselves.
        self._is_simple = not format.codec.startswith(("utf-16", "utf-32"))

    def decode(self, data: bytes, final: bool = False) -> str:
        """The text of the next block; raises `InputDecodeError` with offset and line."""
        state = self._machine.getstate()
        for errors in dict.fromkeys(("strict", self._errors)):
            self._machine.errors = errors
            try:
                text = self._machine.decode(data, final)
            except UnicodeDecodeError as error:
                if errors == self._errors:  # escapes hold no byte below 128, which UTF-16 has
                    raise self._problem(error, len(state[0])) from None
                self._machine.setstate(state)
                self.replaced = True
            else:
                break
        self._fed += len(data)
        if self._counts_lines:
            self._lines += data.count(b"\n") if self._is_simple else text.count("\n")
        return text

    def skip(self, data: bytes) -> None:
        """Pass by whole characters of UTF-8 that need not be decoded."""
        self._fed += len(data)
        self._lines += data.count(b"\n")

    def _problem(self, error: UnicodeDecodeError, pending: int) -> InputDecodeError:
        offset = self._fed - pending + error.start
        before = error.object[: error.start].decode(self._format.codec, "replace")
        shown = " ".join(f"{byte:02X}" for byte in error.object[error.start : error.end][:4])
        return InputDecodeError(
            f"byte {shown} at offset {offset} (line {self._lines + before.count(chr(10))}) "
            f"is not {self._format.codec.upper()}: {error.reason}"
        )


class Encoder:
    """Encodes text after text into the bytes of one file."""

    def __init__(self, format: Format, errors: str = "strict") -> None:
        self._format = format
        self._errors = "surrogateescape" if errors == "surrogateescape" else "strict"
        self._machine = (
            None
            if format.codec == "utf-8"
            else codecs.getincrementalencoder(format.codec)(self._errors)
        )

    def encode(self, text: str, final: bool = False) -> bytes:
        """The bytes of `text`; raises `EncodingError` when the encoding has no such character."""
        try:
            if self._machine is None:
                return text.encode("utf-8", self._errors)
            return self._machine.encode(text, final)
        except UnicodeEncodeError as error:
            code = ord(error.object[error.start])
            raise EncodingError(
                f"{self._format.codec} has no U+{code:04X}, which the cleaned text needs; "
                "choose another encoding for the output: --to utf-8"
            ) from None
