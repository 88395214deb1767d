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
    speller has judged it. Of other unknown words the speller looks at their neighbours.
    """
    if lang not in ("auto", "en"):
        return False
    vocabulary = _vocabulary(level, words, codespell)
    suspects = vocabulary.suspects(text)
    if not suspects:
        return True
    # Imported when first needed: most texts of a short-lived process hold nothing suspicious.
    from .articles import may_agree
    from .doubled import is_doubled_on_purpose
    from .speller import speller

    judge = None if level == "off" else speller(level, "en", words, codespell)
    unknown = []
    for suspect in suspects:
        run, tab, second = suspect.partition("\t")
        if not tab:
            if judge and run not in judge.harmless:
                unknown.append(run)
                continue
        elif not (may_agree(run, second) if second else is_doubled_on_purpose(run)):
            return False
        vocabulary.remember(suspect)
    return judge is None or not judge.may_act(text, unknown)


@cache
def _vocabulary(level: str, words: tuple[str, ...], codespell: bool) -> Vocabulary:
    """One for each speller, whose judgements it remembers."""
    return Vocabulary(lists.listed, lists.words)
