"""Covert channels with a public alphabet: what a stream of invisible characters says.

Each decoder takes the invisible characters of a text in order and returns a message, or None if
the stream cannot be its work. Decoders are tried on what the channel's own tools make; none of
them runs or trusts what it finds.
"""

import re
from typing import NamedTuple

from . import glyphmark, stegcloak
from .cuts import likeliest
from .decoders import Decoder, cut, radix, separated, units, widening
from .plausible import score

TAGS = "[\U000e0000-\U000e007f]"
SELECTORS = "[\ufe00-\ufe0f\U000e0100-\U000e01ef]"
C2PA_MAGIC = b"C2PATXT\x00"
SNEAKY = -0.62  # mean score of a bit, below which a text cut out of bits is noise


class Channel(NamedTuple):
    """A way of hiding: its name, the characters it writes with, how to read it."""

    name: str
    alphabet: str
    decode: Decoder
    is_sure: bool = False  # what it reads is proved, be it text or not
    prior: float = 0.0  # logarithm of how usual it is next to others with its alphabet


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


def sneaky_bits(stream: str) -> str | None:
    """Bits in invisible times and plus: code points without leading zeros (garak)."""
    text = ""
    for k, word in enumerate(stream.split("\u200b")):
        text += " " if k else ""
        bits = [char == "\u2064" for char in word]
        read = likeliest(bits, 2, 0, text, SNEAKY) if bits else ""
        if read is None:
            return None
        text += read
    # of the many ways to cut noise up the likeliest looks better than it is
    return text if score(text) > SNEAKY * len(stream) - 4.0 else None


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


def tag_text(stream: str) -> str:
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


_FOUR = "\u200c\u200d\u202c\ufeff"
_FIVE = "\u200b\u200c\u200d\u200e\u200f"
_SIX = "\u2060\u2061\u2062\u2063\u2064\u206a"
_PAIRS = ("\u200c\u200d", "\u200c\u200d\u2060", "\u200c\u200d\u2060\ufeff")
ZERO_WIDTH = (
    Channel("glyphmark", _PAIRS[0], glyphmark.read_bits, is_sure=True),
    Channel("StegCloak", stegcloak.ALPHABET, stegcloak.decode),
    Channel("steganographr", "\u200b\u200c\u2060\ufeff", steganographr),
    Channel("zero-width-detection", "\u200b\u200c\u200d\ufeff", umpox),
    Channel("zwsp-steg", _FIVE[:3], radix(_FIVE[:3], 11)),
    Channel("zwsp-steg", _FIVE, radix(_FIVE, 7)),
    Channel("zwsp-steg", _FIVE, cut(_FIVE, 7)),
    Channel("zero-width-lib", _FIVE + "\ufeff", zero_width_lib),
    Channel("unicode_steganography", _FOUR, radix(_FOUR, 8)),
    Channel("unicode_steganography", _SIX, radix(_SIX, 7)),
    Channel("zwende", _FIVE[1:3], zwende),
    *(
        Channel("PyZeroWidth", alphabet, widening(alphabet, width))
        for alphabet, widths in zip(_PAIRS, ((8, 16, 24), (6, 11, 16), (4, 8, 12)), strict=True)
        for width in widths
    ),
    Channel("zwfp", _FIVE[:3] + "\ufeff", zwfp),
    Channel("sneaky bits", "\u2062\u2064", radix("\u2062\u2064", 8, as_bytes=True)),
    Channel("sneaky bits", "\u200b\u2062\u2064", sneaky_bits),
)
VARIATION = (
    Channel("variation-selector bytes", SELECTORS, selector_bytes),
    Channel("variation-selector bytes (emojito)", SELECTORS, emojito),
    Channel("variation-selector letters", SELECTORS, selector_letters, prior=-1.0),
)
SPACES = (Channel("Innamark", "\u2004\u2008\u2009\u202f\u205f", innamark),)
