"""What README, docstrings and the design promise of pipelines, descriptions and the engine.

Expected values are written by hand; nothing here is computed by the code under test.
"""

import json
import os
import random
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from cleantext import (
    Edit,
    InputTypeError,
    Pipeline,
    Rule,
    Scope,
    SpecError,
    UnknownRuleError,
    presets,
    rule,
    streaming,
)
from cleantext.gate import Gate
from cleantext.presets import PRESETS
from cleantext.rules import get
from tests.strategies import CANDIDATES, SPACES, WORDS

CORPUS = presets.corpus
SEEDS = Path(__file__).parents[1] / "seeds"


def upper(text: str) -> str:
    """A step that is only a function."""
    return text.upper()


# protected spans


def test_a_protected_span_over_several_lines_is_left_exactly_as_it_is() -> None:
    fence = "```\na\u200bb\n\nc\u00a0d\n```"
    text = f"x\u200by\n{fence}\n\nz\u200b.\n"
    pipeline = CORPUS.protect("(?s)```.*?```")
    assert pipeline(text) == f"xy\n{fence}\n\nz.\n"
    assert "".join(pipeline.stream([text[:9], text[9:]])) == f"xy\n{fence}\n\nz.\n"
    assert [edit[:3] for edit in pipeline.explain(text).edits] == [(1, 2, ""), (23, 24, "")]


def test_protected_spans_that_overlap_or_touch_are_one() -> None:
    text = "\u200bab\u200bcd\u200bef\u200b"
    assert CORPUS.protect("b.c", "c.?d.", "zz")(text) == "ab\u200bcd\u200bef"
    assert CORPUS.protect("ab", ".cd", "\u200bef")(text) == "ab\u200bcd\u200bef"


def test_a_second_protect_adds_to_the_first() -> None:
    text = "a\u200b1 b\u200b2 c\u200b3"
    twice = CORPUS.protect("a.1").protect("b.2")
    assert twice(text) == "a\u200b1 b\u200b2 c3"
    assert twice == CORPUS.protect("a.1", "b.2")
    assert twice.protect("a.1").protected == ("a.1", "b.2")
    assert CORPUS.protected == ()


def test_protected_spans_survive_nesting_and_every_method() -> None:
    text = "a\u200b1 b\u200b2"
    inner = presets.strip_invisible.protect("a.1")
    for nested in (
        Pipeline([inner, presets.normalize]),
        inner | presets.normalize,
        presets.normalize | inner,
        Pipeline([Pipeline([inner])]),
        inner.ignore("INV210"),
        inner.select("INV"),
        inner.extend("NRM303"),
        inner.configure(keep_maths=True),
        Pipeline.from_json(inner.to_json()),
    ):
        assert nested(text) == "a\u200b1 b2"
        assert nested.protected == ("a.1",)
    both = inner | presets.normalize.protect("c")
    assert both.protected == ("a.1", "c")


def test_an_insertion_at_the_edge_of_a_protected_span_is_outside() -> None:
    text = "We like the supply chains.Germany has them, and it is late."
    wanted = "We like the supply chains. Germany has them, and it is late."
    assert presets.restore_spacing.protect(r"chains\.")(text) == wanted
    assert presets.restore_spacing.protect("Germany")(text) == wanted
    assert presets.restore_spacing.protect(r"s\.G")(text) is text


# edits and what is read off them


def test_edits_of_rules_that_touch_name_all_of_them_once() -> None:
    cleaned = CORPUS.explain("a\u200b\u00a0b c\u200b\u200bd")
    assert cleaned.text == "a b cd"
    assert cleaned.edits[0] == Edit(1, 3, " ", ("INV213", "NRM303"))
    assert cleaned.edits[1] == Edit(6, 8, "", ("INV213",))


def test_a_rule_that_mends_what_another_made_is_named_beside_it() -> None:
    # The image of U+00A0 is decoded, and what comes out is a no-break space.
    cleaned = CORPUS.explain("one caf\u00c3\u00a9\u00c2\u00a0two")
    assert cleaned.text == "one caf\u00e9 two"
    named = {rule for edit in cleaned.edits for rule in edit.rules}
    assert "NRM303" in named
    assert any(name.startswith("ENC") for name in named)


def test_undo_takes_back_only_what_some_rules_did() -> None:
    text = "x\u200by \u2009z caf\u00c3\u00a9"
    cleaned = CORPUS.explain(text)
    assert cleaned.text == "xy  z caf\u00e9"
    assert cleaned.undo() == text
    assert cleaned.undo("INV") == "x\u200by  z caf\u00e9"
    assert cleaned.undo("NRM") == "xy \u2009z caf\u00e9"
    assert cleaned.undo("INV", "ENC") == "x\u200by  z caf\u00c3\u00a9"
    assert cleaned.undo("TYP") == cleaned.text
    mixed = CORPUS.explain("a\u200b\u00a0b")
    assert mixed.undo("INV213") == mixed.undo("NRM") == "a\u200b\u00a0b"


def test_a_function_is_one_edit_from_first_to_last_difference() -> None:
    cleaned = Pipeline([upper]).explain("ABcDefGH")
    assert cleaned.edits == (Edit(2, 6, "CDEF", ("upper",)),)
    assert (CORPUS | upper).explain("a\u200bB").edits[0].rules == ("INV213", "upper")
    assert Pipeline([upper]).explain("ABC").edits == ()


# what does not settle


def flip(text: str) -> str:
    return text.replace("left", "right") if "left" in text else text.replace("right", "left")


@rule("NRM397", "growing", scope=Scope.LINE, gate=Gate(chars="+"))
def growing(text: str) -> Any:
    """A rule that always finds more."""
    return ((at, at + 1, "++") for at, char in enumerate(text) if char == "+")


@rule("NRM396", "tab", scope=Scope.LINE, gate=Gate(chars="\t"))
def tab(text: str) -> Any:
    """Tabs become spaces."""
    return ((at, at + 1, " ") for at, char in enumerate(text) if char == "\t")


def test_text_that_does_not_settle_is_left_as_it_was() -> None:
    for text in ("left", "right", "x left y"):
        assert Pipeline([flip])(text) is text
        assert Pipeline([flip]).explain(text).edits == ()
    assert growing("a+b") == "a+b"
    assert list(growing.scan("a+b")) == []


def test_other_units_are_cleaned_when_one_does_not_settle() -> None:
    pipeline = Pipeline([growing, tab])
    text = "a\tb\nc+\td\ne\tf\n"
    assert pipeline(text) == "a b\nc+\td\ne f\n"
    assert pipeline(pipeline(text)) == pipeline(text)
    assert [edit[:3] for edit in pipeline.explain(text).edits] == [(1, 2, " "), (10, 11, " ")]


def test_a_step_is_asked_again_only_about_lines_that_were_changed_since() -> None:
    asked: list[str] = []

    @rule("NRM398", "pair", scope=Scope.LINE, gate=Gate(chars="x"), whole=True)
    def pair(text: str) -> Any:
        """Two become one."""
        asked.append(text)
        return [(m.start(), m.end(), "o") for m in re.finditer("xx", text)]

    @rule("NRM397", "star", scope=Scope.LINE, gate=Gate(chars="*"), whole=True)
    def star(text: str) -> Any:
        """A star becomes an x."""
        return [(at, at + 1, "x") for at, char in enumerate(text) if char == "*"]

    quiet = "x and nothing else in a line that is long enough\n" * 30
    text = f"{quiet}one x* two\n{quiet}x* three\n"
    cleaned = f"{quiet}one o two\n{quiet}o three\n"
    for pages in (1, 5):
        asked.clear()
        assert Pipeline([pair, star])(text * pages) == cleaned * pages
        assert asked[1] == "\n".join(["one xx two", "xx three"] * pages)
        assert Pipeline([pair, star]).explain(text * pages).text == cleaned * pages


def test_functions_act_on_nothing_rules_do_not() -> None:
    def signed(text: str) -> str:
        return text or "(empty)"

    assert Pipeline([signed])("") == Pipeline([signed]).explain("").text == "(empty)"
    assert presets.strict("") == ""


def test_steps_run_until_all_are_silent() -> None:
    def first(text: str) -> str:
        return text.replace("b", "c")

    def second(text: str) -> str:
        return text.replace("a", "b")

    assert Pipeline([first, second])("a b c") == "c c c"


# descriptions

GOOD: dict[str, Any] = {"schema": 1, "rules": ["NRM303", "INV213"]}


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (["NRM303"], "a pipeline is described by a table, not by list"),
        (GOOD | {"rule": []}, "unknown key 'rule'; known: schema, rules, protect, options"),
        ({"rules": []}, "schema is None, this version reads 1"),
        (GOOD | {"schema": 2}, "schema is 2, this version reads 1"),
        (GOOD | {"rules": "NRM303"}, "rules: want a list of strings"),
        (GOOD | {"rules": [303]}, "rules: want a list of strings"),
        (GOOD | {"rules": ["NRM999"]}, "rule NRM999: no rule 'NRM999'; near: NRM"),
        (GOOD | {"protect": "a"}, "protect: want a list of strings"),
        (GOOD | {"protect": ["a("]}, r"protect: .*a\(.*"),
        (GOOD | {"options": []}, "options: want one table for each rule id"),
        (GOOD | {"options": {"NRM303": "keep"}}, "options: want one table for each rule id"),
        (GOOD | {"options": {"NRM304": {}}}, "options.NRM304: no such rule in `rules`"),
        (GOOD | {"options": {"NRM303": {"space": "keep"}}}, "rule NRM303: .* no option 'space'; n"),
        (GOOD | {"options": {"NRM303": {"spaces": "all"}}}, "rule NRM303: .* not 'all'"),
        (GOOD | {"options": {"NRM303": {"spaces": 3}}}, "rule NRM303: .* takes str, not int 3"),
        (GOOD | {"options": {"NRM303": {"spaces": {}}}}, "rule NRM303: .* takes str, not dict"),
    ],
)
def test_every_error_of_a_description_says_where_and_why(data: Any, error: str) -> None:
    with pytest.raises(SpecError, match=error):
        Pipeline.from_dict(data)
    with pytest.raises(SpecError, match=error):
        Pipeline.from_json(json.dumps(data))


def test_what_is_no_toml_or_json_or_cannot_be_written_down() -> None:
    with pytest.raises(SpecError, match=r"not TOML: Invalid value"):
        Pipeline.from_toml("schema =")
    with pytest.raises(SpecError, match=r"not JSON: .*line 1 column 2"):
        Pipeline.from_json("{")
    for pipeline in (CORPUS | upper, Pipeline([growing])):
        for write in (pipeline.to_dict, pipeline.to_toml, pipeline.to_json):
            with pytest.raises(SpecError, match=r"step .* cannot be written down: only the pack"):
                write()
        with pytest.raises(SpecError, match="cannot be written down"):
            _ = pipeline.fingerprint


def test_a_description_says_only_what_differs_from_the_defaults() -> None:
    pipeline = Pipeline([get("INV213"), get("NRM303").configure(spaces="keep")]).protect("a+")
    wanted = {
        "schema": 1,
        "rules": ["INV213", "NRM303"],
        "protect": ["a+"],
        "options": {"NRM303": {"spaces": "keep"}},
    }
    assert pipeline.to_dict() == wanted
    assert json.loads(pipeline.to_json()) == wanted
    assert '[options.NRM303]\nspaces = "keep"\n' in pipeline.to_toml()
    words = Pipeline([get("TYP401").configure(words=("a", "b"))])
    assert words.to_dict()["options"] == {"TYP401": {"words": ["a", "b"]}}
    assert Pipeline.from_dict(words.to_dict()) == words


def test_fingerprints_tell_what_a_pipeline_does_apart() -> None:
    marks = [
        CORPUS,
        presets.default,
        CORPUS.protect("a"),
        CORPUS.protect("b"),
        CORPUS.configure(spaces="keep"),
        CORPUS.configure(spaces="space"),
        CORPUS.ignore("NRM310"),
        Pipeline([get("INV213"), get("NRM303")]),
        Pipeline([get("NRM303"), get("INV213")]),
    ]
    found = [pipeline.fingerprint for pipeline in marks]
    assert len(set(found)) == len(marks)
    assert all(re.fullmatch("[0-9a-f]{64}", mark) for mark in found)
    code = "from cleantext import presets; print(presets.corpus.fingerprint)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == CORPUS.fingerprint
    assert Pipeline(CORPUS.steps, name="other").fingerprint == CORPUS.fingerprint


@pytest.mark.compiled
def test_a_start_compiles_few_patterns() -> None:
    code = (
        "import re._compiler as made; compile, seen = made.compile, []; "
        "made.compile = lambda *what: seen.append(what) or compile(*what); "
        "import cleantext; cleantext.clean('A line that is clean.'); print(len(seen))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert int(done.stdout) < 12  # of some three hundred, a tenth of a millisecond each and more


# composition


def ids(pipeline: Pipeline) -> list[str]:
    return [step.id for step in pipeline.steps if isinstance(step, Rule)]


def test_rules_are_chosen_by_prefix_id_and_name() -> None:
    assert {name[:3] for name in ids(presets.default.select("INV", "NRM"))} == {"INV", "NRM"}
    assert ids(CORPUS.select("NRM303")) == ["NRM303"]
    assert ids(CORPUS.select("no-break-space", "zero-width-space")) == ["INV213", "NRM303"]
    assert ids(CORPUS.select("ENC191")) == ["ENC191"]  # opt-in, named in full
    assert ids(CORPUS.select("NRM33")) == []  # opt-in, not named in full
    assert "NRM303" not in ids(CORPUS.ignore("NRM303"))
    assert len(ids(CORPUS.ignore("no-break-space"))) == len(ids(CORPUS)) - 1
    more = ids(CORPUS.extend("NRM332", "TYP"))
    assert more == sorted(more)
    assert {"NRM332", "TYP401", "TYP402", "TYP403"} < set(more)
    assert ids(CORPUS.extend("NRM303")) == ids(CORPUS)
    assert [getattr(step, "id", step) for step in (upper | Pipeline([get("INV213")])).steps] == [
        upper,
        "INV213",
    ]


@pytest.mark.parametrize("method", ["select", "extend", "ignore"])
@pytest.mark.parametrize("wrong", [None, ["INV"], 5])
def test_what_is_no_name_is_told(method: str, wrong: object) -> None:
    with pytest.raises(TypeError, match=f"a str.*not {type(wrong).__name__}"):
        getattr(presets.default, method)(wrong)
    with pytest.raises(TypeError, match=f"a str.*not {type(wrong).__name__}"):
        get(wrong)  # type: ignore[arg-type]


def test_a_rule_that_is_added_stands_before_what_runs_later() -> None:
    made = Pipeline([get("INV213"), upper, get("SPC510")]).extend("NRM303")
    assert [getattr(step, "id", "upper") for step in made.steps] == [
        "INV213",
        "upper",
        "NRM303",
        "SPC510",
    ]


def test_pipelines_are_frozen_values() -> None:
    with pytest.raises(AttributeError, match="pipelines are frozen"):
        CORPUS.name = "x"
    with pytest.raises(AttributeError, match="pipelines are frozen"):
        del CORPUS.steps
    assert Pipeline(CORPUS.steps[1:]) != CORPUS
    assert CORPUS != "corpus"
    assert len({CORPUS, Pipeline(CORPUS.steps), CORPUS.protect("a")}) == 2
    assert repr(Pipeline([get("INV213"), upper], name="p")).startswith("<Pipeline p [INV213, <func")
    assert repr(Pipeline([get("INV213")])) == "<Pipeline of [INV213]>"
    with pytest.raises(TypeError, match="unsupported operand"):
        CORPUS | 3  # type: ignore[operator]


# segments


TWO = "a" * 10 + "\n\n" + "b" * 12 + "\n\n"


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Segments of 20 code points, whose ends are looked for 10 further."""
    from cleantext import engine

    for module in (streaming, engine):
        monkeypatch.setattr(module, "SEGMENT", 20)
    monkeypatch.setattr(streaming, "SEARCH", 10)


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize(
    ("text", "scope", "wanted"),
    [
        ("a" * 20, Scope.PARAGRAPH, ["a" * 20]),
        ("a" * 21 + "\n\nb", Scope.PARAGRAPH, ["a" * 21 + "\n\n", "b"]),
        ("a" * 21 + "\n \t\nb", Scope.PARAGRAPH, ["a" * 21 + "\n \t\n", "b"]),
        ("a" * 21 + "\nb", Scope.LINE, ["a" * 21 + "\n", "b"]),
        ("a" * 19 + "\n" + "b" * 3, Scope.LINE, ["a" * 19 + "\nbbb"]),
        ("a" * 20 + "\n" + "b" * 3, Scope.LINE, ["a" * 20 + "\n", "bbb"]),
        ("a" * 22 + " " + "b" * 10, Scope.LINE, ["a" * 22 + " ", "b" * 10]),
        ("a" * 40, Scope.LINE, ["a" * 30, "a" * 10]),
        ("a" * 22 + "\n" + "b" * 10, Scope.PARAGRAPH, ["a" * 22 + "\n", "b" * 10]),
        (
            "a" * 10 + "\n\n" + "b" * 12 + "\n\nc",
            Scope.DOCUMENT,
            ["a" * 10 + "\n\n" + "b" * 12 + "\n\n", "c"],
        ),
    ],
)
def test_where_segments_end(text: str, scope: Scope, wanted: list[str]) -> None:
    found = list(streaming.segments(text, scope))
    assert [part for _, part in found] == wanted
    assert [start for start, _ in found] == [0, *(len(wanted[0]) for _ in wanted[1:])]


@pytest.mark.usefixtures("small")
def test_edits_of_later_segments_have_offsets_of_the_whole_text() -> None:
    text = "a" * 25 + "\n\nb\u200bc\n\n" + "d" * 25 + "\n\ne\u200bf"
    cleaned = CORPUS.explain(text)
    assert [edit[:3] for edit in cleaned.edits] == [(28, 29, ""), (60, 61, "")]
    assert cleaned.text == CORPUS(text) == text.replace("\u200b", "")


# the two kernels

KERNEL = """
import json, sys
from cleantext.kernel import NAME
from cleantext.presets import PRESETS
out = [NAME]
for text in json.load(open(sys.argv[1], encoding="utf-8")):
    for pipeline in PRESETS.values():
        explained = pipeline.explain(text)
        assert explained.text == pipeline(text)
        out.append([explained.text, explained.edits])
json.dump(out, sys.stdout)
"""


def mixture(number: int) -> str:
    """A text of words and odd characters, some of it damaged; the same in every run."""
    draw = random.Random(number)
    parts = []
    for _ in range(draw.randrange(1, 60)):
        word = draw.choice(WORDS)
        kind = draw.randrange(8)
        if kind == 0:
            word = word.encode().decode("cp1252", "replace")
        elif kind == 1:
            word = word.encode().decode("latin-1")
        elif kind == 2:
            word += "".join(draw.choices(CANDIDATES, k=draw.randrange(1, 4)))
        parts += [word, draw.choice(SPACES)]
    return "".join(parts)


@pytest.mark.compiled
def test_whole_pipelines_answer_alike_on_both_kernels(tmp_path: Path) -> None:
    texts = [mixture(number) for number in range(40)]
    for path in sorted(SEEDS.glob("*.txt")):
        text = path.read_text(encoding="utf-8")[:800]
        texts += [text, text.replace("e", "e\u200b", 9), text.encode().decode("latin-1")]
    data = tmp_path / "texts.json"
    data.write_text(json.dumps(texts), encoding="utf-8")

    def answers(pure: str) -> list[Any]:
        run = [sys.executable, "-c", KERNEL, str(data)]
        env = {**os.environ, "CLEANTEXT_PURE": pure}
        done = subprocess.run(run, env=env, capture_output=True, text=True, check=True)
        found: list[Any] = json.loads(done.stdout)
        return found

    compiled, pure = answers("0"), answers("1")
    assert pure[0] == "pure Python"
    assert compiled[0] == "compiled"
    assert len(compiled) == len(pure) == 1 + len(texts) * len(PRESETS)
    names = [name for _ in texts for name in PRESETS]
    for number, (a, b, name) in enumerate(zip(compiled[1:], pure[1:], names, strict=True)):
        assert a == b, f"{name} on {texts[number // len(PRESETS)]!r}"


def test_one_text_is_not_many() -> None:
    """Character by character, it would come out as another text without a word."""
    with pytest.raises(InputTypeError, match=r"texts are many, not one str; of one: pipeline"):
        list(presets.default.map("a\u200bb"))


@pytest.mark.parametrize("change", ["select", "ignore", "extend"])
def test_an_empty_id_is_of_no_rule(change: str) -> None:
    with pytest.raises(UnknownRuleError, match="no rule ''"):
        getattr(presets.default, change)("")


@pytest.mark.parametrize("text", ["[" * 100_000, '{"a":' * 100_000])
def test_a_description_without_end_is_none(text: str) -> None:
    with pytest.raises(SpecError, match="not JSON"):
        Pipeline.from_json(text)
    with pytest.raises(SpecError, match="not TOML"):
        Pipeline.from_toml(f"a = {'[' * 100_000}")
