"""The design's contracts, over every rule and every preset."""

import copy
import pickle
import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleantext import Cleaned, Edit, InputTypeError, Pipeline, Rule, Scope, clean
from cleantext.alignment import Alignment
from cleantext.columns import effective
from cleantext.edits import compose, splice
from cleantext.presets import PRESETS
from cleantext.profile import view_of
from cleantext.rules import RULES
from tests.strategies import ADVERSARIAL, sentences, texts
from tests.tools import amount

Cleaner = Rule | Pipeline

SEPARATORS = {Scope.LINE: "\n", Scope.PARAGRAPH: "\n\n"}

every_rule = pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
every_cleaner = pytest.mark.parametrize(
    "cleaner",
    [*RULES, *PRESETS.values()],
    ids=lambda cleaner: getattr(cleaner, "id", None) or cleaner.name,
)


def edits_of(cleaner: Cleaner, text: str) -> list[Edit]:
    return list(cleaner.scan(text) if isinstance(cleaner, Rule) else cleaner.explain(text).edits)


@every_cleaner
@given(text=texts)
def test_edits_are_sorted_disjoint_in_range_and_change_something(
    cleaner: Cleaner, text: str
) -> None:
    edits = edits_of(cleaner, text)
    done = 0
    for edit in edits:
        assert done <= edit.start <= edit.end <= len(text)
        assert text[edit.start : edit.end] != edit.new
        assert edit.rules
        done = edit.end


@every_rule
@given(text=texts)
def test_what_a_rule_finds_is_well_formed_before_the_engine_sees_it(rule: Rule, text: str) -> None:
    done = 0
    for start, end, new in raw(rule, text):
        assert done <= start <= end <= len(text)
        assert text[start:end] != new
        done = end


@every_cleaner
@given(text=texts)
def test_text_is_the_edits_applied(cleaner: Cleaner, text: str) -> None:
    assert cleaner(text) == splice(text, edits_of(cleaner, text))


@every_cleaner
@given(text=texts)
def test_cleaning_twice_is_cleaning_once_and_returns_the_same_object(
    cleaner: Cleaner, text: str
) -> None:
    once = cleaner(text)
    assert cleaner(once) is once
    if once == text:
        assert once is text


@every_rule
@given(text=texts)
def test_a_silent_gate_means_nothing_to_find(rule: Rule, text: str) -> None:
    if not rule.gate.fires(text, **rule.options):
        assert raw(rule, text) == []


@every_cleaner
@given(first=texts, second=texts)
def test_parts_of_its_scope_can_be_cleaned_one_by_one(
    cleaner: Cleaner, first: str, second: str
) -> None:
    separator = SEPARATORS.get(cleaner.scope)
    if separator is not None:
        whole = cleaner(first + separator + second)
        assert whole == cleaner(first) + separator + cleaner(second)


@every_rule
@given(first=texts, second=texts)
def test_a_rule_keeps_its_scope_without_the_engine(rule: Rule, first: str, second: str) -> None:
    separator = SEPARATORS.get(rule.scope)
    if separator is not None:
        offset = len(first + separator)
        there = [(start + offset, end + offset, new) for start, end, new in raw(rule, second)]
        assert raw(rule, first + separator + second) == raw(rule, first) + there


@pytest.mark.parametrize(
    "rule",
    # INV202 puts text back into the order in which it is shown, INV204 a lost space between words
    [r for r in RULES if r.id.startswith("INV") and r.id not in ("INV202", "INV204")],
    ids=lambda r: r.id,
)
@given(text=texts)
def test_invisible_rules_only_delete(rule: Rule, text: str) -> None:
    for edit in rule.scan(text):
        assert edit.new == ""


@every_cleaner
@given(text=st.text(st.characters(codec=None), max_size=40))
def test_any_string_is_accepted(cleaner: Cleaner, text: str) -> None:
    cleaner(text)
    cleaner("\ud800" + text + "\udfff\x00")


@every_cleaner
@pytest.mark.parametrize("value", [None, b"bytes", 3, ["text"]])
def test_anything_else_is_refused_with_advice(cleaner: Cleaner, value: object) -> None:
    with pytest.raises(InputTypeError, match="text must be str, not"):
        cleaner(value)  # type: ignore[call-overload, arg-type]


@given(text=texts)
def test_explanation_maps_both_ways_and_undoes(text: str) -> None:
    for pipeline in PRESETS.values():
        cleaned = pipeline.explain(text)
        assert cleaned.text == pipeline(text)
        assert cleaned.undo() == text
        assert cleaned.undo("ENC", "INV", "NRM", "TYP", "SPC") == text
        check_alignment(cleaned)


def check_alignment(cleaned: Cleaned) -> None:
    alignment = cleaned.alignment
    at = 0
    for edit in (*cleaned.edits, Edit(len(cleaned.original), len(cleaned.original), "")):
        start, end = alignment.to_clean(at, edit.start)
        assert cleaned.text[start:end] == cleaned.original[at : edit.start]
        if at < edit.start:
            assert alignment.to_original(start, end) == (at, edit.start)
        at = edit.end


def edit_lists(text: str) -> st.SearchStrategy[list[Edit]]:
    """Sorted, disjoint edits of `text`."""

    def build(parts: list[tuple[int, int, str]]) -> list[Edit]:
        edits: list[Edit] = []
        at = 0
        for gap, length, new in parts:
            start = at + gap
            end = start + length
            if end > len(text):
                break
            if length or new:
                edits.append(Edit(start, end, new, ("A",)))
            at = end + (length == 0)
        return edits

    part = st.tuples(st.integers(0, 3), st.integers(0, 2), st.text("xyz", max_size=2))
    return st.lists(part, max_size=6).map(build)


@given(data=st.data(), text=st.text("abc", max_size=12))
def test_composed_edits_do_what_both_did(data: st.DataObject, text: str) -> None:
    first = data.draw(edit_lists(text))
    middle = splice(text, first)
    second = data.draw(edit_lists(middle))
    both = compose(first, second)
    last = splice(middle, second)
    assert splice(text, both) == last
    assert splice(text, effective(text, both)) == last
    assert all(a.end <= b.start for a, b in pairwise(both))
    alignment = Alignment(both)
    spans = [alignment.to_clean(k, k + 1) for k in range(len(text))]
    assert all(a <= b for a, b in pairwise(spans))


@every_cleaner
def test_pickle_and_copy_give_an_equal_value(cleaner: Cleaner) -> None:
    for other in (pickle.loads(pickle.dumps(cleaner)), copy.deepcopy(cleaner)):
        assert other == cleaner
        assert hash(other) == hash(cleaner)


@pytest.mark.parametrize("pipeline", PRESETS.values(), ids=lambda pipeline: pipeline.name)
def test_descriptions_lead_back_to_an_equal_pipeline(pipeline: Pipeline) -> None:
    odd = pipeline.protect("`[^`]*`", '"\\d\n\u200b')
    for other in (
        Pipeline.from_dict(odd.to_dict()),
        Pipeline.from_toml(odd.to_toml()),
        Pipeline.from_json(odd.to_json()),
        pickle.loads(pickle.dumps(odd)),
    ):
        assert other == odd
        assert other.fingerprint == odd.fingerprint != pipeline.fingerprint


@given(text=st.lists(sentences, max_size=4).map(" ".join))
def test_clean_text_is_a_fixed_point(text: str) -> None:
    assert clean(text) is text


@given(text=st.lists(sentences, min_size=2, max_size=4), data=st.data())
def test_damaged_text_comes_back(text: list[str], data: st.DataObject) -> None:
    good = " ".join(text)
    at = data.draw(st.integers(0, len(good)))
    mark = data.draw(st.sampled_from("\u200b\u2060\u2062\u2063\u2064\ufeff"))
    assert clean(good[:at] + mark + good[at:]) == good
    assert clean(good.replace(" ", "\u00a0")) == good
    assert clean(". ".join(text).replace("..", ".")) == good


@pytest.mark.parametrize("pipeline", PRESETS.values(), ids=lambda pipeline: pipeline.name)
@given(text=texts, cuts=st.lists(st.integers(0, 60), max_size=5))
def test_stream_map_and_call_agree(pipeline: Pipeline, text: str, cuts: list[int]) -> None:
    points = [0, *sorted(min(cut, len(text)) for cut in cuts), len(text)]
    chunks = [text[a:b] for a, b in pairwise(points)]
    assert "".join(pipeline.stream(chunks)) == pipeline(text)
    assert list(pipeline.map([text, "", text])) == [pipeline(text), "", pipeline(text)]


@pytest.mark.parametrize("preset", ["default", "strict"])
@pytest.mark.parametrize("name", ADVERSARIAL)
def test_time_grows_no_faster_than_the_text(name: str, preset: str) -> None:
    # Not a benchmark: quadratic time would be 16 times as long, noise on a busy machine is not.
    make = ADVERSARIAL[name]
    pipeline = PRESETS[preset]

    def seconds(text: str) -> float:
        begin = time.process_time()
        pipeline(text)
        return time.process_time() - begin

    seconds(make(100))
    size = amount(10_000, 120)
    small = min(seconds(make(size)) for _ in range(3))
    large = min(seconds(make(4 * size)) for _ in range(2))
    assert large < 10 * small + 0.05


def raw(rule: Rule, text: str) -> list[tuple[int, int, str]]:
    """What the rule's own function finds, without gate, units and repetition."""
    if rule.shared:
        seen = view_of(text) if rule.scope == Scope.SEGMENT else text
        found = rule.find(seen, frozenset({rule.id}), **rule.options)
    else:
        found = rule.find(view_of(text) if rule.scope == Scope.SEGMENT else text, **rule.options)
    return [tuple(change)[:3] for change in found]
