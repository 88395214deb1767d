"""In which language a text is, and whether it is an old form of English."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from ..kernel.profile import Counter, PlainCounter

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
def _groups() -> Mapping[frozenset[str], int]:
    """Numbers of the sets of languages that share function words; old English is one of them."""
    speakers = _speakers()
    return {langs: k for k, langs in enumerate(sorted(set(speakers.values()), key=sorted))}


@cache
def _speakers() -> Mapping[str, frozenset[str]]:
    """For each function word the languages that have it."""
    out: dict[str, set[str]] = {}
    for lang in (*languages(), OLD):
        for word in function_words(lang):
            out.setdefault(word, set()).add(lang)
    return {word: frozenset(langs) for word, langs in out.items()}


@cache
def counter() -> PlainCounter:
    """What counts lines and function words, those of one set of languages together."""
    groups = _groups()
    return Counter({word.encode(): groups[langs] for word, langs in _speakers().items()})


class Scores(NamedTuple):
    """How many words a text has, how many of old English, and what speaks for each language."""

    words: int
    old: int
    languages: Mapping[str, float]


def scores(text: str) -> Scores:
    """What the function words of a text say: the fewer languages have one, the more it does."""
    words, found = counter().groups(text.encode("utf8", "surrogatepass"))
    out: dict[str, float] = {}
    old = 0
    for langs, group in _groups().items():
        if times := found[group]:
            old += times * (OLD in langs)
            for lang in langs - {OLD}:
                out[lang] = out.get(lang, 0.0) + times / len(langs)
    return Scores(words, old, out)


def decide(score: Scores, default: str = "") -> Language:
    """The language of a text with these scores; `default`, that of the text around it, unless it
    has running text of its own.
    """
    found = score.languages
    if not found:
        return Language(default, 0.0)
    best = max(found, key=lambda lang: (found[lang], lang == "en"))
    rival = max((value for lang, value in found.items() if lang != best), default=0.0)
    lead = found[best] - rival
    if default and best != default:
        if lead < 1.2 or found[best] < 0.1 * score.words:
            return Language(default, 0.0)
    elif not default and lead < 0.5:
        return Language("", 0.0)
    return Language(best, found[best] / max(1, score.words))


def is_old(score: Scores) -> bool:
    """Whether a text is early modern English (`thou`, `hath`)."""
    return score.old > 1 and 500 * score.old >= score.words
