"""What is known of the languages that a line and a reading of it may be in: the model of letters
holds for all languages at once, and what is odd in one it knows from another."""

from __future__ import annotations

from functools import lru_cache
from itertools import takewhile

from ... import letters, lexicon
from ...expressions import expression
from .reading import alphabet

AS_LIKELY = 8.0
"""Nats by which a language may be behind another so that a reading may still be in it."""
LIKELIEST, NEARLY = 3, 4.0
OTHER = "und"
COHERENT = 0.5
"""What a nat counts by which one language explains a text better: letters are asked about several
times."""
WORD = expression("[^\\W\\d_]{3,}")
ORDINALS = frozenset("\xaa\xba")
"""At the end of words they are letters written small."""
INVERTED = dict.fromkeys(("es", "gl"), frozenset("\xa1\xbf"))
"""Signs by which sentences of some languages begin."""


@lru_cache(4)  # all readings of a line ask of it
def _explained(line: str) -> tuple[list[tuple[str, float]], float]:
    """The languages that a line may be in, with nats behind the first, and how strange it is."""
    return letters.explained(line, AS_LIKELY)


def may_be(line: str) -> list[str]:
    """The languages that a line may be in."""
    return [code for code, behind in _explained(line)[0] if behind < AS_LIKELY]


def may_have(line: str, characters: set[str], within: float = NEARLY) -> bool:
    """Whether a language that a line may be in has all of some letters."""
    found = (code for code, behind in _explained(line)[0] if behind <= within)
    return any(characters <= alphabet(code) for code in found)


def may_be_new(line: str) -> bool:
    """Whether a line may well be in none of the languages that are known, which may have any
    letters."""
    return any(code == OTHER and behind <= NEARLY for code, behind in _explained(line)[0])


def is_strange(line: str, characters: set[str]) -> bool:
    """Whether a line is surely in languages that lack some letters."""
    return not may_be_new(line) and not may_have(line, characters, AS_LIKELY)


def is_foreign(line: str) -> bool:
    """Whether none of the languages that a line is likeliest in has all its letters; no language
    has controls.

    >>> is_foreign("\xc8ern\xfd p\xf8\xedb\xeck"), is_foreign("\u010cern\xfd p\u0159\xedb\u011bh")
    (True, False)
    """
    own = {c for c in line if c > "\x7f" and _is_one(c)}
    return not any(own <= alphabet(code) for code in may_be(line)[:LIKELIEST] if code != OTHER)


def _is_one(character: str) -> bool:
    """Whether what stands there is a letter, or a control, which stands for nothing else."""
    return character.isalpha() or "\x80" <= character < "\xa0"


def coherent(line: str, new: str) -> float:
    """By how many nats one language explains a reading better than any explains the line."""
    return COHERENT * (_explained(line)[1] - _explained(new)[1])


def has_letters(line: str, new: str) -> bool:
    """Whether a language that a reading may be in has all letters that come out, and not what was
    in their places; signs stood beside letters, one at least within a word. What is altered is no
    evidence for the language."""
    changed = [k for k, (a, b) in enumerate(zip(line, new, strict=True)) if a != b]
    was, made = {line[k] for k in changed}, {new[k] for k in changed}
    beside = [
        2 if _is_one(line[k]) else sum(map(str.isalpha, f" {new} "[k : k + 3 : 2])) for k in changed
    ]
    if min(beside) < 1 or max(beside) < 2 or 2 * len(changed) > sum(map(str.isalpha, new)):
        return False
    if was <= ORDINALS and not any(line[k + 1 : k + 2].isalpha() for k in changed):
        return False
    return any(
        made <= alphabet(code) | INVERTED.get(code, frozenset()) and not was <= alphabet(code)
        for code in takewhile(lambda code: code != OTHER, may_be(new))
    )


def words(line: str, new: str) -> int:
    """How many words of a language that it may be in come out of what is none."""
    languages = [code for code in may_be(new) if code in lexicon.LANGUAGES]
    found = set()
    for match in WORD.finditer(new):
        start, end = match.span()
        word = match.group().lower()
        if line[start:end] != match.group() and any(lexicon.known(word, c) for c in languages):
            found.add(word)
    return len(found)
