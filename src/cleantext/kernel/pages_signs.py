"""Signs of code pages: what single characters of a line tell of them, and what lacks bytes."""

from __future__ import annotations

from ..expressions import expression

BLANK = frozenset("\xa0\xad\u200c\u200d\u200e\u200f")
"""What draws no ink stands in good text of any page."""
USUAL = "\xab\xbb\xb7\u2013\u2014\u2018\u2019\u201c\u201d\u201e\u2022\u2026"
PAIRS = 3
WIDE_PAIR = expression("[^\0-\x7f]{2}|[^\0-\x7f][@-~](?=[^\0-\x7f])")
"""Two bytes of a wide page, of which the second may look like ASCII; a line of one has some."""
MAY_LACK = expression(
    "[a-z\xdf-\xff](?:[\xc0-\xde\u0102]|[\u0106\u0139])"
    "|[\xc0-\u1fff](?:[?\ufffd]|\u20ac)|(?<=[A-Za-z])[^\0-\u036f\u1e00-\u2e7f]|\u20ac[?\ufffd]"
    "|[\xc0-\xdf\u20ac][\"']|[\x80-\x9f]"
)
"""What a line has of which single letters lost bytes: a capital within a word, a letter of another
script at its end, the first byte of a sign and what stands for the next, or any byte."""


def is_wide(c: str) -> bool:
    """Whether a page of two bytes a character shows such a character for two bytes: no variation
    selectors, as emoji have them."""
    return (
        "\u2e80" <= c <= "\u9fff"
        or "\uac00" <= c <= "\ud7ff"
        or "\ue000" <= c <= "\uf8ff"
        or "\uff00" <= c <= "\uffef"
    )


def is_usual(text: str, at: int) -> bool:
    """Whether a sign is one that is written everywhere, and stands where it does."""
    if text[at] in BLANK:
        return True
    if text[at] not in USUAL:
        return False
    before, after = text[at - 1] if at else " ", f"{text} "[at + 1]
    if text[at] == "\N{RIGHT SINGLE QUOTATION MARK}":
        return before.isascii() and after.isascii()
    return any(c.isascii() and not c.isalpha() for c in (before, after))


def is_attached(text: str, at: int) -> bool:
    """Whether a letter stands beside an ASCII one, or what stands for a byte behind it."""
    beside = text[max(0, at - 1) : at] + text[at + 1 : at + 2]
    return any(c.isascii() and c.isalpha() for c in beside) or text[at + 1 : at + 2] in (
        "?",
        "\ufffd",
    )


def is_lossy(text: str, starts: dict[str, int], others: dict[str, int]) -> bool:
    inside = outside = lacking = due = 0
    for character in text:
        lead, tail = starts.get(character, 0), others.get(character, 0)
        if character <= "\x7f" or character == "\ufffd":
            lacking += due > 0
            due = max(0, due - 1) if character in "? \"'\ufffd" else 0
        elif due and 0x80 <= tail < 0xC0:
            due -= 1
            inside += 1
        else:
            lacking += due > 0
            due = 0
            if 0xC2 <= lead <= 0xF4:
                due = 1 + (lead >= 0xE0) + (lead >= 0xF0)
                inside += 1
            else:
                outside += 1
    return bool(lacking or due) and 2 * inside > 3 * outside
