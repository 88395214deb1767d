"""Images that lost bytes: what invisible and typographic characters look like afterwards.

A byte that a code page leaves undefined, or maps to a C1 control, may be dropped on the way,
replaced by U+FFFD, or by a question mark. What is left of the three bytes of a quotation mark is
then an image that many characters share. The images are derived from the codecs, for each page
and each fate of the lost bytes.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Set
from typing import NamedTuple

from .pages import PAGES, glyphs
from .plausible import script

INVISIBLE = (
    0xAD, *range(0x200B, 0x2010), *range(0x2060, 0x2065), 0xFEFF, *range(0x202A, 0x202F),
    *range(0x2066, 0x206A),
)  # fmt: skip
TYPOGRAPHIC = (
    0x2019, 0x201C, 0x201D, 0x2018, 0x2013, 0x2014, 0x2026, 0x2022, 0x2122, 0x20AC, 0x201E, 0x201A,
    0x2039, 0x203A, 0x2010, 0x2011, 0x2012, 0x2015, 0x2020, 0x202F, 0x2009, 0x200A, 0x2002, 0x2003,
    0x2005, 0x2028, 0x2192, 0x2190, 0x2713, 0x2212, 0x2032, 0x2033, 0x2030, 0x25CF, 0x2605,
)  # fmt: skip
FATES = ("drop", "undefined", "replace", "question")
LOST = {"drop": "", "undefined": "", "replace": "\ufffd", "question": "?"}


class ImageSet(NamedTuple):
    """The lossy images of one page under one fate: image to the characters that share it."""

    page: str
    fate: str
    images: dict[str, tuple[str, ...]]
    pattern: str
    leads: frozenset[str]
    script: str


def image(character: str, page: str, fate: str) -> str:
    """What a character looks like when its UTF-8 bytes were read through a page.

    >>> image("\\u2019", "cp1252", "drop"), image("\\u2019", "latin-1", "replace")
    ('\\xe2\\u20ac\\u2122', '\\xe2\\ufffd\\ufffd')
    """
    shown = []
    for byte in character.encode():
        glyph = glyphs(page)[byte - 0x80]
        defined = glyph != chr(byte) or _is_defined(page, byte)
        if defined and (not "\x80" <= glyph <= "\x9f" or fate == "undefined"):
            shown.append(glyph)
        else:
            shown.append(LOST[fate])
    return "".join(shown)


@functools.cache
def _is_defined(page: str, byte: int) -> bool:
    try:
        bytes([byte]).decode(page)
    except UnicodeDecodeError:
        return False
    return True


def whole_image(character: str, page: str) -> str:
    """The image with nothing lost."""
    return "".join(glyphs(page)[byte - 0x80] for byte in character.encode())


LEADS = (0xE2, 0xEF, 0xC2)
"""The first bytes of the characters above."""


def image_sets(present: Set[str] | None = None) -> tuple[ImageSet, ...]:
    """The sets that hold something; the same set under two pages or fates once.

    `present` are the characters of a text: sets whose images begin with others are left out.
    """
    pages = tuple(
        page
        for page in PAGES
        if present is None or any(glyphs(page)[lead - 0x80] in present for lead in LEADS)
    )
    found = _sets_of(pages)
    return found if present is None else tuple(s for s in found if not s.leads.isdisjoint(present))


@functools.lru_cache(64)
def _sets_of(pages: tuple[str, ...]) -> tuple[ImageSet, ...]:
    seen: dict[tuple[tuple[str, tuple[str, ...]], ...], ImageSet] = {}
    for fate in FATES:
        for page in pages:
            images = _images(page, fate)
            key = tuple(images.items())
            if not images or key in seen:
                continue
            pattern = "|".join(map(re.escape, sorted(images, key=len, reverse=True)))
            leads = frozenset(shown[0] for shown in images)
            own = script(glyphs(page)[LEADS[0] - 0x80])
            seen[key] = ImageSet(page, fate, images, pattern, leads, own)
    return tuple(seen.values())


@functools.cache
def _images(page: str, fate: str) -> dict[str, tuple[str, ...]]:
    images: dict[str, tuple[str, ...]] = {}
    for code in (*TYPOGRAPHIC, *INVISIBLE):
        lossy = image(chr(code), page, fate)
        if (
            lossy.strip()
            and lossy[0] != "?"
            and not lossy.isascii()
            and lossy != whole_image(chr(code), page)
        ):
            images[lossy] = (*images.get(lossy, ()), chr(code))
    return images
