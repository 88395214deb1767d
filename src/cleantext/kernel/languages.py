"""What tells languages apart, counted over UTF-8 bytes; `data/build/languages.py` tells the layout
of the table and how it was made.

Of scripts that several languages share only *words* count: what stands between spaces, all letters
of one script, with quotes, brackets and stops around, apostrophes and hyphens inside.  So code,
paths, addresses and identifiers say nothing.  Of other scripts every letter counts.
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, NamedTuple

from .letters import Plain as PlainLetters
from .pick import pick

NO_GROUP, LONGEST = 255, 48
LEADING, TRAILING, INNER = frozenset(b"\"'(*-"), frozenset(b"\"')!?.,;:*-"), frozenset(b"'-")
BEFORE, INSIDE, AFTER, NO_WORD = range(4)


class Counted(NamedTuple):
    """Letters of each class; of each group of languages the trigrams of its words, how many of
    them the table has, and the penalty of each language."""

    letters: list[int]
    trigrams: list[int]
    found: list[int]
    penalties: list[list[int]]


class Plain:
    """The plain definition."""

    def __init__(self, letters: bytes | memoryview, table: bytes | memoryview) -> None:
        self.model = PlainLetters(letters)
        if len(table) < 88 or bytes(table[:8]) != b"languag1":
            raise ValueError("not a table of languages")
        self.size, self.columns, length = struct.unpack_from("<3I", table, 8)
        self.scripts, self.marks, self.no_break, self.punctuation = table[20:24]
        self.groups = bytes(table[24:88])
        self.names = bytes(table[88 : 88 + length])
        self.width = 2 + self.columns // 2
        self.rows = memoryview(table)[88 + length :]
        if not self.size or len(self.rows) != self.size * self.width or self.columns > 64:
            raise ValueError("not a table of languages")

    def count(self, text: bytes) -> Counted:
        """What the words of a text say."""
        number = len(self.names.split())
        counted = Counted(
            [0] * 64, [0] * number, [0] * number, [[0] * self.columns for _ in range(number)]
        )
        for token in self._tokens(text.decode("utf-8", "surrogatepass")):
            for _, kind, _ in token:
                if kind < self.scripts and self.groups[kind] == NO_GROUP:
                    counted.letters[kind] += 1
            if word := self._word(token):
                kind = next(kind for _, kind, _ in token if kind < self.scripts)
                self._add(counted, kind, word)
        return counted

    def _tokens(self, text: str) -> list[list[tuple[int, int, int]]]:
        """(symbol, class, case) of what is drawn between spaces."""
        tokens: list[list[tuple[int, int, int]]] = [[]]
        for point in map(ord, text):
            symbol, kind, case = self.model.character(point)
            if kind in (self.model.space, self.no_break):
                tokens.append([])
            elif kind != self.model.format:
                tokens[-1].append((symbol, kind, case))
        return tokens

    def _word(self, token: list[tuple[int, int, int]]) -> list[int]:
        """The symbols of the word that a token is, none if it is no word."""
        state, script, before, pending = BEFORE, -1, -1, 0
        word: list[int] = []
        for symbol, kind, case in token:
            if kind < self.marks:  # a letter or a mark
                fits = state < AFTER and (state == INSIDE or kind < self.scripts)
                if kind < self.scripts:
                    fits &= self.groups[kind] != NO_GROUP and script in (-1, kind)
                    fits &= not (before == 1 and case == 0 and not pending)
                    script = kind
                word += [pending] * bool(pending) + [symbol]
                state, pending = (INSIDE if fits else NO_WORD), 0
            elif state == BEFORE and (symbol in LEADING or kind == self.punctuation):
                pass
            elif state == INSIDE and symbol in INNER and not pending:
                pending = symbol
            elif state in (INSIDE, AFTER) and (symbol in TRAILING or kind == self.punctuation):
                state = AFTER
            else:
                return []
            if state == NO_WORD:
                return []
            before = case
        return word if state in (INSIDE, AFTER) and len(word) <= LONGEST else []

    def _add(self, counted: Counted, kind: int, word: list[int]) -> None:
        counted.letters[kind] += len(word)
        group = self.groups[kind]
        spaced = [0x20, *word, 0x20]
        for at in range(len(word)):
            counted.trigrams[group] += 1
            counted.found[group] += self._feature(counted, group, 3, spaced[at : at + 3])
            if word[at] > 0x7F:
                self._feature(counted, group, 5, word[at : at + 1])
        if len(word) > 1:
            self._feature(counted, group, 4, word)

    def _feature(self, counted: Counted, group: int, tag: int, symbols: list[int]) -> bool:
        value = self.model.hashed(tag, *symbols)
        at, check = (value & 0xFFFFFFFF) * self.size >> 32, value >> 48 or 1
        while True:
            row = self.rows[at * self.width : (at + 1) * self.width]
            if not (own := row[0] | row[1] << 8):
                return False
            if own == check:
                break
            at = (at + 1) % self.size
        sums, half = counted.penalties[group], self.columns // 2
        for column in range(half):
            sums[column] += row[2 + column] & 15
            sums[half + column] += row[2 + column] >> 4
        return True


if TYPE_CHECKING:
    Languages = Plain
else:
    Languages = getattr(pick("languages"), "Languages", Plain)
