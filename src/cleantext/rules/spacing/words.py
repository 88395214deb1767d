"""Words of a line, and what the word lists say of them.

Everything here is a pure look-up: the lists are read when first asked for and never change.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from cleantext import lexicon
from cleantext.profile.language import function_words as function_words
from cleantext.profile.language import languages as languages
from cleantext.profile.language import sections

LETTER = r"[^\W\d_]"
APOSTROPHES = "'\u2019"
REACH = 64
"""How far a word may reach; a longer run of letters is not a word (and would cost time)."""

find_words = re.compile(rf"{LETTER}+").findall
_word_after = re.compile(rf"{LETTER}(?:{LETTER}|[\u0300-\u036f]|['\u2019](?={LETTER}))*").match


@cache
def listed(section: str) -> frozenset[str]:
    """A section of the list of technical words."""
    return sections("technical_words.txt")[section]


@cache
def _speakers() -> dict[str, tuple[str, ...]]:
    """For each function word the languages that have it."""
    out: dict[str, tuple[str, ...]] = {}
    for lang in languages():
        for word in function_words(lang):
            out[word] = (*out.get(word, ()), lang)
    return out


def language_of(words: list[str]) -> str:
    """The language most of whose function words are among `words`; "" when none is.

    A word that only one language has counts double. English wins a tie, and a single
    word is not enough in text of plain letters.

    >>> language_of("der Hund und die Katze".split()), language_of("the io in Paris".split())
    ('de', 'en')
    """
    speakers = _speakers()
    present = set(map(str.lower, words))
    score: dict[str, int] = {}
    for word in present & speakers.keys():
        langs = speakers[word]
        for lang in langs:
            score[lang] = score.get(lang, 0) + (2 if len(langs) == 1 else 1)
    if not score:
        return ""
    best = max(score.values())
    english = score.get("en", 0)
    if english == best or (best < (3 if english else 2) and all(map(str.isascii, present))):
        return "en" if english else ""
    return min(lang for lang, value in score.items() if value == best)


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
    best = lexicon.words("en").get(word, 0)
    if lang != "en" and lang in lexicon.LANGUAGES:
        best = max(best, lexicon.words(lang).get(word, 0))
    return best / 20 or (6.0 if word in function_words(lang) else 0.0)


@cache
def technical_talk() -> frozenset[str]:
    """The words that are frequent where code is talked of."""
    return listed("code-talk") | listed("context")


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
