"""What the word lists say of words: pure look-ups, in lists that are read when first asked for."""

from __future__ import annotations

import unicodedata
from functools import cache

from cleantext import lexicon
from cleantext.expressions import expression
from cleantext.profile.language import function_words as function_words
from cleantext.profile.language import sections

LETTER = r"[^\W\d_]"
APOSTROPHES = "'\u2019"
REACH = 64
"""How far a word may reach; a longer run of letters is not a word (and would cost time)."""

find_words = expression(rf"{LETTER}+").findall
_word_after = expression(rf"{LETTER}(?:{LETTER}|[\u0300-\u036f]|['\u2019](?={LETTER}))*")


@cache
def listed(section: str) -> frozenset[str]:
    """A section of the list of technical words."""
    return sections("technical_words.txt")[section]


def frequency(word: str, lang: str) -> float:
    """How common a word is in English or in `lang` on the Zipf scale; 0.0 when unknown.

    Of a word with an apostrophe the most telling part counts (`l'eau`, `Pireneler'e`).
    """
    word = word.lower()
    best = _zipf(word, lang)
    if best or word.isalpha():
        return best
    word = word.replace("\u2019", "'")
    return _zipf(word, lang) or max(
        (_zipf(part, lang) for part in word.split("'") if len(part) > 1), default=0.0
    )


def _zipf(word: str, lang: str) -> float:
    best = lexicon.zipf(word)
    if lang != "en" and lang in lexicon.LANGUAGES:
        best = max(best, lexicon.zipf(word, lang))
    return best or (6.0 if word in function_words(lang) else 0.0)


@cache
def technical_talk() -> frozenset[str]:
    """The words that are frequent where code is talked of."""
    return listed("code-talk") | listed("context")


def is_abbreviation(word: str) -> bool:
    """Whether a word is written with a full stop of its own."""
    word = word.lower()
    return word in listed("title") or word in listed("abbreviation")


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
    match = _word_after.match(text, start, start + REACH)
    return match[0] if match else ""


def is_title(word: str) -> bool:
    """Whether a word has a capital and then only small letters (one letter will do)."""
    if not word[:1].isupper():
        return False
    rest = word[1:].replace("'", "").replace("\u2019", "")
    return not rest or rest.islower() or unicodedata.normalize("NFD", rest).islower()
