"""Write `data/languages.bin`: which trigrams and words each language has, for telling them apart.

    python -m cleantext.data.build.languages DOWNLOADS

with numpy installed and the packages that `letter_text` names in DOWNLOADS.  The same downloads
give the same bytes.

The script of a text says in which group of languages it is, often the language itself; within a
group a naive Bayes classifier over the trigrams and letters of words, and common words, says.  The
last column of a group stands for all other languages of the script that there is text of.
Features are those that tell most (their part of the mutual information).

The file, little-endian:

    offset  type        what
    0       8 bytes     b"languag1"
    8       u32 x 3     slots S, columns C (even), length of the names N (a multiple of 8)
    20      u8 x 4      first class that is no script, no mark; "no-break", "punctuation"
    24      u8[64]      class of a letter (`letter_symbols`): its group of languages, 255 for none
    88      N bytes     the names: groups after each other as "LATIN=en,de,... ", ASCII
            S rows      u16 check (0: empty), C nibbles: nats / STEP below the best language

A feature stands in the first slot from `(low half of hash) * S >> 32` on, circularly, that has its
check: the top 16 bits of the hash, as in `letters.bin`, of a tag (3 trigram, 4 word, 5 letter) and
symbols.
"""

from __future__ import annotations

import collections
import struct
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import regex

from .letter_model import hashed
from .letter_symbols import CLASSES, INDEX, MARKS, SCRIPTS, class_of, symbol_of
from .letter_text import Text, texts

TARGET = Path(__file__).parent.parent / "languages.bin"
GROUPS = {
    "LATIN": (
        "en de fr es it pt nl sv da nb fi pl cs sk hu hr sl ro tr et lv lt ca gl eu ga cy is af sq "
        "id vi sw fil lb mt az uz eo"
    ).split(),
    "CYRILLIC": "ru uk bg sr mk be kk mn ky tg".split(),
    "ARABIC": "ar fa ur ps ug ckb".split(),
    "DEVANAGARI": "hi mr ne".split(),
    "HEBREW": "he yi".split(),
}
SAME = {"pt-br": "pt", "pt-pt": "pt", "nn": "nb", "bs": "hr", "sr-latn": "hr", "ms": "id"}
SAME |= {"sr-cyrl": "sr", "uz-latn": "uz", "en-gb": "en", "es-419": "es", "es-mx": "es"}
SAME |= {"sr-me": "hr", "nl-be": "nl", "fr-ca": "fr", "fr-ch": "fr", "tgl": "fil", "de-1901": "de"}
KINDS = {"message": 1, "declaration": 8, "name": 1}
COLUMNS = 40
FEATURES = {"LATIN": 12_000, "CYRILLIC": 3_500, "ARABIC": 1_500, "DEVANAGARI": 1_600, "HEBREW": 800}
FILLED = 0.8
STEP = 0.5
SHARED, ENGLISH = 0.4, 3.0
"""Of names of products: share of a group's languages that have the word; times more in English."""
UNSEEN = 0.02
COMMON = 400
"""How many of its most common words a language has as features."""
LETTERS = r"\p{L}[\p{L}\p{M}]*"
WORD = regex.compile(rf"{LETTERS}(?:['\u2019-]{LETTERS})*")
Symbols = tuple[int, ...]
Words = collections.Counter[Symbols]
Array = Any
Entry = tuple[float, int, Symbols, Array]


def words(source: Iterable[Text]) -> dict[str, dict[str, Words]]:
    """How often each language of each group has each word, as symbols; others by their own name."""
    found: dict[str, dict[str, Words]] = {name: {} for name in GROUPS}
    memo: dict[str, tuple[str, Symbols] | None] = {}
    for text in source:
        if weight := KINDS.get(text.kind):
            language = SAME.get(text.language, text.language)
            for word in WORD.findall(text.text):
                if word not in memo:
                    memo[word] = spelt(word)
                if seen := memo[word]:
                    found[seen[0]].setdefault(language, collections.Counter())[seen[1]] += weight
    return found


def spelt(word: str) -> tuple[str, Symbols] | None:
    """The group and the symbols of a word in one script."""
    scripts = {CLASSES[class_of(c)] for c in word if c.isalpha()} & set(GROUPS)
    if len(scripts) != 1:
        return None
    return scripts.pop(), tuple(symbol_of(c) for c in word if class_of(c) != INDEX["format"])


def own(group: dict[str, Words], names: list[str]) -> None:
    """Take out names of products, and English where it is more at home."""
    having = collections.Counter(word for name in names for word in group.get(name, ()))
    english = group.get("en", collections.Counter())
    all_english = sum(english.values()) or 1
    for name, counter in group.items():
        total = sum(counter.values())
        for word in list(counter):
            rate = ENGLISH * counter[word] / total
            shared = len(names) > 5 and having[word] > SHARED * len(names)
            if name != "en" and (shared or english[word] / all_english > rate):
                del counter[word]


def features(counter: Words) -> collections.Counter[tuple[int, Symbols]]:
    """(tag, symbols) of trigrams of words between spaces, common words, letters beyond ASCII."""
    found: collections.Counter[tuple[int, Symbols]] = collections.Counter()
    common = {word for word, _ in sorted(counter.items(), key=lambda x: (-x[1], x[0]))[:COMMON]}
    for word, count in counter.items():
        spaced = 0x20, *word, 0x20
        for at in range(len(word)):
            found[3, spaced[at : at + 3]] += count
            if word[at] > 0x7F:
                found[5, word[at : at + 1]] += count
        if word in common and len(word) > 1:
            found[4, word] += count
    return found


def penalties(group: dict[str, Words], names: list[str]) -> Iterator[Entry]:
    """(worth, tag, symbols, a penalty for each language and for the others) of each feature."""
    columns = [features(group.get(name, collections.Counter())) for name in names]
    rest: collections.Counter[tuple[int, Symbols]] = collections.Counter()
    for name in sorted(group.keys() - set(names)):
        found = features(group[name])
        scale = 10_000 / max(1, sum(found.values()))
        for key, count in found.items():
            rest[key] += count * scale  # type: ignore[assignment]  # each language counts alike
    columns.append(rest)
    keys = sorted(set().union(*columns))
    for tag in (3, 4, 5):
        mine = [key for key in keys if key[0] == tag]
        seen = np.array([[column[key] for column in columns] for key in mine], float)
        total = np.maximum(1.0, [sum(n for k, n in c.items() if k[0] == 3) for c in columns])
        share = seen / total
        mean = share.mean(1, keepdims=True)
        kinds = (seen > 0).sum(0) / total
        unseen = np.maximum(UNSEEN, kinds / (1 + kinds))
        share = (1 - unseen) * share + unseen * mean
        worth = (share * np.log(share / share.mean(1, keepdims=True))).sum(1)
        best = share.max(1, keepdims=True)
        levels = np.minimum(15, np.rint(np.log(best / share) / STEP)).astype(np.uint8)
        for key, value, row in zip(mine, worth.tolist(), levels, strict=True):
            yield value, tag, key[1], row


def build(source: Iterable[Text], number: dict[str, int] = FEATURES) -> bytes:
    """The bytes of the table."""
    found = words(source)
    entries: list[Entry] = []
    for name, languages in GROUPS.items():
        own(found[name], languages)
        rows = sorted(penalties(found[name], languages), key=lambda row: (-row[0], *row[1:3]))
        entries += rows[: number[name]]
    size = int(sum(number.values()) / FILLED)
    table: list[bytes] = [bytes(2 + COLUMNS // 2)] * size
    for _, tag, symbols, row in entries:
        value = hashed(tag, symbols)
        at, check = (value & 0xFFFFFFFF) * size >> 32, struct.pack("<H", value >> 48 or 1)
        while table[at][:2] not in (b"\0\0", check):
            at = (at + 1) % size
        if table[at][:2] == b"\0\0":
            padded = [*row.tolist(), *[0] * (COLUMNS - len(row))]
            pairs = zip(padded[: COLUMNS // 2], padded[COLUMNS // 2 :], strict=True)
            table[at] = check + bytes(low | high << 4 for low, high in pairs)
    groups = [255] * 64
    for number_of, name in enumerate(GROUPS):
        groups[INDEX[name]] = number_of
    names = "".join(f"{name}={','.join(members)} " for name, members in GROUPS.items()).encode()
    names = names.ljust(-(-len(names) // 8) * 8)
    kinds = len(SCRIPTS), len(SCRIPTS) + len(MARKS), INDEX["no-break"], INDEX["punctuation"]
    header = struct.pack("<8s3I4B64B", b"languag1", size, COLUMNS, len(names), *kinds, *groups)
    return b"".join((header, names, *table))


def main() -> None:
    TARGET.write_bytes(build(texts(Path(sys.argv[1]))))


if __name__ == "__main__":
    main()
