"""Typo repair: what it may touch, its options, and the evidence it shows."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleantext import kernel, lexicon
from cleantext.edits import splice
from cleantext.profile import view_of
from cleantext.rules import get
from cleantext.rules.typos import explain, weights
from cleantext.rules.typos.articles import sound
from cleantext.rules.typos.bounds import bounds_of
from cleantext.rules.typos.candidates import CLOSED
from cleantext.rules.typos.decision import Surroundings, choose
from cleantext.rules.typos.guards import is_code_chunk, starts_sentence
from cleantext.rules.typos.quiet import quiet, vocabulary
from cleantext.rules.typos.slips import ENGLISH_LETTERS, kind_of, slip_between
from cleantext.rules.typos.speller import BOUNDS, Speller, in_case, speller
from cleantext.rules.typos.variants import has_known_variant, is_variant
from cleantext.rules.typos.words import lowered, paragraphs

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
        ("dont", "don't", "People {} know what the things were for."),
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
        "a goverment-like thing; an inter-goverment body",
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


def test_what_is_spoken_is_changed_less_readily() -> None:
    said, written = "\u201cI rayther guess you will,\u201d he said.", "I rayther guess you will."
    assert misspelling(said) is said
    assert misspelling(written) == "I rather guess you will."


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("They implmented the parts of it.", "They implemented the parts of it."),
        ("He gave an additionaly large sum.", "He gave an additionally large sum."),
        ("They found the trailling plants in the garden.",
         "They found the trailing plants in the garden."),
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
        ("travelling", "traveling", True), ("enrol", "enroll", True), ("fulfil", "fulfill", True),
        ("wilful", "willful", True), ("instalment", "installment", True),
        ("skilfully", "skillfully", True), ("judgement", "judgment", True),
        ("ageing", "aging", True), ("likeable", "likable", True), ("focussed", "focused", True),
        ("neighbourhood", "neighborhood", True), ("labourer", "laborer", True),
        ("usefull", "useful", False), ("implment", "implement", False),
        ("useing", "using", False), ("changable", "changeable", False),
        ("stoped", "stopped", False), ("accourding", "according", False),
        ("dillemma", "dilemma", False), ("wil", "will", False), ("realy", "really", False),
    ],
)  # fmt: skip
def test_british_and_american_differ_in_some_places_only(
    word: str, near: str, expected: bool
) -> None:
    assert is_variant(word, near) is expected


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
    assert is_variant(word, other) or has_known_variant(word, {other: 1}) or word == "grey"


def test_levels() -> None:
    text = "I use it alot when the weather is bad."
    assert misspelling(text) is text
    assert misspelling.configure(level="more")(text) == text.replace("alot", "a lot")
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
    ],
)
def test_articles_before_markup(text: str, expected: str) -> None:
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
        "They added a Angular tutorial.",
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
    ],
)
def test_doubled_words(text: str, expected: str) -> None:
    assert doubled(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "that that is is", "he had had it", "very very good", "really really bad", "the. The end",
        "The The is a band", "log in in a hurry", "use WITH with care", "a a b c", "`the the` case",
        "the the, I mean, end", "bye bye then", "in\n\nin the end",
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
        ("This is a package package that works.", "This is a package that works."),
        ("They were used in in several forms.", "They were used in several forms."),
    ],
)
def test_the_wider_list_is_asked_for(text: str, expected: str) -> None:
    assert doubled(text) is text
    assert doubled.configure(doubled="wider")(text) == expected


def test_explanation_shows_the_evidence() -> None:
    said = explain("goverment", "The goverment announced it.", codespell=False)
    assert said.verdict == "changed to government"
    assert said.choice is not None
    assert said.choice.evidence["missing"] == 1.0
    assert "frequency" in str(said)
    assert explain("the").choice is None
    with pytest.raises(ValueError, match="no word of the text"):
        explain("goverment", "another text")


@pytest.mark.parametrize(
    ("word", "text", "why"),
    [
        ("goverment", "call goverment(x) now", "half of a hyphenated word, or a call"),
        ("goverment", "the `goverment` flag", "code, a formula or a tag"),
        ("goverment", "what a co-\ngoverment is", "half of a word that is broken"),
        ("goverment", "the path /usr/goverment", "code, an address or markup"),
        ("govermEnt", "the govermEnt thing", "mixed case: an identifier or a brand"),
        ("goverment", "the 'goverment' of it", "a word that is quoted"),
        ("goverment", "the goverment (sic) said", "marked as meant (sic)"),
        ("goverment", "government goverment said", "government stands beside it"),
        ("musb", "You use an musb controller when you write.", "the article says that it is spelt"),
        ("goverment", "xqz goverment qwx zzk kkr jjq", "too many unknown words around"),
    ],
)
def test_explanation_names_the_guard(word: str, text: str, why: str) -> None:
    assert explain(word, text, codespell=False).verdict.startswith(f"left alone: {why}")


words = st.text(ENGLISH_LETTERS, min_size=3, max_size=12)


@given(words, st.sampled_from(sorted(lexicon.words())[::997]))
def test_one_slip_is_one_slip(word: str, near: str) -> None:
    found = kernel.Vocabulary(kernel.Words(near.encode(), b"d")).slips(word, ENGLISH_LETTERS + "'")
    assert bool(found) == (kernel.distance(word, near) == 1)
    assert bool(found) == (slip_between(word, near) is not None and word != near)
    for other, (kind, i) in found.items():
        assert kind_of(word, other, kind, i)
        assert slip_between(word, other) in ((kind, i), ("letter", i), ("transposed", i))


PLACES = [
    Surroundings(left, right, symbols=symbols, indented=indented, case=case, capital_near=near)
    for left, right in (("", ""), ("of", "the"), ("to", "be"), ("in", "a"), ("thank", "you"))
    for symbols, indented in ((0.0, False), (0.3, True))
    for case, near in (("lower", False), ("start", False), ("middle", True), ("upper", True))
]
slipped = st.builds(
    lambda word, at, new, gone: word[:at] + new + word[at + gone :],
    st.sampled_from([word for word, zipf in lexicon.words().items() if zipf > 60][::7]),
    st.integers(0, 10),
    st.sampled_from(["", *ENGLISH_LETTERS, "ie", "ei", "'"]),
    st.integers(0, 2),
)


@given(st.one_of(words, slipped), st.sampled_from(["safe", "more"]))
def test_no_place_scores_more_than_the_bound(word: str, level: str) -> None:
    judge = speller(level, "en", (), False)
    if judge.knows(word) or not 3 <= len(word) <= 24:
        return
    bound = judge.bound(word)
    found, of_word = judge.consider(word)
    if not found or lexicon.attested(word) & lexicon.RARE:
        return
    for place in PLACES:
        place = place._replace(around=frozenset(candidate.word for candidate in found))
        score = choose(found, of_word, place, weights.RANK, weights.DECIDE).score
        alone = 0.0 if place.left else BOUNDS.alone
        assert score <= bound + BOUNDS.cases[place.case] + alone
        judge.threshold, threshold = -math.inf, judge.threshold
        assert score <= judge.bound_of_case(word, place.case) + alone
        judge.threshold = threshold


def test_every_weight_counts_in_the_bound() -> None:
    """Evidence that the bound was not taught of counts in full."""
    more = bounds_of({**weights.DECIDE, "new": 2.5, "worse": -2.5})
    assert more.anywhere == pytest.approx(BOUNDS.anywhere + 2.5)


texts = st.lists(
    st.sampled_from(
        ["othre", "the", "a", "important", "goverment", "Ines", "hour", "an", "of", "dont", "\n",
         "\n\n", "recieve", "x.y", "teh", "user", "says", "\u0130stanbul", "caf\u00e9", "\ud800"]
    ),
    max_size=30,
).map(" ".join)  # fmt: skip


@given(texts)
def test_what_was_found_out_before_changes_nothing(text: str) -> None:
    fresh, used = Speller("safe", "en", (), False), speller("safe", "en", (), False)
    fresh.vocabulary = vocabulary.__wrapped__("safe", "en", (), False)
    assert fresh.vocabulary is not used.vocabulary
    assert list(fresh.scan(text)) == list(used.scan(text))
    assert list(fresh.scan(text)) == list(used.scan(text))


def test_foreign_words_that_were_seen_before_still_tell_that_a_text_is_foreign() -> None:
    foreign = "nicht Ausschuss keine Entscheidung getroffen Versammlung Kommission schrieb langsam"
    judge = Speller("safe", "en", (), False)
    judge.vocabulary = vocabulary.__wrapped__("safe", "en", (), False)
    text = f"{foreign} goverment {foreign}"
    for _ in range(3):
        assert list(judge.scan(text)) == []


@given(texts)
def test_quiet_is_sound(text: str) -> None:
    rules = [misspelling, doubled, article]
    parts = [text[start:end] for start, end in paragraphs(text)]  # the scope of the rules
    found = [
        edit
        for rule in rules
        for part in parts
        for edit in rule.find(view_of(part), {rule.id}, **rule.options)
    ]
    silent = quiet(text, level="safe", lang="auto", words=(), codespell=False, doubled="closed")
    assert not (silent and found)


@given(st.text())
def test_lowered_keeps_places(text: str) -> None:
    assert len(lowered(text)) == len(text)


@given(texts)
def test_paragraphs_are_all_but_the_breaks(text: str) -> None:
    parts = [text[a:b] for a, b in paragraphs(text)]
    assert "".join(parts).split() == text.split() or "\n\n" not in text
    assert not any("\n\n" in part for part in parts)


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


def test_closed_list_is_of_unknown_words() -> None:
    assert not [word for word in CLOSED if lexicon.known(word)]


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
    assert quiet(text, level="safe", lang="auto", words=(), codespell=False, doubled="closed")
    assert misspelling(text) is text
