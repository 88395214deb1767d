"""In which language a text is, and whether it is an old form of English."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache
from typing import NamedTuple

WORD = re.compile(r"[^\W\d_]+(?:['\u2019][^\W\d_]+)*")
OLD, NAMES = "en-old", "x"
"""Sections that are no language: early modern English, and words of no one language."""


class Language(NamedTuple):
    """A language and how surely text is in it: its share of the words."""

    code: str
    share: float


@cache
def sections(name: str) -> Mapping[str, frozenset[str]]:
    """The words of each `[section]` of a word file in `data/`; `#` lines are remarks."""
    out: dict[str, set[str]] = {}
    section: set[str] = set()
    from pathlib import Path  # 5 ms of every start, for a file that is not always read

    path = Path(__file__).parents[1] / "data" / name
    for line in path.read_text("utf8").splitlines():
        if line.startswith("["):
            section = out.setdefault(line[1:-1], set())
        elif not line.startswith("#"):
            section.update(line.split())
    return {key: frozenset(words) for key, words in out.items()}


@cache
def function_words(lang: str) -> frozenset[str]:
    """The function words of a language, empty when there are none."""
    return sections("function_words.txt").get(lang, frozenset())


@cache
def languages() -> tuple[str, ...]:
    """The languages that can be told by their function words."""
    return tuple(name for name in sections("function_words.txt") if name not in (OLD, NAMES))


@cache
def weights() -> Mapping[str, Mapping[str, float]]:
    """For each function word what it says for each language: the fewer have it, the more."""
    speakers: dict[str, list[str]] = {}
    for lang in languages():
        for word in function_words(lang):
            speakers.setdefault(word, []).append(lang)
    return {word: dict.fromkeys(langs, 1 / len(langs)) for word, langs in speakers.items()}


def scores(words: Iterable[str]) -> Counter[str]:
    """How much lower-case words say for each language."""
    known = weights()
    out: Counter[str] = Counter()
    for word in words:
        for lang, weight in known.get(word, {}).items():
            out[lang] += weight  # type: ignore[assignment]  # a Counter of fractions
    return out


def decide(score: Mapping[str, float], count: int, default: str = "") -> Language:
    """The language of `count` words with these scores; `default`, that of the text around them,
    unless they have running text of their own.
    """
    if not score:
        return Language(default, 0.0)
    best = max(score, key=lambda lang: (score[lang], lang == "en"))
    rival = max((value for lang, value in score.items() if lang != best), default=0.0)
    lead = score[best] - rival
    if default and best != default:
        if lead < 1.2 or score[best] < 0.1 * count:
            return Language(default, 0.0)
    elif not default and lead < 0.5:
        return Language("", 0.0)
    return Language(best, score[best] / max(1, count))


def is_old(words: Mapping[str, int], count: int) -> bool:
    """Whether text of `count` words is early modern English (`thou`, `hath`)."""
    old = function_words(OLD)
    found = sum(words[word] for word in old if word in words)
    return found > 1 and 500 * found >= count
