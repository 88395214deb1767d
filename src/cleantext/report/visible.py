"""Text made safe to look at: what draws nothing, or moves the cursor, is named instead."""

import re

# Default-ignorable characters that count as printable for Python; all others are caught by it.
_UNSEEN = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180d\u180f\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]"
)
_LINE_ENDS = {"\n": "LF", "\r": "CR", "\x85": "NEL", "\u2028": "LS", "\u2029": "PS"}


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
    from ..hidden.names import short

    number = f"U+{ord(char):04X}"
    abbreviation = _LINE_ENDS.get(char) or short(char)
    return f"\u27e8{abbreviation} {number}\u27e9" if abbreviation else f"\u27e8{number}\u27e9"
