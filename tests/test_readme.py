"""README's examples do what it says, and its generated parts are up to date."""

import doctest
import gzip
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.summary import summary
from cleantext.cli import main

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_python_examples() -> None:
    blocks = re.findall(r"^```python\n(.*?)^```", README, re.MULTILINE | re.DOTALL)
    assert len(blocks) >= 5
    test = doctest.DocTestParser().get_doctest("\n".join(blocks), {}, "README.md", "README.md", 0)
    report: list[str] = []
    doctest.DocTestRunner(verbose=False).run(test, out=report.append)
    assert not report, "".join(report)


def shell_lines() -> list[str]:
    lines = [line for line in README.splitlines() if line.startswith("cleantext ")]
    assert len(lines) >= 5
    return lines


@pytest.mark.parametrize("line", shell_lines())
def test_shell_examples(line: str, tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    for name in ("in.txt", "notes.txt", "notes.md", "docs/a.md"):
        (tmp_path / name).write_text("He went home.Peter stayed at the office.\n", encoding="utf-8")
    row = b'{"title": "He went home.Peter stayed at the office.", "meta": {"text": ""}}\n'
    (tmp_path / "data.jsonl.gz").write_bytes(gzip.compress(row))
    command = line.partition("#")[0].replace("cleantext ", f"{_command()} ")
    done = subprocess.run(
        ["bash", "-c", command], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    found_something = "--check" in line or "--diff" in line
    assert done.returncode == (1 if found_something else 0), done.stderr
    if "out.txt" in line:
        expected = "He went home. Peter stayed at the office.\n"
        assert (tmp_path / "out.txt").read_text(encoding="utf-8") == expected


def _command() -> str:
    return f"{shlex.quote(sys.executable)} -m cleantext"


def test_the_table_of_rules_is_up_to_date(capsys: pytest.CaptureFixture[str]) -> None:
    """What `cleantext --list-rules=md` prints stands between the markers."""
    main(["--list-rules=md"])
    assert section("rules") == capsys.readouterr().out.strip()


def test_the_figures_are_those_of_the_last_run() -> None:
    """`python benchmarks/summary.py RUN --write` puts them there."""
    runs = sorted((ROOT / "benchmarks" / "runs").iterdir())
    assert section("figures") == summary(runs[-1])


def section(name: str) -> str:
    return README.partition(f"<!-- {name} -->")[2].partition(f"<!-- /{name} -->")[0].strip()


def test_the_two_commands_are_single_lines() -> None:
    commands = [line for line in README.splitlines() if line.startswith("python3 -m venv")]
    assert len(commands) == 2


@pytest.mark.parametrize("path", sorted(ROOT.glob("src/**/*.py")) + sorted(ROOT.glob("tests/**/*")))
def test_no_invisible_character_stands_literally_in_source(path: Path) -> None:
    if path.suffix not in {".py", ".toml", ".md"}:
        return
    odd = re.search(
        "[\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\U000e0000-\U000e0fff]",
        path.read_text(encoding="utf-8"),
    )
    assert odd is None, f"{path.name}: U+{ord(odd.group()):04X} at {odd.start()}"
