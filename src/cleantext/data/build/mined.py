"""Mine pairs of lines, before and after a misspelling in them was repaired, from git repositories.

    python src/cleantext/data/build/mined.py REPOSITORY... > pairs.jsonl

`model.py` is fitted on such pairs. Point it to clones whose licence allows that; the lines are only
read, none is passed on. A commit counts whose message names a typo and no tool that finds typos,
with at most 30 such lines: one to three words differ, by three slips at most.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import Any

from cleantext import lexicon
from cleantext.kernel.slips import distance
from cleantext.rules.typos.words import WORD, lowered

MESSAGE = "typo|spelling|misspel"
TOOLS = re.compile(r"codespell|misspell-go|aspell|vale\b|typos-cli|cspell|crate-ci", re.IGNORECASE)
MOST_LINES, LONGEST, MOST_WORDS, MOST_SLIPS = 30, 600, 3, 3
START = "@@@@"


def kind_of(wrong: str, right: str) -> str:
    """non: no word became one; real: a word became another; unk: neither is known."""
    return "real" if lexicon.known(wrong) else "non" if lexicon.known(right) else "unk"


def edits(before: str, after: str) -> list[list[Any]]:
    """The words that differ, when nothing else does: wrong, right, kind, place."""
    old, new = list(WORD.finditer(before)), list(WORD.finditer(after))
    if len(old) != len(new) or WORD.sub("", before) != WORD.sub("", after):
        return []
    found = []
    for a, b in zip(old, new, strict=True):
        wrong, right = lowered(a[0]), lowered(b[0])
        if a[0] != b[0]:
            if (
                len(wrong) < 3
                or not wrong.isascii()
                or not 0 < distance(wrong, right) <= MOST_SLIPS
            ):
                return []
            found.append([a[0], b[0], kind_of(wrong, right), a.start()])
    return found if len(found) <= MOST_WORDS else []


def commits(repository: Path) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """The message of each commit that names a typo, and the lines that it changes one for one."""
    command = ["git", "-C", str(repository), "log", "--no-merges", "-p", "-U0", "-i"]
    command += ["--extended-regexp", f"--grep={MESSAGE}", f"--format={START}%s", "--diff-filter=M"]
    log = subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout.decode(
        "utf8", "replace"
    )
    message, pairs, old, new = "", [], [], []  # type: str, list[tuple[str, str]], list[str], list[str]
    for line in chain(log.split("\n"), [START]):
        if line.startswith((START, "@@", "diff ")):
            if len(old) == len(new):
                pairs += zip(old, new, strict=True)
            old, new = [], []
            if line.startswith(START):
                yield message, pairs
                message, pairs = line[len(START) :], []
        elif line.startswith("-") and not line.startswith("---"):
            old.append(line[1:])
        elif line.startswith("+") and not line.startswith("+++"):
            new.append(line[1:])


def main(repositories: list[Path]) -> None:
    seen = set()
    for repository in repositories:
        for message, pairs in commits(repository):
            if TOOLS.search(message) or len(pairs) > MOST_LINES:
                continue
            for before, after in pairs:
                found = edits(before, after) if max(len(before), len(after)) <= LONGEST else []
                key = tuple((wrong.lower(), right.lower()) for wrong, right, *_ in found)
                if found and key not in seen:
                    seen.add(key)
                    row = {"input": before, "gold": after, "edits": found}
                    print(json.dumps({**row, "source": repository.resolve().name}))


if __name__ == "__main__":
    main([Path(name) for name in sys.argv[1:]])
