"""The kernel in pure Python: the same few functions as the compiled one."""

import re
from collections.abc import Container, Iterator
from itertools import pairwise

from ._native_gates import (
    Data,
    Parts,
    Ranges,
    Table,
    compile_table,
    dirty_rows,
    examine,
    find,
    keep_memory,
    positions,
    scan,
    units,
)
from ._native_pages import PageTable, compile_pages, decodings
from ._native_words import MOST_LETTERS, Words, distance, letter_costs

__all__ = [
    "Data",
    "PageTable",
    "Parts",
    "Place",
    "Ranges",
    "Table",
    "Vocabulary",
    "Words",
    "compile_pages",
    "compile_table",
    "decodings",
    "dirty_rows",
    "distance",
    "examine",
    "find",
    "keep_memory",
    "letter_costs",
    "positions",
    "scan",
    "units",
]

Place = tuple[int, int, int, int]
"""Where a run of text without white space stands: the beginning of the run with letters before it
(or of the line, when none is before it in the paragraph), its own beginning and end, and the end
of the run after it (or of the line, when none is). Offsets in code points."""

SHORTEST, LONGEST = 3, 24  # letters; shorter and longer words are never looked up
TELLING = 4  # letters; shorter words tell little about the language
FOREIGN_WORDS, FOREIGN_PART = 10, 3
"""A paragraph with so many telling words, more than a third of them unknown, is foreign."""
REMEMBERED = 1 << 18

_run = re.compile(r"\S+")
_letter = re.compile(r"[^\W\d_]")
_word = re.compile("[^\\W\\d_]+(?:['\u2019][^\\W\\d_]+)*")
_marked = re.compile('["$(*\\[\\\\_`{\u2018\u201c]*([A-Za-z]+)')  # quotes, markup, TeX
_paragraph_break = re.compile(r"\n(?:[^\S\n]*\n)+")


class Vocabulary:
    """Known words, and what was found to be harmless.

    Words are looked up in lower case, possessives also without their `'s`.
    """

    __slots__ = ("_alphabet", "_fine", "_listed", "_lone", "_remembered", "_slips", "_words")

    def __init__(self, words: Words) -> None:
        self._words = words
        self._fine: set[str] = set()  # runs all of whose words are known
        self._remembered: set[str | tuple[str, str, str]] = set()
        self._alphabet = ""
        self._listed: tuple[Container[str], ...] | None = None
        self._lone: set[str] = set()
        self._slips: dict[tuple[str, str], dict[str, tuple[str, int]]] = {}

    def remember(self, harmless: str) -> None:
        """Say nothing more of a run or pair."""
        self._keep(harmless)

    def remember_place(self, text: str, place: Place) -> None:
        """Say nothing more of a run where it stands between the same neighbours."""
        context, begin, end, stop = place
        if not 0 <= context <= begin <= end <= stop <= len(text):
            raise ValueError("a place beyond the text")
        self._keep((text[context:begin], text[begin:end], text[end:stop]))

    def slips(self, word: str, alphabet: str) -> dict[str, tuple[str, int]]:
        """The known words one slip away, with the kind of slip and where it is.

        >>> Vocabulary(Words(b"other\\nthere", b"dd")).slips("othre", "eort")
        {'other': ('transposed', 3)}
        """
        if len(word) > MOST_LETTERS:
            return {}
        if (word, alphabet) in self._slips:
            return self._slips[word, alphabet]
        found: dict[str, tuple[str, int]] = {}
        words = self._words
        splits = [(word[:i], word[i:]) for i in range(len(word) + 1)]
        for i, (head, tail) in enumerate(splits[:-1]):
            rest = tail[1:]
            if rest and (near := head + rest[0] + tail[0] + rest[1:]) in words:
                found.setdefault(near, ("transposed", i))
            if (near := head + rest) in words:
                found.setdefault(near, ("extra", i))
        for i, (head, tail) in enumerate(splits):
            for near in [near for c in alphabet if (near := head + c + tail) in words]:
                found.setdefault(near, ("missing", i))
            rest = tail[1:]
            if tail:
                for near in [near for c in alphabet if (near := head + c + rest) in words]:
                    found.setdefault(near, ("letter", i))
        found.pop(word, None)
        if len(self._slips) >= REMEMBERED:
            self._slips.clear()
        self._slips[word, alphabet] = found
        return found

    def is_lone(self, word: str) -> bool:
        """Whether no known word is near, nor any list has it; False before `leave_lone`."""
        if self._listed is None or len(word) > MOST_LETTERS:
            return False
        return not (
            any(word in words for words in self._listed)
            or self.slips(word, self._alphabet)
            or self._words.near(word)
        )

    def leave_lone(self, alphabet: str, listed: tuple[Container[str], ...]) -> None:
        """Say nothing more of words that no known word is near, nor any of some lists has.

        Slips put letters of the alphabet into words. Where these are ASCII, words with other
        letters are another language's, and left alone too.
        """
        self._alphabet, self._listed = alphabet, listed

    def doubts(self, text: str) -> tuple[list[Place], list[tuple[int, str]]]:
        """Places of runs, and pairs of words, that are neither known nor remembered.

        The runs are those that hold an unknown word, in paragraphs most of whose words are known.
        The pairs are `"the\\t"` where `the` stands twice, and `"a\\thour"` or `"an\\thouse"` where
        the article may not agree with the word; each with the offset of its second word.
        """
        runs = text.split()
        found: list[tuple[int, int, str]] = []
        for number, (first, second) in enumerate(pairwise(runs), 1):
            if first[-1] in "aAnN":
                found += [(number, *pair) for pair in _article(first, second)]
            if len(first) == len(second):
                found += [(number, *pair) for pair in _double(first, second)]
        found = [pair for pair in found if pair[2] not in self._remembered]
        starts = [match.start() for match in _run.finditer(text)] if found else []
        pairs = [(starts[number] + at, pair) for number, at, pair in found]
        if self._fine.issuperset(runs):
            return [], pairs
        unknown = {run for run in set(runs) - self._fine if not self._is_fine(run)}
        if unknown <= self._remembered:
            return [], pairs
        places: list[Place] = []
        start = 0
        for end in (*(match.end() for match in _paragraph_break.finditer(text)), len(text)):
            places += self._places(text, start, end, unknown)
            start = end
        if self._listed is not None:
            settled = {run for run in {text[a:b] for _, a, b, _ in places} if self._settles(run)}
            places = [place for place in places if text[place[1] : place[2]] not in settled]
        return places, pairs

    def _places(self, text: str, start: int, end: int, unknown: set[str]) -> Iterator[Place]:
        spans = [match.span() for match in _run.finditer(text, start, end)]
        if self._is_foreign([text[begin:stop] for begin, stop in spans]):
            return
        context = text.rfind("\n", start, spans[0][0]) + 1 if spans else start
        context = max(context, start)
        line_end = text.find("\n", spans[-1][1], end) if spans else end
        stops = [after for _, after in spans[1:]] + [line_end if line_end >= 0 else end]
        for (begin, stop), after in zip(spans, stops, strict=False):
            run = text[begin:stop]
            if run in unknown and run not in self._remembered:
                place = context, begin, stop, after
                if (text[context:begin], run, text[stop:after]) not in self._remembered:
                    yield place
            if _letter.search(run):
                context = begin

    def _is_foreign(self, runs: list[str]) -> bool:
        words = [word for run in runs for word in self._words_in(run) if len(word) >= TELLING]
        strangers = sum(not self._knows(word) for word in words)
        return len(words) >= FOREIGN_WORDS and strangers * FOREIGN_PART > len(words)

    def _settles(self, run: str) -> bool:
        """Whether all unknown words of a run are alone; remembered of the words and the run."""
        if not all(map(self._is_settled, self._words_in(run))):
            return False
        self._keep(run)
        return True

    def _is_settled(self, word: str) -> bool:
        if word in self._lone or self._knows(word):
            return True
        if (self._alphabet.isascii() and not word.isascii()) or self.is_lone(word):
            if len(self._lone) >= REMEMBERED:
                self._lone.clear()
            self._lone.add(word)
            return True
        return False

    def _is_fine(self, run: str) -> bool:
        if not all(map(self._knows, self._words_in(run))):
            return False
        if len(self._fine) >= REMEMBERED:
            self._fine.clear()
        self._fine.add(run)
        return True

    def _words_in(self, run: str) -> list[str]:
        words = _word.findall(run)
        return [lowered(word) for word in words if SHORTEST <= len(word) <= LONGEST]

    def _knows(self, word: str) -> bool:
        words = self._words
        return word in words or (word.endswith("'s") and word[:-2] in words)

    def _keep(self, key: str | tuple[str, str, str]) -> None:
        if len(self._remembered) >= REMEMBERED:
            self._remembered.clear()
        self._remembered.add(key)


def lowered(text: str) -> str:
    """Lower case with straight apostrophes, character for character as long as the text.

    >>> lowered("Don\u2019t \u0130")  # doctest: +ELLIPSIS
    "don't ..."
    """
    low = text.lower()
    if len(low) != len(text):
        low = "".join(char.lower() if len(char.lower()) == 1 else char for char in text)
    return low.replace("\u2019", "'")


def _article(first: str, second: str) -> tuple[tuple[int, str], ...]:
    words = _word.findall(first)
    article = words[-1].lower() if words and first.endswith(words[-1]) else ""
    if article not in ("a", "an"):
        return ()
    match = _marked.match(second)
    if match is None:
        return ()
    word = match[1].lower()
    may_disagree = word[0] in "aehiou" if article == "a" else word[0] not in "ai"
    # $x$, $\mathcal{O}$, {\it word}
    formula = (second[0] == "$" and (len(word) == 1 or word[0] == "m")) or second[0] == "{"
    if not match[1][1:].islower() and len(word) > 1 and second[0] not in "${":
        return ()  # an acronym or a name
    return ((match.start(1), f"{article}\t{word}"),) if may_disagree or formula else ()


def _double(first: str, second: str) -> tuple[tuple[int, str], ...]:
    a, b = lowered(first), lowered(second)
    return ((0, f"{b}\t"),) if a == b and _word.fullmatch(b) else ()
