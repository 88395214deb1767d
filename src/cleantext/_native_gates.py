"""Gates in pure Python: the scan of the compiled kernel, as quick as `re` allows.

A table tells of every character which gates it fires alone and in which pairs it stands first or
second. Only places at which something may fire are looked at so: `re` skips to the characters that
fire alone or are the rarer side of a pair. What was found out about two neighbours is remembered.
"""

import re
from bisect import bisect_left, bisect_right
from codecs import utf_8_decode
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import accumulate, pairwise

Ranges = tuple[tuple[int, int], ...]
Parts = tuple[Ranges, tuple[tuple[Ranges, Ranges], ...]]
Data = bytes | bytearray | memoryview

LINE = 1  # Scope, as the engine counts it
REMEMBERED = 1 << 17

# Rough shares of ASCII characters in text, in thousandths.
_SHARES = (
    dict.fromkeys("abcdefghijklmnopqrstuvwxyz", 30.0) | {" ": 170.0} | dict.fromkeys("\n.,", 10.0)
)
SAMPLES = 6  # characters that tell the script of a text
SAMPLE = 4_000  # characters that are counted to know the shares of others
RARE = 4.0  # thousandths: of pairs with a rarer side only that is looked for
FAR_EAST = 0x2E  # a block of 256 characters; from there on all are one
BEYOND = 3  # ranges above U+FFFF, which `re` tries one by one at every character
BUSY, TRIALS = 30, 3  # a pattern that stops more often than every BUSY characters is made anew


class Table:
    """Gates compiled for this kernel; made by `compile_table`."""

    __slots__ = (
        "_ascii",
        "_fired",
        "_gates",
        "_lows",
        "_owners",
        "_patterns",
        "_seen",
        "_signatures",
    )

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
        self._gates = [part for gate in gates for part in gate[0]], tuple(owners)
        self._ascii = _pattern(*self._gates, _SHARES, 0x7F)
        self._patterns: dict[int, re.Pattern[str] | None] = {}
        self._seen: dict[int, list[Counter[str]]] = {}

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

    def _pattern_for(self, text: str, is_busy: bool = False) -> re.Pattern[str] | None:
        """What finds the places to look at, made for text of the same script.

        `is_busy` says that it stopped too often in this one.
        """
        blocks = [ord(char) >> 8 for char in text[:: len(text) // SAMPLES + 1]]
        block = min(max(set(blocks), key=blocks.count), FAR_EAST)
        seen = self._seen.setdefault(block, [])
        if block not in self._patterns or (is_busy and len(seen) <= TRIALS):
            seen.append(Counter(text[:SAMPLE]))
            shares = {char: share / 10 for char, share in _SHARES.items()}
            for counts in seen:
                for char, count in counts.items():
                    shares[char] = shares.get(char, 0.0) + 1000 * count / counts.total()
            self._patterns[block] = _pattern(*self._gates, shares, 0x10FFFF)
        return self._patterns[block]

    def hits(self, text: str, start: int = 0) -> Iterator[tuple[int, int]]:
        """The offsets from `start` on at which gates fire, each with their bits."""
        size = len(text)
        if start >= size:
            return
        # A text stands between line feeds: its edges are pairs, too.
        edge = 0 if start else self.edge(text[0])
        if edge:
            yield 0, edge | self.fired(text[:2])
            start = 1
        done = start - 1  # the last place that was looked at
        remembered = self._fired
        pattern = self._ascii if text.isascii() else self._pattern_for(text)
        stops = 0
        for match in pattern.finditer(text, start) if pattern else ():
            here = match.start()
            stops += 1
            for place in (here - 1, here):
                if place > done:
                    pair = text[place : place + 2]
                    bits = remembered.get(pair)
                    if bits is None:
                        bits = self.fired(pair)
                    if bits:
                        yield place, bits
            done = here
        if stops * BUSY > size - start > BUSY * BUSY and not text.isascii():
            self._pattern_for(text, is_busy=True)
        if size - 1 > done and (bits := self.fired(text[-1])):
            yield size - 1, bits


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


def _pattern(
    alone: Sequence[tuple[int, int]],
    pairs: Sequence[tuple[Ranges, Ranges]],
    shares: Mapping[str, float],
    limit: int,
) -> re.Pattern[str] | None:
    """What finds, among characters up to `limit`, one of each two that fire; None if none do.

    It begins with one class because `re` skips quickly to a class: that of all characters that
    fire alone or are the rarer of a pair. Where that is common, too, look-arounds tell the cases
    apart; in ASCII always, so that a hit is a hit.
    """
    codes = sorted(map(ord, shares))
    sums = [0.0, *accumulate(shares[chr(code)] for code in codes)]

    def share(ranges: Sequence[tuple[int, int]]) -> float:
        return sum(sums[bisect_right(codes, b)] - sums[bisect_left(codes, a)] for a, b in ranges)

    beyond = BEYOND if codes[-1] > 0xFFFF else 1
    sure = _below(alone, limit)
    doubtful: list[tuple[int, int]] = []
    branches: list[str] = []
    for first, second in ((_below(a, limit), _below(b, limit)) for a, b in pairs):
        is_first = share(first) <= share(second)
        rarer = first if is_first else second
        if not first or not second:
            continue
        if limit > 0x7F and share(rarer) < RARE:
            sure += rarer
            continue
        doubtful += rarer
        first_class, second_class = _class(first, beyond, share), _class(second, beyond, share)
        branches.append(
            f"(?<={first_class})(?={second_class})"
            if is_first
            else f"(?<={first_class}{second_class})"
        )
    if not sure and not branches:
        return None
    if sure:
        branches.insert(0, f"(?<={_class(sure, beyond, share)})")
    return re.compile(
        f"{_class([*sure, *doubtful], beyond, share)}(?:{'|'.join(dict.fromkeys(branches))})"
    )


def _below(ranges: Sequence[tuple[int, int]], limit: int) -> list[tuple[int, int]]:
    return [(low, min(high, limit)) for low, high in ranges if low <= limit]


def _class(
    ranges: Sequence[tuple[int, int]],
    most: int,
    share: Callable[[Sequence[tuple[int, int]]], float],
) -> str:
    """The class of a regular expression that holds `ranges`.

    Beyond U+FFFF it holds more, so that there are at most `most` ranges: gaps that matter stay.
    """
    beyond = sorted((max(low, 0x10000), high) for low, high in ranges if high > 0xFFFF)
    merged: list[tuple[int, int]] = beyond[:1]
    for low, high in beyond[1:]:
        if low <= merged[-1][1] + 1:
            low, high = merged[-1][0], max(merged.pop()[1], high)
        merged.append((low, high))
    if len(merged) > most:
        gaps = [(a[1] + 1, b[0] - 1) for a, b in pairwise(merged)]
        kept = sorted(sorted(gaps, key=lambda gap: (share([gap]), gap[1] - gap[0]))[1 - most :])
        edges = [merged[0][0], *(code for a, b in kept[: most - 1] for code in (a - 1, b + 1))]
        merged = list(zip(edges[::2], [*edges[1::2], merged[-1][1]], strict=True))
    parts = sorted({*_below(ranges, 0xFFFF), *merged})
    return f"[{''.join(re.escape(chr(a)) + '-' + re.escape(chr(b)) for a, b in parts)}]"
