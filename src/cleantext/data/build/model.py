"""Fit the model of typo repair, `words-model.bin`, and write its card, `words-model.md`.

    pip install codespell==2.4.3 lightgbm==4.6.0
    python src/cleantext/data/build/model.py TEXT PAIRS... [--out FOLDER]

TEXT is the folder that `training_text.py` writes, which tells what is in it and by what licence.
PAIRS are files that `mined.py` writes: lines of public repositories before and after a commit that
repaired a misspelling in them. codespell's list is read where it is installed; nothing of it, of
the text, or of the lines is stored. `examples.py` tells what is taken of them.

Published text holds misspellings. What codespell lists or a commit repaired is none to leave, nor
what `misspelt.txt` has: of what fits that have never seen a source would change in it, which this
prints, a person has read what is misspelt there. The same fits give the thresholds.
"""

from __future__ import annotations

import argparse
import math
import struct
from collections import Counter
from pathlib import Path
from typing import Any

import lightgbm
import numpy as np

from cleantext.data.build.card import Example, Figures, card, worst_of
from cleantext.data.build.channel import Channel
from cleantext.data.build.examples import (
    CHARACTERS,
    SEED,
    Maker,
    listed_pairs,
    mined_lines,
    pairs_of,
)
from cleantext.data.build.lexicon import HERE, header
from cleantext.kernel.evidence import FEATURES
from cleantext.kernel.vocabulary import MODEL

FOLDS = 5
TREES, LEAVES = 200, 16
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
