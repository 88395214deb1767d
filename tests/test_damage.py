"""Laws of repaired mojibake: nothing made up, nothing lost, and damage that stays is said."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

import cleantext
from cleantext import find_damage, presets, repair_mojibake
from cleantext.edits import splice
from cleantext.rules.encoding import utf8
from cleantext.rules.encoding.channels import PAGES, glyphs, reading, starting
from tests.test_encoding import SENTENCES, damaged, robbed

SCRAPS = st.text(
    st.sampled_from("abc \n?\ufffd" + "".join(sorted({g for p in PAGES[:12] for g in glyphs(p)}))),
    max_size=40,
)
DAMAGED = st.one_of(
    SCRAPS,
    st.builds(damaged, st.sampled_from(SENTENCES), st.sampled_from(PAGES)),
    st.builds(
        robbed,
        st.sampled_from(SENTENCES),
        st.sampled_from(PAGES),
        st.sampled_from(["drop", "replace", "question"]),
    ),
)


@given(DAMAGED)
def test_no_character_comes_out_that_nobody_writes(text: str) -> None:
    made = set(repair_mojibake(text)) - set(text)
    assert not [c for c in made if unicodedata.category(c) in ("Cn", "Co", "Cs", "Cc")]


@given(DAMAGED)
def test_what_lost_nothing_is_reversible_byte_for_byte(text: str) -> None:
    for line in text.split("\n"):
        for found in utf8.readings(line):
            assert splice(line, found.edits) == found.new
            if len(found.channel) > 2:
                continue
            page = found.channel[1]
            for start, end, new in found.edits:
                data = new.encode()
                stretch = line[start:end]
                assert len(data) == len(stretch)
                for byte, character in zip(data, stretch, strict=True):
                    ways = (reading(page)[ord(character)], starting(page)[ord(character)])
                    assert chr(byte) in ways


@given(DAMAGED)
def test_damage_that_stays_is_said_and_keeps_its_bytes(text: str) -> None:
    left = repair_mojibake(text)
    for damage in find_damage(left):
        line = left[damage.start : damage.end]
        assert "\n" not in line and damage.short >= 0
        cleaned = presets.corpus(line)
        for byte in "\x81\x8d\x9d\xa0\xad":
            if find_damage(line):
                assert cleaned.count(byte) == line.count(byte)


def test_a_line_that_lacks_too_much_is_named_with_the_page_that_comes_near() -> None:
    text = "A plain line.\n\xcf\xf0\xe8"
    [damage] = find_damage(text)
    assert (damage.start, damage.end, damage.channel) == (14, 17, "misread cp1252 cp1251")
    assert presets.corpus(text) == text


@pytest.mark.xfail(reason="what lost a byte and keeps a soft hyphen has no reading that gains")
def test_a_letter_that_lost_its_no_break_space_beside_a_soft_hyphen_is_named() -> None:
    assert find_damage("A plain line.\ncaf\xc3 \xadand")


@pytest.mark.parametrize("text", SENTENCES, ids=lambda text: ascii(text[:8]))
def test_clean_text_has_no_damage(text: str) -> None:
    assert find_damage(text) == []
    assert cleantext.find_damage("") == []


@pytest.mark.parametrize(
    "text",
    [
        "x\xb2\xb3 \xbd \xbc \xbe",
        "\u03bb = 2\u03c0\xb7f",
        "P(T\u2264t), \u03b1=0.05",
        "\u03b8\xb0",
        "\u2211 a\u1d62\xb2 \u2265 (\u2211 a\u1d62)\xb2/n",
        "10 \xb5m \xd7 5 \xb5m \xb1 0.1",
    ],
)
def test_formulas_are_not_damaged(text: str) -> None:
    assert find_damage(text) == []


def test_pairs_of_bytes_in_damage_that_stays_are_not_composed() -> None:
    korean = "\uc218\uc815\ub41c \uc704\ud0a4\ub97c \uc800\uc7a5\ud558\ub824\uba74, \uc544\ub798"
    text = korean.encode().decode("cp949", "replace").replace("\ufffd", "?")
    assert any("\uf900" <= c <= "\ufaff" for c in text) and find_damage(text)
    assert cleantext.clean(text) == text
    assert cleantext.normalize("\uf9cd") == "\u7559"
