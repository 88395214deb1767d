"""`cmd/*.toml`: what the command does, as data.

    [[case]]
    name, args, stdin, files = {...}, env = {...}      what is given
    stdout, stderr, status, after = {...}            what must come; `after`: files that differ

`stdout` and `stderr` are "" unless said; `[..]` in them stands for anything. Text that begins with
`hex:` is bytes. `pipe = true`: in a process of its own, through real pipes, too.
"""

import io
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

from cleantext.cli import main
from cleantext.cli.about import help_text
from cleantext.cli.args import Args, parse
from cleantext.cli.flags import FLAGS

FOLDER = Path(__file__).parent / "cmd"
KEYS = {
    "name", "args", "stdin", "files", "env", "stdout", "stderr", "status", "after", "pipe",
}  # fmt: skip


def load() -> list[Any]:
    params = []
    for path in sorted(FOLDER.glob("*.toml")):
        for case in tomllib.loads(path.read_text(encoding="utf-8"))["case"]:
            assert set(case) <= KEYS, (path, set(case) - KEYS)
            params.append(pytest.param(case, id=f"{path.stem}-{case['name'].replace(' ', '-')}"))
    return params


def as_bytes(text: str) -> bytes:
    return bytes.fromhex(text[4:]) if text.startswith("hex:") else text.encode()


def check_text(name: str, found: bytes, wanted: str) -> None:
    if wanted.startswith("hex:"):
        assert found == as_bytes(wanted), name
        return
    pattern = ".*".join(re.escape(part) for part in wanted.split("[..]"))
    if not re.fullmatch(pattern, found.decode(), re.DOTALL):
        assert found.decode() == wanted, name


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder, where no configuration and no wish for colour reaches."""
    folder = tmp_path / "work"
    folder.mkdir()
    (tmp_path / "cleantext.toml").write_text("", encoding="utf-8")
    monkeypatch.chdir(folder)
    for name in ("NO_COLOR", "FORCE_COLOR", "CLEANTEXT_DEBUG"):
        monkeypatch.delenv(name, raising=False)
    return folder


def prepare(case: dict[str, Any], folder: Path) -> None:
    for name, text in case.get("files", {}).items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(as_bytes(text))


def check(case: dict[str, Any], folder: Path, status: int, stdout: bytes, stderr: bytes) -> None:
    check_text("stderr", stderr, case.get("stderr", ""))
    check_text("stdout", stdout, case.get("stdout", ""))
    assert status == case.get("status", 0)
    wanted = {name: as_bytes(text) for name, text in case.get("files", {}).items()}
    wanted |= {name: as_bytes(text) for name, text in case.get("after", {}).items()}
    found = {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }
    assert found == wanted


def run_here(
    monkeypatch: pytest.MonkeyPatch, args: list[str], stdin: bytes = b""
) -> tuple[int, bytes, bytes]:
    """Status, standard output and standard error of the command in this process."""
    streams = {}
    for name, data in (("stdin", stdin), ("stdout", b""), ("stderr", b"")):
        streams[name] = io.BytesIO(data)
        monkeypatch.setattr(
            sys, name, io.TextIOWrapper(streams[name], "utf-8", newline="", write_through=True)
        )
    status = main(args)
    return status, streams["stdout"].getvalue(), streams["stderr"].getvalue()


@pytest.mark.parametrize("case", load())
def test_case(case: dict[str, Any], place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    prepare(case, place)
    for name, value in case.get("env", {}).items():
        monkeypatch.setenv(name, value)
    stdin = as_bytes(case.get("stdin", ""))
    check(case, place, *run_here(monkeypatch, case["args"], stdin))


@pytest.mark.parametrize("case", [p for p in load() if p.values[0].get("pipe")])
def test_case_through_pipes(case: dict[str, Any], place: Path) -> None:
    prepare(case, place)
    done = subprocess.run(
        [sys.executable, "-m", "cleantext", *case["args"]],
        input=as_bytes(case.get("stdin", "")),
        capture_output=True,
        env=os.environ | case.get("env", {}),
        check=False,
    )
    check(case, place, done.returncode, done.stdout, done.stderr)


def test_every_flag_has_a_field_and_stands_in_the_help() -> None:
    help = help_text()
    for flag in FLAGS:
        assert flag.field in Args._fields
        assert re.search(rf"--{flag.long}\b", help)
    assert {flag.field for flag in FLAGS} | {"paths"} == set(Args._fields)
    assert all(len(line) <= 100 for line in help.splitlines())


def test_hooks_give_flags_that_exist() -> None:
    path = Path(__file__).parents[1] / ".pre-commit-hooks.yaml"
    entries = re.findall(r"entry: cleantext (.*)", path.read_text(encoding="utf-8"))
    assert entries
    for entry in entries:
        assert parse([*entry.split(), "a.txt"]).paths == ("a.txt",)


def test_what_is_not_needed_is_not_loaded(place: Path) -> None:
    (place / "a.txt").write_text("hello\n", encoding="utf-8")
    heavy = {
        "argparse", "concurrent.futures", "difflib", "ftfy", "hypothesis", "importlib.metadata",
        "json", "multiprocessing", "shutil", "tempfile", "tomllib", "unicodedata2",
    }  # fmt: skip
    script = (
        "import sys; from cleantext.cli import main; status = main(['--isolated', 'a.txt']);"
        f"sys.exit(status or ' '.join(sorted({heavy!r} & set(sys.modules))) or 0)"
    )
    done = subprocess.run([sys.executable, "-I", "-c", script], capture_output=True, check=False)
    assert (done.stderr, done.stdout, done.returncode) == (b"", b"hello\n", 0)
