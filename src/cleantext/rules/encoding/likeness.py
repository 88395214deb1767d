"""How much a whole text looks like writing: neighbours, and words where a lexicon has them."""

from __future__ import annotations

import itertools
import re

from .plausible import kind, oddness, script

SAMPLE = 20_000
WORDS, SHORTEST = 200, 3
LANGUAGES = {"CYRILLIC": ("ru",), "LATIN": ("de", "fr", "es", "it", "pt", "nl", "en")}
QUICK = ("fr", "es", "it")
"""The Latin languages that settle a tie: the others' lexicons take a second to load."""

RUN = re.compile("[^\x00-\x7f]+")
# Possessive, so that each of the many plain words is gone through once.
WORD = re.compile("(?<![^\\W\\d_])[A-Za-z]*+[^\\W\\d_\x00-\x7f][^\\W\\d_]*+")


def unlikeness(text: str) -> float:
    """The share of odd neighbours of what is not ASCII in the beginning of a text, 0.0 for none.

    >>> unlikeness("na\\u00efve caf\\u00e9") < unlikeness("na\\u2554ve caf\\u2560")
    True
    """
    text = text[:SAMPLE]
    odd = count = 0.0
    for match in RUN.finditer(text):
        start, end = match.span()
        odd += oddness(text[max(0, start - 1) : end + 1])
        count += end - start
    return odd / count if count else 0.0


def known_share(
    text: str, unlisted: float = 0.25, latin: tuple[str, ...] = LANGUAGES["LATIN"]
) -> float:
    """Which part of the words with letters beyond ASCII a lexicon has.

    A word in a script that no lexicon is there for counts as a quarter, unless told otherwise:
    more than a word that is not found, less than one that is.
    """
    words = [match.group() for match in itertools.islice(WORD.finditer(text), WORDS)]
    words = [word for word in words if len(word) >= SHORTEST]
    if not words:
        return 0.0
    from ...lexicon import known

    found = 0.0
    for word in words:
        name = script(next(c for c in word if c > "\x7f"))
        languages = latin if name == "LATIN" else LANGUAGES.get(name)
        if languages is None:
            found += unlisted
        else:
            found += any(known(word.lower(), language) for language in languages)
    return found / len(words)


def scripts_of(text: str) -> dict[str, int]:
    """How many letters beyond ASCII a text has of each script."""
    found: dict[str, int] = {}
    for character in text[:SAMPLE]:
        if character > "\x7f" and kind(character) == "L":
            name = script(character)
            found[name] = found.get(name, 0) + 1
    return found
