"""Hidden messages by shape: a row of places that take few symbols, read as any tool might write.

No tool is known here. The symbols of a stream are digits in some order, perhaps with a separator;
digits make numbers of some width, the highest or the lowest first; numbers are bytes or code
points; bytes are text (see `forms`). Of all readings the one that is most like a message wins, if
it is likelier than that the stream came about by chance.
"""

from __future__ import annotations

from itertools import permutations
from math import log
from typing import TYPE_CHECKING, NamedTuple

from ..rules.invisible.catalogue import RANGES
from .forms import forms

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

LONGEST = 200_000  # symbols
PERMUTED = 4  # so many symbols are tried in every order
BITS = {2: 1, 4: 2, 8: 3, 16: 4}
UNIT_WIDTHS = {2: (16, 7), 3: (11,), 4: (8,), 5: (7,), 6: (7,)}  # of more than a byte, or less
DOUBT = 3.0  # by how much a message must be likelier than chance, after the many ways to read it
ODD = 5.0  # nats for digits in another order than that of their code points
ABSENT = 2.0  # nats for a digit that does not come up
LONG_WORD = 21  # binary digits of the largest code point


class Shape(NamedTuple):
    """How a stream was written."""

    digits: str  # the symbols in the order of their value
    width: int  # of a number; 0 if separators part them, 1 where a symbol is a byte
    low_first: bool = False
    separator: str = ""

    @property
    def tool(self) -> str:
        """The tool that writes so, or nothing.

        >>> Shape("\u200b\u200c", 9).tool, Shape("\u206a\u206b", 8).tool
        ('i18next-subliminal', '')
        """
        return TOOLS.get(self, "")


STEGA = "\u200b\u200c\u200d\ufeff"
STEGA_OF_OLD = "\u200b\u200c\u200d\u2062\u2063\u2060\ufeff\u2061" + "".join(
    map(chr, range(0x1D173, 0x1D17B))
)
KNOWN = (STEGA, STEGA_OF_OLD)  # orders of digits that are not those of their code points
TOOLS = {
    Shape(STEGA, 4): "@vercel/stega",
    Shape(STEGA_OF_OLD, 2): "@vercel/stega",
    Shape("\u200b\u200c", 9): "i18next-subliminal",  # eight bits and one that is constant
    Shape("\u200c\u200d", 9): "i18next-subliminal",
    Shape("\u200c\u200d\u200e\u200f", 4, low_first=True): "pyUnicodeSteganography",
    Shape("\u200b\u200c", 0, low_first=True, separator="\u200d"): "hachibu",
}


class Reading(NamedTuple):
    """What a stream says, how likely that is, and how much likelier than chance (in nats)."""

    likely: float
    margin: float
    shape: Shape
    payload: bytes
    how: str  # the form of the bytes, if they are not just text


def read(stream: str, least: float = DOUBT) -> Reading | None:
    """The likeliest message of a stream, None if it is not likelier than chance by `least` nats.

    >>> bits = "".join(f"{byte:08b}" for byte in b"id=7f3a")
    >>> read(bits.replace("0", "\\u17b4").replace("1", "\\u17b5")).payload
    b'id=7f3a'
    """
    used = sorted(set(stream))
    if not 2 <= len(stream) <= LONGEST or not 2 <= len(used) <= 256:
        return None
    best: Reading | None = None
    for cost, shape, values in _numberings(stream, used):
        base = len(shape.digits)
        is_short = len(stream) < 3 * base  # not all digits of a tool need have come up
        chance = len(stream) * log(base if is_short else len(used))
        if shape.width != 1:
            absent = max(0, base + len(shape.separator) - len(used))
            cost += absent * (ABSENT / 8 if is_short else ABSENT)
        for likely, payload, how in forms(values, least - chance + cost):
            if best is None or likely - cost > best.likely:
                best = Reading(likely - cost, likely - cost + chance, shape, payload, how)
    return best


def _numberings(stream: str, used: list[str]) -> Iterator[tuple[float, Shape, list[int]]]:
    """The numbers that a stream may stand for, each with what it costs to assume so."""
    yield from _offsets(stream, used)
    if len(used) <= 17:
        yield from _words(stream, used, "", 0.0)
    for separator in used if 3 <= len(used) <= 17 else ():
        yield from _words(stream, used, separator, 2.0 if len(used) == 3 else ODD + 2.0)
    if len(used) == 2:  # which may each end a word of the other
        for one, other in (used, used[::-1]):
            lengths = [len(part) for part in stream.strip(other).split(other)]
            if one in stream and max(lengths) > 2 and len(lengths) > 1:
                yield 4.0, Shape(one, 0, separator=other), lengths


def _offsets(stream: str, used: list[str]) -> Iterator[tuple[float, Shape, list[int]]]:
    """A symbol is a byte: what it is above the first of its range or block."""
    low, high = ord(used[0]), ord(used[-1])
    starts = {low & ~0xFF, low & ~0x7F, low & ~0xF}
    starts |= {first for first, last in RANGES if first <= low and high <= last}
    starts |= {0xE0100 - 16} if low >= 0xE0100 else set()
    for start in starts:
        if high - start < 256 and len(used) > 2:
            span = "".join(map(chr, range(low, high + 1)))
            yield 2.0, Shape(span, 1), [ord(char) - start for char in stream]


def _words(
    stream: str, used: list[str], separator: str, cost: float
) -> Iterator[tuple[float, Shape, list[int]]]:
    symbols = [char for char in used if char != separator]
    words = stream.strip(separator).split(separator) if separator else [stream]
    fewest = 2 if len(symbols) == 2 else 4
    if separator and not (
        len(words) >= fewest and all(words) and max(map(len, words)) <= LONG_WORD
    ):
        words = []
    sizes = {len(word) for word in words}
    for order, digits in enumerate(_orders(symbols)):
        if not words:
            return
        base = len(digits)
        value = {char: k for k, char in enumerate(digits)}
        price = cost + (0.0 if order == 0 else ODD if base > 2 else ODD / 3)
        if len(sizes) > 1:  # binary numbers without leading zeros
            if base == 2 and all(word[0] == digits[1] or word == digits[0] for word in words):
                numbers = [_number([value[char] for char in word], 2, False) for word in words]
                yield price, Shape(digits, 0, separator=separator), numbers
            elif base == 2 and all(word[-1] == digits[1] for word in words):
                numbers = [_number([value[char] for char in word], 2, True) for word in words]
                yield price + 1.0, Shape(digits, 0, True, separator), numbers
            continue
        row = [value[char] for word in words for char in word]
        for width in {*_widths(base), *sizes} if separator and sizes != {1} else _widths(base):
            for low_first in (False, True):
                numbers = _cut(row, base, width, low_first)
                if numbers:
                    yield price + low_first, Shape(digits, width, low_first, separator), numbers
        if base in BITS:
            yield from _packed(row, Shape(digits, 0, separator=separator), price)


def _orders(symbols: Sequence[str]) -> Iterator[str]:
    """The orders of value that symbols may have: first that of their code points."""
    known = [digits for digits in KNOWN if len(symbols) > 2 and not set(symbols) - set(digits)]
    yield from known
    if len(symbols) <= PERMUTED:
        orders = map("".join, permutations(symbols))
        yield from (digits for digits in orders if digits not in known)
        return
    low, high = ord(symbols[0]), ord(symbols[-1])
    starts = {low, low & ~0xF, low & ~0x7}
    starts |= {first for first, last in RANGES if first <= low and high <= last}
    for start in sorted(starts):
        for base in (8, 16):
            if len(symbols) <= base and high - start < base:
                yield "".join(map(chr, range(start, start + base)))
                yield "".join(map(chr, range(start + base - 1, start - 1, -1)))
    yield "".join(symbols)
    yield "".join(reversed(symbols))


def _widths(base: int) -> tuple[int, ...]:
    byte = next(width for width in range(1, 9) if base**width >= 256)
    return (byte, *UNIT_WIDTHS.get(base, ()))


def _number(digits: Sequence[int], base: int, low_first: bool) -> int:
    value = 0
    for digit in reversed(digits) if low_first else digits:
        value = value * base + digit
    return value


def _cut(row: list[int], base: int, width: int, low_first: bool) -> list[int]:
    """Numbers of a width; none if they do not come out even or the first ones are no text."""
    if len(row) % width:
        return []
    groups = (row[i : i + width] for i in range(0, len(row), width))
    return [_number(group, base, low_first) for group in groups]


def _packed(row: list[int], shape: Shape, price: float) -> Iterator[tuple[float, Shape, list[int]]]:
    """Bytes of bits, whatever number of them a symbol has; one constant bit may part the bytes."""
    size = BITS[len(shape.digits)]
    bits = [digit >> k & 1 for digit in row for k in range(size - 1, -1, -1)]
    if size > 2:  # others are words of whole symbols
        bits = bits[: len(bits) // 8 * 8]
        yield price + 1.0, shape._replace(width=8), _cut(bits, 2, 8, False)
    if size > 1 or len(bits) % 9 or len(bits) < 18:
        return
    for start, constant in ((0, 8), (1, 0)):
        if len(set(bits[constant::9])) == 1:
            words = [bits[i + start : i + start + 8] for i in range(0, len(bits), 9)]
            for low_first in (False, True):
                yield (
                    price + 1.0,
                    shape._replace(width=9, low_first=low_first),
                    [_number(word, 2, low_first) for word in words],
                )
