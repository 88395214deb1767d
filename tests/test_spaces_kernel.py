"""The pass over no-break spaces: the compiled one answers as the plain one does."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cleantext.kernel.spaces import PLAIN, no_breaks
from tests.strategies import texts

signs = st.sampled_from(
    [
        *"\u00a0\u202f\u2009 \n",
        *("\u00a0" * 4),
        *":;!?%&<>(.,)$'_",
        *"\u00ab\u00bb\u2039\u203a\u2018\u201c\u201e\u2013\u2116\u00d7\u00a2\u20ac\u0f04\u17d5\u17d9",
        *"aoivAOIVXLCKzkmgBHPpdn019\u00e9\u0432\u0456\u03a9\u00b5\u03bc\u3042\u2e00\u1f00",
        *("Hz", "min", "px", "dB", "word", "Mrs", "Prof", "Messrs", "IV.", "000", "\U0001f600"),
    ]
)
rows = st.lists(signs, max_size=24).map("".join)


@pytest.mark.compiled
@given(text=st.one_of(rows, texts))
@example(text="Abcd.\u00a0E Abcde.\u00a0E Abcdef.\u00a0E Abc.\u00a0E .\u00a0E")
@example(text="5\u00a0kmin 5\u00a0mmin 5\u00a0mm 5\u00a0minx 5\u00a0dBm 5\u00a0cd")
@example(text="a\u00a0II: a\u00a0I a\u00a0B\u00a0 a\u00a0AB.")
@example(text="\u00a0")
def test_both_find_alike(text: str) -> None:
    assert no_breaks(text) == PLAIN(text)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("word\u00a0word", [(4, 2)]),
        ("mot\u00a0!", [(3, 5)]),
        ("10\u202f000", [(2, 1)]),
        ("a\u00a0word", [(1, 8)]),
        ("(\u0432\u2009\u0434", [(2, 0)]),
        ("(\u0432\u00a0\u0434", [(2, 1)]),
        ("word", []),
    ],
)
def test_what_stands_around_a_space(text: str, found: list[tuple[int, int]]) -> None:
    for find in (no_breaks, PLAIN):
        assert find(text) == found
