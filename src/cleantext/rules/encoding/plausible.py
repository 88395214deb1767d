"""Does a piece of text look like writing? Counts the neighbours that real text does not have.

Letters are judged by `data/letter_pairs.txt` (which letters follow which in some 700 locales),
everything else by its kind: no language writes a copyright sign straight after a letter, or a
control character anywhere. The model has two strengths. As *evidence of damage* a pair must never
have been seen in just that case; as *text to be restored* it is enough that it was seen in lower
case, since titles in capitals are rare in any collection.
"""

from __future__ import annotations

import functools
import itertools
import re
import unicodedata
from importlib import resources

OPENERS = frozenset(
    "\N{LEFT DOUBLE QUOTATION MARK}\N{LEFT SINGLE QUOTATION MARK}\u201e\u201a\u00ab\u00bb\u2039"
    "\u203a\u00a1\u00bf\u2026\u00a7\u00a9\u20ac\u00a3\u00a5$\u2022\u00b7\u2019\u201d\u2116"
)
CLOSERS = frozenset(
    "\N{RIGHT DOUBLE QUOTATION MARK}\N{RIGHT SINGLE QUOTATION MARK}\u2018\u201c\u00ab\u00bb\u2039"
    "\u203a\u2026\u00ae\u2122\u00b0\u00b2\u00b3\u00b7\u00d7\u066a\u060c\u061b\u061f\u3002\u0964"
)
DASHES = frozenset("\u2010\u2011\u2012\u2013\u2014\u2015\u2212")
FREE_SCRIPTS = frozenset(
    "CJK HIRAGANA KATAKANA HANGUL THAI LAO KHMER MYANMAR TIBETAN BOPOMOFO KATAKANA-HIRAGANA "
    "FULLWIDTH HALFWIDTH IDEOGRAPHIC".split()
)
"""Scripts written without spaces: letters of others may stand right beside theirs."""

SYMBOL_LETTERS = "\u00aa\u00ba\u00b5\u0192\u02c6\u02c7"
FREE_SIGNS = (("\u2600", "\u27bf"), ("\u2b00", "\u2bff"), ("\U0001f000", "\U0001faff"))
"""Emoji and the like, which people put right behind words."""

BEYOND_ASCII = re.compile("[^\x00-\x7f]+")
UNSEEN = 1.0
UNSEEN_TARGET = 0.6
UNSEEN_SYMBOL = 1.5
CAPITALS = 0.0  # words in capitals are rare in the data, their letters are not


@functools.cache
def followers() -> dict[str, str]:
    """What may follow a letter, a space standing for anything that is no letter."""
    table = resources.files("cleantext") / "data" / "letter_pairs.txt"
    return {line[0]: line[1:] for line in table.read_text("utf-8").splitlines() if line}


@functools.cache
def script(character: str) -> str:
    """The script of a letter or mark, read off its name; `COMBINING` for marks of all scripts."""
    return unicodedata.name(character, "UNNAMED").partition(" ")[0]


@functools.lru_cache(20_000)
def kind(character: str) -> str:
    """`a` ASCII letter, `L` other letter, `M` mark, `0` digit, space, `.` ASCII punctuation,
    `C` control, `P` punctuation, `S` symbol, `B` drawn (boxes, arrows, emoji), `U` no character,
    `F` format character, `R` replacement character."""
    if character.isascii():
        if character.isalpha():
            return "a"
        if character.isdigit():
            return "0"
        return " " if character.isspace() or not character else "."
    if "\x80" <= character <= "\x9f":
        return "C"
    if character == "\ufffd":
        return "R"
    if character in SYMBOL_LETTERS:
        return "S"
    category = unicodedata.category(character)
    if category in ("Mn", "Mc", "Me"):
        return "M"
    if category == "Cf":
        return "F"
    if category[0] == "S" and character >= "\u2190":
        return "B"
    if category in ("No", "Nd"):
        return "S" if category == "No" else "L"  # digits of a script go with its letters
    return {"L": "L", "N": "0", "Z": " ", "C": "U", "P": "P", "S": "S"}[category[0]]


@functools.lru_cache(100_000)
def odd(first: str, second: str, strict: bool) -> float:
    """How odd it is that one character is followed by another: 0.0 for not at all."""
    one, two = kind(first), kind(second)
    kinds = one + two
    if "C" in kinds or "U" in kinds:
        return 1.5 if "U" in kinds else 1.0
    if "F" in kinds:
        return 0.5 if strict and "\xad" in first + second else 0.0
    if "R" in kinds:
        return 0.5 if strict else 0.0
    if one in "aLM" and two in "aLM":
        return _letters(first, second, strict)
    if one in "LM" and two in " .0":
        return 0.0 if two == "0" else _edge(first, " ", strict)
    if two in "LM" and one in " .0":
        if two == "M":
            return UNSEEN if strict else 0.3
        return 0.0 if one == "0" else _edge(" ", second, strict)
    if two in "PSB":
        return _before_symbol(first, one, second, two, strict)
    if one in "PSB":
        return _after_symbol(first, second, two, strict)
    return 0.0


def _letters(first: str, second: str, strict: bool) -> float:
    if first.isascii() and second.isascii():
        return 0.0
    one, two = script(first), script(second)
    if first.isdigit() or second.isdigit():
        return 0.0 if one.partition("-")[0] == two.partition("-")[0] else UNSEEN
    if one == two or "COMBINING" in (one, two):
        table = followers()
        if second in table.get(first, "") or (first not in table and second not in table):
            return 0.0
        lower_seen = second.lower() in table.get(first.lower(), "")
        if strict:
            return CAPITALS if lower_seen and first.isupper() and second.isupper() else UNSEEN
        if "COMBINING" in (one, two):
            return 0.0
        if second.isupper() and first.islower():
            return 0.6
        return 0.0 if lower_seen else UNSEEN_TARGET
    free = (one in FREE_SCRIPTS) + (two in FREE_SCRIPTS)
    return 0.0 if free == 2 or (free and not (strict and "THAI" in (one, two))) else UNSEEN


def _edge(first: str, second: str, strict: bool) -> float:
    table = followers()
    letter = second if first == " " else first
    if script(letter) not in ("LATIN", "GREEK", "CYRILLIC", "HEBREW", "ARABIC", "THAI"):
        return 0.0
    if second in table.get(first, ""):
        return 0.0
    lower_seen = second.lower() in table.get(first.lower(), "")
    if not strict:
        return 0.0 if lower_seen else 0.5
    return 0.5 if lower_seen and first.isupper() else UNSEEN


def _before_symbol(first: str, one: str, second: str, two: str, strict: bool) -> float:
    if one in "aLM":
        if second in DASHES:
            return 0.34 if strict and one == "L" else 0.0
        if two == "B":
            return _beside_drawing(second, strict)
        if second in CLOSERS:
            return 0.5 if strict and one == "L" and first.isupper() else 0.0
        return UNSEEN_SYMBOL if strict and one == "L" else UNSEEN
    if one in "PSB":
        if first == second or one + two == "PP":
            return 0.0
        if one + two == "BB":
            return UNSEEN if strict and _is_broken_line(first, second) else 0.0
        if second in CLOSERS and one != "B":
            return 0.5 if strict else 0.0
        return UNSEEN if strict else 0.3
    if one == "0":
        return 0.5 if second in "\xa1\xbf\xa8\xaf\xb4\xb8\xa4\xa6\xac\u02c6\u02dc\u201a" else 0.0
    return 0.0


def _beside_drawing(drawing: str, strict: bool) -> float:
    """How odd a letter beside a drawn character is: boxes are odd, arrows less, emoji not."""
    if "\u2500" <= drawing <= "\u259f":
        return UNSEEN_SYMBOL if strict else UNSEEN
    if any(low <= drawing <= high for low, high in FREE_SIGNS):
        return 0.0
    return UNSEEN if strict or drawing > "\u25ff" else 0.3


def _is_broken_line(first: str, second: str) -> bool:
    """Whether a box drawing reaches out to a neighbour that does not reach back, or the like."""
    if not all("\u2500" <= c <= "\u257f" for c in (first, second)):
        return False
    arms = (("RIGHT", first), ("LEFT", second))
    there, back = (
        any(word in unicodedata.name(c) for word in (side, "HORIZONTAL")) for side, c in arms
    )
    return there != back


def _after_symbol(first: str, second: str, two: str, strict: bool) -> float:
    if two == "M":
        return UNSEEN if strict else 0.3
    if two in "aL":
        if first in DASHES:
            return 0.34 if strict and two == "L" else 0.0
        if first == "\N{SQUARE ROOT}" and script(second) == "GREEK":
            return 0.0
        if kind(first) == "B":
            return _beside_drawing(first, strict)
        return 0.0 if first in OPENERS else UNSEEN
    if two == "0":
        return 0.5 if first in "\xa1\xbf\xa8\xaf\xb4\xb8\xa4\xa6\xac\u02c6\u02dc\u201a" else 0.0
    return 0.0


def oddness(text: str, strict: bool = True) -> float:
    """The sum of `odd` over all neighbours of a text.

    >>> oddness("caf\\u00e9 "), oddness("caf\\u00c3\\u00a9 ") > 0
    (0.0, True)
    """
    total = 0.0
    for first, second in itertools.pairwise(text):
        if not (first.isascii() and second.isascii()):
            total += odd(first, second, strict)
    return total


@functools.cache
def alphabets() -> dict[str, tuple[frozenset[str], ...]]:
    """The letters beyond ASCII of each language that has any, by script."""
    table = resources.files("cleantext") / "data" / "alphabets.txt"
    found: dict[str, dict[frozenset[str], None]] = {}
    for line in table.read_text("utf-8").splitlines():
        for name, letters in by_script(line.partition(" ")[2]).items():
            found.setdefault(name, {})[frozenset(letters)] = None
    return {name: tuple(sets) for name, sets in found.items()}


def by_script(text: str) -> dict[str, set[str]]:
    """The small letters beyond ASCII of a text, by script."""
    found: dict[str, set[str]] = {}
    for character in set("".join(BEYOND_ASCII.findall(text)).lower()):
        if character > "\x7f" and kind(character) == "L":
            found.setdefault(script(character), set()).add(character)
    return found


def strangers(text: str) -> int:
    """How many letters of a text are none of the language that has most of them.

    >>> strangers("za\u017c\u00f3\u0142\u0107"), strangers("za\u015f\u00f3\u0142\u0107")
    (0, 1)
    """
    return sum(_fewest(name, frozenset(letters)) for name, letters in by_script(text).items())


@functools.lru_cache(20_000)
def _fewest(name: str, letters: frozenset[str]) -> int:
    """How many of the letters of a script are none of the language that has most of them."""
    return min((len(letters - alphabet) for alphabet in alphabets().get(name, ())), default=0)
