"""Lines known to be mojibake of a page: byte A0 that became a space, bytes that were lost."""

from __future__ import annotations

import contextlib
import functools
import re
from collections.abc import Collection, Iterator

from ...edits import Edit
from .pages import NO_BYTE, PAGES, as_bytes, glyphs
from .plausible import FREE_SIGNS, oddness, script

BLANK = "\N{BRAILLE PATTERN BLANK}"  # what holds paragraphs apart in some social media
NO_BREAK_SPACE = "\xa0"
A_GRAVE = "\N{LATIN SMALL LETTER A WITH GRAVE}"
LANGUAGES = ("fr", "it", "pt", "es")
WORD_BEFORE = re.compile("[^\\W\\d_]*\\Z")
WORD_AFTER = re.compile("[^\\W\\d_]*")
JOINED = ("s", "quele", "quela", "queles", "quelas", "quilo")
"""What Portuguese contracts with a leading a-grave."""


@functools.cache
def altered(page: str) -> re.Pattern[str] | None:
    """Sequences of a page in which a space stands for the byte that looks like a no-break space."""
    shown = glyphs(page)
    if NO_BREAK_SPACE not in shown[:0x40]:
        return None

    def some(low: int, high: int) -> str:
        return "".join(map(re.escape, shown[low - 0x80 : high - 0x80 + 1]))

    tail = f"[{some(0x80, 0xBF)}]"
    return re.compile(  # one class first: `re` skips quickly to where that matches
        f"[{some(0xC3, 0xF4)}](?:(?<=[{some(0xC3, 0xDF)}]) "
        f"|(?<=[{some(0xE0, 0xEF)}])(?: {tail}|{tail} )"
        f"|(?<=[{some(0xF0, 0xF4)}])(?: {tail}{tail}|{tail} {tail}|{tail}{tail} ))"
    )


def restore(line: str, pages: Collection[str]) -> Iterator[Edit]:
    """Put back the characters of a line that is known to be mojibake of these pages.

    The space goes with the character, except where a-grave would run two words together: then
    there were a no-break space and a space, of which something made one.
    """
    for page in (page for page in PAGES if page in pages):
        pattern = altered(page)
        if pattern is None:
            continue
        for match in pattern.finditer(line):
            new = _restored(line, *match.span(), page)
            if new:
                yield Edit(*match.span(), new)
        return


def _restored(line: str, start: int, end: int, page: str) -> str:
    """What a sequence with a space in it was, or nothing if that is not sure."""
    image = line[start:end]
    try:
        new = as_bytes(image.replace(" ", NO_BREAK_SPACE), page).encode("latin-1").decode()
    except UnicodeError:
        return ""
    before, after = WORD_BEFORE.search(line, max(0, start - 40), start), WORD_AFTER.match(line, end)
    left, right = (found.group() if found else "" for found in (before, after))
    if left and (left[-1].isupper() or _is_written_alike(left[-1], image[0])):
        return ""  # the letter that it looks like
    if new == A_GRAVE:
        following = line[end + len(right) : end + len(right) + 1]
        return new + (" " if _are_two_words(left, right, following) else "")
    if not new.isalpha():
        # Other signs may as well be what is left of punctuation that lost a byte.
        is_sign = new == BLANK or any(low <= new <= high for low, high in FREE_SIGNS)
        return new if is_sign and not left else ""
    neighbours = left[-1:] + right[:1]
    if len(image) > 2 and not any(_is_written_alike(new, c) for c in neighbours):
        return ""
    is_odd = oddness(left[-1:] + new + right[:1], strict=False)
    return new if neighbours and not is_odd else ""


def _is_written_alike(one: str, two: str) -> bool:
    return one.isalpha() and two.isalpha() and script(one) == script(two) != "LATIN"


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
def incomplete(page: str, is_deep: bool) -> re.Pattern[str]:
    """Sequences of a page in which U+FFFD stands for a byte. Those of punctuation (lead E2) are
    left out, what they were is for the whole document to say; not so where a layer lies below,
    for there they are bytes of something else."""
    shown = glyphs(page)

    def some(low: int, high: int) -> str:
        return "".join(re.escape(shown[byte - 0x80]) for byte in range(low, high + 1))

    tail = f"[\ufffd{some(0x80, 0xBF)}]"
    leads = some(0xE0, 0xEF) if is_deep else some(0xE0, 0xE1) + some(0xE3, 0xEF)
    return re.compile(
        f"(?=.{{0,3}}\ufffd)(?:[{some(0xC3, 0xDF)}]\ufffd|[{leads}]"
        f"{tail}{{2}}|[{some(0xF0, 0xF4)}]{tail}{{3}})"
    )


def lost(line: str, pages: Collection[str], is_deep: bool = False) -> Iterator[Edit]:
    """One U+FFFD for each character of a proved page that lost a byte, or the character itself
    where no other is possible."""
    if "\ufffd" not in line:
        return
    for page in (page for page in PAGES if page in pages):
        for match in incomplete(page, is_deep).finditer(line):
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
