"""What is known of a passage and of a place in it, fact by fact."""

import pytest

from cleantext.profile import view_of
from cleantext.rules.spacing.evidence import evidence, score
from cleantext.rules.spacing.local import Options, Passage


def facts(text: str) -> set[str]:
    """The evidence at the `|` of a text, which stands after a full stop."""
    left, right = text.split("|")
    return set(evidence(Passage.of(left + right), len(left) - 1, len(left)))


@pytest.mark.parametrize(
    ("text", "hold", "fail"),
    [
        (
            "We went to the house.|Green trees are there for us.",
            "bias;lower/title;left rank top;left length 5;right known;right length 4;pair left;"
            "article before;before 3;rest 2;plain;code talk 0;plain code talk 0;follow lower",
            "right opener;right member;non-ascii;same word;follow verb;left function word;"
            "no word before;technical;foreign;no prose;code words;left inflected;right adverb",
        ),
        (
            "Take json.|Decoder",
            "lower module;right member;lower + right member;module + right member;follow end;"
            "rest 0;technical;lower technical;right member technical;code talk 1;before 1",
            "plain;right known;article before;pair left;no word before;module follow verb",
        ),
        ("Use system.|Decoder", "lower module", "no word before"),
        ("We like System.|Decoder", "title module", "lower module"),
        ("We like linux.|Decoder", "left lower", "title module"),
        (
            "We like api.|Decoder gives it to us",
            "follow verb;module follow verb;follow lower;before 1",
            "follow end;plain",
        ),
        ("The House.|Of it, and more", "title/title;right opener;pair right often", "lower/title"),
        (
            "We are fed.|Slowly, it is.",
            "left high of 3;right adverb;follow comma;lower follow comma;follow function word",
            "follow lower;left inflected;left length 5;pair right;pair right often",
        ),
        ("We are fed.|Only, it is.", "left length 3", "right adverb;follow lower"),
        ("We are fed.|Ly, it is.", "right length 2", "right adverb"),
        ("They have walked.|Trees, they say", "left inflected", "left length 3;non-ascii"),
        ("They use testing.|Trees, they say", "left inflected module", "left inflected"),
        ("We saw it red.|It is.", "left length 3", "left inflected"),
        ("We like the houses.|House it is", "same word;right title", "module + right known"),
        ("zzqyk.|Zzqyk", "left rank none;right unknown;no word before;before 0;no prose", "plain"),
        (
            "It is of.|Is it",
            "left top of 2;left function word;follow function word",
            "left length 3",
        ),
        ("See the caf\xe9.|It is.", "non-ascii;follow verb;article before", "follow end"),
        ("See the house.|\xc9tat is.", "non-ascii", "right opener"),
        ("It is aHouse.|It.", "left mixed;mixed/title;follow end;rest 0;code words", "plain"),
        ("We saw HTML.|FOO 12", "upper/upper;upper module;follow other", "follow end;lower/title"),
        ("They saw it.|Trees; and so on", "follow mark", "follow other;follow end;follow lower"),
        ("They saw it.|Trees (and so on", "follow other", "follow mark;follow end"),
        ("They saw it.|Trees Green", "follow other word;lower follow other word", "follow lower"),
        ("They saw it.|Trees zzqyk", "follow lower unknown", "follow lower;follow other word"),
        ('They saw it.|Trees!" ', "follow end", "follow mark"),
        ("They saw a tree.|It", "article before;before 3;rest 0", "before 1;before 6"),
        ("It was they who saw the old green tree.|It is", "before 6", "before 3;no word before"),
        ("They saw.|It was a house, as they say", "before 1;rest 2", "rest 1;before 0;before 3"),
        ("They, saw.|It was so", "before 1;no word before", "pair left"),
        ("They zzqyk saw.|It was so", "before 1", "pair left;no word before"),
        ("Das Haus war alt.|Es ist so und es war gut.", "foreign;foreign opener", "no prose"),
        ("zzqyk qqvk wwxzk.|It", "no prose", "foreign"),
        ("We class the object, the method and the field.|It", "code talk 3;technical", "plain"),
        ("They went to us.|Of the", "pair right often;right opener follow lower", "pair right"),
    ],
)
def test_evidence_at_a_full_stop(text: str, hold: str, fail: str) -> None:
    found = facts(text)
    assert set(hold.split(";")) - found == set()
    assert set(fail.split(";")) & found == set()


def test_the_score_is_the_sum_of_what_holds() -> None:
    sentence, name = "We went to the house.The trees are here.", "Take json.Decoder"
    assert score(Passage.of(sentence), 20, 21) > 0 > score(Passage.of(name), 9, 10)


def test_a_passage_is_a_line_with_those_around_it() -> None:
    text = "one two\nthree four\nfive six\nseven eight\nnine ten\neleven"
    start = text.index("five")
    here = Passage(view_of(text), start, start + 8, Options())
    assert here.text == text.replace("\n", " ").removesuffix(" eleven")  # two on each side
    assert here.text[here.line] == "five six"
    first = Passage(view_of(text), 0, 7, Options())
    assert first.text == "one two three four five six"
    assert (first.low, first.high) == (0, text.index("\nseven"))
    wide = "x" * 121
    alone = Passage(view_of(f"one\n{wide}\ntwo"), 4, 4 + 121, Options())
    assert alone.text == wide  # no line of wrapped text is so long


def test_counts_in_a_passage() -> None:
    here = Passage.of('one "two" (three) "four" [five] the house and the hill')
    text = here.text
    assert here.count('"', 0) == 0
    assert here.count('"', text.index("two")) == 1
    assert here.count('"', text.index("(")) == 2
    assert here.total('"') == 4
    assert here.find_open("(", text.index("four")) == text.index("(")
    assert here.find_open("(", 3) == -1
    assert here.find_close(")", text.index("three")) == text.index(")")
    assert here.find_close(")", text.index("four")) == -1
    assert here.words_between(0, text.index("(")) == 2
    assert here.words_between(0, len(text)) == 10
    start = text.index("the house")
    assert here.small_words(start, len(text)) == 3
    assert here.small_words(start, text.index("house")) == 1
    assert Passage.of("a" + "(" * 600 + "b").find_open("a", 600) == 0
    assert Passage.of("a" + "(" * 600 + "b").find_open("a", 601) == -1


def test_the_run_around_a_place() -> None:
    here = Passage.of("the a.b/c and d")
    assert [here.token(at) for at in (4, 6, 8)] == ["a.b/c"] * 3
    assert here.token(len(here.text) - 1) == "d"
    assert here.token(0) == "the"
    assert Passage.of("x" * 96).token(0) == "x" * 96
    assert Passage.of("x" * 97).token(0) is None
    assert Passage.of("x" * 97 + " y").token(97 + 1) == "y"
    assert Passage.of("y " + "x" * 97).token(0) == "y"


@pytest.mark.parametrize(
    ("text", "shows"),
    [
        ("We call some_name here.", True),
        ("We call aName here.", True),
        ("We call it() here.", True),
        ("We call `it` here.", True),
        ("We call x=1 here.", True),
        ("We call a == b here.", True),
        ("We call a.b.c here.", True),
        ("We call --it here.", True),
        ("We call <it> here.", True),
        ("We call a2 here.", True),
        ("We call it here, and (so) they say; it is.", False),
    ],
)
def test_names_of_code_in_a_passage(text: str, shows: bool) -> None:
    assert Passage.of(text).has_code_words is shows


def test_kinds_of_passages() -> None:
    plain = "We went to the house on the hill and it was very late there"
    assert Passage.of(plain).is_plain
    assert not Passage.of("We went to the house on the hill and it was").is_plain
    assert not Passage.of(plain + " in some_name").is_plain
    assert not Passage.of(plain + " in the class").is_plain
    assert Passage.of("We use .NET here.").is_technical
    assert Passage.of("We use the compiler here.").is_technical
    assert not Passage.of(plain).is_technical
    assert Passage.of("the class and the object").code_talk >= 1
    assert Passage.of(plain).code_talk == 0
    assert Passage.of("the old house").is_familiar
    assert not Passage.of("old house").is_familiar
    assert not Passage.of("zzqyk qqvk wwxzk house").is_familiar
    assert Passage.of("the house is old").is_prose()
    assert not Passage.of("the old house").is_prose()
    assert Passage.of("the old house").is_prose(3)
    assert Passage.of("We like red,green and blue,yellow here").lists_without_spaces
    assert not Passage.of("We like red,green and blue here").lists_without_spaces
    assert not Passage.of("We like red,and we like blue,but so").lists_without_spaces
    assert not Passage.of("We like red,green, and blue, and blue,yellow, so").lists_without_spaces


def test_high_marks_with_a_space_before_them() -> None:
    assert Passage.of("Que voulez-vous dire par l\xe0 ? Nous ne le savons pas !").has_french_spacing
    assert Passage.of("We said \xabso\xbb to the house").has_french_spacing
    assert not Passage.of("We went to the house ? It was late ! So it was.").has_french_spacing
    assert Passage.of("zzqyk ? qqvk ! wwxzk").has_french_spacing
    assert not Passage.of("zzqyk ? qqvk ? wwxzk").has_french_spacing


def test_words_that_begin_a_clause() -> None:
    english = Passage.of("We went to the house on the hill.")
    assert english.opens_clause("The") and english.opens_clause("It's")
    assert english.opens_clause("It\u2019s")
    assert not english.opens_clause("House")
    german = Passage.of("Das ist das Haus auf dem Berg und es ist alt.")
    assert german.lang == "de"
    assert german.opens_clause("Der") and not german.opens_clause("Haus")
    assert german.opens_clause("These")  # of English, and no other language's
    assert not german.opens_clause("To")
    assert Passage(german.view, 0, 10, Options(lang="en")).lang == "en"


def test_small_words_are_small() -> None:
    here = Passage.of("We take x FROM y of the house.")
    assert here.is_function_word("from") and here.is_function_word("From")
    assert not here.is_function_word("FROM")
    assert Passage.of("WE TAKE IT FROM THE HOUSE").is_function_word("FROM")
    assert not here.is_function_word("house")


def test_words_that_are_known() -> None:
    here = Passage.of("We went to the house on the hill.")
    assert here.is_word("house") and here.is_word("House") and here.is_word("caf\xe9x")
    assert not here.is_word("zzqyk") and not here.is_word("\xe9")
    assert here.is_own_word("house") and not here.is_own_word("zzqyk")
    swedish = Passage.of("Huset p\xe5 kullen \xe4r gammalt och det byggdes f\xf6re kriget.")
    assert swedish.lang == "sv"
    assert swedish.is_word("zzqyk") and not swedish.is_word("zzq")
    assert not swedish.is_word("dotnet")


def test_spans_of_a_passage_are_counted_from_its_start() -> None:
    text = 'They are here.\nThey say "x , y" to you.'
    start = text.index("They say")
    here = Passage(view_of(text), start, len(text), Options())
    at = here.text.index(" , ")
    span = here.span(at, at + 1)
    assert (here.text[span.start : span.end], span.kind) == ('"x , y"', "quoted")


@pytest.mark.parametrize(
    ("text", "aligned"),
    [
        ("a house  is green\na trees  is brown", True),
        ("a house  is green\na tree  is brown", False),
        ("a house  is green\na trees  ", False),
        ("a house  is green\na trees  x", True),
        ("a house  is green", False),
        ("a house  is green\n\na trees  is brown", False),
    ],
)
def test_two_spaces_in_a_column(text: str, aligned: bool) -> None:
    stop = text.find("\n")
    here = Passage(view_of(text), 0, stop if stop > 0 else len(text), Options())
    assert here.is_column(text.index("  ")) is aligned
    turned = "\n".join(reversed(text.split("\n")))
    start = turned.rindex("\n") + 1 if "\n" in turned else 0
    last = Passage(view_of(turned), start, len(turned), Options())
    assert last.is_column(turned.index("  ", start) - last.low) is aligned


def test_shapes_of_words_and_bands_of_how_common_they_are() -> None:
    from cleantext.rules.spacing.evidence import _band, _shape

    words = ("word", "Word", "NASA", "iPhone", "O'Neil")
    assert [_shape(word) for word in words] == ["lower", "title", "upper", "mixed", "mixed"]
    zipfs = (0, 2.9, 3, 4.1, 4.2, 5.1, 5.2, 7)
    bands = ["none", "rare", "mid", "mid", "high", "high", "top", "top"]
    assert [_band(zipf) for zipf in zipfs] == bands
