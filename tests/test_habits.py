"""What a segment does throughout, what is no sentence, and what is known of a word."""

import pytest

from cleantext.rules.spacing.habits import Habits
from cleantext.rules.spacing.statement import is_statement
from cleantext.rules.spacing.words import (
    frequency,
    is_abbreviation,
    is_title,
    word_after,
    word_before,
)


def test_habits_of_a_segment() -> None:
    assert Habits("a `house.Green` and <code>x.Yz</code>, `no more`").coded == {
        "house.Green",
        "x.Yz",
    }
    members = Habits("json.Decoder json.Encoder json.The os.Path").members
    assert (members["json"], members["os"]) == (2, 1)
    assert Habits("One. Two. Three. Four").collapses_doubles
    assert not Habits("One. Two. Three").collapses_doubles
    assert Habits("One. Two. Three. Four.  Five").collapses_doubles
    assert not Habits("One. Two. Three. Four.  Five.  Six").collapses_doubles
    assert Habits("so  it " * 7).is_justified
    assert not Habits("so  it " * 3).is_justified
    assert not Habits("so  it " * 7 + "and it is so " * 100).is_justified
    assert Habits("It ; is ; so ;\n").spaced == {";"}
    assert Habits("It ; is ; so").spaced == set()
    assert Habits("It ; is ; so ;\nit; is; so; it").spaced == set()
    assert Habits("a:b c:d e:f").has_glued_colons
    assert not Habits("a:b c:d").has_glued_colons
    assert not Habits("a:b c:d e:f: so: it: is: a").has_glued_colons
    assert Habits(".Internal and .External").has_dotted_names
    assert not Habits(".Internal and External").has_dotted_names
    assert Habits("!House and !Town").is_prefix("!")
    assert not Habits("!House and !Town").is_prefix(".")
    assert Habits("(a ,b) `(c ,d)").unquotes
    assert not Habits("a `(c ,d)").unquotes
    assert Habits("f( x ) and g( y )").calls_with_spaces
    assert not Habits("f( x ) and (y)").calls_with_spaces


@pytest.mark.parametrize(
    "line",
    [
        "x = house;", "f(a, b);", "a -> b {", ".br and so", "'in 2", "// it is so", "# it is so",
        "$ find it", '"a" + "b"', "return any(x)", "assert f(x)", "print f(x)", "if f(x):",
        "for a in f(x):", "f(a, ...)", "${it} is", "} else", "a && b", "a || b", "[:alpha:]",
        "color:red;", "f( x )", "2 a x, 4 b , c y",
    ],
)  # fmt: skip
def test_statements_are_no_sentences(line: str) -> None:
    assert is_statement(line)


@pytest.mark.parametrize(
    "line",
    [
        "It is so; and more.", "He came (as they say) home.", "We return it.",
        "If it is so (as is):", "The house of Anna, a. and b.", "I am a one", "a b",
        "So it is to us.", "So it is & more", "He said so...",
    ],
)  # fmt: skip
def test_sentences_are_no_statements(line: str) -> None:
    assert not is_statement(line)


def test_words_at_a_place() -> None:
    assert word_before("the house.", 9) == "house"
    assert word_before("don't.", 5) == "don't"
    assert word_before("'tis.", 4) == "tis"
    assert word_before("12", 2) == ""
    assert word_before("x" * 64, 64) == "x" * 64
    assert word_before("x" * 65, 65) == ""
    assert word_before("e\u0301t", 3) == "e\u0301t"
    assert word_after("the house.", 4) == "house"
    assert word_after("don't x", 0) == "don't"
    assert word_after("don' x", 0) == "don"
    assert word_after("12", 0) == ""


def test_how_common_a_word_is() -> None:
    assert frequency("The", "en") > 6 > frequency("house", "en") > 3
    assert frequency("zzqyk", "en") == 0
    assert frequency("house's", "en") == frequency("house\u2019s", "en") > 3
    assert frequency("Haus", "de") > frequency("Haus", "en")
    assert frequency("l'eau", "fr") > 3


@pytest.mark.parametrize(
    ("word", "expected"),
    [("House", True), ("H", True), ("house", False), ("HOuse", False), ("It's", True),
     ("IT's", False), ("O\u2019neil", True), ("", False), ("\xc9tat", True)],
)  # fmt: skip
def test_titles(word: str, expected: bool) -> None:
    assert is_title(word) is expected


def test_abbreviations() -> None:
    assert is_abbreviation("Etc") and is_abbreviation("dr")
    assert not is_abbreviation("house")
