"""How often people make which slip, counted in pairs of a misspelling and its correction."""

from __future__ import annotations

import math
import random
from collections import Counter
from collections.abc import Iterator
from itertools import product

from cleantext.kernel import slip_costs, slips
from cleantext.kernel.vocabulary import code_of

Pair = tuple[str, str]
MINED = 8
CONTEXT = 3
"""A letter beside counts half where so many slips are to be expected beside it."""


def slip_of(wrong: str, right: str) -> tuple[int, int] | None:
    """The kind of the one slip between two words, and its place."""
    for near, kind, i, _ in slips.one_slip(_Only(right), wrong):  # type: ignore[arg-type]
        if near == right:
            return kind, i
    return None


class _Only:
    """A lexicon of one word."""

    alphabet = "abcdefghijklmnopqrstuvwxyz"

    def __init__(self, word: str) -> None:
        self.code = code_of(word)

    def known_edit(self, code: int) -> int:
        return int(code == self.code)


class Channel:
    """How often which slip is made: counted in pairs, mined ones eight times as they are uses.

    Each slip has a chance by its kind and the two letters that it concerns, and by how much more
    or less often it is made beside another letter.
    """

    def __init__(self, listed: list[Pair], mined: list[Pair]) -> None:
        self.edits: list[tuple[int, str, str, str]] = []
        made, may = Counter[slip_costs.Cell](), Counter[slip_costs.Cell]()
        places: Counter[tuple[int, int]] = Counter()
        for pairs, times in ((listed, 1), (mined, MINED)):
            for wrong, right in pairs:
                slip = slip_of(wrong, right)
                kind, i = slip or (self._several(wrong, right), 2)
                places[kind, slip_costs.place_of(right, i) if slip else 2] += times
                if slip is None or kind == slip_costs.APOSTROPHE:
                    continue
                made[slip_costs.cell_of(wrong, right, kind, i)] += times
                may.update(dict.fromkeys(self._chances(right), times))
                self.edits += [self._edit(wrong, right, kind, i)] * times
        total = sum(places.values())
        self.costs, self.beside, mean = self._counted(made, may)
        self.tail = bytes([mean]) + bytes(
            self._cost((places[kind, place] + 1) / (total + 40))
            for kind in range(len(slip_costs.KINDS))
            for place in range(4)
        )

    @staticmethod
    def _chances(right: str) -> Iterator[slip_costs.Cell]:
        """Where in a word a slip may be made, with 0 for the letter that it would bring."""
        for i in range(len(right)):
            yield slip_costs.transposed(right, i)
            yield slip_costs.missing(right, i)
            yield slip_costs.wrong("", right, i)
            yield slip_costs.extra("", right, i)
        yield slip_costs.extra("", right, len(right))

    @staticmethod
    def _counted(
        made: Counter[slip_costs.Cell], may: Counter[slip_costs.Cell]
    ) -> tuple[bytes, bytes, int]:
        """The costs, what the letters on either side add to them, and the mean."""
        count, base = Counter[tuple[int, ...]](), Counter[tuple[int, ...]]()
        for cells, sums in ((made, count), (may, base)):
            for (group, a, b, left, right), n in cells.items():
                sums[group, a, b] += n
                sums[group, a, b, 0, left] += n
                sums[group, a, b, 1, right] += n
        costs, sides = bytearray(), (bytearray(), bytearray())
        for group, a, b in product(range(4), range(27), range(27)):
            # The letter that a slip brings is none of the word: its chances are those of the place.
            place = (group, 0, b) if group == 3 else (group, a, 0) if group == 2 else (group, a, b)
            chance = (count[group, a, b] + 0.3) / (base[place] + 60)
            costs.append(Channel._cost(chance))
            for side, beside in enumerate(sides):
                for letter in range(27):
                    n, of = count[group, a, b, side, letter], base[(*place, side, letter)]
                    more = (n + CONTEXT) / (of * chance + CONTEXT)
                    beside.append(round(-20 * math.log10(more)) & 255)
        mean = sum(n * costs[729 * cell[0] + 27 * cell[1] + cell[2]] for cell, n in made.items())
        return bytes(costs), bytes(sides[0] + sides[1]), mean // max(1, made.total())

    @staticmethod
    def _cost(odds: float) -> int:
        return max(0, min(255, round(-20 * math.log10(odds))))

    @staticmethod
    def _several(wrong: str, right: str) -> int:
        if any(near == right for near, _ in slips.moved(wrong)):
            return slip_costs.MOVED
        if slips.shared(wrong, right) + slips.shared(wrong[::-1], right[::-1]) >= min(
            len(wrong), len(right)
        ):
            return slip_costs.CHUNK
        return (
            slip_costs.SKELETON
            if slips.skeleton(wrong) == slips.skeleton(right)
            else slip_costs.FRAME
        )

    @staticmethod
    def _edit(wrong: str, right: str, kind: int, i: int) -> tuple[int, str, str, str]:
        before = right[i - 1] if i else "^"
        if kind == slip_costs.TRANSPOSED:
            return kind, "", right[i : i + 2], wrong[i : i + 2]
        if kind in (slip_costs.MISSING, slip_costs.MISSING_DOUBLE):
            return kind, before, right[i], ""
        if kind in (slip_costs.EXTRA, slip_costs.EXTRA_DOUBLE):
            return kind, before, "", wrong[i]
        return kind, "", right[i], wrong[i]

    def slip(self, word: str, rng: random.Random) -> str:
        """The word with a slip that someone made in another."""
        for _ in range(40):
            _, before, old, new = rng.choice(self.edits)
            spots = [
                i
                for i in range(len(word) + 1)
                if word.startswith(old, i) and (not before or ("^" + word)[i] == before)
            ]
            if spots:
                i = rng.choice(spots)
                made = word[:i] + new + word[i + len(old) :]
                if made != word:
                    return made
        return word
