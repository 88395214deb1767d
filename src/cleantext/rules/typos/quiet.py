"""The quick test that no word, double or article of a text calls for a rule of this stage."""

from __future__ import annotations

from functools import cache, partial

from ... import lexicon as lists
from ...kernel import Vocabulary


def quiet(
    text: str,
    *,
    level: str,
    lang: str,
    words: tuple[str, ...],
    codespell: bool,
    doubled: str,
) -> bool:
    """Whether the rules, with these options, find nothing in `text`; False when that is unknown.

    The kernel names what it does not know. What is found to be harmless is remembered, so that the
    kernel names it only once.
    """
    english = lang in ("auto", "en")
    language = "en" if english else lang
    known = vocabulary(level, language, words, codespell)
    places, pairs = known.doubts(text)
    if pairs and english:
        # Imported when first needed: most texts of a short-lived process hold nothing suspicious.
        from .articles import may_agree
        from .doubled import is_doubled_on_purpose

        for pair in pairs:
            first, _, second = pair.partition("\t")
            if not (may_agree(first, second) if second else is_doubled_on_purpose(first)):
                return False
            known.remember(pair)
    if not places or level == "off":
        return True
    from .speller import speller

    judge = speller(level, language, words, codespell)
    return not any(judge.hopeful(text, place) for place in places)


@cache
def vocabulary(level: str, lang: str, words: tuple[str, ...], codespell: bool) -> Vocabulary:
    """One for each speller, whose judgements it remembers."""
    return Vocabulary(partial(lists.listed, lang), partial(lists.words, lang))
