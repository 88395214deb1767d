"""Words of a line, and what the word lists say of them.

Everything here is a pure look-up: the lists are read when first asked for and never change.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from cleantext import lexicon

LETTER = r"[^\W\d_]"
APOSTROPHES = "'\u2019"
REACH = 64
"""How far a word may reach; a longer run of letters is not a word (and would cost time)."""

find_words = re.compile(rf"{LETTER}+").findall
_word_after = re.compile(rf"{LETTER}(?:{LETTER}|[\u0300-\u036f]|['\u2019](?={LETTER}))*").match
_DATA = Path(__file__).parents[2] / "data"


@cache
def _sections(name: str) -> Mapping[str, frozenset[str]]:
    """The words of each `[section]` of a word file; `#` lines are remarks."""
    out: dict[str, set[str]] = {}
    section: set[str] = set()
    for line in (_DATA / name).read_text("utf8").splitlines():
        if line.startswith("["):
            section = out.setdefault(line[1:-1], set())
        elif not line.startswith("#"):
            section.update(line.split())
    return {key: frozenset(words) for key, words in out.items()}


@cache
def listed(section: str) -> frozenset[str]:
    """A section of the list of technical words."""
    return _sections("technical_words.txt")[section]


@cache
def function_words(lang: str) -> frozenset[str]:
    """The function words of a language, empty when there are none."""
    return _sections("function_words.txt").get(lang, frozenset())


@cache
def languages() -> tuple[str, ...]:
    """The languages that can be told by their function words."""
    return tuple(_sections("function_words.txt"))


@cache
def _distinctive() -> Mapping[str, frozenset[str]]:
    """For each language the function words that no other language has."""
    out = {}
    for lang in languages():
        others = [function_words(other) for other in languages() if other != lang]
        out[lang] = function_words(lang).difference(*others)
    return out


def language_of(words: list[str]) -> str:
    """The language most of whose function words are among `words`; "" when none is.

    A word that only one language has counts double. English wins a tie, and one or two short
    words are not enough in text of plain letters.

    >>> language_of("der Hund und die Katze".split()), language_of("io in Paris".split())
    ('de', 'en')
    """
    present = set(map(str.lower, words))
    score = {}
    for lang, own in _distinctive().items():
        shared = len(present & function_words(lang))
        if shared:
            score[lang] = shared + len(present & own)
    if not score:
        return ""
    best = max(score.values())
    if score.get("en") == best or (best < 3 and all(map(str.isascii, present))):
        return "en" if "en" in score else ""
    return min(lang for lang, value in score.items() if value == best)


def frequency(word: str, lang: str) -> float:
    """How common a word is in English or in `lang` on the Zipf scale; 0.0 when unknown.

    Of a word with an apostrophe the most telling part counts (`l'eau`, `Pireneler'e`).
    """
    word = word.lower()
    both = ("en", lang) if lang in lexicon.LANGUAGES and lang != "en" else ("en",)
    best = max(lexicon.zipf(word.replace("\u2019", "'"), code) for code in both)
    if not best and ("'" in word or "\u2019" in word):
        parts = re.split("['\u2019]", word)
        best = (
            max(
                lexicon.zipf(part, code)
                for code in both
                for part in parts
                if len(part) > 1 or len(parts) == 1
            )
            if any(len(p) > 1 for p in parts)
            else 0.0
        )
    if not best and word in function_words(lang):
        best = 6.0
    return best


def word_before(text: str, end: int) -> str:
    """The word that ends at `end`, without apostrophes at its start; "" when there is none."""
    start = low = max(0, end - REACH)
    i = end
    while i > low:
        char = text[i - 1]
        if char.isalpha() or char in APOSTROPHES or "\u0300" <= char <= "\u036f":
            i -= 1
        else:
            break
    if i == start and start > 0:
        return ""
    while i < end and text[i] in APOSTROPHES:
        i += 1
    return text[i:end]


def word_after(text: str, start: int) -> str:
    """The word that begins at `start`, "" when there is none."""
    match = _word_after(text, start, start + REACH)
    return match[0] if match else ""


def is_title(word: str) -> bool:
    """Whether a word has a capital and then only small letters (one letter will do)."""
    if not word[:1].isupper():
        return False
    rest = word[1:].replace("'", "").replace("\u2019", "")
    return not rest or rest.islower() or unicodedata.normalize("NFD", rest).islower()
