"""The pass that finds marks worth a look: the compiled one answers as the plain one does."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cleantext.kernel.marks import PLAIN, has_marks, marks
from tests.strategies import texts

signs = st.sampled_from(
    [
        *".!?,;:)([]*'\"`-|<>/_ ",
        *"\u201c\u201d\u2018\u2019\u00bb\u00ab\u201e\u00bf\u2014\u3000\n",
        *("aB", "word", "\u00e9", "1", "\u00b2", "  ", " .", ",,", "](", "*["),
    ]
)
rows = st.lists(signs, max_size=30).map("".join)


@pytest.mark.compiled
@given(text=st.one_of(rows, texts))
@example(text="f(" + "x" * 97 + " ")
@example(text="f(" + "x" * 98 + " ")
@example(text="*[" + "x" * 300 + "](")
@example(text="*[" + "x" * 301 + "](")
@example(text="a.B c.'D")
@example(text="a." + "x" * 40 + ".Y a." + "x" * 41 + ".Y")
@example(text="a.bc." + "X" * 64 + " a.bc." + "X" * 65)
@example(text="a." + "b" * 64 + "( a." + "b" * 65 + "(")
@example(text="(" + "x" * 599 + ")a (" + "x" * 600 + ")a")
@example(text="](" + "x" * 599 + ")a ](" + "x" * 600 + ")a")
@example(text="$" + "x" * 95 + ".A $" + "x" * 96 + ".A")
@example(text="x.A" + "a" * 94 + "$ x.A" + "a" * 95 + "$ x.A" + "a" * 96 + "$")
@example(text="of(a " + "x" * 598 + "; of(a " + "x" * 599 + ";")
@example(text="a.bc.De- a.bc.De'f a.bc.De\u0301")
def test_both_find_alike(text: str) -> None:
    plain_marks, plain_has = PLAIN
    found = marks(text)
    assert found == plain_marks(text)
    assert has_marks(text) == plain_has(text) == any(found)


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("so.Then", 2),
        ("so.\u2014 Then", 2),
        ("so,then", 2),
        ("so ,then", 3),
        ("(a)then", 2),
        ("word(two words)", 4),
        ("( a", 0),
        ("*[text](address)", 1),
        ("so .", 3),
        ("e.g.The", 3),
        ("(a),then", 3),
        ("EU:n", 2),
        ("$so.Then-", 3),
        ("of(a <b c='d'>e)", 2),
        ("of(a b\nc=d)", 2),
        ("so.Then<br>", 2),
        ("<i>o</i>n(two words)", 9),
        ("f(a) (b)then", 7),
        ("[a](b(c))then", 8),
    ],
)
def test_marks_worth_a_look(text: str, at: int) -> None:
    for find in (marks, PLAIN[0]):
        assert find(text) == ([at], [])


@pytest.mark.parametrize(
    "text",
    [
        *("so. Then", "x.y", "f(x)", "[text](address)", "so .5", "so ; then", "so.Then(a)"),
        *("so.Then_", "f(x, y)", "of(x)then", "(a)(b)"),
        *("`so.Then`", "$so.Then", "of(two = words)", "of(a b|c)"),
    ],
)
def test_marks_that_are_none(text: str) -> None:
    for find in (marks, PLAIN[0]):
        assert find(text) == ([], [])


@pytest.mark.parametrize(
    "text", ["com.sun.star.Part", "App.Quit.now", "A1:B2", "(a):then", "f(A1;B2)", "9,Abc", "_:x"]
)
def test_marks_in_names_and_between_figures_that_no_judge_takes_for_slips(text: str) -> None:
    for find in (marks, PLAIN[0]):
        assert find(text) == ([], [])
