"""Folders, kinds of files, statistics, journals: the real command on real folders."""

import json
import os
import re
import subprocess
import sys
import time
from pathlib import Path

import pytest

from cleantext.cli.kinds import TYPES, is_code
from tests.tools import amount, shown_on

COMMAND = [sys.executable, "-m", "cleantext"]
DIRTY = "He went home.Peter stayed in a important meeting; othre\u00a0people.\n"
CLEAN = "He went home. Peter stayed in an important meeting; other people.\n"


def run(cwd: Path, *args: str, stdin: bytes = b"") -> "subprocess.CompletedProcess[bytes]":
    command = [*COMMAND, *args]
    return subprocess.run(command, cwd=cwd, input=stdin, capture_output=True, timeout=120)


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A repository with all that a walk meets."""
    files = {
        ".gitignore": "*.log\n!keep.log\n/build/\n",
        ".ignore": "drafts\n",
        "a.md": DIRTY,
        "sub/b.txt": DIRTY,
        "sub/.gitignore": "c.txt\n!d.log\n",
        "sub/c.txt": DIRTY,
        "sub/d.log": DIRTY,
        "x.log": DIRTY,
        "keep.log": DIRTY,
        "build/e.txt": DIRTY,
        "drafts/f.txt": DIRTY,
        ".hidden/g.txt": DIRTY,
        ".env": DIRTY,
        "main.py": "teh = 1  # othre\u200b\n",
        "conf.yaml": "key: teh value\u200b\n",
        "image.bin": "\0\1",
    }
    root = tmp_path / "tree"
    (root / ".git" / "info").mkdir(parents=True)
    (root / ".git" / "info" / "exclude").write_text("excluded.txt\n", encoding="utf-8")
    for name, text in (files | {"excluded.txt": DIRTY}).items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    (root / "link.txt").symlink_to("a.md")
    (root / "loop").symlink_to(".")
    return root


WALKED = {"a.md", "conf.yaml", "image.bin", "keep.log", "main.py", "sub/b.txt", "sub/d.log"}


def listed(cwd: Path, *args: str) -> set[str]:
    done = run(cwd, "--files", *args)
    assert done.returncode == 0, done.stderr
    return {os.path.normpath(line) for line in done.stdout.decode().splitlines()}


def test_a_folder_is_walked_as_git_sees_it(tree: Path) -> None:
    assert listed(tree, ".") == WALKED
    # From within, and named from outside, what stands above counts as well.
    assert listed(tree / "sub", ".") == {"b.txt", "d.log"}
    assert listed(tree.parent, "tree/sub") == {"tree/sub/b.txt", "tree/sub/d.log"}
    # What is named by hand is read, whatever it is.
    assert listed(tree, "x.log", "build", ".env", "link.txt") == {
        "x.log", "build/e.txt", ".env", "link.txt",
    }  # fmt: skip


def test_what_is_wanted_of_a_folder(tree: Path) -> None:
    assert listed(tree, "--include", "*.txt", ".") == {"sub/b.txt"}
    assert listed(tree, "-t", "md,py", ".") == {"a.md", "main.py"}
    assert listed(tree, "--exclude", "sub/", "--exclude", "*.bin", ".") == {
        "a.md", "conf.yaml", "keep.log", "main.py",
    }  # fmt: skip
    assert {"x.log", ".env", "drafts/f.txt", "sub/c.txt"} <= listed(tree, "--no-ignore", ".")
    assert b"no type 'mdd'; near: md" in run(tree, "--files", "-t", "mdd", ".").stderr


def test_what_was_passed_by_is_told_once(tree: Path) -> None:
    done = run(tree, "--check", ".")
    assert done.returncode == 1
    assert done.stderr.decode().splitlines() == [
        "cleantext: passed by: 6 hidden, 5 ignored, 1 binary, 2 links (named ones are read)",
        "cleantext: 6 of 6 files would be changed, 18 edits",
    ]
    assert run(tree, "--check", "-q", ".").stderr == b""


@pytest.mark.parametrize("jobs", ["-j1", "-j3"])
def test_a_broken_file_does_not_stop_the_rest(tree: Path, jobs: str) -> None:
    (tree / "b.txt").write_bytes(b"\xff\n")
    (tree / "c.txt").write_bytes(b"")
    done = run(tree, "-i", jobs, ".")
    assert done.returncode == 2
    assert b"cleantext: ./b.txt: byte FF at offset 0" in done.stderr
    assert (tree / "a.md").read_text(encoding="utf-8") == CLEAN
    assert (tree / "sub" / "b.txt").read_text(encoding="utf-8") == CLEAN
    assert (tree / "x.log").read_text(encoding="utf-8") == DIRTY
    # In what machines read only what nobody wrote on purpose goes.
    assert (tree / "main.py").read_text(encoding="utf-8") == "teh = 1  # othre\n"
    assert (tree / "conf.yaml").read_text(encoding="utf-8") == "key: teh value\n"


def test_a_folder_needs_a_deed(tree: Path) -> None:
    done = run(tree, ".")
    assert (done.returncode, done.stdout) == (2, b"")
    assert b"a folder: say what to do" in done.stderr


def test_a_folder_that_cannot_be_read_is_told(tree: Path) -> None:
    (tree / "closed").mkdir()
    (tree / "closed" / "a.txt").write_text(DIRTY, encoding="utf-8")
    (tree / "closed").chmod(0)
    rights = ["setpriv", "--bounding-set=-all", "--inh-caps=-all"] if os.geteuid() == 0 else []
    done = subprocess.run([*rights, *COMMAND, "--check", "."], cwd=tree, capture_output=True)
    (tree / "closed").chmod(0o700)
    assert done.returncode == 2
    assert b"./closed: Permission denied" in done.stderr
    assert b"./a.md\n" in done.stdout


def test_a_preset_that_is_named_is_for_all_kinds(tree: Path) -> None:
    assert run(tree, "--preset", "default", "--select", "TYP", "conf.yaml").returncode == 0
    assert run(tree, "conf.yaml").stdout.decode() == "key: teh value\n"
    shown = run(tree, "-", stdin=(tree / "a.md").read_bytes()).stdout.decode()
    assert shown == CLEAN


def test_settings_by_glob(tree: Path) -> None:
    (tree / "cleantext.toml").write_text(
        'ignore = ["SPC"]\n[per-file."sub/*"]\nignore = ["typos"]\n'
        '[per-file."*.yaml"]\npreset = "corpus"\n',
        encoding="utf-8",
    )
    no_gaps = CLEAN.replace(". Peter", ".Peter")
    assert run(tree, "a.md").stdout.decode() == no_gaps
    assert run(tree, "sub/b.txt").stdout.decode() == DIRTY.replace("\u00a0", " ")
    assert run(tree / "sub", "b.txt").stdout.decode() == DIRTY.replace("\u00a0", " ")
    for jobs in ("-j1", "-j2"):
        assert run(tree, "-i", jobs, "sub/b.txt", "a.md").returncode == 0
        assert (tree / "a.md").read_text(encoding="utf-8") == no_gaps
        assert (tree / "sub" / "b.txt").read_text(encoding="utf-8") == DIRTY.replace("\u00a0", " ")
    dumped = run(tree, "--dump-config")
    (tree / "cleantext.toml").write_bytes(dumped.stdout)
    assert run(tree, "--dump-config").stdout == dumped.stdout
    (tree / "cleantext.toml").write_text('[per-file."*.md"]\nignroe = ["SPC"]\n', encoding="utf-8")
    done = run(tree, "a.md")
    assert done.returncode == 2
    assert b"per-file.'*.md': no key 'ignroe'; near: ignore" in done.stderr


def test_statistics(tree: Path) -> None:
    done = run(tree, "-q", "--stats=json", "-t", "md", "-t", "txt", ".")
    data = json.loads(done.stderr)
    assert (data["files"], data["changed"]) == (4, 4)
    assert data["rules"]["SPC510"] == {"edits": 4, "files": 4, "characters": 0}
    assert data["rules"]["TYP403"] == {"edits": 4, "files": 4, "characters": 4}
    shown = run(tree, "--stats", "a.md").stderr.decode()
    assert "       1        1        0 SPC510 sentence-gap\n" in shown


def test_kinds() -> None:
    assert not any(is_code(f"a.{name}") for name in ("md", "txt", "html", "po", "srt", "unknown"))
    assert all(is_code(f"a.{name}") for name in ("py", "yaml", "json", "csv", "toml", "c"))
    assert len({glob for globs in TYPES.values() for glob in globs}) > 100


def test_sarif_holds_each_edit_and_its_fix(tree: Path) -> None:
    for jobs in ("-j1", "-j2"):
        log = json.loads(run(tree, "-q", "--explain=sarif", jobs, ".").stdout)
        [runs] = log["runs"]
        assert runs["columnKind"] == "unicodeCodePoints"
        assert len(runs["results"]) == 14
        names = {rule["id"] for rule in runs["tool"]["driver"]["rules"]}
        for result in runs["results"]:
            assert result["ruleId"] in names
            [location] = result["locations"]
            place = location["physicalLocation"]
            path = tree / place["artifactLocation"]["uri"]
            region = place["region"]
            line = path.read_text(encoding="utf-8").split("\n")[region["startLine"] - 1]
            assert 1 <= region["startColumn"] <= region["endColumn"] <= len(line) + 1
    empty = json.loads(run(tree, "-q", "--explain=sarif", "image.bin").stdout)
    assert empty["runs"][0]["results"] == []


def test_annotations_for_github(tree: Path) -> None:
    evil = "a%,:b\n.md"
    (tree / evil).write_text("o\u200bne\n", encoding="utf-8")
    lines = run(tree, "-q", "--explain=github", evil).stdout.decode().splitlines()
    assert len(lines) == 1
    assert lines[0].startswith("::warning file=a%25%2C%3Ab%0A.md,line=1,col=2,title=INV213::delete")


@pytest.mark.skipif(sys.platform != "linux", reason="pipes and devices as Linux has them")
def test_patterns_that_are_no_file_or_no_pattern_name_nothing(tmp_path: Path) -> None:
    """A stranger's folder: `.gitignore` may be a pipe that nobody writes to, or have no end."""
    (tmp_path / ".git").mkdir()
    (tmp_path / "a.md").write_text(DIRTY, encoding="utf-8")
    (tmp_path / "b.md").write_text(DIRTY, encoding="utf-8")
    path, other = tmp_path / ".gitignore", tmp_path / ".ignore"
    os.mkfifo(path)
    other.symlink_to("/dev/zero")
    assert run(tmp_path, "--check", ".").stdout == b"./a.md\n./b.md\n"
    path.unlink()
    path.write_bytes(b"[z-a]\n!\n\xff\xfe[\nb.md\n")
    assert run(tmp_path, "--check", ".").stdout == b"./a.md\n"


# Taking back


def test_a_run_is_taken_back_and_done_again(tree: Path) -> None:
    before = {path: path.read_bytes() for path in tree.rglob("*") if path.is_file()}
    (tree / "wide.txt").write_bytes("\ufeffo\u200bne\r\n".encode("utf-16-le"))
    wide = (tree / "wide.txt").read_bytes()
    subprocess.run(["gzip", "-k", str(tree / "a.md")], check=True)
    journal = tree.parent / "journal"
    journal.write_bytes(run(tree, "-i", "--explain=json", ".").stdout)
    after = {path: path.read_bytes() for path in before}
    assert after != before
    assert (tree / "wide.txt").read_bytes() == "\ufeffone\r\n".encode("utf-16-le")
    done = run(tree, "--undo", str(journal))
    assert (done.returncode, done.stdout) == (0, b"")
    assert done.stderr.decode().endswith("8 of 8 files taken back, 23 edits\n")
    assert {path: path.read_bytes() for path in before} == before
    assert (tree / "wide.txt").read_bytes() == wide
    assert run(tree, "--apply", str(journal)).returncode == 0
    assert {path: path.read_bytes() for path in before} == after


def test_what_was_done_is_found_again_in_a_file_that_changed(tree: Path) -> None:
    journal = tree.parent / "journal"
    (tree / "a.md").write_text(f"{DIRTY}\nWe saw a old house.\n", encoding="utf-8")
    journal.write_bytes(run(tree, "-i", "--explain=json", "a.md", "sub/b.txt").stdout)
    rest = "\nWe saw an old house.\n"
    assert (tree / "a.md").read_text(encoding="utf-8") == CLEAN + rest
    (tree / "a.md").write_text(f"More.\n{CLEAN}\nWe saw it.\n", encoding="utf-8")
    (tree / "sub" / "b.txt").write_text("Nothing of it.\n", encoding="utf-8")
    done = run(tree, "--undo", str(journal))
    assert done.returncode == 2
    assert b"a.md: 1 of 4 edits are not found and stay" in done.stderr
    assert b"sub/b.txt: has changed since it was cleaned" in done.stderr
    changed = (tree / "a.md").read_text(encoding="utf-8")
    assert changed == f"More.\n{DIRTY}\nWe saw it.\n"
    # An edit is made only where the file is what it was.
    done = run(tree, "--apply", str(journal))
    assert done.returncode == 2
    assert b"a.md: has changed since the edits were written down" in done.stderr


def test_some_edits_of_a_run_are_taken_back(tree: Path) -> None:
    """A person takes edits out of the journal."""
    text = "o\u200bne, two\n" * 3 + DIRTY.replace("\u00a0", " ")
    (tree / "a.md").write_text(text, encoding="utf-8")
    data = json.loads(run(tree, "-i", "--explain=json", "a.md").stdout)
    data["edits"] = [edit for edit in data["edits"] if "TYP" in edit["rules"][0]]
    done = run(tree, "--undo", "-", stdin=json.dumps(data).encode())
    assert done.returncode == 0, done.stderr
    wanted = text.replace("\u200b", "").replace("home.P", "home. P")
    assert (tree / "a.md").read_text(encoding="utf-8") == wanted


def test_lines_that_are_alike_are_taken_back_each(tree: Path) -> None:
    text = "o\u200bne, two\u200b and \u00a0three\n" * 20
    (tree / "a.md").write_text(text, encoding="utf-8")
    journal = run(tree, "-i", "--explain=json", "a.md").stdout
    assert "\u200b" not in (tree / "a.md").read_text(encoding="utf-8")
    done = run(tree, "--undo", "-", stdin=journal)
    assert (done.returncode, b"not found" in done.stderr) == (0, False)
    assert (tree / "a.md").read_text(encoding="utf-8") == text


def test_edits_that_a_person_has_picked(tree: Path) -> None:
    data = json.loads(run(tree, "--explain=json", "a.md").stdout)
    data["edits"] = [edit for edit in data["edits"] if "SPC510" in edit["rules"]]
    done = run(tree, "--apply", "-", stdin=json.dumps(data).encode())
    assert done.returncode == 0
    assert (tree / "a.md").read_text(encoding="utf-8") == DIRTY.replace(".Peter", ". Peter")


@pytest.mark.parametrize(
    "text",
    ["[]", "{", '{"file": "a.md"}', '{"file": "a.md", "edits": [{"start": 5, "end": 3}]}',
     '{"file": "a.md", "edits": [{"start": -1, "end": 0, "old": "x", "new": ""}]}', "[" * 100_000],
)  # fmt: skip
def test_a_journal_that_is_none(tree: Path, text: str) -> None:
    done = run(tree, "--apply", "-", stdin=text.encode())
    assert done.returncode == 2
    assert b"line 1 is none of --explain=json" in done.stderr
    assert (tree / "a.md").read_text(encoding="utf-8") == DIRTY


# Progress

MANY = amount(4_000, 400)


def with_slow_input(tree: Path, stderr: int, *args: str) -> "subprocess.Popen[bytes]":
    """The command while an input of its takes a second; it is waited for."""
    os.mkfifo(tree / "slow")
    command = [*COMMAND, *args, "--check", "--select", "INV,NRM", "slow", "a.md"]
    process = subprocess.Popen(command, cwd=tree, stdout=subprocess.DEVNULL, stderr=stderr)
    with process, (tree / "slow").open("wb", 0) as file:
        for _ in range(3):
            file.write(DIRTY.encode() * MANY)
            time.sleep(0.5)
    (tree / "slow").unlink()
    return process


def test_progress_is_shown_when_it_takes_long_and_leaves_no_line(tree: Path) -> None:
    for when, is_shown in (("always", True), ("auto", False), ("never", False)):
        with (tree.parent / "stderr").open("w+b") as file:
            with_slow_input(tree, file.fileno(), f"--progress={when}")
            file.seek(0)
            shown = file.read().decode()
        found = re.search(r"\r\x1b\[K\d of 2 files, \d+\.\d of \d+\.\d MB, \d+\.\d MB/s", shown)
        assert bool(found) == is_shown
        assert ("\x1b" in shown) == is_shown
        assert shown.endswith(f"cleantext: 2 of 2 files would be changed, {3 * MANY + 1} edits\n")
        assert "\n" not in shown[: shown.index("cleantext:")]


def test_progress_is_for_terminals(tree: Path) -> None:
    import pty

    for args, is_shown in (([], True), (["-q"], False)):
        parent, child = pty.openpty()
        with_slow_input(tree, child, *args)
        os.close(child)
        assert (b" MB/s" in shown_on(parent)) == is_shown


def test_names_do_not_stand_behind_the_line_of_progress(tree: Path) -> None:
    import pty

    parent, child = pty.openpty()
    os.mkfifo(tree / "slow")
    command = [*COMMAND, "--check", "--select", "INV,NRM", "slow", "a.md"]
    process = subprocess.Popen(command, cwd=tree, stdout=child, stderr=child)
    with process, (tree / "slow").open("wb", 0) as file:
        for _ in range(3):
            file.write(DIRTY.encode() * MANY)
            time.sleep(0.5)
    os.close(child)
    shown = os.read(parent, 65536).decode()
    os.close(parent)
    assert " MB/s" in shown
    assert "\r\x1b[Kslow\r\n" in shown
    assert "MB/sslow" not in shown


SMALL = {
    "clean.txt": "All is well here.\n",
    "dirty.txt": DIRTY,
    "marked.txt": "\ufeffAll is well here.\n",
    "kept.md": f"<!-- cleantext: off -->\n{DIRTY}",
    "row.jsonl": '{"text": "He went home.Peter stayed."}\n',
    "cue.srt": f"1\n00:00:01,000 --> 00:00:02,000\n{DIRTY}",
    "empty.txt": "",
    "code.py": "teh = 1\n",
}
RAW = {
    "wide.txt": DIRTY.encode("utf-16"),
    "clean-wide.txt": "All is well here.\n".encode("utf-16"),
    "latin1.txt": b"caf\xe9\n",
    "binary.txt": b"All is well\0here.\n",
}


@pytest.mark.parametrize("args", [["--check"], ["--check", "-q"], ["--stats"], ["-i", "--stats"]])
def test_small_files_are_seen_as_others_are(tmp_path: Path, args: list[str]) -> None:
    """What is clean and small is left at once: the same is told and done as without that."""
    slowly = (
        "import sys; from cleantext import cli; from cleantext.cli import work; work._SMALL = 0; "
        "sys.exit(cli.main(sys.argv[1:]))"
    )
    found = []
    for number, command in enumerate((COMMAND, [sys.executable, "-c", slowly])):
        folder = tmp_path / str(number)
        folder.mkdir()
        for name, data in (RAW | {name: text.encode() for name, text in SMALL.items()}).items():
            (folder / name).write_bytes(data)
        done = subprocess.run([*command, "--isolated", *args, "."], cwd=folder, capture_output=True)
        left = {path.name: path.read_bytes() for path in folder.iterdir()}
        found.append((done.returncode, done.stdout, done.stderr, left))
    assert found[0] == found[1]
    assert found[0][0] == 2  # latin1.txt
