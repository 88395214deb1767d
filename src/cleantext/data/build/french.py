"""Build `forms-fr.bin`, a Bloom filter of French word forms.

    npm pack dictionary-fr@3.0.0 && tar xf dictionary-fr-3.0.0.tgz
    npm pack an-array-of-french-words@2.0.0
    python src/cleantext/data/build/french.py package DOWNLOADS [FOLDER]

The dictionary (MPL 2.0, see `data/NOTICE-french.txt`) has the words of trades and computing, with
their endings, which the array (MIT) lacks. Prefixes are those of elision, which are looked up by
themselves.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from cleantext.data.build.forms import array, form_file
from cleantext.data.build.lexicon import HERE
from cleantext.data.build.russian import LONGEST, endings


def dictionary(folder: Path) -> Iterator[str]:
    table = endings(folder / "index.aff")
    for line in (folder / "index.dic").read_text(encoding="utf8").splitlines()[1:]:
        word, _, flags = line.split()[0].partition("/")
        if word != word.lower():
            continue
        yield word
        for flag in map("".join, zip(flags[::2], flags[1::2], strict=False)):
            for old, new, condition in table[flag]:
                if word.endswith(old) and condition.search(word):
                    yield word[: len(word) - len(old)] + new.partition("/")[0]


def main(source: Path, downloads: Path, folder: Path) -> None:
    forms = {*array(downloads, "fr"), *(w for w in dictionary(source) if len(w) <= LONGEST)}
    (folder / "forms-fr.bin").write_bytes(form_file("fr", forms, "french"))


if __name__ == "__main__":
    source, downloads, *folder = map(Path, sys.argv[1:])
    main(source, downloads, folder[0] if folder else HERE.parent)
