"""Covert channels with a public alphabet: what a stream of invisible characters says.

Each decoder takes the invisible characters of a text in order and returns a message, or None if
the stream cannot be its work. Decoders are tried on what the channel's own tools make; none of
them runs or trusts what it finds.
"""

import re
from collections.abc import Callable
from typing import Any, NamedTuple

from . import stegcloak
from .plausible import step

Decoder = Callable[[str], str | bytes | None]

TAGS = "[\U000e0000-\U000e007f]"
SELECTORS = "[\ufe00-\ufe0f\U000e0100-\U000e01ef]"
C2PA_MAGIC = b"C2PATXT\x00"


class Channel(NamedTuple):
    """A way of hiding: its name, the characters it writes with, how to read it."""

    name: str
    alphabet: str
    decode: Decoder


def units(values: list[int]) -> str | None:
    """Text of UTF-16 code units or code points."""
    try:
        raw = "".join(map(chr, values))
        return raw.encode("utf-16", "surrogatepass").decode("utf-16")
    except (ValueError, OverflowError, UnicodeDecodeError):
        return None


def radix(
    alphabet: str,
    width: int,
    *,
    low_first: bool = False,
    as_bytes: bool = False,
    tail: bool = False,
) -> Decoder:
    """The decoder of numbers of `width` digits, whose digits are the characters of `alphabet`.

    With `tail` the last number may be longer: a tool that pads to a width does not cut to it.
    """
    digit = {char: value for value, char in enumerate(alphabet)}
    base = len(alphabet)

    def number(group: str) -> int:
        value = 0
        for char in reversed(group) if low_first else group:
            value = value * base + digit[char]
        return value

    def decode(stream: str) -> str | bytes | None:
        stop = len(stream)
        last = []
        if stop % width and tail:
            # the longest number that is a code point and has no zero in front
            lengths = range(stop % width + width, min(stop, 21) + 1, width)
            fitting = [n for n in lengths if base**width <= number(stream[-n:]) < 0x110000]
            starts = [stop - n for n in fitting if digit[stream[stop - n]]]
            if starts:
                stop = starts[-1]
                last = [number(stream[stop:])]
        if not stream or stop % width:
            return None
        values = [number(stream[i : i + width]) for i in range(0, stop, width)] + last
        if as_bytes:
            return bytes(values) if max(values) < 256 else None
        return units(values)

    return decode


def separated(
    zero: str, one: str, letter: str, *, low_first: bool = False, as_bytes: bool = False
) -> Decoder:
    """The decoder of binary numbers of any length with a character between them."""

    def decode(stream: str) -> str | bytes | None:
        values = []
        for group in stream.split(letter):
            bits = group.replace(zero, "0").replace(one, "1")
            if not bits or len(bits) > 21 or set(bits) - {"0", "1"}:
                return None
            values.append(int(bits[::-1] if low_first else bits, 2))
        if as_bytes:
            return bytes(values) if max(values) < 256 else None
        return units(values)

    return decode


def steganographr(stream: str) -> bytes | None:
    """Binary numbers between word joiners, in a frame of byte order marks."""
    frame = re.fullmatch("\ufeff([\u200b\u200c\u2060]+)\ufeff", stream)
    found = separated("\u200b", "\u200c", "\u2060", as_bytes=True)(frame[1]) if frame else None
    return found if isinstance(found, bytes) else None


def umpox(stream: str) -> str | bytes | None:
    """One bit between byte order marks, a joiner between letters."""
    bits = stream[::2]
    if len(stream) % 2 == 0 or set(stream[1::2]) - {"\ufeff"} or "\ufeff" in bits:
        return None
    return separated("\u200c", "\u200b", "\u200d")(bits)


def zwfp(stream: str) -> str | None:
    """Bits of letters, a joiner between letters, a byte order mark between words."""
    read = separated("\u200c", "\u200b", "\u200d")
    words = [read(word) if word else "" for word in stream.split("\ufeff")]
    return " ".join(map(str, words)) if None not in words else None


def hachibu(stream: str) -> str | bytes | None:
    """Bits, the lowest first, a joiner after each byte."""
    if not stream.endswith("\u200d"):
        return None
    return separated("\u200b", "\u200c", "\u200d", low_first=True)(stream[:-1])


def zero_width_lib(stream: str) -> str | None:
    """Numbers to base five with zero-width spaces between them."""
    digit = {char: str(value) for value, char in enumerate("\u200e\u200f\u200c\u200d\ufeff")}
    values = []
    for group in stream.split("\u200b"):
        if not 0 < len(group) <= 9 or any(char not in digit for char in group):
            return None
        values.append(int("".join(digit[char] for char in group), 5))
    return units(values)


def zwende(stream: str) -> bytes | None:
    """One long binary number, written with the zero of Python's `0b`."""
    bits = stream.replace("\u200c", "1").replace("\u200d", "0")
    if not bits.startswith("01"):
        return None
    value = int(bits, 2)
    return value.to_bytes((value.bit_length() + 7) // 8, "big")


def sneaky_bits(stream: str) -> str | bytes | None:
    """Bits in invisible times and plus: bytes, or code points without leading zeros."""
    words = [w.replace("\u2062", "0").replace("\u2064", "1") for w in stream.split("\u200b")]
    joined = "".join(words)
    if len(set(joined)) < 2:
        return None
    if len(words) == 1 and len(joined) % 8 == 0 and not joined.startswith("1"):
        return int(joined, 2).to_bytes(len(joined) // 8, "big")
    read = [_code_points(word) for word in words]
    return " ".join(map(str, read)) if None not in read else None


def _code_points(bits: str) -> str | None:
    """The likeliest text whose code points, written in binary one after the other, are `bits`.

    Six bits are a digit or sign, seven a letter. Of the ways to cut the bits up to a place only
    the likeliest few with different last characters are followed.
    """
    best: list[dict[str, _Cut]] = [{"": (0.0, "", None)}] + [{} for _ in bits]
    for end in range(6, len(bits) + 1):
        found: dict[str, _Cut] = {}
        for length in (6, 7, 8, 10, 11, 14, 15, 16, 17):
            start = end - length
            if start < 0 or bits[start] == "0" or not best[start]:
                continue
            char = chr(int(bits[start:end], 2))
            if char == " ":
                continue  # written as a zero-width space
            for cut in best[start].values():
                # a letter beyond ASCII is one of many thousands
                total = cut[0] + step(cut[1], char) - 8 * (char > "\x7f")
                if total > (found[char][0] if char in found else float("-inf")):
                    found[char] = (total, char, cut)
        best[end] = dict(sorted(found.items(), key=lambda item: -item[1][0])[:4])
    if not best[-1]:
        return None
    chars = []
    cut = max(best[-1].values(), key=lambda cut: cut[0])
    while cut[2] is not None:
        chars.append(cut[1])
        cut = cut[2]
    return "".join(reversed(chars))


_Cut = tuple[float, str, Any]  # its logarithm, its last character, the cut before


def selector_bytes(stream: str) -> bytes:
    """One byte a variation selector: U+FE00 + b up to 15, U+E0100 + b - 16 from there."""
    return bytes(
        ord(char) - 0xFE00 if char < "\uff00" else ord(char) - 0xE0100 + 16 for char in stream
    )


def selector_letters(stream: str) -> str | None:
    """One character a variation selector: U+E0100 + code point (garak)."""
    codes = [ord(char) - 0xE0100 for char in stream]
    return "".join(map(chr, codes)) if min(codes) >= 0 else None


def emojito(stream: str) -> bytes | None:
    """Variation selector bytes that end in U+FE0F."""
    return selector_bytes(stream[:-1]) if len(stream) > 1 and stream[-1] == "\ufe0f" else None


def tag_text(stream: str) -> str | None:
    """ASCII as tag characters, perhaps between LANGUAGE TAG and CANCEL TAG."""
    return "".join(
        chr(ord(char) - 0xE0000) for char in stream if char not in "\U000e0001\U000e007f"
    )


def manifest(stream: str) -> bytes | None:
    """The manifest of a C2PA text wrapper (C2PA 2.3 A.7): magic, version, length, bytes."""
    data = selector_bytes(stream)
    if not data.startswith(C2PA_MAGIC) or len(data) < 13:
        return None
    return data[13 : 13 + int.from_bytes(data[9:13], "big")]


def innamark(stream: str) -> str | bytes | None:
    """Two bits a space, the lowest first, a separator after each message."""
    read = radix("\u2008\u2009\u202f\u205f", 4, low_first=True, as_bytes=True)
    # a text too short for the message ends in the middle of it
    whole = [part[: len(part) // 4 * 4] for part in stream.split("\u2004")]
    return read(max(whole, key=len))


ZERO_WIDTH = (
    Channel("StegCloak", stegcloak.ALPHABET, stegcloak.decode),
    Channel("steganographr", "\u200b\u200c\u2060\ufeff", steganographr),
    Channel("zero-width-detection", "\u200b\u200c\u200d\ufeff", umpox),
    Channel("zwsp-steg", "\u200b\u200c\u200d", radix("\u200b\u200c\u200d", 11)),
    Channel(
        "zwsp-steg", "\u200b\u200c\u200d\u200e\u200f", radix("\u200b\u200c\u200d\u200e\u200f", 7)
    ),
    Channel("zero-width-lib", "\u200b\u200c\u200d\u200e\u200f\ufeff", zero_width_lib),
    Channel(
        "unicode_steganography", "\u200c\u200d\u202c\ufeff", radix("\u200c\u200d\u202c\ufeff", 8)
    ),
    Channel(
        "unicode_steganography",
        "\u2060\u2061\u2062\u2063\u2064\u206a",
        radix("\u2060\u2061\u2062\u2063\u2064\u206a", 7),
    ),
    Channel(
        "pyUnicodeSteganography",
        "\u200c\u200d\u200e\u200f",
        radix("\u200c\u200d\u200e\u200f", 4, low_first=True, as_bytes=True),
    ),
    Channel("zwende", "\u200c\u200d", zwende),
    Channel("PyZeroWidth", "\u200c\u200d", radix("\u200c\u200d", 8, tail=True)),
    Channel("PyZeroWidth", "\u200c\u200d", radix("\u200c\u200d", 16, tail=True)),
    Channel("PyZeroWidth", "\u200c\u200d\u2060", radix("\u200c\u200d\u2060", 6, tail=True)),
    Channel("PyZeroWidth", "\u200c\u200d\u2060", radix("\u200c\u200d\u2060", 11, tail=True)),
    Channel(
        "PyZeroWidth", "\u200c\u200d\u2060\ufeff", radix("\u200c\u200d\u2060\ufeff", 4, tail=True)
    ),
    Channel("hachibu", "\u200b\u200c\u200d", hachibu),
    Channel("zwfp", "\u200b\u200c\u200d\ufeff", zwfp),
    Channel("sneaky bits", "\u200b\u2062\u2064", sneaky_bits),
)
VARIATION = (
    Channel("variation-selector bytes", SELECTORS, selector_bytes),
    Channel("variation-selector bytes (emojito)", SELECTORS, emojito),
    Channel("variation-selector letters", SELECTORS, selector_letters),
)
SPACES = (Channel("Innamark", "\u2004\u2008\u2009\u202f\u205f", innamark),)
