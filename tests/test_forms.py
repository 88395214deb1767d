"""What numbers may say: forms of bytes, and the ways of writing them, each with its bounds.

Streams are made here from what a form is, by the standard library, never by the code that reads.
"""

import base64
import binascii
import functools
import gzip
import hashlib
import json
import operator
import zlib
from collections.abc import Callable

import pytest

from cleantext.hidden import stegcloak
from cleantext.hidden.cuts import chosen, likeliest
from cleantext.hidden.decoders import cut, radix, separated, units, widening
from cleantext.hidden.forms import MOST, forms
from cleantext.hidden.names import name, short
from cleantext.hidden.plausible import NEVER, score, share, step
from cleantext.hidden.shape import LONGEST, Shape, read
from tests import encoders

TEXT = b"meet at dawn by the gate"
ANYTHING = -1e9  # how likely a form must be at least


def payloads(data: bytes, least: float = ANYTHING) -> dict[str, bytes]:
    """What bytes may say, by what was unfolded."""
    return {how: payload for _, payload, how in forms(data, least)}


def likely(data: bytes, payload: bytes = TEXT) -> float:
    """How likely it is that bytes say this."""
    return max(
        (found for found, said, _ in forms(data, ANYTHING) if said == payload), default=NEVER
    )


# Messages with a count or a check


@pytest.mark.parametrize("order", ["big", "little"])
@pytest.mark.parametrize("size", [1, 2, 4])
@pytest.mark.parametrize("before", [0, 1, 5])
@pytest.mark.parametrize("after", [0, 1, 8])
def test_a_message_with_its_length_before_it(
    size: int, order: "object", before: int, after: int
) -> None:
    count = len(TEXT).to_bytes(size, order)  # type: ignore[arg-type]
    data = b"\x89" * before + count + TEXT + b"\x9c" * after
    assert TEXT in payloads(data).values()
    # each byte that nobody understands makes it less likely
    assert likely(data) < likely(b"\x89" * (before - 1) + count + TEXT) if before else True
    assert likely(data) < likely(TEXT)


def test_a_length_stands_near_the_begin_and_little_is_left_over() -> None:
    count = bytes([len(TEXT)])
    assert likely(b"\x89" * 8 + count + TEXT) > NEVER
    assert likely(b"\x89" * 9 + count + TEXT) == NEVER
    assert likely(count + TEXT + b"\x9c" * 9) == NEVER
    assert likely(b"\x03\x89abc", b"abc") == NEVER  # the count is not where it is said to be
    assert likely(b"\x03ab\xff", b"ab") == NEVER


CHECKS: dict[str, Callable[[bytes], bytes]] = {
    "exclusive or": lambda data: bytes([functools.reduce(operator.xor, data)]),
    "sum": lambda data: bytes([sum(data) & 0xFF]),
    "sum to zero": lambda data: bytes([-sum(data) & 0xFF]),
    "CRC-16 of XMODEM": lambda data: binascii.crc_hqx(data, 0).to_bytes(2, "big"),
    "CRC-16 of CCITT": lambda data: binascii.crc_hqx(data, 0xFFFF).to_bytes(2, "little"),
    "sum of 16 bits": lambda data: (sum(data) & 0xFFFF).to_bytes(2, "big"),
    "CRC-32": lambda data: zlib.crc32(data).to_bytes(4, "big"),
    "CRC-32, low first": lambda data: zlib.crc32(data).to_bytes(4, "little"),
    "Adler-32": lambda data: zlib.adler32(data).to_bytes(4, "big"),
    "MD5, its begin": lambda data: hashlib.md5(data).digest()[:4],
    "SHA-1, its begin": lambda data: hashlib.sha1(data).digest()[:2],
    "SHA-256, its begin": lambda data: hashlib.sha256(data).digest()[:4],
}


@pytest.mark.parametrize("kind", CHECKS)
def test_a_check_that_is_right_is_no_accident(kind: str) -> None:
    bodies = (f"orders {k} of {k**3 % 8_191}{'.' * (k % 9)}".encode() for k in range(999))
    both = ((body, CHECKS[kind](body)) for body in bodies)
    # where the check is a letter by chance the whole is a text
    body, right = next((body, check) for body, check in both if min(check) < 9 or max(check) > 127)
    wrong = bytes(byte ^ 0x80 for byte in right)
    found = likely(body + right, body)
    # a check that is right costs nothing beside being there, a wrong one as much as any bytes
    assert found == pytest.approx(likely(body, body) - 5.0)
    cost = found - likely(body + wrong, body)
    assert cost == pytest.approx(5.55 * len(right)) or likely(body + wrong, body) == NEVER


# Packed messages


def raw_deflate(data: bytes) -> bytes:
    machine = zlib.compressobj(9, zlib.DEFLATED, -15)
    return machine.compress(data) + machine.flush()


@pytest.mark.parametrize("pack", [zlib.compress, gzip.compress, raw_deflate])
def test_what_unfolds_is_read(pack: Callable[[bytes], bytes]) -> None:
    packed = pack(TEXT)
    assert payloads(packed)["compressed"] == TEXT
    assert payloads(packed + b"\0\1\2\3")["compressed"] == TEXT  # a check behind it
    assert "compressed" not in payloads(packed + b"\0\1\2\3\4")
    assert "compressed" not in payloads(packed[:-5])
    # with a check of its own it is as good as sure, whatever it says
    assert likely(pack(TEXT)) > -3.6 * len(packed)


def test_a_check_of_its_own_makes_what_unfolds_likelier() -> None:
    with_check, without = zlib.compress(TEXT), raw_deflate(TEXT)
    assert likely(with_check) == -2.0 * len(with_check)
    assert likely(without) == -3.5 * len(without)


def test_what_unfolds_to_very_much_is_not_unfolded() -> None:
    fits = b"north and south, " * (MOST // 17)
    assert payloads(zlib.compress(fits, 9))["compressed"] == fits
    assert "compressed" not in payloads(zlib.compress(fits + fits, 9))


@pytest.mark.parametrize(
    ("write", "how"),
    [
        (lambda data: data.hex().encode(), "hex"),
        (lambda data: data.hex().upper().encode(), "hex"),
        (base64.b64encode, "base64"),
        (base64.urlsafe_b64encode, "base64"),
        (lambda data: base64.b64encode(data).rstrip(b"="), "base64"),
    ],
    ids=["hex", "HEX", "base64", "for addresses", "base64 without ends"],
)
def test_bytes_written_as_letters(write: Callable[[bytes], bytes], how: str) -> None:
    for data in (TEXT, TEXT + b"?>~", b"id=7f3a"):
        assert payloads(write(data))[how] == data
        twice = payloads(write(write(data)))
        assert twice[f"{how} {how}"] == data
        # no deeper than twice, or any word would say something
        assert data not in payloads(write(write(write(data)))).values()
    assert how not in payloads(write(b"ab"))  # of so few letters every word is one
    # naming a tool costs
    assert likely(write(TEXT)) == pytest.approx(score(TEXT.decode()) - 3.0)


def test_base64_that_is_cut_or_mixed_is_none() -> None:
    assert "base64" not in payloads(b"bWVldCBhdCBkYXdu=")
    assert "base64" not in payloads(b"bWVldCBhdCBk YXdu")
    assert "hex" not in payloads(b"6d65657420617")  # an odd number of digits
    assert "hex" not in payloads(b"6D6565742a617420")  # both cases at once


def test_json_is_no_accident() -> None:
    for said in ({"k": "nav.title"}, ["north", "south"], "a message in quotes"):
        text = json.dumps(said)
        assert likely(text.encode(), text.encode()) == pytest.approx(score(text) + 6.0)
    broken = '{"k": "nav.title"'
    assert likely(broken.encode(), broken.encode()) == pytest.approx(score(broken))
    number = "12 north 4"
    assert likely(number.encode(), number.encode()) == pytest.approx(score(number))


def test_wide_and_old_encodings() -> None:
    for codec in ("utf-16-le", "utf-16-be"):
        assert payloads(TEXT.decode().encode(codec))["UTF-16"] == TEXT
    marked = TEXT.decode().encode("utf-16")
    assert payloads(marked)["UTF-16"] == TEXT  # without its mark
    french = "un caf\u00e9 \u00e0 No\u00ebl"
    assert payloads(french.encode("latin-1"))["Latin-1"] == french.encode()
    assert likely(french.encode("latin-1"), french.encode()) == pytest.approx(score(french) - 5.0)
    assert payloads(b"\xe9\xe8\xe7 \xe9") == {}  # no two letters of ASCII in a row
    assert payloads(b"a\0") == {"": b"a"}  # an end, not UTF-16: too short for it


def test_numbers_that_are_no_bytes() -> None:
    points = [ord(char) for char in "\u043f\u0440\u0438\u0432\u0435\u0442"]
    assert [said.decode() for _, said, _ in forms(points, ANYTHING)] == [
        "\u043f\u0440\u0438\u0432\u0435\u0442"
    ]
    emoji = [0xD83D, 0xDE00, 0x41]  # units of UTF-16
    assert [said.decode() for _, said, _ in forms(emoji, ANYTHING)] == ["\U0001f600A"]
    assert [said.decode() for _, said, _ in forms([0x10FFFF + 1, 65], ANYTHING)] == []
    assert list(forms([], ANYTHING)) == []
    assert [said for _, said, _ in forms([0, *points[:3], 0], ANYTHING)] == [
        "\u043f\u0440\u0438".encode()
    ]
    assert list(forms([0xD800, 0x41], ANYTHING)) == []  # half of a pair


def test_what_repeats_itself_says_nothing() -> None:
    assert payloads(b"aaa") == {}
    assert payloads(b"aa") == {"": b"aa"}
    assert payloads(b"   ") == {}
    assert payloads(b"") == {}


def test_only_what_is_likely_enough_is_given() -> None:
    fair = score(TEXT.decode())
    assert list(forms(TEXT, fair - 0.01)) == [(fair, TEXT, "")]
    assert list(forms(TEXT, fair + 0.01)) == []


def test_the_frame_of_a_tool_is_no_part_of_its_message() -> None:
    assert payloads(b"subliminal:start" + TEXT) == {"": TEXT}
    assert payloads(b"subliminal:start") == {"": b"subliminal:start"}


# StegCloak


def stegcloaked(data: bytes, flag: int, pair: int = 0) -> str:
    """Bytes as StegCloak writes them, with the pair of digits of that number doubled."""
    alphabet = "\u200c\u200d\u2061\u2062\u2063\u2064"
    digits = [flag] + [~byte >> shift & 3 for byte in data for shift in (6, 4, 2, 0)]
    text = "".join(alphabet[digit] for digit in digits)
    pairs = [(0, 1), (0, 2), (0, 3), (1, 2), (1, 3), (2, 3)]
    for digit, double in zip(pairs[pair], alphabet[4:], strict=True):
        text = text.replace(alphabet[digit] * 2, double)
    return alphabet[pair] + text


@pytest.mark.parametrize("pair", range(6))
def test_stegcloak_doubles_any_two_digits(pair: int) -> None:
    data = bytes(range(0x20, 0x7F))
    assert stegcloak.decode(stegcloaked(data, 2, pair)) == data


def test_stegcloak_says_whether_a_password_is_needed() -> None:
    """With a salt of 8 bytes, and with a check sum of 32 more; a message is longer than these."""
    for flag, head in ((0, 40), (1, 8)):
        assert stegcloak.decode(stegcloaked(b"\x11" * (head + 1), flag)) == stegcloak.ENCRYPTED
        assert stegcloak.decode(stegcloaked(b"\x11" * head, flag)) is None
    assert stegcloak.decode(stegcloaked(b"abcd", 3)) is None
    assert stegcloak.decode(stegcloaked(b"abcd", 2)[:-1]) is None  # not whole bytes
    assert stegcloak.decode("\u200c\u2061") is None
    assert stegcloak.decode("\u200c\u2061" + "\u200b" * 4) is None
    assert stegcloak.decode("\u200c\u2061" + "\u200d\u200c\u200d\u200c") == b"\xbb"


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"", b""),
        (b"abcd\xc4\x04", b"abcdabcd"),
        (b"abcd\xc2\x04ef", b"abcdabef"),
        (b"ab\xc5\x02", b"abababa"),  # it may overlap what it makes
        (b"x" * 300 + b"y" + b"\xe3\x01\x2d", b"x" * 300 + b"y" + b"xxx"),  # 301 back
        (b"x" * 300 + b"y" + b"\xe1\x00\x01", b"x" * 300 + b"yy"),
        (b"abcd\xc4", b"abcd\xc4"),  # nothing follows: it stands for itself
        (b"abcd\xe4\x01", b"abcd\xe4\x01"),
        ("\u00e9\u4e2d".encode(), "\u00e9\u4e2d".encode()),  # a continuation follows
        (b"a\xc1\x02", None),  # beyond the begin
        (b"a\xc1\x01", b"aa"),
        (b"a\xc1\x00", None),
    ],
)
def test_lz_utf8_by_what_it_is(data: bytes, text: bytes | None) -> None:
    assert stegcloak.inflate(data) == text


# Numbers of any width


def test_numbers_of_a_width() -> None:
    assert radix("ab", 8)("abbabaaa") == "h"
    assert radix("ab", 8, low_first=True)("aaababba") == "h"
    assert radix("ab", 8)("abbabaa") is None
    assert radix("ab", 8)("") is None
    assert radix("abcd", 4, as_bytes=True)("dddd") == b"\xff"
    assert radix("abcd", 5, as_bytes=True)("baddd") is None  # 256 and more
    assert units([0x110000]) is None
    assert units([0xD83D, 0xDE00]) == "\U0001f600"
    assert units([0xD83D]) is None


def test_parted_binary_numbers() -> None:
    read_text, read_bytes = separated("0", "1", ","), separated("0", "1", ",", as_bytes=True)
    assert read_text("1101000,1101001") == "hi"
    assert read_bytes("11111111,0") == b"\xff\0"
    assert read_bytes("100000000") is None
    assert read_text("1101000,,1") is None
    assert read_text("1101000,12") is None
    assert read_text("0" * 14 + "1101000") == "h"  # the largest code point has 21 digits
    assert read_text("0" * 15 + "1101000") is None


def test_numbers_that_are_filled_up_but_not_cut() -> None:
    read_bits = widening("ab", 8)
    for message in ("attack at dawn", "\u65e5\u672c\u8a9e\u306e\u30c6\u30ad\u30b9\u30c8"):
        assert read_bits(encoders.code_points("ab", 8)(message)) == message
    assert read_bits("abbabaaababbbaabababbbbaaabababaabbbab" * 3) is None
    lost = cut("01234", 3)
    assert lost("".join(f"{ord(c) // 25 % 5}{ord(c) // 5 % 5}{ord(c) % 5}" for c in "hello")) == (
        "hello"
    )
    assert lost("0123") is None
    assert lost("") is None


def test_the_likeliest_cut() -> None:
    digits = [int(bit) for char in "hello there" for bit in f"{ord(char):b}"]
    assert likeliest(digits, 2, 0) == "hello there"
    assert likeliest([0] * 8001, 2, 0) is None  # too long to be read in time
    assert likeliest([int(bit) for bit in f"{ord('a'):08b}{ord('b'):08b}"], 2, 8) == "ab"
    assert chosen([[ord("h"), 0x3456], [ord("i"), 0x2345]]) == "hi"
    assert chosen([]) is None
    assert chosen([[97]] * 8001) is None
    assert chosen([[97, 98]] * 30) is not None


# Shapes


def digits_of(value: int, base: int, width: int) -> list[int]:
    out = []
    for _ in range(width):
        value, digit = divmod(value, base)
        out.append(digit)
    return out[::-1]


MESSAGE = b"user:90417 role=admin and 3 more; see /studio/edit?id=42"


@pytest.mark.parametrize("base", [*range(2, 15), 16])
def test_digits_of_any_base_in_the_order_of_their_numbers(base: int) -> None:
    width = next(width for width in range(1, 9) if base**width >= 256)
    for first in (0x2400, 0x115A0, 0xE1000):
        for order, direction in ((1, 1), (-1, 1), (1, -1)):
            marks = [chr(first + k) for k in range(base)][::order]
            row = [digits_of(byte, base, width)[::direction] for byte in MESSAGE]
            found = read("".join(marks[digit] for digits in row for digit in digits))
            assert found is not None
            assert found.payload == MESSAGE


def test_a_symbol_is_a_byte_above_the_first_of_its_block() -> None:
    for first in (0x2400, 0x2480, 0xE0100, 0xE0100 - 16):
        stream = "".join(chr(first + byte) for byte in MESSAGE if first != 0x2480 or byte < 0x80)
        found = read(stream)
        assert found is not None
        assert found.payload == MESSAGE
        assert found.shape.width == 1


@pytest.mark.parametrize("low_first", [False, True])
@pytest.mark.parametrize("is_constant_first", [False, True])
def test_a_constant_bit_between_bytes(low_first: bool, is_constant_first: bool) -> None:
    order = -1 if low_first else 1
    for constant in "01":
        words = (f"{byte:08b}"[::order] for byte in MESSAGE)
        row = "".join(constant + word if is_constant_first else word + constant for word in words)
        found = read(row.replace("0", "\u17b4").replace("1", "\u17b5"))
        assert found is not None
        assert found.payload == MESSAGE


def test_wide_units_and_seven_bits() -> None:
    text = MESSAGE.decode()
    for written in (
        "".join(f"{ord(char):016b}" for char in text),
        "".join(f"{ord(char):07b}" for char in text),
    ):
        found = read(written.replace("0", "\u17b4").replace("1", "\u17b5"))
        assert found is not None
        assert found.payload == MESSAGE


def test_counts_that_are_parted() -> None:
    """So many of one mark, then one of the other, for each number."""
    found = read("\u17b5".join("\u17b4" * byte for byte in b"id=7 of 9"))
    assert found is not None
    assert found.payload == b"id=7 of 9"


def test_bounds_of_a_stream() -> None:
    assert read("") is None
    assert read("\u17b4") is None
    assert read("\u17b4" * 100) is None
    row = encoders.octets("\u17b4\u17b5", 8)((MESSAGE.decode() + " ") * (LONGEST // 8 // 57))
    assert len(row) <= LONGEST
    assert read(row) is not None
    assert read(row + row[:8000]) is None


def test_tools_by_what_they_write() -> None:
    stega = "\u200b\u200c\u200d\ufeff"
    assert Shape(stega, 4).tool == "@vercel/stega"
    assert Shape(stega, 8).tool == ""
    for zero, one in ("\u200b\u200c", "\u200c\u200d"):
        assert Shape(zero + one, 9).tool == "i18next-subliminal"
    assert Shape("\u200c\u200d\u200e\u200f", 4, low_first=True).tool == "pyUnicodeSteganography"
    assert Shape("\u200c\u200d\u200e\u200f", 4).tool == ""
    assert Shape("\u200b\u200c", 0, True, "\u200d").tool == "hachibu"


# How likely a text is


@pytest.mark.parametrize(
    "first",
    # the first letter of a script, or of its usual ones, by Unicode
    """386 410 5d0 621 6d0 700 900 980 a00 a80 b00 b80 c00 c80 d00 d80 e00 e80 f00 1000 10a0 10d0
    1100 1200 1780 1800 1e00 1ea0 3000 3400 4e00 ac00 20000 1f1e6 1f300 1f900 100 180 370 400 530
    590 600""".split(),
)
def test_a_script_begins_with_its_first_letter(first: str) -> None:
    code = int(first, 16)
    assert share(code) == share(code + 1)
    after = chr(code + 1)
    before = step(after, chr(code - 1))
    assert (share(code), step(after, chr(code))) != (share(code - 1), before)


@pytest.mark.parametrize(
    "nothing",
    ["\x80", "\x9f", "\u2028", "\u202e", "\u2060", "\u206f", "\ud7a4", "\uf8ff", "\uffef"],
)
def test_no_message_has_controls_or_halves(nothing: str) -> None:
    assert step("", nothing) == NEVER
    assert score("a" + nothing) == NEVER


@pytest.mark.parametrize("some", ["\xa0", "\u2026", "\u2030", "\uf900", "\uff01"])
def test_but_signs_beside_them(some: str) -> None:
    assert step("", some) > NEVER


def test_messages_are_likelier_than_what_is_none() -> None:
    for good, bad in (
        ("at the gate", "ta teh gtae"),
        ("user: 12", "user :12"),
        ("3f9a77b0", "3f9z77q0"),
        ('{"a": 1}', '{"a" :1}'),
        ("\u043f\u0440\u0438\u0432\u0435\u0442", "\u043fr\u0438v\u0435t"),
        ("caf\u00e9", "caf\u0451"),
        ("hi \U0001f600\U0001f600", "hi \U0001f600\u4e00"),
        ("Hello", "hELLO"),
        ("HELLO", "HeLlO"),
        ("\u2764\ufe0f", "a\ufe0f"),
        ("12:30", "12;30"),
        ("yes, it is", "yes ,it is"),
    ):
        assert score(good) > score(bad), (good, bad)
    assert score("") == NEVER
    assert score("a\x01") == NEVER


# Names


@pytest.mark.parametrize(
    "abbreviations",
    [
        {0x00: "NUL", 0x08: "BS", 0x09: "TAB", 0x1B: "ESC", 0x7F: "DEL", 0x20: "SP", 0xA0: "NBSP"},
        {0xAD: "SHY", 0x34F: "CGJ", 0x61C: "ALM", 0x180E: "MVS", 0x202F: "NNBSP", 0x2060: "WJ"},
        {0x200B: "ZWSP", 0x200C: "ZWNJ", 0x200D: "ZWJ", 0x200E: "LRM", 0x200F: "RLM"},
        {0x202A: "LRE", 0x202B: "RLE", 0x202C: "PDF", 0x202D: "LRO", 0x202E: "RLO"},
        {0x2066: "LRI", 0x2067: "RLI", 0x2068: "FSI", 0x2069: "PDI", 0xFEFF: "BOM"},
        {0x3000: "IDSP", 0xFFFC: "OBJ"},
        {0xFE00: "VS1", 0xFE0F: "VS16", 0xE0100: "VS17", 0xE01EF: "VS256"},
        {0xE0021: "TAG !", 0xE0041: "TAG A", 0xE007E: "TAG ~"},
        {0x41: "", 0x1F: "", 0xFDFF: "", 0xFE10: "", 0xE00FF: "", 0xE01F0: ""},
        {0xE0020: "", 0xE007F: "", 0xE0001: ""},
    ],
)
def test_abbreviations_as_unicode_has_them(abbreviations: dict[int, str]) -> None:
    assert {code: short(chr(code)) for code in abbreviations} == abbreviations


def test_names_of_what_has_none() -> None:
    for code in (0x00, 0x1F, 0x7F, 0x80, 0x9F):
        assert name(chr(code)) == "<control>"
    assert name(" ") == "SPACE"
    assert name("\xa0") == "NO-BREAK SPACE"
    assert name("\u2065") == "<no name>"
