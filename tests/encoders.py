"""Covert channels as their public tools write them: message -> invisible characters.

Each is written from the tool's algorithm and shares nothing with the decoders. `spread` puts the
characters into a cover as the tool does: in one run, or some after every letter or word.
"""

import hashlib
import hmac
from collections.abc import Callable

Encoder = Callable[[str], str]


def selectors(data: bytes) -> str:
    return "".join(chr(0xFE00 + b) if b < 16 else chr(0xE0100 + b - 16) for b in data)


def utf16(message: str) -> list[int]:
    data = message.encode("utf-16-le")
    return [int.from_bytes(data[i : i + 2], "little") for i in range(0, len(data), 2)]


def number(value: int, alphabet: str) -> str:
    out = ""
    while value or not out:
        value, digit = divmod(value, len(alphabet))
        out = alphabet[digit] + out
    return out


def padded(value: int, alphabet: str, width: int) -> str:
    return number(value, alphabet).rjust(width, alphabet[0])


def units(alphabet: str, width: int) -> Encoder:
    """Numbers of a width for the UTF-16 units of a message (zwsp-steg in JavaScript, 330k)."""
    return lambda message: "".join(padded(u, alphabet, width) for u in utf16(message))


def code_points(alphabet: str, width: int) -> Encoder:
    """Numbers of at least a width for the code points of a message (PyZeroWidth)."""
    return lambda message: "".join(padded(ord(c), alphabet, width) for c in message)


def octets(alphabet: str, width: int, *, low_first: bool = False) -> Encoder:
    """Numbers of a width for the bytes of a message."""
    step = -1 if low_first else 1
    return lambda message: "".join(padded(b, alphabet, width)[::step] for b in message.encode())


def zwsp_steg_py(message: str) -> str:
    """Code points, of which the last seven digits are written."""
    alphabet = "\u200b\u200c\u200d\u200e\u200f"
    return "".join(padded(ord(c), alphabet, 7)[-7:] for c in message)


def steganographr(message: str) -> str:
    groups = (number(b, "\u200b\u200c") for b in message.encode())
    return "\ufeff" + "\u2060".join(groups) + "\ufeff"


def umpox(message: str) -> str:
    return "\ufeff".join("\u200d".join(padded(u, "\u200c\u200b", 8) for u in utf16(message)))


def zwfp(message: str) -> str:
    words = (
        "\u200d".join(number(ord(c), "\u200c\u200b") for c in word) for word in message.split(" ")
    )
    return "\ufeff".join(words)


def hachibu(message: str) -> str:
    return "".join(number(u, "\u200b\u200c")[::-1] + "\u200d" for u in utf16(message))


def zero_width_lib(message: str) -> str:
    alphabet = "\u200e\u200f\u200c\u200d\ufeff"
    return "\u200b".join(number(ord(c), alphabet) for c in message)


def zwende(message: str) -> str:
    return "\u200d" + number(int.from_bytes(message.encode(), "big"), "\u200d\u200c")


def sneaky_bits(message: str) -> str:
    """As garak writes them: code points without leading zeros, a zero-width space for a space."""
    return "".join("\u200b" if c == " " else number(ord(c), "\u2062\u2064") for c in message)


def tags(message: str) -> str:
    return "".join(chr(0xE0000 + ord(c)) for c in message)


def c2pa(message: str) -> str:
    data = message.encode()
    return "\ufeff" + selectors(b"C2PATXT\0\x01" + len(data).to_bytes(4, "big") + data)


def stegcloak(message: str) -> str:
    """Unencrypted and without back references, which the compressor makes from repetitions."""
    alphabet = "\u200c\u200d\u2061\u2062\u2063\u2064"
    digits = [2] + [
        ~b >> shift & 3 for b in message.encode() for shift in (6, 4, 2, 0)
    ]  # 2: neither encrypted nor checked
    pairs = [(a, b) for a in range(4) for b in range(a + 1, 4)]

    def shrunk(pair: tuple[int, int]) -> str:
        out = "".join(alphabet[d] for d in digits)
        for digit, double in zip(pair, "\u2063\u2064", strict=True):
            out = out.replace(alphabet[digit] * 2, double)
        return out

    best = min(pairs, key=lambda pair: len(shrunk(pair)))
    return alphabet[pairs.index(best)] + shrunk(best)


DEMO_KEY = b"glyphmark-demo-key-do-not-use-in-production-2026"


def glyphmark_packets(message: str, mark: bytes = b"\x12\x34") -> list[bytes]:
    """Packets with the key that glyphmark has for demonstrations."""
    stream = hashlib.sha256(DEMO_KEY + b"whiten\0").digest()

    def packet(domain: bytes, head: bytes, size: int) -> bytes:
        tag = hmac.new(DEMO_KEY, domain + head, "sha256").digest()[:size]
        return bytes(a ^ b for a, b in zip(head + tag, stream, strict=False))

    data = message.encode()
    chunks = [data[i : i + 2].ljust(2, b"\0") for i in range(0, len(data), 2)]
    return [
        packet(b"C", mark + b"\x01\x02\x03", 5),
        *(
            packet(b"M", mark + bytes([k, len(chunks)]) + chunk, 4)
            for k, chunk in enumerate(chunks)
        ),
    ]


def glyphmark(message: str) -> str:
    bits = (f"{b:08b}" for packet in glyphmark_packets(message) for b in packet)
    return "".join(bits).replace("0", "\u200c").replace("1", "\u200d")


def glyphmark_compact(message: str) -> str:
    return "".join(map(selectors, glyphmark_packets(message)))


def vercel(message: str) -> str:
    """@vercel/stega 1.1: four zeros, then two bits a character."""
    return "\u200b" * 4 + octets("\u200b\u200c\u200d\ufeff", 4)(message)


def vercel_legacy(message: str) -> str:
    """@vercel/stega before: hexadecimal digits."""
    alphabet = "\u200b\u200c\u200d\u2062\u2063\u2060\ufeff\u2061"
    return octets(alphabet + "".join(map(chr, range(0x1D173, 0x1D17B))), 2)(message)


def subliminal(message: str) -> str:
    """i18next-subliminal 1.0: a mark of its own, then nine bits a byte, the last one zero."""
    row = "".join(f"{byte:08b}0" for byte in f"subliminal:start{message}".encode())
    return row.replace("0", "\u200b").replace("1", "\u200c")


def owmark(fingerprint: bytes) -> str:
    """owmark 0.8, its fragile marker: twelve bytes between word joiners."""
    bits = "".join(f"{b:08b}" for b in fingerprint)
    return "\u2060" + bits.replace("0", "\u200b").replace("1", "\u200c") + "\u2060"


def glassworm(message: str) -> str:
    """The loader of a worm in extensions (2025): a program in a literal that looks empty."""
    return f"eval(Buffer.from(s(`{selectors(message.encode())}`)))"


def glyphsmythe(message: str) -> str:
    """glyphsmythe 0.1, behind the emoji that it takes when told nothing."""
    return "\U0001f986" + selectors(message.encode())


def at_places(cover: str, message: str, digits: tuple[str, ...], places: str = "") -> str:
    """A mark (or none) for each digit of the bytes, behind each character of `places`, or any."""
    width = {2: 8, 4: 4}[len(digits)]
    row = "".join(padded(b, "0123"[: len(digits)], width) for b in message.encode())
    out, k = [], 0
    for char in cover:
        out.append(char)
        if k < len(row) and (char in places if places else True):
            out.append(digits[int(row[k])])
            k += 1
    assert k == len(row), "the cover is too short"
    return "".join(out)


FIVE = "\u200b\u200c\u200d\u200e\u200f"
ENCODERS: dict[str, Encoder] = {
    "tag smuggling": tags,
    "variation-selector bytes": lambda message: selectors(message.encode()),
    "variation-selector bytes (emojito)": lambda m: selectors(m.encode()) + "\ufe0f",
    "variation-selector letters": lambda m: "".join(chr(0xE0100 + ord(c)) for c in m),
    "C2PA text manifest": c2pa,
    "StegCloak": stegcloak,
    "steganographr": steganographr,
    "zero-width-detection": umpox,
    "zwsp-steg 3": units(FIVE[:3], 11),
    "zwsp-steg 5": units(FIVE, 7),
    "zwsp-steg py": zwsp_steg_py,
    "zero-width-lib": zero_width_lib,
    "unicode_steganography 4": units("\u200c\u200d\u202c\ufeff", 8),
    "unicode_steganography 6": units("\u2060\u2061\u2062\u2063\u2064\u206a", 7),
    "pyUnicodeSteganography": octets("\u200c\u200d\u200e\u200f", 4, low_first=True),
    "zwende": zwende,
    "hachibu": hachibu,
    "zwfp": zwfp,
    "sneaky bits": sneaky_bits,
    "sneaky bits, bytes": octets("\u2062\u2064", 8),
    "glyphmark": glyphmark,
    "glyphmark compact": glyphmark_compact,
    "zero-width binary": octets("\u200b\u200c", 8),
    **{
        f"PyZeroWidth {len(alphabet)}, {width}": code_points(alphabet, width)
        for alphabet, widths in (
            ("\u200c\u200d", (8, 16, 24)),
            ("\u200c\u200d\u2060", (6, 11, 16)),
            ("\u200c\u200d\u2060\ufeff", (4, 8, 12)),
        )
        for width in widths
    },
}
ASCII_ONLY = {"tag smuggling", "variation-selector letters"}
