"""Pages of two bytes a character: how common the characters are that a text has of them.

Each of these standards puts its common characters into rows of their own, so that no list of
characters is needed: GB 2312 level 1, Big5 level 1, the 2,350 syllables of KS X 1001, and kana
with the first level of JIS X 0208.
"""

from __future__ import annotations

WIDE_PAGES = ("gb18030", "big5", "shift_jis", "euc_jp", "cp949")
PLAIN = "\u3001\u3002\uff0c\uff01\uff1f\uff1a\uff1b\u300c\u300d\u201c\u201d\uff08\uff09\u3000\u2026"


TYPICAL = 0.1


def rarity(text: str, page: str) -> float:
    """The share of rare characters among the wide ones of a text, 1.0 if there are none.

    Less than nothing for text all in Hangul or with much kana, in the pages that have them.

    >>> rarity("\\u4f60\\u597d", "gb18030"), rarity("\\u9f98", "gb18030")
    (0.0, 1.0)
    """
    wide = [c for c in text if c > "\u2e7f" and c not in PLAIN]
    if not wide:
        return 1.0
    rare = sum(not _is_common(c, page) for c in wide) / len(wide)
    # Chinese read as Korean or Japanese gives ideographs at once, but never Hangul or kana alone.
    if page == "cp949":
        return rare - TYPICAL * (rare == 0)
    kana = sum("\u3041" <= c <= "\u30ff" for c in wide)
    return rare - TYPICAL * (page in ("shift_jis", "euc_jp") and kana * 5 > len(wide))


def _is_common(character: str, page: str) -> bool:
    if "\uff61" <= character <= "\uff9f":
        return False  # half-width kana: a relic of terminals
    if page in ("shift_jis", "euc_jp"):
        if "\u3041" <= character <= "\u30ff":
            return True
        lead = _lead(character, "euc_jp")
        return 0xB0 <= lead <= 0xCF
    if page == "cp949":
        return "\uac00" <= character <= "\ud7a3" and _lead(character, "euc_kr") > 0
    if page == "big5":
        return 0xA4 <= _lead(character, "big5") <= 0xC6
    return 0xB0 <= _lead(character, "gb2312") <= 0xD7


def _lead(character: str, page: str) -> int:
    try:
        encoded = character.encode(page)
    except UnicodeEncodeError:
        return -1
    return encoded[0] if len(encoded) == 2 else -1
