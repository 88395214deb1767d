"""Fit the model of typo repair, `words-model.bin`, and write its card, `words-model.md`.

    pip install codespell==2.4.3 lightgbm==4.6.0
    python src/cleantext/data/build/model.py TEXT PAIRS... [--out FOLDER]

TEXT is the folder that `training_text.py` writes, which tells what is in it and by what licence.
PAIRS are files that `mined.py` writes: lines of public repositories before and after a commit that
repaired a misspelling in them. codespell's list is read where it is installed; nothing of it, of
the text, or of the lines is stored. Half of the examples are taken as where it is not.

Evidence is taken by the very functions that run in production. Every unknown word of the text
that has a candidate is an example of what to leave. Typos are made in it, too: a word gets a
misspelling that codespell lists, or a slip taken from
another pair at a place like the one where it was made; a name is put for a word. The lines of PAIRS
are examples of both.

Published text holds misspellings. What codespell lists or a commit repaired is none to leave, nor
what `misspelt.txt` has: of what fits that have never seen a source would change in it, which this
prints, a person has read what is misspelt there. The same fits give the thresholds.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import re
import struct
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import islice, product
from pathlib import Path
from typing import Any, NamedTuple

import lightgbm
import numpy as np

from cleantext import lexicon as lists
from cleantext.data.build.card import Example, Figures, card, worst_of
from cleantext.data.build.channel import Channel, Pair
from cleantext.data.build.lexicon import HERE, header, words_of
from cleantext.kernel.evidence import FEATURES
from cleantext.kernel.tokens import LOW, TOKEN, compiled
from cleantext.kernel.vocabulary import MODEL
from cleantext.kernel.words import Lexicon
from cleantext.profile import Profile
from cleantext.rules.typos.listed import codespell_lines
from cleantext.rules.typos.misspelt import Judge, in_segment

SEED = 8
FOLDS = 5
TREES, LEAVES = 200, 16
CHARACTERS = {"prose": 3_000_000, "tech": 1_000_000, "code": 2_000_000}
"""So much of each source is sampled; of the others less."""
LESS = 800_000
SIZES = (10, 60, 200, 200, 800, 2500)
"""Least characters of a piece of text: a line, a paragraph, a page."""
PER_MILLION = {"safe": 2.5, "more": 8.0}
"""So many words of published text, in a million, are changed at each level at most, one that a
source has often counted once: by the models that have not seen the source."""
UP = "lead listed present".split()
DOWN = (
    "unknown-near strange-near unknown-paragraph unknown-lower foreign-near cost place repeats "
    "repeats-capital foreign foreign-common name rare capital-after archaic hyphen marked company "
    "code-near capitals-near symbols indented"
).split()
"""Features that may only speak for a change, or only against it."""
TWICE = 0.2
"""Of longer words so many get a second slip: twice as many as of those that people mistype."""
SEGMENT, IN_SEGMENT = 16_000, 0.7
"""Characters around a piece of text that make its segment; the share of pieces that have one."""


def known(word: str) -> bool:
    return lists.known(word)


def listed_pairs() -> list[Pair]:
    found = []
    for line in codespell_lines().decode("utf8").lower().split("\n"):
        wrong, _, right = line.partition("->")
        right = right.strip().rstrip(",")
        is_plain = right.isascii() and right.replace("'", "").isalpha()
        if wrong.isascii() and wrong.isalpha() and is_plain and not known(wrong):
            found.append((wrong, right))
    return found


def mined_lines(paths: list[Path]) -> list[dict[str, Any]]:
    return [json.loads(line) for path in paths for line in path.open(encoding="utf8")]


# -- examples -----------------------------------------------------------------------------------


class Piece(NamedTuple):
    """A piece of text in its segment."""

    text: str
    line: int
    """The number of its first line."""
    before: str
    after: str
    segment: Profile

    @classmethod
    def within(cls, before: str, text: str, after: str) -> Piece:
        return cls(text, before.count("\n"), before, after, Profile(before + text + after))

    @classmethod
    def alone(cls, text: str) -> Piece:
        return cls.within("", text, "")

    def with_text(self, text: str) -> Piece:
        return Piece.within(self.before, text, self.after)

    def with_word(self, old: str, new: str) -> Piece:
        """With another word wherever one stands."""
        word = re.compile(rf"(?<![\w'-]){re.escape(old)}(?![\w'-])")
        return Piece.within(*(word.sub(new, part) for part in (self.before, self.text, self.after)))


class Maker:
    """Takes examples from text."""

    def __init__(self, listed: list[Pair], mined: list[Pair], channel: Channel) -> None:
        self.rng = random.Random(SEED)
        self.channel = channel
        self.judge = Judge("safe", "en", (), False)
        self.lexicons = lexicons(channel)
        self.wrongs = defaultdict(list)
        for wrong, right in listed:
            if known(right):
                self.wrongs[right].append(wrong)
        self.typos = {wrong for wrong, _ in listed + mined} | set(words_of("misspelt.txt"))
        self.words: Counter[str] = Counter()
        self.names: list[str] = []

    def of(
        self, lex: Lexicon, piece: Piece, only: str = ""
    ) -> Iterator[tuple[str, list[tuple[str, tuple[int, ...]]]]]:
        """The unknown words that production would judge, with the evidence on their candidates."""
        line = piece.line
        for paragraph in re.split(r"(\n\s*\n)", piece.text):
            for view in piece.segment.views(paragraph, line, lang="en"):
                for start, end, candidates in lex.rows(view.text):
                    word = view.text[start:end].lower()
                    if (only and word != only) or view.may("TYP401", start, end) == "-":
                        continue
                    if not self.judge.objection(view.text, start, end, candidates[0][0]):
                        yield word, in_segment(word, candidates, piece.segment)
            line += paragraph.count("\n")

    def text(self, kind: str, source: str, piece: Piece) -> Iterator[Example]:
        for word, candidates in self.of(self.rng.choice(self.lexicons), piece):
            if word not in self.typos or kind in ("foreign", "names"):
                yield Example(candidates[0][1], False, kind, source, word, candidates[0][0])

    def made(self, source: str, piece: Piece) -> Iterator[Example]:
        rng, text = self.rng, piece.text
        spots = [m for m in compiled(TOKEN).finditer(text) if 3 <= m.end() - m.start() <= 20]
        for _ in range(8 if len(spots) > 3 else 0):
            spot = rng.choice(spots)
            old, word = spot[0], spot[0].translate(LOW).replace("\u2019", "'")
            is_short = rng.random() > len(word) / 7
            if not word.isascii() or not known(word) or (is_short and "'" not in word):
                continue
            is_listed = word in self.wrongs and rng.random() < 0.5
            if "'" in word:
                wrong = word.replace("'", "")
            else:
                wrong = rng.choice(self.wrongs[word]) if is_listed else self.channel.slip(word, rng)
                if not is_listed and len(word) > 6 and rng.random() < TWICE:
                    wrong = self.channel.slip(wrong, rng)
            if wrong == word or known(wrong):
                continue
            new = wrong.upper() if old.isupper() else wrong
            new = new[0].upper() + new[1:] if old[0].isupper() else new
            if rng.random() < (0.5 if is_listed else 0.12):
                made = piece.with_word(old, new)
            else:
                made = piece.with_text(text[: spot.start()] + new + text[spot.end() :])
            for _, candidates in islice(self.of(rng.choice(self.lexicons), made, wrong), 1):
                for near, row in candidates:
                    yield Example(row, near == word, "made", source, wrong)
            return

    def named(self, source: str, piece: Piece) -> Iterator[Example]:
        """A name put for a capitalised word: names are of all languages, the text is not."""
        text = piece.text
        spots = [
            m for m in compiled(TOKEN).finditer(text) if m[0][0].isupper() and m[0][1:].islower()
        ]
        if spots and self.names:
            spot, name = self.rng.choice(spots), self.rng.choice(self.names)
            made = piece.with_text(text[: spot.start()] + name + text[spot.end() :])
            for word, candidates in self.of(self.rng.choice(self.lexicons), made, name.lower()):
                yield Example(candidates[0][1], False, "named", source, word)

    def lines(self, mined: list[dict[str, Any]], channel: Channel) -> Iterator[Example]:
        """Examples of lines, by a channel that was counted in others."""
        for line, lex in product(mined, lexicons(channel)):
            source = f"mined-{line['source']}"
            wrongs = {w.lower(): r.lower() for w, r, kind, _ in line["edits"] if kind == "non"}
            for word, candidates in self.of(lex, Piece.alone(line["input"])):
                if word in wrongs:
                    for near, row in candidates:
                        yield Example(row, near == wrongs[word], "mined", source, word)
            for word, candidates in self.of(lex, Piece.alone(line["gold"])):
                if word not in self.typos:
                    yield Example(candidates[0][1], False, "lines", source, word)

    def folder(self, folder: Path) -> Iterator[Example]:
        for path in sorted(folder.glob("names/*.txt")):
            self.names += re.findall(r"\b[A-Z][a-z]{2,}\b", path.read_text(encoding="utf8"))
        for path in sorted(folder.glob("*/*.txt")):
            kind, text = path.parent.name, path.read_text(encoding="utf8").replace("\r", "")
            rng = random.Random(f"{SEED} {kind}/{path.stem}")  # whatever is made of other pieces
            quota, seen, size = CHARACTERS.get(kind, LESS), 0, len(text)
            while seen < min(quota, size):
                at = text.find("\n", rng.randrange(max(1, size - 400))) + 1
                end = text.find("\n", at + rng.choice(SIZES))
                piece = text[at : end if end > 0 else size]
                seen += len(piece) + 20
                if not 10 <= len(piece) <= 4000:
                    continue
                self.words[f"{kind}/{path.stem}"] += len(piece.split())
                around = at - SEGMENT // 2, at + SEGMENT // 2
                here = Piece.alone(piece)
                if rng.random() < IN_SEGMENT:
                    here = Piece.within(text[max(0, around[0]) : at], piece, text[end : around[1]])
                yield from self.text(kind, f"{kind}/{path.stem}", here)
                if kind == "prose":
                    yield from self.named(f"{kind}/{path.stem}", here)
                if rng.random() < {"prose": 0.8, "tech": 0.8, "code": 0.15}.get(kind, 0.0):
                    yield from self.made(f"{kind}/{path.stem}", here)


def lexicons(channel: Channel) -> list[Lexicon]:
    """Two with the costs of a channel and no trees: with codespell's list, and without."""
    words, pairs = (lists._mapped(f"{name}.bin")[1] for name in ("words-en", "bigrams-en"))
    costs = channel.costs + channel.beside + channel.tail
    model = memoryview(MODEL.pack(0, 0, 0, 0, 0, 0) + costs)
    letters = lists._letter_tables()
    return [Lexicon(words, pairs, letters, model, lines) for lines in (codespell_lines(), b"")]


def pairs_of(lines: list[dict[str, Any]]) -> list[Pair]:
    return [
        (w.lower(), r.lower())
        for line in lines
        for w, r, kind, _ in line["edits"]
        if kind == "non" and r.replace("'", "").isalpha()
    ]


# -- fit ----------------------------------------------------------------------------------------


def fit(rows: Any, right: Any, weight: Any) -> Any:
    signs = [1 if name in UP else -1 if name in DOWN else 0 for name in FEATURES]
    settings = {
        "objective": "binary",
        "num_leaves": LEAVES,
        "learning_rate": 0.1,
        "min_data_in_leaf": 60,
        "lambda_l2": 5,
        "feature_fraction": 0.5,
        "bagging_fraction": 0.8,
        "bagging_freq": 1,
        "max_bin": 127,
        "monotone_constraints": signs,
        "seed": SEED,
        "deterministic": True,
        "force_row_wise": True,
        "num_threads": 1,
        "verbose": -1,
    }
    data = lightgbm.Dataset(
        rows, right, weight=weight, feature_name=[f"f{i}" for i in range(len(FEATURES))]
    )
    return lightgbm.train(settings, data, TREES)


def packed(model: Any, channel: Channel, safe: int, more: int) -> bytes:
    """The trees in whole numbers: see `Model` in `kernel/vocabulary.py`."""
    roots: list[int] = []
    nodes: list[list[int]] = []
    leaves: list[int] = []

    def walk(node: dict[str, Any]) -> int:
        if "leaf_value" in node:
            leaves.append(max(-32768, min(32767, round(1000 * node["leaf_value"]))))
            return -len(leaves)
        at = len(nodes)
        nodes.append([node["split_feature"], math.floor(node["threshold"]), 0, 0])
        nodes[at][2] = walk(node["left_child"])
        nodes[at][3] = walk(node["right_child"])
        return at

    for tree in model.dump_model()["tree_info"]:
        roots.append(walk(tree["tree_structure"]))
    numbers = [*roots, *(part for node in nodes for part in node), *leaves]
    return b"".join(
        (
            header("words-model", len(roots), script="model"),
            MODEL.pack(len(roots), len(nodes), len(leaves), 0, safe, more),
            struct.pack(f"<{len(numbers)}h", *numbers),
            channel.costs,
            channel.beside,
            channel.tail,
        )
    )


def weights(examples: list[Example]) -> Any:
    by = {"mined": 3.0, "foreign": 0.5, "tech": 6.0, "prose": 6.0, "code": 6.0}
    return np.array([by.get(e.kind, 1.0) for e in examples], np.float32)


def main(folder: Path, files: list[Path], out: Path) -> None:
    lines, listed = mined_lines(files), listed_pairs()
    mined = pairs_of(lines)
    channel = Channel(listed, mined)
    maker = Maker(listed, mined, channel)
    examples = [*maker.folder(folder)]
    places = sorted({line["source"] for line in lines})
    for half in (0, 1):  # what a slip costs is never known from the slip itself
        here, there = (
            [x for x in lines if places.index(x["source"]) % 2 == k] for k in (half, 1 - half)
        )
        examples += maker.lines(here, Channel(listed, pairs_of(there)))
    rows = np.array([e.row for e in examples], np.float32)
    right = np.array([e.right for e in examples], np.int8)
    weight = weights(examples)
    sources = sorted({e.source for e in examples})
    fold = np.array([sources.index(e.source) % FOLDS for e in examples])
    print(Counter((e.kind, e.right) for e in examples))
    score = np.zeros(len(examples))
    for k in range(FOLDS):
        model = fit(rows[fold != k], right[fold != k], weight[fold != k])
        score[fold == k] = 1000 * model.predict(rows[fold == k], raw_score=True)
    words = sum(n for source, n in maker.words.items() if source.split("/")[0] in CHARACTERS)
    published = [i for i, e in enumerate(examples) if e.kind in CHARACTERS]
    changed = worst_of([examples[i] for i in published], score[published])
    ranked = sorted(changed, key=lambda key: (-changed[key], key))
    levels = [
        math.ceil(changed[ranked[int(rate * words / 1e6)]] / 50) * 50
        for rate in PER_MILLION.values()
    ]
    for word, near, source in ranked[: int(PER_MILLION["more"] * words / 1e6)]:
        print(f"{changed[word, near, source]:6.0f}  {word} -> {near}  {source}")
    model = fit(rows, right, weight)
    (out / "words-model.bin").write_bytes(packed(model, channel, levels[0], levels[1]))
    figures = Figures(examples, score, words, levels)
    (out / "words-model.md").write_text(card(figures, maker.words), encoding="utf8")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("text", type=Path)
    parser.add_argument("pairs", type=Path, nargs="*")
    parser.add_argument("--out", type=Path, default=HERE.parent)
    options = parser.parse_args()
    main(options.text, options.pairs, options.out)
