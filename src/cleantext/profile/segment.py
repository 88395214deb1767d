"""What a segment is as a whole: its language, its era, its words. Found when first asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cached_property
from itertools import islice
from typing import Any, TypeVar, cast

from ..expressions import expression
from .forms import names
from .language import WORD, Language, is_old, language_of

T = TypeVar("T")
_LETTER = r"[^\W\d_]"
_ENDS = expression(rf"{_LETTER}['\u2019]?\Z")
_GOES_ON = expression(rf"['\u2019]?{_LETTER}")


class Segment:
    """The evidence that the lines of a segment share.

    >>> Segment("We went home when it was late.").language.code
    'en'
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self._found: dict[tuple[object, str], Any] = {}

    def once(self, find: Callable[[str, Segment], T], word: str) -> T:
        """What `find` tells of a word and the segment, asked once however often the word stands."""
        key = find, word
        if key not in self._found:
            self._found[key] = find(word, self)
        return cast("T", self._found[key])

    @cached_property
    def lowered(self) -> str:
        """The text in small letters, a character for a character."""
        # Of all letters only the capital I with a dot has more characters when it is small.
        return self.text.replace("\N{LATIN CAPITAL LETTER I WITH DOT ABOVE}", "I").lower()

    @cached_property
    def names(self) -> frozenset[str]:
        """What code of Lisp names, of which comments and strings speak."""
        return names(self.text)

    def places(self, word: str) -> Iterator[int]:
        """Where what is written like a word begins, in whatever case, within others too.

        >>> list(Segment("The other").places("the"))
        [0, 5]
        """
        at = self.lowered.find(word)
        while at >= 0:
            yield at
            at = self.lowered.find(word, at + len(word))

    def count(self, word: str, most: int) -> int:
        """How often a word, in lower case, stands in the segment, counted up to `most`.

        >>> Segment("The other the, the's").count("the", 9)
        2
        """
        # Not all words in one table: it took a fifth of the time of a book with slips.
        if not WORD.fullmatch(word):
            return 0
        alone = (at for at in self.places(word) if self._is_apart(at, at + len(word)))
        return sum(1 for _ in islice(alone, most))

    def _is_apart(self, start: int, end: int) -> bool:
        """Whether no letter stands before or after a stretch, nor one after an apostrophe."""
        text = self.lowered
        before, after = text[max(0, start - 2) : start], text[end : end + 2]
        return not (_ENDS.search(before) or _GOES_ON.match(after))

    @cached_property
    def language(self) -> Language:
        """The language of the segment."""
        return language_of(self.text)

    @cached_property
    def is_old(self) -> bool:
        """Whether the segment is early modern English."""
        return is_old(self.text)
