"""The model of letters: what a text costs, over UTF-8 bytes; `data/build/letter_model.py` tells
the layout of the table and how it was made.

A cost is minus the logarithm of a probability in 1/8 nat.  A text is judged between two spaces;
spaces in a row count as one; what draws nothing has a price of its own and its neighbours stand
together.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

from .pick import pick

GOLDEN, FINAL, WORD = 0x9E3779B97F4A7C15, 0xD6E8FEB86659FD93, (1 << 64) - 1
SPACE, NEUTRAL = 0x20, 2
State = tuple[tuple[int, int], tuple[int, int], int]
"""Symbol and class of each of the two characters before, the nearest last, and their cases."""


class Plain:
    """The plain definition."""

    def __init__(self, table: bytes | memoryview) -> None:
        if len(table) < 32 or bytes(table[:8]) != b"letters1":
            raise ValueError("not a table of letters")
        self.table = table
        order, classes, size, first, second = struct.unpack_from("<5I", table, 8)
        self.space, self.format, self.never, self.stop = table[28:32]
        self.classes, self.size = classes, size
        lengths = [-(-(classes**3) // 8) * 8, 32, 0x1100 * 2, 0x1100 * 2, first * 1024]
        lengths += [second * 256, size * 3 + 1]
        if order != 3 or len(table) != 32 + sum(lengths):
            raise ValueError("not a table of letters")
        ends = list(accumulate(lengths, initial=32))
        parts = [memoryview(table)[start:end] for start, end in pairwise(ends)]
        self.after, self.cases, pages, priced, what, self.within, self.slots = parts
        self.pages, self.priced, self.what = pages.cast("H"), priced.cast("H"), what.cast("I")

    def cost(self, text: bytes) -> int:
        """The cost of a text."""
        return sum(self.each(text))

    def between(self, before: bytes, candidates: list[bytes], after: bytes) -> list[int]:
        """The cost of each candidate between two others, with that of what follows it."""
        left = len(_decoded(before))
        return [sum(self.each(before + text + after)[left:]) for text in candidates]

    def each(self, text: bytes) -> list[int]:
        """The cost of each code point, and of the end."""
        return list(self._steps(_decoded(text) + " "))

    def beyond(self, text: bytes) -> tuple[int, int]:
        """(cost, number) of the characters beyond ASCII and of the two after each."""
        points = _decoded(text) + " "
        costs = self.each(text)
        near = [at for at in range(len(points)) if not points[max(0, at - 2) : at + 1].isascii()]
        return sum(costs[at] for at in near), len(near)

    def _steps(self, text: str) -> Iterator[int]:
        state = self.start
        for point in map(ord, text):
            cost, state = self.step(state, point)
            yield cost

    @property
    def start(self) -> State:
        """What stands before a text: a space."""
        return (SPACE, self.space), (SPACE, self.space), NEUTRAL * 3 + NEUTRAL

    def step(self, state: State, point: int) -> tuple[int, State]:
        """The cost of a code point after a state, and the state after both."""
        first, second, cases = state
        symbol, kind, case = self.character(point)
        after = (first[1] * self.classes + second[1]) * self.classes + kind
        within = self.within[self.priced[point >> 8] << 8 | point & 0xFF]
        if kind in (self.format, self.stop + 1):
            return self.after[after] + within, state
        if symbol == second[0] == SPACE:
            return 0, state
        if kind >= self.never:
            cost = self.after[after]
        else:
            always, unseen = (within, 0) if kind == self.stop else (0, within)
            unseen += self.after[after]
            cost = always + self._seen(first[0], second[0], symbol, unseen)
        cases = cases % 9 * 3 + case
        return cost + self.cases[cases], (second, (symbol, kind), cases)

    def _seen(self, first: int, second: int, symbol: int, unseen: int) -> int:
        """The cost of a symbol after two others: by three, by two, else by classes."""
        if (cost := self._get(1, first, second, symbol)) >= 0:
            return cost
        less = max(0, self._get(2, first, second))
        if (cost := self._get(1, second, symbol)) >= 0:
            return less + cost
        return less + max(0, self._get(2, second)) + unseen

    def character(self, point: int) -> tuple[int, int, int]:
        """The symbol, class and case of a code point."""
        what = self.what[self.pages[point >> 8] << 8 | point & 0xFF]
        return point + (what >> 8) - (what >> 31 << 24), what & 63, what >> 6 & 3

    def _get(self, tag: int, *symbols: int) -> int:
        value = self.hashed(tag, *symbols)
        at, check = (value & 0xFFFFFFFF) * self.size >> 32, value >> 47 or 1
        while slot := int.from_bytes(self.slots[at * 3 : at * 3 + 3], "little"):
            if slot >> 7 == check:
                return slot & 127
            at = (at + 1) % self.size
        return -1

    @staticmethod
    def hashed(tag: int, *symbols: int) -> int:
        """The hash by which a row of symbols is found under a tag."""
        value = tag
        for symbol in symbols:
            value = (value * GOLDEN + symbol) & WORD
        value = (value ^ value >> 32) * FINAL & WORD
        return value ^ value >> 32


def _decoded(text: bytes) -> str:
    return text.decode("utf-8", "surrogatepass")


if TYPE_CHECKING:
    Letters = Plain
else:
    Letters = getattr(pick("letters"), "Letters", Plain)
