"""The map between offsets of a text and of what edits make of it."""

from bisect import bisect_left, bisect_right

from .edits import Edits, touched


class Alignment:
    """Map code-point offsets between a text and its cleaned form, both ways.

    A span that begins inside a replaced range begins where its replacement does, one that ends
    inside ends where that ends; what was inserted beside a span does not belong to it.

    >>> from cleantext import Edit
    >>> alignment = Alignment([Edit(14, 14, " ")])
    >>> alignment.to_clean(14, 21), alignment.to_original(15, 22)
    ((15, 22), (14, 21))
    """

    __slots__ = ("_clean", "_original")

    def __init__(self, edits: Edits) -> None:
        self._clean = _Map([(e[0], e[1], len(e[2])) for e in edits])
        made = zip(touched(edits), edits, strict=True)
        self._original = _Map([(start, end, e[1] - e[0]) for (start, end), e in made])

    def to_clean(self, start: int, end: int) -> tuple[int, int]:
        """The span of the cleaned text that `[start, end)` of the original became."""
        return self._clean.span(start, end)

    def to_original(self, start: int, end: int) -> tuple[int, int]:
        """The span of the original text that `[start, end)` of the cleaned text came from."""
        return self._original.span(start, end)


class _Map:
    """Offsets through ranges `(start, end, new length)`, by bisection."""

    __slots__ = ("_moved", "_ranges", "_starts")

    def __init__(self, ranges: list[tuple[int, int, int]]) -> None:
        self._ranges = ranges
        self._starts = [start for start, _, _ in ranges]
        self._moved = [0]  # how far text after the k-th range has moved
        for start, end, length in ranges:
            self._moved.append(self._moved[-1] + length - (end - start))

    def span(self, start: int, end: int) -> tuple[int, int]:
        low = self._offset(start, at_end=False)
        return low, max(low, self._offset(end, at_end=True))

    def _offset(self, offset: int, *, at_end: bool) -> int:
        # Spans stay tight: a begin that sits on an insertion goes after it, an end before it.
        index = (bisect_left if at_end else bisect_right)(self._starts, offset)
        if index and offset < self._ranges[index - 1][1]:
            start, _, length = self._ranges[index - 1]
            return start + self._moved[index - 1] + (length if at_end else 0)
        return offset + self._moved[index]
