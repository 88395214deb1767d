"""Build `words-es.bin` of Spanish words with their endings.

    pip install symspellpy==6.10.1 pyspellchecker==0.9.1
    pip download --no-deps Django==5.1 wagtail==6.2 Sphinx==7.4.7   # as for training_text.py
    npm pack dictionary-es@4.0.0 && tar xf dictionary-es-4.0.0.tgz
    python src/cleantext/data/build/spanish.py package DOWNLOADS [FOLDER]

pyspellchecker counts the words of Spanish without their endings: it has `poder`, not `puede`. The
dictionary (MPL 1.1 of its three licences, see `data/NOTICE-spanish.txt`) has them. A form that no
list counts is given a tenth of the frequency of the most frequent form of its word; those that
translations of Django, Wagtail and Sphinx (BSD) hold are counted there.
"""

from __future__ import annotations

import re
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from cleantext.data.build.lexicon import HERE, LOWEST, other, word_file, zipf_scale
from cleantext.data.build.russian import LONGEST, SELDOM, Ending, endings
from cleantext.data.build.training_text import strings_of, unpacked

RAREST = 1.5
"""Seldomer forms are left to `forms-es.bin`, which holds them without their accents."""
WORD = re.compile(r"[^\W\d_]+")


def forms_of(word: str, flags: str, table: dict[str, list[Ending]]) -> Iterator[str]:
    """A word and what its endings make of it, which may take endings in their turn."""
    yield word
    for flag in flags:
        for old, new, condition in table[flag]:
            if word.endswith(old) and condition.search(word):
                ending, _, more = new.partition("/")
                yield from forms_of(word[: len(word) - len(old)] + ending, more, table)


def translated(downloads: Path) -> dict[str, float]:
    """The words of translations by frequency, those in small letters."""
    found = Counter[str]()
    with tempfile.TemporaryDirectory() as temporary:
        for archive in sorted(downloads.iterdir()):
            if archive.name.lower().startswith(("django-5", "wagtail", "sphinx")):
                for text in strings_of(unpacked(archive, Path(temporary)), "es"):
                    found.update(word for word in WORD.findall(text) if word == word.lower())
    return zipf_scale({word: n for word, n in found.items() if n > 1})


def words(folder: Path, seen: dict[str, float]) -> dict[str, float]:
    counted, table = other("es"), endings(folder / "index.aff")
    found = dict(counted)
    for line in (folder / "index.dic").read_text(encoding="utf8").splitlines()[1:]:
        word, _, flags = line.split("\t")[0].strip().partition("/")
        if not word or word != word.lower():
            continue
        forms = {form for form in forms_of(word, flags, table) if len(form) <= LONGEST}
        best = max((counted[form] for form in forms if form in counted), default=0.0)
        for form in forms:
            value = max(best - SELDOM, seen.get(form, 0.0), LOWEST)
            if value > RAREST or form == word:
                found[form] = max(found.get(form, 0.0), value)
    return found


def main(source: Path, downloads: Path, folder: Path) -> None:
    (folder / "words-es.bin").write_bytes(word_file("es", words(source, translated(downloads))))


if __name__ == "__main__":
    source, downloads, *folder = map(Path, sys.argv[1:])
    main(source, downloads, folder[0] if folder else HERE.parent)
