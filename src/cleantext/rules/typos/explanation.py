"""Why a word is changed, or is not."""

from __future__ import annotations

from typing import NamedTuple

from ...kernel.evidence import FEATURES
from ...kernel.slip_costs import KINDS
from ...profile.segment import Segment
from .misspelt import Judge, in_segment, judge


class Reason(NamedTuple):
    """What one feature of the evidence moves, all else as it is."""

    feature: str
    value: str
    log_odds: float
    """By so much the score is higher than where the feature says nothing."""


class Explanation(NamedTuple):
    """What typo repair makes of a word; `str()` of it is a table."""

    word: str
    verdict: str
    """What is done, in words."""
    candidates: tuple[tuple[str, float], ...]
    """What the word may have been meant to be, each with the log-odds of it, the best first."""
    threshold: float
    """The log-odds that a change needs."""
    reasons: tuple[Reason, ...]
    """What tips the scale for or against the best candidate, the weightiest first."""

    def __str__(self) -> str:
        lines = [f"{self.word}: {self.verdict}"]
        lines += [f"  {word:20}{score:8.2f}" for word, score in self.candidates]
        if self.candidates:
            lines.append(f"  {'needed':20}{self.threshold:8.2f}")
        lines += [f"  {r.feature} = {r.value}: {r.log_odds:+.2f}" for r in self.reasons]
        return "\n".join(lines)


def explain(
    word: str,
    text: str = "",
    *,
    level: str = "safe",
    lang: str = "auto",
    words: tuple[str, ...] = (),
    codespell: bool = True,
) -> Explanation:
    """The evidence for and against changing `word` where it first stands in `text`.

    Without a text the word is judged as if it stood alone.

    >>> explain("aardvark").verdict
    'left alone: a known word'
    >>> explain("goverment", "The goverment announced measures.").candidates[0][0]
    'government'
    """
    here = judge(level, lang, words, codespell)
    needs = here.threshold / 1000
    text = text or word
    low = word.lower().replace("\u2019", "'")
    if here.lexicon.look(low) & 255:
        return Explanation(word, "left alone: a known word", (), needs, ())
    start = text.find(word)
    if start < 0:
        raise ValueError(f"{word!r} is no word of the text")
    row = next((row for row in here.lexicon.rows(text) if row[0] == start), None)
    if row is None:
        return Explanation(
            word, "left alone: no known word is near, or the place says no", (), needs, ()
        )
    ranked = here.ranked(in_segment(word, row[2], Segment(text)))
    best, against = here.verdict(text, row[0], row[1], ranked)
    verdict = f"left alone: {against}" if against else f"changed to {best}"
    names = tuple((near, value / 1000) for value, near, _ in ranked)
    return Explanation(word, verdict, names, needs, tuple(_reasons(here, ranked[0][2])))


def _reasons(here: Judge, row: tuple[int, ...]) -> list[Reason]:
    """What each feature adds to the score against its being nothing, the weightiest first."""
    score = here.score(row)
    found = []
    for i, name in enumerate(FEATURES):
        moved = score - here.score((*row[:i], 0, *row[i + 1 :]))
        if row[i] and moved:
            value = KINDS[row[i]] if name == "kind" else str(row[i])
            found.append(Reason(name, value, moved / 1000))
    return sorted(found, key=lambda reason: -abs(reason.log_odds))[:12]
