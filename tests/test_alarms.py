"""The gate of mojibake fires on whatever any channel makes of any letter, mark or sign."""

import unicodedata

import pytest

from cleantext.rules.encoding.alarms import alarms
from cleantext.rules.encoding.channels import MISREAD, PAGES, WIDE, glyphs, lost
from cleantext.rules.encoding.gates import MOJIBAKE
from cleantext.rules.encoding.reading import ALPHABETS, alphabet

ALPHABET = dict(line.split() for line in ALPHABETS.read_text(encoding="utf-8").splitlines())
FATES = {"whole": "", "drop": "", "question": "?", "replace": "\ufffd"}
SIGNS = (
    "\u201c\u201d\u2018\u2019\u2013\u2014\u2026\xab\xbb\u2039\u203a\u201e\u201a\u2022\xb7\xa1\xbf"
    "\xa7\xb6\u2020\u2021\u2032\u2033\u2010\u2011\u2015\u0964\u060c\u061b\u061f\u1362\u0589\u0f0b"
    "\u104b\u17d4\u3001\u3002\u300c\u300d\u05be\u05f3\uff0c\uff1f\uff01"
)
MARKS = (
    "\u0301\u0300\u0302\u0303\u0308\u0327\u0323\u0331\u05b0\u05b8\u064e\u0651\u0652\u093e\u094d"
    "\u09be\u0bbe\u0e31\u0e48\u0eb1\u102d\u17b6\u3099"
)


def image(text: str, page: str, fate: str) -> str:
    """UTF-8 read through a page; what it has no sign for is lost."""
    shown = dict(enumerate(glyphs(page), 0x80))
    if fate != "whole":
        shown |= dict.fromkeys(lost(page), FATES[fate])
    return "".join(shown.get(byte, chr(byte)) for byte in text.encode())


def words(letters: str) -> list[str]:
    """Words with the letters of an alphabet: each in one where they are Latin ones."""
    if any(unicodedata.name(c).startswith("LATIN") for c in letters):
        return [f"ma{c}en" for c in letters]
    return [letters[k : k + 5] for k in range(0, len(letters), 5)]


def is_written(text: str) -> bool:
    """Whether some language has all letters of a text: then nothing about it tells."""
    high = {c for c in unicodedata.normalize("NFC", text) if c > "\x7f"}
    return any(high <= alphabet(code) | set(SIGNS) for code in ALPHABET)


def is_fired_on(text: str) -> bool:
    return MOJIBAKE.find(text) >= 0  # the characters alone


@pytest.mark.parametrize("page", PAGES)
def test_every_image_begins_with_a_character_of_the_gate(page: str) -> None:
    assert all(is_fired_on(glyphs(page)[byte - 0x80]) for byte in range(0xC2, 0xF5))


@pytest.mark.parametrize("page", WIDE)
def test_every_character_in_a_wide_page_leaves_one_of_the_gate(page: str) -> None:
    for code in (*range(0xA0, 0xD800), *range(0xE000, 0x30000)):
        character = chr(code)
        if unicodedata.category(character)[0] in "LMP":
            assert is_fired_on(character.encode().decode(page, "replace")), hex(code)


@pytest.mark.parametrize("written", sorted({page for _, page, _ in MISREAD}))
def test_every_character_of_a_page_leaves_one_of_the_gate_in_another(written: str) -> None:
    for viewer in {viewer for viewer, page, _ in MISREAD if page == written}:
        assert all(map(is_fired_on, glyphs(viewer)))


@pytest.mark.compiled
@pytest.mark.parametrize("fate", FATES)
def test_a_line_in_any_alphabet_alarms(fate: str) -> None:
    for code, letters in ALPHABET.items():
        line = " ".join(words(letters))
        for page in PAGES if len(letters) > 2 else ():
            assert alarms(image(line, page, fate)), (code, page)


@pytest.mark.compiled
@pytest.mark.parametrize("fate", FATES)
def test_a_letter_in_a_word_alarms_unless_what_is_left_is_a_word(fate: str) -> None:
    for letter in {c for letters in ALPHABET.values() for c in letters if c < "\u0250"}:
        for page in PAGES:
            text = image(f"ma{letter}en", page, fate)
            assert alarms(text) or (fate == "drop" and is_written(text)), (letter, page)


@pytest.mark.compiled
@pytest.mark.parametrize("fate", FATES)
def test_signs_and_marks_alarm_unless_what_is_left_is_a_word(fate: str) -> None:
    for page in PAGES:
        for sign in SIGNS:
            for context in ("text{0} here", "He said {0}yes{0} and it is not well {0} so"):
                text = image(context.format(sign), page, fate)
                is_word = fate == "drop" and is_written(text)
                assert alarms(text) or is_word, (hex(ord(sign)), page)
        for mark in MARKS:
            text = image(f"he{mark}re is one", page, fate)
            is_word = is_written(text.replace("\xad", ""))
            assert alarms(text) or (fate == "drop" and is_word), (hex(ord(mark)), page)


@pytest.mark.compiled
def test_a_line_in_any_alphabet_that_was_read_through_another_page_alarms() -> None:
    for code, letters in ALPHABET.items():
        line = " ".join(words(letters))
        for viewer, page, _ in MISREAD if len(letters) > 3 else ():
            try:
                data = line.encode(page)
            except UnicodeEncodeError:
                continue
            shown = dict(enumerate(glyphs(viewer), 0x80))
            text = "".join(shown.get(byte, chr(byte)) for byte in data)
            assert text == line or alarms(text) or is_written(text), (code, viewer, page)
