"""`cleantext: off` in a comment: what follows stays, up to `cleantext: on`."""

import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleantext import presets
from cleantext.edits import Edit, splice
from cleantext.records import marks
from tests.tools import amount

COMMAND = [sys.executable, "-m", "cleantext", "--isolated"]
DIRTY = "We saw teh house\u200b and othre people.\n"
CLEAN = "We saw the house and other people.\n"
KEPT = "It was definately\u200b seperate.\n"


@pytest.mark.parametrize(
    ("name", "off", "on"),
    [
        ("a.md", "<!-- cleantext: off -->", "<!-- cleantext: on -->"),
        ("a.txt", "# cleantext: off, for the examples", "# cleantext: on"),
        ("a.tex", "% cleantext: off", "  % cleantext: on"),
        ("a.rst", ".. cleantext: off", ".. cleantext: on"),
    ],
)
@pytest.mark.parametrize("args", [["-i"], ["-i", "-j2"]])
def test_what_is_marked_stays(
    tmp_path: Path, name: str, off: str, on: str, args: list[str]
) -> None:
    text = f"{DIRTY}\n{off}\n{KEPT}\n{on}\n\n{DIRTY}"
    (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "b.txt").write_text(f"{DIRTY}\n{off}\n\n{KEPT}", encoding="utf-8")
    done = subprocess.run([*COMMAND, *args, name, "b.txt"], cwd=tmp_path, capture_output=True)
    assert done.returncode == 0, done.stderr
    written = (tmp_path / name).read_text(encoding="utf-8")
    assert written == f"{CLEAN}\n{off}\n{KEPT}\n{on}\n\n{CLEAN}"
    assert (tmp_path / "b.txt").read_text(encoding="utf-8") == f"{CLEAN}\n{off}\n\n{KEPT}"


def test_marks_beyond_the_first_block_and_segment(tmp_path: Path) -> None:
    count = amount(400_000, 150_000)
    filler = "o\u200bne\n" * count
    text = f"{filler}# cleantext: off\n{filler}# cleantext: on\no\u200bne\n"
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    done = subprocess.run(
        [*COMMAND, "-i", "--select", "INV213", "a.txt"], cwd=tmp_path, capture_output=True
    )
    assert done.returncode == 0, done.stderr
    written = (tmp_path / "a.txt").read_text(encoding="utf-8")
    assert written == f"{'one' + chr(10)}" * count + (
        f"# cleantext: off\n{filler}# cleantext: on\none\n"
    )


def test_only_a_comment_is_a_mark() -> None:
    assert list(marks.kept("Write cleantext: off\nand more.\n")) == []
    assert list(marks.kept("# cleantext: offers\n")) == []


@given(
    parts=st.lists(
        st.sampled_from(["# cleantext: off\n", "# cleantext: on\n", "o\u200bne\n", "two\n"]),
        max_size=12,
    )
)
def test_edits_outside_stay_edits(parts: list[str]) -> None:
    text = "".join(parts)
    found = presets.corpus.explain(text).edits
    kept = list(marks.edits(text, found))
    wanted, is_on = "", True
    for part in parts:
        is_on = is_on and "off" not in part
        wanted += part.replace("\u200b", "") if is_on else part
        is_on = is_on or "cleantext: on" in part
    assert splice(text, kept) == wanted
    assert all(isinstance(edit, Edit) and edit in found for edit in kept)
    assert all(a.end <= b.start for a, b in pairwise(kept))


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("<!-- cleantext: off --> a <!-- cleantext: on -->\nb\n", [(0, 48)]),
        ("a /* cleantext: off */ b /* cleantext: on */ c", [(0, 46)]),
        ("# cleantext: off\na\n# cleantext: on # cleantext: off\nb", [(0, 51), (19, 53)]),
        ("# cleantext: on # cleantext: on\nb", []),
    ],
)
def test_both_marks_may_stand_in_one_line(text: str, wanted: list[tuple[int, int]]) -> None:
    assert list(marks.kept(text)) == wanted
