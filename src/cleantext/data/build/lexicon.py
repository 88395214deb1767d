"""Build the lexicon files in `src/cleantext/data/` from word lists under the MIT licence.

    pip install symspellpy==6.10.1 pyspellchecker==0.9.1
    python src/cleantext/data/build/lexicon.py [FOLDER]

`words-LANG.bin`    a header of `#` lines, then the sorted words joined by newlines, a NUL, and one
                    byte a word: its frequency on the Zipf scale (log10 per thousand million
                    words) times 20. Languages other than English are deflated after the header.
`bigrams-en.bin`    a header of `#` lines padded so that what follows is aligned, then the sorted
                    CRC-32 of each "first second" as little-endian 32-bit numbers, then one byte
                    a pair: log10 of its count times 20.

Sources: symspellpy (unigrams and bigrams, (c) Wolf Garbe and mammothb, MIT), pyspellchecker (words
of eight languages, (c) Tyler Barrus, MIT), and, beside this script, `extra_words.txt` (our own) and
`seen_words.txt`.
"""

from __future__ import annotations

import gzip
import importlib.metadata
import importlib.util
import json
import math
import re
import sys
import zlib
from array import array
from pathlib import Path

PINNED = {"symspellpy": "6.10.1", "pyspellchecker": "0.9.1"}
LANGUAGES = ("de", "es", "fr", "it", "nl", "pt", "ru")
SCALE = 20
LOWEST = 0.5
"""What a word that a list holds without a frequency is given."""
EXTRA = 2.0
COMMON_CLITIC = 4.5
WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*")
HERE = Path(__file__).parent


def folder_of(module: str) -> Path:
    """The folder an installed package lies in."""
    spec = importlib.util.find_spec(module)
    if spec is None or spec.origin is None:
        raise SystemExit(f"pip install {' '.join(f'{n}=={v}' for n, v in PINNED.items())}")
    return Path(spec.origin).parent


def zipf_scale(counts: dict[str, int]) -> dict[str, float]:
    total = sum(counts.values())
    return {word: math.log10(n / total) + 9 for word, n in counts.items()}


def symspell_counts(name: str) -> dict[str, int]:
    lines = (folder_of("symspellpy") / name).read_text(encoding="utf-8-sig").splitlines()
    rows = (line.rsplit(" ", 1) for line in lines)
    return {key: int(count) for key, count in rows}


def spellchecker_counts(lang: str) -> dict[str, int]:
    path = folder_of("spellchecker") / "resources" / f"{lang}.json.gz"
    with gzip.open(path, "rt", encoding="utf8") as file:
        counts: dict[str, int] = json.load(file)
    return {word: n for word, n in counts.items() if WORD.fullmatch(word) and word == word.lower()}


def extra_words(name: str) -> list[str]:
    """Additions, one or more a line, `#` comments: `extra_words.txt` was written by hand (words
    younger than the sources), `seen_words.txt` by `seen.py`."""
    lines = (HERE / name).read_text(encoding="utf8").splitlines()
    return [word for line in lines for word in line.split("#")[0].split()]


def english(seen: bool = True) -> dict[str, float]:
    """Mean Zipf frequency of the two sources; a word that only one holds keeps that one's."""
    first = zipf_scale(symspell_counts("frequency_dictionary_en_82_765.txt"))
    second = zipf_scale(spellchecker_counts("en"))
    merged = {}
    for word in first.keys() | second.keys():
        if WORD.fullmatch(word):
            values = [table[word] for table in (first, second) if word in table]
            merged[word] = max(LOWEST, sum(values) / len(values))
    for word in extra_words("extra_words.txt") + (extra_words("seen_words.txt") if seen else []):
        merged.setdefault(word, EXTRA)
    return {word: value for word, value in merged.items() if not is_plain_possessive(word, value)}


def is_plain_possessive(word: str, value: float) -> bool:
    """`aardvark's`: whoever looks words up takes `'s` off; `it's` and `let's` are words."""
    return word.endswith("'s") and value < COMMON_CLITIC


def other(lang: str) -> dict[str, float]:
    scaled = zipf_scale(spellchecker_counts(lang))
    return {word: max(LOWEST, value) for word, value in scaled.items() if len(word) <= 24}


def byte_of(value: float) -> int:
    return max(1, min(255, round(value * SCALE)))


def header(kind: str, count: int, align: int = 1, script: str = "lexicon") -> bytes:
    text = (
        f"# cleantext {kind} {count}\n"
        f"# Made by data/build/{script}.py; sources and licences: data/NOTICE-lexicon.txt\n"
    )
    room = -(len(text) + 4) % align
    return (text + "# " + " " * room + "\n\n").encode("ascii")


def word_file(lang: str, words: dict[str, float]) -> bytes:
    ordered = sorted(words)
    zipf = bytes(byte_of(words[word]) for word in ordered)
    body = "\n".join(ordered).encode("utf8") + b"\0" + zipf
    return header(f"words {lang}", len(ordered)) + (
        body if lang == "en" else zlib.compress(body, 9)
    )


def bigram_file(known: dict[str, float]) -> bytes:
    """Pairs whose words are both known; of pairs that share a CRC-32 the more frequent counts."""
    table: dict[int, int] = {}
    for pair, count in symspell_counts("frequency_bigramdictionary_en_243_342.txt").items():
        first, second = pair.split(" ")
        if first in known and second in known:
            key = zlib.crc32(pair.encode("utf8"))
            table[key] = max(table.get(key, 0), byte_of(math.log10(count)))
    keys = array("I", sorted(table))
    scores = bytes(table[key] for key in keys)
    if sys.byteorder == "big":
        keys.byteswap()
    return header("bigrams en", len(keys), align=4) + keys.tobytes() + scores


def main(folder: Path) -> None:
    for name, version in PINNED.items():
        if importlib.metadata.version(name) != version:
            raise SystemExit(f"{name} {version} is needed")
    words = english()
    (folder / "words-en.bin").write_bytes(word_file("en", words))
    (folder / "bigrams-en.bin").write_bytes(bigram_file(words))
    for lang in LANGUAGES:
        if lang == "ru":
            continue  # `russian.py` makes it of more
        (folder / f"words-{lang}.bin").write_bytes(word_file(lang, other(lang)))


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE.parent)
