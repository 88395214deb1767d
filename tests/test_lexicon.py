"""The word lists: what they hold, how fast they load, and that their scripts make them."""

import subprocess
import sys
from pathlib import Path

import pytest

import cleantext.errors
from cleantext import lexicon

DATA = Path(lexicon.__file__).parent / "data"


@pytest.mark.parametrize("word", ["the", "aardvark", "don't", "colour", "color", "chroot"])
def test_known_words(word: str) -> None:
    assert lexicon.known(word)
    assert lexicon.zipf(word) > 0


@pytest.mark.parametrize("word", ["", "aardvrak", "recieve", "The", "teh", "aardvark's", "\ud800"])
def test_unknown_words(word: str) -> None:
    assert not lexicon.known(word)
    assert lexicon.zipf(word) == 0.0


def test_frequencies_are_on_the_zipf_scale() -> None:
    assert 7 < lexicon.zipf("the") < 8
    assert 1 < lexicon.zipf("aardvark") < 3.5


def test_pairs_of_words() -> None:
    assert lexicon.bigram("of", "the") > lexicon.bigram("supply", "chain") > 0
    assert lexicon.bigram("aardvark", "blockchain") == 0.0
    assert lexicon.bigram("\ud800", "\udfff") == 0.0


@pytest.mark.parametrize(
    ("lang", "word"),
    [("de", "stra\u00dfe"), ("fr", "\u00eatre"), ("es", "ma\u00f1ana"), ("es", "pueden"),
     ("it", "perch\u00e9"), ("nl", "gisteren"), ("pt", "n\u00e3o"),
     ("ru", "\u0432\u0440\u0435\u043c\u044f")],
)  # fmt: skip
def test_other_languages(lang: str, word: str) -> None:
    assert lexicon.known(word, lang)
    assert not lexicon.known(word + "qx", lang)


def test_an_unknown_language_is_refused_with_advice() -> None:
    with pytest.raises(ValueError, match="there are en, de"):
        lexicon.known("word", "tlh")


def test_what_stands_in_other_lists() -> None:
    assert lexicon.attested("brin") or lexicon.attested("katja") & lexicon.NAME
    assert lexicon.attested("componentes") & lexicon.FOREIGN_COMMON
    assert lexicon.attested("recieve") == 0


def test_every_file_names_its_generator() -> None:
    for path in DATA.glob("*-*.bin"):
        head = path.read_bytes()[:200]
        assert head.startswith(b"# cleantext "), path
        script = head.split(b"Made by data/build/")[1].split(b".py")[0].decode()
        assert (DATA / "build" / f"{script}.py").exists()


@pytest.mark.parametrize(
    "name", ["words-en.bin", "words-fr.bin", "bigrams-en.bin", "words-model.bin"]
)
@pytest.mark.parametrize("damage", ["cut off", "no header", "empty", "no count"])
def test_a_damaged_file_is_told_apart(
    name: str, damage: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = (DATA / name).read_bytes()
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / name).write_bytes(
        {
            "cut off": whole[: len(whole) // 2],
            "no header": whole[200:],
            "empty": b"",
            "no count": whole.replace(b" ", b"x", 4),
        }[damage]
    )
    monkeypatch.setattr(lexicon, "__file__", str(tmp_path / "lexicon.py"))
    for other in DATA.glob("*-*.bin"):
        if other.name != name:
            (tmp_path / "data" / other.name).symlink_to(other)
    with pytest.raises(cleantext.errors.DataError, match=f"^{name} of cleantext is damaged"):
        lexicon.load.__wrapped__("fr" if name == "words-fr.bin" else "en")


def test_starting_up_reads_no_words() -> None:
    code = (
        "import cleantext, sys; print('cleantext.lexicon' in sys.modules and bool("
        "cleantext.lexicon.load.cache_info().currsize))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_the_script_makes_the_files() -> None:
    from cleantext.data.build.lexicon import bigram_file, english, other, word_file

    assert word_file("it", other("it")) == (DATA / "words-it.bin").read_bytes()
    assert bigram_file(english()) == (DATA / "bigrams-en.bin").read_bytes()


def test_russian_forms_are_told_from_typos() -> None:
    # dative plural of "dictionary", with yo and ye; a slip in it; what is no Russian at all
    assert lexicon.is_form("\u0441\u043b\u043e\u0432\u0430\u0440\u044f\u043c", "ru")
    assert lexicon.is_form("\u0441\u0447\u0451\u0442\u0447\u0438\u043a\u0438", "ru")
    assert lexicon.is_form("\u0441\u0447\u0435\u0442\u0447\u0438\u043a\u0438", "ru")
    assert not lexicon.is_form("\u0441\u043b\u043e\u0430\u0432\u0440\u044f\u043c", "ru")
    assert not lexicon.is_form("\ud800", "ru")
    assert not lexicon.is_form("words", "en")


def test_few_strings_pass_for_russian_by_chance() -> None:
    passed = sum(lexicon.is_form(f"{k}x", "ru") for k in range(5_000))
    assert passed < 5_000 * 0.04
