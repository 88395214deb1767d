"""Text made safe to look at: what draws nothing, or moves the cursor, is named instead.

Every text that reaches a person goes through here: names of files, text around an edit, messages.
"""

import re

# Default-ignorable characters that count as printable for Python; all others are caught by it.
_UNSEEN = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180d\u180f\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]"
)
_LINE_ENDS = {"\n": "LF", "\r": "CR", "\x85": "NEL", "\u2028": "LS", "\u2029": "PS"}
# What drives a terminal or breaks a line, but for a tab and the ends of lines; bytes that are none.
_DRIVES = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]|\r(?!\n)")


def visible(text: str) -> str:
    """`text` on one line, fit for a terminal: invisible and control characters are named.

    >>> print(visible("a\\u200bb"))
    a\u27e8ZWSP U+200B\u27e9b
    """
    if text.isprintable() and (text.isascii() or not _UNSEEN.search(text)):
        return text
    return "".join(named(char) if _is_unseen(char) else char for char in text)


def tamed(text: str) -> str:
    """`text` in its lines, with what would drive a terminal named.

    >>> print(tamed("a\\x1b[31m"))
    a\u27e8ESC U+001B\u27e9[31m
    """
    return _DRIVES.sub(lambda match: named(match[0]), text)


def escaped(toml: str) -> str:
    """TOML with escapes for what cannot be seen; strings that span lines it must not have."""
    if toml.isascii():
        return toml
    return "".join(
        (f"\\u{ord(char):04X}" if char <= "\uffff" else f"\\U{ord(char):08X}")
        if char != "\n" and _is_unseen(char)
        else char
        for char in toml
    )


def _is_unseen(char: str) -> bool:
    return not char.isprintable() or _UNSEEN.match(char) is not None


def named(char: str) -> str:
    """One character as its abbreviation, where it has one, and its number."""
    from ..hidden.names import short

    number = f"U+{ord(char):04X}"
    abbreviation = _LINE_ENDS.get(char) or short(char)
    return f"\u27e8{abbreviation} {number}\u27e9" if abbreviation else f"\u27e8{number}\u27e9"
