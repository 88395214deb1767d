"""Lossy mojibake: UTF-8 read through a single-byte page, of which bytes were lost on the way.

Bytes that a page has no sign for were dropped, or became `?` or U+FFFD; byte A0 became a space,
a soft hyphen was taken out; quotation marks that stood for bytes were straightened. The kernel
finds what costs least; here stands how rare it is.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator

from ... import letters
from ...edits import Change, splice
from ...kernel.lossy import Lossy
from ...letters._costs import damaged, mapped
from .channels import PAGES, UTF8
from .reading import TABLE as PAGES_TABLE
from .reading import Reading, beyond

TABLE = PAGES_TABLE.with_name("lossy.bin")
WORD = re.compile("[^ ]+")
RARE, MARKS, LONE = 5.0, 3.0, 8.0
"""How rare lossy channels are, a text strewn with invisible characters, and a text of which a
single character lost bytes."""
MIXED = 7.0
"""How rare it is that characters beyond ASCII stand beside images and are none."""
MAY_LACK = re.compile(
    "[a-z\xdf-\xff](?:[\xc0-\xde\u0102]|[\u0106\u0139])"
    "|[\xc0-\u1fff](?:[?\ufffd]|\u20ac)|(?<=[A-Za-z])[^\0-\u036f\u1e00-\u2e7f]|\u20ac[?\ufffd]"
    "|[\xc0-\xdf\u20ac][\"']|[\x80-\x9f]"
)
"""What a line has of which single letters lost bytes: a capital within a word, a letter of another
script at its end, the first byte of a sign and what stands for the next, or any byte."""


def readings(line: str, kernel: Lossy | None = None) -> Iterator[Reading]:
    """For each page that explains most of a line: what costs least, with and without invisible
    characters."""
    best: dict[str, Reading] = {}
    data = line.encode("utf-8", "surrogatepass")
    for page, with_marks, gain, open, number, edits in (kernel or _kernel()).readings(data):
        left = splice(line, [(start, end, "") for start, end, _ in edits])
        if 2 * beyond(line) <= 5 * beyond(left):
            continue  # a page that explains less than most of what is there explains nothing
        if with_marks and all(_is_a_letter(line, start, end) for start, end, _ in edits):
            continue  # marks stand between words, too
        rare = RARE + UTF8[page]
        rare += LONE * (number == 1) + MIXED * (not left.isascii()) + MARKS * with_marks
        channel = "marks" if with_marks else "lossy", PAGES[page]
        found = Reading(channel, gain / 8.0, rare, tuple(edits), splice(line, edits), open=open)
        known = best.get(found.new)
        if known is None or found.gain - rare > known.gain - known.rare:
            best[found.new] = found
    yield from best.values()


def within(line: str, edits: Iterable[Change]) -> Iterator[Reading]:
    """Readings of those words of a line that edits touch, and of ASCII ones between them: what else
    the line has need not be of the page that explains them."""
    touched = [start for start, _, _ in edits]
    words: list[tuple[int, int]] = []
    is_next = False
    for match in WORD.finditer(line):
        start, end = match.span()
        if any(start <= at < end for at in touched):
            words[-1:] = [(words[-1][0], end)] if words and is_next else [*words[-1:], (start, end)]
            is_next = True
        else:
            is_next = is_next and match.group().isascii()
    places = [k for start, end in words for k in range(start, end + 1)]
    for found in readings(" ".join(line[start:end] for start, end in words)):
        there = tuple((places[start], places[end], new) for start, end, new in found.edits)
        yield found._replace(rare=found.rare + MIXED, edits=there, new=splice(line, there))


def _is_a_letter(line: str, start: int, end: int) -> bool:
    """Whether what is altered is a Latin letter within a word."""
    word = line[max(0, start - 1) : end + 1]
    return len(word) == 3 and word.isalpha() and word[1] < "\u0250"


@functools.cache
def _kernel() -> Lossy:
    try:
        return Lossy(mapped(TABLE), mapped(PAGES_TABLE), letters.model())
    except ValueError as error:
        raise damaged(TABLE) from error
