"""What a segment does throughout, and so means."""

from __future__ import annotations

import re
from collections import Counter
from functools import cached_property, lru_cache

from .words import function_words

_MEMBER = re.compile(r"(?<![\w.])([^\W\d_]{1,40})\.([A-Z]\w{0,40})")
_CODED = re.compile(r"`([^`\s]{3,60})`|<(?:code|tt|literal)>([^<\s]{3,60})</")
_TWO_SPACES = re.compile(r"[.!?\u2026](?<![\s\d].)[\"\u201d\u2019)\]']{0,3}  (?=\S)")
_SET_IN = re.compile(r"^[ \t#%*;/]+\S", re.MULTILINE)
_FILLED = re.compile(r"^[ \t]*\S", re.MULTILINE)
_ONE_SPACE = re.compile(r"[.!?\u2026](?<![\s\d].)[\"\u201d\u2019)\]']{0,3} (?=[^\W\d_])")
WIDE_GAP = re.compile(r"  (?<=[^\W\d_]  )(?=[^\W\d_])")
_AFTER_SPACE = re.compile(r"[.,:;!?](?<=[\w)\"'\u201d] .)(?=\s)")
_AFTER_WORD = re.compile(r"[.,:;!?](?<=[\w)\"'\u201d].)(?=\s)")
_GLUED_COLON = re.compile(r"(?<![^\W\d_])([^\W\d_]+):[^\W\d_]")
_NAMED = re.compile(r"[\"'`\u2018\u201c\[(<]([.,:;!?])[\"'`\u2019\u201d\])>]| ([!?]) (?=[a-z])")
_UNQUOTED = re.compile(r"[`(]\S* ,@?[\w(]|[\"'`\u2018(],[a-z]|\b(?:and|or|the) ,[a-z]")
_PREFIXED = re.compile(r"(?:^|(?<=[\s(\[\"'`:|<]))([.!?])[A-Z]\w+")


class Habits:
    """What a segment does throughout, and so means."""

    def __init__(self, text: str) -> None:
        self._text = text

    @cached_property
    def members(self) -> Counter[str]:
        """How often each word stands before a full stop and a name: a module more than once."""
        pairs = _MEMBER.findall(self._text)
        return Counter(left for left, right in pairs if right.lower() not in function_words("en"))

    @cached_property
    def coded(self) -> frozenset[str]:
        """What is set as code somewhere: it stays as it is everywhere."""
        return frozenset(a or b for a, b in _CODED.findall(self._text))

    @cached_property
    def collapses_doubles(self) -> bool:
        """Whether sentences are parted by one space, so that two are a slip: a rare one."""
        two, one = len(_TWO_SPACES.findall(self._text)), len(_ONE_SPACE.findall(self._text))
        return one > 2 and (two < 2 or one >= 20 * two) and not self.is_set_in

    @cached_property
    def is_set_in(self) -> bool:
        """Whether most lines have an indent or a mark first, as in programs: few are sentences."""
        return 2 * len(_SET_IN.findall(self._text)) > len(_FILLED.findall(self._text))

    @cached_property
    def is_justified(self) -> bool:
        """Whether two spaces stand within sentences throughout, as where lines are of one width."""
        wide = len(WIDE_GAP.findall(self._text))
        return wide > 6 and 40 * wide > self._text.count(" ")

    @cached_property
    def spaced(self) -> frozenset[str]:
        """The marks before which a space stands more often than not."""
        after = _AFTER_SPACE.findall(self._text)
        close = _AFTER_WORD.findall(self._text)
        return frozenset(
            mark for mark in set(after) if after.count(mark) > max(2, close.count(mark))
        )

    @cached_property
    def meant(self) -> frozenset[str]:
        """The marks that are themselves talked of: quoted, or amid a sentence."""
        return frozenset(a or b for a, b in _NAMED.findall(self._text))

    @cached_property
    def colon_prefixes(self) -> Counter[str]:
        """How often each word stands before a colon and a letter: a prefix more than once."""
        return Counter(_GLUED_COLON.findall(self._text))

    @property
    def glued_colons(self) -> int:
        """How many colons have a letter on both sides."""
        return self.colon_prefixes.total()

    @property
    def has_glued_colons(self) -> bool:
        """Whether colons part fields here (`name:value`) more often than sentences."""
        return self.glued_colons > 2 and self.glued_colons > self._text.count(": ")

    @cached_property
    def prefixes(self) -> Counter[str]:
        """How often a mark begins a name: `.Internal`, `!Statement`."""
        return Counter(_PREFIXED.findall(self._text))

    def is_prefix(self, mark: str) -> bool:
        """Whether names begin with a mark here."""
        return self.prefixes[mark] > 1

    @property
    def has_dotted_names(self) -> bool:
        """Whether names begin with a full stop here (`.Internal`)."""
        return self.is_prefix(".")

    @cached_property
    def unquotes(self) -> bool:
        """Whether commas begin commands, or what is put into a quoted list of Lisp: `(a ,b)`."""
        return len(_UNQUOTED.findall(self._text)) > 1

    @cached_property
    def is_grammar(self) -> bool:
        """Whether rules of a grammar are written down, in which spaces part symbols."""
        return self._text.count("::=") > 2

    @cached_property
    def calls_with_spaces(self) -> bool:
        """Whether brackets after a name have spaces inside, as some write calls."""
        return len(re.findall(r"\w\( \S", self._text)) > 1


@lru_cache(maxsize=2)
def habits(text: str) -> Habits:
    return Habits(text)
