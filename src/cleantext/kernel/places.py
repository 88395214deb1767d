"""Places of a text that other rules than that of misspellings ask about: plain definition."""

from __future__ import annotations

from itertools import pairwise

from .evidence import CLUTTERED, LOOSE
from .neighbourhood import share, weights
from .tokens import LOWER, UPPER, Token, paragraphs, tokens
from .vocabulary import Vocabulary

REACH = 60
_BLANK = "\t\n\x0b\x0c\r "
VOWEL_SOUNDS = ("hour", "honest", "honor", "honour", "heir", "unin", "unim", "unid", "usher")
CONSONANT_SOUNDS = ("eu", "ew", "one", "once", "uni", "us")
MAYBE_CONSONANT_SOUNDS = (
    *CONSONANT_SOUNDS,
    *"oui ubi ubu uke ukr unan unar ura ure uri uro uten uter util utop".split(),
)
SPELT, LEAST_SAID = "aefhilmnorsx", 4
"""Letters whose names begin with a vowel; so many capitals may be said as a word."""
SAID = 60
"""20 times the Zipf frequency from which on a word in so many capitals is said as one."""
NEAR = 6
"""Characters between an article and its word, and of marks before the word."""


def places(lex: Vocabulary, text: str, loose: bool = False) -> list[tuple[int, int]]:
    """Where `a` or `an` may not agree with what follows (1), where a word of ASCII stands twice
    (2), and where the words of a phrase stand side by side (3); not among unknown words."""
    found: list[tuple[int, int]] = []
    for start, end in paragraphs(text):
        here = tokens(lex, text, start, end)
        plain = weights(here)
        for i, (first, second) in enumerate(pairwise((*here, None))):
            assert first is not None
            gap = text[first.end : second.start] if second else ""
            kinds = (
                first.word in ("a", "an") and _is_article_place(text, first, second, end),
                second
                and first.word == second.word
                and second.case == LOWER
                and second.word.isascii()
                and len(gap) <= REACH
                and not gap.strip(_BLANK),
                _is_phrase(lex, first, second, gap),
            )
            if any(kinds) and share(here, plain, i) <= CLUTTERED + LOOSE * loose:
                found += [(first.start, kind) for kind, is_so in enumerate(kinds, 1) if is_so]
    return found


def _is_phrase(lex: Vocabulary, first: Token, second: Token | None, gap: str) -> bool:
    if first.is_prose and first.case != UPPER and (first.word, "") in lex.phrases:
        return True
    return (
        second is not None
        and gap in (" ", "\n")
        and second.case == LOWER
        and (first.word != "i" or first.case == LOWER)
        and (first.word, second.word) in lex.phrases
    )


def _is_article_place(text: str, article: Token, after: Token | None, end: int) -> bool:
    """Whether `a` or `an` stands before a word, perhaps marked, with which it may not agree, before
    such a number, or before what may be no text."""
    at = article.end
    while at < end and at - article.end <= NEAR and text[at] in " \t\n":
        at += 1
    if not article.end < at <= min(end - 1, article.end + NEAR):
        return False
    if text[at] in "0123456789":
        return article.word == "an" or text[at] == "8" or text[at : at + 2] in ("11", "18")
    is_broken, last = "\n" in text[article.end : at], at + NEAR
    while text[at] in '[("*_`\u201c\u2018' and at <= last:
        at += 1
        if at == end:
            return False
    if after is not None and after.start == at:
        return _may_disagree(article, after)
    return text[at] in "<$\\{" or (is_broken and text[at] < "\x80")


def _may_disagree(article: Token, after: Token) -> bool:
    word, is_vowel = after.word, after.word[0] in "aeiou"
    if after.case == UPPER and not (len(word) >= LEAST_SAID and after.zipf >= SAID):
        if article.word == "an":
            return word[0] not in SPELT
        # What may be said as a word (a RAM disk) takes either.
        return word[0] in SPELT and (is_vowel or word[1:2] not in tuple("aeiouy"))
    if article.word == "an":
        return not is_vowel or word.startswith(MAYBE_CONSONANT_SOUNDS)
    return (is_vowel and not word.startswith(CONSONANT_SOUNDS)) or word.startswith(VOWEL_SOUNDS)
