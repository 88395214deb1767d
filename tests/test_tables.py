"""Generated tables: regenerating changes nothing, and they hold what Unicode says they should."""

import re
from itertools import pairwise

import pytest
import regex
import unicodedata2

from cleantext.data import confusables, normalization, unicode_classes, variations
from cleantext.data.build import invisible as build_invisible
from cleantext.rules.invisible.catalogue import RANGES
from tests.tools import generator

GENERATORS = ("unicode_classes", "variations", "normalization", "confusables")


@pytest.mark.parametrize("name", GENERATORS)
def test_regenerating_changes_nothing(name: str) -> None:
    module = generator(name)
    assert module.render() == module.TARGET.read_text(encoding="ascii")


def test_the_table_of_the_kernel_for_invisible_characters_is_made_of_the_classes() -> None:
    assert build_invisible.render() == build_invisible.TARGET.read_bytes()


def test_versions_are_pinned() -> None:
    assert unicodedata2.unidata_version == unicode_classes.UNICODE_VERSION == "18.0.0"
    assert normalization.UNICODE_VERSION == "18.0.0"
    assert confusables.UNICODE_VERSION == "17.0.0"
    assert variations.EMOJI_VERSION == "18.0.0"
    assert variations.STANDARDIZED_VERSION == "16.0.0"


def members(pattern: str) -> set[int]:
    match = regex.compile(pattern, regex.V1).match
    return {cp for cp in range(0x110000) if not 0xD800 <= cp <= 0xDFFF and match(chr(cp))}


def test_the_catalogue_is_every_character_without_ink() -> None:
    listed = {cp for low, high in RANGES for cp in range(low, high + 1)}
    ignorable = members(r"\p{Default_Ignorable_Code_Point}")
    format_ = members(r"[\p{Cf}--\p{Prepended_Concatenation_Mark}]")
    controls = members(r"[\p{Cc}--\p{White_Space}]")
    noncharacters = members(r"\p{Noncharacter_Code_Point}")
    # blanks that lay out a cluster or hold a stem: a glyph to Unicode, but one without ink
    blanks = {0x13441, 0x13442, 0x16FE4, 0x1D159}
    assert listed - {0xFFFC} - blanks == ignorable | format_ | controls | noncharacters


def test_every_emoji_of_two_presentations_is_a_base() -> None:
    """UTS #51: what is text by default becomes an emoji by VARIATION SELECTOR-16."""
    bases = regex.compile(f"[{variations.BASES[chr(0xFE0F)]}]")
    for cp in members(r"[\p{Emoji}--\p{Emoji_Presentation}]"):
        assert bases.match(chr(cp)), f"U+{cp:04X}"
    assert variations.BASES["\ufe0e"] == variations.BASES["\ufe0f"]


def test_groups_do_not_overlap() -> None:
    spans = sorted(RANGES)
    assert all(a[1] < b[0] for a, b in pairwise(spans))


@pytest.mark.parametrize("name", [name for name in vars(unicode_classes) if name.isupper()])
def test_classes_compile_for_re(name: str) -> None:
    if name != "UNICODE_VERSION":
        re.compile(f"[{getattr(unicode_classes, name)}]")


def test_arabic_letter_mark_does_not_make_its_line_right_to_left() -> None:
    assert not re.search(f"[{unicode_classes.RTL}]", "\u061c\u200f")
    assert not re.search(f"[{unicode_classes.RTL}]", "\u0378\U00040000"), "unassigned"
