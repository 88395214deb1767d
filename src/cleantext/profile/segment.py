"""What a segment is as a whole: its language, its era, its words. Found when first asked for."""

from __future__ import annotations

from collections import Counter
from functools import cached_property

from .language import WORD, Language, is_old, language_of


class Segment:
    """The evidence that the lines of a segment share.

    >>> Segment("We went home when it was late.").language.code
    'en'
    """

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def counts(self) -> Counter[str]:
        """How often each word, in lower case, stands in the segment."""
        return Counter(self.words(self.text))

    @cached_property
    def language(self) -> Language:
        """The language of the segment."""
        return language_of(self.text)

    @cached_property
    def is_old(self) -> bool:
        """Whether the segment is early modern English."""
        return is_old(self.text)

    @staticmethod
    def words(text: str) -> list[str]:
        """The words of a text in lower case."""
        return [word.lower() for word in WORD.findall(text)]
