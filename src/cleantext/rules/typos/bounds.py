"""How high the decision about a word can come out at most: most unknown words need not be weighed.

What is asked here costs a tenth of the decision, does not look at the place, and is never below
what `choose` gives anywhere: a word whose bound is under the threshold is left alone for good.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from ... import lexicon as lists
from .candidates import KEPT, LONG, LONGER, SELDOM, SELDOMEST
from .decision import ATTESTED, MOST_LEAD, PAIRS, PULL_LIMIT
from .slips import SHORT, slip_evidence

SLACK = 1e-6
"""For sums that are added up in another order."""
LENGTHS = 12
UNSEEN = 8.0
"""More than two words can be too common for never having been seen together."""
UNLISTED_SELDOM = 2

_OF_SLIP = (
    "transposed extra extra-double extra-vowel extra-key missing missing-double missing-vowel "
    "vowel key letter sound first first-extra last last-extra last-inflection short-transposed "
    "short-letter short-extra short-missing"
).split()
_ELSEWHERE = (
    "bias length short three letters worst-letters foreign-letters letters-gain frequency seldom "
    "seldomest unlisted-seldom unlisted-short unlisted-long unlisted-longer unlisted-inflection "
    "unlisted-transposed unlisted-vowel unlisted-ending unlisted-name ending rare name foreign "
    "foreign-common skeleton frame doubled-chunk lost-chunk three-slips case-start case-middle "
    "case-upper lead rivals left right left-pull right-pull left-unseen right-unseen listed "
    "listed-foreign closed name-capital"
).split()


class Bounds(NamedTuple):
    """What evidence can add at most, made once from the weights."""

    anywhere: float
    """What the place and the rest of the evidence can add."""
    beside: Mapping[str, float]
    """How much of that a known word on one side can add."""
    alone: float
    """What the lack of a word on the left adds, at most nothing."""
    by_length: tuple[float, ...]
    """What the length of a word adds, from 0 letters on."""
    by_frequency: tuple[float, ...]
    """What the frequency of a candidate, times 20, adds."""
    of_slip: Mapping[str, float]
    several: Mapping[tuple[str, bool], float]
    """What candidates several slips away add, by what is alike and whether it is three or more."""
    cases: Mapping[str, float]
    """What the case of a word adds."""
    name: float
    """What a case that is not "lower" adds to a word that is a name, at most nothing."""


def bounds_of(decide: Mapping[str, float]) -> Bounds:
    """The bounds that follow from the weights of the decision."""

    def of(name: str) -> float:
        return decide.get(name, 0.0)

    counted = {*_OF_SLIP, *_ELSEWHERE}
    anywhere = sum(max(0.0, weight) for name, weight in decide.items() if name not in counted)
    beside = {
        side: _of_pair(decide, side) + UNSEEN * max(0.0, of(f"{side}-unseen"))
        for side in ("left", "right")
    }
    anywhere += sum(beside.values())
    anywhere += max(0.0, of("name-capital")) + MOST_LEAD * max(0.0, of("lead"))
    anywhere += max(of("rivals") * math.log1p(1), of("rivals") * math.log1p(KEPT))
    anywhere += max(0.0, of("ending") + of("unlisted-ending"))
    of_slip = {name: of(name) for name in _OF_SLIP}
    of_slip["last-inflection"] += of("unlisted-inflection")
    of_slip["transposed"] += of("unlisted-transposed")
    of_slip["extra-vowel"] += of("unlisted-vowel")
    several = {}
    for kind in ("skeleton", "frame", "doubled-chunk"):
        for far in (False, True):
            one = of(kind) + max(0.0, of("lost-chunk")) + far * of("three-slips")
            several[kind, far] = max(one, of("doubled-chunk"))
    return Bounds(
        anywhere + SLACK,
        beside,
        min(0.0, of("nothing-left")),
        tuple(
            of("bias")
            + of("length") * min(size, LENGTHS)
            + of("short") * (size <= 4)
            + of("three") * (size == 3)
            + of("unlisted-short") * (size <= SHORT)
            + of("unlisted-long") * (size >= LONG)
            + of("unlisted-longer") * (size >= LONGER)
            for size in range(65)
        ),
        tuple(
            of("frequency") * zipf
            + of("seldom") * max(0.0, SELDOM - zipf)
            + of("seldomest") * max(0.0, SELDOMEST - zipf)
            + of("unlisted-seldom") * (zipf < UNLISTED_SELDOM)
            for zipf in (k / 20 for k in range(256))
        ),
        of_slip,
        several,
        {"lower": 0.0, **{case: of(f"case-{case}") for case in ("start", "middle", "upper")}},
        min(0.0, of("name-capital")),
    )


def _of_pair(decide: Mapping[str, float], side: str) -> float:
    """The most that the word on one side can add: two words were seen together, or were not."""
    seen = max(decide[side] * extreme for extreme in PAIRS)
    return max(0.0, seen + PULL_LIMIT * abs(decide[f"{side}-pull"]))


def highest(
    word: str,
    flags: int,
    slips: Mapping[str, tuple[str, int]],
    several: Iterable[tuple[str, str, int]],
    lexicon: Mapping[str, int],
    bounds: Bounds,
    decide: Mapping[str, float],
) -> float:
    """At least the score of a word in any place, case aside; -inf when it has no candidates.

    For words that no list of misspellings has. `flags` is what `lexicon.attested` says of it;
    `slips` and `several` are the candidates as the kernel finds them.
    """
    gain = decide["letters-gain"]
    home, away, worst = lists.letters(word)
    best = -math.inf
    for near, (kind, i) in slips.items():
        score = bounds.by_frequency[lexicon[near]] + gain * (_home(near) - home)
        for name in slip_evidence(word, near, kind, i):
            score += bounds.of_slip.get(name, 0.0)
        best = max(best, score)
    for near, kind, count in several:
        score = bounds.by_frequency[lexicon[near]] + gain * (_home(near) - home)
        best = max(best, score + bounds.several[kind, count > 2])
    best += bounds.anywhere + bounds.by_length[len(word)]
    best += decide["letters"] * home + decide["worst-letters"] * worst
    best += decide["foreign-letters"] * (away - home)
    for flag, name in ATTESTED:
        if flags & flag:
            best += decide.get(name, 0.0)
    return best + (decide.get("unlisted-name", 0.0) if flags & lists.NAME else 0.0)


def _home(near: str) -> float:
    return lists.letters(near)[0] if near.isascii() else 0.0
