"""Every covert channel with a public alphabet is read: written here by its tool's algorithm."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from cleantext.hidden import find_hidden
from cleantext.hidden.cuts import likeliest
from cleantext.hidden.glyphmark import read_bits
from cleantext.hidden.plausible import score
from tests import encoders
from tests.encoders import ASCII_ONLY, ENCODERS

COVERS = (
    "The quick brown fox jumps over the lazy dog and runs away into the green woods again.",
    "Our family \U0001f468\u200d\U0001f469\u200d\U0001f467 went to see \U0001f3f4\U000e0067"
    "\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f and \u2764\ufe0f it.",
)
ASCII_MESSAGES = (
    "copied from the archive on Tuesday",
    "Hello, World!",
    "order-88213",
    "uid:90417 role=admin",
    "jane.roe@example.org",
    "https://example.net/track?c=5521",
    "build-4c0ffee9",
    "Do not share: draft of 2031-12-05.",
)
MESSAGES = (
    *ASCII_MESSAGES,
    "un caf\u00e9 \u00e0 No\u00ebl",
    "\u0432\u0441\u0442\u0440\u0435\u0447\u0430 \u0437\u0430\u0432\u0442\u0440\u0430",
    "\u03ba\u03b1\u03bb\u03b7\u03bc\u03ad\u03c1\u03b1",
    "\u05e9\u05dc\u05d5\u05dd \u05dc\u05db\u05dc \u05d4\u05e2\u05d5\u05dc\u05dd",
    "\u0928\u092e\u0938\u094d\u0924\u0947 \u0926\u0941\u0928\u093f\u092f\u093e",
    "\u6771\u4eac\u3067\u4f1a\u3044\u307e\u3057\u3087\u3046",
    "land at dawn \U0001f680",
    "line one\nline two",
    "again and again " * 30 + "done",
)
# Written without leading zeros or a mark between letters, so that long ones can be read in
# several ways; see `sneaky bits` among the decoders.
AMBIGUOUS = {"sneaky bits"}
FIXED = ENCODERS.keys() - AMBIGUOUS - {"zwsp-steg py"}


def payloads(text: str) -> set[bytes | None]:
    return {found.payload for found in find_hidden(text)}


@pytest.mark.parametrize("cover", COVERS)
@pytest.mark.parametrize("name", ENCODERS)
def test_messages_are_read(name: str, cover: str) -> None:
    messages = ASCII_MESSAGES if name in ASCII_ONLY | AMBIGUOUS else MESSAGES
    for message in messages:
        text = cover[:4] + ENCODERS[name](message) + cover[4:]
        assert payloads(text) == {message.encode()}, message


@pytest.mark.parametrize("name", ["PyZeroWidth 2, 8", "pyUnicodeSteganography", "zwsp-steg 3"])
@pytest.mark.parametrize("size", [1, 3, 4, 20])
def test_messages_spread_over_the_text_are_read(name: str, size: int) -> None:
    stream = ENCODERS[name]("order-88213")
    pieces = [stream[i : i + size] for i in range(0, len(stream), size)]
    cover = COVERS[0] * 2
    text = "".join(a + b for a, b in zip(cover, pieces, strict=False)) + cover[len(pieces) :]
    assert payloads(text) == {b"order-88213"}


@pytest.mark.parametrize("name", sorted(FIXED))
@settings(max_examples=15)
@example(words=["alpha"] * 4)
@example(words=["hotel"] * 4)
@given(
    words=st.lists(
        st.sampled_from("alpha Bravo charlie 17 delta-9 echo fox@trot.org golf hotel".split()),
        min_size=3,
        max_size=8,
    )
)
def test_any_words_are_read(name: str, words: list[str]) -> None:
    message = " ".join(words)
    text = COVERS[0][:20] + ENCODERS[name](message) + COVERS[0][20:]
    assert payloads(text) == {message.encode()}


@given(data=st.binary(min_size=2, max_size=60))
def test_bytes_that_are_no_text_are_given_as_they_are(data: bytes) -> None:
    data = b"\0" + data  # which is part of no text
    [found] = find_hidden("sealed" + encoders.selectors(data) + " letter")
    assert (found.channel, found.payload) == ("variation-selector bytes", data)
    manifest = b"C2PATXT\0\x01" + len(data).to_bytes(4, "big") + data
    assert payloads("text\ufeff" + encoders.selectors(manifest)) == {data}


@given(message=st.text(st.characters(min_codepoint=0x20, max_codepoint=0x7E), min_size=1))
def test_any_tags_are_read(message: str) -> None:
    assert payloads("see" + encoders.tags(message) + " this") == {message.encode()}


def test_code_points_that_lost_their_highest_digit_are_put_right() -> None:
    """zwsp-steg for Python keeps seven digits to base five: U+1F680 reads as U+C553."""
    for message in ("go \U0001f680\U0001f680", "\ub0b4\uc77c \ub9cc\ub098\uc694"):
        assert payloads("a" + encoders.zwsp_steg_py(message) + "b") == {message.encode()}


# Read by trying where letters end, which takes a second for some thousand digits.
SLOW = {
    "PyZeroWidth 4, 4", "hachibu", "pyUnicodeSteganography", "sneaky bits", "zwende", "zwfp",
}  # fmt: skip
SENTENCE = "meet at dawn by the north gate"


@pytest.mark.parametrize("name", ENCODERS)
def test_empty_one_byte_long_and_twice(name: str) -> None:
    write, cover = ENCODERS[name], COVERS[1]
    for message in ("", "x"):
        assert payloads(cover + write(message)) <= {None, message.encode()}
    lines = 8 if "glyphmark" in name else 30 if name in SLOW else 500  # 10 kB
    long = "".join(f"line {k} of the list\n" for k in range(lines)) + "done"
    assert payloads(cover[:4] + write(long) + cover[4:]) == {long.encode()}
    once = cover[:4] + write(SENTENCE) + cover[4:]
    assert payloads(f"{once} {once}") == {SENTENCE.encode()}


@pytest.mark.parametrize(
    "name",
    [
        pytest.param(
            name,
            marks=pytest.mark.xfail(reason="digits of another width make letters, too")
            if name in ("zero-width-detection", "zero-width-lib")
            else (),
        )
        for name in ENCODERS
    ],
)
def test_of_a_cut_message_the_beginning_is_read_or_nothing(name: str) -> None:
    """All but the last letter, of which some digits are there."""
    stream, cover = ENCODERS[name](SENTENCE), COVERS[0]
    for lost in (1, 3, 7):
        for payload in payloads(cover[:4] + stream[:-lost] + cover[4:]):
            text = (payload or b"").decode(errors="replace")
            assert SENTENCE.startswith(text[:-2]), lost


def test_two_messages_and_a_message_twice() -> None:
    first, second = (ENCODERS["steganographr"](text) for text in ("meet me", "not there"))
    cover = COVERS[0]
    assert payloads(cover + first + cover + second) == {b"meet me", b"not there"}
    again = ENCODERS["zwsp-steg 3"]("id 4711")
    assert payloads(cover + again + cover + again + cover) == {b"id 4711"}


def test_glyphmark_reads_through_decoys_and_not_without_its_key() -> None:
    stream = encoders.glyphmark("by Acme")
    packets = [stream[i : i + 80] for i in range(0, len(stream), 80)]
    decoys = ["\u200c\u200d\u200d", "\u200d", "\u200c\u200c\u200d\u200c\u200d", ""]
    strewn = "".join(a + b for a, b in zip(packets, decoys * 2, strict=False))
    assert read_bits(strewn) == b"by Acme"
    assert read_bits("\u200c\u200d" * 400) is None
    assert read_bits(stream[:80]) == b""  # a mark without a message


@pytest.mark.parametrize("alphabet", ["\u200c\u200d", "\u200b\u200c\u200d", "\u2062\u2064"])
def test_noise_is_not_read(alphabet: str) -> None:
    state, chars = 1, []
    for _ in range(600):
        state = (state * 1103515245 + 12345) % 2**31
        chars.append(alphabet[(state >> 16) % len(alphabet)])
    assert payloads(COVERS[0] + "".join(chars)) == {None}


def test_what_looks_like_a_message() -> None:
    for good, bad in (
        ("copied on Tuesday", "c%pi~d 0n Tue$d"),
        ("build-4c0ffee9", "build-4#0ff,&9"),
        ("\u043f\u0440\u0438\u0432\u0435\u0442", "\u043f\u05d0\u0e01\u0432\u4e01\u0442"),
    ):
        assert score(good) > score(bad)
    assert score("") == float("-inf")


@given(digits=st.lists(st.integers(0, 1), max_size=200), width=st.sampled_from([0, 8, 24]))
def test_cutting_takes_any_digits(digits: list[int], width: int) -> None:
    text = likeliest(digits, 2, width)
    assert text is None or text == "" or score(text) > float("-inf")
