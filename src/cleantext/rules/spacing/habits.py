"""What a segment does throughout, and so means."""

from __future__ import annotations

import re
from collections import Counter
from functools import cached_property, lru_cache

from ...expressions import expression
from ...profile.segment import Segment
from .words import function_words

# Patterns begin with the mark, which few places have, and then look back: a segment is long.
_MEMBER = expression(r"\.(?<=[^\W\d_]\.)([A-Z]\w{0,40})")
_OWNER = expression(r"(?<![\w.])[^\W\d_]{1,40}\Z")
_CODED = expression(r"`([^`\s]{3,60})`|<(?:code|tt|literal)>([^<\s]{3,60})</")
_PARTED = expression(r"[.!?\u2026](?<![\s\d].)[\"\u201d\u2019)\]']{0,3} (?:( )(?=\S)|(?=[^\W\d_]))")
"""What parts sentences: two spaces, or one before a letter."""
_SET_IN = expression(r"^[ \t#%*;/]+\S", re.MULTILINE)
_FILLED = expression(r"^[ \t]*\S", re.MULTILINE)
WIDE_GAP = expression(r"  (?<=[^\W\d_]  )(?=[^\W\d_])")
_TERM = expression(r"^[ \t]*\S+(?: \S+)?  +\S", re.MULTILINE)
_AFTER_SPACE = expression(r"[.,:;!?](?<=[\w)\"'\u201d] .)(?=\s)")
_AFTER_WORD = expression(r"[.,:;!?](?<=[\w)\"'\u201d].)(?=\s)")
_GLUED_COLON = expression(r":(?<=[^\W\d_]:)[^\W\d_]")
_NAMED = expression(r"[\"'`\u2018\u201c\[(<]([.,:;!?])[\"'`\u2019\u201d\])>]| ([!?]) (?=[a-z])")
_UNQUOTED = expression(
    r"[`(]\S* ,@?[\w(]|[\"'`\u2018(],[a-z]|\b(?:and|or|the|from|of|by|for|with) ,\w"
)
_PREFIXED = expression(r"([.!?])(?<![^\s(\[\"'`:|<].)[A-Z]\w+")
_SPACED_CALL = expression(r"\((?<=\w\() \S\(?")


class Habits:
    """What a segment does throughout, and so means."""

    def __init__(self, text: str) -> None:
        self._text = text

    @cached_property
    def _dotted(self) -> list[tuple[str, str]]:
        """Words with a full stop and a name after them, and these names."""
        found = []
        for member in _MEMBER.finditer(self._text):
            at = member.start()
            owner = _OWNER.search(self._text, max(0, at - 40), at)
            if owner and member[1].lower() not in function_words("en"):
                found.append((owner[0], member[1]))
        return found

    @cached_property
    def members(self) -> Counter[str]:
        """How often each word stands before a full stop and a name: a module more than once."""
        return Counter(owner for owner, _ in self._dotted)

    @cached_property
    def endings(self) -> Counter[str]:
        """After how many words a name stands with a full stop between: one of files more than
        once (`cats.Rd`, `dogs.Rd`)."""
        return Counter(member for _, member in set(self._dotted))

    @cached_property
    def coded(self) -> frozenset[str]:
        """What is set as code somewhere: it stays as it is everywhere."""
        return frozenset(a or b for a, b in _CODED.findall(self._text))

    @cached_property
    def collapses_doubles(self) -> bool:
        """Whether sentences are parted by one space, so that two are a slip: a rare one."""
        parted = _PARTED.findall(self._text)
        two, one = parted.count(" "), parted.count("")
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
    def lists_terms(self) -> bool:
        """Whether more than one line has few words first and then a gap, as lists of terms do."""
        return len(_TERM.findall(self._text)) > 1

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
        found: Counter[str] = Counter()
        last = -1  # where what was counted ends: the word after it is no prefix
        text = self._text
        for colon in _GLUED_COLON.finditer(text):
            start = at = colon.start()
            while start and text[start - 1].isalnum() and not text[start - 1].isdecimal():
                start -= 1
            if start > last:
                found[text[start:at]] += 1
                last = at + 1
        return found

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
        return len(_SPACED_CALL.findall(self._text)) > 1


@lru_cache(maxsize=2)
def habits(segment: Segment) -> Habits:
    return Habits(segment.text)
