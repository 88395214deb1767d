"""Changed lines before and after, in the form of `diff -u`, invisible characters made visible.

Of a line that is very long only the part around the edits is shown, `...` for the rest.

The hunks are read off the edits, so they are exact and cost what the edits cost; `difflib` would
have to guess again what is known, in time that grows with the square of repetitive text.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from ..cleaned import Cleaned
from .color import Paint
from .visible import visible

_CONTEXT = 3
_AROUND = 80  # characters shown before and after what differs in a long line
LONGEST = 4_000  # characters of a line that are shown


class _Change(NamedTuple):
    """Lines `[first, last]` of the original become `new`."""

    first: int
    last: int
    new: str


def as_diff(cleaned: Cleaned, file: str = "text", paint: Paint | None = None) -> str:
    """The difference that a cleaning made; "" if none.

    >>> from cleantext import explain
    >>> print(as_diff(explain("one\\u00a0line"), "a"), end="")
    --- a
    +++ a (cleaned)
    @@ -1 +1 @@
    -one\u27e8NBSP U+00A0\u27e9line
    +one line
    """
    paint = paint or Paint(False)
    head = head_lines(file, paint) if cleaned.edits else ()
    return "".join(f"{line}\n" for line in (*head, *diff_lines(cleaned, paint)))


def head_lines(file: str, paint: Paint) -> tuple[str, str]:
    """The lines before the first difference of a file."""
    shown = visible(file)
    return paint.of("-", f"--- {shown}"), paint.of("+", f"+++ {shown} (cleaned)")


def diff_lines(cleaned: Cleaned, paint: Paint, first: int = 0, moved: int = 0) -> Iterator[str]:
    """The lines of the difference of a text, or of a part of one.

    Before the part there are `first` lines of the original, `moved` more of the cleaned text.
    """
    if not cleaned.edits:
        return
    lines = cleaned.original.split("\n")
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line) + 1)
    changes = list(_changes(cleaned, len(lines), starts))
    count = len(lines) - (lines[-1] == "")  # what a final line feed ends is no line
    for hunk in _hunks(changes):
        begin = max(0, hunk[0].first - _CONTEXT)
        end = min(count, hunk[-1].last + 1 + _CONTEXT)
        body: list[str] = []
        old = new = 0
        at = begin
        for change in (*hunk, _Change(end, end - 1, "")):
            kept = lines[at : change.first]
            body += [f" {visible(_short(line))}" for line in kept]
            gone = lines[change.first : min(change.last + 1, count)]
            come = _lines(change.new) if change.last >= change.first else []
            shown = _shown(gone, come)
            body += [paint.of(sign, f"{sign}{visible(line)}") for sign, line in shown]
            old += len(kept) + len(gone)
            new += len(kept) + len(come)
            at = change.last + 1
        at = first + begin
        head = f"@@ -{_range(at, old)} +{_range(at + moved, new)} @@"
        yield paint.of("@", head)
        yield from body
        moved += new - old


def _changes(cleaned: Cleaned, lines: int, starts: Sequence[int]) -> Iterator[_Change]:
    """The edits, gathered so that each change is of whole lines, neighbouring ones together."""
    first, last = 0, -1  # the lines of those gathered, which stand so much further in what was made
    before = moved = 0
    for start, end, new, _ in cleaned.edits:
        low = min(bisect_right(starts, start), lines) - 1
        high = min(bisect_right(starts, end), lines) - 1
        if low > last + 1 or last < first:
            if first <= last:
                yield _Change(
                    first, last, cleaned.text[starts[first] + before : starts[last + 1] + moved]
                )
            first, before = low, moved
        last = max(high, last)
        moved += len(new) - (end - start)
    if first <= last:
        yield _Change(first, last, cleaned.text[starts[first] + before : starts[last + 1] + moved])


def _hunks(changes: Sequence[_Change]) -> Iterator[list[_Change]]:
    """Changes whose contexts touch belong together."""
    if not changes:
        return
    hunk = [changes[0]]
    for before, after in pairwise(changes):
        if after.first - before.last > 2 * _CONTEXT + 1:
            yield hunk
            hunk = []
        hunk.append(after)
    yield hunk


def _shown(gone: list[str], come: list[str]) -> Iterator[tuple[str, str]]:
    """Lines with their signs; of two long ones that differ in places, what is around those."""
    if len(gone) == len(come) == 1 and max(len(gone[0]), len(come[0])) > LONGEST:
        old, new = gone[0], come[0]
        shortest = min(len(old), len(new))
        head = _common(old, new, shortest)
        tail = _common(old[::-1], new[::-1], shortest - head)
        begin = max(head - _AROUND, 0)
        gone, come = (
            [
                _short(("..." if begin else "") + line[begin : len(line) - max(tail - _AROUND, 0)])
                + ("..." if tail > _AROUND else "")
            ]
            for line in (old, new)
        )
    yield from (("-", _short(line)) for line in gone)
    yield from (("+", _short(line)) for line in come)


def _common(one: str, other: str, most: int) -> int:
    """How many characters two texts have in common at their begin, at most `most`."""
    low, high = 0, most
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def _short(line: str) -> str:
    return line if len(line) <= LONGEST else f"{line[: LONGEST // 2]} ... {line[-LONGEST // 2 :]}"


def _lines(text: str) -> list[str]:
    lines = text.split("\n")
    return lines[:-1] if lines[-1] == "" else lines


def _range(begin: int, count: int) -> str:
    if count == 1:
        return str(begin + 1)
    return f"{begin + 1 if count else begin},{count}"
