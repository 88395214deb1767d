"""Names of characters that cannot be seen."""

_SHORT = {
    0x00: "NUL", 0x08: "BS", 0x09: "TAB", 0x1B: "ESC", 0x7F: "DEL", 0x20: "SP", 0xA0: "NBSP",
    0xAD: "SHY", 0x034F: "CGJ", 0x061C: "ALM", 0x180E: "MVS", 0x200B: "ZWSP", 0x200C: "ZWNJ",
    0x200D: "ZWJ", 0x200E: "LRM", 0x200F: "RLM", 0x202A: "LRE", 0x202B: "RLE", 0x202C: "PDF",
    0x202D: "LRO", 0x202E: "RLO", 0x202F: "NNBSP", 0x2060: "WJ", 0x2066: "LRI", 0x2067: "RLI",
    0x2068: "FSI", 0x2069: "PDI", 0x3000: "IDSP", 0xFEFF: "BOM", 0xFFFC: "OBJ",
}  # fmt: skip


def short(char: str) -> str:
    """The usual abbreviation of a character, or nothing.

    >>> short("\\u200b"), short("\\ufe0f"), short("\\U000e0041")
    ('ZWSP', 'VS16', 'TAG A')
    """
    code = ord(char)
    if 0xFE00 <= code <= 0xFE0F:
        return f"VS{code - 0xFE00 + 1}"
    if 0xE0100 <= code <= 0xE01EF:
        return f"VS{code - 0xE0100 + 17}"
    if 0xE0021 <= code <= 0xE007E:
        return f"TAG {chr(code - 0xE0000)}"
    return _SHORT.get(code, "")


def name(char: str) -> str:
    """The name of a character by Unicode 18.

    >>> name("\\u200b")
    'ZERO WIDTH SPACE'
    """
    import unicodedata2

    code = ord(char)
    fallback = "<control>" if code < 0x20 or 0x7F <= code < 0xA0 else "<no name>"
    return str(unicodedata2.name(char, fallback))
