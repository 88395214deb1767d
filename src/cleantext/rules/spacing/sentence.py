"""A space that is missing between two sentences: `chains.Germany`, `2017.The`."""

from __future__ import annotations

import re

from .boundary import Boundary
from .line import UNSPACED, Line
from .site import is_abbreviation
from .words import listed, word_after, word_before

CLOSERS = "\"\u201d\u2019'\u00bb)]"
_EDGES = "\"\u201c\u201d\u2018\u2019'()[]\u00ab\u00bb.,;:!?"
_BETWEEN = re.compile(
    r"[\"\u201c\u201d\u2018\u2019'\u00bb\u00ab\u201e()\[\]\u00bf\u00a1]{0,4}(?:(?<=\u00ab)\s)?"
)
_SINGLE_OPEN = re.compile(r"(?<![^\s(])'(?=\w)")
_SINGLE_CLOSE = re.compile(r"(?<=[\w.!?,])'(?![\w'])")


def gap_after(line: Line, at: int) -> int | None:
    """Where a space is missing after the end mark at `at`, None when none is.

    What follows the mark: closing marks, opening marks, and a letter.
    """
    text = line.text
    first = at
    while first and text[first - 1] in ".!?\u2026" and at - first < 8:
        first -= 1
    marks = text[first : at + 1]
    if not first or ".." in marks or "\u2026" in marks:
        return None
    between = _BETWEEN.match(text, at + 1)
    assert between
    right_at = between.end()
    closers, openers = _divide(line, at + 1, right_at)
    right = word_after(text, right_at)
    if not right or closers is None or UNSPACED.search(text, max(0, first - 2), right_at + 2):
        return None
    token = line.token(at)
    if token is None or _is_exception(line, token):
        return None
    site = Boundary(line, first, marks, closers, openers, right_at, right, token)
    return site.insert_at if site.is_gap() else None


def dash_gap(line: Line, at: int) -> int | None:
    """Where a space is missing between an end mark and the dash that a speaker begins with.

    `slept.\\u2014 Yes` is `slept. \\u2014 Yes`.
    """
    text = line.text
    left, right = word_before(text, at), word_after(text, at + 3)
    if (
        len(left) > 2
        and left.islower()
        and line.is_word(left)
        and not is_abbreviation(left)
        and right[:1].isupper()
        and line.words_between(0, at) > 2
        and not UNSPACED.search(text, at - 1, at + 4)
    ):
        return at + 1
    return None


def quote_gap(line: Line, at: int) -> int | None:
    """Where a space is missing before quotes made of two marks: `geht.,,Ja`."""
    text = line.text
    left, right = word_before(text, at), word_after(text, at + 3)
    fits = len(left) > 1 and line.is_word(left) and right[:1].isupper() and line.is_prose()
    return at + 1 if fits and not UNSPACED.search(text, at - 1, at + 5) else None


def _divide(line: Line, start: int, end: int) -> tuple[str | None, str]:
    """The marks between a full stop and a letter as those that close and those that open."""
    marks = line.text[start:end]
    closing = 0
    while closing < len(marks) and marks[closing] in CLOSERS:
        closing += 1
    closers, openers = marks[:closing], marks[closing:]
    if '"' in closers and not openers:
        if line.count('"', start) % 2:  # the first closes; a second one opens
            cut = closers.index('"') + 1
            closers, openers = closers[:cut], closers[cut:]
        elif line.total('"') > line.count('"', end):  # none is open, and one closes later
            cut = closers.index('"')
            closers, openers = closers[:cut], closers[cut:]
    if closers == "''":
        return closers, openers
    if closers == "'":
        return _single(line, start)
    if "'" in closers or closers.endswith("\u2019"):
        return None, ""
    if "\u201d" in closers and 0 < line.count("\u201c", start) <= line.count("\u201d", start):
        return None, ""
    return closers, openers


def _single(line: Line, at: int) -> tuple[str | None, str]:
    """Whether a straight single quote closes or opens; None when it may be an apostrophe."""
    before = line.text[max(0, at - 300) : at]
    opened = [match.start() for match in _SINGLE_OPEN.finditer(before)]
    if opened and not _SINGLE_CLOSE.search(before, opened[-1] + 1):
        return "'", ""
    if not opened and _SINGLE_CLOSE.search(line.text, at + 2, at + 300):
        return "", "'"
    return None, ""


def _is_exception(line: Line, token: str) -> bool:
    names = (*line.options.exceptions, *listed("brand"))
    return any(name in token for name in names) or token.strip(_EDGES) in line.paragraph.coded
