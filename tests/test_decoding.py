"""Bytes in: the encoding is found, nothing is lost, and errors say where."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleantext import CleantextError, InputDecodeError, InputTypeError, decode

SENTENCES = {
    "de": "Gr\u00f6\u00dfere Stra\u00dfen f\u00fchren \u00fcber die Br\u00fccke nach K\u00f6ln.",
    "fr": "L'\u00e9t\u00e9 dernier, la for\u00eat \u00e9tait d\u00e9j\u00e0 br\u00fbl\u00e9e.",
    "pl": "Za\u017c\u00f3\u0142\u0107 g\u0119\u015bl\u0105 ja\u017a\u0144, "
    "\u0142atwo nie b\u0119dzie.",
    "ru": "\u0417\u0430\u0432\u0442\u0440\u0430 \u0443\u0442\u0440\u043e\u043c \u043c\u044b "
    "\u043f\u043e\u0435\u0434\u0435\u043c \u043d\u0430 \u0434\u0430\u0447\u0443.",
    "el": "\u03a4\u03bf \u03c0\u03c1\u03c9\u03af \u03c0\u03ae\u03b3\u03b1\u03bc\u03b5 "
    "\u03bc\u03b1\u03b6\u03af \u03c3\u03c4\u03b7\u03bd \u03b1\u03b3\u03bf\u03c1\u03ac.",
    "th": "\u0e40\u0e21\u0e37\u0e48\u0e2d\u0e27\u0e32\u0e19\u0e40\u0e23\u0e32\u0e44\u0e1b"
    "\u0e15\u0e25\u0e32\u0e14\u0e14\u0e49\u0e27\u0e22\u0e01\u0e31\u0e19",
    "zh": "\u6628\u5929\u65e9\u4e0a\u6211\u4eec\u4e00\u8d77\u53bb\u5e02\u573a\u4e70\u9762\u5305",
    "ja": "\u6628\u65e5\u306e\u671d\u3001\u30d1\u30f3\u3092\u8cb7\u3044\u306b\u884c\u304d"
    "\u307e\u3057\u305f",
}


@pytest.mark.parametrize(
    ("language", "encoding"),
    [
        ("de", "cp1252"), ("de", "cp437"), ("de", "cp850"), ("fr", "cp1252"), ("fr", "mac-roman"),
        ("pl", "cp1250"), ("pl", "iso8859-2"), ("pl", "cp852"), ("ru", "cp1251"), ("ru", "koi8-r"),
        ("ru", "cp866"), ("ru", "iso8859-5"), ("el", "cp1253"), ("el", "cp737"), ("th", "cp874"),
        ("zh", "gb18030"), ("zh", "utf-16-le"), ("ja", "shift_jis"), ("ja", "euc_jp"),
        ("ja", "utf-16-be"), ("ru", "utf-8"), ("zh", "utf-8-sig"), ("zh", "utf-16"),
    ],
)  # fmt: skip
def test_the_encoding_of_a_sentence_is_found(language: str, encoding: str) -> None:
    text = SENTENCES[language]
    found = decode(text.encode(encoding))
    assert found.text == text
    assert 0 < found.confidence <= 1


def test_pages_that_read_the_same_get_the_name_most_in_use() -> None:
    assert decode(SENTENCES["de"].encode("latin-1")).encoding == "cp1252"
    assert decode(SENTENCES["ru"].encode("cp1251")).encoding == "cp1251"


def test_ascii_and_utf_8_are_sure() -> None:
    assert decode(b"plain") == ("plain", "utf-8", 1.0, b"")
    assert decode(b"") == ("", "utf-8", 1.0, b"")


def test_a_mark_decides_and_is_reported() -> None:
    found = decode("\u0436".encode("utf-8-sig"))
    assert (found.text, found.encoding, found.bom) == ("\u0436", "utf-8", b"\xef\xbb\xbf")


def test_a_named_encoding_is_checked() -> None:
    assert decode(b"\xe9", "cp1252").text == "\u00e9"
    with pytest.raises(InputDecodeError, match="byte 0xff at offset 3 is not utf-8"):
        decode(b"abc\xff", "utf-8")


def test_a_broken_text_after_a_mark_is_an_error_with_its_place() -> None:
    with pytest.raises(InputDecodeError, match="offset 4"):
        decode(b"\xef\xbb\xbfa\xff")


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
@pytest.mark.parametrize("text", ["Hi", "He went home.\r\n", *SENTENCES.values()])
def test_wide_text_without_a_mark_is_not_taken_for_utf_8(encoding: str, text: str) -> None:
    found = decode(text.encode(encoding))
    assert (found.text, found.encoding) == (text, encoding)


@pytest.mark.parametrize(
    "data",
    [
        b"a\0b", b"\0\0", b"src/one.py\0src/two.py\0", "caf\u00e9\0th\u00e9\0".encode(),
        b"key\0value\n" * 9, SENTENCES["ru"].encode() + b"\0\0",
    ],
)  # fmt: skip
def test_a_nul_alone_makes_no_wide_text(data: bytes) -> None:
    assert decode(data) == (data.decode(), "utf-8", 1.0, b"")


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (SENTENCES["ja"], "iso2022_jp"),
        (f"From: a@b.c\nSubject: {SENTENCES['ja']}\n\n{SENTENCES['ja']}\n", "iso2022_jp"),
        ("\uc548\ub155\ud558\uc138\uc694.\n", "iso2022_kr"),
    ],
)
def test_text_that_is_escaped_into_seven_bits_is_found(text: str, encoding: str) -> None:
    found = decode(text.encode(encoding))
    assert (found.text, found.encoding) == (text, encoding)


@pytest.mark.parametrize(
    "data", [b"\x1b[31mred\x1b(B\x1b[m\n", b"\x1b$ no such set", b"\x1b$B\x7f"]
)
def test_other_escapes_are_of_utf_8(data: bytes) -> None:
    assert decode(data).encoding == "utf-8"


@pytest.mark.parametrize("name", ["utf-8", "UTF-8", "utf8", "U8", "utf-8-sig"])
def test_a_mark_is_known_however_the_encoding_is_spelt(name: str) -> None:
    assert decode(b"\xef\xbb\xbfa", name) == ("a", "utf-8", 1.0, b"\xef\xbb\xbf")
    assert decode(b"\xff\xfea\0", "UTF-16") == ("a", "utf-16-le", 1.0, b"\xff\xfe")


def test_what_is_no_encoding_or_no_bytes_is_refused_with_advice() -> None:
    with pytest.raises(CleantextError, match="no encoding 'utf9'; near: "):
        decode(b"a", "utf9")
    with pytest.raises(CleantextError, match="'hex' is not an encoding of text"):
        decode(b"a", "hex")
    with pytest.raises(InputTypeError, match="data must be bytes, not str; it is text already"):
        decode("a")  # type: ignore[arg-type]
    with pytest.raises(InputTypeError, match="data must be bytes, not int"):
        decode(3)  # type: ignore[arg-type]


@given(st.binary(max_size=60))
def test_no_byte_is_lost(data: bytes) -> None:
    try:
        found = decode(data)
    except InputDecodeError:
        return  # a byte-order mark, and then no such text
    assert found.bom + found.text.encode(found.encoding) == data
    assert 0 <= found.confidence <= 1
