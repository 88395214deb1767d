"""Pairs of words that look like a slip and are two spellings of one word: plain definition."""

from __future__ import annotations

from itertools import pairwise

from .slip_costs import APOSTROPHE, EXTRA, MISSING_DOUBLE

BOTH_LISTED = 80
"""20 times the Zipf frequency from which on a list has both forms of a word, so that a third is
none."""
SINGLE = ("ed", "ing", "ings", "er", "ers", "or", "ors", "able", "ous", "ist", "ists")
SINGLE_L = ("ful", "fully", "ment", "ments", "ness")
OUR = ("s", "ed", "ing", "er", "abl", "ful", "it", "less", "is", "iz", "hood", "al", "y", "ly")
"""What follows a letter that is doubled on one side of the Atlantic only."""


def _may_be_single(word: str, i: int) -> bool:
    """Whether the second of two letters is one that some spell once: travelled, fulfill. Words with
    other letters that are so (focussed) are few, and the lists have them."""
    rest = word[i + 1 :]
    if word[i] == "l" and rest in SINGLE_L:
        return True
    groups = sum(
        a in "aeiouy" and b not in "aeiouy" for a, b in pairwise(word[:i])
    )  # vowels that end before it: of one syllable only, the letter is doubled by all
    return word[i] == "l" and groups > 1 and rest in SINGLE


def _is_our(rest: str) -> bool:
    """Whether such letters after `our` are those of a word that some spell with `or`."""
    return not rest or rest.startswith(OUR)


def folded(word: str) -> str:
    """A word without what British and American spelling differ in.

    >>> folded("colour") == folded("color"), folded("organised") == folded("organized")
    (True, True)
    """
    out: list[str] = []
    size = len(word)
    for i, letter in enumerate(word):
        before, after = word[i - 1 : i], word[i + 1 : i + 2]
        if letter == "u" and i > 2 and before == "o" and after == "r" and _is_our(word[i + 2 :]):
            continue
        if letter in "ao" and after == "e" and i + 2 < size:
            continue
        if letter == before and _may_be_single(word, i):
            continue
        if letter == "s" and before in ("i", "y") and after in ("a", "e", "i"):
            letter = "z"
        if letter == "e" and before == "r" and word[i - 2 : i - 1] == "t" and i + 2 >= size:
            out[-1:] = ["e", "r"]
            continue
        out.append(letter)
    return "".join(out)


def is_other_form(word: str, near: str, kind: int, i: int, zipf: int) -> bool:
    """Whether a pair that looks like a slip is two forms of a word, an old one or a spoken one."""
    if ("'" in near) != ("'" in word) and kind != APOSTROPHE:
        return True
    if word[-2:] == "'t" and word[-3] != "n":
        return True  # is't
    if near == word + "g" and word[-2:] == "in":
        return True  # goin'
    if word[-1] == "z" and near[-1] == "s" and word[:-1] == near[:-1]:
        return True  # toolz
    if word[-3:] in ("est", "eth") and MISSING_DOUBLE <= kind <= EXTRA and i >= len(word) - 2:
        return True  # thou knowest
    return zipf < BOTH_LISTED and folded(word) == folded(near)
