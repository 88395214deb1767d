"""glyphmark (pypi.org/project/glyphmark): packets with a message authentication code.

A message is cut into pieces of two bytes, each in a packet of ten: mark (2), number and count of
pieces (1 + 1), piece (2), tag (4), all of it XORed with a stream made from the key. Packets are
strewn among decoys, and only a packet whose tag is right counts. Without the key nothing can be
read; but the tool comes with one for demonstrations, which it takes if it is given no other.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

DEMO_KEY = b"glyphmark-demo-key-do-not-use-in-production-2026"
ZERO, ONE = "\u200c", "\u200d"
BITS = 80  # of a packet
LONGEST = 40_000  # bits looked through


def read_bits(stream: str) -> bytes | None:
    """The message in a stream of non-joiners and joiners; empty if there is a mark without one."""
    if len(stream) < BITS or len(stream) > LONGEST or set(stream) - {ZERO, ONE}:
        return None
    number = int(stream.replace(ZERO, "0").replace(ONE, "1"), 2)
    places = range(len(stream) - BITS, -1, -1)
    return _message((number >> place & (1 << BITS) - 1).to_bytes(10, "big") for place in places)


def read_bytes(data: bytes) -> bytes | None:
    """The message in the bytes of variation selectors."""
    return _message(data[i : i + 10] for i in range(min(len(data) - 9, LONGEST)))


def _message(windows: Iterable[bytes]) -> bytes | None:
    pieces: dict[int, bytes] = {}
    count = 0
    is_marked = False
    for window in windows:
        body = bytes(a ^ b for a, b in zip(window, _stream(), strict=False))
        # a mark tied to the words around it has tags of its own
        if body[2] < body[3] and body[6:] in (_tag(b"M", body[:6], 4), _tag(b"N", body[:6], 4)):
            count = body[3]
            pieces[body[2]] = body[4:6]
        elif not is_marked and body[5:] == _tag(b"C", body[:5], 5):
            is_marked = True
    if count and len(pieces) == count:
        return b"".join(pieces[k] for k in sorted(pieces)).rstrip(b"\0")
    return b"" if is_marked or pieces else None


@cache
def _stream() -> bytes:
    from hashlib import sha256

    return sha256(DEMO_KEY + b"whiten\0").digest()[:10]


def _tag(domain: bytes, head: bytes, size: int) -> bytes:
    import hmac

    return hmac.digest(DEMO_KEY, domain + head, "sha256")[:size]
