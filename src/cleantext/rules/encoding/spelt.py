"""Of the letters that a lost byte may have been those that the language of the line has, and that
make words of it: the model of letters knows neither alphabets nor words."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import product

from ... import letters, lexicon
from ...edits import Change, splice
from ...expressions import expression
from .channels import lost, unseen
from .known import may_be
from .reading import Reading, alphabet, packed

WORD = expression(r"[^\W\d_]+")
HOLES = frozenset("?\ufffd")
LISTED, STRANGE = 5.0, 4.0
"""Nats that a word counts which its language lists, and against a letter which it has not."""
MOST_WAYS, MOST_PLACES, NEAR = 64, 4, 2


def spelt(line: str, reading: Reading) -> Reading:
    """A lossy reading with the letters that make words, and the doubt that is left."""
    if reading.channel[0] != "lossy":
        return reading
    edits, text = reading.edits, reading.new
    holes = dict(_holes(line, edits))
    language = next(iter(may_be(text)), None) if holes else None
    if not alphabet(language):
        return reading
    gain, open = reading.gain, reading.open
    for start, end in map(re.Match.span, WORD.finditer(text)):
        places = [at for at in range(start, end) if at in holes][:MOST_PLACES]
        ways = [
            _alternatives(text[at], reading.channel[1], is_marked=holes[at][1]) for at in places
        ]
        if not places or not (words := _words(text[start:end], start, places, ways, language)):
            continue
        costs = letters.costs(words, text[max(0, start - NEAR) : start], text[end : end + NEAR])
        sums = [cost + _oddness(word, language) for word, cost in zip(words, costs, strict=True)]
        best = min(range(len(sums)), key=lambda k: sums[k])
        open += _doubt(sums, best) - _doubt(costs, 0)
        gain -= costs[best] - costs[0]
        for at in places:
            first, last, _ = edits[holes[at][0]]
            edits[holes[at][0]] = first, last, words[best][at - start]
    return reading._replace(
        gain=gain, open=max(0.0, open), places=packed(edits), new=splice(line, edits)
    )


def _words(
    word: str, start: int, places: list[int], ways: list[Sequence[str]], language: str | None
) -> list[str]:
    """What a word may have been, first as it is thought of; nothing if that is too much."""
    if math.prod(map(len, ways)) > MOST_WAYS:
        own = alphabet(language)
        ways = [[way[0], *(c for c in way[1:] if c in own)] for way in ways]
    if math.prod(map(len, ways)) > MOST_WAYS:
        return []
    found = []
    for filling in product(*ways):
        characters = list(word)
        for at, character in zip(places, filling, strict=True):
            characters[at - start] = character
        found.append("".join(characters))
    return found


def _holes(line: str, edits: list[Change]) -> Iterator[tuple[int, tuple[int, bool]]]:
    """Where in what is made letters of two bytes stand of which one was lost, by which edit, and
    whether something stands for it."""
    moved = 0
    for k, (start, end, new) in enumerate(edits):
        image = line[start + 1 : end]
        if len(new) == 1 and new.isalpha() and len(new.encode()) == 2 and HOLES.issuperset(image):
            yield start + moved, (k, bool(image))
        moved += len(new) - (end - start)


@lru_cache(1024)
def _alternatives(letter: str, page: str, *, is_marked: bool) -> Sequence[str]:
    """The letters that may have been there, first the one that is thought of."""
    lead = letter.encode()[0]
    gone = lost(page) if is_marked else (*lost(page), *unseen(page))
    others = (bytes((lead, byte)).decode() for byte in gone)
    return [letter, *(c for c in others if c.isalpha() and c != letter)]


def _oddness(word: str, language: str | None) -> float:
    """Nats against a word in a language."""
    own = alphabet(language)
    odd = STRANGE * len([c for c in word if c > "\x7f" and c not in own])
    if language in lexicon.LANGUAGES and not lexicon.known(word.lower(), str(language)):
        odd += LISTED
    return odd


def _doubt(costs: list[float], best: int) -> float:
    """By how many nats all are likelier than the one."""
    return math.log(sum(math.exp(min(costs[best] - cost, 500.0)) for cost in costs))
