"""Gates in pure Python: what the scan of the compiled kernel finds, character by character.

A table tells of every character which gates it fires alone and in which pairs it stands first or
second. What was found out about two neighbours is remembered.
"""

from bisect import bisect_right
from codecs import utf_8_decode
from collections.abc import Iterator, Sequence
from itertools import pairwise

Ranges = tuple[tuple[int, int], ...]
Parts = tuple[Ranges, tuple[tuple[Ranges, Ranges], ...]]
Data = bytes | bytearray | memoryview

LINE = 1  # Scope, as the engine counts it
REMEMBERED = 1 << 17


class Table:
    """Gates compiled for this kernel; made by `compile_table`."""

    __slots__ = ("_fired", "_lows", "_owners", "_signatures")

    def __init__(self, gates: Sequence[Parts]) -> None:
        events: dict[int, list[int]] = {}
        owners: dict[tuple[Ranges, Ranges], int] = {}
        for k, (chars, pairs) in enumerate(gates):
            _toggle(events, chars, 0, 1 << k)
            for pair in pairs:
                owners[pair] = owners.get(pair, 0) | 1 << k
        for k, (first, second) in enumerate(owners):
            _toggle(events, first, 1, 1 << k)
            _toggle(events, second, 2, 1 << k)
        self._owners = tuple(owners.values())
        self._lows = sorted(events)
        self._signatures = [(0, 0, 0)]
        for low in self._lows:
            a, b, c = self._signatures[-1]
            x, y, z = events[low]
            self._signatures.append((a ^ x, b ^ y, c ^ z))
        self._fired: dict[str, int] = {}

    def fired(self, pair: str) -> int:
        """The bits of the gates that fire at the first of two neighbours.

        That is, alone or with the second; a lone character stands before a line feed.
        """
        found = self._fired.get(pair)
        if found is None:
            if len(self._fired) >= REMEMBERED:
                self._fired.clear()
            here = self._kind(pair[0])
            found = self._fired[pair] = here[0] | self._together(here, self._kind(pair[1:] or "\n"))
        return found

    def edge(self, first: str) -> int:
        """The bits of the gates that fire at what a line begins with."""
        return self._together(self._kind("\n"), self._kind(first))

    def _kind(self, char: str) -> tuple[int, int, int]:
        """The gates that `char` fires alone, the pairs it is first in, and second in; as bits."""
        return self._signatures[bisect_right(self._lows, ord(char))]

    def _together(self, first: tuple[int, int, int], second: tuple[int, int, int]) -> int:
        found = 0
        both = first[1] & second[2]
        while both:
            bit = both & -both
            found |= self._owners[bit.bit_length() - 1]
            both ^= bit
        return found

    def hits(self, text: str, start: int = 0) -> Iterator[tuple[int, int]]:
        """The offsets from `start` on at which gates fire, each with their bits."""
        # A text stands between line feeds: its edges are pairs, too.
        edge = self.edge(text[0]) if text and not start else 0
        remembered = self._fired
        for at in range(start, len(text)):
            pair = text[at : at + 2]
            bits = remembered.get(pair)
            if bits is None:
                bits = self.fired(pair)
            if bits | edge:
                yield at, bits | edge
            edge = 0


def compile_table(gates: Sequence[Parts]) -> Table:
    """A table in which bit k stands for the k-th of `gates`."""
    return Table(gates)


def find(table: Table, text: str, start: int = 0) -> int:
    """The first offset from `start` on at which a gate fires, or -1."""
    return next((at for at, _ in table.hits(text, start)), -1)


def scan(table: Table, text: str) -> int:
    """The bits of the gates that fire somewhere in `text`."""
    found = 0
    for _, bits in table.hits(text):
        found |= bits
    return found


def positions(table: Table, text: str) -> list[int]:
    """Every offset at which a gate fires, in order; a pair counts where its first character is."""
    return [at for at, _ in table.hits(text)]


def units(
    table: Table, text: str, scope: int, mask: int, everywhere: bool = False
) -> list[tuple[int, int, int]]:
    """The units of `scope` at which gates of `mask` fire, or all: `(start, end, bits)` of each."""
    bounds = _line if scope == LINE else _paragraph
    found: list[tuple[int, int, int]] = []
    if everywhere:
        end = -1
        while end + 1 < len(text):
            start, end = bounds(text, end + 1)
            if end > start:
                found.append((start, end, scan(table, text[start:end]) & mask))
        return found
    start = end = bits = 0
    for at, fired in (*table.hits(text), (len(text), 0)):
        place = at + (text[at : at + 1] == "\n")  # a line feed may fire with what follows it
        if place >= end:
            if bits & mask and start < end:
                found.append((start, end, bits & mask))
            if place == len(text):
                break
            start, end = bounds(text, place)
            bits = 0
        bits |= fired if at >= start else table.edge(text[place])
    return found


def _line(text: str, at: int) -> tuple[int, int]:
    """The bounds of the line that holds offset `at`, without its line feed."""
    end = text.find("\n", at)
    return text.rfind("\n", 0, at) + 1, len(text) if end < 0 else end


def _paragraph(text: str, at: int) -> tuple[int, int]:
    """The bounds of the lines around `at` up to an empty or white-space-only line."""
    start, end = _line(text, at)
    if _is_blank(text, start, end):
        return start, end
    while start > 0:
        above = text.rfind("\n", 0, start - 1) + 1
        if _is_blank(text, above, start - 1):
            break
        start = above
    while end < len(text):
        below = text.find("\n", end + 1)
        below = len(text) if below < 0 else below
        if _is_blank(text, end + 1, below):
            break
        end = below
    return start, end


def _is_blank(text: str, start: int, end: int) -> bool:
    # Most lines show at their first character that they are not blank.
    return start == end or (text[start].isspace() and text[start:end].isspace())


def dirty_rows(table: Table, data: Data, offsets: Sequence[int]) -> list[int]:
    """The numbers of the rows at which some gate fires, and of those that are no UTF-8.

    Row k lies between `offsets[k]` and `offsets[k + 1]`, as in Arrow's string arrays.
    """
    view = memoryview(data)
    if len(offsets) > 1 and (offsets[0] < 0 or offsets[-1] > len(view)):
        raise ValueError("offsets reach beyond the data")
    return [row for row, (a, b) in enumerate(pairwise(offsets)) if _fires(table, view[a:b])]


def _fires(table: Table, row: memoryview) -> bool:
    try:
        return find(table, str(row, "utf-8")) >= 0
    except UnicodeDecodeError:
        return True  # whoever decodes it says so


def examine(table: Table, data: Data) -> tuple[int, int, bool]:
    """How many bytes are whole characters of UTF-8, how many characters, whether a gate fires."""
    try:
        text, end = utf_8_decode(data, "strict", False)
    except UnicodeDecodeError as error:
        end = error.start
        text = str(memoryview(data)[:end], "utf-8")
    return end, len(text), find(table, text) >= 0


def keep_memory() -> None:
    """Let this process keep some memory that is free for what it needs next, where it can."""


def _toggle(events: dict[int, list[int]], ranges: Ranges, kind: int, bit: int) -> None:
    """Note that `bit` of the kind (0 alone, 1 first, 2 second) changes where a range has an end."""
    for low, high in ranges:
        for at in (low, high + 1):
            events.setdefault(at, [0, 0, 0])[kind] ^= bit
