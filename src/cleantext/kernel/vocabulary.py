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
BUCKETS = 1 << 16
LONGEST = 24
"""Letters of the longest word that is ever looked into."""
OWN = 10
"""The frequency of a word of the user's own."""
RARE, NAME, FOREIGN, FOREIGN_COMMON, SIGN, ARCHAIC = 1, 2, 4, 8, 16, 32
"""Flags: a rare word, a name, a word of another language, one common there, a common word of
another language that English hardly has, a word of old books."""
CELLS, PLACES = 4 * 27 * 27, 14 * 4
"""Slips by group and two letters; kinds by place."""
HEAD = struct.Struct("<6I")
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
    """Words by their keys: 16 bits tell the bucket, 24 more stand in it, sorted.

    Another word passes for one of them in one case of four million.
    """

    __slots__ = ("blob", "bloom", "buckets", "flags", "keys", "near_at", "near_keys", "values")

    def __init__(self, data: memoryview) -> None:
        count, flagged, bits, near, letters, _ = HEAD.unpack_from(data)
        at = HEAD.size

        def take(size: int) -> memoryview:
            nonlocal at
            at += size
            if at > len(data):
                raise ValueError("the table is cut off")
            return data[at - size : at]

        self.buckets = take(4 * (BUCKETS + 1))
        self.near_keys, self.near_at = take(4 * near), take(4 * near)
        self.bloom = take((1 << bits) // 8 if bits else 0)
        self.keys, self.values = take(3 * count), take(count)
        self.flags = take(count if flagged else 0)
        self.blob = take(letters)
        if at != len(data):
            raise ValueError("the table is too long")

    def find(self, key: int) -> int:
        """The number of the entry, -1 where there is none."""
        low, high = struct.unpack_from("<2I", self.buckets, 4 * (key >> 48))
        want = (key >> 24 & 0xFFFFFF).to_bytes(3, "little")
        for i in range(int(low), int(high)):
            if self.keys[3 * i : 3 * i + 3] == want:
                return i
        return -1

    def may_hold(self, key: int) -> bool:
        """False where a word surely is none that is known."""
        if not self.bloom:
            return True
        bit = key & (8 * len(self.bloom) - 1)
        return bool(self.bloom[bit >> 3] >> (bit & 7) & 1)

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
        i = self.table.find(key_of(code))
        if i >= 0:
            found = self.table.values[i] | (self.table.flags[i] << 8 if self.table.flags else 0)
            if found & 255 or code not in self.own:
                return found
        return OWN if code in self.own else 0

    def known_edit(self, code: int) -> int:
        """The frequency of an edit of a word, 0 where it is none that is known."""
        key = key_of(code)
        if self.table.may_hold(key) and (i := self.table.find(key)) >= 0 and self.table.values[i]:
            return self.table.values[i]
        return OWN if code in self.own else 0

    def pair(self, first: str, second: str) -> int:
        """20 times log10 of how often two words were seen side by side, 0 where never."""
        if self.pairs is None:
            return 0
        i = self.pairs.find(key_of((code_of(first) * PAIR + code_of(second)) & MASK))
        return self.pairs.values[i] if i >= 0 else 0

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
