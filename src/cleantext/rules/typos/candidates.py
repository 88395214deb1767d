"""What an unknown word may have been meant to be: known words that one slip turns into it.

A candidate carries the evidence that does not depend on where the word stands. Beside the one slip
of `slips.py` there may be

    doubled   openeded       opened         a syllable twice
    skeleton  recomendded    recommended    the consonants agree, two or three slips
    frame     unforuntately  unfortunately  a long word with the same beginning and end, two slips
    closed    dont           don't          a closed list of lost apostrophes and lost spaces
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from .derived import is_latin
from .endings import is_ending_slip
from .slips import (
    SHORT,
    chunk_evidence,
    slip_between,
    slip_evidence,
)
from .variants import BOTH_LISTED, is_variant

LOST_APOSTROPHES = (
    "don't doesn't didn't isn't wasn't aren't weren't haven't hasn't hadn't couldn't wouldn't "
    "shouldn't mustn't needn't i'm i've you're you've you'll they're they've they'll we've "
    "that's there's who's"
)
LOST_SPACES = "a lot,no one,as well,of course,in fact,at least,each other,such as,in spite"

CLOSED = {
    **{whole.replace("'", ""): whole for whole in LOST_APOSTROPHES.split()},
    **{whole.replace(" ", ""): whole for whole in LOST_SPACES.split(",")},
}
"""Words whose apostrophe or space is often lost, and that are no word without it."""
CLOSED_FREQUENCY = 5.0

SELDOM, SELDOMEST = 3.2, 2.2
"""Zipf frequencies below which a word is ever less likely meant than one that no list has."""
UNLISTED_ZIPF = 40
"""20 times the frequency of a word that only a list of misspellings knows."""
LONG, LONGER = 8, 10
KEPT = 5
"""Candidates kept for a word, the best first."""


class Candidate(NamedTuple):
    """A known word and what speaks for it wherever the unknown word stands."""

    word: str
    evidence: dict[str, float]
    rank: float


def is_other_form(word: str, near: str, kind: str, i: int, zipf: int) -> bool:
    """Pairs that look like a slip and are two forms of a word, an old one or a spoken one."""
    if ("'" in near) != ("'" in word) or near.endswith("'s"):
        return True  # Lorraines: the plural of a name
    if kind == "missing" and near.endswith("ing") and word.endswith("in") and i == len(word):
        return True  # goin'
    if word.endswith("z") and near == word[:-1] + "s":
        return True  # toolz
    if word.endswith(("est", "eth")) and (kind in ("extra", "missing") and i >= len(word) - 2):
        return True  # thou knowest, he knoweth
    return zipf < BOTH_LISTED and is_variant(word, near)


def closed(word: str) -> tuple[Candidate, ...]:
    """The one candidate of a word of the closed list."""
    evidence = {"frequency": CLOSED_FREQUENCY, "closed": 1.0}
    return (Candidate(CLOSED[word], evidence, 0.0),)


def candidates(
    word: str,
    lexicon: Mapping[str, int],
    slips: Mapping[str, tuple[str, int]],
    several: Iterable[tuple[str, str, int]],
    listed: str | None,
    rank_weights: Mapping[str, float],
) -> tuple[Candidate, ...]:
    """What the word may have been meant to be, the likeliest first; context not yet looked at.

    `slips` are the known words one slip away and `several` those that may be more, as the kernel
    finds them.
    """
    found = list(_found(word, lexicon, slips, several, listed))
    ranked = []
    for near, evidence in found:
        if is_ending_slip(word, near):
            evidence["ending"] = 1.0
        if near == listed:
            evidence["listed"] = 1.0
        else:
            evidence.update(unlisted_evidence(word, evidence))
        for name, least in (("seldom", SELDOM), ("seldomest", SELDOMEST)):
            if evidence["frequency"] < least:
                evidence[name] = least - evidence["frequency"]
        if "'" in near:
            evidence["apostrophe"] = 1.0
        if is_latin(word, near):
            evidence["latin"] = 1.0
        score = sum(rank_weights.get(name, 0.0) * value for name, value in evidence.items())
        ranked.append(Candidate(near, evidence, score))
    ranked.sort(key=lambda candidate: (-candidate.rank, candidate.word))
    return tuple(ranked[:KEPT])


def unlisted_evidence(word: str, evidence: Mapping[str, float]) -> dict[str, float]:
    """What counts more of a slip that no list of misspellings vouches for."""
    kinds = {
        "unlisted-short": len(word) <= SHORT,
        "unlisted-long": len(word) >= LONG,
        "unlisted-longer": len(word) >= LONGER,
        "unlisted-seldom": evidence["frequency"] < 2,
        "unlisted-ending": "ending" in evidence,
        "unlisted-transposed": "transposed" in evidence,
        "unlisted-vowel": "extra-vowel" in evidence,
    }
    return {name: 1.0 for name, holds in kinds.items() if holds}


def _found(
    word: str,
    lexicon: Mapping[str, int],
    slips: Mapping[str, tuple[str, int]],
    several: Iterable[tuple[str, str, int]],
    listed: str | None,
) -> Iterator[tuple[str, dict[str, float]]]:
    seen = set()
    for near, (kind, i) in slips.items():
        if near == listed or not is_other_form(word, near, kind, i, lexicon[near]):
            seen.add(near)
            evidence = {"frequency": lexicon[near] / 20, **slip_evidence(word, near, kind, i)}
            yield near, evidence
    for near, kind, count in several:
        if near not in seen:
            seen.add(near)
            evidence = {"frequency": lexicon[near] / 20, **chunk_evidence(word, near)}
            if "doubled-chunk" not in evidence:
                evidence[kind] = 1.0
                if count > 2:
                    evidence["three-slips"] = 1.0
            yield near, evidence
    if listed and listed not in seen:
        slip = slip_between(word, listed)
        evidence = slip_evidence(word, listed, *slip) if slip else chunk_evidence(word, listed)
        frequency = lexicon.get(listed, UNLISTED_ZIPF) / 20
        yield listed, {"frequency": frequency, **(evidence or {"skeleton": 1.0})}
