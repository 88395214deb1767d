"""From bytes of an unknown encoding to text, without losing any."""

from __future__ import annotations

import codecs
from typing import NamedTuple

from .errors import InputDecodeError, InputTypeError
from .expressions import expression
from .io.encoding import format_of, iso_2022

HEAD = 65_536
COMMON = (
    "cp1252", "cp1251", "cp1250", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "cp874",
    "koi8-r", "koi8-u", "cp866", "iso8859-2", "iso8859-5", "iso8859-7", "iso8859-15", "mac-roman",
    "cp437", "cp850", "cp852", "gb18030", "big5", "shift_jis", "euc_jp", "cp949",
)  # fmt: skip
"""Encodings that are always tried, commonest first."""

WIDE = ("utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be")
ISO_2022 = ("iso2022_jp", "iso2022_kr", "iso2022_jp_2", "iso2022_jp_3")
CONTROL = expression("[\\x00-\\x08\\x0e-\\x1a\\x1c-\\x1f\\x7f]")
CONTROL_BYTE = expression(CONTROL.pattern.encode())
CONTROL_COST = 5.0
SURE = 0.5  # a wide reading of what decodes as UTF-8: writing of one script gives 0.59 and more
USUAL, UNLIKELY = 3.0, 12.0
"""What a character beyond ASCII costs, in nats, in most writing and where there is no writing."""


class Decoded(NamedTuple):
    """Text read from bytes: which encoding, how sure (0 to 1), and the byte-order mark, if any."""

    text: str
    encoding: str
    confidence: float
    bom: bytes = b""


def decode(data: bytes | bytearray | memoryview, encoding: str | None = None) -> Decoded:
    """Decode bytes: by their byte-order mark, as UTF-8, or in the encoding that fits best.

    Guesses come from charset-normalizer and from the commonest code pages; of these the one is
    taken that makes the most likely writing. No byte is ever dropped or replaced: what is decoded
    encodes to the same bytes again. Where nothing fits, the text is Latin-1, which keeps each byte
    as one character, with confidence 0. Naming an `encoding` only checks it.

    >>> decode("caf\\u00e9".encode())
    Decoded(text='caf\\xe9', encoding='utf-8', confidence=1.0, bom=b'')
    >>> decode(b"Gr\\xfc\\xdfe aus K\\xf6ln, sch\\xf6ne Gr\\xfc\\xdfe").encoding
    'cp1252'

    Raises `InputDecodeError` if bytes are not text in the encoding that was named or marked, and
    `CleantextError` with near names for an encoding that there is not.
    """
    if not isinstance(data, bytes | bytearray | memoryview):
        already = "; it is text already" * isinstance(data, str)
        raise InputTypeError(f"data must be bytes, not {type(data).__name__}{already}")
    data = bytes(data)
    codec, bom = format_of(data, encoding)
    if encoding is not None or bom:
        is_same = encoding and not bom and codecs.lookup(encoding).name == codec
        name = encoding if encoding and is_same else codec
        return Decoded(_strict(data, codec, len(bom)), name, 1.0, bom)
    try:
        text = data.decode()
    except UnicodeDecodeError:
        return _guess(data, _candidates(data))
    return _disguised(data) or Decoded(text, "utf-8", 1.0)


def _disguised(data: bytes) -> Decoded | None:
    """What decodes as UTF-8 and is none: wide characters, or such as are escaped into 7 bits."""
    if iso_2022(data[:HEAD]):
        for encoding in ISO_2022:
            text = _faithful(data, encoding)
            if text is not None:
                return Decoded(text, encoding, 1.0)
    if not CONTROL_BYTE.search(data, 0, HEAD):
        return None
    found = _guess(data, [(encoding, 0.0) for encoding in ("utf-8", *WIDE)])
    is_wide = found.encoding in WIDE and found.confidence > SURE
    return found if is_wide and CONTROL.sub("", found.text) else None


def _strict(data: bytes, encoding: str, skip: int = 0) -> str:
    try:
        return data[skip:].decode(encoding)
    except UnicodeDecodeError as error:
        raise InputDecodeError(
            f"byte 0x{data[skip + error.start]:02x} at offset {skip + error.start} is not "
            f"{encoding} ({error.reason}); decode(data) without a name guesses the encoding"
        ) from error


def _guess(data: bytes, candidates: list[tuple[str, float]]) -> Decoded:
    from . import letters

    readings: dict[str, tuple[str, float]] = {}
    for encoding, bonus in candidates:
        text = _faithful(data, encoding)
        if text is not None:
            # Many pages read the same: then the one is named that is most in use.
            name, most = readings.get(text, (encoding, bonus))
            readings[text] = min(name, encoding, key=_rank), max(most, bonus)
    ranked = []
    for text, (encoding, bonus) in readings.items():
        # How likely the bytes are: the same for all, so that the costs of texts can be compared.
        cost = letters.cost(text[:HEAD]) / len(data[:HEAD])
        cost += CONTROL_COST * len(CONTROL.findall(text[:HEAD])) / len(text) - bonus
        ranked.append((cost, _rank(encoding), encoding, text))
    if not ranked:
        return Decoded(data.decode("latin-1"), "latin-1", 0.0)
    ranked.sort()
    cost, _, encoding, text = ranked[0]
    margin = ranked[1][0] - cost if len(ranked) > 1 else 0.5
    dear, count = letters.beyond(text[:HEAD])
    likely = 1 - min(1.0, max(0.0, dear / max(1, count) - USUAL) / (UNLIKELY - USUAL))
    return Decoded(text, encoding, round(likely * (0.5 + min(0.5, margin)), 2))


def _rank(encoding: str) -> int:
    return COMMON.index(encoding) if encoding in COMMON else len(COMMON)


def _candidates(data: bytes) -> list[tuple[str, float]]:
    """Encodings worth trying, each with what speaks for it beforehand."""
    from charset_normalizer import from_bytes
    from charset_normalizer.utils import is_multi_byte_encoding

    found = dict.fromkeys(WIDE, 0.0) if CONTROL_BYTE.search(data, 0, HEAD) else {}
    for number, match in enumerate(from_bytes(data[:HEAD])):
        if is_multi_byte_encoding(match.encoding) and _name(match.encoding) not in COMMON:
            continue  # a variant of one that is tried anyway
        found[_name(match.encoding)] = 0.05 * (1 + match.coherence) / (number + 1)
    for number, encoding in enumerate(COMMON):
        found[encoding] = found.get(encoding, 0.0) + 0.05 - 0.002 * number
    return list(found.items())


def _name(encoding: str) -> str:
    """One name for an encoding: as it stands in `COMMON`, else as the codec registry has it."""
    same = codecs.lookup(encoding).name
    return next((name for name in COMMON if codecs.lookup(name).name == same), same)


def _faithful(data: bytes, encoding: str) -> str | None:
    """The text, if it is all there: it encodes to the same bytes again."""
    try:
        text = data.decode(encoding)
        return text if text.encode(encoding) == data else None
    except UnicodeError:
        return None
