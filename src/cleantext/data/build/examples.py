"""Examples that the model of typo repair is fitted on, taken from text: see `model.py`.

Evidence is taken by the very functions that run in production. Every unknown word of the text
that has a candidate is an example of what to leave. Typos are made in it, too: a word gets a
misspelling that codespell lists, or a slip taken from another pair at a place like the one where it
was made; a name is put for a word. The lines of commits are examples of both. Half of the examples
are taken as where codespell is not installed.
"""

from __future__ import annotations

import json
import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import islice, product
from pathlib import Path
from typing import Any, NamedTuple

from cleantext import lexicon as lists
from cleantext.data.build.card import Example
from cleantext.data.build.channel import Channel, Pair
from cleantext.data.build.lexicon import words_of
from cleantext.kernel.tokens import LOW, TOKEN, compiled
from cleantext.kernel.vocabulary import MODEL
from cleantext.kernel.words import Lexicon
from cleantext.profile import Profile
from cleantext.rules.typos.listed import codespell_lines
from cleantext.rules.typos.misspelt import Judge, in_segment

SEED = 8
CHARACTERS = {"prose": 3_000_000, "tech": 1_000_000, "code": 2_000_000}
"""So much of each source is sampled; of the others less."""
LESS = 800_000
SIZES = (10, 60, 200, 200, 800, 2500)
"""Least characters of a piece of text: a line, a paragraph, a page."""
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
