"""Ways of writing a message with few characters, from which the channels are made.

A decoder takes the invisible characters of a text in order and returns a message, as text or as
bytes, or None if the stream cannot be its work.
"""

from __future__ import annotations

from collections.abc import Callable
from math import log

from .cuts import LIMIT, chosen, likeliest
from .plausible import score

FAIR = 0.88  # as likely as noise of this share of the length leaves no doubt
Decoder = Callable[[str], str | bytes | None]


def units(values: list[int]) -> str | None:
    """Text of UTF-16 code units or code points."""
    try:
        raw = "".join(map(chr, values))
        return raw.encode("utf-16", "surrogatepass").decode("utf-16")
    except (ValueError, OverflowError, UnicodeDecodeError):
        return None


def radix(alphabet: str, width: int, *, low_first: bool = False, as_bytes: bool = False) -> Decoder:
    """The decoder of numbers of `width` digits, whose digits are the characters of `alphabet`."""
    numbers = _numbers(alphabet, width, low_first=low_first)

    def decode(stream: str) -> str | bytes | None:
        if not stream or len(stream) % width:
            return None
        values = numbers(stream)
        if as_bytes:
            return bytes(values) if max(values) < 256 else None
        return units(values)

    return decode


def _numbers(alphabet: str, width: int, *, low_first: bool) -> Callable[[str], list[int]]:
    base = len(alphabet)
    digit = {char: value for value, char in enumerate(alphabet)}

    def read(stream: str) -> list[int]:
        values = []
        for i in range(0, len(stream), width):
            group = stream[i : i + width]
            value = 0
            for char in reversed(group) if low_first else group:
                value = value * base + digit[char]
            values.append(value)
        return values

    return read


def widening(alphabet: str, width: int) -> Decoder:
    """Code points of at least `width` digits: the tool fills a number up but does not cut it."""
    digit = {char: value for value, char in enumerate(alphabet)}
    fixed = _numbers(alphabet, width, low_first=False)
    noise = -log(len(alphabet))

    def decode(stream: str) -> str | None:
        if stream and len(stream) % width == 0:
            values = fixed(stream)
            plain = "".join(map(chr, values)) if max(values) < LIMIT else ""
            if plain and score(plain) > FAIR * noise * len(stream):
                return plain  # no number is longer
        digits = [digit[char] for char in stream]
        text = likeliest(digits, len(alphabet), width, least=FAIR * noise)
        # of the many ways to cut noise up the likeliest looks better than it is
        return text if text and score(text) > FAIR * noise * len(stream) - 4.0 else None

    return decode


def cut(alphabet: str, width: int) -> Decoder:
    """Code points of which the tool has kept the last `width` digits only."""
    numbers = _numbers(alphabet, width, low_first=False)
    lost = len(alphabet) ** width

    def decode(stream: str) -> str | None:
        if not stream or len(stream) % width:
            return None
        return chosen([range(value, LIMIT, lost) for value in numbers(stream)])

    return decode


def separated(zero: str, one: str, letter: str, *, as_bytes: bool = False) -> Decoder:
    """The decoder of binary numbers of any length with a character between them."""

    def decode(stream: str) -> str | bytes | None:
        values = []
        for group in stream.split(letter):
            bits = group.replace(zero, "0").replace(one, "1")
            if not bits or len(bits) > 21 or set(bits) - {"0", "1"}:
                return None
            values.append(int(bits, 2))
        if as_bytes:
            return bytes(values) if max(values) < 256 else None
        return units(values)

    return decode
