"""Write ``data/letter_pairs.txt``: which letters stand beside each other in real text.

The mojibake rules ask whether a piece of text looks like writing at all. What they need for that
is small: for every letter, the letters that are seen to follow it somewhere in the world's
languages. Three permissively licensed packages together cover about 700 locales:

* Babel 2.18.0 (BSD-3-Clause; the data is Unicode CLDR, Unicode-3.0): names of languages,
  territories, months, days, units and currencies;
* Django 5.2.19 (BSD-3-Clause): the translations of its messages into 99 languages;
* pyspellchecker 0.9.1 (MIT): word lists of twelve languages.

Run ``python -m cleantext.data.build.letter_pairs`` with those three installed. Each line of the
table is a character followed by everything that may follow it; a space stands for "no letter".
Only the scripts that single-byte code pages hold are told apart letter by letter.
"""

from __future__ import annotations

import collections
import functools
import gzip
import importlib.util
import itertools
import json
import pickle
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

TARGET = Path(__file__).parent.parent / "letter_pairs.txt"
SCRIPTS = {"LATIN", "GREEK", "CYRILLIC", "HEBREW", "ARABIC", "THAI"}  # what the code pages hold
LEAST_TEXT = 2
LEAST_WORD = 20


def package_folder(name: str) -> Path:
    spec = importlib.util.find_spec(name)
    if spec is None or spec.origin is None:
        raise SystemExit(f"{name} is not installed")
    return Path(spec.origin).parent


def strings(value: Any) -> Iterator[str]:
    """Every string inside nested dicts, lists and tuples."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from strings(item)
    elif isinstance(value, (list, tuple)):
        for item in value:
            yield from strings(item)


def locale_texts() -> Iterator[str]:
    for path in sorted((package_folder("babel") / "locale-data").glob("*.dat")):
        with path.open("rb") as file:
            yield from strings(pickle.load(file))


def translations() -> Iterator[str]:
    quoted = re.compile(r'^(msgid|msgstr(?:\[\d\])?|msgid_plural|msgctxt)?\s*"(.*)"$')
    for path in sorted(package_folder("django").rglob("*.po")):
        translated = False
        for line in path.read_text("utf-8").splitlines():
            if found := quoted.match(line):
                translated = found[1].startswith("msgstr") if found[1] else translated
                if translated:
                    yield re.sub(r"\\.|%\(\w+\)\w", " ", found[2])


def words() -> Iterator[str]:
    for path in sorted((package_folder("spellchecker") / "resources").glob("*.json.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as file:
            for word, count in json.load(file).items():
                if count >= LEAST_WORD:
                    yield word


@functools.cache
def letter(character: str) -> str:
    """The character itself if it is a letter or a mark of a script of the pages, else a space."""
    if unicodedata.category(character)[0] not in "LM":
        return " "
    script = unicodedata.name(character, "?").partition(" ")[0]
    return character if script in SCRIPTS or script == "COMBINING" else " "


def pairs() -> set[tuple[str, str]]:
    counts: collections.Counter[tuple[str, str]] = collections.Counter()
    for texts, weight in ((locale_texts(), 1), (translations(), 1), (words(), LEAST_TEXT)):
        for text in texts:
            plain = unicodedata.normalize("NFC", text)
            plain = re.sub("[\u200b-\u200f\u2060\u00ad\ufe00-\ufe0f]", "", plain)
            letters = [" ", *map(letter, plain), " "]
            for pair in itertools.pairwise(letters):
                counts[pair] += weight
    return {
        (first, second)
        for (first, second), count in counts.items()
        if count >= LEAST_TEXT and not (first + second).isascii()
    }


def render() -> str:
    followers: dict[str, set[str]] = collections.defaultdict(set)
    for first, second in pairs():
        followers[first].add(second)
    lines = (first + "".join(sorted(seconds)) for first, seconds in sorted(followers.items()))
    return "\n".join(lines) + "\n"


def main() -> None:
    TARGET.write_text(render(), encoding="utf-8")


if __name__ == "__main__":
    main()
