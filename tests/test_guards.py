"""What speaks against changing a word, and the forms that are right though no list has them."""

import pytest

from cleantext.profile.segment import Segment
from cleantext.rules.typos.articles import sound, spelt_sound
from cleantext.rules.typos.forms import (
    has_prefix,
    has_variant,
    is_foreign_form,
    is_form,
    is_german,
    is_italian,
    is_made_verb,
    is_old,
    is_old_spelling,
    is_two_words,
)
from cleantext.rules.typos.guards import (
    chunk_around,
    guard,
    is_code_chunk,
    is_in_statement,
    is_inside,
    protected_spans,
    starts_sentence,
)
from cleantext.rules.typos.misspelt import in_case, is_english, judge, stands_in_old_text
from cleantext.rules.typos.names import company_of, is_abbreviation, is_name_here, is_named
from cleantext.rules.typos.words import paragraph_at, strange_share

HALF = "half of a hyphenated word, or a call"
PART = "part of a word with markup in it"


def place(text: str) -> tuple[str, int, int]:
    """A text and the bounds of the word in it that stands between `{` and `}`."""
    start, end = text.index("{"), text.index("}") - 1
    return text.replace("{", "", 1).replace("}", "", 1), start, end


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("the {word} is here", ""),
        ("call {word}(x)", HALF), ("(x){word} is", HALF),
        ("a\\{word} is", HALF), ("a@{word} is", HALF),
        ("{word}@x is", HALF), ("{word}\\x is", HALF),
        ("self-{word} is", ""), ("zzqyk-{word} is", HALF), ("-{word} is", HALF),
        ("{word}-house is", ""), ("{word}-zzqyk is", HALF), ("old-{word}-house is", ""),
        ('"{word}" is', "a word that is quoted"), ("'{word}' is", "a word that is quoted"),
        ('"{word} is" so', ""), (" '{word} is", ""), ("{word}' is", ""),
        ("o'{word} is", "part of a longer word"),
        ("{word}'s is", "a spoken form, or part of a longer word"),
        ("{doin}' is", "a spoken form, or part of a longer word"),
        ("house*{word} is", PART), ("**{word} is", ""), ("{word}*s is", PART), ("{word}** is", ""),
        ("d<b>{word} is", PART), ("<b>{word}</b>s is", PART), ("<b>{word}</b> is", ""),
        ("a<br>{word} is", ""), ("{word}<br>a is", ""),
        ("di\n\\emph on\n{word} is", PART), ("{word}\n\\emph on\nis", PART),
        ("co-\n{word} is", "half of a word that is broken across lines"),
        ("co- {word} is", ""), ("co\n{word} is", ""),
        ("{word}. small is", "an abbreviation"), ("{word}. Big is", ""), ("{word}.\nsmall", ""),
        ("x = {word} is", "an operand"), ("{word} = x", "an operand"),
        ("a > {word} b", "an operand"),
        ("{word} != x", "an operand"), ("{word} && x", "an operand"), ("{word} -> x", "an operand"),
        ("a && {word} x", "an operand"), ("{word} + x", ""), ("a + {word}", ""),
        ("{word} <b>x</b>", ""), ("<b>x</b> {word}", ""), ("{word}<b> x", ""),
        ("key: {word}", "the value of a field"), ("key: {word}\nmore", "the value of a field"),
        ("key: {word}, x", ""), ("key: {word} is", ""), ("key {word}", ""),
        ("int {word};", "a name that is declared"), ("def {word}:", "a name that is declared"),
        ("return {word})", "a name that is declared"), ("int {word} is", ""),
        ("the {word}, is", ""), ("print {word}, is", ""),
        ("{word};", "the end of a statement"), ("{word};\nx", "the end of a statement"),
        ("{word}; is", ""),
        ("{word} (sic) is", "marked as meant (sic)"), ("{word} [sic] is", "marked as meant (sic)"),
        ("{word}, [sic] is", "marked as meant (sic)"), ("{word} (sick) is", ""),
        ("{word} d is", "followed by a stray letter"), ("{word} a is", ""), ("{word} d.", ""),
        ("#{word} is", "code, an address or markup"),
        ("/usr/{word} is", "code, an address or markup"),
        ("[{word}](x) is", ""), ("[{word}] is", ""), ("*{word}* is", ""), ("_{word}_ is", ""),
        ("{word} -- to define", "a name that is defined"),
        ("{word}: to define", "a name that is defined"),
        ("* {word} - to define", "a name that is defined"), ("a {word} - to define", ""),
        ("{Word}: to define", ""), ("a\n{word}: to define", "a name that is defined"),
    ],
)  # fmt: skip
def test_what_touches_a_word_may_speak_against_it(text: str, why: str) -> None:
    assert guard(*place(text)) == why


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("import {word}", True), ("from a import {word}", True), ("from {word} import a", True),
        ("import {word} as b", True), ("return {word}", True), ("  raise {word}  # so", True),
        ("import {word} b", False), ("we import {word}", False), ("import a, {word}", False),
        ("so\nreturn {word}\nso", True), ("so return {word}\nso", False), ("{word}", False),
    ],
)  # fmt: skip
def test_operands_of_statements(text: str, expected: bool) -> None:
    assert is_in_statement(*place(text)) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("in {USD} to", True), ("in {USDX} to", True), ("in {USDXY} to", False),
        ("in {Usd} to", False), ("ADOBE {TEH} to", False), ("in {TEH} BOOK", False),
        ("I {USD} to", True), ("in {USD} A", True), ("{USD}", True),
    ],
)  # fmt: skip
def test_a_few_capitals_may_be_an_abbreviation(text: str, expected: bool) -> None:
    assert is_abbreviation(*place(text)) is expected


def test_spans_that_are_no_prose() -> None:
    for text in ("a `b {c} d` e", "a $b {c} d$ e", 'a <b c="{c}"> e', "a `b {c} d\ne"):
        plain, start, _ = place(text)
        assert is_inside(protected_spans(plain), start), text
    for text in ("a `b` {c} `d`", "a $b$ {c}", "a <b> {c} </b>", "a $b\n{c} d$ e", "a < b {c} >"):
        plain, start, _ = place(text)
        assert not is_inside(protected_spans(plain), start), text
    assert protected_spans("nothing here") == ([], [])


def test_runs_and_cases() -> None:
    assert chunk_around("the a.b/c is", 6, 7) == "a.b/c"
    assert chunk_around("abc", 0, 3) == "abc"
    assert chunk_around("x" * 200, 100, 101) == "x" * 121
    assert is_code_chunk("!it") and not is_code_chunk("it!")
    assert is_code_chunk("a:b") and not is_code_chunk("a:")
    assert [in_case(*pair) for pair in (("A", "the"), ("i", "I"), ("iM", "i'm"))] == [
        "The",
        "I",
        "I'm",
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{b}", True), (" {b}", True), ("* {b}", True), ("a! {b}", True), ("a? {b}", True),
        ("a, {b}", False), ("a ({b}", False), ("a.\n{b}", True), ("a\n\n{b}", True),
        ("Prof. {b}", False), ("Houses. {b}", True), ("A. {b}", False),
    ],
)  # fmt: skip
def test_first_words_of_sentences(text: str, expected: bool) -> None:
    plain, start, _ = place(text)
    assert starts_sentence(plain, start) is expected


def test_company() -> None:
    assert company_of("usename", Segment("a usename b")) == (0, 0)
    assert company_of("usename", Segment("a usename b; c usename d")) == (0, 1)
    assert company_of("usename", Segment("a usename b; a usename b")) == (0, 0)
    assert company_of("usename", Segment("a usename b; a usename d")) == (0, 0)
    assert company_of("usename", Segment("a usename b; c usename d; e Usename f")) == (0, 2)
    assert company_of("usename", Segment("pg.usename and usename_x and usenameX")) == (3, 0)
    assert company_of("usename", Segment("ausename and usenames")) == (0, 0)
    assert company_of("usename", Segment("SELECT usename FROM")) == (1, 0)
    assert company_of("usename", Segment("SELECT usename from")) == (0, 0)


def test_names_with_endings() -> None:
    assert is_name_here("mbeans", Segment("the mbeans of an MBean"))
    assert not is_name_here("mbeans", Segment("the mbeans of a mbean"))
    assert is_name_here("outnn", Segment("a outnn b\n\noutnn   \u2014 writes"))
    assert not is_name_here("outnn", Segment("a outnn \u2014 writes\n\nOutnn: writes"))
    assert not is_name_here("connectes", Segment("it connectes by net_connect"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a {libs} b", False), ("--{libs} a", True), ("[-{libs}]", True), ("on-{libs}", False),
        ("a {libs} = 3", True), ("a {libs} := 3", True), ("a {libs} == 3", False),
        ("A {LIBS} a", False), ("a {LiBs} a", True), ("{Libs} are", False), ("a_{libs}", True),
    ],
)  # fmt: skip
def test_names_of_code(text: str, expected: bool) -> None:
    assert is_named(*place(text)) is expected


def test_old_text_and_english_around() -> None:
    old = "It is {sayd} that the others goe downe."
    assert stands_in_old_text(*place(old))
    assert not stands_in_old_text(*place("It is {sayd} that the others goe down."))
    assert not stands_in_old_text(*place("It is {sayd} that Goe and Downe are here."))
    assert is_english(*place("operations raise {othre} exceptions"))
    assert not is_english(*place("operations raise {othre} of it"))
    assert not is_english(*place("operations raise {othre} zzqyk exceptions"))


@pytest.mark.parametrize(
    ("word", "lang", "expected"),
    [
        ("herauslaufen", "de", True), ("weisser", "de", True), ("wichitge", "de", False),
        ("herauslaufen", "fr", False), ("weisser", "es", False), ("hausundhof", "de", False),
        ("hausboot", "de", True), ("hausboot", "fr", False), ("hausart", "de", False),
        ("sceglierne", "it", True), ("ricaricare", "it", True), ("l'addizione", "it", True),
        ("scegleire", "it", False), ("sceglierne", "es", False), ("ricaricare", "fr", False),
    ],
)  # fmt: skip
def test_forms_of_other_languages(word: str, lang: str, expected: bool) -> None:
    assert is_foreign_form(word, lang) is expected
    assert (is_german(word, lang) or is_italian(word, lang)) is expected


@pytest.mark.parametrize(
    ("right", "wrong"),
    [("sayd", "recieve"), ("downe", "one"), ("vpon", "upon"), ("haue", "zzqyke"), ("lyke", "like")],
)
def test_spellings_of_old_books(right: str, wrong: str) -> None:
    assert is_old_spelling(right) and not is_old_spelling(wrong)


def test_words_that_are_made() -> None:
    assert is_two_words("noone") and is_two_words("alot")
    assert not is_two_words("allways") and not is_two_words("xhouse")
    assert has_prefix("deduplication") and has_prefix("multithreading")
    assert not has_prefix("dehouse") and not has_prefix("zzduplication")
    assert is_made_verb("synchronizers") and is_made_verb("tokenise")
    assert not is_made_verb("zzqykize") and not is_made_verb("house")
    assert is_old("goest") and is_old("committeth") and is_old("lovedst")
    assert not is_old("zzqykest") and not is_old("going")
    assert has_variant("neighbourhoods") or is_form("neighbourhoods")
    assert not has_variant("recieve") and not is_form("recieve")


def test_the_words_around() -> None:
    assert strange_share("the house is old", 4) == 0
    assert strange_share("zzqyk qqvk wwxzk kkrj", 4) == 1
    assert strange_share("zzqyk", 0) == 0.25  # a word alone says little
    assert strange_share("the house's zzqyk is", 4) == 0.25
    text = "one\ntwo\n\nthree\nfour\n \nfive"
    assert [paragraph_at(text, at) for at in (0, 5, 10, 15, len(text) - 1)] == [
        (0, 7),
        (0, 7),
        (9, 19),
        (9, 19),
        (22, 26),
    ]


@pytest.mark.parametrize(
    ("word", "article"),
    [
        ("MRI", "an"), ("SQL", "an"), ("UUID", "a"), ("XML", "an"), ("BBC", "a"), ("IBM", "an"),
        ("EU", ""), ("NATO", ""), ("SAML", ""), ("FAQ", ""), ("LED", ""), ("RFC", "an"),
        ("8", "an"), ("80", "an"), ("11", "an"), ("18", "an"), ("110", "a"), ("1", "a"), ("7", "a"),
    ],
)  # fmt: skip
def test_the_article_before_what_is_spelt_out(word: str, article: str) -> None:
    assert spelt_sound(word) == article


@pytest.mark.parametrize(
    ("word", "article"),
    [("heirloom", "an"), ("house", "a"), ("oneness", "a"), ("onerous", "an"), ("eulogy", "a"),
     ("usher", "an"), ("usual", "a"), ("under", "an"), ("uninteresting", "an"), ("union", "a"),
     ("herb", ""), ("hotel", ""), ("honour", "an"), ("yttrium", "an"), ("yes", "a")],
)  # fmt: skip
def test_more_sounds(word: str, article: str) -> None:
    assert sound(word) == article


@pytest.mark.parametrize(
    ("text", "near", "why"),
    [
        ("the {goverment} of it", "government", ""),
        ("they went '{gainst} it", "against", "a form whose beginning is left out"),
        ("they went {gainst} it", "against", ""),
        ("the {rvalue} of it", "value", "a letter before a word"),
        ("the {rvalues} of it", "value", ""),
        ("the {zvalueer} of it", "zvalue", "who or what does it"),
        ("the {dramatico}-musical of it", "dramatic", "the form that a word has in a compound"),
        ("the {dramatico} musical of it", "dramatic", ""),
        ("the {QXZ} of it", "the", "capitals that may be an abbreviation"),
        ("the `{goverment}` of it", "government", "code, a formula or a tag"),
        ("return {goverment}", "government", "the operand of a statement"),
        ("the {noone} of it", "noon", "two words without their space"),
        ("the {goest} of it", "guest", "a rare word or a form of one"),
        ("It is {zayd} that the others goe downe", "said", "spelt as in old books"),
    ],
)
def test_why_a_word_may_not_be_changed_here(text: str, near: str, why: str) -> None:
    said = judge().objection(*place(text), near)
    assert said.startswith(why) and bool(said) is bool(why)
