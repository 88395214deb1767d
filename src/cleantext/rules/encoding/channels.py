"""The ways by which text is damaged, as data: pages, what each does with a byte, how rare it is.

Rarity is in nats, as everything that is weighed: minus the logarithm of a likelihood. A byte that
a page leaves undefined is taken to have passed through as the control character of the same number,
which is what the WHATWG Encoding Standard prescribes for the Windows pages and what most libraries
do for all of them.
"""

from __future__ import annotations

import functools
from pathlib import Path
from types import MappingProxyType

from ...letters._costs import mapped

TABLE = Path(__file__).parent.parent.parent / "data" / "pages.bin"

PAGES = (
    "cp1252", "latin-1", "cp1251", "cp1250", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257",
    "cp1258", "tis-620", "iso8859-11", "cp874", "iso8859-2", "iso8859-5", "iso8859-6",
    "iso8859-7", "iso8859-8", "iso8859-9", "iso8859-13", "iso8859-15", "koi8-r", "koi8-u",
    "mac_roman", "mac_cyrillic", "mac_greek", "mac_latin2", "mac_turkish", "cp437", "cp850",
    "cp852", "cp855", "cp866", "cp737", "cp862", "cp775", "cp857", "cp865", "iso8859-4",
    "iso8859-10",
)  # fmt: skip
"""Commonest first: where two pages explain a text equally well the earlier one is named."""

WIDE = MappingProxyType({"gbk": 1.0, "cp932": 1.5, "big5": 1.5, "cp949": 1.5, "euc_jp": 2.0})
"""Pages of two bytes a character, and how rare it is that a text was read through them."""

_COMMON = {
    "cp1252": 0.0, "latin-1": 0.0, "cp1251": 1.0, "cp1250": 1.5, "cp1254": 1.5, "koi8-r": 1.5,
    "cp866": 1.5, "cp437": 2.0, "mac_roman": 2.0, "iso8859-2": 2.0, "cp1253": 2.0, "cp1255": 2.0,
    "cp1256": 2.0, "cp1257": 2.0, "tis-620": 2.0, "cp874": 2.0, "iso8859-15": 2.0,
    "iso8859-9": 2.0, "cp850": 2.5, "cp1258": 7.0, "cp855": 9.0,
}  # fmt: skip
UTF8 = tuple(_COMMON.get(page, 5.0) for page in PAGES)
"""For each of `PAGES`: how rare it is that UTF-8 was read through it."""

_VIEWERS = {
    "cp1252": 0.0, "cp1251": 2.0, "cp437": 2.5, "koi8-r": 2.5, "cp866": 2.5, "cp850": 3.0,
    "mac_roman": 3.0, "cp1250": 3.0, "cp1254": 4.0, "cp1253": 5.0, "cp1255": 5.0, "cp1256": 5.0,
    "tis-620": 5.0, "iso8859-2": 5.0, "iso8859-5": 5.0, "mac_cyrillic": 5.0, "cp737": 5.0,
}  # fmt: skip
_WRITTEN = {
    "cp1251": 0.5, "koi8-r": 1.0, "koi8-u": 1.5, "cp866": 1.5, "mac_cyrillic": 1.5,
    "iso8859-5": 2.0, "cp1250": 0.5, "iso8859-2": 1.0, "cp1254": 1.0, "cp1253": 1.0,
    "iso8859-7": 1.5,
    "cp1255": 1.0, "cp1256": 1.0, "tis-620": 1.0, "cp1257": 4.0, "cp852": 4.0, "cp737": 3.0,
    "cp862": 3.0, "cp1252": 0.5, "mac_roman": 2.0, "cp850": 2.5, "cp437": 3.0,
}  # fmt: skip
MISREAD = tuple(
    (viewer, page, 0.0 if viewer == page else 2.0 + rare + of_page)
    for viewer, rare in _VIEWERS.items()
    for page, of_page in _WRITTEN.items()
    if page != viewer or page == "cp1252"  # Latin-1 for Windows-1252
)
"""(page read through, page written in, how rare that is), of single-byte pages."""

LATIN = frozenset("cp1250 iso8859-2 cp1254 cp1257 cp852 cp1252 mac_roman cp850 cp437".split())
"""Pages of Latin letters, among which a reading is close to another."""

WIDE_VIEWERS = ("cp1252", "cp437", "cp850", "cp1251", "mac_roman")
STRAIGHT = MappingProxyType({'"': "\u201c\u201d\u201e", "'": "\u2018\u2019\u201a"})
"""What quotation marks become where something straightens them."""

NO_BYTE = "\uffff"


ASCII = {code: chr(code) for code in range(0x80)}
"""Stands in every table, since `str.translate` is slow for what a table lacks."""


class Reading(dict[int, str]):
    """For `str.translate`: a page's characters back to bytes (as U+0080..00FF), else `NO_BYTE`."""

    def __missing__(self, code: int) -> str:
        return NO_BYTE


@functools.cache
def glyphs(page: str) -> str:
    """The 128 characters that bytes 80..FF of a page turn into.

    >>> glyphs("cp1252")[0x80 - 0x80], glyphs("cp1252")[0x81 - 0x80]
    ('\\u20ac', '\\x81')
    """
    at = 256 * (len(PAGES) - PAGES.index(page))  # the table ends with them
    return bytes(mapped(TABLE)[-at:][:256]).decode("utf-16-le")


@functools.cache
def reading(page: str) -> Reading:
    """The way back from characters to bytes.

    Text that is Latin-1 in one place and Windows-1252 in another is common on the web, so that a
    C1 control stands for its byte in Windows-1252 even where that has a character for it.
    """
    shown = glyphs(page)
    passing = {byte: chr(byte) for byte in range(0x80, 0xA0)} if page == "cp1252" else {}
    table = Reading(ASCII | passing)
    # Where a byte that passed through looks like the sign of another, the sign is meant.
    for passed in (True, False):
        for byte, glyph in enumerate(shown, 0x80):
            if (glyph == chr(byte)) is passed:
                table[ord(glyph)] = chr(byte)
    return table


@functools.cache
def starting(page: str) -> Reading:
    """`reading` for the first byte of a character: some signs stand for two bytes."""
    table = reading(page)
    leads = {
        ord(glyph): chr(byte)
        for byte, glyph in enumerate(glyphs(page), 0x80)
        if byte >= 0xC2 and table[ord(glyph)] < "\xc2"
    }
    return Reading({**table, **leads})


@functools.cache
def lost(page: str) -> tuple[int, ...]:
    """The continuation bytes that a page has no sign for."""
    shown = glyphs(page)
    return tuple(
        byte
        for byte in range(0x80, 0xC0)
        if "\x80" <= shown[byte - 0x80] <= "\x9f" or not _is_defined(page, byte)
    )


@functools.cache
def unseen(page: str) -> tuple[int, ...]:
    """The continuation bytes that a page shows as a soft hyphen or a no-break space."""
    return tuple(b for b in range(0x80, 0xC0) if glyphs(page)[b - 0x80] in "\xad\xa0")


def _is_defined(page: str, byte: int) -> bool:
    try:
        bytes([byte]).decode(page)
    except UnicodeDecodeError:
        return False
    return True
