"""The kernel in pure Python: the same few functions as the compiled one."""

import re
from collections.abc import Callable, Container
from itertools import pairwise

from ._native_gates import (
    Data,
    Parts,
    Ranges,
    Table,
    compile_table,
    dirty_rows,
    find,
    positions,
    scan,
    units,
)
from ._native_pages import PageTable, compile_pages, decodings

__all__ = [
    "Data",
    "PageTable",
    "Parts",
    "Ranges",
    "Table",
    "Vocabulary",
    "compile_pages",
    "compile_table",
    "decodings",
    "dirty_rows",
    "find",
    "positions",
    "scan",
    "units",
]

SHORTEST, LONGEST = 3, 24  # letters; shorter and longer words are never looked up
REMEMBERED = 1 << 18

_word = re.compile("[A-Za-z]+(?:['\u2019][A-Za-z]+)*")
_marked = re.compile('["$(*\\[\\\\_`{\u2018\u201c]*([A-Za-z]+)')  # quotes, markup, TeX
_strange = re.compile(r"[^\x00-\x7f\u2010-\u2027]")
_vowels = frozenset("aeiou")


class Vocabulary:
    """Known words, and runs of text that were found to be harmless.

    `listed` gives the known words as lines of UTF-8, `words` the same as a container; each kernel
    calls the one it needs, when it first needs it. Only ASCII words are looked up, in lower case.
    """

    __slots__ = ("_fine", "_remembered", "_words", "_words_of")

    def __init__(self, listed: Callable[[], bytes], words: Callable[[], Container[str]]) -> None:
        self._words_of = words
        self._words: Container[str] | None = None
        self._fine: set[str] = set()  # runs all of whose words are known
        self._remembered: set[str] = set()

    def remember(self, run: str) -> None:
        """Say nothing more of `run`."""
        if len(self._remembered) >= REMEMBERED:
            self._remembered.clear()
        self._remembered.add(run)

    def suspects(self, text: str) -> set[str]:
        """What in `text` is neither known nor remembered.

        That is: runs without white space that hold an unknown word or are not ASCII;
        `"the\\t"` where `the` stands twice; `"a\\thour"`, `"an\\thouse"` where the article
        may not agree with the word.
        """
        runs = text.split()
        found: set[str] = set()
        if not self._fine.issuperset(runs):
            found = {run for run in set(runs) - self._fine if not self._is_fine(run)}
        for first, second in pairwise(runs):
            if first[-1] in "aAnN":
                found.update(_article(first, second))
            if len(first) == len(second):
                found.update(_double(first, second))
        return found - self._remembered

    def _is_fine(self, run: str) -> bool:
        if _strange.search(run):
            return False
        if self._words is None:
            self._words = self._words_of()
        for match in _word.finditer(run):
            word = match.group().lower().replace("\u2019", "'")
            if (
                SHORTEST <= len(word) <= LONGEST
                and word not in self._words
                and not (word.endswith("'s") and word[:-2] in self._words)
            ):
                return False
        if len(self._fine) >= REMEMBERED:
            self._fine.clear()
        self._fine.add(run)
        return True


def _article(first: str, second: str) -> tuple[str, ...]:
    words = _word.findall(first)
    article = words[-1].lower() if words and first.endswith(words[-1]) else ""
    if article not in ("a", "an"):
        return ()
    match = _marked.match(second)
    if match is None:
        return ()
    word = match[1].lower()
    may_disagree = word[0] in "aehiou" if article == "a" else word[0] not in "ai"
    return (f"{article}\t{word}",) if may_disagree or len(word) == 1 else ()


def _double(first: str, second: str) -> tuple[str, ...]:
    a, b = (run.lower().replace("\u2019", "'") for run in (first, second))
    return (f"{b}\t",) if a == b and _word.fullmatch(b) else ()
