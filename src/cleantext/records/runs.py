"""Text runs of a file: where they stand, what they say, and how that is written back.

A format of a file is a function that gives its *runs*; all that is in no run stays byte for byte. A
run is a row of fragments, which are read as one text: the lines of a cell, the strings of a
translation, the stretches between escapes. Rules see that text; their edits go back to the
fragments that they touch.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from itertools import chain, groupby
from typing import NamedTuple

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


def value(run: Run) -> str:
    """What a run says."""
    return "".join(fragment.value for fragment in run)


def edits(text: str, run: Run, found: Iterable[Edit]) -> Iterator[Edit]:
    """Edits to what a run says as edits to the file `text`.

    >>> run = [Fragment(2, 3, "a"), Fragment(3, 9, "\\u200b"), Fragment(9, 10, "b")]
    >>> list(edits(r"t:a\\u200bb", run, [Edit(1, 2, "", ("INV213",))]))
    [Edit(start=3, end=9, new='', rules=('INV213',))]
    """
    pieces = sorted(_pieces(run, found), key=lambda piece: piece[0])
    out: list[tuple[int, Edit]] = []  # with the number of the first edit it came of
    for at, group in groupby(pieces, lambda piece: piece[0]):
        fragment = run[at]
        own = list(group)
        if text[fragment.start : fragment.end] != fragment.value:
            rules = dict.fromkeys(rule for _, _, edit in own for rule in edit.rules)
            new = splice(fragment.value, [edit for _, _, edit in own])
            with suppress(UnicodeEncodeError):  # what the file has no way to say stays
                edit = Edit(fragment.start, fragment.end, fragment.write(new), tuple(rules))
                out.append((own[-1][1], edit))
        else:
            for _, number, (start, end, new, rules_) in own:
                place = fragment.start + start, fragment.start + end
                with suppress(UnicodeEncodeError):
                    out.append((number, Edit(*place, fragment.write(new), rules_)))
    yield from _merged(out)


def _pieces(run: Run, found: Iterable[Edit]) -> Iterator[tuple[int, int, Edit]]:
    """Each edit cut up: number of the fragment, of the edit, and the edit within the fragment.

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
