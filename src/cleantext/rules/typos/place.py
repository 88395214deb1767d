"""The words around a place, and what they and the characters there say."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping
from typing import NamedTuple, Protocol

from .articles import sound
from .decision import (
    LEAST_LEAD,
    STRANGE,
    STRANGE_BESIDE_FOREIGN,
    SYMBOL_REACH,
    SYMBOLS,
    WINDOW,
    Choice,
    Surroundings,
)
from .foreign import SIGNS
from .guards import (
    guard,
    is_in_statement,
    is_inside,
    is_prose_case,
    protected_spans,
    starts_sentence,
)
from .words import WORD, lowered

SHORTEST_CAPITALS = 6
LONG_NAME = 9
"""From so many letters on, a capitalised word beside another may be one of a title (the High
Perofrmance Centre): the decision tells; of 14,755 long surnames it changes one."""
NEAR = 16
"""Words on each side among which the right form of a word may stand."""
REACH = 160
"""Characters on each side of a word in which its neighbours are looked for."""
SPEECH = 300
"""Characters before a word in which the quotation mark is looked for that opens what is said."""
COMMON = 90
"""20 times the Zipf frequency of a word that may begin a sentence before a name."""


class Judge(Protocol):
    """What is asked of a speller here."""

    english: bool
    lexicon: Mapping[str, int]

    def knows(self, word: str) -> bool: ...

    def strangeness(self, word: str) -> float: ...


class Paragraph(NamedTuple):
    """A paragraph taken to pieces."""

    text: str
    speller: Judge
    spans: list[tuple[int, int]]
    words: list[str]
    counts: Counter[str]
    protected: tuple[list[int], list[int]]
    strange: list[float]

    @classmethod
    def of(cls, text: str, speller: Judge) -> Paragraph:
        """The whole paragraph."""
        words = WORD.findall(lowered(text))
        return cls._of(text, lowered(text), 0, len(text), speller, Counter(words), None)

    @classmethod
    def around(
        cls,
        text: str,
        low: str,
        start: int,
        word: str,
        speller: Judge,
        counts: Counter[str],
        protected: tuple[list[int], list[int]],
    ) -> Paragraph:
        """The words around a place, as far as they count."""
        first, last = max(0, start - REACH), min(len(low), start + len(word) + REACH)
        while 0 < first < start and not low[first - 1].isspace():
            first += 1
        while start + len(word) < last < len(low) and not low[last].isspace():
            last -= 1
        return cls._of(text, low, first, last, speller, counts, protected)

    @classmethod
    def _of(
        cls,
        text: str,
        low: str,
        first: int,
        last: int,
        speller: Judge,
        counts: Counter[str],
        protected: tuple[list[int], list[int]] | None,
    ) -> Paragraph:
        spans = [match.span() for match in WORD.finditer(low, first, last)]
        words = [low[start:end] for start, end in spans]
        lexicon, signs = speller.lexicon, SIGNS if speller.english else {}
        strange = [
            signs.get(word, 0.0)
            if word in lexicon or speller.knows(word)
            else speller.strangeness(word)
            for word in words
        ]
        spans_out = protected_spans(text) if protected is None else protected
        return cls(text, speller, spans, words, counts, spans_out, strange)

    def index_of(self, start: int) -> int:
        """The number of the word that begins at an offset."""
        return bisect_left(self.spans, (start, 0))

    def guard(self, index: int) -> str:
        """Why the word is none that may be changed, in words; "" when it may."""
        start, end = self.spans[index]
        if not is_prose_case(self.text[start:end]):
            return "mixed case: an identifier or a brand"
        if not self.speller.english and not self.text[start].islower():
            return "capitalised in a language whose names are not listed"
        if is_inside(self.protected, start):
            return "code, a formula or a tag"
        if self._is_name(index):
            return "a name"
        if is_in_statement(self.text, start, end):
            return "the operand of a statement"
        return guard(self.text, start, end)

    def is_candidate(self, index: int) -> bool:
        return not self.guard(index)

    def _is_name(self, index: int) -> bool:
        """Whether a capitalised word within a sentence stands beside another: a name, if short."""
        start, end = self.spans[index]
        case = case_of(self.text, start, end)
        if case == "upper":
            return end - start < SHORTEST_CAPITALS
        return case == "middle" and end - start < LONG_NAME and self._capital_near(index)

    def objection(self, index: int, choice: Choice, place: Surroundings) -> str:
        """What speaks against the best candidate for a word here, whatever its score."""
        before = self.words[index - 1] if index else ""
        if place.strangeness > STRANGE:
            return "too many unknown words around"
        if "foreign" in choice.evidence and place.strangeness >= STRANGE_BESIDE_FOREIGN:
            return "a foreign word, with unknown words around"
        if choice.evidence["lead"] < LEAST_LEAD:
            return "no candidate stands out"
        if choice.word in (place.left, place.right):
            return f"{choice.word} stands beside it"
        if before == "an" and self.words[index][0] == choice.word[0] and sound(choice.word) == "a":
            return "the article says that it is spelt out"  # an musb
        return ""

    def surroundings(self, index: int) -> Surroundings:
        text, words, spans = self.text, self.words, self.spans
        start, end = spans[index]
        left = right = ""
        if index and text[spans[index - 1][1] : start] in (" ", "\n"):
            left = words[index - 1]
        if index + 1 < len(words) and text[end : spans[index + 1][0]] in (" ", "\n"):
            right = words[index + 1]
        line = max(
            text.rfind("\n", max(0, start - SYMBOL_REACH), start) + 1, start - SYMBOL_REACH, 0
        )
        stop = text.find("\n", end, end + SYMBOL_REACH)
        around = text[line : stop if stop >= 0 else end + SYMBOL_REACH]
        return Surroundings(
            left="a" if left == "an" else left,
            right=right,
            left_known=not left or self.strange[index - 1] == 0.0,
            strangeness=self._strangeness(index),
            repeats=self.counts[words[index]],
            case=case_of(text, start, end),
            symbols=sum(map(around.count, SYMBOLS)) / len(around),
            indented=around[:4] == "    " or around[:1] == "\t",
            capital_near=self._capital_near(index),
            spoken=is_spoken(text, start),
            around=frozenset(words[max(0, index - NEAR) : index + NEAR + 1]),
        )

    def _capital_near(self, index: int) -> bool:
        """Whether a capitalised word touches the word: both are a name, then."""
        start, end = self.spans[index]
        if index + 1 < len(self.spans):
            after, stop = self.spans[index + 1]
            if (
                after - end <= 2
                and "." not in self.text[end:after]
                and is_capital(self.text[after:stop])
            ):
                return True
        if index:
            before, stop = self.spans[index - 1]
            return (
                self.text[stop:start] in (" ", "\n", ". ", ", ")
                and stop - before > 1
                and is_capital(self.text[before:stop])
                and not (
                    starts_sentence(self.text, before)
                    and self.speller.lexicon.get(self.words[index - 1], 0) > COMMON
                )
            )
        return False

    def _strangeness(self, index: int) -> float:
        words = self.words
        low, high = max(0, index - WINDOW), min(len(words), index + WINDOW + 1)
        total, count = 0.0, 0
        for i in range(low, high):
            if i != index and (i == low or words[i] != words[i - 1]):
                total += self.strange[i]
                count += 1
        return total / max(4, count)


def is_spoken(text: str, start: int) -> bool:
    """Whether a place is within curved quotation marks, where people talk as they are used to.

    >>> is_spoken("\u201cI rayther guess\u201d, he said", 3), is_spoken("\u201cI\u201d, he sayd", 7)
    (True, False)
    """
    least = max(0, start - SPEECH)
    return text.rfind("\u201c", least, start) > text.rfind("\u201d", least, start)


def is_capital(word: str) -> bool:
    return word[0].isupper() and (len(word) == 1 or word[1:].islower())


def case_of(text: str, start: int, end: int) -> str:
    word = text[start:end]
    if word[0].islower():
        return "lower"
    if len(word) > 1 and word.isupper():
        return "upper"
    return "start" if starts_sentence(text, start) and not _is_wrapped(text, start) else "middle"


def _is_wrapped(text: str, start: int) -> bool:
    """Whether the word begins a line only because the one before was full: Ricardo, Signes."""
    return start > 1 and text[start - 1] == "\n" and text[start - 2].islower()
