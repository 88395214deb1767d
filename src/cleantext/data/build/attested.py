"""Build `attested-en.bin`: words that are not in the English lexicon, and are no typos either.

    pip install symspellpy==6.10.1 pyspellchecker==0.9.1 faker==40.54.0 names==0.3.0
    apt-get download scowl   # 2020.12.07-2; dpkg -x scowl_*.deb DIR
    python src/cleantext/data/build/attested.py DIR/usr/share/dict/scowl [FOLDER]

Rare English words, names of people and places, and words of other languages: typo repair asks of a
word it would change whether it stands here. Only words that look like a typo of some English
word (one edit away from one that is not rare) are kept, since nothing is ever asked of the others.

Format: `#` lines padded so that what follows is aligned, the sorted CRC-32 of each word as
little-endian 32-bit numbers, then one byte a word, a sum of the flags below.
"""

from __future__ import annotations

import re
import sys
import zlib
from array import array
from collections.abc import Iterable, Iterator
from pathlib import Path

from cleantext.data.build.lexicon import HERE, LANGUAGES, english, folder_of, header, other

RARE, NAME, FOREIGN, FOREIGN_COMMON = 1, 2, 4, 8
RAREST_LEVEL = 80
"""SCOWL's last level, 95, holds misspellings too."""
NEAR_ZIPF = 2.4
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


def flags(scowl: Path) -> dict[str, int]:
    found: dict[str, int] = {}

    def mark(words: Iterable[str], flag: int) -> None:
        for word in words:
            if ASCII_WORD.fullmatch(word):
                found[word] = found.get(word, 0) | flag

    mark(scowl_words(scowl, {"words", "contractions", "hacker", "jargon"}, 0, RAREST_LEVEL), RARE)
    mark(scowl_words(scowl, {"upper", "names"}, 0, 95), NAME)
    mark({*faker_names(), *census_names()}, NAME)
    for lang in LANGUAGES:
        if lang != "ru":
            words = other(lang)
            mark(words, FOREIGN)
            mark((w for w, zipf in words.items() if zipf > FOREIGN_COMMON_ZIPF), FOREIGN_COMMON)
    return found


def attested_file(scowl: Path) -> bytes:
    lexicon = english()
    near = {
        part
        for word, zipf in lexicon.items()
        if zipf >= NEAR_ZIPF and word.isascii()
        for part in shortened(word)
    }
    table = {
        zlib.crc32(word.encode("ascii")): flag
        for word, flag in flags(scowl).items()
        if word not in lexicon and not near.isdisjoint(shortened(word))
    }
    keys = array("I", sorted(table))
    values = bytes(table[key] for key in keys)
    if sys.byteorder == "big":
        keys.byteswap()
    start = header("attested en", len(keys), align=4, script="attested")
    return start + keys.tobytes() + values


if __name__ == "__main__":
    target = Path(sys.argv[2]) if len(sys.argv) > 2 else HERE.parent
    (target / "attested-en.bin").write_bytes(attested_file(Path(sys.argv[1])))
