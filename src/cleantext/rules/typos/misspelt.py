"""Misspelt words: the kernel names those that are surely meant to be others, the place decides."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache

from ... import lexicon as lists
from ...kernel.evidence import FEATURES
from ...profile import View
from .forms import is_form
from .guards import guard, is_in_statement, is_inside, protected_spans
from .listed import codespell_lines
from .phrases import PAIRS

_AN = re.compile(r"\b[Aa]n \Z")
LEVELS = ("safe", "more", "off")
REPEATS, PRESENT = FEATURES.index("repeats"), FEATURES.index("present")
MOST = 50
MEASURED = ("de", "es", "fr", "ru")
"""Languages whose lists have so many forms that less is asked for: of what is changed in labelled
typos nine in ten are right, which is not known of the others."""
TERM = 3
"""So often an unknown word stands in a segment that is one of its words."""
MARGIN = 700
"""By so much, in 1000 times log-odds, a word may be likelier a slip where marks are left out."""


class Judge:
    """A language's words and a level."""

    __slots__ = ("lang", "lexicon", "listed", "model", "threshold")

    def __init__(self, level: str, lang: str, own: tuple[str, ...], codespell: bool) -> None:
        if level not in LEVELS:
            raise ValueError(f"level {level!r}: want safe, more or off")
        self.lang = "en" if lang == "auto" else lang
        mine = tuple(low + end for low in map(str.lower, own) for end in ("", "s"))
        listed = codespell_lines() if codespell and self.lang == "en" else b""
        self.listed = listed
        self.lexicon = lists.load(self.lang, mine, listed, PAIRS if self.lang == "en" else ())
        safe, more = lists.levels()
        self.model = lists.model()
        if self.lang in MEASURED:
            safe = more
        self.threshold = {"safe": safe, "more": more}.get(level, 1 << 30)

    def is_quiet(self, text: str) -> bool:
        """Whether surely nothing is found in a view of a text, whatever marks it leaves out."""
        return not any(self.lexicon.find(text, self.threshold - MARGIN, True))

    def score(self, row: tuple[int, ...]) -> int:
        """1000 times the log-odds that a candidate was meant."""
        return self.model.score(row)

    def allowed(
        self, view: View, found: list[tuple[int, int, str, int]]
    ) -> Iterator[tuple[int, int, str]]:
        """Those of the words that were found against which their place does not speak."""
        text = view.text
        if not found:
            return
        rows = {start: near for start, _, near in self.lexicon.rows(text)}
        spans = protected_spans(text)  # once: a text may hold thousands of slips
        for start, end, _, _ in found:
            old = text[start:end]
            if self.recurs(old, view.profile.counts):
                continue
            near = in_segment(old, rows[start], view.profile.counts)
            score, word = max((self.score(row), word) for word, row in near)
            if score >= self.threshold and not self.objection(text, start, end, word, spans):
                yield start, end, in_case(old, word)

    def recurs(self, word: str, counts: Mapping[str, int]) -> bool:
        """Whether a word comes so often in a segment that it is a name or a term: no list has it
        for a misspelling."""
        low = word.lower()
        return counts.get(low, 0) >= TERM and low.encode() + b"->" not in self.listed

    def objection(
        self,
        text: str,
        start: int,
        end: int,
        word: str,
        spans: tuple[list[int], list[int]] | None = None,
    ) -> str:
        """Why a word is none that may be changed here, in words; "" when it may."""
        old = text[start:end]
        low = old.lower().replace("\u2019", "'")
        if self.lang != "en":
            if not (old.islower() or (self.lang == "de" and old[1:].islower())):
                return "capitalised in a language whose names are not listed"
            if lists.is_form(low, self.lang) or lists.known(low):
                return "a rare word, a form of one, or a word of English"
        elif is_form(low):
            return "a rare word or a form of one"
        if is_inside(spans or protected_spans(text), start):
            return "code, a formula or a tag"
        if is_in_statement(text, start, end):
            return "the operand of a statement"
        if low[0] == word[0] and _AN.search(text, max(0, start - 4), start):
            from .articles import sound  # whose patterns few need

            if sound(word) == "a":
                return "the article says that it is spelt out"  # an musb
        if text[start - 1 : start] in ("'", "\u2019", "\u2018") and word.endswith(low):
            return "a form whose beginning is left out"  # 'gainst
        return guard(text, start, end)


def in_segment(
    word: str, near: list[tuple[str, tuple[int, ...]]], counts: Mapping[str, int]
) -> list[tuple[str, tuple[int, ...]]]:
    """The evidence on the candidates of a word, with how often both stand in the segment."""
    repeats = min(MOST, max(1, counts.get(word.lower(), 1)))
    out = []
    for candidate, row in near:
        changed = list(row)
        changed[REPEATS] = max(row[REPEATS], repeats)
        changed[PRESENT] = max(row[PRESENT], min(MOST, counts.get(candidate, 0)))
        out.append((candidate, tuple(changed)))
    return out


def in_case(old: str, new: str) -> str:
    """The new word in the case and with the apostrophe of the old one.

    >>> in_case("Teh", "the"), in_case("TEH", "the"), in_case("im", "i'm")
    ('The', 'THE', "I'm")
    """
    if "\u2019" in old:
        new = new.replace("'", "\u2019")
    if len(old) > 1 and old.isupper():
        return new.upper()
    if old[0].isupper() or new.startswith(("i'", "i\u2019")):
        return new[0].upper() + new[1:]
    return new


@cache
def judge(
    level: str = "safe", lang: str = "en", own: tuple[str, ...] = (), codespell: bool = True
) -> Judge:
    """The judge for a choice of options, made once."""
    return Judge(level, lang, own, codespell)
