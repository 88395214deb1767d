"""Spacing: damage that is made is repaired, what is right stays, options do what they say."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleantext import restore_spacing
from cleantext.data.spacing_weights import WEIGHTS
from cleantext.profile.language import function_words, language_of, languages
from cleantext.rules import get
from cleantext.rules.spacing.habits import Habits
from cleantext.rules.spacing.local import Passage
from cleantext.rules.spacing.words import listed

SENTENCES = {
    "en": ("The house on the hill is old.", "It was built before the war.", "Nobody lives in it."),
    "de": (
        "Das Haus auf dem Berg ist alt.",
        "Es wurde vor dem Krieg gebaut.",
        "Niemand wohnt dort.",
    ),
    "fr": (
        "La maison est vieille.",
        "Elle a \xe9t\xe9 construite avant la guerre.",
        "On y vit bien.",
    ),
    "es": ("La casa es muy vieja.", "Fue construida antes de la guerra.", "Nadie vive en ella."),
    "pt": (
        "A casa \xe9 muito velha.",
        "Foi constru\xedda antes da guerra.",
        "Ningu\xe9m mora nela.",
    ),
    "it": ("La casa \xe8 molto vecchia.", "Fu costruita prima della guerra.", "Nessuno ci vive."),
    "nl": ("Het huis is heel oud.", "Het werd voor de oorlog gebouwd.", "Niemand woont er nu."),
    "sv": (
        "Huset p\xe5 kullen \xe4r gammalt.",
        "Det byggdes f\xf6re kriget.",
        "Ingen bor d\xe4r nu.",
    ),
    "pl": ("Ten dom jest bardzo stary.", "Nie wiem, kto tam jest.", "Nikt tam nie mieszka."),
    "ru": (
        "\u042d\u0442\u043e\u0442 \u0434\u043e\u043c \u043e\u0447\u0435\u043d\u044c "
        "\u0441\u0442\u0430\u0440\u044b\u0439.",
        "\u041e\u043d \u0431\u044b\u043b \u043f\u043e\u0441\u0442\u0440\u043e\u0435\u043d "
        "\u0434\u043e \u0432\u043e\u0439\u043d\u044b.",
        "\u0422\u0430\u043c \u043d\u0438\u043a\u0442\u043e \u043d\u0435 "
        "\u0436\u0438\u0432\u0451\u0442.",
    ),
    "el": (
        "\u03a4\u03bf \u03c3\u03c0\u03af\u03c4\u03b9 \u03b5\u03af\u03bd\u03b1\u03b9 "
        "\u03c0\u03b1\u03bb\u03b9\u03cc.",
        "\u0394\u03b5\u03bd \u03bc\u03ad\u03bd\u03b5\u03b9 \u03ba\u03b1\u03bd\u03b5\u03af\u03c2 "
        "\u03b5\u03ba\u03b5\u03af.",
        "\u0391\u03c5\u03c4\u03cc \u03b5\u03af\u03bd\u03b1\u03b9 \u03cc\u03bb\u03bf.",
    ),
    "tr": ("Bu ev \xe7ok eski.", "O zaman kimse bilmiyordu.", "Ama \u015fimdi herkes biliyor."),
}

NAMES = (
    "pathlib.Path json.Decoder io.Reader tf.Module System.Text Yandex.Disk ASP.NET Node.js e.g. "
    "U.S. index.html example.org J.Smith a.b.C v1.2.3 3.14 10:30 1,000 a@b.Com "
    "C:\\Some.Dir /usr/Lib.so "
    "#tag.Some @some.One x::Y "
    "2021-11-21 No.5 Fig.A printf(3) file(s) (re)build"
).split()


@pytest.mark.parametrize("lang", SENTENCES)
@pytest.mark.parametrize("first", [0, 1, 2])
def test_a_lost_sentence_space_comes_back(lang: str, first: int) -> None:
    turned = SENTENCES[lang][first:] + SENTENCES[lang][:first]
    good = " ".join(turned)
    for match in re.finditer(r"(?<=\.) ", good):
        assert restore_spacing(good[: match.start()] + good[match.end() :]) == good


@pytest.mark.parametrize("lang", SENTENCES)
def test_right_sentences_stay(lang: str) -> None:
    good = " ".join(SENTENCES[lang])
    assert restore_spacing(good) is good


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("frame", ["It is {} here.", "{}", "See {}, or ask us.", "we like {}"])
def test_names_stay(name: str, frame: str) -> None:
    text = frame.format(name)
    assert restore_spacing(text) is text


words = st.sampled_from("the house on a hill is green and we like to walk there every day".split())
sentence = st.lists(words, min_size=4, max_size=12, unique=True).map(
    lambda ws: "It was " + " ".join(ws) + " road."
)


@given(st.lists(sentence, min_size=2, max_size=5), st.data())
def test_any_one_lost_space_comes_back(parts: list[str], data: st.DataObject) -> None:
    k = data.draw(st.integers(1, len(parts) - 1))
    assert restore_spacing(" ".join(parts[:k]) + " ".join(parts[k:])) == " ".join(parts)


@given(sentence, st.data())
def test_a_space_put_before_a_mark_goes(text: str, data: st.DataObject) -> None:
    places = [m.start() for m in re.finditer(" ", text)][3:]
    at = data.draw(st.sampled_from(places))
    good = text[:at] + ", so" + text[at:]
    assert restore_spacing(text[:at] + " , so" + text[at:]) == good
    assert restore_spacing(text[:at] + " ,so" + text[at:]) == good


marks = st.text(
    st.sampled_from(
        "aB .,;:!?()[]\"'\u2018\u2019\u201c\u201d\u201e\u00ab\u00bb-\u2014\n\t`*_0\u4e2d\u05d0"
    ),
    max_size=40,
)


@given(marks)
def test_once_is_enough_and_only_spaces_and_quotes_change(text: str) -> None:
    once = restore_spacing(text)
    assert restore_spacing(once) == once
    quotes = str.maketrans("\u2018\u2019\u201c\u201d", "''\"\"")
    bare = [re.sub(r"[ \xa0]+", "", t).translate(quotes) for t in (text, once)]
    if " ." in text or " ," in text:  # `end .Next` swaps the two
        bare = ["".join(sorted(t)) for t in bare]
    assert bare[0] == bare[1]


@given(marks, marks)
def test_paragraphs_do_not_know_each_other(a: str, b: str) -> None:
    gap = "\n\n"
    assert restore_spacing(a + gap + b) == restore_spacing(a) + gap + restore_spacing(b)


CODE = """\
def house(hill):
    return hill.House(the=1,green=2) . day

```
It was late.They went home.
```
| one , two | three.The |
$ ls -la . and
<p class="It.The">a,b</p>
\\section{One.Two}
"""


def test_code_and_markup_stay() -> None:
    assert restore_spacing(CODE) is CODE


def test_a_module_is_known_by_its_several_members() -> None:
    text = "They take house.Green and also house.Yellow from there."
    assert restore_spacing(text) is text


def test_exceptions_stay() -> None:
    text = "We walked to the house.The hill was green."
    assert restore_spacing(text) != text
    assert restore_spacing.configure(exceptions=("house.The",))(text) == text


def test_aggressive_finds_no_less() -> None:
    bold = restore_spacing.configure(mode="aggressive")
    for text in (
        "It is a wrapper for code.Facilitates the walk.",
        "We like the house.Hill is green.",
    ):
        careful = restore_spacing(text)
        assert len(bold(text)) >= len(careful)


@pytest.mark.parametrize(
    ("style", "result"),
    [
        ("keep", "One.  Two.  Three."),
        ("collapse", "One. Two. Three."),
        ("auto", "One.  Two.  Three."),
    ],
)
def test_house_style_of_two_spaces(style: str, result: str) -> None:
    rule = get("SPC550").configure(spaces_between_sentences=style)
    frame = "We like it very much. {}"
    assert rule(frame.format("One.  Two.  Three.")) == frame.format(result)


@pytest.mark.parametrize(
    ("style", "result"),
    [
        ("keep", "\u201done\u201d and \u201etwo\u201d"),
        ("german", "\u201done\u201d and \u201etwo\u201c"),
        ("auto", "\u201done\u201d and \u201etwo\u201d"),
    ],
)
def test_quote_styles(style: str, result: str) -> None:
    text = "It was \u201done\u201d and \u201etwo\u201d there."
    assert get("SPC501").configure(quotes=style)(text) == f"It was {result} there."


QUOTED = "\u201cGo,\u201d she said. \u201cIt is late, and we like to walk.\u201d"


@given(st.sets(st.integers(0, 3), min_size=1))
def test_turned_quotes_are_turned_back(turned: set[int]) -> None:
    places = [m.start() for m in re.finditer("[\u201c\u201d]", QUOTED)]
    text = list(QUOTED)
    for k in turned:
        text[places[k]] = "\u201c" if text[places[k]] == "\u201d" else "\u201d"
    assert restore_spacing("".join(text)) == QUOTED


@pytest.mark.parametrize("lang", SENTENCES)
def test_languages_are_told_apart(lang: str) -> None:
    assert language_of(" ".join(SENTENCES[lang])).code == lang


def test_word_lists_are_lists_of_words() -> None:
    for lang in languages():
        assert all(word == word.lower() and " " not in word for word in function_words(lang))
    for section in ("module", "namespace", "member", "extension", "title", "abbreviation", "unit"):
        assert all(word == word.lower() for word in listed(section)), section


def test_every_weight_is_asked_for() -> None:
    """A name in the table that no evidence has is a table that was not made anew."""
    from cleantext.rules.spacing import evidence

    source = (evidence.__file__ or "").replace(".pyc", ".py")
    asked = set(re.findall(r"[a-z][a-z-]+", Path(source).read_text("utf8")))
    for name in WEIGHTS:
        assert set(re.findall(r"[a-z][a-z-]+", name)) <= asked, name


def test_facts_of_a_passage() -> None:
    passage = Passage.of("We walked to the house, and it was green.")
    assert passage.lang == "en"
    assert passage.is_prose()
    assert not passage.is_technical
    assert passage.opens_clause("The")
    assert not passage.opens_clause("House")
    assert Passage.of("x" * 1000).token(500) is None


def test_what_is_set_as_code_stays_everywhere() -> None:
    text = "The type `house.Green` is old; use house.Green for the hill that we like."
    assert restore_spacing(text) is text


def test_a_segment_has_habits() -> None:
    text = "We use house.Green a lot.\n\nThey use house.Yellow and see it.\n\nAll is well."
    assert Habits(text).members["house"] == 2
    assert restore_spacing(text) is text
    assert Habits("One. Two. Three. Four.  Five.").collapses_doubles
    assert not Habits("One.  Two.  Three.").collapses_doubles
    assert not Habits("One. Two. Three. Four. " * 3 + "Five.  Six.  Seven.").collapses_doubles
    assert Habits("It is so : yes. It is so : no. It was : yes.").spaced == {":"}
    assert Habits("Type '!' to go, or press ? to see it.").meant == {"!", "?"}


@pytest.mark.parametrize(
    ("text", "good"),
    [
        ("They\u2018re here and it is late.", "They\u2019re here and it is late."),
        ("It was so in the \u201860s, they say.", "It was so in the \u201960s, they say."),
        ("He said \u2018hello\u2018 to all of us.", "He said \u2018hello\u2019 to all of us."),
        ("It is the boys\u2018 house on the hill.", "It is the boys\u2019 house on the hill."),
        ("We were in Hawai\u2018i and it was green.", None),
        ("The O\u2018zbek house is on the hill.", None),
        ("He said: \u201ahallo\u2018 und ging in das Haus.", None),
        ("It is \u2018one of the houses\u2019 that we like.", None),
        ("In the \u201860s style\u2019 that we like there is a house.", None),
    ],
)
def test_a_left_quote_that_cannot_open_is_turned(text: str, good: str | None) -> None:
    assert restore_spacing(text) == (good or text)


@pytest.mark.parametrize(
    ("text", "good"),
    [
        ("We saw Mr.Smith in the house.", "We saw Mr. Smith in the house."),
        ("We like the Mr.Children tour of the year.", None),
        ("He said it to us: Yes!No?Maybe.", "He said it to us: Yes! No? Maybe."),
        ("To answer with nothing, type ! and go on with it.", None),
        ("The ! negates what is in the section.", None),
        ("See [the list ](http://x.org/a) of them.", "See [the list](http://x.org/a) of them."),
        (
            "It is in the book [of it](http://x.org/a)(in French).",
            "It is in the book [of it](http://x.org/a) (in French).",
        ),
        (
            "We use the names of <code>them</code>,which are old.",
            "We use the names of <code>them</code>, which are old.",
        ),
        (
            "    It was in the house.They saw it, and they went.",
            "    It was in the house. They saw it, and they went.",
        ),
        ("This example will show you the house :", "This example will show you the house:"),
        ("Name : the name of the house", None),
        ("He likes the house :) and the hill", None),
        ("See :func:`house.green` for the way that it is.", None),
        ("We (re)built it, (gen)started it and so on.", None),
        ("It says (48)Address already in use.", None),
        ("The files are given by\n.Em path , file\nand read at once by them.", None),
        ("C&#8217;est une maison, et ce n&#8217;est pas tout.", None),
        ("The default of the two is <tt>black,white</tt> and so on.", None),
        ("File  Edit  View  Search of  all  Help", None),
        ("The fingerprint of the key is 30AB  E3C4 and so on.", None),
        ("See delete-later.README for all that is said of it.", None),
        ("This is only for\narch:all packages of the house.", None),
        ("\n.    ds , and so on of the house\n", None),
        ('Explore the use of it: "cd .", "cd ..", "cd /" and so on.', None),
        ("The rule of the house is (ALL : ALL) for all of them.", None),
        ("Allow , and } to be escaped in the formats of the house.", None),
        ("  q: quit  ?: help  !: go  ,: so it is", None),
        ("It is an escape of ESC ( xx (per G0), ESC ) xx (per G1) or so.", None),
        ("We met at McDonald's.It is on the hill.", "We met at McDonald's. It is on the hill."),
        ("It is read by TStream.Read and so on.", None),
        ("The GC(garbage collection) of it is slow.", "The GC (garbage collection) of it is slow."),
        ("for index, row in rows(result, false) do", None),
        ("The sum of it is for d, w in zip(nip, weights) and so on.", None),
        ("This is a list of all that DokuWiki:ssa has in it.", None),
        ("This is the (meta)package of the house that we like.", None),
        ("[7]  The installer is in the house.", None),
        ("It marks as const a parameter that takes strings  [coverity]", None),
        ("Commands with )s are not in the list (as yet).", None),
    ],
)
def test_real_repairs_and_what_is_meant(text: str, good: str | None) -> None:
    assert restore_spacing(text) == (good or text)
