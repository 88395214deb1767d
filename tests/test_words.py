"""Words, slips and evidence: the compiled kernel answers as the plain definition does."""

import json
import random
import struct
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from cleantext import lexicon
from cleantext.data.build.tables import pair_code, table
from cleantext.kernel import slip_costs, words
from cleantext.kernel.evidence import FEATURES
from cleantext.kernel.tokens import paragraphs
from cleantext.kernel.vocabulary import code_of
from cleantext.kernel.words import Plain

CLASSES = [Plain] + ([words.Lexicon] if words.Lexicon is not Plain else [])
LISTED = b"teh->the\nRecieve->receive\nlanguag->language, languages,\nabotu->about,\nalot->a lot\n"
COMMON = (
    "the of and to a an is that it for with government important received separate language don't "
    "travelled colour London Smith und thou quickly house an hour a university SQL i think could"
).split()


def made(
    cls: type, lang: str = "en", listed: bytes = LISTED, phrases: tuple[tuple[str, str], ...] = ()
) -> words.Lexicon:
    none = memoryview(b"")
    parts = [lexicon._mapped(f"words-{lang}.bin")[1], none, none]
    if lang == "en":
        parts[1:] = lexicon._mapped("bigrams-en.bin")[1], lexicon._letter_tables()
    model = lexicon._mapped("words-model.bin")[1]
    alphabet = lexicon.ALPHABETS.get(lang, "abcdefghijklmnopqrstuvwxyz")
    lex: words.Lexicon = cls(*parts, model, listed, ("zzyzx", "\u00e9toile"), alphabet, phrases)
    return lex


ENGLISH = [made(cls) for cls in CLASSES]
FRENCH = [made(cls, "fr", b"") for cls in CLASSES]
PHRASED = [
    made(cls, phrases=(("i", "think"), ("its", "a"), ("dont", ""), ("could", "of")))
    for cls in CLASSES
]


@st.composite
def slipped(draw: st.DrawFn) -> str:
    word = draw(st.sampled_from(COMMON))
    rng = random.Random(draw(st.integers(0, 1000)))
    for _ in range(draw(st.integers(0, 2))):
        i = rng.randrange(len(word) + 1)
        word = (
            word[:i]
            + rng.choice(["", "e", "t", "ss", "'", "\u00e9", "X"])
            + word[i + rng.randrange(2) :]
        )
    return word


GAPS = (
    "\n-- |\n \u2014|\u201c|\u201d |'|\u2019|_|`| 7|\u0301|\u4e00|. |, |-|/|<b>|</b>| | | | |\n|"
    "\n\n|\n \t\n|    "
)
gaps = st.sampled_from(GAPS.split("|"))
texts = st.lists(st.tuples(st.one_of(slipped(), st.text(max_size=3)), gaps), max_size=40).map(
    lambda parts: "".join(part for pair in parts for part in pair)
)


@pytest.mark.compiled
@settings(max_examples=150)
@example(text="\u0301received")  # a mark is part of a word
@given(text=texts)
def test_kernels_have_the_same_evidence(text: str) -> None:
    for pure, compiled in (ENGLISH, FRENCH, PHRASED):
        assert pure.rows(text) == compiled.rows(text)
        for loose in (False, True):
            assert pure.find(text, -3000, loose) == compiled.find(text, -3000, loose)
        assert pure.where(text, -3000) == compiled.where(text, -3000)
        for _, _, near in pure.rows(text):
            assert [pure.score(row) for _, row in near] == [compiled.score(row) for _, row in near]


@pytest.mark.compiled
@given(word=st.one_of(slipped(), st.text(max_size=40), st.sampled_from(COMMON)))
def test_kernels_look_up_alike(word: str) -> None:
    for pure, compiled in (ENGLISH, FRENCH):
        assert pure.look(word) == compiled.look(word)
        assert pure.pair(word, "the") == compiled.pair(word, "the")
        assert pure.costs_of(word) == compiled.costs_of(word)


@pytest.mark.parametrize("lex", ENGLISH, ids=lambda lex: type(lex).__module__)
@pytest.mark.parametrize(
    ("wrong", "right", "kind"),
    [
        ("othre", "other", "transposed"),
        ("comittee", "committee", "missing-double"),
        ("goverment", "government", "missing"),
        ("untill", "until", "extra-double"),
        ("seperate", "separate", "vowel"),
        ("becaude", "because", "key"),
        ("dont", "don't", "apostrophe"),
        ("dosen't", "doesn't", "transposed"),
        ("openeded", "opened", "chunk"),
        ("recomendded", "recommended", "skeleton"),
        ("unforuntately", "unfortunately", "moved"),
        ("arelady", "already", "moved"),
        ("conciddering", "considering", "frame"),
        ("teh", "the", "transposed"),
        ("forgeting", "forgetting", "missing-double"),
    ],
)
def test_slips_are_named(lex: words.Lexicon, wrong: str, right: str, kind: str) -> None:
    ((_, _, near),) = lex.rows(f"We {wrong} it")
    found = dict(near)
    assert right in found
    assert slip_costs.KINDS[found[right][FEATURES.index("kind")]] == kind


@pytest.mark.parametrize("lex", ENGLISH, ids=lambda lex: type(lex).__module__)
@pytest.mark.parametrize(
    "text", ["travelled focussed", "is't do't", "zzyzx", "fooBar x_y", "\ud800"]
)
def test_forms_identifiers_and_own_words_are_not_asked_about(lex: words.Lexicon, text: str) -> None:
    assert not lex.rows(text)


@pytest.mark.parametrize("lex", ENGLISH, ids=lambda lex: type(lex).__module__)
def test_places_for_other_rules(lex: words.Lexicon) -> None:
    text = "a hour, an house, a SQL, the the\ncase, a dog"
    assert lex.find(text, 1 << 30)[1] == [(0, 1), (8, 1), (18, 1), (25, 2)]
    text = "a (unit, an *user*, a 8-bit, a 7-bit, a, b) a <b>old</b> a union, a uninterested one"
    assert lex.find(text, 1 << 30)[1] == [(9, 1), (20, 1), (44, 1), (66, 1)]
    assert lex.find("\u0438 \u0438, the the", 1 << 30)[1] == [(5, 2)]


@pytest.mark.parametrize("lex", PHRASED, ids=lambda lex: type(lex).__module__)
def test_phrases_are_named_where_they_may_be_wrong(lex: words.Lexicon) -> None:
    text = "I think, i think, Its A, dont, DONT, dont_x, could of"
    assert lex.find(text, 1 << 30)[1] == [(9, 3), (25, 3), (45, 3)]


@pytest.mark.parametrize("lex", PHRASED, ids=lambda lex: type(lex).__module__)
def test_paragraphs_are_told_from_those_where_nothing_is_found(lex: words.Lexicon) -> None:
    assert not lex.where("The cat sat.\n\nIt sat.", 1000)
    assert lex.where("The cat sat.\n\nIt sat becaude it could.", 1000) == [(14, [])]
    assert lex.where("\u0438 \u0438 1.\n\nIt sat becaude it could.", 1000) == [(8, [])]
    text = "It could of sat.\n \n\nIt sat.\n\nIt could of sat."
    assert lex.where(text, 1000) == [(0, [(3, 3)]), (29, [(32, 3)])]


@pytest.mark.parametrize("cls", CLASSES)
@pytest.mark.parametrize("what", range(4))
@pytest.mark.parametrize("cut", [1, 3, -1])
def test_what_is_cut_off_is_refused(cls: type, what: int, cut: int) -> None:
    pair = table([(pair_code("a", "b"), 9, 0)])
    parts = [table([(code_of("a"), 5, 1)], {"recommended": 90}), pair]
    parts.append(bytes(2 * 27**3))
    parts.append(bytes(lexicon._mapped("words-model.bin")[1]))
    if what == 2:
        return  # a table of letters is all there or is not asked
    parts[what] = parts[what][:-cut] if cut > 0 else parts[what] + b"\0"
    with pytest.raises((ValueError, struct.error)):
        cls(*(memoryview(part) for part in parts))


def test_tables_hold_what_is_put_in(tmp_path: Path) -> None:
    lex = [cls(memoryview(table([(code_of(w), n, n % 64) for n, w in enumerate(COMMON, 1)])),
               memoryview(b""), memoryview(b""), lexicon._mapped("words-model.bin")[1])
           for cls in CLASSES]  # fmt: skip
    for one in lex:
        assert [one.look(w) & 255 for w in dict.fromkeys(COMMON)][-1] == len(COMMON)
        assert not one.look("aardvark")


def test_paragraphs_are_all_but_the_breaks() -> None:
    text = "one\ntwo\n \t\nthree\n\n\nfour"
    assert [text[a:b] for a, b in paragraphs(text)] == ["one\ntwo", "three", "four"]


def test_features_are_told_apart() -> None:
    assert len(set(FEATURES)) == len(FEATURES)
    assert json.dumps(FEATURES)
