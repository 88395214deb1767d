"""Characters as the model of letters sees them: a symbol, the class it falls back on, a case.

A symbol is a code point: of the letter in lower case, of the ASCII sign that a typographic one is
set for, of a space for all space, of `0` for all digits, of one sign for all that stand before
words and of one for all that stand after.
"""

from __future__ import annotations

import functools

import unicodedata2 as unicodedata

SCRIPTS = (
    "LATIN GREEK CYRILLIC HEBREW ARABIC THAI CJK KANA HANGUL ARMENIAN GEORGIAN DEVANAGARI BENGALI "
    "GURMUKHI GUJARATI ORIYA TAMIL TELUGU KANNADA MALAYALAM SINHALA LAO TIBETAN MYANMAR KHMER "
    "ETHIOPIC MONGOLIAN SYRIAC THAANA CHEROKEE CANADIAN OTHER"
).split()
MARKS = "latin-mark hebrew-mark arabic-mark thai-mark indic-mark other-mark jamo".split()
SIGNS = (
    "space no-break digit stop opener ascii punctuation symbol box emoji format fullwidth "
    "halfwidth latin-sign replacement C1 control unassigned private"
).split()
CLASSES = SCRIPTS + MARKS + SIGNS
INDEX = {name: number for number, name in enumerate(CLASSES)}
NEVER = ("C1", "control", "unassigned", "private")
"""What nobody writes: never learned, always dear."""
CASES = "ULN"

RENAMED = {"HIRAGANA": "KANA", "KATAKANA": "KANA", "KATAKANA-HIRAGANA": "KANA"}
INDIC = frozenset(SCRIPTS[SCRIPTS.index("DEVANAGARI") : SCRIPTS.index("ETHIOPIC")])
USUAL_FORMATS = "\xad\u034f\u061c\u200b\u200c\u200d\u200e\u200f\u2060\ufe0e\ufe0f\ufeff"
"""Of what draws nothing, what people write; the rest is dear like a control."""
AROUND = {"stop": ",;:!?)]\xbb\u203a", "opener": '("[\xab\xbf\xa1\u2039'}
"""Signs around words: one symbol together, so that each may stand where others were seen."""
THROUGH = "format", "opener"
"""What does not come between: what follows is foretold from what stood before."""
SIGN_LETTERS = "\xaa\xba\xb5\N{LATIN SMALL LETTER F WITH HOOK}"
FOLDED = {
    **dict.fromkeys("\u2018\u2019\u201a\u201b\u02bc", "'"),
    **dict.fromkeys("\u201c\u201d\u201e", '"'),
    **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-"),
    "\N{HORIZONTAL ELLIPSIS}": ".",
    "\N{BULLET}": "*",
}


def _control(character: str) -> str | None:
    point, category = ord(character), unicodedata.category(character)
    if character in USUAL_FORMATS:
        return "format"
    if category == "Cf" or 0xFE00 <= point <= 0xFE0F or 0xE0100 <= point <= 0xE01EF:
        return "control"
    if point < 0x20 or point == 0x7F:
        return "space" if character in "\t\n\v\f\r" else "control"
    if 0x80 <= point < 0xA0:
        return "C1"
    if character in "\xa0\u202f":
        return "no-break"
    if character.isspace():
        return "space"
    if point == 0xFFFD:
        return "replacement"
    names = {"Co": "private", "Cn": "unassigned", "Cs": "unassigned"}
    return names.get(category)


def _mark(script: str, category: str) -> str | None:
    if category not in ("Mn", "Me", "Mc"):
        return None
    if script in ("HEBREW", "ARABIC", "THAI"):
        return f"{script.lower()}-mark"
    if script == "COMBINING":
        return "latin-mark"
    return "indic-mark" if script in INDIC else "other-mark"


@functools.cache
def class_of(character: str) -> int:
    return INDEX[_class_name(character)]


def _class_name(character: str) -> str:
    if control := _control(character):
        return control
    point, category = ord(character), unicodedata.category(character)
    if category == "Nd":
        return "digit"
    for name, signs in AROUND.items():
        if folded(character) in signs:
            return name
    if point < 0x80:
        return "LATIN" if character.isalpha() else "ascii"
    if 0xFF01 <= point <= 0xFFEE:
        return "halfwidth" if 0xFF61 <= point <= 0xFF9F else "fullwidth"
    if character in SIGN_LETTERS or 0x2C6 <= point <= 0x2DF:
        return "latin-sign"
    if 0x1100 <= point <= 0x11FF or 0x3130 <= point <= 0x318F or 0xA960 <= point <= 0xA97F:
        return "jamo"
    if category[0] in "LM":
        script = unicodedata.name(character, "OTHER").partition(" ")[0]
        script = RENAMED.get(script, script)
        if script == "MODIFIER":
            return "latin-sign"
        return _mark(script, category) or (script if script in SCRIPTS else "OTHER")
    if 0x2500 <= point <= 0x259F:
        return "box"
    if category[0] == "P":
        return "punctuation"
    return "emoji" if point >= 0x2600 and category in ("So", "Sk") else "symbol"


def folded(character: str) -> str:
    """The ASCII sign that a typographic one is set for."""
    return FOLDED.get(character, character)


@functools.cache
def symbol_of(character: str) -> int:
    name = CLASSES[class_of(character)]
    if name == "space":
        return 0x20 if character in "\t\n\v\f\r \u2028\u2029" else ord(character)
    if name == "no-break":
        return 0xA0
    if name == "digit":
        return ord("0")
    if name in AROUND:
        return ord(AROUND[name][0])
    character = folded(character)
    lower = character.lower()
    return ord(lower) if len(lower) == 1 else ord(character)


@functools.cache
def case_of(character: str) -> int:
    upper = character.isupper() or character.istitle()
    return CASES.index("U" if upper else "L" if character.islower() else "N")
