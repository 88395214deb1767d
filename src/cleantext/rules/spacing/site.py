"""What stands around a mark that may end a sentence."""

from __future__ import annotations

import re

from .lazy import lazy
from .line import Line
from .words import LETTER, is_title, listed, word_after, word_before

_CONTRACTED = re.compile(rf"({LETTER}{{1,5}})['\u2019]({LETTER}{{2,}})")


def is_abbreviation(word: str) -> bool:
    """Whether a word is written with a full stop of its own."""
    word = word.lower()
    return word in listed("title") or word in listed("abbreviation")


class Site:
    """One place where a sentence may end, with the words and marks around it."""

    def __init__(
        self,
        line: Line,
        first: int,
        marks: str,
        closers: str,
        openers: str,
        right_at: int,
        right: str,
        token: str,
    ) -> None:
        text = line.text
        self.line, self.first, self.marks = line, first, marks
        self.closers, self.openers, self.token = closers, openers, token
        self.right_at = right_at
        self.insert_at = first + len(marks) + len(closers)
        self.right = right
        self.right_end = right_at + len(right)
        self.left = _stem(word_before(text, first))
        self.left_at = first - len(word_before(text, first))
        self.next = text[self.right_end : self.right_end + 1] or " "
        after = text[self.right_end + 1 : self.right_end + 2]
        contracted = _CONTRACTED.match(right)
        self.base = contracted[2] if contracted and contracted[2][0].isupper() else right
        self.title = is_title(self.base) or bool(contracted and is_title(right))
        gap = 1 if self.next == " " else 2 if self.next == "," and after == " " else 0
        self.follow = word_after(text, self.right_end + gap) if gap else ""
        follows = text[self.right_end + gap : self.right_end + gap + 1] if gap else ""
        self.is_followed = (
            bool(self.follow)
            or follows.isdigit()
            or follows in tuple('\u201c"\u2018$\u20ac\u00a3(')
        )
        self.ends_well = self.next in " ,'\u2019:;!?.-\u2013\u2014\"\u201d)" and not (
            self.next == "." and after.isalnum()
        )

    @lazy
    def opener(self) -> bool:
        """Whether the right word is one that sentences often begin with."""
        return self.line.opens_clause(self.right)


def _stem(word: str) -> str:
    """A word without what follows its apostrophe, or without the apostrophe when that is short."""
    if "'" not in word and "\u2019" not in word:
        return word
    last = re.split("['\u2019]", word)[-1]
    return last if len(last) > 2 else word.replace("'", "").replace("\u2019", "")
