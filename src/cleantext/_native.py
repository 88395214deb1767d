"""The kernel in pure Python: the same few functions as the compiled one, on `re`.

A table is compiled from declarations (see `gate`). `find` says where the first character stands at
which some gate fires, `scan` which gates fire at all, as a bit mask.
"""

import re
from collections.abc import Callable, Container, Sequence
from itertools import pairwise

Ranges = tuple[tuple[int, int], ...]
Data = bytes | bytearray | memoryview
Parts = tuple[Ranges, tuple[tuple[Ranges, Ranges], ...]]


class Table:
    """Gates compiled for this kernel; made by `compile_table`, read by `find` and `scan`."""

    __slots__ = ("any", "each")

    def __init__(
        self, any_: re.Pattern[str] | None, each: tuple[tuple[int, re.Pattern[str]], ...]
    ) -> None:
        self.any = any_
        self.each = each


def compile_table(gates: Sequence[Parts]) -> Table:
    """A table in which bit k stands for the k-th of `gates`."""
    live = [(1 << k, gate) for k, gate in enumerate(gates) if gate[0] or gate[1]]
    if not live:
        return Table(None, ())
    chars = [part for _, gate in live for part in gate[0]]
    pairs = list(dict.fromkeys(pair for _, gate in live for pair in gate[1]))
    each = tuple((bit, _pattern(gate[0], gate[1])) for bit, gate in live)
    return Table(_pattern(tuple(chars), tuple(pairs)), each)


def find(table: Table, text: str, start: int = 0) -> int:
    """The first offset from `start` on at which a gate fires, or -1."""
    if table.any is None:
        return -1
    match = table.any.search(text, start) if start < len(text) else None
    return match.start() if match else -1


def scan(table: Table, text: str) -> int:
    """The bits of the gates that fire somewhere in `text`."""
    found = 0
    if not text or table.any is None or table.any.search(text) is None:
        return found
    for bit, pattern in table.each:
        if pattern.search(text):
            found |= bit
    return found


def positions(table: Table, text: str) -> list[int]:
    """Every offset at which a gate fires, in order; a pair counts where its first character is."""
    found = (match.start() for match in table.any.finditer(text)) if table.any and text else ()
    return list(dict.fromkeys(found))  # the begin may count twice


def dirty_rows(table: Table, data: Data, offsets: Sequence[int]) -> list[int]:
    """The numbers of the rows of UTF-8 at which some gate fires.

    Row k lies between `offsets[k]` and `offsets[k + 1]`, as in Arrow's string arrays.
    """
    view = memoryview(data)
    if len(offsets) > 1 and (offsets[0] < 0 or offsets[-1] > len(view)):
        raise ValueError("offsets reach beyond the data")
    rows = enumerate(pairwise(offsets))
    return [row for row, (a, b) in rows if find(table, str(view[a:b], "utf-8", "replace")) >= 0]


def _pattern(chars: Ranges, pairs: Sequence[tuple[Ranges, Ranges]]) -> re.Pattern[str]:
    # It begins with one class because `re` skips quickly to a class; look-behinds tell the
    # alternatives apart only where that class has matched.
    first = [*chars, *(part for pair in pairs for part in pair[0])]
    branches = [f"(?<={_class(chars)})"] if chars else []
    branches += [f"(?<={_class(a)})(?={_class(b)}{_or_end(b)})" for a, b in pairs]
    tail = "" if not pairs else f"(?:{'|'.join(branches)})"
    # A text stands between line feeds: a pair may begin before it, too.
    starts = [f"(?={_class(b)})" for a, b in pairs if _has_line_feed(a)]
    begin = f"\\A(?:{'|'.join(starts)})|" if starts else ""
    return re.compile(begin + _class(first) + tail)


def _or_end(ranges: Ranges) -> str:
    return r"|\Z" if _has_line_feed(ranges) else ""


def _has_line_feed(ranges: Ranges) -> bool:
    return any(low <= 10 <= high for low, high in ranges)


def _class(ranges: Sequence[tuple[int, int]]) -> str:
    # Merged, because `re` tries the ranges beyond the basic plane one by one.
    merged: list[tuple[int, int]] = []
    for low, high in sorted(set(ranges)):
        if merged and low <= merged[-1][1] + 1:
            merged[-1] = (merged[-1][0], max(high, merged[-1][1]))
        else:
            merged.append((low, high))
    parts = (
        _escape(low) if low == high else f"{_escape(low)}-{_escape(high)}" for low, high in merged
    )
    return f"[{''.join(parts)}]"


def _escape(code: int) -> str:
    return f"\\U{code:08x}"


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
