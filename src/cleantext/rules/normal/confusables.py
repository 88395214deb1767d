"""Confusables: words that mix letters of scripts which look the same (UTS #39)."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from ...gate import Gate
from ...rule import Change, Scope, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

_ASCII = ((0x41, 0x5A), (0x61, 0x7A))
# Where confusables of Latin letters are: Greek and beyond, without the CJK and Hangul blocks.
_OTHER_SCRIPTS = ((0x370, 0x2DFF), (0xA4D0, 0xABFF), (0xFF21, 0xFF5A), (0x10000, 0x1FFFF))


class _Tables(NamedTuple):
    to_latin: dict[str, str]
    to_cyrillic: dict[str, str]
    mixed_word: re.Pattern[str]


@cache
def _tables() -> _Tables:
    from ...data.confusables import CONFUSABLES
    from ...data.unicode_classes import LETTER, MARK

    to_latin = {char: latin for latin, chars in CONFUSABLES.items() for char in chars}
    to_cyrillic = {
        latin: char
        for char, latin in reversed(to_latin.items())
        if "\u0400" <= char <= "\u045f" and char not in "\u0433\u0448"
    }
    word = f"{LETTER}{MARK}"
    # one look ahead for a letter of ASCII, one for any other: only such words are tried
    mixed = f"(?<![{word}])(?=[{word}]*[A-Za-z])(?=[A-Za-z{MARK}]*[^\\x00-\\x7f])[{word}]+"
    return _Tables(to_latin, to_cyrillic, re.compile(mixed))


def mixed_words(text: str) -> Iterator[tuple[int, str, str]]:
    """Words that mix confusables of two scripts: offset, the word, the word in one script.

    A word with letters that only one of the scripts has is written in that script; one that could
    be either in the script of most of its letters.
    """
    tables = _tables()
    for match in tables.mixed_word.finditer(text):
        word = match.group()
        latin = [char for char in word if char.isascii()]
        other = [char for char in word if not char.isascii()]
        alike = [char for char in other if char in tables.to_latin]
        if (
            all(char in tables.to_cyrillic for char in latin)
            and all("\u0400" <= char <= "\u052f" for char in other)
            and (len(alike) < len(other) or len(other) > len(latin))
        ):
            yield match.start(), word, "".join(tables.to_cyrillic.get(c, c) for c in word)
        elif alike and all(char in tables.to_latin or _is_latin(char) for char in other):
            yield match.start(), word, "".join(tables.to_latin.get(c, c) for c in word)


def _is_latin(char: str) -> bool:
    return "\u00c0" <= char <= "\u036f" or "\u1e00" <= char <= "\u1eff"


@rule(
    "NRM334",
    "confusable",
    scope=Scope.LINE,
    gate=Gate(pairs=[(_ASCII, _OTHER_SCRIPTS), (_OTHER_SCRIPTS, _ASCII)]),
    safe=False,
)
def confusable(text: str) -> Iterator[Change]:
    """Write words that mix confusable letters of two scripts in one: Latin or Cyrillic.

    Not safe: the mixture may be meant, in names and in formulas. Words of one script stay, even
    where each letter has a confusable one. Data: UTS #39, Unicode 17.

    >>> confusable("p\\u0430yp\\u0430l")
    'paypal'
    """
    for start, word, new in mixed_words(text):
        for i, (old, char) in enumerate(zip(word, new, strict=True), start):
            if old != char:
                yield i, i + 1, char
