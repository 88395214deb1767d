"""In which language a text is, and whether it is an old form of English."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from .. import letters
from ..expressions import expression
from ..kernel.profile import Counter, PlainCounter

WORD = expression(r"[^\W\d_]+(?:['\u2019][^\W\d_]+)*")
OLD, NAMES = "en-old", "x"
"""Sections that are no language: early modern English, and words of no one language."""


SURE, SURELY = 4.0, 12.0
"""Nats by which a language must be ahead; by which, to be another than that of the text around."""


class Language(NamedTuple):
    """A language, "" for none, and by how many nats it is ahead of the next."""

    code: str
    margin: float


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


_ANY, _OLD = 0, 1  # groups of function words


@cache
def counter() -> PlainCounter:
    """What counts lines and function words, those of old English by themselves."""
    found = {word: _ANY for lang in languages() for word in function_words(lang)}
    found.update(dict.fromkeys(function_words(OLD), _OLD))
    return Counter({word.encode(): group for word, group in found.items()})


def is_old(text: str) -> bool:
    """Whether a text is early modern English.

    >>> is_old("Thou hast it now."), is_old("You have it now.")
    (True, False)
    """
    words, found = counter().groups(text.encode("utf8", "surrogatepass"))
    return found[_OLD] > 1 and 500 * found[_OLD] >= words


def language_of(text: str) -> Language:
    """The language that a text shows: "" when nothing shows, `und` for one without a name here.

    >>> language_of("Der Mann und die Frau sind nicht im Haus.").code, language_of("Xyz").code
    ('de', '')
    """
    found = letters.nearest(text)
    if found is None:
        return Language("", 0.0)
    best, margin = found
    return Language(best if margin >= SURE else "", margin)
