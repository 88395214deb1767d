"""Words of a text, and which of them are known."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache

from ..._native import lowered as lowered

WORD = re.compile(r"[^\W\d_]+(?:['\u2019][^\W\d_]+)*")
"""Letters, with apostrophes between them."""

PARAGRAPH_BREAK = re.compile(r"\n(?:[^\S\n]*\n)+")
REACH = 60
"""So many characters to both sides tell what language a text is in."""
FEW = 6
"""So many words are looked for one by one."""


@cache
def compiled(pattern: str) -> re.Pattern[str]:
    """A regular expression that is made when it is first needed, as many never are."""
    return re.compile(pattern)


def is_known(word: str, lexicon: Mapping[str, int]) -> bool:
    """Whether a word (as `lowered` gives it) stands in the list, a possessive `'s` aside.

    >>> is_known("dog's", {"dog": 1}), is_known("dgo's", {"dog": 1})
    (True, False)
    """
    return word in lexicon or (word.endswith("'s") and word[:-2] in lexicon)


def strange_share(text: str, at: int, lexicon: Mapping[str, int]) -> float:
    """The share of unknown words among those near an offset: most of them, in another language.

    >>> strange_share("co to to samo", 3, {"to": 1, "so": 1})
    0.5
    """
    near = lowered(text[max(0, at - REACH) : at + REACH])
    words = WORD.findall(near[near.find(" ") + 1 :] if at > REACH else near)
    return sum(not is_known(word, lexicon) for word in words) / max(4, len(words))


def paragraphs(text: str, start: int = 0, end: int | None = None) -> Iterator[tuple[int, int]]:
    """The bounds of the paragraphs: runs of lines with no empty (or blank) line in them."""
    end = len(text) if end is None else end
    for match in PARAGRAPH_BREAK.finditer(text, start, end):
        yield start, match.start()
        start = match.end()
    yield start, end


def occurrences(low: str, words: set[str]) -> Iterator[tuple[int, str]]:
    """Where some words stand in a text in lower case."""
    if len(words) > FEW:
        for match in WORD.finditer(low):
            if match[0] in words:
                yield match.start(), match[0]
        return
    for word in words:
        at = low.find(word)
        while at >= 0:
            end = at + len(word)
            if not (_joins(low, at - 1, -1) or _joins(low, end, 1)):
                yield at, word
            at = low.find(word, end)


def _joins(low: str, at: int, step: int) -> bool:
    """Whether the character at an offset, next to a word, makes the word a longer one."""
    if not 0 <= at < len(low):
        return False
    if low[at] == "'":
        at += step
        return 0 <= at < len(low) and _is_letter(low[at])
    return _is_letter(low[at])


def _is_letter(char: str) -> bool:
    return char.isalnum() and not char.isdecimal()
