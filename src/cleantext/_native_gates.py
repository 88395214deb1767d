"""Gates in pure Python: the scan of the compiled kernel, as quick as `re` and sets allow.

A table tells of every character which gates it fires alone and in which pairs it stands first or
second. Looking all of that up takes long, so most text is first found to be quiet: ASCII by one
pattern, other text run by run between spaces, where runs and pairs of characters that were found
quiet before are only looked up. Lines that are not quiet are gone through character by character.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

Ranges = tuple[tuple[int, int], ...]
Parts = tuple[Ranges, tuple[tuple[Ranges, Ranges], ...]]
Data = bytes | bytearray | memoryview

LINE = 1  # Scope, as the engine counts it
REMEMBERED = 1 << 17
FIRST_BLOCK, BLOCK = 1 << 7, 1 << 14  # characters that are looked at as one
LONGEST = 40  # characters; longer runs hardly come again

# Rough shares of ASCII characters in text, to look for the rarer character of a pair.
_SHARES = dict.fromkeys("abcdefghijklmnopqrstuvwxyz", 30) | {" ": 170, "\n": 10, ".": 10, ",": 10}


class Table:
    """Gates compiled for this kernel; made by `compile_table`."""

    __slots__ = ("_ascii", "_fine", "_kinds", "_lows", "_owners", "_quiet_pairs", "_signatures")

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
        self._kinds: dict[str, tuple[int, int, int]] = {}
        self._quiet_pairs: set[tuple[str, str]] = set()
        self._fine: set[str] = set()
        self._ascii = _ascii_pattern([gate[0] for gate in gates], list(owners))

    def kind(self, char: str) -> tuple[int, int, int]:
        """The gates that `char` fires alone, the pairs it is first in, and second in; as bits."""
        kind = self._kinds.get(char)
        if kind is None:
            kind = self._kinds[char] = self._signatures[bisect_right(self._lows, ord(char))]
        return kind

    def pair(self, first: str, second: str) -> int:
        """The gates that two neighbours fire together; as bits."""
        found = 0
        both = self.kind(first)[1] & self.kind(second)[2]
        while both:
            bit = both & -both
            found |= self._owners[bit.bit_length() - 1]
            both ^= bit
        return found

    def is_quiet(self, part: str) -> bool:
        """Whether no gate fires at or between the characters of `part`; False if that is unsure."""
        if part.isascii():
            return self._ascii is None or self._ascii.search(part) is None
        runs = part.split(" ")
        return self._fine.issuperset(runs) or all(map(self._is_fine, set(runs) - self._fine))

    def _is_fine(self, run: str) -> bool:
        """Whether no gate fires in a run that stands between spaces; short ones are remembered."""
        pairs = pairwise(f" {run} ")
        if not self._quiet_pairs.issuperset(pairs):
            for first, second in set(pairwise(f" {run} ")) - self._quiet_pairs:
                if self.kind(first)[0] or self.pair(first, second):
                    return False
                if len(self._quiet_pairs) >= REMEMBERED:
                    self._quiet_pairs.clear()
                self._quiet_pairs.add((first, second))
        if len(run) <= LONGEST:
            if len(self._fine) >= REMEMBERED:
                self._fine.clear()
            self._fine.add(run)
        return True

    def hits(self, text: str, start: int = 0) -> Iterator[tuple[int, int]]:
        """The offsets from `start` on at which gates fire, each with their bits."""
        size = len(text)
        least = 0
        while start < size:
            end = text.find("\n", start + least) + 1 or size
            if self.is_quiet(text[start : end + 1]):
                # A text stands between line feeds: its edges are pairs, too.
                yield from self._at(text, {0, size - 1}.intersection((start, end - 1)))
                start = end
                # More at once where nothing was found, so that a hit that is near costs little.
                least = min(BLOCK, 2 * least + FIRST_BLOCK)
            elif least:
                least = 0
            else:
                yield from self._at(text, range(start, end))
                start = end

    def _at(self, text: str, places: Iterable[int]) -> Iterator[tuple[int, int]]:
        for at in sorted(places):
            here, after = text[at], text[at + 1] if at + 1 < len(text) else "\n"
            found = self.kind(here)[0] | self.pair(here, after)
            if at == 0:
                found |= self.pair("\n", here)
            if found:
                yield at, found


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
    found: list[tuple[int, int, int]] = []
    bounds = _line if scope == LINE else _paragraph
    at = 0
    while at < len(text):
        if not everywhere:
            # The line feed before it may fire with what begins here.
            hit = find(table, text, max(at - 1, 0))
            if hit < 0:
                break
            at = max(at, hit + (text[hit] == "\n"))
            if at == len(text):
                break
        start, end = bounds(text, at)
        bits = scan(table, text[start:end]) & mask
        if bits or (everywhere and end > start):
            found.append((start, end, bits))
        at = end + 1
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
    """The numbers of the rows of UTF-8 at which some gate fires.

    Row k lies between `offsets[k]` and `offsets[k + 1]`, as in Arrow's string arrays.
    """
    view = memoryview(data)
    if len(offsets) > 1 and (offsets[0] < 0 or offsets[-1] > len(view)):
        raise ValueError("offsets reach beyond the data")
    rows = enumerate(pairwise(offsets))
    return [row for row, (a, b) in rows if find(table, str(view[a:b], "utf-8", "replace")) >= 0]


def _toggle(events: dict[int, list[int]], ranges: Ranges, kind: int, bit: int) -> None:
    """Note that `bit` of the kind (0 alone, 1 first, 2 second) changes where a range has an end."""
    for low, high in ranges:
        for at in (low, high + 1):
            events.setdefault(at, [0, 0, 0])[kind] ^= bit


def _ascii_pattern(
    singles: Sequence[Ranges], pairs: Sequence[tuple[Ranges, Ranges]]
) -> re.Pattern[str] | None:
    """What finds a hit within ASCII text; None when there can be none.

    It begins with one class because `re` skips quickly to a class: that of all characters that
    fire alone or are the rarer of a pair. Look-arounds tell the cases apart there.
    """
    alone = {char for ranges in singles for char in _ascii_of(ranges)}
    begins = set(alone)
    branches = [f"(?<={_class(alone)})"] if alone else []
    for first, second in ((_ascii_of(a), _ascii_of(b)) for a, b in pairs):
        if first and second and _share(first) <= _share(second):
            begins |= first
            branches.append(f"(?<={_class(first)})(?={_class(second)})")
        elif first and second:
            begins |= second
            branches.append(f"(?<={_class(first)}{_class(second)})")
    if not branches:
        return None
    return re.compile(f"{_class(begins)}(?:{'|'.join(dict.fromkeys(branches))})")


def _ascii_of(ranges: Ranges) -> set[str]:
    return {chr(c) for low, high in ranges for c in range(low, min(high, 0x7F) + 1)}


def _share(chars: set[str]) -> int:
    return sum(_SHARES.get(char, 1) for char in chars)


def _class(chars: set[str]) -> str:
    return f"[{''.join(map(re.escape, sorted(chars)))}]"
