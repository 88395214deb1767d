"""What a sequence that lacks bytes may have been, read through a single-byte page, and where a line
has such sequences.

The table is `data/lossy.bin`; `data/build/lossy.py` tells its layout.
"""

from __future__ import annotations

import itertools
import struct
from collections.abc import Iterator
from typing import NamedTuple

from .letters import Letters
from .pages import PlainPages

MOST_LOST = 3
START = 16 + 40
FEW = 8
"""So many bytes that a page loses, and each pair of them is tried for two that were lost."""
_, USUAL, _, TYPOGRAPHIC, _, _, INVISIBLE, NO_TEXT = range(8)
ALPHA, SPACE, UPPER, LOWER = 8, 16, 32, 64
A_AND_SPACE = "\xe0 "
LEAD_OF_SIGNS = 0xE2


class Weights(NamedTuple):
    """What a reading costs beyond what the model of letters says, as `data/build/lossy.py` has
    it, set by hand; `sure` is how many eighths of a nat the model's doubt takes for one nat."""

    loss: int  # each byte that was lost
    altered: int  # each character that is altered
    mark: int  # an invisible character,
    seldom: int  # and one that few use
    turned: int  # a quotation mark or dash that points the wrong way,
    unpaired: int  # one that no other answers,
    answered: int  # and (less) one that closes what is open
    possessive: int  # an apostrophe at the end of a word,
    within: int  # and (less) within one
    single: int  # a single quotation mark
    short: int  # a dash of unusual length
    usual: int  # signs by kind
    picture: int
    typographic: int
    other: int
    hardly: int
    sure: int
    passed: int  # a stretch that is left as it stands: a page that was read through showed all


class Way(NamedTuple):
    """What a stretch may have been: where it ends, how many bytes it lost."""

    end: int
    new: str
    losses: int


Stretches = dict[int, list[Way]]


class Ways:
    """The table of what gets lost, and what it makes of a line."""

    def __init__(self, table: memoryview, pages: memoryview, letters: Letters) -> None:
        if len(table) < START or bytes(table[:6]) != b"lossy1":
            raise ValueError("not a table of what gets lost")
        self._pages = PlainPages(pages, letters)
        count, likely, blocks = struct.unpack_from("<HHI", table, 8)
        at = START + 0x1100 + 256 * blocks
        if len(table) != at + 23 * count + 4 * likely or count != len(self._pages.roles):
            raise ValueError("not a table of what gets lost")
        self._w = Weights(*struct.unpack_from(f"<{len(Weights._fields)}h", table, 16))
        w = self._w
        self._rarity = 0, w.usual, w.picture, w.typographic, w.other, w.hardly, 0, 0
        blocks_at = START + 0x1100
        self._index, self._blocks = table[START:blocks_at], table[blocks_at:at]
        self._gone = list(struct.iter_unpack("<2Q", table[at : at + 16 * count]))
        self._signs = [table[at + 16 * count + 6 * page :][:6] for page in range(count)]
        self._order = bytes(table[at + 22 * count :][:count])
        self._likely = [chr(code) for (code,) in struct.iter_unpack("<I", table[at + 23 * count :])]

    def _is(self, character: str, what: int) -> bool:
        return bool(self._described(character) & what)

    def _kind(self, character: str) -> int:
        return self._described(character) & 7

    def _described(self, character: str) -> int:
        code = ord(character)
        return self._blocks[self._index[code >> 8] * 256 + (code & 0xFF)]

    def _stretches(self, line: str, page: int) -> Stretches:
        """Where sequences begin, with what they may be; a whole one is only itself."""
        found = {}
        at = 0
        while at < len(line):
            ways = self._ways(line, at, page)
            if ways:
                found[at] = ways
            at = ways[0].end if ways and not ways[0].losses else at + 1
        return found

    def _ways(self, line: str, at: int, page: int) -> list[Way]:
        starts, others = self._pages.roles[page]
        lead = starts.get(line[at], 0)
        if not 0xC2 <= lead <= 0xF4:
            return []
        size = 2 + (lead >= 0xE0) + (lead >= 0xF0)
        tail = [others.get(character, 0) for character in line[at + 1 : at + size]]
        if len(tail) == size - 1 and 0 not in tail and (new := self._decoded(bytes([lead, *tail]))):
            return [Way(at + size, new, 0)]
        return list(self._lacking(line, at, at + 1, (lead,), size, page, False, 0))

    def _lacking(
        self, line: str, start: int, at: int, data: tuple[int, ...], size: int, page: int,
        marked: bool, losses: int,
    ) -> Iterator[Way]:  # fmt: skip
        """What a sequence may be whose first bytes are known, 0 standing for one that was lost;
        `marked`: something stands where it was."""
        if len(data) == size:
            # A letter between quotation marks is quoted.
            if line[at - 1] in "\"'" and line[start - 1 : start] == line[at - 1]:
                return
            for new in self._completed(data, page, marked):
                yield Way(at, new, losses)
                if new == A_AND_SPACE[0] and line[at - 1] == " " != line[at : at + 1]:
                    yield Way(at, A_AND_SPACE, losses)  # two spaces of which one is left
            return
        character = line[at : at + 1]
        byte = self._pages.roles[page][1].get(character, 0)
        ways: list[tuple[int, int, int, bool]] = []  # byte, end, lost, marked
        if 0x80 <= byte <= 0xBF:
            ways.append((byte, at + 1, 0, marked))
        elif character and character in "?\ufffd":
            ways.append((0, at + 1, 1, True))
        elif character == " " and data[0] != LEAD_OF_SIGNS and self._gone[page][1] >> 0x20 & 1:
            ways.append((0xA0, at + 1, 1, marked))
        elif character and character in "\"'":
            signs = self._signs[page][:3] if character == '"' else self._signs[page][3:]
            ways += ((sign, at + 1, 1, marked) for sign in signs if sign)
        is_one_too_many = character == " " and ways and line[at + 1 : at + 2] == " "
        if not marked and losses < MOST_LOST and not is_one_too_many:
            ways.append((0, at, 1, False))
        for byte, end, lost, more in ways:
            yield from self._lacking(
                line, start, end, (*data, byte), size, page, more, losses + lost
            )

    def _completed(self, data: tuple[int, ...], page: int, marked: bool) -> list[str]:
        """The characters whose UTF-8 lost those bytes that are 0."""
        lost, unseen = self._gone[page]
        gone = [0x80 + k for k in range(64) if (lost if marked else lost | unseen) >> k & 1]
        if data.count(0) < 2 or (data.count(0) == 2 and len(gone) <= FEW):
            filled = itertools.product(*([byte] if byte else gone for byte in data))
            return [new for bytes_ in filled if (new := self._decoded(bytes(bytes_)))]
        # Too many could be: one of those that are written everywhere.
        return [
            new
            for new in self._likely
            if len(encoded := new.encode()) == len(data)
            and all(
                one == two if two else one in gone for one, two in zip(encoded, data, strict=True)
            )
        ]

    def _decoded(self, data: bytes) -> str:
        try:
            new = data.decode()
        except UnicodeDecodeError:
            return ""
        return "" if self._kind(new) == NO_TEXT else new

    def _whole_words(self, line: str, stretches: Stretches) -> Stretches:
        """The stretches that are no parts of words in their own script, other than Latin: the image
        of a word leaves none of its letters out."""
        covered = bytearray(len(line) + 1)
        for start, ways in stretches.items():
            covered[start : ways[0].end] = b"\1" * (ways[0].end - start)
        goes_on = [self._pages.goes_on(line, at) for at in range(len(line) + 1)]
        left, right = bytearray(len(line)), bytearray(len(line) + 1)
        for at in range(len(line)):
            left[at] = not goes_on[at] or (covered[at - 1] and left[at - 1])
        for at in reversed(range(len(line))):
            right[at] = not goes_on[at + 1] or (covered[at + 1] and right[at + 1])
        return {s: ways for s, ways in stretches.items() if left[s] and right[ways[0].end - 1]}

    def _tells(self, line: str, start: int, ways: list[Way], page: int) -> bool:
        """Whether a stretch is more than one letter that stands by itself, as science has them."""
        end = max(way.end for way in ways)
        before, after = line[start - 1] if start else " ", f"{line} "[start + 1]
        if end - start > 1 and not self._is(after, SPACE):
            return True
        if line[start] >= "\u0250":
            return self._is(before, ALPHA) or self._is(after, ALPHA)
        if self._pages.roles[page][0][line[start]] == LEAD_OF_SIGNS:
            return True
        return self._is(line[start], UPPER) and self._is(before, LOWER)


def are_most(line: str, stretches: Stretches) -> bool:
    """Whether stretches cover most of what a line has beyond ASCII."""
    inside = outside = end = 0
    for at, character in enumerate(line):
        end = max(end, *(way.end for way in stretches[at])) if at in stretches else end
        if character > "\x7f" and character != "\ufffd":
            inside += at < end
            outside += at >= end
    return 2 * inside > 3 * outside
