"""Lines known to be mojibake of a page: byte A0 that became a space, bytes that were lost."""

from __future__ import annotations

import contextlib
import functools
import re
from collections.abc import Collection, Iterator

from ...edits import Edit
from .pages import NO_BYTE, PAGES, as_bytes, glyphs
from .plausible import oddness

A_GRAVE = "\N{LATIN SMALL LETTER A WITH GRAVE}"
LANGUAGES = ("fr", "it", "pt", "es")
WORD_BEFORE = re.compile("[^\\W\\d_]*\\Z")
WORD_AFTER = re.compile("[^\\W\\d_]*")
JOINED = ("s", "quele", "quela", "queles", "quelas", "quilo")
"""What Portuguese contracts with a leading a-grave."""


@functools.cache
def altered(page: str) -> tuple[re.Pattern[str], dict[str, str]]:
    """The leads of two bytes in a page where they stand before a space, and what each was."""
    shown = glyphs(page)
    if page not in PAGES or shown[0xA0 - 0x80] != "\xa0":
        return re.compile("(?!)"), {}
    leads = {shown[lead - 0x80]: bytes([lead, 0xA0]).decode() for lead in range(0xC3, 0xE0)}
    return re.compile(f"[{''.join(map(re.escape, leads))}] "), leads


def restore(line: str, pages: Collection[str]) -> Iterator[Edit]:
    """Put back the letters of a line that is known to be mojibake of these pages.

    The space goes with the letter, except where a-grave would run two words together: then there
    were a no-break space and a space, of which something made one.
    """
    page = next((page for page in PAGES if page in pages and altered(page)[1]), None)
    if page is None:
        return
    pattern, letters = altered(page)
    for match in pattern.finditer(line):
        start, end = match.span()
        letter = letters[match.group()[0]]
        before = WORD_BEFORE.search(line, max(0, start - 40), start)
        after = WORD_AFTER.match(line, end)
        left, right = (found.group() if found else "" for found in (before, after))
        if left and not left[-1].islower():
            continue  # inside capitals it may be the letter that it looks like
        if letter == A_GRAVE:
            following = line[end + len(right) : end + len(right) + 1]
            gap = " " if _are_two_words(left, right, following) else ""
            yield Edit(start, end, letter + gap)
        elif (
            letter.isalpha()
            and (right or left)
            and not oddness(left[-1:] + letter + right[:1], strict=False)
        ):
            yield Edit(start, end, letter)


def _are_two_words(left: str, right: str, following: str) -> bool:
    if not right:
        return False
    if not left:
        return right not in JOINED or following in ("'", "\u2019")
    from ...lexicon import known

    return any(
        known((left + A_GRAVE).lower(), lang) and known(right.lower(), lang) for lang in LANGUAGES
    )


@functools.cache
def incomplete(page: str) -> re.Pattern[str]:
    """Sequences of a page in which U+FFFD stands for a byte. Those of punctuation (lead E2) are
    left out: what they were is for the whole document to say."""
    shown = glyphs(page)

    def some(low: int, high: int) -> str:
        return "".join(re.escape(shown[byte - 0x80]) for byte in range(low, high + 1))

    tail = f"[\ufffd{some(0x80, 0xBF)}]"
    return re.compile(
        f"(?=.{{0,3}}\ufffd)(?:[{some(0xC3, 0xDF)}]\ufffd|[{some(0xE0, 0xE1)}{some(0xE3, 0xEF)}]"
        f"{tail}{{2}}|[{some(0xF0, 0xF4)}]{tail}{{3}})"
    )


def lost(line: str, pages: Collection[str]) -> Iterator[Edit]:
    """One U+FFFD for each character of a proved page that lost a byte, or the character itself
    where no other is possible."""
    if "\ufffd" not in line:
        return
    for page in (page for page in PAGES if page in pages):
        for match in incomplete(page).finditer(line):
            if "\ufffd" in match.group():
                yield Edit(*match.span(), _only_candidate(match.group(), page))
        return


def _only_candidate(image: str, page: str) -> str:
    known = as_bytes(image.replace("\ufffd", ""), page)
    if image.count("\ufffd") > 1 or NO_BYTE in known:
        return "\ufffd"
    at = image.index("\ufffd")
    found = set()
    for byte, glyph in enumerate(glyphs(page), 0x80):
        if glyph == chr(byte) and byte < 0xC0:
            with contextlib.suppress(UnicodeDecodeError):
                found.add((known[:at] + glyph + known[at:]).encode("latin-1").decode())
    if "\N{VARIATION SELECTOR-16}" in found:
        return "\N{VARIATION SELECTOR-16}"
    return found.pop() if len(found) == 1 else "\ufffd"
