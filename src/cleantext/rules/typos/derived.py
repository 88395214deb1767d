"""Words that are made of a known word by the rules: renderers, rerender, presidentially."""

from __future__ import annotations

import re
from collections.abc import Mapping

LEAST = 50
"""20 times the Zipf frequency of a word that others are made of."""

_ENDINGS = {
    "made-er": ("er", "ers", "or", "ors", "ee", "ees", "eer", "eers"),
    "made-ed": ("ed", "ing", "ings"),
    "made-s": ("s", "es"),
    "made-ly": ("ly", "ally"),
    "made-tech": ("js", "fs", "db", "py", "rc", "ctl", "sql", "css", "lib", "dir", "id", "var"),
    "made-like": tuple(
        "like ish less ness wise ship ward able ability ful esque hood ify ize ized izing ization "
        "ism ist ists y".split()
    ),
}
_PREFIX = re.compile(
    "anti|auto|counter|co|de|dis|fore|hyper|inter|meta|micro|mini|mis|mono|multi|nano|non|out|over"
    "|post|pre|pseudo|re|semi|sub|super|trans|ultra|under|uni|un"
)
MADE = frozenset((*_ENDINGS, "made-pre"))
"""The kinds of evidence that `derivations` finds."""


def derivations(word: str, lexicon: Mapping[str, int]) -> list[str]:
    """By which kinds of ending or prefix the word is made of a known word, rightly put on.

    >>> derivations("renderers", {"render": 80}), derivations("rerender", {"render": 80})
    (['made-er'], ['made-pre'])
    >>> derivations("useing", {"use": 120}), derivations("writters", {"write": 110})
    ([], [])
    """
    found = [
        name
        for name, endings in _ENDINGS.items()
        if word.endswith(endings)
        and any(
            word.endswith(ending) and _is_put_on(word[: -len(ending)], ending, lexicon)
            for ending in endings
        )
    ]
    prefix = _PREFIX.match(word)
    if prefix and len(word) - prefix.end() >= 4 and lexicon.get(word[prefix.end() :], 0) > LEAST:
        found.append("made-pre")
    return found


_LATIN = ("a", "ae", "am", "um", "us", "is", "ii")


def is_latin(word: str, near: str) -> bool:
    """Whether the word ends as the second word of a species does, and the candidate does not.

    >>> is_latin("virginica", "virginia"), is_latin("elliptica", "elliptical")
    (False, True)
    """
    return word.endswith(_LATIN) and not near.endswith(_LATIN)


def _is_put_on(stem: str, ending: str, lexicon: Mapping[str, int]) -> bool:
    """Whether an ending can stand after a stem: make + ing is making, city + es is cities."""
    if len(stem) < 3:
        return False
    last = stem[-1]
    if last == "i" and lexicon.get(stem[:-1] + "y", 0) > LEAST:
        return True
    if ending[0] not in "aeiouy":
        return lexicon.get(stem, 0) > LEAST
    if last == "e":
        return stem[-2] in "eoy" and lexicon.get(stem, 0) > LEAST
    if lexicon.get(stem, 0) > LEAST or (ending != "y" and lexicon.get(stem + "e", 0) > LEAST):
        return True
    return len(stem) > 3 and last == stem[-2] and lexicon.get(stem[:-1], 0) > LEAST
