"""How likely a text is to be a message that a person or program wrote.

A model of three characters: what comes after two others. English letters follow the lexicon, other
scripts their own kind. It decides between the readings of a stream, and between a reading and
noise, so the figures are rough on purpose.
"""

from __future__ import annotations

from bisect import bisect_right
from functools import lru_cache
from math import log

NEVER = float("-inf")

# What comes after a letter that ends a word, a digit, a space, another sign; shares of each.
_AFTER_WORD = {
    " ": 0.5, ".": 0.09, ",": 0.06, "-": 0.07, "'": 0.03, ":": 0.04, "!": 0.02, "?": 0.02,
    "@": 0.02, "/": 0.03, "_": 0.03, "=": 0.02, "\n": 0.01, '"': 0.015, ")": 0.015, ";": 0.01,
}  # fmt: skip
_AFTER_DIGIT = {
    " ": 0.08, "-": 0.06, ".": 0.04, ":": 0.04, ",": 0.03, "/": 0.02, "\n": 0.005, ")": 0.01,
    "%": 0.005, '"': 0.003,
}  # fmt: skip
_AFTER_SPACE = {
    '"': 0.02, "(": 0.02, "-": 0.01, "#": 0.01, "$": 0.01, "&": 0.01, "=": 0.005, "/": 0.005,
    "'": 0.005, "+": 0.005, "{": 0.01, "[": 0.005, "<": 0.003,
}  # fmt: skip
_AFTER_SIGN = {
    " ": 0.15, "/": 0.03, "=": 0.02, '"': 0.02, "-": 0.02, ".": 0.02, "'": 0.01, "\n": 0.01,
}  # fmt: skip
_AFTER_THIS = {
    ":": {" ": 0.5, "/": 0.2}, "/": {"/": 0.2}, ",": {" ": 0.8}, ";": {" ": 0.7}, "{": {'"': 0.5},
    '"': {":": 0.2, ",": 0.1, "}": 0.1, " ": 0.15}, ".": {" ": 0.4}, "!": {" ": 0.5},
    "?": {" ": 0.4}, ")": {" ": 0.5},
}  # fmt: skip
_HEX = frozenset("0123456789abcdef")
_ANY_ASCII = 0.02 / 95  # of any printable character, wherever it stands
_CAPITAL = {"edge": 0.2, "upper": 0.4, "lower": 0.02}

# First code point, script, logarithm of the share of one character among those of its script.
# No script: what goes with any; a share of NEVER: nothing that messages are made of.
_RARE = -11.0
_BLOCKS: tuple[tuple[int, str, float], ...] = (
    (0x80, "", NEVER), (0xA0, "", -9.0), (0xC0, "latin", -6.5), (0x100, "latin", -7.5),
    (0x180, "latin", _RARE), (0x218, "latin", -8.0), (0x21C, "latin", _RARE), (0x2B0, "", _RARE),
    (0x300, "", -7.0), (0x370, "greek", _RARE), (0x386, "greek", -4.1), (0x3CF, "greek", _RARE),
    (0x400, "cyrillic", -5.5), (0x410, "cyrillic", -4.1), (0x460, "cyrillic", _RARE),
    (0x490, "cyrillic", -7.0), (0x4BC, "cyrillic", _RARE), (0x530, "armenian", -4.3),
    (0x590, "hebrew", -8.0), (0x5D0, "hebrew", -3.4), (0x5EB, "hebrew", -9.0),
    (0x600, "arabic", -9.0), (0x621, "arabic", -3.9), (0x64B, "arabic", -6.0),
    (0x66A, "arabic", -7.5), (0x6D0, "arabic", -9.0), (0x700, "other", _RARE),
    (0x900, "devanagari", -4.8), (0x980, "bengali", -4.8), (0xA00, "gurmukhi", -4.8),
    (0xA80, "gujarati", -4.8), (0xB00, "oriya", -4.8), (0xB80, "tamil", -4.8),
    (0xC00, "telugu", -4.8), (0xC80, "kannada", -4.8), (0xD00, "malayalam", -4.8),
    (0xD80, "sinhala", -4.8), (0xE00, "thai", -4.8), (0xE80, "lao", -4.8), (0xF00, "tibetan", -5.2),
    (0x1000, "myanmar", -5.2), (0x10A0, "georgian", -9.0), (0x10D0, "georgian", -4.0),
    (0x1100, "hangul", _RARE), (0x1200, "ethiopic", -5.8), (0x1380, "other", _RARE),
    (0x1780, "khmer", -4.8), (0x1800, "mongolian", -5.2), (0x18B0, "other", _RARE),
    (0x1E00, "latin", _RARE), (0x1EA0, "latin", -8.0), (0x1EFA, "", _RARE),
    (0x1F00, "greek", -7.0), (0x2000, "", _RARE), (0x2010, "", -7.0), (0x2027, "", NEVER),
    (0x2030, "", -9.0), (0x205F, "", NEVER), (0x2070, "", -10.0), (0x2600, "", -9.0),
    (0x27C0, "", _RARE), (0x2C00, "other", -12.0), (0x3000, "cjk", -5.0), (0x3040, "cjk", -5.0),
    (0x3100, "cjk", _RARE), (0x3400, "cjk", -13.0), (0x4E00, "cjk", -9.9), (0xA000, "other", -12.0),
    (0xAC00, "hangul", -9.2), (0xD7A4, "", NEVER), (0xF900, "", -13.0), (0xFF00, "cjk", -8.0),
    (0xFFEF, "", NEVER), (0x10000, "", -14.0), (0x1F1E6, "", -9.0), (0x1F200, "", -14.0),
    (0x1F300, "", -8.5), (0x1F700, "", -14.0), (0x1F900, "", -8.5), (0x1FB00, "", -15.0),
    (0x20000, "cjk", -14.0), (0x32400, "", NEVER),
)  # fmt: skip
_STARTS = [block[0] for block in _BLOCKS]
_FIRST_SCRIPT = -3.0  # another script than Latin, where a message begins
_NEW_SCRIPT = -6.0  # the first letter of a script that the two before are not of
_BEYOND = log(0.02)  # a character beyond ASCII where one in ASCII is the rule
_MESSAGE = -2.0  # that there is a message at all
_ORNAMENT = "\ufe0f\u200d\U0001f3fb\U0001f3fc\U0001f3fd\U0001f3fe\U0001f3ff"


def score(text: str) -> float:
    """The logarithm of the chance of a text as a message.

    >>> score("meet at dawn") > score("o&3a~Zq^x|yK")
    True
    """
    total = _MESSAGE
    for i, char in enumerate(text):
        total += step(text[max(0, i - 2) : i], char)
        if total == NEVER:
            break
    return total if text else NEVER


@lru_cache(maxsize=1 << 15)
def step(before: str, char: str) -> float:
    """The logarithm of the chance of a character after up to two others."""
    if char <= "\x7f":
        chance = _ascii(before, char)
        chance += _ANY_ASCII if " " <= char <= "~" or char in "\t\n" else 0
        changed = bool(before) and char.isalpha() and _script(before) not in ("", "latin")
        return log(chance) + (changed and _NEW_SCRIPT) if chance else NEVER
    _, script, rarity = _block(char)
    last = before[-1:]
    if char in _ORNAMENT:
        return -2.0 if last > "\u2000" else -13.0
    of = _script(before)
    if script and script == of:
        return rarity
    if script == "latin" and last.isalpha():
        return rarity
    if not script and last > "\u1fff" and _block(last)[1] == "":
        return rarity + 1.5  # one emoji is seldom alone
    if script:
        return rarity + _BEYOND + (_NEW_SCRIPT if before else _FIRST_SCRIPT)
    return rarity + _BEYOND


def share(code: int) -> float:
    """The logarithm of the share of a code point among those of its script; 0 for ASCII."""
    return 0.0 if code < 0x80 else _BLOCKS[bisect_right(_STARTS, code) - 1][2]


def _block(char: str) -> tuple[int, str, float]:
    return _BLOCKS[bisect_right(_STARTS, ord(char)) - 1]


def _script(text: str) -> str:
    """The script of the last letter of a text that has one; Latin goes with any text in ASCII."""
    for char in reversed(text):
        if char > "\x7f":
            if script := _block(char)[1]:
                return script
        elif char.isalpha():
            return "latin"
    return ""


def _ascii(before: str, char: str) -> float:
    """The share of a character of ASCII."""
    last = before[-1:]
    if _HEX.issuperset(before) and char in _HEX and any(map(str.isdigit, before)):
        return 0.055 if before[:1].isalpha() or last.isalpha() or char.isdigit() else 0.018
    if last.isalpha() and last <= "\x7f":
        if char.isalpha():
            return _letter(before, char)
        end = _letter(before, "")
        return end * (_AFTER_WORD.get(char, 0.0) + (0.006 if char.isdigit() else 0))
    if last.isdigit() and last <= "\x7f":
        if char.isdigit():
            return 0.058
        if char.isalpha():
            return 0.003
        return _AFTER_DIGIT.get(char, 0.0)
    if not last or last.isspace():
        if char.isdigit():
            return 0.012
        return 0.75 * _letter(before, char) if char.isalpha() else _AFTER_SPACE.get(char, 0.0)
    if char.isdigit():
        return 0.03
    if char.isalpha():
        return 0.45 * _letter("", char)
    return _AFTER_THIS.get(last, _AFTER_SIGN).get(char, _AFTER_SIGN.get(char, 0.0))


def _letter(before: str, char: str) -> float:
    """The share of a letter, or of the end of the word, after the letters before."""
    from ..lexicon import _letter_tables

    a, b, c = ((ord(x) & 31) if x.isalpha() and x <= "\x7f" else 0 for x in _three(before, char))
    if not b:
        a = 0
    table = _letter_tables()
    share = 10 ** (-table[(a * 27 + b) * 27 + c] / 20)
    # half of messages is words of no lexicon: names, codes, other languages
    share = 0.6 * share + 0.4 * (0.14 if not c else 0.86 / 26)
    if not char:
        return share
    last = before[-1:]
    case = "upper" if last.isupper() else "lower" if last.islower() else "edge"
    capital = _CAPITAL[case]
    return share * (capital if char.isupper() else 1 - capital)


def _three(before: str, char: str) -> tuple[str, str, str]:
    """Two letters before and one after, each perhaps missing."""
    return before[-2:-1] or " ", before[-1:] or " ", char or " "
