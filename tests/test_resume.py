"""`--resume`: a run that was ended in any way goes on where it was, and the outcome is the same."""

import json
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

COMMAND = [sys.executable, "-m", "cleantext", "--isolated"]
OFTEN = """
import sys, time
from cleantext import cli
from cleantext.cli import resume, task
from cleantext.io import text
from cleantext.records import rows
text.BLOCK = rows.PIECE = 4_096
cleaned, clean = [], task.edits_of
task.edits_of = lambda *args: cleaned.append(time.sleep(0.02)) or clean(*args)
resume.EVERY = 0  # so that a small file has many parts, and a note of each
status = cli.command()
print(len(cleaned))
sys.exit(status)
"""
DIRTY = "He went home.Peter stayed in a important meeting; othre\u00a0people."
CLEAN = "He went home. Peter stayed in an important meeting; other people."
ROWS = 1_500


def run(cwd: Path, *args: str) -> "subprocess.CompletedProcess[bytes]":
    return subprocess.run([*COMMAND, *args], cwd=cwd, capture_output=True)


def write_rows(path: Path) -> None:
    head = "id,text\r\n" if path.suffix == ".csv" else ""
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(head)
        for k in range(ROWS):
            text = f"{k} {DIRTY}" if k % 7 else "Nothing is to be done."
            file.write(f"{k},{text}\r\n" if head else json.dumps({"id": k, "text": text}) + "\n")


def often(cwd: Path, *args: str) -> "subprocess.Popen[bytes]":
    command = [sys.executable, "-c", OFTEN, "--isolated", *args]
    return subprocess.Popen(command, cwd=cwd, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def ended(cwd: Path, args: list[str], number: signal.Signals) -> int:
    """Run the command and end it when some parts of a file are done; how many."""
    state = cwd / "state"
    with often(cwd, "--resume", "state", *args) as process:
        for _ in range(10_000):
            if state.exists() and state.read_bytes().count(b"parts") > 4:
                break
            time.sleep(0.01)
        process.send_signal(number)
        told = process.communicate()[1]
    assert process.returncode == (130 if number == signal.SIGINT else -number)
    assert (b"the same command goes on from there" in told) == (number == signal.SIGINT)
    return state.read_bytes().count(b"parts")


@pytest.mark.parametrize(
    ("name", "number"),
    [("a.jsonl", signal.SIGKILL), ("a.jsonl", signal.SIGTERM), ("a.csv", signal.SIGINT)],
)
def test_a_file_of_rows_goes_on_within(tmp_path: Path, name: str, number: signal.Signals) -> None:
    wanted = tmp_path / "wanted"
    wanted.mkdir()
    args = ["-i", "--preset", "corpus", "--field", "text", name]
    for folder in (tmp_path, wanted):
        write_rows(folder / name)
    before = (tmp_path / name).read_bytes()
    with often(wanted, *args) as process:
        whole, told = process.communicate()
    done = ended(tmp_path, args, number)
    assert (tmp_path / name).read_bytes() == before
    with often(tmp_path, "--resume", "state", *args) as process:
        rest, told_at_last = process.communicate()
    assert process.returncode == 0
    assert 4 < done <= int(whole) - int(rest) <= done + 1
    assert told_at_last == told  # counts of edits and all
    assert (tmp_path / name).read_bytes() == (wanted / name).read_bytes()
    assert sorted(path.name for path in tmp_path.iterdir()) == [name, "wanted"]


def test_what_has_changed_since_is_begun_anew(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    write_rows(path)
    ended(tmp_path, ["-i", "--preset", "corpus", "--field", "text", path.name], signal.SIGKILL)
    path.write_text('{"text": "a\\u200b"}\n', encoding="utf-8")
    done = run(
        tmp_path, "-iq", "--preset", "corpus", "--resume", "state", "--field", "text", path.name
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert path.read_text(encoding="utf-8") == '{"text": "a"}\n'


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_files_of_a_folder_are_not_done_twice(tmp_path: Path, jobs: str) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    for k in range(5):
        (folder / f"{k}.txt").write_text(DIRTY, encoding="utf-8")
    (folder / "3.txt").write_bytes(b"caf\xe9")
    args = ["-i", "--resume", "state", "-j", jobs, "folder"]
    done = run(tmp_path, *args)
    assert done.returncode == 2
    assert b"4 of 5 files changed" in done.stderr
    (folder / "1.txt").write_text(DIRTY, encoding="utf-8")
    (folder / "3.txt").write_text(DIRTY, encoding="utf-8")
    done = run(tmp_path, *args)
    assert done.stderr == (
        b"cleantext: 3 of 5 files were done before\ncleantext: 2 of 2 files changed, 8 edits\n"
    )
    assert {path.read_text(encoding="utf-8") for path in folder.iterdir()} == {CLEAN}
    assert not (tmp_path / "state").exists()  # nothing is left to do


def test_it_is_of_one_run(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"caf\xe9")
    assert run(tmp_path, "-i", "--resume", "state", "a.txt").returncode == 2
    kept = (tmp_path / "state").read_bytes()
    done = run(tmp_path, "-i", "--resume", "state", "--ignore", "TYP", "a.txt")
    assert b"is of a run with other flags, rules or another version" in done.stderr
    (tmp_path / "prose").write_text("Nobody noted this.\n")
    done = run(tmp_path, "-i", "--resume", "prose", "a.txt")
    assert b"was not written by --resume" in done.stderr
    assert (tmp_path / "state").read_bytes() == kept
    assert (tmp_path / "a.txt").read_bytes() == b"caf\xe9"
    for args in ([], ["--check"], ["-i", "--html", "page.html"]):
        assert run(tmp_path, "--resume", "new", *args, "a.txt").returncode == 2
        assert not (tmp_path / "new").exists()
    (tmp_path / "state").write_bytes(kept + b'{"file": "')  # cut off
    (tmp_path / "a.txt").write_text(DIRTY, encoding="utf-8")
    assert run(tmp_path, "-i", "--resume", "state", "a.txt").returncode == 0
