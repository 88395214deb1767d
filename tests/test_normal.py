"""The normal stage: line ends, spaces, normalization forms."""

import pytest
import unicodedata2
from hypothesis import given
from hypothesis import strategies as st

from cleantext import Pipeline, normalize, presets
from cleantext.rules import get
from tests.strategies import texts

composed, compatible = get("composed"), get("compatible")

# Letters, marks and what they compose to, from scripts with special cases.
PIECES = (
    "aeq\u00e9\u1ec7\u0301\u0323\u0307\u0327\u031b\u0345\u0340\u0344\u0958\u0915\u093c\u0928\u094d"
    "\u09c7\u09be\u0dd9\u0dca\u0dcf\u1025\u102e\u1037\u103a\u1100\u1161\u11a8\uac00\uac01\u0627"
    "\u0653\u0654\u064e\u0651\u05d0\u05b8\u05bc\u05c1\ufb2a\u0e38\u0e48\u0f71\u0f72\u0f73\u0374"
    "\u212b\u2126\uf900\u30ab\u3099\uff76\uff9e\ufb01\u00b2\u00bd\U00011131\U00011127\U0001d15e "
)
marked = st.text(st.sampled_from(PIECES), max_size=12)


@given(text=st.one_of(marked, texts, st.text(max_size=30)))
def test_composed_is_nfc_of_unicode_18(text: str) -> None:
    assert composed(text) == unicodedata2.normalize("NFC", text)


@given(text=st.one_of(marked, texts, st.text(max_size=30)))
def test_compatible_is_nfkc_of_unicode_18(text: str) -> None:
    assert compatible(text) == unicodedata2.normalize("NFKC", text)


def test_more_marks_than_any_writing_has_stay() -> None:
    zalgo = "e" + "\u0301\u0323" * 5_000
    assert composed(zalgo) is zalgo
    assert compatible(zalgo) is zalgo


@given(lines=st.lists(st.text("ab ", max_size=4), min_size=1, max_size=6))
@pytest.mark.parametrize("end", ["\u2028", "\x85", "\x0b", "\x0c", "\n\x0c", "\x0c\n"])
def test_every_line_end_becomes_a_line_feed(end: str, lines: list[str]) -> None:
    text = "x" + end.join([*lines, ""]).rstrip(end) + "x"
    plain = get("NRM301")(text)
    assert not set(plain) & set("\u2028\u2029\x85\x0b\x0c")
    assert plain.replace("\n", "") == text.translate({ord(c): None for c in "\u2028\x85\x0b\x0c\n"})


@given(lines=st.lists(st.text("ab ", max_size=4), min_size=2, max_size=6))
def test_windows_line_ends_stay_and_can_be_changed(lines: list[str]) -> None:
    text = "\r\n".join(lines)
    assert Pipeline([get("NRM301"), get("NRM302")])(text) is text
    assert get("NRM320")(text) == "\n".join(lines)


@given(words=st.lists(st.sampled_from(["so", "we", "go"]), min_size=2, max_size=8), data=st.data())
@pytest.mark.parametrize("space", "\u00a0\u202f\u2009\u2003\u200a\u205f\u2800")
def test_stray_spaces_become_plain(space: str, words: list[str], data: st.DataObject) -> None:
    gap = st.sampled_from([" ", space])
    text = words[0] + "".join(data.draw(gap) + word for word in words[1:]) + "."
    assert normalize(text) == " ".join(words) + "."


@pytest.mark.parametrize(
    "text",
    [
        "Quoi\u00a0? Oui\u202f! \u00ab\u00a0Non\u00a0\u00bb\u00a0: 50\u00a0%",
        "10\u202f000\u00a0km \u00e0 3\u00a0\u20ac",
        "\u4e2d\u3000\u6587",
        "\u1820\u202f\u1820",
        "\u2813\u2800\u283a",
    ],
)
def test_spaces_with_a_use_stay(text: str) -> None:
    assert normalize(text) is text
    assert normalize.configure(spaces="keep")(text + "\u2003x") == text + "\u2003x"
    assert "\u00a0" not in normalize.configure(spaces="space")(text)


def test_opt_in_rules_run_only_where_asked_for() -> None:
    text = "\ufb01ne \u201c\uff21\u00b2\u201d p\u0430ypal\r\n"
    assert normalize(text) is text
    assert normalize.select("NRM", "NRM332", "NRM333")(text) == (
        'fine "\uff21\u00b2" p\u0430ypal\r\n'
    )
    assert presets.strict.select("NRM")(text) == 'fine "A2" paypal\n'
