"""Typo repair: misspellings repaired against changes of clean text, ours at many levels, and peers.

    pip install codespell typos
    python -m benchmarks.words TYPOS.jsonl CLEAN.jsonl

Both files have an object a line with a text `input`; TYPOS has `edits`, too, lists that begin with
a wrong and a right word, and CLEAN may have the text as it should be, `gold`. A peer is run as a
command on all lines at once and may change them. Use text that nothing was fitted on. Prints a
table in Markdown; "wrong" are misspellings that became another word, "changes" are words that
clean text got and should not have, as far as anybody has said.
"""

from __future__ import annotations

import argparse
import json
import re
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Sequence
from importlib import util
from pathlib import Path
from typing import Any

from cleantext import lexicon
from cleantext.rules import get
from cleantext.rules.typos.misspelt import judge

LEVELS = range(1000, 4001, 1000)
PEERS = {"codespell": ["codespell", "-w", "-q", "7"], "typos": ["typos", "-w", "-q"]}
WORD = re.compile(r"[^\W\d_]+(?:['\u2019][^\W\d_]+)*")
Repair = Callable[[Sequence[str]], list[str]]


def ours(threshold: int, codespell: bool) -> Repair:
    """The rule, with a threshold of one's own."""
    judge("safe", "auto", (), codespell).threshold = threshold
    rule = get("TYP401").configure(codespell=codespell)
    return lambda texts: [rule(text) for text in texts]


def command(arguments: list[str]) -> Repair:
    def repair(texts: Sequence[str]) -> list[str]:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "lines.txt"
            path.write_text("\n".join(texts), encoding="utf8")
            subprocess.run([*arguments, str(path)], check=False, capture_output=True)
            return path.read_text(encoding="utf8").split("\n")

    return repair


def all_of_them() -> Iterator[tuple[str, Repair]]:
    safe, more = lexicon.levels()
    named = {safe: ", level safe", more: ", level more"}
    for codespell in (False, True):
        if codespell and util.find_spec("codespell_lib") is None:
            return
        for level in sorted({*LEVELS, *named}):
            name = f"cleantext {level / 1000:g}{named.get(level, '')}{codespell * ', codespell'}"
            yield name, ours(level, codespell)
    for name, arguments in PEERS.items():
        if shutil.which(arguments[0]):
            yield name, command(arguments)


def lines(path: Path, step: int) -> list[dict[str, Any]]:
    """Every so many of the objects, line feeds in their texts as spaces, as commands take them."""
    rows = [json.loads(line) for line in path.open(encoding="utf8")][::step]
    return [{**row, "input": row["input"].replace("\n", " ").replace("\r", " ")} for row in rows]


def changed(row: dict[str, Any], after: str) -> int:
    """Words that a text has got and should not have."""
    right = {*WORD.findall(row["input"]), *WORD.findall(row.get("gold", ""))}
    return sum(word not in right for word in WORD.findall(after)) if after != row["input"] else 0


def main(typos: Path, clean: Path, step: int) -> None:
    rows, kept = lines(typos, step), lines(clean, step)
    texts = [row["input"] for row in kept]
    words = sum(len(text.split()) for text in texts)
    print("| | repaired, % | wrong, % | changes a million words |\n|---|---:|---:|---:|")
    for name, repair in all_of_them():
        right = wrong = count = 0
        for row, after in zip(rows, repair([row["input"] for row in rows]), strict=True):
            found = WORD.findall(after)
            for old, new, *kind in row["edits"]:
                if kind != ["real"]:
                    count += 1
                    right += new in found and old not in found
                    wrong += new not in found and old not in found
        changes = sum(changed(row, b) for row, b in zip(kept, repair(texts), strict=True))
        figures = 100 * right / count, 100 * wrong / count, 1e6 * changes / words
        print("| {} | {:.1f} | {:.1f} | {:.1f} |".format(name, *figures), flush=True)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("typos", type=Path)
    parser.add_argument("clean", type=Path)
    parser.add_argument("--step", type=int, default=1, help="take every so many of the lines")
    options = parser.parse_args()
    main(options.typos, options.clean, options.step)
