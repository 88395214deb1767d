"""The words of a text: which are unknown, what each may have been meant to be, how surely.

This is the plain definition; `_words.pyx` is compiled and answers exactly alike.

    Lexicon     what is known of words, and the trees that decide
    .where      the paragraphs in which there may be any
    .find       the words of a text that are surely misspelt, and places for other rules
    .rows       the evidence on every unknown word: what the model is trained on
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from .evidence import rows
from .pick import pick
from .places import places
from .tokens import paragraphs
from .vocabulary import Vocabulary

Row = tuple[int, int, list[tuple[str, tuple[int, ...]]]]
Place = tuple[int, int]


class Lexicon(Vocabulary):
    """The words of a language, and what may be told by them of a text."""

    __slots__ = ()

    def find(self, text: str, threshold: int, loose: bool = False) -> tuple[list[Row], list[Place]]:
        """The misspelt words of a text, in order, with the evidence on each as `rows` gives it, and
        the places that other rules ask about.

        Misspelt is a word with a candidate whose score, 1000 times the log-odds that it was meant,
        is not below the threshold. `loose` tells of more words: see `evidence.rows`.

        A place is `(start, kind)`: 1 for `a` or `an` that may not agree with what follows, 2 for a
        word that stands twice, 3 for one of the `phrases`.
        """
        found = [
            row
            for row in rows(self, text, loose)
            if any(self.model.score(evidence) >= threshold for _, evidence in row[2])
        ]
        return found, places(self, text, loose)

    def where(self, text: str, threshold: int) -> list[tuple[int, list[Place]]]:
        """Where the paragraphs begin of which `find`, loosely, tells anything, and the places if
        it tells of no word."""
        out: list[tuple[int, list[Place]]] = []
        for start, end in paragraphs(text):
            found, places = self.find(text[start:end], threshold, True)
            if found:
                out.append((start, []))
            elif places:
                out.append((start, [(start + at, kind) for at, kind in places]))
        return out

    def score(self, evidence: Sequence[int]) -> int:
        """1000 times the log-odds that a candidate was meant of which `rows` gives the evidence."""
        return self.model.score(evidence)

    def rows(self, text: str) -> list[Row]:
        """Every unknown word that may be a slip: where it stands, its candidates, the likeliest
        first, and what `evidence.FEATURES` names of each."""
        return list(rows(self, text))


Plain = Lexicon
if not TYPE_CHECKING and (compiled := pick("words")) is not None:
    Lexicon = compiled.Lexicon
