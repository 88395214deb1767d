"""A line of text with the facts that rules of spacing ask about it, each found at most once."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import NamedTuple

from cleantext.lexicon import LANGUAGES, known, words

from .context import CodeLines
from .lazy import lazy
from .words import (
    find_words,
    frequency,
    function_words,
    language_of,
    listed,
    technical_talk,
)

UNSPACED = re.compile("[\u0590-\u1dff\u2e80-\ufaff\ufe30-\uffef]")
"""Scripts without spaces between words, right-to-left and unicameral ones: no spacing of ours."""
NO_LIST = frozenset(("sv", "pl", "el", "tr", "cs", "da", "ro"))
"""Languages that are recognised but have no word list."""
_TOKEN_REACH = 96
_CODE_WORD = re.compile(r"[a-z][A-Z]|\w_\w|\(\)|`|==|\w=|[a-z]\d\b|\w\.\w+\.\w|--\w|[<>{}]")
MEMBER = re.compile(r"(?<![\w.])([^\W\d_]{1,40})\.([A-Z]\w{0,40})")
_GLUED = re.compile(r"([^\W\d_]{1,40}),([^\W\d_]{1,40})")
_CODED = re.compile(r"`([^`\s]{3,60})`")
TWO_SPACES = re.compile(r"(?<![\s\d])[.!?\u2026][\"\u201d\u2019)\]']{0,3}  (?=\S)")
ONE_SPACE = re.compile(r"(?<![\s\d])[.!?\u2026][\"\u201d\u2019)\]']{0,3} (?=[^\W\d_])")
LONE_WORDS = frozenset(
    "aioye\xe0\xe9\xf3wzu\u0432\u0441\u043a\u0443\u0438\u043e\u0430\u044f\u03bf\u03b7"
)
"""Letters that are words by themselves in some language."""
_WORDS = re.compile(r"[^\W\d_]+(?:['\u2019][^\W\d_]+)*")


class Options(NamedTuple):
    """What the user may choose."""

    lang: str = "auto"
    mode: str = "conservative"
    spaces_between_sentences: str = "auto"
    exceptions: tuple[str, ...] = ()


class Paragraph:
    """Lines up to a blank one."""

    def __init__(self, text: str, options: Options) -> None:
        self.text = text
        self.options = options

    @lazy
    def lines(self) -> list[str]:
        return self.text.split("\n")

    @lazy
    def starts(self) -> list[int]:
        out, at = [], 0
        for line in self.lines:
            out.append(at)
            at += len(line) + 1
        return out

    @lazy
    def code(self) -> CodeLines:
        return CodeLines(self.text, self.lines)

    @lazy
    def members(self) -> dict[str, set[str]]:
        """What stands after `word.` with a capital, for each such word: a module has several."""
        out: dict[str, set[str]] = {}
        for left, right in MEMBER.findall(self.text):
            out.setdefault(left, set()).add(right)
        return out

    @lazy
    def coded(self) -> frozenset[str]:
        """What is set as code somewhere: it stays as it is everywhere."""
        return frozenset(_CODED.findall(self.text)) if "`" in self.text else frozenset()

    @lazy
    def collapses_doubles(self) -> bool:
        """Whether two spaces after a sentence become one: the house style, or what is seen here."""
        style = self.options.spaces_between_sentences
        if style != "auto":
            return style == "collapse"
        two, one = len(TWO_SPACES.findall(self.text)), len(ONE_SPACE.findall(self.text))
        return one > 2 and one >= 3 * two

    def line_at(self, offset: int) -> int:
        """The number of the line that holds an offset."""
        return bisect_left(self.starts, offset + 1) - 1


class Line:
    """One line of a paragraph."""

    def __init__(self, paragraph: Paragraph, number: int) -> None:
        self.paragraph = paragraph
        self.number = number
        self.text = paragraph.lines[number].removesuffix("\r")
        self.options = paragraph.options

    @lazy
    def is_code(self) -> bool:
        return self.paragraph.code.is_code(self.number)

    @lazy
    def words(self) -> list[str]:
        return find_words(self.text)

    @lazy
    def around(self) -> list[str]:
        """The words of the line, and of its neighbours when the text is wrapped."""
        lines = self.paragraph.lines
        if len(lines) == 1 or len(self.text) > 120:
            return self.words
        near = lines[max(0, self.number - 2) : self.number + 3]
        return [word for line in near for word in find_words(line[:200])]

    @lazy
    def lang(self) -> str:
        """The language of the line: the option, or what its function words say; "" if nothing."""
        if self.options.lang != "auto":
            return self.options.lang
        return language_of(self.around[:120])

    @lazy
    def is_technical(self) -> bool:
        context = listed("context")
        return not context.isdisjoint(map(str.lower, self.words)) or ".NET" in self.text

    @lazy
    def code_talk(self) -> int:
        """How many words of the line are frequent where code is talked of."""
        return sum(map(technical_talk().__contains__, map(str.lower, self.words[:200])))

    @lazy
    def has_code_words(self) -> bool:
        """Whether names as programs have them stand in the line: `some_name`, `aName`, `call()`."""
        return _CODE_WORD.search(self.text) is not None

    @lazy
    def is_plain(self) -> bool:
        """Whether nothing in a line of some length looks like, or talks of, code."""
        return len(self.words) > 11 and not self.code_talk and not self.has_code_words

    def frequency(self, word: str) -> float:
        """How common a word is (Zipf scale); 0.0 when it is not known."""
        return frequency(word, self.lang)

    def is_word(self, word: str) -> bool:
        """Whether a word is known, or may be one of a language without a word list."""
        return (
            self.frequency(word) > 0
            or (not word.isascii() and len(word) > 1)
            or (len(word) > 3 and self.lang in NO_LIST and word.lower() not in listed("module"))
        )

    def is_own_word(self, word: str) -> bool:
        """Whether a word is known in the language of the line itself."""
        if self.lang not in LANGUAGES:
            return self.is_word(word)
        word = word.lower()
        return word in function_words(self.lang) or known(word, self.lang)

    def is_function_word(self, word: str) -> bool:
        """Whether a word is one of the small words of the line's language, or of English."""
        word = word.lower()
        return word in function_words("en") or word in function_words(self.lang)

    @lazy
    def lists_without_spaces(self) -> bool:
        """Whether the line has lists such as `red,green,blue`, more than it has spaced commas."""
        pairs = _GLUED.findall(self.text, 0, 2000)
        if len(pairs) < 2:
            return False
        glued = sum(not any(map(self.is_function_word, pair)) for pair in pairs)
        return glued >= 2 and glued > self.text.count(", ", 0, 2000)

    def opens_clause(self, word: str) -> bool:
        """Whether a word is one that sentences of this line's language often begin with."""
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

    def is_prose(self, need: int = 4) -> bool:
        """Whether most words of the line are known and it has at least `need`."""
        return len(self.words) >= need and self._known_share >= 0.6

    @lazy
    def _known_share(self) -> float:
        found = _WORDS.findall(self.text, 0, 1000)
        english = words("en")
        lowered = list(map(str.lower, found))
        rest = [w for w in lowered if w not in english or len(w) == 1]
        known = len(found) - len(rest)
        known += sum(w in LONE_WORDS if len(w) == 1 else self.is_word(w) for w in rest)
        return known / len(found) if found else 0.0

    @lazy
    def has_french_spacing(self) -> bool:
        return self.lang == "fr" or "\u00ab" in self.text

    def token(self, at: int) -> str | None:
        """The run of characters without white space around `at`; None when it is very long."""
        text = self.text
        start, end = at, at
        low, high = max(0, at - _TOKEN_REACH), min(len(text), at + _TOKEN_REACH)
        while start > low and not text[start - 1].isspace():
            start -= 1
        while end < high and not text[end].isspace():
            end += 1
        if (start == low and start > 0) or (end == high and end < len(text)):
            return None
        return text[start:end]

    @lazy
    def _marks(self) -> dict[str, list[int]]:
        return {}

    def count(self, char: str, end: int) -> int:
        """How often a character stands before offset `end`."""
        places = self._marks.get(char)
        if places is None:
            places = [i for i, c in enumerate(self.text) if c == char]
            self._marks[char] = places
        return bisect_left(places, end)

    def total(self, char: str) -> int:
        """How often a character stands in the line."""
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
