"""Build `words-ru.bin` and `forms-ru.bin` from a Russian spelling dictionary with its endings.

    pip install symspellpy==6.10.1 pyspellchecker==0.9.1
    npm pack dictionary-ru@3.0.0 && tar xf dictionary-ru-3.0.0.tgz
    python src/cleantext/data/build/russian.py package [FOLDER]

A Russian word has a dozen forms and a verb a hundred: a list of frequent words has few of them, and
takes the others for typos. The dictionary (BSD licence, see `data/NOTICE-russian.txt`) has the
endings of 143,000 words, which make 1.4 million forms.

`words-ru.bin`  every word, and all forms of those that pyspellchecker has a frequency for; the
                format is that of `lexicon.py`. A form without a frequency of its own is given a
                tenth of that of the most frequent one.
`forms-ru.bin`  a Bloom filter of all forms, with `yo` written as `ye`: see `lexicon.is_form`.
"""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from cleantext.data.build.forms import form_file
from cleantext.data.build.lexicon import HERE, LOWEST, other, word_file

LONGEST = 24
SELDOM = 1.0
"""On the Zipf scale: how much seldomer a form is that no list counts."""

Ending = tuple[str, str, re.Pattern[str]]


def endings(path: Path) -> dict[str, list[Ending]]:
    """By flag: what goes, what comes instead, and the words for which it does (hunspell's SFX)."""
    found: dict[str, list[Ending]] = defaultdict(list)
    for line in path.read_text(encoding="utf8").splitlines():
        match line.split():
            case ["SFX", flag, old, new, condition, *_]:
                row = old.replace("0", ""), new.replace("0", ""), re.compile(f"(?:{condition})$")
                found[flag].append(row)
    return found


def paradigms(folder: Path) -> Iterator[tuple[str, set[str]]]:
    """Each small-letter word of the dictionary, with all its forms."""
    table = endings(folder / "index.aff")
    for line in (folder / "index.dic").read_text(encoding="utf8").splitlines()[1:]:
        word, _, flags = line.strip().partition("/")
        if word and word == word.lower():
            yield (
                word,
                {word}
                | {
                    word[: len(word) - len(old)] + new
                    for flag in flags
                    for old, new, condition in table[flag]
                    if word.endswith(old) and condition.search(word)
                },
            )
    for line in (HERE / "extra_russian.txt").read_text(encoding="utf8").splitlines():
        if forms := line.split("#")[0].split():
            yield forms[0], set(forms)


def words_and_forms(folder: Path) -> tuple[dict[str, float], set[str]]:
    counted = other("ru")
    words: dict[str, float] = {}
    every: set[str] = set(counted)
    for word, forms in paradigms(folder):
        every |= forms
        best = max((counted[form] for form in forms if form in counted), default=0.0)
        for form in forms if best else (word,):
            value = max(counted.get(form, 0.0), best - SELDOM, LOWEST)
            words[form] = max(words.get(form, 0.0), value)
    return {w: v for w, v in {**counted, **words}.items() if len(w) <= LONGEST}, every


def main(source: Path, folder: Path) -> None:
    words, forms = words_and_forms(source)
    (folder / "words-ru.bin").write_bytes(word_file("ru", words))
    (folder / "forms-ru.bin").write_bytes(form_file("ru", forms, "russian"))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]) if len(sys.argv) > 2 else HERE.parent)
