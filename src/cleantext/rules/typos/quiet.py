"""The quick test that no word, double or article of a text calls for a rule of this stage."""

from __future__ import annotations

from functools import cache

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

    The kernel names what it does not know. What the rules have found to be harmless whatever stands
    around it is remembered, so that it is named only once; a run of text becomes harmless when the
    speller has judged it.
    """
    if lang not in ("auto", "en"):
        return False
    vocabulary = _vocabulary(level, words, codespell)
    suspects = vocabulary.suspects(text)
    if not suspects:
        return True
    harmless = {suspect for suspect in suspects if _is_harmless(suspect, level, words, codespell)}
    for suspect in harmless:
        vocabulary.remember(suspect)
    return len(harmless) == len(suspects)


def _is_harmless(suspect: str, level: str, words: tuple[str, ...], codespell: bool) -> bool:
    # Imported when first needed: most texts of a short-lived process hold nothing suspicious.
    from .articles import may_agree
    from .doubled import is_doubled_on_purpose
    from .speller import speller

    run, tab, second = suspect.partition("\t")
    if not tab:
        return level == "off" or run in speller(level, "en", words, codespell).harmless
    return may_agree(run, second) if second else is_doubled_on_purpose(run)


@cache
def _vocabulary(level: str, words: tuple[str, ...], codespell: bool) -> Vocabulary:
    """One for each speller, whose judgements it remembers."""
    return Vocabulary(lists.listed, lists.words)
