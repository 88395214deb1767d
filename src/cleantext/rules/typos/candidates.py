"""What an unknown word may have been meant to be: known words that one slip turns into it.

A candidate carries the evidence that does not depend on where the word stands. Kinds of slip:

    transposed   othre     other        two neighbours changed places
    missing      comittee  committee    a letter left out (`missing-double`: one of a pair)
    extra        untill    until        a letter too many (`extra-double`: a letter twice)
    vowel        seperate  separate     one vowel for another
    key          thw       the          a neighbour on the keyboard
    letter       becaude   because      any other letter
    skeleton     recomendded            the consonants agree, two or three slips
    frame        definelty  definitely  a long word with the same beginning and end, two slips
    closed       dont      don't        a closed list of lost apostrophes and lost spaces
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from ...kernel import distance
from .endings import is_ending_slip
from .variants import BOTH_LISTED, is_variant

ENGLISH_LETTERS = "abcdefghijklmnopqrstuvwxyz"
LETTERS = {
    "en": ENGLISH_LETTERS,
    "de": ENGLISH_LETTERS + "\u00e4\u00f6\u00fc\u00df",
    "fr": ENGLISH_LETTERS + "\u00e0\u00e2\u00e7\u00e8\u00e9\u00ea\u00eb\u00ee\u00ef\u00f4\u00fb",
    "es": ENGLISH_LETTERS + "\u00e1\u00e9\u00ed\u00f1\u00f3\u00fa\u00fc",
    "pt": ENGLISH_LETTERS
    + "\u00e1\u00e2\u00e3\u00e0\u00e7\u00e9\u00ea\u00ed\u00f3\u00f4\u00f5\u00fa",
    "it": ENGLISH_LETTERS + "\u00e0\u00e8\u00e9\u00ec\u00f2\u00f9",
    "nl": ENGLISH_LETTERS + "\u00eb\u00ef\u00e9",
    "ru": "".join(map(chr, range(0x430, 0x450))) + "\u0451",
}
VOWELS = frozenset(
    "aeiouy\u00e4\u00f6\u00fc\u00e0\u00e2\u00e8\u00e9\u00ea\u00eb\u00ee\u00ef\u00f4\u00fb\u00e1"
    "\u00ed\u00f3\u00fa\u00e3\u00f5\u00ec\u00f2\u00f9"
    "\u0430\u0435\u0451\u0438\u043e\u0443\u044b\u044d\u044e\u044f"
)
INFLECTIONS = frozenset("sdrny")
"""Last letters that tell forms of one word apart: a slip there is seldom a slip."""

KEYBOARD = ("qwertyuiop", "asdfghjkl", "zxcvbnm")

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

SKELETON_LENGTH = 7
SKELETON_ZIPF = 54
FRAME_LENGTH = 8
FRAME_ZIPF = 60
KEPT = 5
"""Candidates kept for a word, the best first."""


class Candidate(NamedTuple):
    """A known word and what speaks for it wherever the unknown word stands."""

    word: str
    evidence: dict[str, float]
    rank: float


def neighbours(letter: str) -> str:
    """The keys around a letter.

    >>> sorted(neighbours("s"))
    ['a', 'd', 'e', 'w', 'x', 'z']
    """
    for row, keys in enumerate(KEYBOARD):
        at = keys.find(letter)
        if at >= 0:
            above = KEYBOARD[row - 1][at : at + 2] if row else ""
            below = KEYBOARD[row + 1][max(0, at - 1) : at + 1] if row < 2 else ""
            return keys[max(0, at - 1) : at] + keys[at + 1 : at + 2] + above + below
    return ""


KEYS = {letter: frozenset(neighbours(letter)) for letter in ENGLISH_LETTERS}


def kind_of(word: str, near: str, kind: str, i: int) -> str:
    """The finer kind of a slip at `i` that turned `near` into `word`."""
    if kind == "extra":
        twice = (i and word[i] == word[i - 1]) or word[i + 1 : i + 2] == word[i]
        return "extra-double" if twice else kind
    if kind == "missing":
        twice = (i and near[i] == near[i - 1]) or near[i + 1 : i + 2] == near[i]
        return "missing-double" if twice else kind
    if kind == "letter":
        wrong, right = word[i], near[i]
        if wrong in VOWELS and right in VOWELS:
            return "vowel"
        return "key" if right in KEYS.get(wrong, ()) else kind
    return kind


def slip_evidence(word: str, near: str, kind: str, i: int) -> dict[str, float]:
    """The kind of the slip, and whether it is at the first or last letter."""
    evidence = {kind_of(word, near, kind, i): 1.0}
    if i == 0:
        evidence["first"] = 1.0
    end = (
        len(word) if kind == "missing" else len(word) - 2 if kind == "transposed" else len(word) - 1
    )
    if i == end:
        evidence["last"] = 1.0
        last = near[-1] if kind == "missing" else word[-1]
        if kind != "transposed" and last in INFLECTIONS:
            evidence["last-inflection"] = 1.0
    return evidence


_VOICED = dict.fromkeys(map(ord, "aeiouyh"))
_TWICE = re.compile(r"([a-z])\1+")


def skeleton(word: str) -> str:
    """The first letter and the consonants, doubled ones once.

    >>> skeleton("recommended"), skeleton("reccomended")
    ('rcmnd', 'rcmnd')
    """
    return _TWICE.sub(r"\1", word[0] + word[1:].translate(_VOICED))


def skeletons(lexicon: Mapping[str, int]) -> dict[str, list[str]]:
    """The longer common words by their skeleton."""
    words = [
        word
        for word, zipf in lexicon.items()
        if zipf >= SKELETON_ZIPF and len(word) >= SKELETON_LENGTH and word.isalpha()
    ]
    # All at once, since most of the time would go on calls.
    rests = "\n".join([word[1:] for word in words]).translate(_VOICED).split("\n")
    keys = "\n".join([word[0] + rest for word, rest in zip(words, rests, strict=True)])
    table: dict[str, list[str]] = {}
    for word, key in zip(words, _TWICE.sub(r"\1", keys).split("\n"), strict=True):
        table.setdefault(key, []).append(word)
    return table


def frame(word: str) -> str:
    """The beginning and the end of a long word.

    >>> frame("unfortunately"), frame("unforuntately")
    ('unfel', 'unfel')
    """
    return word[:3] + "".join(sorted(word[-3:-1]))


def frames(lexicon: Mapping[str, int]) -> dict[str, list[str]]:
    """The long common words by their frame."""
    table: dict[str, list[str]] = {}
    for word, zipf in lexicon.items():
        if zipf >= FRAME_ZIPF and len(word) >= FRAME_LENGTH and word.isalpha():
            table.setdefault(frame(word), []).append(word)
    return table


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
    by_skeleton: Mapping[str, Iterable[str]],
    by_frame: Mapping[str, Iterable[str]],
    listed: str | None,
    rank_weights: Mapping[str, float],
) -> tuple[Candidate, ...]:
    """What the word may have been meant to be, the likeliest first; context not yet looked at.

    `slips` are the known words one slip away, as the kernel finds them.
    """
    found = list(_found(word, lexicon, slips, by_skeleton, by_frame, listed))
    ranked = []
    for near, evidence in found:
        if near == listed:
            evidence["listed"] = 1.0
        if is_ending_slip(word, near):
            evidence["ending"] = 1.0
        score = sum(rank_weights.get(name, 0.0) * value for name, value in evidence.items())
        ranked.append(Candidate(near, evidence, score))
    ranked.sort(key=lambda candidate: (-candidate.rank, candidate.word))
    return tuple(ranked[:KEPT])


def _found(
    word: str,
    lexicon: Mapping[str, int],
    slips: Mapping[str, tuple[str, int]],
    by_skeleton: Mapping[str, Iterable[str]],
    by_frame: Mapping[str, Iterable[str]],
    listed: str | None,
) -> Iterator[tuple[str, dict[str, float]]]:
    seen = set()
    for near, (kind, i) in slips.items():
        if near == listed or not is_other_form(word, near, kind, i, lexicon[near]):
            seen.add(near)
            evidence = {"frequency": lexicon[near] / 20, **slip_evidence(word, near, kind, i)}
            yield near, evidence
    if len(word) >= SKELETON_LENGTH and word.isalpha():
        for near in by_skeleton.get(skeleton(word), ()):
            if near not in seen and abs(len(near) - len(word)) <= 2 and distance(word, near) <= 3:
                seen.add(near)
                yield near, {"frequency": lexicon[near] / 20, "skeleton": 1.0}
    if len(word) >= FRAME_LENGTH and word.isalpha():
        for near in by_frame.get(frame(word), ()):
            if near not in seen and abs(len(near) - len(word)) <= 2 and distance(word, near) == 2:
                seen.add(near)
                yield near, {"frequency": lexicon[near] / 20, "frame": 1.0}
    if listed and listed not in seen:
        yield listed, {"frequency": lexicon.get(listed, 20) / 20, "skeleton": 1.0}
