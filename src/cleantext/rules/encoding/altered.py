"""Byte A0, a no-break space in most pages, that became a space like any other."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from ...edits import Edit
from .pages import PAGES, glyphs

# `à` is C3 A0. Where A0 became a space, what was `à` looks like a capital and a space.
GRAVE = re.compile("\N{LATIN CAPITAL LETTER A WITH TILDE} ")
WORD_BEFORE = re.compile("[^\\W\\d_]*\\Z")
WORD_AFTER = re.compile("[^\\W\\d_]*")
A_GRAVE = "\N{LATIN SMALL LETTER A WITH GRAVE}"
LANGUAGES = ("fr", "it", "pt", "es")
JOINED = ("s", "quele", "quela", "queles", "quelas", "quilo")
"""What Portuguese contracts with a leading a-grave."""


def applies(proved: Collection[str]) -> bool:
    """Whether one of the proved pages has these characters for bytes C3 and A0."""
    return any(
        glyphs(page)[0xC3 - 0x80] == "\xc3" and glyphs(page)[0xA0 - 0x80] == "\xa0"
        for page in proved
        if page in PAGES
    )


def restore(line: str) -> Iterator[Edit]:
    """Put back a-grave in a line that is known to be mojibake of such a page.

    Its space goes with it, except where two words would be run together: then there were a
    no-break space and a space, of which something made one.
    """
    for match in GRAVE.finditer(line):
        start, end = match.span()
        before = WORD_BEFORE.search(line, max(0, start - 40), start)
        after = WORD_AFTER.match(line, end)
        left, right = (found.group() if found else "" for found in (before, after))
        if left and not left[-1].islower():
            continue  # inside capitals it may be the letter that it looks like
        yield Edit(start, end, A_GRAVE + (" " if _are_two_words(left, right) else ""))


def _are_two_words(left: str, right: str) -> bool:
    if not right:
        return False
    if not left:
        return right not in JOINED
    from ...lexicon import known

    return any(
        known((left + A_GRAVE).lower(), lang) and known(right.lower(), lang) for lang in LANGUAGES
    )
