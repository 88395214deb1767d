"""What numbers may say: text in some encoding, packed or counted, and how likely that is."""

from __future__ import annotations

import binascii
import json
import zlib
from base64 import b64decode
from typing import TYPE_CHECKING, Literal

from ..expressions import expression
from .plausible import NEVER, score

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

MOST = 1 << 20  # bytes that a compressed message may unfold to
PROBE = 16  # characters by which noise is told
ORDERS: tuple[Literal["big", "little"], ...] = ("big", "little")
# in nats
BYTE = 5.55  # a byte that is left out and not understood
CUT = 5.0  # that there are such bytes at all
NAMED = 3.0  # that a tool writes hexadecimal or base64
SURE, FAIR = -2.0, -3.5  # for a byte of what unfolds, and its check is right, or without one
PLAIN = -4.5  # for a character that it unfolds to
STRUCTURE = 6.0  # what parses as JSON is no accident
FRAMES = (b"subliminal:start",)  # with which a tool begins its messages

_hex = expression(rb"(?:[0-9a-f]{2}){4,}|(?:[0-9A-F]{2}){4,}")
_base64 = expression(rb"[A-Za-z0-9+/_-]{8,}={0,2}")

_latin_text = expression("[ -~\\n\\t\u00a1-\u00ff]*[A-Za-z]{2}[ -~\\n\\t\u00a1-\u00ff]*")

Form = tuple[float, bytes, str]  # how likely (nats), the message, what was unfolded


def forms(values: Sequence[int], least: float) -> Iterator[Form]:
    """The messages that numbers may stand for, those likelier than `least`.

    >>> [(payload, how) for _, payload, how in forms(b"meet at dawn", -99.0)]
    [(b'meet at dawn', '')]
    """
    if not values or max(values) >= 0x110000:
        return
    if max(values) < 256:
        data = bytes(values)
        yield from _of_bytes(data, least)
        plain = data.strip(b"\0")
        if plain != data and plain:
            yield from _of_bytes(plain, least)
        return
    text = _units(values)
    if text is not None:
        yield from _of_text(text.strip("\0"), least, "")


def _units(values: Sequence[int]) -> str | None:
    """Text of code points or UTF-16 units."""
    try:
        raw = "".join(map(chr, values)).encode("utf-16", "surrogatepass")
        return raw.decode("utf-16")
    except UnicodeDecodeError:
        return None


def _of_bytes(data: bytes, least: float, depth: int = 0) -> Iterator[Form]:
    """Text of bytes: as it is, unfolded, in a frame; the first of these that is text at all."""
    yield from _encoded(data, least, depth)
    for reading in (_utf8, _utf16, *(() if depth or _is_text(data) else (_framed, _latin))):
        found = list(reading(data, least, depth))
        yield from found
        if found:
            return


def _is_text(data: bytes) -> bool:
    """Whether bytes are text to their end, so that no part of them is a count or a check."""
    try:
        return score(data.decode("utf-8")) != NEVER
    except UnicodeDecodeError:
        return False


def _encoded(data: bytes, least: float, depth: int) -> Iterator[Form]:
    """Bytes written as hexadecimal or base64, or compressed."""
    inner = _inner(data) if depth < 2 else None
    if inner:
        for likely, payload, how in _of_bytes(inner[1], least, depth + 1):
            yield likely - NAMED, payload, f"{inner[0]} {how}".strip()
    unfolded = _unfolded(data) if depth < 2 and len(data) > 7 else None
    if unfolded:
        is_sure, out = unfolded
        for likely, payload, how in _of_bytes(out, NEVER, 1):
            if is_sure or likely > PLAIN * len(payload):
                yield (SURE if is_sure else FAIR) * len(data), payload, f"compressed {how}".strip()


def _utf8(data: bytes, least: float, depth: int) -> Iterator[Form]:
    try:
        yield from _of_text(data.decode("utf-8"), least, "")
    except UnicodeDecodeError:
        return


def _utf16(data: bytes, least: float, depth: int) -> Iterator[Form]:
    if (
        len(data) % 2
        or len(data) < 4
        or max(data[::2].count(0), data[1::2].count(0)) * 4 < len(data)
    ):
        return  # too few zeros to be ASCII, and other scripts would be read into noise
    for codec in ("utf-16-le", "utf-16-be"):
        try:
            text = data.decode(codec).lstrip("\ufeff")
        except UnicodeDecodeError:
            continue
        yield from _of_text(text, least, "UTF-16")


def _latin(data: bytes, least: float, depth: int) -> Iterator[Form]:
    text = data.decode("latin-1")
    if _latin_text.fullmatch(text):
        for likely, payload, how in _of_text(text, least + CUT, "Latin-1"):
            yield likely - CUT, payload, how


def _of_text(text: str, least: float, how: str) -> Iterator[Form]:
    if not text.strip() or score(text[:PROBE]) == NEVER:
        return
    if len(text) > 2 and len(set(text)) == 1:
        return  # what repeats itself is likely in any reading
    for frame in FRAMES:
        text = text.removeprefix(frame.decode()) or text
    likely = score(text) if len(text) <= PROBE or score(text[:PROBE]) > -8.0 * PROBE else NEVER
    if likely == NEVER:
        return
    if text[0] in '{["' and _is_json(text):
        likely += STRUCTURE
    if likely > least:
        yield likely, text.encode("utf-8", "surrogatepass"), how


def _is_json(text: str) -> bool:
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True


def _inner(data: bytes) -> tuple[str, bytes] | None:
    if _hex.fullmatch(data):
        return "hex", bytes.fromhex(data.decode())
    if _base64.fullmatch(data) and (len(data) % 4 == 0 or data[-1:] != b"="):
        try:
            plain = data.replace(b"-", b"+").replace(b"_", b"/")
            return "base64", b64decode(plain + b"=" * (-len(plain) % 4), validate=True)
        except (binascii.Error, ValueError):
            pass
    return None


def _unfolded(data: bytes) -> tuple[bool, bytes] | None:
    """What compressed data unfolds to, in bounds, and whether its own check says so."""
    kinds = [47] if data[:2] == b"\x1f\x8b" or data[0] & 15 == 8 else []
    for window in (*kinds, -15):
        unfold = zlib.decompressobj(window)
        try:
            out = unfold.decompress(data, MOST)
        except zlib.error:
            continue
        if unfold.eof and len(out) > 3 and len(unfold.unused_data) <= 4:
            return window > 0, out
    return None


def _framed(data: bytes, least: float, depth: int) -> Iterator[Form]:
    """A message with its length before it or a check after it, or both."""
    for size in (1, 2, 4):
        for end in range(size, min(10, len(data))):
            for order in ORDERS[: min(size, 2)]:
                count = int.from_bytes(data[end - size : end], order)
                rest = len(data) - end - count
                if count > 2 and 0 <= rest <= 8:
                    lost = CUT + (end - size + rest) * BYTE
                    body = data[end : end + count]
                    for likely, payload, how in _of_bytes(body, least + lost, 1):
                        yield likely - lost, payload, f"counted {how}".strip()
    for size in (1, 2, 4):
        body, check = data[:-size], data[-size:]
        if len(body) > 3 and body.isascii():
            lost = CUT if check in _checks(body, size) else CUT + size * BYTE
            for likely, payload, how in _of_bytes(body, least + lost, 1):
                yield likely - lost, payload, f"checked {how}".strip()


def _checks(body: bytes, size: int) -> set[bytes]:
    """The sums that tools put behind a message."""
    import hashlib

    if size == 1:
        xor = 0
        for byte in body:
            xor ^= byte
        sums = [xor, sum(body) & 0xFF, -sum(body) & 0xFF]
    elif size == 2:
        sums = [binascii.crc_hqx(body, 0), binascii.crc_hqx(body, 0xFFFF), sum(body) & 0xFFFF]
    else:
        sums = [zlib.crc32(body), zlib.adler32(body)]
    found = {value.to_bytes(size, order) for value in sums for order in ORDERS}
    return found | {hashlib.new(name, body).digest()[:size] for name in ("md5", "sha1", "sha256")}
