"""Whether to change a word where it stands: evidence, weighed.

The ranker orders the candidates of a word (`RANK`), the decision asks whether the best one is right
(`DECIDE`); both are sums of weighted evidence, with the weights in `weights.py`, fitted by
`data/build/typo_weights.py`. The sum is on the log-odds scale of the text it was fitted on.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import NamedTuple

from ... import lexicon as lists
from .candidates import Candidate
from .derived import MADE, derivations
from .slips import VOWELS
from .variants import has_prefix, has_suffix, is_compound, is_variant

BIGRAM_SCALE = 8.0
UNSEEN_ZIPF = 9.5
TOGETHER, PULL_LIMIT = 6.0, 2.0
PAIRS = (0.8, 1.41)
"""The bounds of what pairs of words that were seen together weigh."""
LEAST_LEAD, MOST_LEAD = 0.8, 4.0
"""By so much the best candidate must stand out."""
STRANGE = 0.4
"""With more than this share of the words around unknown, the text is not English prose."""
STRANGE_BESIDE_FOREIGN = 0.2
"""With so much, a word that another language has is taken for one of that language."""
WINDOW = 12
"""Words on each side whose strangeness counts."""
SYMBOLS = "{}()[]=<>;_|\\/*#+&"
SYMBOL_REACH = 60


class Choice(NamedTuple):
    """The best candidate where a word stands, the evidence for changing to it, and its weight."""

    word: str
    evidence: dict[str, float]
    score: float


class Surroundings(NamedTuple):
    """What a decision asks about the place a word stands in."""

    left: str = ""
    """The word before it, when only a space or line end is between; in lower case."""
    right: str = ""
    left_known: bool = True
    strangeness: float = 0.0
    """How much of the words around is unknown, 0 to 1."""
    repeats: int = 1
    """How often the word stands in the paragraph."""
    case: str = "lower"
    """lower, start (capitalised where a sentence starts), middle (elsewhere), upper."""
    symbols: float = 0.0
    """The share of characters around that are more frequent in code than in prose."""
    indented: bool = False
    capital_near: bool = False
    """Whether a capitalised word stands beside it."""
    spoken: bool = False
    """Whether it stands in what someone says."""
    around: frozenset[str] = frozenset()
    """The words around."""


def weigh(evidence: Mapping[str, float], weights: Mapping[str, float]) -> float:
    return sum(weights.get(name, 0.0) * value for name, value in evidence.items())


def word_evidence(word: str, lexicon: Mapping[str, int]) -> dict[str, float]:
    """What the unknown word says by itself, whichever word it was meant to be."""
    evidence = {"bias": 1.0, "length": float(min(len(word), 12))}
    if len(word) <= 4:
        evidence["short"] = 1.0
    if len(word) == 3:
        evidence["three"] = 1.0
    if is_compound(word, lexicon):
        evidence["compound"] = 1.0
    if has_suffix(word, lexicon):
        evidence["suffix"] = 1.0
    if has_prefix(word, lexicon, 3, 0):
        evidence["prefix"] = 1.0
    for name in derivations(word, lexicon):
        evidence[name] = 1.0
    if VOWELS.isdisjoint(word):
        evidence["no-vowel"] = 1.0
    home, away, worst = lists.letters(word)
    evidence["letters"] = home
    evidence["worst-letters"] = worst
    evidence["foreign-letters"] = away - home
    flags = lists.attested(word)
    for flag, name in ATTESTED:
        if flags & flag:
            evidence[name] = 1.0
    return evidence


PUT_ON = MADE | {"suffix"}
"""Evidence that a word is made of another, which says nothing where only the ending is wrong."""

ATTESTED = (
    (lists.RARE, "rare"),
    (lists.NAME, "name"),
    (lists.FOREIGN, "foreign"),
    (lists.FOREIGN_COMMON, "foreign-common"),
)


def place_evidence(place: Surroundings) -> dict[str, float]:
    """What the place says, whichever word it was."""
    evidence = {"strangeness": place.strangeness, "repeats": math.log(place.repeats)}
    if place.case != "lower":
        evidence[f"case-{place.case}"] = 1.0
        if place.capital_near:
            evidence["capital-near"] = 1.0
    if not (place.left and place.left_known):
        evidence["nothing-left"] = 1.0
    if place.symbols:
        evidence["symbols"] = place.symbols
    if place.indented:
        evidence["indented"] = 1.0
    if place.spoken:
        evidence["spoken"] = 1.0
    return evidence


def pair_evidence(near: str, place: Surroundings) -> tuple[float, float]:
    """How usual the candidate is after the word on its left, and before that on its right."""
    left = lists.bigram(place.left, near) if place.left else 0.0
    right = lists.bigram(near, place.right) if place.right else 0.0
    return left / BIGRAM_SCALE, right / BIGRAM_SCALE


def unseen(word: str, near: str, pair: float) -> float:
    """How odd it is that two words were never seen together, being as common as they are."""
    if pair or not word:
        return 0.0
    return max(0.0, lists.zipf(word) + lists.zipf(near) - UNSEEN_ZIPF)


def pull(word: str, near: str, pair: float) -> float:
    """How much oftener two words were seen together than their frequencies explain."""
    if not pair:
        return 0.0
    expected = lists.zipf(word) + lists.zipf(near) - TOGETHER
    return max(-PULL_LIMIT, min(PULL_LIMIT, BIGRAM_SCALE * pair - expected))


def choose(
    choices: tuple[Candidate, ...],
    of_word: Mapping[str, float],
    place: Surroundings,
    rank: Mapping[str, float],
    decide: Mapping[str, float],
) -> Choice:
    """The best candidate here, with all the evidence for it."""
    ranked = []
    for candidate in choices:
        left, right = pair_evidence(candidate.word, place)
        score = candidate.rank + rank["left"] * left + rank["right"] * right
        ranked.append((score, candidate, left, right))
    ranked.sort(key=lambda entry: (-entry[0], entry[1].word))
    _, candidate, left, right = ranked[0]
    evidence = {**of_word, **candidate.evidence, **place_evidence(place)}
    evidence["left"] = left
    evidence["right"] = right
    evidence["left-unseen"] = unseen(place.left, candidate.word, left)
    evidence["right-unseen"] = unseen(place.right, candidate.word, right)
    evidence["left-pull"] = pull(place.left, candidate.word, left)
    evidence["right-pull"] = pull(place.right, candidate.word, right)
    if candidate.word in place.around:
        evidence["present"] = 1.0
    evidence["lead"] = lead(ranked)
    evidence["rivals"] = math.log1p(len(choices))
    if "ending" in evidence:  # occur + ed: what is wrong is how the ending was put on
        for name in PUT_ON & evidence.keys():
            del evidence[name]
    if "listed" in evidence and "foreign" in evidence:
        evidence["listed-foreign"] = 1.0
    if "name" in evidence and "listed" not in evidence and "closed" not in evidence:
        evidence["unlisted-name"] = 1.0
    if "latin" in evidence and place.capital_near and place.case == "lower":
        evidence["species"] = 1.0
    if "name" in evidence and place.case != "lower":
        evidence["name-capital"] = 1.0
    near = lists.letters(candidate.word)[0] if candidate.word.isascii() else 0.0
    evidence["letters-gain"] = near - of_word["letters"]
    return Choice(candidate.word, evidence, weigh(evidence, decide))


def lead(ranked: list[tuple[float, Candidate, float, float]]) -> float:
    """By how much the best candidate is ahead of the next that is not another form of it."""
    best, candidate = ranked[0][:2]
    for score, rival, _, _ in ranked[1:]:
        if not is_variant(rival.word, candidate.word):
            return min(best - score, MOST_LEAD)
    return MOST_LEAD


def place_bonus(decide: Mapping[str, float]) -> float:
    """The most that what is not seen of a place may add to its score."""
    names = (
        *("nothing-left", "indented", "capital-near", "symbols", "present"),
        *("left-unseen", "right-unseen"),
    )
    return sum(max(0.0, decide.get(name, 0.0)) for name in names)
