"""What goes wrong is told so that a person can act: what, where, and what to do."""

import subprocess
import sys
from pathlib import Path

import pytest

from cleantext.cli import main

FULL = "/dev/full"


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "notes").mkdir()
    Path("notes", "a.txt").write_text("We went home.\n")
    Path("a.txt").write_text("We\u200b went home.\n", encoding="utf-8")
    Path("a.parquet").write_bytes(b"PAR1\0 and no more")
    return tmp_path


def journal(file: str, **more: object) -> str:
    import json

    edit = {"start": 0, "end": 2, "old": "We", "new": "I"}
    Path("done").write_text(json.dumps({"file": file, "edits": [edit], **more}))
    return "done"


@pytest.mark.parametrize(
    ("args", "wanted"),
    [
        (["notes"], "notes is a folder: say what to do with its files, as in --check, --diff, -i"),
        (["a.txt", "notes"], "notes is a folder: "),
        (["-o", "x", "notes"], "notes is a folder: "),
        (["--encoding", "utf-9", "a.txt"], "--encoding: no encoding 'utf-9'; near: "),
        (["--to", "hex", "a.txt"], "--to: 'hex' is not an encoding of text"),
        (["--undo", "a.txt", "-e", "utf-9"], "--encoding: no encoding 'utf-9'; near: "),
        (["-j", "-1", "a.txt"], "--jobs: '-1' is not a number from 0 (all cores) on"),
        (["--apply", "none"], "--apply none: No such file or directory"),
        (["--undo", "notes"], "--undo notes: Is a directory"),
        (["--format", "parquet", "--field", "t", "a.txt"], "a.txt: is no parquet file"),
        (["--format", "arrow", "--field", "t", "a.txt"], "a.txt: is no arrow file"),
    ],
)
def test_an_error_names_what_it_is_about(
    args: list[str], wanted: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(args) == 2
    out, err = capsys.readouterr()
    assert err.startswith(f"cleantext: {wanted}")
    assert (out, err.count("\n")) == ("", 1)


@pytest.mark.parametrize(
    ("file", "more", "wanted"),
    [
        ("a\0b", {}, "done: line 1 is none of --explain=json"),
        ("a.txt", {"row": 1, "field": "t"}, "a.txt: is neither Parquet, Arrow nor an office file"),
    ],
)
@pytest.mark.parametrize("flag", ["--apply", "--undo"])
def test_a_journal_of_what_cannot_be_changed(
    flag: str, file: str, more: dict[str, object], wanted: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([flag, journal(file, **more)]) == 2
    assert capsys.readouterr().err.startswith(f"cleantext: {wanted}")


def test_files_that_failed_are_counted(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--isolated", "-i", "a.txt", "none", "nothing"]) == 2
    told = capsys.readouterr().err.splitlines()
    assert told[-1] == "cleantext: 1 of 3 files changed, 1 edit; 2 failed"


def test_a_folder_of_which_nothing_is_wanted_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--isolated", "--check", "--type", "py", "notes"]) == 0
    told = capsys.readouterr().err
    assert told.startswith("cleantext: notes: none of its files is wanted: --type py\n")
    assert main(["--isolated", "--check", "-q", "--type", "py", "notes"]) == 0
    assert capsys.readouterr().err == ""


def test_a_broken_file_of_columns_is_called_broken(capsys: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("pyarrow")
    assert main(["--isolated", "--check", "a.parquet"]) == 0
    told = capsys.readouterr().err
    assert "a.parquet: parquet, left as it is; cannot be read: Parquet magic bytes" in told
    assert "pip install" not in told


@pytest.mark.skipif(not Path(FULL).exists(), reason="needs /dev/full")
def test_a_page_that_cannot_be_written_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--isolated", "--html", FULL, "a.txt"]) == 2
    assert capsys.readouterr().err.startswith(f"cleantext: cannot write {FULL}: No space left")


@pytest.mark.skipif(sys.platform == "win32", reason="a folder in use stays")
@pytest.mark.parametrize("flag", ["--check", "-i", "--explain=json"])
def test_a_folder_that_is_gone(tmp_path: Path, flag: str) -> None:
    script = f"mkdir gone; cd gone; rmdir ../gone; {sys.executable} -m cleantext {flag} ."
    done = subprocess.run(["sh", "-c", script], cwd=tmp_path, capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (2, "")
    assert (
        done.stderr.splitlines()[0]
        == "cleantext: the folder that this runs in is gone: change to another"
    )
