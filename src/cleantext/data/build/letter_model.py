"""Write `data/letters.bin`: which letters follow which, over all languages, in one flat table.

    python -m cleantext.data.build.letter_model DOWNLOADS

with numpy installed and the packages that `letter_text` names in DOWNLOADS.  The same downloads
give the same bytes.

The model is an interpolated n-gram of symbols (`letter_symbols`) over the texts of all languages
at once: the letters before select the language by themselves.  What was not seen falls back on
fewer letters, at last on classes (scripts, marks, kinds of signs), each symbol by how common it is
in its class.  Entries that say little more than what they fall back on are left out, and what is
left out is given back to the fallback, so that probabilities of a context add up to one.

References: I. H. Witten, T. C. Bell, The zero-frequency problem (1991); A. Stolcke,
Entropy-based pruning of backoff language models (1998).

The file, little-endian; costs are minus log-probabilities in 1/8 nat:

    offset  type        what
    0       8 bytes     b"letters1"
    8       u32 x 5     order, classes K, slots S, blocks A and B
    28      u8 x 4      the classes "space", "format"; this and those above nobody writes; "stop"
    32      u8[K*K*K]   cost of a class after two classes, padded to a multiple of 8
            u8[27]      cost of a case after two cases, padded to 32
            u16[0x1100] code point >> 8: its block in A
            u16[0x1100] the same in B
            u32[A*256]  class | case << 6 | (symbol - code point) << 8
            u8[B*256]   cost of the symbol within its class
            u8[S*3+1]   slots: check << 7 | cost, 24 bits; 0 is empty

A sign of the class "stop" costs what its symbol does and within its class besides.  What draws
nothing and signs of the next class, "opener", cost what their class does and within it, and what
follows is foretold from what stood before.

The slot of a key is looked for from `(low half of hash) * S >> 32` on, circularly, up to an empty
one; the check is the top 17 bits of the hash.  Keys are sequences of symbols under a tag: 1 for an
n-gram with its cost, 2 for a context with the cost of falling back from it.
"""

from __future__ import annotations

import math
import struct
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

import numpy as np

from .letter_counts import Array, Corpus, Counts, balanced, contexts_of, rows_of
from .letter_symbols import (
    AROUND,
    CLASSES,
    INDEX,
    NEVER,
    SCRIPTS,
    THROUGH,
    case_of,
    class_of,
    folded,
    symbol_of,
)
from .letter_text import Text, texts

TARGET = Path(__file__).parent.parent / "letters.bin"
MAGIC = b"letters1"
ORDER = 3
SLOTS = 505_000
FILLED = 0.74
STEP = 8
LARGEST = 127
UNSEEN = 2.0
"""How much more than Witten and Bell's the mass of the unseen is: there is little text."""
NEVER_COST, THROUGH_COST = 15.0, 12.0
"""Nats: the least of what nobody writes, and of what does not come between where never seen."""
GOLDEN, FINAL = 0x9E3779B97F4A7C15, 0xD6E8FEB86659FD93
WORD = (1 << 64) - 1


class Classes:
    """The fallback: classes after classes, symbols within classes."""

    def __init__(self, corpus: Corpus, unigrams: Counts, trigrams: Counts) -> None:
        size = len(CLASSES)
        of = corpus.of
        seen = np.zeros(len(of))
        seen[unigrams.grams[:, 0]] = unigrams.seen
        inside = np.bincount(of, weights=seen, minlength=size)
        members = np.bincount(of, minlength=size)
        smooth = np.where(np.isin(of, [INDEX["CJK"], INDEX["HANGUL"]]), 0.3, 1.0)
        self.within = (seen + smooth) / (inside[of] + smooth * members[of])
        prior = (inside + 200.0) / (inside.sum() + 200.0 * size)
        three = np.zeros((size, size, size))
        np.add.at(three, tuple(of[trigrams.grams].T), trigrams.seen)
        two = three.sum(0)
        pairs = (two + 300.0 * prior) / (two.sum(1, keepdims=True) + 300.0)
        rare = (two.sum(1) < 4000) & (np.arange(size) < len(SCRIPTS))
        for script in np.flatnonzero(rare):  # a script never met is judged as those met are
            pairs[script] = 0.3 * prior
            pairs[script, script] += 0.7
        total = three.sum(2, keepdims=True)
        self.after = (three + 100.0 * pairs) / (total + 100.0)
        self.of = of

    def probability(self, first: Array, second: Array, third: Array) -> Array:
        of = self.of
        result: Array = self.after[of[first], of[second], of[third]] * self.within[third]
        return result


class Level(NamedTuple):
    """What is kept of one length of n-gram."""

    grams: Array
    probability: Array
    contexts: Array
    fallback: Array
    gain: Array


def estimate(corpus: Corpus) -> tuple[Classes, list[Level]]:
    counts = [corpus.count(length) for length in range(1, corpus.order + 1)]
    classes = Classes(corpus, counts[0], counts[2])
    levels: list[Level] = []
    for grams, seen in counts[1:]:
        contexts, where = contexts_of(grams)
        kinds = np.bincount(where)
        total = np.bincount(where, weights=seen)
        unseen = UNSEEN * kinds / (total + UNSEEN * kinds)
        lower = lower_probability(classes, levels, grams)
        probability = (1 - unseen[where]) * seen / total[where] + unseen[where] * lower
        gain = seen * np.log(probability / (unseen[where] * lower))
        levels.append(Level(grams, probability, contexts, unseen, gain))
    return classes, levels


def lower_probability(classes: Classes, levels: list[Level], grams: Array) -> Array:
    """What the model so far gives the last symbol of each n-gram after all but the first."""
    if not levels:
        return classes.probability(grams[:, 0], grams[:, 0], grams[:, 1])
    level = levels[-1]
    at = rows_of(grams[:, 1:], level.grams)
    return level.probability[at]  # a part of what was seen was seen


def prune(classes: Classes, levels: list[Level], budget: int) -> list[Level]:
    """The entries that gain most, with the contexts they need, as many as there is room for."""
    gains = np.sort(np.concatenate([level.gain for level in levels]))[::-1]
    low, high = 0, len(gains)
    while high - low > 64:
        middle = (low + high) // 2
        least = gains[min(middle, len(gains) - 1)]
        room = 0
        for level in levels:
            kept = level.grams[level.gain >= least]
            room += len(kept) + len(contexts_of(kept)[0])
        low, high = (middle, high) if room <= budget else (low, middle)
    least = gains[low]
    pruned: list[Level] = []
    for level in levels:
        chosen = level.gain >= least
        grams, probability = level.grams[chosen], level.probability[chosen]
        contexts, where = contexts_of(grams)
        lower = backed_off(classes, pruned, grams)
        left = 1 - np.bincount(where, weights=probability)
        below = 1 - np.bincount(where, weights=lower)
        fallback = np.clip(left, 1e-6, 1) / np.clip(below, 1e-3, 1)
        pruned.append(
            Level(grams, probability, contexts, np.minimum(fallback, 1.0), level.gain[chosen])
        )
    return pruned


def backed_off(classes: Classes, levels: list[Level], grams: Array) -> Array:
    """What the pruned model gives the last symbol of each n-gram after all but the first."""
    rest = grams[:, 1:] if levels else grams
    if not levels:
        return classes.probability(rest[:, 0], rest[:, 0], rest[:, 1])
    level = levels[-1]
    at = rows_of(rest, level.grams)
    context = rows_of(rest[:, :-1], level.contexts)
    weight = np.where(context >= 0, level.fallback[context], 1.0)
    below = backed_off(classes, levels[:-1], rest)
    return np.where(at >= 0, level.probability[at], weight * below)


def cost(probability: Array) -> Array:
    return np.clip(np.rint(-STEP * np.log(probability)), 0, 255).astype(np.uint8)


def case_costs(corpus: Corpus) -> bytes:
    key = corpus.case[:-2] * 9 + corpus.case[1:-1] * 3 + corpus.case[2:]
    seen = np.bincount(key, weights=corpus.weight[2:], minlength=27).reshape(9, 3)
    share = (seen + 30) / (seen.sum(1, keepdims=True) + 90)
    return bytes(cost(share).ravel().tolist()).ljust(32, b"\0")


def blocks_of(values: Array) -> tuple[Array, Array]:
    """Values of all code points as (number of the block of each 256, the different blocks)."""
    blocks: dict[bytes, int] = {}
    rows = values.reshape(-1, 256)
    index = [blocks.setdefault(row.tobytes(), len(blocks)) for row in rows]
    different = np.frombuffer(b"".join(blocks), values.dtype)
    return np.array(index, np.uint16), different


def characters(corpus: Corpus, classes: Classes) -> tuple[list[Array], list[int]]:
    """Of all code points the blocks of what each is and of its cost within its class."""
    within = dict(zip(corpus.symbols.tolist(), cost(classes.within).tolist(), strict=True))
    bare = {INDEX[name] for name in (*NEVER, "format")}
    share: dict[str, float] = {}
    for signs in AROUND.values():
        total = sum(corpus.signs[sign] + 1 for sign in signs)
        share |= {sign: math.log(total / (corpus.signs[sign] + 1)) for sign in signs}
    what = np.full(0x110000, INDEX["unassigned"] | 2 << 6, np.uint32)
    dear = np.zeros(0x110000, np.uint8)
    for point in range(0x110000):
        if not 0xD800 <= point < 0xE000:
            character = chr(point)
            symbol, kind = symbol_of(character), class_of(character)
            what[point] = kind | case_of(character) << 6 | (symbol - point) << 8 & 0xFFFFFFFF
            dear[point] = 0 if kind in bare else within[symbol]
            if CLASSES[kind] in AROUND:
                dear[point] = round(STEP * share[folded(character)])
    first, second = blocks_of(what), blocks_of(dear)
    sizes = [len(first[1]) // 256, len(second[1]) // 256]
    return [first[0], second[0], first[1], second[1]], sizes


def hashed(tag: int, symbols: Iterable[int]) -> int:
    value = tag
    for symbol in symbols:
        value = (value * GOLDEN + symbol) & WORD
    value ^= value >> 32
    value = value * FINAL & WORD
    return value ^ value >> 32


def slots(corpus: Corpus, levels: list[Level], size: int) -> bytes:
    """The most telling entries first: of two that a check takes for one, the later is left out."""
    entries: list[tuple[float, int, tuple[int, ...], int]] = []
    for grams, probability, contexts, fallback, gain in levels:
        symbols = corpus.symbols
        for row, worth, dear in zip(symbols[grams].tolist(), gain, cost(probability), strict=True):
            entries.append((-float(worth), 1, tuple(row), min(LARGEST, int(dear))))
        for row, dear in zip(symbols[contexts].tolist(), cost(fallback), strict=True):
            entries.append((-math.inf, 2, tuple(row), min(LARGEST, int(dear))))
    table = [0] * size
    for _, tag, row, dear in sorted(entries):
        value = hashed(tag, row)
        at = (value & 0xFFFFFFFF) * size >> 32
        check = value >> 47 or 1
        while table[at] and table[at] >> 7 != check:
            at = (at + 1) % size
        if not table[at]:
            table[at] = check << 7 | dear
    return b"".join(entry.to_bytes(3, "little") for entry in table) + b"\0"


def build(source: Iterable[Text], order: int = ORDER, size: int = SLOTS) -> bytes:
    """The bytes of the table."""
    corpus = Corpus(balanced(source), order)
    classes, levels = estimate(corpus)
    levels = prune(classes, levels, int(size * FILLED))
    after = cost(classes.after)
    for name in NEVER:
        column = after[:, :, INDEX[name]]
        np.maximum(column, round(STEP * NEVER_COST), out=column)
    among = corpus.through.sum(2) + 1000
    for name in THROUGH:
        seen = corpus.through[:, :, INDEX[name]] + 1000 * math.exp(-THROUGH_COST)
        after[:, :, INDEX[name]] = cost(seen / among)
    parts, blocks = characters(corpus, classes)
    bare = [INDEX[name] for name in ("space", "format", NEVER[0], "stop")]
    header = struct.pack("<8s5I4B", MAGIC, order, len(CLASSES), size, *blocks, *bare)
    padded = after.tobytes().ljust(-(-after.size // 8) * 8, b"\0")
    tables = [part.tobytes() for part in parts]
    return b"".join((header, padded, case_costs(corpus), *tables, slots(corpus, levels, size)))


def main() -> None:
    TARGET.write_bytes(build(texts(Path(sys.argv[1]))))


if __name__ == "__main__":
    main()
