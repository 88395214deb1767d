"""Messages of where marks stand, among them marks that writing may need and that stay."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cleantext import find_hidden, strip_invisible
from cleantext.hidden.places import rows
from tests.encoders import at_places, glassworm, glyphsmythe, owmark, selectors

LATIN = "the quick brown fox jumps over the lazy dog and runs away into the green woods again, "
HINDI = "\u0915\u094d\u0937\u0924\u094d\u0930 \u0915\u0940 "
HEBREW = "\u05d4\u05e8\u05d2\u05e9 \u05de\u05e9\u05d4\u05d5 "
PERSIAN = "\u0645\u06cc \u062e\u0648\u0627\u0647\u0645 \u0628\u0631\u0648\u0645 "
THAI = "\u0e01\u0e32\u0e23\u0e17\u0e33\u0e07\u0e32\u0e19"
HAN = "\u6771\u4eac\u90fd\u6e0b\u8c37\u533a"
DIGITS = "0123456789"
LETTERS = "".join(sorted(set(LATIN) - set(" ,")))

# cover, what a place may hold in the order of its value, what a place stands behind (or: any)
CHANNELS = {
    "zero-width spaces behind letters": (LATIN, ("", "\u200b"), LETTERS),
    "soft hyphens": (LATIN, ("", "\u00ad"), ""),
    "word joiners behind spaces": (LATIN, ("", "\u2060"), " "),
    "grapheme joiners": (LATIN, ("", "\u034f"), ""),
    "double spaces": (LATIN, ("", " "), " "),
    "thin spaces": (LATIN, ("", "\u2009"), " "),
    "joiners behind a virama": (HINDI, ("", "\u200d"), "\u094d"),
    "joiner or non-joiner": (HINDI, ("\u200c", "\u200d"), "\u094d"),
    "non-joiners of Persian": (PERSIAN, ("", "\u200c"), "".join(sorted(set(PERSIAN) - {" "}))),
    "marks of direction": (HEBREW, ("\u200e", "\u200f"), "".join(sorted(set(HEBREW) - {" "}))),
    "zero-width spaces of Thai": (THAI, ("", "\u200b"), ""),
    "ideographic selectors": (HAN, ("\U000e0100", "\U000e0101"), HAN),
    "styles of digits": (DIGITS, ("\ufe0e", "\ufe0f"), DIGITS),
    "a style of some digits": (DIGITS, ("", "\ufe0f"), DIGITS),
    "styles of an emoji": ("I\u2764it ", ("\ufe0e", "\ufe0f"), "\u2764"),
    "four marks": (LATIN, ("", "\u200b", "\u200c", "\u200d"), LETTERS),
}
KEPT = {"joiners behind a virama", "joiner or non-joiner", "styles of digits", "styles of an emoji"}


def text_of(name: str, message: str) -> str:
    cover, digits, places = CHANNELS[name]
    return at_places(cover * (8 * len(message) + 8), message, digits, places)[: 400 * len(message)]


@pytest.mark.parametrize("name", CHANNELS)
@pytest.mark.parametrize("message", ["meet at dawn", "user:90417 role=admin"])
def test_places_are_read(name: str, message: str) -> None:
    text = text_of(name, message)
    found = find_hidden(text)
    assert {run.payload for run in found} == {message.encode()}
    assert {run.sure > 0.99 for run in found} == {True}
    assert all(run.line.isascii() for run in found)
    starts = [run.start for run in found]
    assert starts == sorted(starts)


@pytest.mark.parametrize("before", range(9, 17))
@pytest.mark.parametrize("name", ["zero-width spaces behind letters", "soft hyphens"])
def test_a_message_may_begin_in_the_middle(name: str, before: int) -> None:
    for message in ("meet at dawn", "user:90417 role=admin"):
        text = LATIN * 2 + "a" * before + text_of(name, message)
        assert {run.payload for run in find_hidden(text)} == {message.encode()}


@pytest.mark.parametrize("name", sorted(KEPT))
def test_what_writing_may_need_is_named_and_left(name: str) -> None:
    text = text_of(name, "meet at dawn")
    assert strip_invisible(text) == text
    assert {run.rules for run in find_hidden(text)} == {()}
    assert "stay" in find_hidden(text)[0].reason


def test_private_use_is_named_and_left() -> None:
    bits = "".join(f"{byte:08b}" for byte in b"meet at dawn")
    text = LATIN + bits.replace("0", "\ue000").replace("1", "\uf8ff") + LATIN
    assert strip_invisible(text) == text
    [found] = find_hidden(text)
    assert (found.rules, found.payload, found.channel) == (
        (),
        b"meet at dawn",
        "bits of private use",
    )
    assert find_hidden(f"{LATIN} \ue0b0 {LATIN}") == ()


def test_empty_short_long_cut_and_twice() -> None:
    cover, digits, places = CHANNELS["joiners behind a virama"]
    for message in ("", "x"):
        assert {f.payload for f in find_hidden(at_places(cover * 9, message, digits, places))} <= {
            message.encode()
        }
    long = "one row after the other, " * 100
    text = at_places(cover * (4 * len(long)), long, digits, places)
    assert {f.payload for f in find_hidden(text)} == {long.encode()}
    # of what is cut the beginning is read, or nothing
    message = "meet at dawn by the gate"
    cut = find_hidden(text_of("soft hyphens", message)[:150])
    assert all(message.encode().startswith(f.payload or b"") for f in cut)
    twice = find_hidden(text_of("double spaces", message) * 2)
    assert {f.payload for f in twice} <= {None, message.encode()}


@settings(max_examples=30)
@given(marks=st.lists(st.booleans(), min_size=60, max_size=200), share=st.integers(1, 9))
def test_marks_as_they_come_say_nothing(marks: list[bool], share: int) -> None:
    text = "".join(
        LATIN[k % len(LATIN)] + "\u200b" * (mark and k % share == 0) for k, mark in enumerate(marks)
    )
    assert [row for row in rows(text) if row.reading.margin < 12] == []


@pytest.mark.parametrize(
    "text", [LATIN * 20, HINDI * 90, "if x:\n    y = 1  # why\n" * 40, "a | b  | c\n" * 40]
)
def test_no_message_is_made_up(text: str) -> None:
    assert list(rows(text)) == []


def test_tools_are_known_by_their_signature() -> None:
    mark = bytes(range(1, 13))
    [found] = find_hidden(LATIN + owmark(mark))
    assert (found.channel, found.payload) == ("owmark", mark)
    [found] = find_hidden(glassworm("console.log(1)"))
    assert (found.channel, found.payload) == (
        "variation-selector bytes (GlassWorm)",
        b"console.log(1)",
    )
    [found] = find_hidden(LATIN + glyphsmythe("meet at dawn"))
    assert (found.channel, found.payload) == (
        "variation-selector bytes (glyphsmythe)",
        b"meet at dawn",
    )
    [found] = find_hidden("\U0001f600" + selectors(b"meet at dawn"))
    assert found.channel == "variation-selector bytes"
