"""Typo repair: what it may touch, its options, and the evidence it shows."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleantext import lexicon
from cleantext.edits import splice
from cleantext.kernel.spellings import folded
from cleantext.kernel.tokens import paragraphs
from cleantext.profile import view_of
from cleantext.profile.segment import Segment
from cleantext.rules import get
from cleantext.rules.typos import explain, where
from cleantext.rules.typos.articles import sound
from cleantext.rules.typos.forms import has_variant, is_form
from cleantext.rules.typos.guards import is_code_chunk, starts_sentence
from cleantext.rules.typos.misspelt import in_case
from cleantext.rules.typos.words import lowered

misspelling = get("TYP401").configure(codespell=False)
doubled = get("TYP402")
article = get("TYP403")

SENTENCE = "The committee will {} the report of the other members before the meeting begins."


@pytest.mark.parametrize(
    ("wrong", "right", "text"),
    [
        ("othre", "other", "Many {} things were there."),
        ("goverment", "government", "He said that the {} of the day was right."),
        ("seperate", "separate", "These are two {} things."),
        ("becuase", "because", "It was done {} nobody came."),
        ("definately", "definitely", "It was {} the best of all."),
        ("occured", "occurred", "The accident {} in the morning."),
        ("enviroment", "environment", "People came to see the {} there."),
        ("thier", "their", "They came with {} children."),
        ("documumentation", "documentation", "Read the {} first."),
        ("recommendendation", "recommendation", "This is a {} of the members."),
    ],
)
def test_slips_are_put_right(wrong: str, right: str, text: str) -> None:
    assert misspelling(text.format(wrong)) == text.format(right)


@pytest.mark.parametrize(
    "text",
    [
        "self.recieve(goverment)",
        "see https://example.org/goverment or mail goverment@example.org",
        "run `goverment` and ``goverment`` now",
        "the path /usr/share/goverment and C:\\goverment\\file",
        "goverment_name and governmentX2 and GovermentName and goverment2",
        "the ``goverment'' [sic] and the \"goverment\" of $goverment$",
        "what a co-\ngoverment is",
        "<goverment>text</goverment>",
    ],
)
def test_code_addresses_markup_and_quotations_stay(text: str) -> None:
    assert misspelling(text) is text


@pytest.mark.parametrize(
    "text",
    [
        "Ines O'Leary and Sebastiaan McCann visited Brin and Chanel in Collet with Claus.",
        "Thou goest and he goeth; the sayeth of Synopsys.",
        "He was doin' nothin' and goin' home.",
        "Mr. Villega met Dr. Schobl and G. Bullett.",
        "In this release of theirs the new editor is Ricardo\nSignes, who will be here soon.",
        "Les adresses du projet sont dans la liste des membres, par exemple.",
        "El comando hace lo mismo que el anterior y los componentes son los mismos.",
        "Der Ausschuss hat vor dem Sommer noch keine Entscheidung getroffen.",
    ],
)
def test_names_old_spoken_and_foreign_words_stay(text: str) -> None:
    assert misspelling(text) is text


@pytest.mark.parametrize(
    "text",
    [
        "All form renderers and both archivers were called for a rerender of the page.",
        "The suspendee met the invokee of the function.",
        "Then the tutorially minded teacher spoke presidentially.",
        "The daisylike flowers grow here in spring.",
        "Call escapejs before builddir is set, and load the commonjs file.",
        "The docstrings of the namedtuples were hashable and the filesystem was mounted.",
    ],
)
@pytest.mark.parametrize("codespell", [True, False])
def test_words_made_of_known_words_and_words_of_a_trade_stay(text: str, codespell: bool) -> None:
    assert misspelling.configure(codespell=codespell)(text) is text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He left for the Ottoman Univesity in May.", "He left for the Ottoman University in May."),
        ("We met Heidi Modell, Dessa Holliday, Gregor Herrmann and Inge Schrodinger there.", ""),
        ("He spoke with Anna Christiansen and Peter Oppenheimer of the Wheelwright Company.", ""),
    ],
)
def test_long_words_of_a_title_are_no_names(text: str, expected: str) -> None:
    assert misspelling(text) == (expected or text)


@pytest.mark.parametrize("level", ["safe", "more"])
def test_the_second_word_of_a_species_stays(level: str) -> None:
    text = "The shrub Rauwolfia serpentina and the palm Abronia elliptica grow here."
    assert misspelling.configure(level=level)(text) is text


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("They implmented the parts of it.", "They implemented the parts of it."),
        ("He gave an additionaly large sum.", "He gave an additionally large sum."),
        ("A new filesytem was made on the disk.", "A new filesystem was made on the disk."),
    ],
)  # fmt: skip
@pytest.mark.parametrize("codespell", [True, False])
def test_what_only_looks_like_a_variant_is_put_right(
    wrong: str, right: str, codespell: bool
) -> None:
    assert misspelling.configure(codespell=codespell)(wrong) == right


@pytest.mark.parametrize(
    ("word", "near", "expected"),
    [
        ("travelling", "traveling", True),
        ("wilful", "willful", True), ("instalment", "installment", True),
        ("skilfully", "skillfully", True), ("labelled", "labeled", True),
        ("neighbourhood", "neighborhood", True), ("labourer", "laborer", True),
        ("usefull", "useful", False), ("implment", "implement", False),
        ("useing", "using", False), ("changable", "changeable", False),
        ("focussed", "focused", False), ("stoped", "stopped", False),
        ("accourding", "according", False),
        ("dillemma", "dilemma", False), ("apropriate", "appropriate", False),
    ],
)  # fmt: skip
def test_british_and_american_differ_in_some_places_only(
    word: str, near: str, expected: bool
) -> None:
    assert (folded(word) == folded(near)) is expected


def test_words_that_come_again_stay() -> None:
    once = "The frobbnicator is a new machine."
    text = " ".join([once, *[f"A frobbnicator was seen in {city}." for city in ("Rome", "Bonn")]])
    assert misspelling(text) is text


PAIRS = "colour color centre center travelled traveled analyse analyze catalogue catalog defence \
defense skilful skillful grey gray organise organize judgement judgment ageing aging".split()


@pytest.mark.parametrize("word", PAIRS)
def test_british_and_american_forms_are_both_right(word: str) -> None:
    text = SENTENCE.format(word)
    assert misspelling(text) is text


@given(st.sampled_from(PAIRS[::2]))
def test_variants_are_known_as_such(word: str) -> None:
    other = PAIRS[PAIRS.index(word) + 1]
    assert folded(word) == folded(other) or has_variant(word) or lexicon.known(word)


def test_levels() -> None:
    wrong = "The goverment announced measures."
    assert misspelling.configure(level="off")(wrong) is wrong
    with pytest.raises(ValueError, match="safe, more or off"):
        misspelling.configure(level="bold")(wrong)


def test_words_of_ones_own() -> None:
    text = "The goverment of Ruritania."
    assert misspelling.configure(words=("goverment",))(text) is text
    several = "Two goverments and the goverment's Goverment."
    assert misspelling.configure(words=("Goverment",))(several) is several


def test_more_changes_all_that_safe_changes() -> None:
    text = "The goverment anounced othre mesures and the enviroment was seperate."
    safe = {edit[:3] for edit in misspelling.scan(text)}
    assert safe <= {edit[:3] for edit in misspelling.configure(level="more").scan(text)}


@pytest.mark.parametrize(
    ("lang", "wrong", "right"),
    [
        ("de", "Das ist eine wichitge Sache und wir haben sie alle gesehen.", "wichtige"),
        ("fr", "Il y a une grande diff\u00e9rnce entre les deux maisons de la ville.", None),
        ("es", "Es una persona muy importatne para todos nosotros en la casa.", "importante"),
    ],
)
def test_other_languages_are_asked_for(lang: str, wrong: str, right: str | None) -> None:
    assert misspelling(wrong) is wrong
    changed = misspelling.configure(lang=lang)(wrong)
    assert changed != wrong if right is None else right in changed


@pytest.mark.parametrize(
    ("word", "expected"),
    [("hour", "an"), ("honest", "an"), ("university", "a"), ("user", "a"), ("umbrella", "an"),
     ("one", "a"), ("once", "a"), ("european", "a"), ("unimportant", "an"), ("urgent", "an"),
     ("uranium", "a"), ("year", "a"), ("tree", "a"), ("apple", "an"), ("historic", ""),
     ("unique", "a"), ("utter", "an"), ("utility", "a"), ("ewe", "a"), ("heir", "an")],
)  # fmt: skip
def test_sounds(word: str, expected: str) -> None:
    assert sound(word) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("be a $\\mathcal{O}_X$-module", "be an $\\mathcal{O}_X$-module"),
        ("is an {\\it closed immersion} if", "is a {\\it closed immersion} if"),
        ("notion of a \\emph{ordered pair}: given", "notion of an \\emph{ordered pair}: given"),
        ("take a $n$-fold product", "take an $n$-fold product"),
        ("They added a Angular tutorial.", "They added an Angular tutorial."),
        ("We made a SQL query and an UUID.", "We made an SQL query and a UUID."),
        ("It is a MRI of an NATO base.", "It is an MRI of an NATO base."),
        ("It has a 8-bit value.", "It has an 8-bit value."),
    ],
)
def test_articles_before_markup_and_names(text: str, expected: str) -> None:
    assert article(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Plan a is an MRI of an SQL server and an HTML page.",
        "a, b and c; option a or b; (a) is a of b",
        "il a \u00e9t\u00e9; a una casa; a um amigo",
        "Vitamin A is an X-ray of a U-turn.",
        "grade A apples and class A organs",
        'it said "an trapped animal", in favour of a "occupancy and use" regime',
        "He is an\ndesc: enormous wolf",
    ],
)
def test_articles_that_stay(text: str) -> None:
    assert article(text) is text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the the case", "the case"),
        ("The the case", "The case"),
        ("the the the case", "the case"),
        ("end of the\nthe line is", "end of the\nline is"),
        ("end of the\n    the\nline", "end of the\n    the\nline"),  # no edit joins lines
        ("as as each each case", "as as each case"),
        ("This is a package package that works.", "This is a package that works."),
        ("They were used in in several forms.", "They were used in several forms."),
        ("It will be be rejected when it comes.", "It will be rejected when it comes."),
        ("The easiest is is to clone it.", "The easiest is to clone it."),
    ],
)
def test_doubled_words(text: str, expected: str) -> None:
    assert doubled(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "that that is is", "he had had it", "very very good", "really really bad", "the. The end",
        "The The is a band", "log in in a hurry", "use WITH with care", "a a b c", "`the the` case",
        "the the, I mean, end", "bye bye then", "what it is is a book", "in\n\nin the end",
        "what he waited for for many years",
    ],
)  # fmt: skip
def test_doubled_words_that_stay(text: str) -> None:
    assert doubled(text) is text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He said that that was so.", "He said that was so."),
        ("In this she she was right.", "In this she was right."),
    ],
)
def test_the_wider_list_is_asked_for(text: str, expected: str) -> None:
    assert doubled(text) is text
    assert doubled.configure(doubled="wider")(text) == expected


def test_explanation_shows_the_evidence() -> None:
    said = explain("goverment", "The goverment announced it.", codespell=False)
    assert said.verdict == "changed to government"
    assert said.candidates[0][0] == "government"
    assert said.candidates[0][1] >= said.threshold
    assert {"zipf", "lead"} <= {reason.feature for reason in said.reasons}
    assert "government" in str(said)
    assert explain("the").candidates == ()
    with pytest.raises(ValueError, match="no word of the text"):
        explain("goverment", "another text")


@pytest.mark.parametrize(
    ("word", "text", "why"),
    [
        ("goverment", "call goverment(x) now", "no known word is near, or the place"),
        ("goverment", "the `goverment` flag", "no known word is near, or the place"),
        ("goverment", "the ` goverment ` flag", "code, a formula or a tag"),
        ("goverment", "what a co-\ngoverment is", "half of a word that is broken"),
        ("goverment", "the path /usr/goverment", "no known word is near, or the place"),
        ("goverment", "the path [usr]goverment", "code, an address or markup"),
        ("govermEnt", "the govermEnt thing", "no known word is near, or the place says no"),
        ("goverment", "the 'goverment' of it", "a word that is quoted"),
        ("goverment", "the goverment (sic) said", "marked as meant (sic)"),
        ("musb", "You use an musb controller when you write.", "the article says that it is spelt"),
        ("goverment", "xqz goverment qwx zzk kkr jjq", "no known word is near, or the place"),
    ],
)
def test_explanation_names_the_guard(word: str, text: str, why: str) -> None:
    assert explain(word, text, codespell=False).verdict.startswith(f"left alone: {why}")


texts = st.lists(
    st.sampled_from(
        ["othre", "the", "a", "important", "goverment", "Ines", "hour", "an", "of", "dont", "\n",
         "\n\n", "recieve", "x.y", "teh", "user", "says", "\u0130stanbul", "caf\u00e9", "\ud800",
         "it's", "It\u2019s", "own", "order", "<b>a</b>", "`an`", "SQL", "8-bit", "A", "# "]
    ),
    max_size=30,
).map(" ".join)  # fmt: skip


@given(texts)
def test_no_paragraph_that_is_left_out_holds_a_change(text: str) -> None:
    rules = [misspelling, doubled, article, get("TYP404"), get("TYP407")]
    parts = [text[start:end] for start, end in paragraphs(text)]  # the scope of the rules
    found = [
        edit
        for rule in rules
        for part in parts
        for edit in rule.find(view_of(part), {rule.id}, **rule.options)
    ]
    silent = not where(text, level="safe", lang="auto", words=(), codespell=False, doubled="closed")
    assert not (silent and found)


@given(st.text())
def test_lowered_keeps_places(text: str) -> None:
    assert len(lowered(text)) == len(text)


def test_another_paragraph_says_nothing_about_this_one() -> None:
    foreign = "Um, jest to, nie ma nic wczoraj Ausschuss keine"
    wrong = "We saw the the house and a important car."
    text = f"{foreign}\n\n{wrong}"
    right = wrong.replace("the the", "the").replace(" a i", " an i")
    active = frozenset(("TYP402", "TYP403"))
    edits = list(doubled.find(view_of(text), active, **doubled.options))
    assert splice(text, edits) == f"{foreign}\n\n{right}"


def test_case_is_kept() -> None:
    assert in_case("Teh", "the") == "The"
    assert in_case("TEH", "the") == "THE"
    assert in_case("dont", "don't") == "don't"
    assert in_case("im", "i'm") == "I'm"
    assert in_case("don\u2019t", "don't") == "don\u2019t"


@pytest.mark.parametrize("word", ["goest", "synchronizers", "deduplication"])
def test_forms_that_no_list_has_are_right(word: str) -> None:
    assert is_form(word)


@pytest.mark.parametrize("chunk", ["foo_bar", "a.b", "/usr", "x=1", "fooBar", "a@b", "$x", ".bck"])
def test_code_is_known_by_its_marks(chunk: str) -> None:
    assert is_code_chunk(chunk)


@pytest.mark.parametrize(
    ("text", "expected"),
    [("A b", False), ("A. b", False), ("End. b", True), ("Mr. b", False), ("\u201cb", True),
     ("one\nb", True), ("- b", True), ("x: b", False)],
)  # fmt: skip
def test_starts_of_sentences(text: str, expected: bool) -> None:
    assert starts_sentence(text, len(text) - 1) == expected


def test_a_word_spelt_out_stays() -> None:
    text = "You use an musb controller when you write to the bus."
    assert misspelling(text) is text


def test_a_known_text_is_quiet_and_comes_back_as_it_was() -> None:
    text = "The committee met in the morning, and the report was read to the members."
    assert not where(text, level="safe", lang="auto", words=(), codespell=False, doubled="closed")
    assert misspelling(text) is text


def test_what_is_asked_of_a_typo_depends_on_the_list_of_its_language() -> None:
    """More where a list lacks forms of verbs, less where it has nearly all."""
    from cleantext.rules.typos.misspelt import Judge

    en, it, nl, *measured = (
        Judge("safe", lang, (), False).threshold for lang in ("en", "it", "nl", "de", "fr")
    )
    assert it > en == nl > measured[0] == measured[1]
    assert measured[0] == Judge("more", "en", (), False).threshold


def test_a_rare_word_is_a_variant_as_well_as_a_common_one() -> None:
    from cleantext.rules.typos.forms import has_variant

    found = [has_variant(word) for word in ("colourize", "camelise", "recieve")]
    assert found == [True, True, False]


def test_words_of_a_segment_are_counted_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """To count them where each slip stands took twenty seconds for a megabyte of one slip."""
    asked: list[str] = []
    count = Segment.count

    def counted(segment: Segment, word: str, most: int) -> int:
        asked.append(word)
        return count(segment, word, most)

    monkeypatch.setattr(Segment, "count", counted)
    text = "They said that teh house was empty when they came.\n" * 40
    assert misspelling(text) == text.replace("teh", "the")
    assert asked
    assert max(Counter(asked).values()) <= 2  # once for each segment that was looked at
