"""Reports say what was done, no more and no less; the command does what the library does."""

import json
import re
from io import BytesIO
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleantext import Cleaned, Edit, presets
from cleantext.cli.task import Task
from cleantext.cli.work import attempt
from cleantext.edits import splice
from cleantext.report.diff import as_diff
from cleantext.report.explain import as_data, as_text
from cleantext.report.hidden import as_data as hidden_data
from cleantext.report.place import Places
from cleantext.report.visible import visible
from tests.strategies import texts

plain_lines = st.lists(st.sampled_from(["", "a", "b", "ab", "a b"]), max_size=14).map("\n".join)


@given(text=texts, cut=st.integers(0, 40), offsets=st.lists(st.integers(0, 60), max_size=5))
def test_places_count_lines_and_columns(text: str, cut: int, offsets: list[int]) -> None:
    first, second = text[:cut], text[cut:]
    places = Places(second, *Places(first).end())
    for offset in sorted(min(offset, len(second)) for offset in offsets):
        before = first + second[:offset]
        line, column = places.at(offset)
        assert line == before.count("\n") + 1
        assert column == len(before) - (before.rfind("\n") + 1) + 1


@given(text=texts)
def test_json_holds_every_edit(text: str) -> None:
    cleaned = presets.default.explain(text)
    data = json.loads(json.dumps(as_data(cleaned, "a.txt")))
    assert (data["schema"], data["file"]) == (1, "a.txt")
    edits = [Edit(e["start"], e["end"], e["new"], tuple(e["rules"])) for e in data["edits"]]
    assert tuple(edits) == cleaned.edits
    assert all(e["old"] == text[e["start"] : e["end"]] for e in data["edits"])


@given(text=texts)
def test_lines_for_people_are_safe_to_print(text: str) -> None:
    cleaned = presets.strict.explain(text)
    for shown in (as_text(cleaned, "f"), as_text(cleaned, "f", long=True), as_diff(cleaned, "f")):
        assert all(line.isprintable() for line in shown.split("\n"))
    assert as_text(cleaned, "f").count("\n") == len(cleaned.edits)
    assert visible(text).isprintable()


@given(old=plain_lines, new=plain_lines, end=st.sampled_from(["", "\n"]))
def test_a_difference_leads_from_the_old_text_to_the_new(old: str, new: str, end: str) -> None:
    # Whole-text edits are the hardest: every edit of lines is a case of it.
    old, new = old + end, new + end
    edits = (Edit(0, len(old), new),) if old != new else ()
    check_patch(Cleaned(new, edits, old))


@given(text=plain_lines, data=st.data())
def test_differences_of_several_edits(text: str, data: st.DataObject) -> None:
    edits: list[Edit] = []
    at = 0
    while at < len(text) and len(edits) < 4:
        start = data.draw(st.integers(at, len(text)))
        end = data.draw(st.integers(start, min(len(text), start + 3)))
        new = data.draw(st.sampled_from(["", "x", "x\n", "\ny", "x\n\ny"]))
        if text[start:end] != new:
            edits.append(Edit(start, end, new))
        at = end + 1
    check_patch(Cleaned(splice(text, edits), tuple(edits), text))


def check_patch(cleaned: Cleaned) -> None:
    """Apply the difference as `patch` would; line feeds at the very end are not shown in it."""
    lines = cleaned.original.split("\n")
    if lines[-1] == "":
        lines.pop()
    out: list[str] = []
    at = 0
    for line in as_diff(cleaned, "f").split("\n")[2:-1]:
        head = re.fullmatch(r"@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@", line)
        if head:
            begin = int(head[1]) - (head[2] != "0")
            out += lines[at:begin]
            at = begin
            assert len(out) == int(head[3]) - (head[4] != "0")
        elif line[0] == "+":
            out.append(line[1:])
        else:
            assert lines[at] == line[1:]
            at += 1
            if line[0] == " ":
                out.append(line[1:])
    out += lines[at:]
    wanted = cleaned.text.split("\n")
    if wanted[-1] == "":
        wanted.pop()
    assert out == wanted


@given(lines=st.lists(st.sampled_from(["a\u200b", "b", "", "c\u00a0d"]), max_size=40))
def test_reports_part_by_part_are_those_of_the_whole(lines: list[str]) -> None:
    text = "\n\n".join(lines) + "\n"
    whole = {kind: command(text.encode(), write="none", report=kind) for kind in PARTED}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("cleantext.streaming.SEGMENT", 12)
        patch.setattr("cleantext.streaming.SEARCH", 8)
        for kind, wanted in whole.items():
            found = command(text.encode(), write="none", report=kind)
            if kind == "diff":  # the same lines change; what stands around them may not all show
                assert found is not None and wanted is not None
                assert changes(found.decode()) == changes(wanted.decode())
            else:
                assert found == wanted


PARTED = ("names", "brief", "long", "json", "hidden-text", "hidden-json", "reveal", "diff")


def changes(diff: str) -> list[tuple[str, int, str]]:
    """Each changed line of a difference, with its number in the file it is of."""
    out = []
    old = new = 0
    for line in diff.split("\n")[2:]:
        head = re.fullmatch(r"@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@", line)
        if head:
            old, new = int(head[1]), int(head[3])
        elif line[:1] == "-":
            out.append(("-", old, line[1:]))
            old += 1
        elif line[:1] == "+":
            out.append(("+", new, line[1:]))
            new += 1
        else:
            old, new = old + 1, new + 1
    return out


def test_of_a_very_long_line_only_the_change_is_shown() -> None:
    text = "x" * 50_000 + "a\u200bb" + "y" * 50_000
    shown = as_diff(presets.corpus.explain(text), "f").split("\n")
    assert shown[3] == f"-...{'x' * 79}a\u27e8ZWSP U+200B\u27e9b{'y' * 79}..."
    assert shown[4] == f"+...{'x' * 79}ab{'y' * 79}..."


@given(text=texts)
def test_hidden_runs_are_where_they_are_said_to_be(text: str) -> None:
    for run in hidden_data(text)["hidden"]:
        found = text[run["start"] : run["end"]]
        assert run["code_points"] == [f"U+{ord(char):04X}" for char in found]
        before = text[: run["start"]]
        assert run["line"] == before.count("\n") + 1


def command(data: bytes, **fields: Any) -> bytes | None:
    """What the command makes of standard input; None if that is an error."""
    out = BytesIO()
    task = Task(presets.default, **fields)
    found = attempt(task, "-", BytesIO(data), out)
    if found.outcome is None:
        assert out.getvalue() == b""
        assert found.problem
        return None
    return out.getvalue()


@given(text=texts)
def test_the_command_does_what_the_library_does(text: str) -> None:
    for codec in ("utf-8", "utf-16-le"):
        data = text.encode(codec, "ignore")
        text = data.decode(codec)
        if text.startswith("\ufeff"):
            continue  # a mark, which is kept
        assert command(data, binary=True, encoding=codec) == presets.default(text).encode(codec)


@given(data=st.binary(max_size=80))
def test_any_bytes_are_cleaned_or_refused(data: bytes) -> None:
    for encoding in (None, "utf-16", "shift_jis"):
        for errors in ("strict", "replace", "surrogateescape"):
            done = command(data, encoding=encoding, errors=errors, binary=True)
            if errors == "replace" and encoding != "shift_jis":  # which has no mark for it
                assert done is not None
    for report in ("names", "diff", "brief", "long", "json", "hidden-json", "reveal"):
        command(data, write="none", report=report, errors="surrogateescape")
