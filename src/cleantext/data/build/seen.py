"""Gather `seen_words.txt`: words of technical writing that no word list has.

    pip install codespell==2.4.3 symspellpy==6.10.1 pyspellchecker==0.9.1
    python src/cleantext/data/build/seen.py TEXT

TEXT is the folder that `training_text.py` writes. What the documentation of three projects or more
has, standing among plain words and in none of codespell's misspellings, is a word or a name that
people use, not a slip, unless it is a word of another language. `lexicon.py` reads the list.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Container
from pathlib import Path

from cleantext.data.build.lexicon import HERE, LANGUAGES, english, folder_of, other

PROJECTS = 3
FEW_LETTERS = 4
FOREIGN_ZIPF, FOREIGN_LETTERS = 3.0, 6
PLACE = r"[\w/\\@#$&{}<>=%~^+|`.\-'(]"
WORD = re.compile(rf"(?<!{PLACE})[A-Za-z]{{3,20}}(?!{PLACE})")
COLUMN = 96


def projects_with(folder: Path, known: Container[str]) -> Counter[str]:
    """In how many sources each word that is not known stands."""
    found: Counter[str] = Counter()
    for kind in ("tech", "code"):
        for path in sorted((folder / kind).glob("*.txt")):
            words = set(WORD.findall(path.read_text(encoding="utf8", errors="replace")))
            plain = {w.lower() for w in words if w[1:].islower() or w.isupper()}
            found.update(word for word in plain if word not in known)
    return found


def misspellings() -> set[str]:
    listed = folder_of("codespell_lib") / "data" / "dictionary.txt"
    lines = listed.read_text(encoding="utf8").splitlines()
    return {line.partition("->")[0].lower() for line in lines}


def foreign() -> set[str]:
    """The short and common words of other languages."""
    lists = [other(lang) for lang in LANGUAGES]
    return {
        word
        for words in lists
        for word, zipf in words.items()
        if zipf > FOREIGN_ZIPF and len(word) <= FOREIGN_LETTERS
    }


def main(folder: Path) -> None:
    known, wrong = english(seen=False), misspellings() | foreign()
    found = [
        word
        for word, count in projects_with(folder, known).items()
        if count >= PROJECTS + (len(word) < FEW_LETTERS)
        and word not in wrong
        and not any(word[:i] + "'" + word[i:] in known for i in range(1, len(word) + 1))
    ]
    lines = [""]
    for word in sorted(found):
        if len(lines[-1]) + len(word) >= COLUMN:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    head = "# Made by seen.py: words that the documentation of three projects or more has.\n"
    (HERE / "seen_words.txt").write_text(head + "\n".join(lines) + "\n", encoding="utf8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
