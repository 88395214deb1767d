"""A report of confusables: words that mix letters of scripts which look the same (UTS #39)."""

from __future__ import annotations

from typing import NamedTuple

from ..errors import check_text


class Confusable(NamedTuple):
    """A word of two scripts: where, and what it reads as in one."""

    start: int  # code points, half-open
    end: int
    word: str
    plain: str  # the word with the letters of the one script

    @property
    def line(self) -> str:
        """The finding in one line of ASCII."""
        odd = " ".join(
            f"U+{ord(a):04X}" for a, b in zip(self.word, self.plain, strict=True) if a != b
        )
        return f"{self.start}-{self.end} {self.word!a} reads as {self.plain!a}: {odd}"


def find_confusables(text: str) -> tuple[Confusable, ...]:
    """The words of a text that mix confusable letters of two scripts, in order.

    What the rule NRM334 would change. Raises `InputTypeError` for anything but `str`.

    >>> [found] = find_confusables("log in to p\\u0430ypal")
    >>> found.plain, found.line
    ('paypal', "10-16 'p\\\\u0430ypal' reads as 'paypal': U+0430")
    """
    from ..rules.normal.confusables import mixed_words

    return tuple(
        Confusable(start, start + len(word), word, plain)
        for start, word, plain in mixed_words(check_text(text))
    )
