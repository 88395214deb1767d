"""Which language a text is in: both kernels alike, right on sentences of the tests' own."""

import time
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleantext import letters
from cleantext.kernel.languages import Languages, Plain
from cleantext.letters import _costs, _languages
from tests.strategies import texts

SENTENCES = tomllib.loads((Path(__file__).parent / "languages.toml").read_text("ascii"))
EACH = [(code, sentence) for code, row in SENTENCES.items() for sentence in row]
LETTERS = _costs.TABLE.read_bytes()
TABLE = _languages.TABLE.read_bytes()
PLAIN, IN_USE = Plain(LETTERS, TABLE), Languages(LETTERS, TABLE)
words = st.lists(st.sampled_from([sentence for _, sentence in EACH] + ["x=1", "Foo's", "aB"]))
any_text = st.one_of(texts, st.text(st.characters(codec=None)), words.map(" ".join))


@given(any_text)
def test_kernels_agree(text: str) -> None:
    data = text.encode("utf-8", "surrogatepass")
    assert IN_USE.count(data) == PLAIN.count(data)


@pytest.mark.parametrize("text", ["a" * 47, "a" * 48, "a" * 49, "a-" * 24 + "a", "-a", "a-", "a'"])
def test_kernels_agree_on_long_words(text: str) -> None:
    assert IN_USE.count(text.encode()) == PLAIN.count(text.encode())


@pytest.mark.parametrize("code", SENTENCES)
def test_sentences_together(code: str) -> None:
    assert letters.language("\n".join(SENTENCES[code])) == code


def test_most_sentences_alone_and_none_foreign_is_english() -> None:
    answers = [(code, letters.language(sentence)) for code, sentence in EACH]
    assert sum(code != answer for code, answer in answers) <= len(answers) // 16
    assert sum(answer not in (code, None) for code, answer in answers) <= 2
    assert not [code for code, answer in answers if answer == "en" != code]


@pytest.mark.parametrize("code", ["en", "de", "fr", "ru", "ja"])
def test_code_between_does_not_change_the_language(code: str) -> None:
    noise = (
        "import os, sys\nfor (int i = 0; i < n_max; ++i) { fooBar(i, x->y); }\n"
        "https://example.com/the/path?and=this --with-that C:\\Program\\Files\n"
    )
    assert letters.language("\n".join(noise + line for line in SENTENCES[code])) == code


@pytest.mark.parametrize("text", ["", "123", "x = foo(bar)", "xqz", "\x00\x01", "qwrt zxcvb pklj"])
def test_what_is_no_language_is_none(text: str) -> None:
    assert letters.language(text) is None


def test_scores_are_ordered_and_begin_at_nothing() -> None:
    ranked = letters.languages(SENTENCES["sv"][0])
    assert ranked[0] == ("sv", 0.0)
    assert [behind for _, behind in ranked] == sorted(behind for _, behind in ranked)
    assert {code for code, _ in ranked} > {"en", "da", "und"}
    assert len(letters.codes()) >= 40


@pytest.mark.parametrize(
    ("code", "script"),
    [
        ("ru", "Cyrl"),
        ("en", "Latn"),
        ("zh", "Hani"),
        ("ja", "Kana"),
        ("ko", "Hang"),
        ("ar", "Arab"),
    ],
)
def test_scripts(code: str, script: str) -> None:
    assert letters.script(SENTENCES[code][0]) == script


def test_time_is_linear() -> None:
    piece = "\n".join(sentence for _, sentence in EACH).encode()
    size = 10 if Languages is not Plain else 1

    def took(data: bytes) -> float:
        start = time.thread_time()
        IN_USE.count(data)
        return time.thread_time() - start

    once = min(took(piece * size) for _ in range(3))
    assert min(took(piece * size * 8) for _ in range(3)) < 8 * 4 * once + 0.01


def test_building_again_gives_the_same_bytes() -> None:
    pytest.importorskip("numpy")
    from cleantext.data.build.languages import GROUPS, build
    from cleantext.data.build.letter_text import Text

    source = [Text(code, "message", line) for code, row in SENTENCES.items() for line in row]
    number = dict.fromkeys(GROUPS, 500)
    table = build(source, number)
    assert table == build(list(source), number)
    counted = Languages(LETTERS, table).count(SENTENCES["fi"][0].encode())
    best = min(range(39), key=counted.penalties[0].__getitem__)
    assert GROUPS["LATIN"][best] == "fi"


WRITING = [sentence for _, sentence in EACH]


@pytest.mark.parametrize("sentence", WRITING, ids=range(len(WRITING)))
def test_sentences_are_writing(sentence: str) -> None:
    assert letters.is_writing(sentence)
    damaged = sentence.encode().decode("latin-1")
    if sum(c > "\x7f" for c in sentence) > len(sentence) // 3:
        assert not letters.is_writing(damaged)
