"""Typo repair: misspellings repaired against changes of clean text, ours at many levels, and peers.

    pip install codespell typos
    python -m benchmarks.words TYPOS.jsonl CLEAN.jsonl

Both files have an object a line with a text `input`; TYPOS has `edits`, too, lists that begin with
a wrong and a right word. A peer is run as a command on all lines at once and may change them. Use
text that nothing was fitted on.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from cleantext.edits import splice
from cleantext.profile import view_of
from cleantext.rules.typos.misspelt import Judge

LEVELS = range(500, 4501, 500)
PEERS = {"codespell": ["codespell", "-w", "-q", "7"], "typos": ["typos", "-w", "-q"]}
WORD = re.compile(r"[^\W\d_]+(?:['\u2019][^\W\d_]+)*")
Repair = Callable[[Sequence[str]], list[str]]


def ours(threshold: int, codespell: bool) -> Repair:
    judge = Judge("safe", "en", (), codespell)
    judge.threshold = threshold

    def repair(texts: Sequence[str]) -> list[str]:
        out = []
        for text in texts:
            found, _ = judge.lexicon.find(text, threshold)
            out.append(splice(text, list(judge.allowed(view_of(text), found))))
        return out

    return repair


def command(arguments: list[str]) -> Repair:
    def repair(texts: Sequence[str]) -> list[str]:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "lines.txt"
            path.write_text("\n".join(text.replace("\n", " ") for text in texts), encoding="utf8")
            subprocess.run([*arguments, str(path)], check=False, capture_output=True)
            return path.read_text(encoding="utf8").split("\n")

    return repair


def report(name: str, repair: Repair, typos: list[dict[str, Any]], clean: list[str]) -> None:
    """The share of misspellings repaired, of others changed, and changes in clean text."""
    right = wrong = count = 0
    for row, after in zip(typos, repair([row["input"] for row in typos]), strict=True):
        words = WORD.findall(after)
        for old, new, *_ in row["edits"]:
            count += 1
            right += new in words and old not in words
            wrong += new not in words and old not in words
    lines = [text.replace("\n", " ") for text in clean]
    changes = sum(
        a != b
        for before, after in zip(lines, repair(lines), strict=True)
        for a, b in zip(before.split(), after.split(), strict=False)
    )
    total = sum(len(line.split()) for line in lines)
    print(f"{name:24}{right / count:8.3f}{wrong / count:8.3f}{1e6 * changes / total:10.1f}")


def main(typos: Path, clean: Path) -> None:
    rows = [json.loads(line) for line in typos.open(encoding="utf8")]
    texts = [json.loads(line)["input"] for line in clean.open(encoding="utf8")]
    print(f"{'':24}{'repaired':>8}{'wrong':>8}{'changes/M':>10}")
    for level in LEVELS:
        report(f"cleantext {level / 1000:g}", ours(level, False), rows, texts)
    for name, arguments in PEERS.items():
        if shutil.which(arguments[0]):
            report(name, command(arguments), rows, texts)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
