"""Build `letters-en.bin`: how English, and how foreign, every run of three letters is.

    pip install symspellpy==6.10.1 pyspellchecker==0.9.1 faker==40.54.0
    python src/cleantext/data/build/letters.py [FOLDER]

Typo repair asks whether an unknown word looks like English with a slip in it, or like a name or a
word of another language. Format: `#` lines, then two tables of 27 x 27 x 27 bytes, one for the
words of the English lexicon, one for names and the words of six other languages: -20 times log10
of the chance of a letter after the two before it (0 is the edge of a word, 1 to 26 are a to z).
"""

from __future__ import annotations

import math
import re
import sys
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from cleantext.data.build.attested import faker_names
from cleantext.data.build.lexicon import HERE, LANGUAGES, english, header, other

SIZE = 27
TYPE_ZIPF = 1.5
"""Rarer words are left out: they are names and foreign words in part."""
LETTERS = re.compile(r"[a-z]{2,20}")


def table(words: Iterable[tuple[str, float]]) -> bytes:
    """-20 log10 P(third letter | first two), smoothed, of weighted words."""
    counts: dict[tuple[int, int, int], float] = defaultdict(float)
    for word, weight in words:
        codes = [0, 0, *(ord(letter) - 96 for letter in word), 0]
        for triple in zip(codes, codes[1:], codes[2:], strict=False):
            counts[triple] += weight
    out = bytearray()
    for first in range(SIZE):
        for second in range(SIZE):
            row = [counts[first, second, third] + 0.5 for third in range(SIZE)]
            total = sum(row)
            out += bytes(min(255, round(-20 * math.log10(n / total))) for n in row)
    return bytes(out)


def letters_file() -> bytes:
    home = ((w, z) for w, z in english().items() if z >= TYPE_ZIPF and LETTERS.fullmatch(w))
    away = [(w, 1.0) for w in set(faker_names()) if LETTERS.fullmatch(w)]
    for lang in LANGUAGES:
        away += ((w, z / 3) for w, z in other(lang).items() if z > 1.5 and LETTERS.fullmatch(w))
    return header("letters en", SIZE, script="letters") + table(home) + table(away)


if __name__ == "__main__":
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else HERE.parent
    (target / "letters-en.bin").write_bytes(letters_file())
