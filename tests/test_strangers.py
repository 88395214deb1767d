"""What a stranger's file can do: names that would drive a terminal, configurations that would hang.

Real files, a real terminal; the command in a process of its own, as its user starts it.
"""

import json
import os
import re
import subprocess
import sys
import time
import tomllib
from pathlib import Path

import pytest

from cleantext import PatternError, Pipeline, presets
from cleantext.patterns import LARGEST, LONGEST, SECONDS
from tests.tools import shown_on

pytestmark = pytest.mark.skipif(os.name != "posix", reason="names as POSIX allows them")

COMMAND = [sys.executable, "-m", "cleantext"]
EVIL = "a\x1b]0;owned\x07\nb\u202e\x9b31m\u2028\u200b.txt"
SHOWN = (
    "a\u27e8ESC U+001B\u27e9]0;owned\u27e8U+0007\u27e9\u27e8LF U+000A\u27e9"
    "b\u27e8RLO U+202E\u27e9\u27e8U+009B\u27e931m\u27e8LS U+2028\u27e9\u27e8ZWSP U+200B\u27e9.txt"
)


def run(
    *args: str, cwd: Path, stdin: bytes = b"", timeout: float = 60
) -> "subprocess.CompletedProcess[bytes]":
    return subprocess.run(
        [*COMMAND, *args], cwd=cwd, input=stdin, capture_output=True, timeout=timeout
    )


def on_terminal(*args: str, cwd: Path) -> str:
    """What the command shows on a terminal, input from nowhere."""
    import pty

    parent, child = pty.openpty()
    with subprocess.Popen(
        [*COMMAND, *args], cwd=cwd, stdin=subprocess.DEVNULL, stdout=child, stderr=child
    ):
        os.close(child)
        return shown_on(parent).decode()


def is_tame(text: str) -> bool:
    return all(line.isprintable() for line in text.split("\n"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "work"
    (folder / ".git").mkdir(parents=True)  # so that nothing above is looked at
    (folder / EVIL).write_text("o\u200bne\n", encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    "args",
    [
        ["--explain", EVIL],
        ["--explain=long", EVIL],
        ["--diff", EVIL],
        ["--hidden", EVIL],
        ["missing" + EVIL],
        ["--files-from", "missing" + EVIL],
        ["--config", EVIL, "x"],
        ["--config", "missing" + EVIL, "x"],
        ["--" + EVIL],
        ["--check=" + EVIL],
        ["--errors", EVIL],
        ["--encoding", EVIL, "x"],
        ["--preset", EVIL, "x"],
        ["--select", EVIL, "x"],
        ["--option", EVIL, "x"],
        ["--option", EVIL + "=1", "x"],
        ["--protect", EVIL + "(", "x"],
        ["--rule", EVIL],
        ["--jobs", EVIL, "x"],
        ["-\x1b", "x"],
        ["-i" + EVIL.replace("/", ""), "--to", "ascii", EVIL],
        ["-o", "no/such/" + EVIL, EVIL],
    ],
    ids=str,
)
def test_no_name_drives_the_terminal(folder: Path, args: list[str]) -> None:
    done = run(*args, cwd=folder)
    stdout, stderr = done.stdout.decode(), done.stderr.decode()
    assert is_tame(stdout)
    assert is_tame(stderr)
    assert stderr.count("\n") <= 1  # nobody forges a line
    assert stdout + stderr


def test_names_are_named_not_changed(folder: Path) -> None:
    assert run("--explain", EVIL, cwd=folder).stdout.decode().startswith(f"{SHOWN}:1:2: INV213")
    assert run("-q", "--check", EVIL, "--explain=json", cwd=folder)
    # Programs get the name as it is, people on a terminal see what it is.
    assert run("-q", "--check", EVIL, "--", cwd=folder).stdout == b""
    assert run("--check", EVIL, cwd=folder).stdout == EVIL.encode() + b"\n"
    data = json.loads(run("--explain=json", EVIL, cwd=folder).stdout)
    assert data["file"] == EVIL
    assert SHOWN + "\r\n" in on_terminal("--check", EVIL, cwd=folder)


def test_keys_of_a_configuration_are_shown_tamely(folder: Path) -> None:
    (folder / "cleantext.toml").write_text('"\\u001b[31m\\n\\u202e" = 1\n', encoding="utf-8")
    done = run(cwd=folder)
    assert is_tame(done.stderr.decode())
    assert done.stderr.count(b"\n") == 1
    assert "\u27e8ESC U+001B\u27e9" in done.stderr.decode() or "\\x1b" in done.stderr.decode()


def test_a_dumped_configuration_shows_all_and_means_the_same(folder: Path) -> None:
    odd = "[\u202e\u200b\ufe0f\U000e0041\x85]"
    (folder / "cleantext.toml").write_text(
        "protect = ['a', \"" + "".join(f"\\U{ord(c):08X}" for c in odd) + '"]\n', encoding="utf-8"
    )
    done = run("--dump-config", cwd=folder)
    assert is_tame(done.stdout.decode())
    assert tomllib.loads(done.stdout.decode())["protect"] == ["a", odd]
    assert str(folder / "cleantext.toml").encode() in done.stdout


def test_revealed_text_drives_nothing(folder: Path) -> None:
    text = "a\rb\x0bc\x0cd\x85e\u2028f\u2029g\x1b[1mh\r\ni\tj\n"
    done = run("--reveal", cwd=folder, stdin=text.encode())
    shown = done.stdout.decode()
    assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029]|\r(?!\n)", shown)
    for name in ("CR U+000D", "U+000B", "U+000C", "NEL U+0085", "LS U+2028", "PS U+2029"):
        assert f"{name}\u27e9" in shown
    assert shown.endswith("\r\ni\tj\n")


# Configurations

HOSTILE = {
    "a number for tool": ("pyproject.toml", "# cleantext\ntool = 5\n", "tool"),
    "a list of tables": ("pyproject.toml", "[[tool.cleantext]]\n", "tool.cleantext"),
    "a number for all tools": (
        "pyproject.toml",
        "tool = 5\n",
        "tool: want a table, not an integer",
    ),
    "a list for all tools": (
        "pyproject.toml",
        "[[tool]]\nx = 1\n",
        "tool: want a table, not an array",
    ),
    "a repeat too large": ("cleantext.toml", "protect=['a{99999999999}']", "protect"),
    "repeats of repeats": ("cleantext.toml", "protect=['(((a{999}){999}){999}){9}']", "protect"),
    "parentheses": ("cleantext.toml", f"protect=['{'(' * 5000}']", "protect"),
    "closed parentheses": ("cleantext.toml", f"protect=['{'(' * 4000}{')' * 4000}']", "protect"),
    "a long pattern": ("cleantext.toml", f"protect=['{'a' * (LONGEST + 1)}']", "protect"),
    "arrays in arrays": ("cleantext.toml", "select=" + "[" * 100_000, "nested too deeply"),
    "tables in tables": ("cleantext.toml", "x=" + "{a=" * 80_000, "nested too deeply"),
    "a key of many parts": ("cleantext.toml", "a" + ".a" * 100_000 + "=1", "line 1"),
    "many long keys": ("cleantext.toml", "".join(f"x{k}{'.a' * 99}=1\n" for k in range(1200)), ""),
    "deep options": ("cleantext.toml", "options" + ".a" * 90 + "=1", "options"),
    "a large file": ("cleantext.toml", "# " + "a" * 1_000_000, "longer than 256 KiB"),
    "an array of numbers": ("cleantext.toml", "ignore=[1]", "ignore"),
    "a preset that is a date": ("cleantext.toml", "preset=1979-05-27", "preset"),
    "an unknown rule": ("cleantext.toml", "select=['INV999x']", "INV999x"),
    "an option that is none": ("cleantext.toml", "[options]\nspacse='keep'", "spacse"),
    "a value that is none": ("cleantext.toml", "[options]\nspaces='kep'", "spaces"),
    "bytes that are no text": ("cleantext.toml", "preset = '\udcff'", "TOML"),
    "words without end": ("cleantext-words.txt", "wrod\n" * 1_000_000, "longer than 4 MiB"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_bad_configuration_is_one_line_that_names_it(tmp_path: Path, name: str) -> None:
    file, text, key = HOSTILE[name]
    (tmp_path / file).write_text(text, encoding="utf-8", errors="surrogateescape")
    begin = time.monotonic()
    done = run("--dump-config", cwd=tmp_path, timeout=20)
    assert time.monotonic() - begin < 12  # on a machine that does other things, too
    message = done.stderr.decode()
    assert done.returncode == 2
    assert message.count("\n") == 1
    assert len(message) < 2_500
    assert str(tmp_path / file) in message
    assert key in message
    assert "internal error" not in message


def test_a_pattern_that_takes_too_long_is_named(tmp_path: Path) -> None:
    (tmp_path / "cleantext.toml").write_text("protect = ['(a|aa)+$']\n", encoding="utf-8")
    text = b"a" * 50 + b"!\xe2\x80\x8b\n"
    for jobs in ("-j1", "-j2"):
        (tmp_path / "a.txt").write_bytes(text)
        (tmp_path / "b.txt").write_bytes(b"o\xe2\x80\x8bne\n")
        done = run("-iq", jobs, "a.txt", "b.txt", cwd=tmp_path)
        message = done.stderr.decode()
        assert done.returncode == 2
        assert message.startswith("cleantext: a.txt: '(a|aa)+$' took more than 2 s")
        assert "without repeats inside repeats" in message
        assert str(tmp_path / "cleantext.toml") in message
        assert message.count("\n") == 1
        assert (tmp_path / "a.txt").read_bytes() == text
        assert (tmp_path / "b.txt").read_bytes() == b"one\n"


def test_patterns_of_the_library_are_bounded_too() -> None:
    with pytest.raises(PatternError, match="more than 100,000 parts"):
        presets.corpus.protect("(a{1000}){101}")
    assert LARGEST == 100_000
    presets.corpus.protect("(?:a{100}){100}", r"\d{4}-\d{2}-\d{2}", "[{1000000}]", r"\{9999999\}")
    slow = presets.corpus.protect("(a|aa)+$")
    begin = time.thread_time()
    with pytest.raises(PatternError, match="took more than"):
        slow("a" * 60 + "!\u200b")
    assert time.thread_time() - begin < SECONDS * 3


def test_patterns_know_properties_and_clusters() -> None:
    pipeline = presets.corpus.protect(r"\p{Greek}\X\p{Greek}")
    assert pipeline("\u03b1\u200b\u03b2 a\u200bb") == "\u03b1\u200b\u03b2 ab"


def test_each_of_several_patterns_protects() -> None:
    text = "<a\u200b> {b\u200b} c\u200b"
    both = presets.corpus.protect("<.*?>").protect("{.*?}")
    assert both(text) == presets.corpus.protect("<.*?>", "{.*?}")(text) == "<a\u200b> {b\u200b} c"
    nested = Pipeline([presets.strip_invisible.protect("<.*?>"), presets.normalize])
    assert nested(text) == "<a\u200b> {b} c"
    assert presets.corpus.protect("(?s)<.*?>")("<a\n\u200b\n>\u200b") == "<a\n\u200b\n>"


# Whose configuration is read

IGNORE = "ignore = ['INV']\n"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    home = tmp_path / "home"
    (home / "project" / "src").mkdir(parents=True)
    monkeypatch.setenv("HOME", str(home))
    return home


def is_read(cwd: Path) -> tuple[bool, str]:
    done = run(cwd=cwd, stdin=b"o\xe2\x80\x8bne\n")
    assert done.returncode == 0
    return done.stdout != b"one\n", done.stderr.decode()


def test_a_folder_above_counts(home: Path) -> None:
    (home / "project" / "cleantext.toml").write_text(IGNORE, encoding="utf-8")
    assert is_read(home / "project" / "src") == (True, "")


@pytest.mark.parametrize("what", ["project", "project/cleantext.toml"])
def test_not_one_that_everybody_can_write(home: Path, what: str) -> None:
    (home / "project" / "cleantext.toml").write_text(IGNORE, encoding="utf-8")
    (home / what).chmod(0o777)
    found, message = is_read(home / "project" / "src")
    assert not found
    assert message.startswith("cleantext: ")
    assert "project/cleantext.toml is not read: everybody can write" in message
    assert message.count("\n") == 1
    assert is_read(home / "project") == (True, "")  # where one works, one looks


def test_not_one_of_somebody_else(home: Path) -> None:
    path = home / "project" / "cleantext.toml"
    path.write_text(IGNORE, encoding="utf-8")
    if os.geteuid() == 0:
        os.chown(path, 12345, 12345)
        found, message = is_read(home / "project" / "src")
        assert not found
        assert "belongs to another user" in message
    else:
        assert is_read(home / "project" / "src") == (True, "")


def test_not_beyond_the_repository_nor_the_home(home: Path) -> None:
    (home.parent / "cleantext.toml").write_text(IGNORE, encoding="utf-8")
    (home.parent / "cleantext-words.txt").write_text("wrod\n", encoding="utf-8")
    assert is_read(home / "project" / "src") == (False, "")
    (home / "cleantext.toml").write_text(IGNORE, encoding="utf-8")
    assert is_read(home / "project" / "src") == (True, "")
    (home / "project" / ".git").mkdir()
    assert is_read(home / "project" / "src") == (False, "")
    (home / "project" / "cleantext.toml").write_text(IGNORE, encoding="utf-8")
    assert is_read(home / "project" / "src") == (True, "")
    shown = run("--dump-config", cwd=home / "project" / "src").stdout.decode()
    assert shown.startswith(f"# {home}/project/cleantext.toml\n")


def test_an_option_for_rules_that_a_flag_leaves_out_is_no_error(home: Path) -> None:
    (home / "cleantext.toml").write_text("[options]\nspaces = 'keep'\n", encoding="utf-8")
    done = run("--select", "INV", cwd=home, stdin=b"o\xe2\x80\x8bne\n")
    assert (done.returncode, done.stdout, done.stderr) == (0, b"one\n", b"")


def test_stages_have_names(home: Path) -> None:
    text = "o\u200bne\u00a0two\n".encode()
    assert run("--select", "invisible", cwd=home, stdin=text).stdout.decode() == "one\u00a0two\n"
    assert run("--ignore", "Invisible", cwd=home, stdin=text).stdout.decode() == "o\u200bne two\n"
