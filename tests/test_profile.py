"""The profile of a text: what a place is, and which rule may act there."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleantext import Pipeline, clean, presets, repair_typos, restore_spacing
from cleantext.edits import Edit
from cleantext.profile import Profile, Register, cut, may, view_of
from cleantext.profile import segments as cutting
from cleantext.profile.delimited import MARKS, _cells, _is_uneven
from cleantext.rules import RULES
from tests.strategies import texts

PROSE = "We went home when it was late and there was nothing left to do."
WRONG = "We went home when it was late.They had nothing left to do."
RIGHT = WRONG.replace(".They", ". They")


@given(
    st.lists(
        st.sampled_from(["a", "b c", ",", ";", '"', "'", "\\", "\n", "\r\n", " "]), max_size=40
    ).map("".join)
)
def test_rows_that_are_uneven_are_no_delimited_data(text: str) -> None:
    for mark in MARKS:
        if text.strip("\n") and _is_uneven(text.split("\n")[:12], mark):
            assert _cells(text, mark, '"') is None
            assert _cells(text, mark, "'") is None


def registers(text: str) -> list[str]:
    return [str(kind) for kind in Profile(text).registers(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (PROSE, ["prose"]),
        ("Menu entry", ["label"]),
        ("the name of the person who is to be told when it is done;", ["prose"]),
        ("static volatile unsigned long long int total;", ["code"]),
        ("x = foo(bar)[3];\nreturn x->y;", ["code", "code"]),
        ("cp [OPTION]... SOURCE... DIRECTORY", ["synopsis"]),
        ("File: a.info,  Node: B,  Next: C", ["fields"]),
        ("a,b,c\n1,2,3\n4,5,6", ["data"] * 3),
        ("name    size\nfoo     one\nlonger  two", ["table"] * 3),
        ("2024-01-02 10:11:12 the server was started by the user", ["log"]),
    ],
)
def test_registers(text: str, expected: list[str]) -> None:
    assert registers(text) == expected


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        (WRONG, RIGHT),
        ("    " + WRONG, "    " + RIGHT),
        ("# " + WRONG, "# " + RIGHT),
        ("  * " + WRONG, "  * " + RIGHT),
        (f"<p>{WRONG}</p>", f"<p>{RIGHT}</p>"),
        (f'id,note,x\n1,"{WRONG}",2\n3,ok,4\n', f'id,note,x\n1,"{RIGHT}",2\n3,ok,4\n'),
        (f'{{\n  "a": "{WRONG}",\n  "b": 3\n}}', f'{{\n  "a": "{RIGHT}",\n  "b": 3\n}}'),
        (f"x = f(1);  # {WRONG}\ny = g(x);", f"x = f(1);  # {RIGHT}\ny = g(x);"),
    ],
)
def test_prose_is_repaired_wherever_it_stands(wrong: str, right: str) -> None:
    assert clean(wrong) == right
    assert clean(right) is right


@pytest.mark.parametrize(
    "text",
    [
        "iptables -A INPUT -m state --state ESTABLISHED,RELATED -j ACCEPT",
        "Use the option --state ESTABLISHED,RELATED when you want to allow it.",
        "```\n\nWe went home.They had  nothing ,left.\n\n```",
        'name,note\nJohn Smith,"It was fine, really"\nAnn Bee,"It was bad, they said"\n',
        'print("We went home when it was late and (so they say) there was nothing left")',
        ".BR value .\n.Em rootpw ,",
        "<pre>\nWe went  home.They had it ,so.\n\nIt was late.They left\n</pre>",
        "<p>Set <code>a ,b  c</code> when it is late.</p>",
        "He thinks that thou hast a olde house and hath no othre.",
        "Der Mann und die Frau sind nicht im Haus, aber a important Dokumentation ist da.",
    ],
)
def test_what_is_no_prose_stays(text: str) -> None:
    assert clean(text) is text


def test_a_user_can_say_what_a_text_is() -> None:
    code = "if (x ,y) return foo( z );"
    assert restore_spacing(code) is code
    assert Profile(code).views(code) == []
    assert [view.text for view in Profile(code).views(code, profile="prose")] == [code]
    assert restore_spacing.configure(profile="code")(WRONG) is WRONG


def test_the_policy_names_every_rule_that_asks() -> None:
    for rule in RULES:
        if rule.scope.name == "SEGMENT":
            assert may(rule.id, "code") == "-"
            assert {may(rule.id, str(kind)) for kind in Register} <= {"+", "-", "?"}


def test_no_edit_crosses_a_gap() -> None:
    [view] = Profile("").views("  <b>one</b> two\n  three")
    assert view.text == "one two\nthree"
    assert view.origin(0, 3) == (5, 8)
    assert view.origin(2, 4) is None
    assert view.origin(3, 3) is None
    edits = [Edit(0, 3, "two", ("TYP401",)), Edit(2, 5, "x", ("TYP401",))]
    assert list(view.back(edits)) == [Edit(5, 8, "two", ("TYP401",))]


@given(text=texts)
def test_a_view_is_text_of_its_paragraph(text: str) -> None:
    profile = Profile(text)
    for view in (*profile.views(text), view_of(text)):
        for at, char in enumerate(view.text):
            place = view.origin(at, at + 1)
            assert place is not None
            assert text[place[0]] == char or char == "\n"


@given(text=texts, lines=st.integers(0, 3))
def test_segments_make_the_text_and_repairs_do_not_move_them(text: str, lines: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(cutting, "LINES", lines)
        parts = list(cut(text))
        assert "".join(text[start:end] for start, end in parts) == text
        for cleaner in (repair_typos, restore_spacing):
            assert cleaner(text).count("\n") == text.count("\n")
            after = cleaner(text)
            assert cleaner(after) is after
            assert len(list(cut(after))) == len(parts)


@pytest.mark.parametrize("pipeline", [repair_typos, restore_spacing, presets.default])
def test_a_segment_says_nothing_about_those_before(pipeline: Pipeline) -> None:
    first = "\n\n".join([WRONG] * cutting.LINES) + "\n\n"
    for second in ("thou hast a olde house\n", "name,note\na b c,d\ne f g,h\n", PROSE):
        assert pipeline(first + second).startswith(pipeline(first))


@pytest.mark.parametrize(
    "line",
    [
        "     <parameter>fp</parameter>. Returns &true; if it is done, &false;",
        "        <member>A short label</member>",
        "* [A label](https://x.example/a/long/way/to/a/page.html) - Its Author",
    ],
)
def test_markup_makes_no_code_of_a_line(line: str) -> None:
    assert not {"code", "table", "data"}.intersection(registers(line))
