"""Write ``data/lossy.bin``: what a sequence that lacks bytes may have been, for the kernel.

Run ``python -m cleantext.data.build.lossy``. The layout, with numbers in little-endian order:

=============  ==================================================================================
16 bytes       ``lossy1``, two zeros, u16 number of pages, u16 of likely signs, u32 of blocks
40 bytes       `WEIGHTS`, i16 each, and zeros
0x1100 bytes   for each block of 256 code points which of the next blocks it has
256 each       blocks: for each code point its kind (`KINDS`), and as bits whether it is a letter
               (8), a space (16), a capital (32), a small letter (64)
16 each        for each page two masks of the bytes 80 to BF: those that it has no sign for, those
               that it shows as a soft hyphen or a no-break space
6 each         for each page its bytes 80 to BF of the quotation marks `SIGNS`, or zero
1 each         the pages, the likeliest first
4 each         the likely signs: what is tried where several bytes are missing
=============  ==================================================================================
"""

from __future__ import annotations

import struct
from pathlib import Path

import unicodedata2 as unicodedata

from cleantext.kernel.lossy_ways import Weights
from cleantext.rules.encoding.channels import PAGES, STRAIGHT, UTF8, glyphs, lost, unseen

TARGET = Path(__file__).parent.parent / "lossy.bin"
WEIGHTS = Weights(
    loss=4,
    altered=4,
    mark=36,
    seldom=24,
    turned=48,
    unpaired=64,
    answered=24,
    possessive=24,
    within=24,
    single=24,
    short=6,
    usual=-24,
    picture=16,
    typographic=32,
    other=48,
    hardly=96,
    sure=8,
    passed=8,
)
KINDS = LETTER, USUAL, PICTURE, TYPOGRAPHIC, OTHER, HARDLY, INVISIBLE, NO_TEXT = range(8)
"""What a character is to someone who asks which one was damaged."""
ALPHA, SPACE, UPPER, LOWER = 8, 16, 32, 64
PLANES = frozenset((0, 1, 2, 3, 14))
"""Those that hold text."""
SIGNS = "".join(STRAIGHT.values())

MARKS = frozenset(
    (0xAD, *range(0x200B, 0x2010), *range(0x2060, 0x2065), 0xFEFF,
     *range(0x202A, 0x202F), *range(0x2066, 0x206A))
)  # fmt: skip
USUAL_SIGNS = frozenset(map(ord, "\u2019\u201c\u201d\u2018\u2013\u2014\u2026\u2022\u2122\u20ac"))
USUAL_SIGNS |= {0xA0, 0x2192, 0xFE0F}
SELDOM_SIGNS = frozenset(
    map(ord, "\u201e\u201a\u2039\u203a\u2010\u2011\u2012\u2015\u2020\u202f\u2190\u2713\u2212\u2032")
) | {0x2033, 0x2030, 0x25CF, 0x2605}
PICTURES = ((0x1F300, 0x1FAFF), (0x2600, 0x27BF), (0xA1, 0xBF), (0x300, 0x36F))
SELDOM_LETTERS = (
    (0x0700, 0x08FF), (0x1680, 0x1CFF), (0x2C00, 0x2DFF), (0x2E80, 0x2FDF), (0x3400, 0x4DBF),
    (0xA640, 0xA8FF), (0x20000, 0x3FFFF),
)  # fmt: skip
ORDER = INVISIBLE, USUAL, TYPOGRAPHIC, PICTURE, HARDLY


def kind(code: int) -> int:
    """One of `KINDS`."""
    category = unicodedata.category(chr(code))
    if category[0] == "C" and category != "Cf" and code not in (9, 10, 13):
        return NO_TEXT
    if code in MARKS:
        return INVISIBLE
    if code in USUAL_SIGNS:
        return USUAL
    if _is_in(code, SELDOM_LETTERS) or _is_space(code):
        return HARDLY
    if category[0] == "L":
        return LETTER
    if _is_in(code, PICTURES):
        return PICTURE
    return TYPOGRAPHIC if code in SELDOM_SIGNS else OTHER


def _is_in(code: int, ranges: tuple[tuple[int, int], ...]) -> bool:
    return any(low <= code <= high for low, high in ranges)


def _is_space(code: int) -> bool:
    return 9 <= code <= 13 or 0x1C <= code <= 0x1F or str(unicodedata.category(chr(code)))[0] == "Z"


def described(code: int) -> int:
    category: str = unicodedata.category(chr(code))
    return (
        kind(code)
        | ALPHA * (category[0] == "L")
        | SPACE * _is_space(code)
        | UPPER * (category == "Lu")
        | LOWER * (category == "Ll")
    )


def render(weights: Weights = WEIGHTS) -> bytes:
    blocks: dict[bytes, int] = {}
    index = bytearray()
    for block in range(0x1100):
        row = bytes([NO_TEXT] * 256)
        if block >> 8 in PLANES:
            row = bytes(described(block << 8 | low) for low in range(256))
        index.append(blocks.setdefault(row, len(blocks)))
    likely = sorted(
        MARKS | USUAL_SIGNS | SELDOM_SIGNS, key=lambda c: (c != 0x200B, ORDER.index(kind(c)), c)
    )
    out = [struct.pack("<6s2xHHI", b"lossy1", len(PAGES), len(likely), len(blocks))]
    out += [struct.pack(f"<{len(weights)}h", *weights).ljust(40, b"\0"), bytes(index)]
    out += blocks
    for page in PAGES:
        masks = (sum(1 << byte - 0x80 for byte in which(page)) for which in (lost, unseen))
        out.append(struct.pack("<2Q", *masks))
    for page in PAGES:
        places = (glyphs(page).find(sign) for sign in SIGNS)
        out.append(bytes(0x80 + at if 0 <= at < 0x40 else 0 for at in places))
    out.append(bytes(sorted(range(len(PAGES)), key=lambda page: (UTF8[page], page))))
    out.append(struct.pack(f"<{len(likely)}I", *likely))
    return b"".join(out)


if __name__ == "__main__":
    TARGET.write_bytes(render())
