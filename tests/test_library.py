"""What a programmer meets first: kinds of strings, missing values, presets, options and errors."""

import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable
from enum import StrEnum
from pathlib import Path
from typing import Any, get_args, get_type_hints

import pytest

import cleantext
from cleantext import (
    InputTypeError,
    OptionError,
    Options,
    PatternError,
    Pipeline,
    UnknownRuleError,
    presets,
)
from cleantext._strangers import warn_of_strangers
from cleantext.rules import RULES, get

NAN = float("nan")


class Derived(str):
    """A string that shows and compares as something else."""

    def __str__(self) -> str:
        return "shown"

    def __repr__(self) -> str:
        return "Derived()"


class Word(StrEnum):
    CLEAN = "clean"
    DIRTY = "dir\u200bty"


KINDS: list[Callable[[str], str]] = [Derived, lambda text: Word(text)]


def numpy_string(text: str) -> str:
    string: str = pytest.importorskip("numpy").str_(text)
    return string


@pytest.mark.parametrize("make", [*KINDS, numpy_string])
@pytest.mark.parametrize("cleaner", [cleantext.clean, presets.corpus, get("INV213")])
def test_strings_of_every_kind_are_cleaned_like_strings(
    make: Callable[[str], str], cleaner: Callable[[str], str]
) -> None:
    clean, dirty = make("clean"), make("dir\u200bty")
    assert cleaner(clean) is clean
    assert type(cleaner(dirty)) is str
    assert cleaner(dirty) == "dirty"


@pytest.mark.parametrize("make", [*KINDS, numpy_string])
def test_strings_of_every_kind_on_every_way(make: Callable[[str], str]) -> None:
    clean, dirty = make("clean"), make("dir\u200bty")
    explained = presets.corpus.explain(dirty)
    assert (explained.text, type(explained.text), explained.undo()) == ("dirty", str, dirty)
    assert presets.corpus.explain(clean).text is clean
    assert [e[:3] for e in get("INV213").scan(dirty)] == [(3, 4, "")]
    for jobs in (1, 2):
        assert list(presets.corpus.map([clean, dirty] * 9, jobs=jobs)) == ["clean", "dirty"] * 9
    assert "".join(presets.corpus.stream([dirty, clean])) == "dirtyclean"
    assert cleantext.reveal(dirty) == "dir\u27e8ZWSP U+200B\u27e9ty"
    assert len(cleantext.find_hidden(dirty)) == 1


@pytest.mark.parametrize("make", [*KINDS, numpy_string])
def test_strings_of_every_kind_in_columns(make: Callable[[str], str]) -> None:
    from cleantext.adapters import clean_series
    from cleantext.adapters.column import clean_list, job

    values = [make("clean"), make("dir\u200bty"), None]
    assert clean_list(values, job(presets.corpus)) == ["clean", "dirty", None]
    series = pytest.importorskip("pandas").Series(values, dtype=object)
    cleaned = clean_series(series, presets.corpus)
    assert cleaned.tolist() == ["clean", "dirty", None]
    assert type(cleaned[1]) is str


def test_missing_values_are_kept_when_asked() -> None:
    texts = ["a\u200b", None, NAN, "b"]
    assert cleantext.clean(None, missing="keep") is None  # type: ignore[arg-type]
    assert presets.corpus(NAN, missing="keep") is NAN
    assert presets.corpus("a\u200b", missing="keep") == "a"
    for jobs in (1, 2):
        kept = list(presets.corpus.map(texts * 50, jobs=jobs, missing="keep"))
        assert kept[:2] == ["a", None]
        assert kept[2] is NAN
        assert kept[3:4] * 50 == kept[3::4] == ["b"] * 50
    pandas = pytest.importorskip("pandas")
    assert presets.corpus(pandas.NA, missing="keep") is pandas.NA
    assert presets.corpus(pandas.NaT, missing="keep") is pandas.NaT


@pytest.mark.parametrize("value", [b"bytes", 3, ["text"], {"text": "a"}])
def test_only_missing_values_are_kept(value: object) -> None:
    with pytest.raises(InputTypeError, match="text must be str, not"):
        presets.corpus(value, missing="keep")
    with pytest.raises(InputTypeError, match="text must be str, not"):
        list(presets.corpus.map([value], missing="keep"))


@pytest.mark.parametrize(
    ("value", "advice"),
    [
        (None, r"not NoneType; missing='keep'"),
        (NAN, r"not NaN; missing='keep'"),
        (b"x", r"not bytes; decode it first: cleantext\.decode\(data\)\.text, or data\.decode"),
        ({"text": "x"}, r"not dict; name the column of a table: .*datasets\.clean\(dataset"),
        (["x"], r"not list; for many texts use Pipeline\.map"),
        (3.5, r"not float; convert it on purpose with str"),
    ],
)
def test_an_error_says_what_to_do(value: Any, advice: str) -> None:
    for clean in (cleantext.clean, presets.corpus, cleantext.explain, presets.corpus.explain):
        with pytest.raises(InputTypeError, match=advice):
            clean(value)
    with pytest.raises(InputTypeError, match=advice):
        list(presets.corpus.map([value]))


def test_a_column_is_pointed_at_its_function() -> None:
    pandas = pytest.importorskip("pandas")
    with pytest.raises(InputTypeError, match=r"adapters\.clean_series"):
        cleantext.clean(pandas.Series(["a"]))
    with pytest.raises(InputTypeError, match=r"adapters\.clean_column"):
        cleantext.clean(pandas.DataFrame({"text": ["a"]}))


def test_missing_is_one_of_two_words() -> None:
    with pytest.raises(OptionError, match="missing is 'raise' or 'keep', not 'skip'"):
        presets.corpus(None, missing="skip")  # type: ignore[call-overload]
    with pytest.raises(OptionError, match="not 'skip'"):
        list(presets.corpus.map([], missing="skip"))  # type: ignore[call-overload]
    with pytest.raises(OptionError, match="not 'skip'"):  # also where nothing is missing
        presets.corpus("text", missing="skip")  # type: ignore[call-overload]
    with pytest.raises(OptionError, match="not 'skip'"):
        cleantext.clean("text", missing="skip")  # type: ignore[arg-type]


def test_what_is_no_step_or_pattern_is_refused_with_advice() -> None:
    with pytest.raises(TypeError, match=r"not str; rules are named in presets\.strict\.select\("):
        Pipeline(["ENC111"])  # type: ignore[list-item]
    with pytest.raises(TypeError, match=r"steps are given in a row: Pipeline\(\[step\]\)"):
        Pipeline(presets.corpus.rules[0])  # type: ignore[arg-type]
    with pytest.raises(PatternError, match=r"a string, not Pattern; .*\.pattern"):
        presets.corpus.protect(re.compile("a"))  # type: ignore[arg-type]
    with pytest.raises(PatternError, match="a string, not int"):
        presets.corpus.protect(3)  # type: ignore[arg-type]


def test_a_preset_is_named() -> None:
    text = "othre\u200b words"
    assert cleantext.clean(text, preset="corpus") == "othre words"
    assert cleantext.clean(text) == "other words"
    assert cleantext.explain(text, preset="corpus").text == "othre words"
    assert cleantext.clean(text, preset="corpus", keep="\u200b") is text
    with pytest.raises(UnknownRuleError, match="no preset 'corpsu'; near: corpus; presets: def"):
        cleantext.clean(text, preset="corpsu")  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="preset is a name, not Pipeline; call a pipeline itself"):
        cleantext.clean(text, preset=presets.corpus)  # type: ignore[arg-type]


def test_a_pipeline_in_the_wrong_place_says_what_to_write() -> None:
    with pytest.raises(TypeError, match=r"write pipeline\(text\) .* clean\(text, preset='corpus'"):
        cleantext.clean("a", presets.corpus)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match=r"write pipeline\.explain\(text\)"):
        cleantext.explain("a", presets.corpus)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match=r"write clean\(text, preset='corpus'\)"):
        cleantext.clean("a", "corpus")  # type: ignore[arg-type]


def test_options_lists_every_option_with_its_type() -> None:
    named = get_type_hints(Options)
    assert set(named) == {key for rule in RULES for key in rule.defaults}
    for rule in RULES:
        for key, default in rule.defaults.items():
            values = [v for v in get_args(named[key]) if isinstance(v, str)]
            assert not values or default in values


@pytest.mark.parametrize(
    ("options", "error"),
    [
        ({"mode": "agressive"}, "of rule SPC5.. takes conservative or aggressive, .*near: aggress"),
        ({"quotes": "foo"}, "takes auto, english, german or keep, not 'foo'"),
        ({"policy": "strickt"}, "takes standard, .* or code, not 'strickt'; near: strict"),
        ({"spaces": ""}, "takes typographic, space or keep, not ''"),
        ({"level": "Safe"}, "takes safe, more or off, not 'Safe'; near: safe"),
        ({"doubled": "open"}, "takes closed or wider"),
        ({"lang": "English"}, "takes auto, en, de, .* not 'English'"),
        ({"spaces_between_sentences": "two"}, "takes auto, keep or collapse"),
        ({"keep_maths": 1}, "takes bool, not int 1"),
        ({"keep": None}, "takes str, not NoneType None"),
        ({"words": "word"}, "takes a tuple or list of strings, not str 'word'"),
        ({"words": ("word", 3)}, "takes a tuple or list of strings, not tuple"),
    ],
)
def test_values_of_options_are_checked_where_they_are_set(
    options: dict[str, Any], error: str
) -> None:
    for configure in (presets.default.configure, lambda **own: cleantext.clean("a", **own)):
        with pytest.raises(OptionError, match=error):
            configure(**options)
        with pytest.raises(TypeError):
            configure(**options)
        with pytest.raises(ValueError, match="option"):
            configure(**options)


def test_languages_of_spaces_and_quotes_are_codes() -> None:
    assert get("SPC510").configure(lang="sv").options["lang"] == "sv"
    with pytest.raises(OptionError, match="takes auto or a language code such as en, not 'SV'"):
        get("SPC510").configure(lang="SV")


def test_names_of_options_have_near_ones() -> None:
    with pytest.raises(UnknownRuleError, match="has an option 'levl'; near: level"):
        cleantext.clean("a", levl="safe")  # type: ignore[call-arg]
    with pytest.raises(UnknownRuleError, match="rule TYP401 has no option 'levl'; near: level"):
        get("TYP401").configure(levl="safe")


def test_a_list_of_strings_is_taken_for_a_tuple() -> None:
    as_list = presets.default.configure(words=["othre"])
    assert as_list == presets.default.configure(words=("othre",))
    assert as_list("othre words") == "othre words"
    assert presets.default.configure({"words": ["othre"]}) == as_list


def test_a_step_that_gives_no_text_is_named() -> None:
    def forgetful(text: str) -> str:
        return None  # type: ignore[return-value]

    with pytest.raises(InputTypeError, match="step forgetful must give str, not NoneType"):
        (presets.corpus | forgetful)("a")
    shout = presets.corpus | (lambda text: Derived(text.upper()))
    assert type(shout("a\u200b")) is str
    assert shout("a\u200b") == "A"


def test_files_of_another_distribution_are_told_in_one_line(tmp_path: Path) -> None:
    package = Path(cleantext.__file__).parent
    copy = tmp_path / "cleantext"
    shutil.copytree(package, copy, ignore=shutil.ignore_patterns("__pycache__", "*.pyx", "*.c"))

    def imported() -> str:
        run = [sys.executable, "-c", "import cleantext; assert cleantext.clean('a') == 'a'"]
        done = subprocess.run(run, cwd=tmp_path, capture_output=True, text=True, check=True)
        return done.stderr

    assert imported() == ""
    for file, name in (("clean.py", "clean-text"), ("cleantext.py", "cleantext")):
        (copy / file).touch()
        said = imported()
        assert said.count("\n") == 1
        assert f"{name} is installed into the same folder as cleantext-pipeline" in said
        (copy / file).unlink()
    (copy / "__init__.py").unlink()  # pip takes it along with the other distribution
    with pytest.warns(UserWarning, match="put them back: pip install --force-reinstall") as told:
        warn_of_strangers(str(copy / "presets.py"))
    assert len(told) == 1


def test_no_file_of_ours_has_a_name_of_theirs() -> None:
    package = Path(cleantext.__file__).parent
    theirs = ["clean", "cleantext", "constants", "exceptions", "sklearn", "specials", "utils"]
    found: Iterable[Path] = (path for name in theirs for path in package.rglob(f"{name}.py"))
    assert list(found) == []


def test_pipelines_are_composed_of_what_can_be_called() -> None:
    with pytest.raises(TypeError, match="a step is a rule or a function, not str"):
        Pipeline(["INV"])  # type: ignore[list-item]
