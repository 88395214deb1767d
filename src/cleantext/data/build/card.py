"""The card of the model of typo repair: what it was fitted on, and how it does out of its folds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np

from cleantext.data.build import training_text

LEVELS = range(1000, 4501, 500)
_AROUND = "writes `TEXT", "Nothing of it"
KINDS = {
    "prose": "published prose",
    "tech": "published documentation",
    "code": "published source code",
    "named": "names put into prose",
    "names": "lists of names",
    "foreign": "other languages, the profile not asked",
    "lines": "lines of a commit, after it",
}
FAULTS = """\
* Old spelling in a short quotation of a modern text is modernised; the profile names old segments
  only.
* A slip at the first letter, a wrong consonant, and slips in words of three or four letters are
  mostly left: they look like names and abbreviations.
* Two slips in one word are found only where the first letter and the consonants agree, or the
  beginning and the end of a long word.
* Words younger than the lists (2020) are unknown; one that is a slip away from a common word is
  changed when it stands once, in small letters, among common words.
* Negatives that a list of misspellings holds were left out, so what the model says of listed words
  is optimistic in names and foreign text.
"""


class Example(NamedTuple):
    row: tuple[int, ...]
    right: bool
    kind: str
    source: str
    word: str
    near: str = ""
    """What a word of published text is likeliest taken for."""


class Figures(NamedTuple):
    """What the fits say of examples whose source they have not seen."""

    examples: Sequence[Example]
    score: Any
    words: int
    """Of published English."""
    levels: Sequence[int]


def sources() -> list[str]:
    """What text there is, and by what licences: as the script says that gathers it."""
    lines = (training_text.__doc__ or "").split("\n")
    first, end = (next(i for i, line in enumerate(lines) if line.startswith(w)) for w in _AROUND)
    return [line.removeprefix("    ") for line in lines[first + 2 : end - 1]]


def worst_of(examples: Sequence[Example], score: Any) -> dict[tuple[str, str, str], float]:
    """The highest score of each word of a source that is to be left."""
    found: dict[tuple[str, str, str], float] = {}
    for e, s in zip(examples, score, strict=True):
        if not e.right and e.kind in KINDS:
            key = e.word, e.near, e.source
            found[key] = max(float(s), found.get(key, float(s)))
    return found


def card(figures: Figures, words: Mapping[str, int]) -> str:
    """The card, in Markdown."""
    kinds = np.array([e.kind for e in figures.examples])
    right = np.array([e.right for e in figures.examples])
    # A typo is right once; its other candidates are examples of what not to take.
    count = Counter((e.kind, e.right) for e in figures.examples)
    lines = [
        "# The model of typo repair",
        "",
        "Written by `data/build/model.py`, which says how it is fitted. 200 trees of 16 leaves",
        "over whole numbers; thresholds "
        + " and ".join(f"{level / 1000:g}" for level in figures.levels)
        + " (log-odds) for the levels `safe` and `more`.",
        "",
        "## Fitted on",
        "",
        "```",
        *sources(),
        "```",
        "",
        *(f"* {source}: {n:,} words sampled" for source, n in sorted(words.items())),
        "* codespell's list where it is installed, and lines that commits repaired: "
        f"{count['mined', True]:,} examples of typos; {count['made', True]:,} were made",
        "",
        "## Out of its folds",
        "",
        "Every source is judged by a fit that has not seen it. Of typos: the share repaired (half",
        "of the examples are judged with codespell's list). Of the rest: changes, which may be",
        "right, each word of a source once; not those that were read and found misspelt.",
        "",
        "| threshold | made typos | mined typos | "
        + " | ".join(KINDS.values())
        + " | a million words of published English |",
        "|---" * (len(KINDS) + 4) + "|",
    ]
    worst = {
        kind: worst_of(
            [e for e in figures.examples if e.kind == kind], figures.score[kinds == kind]
        )
        for kind in KINDS
    }
    for level in LEVELS:
        over = figures.score >= level
        found = [f"{np.mean(over[(kinds == k) & right]):.3f}" for k in ("made", "mined")]
        left = [sum(s >= level for s in worst[k].values()) for k in KINDS]
        rate = 1e6 * sum(left[:3]) / figures.words
        lines.append(f"| {level / 1000:g} | {' | '.join([*found, *map(str, left)])} | {rate:.1f} |")
    lines += ["", "## Known faults", "", FAULTS]
    return "\n".join(lines)
