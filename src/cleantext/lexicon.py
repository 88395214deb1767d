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
MIT licence, the Russian ones by `russian.py` (`data/NOTICE-*.txt`). A language is read when it is
first asked for (English: a few ms; about 30 ms and 25 MB without the compiled kernel). The files
are mapped, never copied.
"""

from __future__ import annotations

import mmap
import os
import sys
import zlib
from bisect import bisect_left
from collections.abc import Sequence
from functools import cache, lru_cache

from .errors import CleantextError, DataError
from .kernel import Words, letter_costs

LANGUAGES = ("en", "de", "es", "fr", "it", "nl", "pt", "ru")
"""The languages there is a word list for."""

_SCALE = 20


def known(word: str, lang: str = "en") -> bool:
    """Whether the language's list holds the (lower-case) word."""
    return word in _words(lang, ())


def zipf(word: str, lang: str = "en") -> float:
    """How common the word is, 0.0 when it is not known."""
    return _words(lang, ()).get(word, 0) / _SCALE


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


def is_form(word: str, lang: str) -> bool:
    """Whether a word is surely, or in one case of 50 by chance, a form of a word of the language.

    Of Russian there is such a list, a Bloom filter of 1.4 million forms; other languages say no.

    >>> is_form("\u0441\u043b\u043e\u0432\u0430\u043c\u0438", "ru"), is_form("words", "en")
    (True, False)

    Reference: B. H. Bloom, Space/time trade-offs in hash coding with allowable errors (1970).
    """
    if lang != "ru":
        return False
    bits = _forms("forms-ru.bin")
    return all(bits[at >> 3] >> (at & 7) & 1 for at in form_places(word, len(bits)))


@cache
def _forms(name: str) -> memoryview:
    size, bits = _mapped(name)
    if len(bits) != size:
        raise _damaged(name)
    return bits


def form_places(word: str, size: int) -> list[int]:
    """The bits, of `size` bytes, that stand for a word; its \u0451 may have been written \u0435."""
    from hashlib import blake2b  # a millisecond that few need

    plain = word.replace("\u0451", "\u0435").encode("utf8", "surrogatepass")
    code = int.from_bytes(blake2b(plain, digest_size=16).digest(), "little")
    first, step = code & (1 << 64) - 1, code >> 64 | 1
    return [(first + k * step) % (8 * size) for k in range(FORM_PROBES)]


FORM_BITS, FORM_PROBES = 8, 6
"""Of the filter, for each form: of what is no form 2 % pass."""

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
    home, away, worst = letter_costs(word, _letter_tables())
    scale = -_SCALE * (len(word) + 1)
    return home / scale, away / scale, -worst / _SCALE


def words(lang: str = "en", own: tuple[str, ...] = ()) -> Words:
    """The words of a language, each with 20 times its Zipf frequency; with words of one's own."""
    return _words(lang, own)


@cache
def _words(lang: str, own: tuple[str, ...]) -> Words:
    if lang not in LANGUAGES:
        raise ValueError(f"no word list for {lang!r}; there are {', '.join(LANGUAGES)}")
    name = f"words-{lang}.bin"
    count, body = _mapped(name)
    try:
        if lang != "en":
            body = memoryview(zlib.decompress(body))
        lines = max(0, len(body) - count - 1)
        return Words(body[:lines], body[lines + 1 :], own)
    except (ValueError, zlib.error) as error:
        raise _damaged(name) from error


@cache
def _letter_tables() -> memoryview:
    name = "letters-en.bin"
    size, tables = _mapped(name)
    if len(tables) != 2 * size**3:
        raise _damaged(name)
    return tables


@cache
def _table(name: str) -> tuple[Sequence[int], Sequence[int]]:
    """Sorted checksums and the byte that belongs to each, two views into the mapped file."""
    count, body = _mapped(name)
    if len(body) != 5 * count:
        raise _damaged(name)
    keys, values = body[: 4 * count], body[4 * count :]
    if sys.byteorder == "little":
        return keys.cast("I"), values
    from array import array

    swapped = array("I", keys)  # pragma: no cover
    swapped.byteswap()  # pragma: no cover
    return swapped, values  # pragma: no cover


def _mapped(name: str) -> tuple[int, memoryview]:
    """The number that the first line of a file ends with, and what follows its header; never
    read as a whole."""
    # Not by `pathlib`, whose import takes 5 ms of every start.
    folder = os.path.dirname(__file__)  # noqa: PTH120
    with open(os.path.join(folder, "data", name), "rb") as file:  # noqa: PTH118, PTH123
        head = file.read(1000)
        count = head.split(b"\n", 1)[0].split()[-1:]
        start = head.find(b"\n\n") + 2
        if start < 2 or not head.startswith(b"# cleantext ") or not count[0].isdigit():
            raise _damaged(name)
        view = memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
    return int(count[0]), view[start:]


def _damaged(name: str) -> CleantextError:
    return DataError(f"{name} of cleantext is damaged or cut off: install cleantext again")
