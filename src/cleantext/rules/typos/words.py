"""Words of a text, and which of them are known."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

WORD = re.compile(r"[^\W\d_]+(?:['\u2019][^\W\d_]+)*")
"""Letters, with apostrophes between them."""

PARAGRAPH_BREAK = re.compile(r"\n(?:[^\S\n]*\n)+")
BLOCK = 1 << 16


def lowered(text: str) -> str:
    """Lower case with straight apostrophes, character for character as long as the text.

    >>> lowered("Don\u2019t \u0130")  # doctest: +ELLIPSIS
    "don't ..."
    """
    low = text.lower()
    if len(low) != len(text):
        low = "".join(char.lower() if len(char.lower()) == 1 else char for char in text)
    return low.replace("\u2019", "'")


def is_known(word: str, lexicon: Mapping[str, int]) -> bool:
    """Whether a word (as `lowered` gives it) stands in the list, a possessive `'s` aside.

    >>> is_known("dog's", {"dog": 1}), is_known("dgo's", {"dog": 1})
    (True, False)
    """
    return word in lexicon or (word.endswith("'s") and word[:-2] in lexicon)


def paragraphs(text: str, start: int = 0, end: int | None = None) -> Iterator[tuple[int, int]]:
    """The bounds of the paragraphs: runs of lines with no empty (or blank) line in them."""
    end = len(text) if end is None else end
    for match in PARAGRAPH_BREAK.finditer(text, start, end):
        yield start, match.start()
        start = match.end()
    yield start, end


def blocks(text: str) -> Iterator[tuple[int, int]]:
    """Bounds of pieces of some size that end where a paragraph does, so that memory stays small."""
    start = 0
    while len(text) - start > 2 * BLOCK:
        match = PARAGRAPH_BREAK.search(text, start + BLOCK)
        if match is None:
            break
        yield start, match.end()
        start = match.end()
    yield start, len(text)
