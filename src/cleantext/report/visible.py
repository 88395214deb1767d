"""Text made safe to look at: what draws nothing, or moves the cursor, is named instead."""

import re

# Default-ignorable characters that count as printable for Python; all others are caught by it.
_UNSEEN = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180d\u180f\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]"
)
_SHORT = {
    0x09: "TAB", 0x0A: "LF", 0x0D: "CR", 0x1B: "ESC", 0x85: "NEL", 0xA0: "NBSP", 0xAD: "SHY",
    0x034F: "CGJ", 0x061C: "ALM", 0x200B: "ZWSP", 0x200C: "ZWNJ", 0x200D: "ZWJ", 0x200E: "LRM",
    0x200F: "RLM", 0x2028: "LS", 0x2029: "PS", 0x202A: "LRE", 0x202B: "RLE", 0x202C: "PDF",
    0x202D: "LRO", 0x202E: "RLO", 0x202F: "NNBSP", 0x2060: "WJ", 0x2066: "LRI", 0x2067: "RLI",
    0x2068: "FSI", 0x2069: "PDI", 0xFEFF: "ZWNBSP",
}  # fmt: skip


def visible(text: str) -> str:
    """`text` on one line, fit for a terminal: invisible and control characters are named.

    >>> print(visible("a\\u200bb"))
    a\u27e8ZWSP U+200B\u27e9b
    """
    if text.isprintable() and (text.isascii() or not _UNSEEN.search(text)):
        return text
    return "".join(
        char if char.isprintable() and not _UNSEEN.match(char) else named(char) for char in text
    )


def named(char: str) -> str:
    """One character as its abbreviation, where it has one, and its number."""
    code = ord(char)
    short = _SHORT.get(code, "")
    return f"\u27e8{short}{short and ' '}U+{code:04X}\u27e9"
