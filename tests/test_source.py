"""Comments and strings of source: cleaned when that is asked for, and the code stays."""

import ast
import io
import subprocess
import sys
import tokenize
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleantext import presets
from cleantext.edits import splice
from cleantext.records import source
from cleantext.records.fields import Fields
from cleantext.records.rows import Rows

pytest.importorskip("pygments", reason="needs Pygments")

PYTHON = '''#!/usr/bin/env python
"""We have teh books, and they dont care."""

# He went home.Peter stayed
# in a important meeting.
teh\u200b = "We saw the house and othre people."  # othre people


def f():
    """We saw the house and othre people.

    This is a important thing.
    """
    return f"We saw {teh} and othre people." + '\\\\n othre people' + 'they dont'
'''
C = """/* We saw the house and othre people.
 * It has a important line. */
int othre = 1; // othre people
char *s = "othre people";
"""


def told(tmp_path: Path, name: str, text: str, *args: str) -> list[str]:
    (tmp_path / name).write_text(text, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "cleantext", "--isolated", *args, name],
        cwd=tmp_path,
        capture_output=True,
    )
    assert done.returncode == 0, done.stderr
    out = done.stdout.decode().splitlines()
    return [new for new, old in zip(out, text.splitlines(), strict=True) if new != old]


def test_comments_only_when_asked(tmp_path: Path) -> None:
    assert told(tmp_path, "a.py", PYTHON) == [
        'teh = "We saw the house and othre people."  # othre people'
    ]
    changed = told(tmp_path, "a.py", PYTHON, "--comments")
    assert "# He went home. Peter stayed" in changed
    assert "# in an important meeting." in changed
    assert 'teh = "We saw the house and othre people."  # other people' in changed
    assert '    """We saw the house and other people.' in changed
    assert "    This is an important thing." in changed
    assert not any("return" in line for line in changed)
    changed = told(tmp_path, "a.py", PYTHON, "--comments=strings")
    assert 'teh = "We saw the house and other people."  # other people' in changed
    assert told(tmp_path, "b.c", C, "--comments") == [
        "/* We saw the house and other people.",
        " * It has an important line. */",
        "int othre = 1; // other people",
    ]
    # A language that nobody knows: as without the flag.
    assert told(tmp_path, ".env", "A=teh # othre\n", "--comments") == []


def test_workers_do_the_same(tmp_path: Path) -> None:
    for folder in "ab":
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "a.py").write_text(PYTHON, encoding="utf-8")
        (tmp_path / folder / "b.c").write_text(C, encoding="utf-8")
        jobs = "2" if folder == "b" else "1"
        subprocess.run(
            [
                sys.executable, "-m", "cleantext", "--isolated", "-iq", "--comments", "-j", jobs,
                folder,
            ],
            cwd=tmp_path,
            check=True,
        )  # fmt: skip
    for name in ("a.py", "b.c"):
        assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes()


def code(text: str) -> list[tuple[int, str]]:
    """The tokens but for comments and strings."""
    tokens = tokenize.generate_tokens(io.StringIO(text).readline)
    return [
        (token.type, "" if token.type == tokenize.STRING else token.string)
        for token in tokens
        if token.type not in (tokenize.COMMENT, tokenize.NL)
    ]


words = st.sampled_from(
    ["othre", "dont", "home.Peter", "a important", '\\"', "\u201cx", "#", " ", "'"]
)
pieces = st.lists(words, max_size=6).map(" ".join)


@given(pieces, pieces, pieces, st.sampled_from(source.KINDS))
def test_code_stays_code(comment: str, first: str, second: str, kind: str) -> None:
    text = f"# {comment}\nx = {first!r}  # {comment}\n\n\ndef f():\n    {second!r}\n    return x\n"
    rows = Rows(kind, Fields(()), name="a.py")
    out = splice(text, rows.edits(text, presets.default.plan.run))
    ast.parse(out)
    assert code(out) == code(text)
