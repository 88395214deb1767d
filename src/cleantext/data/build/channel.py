"""How often people make which slip, counted in pairs of a misspelling and its correction."""

from __future__ import annotations

import math
import random
from collections import Counter
from itertools import pairwise

from cleantext.kernel import slips as S
from cleantext.kernel.vocabulary import code_of

Pair = tuple[str, str]


def slip_of(wrong: str, right: str) -> tuple[int, int] | None:
    """The kind of the one slip between two words, and its place."""
    for near, kind, i, _ in S.one_slip(_Only(right), wrong):  # type: ignore[arg-type]
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
    """How often which slip is made: counted in pairs, mined ones eight times as they are uses."""

    def __init__(self, listed: list[Pair], mined: list[Pair]) -> None:
        self.edits: list[tuple[int, str, str, str]] = []
        counts: Counter[tuple[int, int]] = Counter()
        places: Counter[tuple[int, int]] = Counter()
        singles, doubles = Counter[int](), Counter[tuple[int, int]]()
        for wrong, right in listed + [pair for pair in mined for _ in range(8)]:
            slip = slip_of(wrong, right)
            if slip is None:
                kind = self._several(wrong, right)
                places[kind, 2] += 1
                continue
            kind, i = slip
            places[kind, S.place_of(right, i)] += 1
            if kind == S.APOSTROPHE:
                continue
            counts[self._cell(wrong, right, kind, i)] += 1
            for a, b in pairwise((0, *map(S.number, right), 0)):
                doubles[a, b] += 1
                singles[a] += 1
            self.edits.append(self._edit(wrong, right, kind, i))
        total = sum(places.values())
        self.costs = bytearray()
        for group in range(4):
            for a in range(27):
                for b in range(27):
                    # transposed, missing: of the pair; extra: of the letter; letter: of the right
                    base = doubles[a, b] if group < 2 else singles[a] if group == 2 else singles[b]
                    odds = (counts[group, 27 * a + b] + 0.3) / (base + 60)
                    self.costs.append(self._cost(odds))
        mean = sum(
            counts[group, cell] * self.costs[729 * group + cell] for group, cell in counts
        ) // max(1, sum(counts.values()))
        several = {S.APOSTROPHE: 0, S.CHUNK: mean, S.SKELETON: 2 * mean, S.FRAME: 2 * mean}
        self.several = bytes(min(255, several.get(kind, mean)) for kind in range(13))
        self.places = bytes(
            self._cost((places[kind, place] + 1) / (total + 40))
            for kind in range(13)
            for place in range(4)
        )

    @staticmethod
    def _cost(odds: float) -> int:
        return max(0, min(255, round(-20 * math.log10(odds))))

    @staticmethod
    def _several(wrong: str, right: str) -> int:
        if S.shared(wrong, right) + S.shared(wrong[::-1], right[::-1]) >= min(
            len(wrong), len(right)
        ):
            return S.CHUNK
        return S.SKELETON if S.skeleton(wrong) == S.skeleton(right) else S.FRAME

    @staticmethod
    def _cell(wrong: str, right: str, kind: int, i: int) -> tuple[int, int]:
        before = S.number(wrong[i - 1]) if i else 0
        if kind == S.TRANSPOSED:
            return 0, 27 * S.number(wrong[i + 1]) + S.number(wrong[i])
        if kind in (S.MISSING, S.MISSING_DOUBLE):
            return 1, 27 * before + S.number(right[i])
        if kind in (S.EXTRA, S.EXTRA_DOUBLE):
            return 2, 27 * before + S.number(wrong[i])
        return 3, 27 * S.number(wrong[i]) + S.number(right[i])

    @staticmethod
    def _edit(wrong: str, right: str, kind: int, i: int) -> tuple[int, str, str, str]:
        before = right[i - 1] if i else "^"
        if kind == S.TRANSPOSED:
            return kind, "", right[i : i + 2], wrong[i : i + 2]
        if kind in (S.MISSING, S.MISSING_DOUBLE):
            return kind, before, right[i], ""
        if kind in (S.EXTRA, S.EXTRA_DOUBLE):
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
