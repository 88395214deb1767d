"""Places of a text that other rules than that of misspellings ask about: plain definition."""

from __future__ import annotations

from itertools import pairwise

from .tokens import LOWER, UPPER, Token, paragraphs, tokens
from .vocabulary import Vocabulary

REACH = 60
_BLANK = "\t\n\x0b\x0c\r "
VOWEL_SOUNDS = ("hour", "honest", "honor", "honour", "heir", "unin", "unim", "unid", "usher")
CONSONANT_SOUNDS = ("eu", "ew", "one", "once", "uni", "us")
MAYBE_CONSONANT_SOUNDS = (*CONSONANT_SOUNDS, "ou", "ub", "uk", "una", "ur", "ut")
SPELT, LEAST_SAID = "aefhilmnorsx", 4
"""Letters whose names begin with a vowel; so many capitals may be said as a word."""
NEAR = 6
"""Characters between an article and its word, and of marks before the word."""


def places(lex: Vocabulary, text: str) -> list[tuple[int, int]]:
    """Where `a` or `an` may not agree with what follows (1), where a word stands twice (2), and
    where the words of a phrase stand side by side (3)."""
    found: list[tuple[int, int]] = []
    for start, end in paragraphs(text):
        for first, second in pairwise((*tokens(lex, text, start, end), None)):
            assert first is not None
            if first.word in ("a", "an") and _is_article_place(text, first, second, end):
                found.append((first.start, 1))
            gap = text[first.end : second.start] if second else ""
            if second and first.word == second.word and len(gap) <= REACH and not gap.strip(_BLANK):
                found.append((first.start, 2))
            if _is_phrase(lex, first, second, gap):
                found.append((first.start, 3))
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
        return article.word == "an" or text[at] in "81"
    is_broken, last = "\n" in text[article.end : at], at + NEAR
    while text[at] in '[("*_`\u201c\u2018' and at <= last:
        at += 1
        if at == end:
            return False
    if after is not None and after.start == at:
        return _may_disagree(article, after)
    return text[at] in "<$\\{" or (is_broken and text[at] < "\x80")


def _may_disagree(article: Token, after: Token) -> bool:
    word, is_spelt = after.word, after.case == UPPER
    is_vowel = word[0] in "aeiou"
    if article.word == "a":
        return (
            (is_vowel and not word.startswith(CONSONANT_SOUNDS))
            or word.startswith(VOWEL_SOUNDS)
            or (is_spelt and word[0] in SPELT)
        )
    if is_spelt:
        return word[0] not in SPELT or len(word) >= LEAST_SAID
    return not is_vowel or word.startswith(MAYBE_CONSONANT_SOUNDS)
