"""Text runs of a file: where they stand, what they say, and how that is written back.

A format of a file is a function that gives its *runs*; all that is in no run stays byte for byte. A
run is a row of fragments, which are read as one text: the lines of a cell, the strings of a
translation, the stretches between escapes. Rules see that text; their edits go back to the
fragments that they touch.
"""

from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from itertools import chain, groupby
from operator import itemgetter
from typing import NamedTuple, overload

from ..edits import Edit, splice


def _as_it_is(text: str) -> str:
    return text


class Fragment(NamedTuple):
    """`[start, end)` of a file says `value`; `write` is how new text is put there.

    Where the file says it as it is, an edit is one of its own. What is in code (an escape, a body
    in base64) changes as a whole.
    """

    start: int
    end: int
    value: str
    write: Callable[[str], str] = _as_it_is


Run = Sequence[Fragment]


class Packed(Sequence[Fragment]):
    """A run of many fragments that are written in one way, at 12 bytes each and what they say.

    >>> run = Packed([Fragment(2, 3, "a"), Fragment(3, 9, "\\u200b")], str)
    >>> len(run), run[1] == Fragment(3, 9, "\\u200b", str)
    (2, True)
    """

    __slots__ = ("_cuts", "_ends", "_said", "_starts", "_write")

    def __init__(self, fragments: Iterable[Fragment], write: Callable[[str], str]) -> None:
        self._starts, self._ends, self._cuts = array("I"), array("I"), array("I", [0])
        self._write = write
        self._said = "".join(self._values(fragments))

    def _values(self, fragments: Iterable[Fragment]) -> Iterator[str]:
        for start, end, value, _ in fragments:
            self._starts.append(start)
            self._ends.append(end)
            self._cuts.append(self._cuts[-1] + len(value))
            yield value

    def __len__(self) -> int:
        return len(self._starts)

    @overload
    def __getitem__(self, k: int) -> Fragment: ...
    @overload
    def __getitem__(self, k: slice) -> list[Fragment]: ...
    def __getitem__(self, k: int | slice) -> Fragment | list[Fragment]:
        if isinstance(k, slice):
            return [self[i] for i in range(*k.indices(len(self)))]
        k = range(len(self))[k]
        said = self._said[self._cuts[k] : self._cuts[k + 1]]
        return Fragment(self._starts[k], self._ends[k], said, self._write)


def value(run: Run) -> str:
    """What a run says."""
    return "".join(fragment.value for fragment in run)


def edits(text: str, run: Run, found: Iterable[Edit]) -> Iterator[Edit]:
    """Edits to what a run says as edits to the file `text`.

    >>> run = [Fragment(2, 3, "a"), Fragment(3, 9, "\\u200b"), Fragment(9, 10, "b")]
    >>> list(edits(r"t:a\\u200bb", run, [Edit(1, 2, "", ("INV213",))]))
    [Edit(start=3, end=9, new='', rules=('INV213',))]
    """
    yield from _merged(_placed(text, run, found))


def _placed(text: str, run: Run, found: Iterable[Edit]) -> Iterator[tuple[int, Edit]]:
    """Edits to the file, each with the number of the first edit it came of."""
    for at, group in groupby(_pieces(run, found), itemgetter(0)):
        fragment = run[at]
        if text[fragment.start : fragment.end] == fragment.value:
            for _, number, (start, end, new, rules) in group:
                place = fragment.start + start, fragment.start + end
                with suppress(UnicodeEncodeError):  # what the file has no way to say stays
                    yield number, Edit(*place, fragment.write(new), rules)
            continue
        own = list(group)
        names = dict.fromkeys(rule for _, _, edit in own for rule in edit.rules)
        new = splice(fragment.value, [edit for _, _, edit in own])
        with suppress(UnicodeEncodeError):
            edit = Edit(fragment.start, fragment.end, fragment.write(new), tuple(names))
            yield own[-1][1], edit


def _pieces(run: Run, found: Iterable[Edit]) -> Iterator[tuple[int, int, Edit]]:
    """Each edit cut up: number of the fragment, which never falls, of the edit, and the edit within
    the fragment.

    What is new goes to the first; an edit that takes of what stands nowhere (`GAP`) is none.
    """
    at, begin = 0, 0  # the fragment, and where it begins in what the run says
    for number, (start, end, new, rules) in enumerate(found):
        while at < len(run) - 1 and begin + len(run[at].value) <= start:
            begin += len(run[at].value)
            at += 1
        if start == end and start == begin and at and not _is_gap(run[at - 1]):
            before = run[at - 1].value
            yield at - 1, number, Edit(len(before), len(before), new, rules)
            continue
        own: list[tuple[int, int, Edit]] = []
        k, low = at, begin
        while k < len(run) and (low < end or low == start):
            high = low + len(run[k].value)
            piece = Edit(max(start - low, 0), min(end, high) - low, "" if own else new, rules)
            if piece.start < piece.end or (start == end and not own):
                own.append((k, number, piece))
            k, low = k + 1, high
        if not any(_is_gap(run[k]) for k, _, _ in own):
            yield from own


def _merged(pieces: Iterable[tuple[int, Edit]]) -> Iterator[Edit]:
    """Pieces of one edit that touch each other are one again."""
    held: tuple[int, Edit] | None = None
    for number, edit in pieces:
        if held and held[0] == number and held[1].end == edit.start:
            rules = tuple(dict.fromkeys((*held[1].rules, *edit.rules)))
            held = number, Edit(held[1].start, edit.end, held[1].new + edit.new, rules)
            continue
        if held:
            yield held[1]
        held = number, edit
    if held:
        yield held[1]


def _is_gap(fragment: Fragment) -> bool:
    return fragment.start == fragment.end and bool(fragment.value)


def joined(text: str, runs: Iterable[Run]) -> Run:
    """The runs of a file as paragraphs of one text, so that each is evidence for the others."""
    gap = "\r\n\r\n" if "\r\n" in text else "\n\n"
    return list(chain.from_iterable((*run, Fragment(0, 0, gap)) for run in runs))


def escaped(
    text: str,
    start: int,
    end: int,
    escapes: Iterable[tuple[int, int, str]],
    write: Callable[[str], str],
) -> Iterator[Fragment]:
    """The fragments of `[start, end)`, in which some stretches are escapes for a value."""
    for low, high, value in escapes:
        if start < low:
            yield Fragment(start, low, text[start:low], write)
        yield Fragment(low, high, value, write)
        start = high
    if start < end:
        yield Fragment(start, end, text[start:end], write)
