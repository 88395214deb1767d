"""Why a word is changed, or is not."""

from __future__ import annotations

from typing import NamedTuple

from . import weights
from .decision import Choice, Surroundings, choose
from .place import Paragraph
from .speller import LONGEST, SHORTEST, speller
from .words import lowered


class Explanation(NamedTuple):
    """What typo repair makes of a word; `str()` of it is a table."""

    word: str
    verdict: str
    """What is done, in words."""
    choice: Choice | None
    """The best candidate, the evidence and the score; None when there is no candidate."""
    threshold: float
    rivals: tuple[str, ...]
    """The candidates, the likeliest first."""

    def __str__(self) -> str:
        lines = [f"{self.word}: {self.verdict}"]
        if self.choice is not None:
            lines.append(f"  candidates: {', '.join(self.rivals)}")
            lines.append(f"  {'evidence':18}{'value':>8}{'weight':>8}{'sum':>8}")
            parts = [
                (name, value, weights.DECIDE.get(name, 0.0))
                for name, value in self.choice.evidence.items()
            ]
            parts.sort(key=lambda part: -abs(part[1] * part[2]))
            lines += [
                f"  {name:18}{value:8.2f}{weight:8.2f}{value * weight:8.2f}"
                for name, value, weight in parts
                if value * weight
            ]
            lines.append(f"  {'score':34}{self.choice.score:8.2f}  (needs {self.threshold:g})")
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

    Without a text the word is judged as if it stood alone among words that say nothing.

    >>> explain("aardvark").verdict
    'left alone: a known word'
    >>> explain("goverment", "The goverment announced measures.", codespell=False).choice.word
    'government'
    """
    judge = speller(level, "en" if lang == "auto" else lang, words, codespell)
    low = lowered(word)
    needs = judge.threshold
    if judge.knows(low):
        return Explanation(word, "left alone: a known word", None, needs, ())
    if judge.is_right(low):
        return Explanation(word, "left alone: a rare word or a form of one", None, needs, ())
    if not SHORTEST <= len(low) <= LONGEST:
        return Explanation(word, "left alone: too short or too long", None, needs, ())
    found, of_word = judge.consider(low)
    if not found:
        return Explanation(word, "left alone: no known word is near", None, needs, ())
    place, against, view, index = Surroundings(), "", None, 0
    if text:
        view = Paragraph.of(text, judge)
        if low not in view.words:
            raise ValueError(f"{word!r} is no word of the text")
        index = view.words.index(low)
        place, against = view.surroundings(index), view.guard(index)
    choice = choose(found, of_word, place, weights.RANK, weights.DECIDE)
    rivals = tuple(candidate.word for candidate in found)
    if view is not None and not against:
        against = view.objection(index, choice, place)
    if against:
        verdict = f"left alone: {against}"
    elif choice.score < needs:
        verdict = f"left alone: {choice.word} is not likely enough"
    else:
        verdict = f"changed to {choice.word}"
    return Explanation(word, verdict, choice, needs, rivals)
