"""What a run writes never takes the place of what it reads, or of what else it writes."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

COMMAND = [sys.executable, "-m", "cleantext", "--isolated"]
DIRTY = "a\u200bb\n".encode()


def run(cwd: Path, *args: str, **streams: object) -> "subprocess.CompletedProcess[bytes]":
    streams = {"stdout": subprocess.PIPE, "stdin": subprocess.DEVNULL} | streams
    return subprocess.run(  # type: ignore[call-overload, no-any-return]
        [*COMMAND, *args], cwd=cwd, stderr=subprocess.PIPE, timeout=30, **streams
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "a.txt").write_bytes(DIRTY)
    return tmp_path


@pytest.mark.parametrize(
    "args",
    [
        "--resume x -o x",
        "--resume ./x -o x",
        "--html x -o x",
        "--resume a.txt.bak -i.bak",
        "--html a.txt.bak -i.bak",
    ],
)
def test_one_file_is_not_for_two_purposes(folder: Path, args: str) -> None:
    done = run(folder, *args.split(), "a.txt")
    assert (done.returncode, b": is also where " in done.stderr) == (2, True)
    assert [path.name for path in folder.iterdir()] == ["a.txt"]
    assert (folder / "a.txt").read_bytes() == DIRTY


@pytest.mark.parametrize("flag", ["--resume", "--html"])
def test_what_is_written_is_no_input(folder: Path, flag: str) -> None:
    (folder / "empty.txt").touch()
    os.link(folder / "empty.txt", folder / "other.txt")
    done = run(folder, flag, "other.txt", "-i", "empty.txt", "a.txt")
    assert (
        done.returncode,
        f"{flag} other.txt: is an input, whose place".encode() in done.stderr,
    ) == (2, True)
    assert (folder / "empty.txt").exists()
    assert (folder / "a.txt").read_bytes() == DIRTY


def test_the_notes_of_a_run_are_no_text_of_its_folder(folder: Path) -> None:
    first = run(folder, "-i", "--resume", "notes.txt", ".", "missing.txt")
    notes = (folder / "notes.txt").read_bytes()
    again = run(folder, "-i", "--resume", "notes.txt", ".", "missing.txt")
    assert (first.returncode, again.returncode) == (2, 2)
    assert notes.count(b"\n") == 2
    assert b"1 of 2 files were done before" in again.stderr
    assert (folder / "notes.txt").read_bytes() == notes


def test_an_input_that_grows_by_what_it_gives_is_refused(folder: Path) -> None:
    """As by `cat`: else it is read for ever."""
    with (folder / "a.txt").open("ab") as out:
        named = run(folder, "--explain", "a.txt", stdout=out)
        with (folder / "a.txt").open("rb") as given:
            piped = run(folder, "--line-buffered", stdin=given, stdout=out)
    assert (named.returncode, piped.returncode) == (2, 2)
    assert b"standard output: is an input, whose place what is written would take" in named.stderr
    assert b"standard output: is an input" in piped.stderr
    assert (folder / "a.txt").read_bytes() == DIRTY


def test_a_journal_in_the_folder_that_is_cleaned_is_whole(folder: Path) -> None:
    (folder / "z.txt").write_bytes(DIRTY)
    with (folder / "done").open("wb") as out:
        assert run(folder, "-i", "--explain=json", ".", stdout=out).returncode == 0
    lines = (folder / "done").read_text().splitlines()
    assert [json.loads(line)["file"] for line in lines] == ["./a.txt", "./z.txt"]
    assert run(folder, "--undo", "done").returncode == 0
    assert (folder / "z.txt").read_bytes() == DIRTY


@pytest.mark.parametrize("args", ["-o -", "--reveal -o -", "--explain -o -", "--html -"])
def test_a_hyphen_as_output_is_standard_output(folder: Path, args: str) -> None:
    done = run(folder, *args.split(), "a.txt")
    if args == "--reveal -o -":  # as with any output
        assert done.returncode == 2
    else:
        assert (done.returncode, bool(done.stdout)) == (0, True)
    assert not (folder / "-").exists()


def test_notes_of_a_run_need_a_file(folder: Path) -> None:
    done = run(folder, "--resume", "-", "-i", "a.txt")
    assert (done.returncode, (folder / "-").exists()) == (2, False)
    assert b"--resume -: " in done.stderr


@pytest.mark.parametrize(
    "flag",
    "-o --html --apply --undo --resume --files-from --encoding --to --preset --config".split(),
)
def test_an_empty_value_is_none(folder: Path, flag: str) -> None:
    """`--html "$PAGE"` where there is no PAGE: to go on without the flag is another command."""
    done = run(folder, flag, "", "a.txt")
    assert (done.returncode, done.stdout) == (2, b"")
    assert f"{flag} needs a value".encode() in done.stderr


def test_an_empty_name_is_seen(folder: Path) -> None:
    assert run(folder, "").stderr == b"cleantext: '': No such file or directory\n"


NOTE = {"parts": 1, "temporary": "t", "written": 1, "counts": {}, "characters": {}}


@pytest.mark.parametrize(
    "note",
    [
        {},
        {"state": 5},
        {"state": [None]},
        {"state": {"a": 1}},
        {"state": [], "file": 5},
        *({"state": [], **NOTE, key: None} for key in NOTE),
        {"state": [], **NOTE, "counts": {"a": "b"}},
        {"state": [], **NOTE, "parts": -1},
        {"state": [], **NOTE, "written": 1.5},
    ],
)
def test_notes_that_nobody_wrote_are_refused(folder: Path, note: dict[str, object]) -> None:
    run(folder, "-i", "--resume", "notes", "a.txt", "missing")
    with (folder / "notes").open("a") as file:
        file.write(json.dumps({"file": str(folder / "a.txt")} | note) + "\n")
    done = run(folder, "-i", "--resume", "notes", "a.txt", "missing")
    assert done.returncode == 2
    assert b"--resume notes: was not written by --resume" in done.stderr


def test_notes_name_no_file_of_somebody_else(folder: Path) -> None:
    """What they say is half done is gone on with only if it is where `--resume` puts such."""
    rows = folder / "rows.jsonl"
    rows.write_bytes(b'{"text": "a\\u200bb"}\n')
    (folder / "thesis").write_bytes(b"years of work")
    args = ("-i", "--field", "text", "--resume", "notes", "rows.jsonl", "missing")
    run(folder, *args)
    status = rows.stat()
    with (folder / "notes").open("a") as file:
        note = NOTE | {"file": str(rows), "state": [status.st_size, status.st_mtime_ns]}
        file.write(json.dumps(note | {"temporary": str(folder / "thesis"), "written": 0}) + "\n")
    run(folder, *args)
    assert (folder / "thesis").read_bytes() == b"years of work"
    assert json.loads(rows.read_bytes()) == {"text": "ab"}


def test_two_commands_do_not_share_their_notes(folder: Path) -> None:
    fcntl = pytest.importorskip("fcntl")
    with (folder / "notes").open("ab") as other:
        fcntl.flock(other, fcntl.LOCK_EX)
        done = run(folder, "-i", "--resume", "notes", "a.txt")
    assert done.returncode == 2
    assert b"--resume notes: is in use by another command" in done.stderr
    assert (folder / "a.txt").read_bytes() == DIRTY


EDIT = {"start": 0, "end": 1, "old": "a", "new": "b"}
WRONG: tuple[object, ...] = ("x", [5], [None], [[]], None, [{}])


@pytest.mark.parametrize(
    "entry",
    [
        *({"edits": wrong} for wrong in WRONG),
        *({"edits": [EDIT | {"new": value}]} for value in (None, 5, ["b"])),
        *({"edits": [EDIT | {"start": value}]} for value in (0.7, "0", True, float("inf"))),
        {"edits": [EDIT | {"old": ["a"]}]},
        {"edits": [EDIT | {"rules": [[1]]}]},
        {"edits": [EDIT], "row": 1.5},
        {"edits": [EDIT], "file": 5},
    ],
)
@pytest.mark.parametrize("flag", ["--apply", "--undo"])
def test_a_journal_is_not_guessed_at(folder: Path, entry: dict[str, object], flag: str) -> None:
    (folder / "journal").write_text(json.dumps({"file": "a.txt"} | entry))
    done = run(folder, flag, "journal")
    assert done.returncode == 2
    assert b"journal: line 1 is none of --explain=json" in done.stderr
    assert (folder / "a.txt").read_bytes() == DIRTY


@pytest.mark.parametrize(
    ("edit", "why"),
    [
        ({"start": 900, "end": 900, "old": "", "new": "b"}, b"a.txt: has changed since"),
        ({"start": 0, "end": 0, "old": "", "new": "\ud800"}, b"a.txt: utf-8 has no U+D800"),
    ],
)
def test_an_edit_that_cannot_be_done_is_told(
    folder: Path, edit: dict[str, object], why: bytes
) -> None:
    (folder / "journal").write_text(json.dumps({"file": "a.txt", "edits": [edit]}))
    done = run(folder, "--apply", "journal")
    assert (done.returncode, why in done.stderr) == (2, True)
    assert (folder / "a.txt").read_bytes() == DIRTY


def test_an_encoding_that_there_is_not_is_told_of_a_journal(folder: Path) -> None:
    (folder / "journal").write_text(json.dumps({"file": "a.txt", "edits": [EDIT]}))
    done = run(folder, "--apply", "journal", "--encoding", "nonsense")
    assert (done.returncode, b"no encoding 'nonsense'" in done.stderr) == (2, True)
    assert b"internal error" not in done.stderr


@pytest.mark.parametrize("flag", ["--html", "--resume"])
def test_what_is_not_there_is_no_input_that_the_run_itself_makes(folder: Path, flag: str) -> None:
    done = run(folder, flag, "b.html", "-i", "./b.html", "a.txt")
    assert (done.returncode, b" ./b.html: No such file or directory" in done.stderr) == (2, True)
    assert [path.name for path in folder.iterdir()] == ["a.txt"]
    assert (folder / "a.txt").read_bytes() == DIRTY


def test_an_input_is_not_taken_by_the_old_text_of_another(folder: Path) -> None:
    (folder / "a.txt.bak").write_bytes(b"c\xe2\x80\x8bd\n")
    done = run(folder, "-i.bak", "a.txt", "a.txt.bak")
    assert (done.returncode, b"a.txt.bak: is an input, whose place" in done.stderr) == (2, True)
    assert (folder / "a.txt").read_bytes() == DIRTY
    done = run(folder, "-i.bak", ".")  # nobody named it
    assert done.returncode == 0
    assert (folder / "a.txt").read_bytes() == b"ab\n"
    assert (folder / "a.txt.bak").read_bytes() == DIRTY
    assert not (folder / "a.txt.bak.bak").exists()


@pytest.mark.parametrize("flag", ["--apply", "--undo"])
@pytest.mark.parametrize("kind", ["absolute", "above", "by a link", "a value"])
def test_a_journal_decides_about_the_folder_it_is_read_in(
    folder: Path, flag: str, kind: str
) -> None:
    """As `patch` has it; what lies elsewhere is changed when a person names it."""
    inner = folder / "inner"
    inner.mkdir()
    (inner / "link.txt").symlink_to(folder / "a.txt")
    name = {"above": "../a.txt", "by a link": "link.txt"}.get(kind, str(folder / "a.txt"))
    edit = {"start": 1, "end": 2, "old": "\u200b", "new": ""}
    if flag == "--undo":
        edit |= {"old": "x", "new": "\u200b", "left": "a", "right": "b\n"}
    value = {"row": 1, "field": "text"} if kind == "a value" else {}
    (inner / "journal").write_text(json.dumps({"file": name, "edits": [edit]} | value))
    done = run(inner, flag, "journal")
    assert (done.returncode, b"lies outside this folder" in done.stderr) == (2, True)
    assert f"{flag} journal {name}".encode() in done.stderr
    assert (folder / "a.txt").read_bytes() == DIRTY
    if value:
        return
    other = run(inner, flag, "journal", "journal")
    assert (other.returncode, b"is none of those that are named" in other.stderr) == (2, True)
    done = run(inner, flag, "journal", str(folder))
    assert (done.returncode, (folder / "a.txt").read_bytes()) == (
        0, b"ab\n" if flag == "--apply" else b"axb\n",
    )  # fmt: skip


def test_a_name_that_only_begins_like_a_folder_lies_outside(folder: Path) -> None:
    (folder / "in").mkdir()
    (folder / "inner.txt").write_bytes(DIRTY)
    (folder / "in" / "journal").write_text(json.dumps({"file": "../inner.txt", "edits": [EDIT]}))
    assert b"lies outside" in run(folder / "in", "--apply", "journal").stderr
    assert (folder / "inner.txt").read_bytes() == DIRTY


@pytest.mark.parametrize("more", ["-j2", "--preset=strict", "--stats", "--check"])
def test_what_a_journal_does_not_heed_is_refused(folder: Path, more: str) -> None:
    (folder / "journal").write_text(json.dumps({"file": "a.txt", "edits": [EDIT]}))
    done = run(folder, "--apply", "journal", more)
    assert (done.returncode, b"do not go together" in done.stderr) == (2, True)
    assert (folder / "a.txt").read_bytes() == DIRTY


def test_the_encoding_of_what_a_journal_names_is_found(folder: Path) -> None:
    text = "\u0420\u0430\u0441\u0441\u043a\u0430\u0437 \u043e \u0440\u0435\u043a\u0435. " * 20
    (folder / "a.txt").write_bytes(("a b\n" + text).encode("cp1251"))
    edit = {"start": 1, "end": 2, "old": " ", "new": ""}
    (folder / "journal").write_text(json.dumps({"file": "a.txt", "edits": [edit]}))
    done = run(folder, "--apply", "journal", "--encoding", "auto")
    assert (done.returncode, b"a.txt: read as cp1251" in done.stderr) == (0, True)
    assert (folder / "a.txt").read_bytes() == ("ab\n" + text).encode("cp1251")
