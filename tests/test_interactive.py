"""`--interactive` on a real terminal: what a person answers is what becomes of the files."""

import json
import os
import shlex
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

pty = pytest.importorskip("pty", reason="needs a system with terminals")
COMMAND = [sys.executable, "-m", "cleantext"]
TEXT = "He went home.Peter stayed.\nWe saw othre people and othre towns.\nIn a important case.\n"


def ask(
    folder: Path, answers: str, *args: str, out: Path | None = None, color: str = "never",
    term: str = "dumb",
) -> tuple[int, str]:  # fmt: skip
    """Exit status and what the terminal showed; each line of `answers` when it is asked for."""
    parent, child = pty.openpty()
    stdout: Any = out.open("wb") if out else child
    shown = b""
    with subprocess.Popen(
        [*COMMAND, "--interactive", f"--color={color}", *args],
        cwd=folder, stdin=child, stdout=stdout, stderr=child, start_new_session=True,
        env=os.environ | {"TERM": term},
    ) as process:  # fmt: skip
        os.close(child)
        lines = iter(answers.splitlines())
        asked = 0
        try:
            while data := os.read(parent, 65536):
                shown += data
                while asked < shown.count(b"]? ") + shown.count(b"): "):
                    asked += 1
                    line = next(lines, None)
                    typed = (line or "").encode("utf-8", "surrogateescape")
                    os.write(parent, b"\x04" if line is None else typed + b"\n")
        except OSError:  # the terminal is gone
            pass
        status = process.wait()
    os.close(parent)
    if out:
        stdout.close()
    assert next(lines, None) is None, shown
    return status, shown.decode("utf-8", "replace").replace("\r\n", "\n")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / ".git").mkdir()
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    return tmp_path


def test_accept_refuse_and_write_oneself(folder: Path) -> None:
    status, shown = ask(folder, "y\nn\ne\nancient\n?\ny\n", "a.txt")
    assert status == 0
    assert (folder / "a.txt").read_text(encoding="utf-8") == (
        "He went home. Peter stayed.\nWe saw othre people and ancient towns.\n"
        "In an important case.\n"
    )
    assert "a.txt:1:14: SPC510 sentence-gap" in shown
    assert "(1/4) Do this edit [y,n,a,A,x,X,e,q,?]? " in shown
    assert "y  do this edit" in shown
    assert shown.endswith("1 of 1 file changed, 3 edits\n")


def test_always_for_this_word_or_rule_in_all_files(folder: Path) -> None:
    (folder / "b.txt").write_text(TEXT, encoding="utf-8")
    status, _ = ask(folder, "A\na\nn\ny\n", "a.txt", "b.txt")
    assert status == 0
    cleaned = TEXT.replace("home.P", "home. P").replace("othre", "other")
    assert (folder / "a.txt").read_text(encoding="utf-8") == cleaned
    assert (folder / "b.txt").read_text(encoding="utf-8") == cleaned.replace("In a", "In an")


def test_to_quit_keeps_what_was_said(folder: Path) -> None:
    (folder / "b.txt").write_text(TEXT, encoding="utf-8")
    assert ask(folder, "y\nq\n", ".")[0] == 0
    assert (folder / "a.txt").read_text(encoding="utf-8") == TEXT.replace("home.P", "home. P")
    assert (folder / "b.txt").read_text(encoding="utf-8") == TEXT
    status, _ = ask(folder, "", "b.txt")  # Ctrl-D
    assert status == 0
    assert (folder / "b.txt").read_text(encoding="utf-8") == TEXT


def test_never_again(folder: Path) -> None:
    (folder / "cleantext.toml").write_text(
        '# ours\nignore = ["NRM302"]  # why\n\n[options]\n', encoding="utf-8"
    )
    status, shown = ask(folder, "x\nx\nX\n", "a.txt")
    assert status == 0, shown
    assert (folder / "a.txt").read_text(encoding="utf-8") == TEXT
    assert (folder / "cleantext-words.txt").read_text(encoding="utf-8") == "othre\n"
    text = (folder / "cleantext.toml").read_text(encoding="utf-8")
    assert text == (
        'protect = ["home\\\\.Peter"]\n# ours\nignore = ["NRM302", "TYP403"]  # why\n\n[options]\n'
    )
    assert tomllib.loads(text)["protect"] == [r"home\.Peter"]
    again = subprocess.run([*COMMAND, "--check", "a.txt"], cwd=folder, capture_output=True)
    assert again.returncode == 0, again.stdout


def test_what_was_accepted_is_written_down_and_taken_back(folder: Path) -> None:
    done = folder / "done"
    status, _ = ask(folder, "y\nn\nn\ny\n", "--explain=json", "a.txt", out=done)
    assert status == 0
    assert len(json.loads(done.read_bytes())["edits"]) == 2
    undone = subprocess.run([*COMMAND, "--undo", "done"], cwd=folder, capture_output=True)
    assert undone.returncode == 0, undone.stderr
    assert (folder / "a.txt").read_text(encoding="utf-8") == TEXT


def test_records_are_asked_about_by_value(folder: Path) -> None:
    record = '{"t": "He went home.Peter stayed at the office.", "k": "othre one"}\n'
    (folder / "a.jsonl").write_text(record, encoding="utf-8")
    status, _ = ask(folder, "y\n", "-f", "t", "a.jsonl")
    assert status == 0
    written = (folder / "a.jsonl").read_text(encoding="utf-8")
    assert written == record.replace("home.P", "home. P")


def test_it_needs_a_terminal_and_files(folder: Path) -> None:
    done = subprocess.run(
        [*COMMAND, "--interactive", "a.txt"], cwd=folder, input=b"y\n", capture_output=True
    )
    assert done.returncode == 2
    assert b"--interactive asks on a terminal, and standard input is none" in done.stderr
    done = subprocess.run([*COMMAND, "-p", "--check", "a.txt"], cwd=folder, capture_output=True)
    assert b"--interactive and --check do not go together" in done.stderr


@pytest.mark.parametrize("to", ["2>&-", "2>/dev/null", "2>/dev/full", "2>log"])
def test_questions_that_nobody_sees_are_not_asked(folder: Path, to: str) -> None:
    parent, child = pty.openpty()
    os.write(parent, b"y\ny\ny\ny\n\x04")
    line = f"{shlex.join(COMMAND)} --interactive a.txt {to}"
    try:
        done = subprocess.run(["bash", "-c", line], cwd=folder, stdin=child, timeout=30)
    finally:
        os.close(parent)
        os.close(child)
    assert done.returncode == 2
    assert (folder / "a.txt").read_text(encoding="utf-8") == TEXT


def test_what_is_typed_in_another_encoding_costs_no_answer(folder: Path) -> None:
    answers = "y\ne\n\udcfc\ne\nold\nn\ny\n"  # a byte that is no UTF-8
    status, shown = ask(folder, answers, "a.txt")
    assert (status, "that is no text in the encoding of this terminal" in shown) == (0, True)
    assert (folder / "a.txt").read_text(encoding="utf-8") == (
        "He went home. Peter stayed.\nWe saw old people and othre towns.\nIn an important case.\n"
    )


@pytest.mark.parametrize("term", ["dumb", "xterm"])
def test_a_terminal_that_knows_no_colors_is_sent_none(folder: Path, term: str) -> None:
    status, shown = ask(folder, "", "a.txt", color="auto", term=term)
    assert (status, "\x1b" in shown) == (0, term == "xterm")
