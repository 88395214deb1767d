"""Write tables of words as `kernel/vocabulary.py` reads them: see `Table` there.

buckets     65,537 32-bit numbers: where the entries begin whose keys begin with these 16 bits
near        32-bit codes of what is alike in long common words (skeleton, frame), sorted, and
            where each word begins in the last part
bloom       one bit for each key of a word that is known, by the key's last bits
keys        the next 24 bits of each entry's key
values      a byte each; then, in some tables, flags, a byte each
words       each with its length before it
"""

from __future__ import annotations

import struct
from array import array
from collections.abc import Iterable, Mapping

from cleantext.kernel.slips import FRAME_LENGTH, SKELETON_LENGTH, frame, skeleton
from cleantext.kernel.vocabulary import BUCKETS, HEAD, MASK, PAIR, code_of, key_of

SKELETON_ZIPF, FRAME_ZIPF = 54, 60
"""20 times the Zipf frequency from which on a word is found by what is alike."""
BLOOM_BITS = 22


def table(
    entries: Iterable[tuple[int, int, int]],
    flagged: bool = False,
    bloom: bool = False,
    near: Mapping[str, int] | None = None,
) -> bytes:
    """A table of (code, value, flags); of entries that share a key the greater value counts."""
    rows: dict[int, tuple[int, int]] = {}
    bits = bytearray((1 << BLOOM_BITS) // 8 if bloom else 0)
    for code, value, flags in entries:
        key = key_of(code)
        rows[key >> 24] = max(rows.get(key >> 24, (0, 0)), (value, flags))
        if value and bloom:
            bit = key & ((1 << BLOOM_BITS) - 1)
            bits[bit >> 3] |= 1 << (bit & 7)
    order = sorted(rows)
    starts, at = array("I"), 0
    for bucket in range(BUCKETS + 1):
        while at < len(order) and order[at] >> 24 < bucket:
            at += 1
        starts.append(at)
    alike, blob = _near(near or {})
    return b"".join(
        (
            HEAD.pack(len(order), flagged, BLOOM_BITS if bloom else 0, len(alike), len(blob), 0),
            _numbers(starts),
            _numbers(code for code, _ in alike),
            _numbers(place for _, place in alike),
            bytes(bits),
            b"".join((key & 0xFFFFFF).to_bytes(3, "little") for key in order),
            bytes(rows[key][0] for key in order),
            bytes(rows[key][1] for key in order) if flagged else b"",
            blob,
        )
    )


def _numbers(values: Iterable[int]) -> bytes:
    found = list(values)
    return struct.pack(f"<{len(found)}I", *found)


def _near(words: Mapping[str, int]) -> tuple[list[tuple[int, int]], bytes]:
    alike, blob = [], bytearray()
    for word in sorted(words):
        if not (word.isascii() and word.isalpha() and len(word) <= 30):
            continue
        keys = []
        if len(word) >= SKELETON_LENGTH - 2 and words[word] >= SKELETON_ZIPF:
            keys.append(skeleton(word))
        if len(word) >= FRAME_LENGTH - 2 and words[word] >= FRAME_ZIPF:
            keys.append(frame(word))
        if keys:
            alike += [(code_of(key) & 0xFFFFFFFF, len(blob)) for key in keys]
            blob += bytes((len(word),)) + word.encode("ascii")
    return sorted(alike), bytes(blob)


def pair_code(first: str, second: str) -> int:
    return (code_of(first) * PAIR + code_of(second)) & MASK
