"""Encoders that nobody has published yet: any marks, any base, any form of bytes."""

import base64
import json
import string
import unicodedata
import zlib
from collections.abc import Callable
from itertools import pairwise, product

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from cleantext import strip_invisible
from cleantext.hidden import find_hidden, plausible
from cleantext.hidden.decoders import widening
from cleantext.hidden.forms import forms
from cleantext.hidden.plausible import NEVER
from cleantext.hidden.shape import read
from tests.encoders import subliminal, vercel, vercel_legacy

COVER = "The committee will meet on Tuesday to discuss the budget for next year."
MESSAGES = (
    "id=7f3a",
    "user:90417 role=admin",
    '{"k":"key.0"}',
    "un caf\u00e9 \u00e0 No\u00ebl",
    "meet at dawn",
)

# Characters that draw nothing where they stand, two or more of a kind.
ALPHABETS = {
    "marks of direction": "\u200e\u200f",
    "Arabic letter mark": "\u200f\u061c",
    "deprecated": "\u206a\u206b\u206c\u206d",
    "deprecated, two": "\u206e\u206f",
    "maths": "\u2061\u2062\u2063\u2064",
    "reserved tags": "\U000e0080\U000e0081",
    "reserved, far": "\U000e01f0\U000e01f1\U000e01f2\U000e01f3",
    "reserved, specials": "\ufff0\ufff1\ufff2\ufff3",
    "noncharacters": "\ufdd0\ufdd1",
    "plane ends": "\U0001fffe\U0001ffff",
    "free variation": "\u180b\u180c\u180d\u180f",
    "Hangul fillers": "\u115f\u1160",
    "Khmer inherent": "\u17b4\u17b5",
    "music": "".join(map(chr, range(0x1D173, 0x1D17B))),
    "shorthand": "".join(map(chr, range(0x1BCA0, 0x1BCA4))),
    "hieroglyph controls": "".join(map(chr, range(0x13430, 0x13440))),
    "hieroglyph blanks": "\U00013441\U00013442",
    "selectors": "".join(map(chr, range(0xFE00, 0xFE10))),
    "far selectors": "\U000e0100\U000e0101",
    "soft hyphen or joiner": "\u00ad\u034f",
    "order marks": "\u2060\ufeff",
    "zero width": "\u200b\u200c",
    "annotation": "\ufff9\ufffb",
    "C1": "\x86\x87",
    "embeddings": "\u202a\u202b",
}


def number(value: int, alphabet: str, width: int) -> str:
    out = ""
    for _ in range(width):
        value, digit = divmod(value, len(alphabet))
        out = alphabet[digit] + out
    return out


def written(data: bytes, alphabet: str, low_first: bool = False) -> str:
    width = next(w for w in range(1, 9) if len(alphabet) ** w >= 256)
    return "".join(number(byte, alphabet, width)[:: -1 if low_first else 1] for byte in data)


@pytest.mark.parametrize("name", ALPHABETS)
def test_any_alphabet_is_read_and_taken_out(name: str) -> None:
    for message, low_first in product(MESSAGES[:3], (False, True)):
        stream = written(message.encode(), ALPHABETS[name], low_first)
        for at in (5, len(COVER)):
            text = COVER[:at] + stream + COVER[at:]
            assert strip_invisible(text) == COVER
            assert {found.payload for found in find_hidden(text)} == {message.encode()}, message


FORMS: dict[str, Callable[[bytes], bytes]] = {
    "hexadecimal": lambda data: data.hex().encode(),
    "base64": base64.b64encode,
    "for addresses": base64.urlsafe_b64encode,
    "zlib": zlib.compress,
    "UTF-16": lambda data: data.decode().encode("utf-16-le"),
    "counted": lambda data: bytes([len(data)]) + data,
    "counted, magic": lambda data: b"\x89W\x01" + len(data).to_bytes(2, "big") + data,
    "checked": lambda data: data + zlib.crc32(data).to_bytes(4, "big"),
    "counted and checked": lambda data: len(data).to_bytes(4, "little") + data + b"\x9c\xe1",
    "ended": lambda data: data + b"\0",
}


@pytest.mark.parametrize("name", FORMS)
def test_any_form_of_bytes_is_read(name: str) -> None:
    for message in ("user:90417 role=admin", '{"k":"key.0","n":"ns"}'):
        for alphabet in ("\u200c\u200d", "\u206a\u206b\u206c\u206d"):
            found = read(written(FORMS[name](message.encode()), alphabet))
            assert found is not None
            assert found.payload == message.encode(), found


@given(words=st.lists(st.sampled_from("north harbour at nine bring 4 keys".split()), min_size=3))
@example(words=["4"] * 5)  # the last sign once passed for a check of those before
def test_parted_numbers_and_seven_bits_are_read(words: list[str]) -> None:
    message = " ".join(words)
    for stream in (
        "\u2063".join(f"{ord(c):b}" for c in message),
        "\u2063".join(f"{ord(c):08b}" for c in message),
        "".join(f"{ord(c):07b}" for c in message),
        "".join(f"{ord(c):08b}0" for c in message),
    ):
        found = read(stream.replace("0", "\u2061").replace("1", "\u2062"))
        assert found is not None
        assert found.payload == message.encode()


@pytest.mark.parametrize("encoder", [vercel, vercel_legacy, subliminal])
def test_tools_are_known_by_their_symbols(encoder: Callable[[str], str]) -> None:
    for message in ('{"origin":"example.net","href":"/studio/edit?id=42"}', '{"k":"nav.title"}'):
        text = COVER + encoder(message)
        [found] = find_hidden(text)
        assert found.payload == message.encode()
        assert found.channel in ("@vercel/stega", "i18next-subliminal")
        assert found.sure > 0.99
        assert strip_invisible(text) == COVER


def test_short_long_cut_and_twice() -> None:
    alphabet = "\u17b4\u17b5"
    for message in (b"", b"x"):
        assert {f.payload for f in find_hidden(COVER + written(message, alphabet))} <= {
            None,
            message,
        }
    long = ("one row after the other, " * 400).encode()
    assert [f.payload for f in find_hidden(COVER + written(long, alphabet))] == [long]
    cut = written(b"meet at dawn by the gate", alphabet)[:-11]
    [found] = find_hidden(COVER + cut)
    assert found.payload in (None, b"meet at dawn by the ga")
    row = written(b"order-88213", alphabet)
    assert {f.payload for f in find_hidden(f"{COVER}{row} {COVER}{row}")} == {b"order-88213"}


def test_what_nobody_can_read_is_counted() -> None:
    state, row = 1, ""
    for _ in range(96):
        state = (state * 1103515245 + 12345) % 2**31
        row += "\u17b4\u17b5"[state >> 16 & 1]
    [found] = find_hidden(COVER + row)
    assert (found.channel, found.payload, found.sure) == ("undecoded, 96 bits", None, 0.0)


def test_a_bomb_unfolds_in_bounds() -> None:
    bomb = zlib.compress(b"a" * 50_000_000, 9)
    [found] = find_hidden(COVER + written(bomb[:5_000], "\u200c\u200d"))
    assert found.payload is None


def test_a_payload_is_never_printed_raw() -> None:
    [found] = find_hidden(COVER + written(b"\x1b[31mred alert for all\x1b[0m", "\u17b4\u17b5"))
    assert "\x1b" not in found.line
    assert found.line.isascii()


@settings(max_examples=60)
@given(
    alphabet=st.sampled_from(sorted(ALPHABETS.values())),
    digits=st.lists(st.integers(0, 15), min_size=32, max_size=120),
)
def test_noise_says_nothing(alphabet: str, digits: list[int]) -> None:
    found = read("".join(alphabet[digit % len(alphabet)] for digit in digits))
    assert found is None or found.margin > 3  # nor is any reading given that is not likelier


def test_json_in_reports_says_how_sure() -> None:
    from cleantext.report.hidden import as_data

    [found] = as_data(COVER + written(b"user:90417 role=admin", "\u17b4\u17b5"))["hidden"]
    assert found["payload"] == "user:90417 role=admin"
    assert 0.9 < found["sure"] <= 1
    json.dumps(found)


# What noise is told from messages by


@pytest.mark.parametrize("before", ["", " ", "t", "th", "Th", "TH", "zq"])
def test_shares_of_letters_and_of_the_end_of_a_word_are_shares(before: str) -> None:
    """Of any message something comes next, and of two letters before both count."""
    together = sum(plausible._letter(before, char) for char in string.ascii_letters)
    assert 0.9 < together + plausible._letter(before, "") < 1.1
    assert plausible._letter("th", "e") > plausible._letter("h", "e") > plausible._letter("xh", "e")


def test_blocks_hold_the_letters_of_their_script() -> None:
    """Neighbouring blocks meet where the letters of one script end and those of another begin."""
    named = set(
        "cyrillic armenian hebrew arabic devanagari bengali gurmukhi gujarati oriya tamil telugu "
        "kannada malayalam sinhala thai lao tibetan myanmar georgian hangul ethiopic khmer "
        "mongolian".split()
    )
    blocks = plausible._BLOCKS
    for (start, script, _), (end, *_) in pairwise(blocks):
        letters = [char for char in map(chr, range(start, end)) if char.isalpha()]
        names = {unicodedata.name(char) for char in letters} if script in named else set()
        assert all(script.upper() in name for name in names), (hex(start), script)
        others = {"latin", "other", "", "cjk", "greek"} - {script}
        if script in others:
            names = {unicodedata.name(char).split()[0].lower() for char in letters}
            assert not names & named, hex(start)
    assert [plausible.share(code) > NEVER for code in (0x7F, 0x80, 0x9F, 0xA0)] == [1, 0, 0, 1]


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
def test_two_letters_of_two_bytes_are_read(codec: str) -> None:
    assert (found := read(written("hi".encode(codec), "\u17b4\u17b5")))
    assert (found.payload, found.how) == (b"hi", "UTF-16")


@pytest.mark.parametrize(
    "data", [b"meet at dawn", "Gr\u00fc\u00dfe aus K\u00f6ln".encode("latin-1"), b"\x05hello"]
)
def test_forms_are_those_likelier_than_what_is_asked(data: bytes) -> None:
    [(likely, payload, how), *_] = forms(list(data), NEVER)
    assert (likely, payload, how) in forms(list(data), likely - 0.01)
    assert (likely, payload, how) not in forms(list(data), likely + 0.01)


def test_two_layers_are_unfolded_and_no_more() -> None:
    message = layer = b"meet me at the gate at noon"
    for payload in (message, message, base64.b64encode(message)):
        layer = base64.b64encode(layer)
        assert (found := read(written(layer, "\u17b4\u17b5")))
        assert found.payload == payload


def test_the_first_digits_need_not_come_up() -> None:
    """Those of a block that begins at no round number: a message without any 0."""
    assert (found := read(written(b"sevenstrongwomen", ALPHABETS["music"])))
    assert found.payload == b"sevenstrongwomen"


@pytest.mark.parametrize(("digits", "other"), [("\u17b4\u17b5", 1), ("\u206a\u206b\u206c", 4)])
def test_digits_in_their_order_are_likelier(digits: str, other: float) -> None:
    first = read(written(b"meet at dawn", digits))
    second = read(written(b"meet at dawn", digits[1] + digits[0] + digits[2:]))
    assert first and second
    assert first.payload == second.payload == b"meet at dawn"
    assert first.margin > second.margin + other


def test_four_numbers_that_a_fourth_symbol_parts_are_read() -> None:
    parted = "3".join(number(ord(char), "012", 5).lstrip("0") for char in "keys")
    digits = dict(zip(map(ord, "0123"), "\u206a\u206b\u206c\u206d", strict=True))
    assert (found := read(parted.translate(digits)))
    assert found.payload == b"keys"


def test_numbers_that_are_filled_up_are_no_message_when_they_are_noise() -> None:
    decode = widening("\u200b\u200c", 7)
    bits = {"message": "".join(f"{ord(char):07b}" for char in "meet me"),
            "noise": "01101100000110101101011111010000011"}  # fmt: skip
    said = {k: decode(v.translate({48: "\u200b", 49: "\u200c"})) for k, v in bits.items()}
    assert said == {"message": "meet me", "noise": None}


def test_only_spaces_and_what_is_invisible_are_hidden() -> None:
    text = "\u00c3\u00a9t\u00c3\u00a9 home.Peter, teh  e\u0301 a\u2003b\u200bc an cat"
    assert [found.text for found in find_hidden(text)] == ["\u2003", "\u200b"]


def test_three_kinds_of_odd_spaces_stand_for_something() -> None:
    for spaces, channel in (("\u2004\u2005", ""), ("\u2004\u2005\u2006", "space substitution")):
        text = "".join(map("".join, zip("ABCDEFGHIJ", spaces * 5, strict=False)))
        assert {found.channel for found in find_hidden(text)} == {channel}
