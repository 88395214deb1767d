"""The edits of a long text, packed: a sequence like any other, at a tenth of its size."""

from array import array
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, islice
from typing import overload

from .edits import AT_ONCE, Deletions, Edit, Packed

FEW = 4_096  # edits that are objects at once; more are kept as columns


class _Part:
    """Edits at 16 bytes each."""

    __slots__ = ("cuts", "ends", "made", "new", "number", "rules", "starts")

    def __init__(self) -> None:
        self.starts, self.ends, self.number = array("I"), array("I"), array("I")
        self.cuts = array("I", [0])  # where each text begins and ends in `new`
        self.new = ""
        self.made: list[str] = []  # what becomes `new`
        self.rules: dict[tuple[str, ...], int] = {}

    def add(self, offset: int, edits: Iterable[Edit]) -> None:
        """Take edits, for a text that begins at `offset`."""
        texts: list[str] = []
        for start, end, new, rules in edits:
            self.starts.append(start + offset)
            self.ends.append(end + offset)
            self.number.append(self.rules.setdefault(rules, len(self.rules)))
            self.cuts.append(self.cuts[-1] + len(new))
            if new:
                texts.append(new)
            if len(texts) > AT_ONCE:
                self.made.append("".join(texts))
                texts.clear()
        self.made.append("".join(texts))

    def close(self) -> None:
        """No more comes."""
        if self.made:
            self.new = "".join(self.made)
            self.made.clear()

    def told(self, offset: int, of: range) -> Iterator[Edit]:
        """Some of the edits, for a text that begins at `offset`."""
        rules = tuple(self.rules)
        starts, ends, number, cuts = self.starts, self.ends, self.number, self.cuts
        for k in of:
            new = self.new[cuts[k] : cuts[k + 1]]
            yield Edit(starts[k] + offset, ends[k] + offset, new, rules[number[k]])


class Columns(Packed):
    """The edits of a long text, at 16 bytes each: those of one part, which begins at an offset,
    after those of the other.

    They become objects when someone asks for them, and equal any sequence of the same edits. Parts
    that are columns themselves are taken as they are: a long value of a record has its edits once.

    >>> edits = Columns([(0, [Edit(1, 2, "", ("INV213",))]), (6, [Edit(1, 1, " ", ("SPC510",))])])
    >>> len(edits), edits[1]
    (2, Edit(start=7, end=7, new=' ', rules=('SPC510',)))
    """

    __slots__ = ("_begins", "_parts")

    def __init__(self, parts: Iterable[tuple[int, Iterable[Edit]]]) -> None:
        self._parts: list[tuple[int, _Part]] = []
        own: _Part | None = None
        for offset, edits in parts:
            if isinstance(edits, Columns) and len(edits) > FEW:
                self._parts += ((at + offset, part) for at, part in edits._parts)
                own = None
            else:
                if own is None:
                    own = _Part()
                    self._parts.append((0, own))
                own.add(offset, edits)
            del edits  # before those of the next part are found
        for _, part in self._parts:
            part.close()
        self._begins = [0, *accumulate(len(part.starts) for _, part in self._parts)]

    def __len__(self) -> int:
        return self._begins[-1]

    def __iter__(self) -> Iterator[Edit]:
        for offset, part in self._parts:
            yield from part.told(offset, range(len(part.starts)))

    @overload
    def __getitem__(self, k: int) -> Edit: ...
    @overload
    def __getitem__(self, k: slice) -> tuple[Edit, ...]: ...
    def __getitem__(self, k: int | slice) -> Edit | tuple[Edit, ...]:
        if isinstance(k, slice):
            return tuple(self[i] for i in range(*k.indices(len(self))))
        k = range(len(self))[k]
        at = bisect_right(self._begins, k) - 1
        offset, part = self._parts[at]
        k -= self._begins[at]
        return next(part.told(offset, range(k, k + 1)))

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Sequence) or isinstance(other, str):
            return NotImplemented
        return len(self) == len(other) and all(a == b for a, b in zip(self, other, strict=True))

    def __hash__(self) -> int:
        return hash(tuple(self))

    def __repr__(self) -> str:
        return f"<Columns of {len(self)} edits>"


def gathered(edits: Iterable[Edit]) -> Sequence[Edit]:
    """Edits as objects if they are few, else as columns.

    >>> gathered(iter([Edit(0, 1, "a")]))
    (Edit(start=0, end=1, new='a', rules=()),)
    """
    coming = iter(edits)
    few = list(islice(coming, FEW + 1))
    return tuple(few) if len(few) <= FEW else Columns(_in_turn(few, coming))


def _in_turn(few: list[Edit], more: Iterator[Edit]) -> Iterator[tuple[int, Iterable[Edit]]]:
    """Edits that were held, which are let go before the next come."""
    yield 0, few
    few.clear()
    yield 0, more


def effective(text: str, edits: Sequence[Edit]) -> Sequence[Edit]:
    """`edits` without those that put back what stood in `text` already."""
    if isinstance(edits, Deletions):
        return edits
    return gathered(edit for edit in edits if text[edit.start : edit.end] != edit.new)
