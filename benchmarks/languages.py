"""Typo repair in languages other than English, on the translations that Django ships.

    pip install Django==5.1 numpy
    python -m benchmarks.languages [LEVEL]

For each language: changes made to the translations as they are, which are taken as right, per
million words; and, of typos made in them (one slip in a long enough known word of each message),
how many were put right and how many were made into another word.
"""

from __future__ import annotations

import random
import re
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

from cleantext import lexicon
from cleantext.rules import get
from cleantext.rules.typos.words import WORD, lowered

LANGUAGES = ("de", "es", "fr", "it", "nl", "pt", "ru")
MESSAGE = re.compile(r'^msgstr(?:\[\d\])? "(.+)"$', re.MULTILINE)
SHORTEST = 5


def messages(lang: str) -> Iterator[str]:
    spec = find_spec("django")
    if spec is None or spec.origin is None:
        raise SystemExit("pip install Django==5.1")
    for path in sorted(Path(spec.origin).parent.rglob(f"locale/{lang}/LC_MESSAGES/*.po")):
        entries = path.read_text(encoding="utf8").split("\n\n", 1)[1]
        joined = entries.replace('"\n"', "").replace("\\n", "\n").replace('\\"', '"')
        yield from MESSAGE.findall(joined)


def slip(word: str, rng: random.Random) -> str:
    """The word with two letters changed places, one left out, one twice, or one for another."""
    i = rng.randrange(1, len(word) - 1)
    a, b = word[i], word[i + 1]
    new = rng.choice((b + a, b, a + a + b, rng.choice(word) + b))
    return word[:i] + new + word[i + 2 :]


def misspelt(text: str, lang: str, rng: random.Random) -> str | None:
    """The text with a slip in one of its words that makes it unknown."""
    places = [
        match.span()
        for match in WORD.finditer(text)
        if len(match[0]) >= SHORTEST
        and match[0].islower()
        and lexicon.known(lowered(match[0]), lang)
    ]
    if not places:
        return None
    start, end = rng.choice(places)
    wrong = slip(text[start:end], rng)
    return None if lexicon.known(wrong, lang) else text[:start] + wrong + text[end:]


def main(level: str) -> None:
    print(f"{'':4}{'words':>8}{'changes/M':>12}{'typos':>8}{'fixed%':>8}{'wrong%':>8}")
    for lang in LANGUAGES:
        rule = get("TYP401").configure(lang=lang, level=level)
        rng = random.Random(3)
        words = changes = made = fixed = wrong = 0
        for text in messages(lang):
            words += len(text.split())
            changes += sum(1 for _ in rule.find(text, {rule.id}, **rule.options))
            damaged = misspelt(text, lang, rng)
            if damaged is not None:
                out = rule(damaged)
                made += 1
                fixed += out == text
                wrong += out not in (text, damaged)
        print(
            f"{lang:4}{words:8}{1e6 * changes / words:12.0f}{made:8}"
            f"{100 * fixed / made:8.1f}{100 * wrong / made:8.1f}"
        )


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "safe")
