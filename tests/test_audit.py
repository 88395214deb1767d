"""The audit of a folder of texts."""

import json
import subprocess
import sys
from pathlib import Path

SCRIPT = Path(__file__).parents[1] / "benchmarks" / "audit.py"
WRONG = "We went home when it was late.They had nothing left to do.\n"


def run(*args: str, stdin: str = "") -> str:
    command = [sys.executable, str(SCRIPT), *args]
    done = subprocess.run(command, input=stdin, capture_output=True, text=True, check=True)
    return done.stdout


def test_edits_are_counted_shown_and_their_verdicts_remembered(tmp_path: Path) -> None:
    (tmp_path / "mail").mkdir()
    (tmp_path / "mail" / "a\x1b.txt").write_text(WRONG)
    (tmp_path / "b.md").write_text("It is as it should be.\n")
    (tmp_path / "c.bin").write_bytes(b"\0" + WRONG.encode())
    first = run(str(tmp_path), "--show", "5")
    assert "SPC510" in first
    assert "late.[| ]They" in first
    assert "\x1b" not in first
    rows = [line.split() for line in first.splitlines()]
    assert ["mail", "12", "83333.3", "0.0", "0", "0", "0", "1"] in rows
    assert ["md", "6", "0.0", "0.0", "0", "0", "0", "0"] in rows
    run(str(tmp_path), "--judge", "5", stdin="h\n")
    [verdict] = map(json.loads, (tmp_path / "audit-verdicts.jsonl").read_text().splitlines())
    assert verdict["verdict"] == "harm"
    again = run(str(tmp_path), "--judge", "5", stdin="")
    assert ["mail", "12", "83333.3", "83333.3", "0", "0", "1", "0"] in [
        line.split() for line in again.splitlines()
    ]
