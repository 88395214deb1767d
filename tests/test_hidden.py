"""find_hidden and reveal: what is found, which channel it looks like, what it says."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleantext import InputTypeError, strip_invisible
from cleantext.hidden import (
    Hidden,
    channels,
    find_confusables,
    find_hidden,
    reveal,
    stegcloak,
)
from cleantext.hidden.names import short
from tests.strategies import sentences, texts

COVER = "The quick brown fox jumps over the lazy dog and runs away into the green woods again."
MESSAGE = "id=4711"


def bits(data: bytes, zero: str, one: str) -> str:
    return "".join(f"{byte:08b}" for byte in data).replace("0", zero).replace("1", one)


def digits(text: str, alphabet: str, width: int) -> str:
    out = ""
    for char in text:
        code, group = ord(char), ""
        for _ in range(width):
            group = alphabet[code % len(alphabet)] + group
            code //= len(alphabet)
        out += group
    return out


def selectors(data: bytes) -> str:
    return "".join(chr(0xFE00 + b) if b < 16 else chr(0xE0100 + b - 16) for b in data)


# A stream for each channel, made the way its tool makes it.
STREAMS = {
    "tag smuggling": "".join(chr(0xE0000 + ord(c)) for c in MESSAGE),
    "variation-selector bytes": selectors(MESSAGE.encode()),
    "variation-selector bytes (emojito)": selectors(MESSAGE.encode()) + "\ufe0f",
    "variation-selector letters": "".join(chr(0xE0100 + ord(c)) for c in MESSAGE),
    "C2PA text manifest": "\ufeff"
    + selectors(b"C2PATXT\0\x01" + len(MESSAGE).to_bytes(4, "big") + MESSAGE.encode()),
    "steganographr": "\ufeff"
    + "\u2060".join(f"{ord(c):b}" for c in MESSAGE).replace("0", "\u200b").replace("1", "\u200c")
    + "\ufeff",
    "zero-width-detection": "\ufeff".join(
        "\u200d".join(f"{ord(c):08b}" for c in MESSAGE)
        .replace("0", "\u200c")
        .replace("1", "\u200b")
    ),
    "zwsp-steg": digits(MESSAGE, "\u200b\u200c\u200d", 11),
    "zero-width-lib": "\u200b".join(
        digits(c, "\u200e\u200f\u200c\u200d\ufeff", 3) for c in MESSAGE
    ),
    "unicode_steganography": digits(MESSAGE, "\u200c\u200d\u202c\ufeff", 8),
    "pyUnicodeSteganography": "".join(
        digits(c, "\u200c\u200d\u200e\u200f", 4)[::-1] for c in MESSAGE
    ),
    "zwende": "\u200d"
    + f"{int.from_bytes(MESSAGE.encode(), 'big'):b}".replace("0", "\u200d").replace("1", "\u200c"),
    "PyZeroWidth": bits(MESSAGE.encode(), "\u200c", "\u200d"),
    "hachibu": "".join(
        f"{ord(c):b}"[::-1].replace("0", "\u200b").replace("1", "\u200c") + "\u200d"
        for c in MESSAGE
    ),
    "zwfp": "\u200d".join(
        f"{ord(c):b}".replace("0", "\u200c").replace("1", "\u200b") for c in MESSAGE
    ),
    "sneaky bits": "".join(
        f"{ord(c):b}".replace("0", "\u2062").replace("1", "\u2064") for c in MESSAGE
    ),
    "StegCloak": "\u2064\u2063\u200d\u200d\u2063\u200d\u2061\u2064\u200c\u200c\u2061\u2062\u200c"
    "\u2061\u2064\u200c\u2061\u200c\u2062\u200c\u2062\u2061\u2062\u200c\u2062\u2061",
}


@pytest.mark.parametrize("channel", STREAMS)
def test_a_channel_is_named_and_read(channel: str) -> None:
    [found] = find_hidden(COVER[:20] + STREAMS[channel] + COVER[20:])
    assert (found.channel, found.payload) == (channel, MESSAGE.encode())
    assert (found.start, found.end) == (20, 20 + len(STREAMS[channel]))
    assert found.text == STREAMS[channel]


@pytest.mark.parametrize("channel", ["PyZeroWidth", "zwsp-steg", "zwfp", "unicode_steganography"])
def test_a_message_spread_over_the_text_is_read(channel: str) -> None:
    stream = STREAMS[channel]
    cover = COVER * (len(stream) // len(COVER) + 1)
    text = "".join(map("".join, zip(cover, stream, strict=False))) + cover[len(stream) :]
    found = find_hidden(text)
    assert {(run.channel, run.payload) for run in found} == {(channel, MESSAGE.encode())}


def test_innamark_is_read_from_the_spaces() -> None:
    stream = "".join(digits(c, "\u2008\u2009\u202f\u205f", 4)[::-1] for c in "ok")
    words = COVER.split()
    spaced = "".join(map("".join, zip(words, stream, strict=False)))
    found = find_hidden(spaced + " " + " ".join(words[len(stream) :]))
    assert {run.channel for run in found} == {"Innamark"}
    assert found[0].payload == b"ok"


def test_attacks_are_named() -> None:
    assert find_hidden("appeam\br")[0].channel == "deletion attack"
    assert find_hidden("a\u202ecb\u202cd")[0].channel == "reordering attack"
    assert find_hidden('"user\u202e \u2066// admin\u2069 \u2066"')[0].channel == "Trojan Source"
    assert find_hidden("end\t  \t \t   \nnext")[0].channel == "trailing white space (SNOW)"
    assert find_hidden("see https://zws.im/\u200c\U000e0061\U000e0062")[0].channel == (
        "zws.im short address"
    )


def test_encrypted_messages_are_named_and_not_made_up() -> None:
    stream = "\u2062" + "\u200c\u200d\u2061\u2062\u2063\u2064" * 40
    found = find_hidden(COVER + stream)
    assert found[0].payload is None


def test_a_binary_manifest_is_given_as_it_is() -> None:
    manifest = b"\0\0\0\x10jumb\xff\xfe"
    wrapper = selectors(b"C2PATXT\0\x01" + len(manifest).to_bytes(4, "big") + manifest)
    [found] = find_hidden("text\ufeff" + wrapper)
    assert (found.channel, found.payload) == ("C2PA text manifest", manifest)


def test_a_manifest_can_be_kept() -> None:
    text = "text\ufeff" + selectors(b"C2PATXT\0\x01\0\0\0\x02ok") + " a\u200bb"
    assert strip_invisible.configure(keep_c2pa=True)(text) == text.replace("\u200b", "")
    assert strip_invisible(text) == "text ab"


def test_lz_utf8() -> None:
    assert stegcloak.inflate(b"abcd\xc4\x04") == b"abcdabcd"
    assert stegcloak.inflate("\u00e9".encode()) == "\u00e9".encode()
    assert stegcloak.inflate(b"a\xc4\x09") is None


def test_a_finding_is_one_line_of_ascii() -> None:
    [found] = find_hidden("x\u200b\x1by")
    assert isinstance(found, Hidden)
    assert found.line.isascii()
    assert "\x1b" not in found.line
    assert found.code_points == ("U+200B", "U+001B")
    assert found.names == ("ZERO WIDTH SPACE", "<control>")
    assert found.rules == ("INV213", "INV210")


def test_what_writing_needs_is_not_reported() -> None:
    for text in (
        "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",
        "\u2764\ufe0f",
        "\u4e2d\u3000\u6587",
    ):
        assert find_hidden(text) == ()
        assert reveal(text) is text


def test_reveal_shows_the_hidden_and_only_it() -> None:
    assert reveal("a\u200bb\u2764\ufe0f") == "a\u27e8ZWSP U+200B\u27e9b\u2764\ufe0f"
    assert reveal("x\x1b[0m\U000e0041") == "x\u27e8ESC U+001B\u27e9[0m\u27e8TAG A U+E0041\u27e9"


@pytest.mark.parametrize("function", [find_hidden, reveal])
def test_anything_but_text_is_refused(function: object) -> None:
    with pytest.raises(InputTypeError):
        function(b"bytes")  # type: ignore[operator]


@given(text=texts)
def test_findings_are_sorted_and_name_what_stands_there(text: str) -> None:
    end = 0
    for found in find_hidden(text):
        assert end <= found.start < found.end
        assert found.text == text[found.start : found.end]
        assert found.rules
        assert found.line.isascii()
        end = found.end


@given(text=st.lists(sentences, max_size=3).map(" ".join))
def test_nothing_is_found_in_clean_text(text: str) -> None:
    assert find_hidden(text) == ()


@given(stream=st.text(st.sampled_from(channels.ZERO_WIDTH[0].alphabet + "\u200b\ufeff\u200e")))
def test_decoders_take_any_stream(stream: str) -> None:
    for channel in channels.ZERO_WIDTH:
        if stream and not set(stream) - set(channel.alphabet):
            channel.decode(stream)


def test_confusables_are_reported_in_the_script_of_the_word() -> None:
    found = find_confusables(
        "p\u0430yp\u0430l \u0434o\u043c Moscow \u041c\u043e\u0441\u043a\u0432\u0430"
    )
    assert [(c.start, c.end, c.plain) for c in found] == [
        (0, 6, "paypal"),
        (7, 10, "\u0434\u043e\u043c"),
    ]
    assert all(c.line.isascii() for c in found)


@given(text=texts)
def test_confusables_keep_the_length_of_words(text: str) -> None:
    for found in find_confusables(text):
        assert text[found.start : found.end] == found.word != found.plain
        assert len(found.word) == len(found.plain)


def test_findings_take_time_in_proportion() -> None:
    def seconds(size: int) -> float:
        begin = time.thread_time()
        assert len(find_hidden("a\u200b" * size)) == size
        return time.thread_time() - begin

    seconds(2_000)
    short, long = (min(seconds(size) for _ in range(3)) for size in (4_000, 16_000))
    assert long < 10 * short + 0.05


def test_abbreviations_are_those_of_unicode() -> None:
    """Unicode lists them among its aliases (NameAliases.txt), save two that have names only."""
    import unicodedata2

    shorts = {char: short(char) for char in map(chr, range(0x110000)) if short(char)}
    assert len({*shorts.values()}) == len(shorts)
    for char, name in shorts.items():
        if name.startswith("TAG "):
            assert name[4:].encode()[0] == ord(char) - 0xE0000
        elif name.startswith("VS"):
            assert unicodedata2.lookup(f"VARIATION SELECTOR-{name[2:]}") == char
        elif name not in ("IDSP", "OBJ"):
            assert unicodedata2.lookup({"BOM": "ZWNBSP"}.get(name, name)) == char
    assert sum(name.startswith("VS") for name in shorts.values()) == 256
    assert sum(name.startswith("TAG ") for name in shorts.values()) == 94
    assert (short("\u3000"), short("\ufffc")) == ("IDSP", "OBJ")
