"""Gather `seen_words.txt`: words of technical writing and of old books that no word list has.

    pip install codespell==2.4.3 symspellpy==6.10.1 pyspellchecker==0.9.1
    python src/cleantext/data/build/seen.py TEXT

TEXT is the folder that `training_text.py` writes. What the documentation of two projects or more
has, or two published books, standing among plain words and in none of codespell's misspellings, is
a word or a name that people use, not a slip, unless it is a word of another language. `lexicon.py`
reads the list.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Container, Iterable
from pathlib import Path

from cleantext.data.build.lexicon import HERE, LANGUAGES, english, folder_of, other, words_of

PROJECTS, BOOKS = 2, 2
FEW_LETTERS = 4
FOREIGN_ZIPF, FOREIGN_LETTERS = 3.0, 6
PLACE = r"[\w/\\@#$&{}<>=%~^+|`.\-'(]"
WORD = re.compile(rf"(?<!{PLACE})[A-Za-z]{{3,20}}(?!{PLACE})")
COLUMN = 96


def sources_with(
    folder: Path, kinds: Iterable[str], known: Container[str], names: bool
) -> Counter[str]:
    """In how many sources of these kinds each word that is not known stands; only in small letters,
    unless `names` count, too."""
    found: Counter[str] = Counter()
    for path in sorted(path for kind in kinds for path in (folder / kind).glob("*.txt")):
        words = set(WORD.findall(path.read_text(encoding="utf8", errors="replace")))
        plain = {w.lower() for w in words if w[1:].islower() or w.isupper()}
        if not names:
            plain = {word for word in plain if word in words}
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
    known = english(seen=False)
    wrong = misspellings() | foreign() | set(words_of("misspelt.txt"))
    in_projects = sources_with(folder, ("tech", "code"), known, True)
    in_books = sources_with(folder, ("prose",), known, False)
    found = [
        word
        for word in in_projects.keys() | in_books.keys()
        if (in_projects[word] >= PROJECTS + (len(word) < FEW_LETTERS) or in_books[word] >= BOOKS)
        and word not in wrong
        and not any(word[:i] + "'" + word[i:] in known for i in range(1, len(word) + 1))
    ]
    lines = [""]
    for word in sorted(found):
        if len(lines[-1]) + len(word) >= COLUMN:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    head = "# Made by seen.py: words of two projects or two books.\n"
    (HERE / "seen_words.txt").write_text(head + "\n".join(lines) + "\n", encoding="utf8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
