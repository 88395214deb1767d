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
MIT licence, the Russian ones by `russian.py` (`data/NOTICE-*.txt`). They are mapped when a language
is first asked for, never copied.
"""

from __future__ import annotations

import mmap
import os
import struct
from functools import cache

from .errors import CleantextError, DataError
from .kernel.vocabulary import FOREIGN as FOREIGN
from .kernel.vocabulary import FOREIGN_COMMON as FOREIGN_COMMON
from .kernel.vocabulary import MODEL, Model, Table
from .kernel.vocabulary import NAME as NAME
from .kernel.vocabulary import RARE as RARE
from .kernel.words import Lexicon

LANGUAGES = ("en", "de", "es", "fr", "it", "nl", "pt", "ru")
"""The languages there is a word list for."""

_SCALE = 20
_LATIN = "abcdefghijklmnopqrstuvwxyz"
ALPHABETS = {
    "de": _LATIN + "\u00e4\u00f6\u00fc\u00df",
    "fr": _LATIN + "\u00e0\u00e2\u00e7\u00e8\u00e9\u00ea\u00eb\u00ee\u00ef\u00f4\u00fb",
    "es": _LATIN + "\u00e1\u00e9\u00ed\u00f1\u00f3\u00fa\u00fc",
    "pt": _LATIN + "\u00e1\u00e2\u00e3\u00e0\u00e7\u00e9\u00ea\u00ed\u00f3\u00f4\u00f5\u00fa",
    "it": _LATIN + "\u00e0\u00e8\u00e9\u00ec\u00f2\u00f9",
    "nl": _LATIN + "\u00eb\u00ef\u00e9",
    "ru": "".join(map(chr, range(0x430, 0x450))) + "\u0451",
}
"""The letters that a slip may put for others."""


def known(word: str, lang: str = "en") -> bool:
    """Whether the language's list holds the (lower-case) word."""
    return load(lang).look(word) & 255 > 0


def zipf(word: str, lang: str = "en") -> float:
    """How common the word is, 0.0 when it is not known."""
    return (load(lang).look(word) & 255) / _SCALE


def bigram(first: str, second: str) -> float:
    """log10 of how often two English words were seen side by side, 0.0 when seldom or never."""
    return load("en").pair(first, second) / _SCALE


def attested(word: str) -> int:
    """Where else an (ASCII) word outside the English list was seen: a sum of the flags `RARE` (a
    rare English word), `NAME`, `FOREIGN` (a foreign word) and `FOREIGN_COMMON` (common there).

    Only words that look like a typo of an English word are recorded; others answer 0.
    """
    found = load("en").look(word)
    return 0 if found & 255 else found >> 8 & 15


def is_form(word: str, lang: str) -> bool:
    """Whether a word is surely, or in one case of 50 by chance, a form of a word of the language.

    Of Russian, Spanish and French there are such lists, Bloom filters of 1.4, 0.6 and 0.3 million
    forms; other languages say no.

    >>> is_form("\u0441\u043b\u043e\u0432\u0430\u043c\u0438", "ru"), is_form("words", "en")
    (True, False)

    Reference: B. H. Bloom, Space/time trade-offs in hash coding with allowable errors (1970).
    """
    if lang not in _WITHOUT:
        return False
    bits = _forms(f"forms-{lang}.bin")
    places = form_places(plain_form(word, lang), len(bits))
    return all(bits[at >> 3] >> (at & 7) & 1 for at in places)


def plain_form(word: str, lang: str) -> str:
    """A word as the list of its language has it: without what that leaves out."""
    return word.translate(_WITHOUT[lang])


_WITHOUT = {
    "ru": {0x451: "\u0435"},
    "es": dict(zip(map(ord, "\u00e1\u00e9\u00ed\u00f3\u00fa\u00fc"), "aeiouu", strict=True)),
    "fr": {0x153: "oe"},
}


@cache
def _forms(name: str) -> memoryview:
    size, bits = _mapped(name)
    if len(bits) != size:
        raise _damaged(name)
    return bits


def form_places(word: str, size: int) -> list[int]:
    """The bits, of `size` bytes, that stand for a word."""
    from hashlib import blake2b  # a millisecond that few need

    plain = word.encode("utf8", "surrogatepass")
    code = int.from_bytes(blake2b(plain, digest_size=16).digest(), "little")
    first, step = code & (1 << 64) - 1, code >> 64 | 1
    return [(first + k * step) % (8 * size) for k in range(FORM_PROBES)]


FORM_BITS, FORM_PROBES = 8, 6
"""Of the filter, for each form: of what is no form 2 % pass."""


@cache
def load(
    lang: str = "en",
    own: tuple[str, ...] = (),
    listed: bytes = b"",
    phrases: tuple[tuple[str, str], ...] = (),
) -> Lexicon:
    """What the kernel knows of a language's words, with words of one's own, with a list of
    misspellings as lines `wrong->right`, and with pairs of words to be named."""
    if lang not in LANGUAGES:
        raise ValueError(f"no word list for {lang!r}; there are {', '.join(LANGUAGES)}")
    pairs = letters = memoryview(b"")
    files: dict[str, type[Table] | type[Model]] = {f"words-{lang}.bin": Table}
    files["words-model.bin"] = Model
    words, model = (_mapped(name)[1] for name in files)
    if lang == "en":
        files[name := "bigrams-en.bin"] = Table
        pairs, letters = _mapped(name)[1], _letter_tables()
    try:
        return Lexicon(
            words, pairs, letters, model, listed, own, ALPHABETS.get(lang, _LATIN), phrases
        )
    except (ValueError, struct.error) as error:
        unreadable = (name for name, kind in files.items() if not _is(kind, name))
        raise _damaged(next(unreadable, ", ".join(files))) from error


def _is(kind: type[Table] | type[Model], name: str) -> bool:
    """Whether a file is such a thing."""
    try:
        kind(_mapped(name)[1])
    except (ValueError, struct.error):
        return False
    return True


@cache
def levels() -> tuple[int, int]:
    """1000 times the log-odds from which on a word is changed: the levels `safe` and `more`."""
    *_, safe, more = MODEL.unpack_from(_mapped("words-model.bin")[1])
    return safe, more


@cache
def _letter_tables() -> memoryview:
    name = "letters-en.bin"
    size, tables = _mapped(name)
    if len(tables) != 2 * size**3:
        raise _damaged(name)
    return tables


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
