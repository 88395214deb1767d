"""Write tables of words as `kernel/vocabulary.py` reads them: see `Table` there.

sizes       three 32-bit numbers: the entries of `near`, the bytes of `blocks` and of `words`
what        256 16-bit numbers, a value plus 256 times flags each, the commonest first
heads       of each block of 16 buckets (a bucket are the entries whose keys begin with the same 16
            bits) where its bytes begin; how many entries stand before each of its buckets, and
            how many in all; of those the same whose value is told
near        32-bit codes of what is alike in long common words (skeleton, frame), sorted, and
            where each word begins in the last part
blocks      the next 24 bits of each entry's key, those first in their bucket whose value is told;
            then these values, a byte each, that says which of `what`; others have the commonest
words       each with its length before it
"""

from __future__ import annotations

import struct
from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import accumulate, chain

from cleantext.kernel.slips import FRAME_LENGTH, SKELETON_LENGTH, frame, skeleton
from cleantext.kernel.vocabulary import BLOCK, BUCKETS, HEAD, MASK, PAIR, SIZES, code_of, key_of

SKELETON_ZIPF, FRAME_ZIPF = 54, 60
"""20 times the Zipf frequency from which on a word is found by what is alike."""


def table(entries: Iterable[tuple[int, int, int]], near: Mapping[str, int] | None = None) -> bytes:
    """A table of (code, value, flags); of entries that share a key the greater value counts."""
    rows: dict[int, tuple[int, int]] = {}
    for code, value, flags in entries:
        key = key_of(code) >> 24
        rows[key] = max(rows.get(key, (0, 0)), (value, flags))
    return packed({key: value | flags << 8 for key, (value, flags) in rows.items()}, near or {})


def packed(rows: Mapping[int, int], near: Mapping[str, int]) -> bytes:
    """A table of what stands under the first 40 bits of keys."""
    often = Counter(rows.values())
    whats = sorted(often, key=lambda what: (-often[what], what))
    if len(whats) > 256:
        raise ValueError("more than 256 values with flags")
    place = {what: i for i, what in enumerate(whats)}
    buckets: list[list[tuple[bool, int, int]]] = [[] for _ in range(BUCKETS)]
    for key, what in rows.items():
        buckets[key >> 24].append((not place[what], key & 0xFFFFFF, place[what]))
    heads, body = bytearray(), bytearray()
    for k in range(0, BUCKETS, BLOCK):
        found = [sorted(bucket) for bucket in buckets[k : k + BLOCK]]
        told = [[entry for entry in bucket if entry[2]] for bucket in found]
        counts = (accumulate(map(len, lists), initial=0) for lists in (found, told))
        heads += HEAD.pack(len(body), *chain(*counts))
        body += b"".join(key.to_bytes(3, "little") for _, key, _ in chain(*found))
        body += bytes(value for _, _, value in chain(*told))
    alike, blob = _near(near)
    return b"".join(
        (
            SIZES.pack(len(alike), len(body), len(blob)),
            struct.pack("<256H", *whats, *bytes(256 - len(whats))),
            heads,
            _numbers(code for code, _ in alike),
            _numbers(place for _, place in alike),
            body,
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
