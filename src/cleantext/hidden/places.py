"""Messages of where a mark stands and where none does, or of which blank parts two words.

Each place is a symbol: the marks that stand there, nothing among them. The row of all symbols is
read by shape. Nothing is known of the tool, so only what is surely a message counts.
"""

from __future__ import annotations

from math import log
from typing import TYPE_CHECKING, NamedTuple

from ..expressions import expression
from ..rules.invisible.catalogue import bracket
from . import shape

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    Span = tuple[int, int]

LEAST = 12.0  # nats: places can be counted in several ways, and most text has marks it needs
FEWEST = 12  # marks: of fewer, a row of places says whatever one likes
KINDS = 16  # symbols that a row may have
CARRIERS = 3  # so few kinds of character before the marks are the only places
OCTET = 8

PRIVATE = "\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd"
_blanks = expression("(?<=[^\\s])[ \u00a0\u2000-\u200a\u202f\u205f\u3000]+(?=[^\\s])")
_marks = expression(f"[{bracket()}]+")
_private = expression(f"[{PRIVATE}]+")


class Row(NamedTuple):
    """Marks that make one message, and the message."""

    spans: tuple[tuple[int, int], ...]  # in the text, half-open
    reading: shape.Reading
    carrier: str  # what is read


def rows(text: str) -> Iterator[Row]:
    """The messages of all marks of a text, those that stay among them.

    >>> bits = "".join(f"{byte:08b}" for byte in b"user=12345;x=7")
    >>> text = "".join("ab"[k % 2] + "\\u200b" * int(bit) for k, bit in enumerate(bits))
    >>> [row.reading.payload for row in rows(text)]
    [b'user=12345;x=7']
    """
    blanks = [match.span() for match in _blanks.finditer(text)]
    if reading := _read([text[start:end] for start, end in blanks]):
        plain = min({text[start:end] for start, end in blanks}, key=_rank)
        spans = tuple(span for span in blanks if text[slice(*span)] != plain)
        yield Row(spans, reading, "blanks")
    private = [match.span() for match in _private.finditer(text)]
    if reading := shape.read("".join(text[slice(*span)] for span in private), LEAST):
        yield Row(tuple(private), reading, "private use")
    marks = [match.span() for match in _marks.finditer(text)]
    if len(marks) < FEWEST:
        return
    readings = (_read(_symbols(text, marks, is_place)) for is_place in _classes(text, marks))
    if reading := next(filter(None, readings), None):
        yield Row(tuple(marks), reading, "places")


def _classes(text: str, marks: Sequence[Span]) -> Iterator[Callable[[str], bool]]:
    """What characters the marks may follow: those they do follow, letters, digits, any."""
    lefts = {text[start - 1 : start] for start, _ in marks}
    if "" in lefts:
        return
    if len(lefts) <= CARRIERS:
        yield lefts.__contains__
    yield from (known for known in (str.isalpha, str.isdigit) if all(map(known, lefts)))
    yield lambda char: True


def _symbols(text: str, marks: Sequence[Span], is_place: Callable[[str], bool]) -> list[str]:
    """For each place the marks that stand there, or nothing."""
    symbols: list[str] = []
    done = 0
    for start, end in marks:
        places = sum(map(is_place, text[done:start]))
        symbols += [""] * (places - 1)
        symbols.append(text[start:end])
        done = end
    return symbols


def _read(symbols: Sequence[str]) -> shape.Reading | None:
    """What a row of symbols says, the shortest of which stands for the lowest digit."""
    kinds = sorted(set(symbols), key=_rank)
    if not 2 <= len(kinds) <= KINDS or len(symbols) - symbols.count(kinds[0]) < FEWEST:
        return None
    digits = {symbol: chr(ord("A") + k) for k, symbol in enumerate(kinds)}
    whole = "".join(map(digits.__getitem__, symbols)).rstrip("A")
    bare = whole.lstrip("A")
    # the first byte of a message that does not begin with the text has one to three such digits
    shifts = range(1, 4) if len(kinds) == 2 and len(whole) - len(bare) >= OCTET else ()
    found = [_surely(row) for row in (whole, *("A" * shift + bare for shift in shifts))]
    return max(filter(None, found), key=lambda reading: reading.likely, default=None)


def _surely(row: str) -> shape.Reading | None:
    row += "A" * (-len(row) % OCTET)
    reading = shape.read(row, LEAST)
    if reading is None:
        return None
    # a mark that is rare by nature repeats the same few bytes: it says less than its length
    counts = map(row.count, set(row))
    idle = len(row) * log(len(set(row))) + sum(n * log(n / len(row)) for n in counts)
    sure = reading._replace(margin=reading.margin - idle)
    return sure if sure.margin > LEAST else None


def _rank(symbol: str) -> tuple[int, str]:
    return len(symbol), symbol
