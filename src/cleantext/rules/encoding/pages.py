"""The single-byte code pages, and which characters their bytes turn into.

Mojibake is UTF-8 read through one of these. A byte that a page leaves undefined is taken to have
passed through as the control character of the same number, which is what the WHATWG Encoding
Standard prescribes for the Windows pages and what most libraries do for all of them.
"""

from __future__ import annotations

import functools
import re

from ...kernel import PageTable, compile_pages

PAGES = (
    "cp1252", "latin-1", "cp1251", "cp1250", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257",
    "cp1258", "tis-620", "iso8859-11", "cp874", "iso8859-2", "iso8859-5", "iso8859-6",
    "iso8859-7", "iso8859-8", "iso8859-9", "iso8859-13", "iso8859-15", "koi8-r", "koi8-u",
    "mac_roman", "mac_cyrillic", "mac_greek", "mac_latin2", "cp437", "cp850", "cp852", "cp855",
    "cp866", "cp737", "cp862", "cp775", "cp857",
)  # fmt: skip
"""Commonest first: where two pages explain a text equally well the earlier one is named."""

WELL_FORMED = (
    "(?:[\xc2-\xdf][\x80-\xbf]"
    "|(?:\xe0[\xa0-\xbf]|[\xe1-\xec\xee\xef][\x80-\xbf]|\xed[\x80-\x9f])[\x80-\xbf]"
    "|(?:\xf0[\x90-\xbf]|[\xf1-\xf3][\x80-\xbf]|\xf4[\x80-\x8f])[\x80-\xbf]{2})"
)
"""One character beyond ASCII in UTF-8 (Unicode table 3-7), its bytes written as U+0080..00FF."""

SEQUENCES = re.compile(f"{WELL_FORMED}+")
NO_BYTE = "\uffff"


class Reading(dict[int, str]):
    """For `str.translate`: a page's characters back to bytes (as U+0080..00FF), else `NO_BYTE`."""

    def __missing__(self, _: int) -> str:
        return NO_BYTE


@functools.cache
def glyphs(page: str) -> str:
    """The 128 characters that bytes 80..FF of a page turn into.

    >>> glyphs("cp1252")[0x80 - 0x80], glyphs("cp1252")[0x81 - 0x80]
    ('\\u20ac', '\\x81')
    """
    shown = bytes(range(0x80, 0x100)).decode(page, "replace")
    return "".join(chr(byte) if c == "\ufffd" else c for byte, c in enumerate(shown, 0x80))


@functools.cache
def reading(page: str) -> Reading:
    """The way back from characters to bytes.

    Text that is Latin-1 in one place and Windows-1252 in another is common on the web, so that a
    C1 control stands for its byte in Windows-1252 even where that has a character for it.
    """
    shown = glyphs(page)
    table = Reading({byte: chr(byte) for byte in range(0x80, 0xA0)} if page == "cp1252" else {})
    # Where a byte that passed through looks like the sign of another, the sign is meant.
    for passed in (True, False):
        for byte, glyph in enumerate(shown, 0x80):
            if (glyph == chr(byte)) is passed:
                table[ord(glyph)] = chr(byte)
    return table


@functools.cache
def twofold(page: str) -> dict[str, str]:
    """The signs that stand for two bytes, of which one begins characters: that byte of each."""
    return {
        glyph: chr(byte)
        for byte, glyph in enumerate(glyphs(page), 0x80)
        if byte >= 0xC2 and reading(page)[ord(glyph)] < "\xc2"
    }


@functools.cache
def starting(page: str) -> Reading:
    """`reading` for the first byte of a character."""
    return Reading({**reading(page), **{ord(c): byte for c, byte in twofold(page).items()}})


@functools.cache
def page_table() -> PageTable:
    """All pages, compiled for the kernel; bit k is the k-th of `PAGES`."""
    return compile_pages([(starting(page), reading(page)) for page in PAGES])


@functools.cache
def roles() -> tuple[dict[str, int], dict[str, int]]:
    """For each character the set of pages (as bits) in which it is a lead, a continuation byte."""
    leads: dict[str, int] = {}
    tails: dict[str, int] = {}
    for bit, page in enumerate(PAGES):
        for glyph, byte in reading(page).items():
            if byte <= "\xbf":
                tails[chr(glyph)] = tails.get(chr(glyph), 0) | 1 << bit
        for glyph, byte in starting(page).items():
            if "\xc2" <= byte <= "\xf4":
                leads[chr(glyph)] = leads.get(chr(glyph), 0) | 1 << bit
    return leads, tails


def as_bytes(run: str, page: str) -> str:
    """The bytes a run was read from, as U+0080..00FF; `NO_BYTE` where the page has none."""
    found = run.translate(reading(page))
    starts = twofold(page)
    if starts.keys().isdisjoint(run):
        return found
    read = []
    due = 0  # bytes that the character begun last still lacks
    for character, byte in zip(run, found, strict=True):
        if due and "\x80" <= byte <= "\xbf":
            due -= 1
        else:
            byte = starts.get(character, byte)
            due = (byte >= "\xc2") + (byte >= "\xe0") + (byte >= "\xf0") if byte <= "\xf4" else 0
        read.append(byte)
    return "".join(read)


def pages_of(run: str) -> int:
    """The pages (as bits) through which some adjacent pair of a run may be a UTF-8 sequence."""
    leads, tails = roles()
    found = 0
    lead = 0
    for character in run:
        if lead:
            found |= lead & tails.get(character, 0)
        lead = leads.get(character, 0)
    return found
