"""Where the command finds itself: odd files, full disks, a folder that is gone, other settings.

No traceback, no loss, and a plain line that says what, where, and what to do.
"""

import json
import os
import resource
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from cleantext.cli import main

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="surroundings as Linux has them")

COMMAND = [sys.executable, "-m", "cleantext", "--isolated"]
DIRTY = b"one\xe2\x80\x8b line of text that is clean otherwise\n"
CLEAN = DIRTY.replace(b"\xe2\x80\x8b", b"")
EMPTY: Mapping[str, str] = {}


def run(
    cwd: Path, *args: str | bytes, limit: int = 0, env: Mapping[str, str] = EMPTY
) -> "subprocess.CompletedProcess[bytes]":
    """The command; with a limit no file becomes longer, as on a disk that is full."""

    def limited() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    return subprocess.run(
        [*COMMAND, *args], cwd=cwd, stdin=subprocess.DEVNULL, capture_output=True, timeout=60,
        env={**os.environ, **env}, preexec_fn=limited if limit else None,
    )  # fmt: skip


def is_plain(message: bytes) -> bool:
    return b"Traceback" not in message and b"internal error" not in message


@pytest.mark.parametrize("args", [["-i"], ["-i.bak"], ["--interactive"], ["--undo", "journal"]])
def test_a_pipe_with_a_name_is_not_waited_for_to_be_refused(
    tmp_path: Path, args: list[str]
) -> None:
    os.mkfifo(tmp_path / "pipe")
    edit = {"start": 0, "end": 0, "old": "", "new": "x"}
    entry = {"file": "pipe", "edits": [edit]}
    (tmp_path / "journal").write_text(json.dumps(entry), encoding="utf-8")
    done = run(tmp_path, *args, *([] if "--undo" in args else ["pipe"]))
    assert done.returncode == 2
    if args != ["--interactive"]:  # which needs a terminal first
        assert b"pipe: is not a regular file; it cannot be changed in place" in done.stderr


def test_a_pipe_with_a_name_is_read_and_written(tmp_path: Path) -> None:
    for name in ("in", "out"):
        os.mkfifo(tmp_path / name)
    command = [*COMMAND, "-o", "out", "in"]
    with subprocess.Popen(command, cwd=tmp_path, stderr=subprocess.PIPE) as process:
        (tmp_path / "in").write_bytes(DIRTY)
        assert (tmp_path / "out").read_bytes() == CLEAN
        assert process.stderr and process.stderr.read() == b""
    assert process.returncode == 0


def test_a_journal_that_cannot_be_written_is_named_and_stays_whole(tmp_path: Path) -> None:
    names = [f"{k}.txt" for k in range(9)]
    for name in names:
        (tmp_path / name).write_bytes(DIRTY)
    done = run(tmp_path, "-i", "--resume", "state", *names, limit=500)
    assert done.returncode == 2
    assert b"cleantext: --resume state: cannot be written: File too large" in done.stderr
    assert is_plain(done.stderr)
    # each file is old or new, and what is said to be done is
    texts = [(tmp_path / name).read_bytes() for name in names]
    assert set(texts) == {DIRTY, CLEAN}
    lines = (tmp_path / "state").read_bytes().splitlines(keepends=True)
    assert all(line.endswith(b"\n") and json.loads(line) for line in lines)
    assert 0 < len(lines) - 1 <= texts.count(CLEAN)
    done = run(tmp_path, "-i", "--resume", "state", *names)
    assert done.returncode == 0
    assert {(tmp_path / name).read_bytes() for name in names} == {CLEAN}
    assert not (tmp_path / "state").exists()


def test_a_journal_that_cannot_be_begun_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(DIRTY)
    for name, limit, said in (
        ("state", 20, b"--resume state: cannot be written: File too large"),
        ("/dev/full", 0, b"--resume /dev/full: is not a regular file"),
        ("/dev/null", 0, b"--resume /dev/null: is not a regular file"),
        (".", 0, b"--resume .: Is a directory"),
        ("no/such", 0, b"--resume no/such: No such file or directory"),
    ):
        done = run(tmp_path, "-i", "--resume", name, "a.txt", limit=limit)
        assert done.returncode == 2
        assert said in done.stderr
        assert (tmp_path / "a.txt").read_bytes() == DIRTY
    assert run(tmp_path, "-iq", "--resume", "state", "a.txt").returncode == 0


@pytest.mark.parametrize("where", ["out.txt", "no/such/folder/out.txt", "/proc/out.txt"])
def test_an_output_that_cannot_be_written_is_the_one_that_is_named(
    tmp_path: Path, where: str
) -> None:
    (tmp_path / "a.txt").write_bytes(DIRTY * 1000)
    done = run(tmp_path, "-o", where, "a.txt", limit=8_000)
    assert done.returncode == 2
    assert f"cannot write {where}: ".encode() in done.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.txt"]


def test_an_output_that_is_a_loop_of_links_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(DIRTY)
    (tmp_path / "one").symlink_to("two")
    (tmp_path / "two").symlink_to("one")
    done = run(tmp_path, "-o", "one", "a.txt")
    assert done.returncode == 2
    assert b"cannot write one: Too many levels of symbolic links" in done.stderr
    for args in (["one"], ["-i", "one"]):
        done = run(tmp_path, *args)
        assert b"cleantext: one: Too many levels of symbolic links" in done.stderr
    assert run(tmp_path, "-i", ".").returncode == 0  # links are passed by in folders
    assert (tmp_path / "a.txt").read_bytes() == CLEAN


@pytest.mark.parametrize("suffix", ["", ".bak"])
def test_a_file_that_the_system_does_not_let_go(
    tmp_path: Path,
    suffix: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """As one that may only be appended to (`chattr +a`)."""
    path = tmp_path / "a.txt"
    path.write_bytes(DIRTY)

    def refuse(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "replace", refuse)
    assert main(["--isolated", f"-i{suffix}", str(path)]) == 2
    assert "a.txt: cannot write it: Operation not permitted; left as it is" in (
        capsys.readouterr().err
    )
    assert path.read_bytes() == DIRTY
    assert [child.name for child in tmp_path.iterdir()] == ["a.txt"]
    (tmp_path / "a.txt.bak").write_bytes(b"older")
    assert main(["--isolated", f"-i{suffix}", str(path)]) == 2
    assert path.read_bytes() == DIRTY


def test_a_working_folder_that_is_gone_hinders_nothing(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(DIRTY)
    for args, status in ((["--check", str(path)], 1), (["-i", str(path)], 0), (["b.txt"], 2)):
        line = f"mkdir {tmp_path}/gone; cd {tmp_path}/gone; rmdir {tmp_path}/gone; "
        command = " ".join([sys.executable, "-m", "cleantext", *args])
        done = subprocess.run(["bash", "-c", line + command], capture_output=True, timeout=60)
        assert done.returncode == status, done.stderr
        assert is_plain(done.stderr)
    assert path.read_bytes() == CLEAN


SETTINGS: dict[str, dict[str, str]] = {
    "C": {"LC_ALL": "C"},
    "POSIX, bytes as ASCII": {
        "LC_ALL": "POSIX", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"
    },
    "streams in ASCII": {"PYTHONIOENCODING": "ascii:strict"},
    "streams in UTF-16": {"PYTHONIOENCODING": "utf-16-le"},
    "a locale that there is not": {"LC_ALL": "xx_YY.utf9"},
    "no folder for temporary files": {"TMPDIR": "/no/such"},
    "no columns": {"COLUMNS": "0", "LINES": "x"},
    "an empty home": {"HOME": ""},
    "warnings are errors": {"PYTHONWARNINGS": "error", "PYTHONDEVMODE": "1"},
    "no docstrings": {"PYTHONOPTIMIZE": "2"},
}  # fmt: skip


@pytest.mark.parametrize("name", SETTINGS)
def test_settings_do_not_change_what_is_done(tmp_path: Path, name: str) -> None:
    """Bytes in, bytes out: neither texts nor names for programs depend on the locale."""
    names = (b"n\xc3\xa9.txt", b"n\xff.txt")
    paths = [Path(os.fsdecode(bytes(tmp_path) + b"/" + odd)) for odd in names]
    for path in paths:
        path.write_bytes(b"caf\xc3\xa9 " + DIRTY)
    env = SETTINGS[name]
    done = run(tmp_path, *names, env=env)
    assert (done.returncode, done.stdout) == (0, (b"caf\xc3\xa9 " + CLEAN) * 2)
    for what in ("--check", "--files"):
        done = run(tmp_path, what, "--exit-zero", *names, "missing", env=env)
        assert done.stdout == b"".join(odd + b"\n" for odd in names) + (
            b"missing\n" if what == "--files" else b""
        )
        assert is_plain(done.stderr)
    done = run(tmp_path, "-iq", *names, env=env)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    assert {path.read_bytes() for path in paths} == {b"caf\xc3\xa9 " + CLEAN}


def test_nothing_is_needed_of_the_environment(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(DIRTY)
    command = [sys.executable, "-m", "cleantext", "--check", "a.txt"]
    kept = {k: v for k, v in os.environ.items() if k in ("PYTHONPATH", "COVERAGE_PROCESS_START")}
    done = subprocess.run(command, cwd=tmp_path, env=kept, capture_output=True)
    assert (done.returncode, done.stdout) == (1, b"a.txt\n")


@pytest.mark.parametrize(
    ("line", "status"),
    [
        ("-", 2), ("--files-from -", 2), ("--apply -", 2), ("--check a.txt -", 2), ("-i a.txt", 0),
        ("--interactive a.txt", 2), ("-j2 -i a.txt", 0), ("", 2),
    ],
)  # fmt: skip
def test_standard_input_that_is_closed(tmp_path: Path, line: str, status: int) -> None:
    (tmp_path / "a.txt").write_bytes(DIRTY)
    command = " ".join([*COMMAND, line, "<&-"])
    done = subprocess.run(["bash", "-c", command], cwd=tmp_path, capture_output=True, timeout=60)
    assert done.returncode == status
    assert is_plain(done.stderr)
    if line.endswith("-"):
        assert b"cleantext: standard input is closed" in done.stderr
    assert (tmp_path / "a.txt").read_bytes() == (CLEAN if "-i " in line else DIRTY)
