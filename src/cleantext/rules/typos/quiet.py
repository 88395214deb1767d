"""The quick test that no word, double or article of a text calls for a rule of this stage."""

from __future__ import annotations

from bisect import bisect_left
from functools import cache

from ... import lexicon as lists
from ...kernel import Vocabulary, Words
from ...options import Doubled
from ...profile import view_of
from .words import lowered, paragraphs


def quiet(
    text: str,
    *,
    level: str,
    lang: str,
    words: tuple[str, ...],
    codespell: bool,
    doubled: Doubled,
    profile: str = "auto",
) -> bool:
    """Whether the rules, with these options, find nothing in `text`; False when that is unknown.

    The kernel names what it does not know. What is found to be harmless is remembered, so that the
    kernel names it only once.
    """
    english = lang in ("auto", "en")
    language = "en" if english else lang
    known = vocabulary(level, language, words, codespell)
    places, pairs = known.doubts(text)
    # What follows is imported when first needed: most texts of a short-lived process need none.
    if pairs and english and not _are_quiet(known, text, pairs, doubled == "wider"):
        return False
    if not places or level == "off":
        return True
    from .speller import speller

    return not any(True for _ in speller(level, language, words, codespell).scan(text, places))


def _are_quiet(known: Vocabulary, text: str, pairs: list[tuple[int, str]], wider: bool) -> bool:
    """Whether no article, and no word that stands twice, is to be changed."""
    from . import scan
    from .articles import may_agree
    from .doubled import is_doubled_on_purpose

    doubtful = []
    for at, pair in pairs:
        first, _, second = pair.partition("\t")
        if may_agree(first, second) if second else is_doubled_on_purpose(first):
            known.remember(pair)
        else:
            doubtful.append(at)
    if not doubtful:
        return True
    active = frozenset(("TYP402", "TYP403"))
    option: Doubled = "wider" if wider else "closed"
    doubtful.sort()
    return not any(
        True
        for start, end in paragraphs(text)
        if bisect_left(doubtful, start) < bisect_left(doubtful, end)
        for _ in scan(view_of(text[start:end]), active, doubled=option)
    )


@cache
def vocabulary(level: str, lang: str, words: tuple[str, ...], codespell: bool) -> Vocabulary:
    """One for each speller, whose judgements it remembers; `words` are the user's own."""
    return Vocabulary(known_words(lang, words))


def known_words(lang: str, own: tuple[str, ...] = ()) -> Words:
    """The words of a language, and the user's own with their plurals."""
    return lists.words(lang, tuple(low + end for low in map(lowered, own) for end in ("", "s")))
