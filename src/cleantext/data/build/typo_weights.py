"""Fit the weights of typo repair and write them to `rules/typos/weights.py`.

    pip install numpy==2.4.6 codespell==2.4.3
    python src/cleantext/data/build/typo_weights.py TEXT

TEXT is the folder that `training_text.py` writes, which tells what is in it and by what licence.

Every unknown word in it that has a candidate is an example of what to leave, but for the typos that
the text holds: those that codespell lists (its list is read where it is installed, nothing of it is
stored) and those in `training_typos.txt`, which were found by reading what an earlier fit was
surest of. Typos are made, too: a word is replaced by a misspelling that codespell lists (for some
of the examples the model is not told so), or by a slip of the keyboard.
"""

from __future__ import annotations

import random
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np

from cleantext.rules.typos import decision, weights
from cleantext.rules.typos.candidates import CLOSED
from cleantext.rules.typos.place import Paragraph
from cleantext.rules.typos.slips import ENGLISH_LETTERS, KEYS, VOWELS
from cleantext.rules.typos.speller import Speller
from cleantext.rules.typos.words import WORD, lowered, paragraphs

Vector = Any  # a numpy array
Evidence = dict[str, float]

KINDS = ("prose", "tech", "code", "foreign", "names")
DAMAGED = {"prose": 36_000, "tech": 40_000, "code": 1_200}
"""In so many paragraphs of a kind a typo is made."""
NO_TYPOS = frozenset(
    "als dependees dito dum grup hace hda iif indx inh juli juni lits mesure modell momento nowe "
    "numer objekt objets offen ofo oktober olt requestor sav speling tung unter vor welp".split()
)
"""Listed misspellings that stand in the text as names, or as words of another language or trade."""
TWICE = 2
"""So often a typo that the text holds is an example."""
LISTED_KNOWN = 0.55
"""For this share of made typos the model may see that the list has them."""
FROM_LIST = 0.5
INDENTED, CAPITAL = 0.3, 0.4
"""Typos are made less readily in indented lines (code, quotations, lists) and capitalised words."""
REPEATED = 0.04
"""The share of made typos that are made wherever the paragraph has the word."""
RIDGE = 3.0
LEVELS = {"safe": 3.5, "more": 1.25}
BY_HAND = {"closed": 6.5, "right-unseen": 0.0, "species": -2.5, "spoken": -1.0, "symbols": 0.0}
"""There are too few examples: the closed list is near certain, the second word of a species, like
what people say, as they are used to say it. What adds next to nothing is kept from adding, so that
`bounds` tells of more words that no place can make them worth changing."""
ADDED = {
    "apostrophe": -2.5,
    "case-middle": -1.5,
    "case-upper": -0.5,
    "extra-double": -0.7,
    "foreign": -0.5,
    "frequency": 0.15,
    "letter": -0.5,
    "made-ed": -0.5,
    "made-tech": -1.0,
    "name": -0.3,
    "unlisted-ending": 1.1,
    "unlisted-long": 0.5,
    "unlisted-longer": 0.4,
    "unlisted-name": -1.5,
    "unlisted-seldom": -2.0,
    "unlisted-short": -0.5,
    "unlisted-transposed": 0.6,
    "unlisted-vowel": -0.7,
    "vowel": -0.4,
}
"""Added to what was fitted: in labelled text, whose typos people made, some kinds of evidence are
worth more or less than among made typos. Like the levels, found there, not fitted."""
WEIGHTS = {"tech": 2.0}
"""How much an unknown word that is to be left counts, by the kind of text."""
RANK_NAMES = (
    "frequency transposed extra-double extra missing-double missing vowel key letter skeleton "
    "frame ending first last last-inflection left right listed extra-vowel extra-key missing-vowel "
    "sound first-extra last-extra short-letter short-extra short-missing seldom "
    "lost-chunk doubled-chunk three-slips seldomest"
).split()
SLIPS = (
    *("missing", "extra", "letter", "transposed", "double", "undouble", "vowel"),
    *("lost-chunk", "doubled-chunk"),
)
SLIP_WEIGHTS = (34, 18, 10, 13, 8, 9, 8, 2, 2)


WITHOUT = {whole: joined for joined, whole in CLOSED.items()}


def texts(folder: Path) -> Iterator[str]:
    for path in sorted(folder.rglob("*")):
        if path.suffix in (".txt", ".rst", ".py"):
            yield path.read_text(encoding="utf8", errors="replace")
        elif path.suffix == ".po":
            po = path.read_text(encoding="utf8", errors="replace")
            strings = re.findall(r'^msgstr "(.+)"$', po, re.MULTILINE)
            yield "\n\n".join(" ".join(strings[i : i + 6]) for i in range(0, len(strings), 6))


def sample(folder: Path, share: float, rng: random.Random) -> list[str]:
    """A share of the paragraphs, each once: footers come again on every page."""
    found: dict[str, None] = {}
    for text in texts(folder):
        for start, end in paragraphs(text):
            if 40 <= end - start <= 1500:
                found[text[start:end].strip("\n")] = None
    kept = list(found)
    rng.shuffle(kept)
    return kept[: int(share * len(kept))]


def real_typos() -> dict[str, str]:
    """What `training_typos.txt` has."""
    lines = (Path(__file__).parent / "training_typos.txt").read_text(encoding="utf8").splitlines()
    pairs = (line.partition("->") for line in lines if not line.startswith("#"))
    return {wrong: right for wrong, _, right in pairs}


def slip(word: str, rng: random.Random) -> str:
    """The word with one slip made in it, seldom at its first letter."""
    kind = rng.choices(SLIPS, SLIP_WEIGHTS)[0]
    i = rng.randrange(len(word)) if rng.random() < 0.1 else rng.randrange(1, len(word))
    if kind == "transposed":
        i = min(i, len(word) - 2)
        return word[:i] + word[i + 1] + word[i] + word[i + 2 :]
    if kind == "missing":
        return word[:i] + word[i + 1 :]
    if kind == "lost-chunk":
        return word[:i] + word[i + 2 :]
    if kind == "doubled-chunk":
        return word[:i] + word[max(0, i - rng.randint(2, 3)) :]
    if kind == "double":
        return word[: i + 1] + word[i:]
    if kind == "undouble":
        at = [j for j in range(1, len(word)) if word[j] == word[j - 1]]
        return word[: at[0]] + word[at[0] + 1 :] if at else word[:i] + word[i + 1 :]
    if kind == "vowel":
        at = [j for j in range(1, len(word)) if word[j] in VOWELS]
        i = rng.choice(at) if at else i
        return word[:i] + rng.choice("aeiou") + word[i + 1 :]
    near = sorted(KEYS.get(word[i], ())) or list(ENGLISH_LETTERS)
    letter = rng.choice(near if rng.random() < 0.5 else ENGLISH_LETTERS)
    return word[:i] + letter + word[i + (kind == "letter") :]


def misspellings(speller: Speller) -> dict[str, list[str]]:
    table = defaultdict(list)
    for wrong, right in speller.listed.items():
        if not speller.knows(wrong) and wrong.isascii():
            table[right].append(wrong)
    return table


def broken(
    text: str, table: dict[str, list[str]], rng: random.Random
) -> tuple[str, int, str, bool] | None:
    """The paragraph with a typo made in it: text, place, right word, whether a list has it."""
    spans = [m.span() for m in WORD.finditer(text) if m.end() - m.start() >= 3]
    if not spans:
        return None
    for _ in range(4):
        start, end = rng.choice(spans)
        old = text[start:end]
        word = lowered(old)
        if not word.isascii() or rng.random() > len(word) / 8:
            continue
        from_list = rng.random() < FROM_LIST
        if word in WITHOUT:
            return text[:start] + WITHOUT[word] + text[end:], start, word, False
        if from_list and word in table:
            wrong = rng.choice(table[word])
        elif not from_list and len(word) >= 4:
            wrong = slip(word, rng)
        else:
            continue
        line = text.rfind("\n", 0, start) + 1
        if text[line : line + 1].isspace() and rng.random() > INDENTED:
            continue
        if old[0].isupper() and rng.random() > CAPITAL:
            continue
        if old[0].isupper():
            wrong = wrong.upper() if old.isupper() else wrong.capitalize()
        elif not old.islower():
            continue
        if rng.random() < REPEATED:
            rest = re.sub(rf"\b{re.escape(old)}\b", wrong, text[end:])
            return text[:start] + wrong + rest, start, word, from_list
        return text[:start] + wrong + text[end:], start, word, from_list
    return None


def judged(
    speller: Speller, text: str, at: int | None = None
) -> Iterator[tuple[int, str, Evidence, list[tuple[str, Evidence]]]]:
    """Every unknown word with candidates: place, best candidate, evidence, all that was ranked."""
    if not any(not speller.knows(word) for word in WORD.findall(lowered(text))):
        return
    view = Paragraph.of(text, speller)
    for index, word in enumerate(view.words):
        start, _ = view.spans[index]
        known = not view.strange[index] or speller.knows(word)
        if not known and at in (None, start) and view.is_candidate(index):
            found, of_word = speller.consider(word) if speller.is_suspect(word) else ((), {})
            place = view.surroundings(index)
            if not found or place.strangeness > 0.4:
                continue
            choice = decision.choose(found, of_word, place, weights.RANK, weights.DECIDE)
            ranked = []
            for candidate in found:
                left, right = decision.pair_evidence(candidate.word, place)
                ranked.append(
                    (candidate.word, {**candidate.evidence, "left": left, "right": right})
                )
            yield start, choice.word, choice.evidence, ranked


def examples(
    folders: dict[str, Path], share: float, rng: random.Random
) -> Iterator[tuple[str, bool, Evidence, list[tuple[str, Evidence]], str]]:
    """Kind, whether to change, evidence, what was ranked, the right word of a typo."""
    told, untold = Speller("all", "en", (), True), Speller("all", "en", (), False)
    table, typos, met = misspellings(told), real_typos(), Counter[str]()

    def right_of(kind: str, wrong: str) -> str:
        if wrong in typos:
            return typos[wrong]
        return "" if kind == "foreign" or wrong in NO_TYPOS else told.listed.get(wrong) or ""

    for kind, folder in folders.items():
        texts = sample(folder, share, rng)
        for text in texts:
            for start, best, evidence, _ in judged(told, text):
                wrong = WORD.match(lowered(text), start)
                right = right_of(kind, wrong[0]) if wrong else ""
                met[right] += 1
                if not right:
                    yield kind, False, evidence, [], ""
                elif met[right] <= TWICE:
                    yield kind, best == right, evidence, [], right
        for text in rng.choices(texts, k=int(share * DAMAGED.get(kind, 0))):
            made = broken(text, table, rng)
            if made is not None:
                damaged, at, right, listed = made
                speller = untold if listed and rng.random() > LISTED_KNOWN else told
                for _, best, evidence, ranked in judged(speller, damaged, at):
                    yield kind, best == right, evidence, ranked, right


def fit_logistic(x: Vector, y: Vector, weight: Vector, penalised: Vector) -> Vector:
    """Ridge-penalised logistic regression by Newton's method."""
    w = np.zeros(x.shape[1])
    for _ in range(30):
        p = 1 / (1 + np.exp(-np.clip(x @ w, -30, 30)))
        gradient = x.T @ (weight * (y - p)) - RIDGE * penalised * w
        hessian = (x * (weight * p * (1 - p))[:, None]).T @ x + RIDGE * np.diag(penalised + 1e-6)
        step = np.linalg.solve(hessian, gradient)
        w += step
        if np.abs(step).max() < 1e-6:
            break
    return w


def fit_rank(groups: list[tuple[Vector, int]], size: int, rounds: int = 25) -> Vector:
    """Conditional logit: the chance of each candidate among those of its word."""
    w = np.zeros(size)
    for _ in range(rounds):
        gradient, hessian = -RIDGE * w, RIDGE * np.eye(size)
        for x, right in groups:
            s = x @ w
            p = np.exp(s - s.max())
            p /= p.sum()
            mean = p @ x
            gradient = gradient + x[right] - mean
            hessian = hessian + (x * p[:, None]).T @ x - np.outer(mean, mean)
        step = np.linalg.solve(hessian, gradient)
        w += step
        if np.abs(step).max() < 1e-5:
            break
    return w


def row(evidence: Evidence, names: list[str]) -> list[float]:
    return [evidence.get(name, 0.0) for name in names]


def table_source(name: str, values: dict[str, float]) -> str:
    lines = "".join(f'    "{key}": {value:.3f},\n' for key, value in values.items())
    return f"{name}: dict[str, float] = {{\n{lines}}}\n"


def write(rank: dict[str, float], decide: dict[str, float], report: Callable[[str], None]) -> None:
    path = Path(weights.__file__)
    path.write_text(
        '"""The weights of typo repair, written by `data/build/typo_weights.py`: see there."""\n\n'
        + table_source("RANK", rank)
        + "\n"
        + table_source("DECIDE", decide)
        + "\n"
        + table_source("LEVELS", LEVELS)
        + '"""The score a change needs: see `decision`."""\n',
        encoding="utf8",
    )
    report(f"wrote {path}")


def main(folders: dict[str, Path]) -> None:
    # The evidence of the decision depends on the weights of the ranker, so that is fitted first.
    for share in (0.2, 1.0):
        weights.LEVELS["all"] = -1e9
        rng = random.Random(6)
        made = list(examples(folders, share, rng))
        groups = []
        for _, _, _, ranked, right in made:
            at = [i for i, (word, _) in enumerate(ranked) if word == right]
            if at and len(ranked) > 1:
                groups.append((np.array([row(e, RANK_NAMES) for _, e in ranked]), at[0]))
        rank = dict(zip(RANK_NAMES, map(float, fit_rank(groups, len(RANK_NAMES))), strict=True))
        weights.RANK.clear()
        weights.RANK.update(rank)
    names = sorted({name for _, _, evidence, _, _ in made for name in evidence})
    names = [name for name in names if not name.startswith("unlisted-")]
    x = np.array([row(evidence, names) for _, _, evidence, _, _ in made])
    y = np.array([float(right) for _, right, _, _, _ in made])
    weight = np.array([1.0 if right else WEIGHTS.get(kind, 1.0) for kind, *_, right in made])
    penalised = np.array([float(name != "bias") for name in names])
    decide = dict(zip(names, map(float, fit_logistic(x, y, weight, penalised)), strict=True))
    kinds = np.array([kind for kind, *_ in made])
    made_typo = np.array([bool(right) for *_, right in made])
    print(f"{len(made)} examples, {int(y.sum())} to change, ranker fitted on {len(groups)}")
    decide.update(BY_HAND)
    for name, value in ADDED.items():
        decide[name] = decide.get(name, 0.0) + value
    decide = dict(sorted(decide.items()))
    score = np.array([decision.weigh(evidence, decide) for _, _, evidence, _, _ in made])
    for threshold in (0.0, 1.0, 2.0, 3.0, 4.0, 5.0):
        changed = score >= threshold
        recall = (changed & (y == 1)).sum() / made_typo.sum()
        false = {k: int((changed & ~made_typo & (kinds == k)).sum()) for k in folders}
        print(f"t={threshold}: recall {recall:.3f}, false {false}")
    write(rank, decide, print)


if __name__ == "__main__":
    main({kind: Path(sys.argv[1]) / kind for kind in KINDS})
