"""The tokens of a text, runs of letters with apostrophes between, looked up: plain definition."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from .vocabulary import Vocabulary

LOWER, START, MIDDLE, UPPER, MIXED = range(5)
SPEECH = 300
LEADING = " \t\"'\u201c\u2018([*_#>-\u2013\u2014"
ATTRIBUTION = ("--", "\u2013", "\u2014")
"""Before the name of whose words a line is (after a dash: Chicago Manual of Style, epigraphs)."""
SPACES = "\t\x0b\x0c\r\x1c\x1d\x1e\x1f \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
_SYMBOL_BLOCKS = (
    "\u2000-\u2bff\u2e00-\u2e7f\u3000-\u303f\ud800-\uf8ff\ufe00-\ufe6f\uff00-\uff20"
    "\uffe0-\uffff\U0001f000-\U0001faff\U000e0000-\U0010ffff"
)
_ALL = "".join(map(chr, range(0x530)))
LETTERS = "".join([c for c in _ALL if c.isalpha() or "\u0300" <= c < "\u0370"])
"""Letters below U+0530; above, all is a letter but for the blocks of symbols."""
_LETTER = f"(?:[{LETTERS}]|[^\\x00-\\u052f{_SYMBOL_BLOCKS}])"
TOKEN = f"{_LETTER}+(?:['\u2019]{_LETTER}+)*"
LOW = {ord(c): low for c in _ALL if (low := c.lower()) != c and len(low) == 1}
BREAK = f"\n(?:[{SPACES}]*\n)+"
NAME_BEFORE, NAME_AFTER = "_/\\@#$&<=.0123456789`", "_/\\@(=>0123456789`"
"""What touches a word that is part of a path, a name of code or markup."""


@cache
def compiled(pattern: str) -> re.Pattern[str]:
    """A pattern made when it is first needed, which where the kernel is compiled is never."""
    return re.compile(pattern)


class Token(NamedTuple):
    start: int
    end: int
    word: str
    """In lower case, `'` as the apostrophe; without a possessive `'s` where that is not known."""
    zipf: int
    flags: int
    case: int
    line: int
    begin: int
    """The number of its line in the paragraph, and where that begins."""
    is_prose: bool
    """Whether it counts: no part of an identifier or path."""
    is_spoken: bool


def paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """The bounds of the runs of lines with no blank line in them."""
    start = 0
    for match in compiled(BREAK).finditer(text):
        yield start, match.start()
        start = match.end()
    yield start, len(text)


def case_of(text: str, start: int, end: int) -> int:
    """How a word is written, as far as it tells by itself."""
    letters = [c for c in text[start:end] if c not in "'\u2019"]
    capitals = [ord(c) in LOW for c in letters]
    if not any(capitals):
        return LOWER
    if capitals[0] and not any(capitals[1:]):
        return MIDDLE
    return UPPER if all(capitals) else MIXED


def tokens(lex: Vocabulary, text: str, start: int, end: int) -> list[Token]:
    """The tokens of a paragraph."""
    found: list[Token] = []
    opened = closed = -SPEECH - 1
    line, begin, at = 0, start, start
    for match in compiled(TOKEN).finditer(text, start, end):
        a, b = match.span()
        for i in range(at, a):
            if text[i] == "\n":
                line, begin = line + 1, i + 1
            elif text[i] == "\u201c":
                opened = i
            elif text[i] == "\u201d":
                closed = i
        at = b
        word = match[0].translate(LOW).replace("\u2019", "'")
        known = lex.look(word)
        if not known & 255 and word[-2:] == "'s":
            word, b = word[:-2], b - 2
            known = lex.look(word)
        case = case_of(text, a, b)
        if case == MIDDLE and _starts_sentence(text, start, a, found):
            case = START
        before = text[a - 1] if a > start else " "
        after = text[b] if b < end else " "
        is_prose = case != MIXED and before not in NAME_BEFORE and after not in NAME_AFTER
        spoken = opened > closed and a - opened <= SPEECH
        found.append(
            Token(a, b, word, known & 255, known >> 8, case, line, begin, is_prose, spoken)
        )
    return found


def _starts_sentence(text: str, first: int, start: int, before: list[Token]) -> bool:
    """Whether a word stands first in a sentence, a line, a list item or a quotation."""
    at = start - 1
    while at >= first and start - at <= 40 and text[at] in LEADING:
        at -= 1
    if at < first or (text[at] == "\n" and at < start - 1):
        return not text[at + 1 : start].lstrip(" \t").startswith(ATTRIBUTION)
    if text[at] == "\n":
        # Not where the line before was merely full.
        return not (at > first and _is_low(text[at - 1]))
    if text[at] == ".":
        last = before[-1] if before else None
        is_title = last is not None and last.end == at and last.case in (START, MIDDLE)
        return not (is_title and last is not None and last.end - last.start <= 4)
    return text[at] in "!?"


def _is_low(letter: str) -> bool:
    """Whether a letter is a small one of the Latin, Greek or Cyrillic script."""
    return letter in LETTERS and ord(letter) not in LOW
