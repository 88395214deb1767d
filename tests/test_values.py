"""Edits, reports and pieces as values: each bound and branch of what their docstrings promise."""

import json
from collections.abc import Iterator, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleantext import Cleaned, Edit, InputTypeError, Pipeline, cores, parallel, presets
from cleantext.columns import FEW, Columns, effective
from cleantext.edits import Deletions, compose, named, shift, splice, touched
from cleantext.report.color import Paint
from cleantext.report.diff import as_diff
from cleantext.report.explain import as_data, as_text, edit_data
from cleantext.report.machine import github_lines, message, sarif_results, uri
from cleantext.report.notebook import cleaned_html, hidden_html
from cleantext.report.page import edit_rows, file_head, hidden_data
from cleantext.report.place import Places
from cleantext.report.visible import escaped, tamed, visible
from cleantext.scope import Scope
from cleantext.streaming import SEARCH, SEGMENT, pieces, segments

EDITS = [Edit(0, 2, "", ("A",)), Edit(3, 4, "xy", ("B",)), Edit(6, 6, "z", ("A", "C"))]
TEXT = "abcdefgh"


# Edits


def deletions() -> Deletions:
    return Deletions("a-b--c", [1, 2, 3, 5], "abc", lambda old: (f"R{len(old)}",))


def test_deletions_are_edits_when_someone_asks() -> None:
    edits = deletions()
    wanted = [Edit(1, 2, "", ("R1",)), Edit(3, 5, "", ("R2",))]
    assert list(edits) == wanted
    assert (len(edits), edits[1], edits[-2]) == (2, wanted[1], wanted[0])
    assert (edits[:], edits[1:], edits[::-1]) == (wanted, wanted[1:], wanted[::-1])
    for k in (2, -3):
        with pytest.raises(IndexError):
            edits[k]
    assert splice("a-b--c", edits) == "abc"
    assert touched(edits) == touched(wanted) == [(1, 1), (2, 2)]
    assert touched(edits.bare()) == [(1, 1), (2, 2)]
    assert named(edits, ("X",)) is edits
    assert effective("a-b--c", edits) is edits


def test_columns_are_a_sequence_like_any_other() -> None:
    columns = Columns([(0, EDITS), (10, EDITS[1:]), (20, [])])
    wanted = [*EDITS, Edit(13, 14, "xy", ("B",)), Edit(16, 16, "z", ("A", "C"))]
    assert list(columns) == wanted
    assert columns == wanted == list(columns)
    assert columns == tuple(wanted)
    assert columns != wanted[:-1]
    assert columns != [*wanted[:-1], Edit(16, 16, "y", ("A", "C"))]
    assert columns != [*wanted, wanted[0]]
    assert Columns([]) != ""
    assert Columns([]) == ()
    assert columns != 5
    assert hash(columns) == hash(tuple(wanted))
    assert (columns[-1], columns[1:3], columns[::-2]) == (
        wanted[-1], tuple(wanted[1:3]), tuple(wanted[::-2])
    )  # fmt: skip
    with pytest.raises(IndexError):
        columns[5]
    assert repr(columns) == "<Columns of 5 edits>"
    assert wanted[3] in columns
    assert columns.index(wanted[4]) == 4


def test_names_that_edits_have_stay() -> None:
    assert list(named([(0, 1, "x"), EDITS[0]], ("N",))) == [Edit(0, 1, "x", ("N",)), EDITS[0]]
    assert list(shift([(0, 1, "x"), EDITS[1]], 5)) == [(5, 6, "x"), Edit(8, 9, "xy", ("B",))]
    assert list(effective(TEXT, [Edit(0, 1, "a"), Edit(1, 2, "x"), Edit(3, 3, "")])) == [
        Edit(1, 2, "x")
    ]


def test_what_edits_touched_is_where_it_is_now() -> None:
    made = splice(TEXT, EDITS)
    assert made == "cxyefzgh"
    assert [made[start:end] for start, end in touched(EDITS)] == ["", "xy", "z"]
    assert touched(EDITS) == [(0, 0), (1, 3), (5, 6)]
    assert splice(TEXT, []) is TEXT
    many = [Edit(2 * k, 2 * k + 1, "") for k in range(40_000)]
    assert splice("ab" * 40_000, many) == "b" * 40_000


@pytest.mark.parametrize(
    ("first", "second", "wanted"),
    [
        ([Edit(0, 1, "x")], [], [Edit(0, 1, "x")]),
        ([], [Edit(2, 3, "y")], [Edit(2, 3, "y")]),
        ([Edit(0, 1, "xx")], [Edit(3, 4, "y")], [Edit(0, 1, "xx"), Edit(2, 3, "y")]),
        ([Edit(4, 5, "")], [Edit(0, 1, "y")], [Edit(0, 1, "y"), Edit(4, 5, "")]),
        ([Edit(1, 2, "xyz")], [Edit(2, 3, "")], [Edit(1, 2, "xz")]),
        ([Edit(1, 3, "")], [Edit(0, 2, "Q")], [Edit(0, 4, "Q")]),
        ([Edit(1, 2, "xy")], [Edit(1, 1, "Q")], [Edit(1, 2, "Qxy")]),
        ([Edit(0, 1, "x"), Edit(2, 3, "y")], [Edit(0, 3, "Q")], [Edit(0, 3, "Q")]),
    ],
)
def test_one_list_does_what_both_did(
    first: list[Edit], second: list[Edit], wanted: list[Edit]
) -> None:
    found = compose(first, second)
    assert splice(TEXT, found) == splice(splice(TEXT, first), second)
    assert [edit[:3] for edit in found] == [edit[:3] for edit in wanted]


def test_of_a_long_text_edits_are_columns_and_the_same() -> None:
    for count in (FEW, FEW + 1, 70_000):
        text = "a\u200b" * count
        cleaned = presets.strip_invisible.explain(text)
        assert isinstance(cleaned.edits, Columns) == (count > FEW)
        assert len(cleaned.edits) == count
        wanted = [(2 * k + 1, 2 * k + 2, "") for k in range(count)]
        assert [edit[:3] for edit in cleaned.edits] == wanted
        assert {edit.rules for edit in cleaned.edits} == {("INV213",)}
        assert (cleaned.text, cleaned.undo()) == ("a" * count, text)


def test_deletions_before_other_edits_compose() -> None:
    """What is deleted first and composed or spaced afterwards is told of the text as it was."""
    text = "e\u200b\u0301 a\u200b  b.\u200bThen we went home. " * 3
    cleaned = presets.default.explain(text)
    assert splice(text, list(cleaned.edits)) == cleaned.text == presets.default(text)
    assert all("INV213" in e.rules for e in cleaned.edits if "\u200b" in text[e.start : e.end])
    assert cleaned.undo() == text


# Pieces


@pytest.mark.parametrize("scope", [Scope.LINE, Scope.PARAGRAPH])
def test_a_segment_ends_where_its_docstring_says(scope: Scope) -> None:
    unit = "\n" if scope == Scope.LINE else "\n\n"

    def ends(text: str) -> list[int]:
        return [start + len(part) for start, part in segments(text, scope)]

    assert ends("x" * SEGMENT) == [SEGMENT]
    assert ends("x" * (SEGMENT + 1)) == [SEGMENT + 1]  # a little more is no segment of its own
    line = "x" * SEGMENT + "yy" + unit
    assert ends(line + "z") == [len(line), len(line) + 1]
    assert ends("x" * (SEGMENT - len(unit)) + unit + "zz") == [SEGMENT + 2]
    far = SEGMENT + SEARCH
    assert ends("x" * (far + 9)) == [far, far + 9]
    assert ends("x" * (SEGMENT + 5) + " " + "y" * SEARCH)[0] == SEGMENT + 6
    assert ends("x" * (SEGMENT + 5) + " a\n" + "y" * SEARCH)[0] == SEGMENT + 8
    assert ends("x" * (SEGMENT + 5) + " " + "y" * (SEARCH - 7)) == [far - 1]
    assert ends("") == []


def test_pieces_come_as_soon_as_they_can() -> None:
    given = []

    def chunks() -> Iterator[str]:
        for chunk in ("one\ntw", "o\n\nthree", "\n", "\nfour"):
            given.append(chunk)
            yield chunk

    lines = pieces(chunks(), Scope.LINE)
    assert (next(lines), len(given)) == ("one\n", 1)
    assert (next(lines), len(given)) == ("two\n\n", 2)
    given.clear()
    paragraphs = pieces(chunks(), Scope.PARAGRAPH)
    assert (next(paragraphs), len(given)) == ("one\ntwo\n\n", 2)
    assert "".join(pieces(chunks(), Scope.DOCUMENT)) == "one\ntwo\n\nthree\n\nfour"
    assert len(list(pieces(chunks(), Scope.DOCUMENT))) == 1
    assert list(pieces([], Scope.LINE)) == list(pieces([""], Scope.LINE)) == []
    with pytest.raises(InputTypeError):
        list(pieces([b"a"], Scope.LINE))  # type: ignore[list-item]


# Several cores


def test_batches_have_bounds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parallel, "BATCH_CHARACTERS", 10)
    monkeypatch.setattr(parallel, "BATCH_TEXTS", 4)

    def sizes(texts: Sequence[str]) -> list[tuple[int, int]]:
        found = parallel._batches(texts, str.isalpha)
        return [(len(batch), len(loud)) for batch, loud in found]

    assert sizes(["1"] * 9) == [(4, 4), (4, 4), (1, 1)]
    assert sizes(["12345"] * 5) == [(2, 2), (2, 2), (1, 1)]
    assert sizes(["a" * 16 * 5] * 3) == [(2, 0), (1, 0)]  # quiet ones stay here: more of them
    assert sizes([]) == []


def test_cores_are_those_that_this_process_may_use(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.sched_getaffinity", lambda _: {1, 4, 5}, raising=False)
    assert cores.cores() == 3
    monkeypatch.delattr("os.sched_getaffinity")
    monkeypatch.setattr("os.cpu_count", lambda: 6)
    assert cores.cores() == 6
    monkeypatch.setattr("os.cpu_count", lambda: None)
    assert cores.cores() == 1


# Reports


def cleaned(text: str, *edits: Edit) -> Cleaned:
    return Cleaned(splice(text, edits), edits, text)


def test_what_stands_beside_an_edit_is_as_much_as_is_said() -> None:
    text = "x" * 40 + "ab" + "y" * 40
    [data] = as_data(cleaned(text, Edit(40, 42, "Q", ("R",))), "f")["edits"]
    assert (data["left"], data["right"]) == ("x" * 24, "y" * 24)
    assert (data["line"], data["column"], data["old"], data["new"]) == (1, 41, "ab", "Q")
    # in the cleaned text, and no further than the line
    first, second = as_data(cleaned("one two\nthree", Edit(0, 3, "1"), Edit(4, 7, "2")))["edits"]
    assert (first["left"], first["right"]) == ("", " 2\n")
    assert (second["left"], second["right"]) == ("1 ", "\n")
    [part] = edit_data(cleaned("bc", Edit(0, 1, "")), Places("bc", 3, 7), 100, "a" * 9)
    assert (part["start"], part["end"], part["line"], part["column"]) == (100, 101, 3, 7)
    assert (part["left"], part["right"]) == ("a" * 9, "c")


def test_edits_in_lines_for_people() -> None:
    made = cleaned("ab\u200bcd e", Edit(0, 1, "", ("X1",)), Edit(2, 3, " ", ("INV213", "X2")))
    made = Cleaned(made.text, (*made.edits, Edit(7, 7, "!", ())), made.original)
    brief = as_text(made, "f").splitlines()
    assert brief[0] == 'f:1:1: X1: delete "a"'
    assert brief[1].startswith("f:1:3: INV213 ")
    assert brief[1].endswith(', X2: "\u27e8ZWSP U+200B\u27e9" becomes " "')
    assert brief[2] == 'f:1:8: : insert "!"'
    long = as_text(
        cleaned("one\n" + "x" * 40 + "a" + "y" * 40 + "\ntwo", Edit(44, 45, "")), long=True
    )
    assert long.splitlines() == [
        ":2:41: ", f"  - {'x' * 32}a{'y' * 32}", f"  + {'x' * 32}{'y' * 32}"
    ]  # fmt: skip
    short = as_text(cleaned("one\nxay\ntwo", Edit(5, 6, "")), long=True)
    assert short.splitlines()[1:] == ["  - xay", "  + xy"]
    last = as_text(cleaned("xay", Edit(1, 2, "")), long=True)
    assert last.splitlines()[1:] == ["  - xay", "  + xy"]
    ruled = as_text(cleaned("a\u200bb", Edit(1, 2, "", ("INV213",))), long=True).splitlines()
    assert len(ruled) == 4
    assert ruled[1].startswith("    ")


def test_a_difference_has_three_lines_around_and_is_cut_where_long() -> None:
    lines = [f"line {k}" for k in range(30)]
    text = "\n".join(lines) + "\n"

    def heads(*numbers: int) -> list[str]:
        edits = [
            Edit(text.index(f"line {k}\n"), text.index(f"line {k}\n") + 1, "L") for k in numbers
        ]
        return [x for x in as_diff(cleaned(text, *edits), "f").splitlines() if x.startswith("@@")]

    assert heads(0) == ["@@ -1,4 +1,4 @@"]
    assert heads(10) == ["@@ -8,7 +8,7 @@"]
    assert heads(29) == ["@@ -27,4 +27,4 @@"]
    assert heads(10, 17) == ["@@ -8,14 +8,14 @@"]  # contexts that touch are one
    assert heads(10, 18) == ["@@ -8,7 +8,7 @@", "@@ -16,7 +16,7 @@"]
    grown = cleaned(text, Edit(0, 4, "new\nline"), Edit(text.index("line 20"), len(text), ""))
    assert [x for x in as_diff(grown, "f").splitlines() if x.startswith("@@")] == [
        "@@ -1,4 +1,5 @@", "@@ -18,13 +19,3 @@"
    ]  # fmt: skip
    assert as_diff(cleaned("a")) == ""
    wide = "x" * 3_000 + "\n" + "z" * 4_001 + "\nb\n"
    shown = as_diff(cleaned(wide, Edit(7_003, 7_004, "c")), "f").splitlines()
    assert shown[3] == " " + "x" * 3_000
    assert shown[4] == f" {'z' * 2_000} ... {'z' * 2_000}"
    limit = as_diff(cleaned("q" * 4_000, Edit(0, 1, "r")), "f").splitlines()
    assert limit[3:] == ["-" + "q" * 4_000, "+r" + "q" * 3_999]
    longer = as_diff(cleaned("q" * 4_001, Edit(0, 1, "r")), "f").splitlines()
    assert longer[3:] == [f"-{'q' * 81}...", f"+r{'q' * 80}..."]
    painted = as_diff(cleaned("a\n", Edit(0, 1, "b")), "f", Paint(True)).splitlines()
    assert all("\x1b[" in line for line in painted)


def test_edits_for_other_programs() -> None:
    text = "ab\ncd\u200b\nef"
    [result] = sarif_results([Edit(4, 7, "x", ("INV213",))], Places(text), "./a b/\u00e9")
    region = result["locations"][0]["physicalLocation"]["region"]
    assert region == {"startLine": 2, "startColumn": 2, "endLine": 3, "endColumn": 1}
    [change] = result["fixes"][0]["artifactChanges"]
    assert change["replacements"] == [{"deletedRegion": region, "insertedContent": {"text": "x"}}]
    assert change["artifactLocation"]["uri"] == "a%20b/%C3%A9" == uri("a b/\u00e9")
    [result] = sarif_results([Edit(3, 5, "", ())], Places(text), "f")
    assert (result["ruleId"], result["level"]) == ("", "warning")
    assert result["locations"][0]["physicalLocation"]["region"] == {
        "startLine": 2, "startColumn": 1, "endLine": 2, "endColumn": 3
    }  # fmt: skip
    edits = [Edit(3, 4, "", ("X",)), Edit(4, 5, "50%", ())]
    one, two = github_lines(edits, Places(text), "a,b:c%\n")
    assert one == '::warning file=a%2Cb%3Ac%25%0A,line=2,col=1,title=X::delete "c": X'
    assert two == '::warning file=a%2Cb%3Ac%25%0A,line=2,col=2,title=::"d" becomes "50%25"'
    assert message("", "x", ()) == 'insert "x"'
    assert message("\n", "", ("X", "Y")) == 'delete "\u27e8LF U+000A\u27e9": X; Y'


def test_tables_for_notebooks_have_bounds() -> None:
    text = "ab" * 300

    def table(count: int) -> str:
        return cleaned_html(text, [Edit(2 * k, 2 * k + 1, "", ("X",)) for k in range(count)])

    assert cleaned_html(text, []) == "<p>cleantext: nothing to do</p>"
    assert "cleantext: 1 edit<" in table(1)
    assert "cleantext: 200 edits<" in table(200)
    assert "more</p>" not in table(200)
    assert "<p>and 1 more</p>" in table(201)
    assert table(201).count("<tr>") == 201  # and the head
    shown = cleaned_html("a<b", [Edit(1, 2, "&", ("X",)), Edit(3, 3, "\u200b", ())])
    assert "a<del" in shown
    assert ">&lt;</del><ins" in shown
    assert ">&amp;</ins>b" in shown
    assert "\u27e8ZWSP U+200B\u27e9" in shown
    for count in (1, 6, 7):
        names = [f"U+{k}" for k in range(count)]
        html = hidden_html("0-1", names, "why <", "", b"\xff\x1b")
        assert ("and 1 more" in html) == (count == 7)
        assert "why &lt;" in html
        assert "looks like" not in html
        assert "\\xff\u27e8ESC U+001B\u27e9" in html
    assert "says" not in hidden_html("0-1", ["U+1"], "why", "tool", b"")


def test_rows_of_a_page_show_what_stands_around() -> None:
    text = "one\n" + "x" * 80 + "a" + "y" * 80 + "\ntwo"
    [row] = edit_rows([Edit(84, 85, "b", ("X",))], Places(text))
    assert row == (2, 81, "x" * 60, "a", "b", "y" * 60, ("X",))
    [row] = edit_rows([Edit(5, 6, "", ())], Places("one\nxay\ntwo"))
    assert row == (2, 2, "x", "a", "", "y", ())
    [row] = edit_rows([Edit(1, 2, "", ())], Places("xay"))
    assert row[2:6] == ("x", "a", "", "y")
    assert "</script" not in file_head("</script>\x1b").split(">", 1)[1]
    data = json.loads(hidden_data(1, "tool", b"<\xff", Places("ab")))
    assert data == {"line": 1, "column": 2, "channel": "tool", "says": "<\\xff"}


def test_what_cannot_be_seen_is_named() -> None:
    assert visible("plain \u00e9\u4e2d") == "plain \u00e9\u4e2d"
    assert visible("a\tb\n\u2028\ufe0f\u3164\ud800") == (
        "a\u27e8TAB U+0009\u27e9b\u27e8LF U+000A\u27e9\u27e8LS U+2028\u27e9\u27e8VS16 U+FE0F\u27e9"
        "\u27e8U+3164\u27e9\u27e8U+D800\u27e9"
    )
    assert visible("\U000e0100") == "\u27e8VS17 U+E0100\u27e9"
    assert tamed("a\tb\r\nc\rd\udcff\x9b") == (
        "a\tb\r\nc\u27e8CR U+000D\u27e9d\u27e8U+DCFF\u27e9\u27e8U+009B\u27e9"
    )
    assert escaped("a = 1\n") == "a = 1\n"
    assert escaped("\u00e9\u202e\n\uffff\U000e0041") == "\u00e9\\u202E\n\\uFFFF\\U000E0041"


# The engine


def test_of_a_short_text_with_many_edits_they_are_columns_and_where_they_were() -> None:
    edits = presets.corpus.explain("a\u200b" * 5_000).edits
    assert isinstance(edits, Columns)
    assert edits[::4_999] == (
        Edit(1, 2, "", ("INV213",)),
        Edit(9_999, 10_000, "", ("INV213",)),
    )


def test_functions_that_have_no_end_leave_the_text() -> None:
    def longer(text: str) -> str:
        return text + "x"

    def other(text: str) -> str:
        return text.swapcase()

    for step in (longer, other):
        pipeline = Pipeline([step, presets.strip_invisible])
        assert pipeline("a\u200bb") == "a\u200bb"
        assert pipeline.explain("a\u200bb").edits == ()


def test_steps_wake_each_other_until_all_are_silent() -> None:
    def first(text: str) -> str:
        return text.replace("1", "2")

    def second(text: str) -> str:
        return text.replace("2", "3\u200b")

    def third(text: str) -> str:
        return text.replace("34", "1")

    text = "14 and 114\n"
    pipeline = Pipeline([third, second, first, presets.strip_invisible])
    wanted = pipeline(text)
    assert "1" not in wanted.replace("14", "")
    assert pipeline(wanted) is wanted
    found = pipeline.explain(text)
    assert (found.text, splice(text, found.edits)) == (wanted, wanted)
    for size in (1, 9, 700):  # a long text is asked by its lines, with the same answer
        assert pipeline(text * size) == wanted * size


@given(
    st.lists(
        st.sampled_from(["a\u200b", "b\n", "c. D", "\u00c3\u00a9t\u00c3\u00a9 ", "  ", "e\u0301"])
    )
)
def test_a_text_that_is_long_is_cleaned_as_a_short_one(parts: list[str]) -> None:
    text = "".join(parts)
    with pytest.MonkeyPatch.context() as patch:
        wanted = presets.corpus(text)
        patch.setattr("cleantext.engine.LONG", 3)
        assert presets.corpus(text) == wanted
        assert presets.corpus.explain(text).text == wanted
        patch.setattr("cleantext.columns.FEW", 0)
        few = presets.corpus.explain(text)
        assert splice(text, few.edits) == wanted
