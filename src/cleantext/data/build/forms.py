"""Build `forms-es.bin`, a Bloom filter of word forms that are surely right.

    npm pack an-array-of-spanish-words@2.0.0 an-array-of-french-words@2.0.0
    python src/cleantext/data/build/forms.py DOWNLOADS [FOLDER]

The lists (MIT licence, derived from the public-domain lists of Letterpress) have the forms of verbs
that lists of frequent words lack; `french.py` reads the French one. The Spanish one has no accents
but the tilde, and is asked for words without them: see `lexicon.is_form`, and `russian.py` for the
format.
"""

from __future__ import annotations

import json
import sys
import tarfile
from pathlib import Path

from cleantext.data.build.lexicon import HERE, header
from cleantext.lexicon import FORM_BITS, form_places, plain_form

LISTS = {"es": "an-array-of-spanish-words-2.0.0.tgz", "fr": "an-array-of-french-words-2.0.0.tgz"}


def form_file(lang: str, forms: set[str], script: str = "forms") -> bytes:
    size = len(forms) * FORM_BITS // 8 + 1
    bits = bytearray(size)
    for form in forms:
        for place in form_places(plain_form(form, lang), size):
            bits[place >> 3] |= 1 << (place & 7)
    return header(f"forms {lang}", size, script=script) + bytes(bits)


def array(downloads: Path, lang: str) -> set[str]:
    with tarfile.open(downloads / LISTS[lang]) as packed:
        file = packed.extractfile("package/index.json")
        assert file is not None
        return set(json.load(file))


def main(downloads: Path, folder: Path) -> None:
    (folder / "forms-es.bin").write_bytes(form_file("es", array(downloads, "es")))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]) if len(sys.argv) > 2 else HERE.parent)
