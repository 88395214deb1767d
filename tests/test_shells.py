"""Completions and the manual page: made from the flags, and tried in the real shells."""

import os
import subprocess
from pathlib import Path

import pytest

from cleantext.cli import main
from cleantext.cli.flags import FLAGS, GROUPS, TOPICS
from tests.tools import need

SHARE = Path(__file__).parents[1] / "share"
MADE = {
    "cleantext.bash": ["--completion", "bash"],
    "_cleantext": ["--completion=zsh"],
    "cleantext.fish": ["--completion=fish"],
    "cleantext.1": ["--man"],
    "cleantext.schema.json": ["--config-schema"],
}


@pytest.mark.parametrize("name", MADE)
def test_what_is_shipped_is_what_is_printed(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    """`cleantext --completion SHELL > share/NAME` makes it anew."""
    assert main(MADE[name]) == 0
    assert (SHARE / name).read_text(encoding="utf-8") == capsys.readouterr().out


def bash(line: str) -> set[str]:
    """What bash offers behind a line that was typed."""
    script = (
        f"source {SHARE / 'cleantext.bash'}; compopt() {{ :; }}; COMP_LINE='{line}';"
        "COMP_POINT=${#COMP_LINE};"
        # As bash splits words, also at the equals sign.
        'read -ra COMP_WORDS <<< "${COMP_LINE//=/ = }";'
        "[[ $COMP_LINE == *' ' ]] && COMP_WORDS+=('');"
        "COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); _cleantext; printf '%s\\n' \"${COMPREPLY[@]}\""
    )
    done = subprocess.run(
        [need("bash", "bash"), "--norc", "-c", script], capture_output=True, cwd=SHARE, text=True
    )
    assert done.stderr == ""
    return set(done.stdout.split())


def test_bash() -> None:
    assert bash("cleantext --in") == {"--in-place", "--include", "--interactive"}
    assert bash("cleantext --explain=") == {"brief", "long", "json", "sarif", "github"}
    assert bash("cleantext --explain=l") == {"long"}
    assert bash("cleantext --preset c") == {"corpus", "code"}
    assert "INV213" in bash("cleantext --select INV21")
    assert bash("cleantext cleantext.") == {
        "cleantext.1", "cleantext.bash", "cleantext.fish", "cleantext.schema.json",
    }  # fmt: skip
    assert bash("cleantext --config cleantext.f") == {"cleantext.fish"}
    assert {f"--{flag.long}" for flag in FLAGS} == bash("cleantext --")


def fish(line: str) -> dict[str, str]:
    """What fish offers, with what it says of each."""
    done = subprocess.run(
        [need("fish", "fish"), "--no-config", "-c",
         f"source {SHARE / 'cleantext.fish'}; complete -C '{line}'"],
        capture_output=True, cwd=SHARE, text=True, env=os.environ | {"HOME": "/nonexistent"},
    )  # fmt: skip
    assert done.stderr == ""
    rows = (row.partition("\t") for row in done.stdout.splitlines())
    return {word: help for word, _, help in rows}


def test_fish() -> None:
    found = fish("cleantext --in")
    assert {"--in-place", "--include"} <= set(found)
    assert found["--include"].startswith("of a folder only files that match")
    assert {"--explain=long", "--explain=sarif"} <= set(fish("cleantext --explain="))
    assert set(fish("cleantext --preset co")) == {"corpus", "code"}
    assert "cleantext.1" in fish("cleantext cleantext.")
    assert {f"--{flag.long}" for flag in FLAGS} <= set(fish("cleantext --"))


def zsh(line: str) -> str:
    """What zsh shows when Tab is hit behind a line, on a terminal."""
    import pty
    import time

    script = (
        f"fpath=({SHARE} $fpath); autoload -Uz compinit; compinit -u -D;"
        "zstyle ':completion:*' list-prompt ''; LISTMAX=1000; PS1='> '"
    )
    parent, child = pty.openpty()
    with subprocess.Popen(
        [need("zsh", "zsh"), "-f", "-i"], stdin=child, stdout=child, stderr=child, cwd=SHARE,
        env=os.environ | {"TERM": "dumb", "COLUMNS": "200", "LINES": "500"},
        start_new_session=True,
    ) as process:  # fmt: skip
        os.close(child)
        os.write(parent, f"{script}; echo READ''Y\n".encode())
        shown = b""
        while b"READY" not in shown.replace(b"READ''Y", b""):
            shown += os.read(parent, 65536)
        os.write(parent, f"{line}\t\t".encode())
        time.sleep(1)
        os.write(parent, b"\x15echo EN''D\n")
        shown = b""
        while b"END" not in shown.replace(b"EN''D", b""):
            shown += os.read(parent, 65536)
        process.kill()
    os.close(parent)
    return shown.decode("utf-8", "replace")


def test_zsh() -> None:
    shown = zsh("cleantext --in")
    assert "--in-place" in shown
    assert "of a folder only files that match" in shown
    shown = zsh("cleantext --preset=co")
    assert "corpus" in shown
    assert "code" in shown


def test_the_manual_page_reads_well() -> None:
    man = need("man", "man-db")
    env = os.environ | {"MANWIDTH": "100", "LC_ALL": "C.UTF-8", "MANROFFOPT": "-ww"}
    done = subprocess.run(
        [man, "--warnings", "-l", str(SHARE / "cleantext.1")], capture_output=True, text=True,
        env=env,
    )  # fmt: skip
    assert done.returncode == 0
    assert done.stderr == ""
    for flag in FLAGS:
        assert f"--{flag.long}" in done.stdout
    assert "EXIT STATUS" in done.stdout


def test_help_by_topic(capsys: pytest.CaptureFixture[str]) -> None:
    for topic, (title, flags) in zip(TOPICS, GROUPS, strict=True):
        assert main([f"--help={topic}"]) == 0
        shown = capsys.readouterr().out
        assert title in shown
        assert all(f"--{flag.long}" in shown for flag in flags)
        assert len(shown.splitlines()) < 60


def test_the_wheel_puts_them_where_systems_look() -> None:
    import tomllib

    with (SHARE.parent / "pyproject.toml").open("rb") as file:
        places = tomllib.load(file)["tool"]["setuptools"]["data-files"]
    assert places == {
        "share/bash-completion/completions": ["share/cleantext.bash"],
        "share/cleantext": ["share/cleantext.schema.json"],
        "share/fish/vendor_completions.d": ["share/cleantext.fish"],
        "share/man/man1": ["share/cleantext.1"],
        "share/zsh/site-functions": ["share/_cleantext"],
    }
