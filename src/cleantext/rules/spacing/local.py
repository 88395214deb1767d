"""What stands around a mark: the passage it is in, and the habits of the segment.

A passage is a line, or the lines before and after it too when they are wrapped prose. Facts about
it are found when first asked for.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cached_property
from typing import NamedTuple

from cleantext.expressions import expression
from cleantext.lexicon import LANGUAGES, known
from cleantext.profile import Register, Span, View
from cleantext.profile.language import language_of

from .habits import Habits, habits
from .statement import is_statement
from .words import find_words, frequency, function_words, listed, technical_talk

_UNSPACED = ("\u0590", "\u1dff"), ("\u2e80", "\ufaff"), ("\ufe30", "\uffef")
NO_LIST = frozenset(("sv", "pl", "el", "tr", "cs", "da", "ro"))
"""Languages that are recognised but have no word list."""
LONE_WORDS = frozenset(
    "aioye\xe0\xe9\xf3wzu\u0432\u0441\u043a\u0443\u0438\u043e\u0430\u044f\u03bf\u03b7"
)
"""Letters that are words by themselves in some language."""
NO_END = frozenset(
    "the a an my your our their and or if of as every each where whether than der die das den dem "
    "ein eine einen und oder wenn wobei le les un une et ou el los una y o il lo gli e het een en "
    "jeder jede jedes com con avec cu \u0441 \u0441\u043e "
    "chaque cada ogni her".split()
)
"""Articles, conjunctions and their like: no clause ends with one, so a mark after it is meant."""
TYPED = frozenset("type typing enter press run use using command commands".split())
"""What stands before something to be typed, of which a mark may be the first sign."""
LEADS = frozenset("to from with by into between than like for of".split())
"""Words that lead on, so that a mark after them is meant (`convert names to .`)."""
ADPOSITIONS = LEADS | {"in", "on", "at"}
_REACH = 96
_WIDE = 120
"""A longer line is not wrapped."""
_CODE_WORD = expression(r"[a-z][A-Z]|\w_\w|\(\)|`|[!=]=|\w=|[a-z]\d\b|\w\.\w+\.\w|--\w|[<>{}]")
_GLUED = expression(r"([^\W\d_]{1,40}),([^\W\d_]{1,40})")
_HIGH_MARK = expression(r"[\w)\u20ac$%][ \xa0\u202f]([:;!?])(?=\s|$)")
_WORDS = expression(r"[^\W\d_]+(?:['\u2019][^\W\d_]+)*")


def has_unspaced(near: str) -> bool:
    """Whether a letter is of a script without spaces between words, written from the right, or
    without capitals: no spacing of ours."""
    return not near.isascii() and any(_is_unspaced(char) for char in near if char >= "\u0590")


def _is_unspaced(char: str) -> bool:  # no pattern: one of three ranges takes 3 ms to compile
    return any(low <= char <= high for low, high in _UNSPACED)


class Options(NamedTuple):
    """What the user may choose."""

    lang: str = "auto"
    mode: str = "conservative"
    spaces_between_sentences: str = "auto"
    exceptions: tuple[str, ...] = ()


class Passage:
    """The surroundings of a line of a view. Offsets are those of its text, without line feeds."""

    def __init__(self, view: View, start: int, end: int, options: Options) -> None:
        self.view, self.options = view, options
        self.register = view.register(start)
        self.low, self.high = start, end
        text = view.text
        if self.register != Register.LABEL and end - start <= _WIDE:
            low, high = start, end
            for _ in range(2):
                low = text.rfind("\n", 0, max(0, low - 1)) + 1
                high = text.find("\n", high + 1) if high < len(text) else high
                high = len(text) if high < 0 else high
            self.low = low if start - low < 3 * _WIDE else start
            self.high = high if high - end < 3 * _WIDE else end
        self.text = text[self.low : self.high].replace("\n", " ").replace("\r", " ")
        self.line = slice(start - self.low, end - self.low)

    @classmethod
    def of(cls, text: str) -> Passage:
        """A text by itself, taken for prose."""
        from cleantext.profile import view_of

        return cls(view_of(text), 0, len(text), Options())

    @property
    def habits(self) -> Habits:
        """The habits of the segment."""
        return habits(self.view.profile)

    @cached_property
    def words(self) -> list[str]:
        return find_words(self.text)

    @cached_property
    def lang(self) -> str:
        """The language, "" when none shows."""
        return self.options.lang if self.options.lang != "auto" else self.view.language

    @cached_property
    def is_technical(self) -> bool:
        context = listed("context")
        return not context.isdisjoint(map(str.lower, self.words)) or ".NET" in self.text

    @cached_property
    def code_talk(self) -> int:
        """How many words are frequent where code is talked of."""
        return sum(map(technical_talk().__contains__, map(str.lower, self.words[:200])))

    @cached_property
    def has_code_words(self) -> bool:
        """Whether names as programs have them stand here: `some_name`, `aName`, `call()`."""
        return _CODE_WORD.search(self.text) is not None

    @cached_property
    def is_plain(self) -> bool:
        """Whether nothing in a passage of some length looks like, or talks of, code."""
        return len(self.words) > 11 and not self.code_talk and not self.has_code_words

    @cached_property
    def has_french_spacing(self) -> bool:
        """Whether high marks are written with a space before them, as French ones are."""
        # A language that is none of those we know may be written so: Breton is.
        if self.lang in ("fr", "und") or "\u00ab" in self.text:
            return True
        if language_of(self.text[self.line]).code == "fr":
            return True  # a line of another language than those around: what a game says
        return self.lang != "en" and len(set(_HIGH_MARK.findall(self.text, 0, 2000))) > 1

    @cached_property
    def _is_shouted(self) -> bool:
        return self.text.isupper()

    @cached_property
    def lists_without_spaces(self) -> bool:
        """Whether it has lists such as `red,green,blue`, more than it has spaced commas."""
        pairs = _GLUED.findall(self.text, 0, 2000)
        if len(pairs) < 2:
            return False
        glued = sum(not any(map(self.is_function_word, pair)) for pair in pairs)
        return glued >= 2 and glued > self.text.count(", ", 0, 2000)

    @cached_property
    def _known_share(self) -> float:
        found = _WORDS.findall(self.text, 0, 1000)
        lowered = list(map(str.lower, found))
        rest = [w for w in lowered if len(w) == 1 or (w.isascii() and not known(w))]
        share = len(found) - len(rest)
        share += sum(w in LONE_WORDS if len(w) == 1 else self.is_word(w) for w in rest)
        return share / len(found) if found else 0.0

    @cached_property
    def is_familiar(self) -> bool:
        """Whether most words are known, of three or more."""
        return len(self.words) > 2 and self._known_share >= 0.6

    def is_prose(self, need: int = 4) -> bool:
        """Whether it has at least `need` words, and is prose or most of them are known."""
        return len(self.words) >= need and (
            self.register in (Register.PROSE, Register.REMARK) or self._known_share >= 0.6
        )

    def frequency(self, word: str) -> float:
        """How common a word is (Zipf scale); 0.0 when it is not known."""
        return frequency(word, self.lang)

    def is_word(self, word: str) -> bool:
        """Whether a word is known, or may be one of a language without a word list."""
        return (
            (not word.isascii() and len(word) > 1)
            or self.frequency(word) > 0
            or (len(word) > 3 and self.lang in NO_LIST and word.lower() not in listed("module"))
        )

    def is_own_word(self, word: str) -> bool:
        """Whether a word is known in the language of the passage itself."""
        if self.lang not in LANGUAGES:
            return self.is_word(word)
        word = word.lower()
        return word in function_words(self.lang) or known(word, self.lang)

    def is_function_word(self, word: str) -> bool:
        """Whether a word is one of the small words of the language, or of English.

        In capitals, amid small letters, it is a word of another kind: `x FROM y`.
        """
        if len(word) > 1 and word.isupper() and not self._is_shouted:
            return False
        word = word.lower()
        return word in function_words("en") or word in function_words(self.lang)

    def opens_clause(self, word: str) -> bool:
        """Whether a word is one that sentences of this language often begin with."""
        word = word.lower().replace("\u2019", "'")
        head, mark, _ = word.partition("'")
        if self.lang in ("", "en"):
            english = function_words("en")
            return word in english or (bool(mark) and head in english)
        own = function_words(self.lang)
        if word in own or (bool(mark) and head + mark in own):
            return True
        if mark and head in own and self.lang not in ("tr", "fr", "it"):
            return True
        # English words within a text of another language: only those no language would dispute
        return word in function_words("en") and len(word) > 3 and self.frequency(word) > 5

    def token(self, at: int) -> str | None:
        """The run of characters without white space around `at`; None when it is very long."""
        text = self.text
        low, high = max(0, at - _REACH), min(len(text), at + _REACH)
        before, after = text[low:at], text[at:high]
        is_apart = not before or before[-1].isspace()
        start = at if is_apart else at - len(before.split()[-1])
        end = at if not after or after[0].isspace() else at + len(after.split(None, 1)[0])
        if (start == low and start > 0) or (end == high and end < len(text)):
            return None
        return text[start:end]

    @cached_property
    def _marks(self) -> dict[str, list[int]]:
        return {}

    def count(self, char: str, end: int) -> int:
        """How often a character stands before offset `end`."""
        places = self._marks.get(char)
        if places is None:
            places = self._marks[char] = [
                m.start() for m in re.finditer(re.escape(char), self.text)
            ]
        return bisect_left(places, end)

    def total(self, char: str) -> int:
        """How often a character stands in the passage."""
        return self.count(char, len(self.text))

    def find_open(self, opener: str, before: int) -> int:
        """The last `opener` before an offset, not further off than a long remark; or -1."""
        return self.text.rfind(opener, max(0, before - 600), before)

    def find_close(self, closer: str, after: int) -> int:
        """The next `closer` after an offset, not further off than a long remark; or -1."""
        return self.text.find(closer, after, after + 600)

    def words_between(self, start: int, end: int, most: int = 8) -> int:
        """How many words stand between two offsets, counted up to about `most`."""
        return len(find_words(self.text[max(start, end - 12 * most) : end]))

    def small_words(self, start: int, end: int) -> int:
        """How many function words stand between two offsets."""
        return sum(map(self.is_function_word, find_words(self.text[max(start, end - 400) : end])))

    def is_sure(self, rule: str, start: int, end: int) -> bool:
        """Whether policy lets a rule act at a place; where it must be sure, whether prose is there.

        What is quoted or in brackets after a name may be data: small words tell that it is none. Of
        what may be a name by its look alone the rule has judged itself.
        """
        if self.is_statement:
            return False
        low = self.low
        say = self.view.may(rule, low + start, low + end)
        if say != "?":
            return say == "+"
        span = self.span(start, end)
        if span.kind == "name":
            return True
        inner = self.text[span.start : span.end]
        return sum(map(self.is_function_word, find_words(inner)[:200])) > 1

    @cached_property
    def is_statement(self) -> bool:
        """Whether the line itself is no sentence."""
        return self.habits.is_grammar or is_statement(self.text[self.line])

    def span(self, start: int, end: int) -> Span:
        """What a place lies in or reaches into; of kind "" for prose."""
        low = self.low
        span = self.view.span(low + start, low + end)
        return Span(span.start - low, span.end - low, span.kind)

    def is_whole(self, start: int, end: int) -> bool:
        """Whether no tag was taken out within a stretch."""
        return self.view.origin(self.low + start, self.low + end) is not None

    def is_tagged(self, start: int, end: int) -> bool:
        """Whether tags stand directly before and after a stretch, as around names."""
        view, start, end = self.view, self.low + start, self.low + end
        opens = view.origin(start, start) is None or (start == 0 and view.bounds[0] > 0)
        return opens and view.origin(end, end) is None

    def is_column(self, start: int) -> bool:
        """Whether two spaces stand in the same column of the line before or after."""
        text, at = self.view.text, self.low + start
        begin = text.rfind("\n", 0, at) + 1
        end = text.find("\n", at) + 1
        places = [text.rfind("\n", 0, begin - 1) + 1] if begin else []
        places += [end] if end else []
        for line in places:
            there = line + at - begin
            stop = text.find("\n", line)
            if (
                text.startswith("  ", there)
                and (stop < 0 or there + 2 < stop)
                and text[there + 2 : there + 3].strip()
            ):
                return True
        return False
