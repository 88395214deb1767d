"""What is known of the words of a language: mapped tables, read where they lie; plain definition.

All is counted in whole numbers, so that what is compiled (`_words.pyx`) answers exactly alike:
frequencies and costs are 20 times a logarithm to base 10.
"""

from __future__ import annotations

import struct
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import lru_cache

MASK = (1 << 64) - 1
BASE, PAIR = 0xD6E8FEB86659FD93, 0x9E3779B97F4A7C15
BUCKETS, BLOCK = 1 << 16, 16
LONGEST = 24
"""Letters of the longest word that is ever looked into."""
OWN = 10
"""The frequency of a word of the user's own."""
RARE, NAME, FOREIGN, FOREIGN_COMMON, SIGN, ARCHAIC = 1, 2, 4, 8, 16, 32
"""Flags: a rare word, a name, a word of another language, one common there, a common word of
another language that English hardly has, a word of old books."""
CELLS, PLACES = 4 * 27 * 27, 14 * 4
"""Slips by group and two letters; kinds by place."""
SIZES, HEAD = struct.Struct("<3I"), struct.Struct(f"<I{2 * BLOCK + 2}B")
MODEL = struct.Struct("<3I3i")
"""How many trees, nodes and leaves; what the sum starts with; the thresholds of two levels."""


def code_of(word: str) -> int:
    """The number of a word, of which those of its edits are made without looking at it again."""
    code = 0
    for letter in word:
        code = (code * BASE + ord(letter)) & MASK
    return code


def key_of(code: int) -> int:
    """The bits of a code, mixed: the bucket and what stands in it are read off them."""
    code ^= code >> 32
    code = code * PAIR & MASK
    code ^= code >> 29
    code = code * BASE & MASK
    return code ^ code >> 32


class Table:
    """Words by their keys, in blocks of 16 buckets: 16 bits tell the bucket, 24 more stand there.

    Another word passes for one of them in one case of four million. `data/build/tables.py` tells
    the layout.
    """

    __slots__ = ("blob", "body", "heads", "near_at", "near_keys", "what")

    def __init__(self, data: memoryview) -> None:
        near, body, letters = SIZES.unpack_from(data)
        at = SIZES.size

        def take(size: int) -> memoryview:
            nonlocal at
            at += size
            if at > len(data):
                raise ValueError("the table is cut off")
            return data[at - size : at]

        self.what = take(2 * 256).cast("H")
        self.heads = take(HEAD.size * BUCKETS // BLOCK)
        self.near_keys, self.near_at = take(4 * near), take(4 * near)
        self.body, self.blob = take(body), take(letters)
        if at != len(data):
            raise ValueError("the table is too long")

    def find(self, key: int) -> int:
        """The value of an entry, plus 256 times its flags; 0 where there is none."""
        block, bucket = divmod(key >> 48, BLOCK)
        start, *counts = HEAD.unpack_from(self.heads, HEAD.size * block)
        ends, told = counts[: BLOCK + 1], counts[BLOCK + 1 :]
        want = (key >> 24 & 0xFFFFFF).to_bytes(3, "little")
        for i in range(ends[bucket], ends[bucket + 1]):
            if self.body[start + 3 * i : start + 3 * i + 3] == want:
                at = told[bucket] + i - ends[bucket]
                is_told = at < told[bucket + 1]
                return self.what[self.body[start + 3 * ends[BLOCK] + at] if is_told else 0]
        return 0

    def near(self, key: int) -> Iterator[str]:
        """The words that stand under a 32-bit key of what is alike in them."""
        keys = self.near_keys.cast("I")
        i = bisect_left(keys, key)
        while i < len(keys) and keys[i] == key:
            at = self.near_at.cast("I")[i]
            yield bytes(self.blob[at + 1 : at + 1 + self.blob[at]]).decode("ascii")
            i += 1


class Model:
    """Boosted trees over whole numbers, and what slips cost.

    A node asks whether a feature is at most a threshold and goes left if so; a child below 0 is a
    leaf. The sum of the leaves is 1000 times the log-odds. A slip costs what its kind and the two
    letters say (a byte), and what the letters on either side add (a signed byte each).
    """

    __slots__ = ("beside", "costs", "leaves", "mean", "nodes", "places", "roots", "start")

    def __init__(self, data: memoryview) -> None:
        trees, nodes, leaves, self.start, *_ = MODEL.unpack_from(data)
        parts = struct.unpack_from(f"<{trees}h{4 * nodes}h{leaves}h", data, MODEL.size)
        self.roots = parts[:trees]
        self.nodes = [parts[trees + 4 * i : trees + 4 * i + 4] for i in range(nodes)]
        self.leaves = parts[trees + 4 * nodes :]
        at = MODEL.size + 2 * len(parts)
        if len(data) != at + CELLS + 2 * 27 * CELLS + 1 + PLACES:
            raise ValueError("the model is cut off")
        self.costs = data[at : at + CELLS]
        self.beside = data[at + CELLS : at + CELLS + 2 * 27 * CELLS].cast("b")
        self.mean, *self.places = data[at + CELLS + 2 * 27 * CELLS :]

    def cost(self, cell: tuple[int, int, int, int, int]) -> int:
        """What a slip costs; the mean, where a letter that it concerns was not counted."""
        group, a, b, left, right = cell
        if not b or (not a and group in (0, 3)):
            return self.mean
        at = 729 * group + 27 * a + b
        beside = self.beside[27 * at + left] + self.beside[27 * (CELLS + at) + right]
        return max(0, min(255, self.costs[at] + beside))

    def score(self, row: Sequence[int]) -> int:
        total = self.start
        for node in self.roots:
            while node >= 0:
                feature, threshold, left, right = self.nodes[node]
                node = left if row[feature] <= threshold else right
            total += self.leaves[-node - 1]
        return int(total)


class Vocabulary:
    """What is known of the words of a language.

    `words` is a table as `data/build/lexicon.py` writes it, `pairs` that of pairs of words,
    `letters` two tables of runs of three letters, `model` what `data/build/model.py` writes,
    `listed` lines `wrong->right`, `own` the user's words, `alphabet` the letters that a slip may
    bring, `phrases` pairs of words, or a word and nothing, that other rules ask about.
    """

    __slots__ = ("alphabet", "letters", "listed", "model", "own", "pairs", "phrases", "table")

    def __init__(
        self,
        words: memoryview,
        pairs: memoryview,
        letters: memoryview,
        model: memoryview,
        listed: bytes = b"",
        own: Sequence[str] = (),
        alphabet: str = "abcdefghijklmnopqrstuvwxyz",
        phrases: Sequence[tuple[str, str]] = (),
    ) -> None:
        self.table = Table(words)
        self.pairs = Table(pairs) if pairs else None
        self.letters = letters
        self.model = Model(model)
        self.listed = _listed(listed)
        self.own = frozenset(map(code_of, own))
        self.alphabet = alphabet
        self.phrases = frozenset(phrases)

    def look(self, word: str) -> int:
        """20 times the Zipf frequency of a lower-case word, plus 256 times its flags."""
        return self.look_code(code_of(word))

    def look_code(self, code: int) -> int:
        found = self.table.find(key_of(code))
        return OWN if not found & 255 and code in self.own else found

    def known_edit(self, code: int) -> int:
        """The frequency of an edit of a word, 0 where it is none that is known."""
        return self.look_code(code) & 255

    def pair(self, first: str, second: str) -> int:
        """20 times log10 of how often two words were seen side by side, 0 where never."""
        if self.pairs is None:
            return 0
        return self.pairs.find(key_of((code_of(first) * PAIR + code_of(second)) & MASK))

    def costs_of(self, word: str) -> tuple[int, int, int]:
        """What the letters of a word cost as English, as foreign, and the dearest of them."""
        home = away = worst = first = second = 0
        if not self.letters:
            return 0, 0, 0
        for letter in (*word, ""):
            third = ord(letter) - 96 if "a" <= letter <= "z" else 0
            at = (first * 27 + second) * 27 + third
            home += self.letters[at]
            away += self.letters[27**3 + at]
            worst = max(worst, self.letters[at])
            first, second = second, third
        return home // (len(word) + 1), away // (len(word) + 1), worst


@lru_cache(2)
def _listed(lines: bytes) -> dict[str, str]:
    """The lines with one correction: lower-case letters and apostrophes."""
    found: dict[str, str] = {}
    for line in lines.lower().split(b"\n"):
        wrong, arrow, right = line.partition(b"->")
        right = right.strip().rstrip(b",")
        is_one = arrow and wrong.isalpha() and right.replace(b"'", b"").isalpha()
        if is_one and max(len(wrong), len(right)) <= LONGEST:
            found.setdefault(wrong.decode("ascii"), right.decode("ascii"))
    return found
