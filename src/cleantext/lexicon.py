"""Which words there are and how common each is: English, and seven languages more.

>>> known("aardvark"), known("aardvrak")
(True, False)
>>> zipf("the") > zipf("aardvark") > zipf("aardvrak")
True
>>> bigram("of", "the") > bigram("the", "idea") > bigram("idea", "the")
True

Words are asked for in lower case, with `'` as the apostrophe; possessives (`aardvark's`) are not
listed, only common contractions (`it's`, `don't`). Frequencies are on the Zipf scale,
log10 of occurrences per thousand million words, so that 6 is `that` and 2 is `aardvark`.

The files are made by `data/build/lexicon.py`, which tells their format, from word lists under the
MIT licence (`data/NOTICE-lexicon.txt`). A language is read when it is first asked for (English:
about 30 ms, 25 MB); the pairs of words are mapped, never read. A word list is a mapping for one
reason: `dict` answers a look-up in 30 ns, and the C loops of `map`, `filterfalse` and `keys()`
work on it.
"""

from __future__ import annotations

import mmap
import os
import sys
import zlib
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import BinaryIO

LANGUAGES = ("en", "de", "es", "fr", "it", "nl", "pt", "ru")
"""The languages there is a word list for."""

_SCALE = 20


def known(word: str, lang: str = "en") -> bool:
    """Whether the language's list holds the (lower-case) word."""
    return word in words(lang)


def zipf(word: str, lang: str = "en") -> float:
    """How common the word is, 0.0 when it is not known."""
    return words(lang).get(word, 0) / _SCALE


def bigram(first: str, second: str) -> float:
    """log10 of how often two English words were seen side by side, 0.0 when seldom or never.

    Pairs are found by a 32-bit checksum, so that about one pair in 20,000 that was never seen
    answers with the count of another: use it as one hint among several.
    """
    keys, scores = _table("bigrams-en.bin")
    key = zlib.crc32(f"{first} {second}".encode("utf8", "surrogatepass"))
    at = bisect_left(keys, key)
    return scores[at] / _SCALE if at < len(keys) and keys[at] == key else 0.0


def attested(word: str) -> int:
    """Where else an (ASCII) word outside the English list was seen: a sum of the flags below.

    Only words that look like a typo of an English word are recorded; others answer 0.
    """
    keys, flags = _table("attested-en.bin")
    key = zlib.crc32(word.encode("utf8", "surrogatepass"))
    at = bisect_left(keys, key)
    return flags[at] if at < len(keys) and keys[at] == key else 0


RARE, NAME, FOREIGN, FOREIGN_COMMON = 1, 2, 4, 8
"""What `attested` adds up: a rare English word, a name, a foreign word, one that is common
there."""


@lru_cache(1 << 14)
def letters(word: str) -> tuple[float, float, float]:
    """How English, and how foreign, the letters of an ASCII lower-case word are.

    Each is the mean, over its letters, of log10 of the chance of the letter after the two before
    it: about -1 for a likely word, -2 for an unlikely one. The third is the least English letter's.

    >>> home, away, worst = letters("something")
    >>> home > away and home > worst
    True
    """
    tables = _letter_tables()
    first = second = home = away = worst = 0
    for code in (*[ord(letter) - 96 if "a" <= letter <= "z" else 0 for letter in word], 0):
        at = (first * 27 + second) * 27 + code
        home += tables[at]
        worst = max(worst, tables[at])
        away += tables[19683 + at]
        first, second = second, code
    scale = -_SCALE * (len(word) + 1)
    return home / scale, away / scale, -worst / _SCALE


def listed(lang: str = "en") -> bytes:
    """The words of a language as lines of UTF-8, in the order of their bytes."""
    return _body(lang).split(b"\0", 1)[0]


@cache
def words(lang: str = "en") -> Mapping[str, int]:
    """The words of a language, each with 20 times its Zipf frequency. Not to be changed."""
    return _listing(lang)[2]


def starting(prefix: str, least: int = 0, lang: str = "en") -> list[str]:
    """The words of a language that begin so and have at least `least` in `words`, in order.

    >>> starting("aardv"), starting("aardv", 40)
    (['aardvark', 'aardvarks'], ['aardvark'])
    """
    lines, frequencies, _ = _listing(lang)
    low = bisect_left(lines, prefix)
    high = bisect_left(lines, prefix + "\U0010ffff", low)
    found = zip(lines[low:high], frequencies[low:high], strict=True)
    return [word for word, frequency in found if frequency >= least]


@cache
def _listing(lang: str) -> tuple[list[str], bytes, dict[str, int]]:
    body, frequencies = _body(lang).split(b"\0", 1)
    lines = body.decode("utf8").split("\n")
    return lines, frequencies, dict(zip(lines, frequencies, strict=True))


def _body(lang: str) -> bytes:
    if lang not in LANGUAGES:
        raise ValueError(f"no word list for {lang!r}; there are {', '.join(LANGUAGES)}")
    with _file(f"words-{lang}.bin") as file:
        body = file.read().split(b"\n\n", 1)[1]
    return body if lang == "en" else zlib.decompress(body)


@cache
def _letter_tables() -> bytes:
    with _file("letters-en.bin") as file:
        return file.read().split(b"\n\n", 1)[1]


@cache
def _table(name: str) -> tuple[Sequence[int], Sequence[int]]:
    """Sorted checksums and the byte that belongs to each, two views into the mapped file."""
    with _file(name) as file:
        view = memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
    start = bytes(view[:1000]).index(b"\n\n") + 2
    count = (len(view) - start) // 5
    keys, values = view[start : start + 4 * count], view[start + 4 * count :]
    if sys.byteorder == "little":
        return keys.cast("I"), values
    from array import array

    swapped = array("I", keys)  # pragma: no cover
    swapped.byteswap()  # pragma: no cover
    return swapped, values  # pragma: no cover


def _file(name: str) -> BinaryIO:
    # Not by `pathlib`, whose import takes 5 ms of every start.
    folder = os.path.dirname(__file__)  # noqa: PTH120
    return open(os.path.join(folder, "data", name), "rb")  # noqa: PTH118, PTH123
