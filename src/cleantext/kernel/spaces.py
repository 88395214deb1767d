"""What stands around no-break, narrow no-break and thin spaces.

This is the plain definition; `_spaces.pyx` is compiled and answers exactly alike.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from .pick import pick

WANTED, STRAY, FIRM, LONE = 1, 2, 4, 8
"""Typography wants a space there; it stands between plain words; it is French, Khmer or Burmese
whatever its line is full of; a letter stands before it that is a word in many languages."""

# What a no-break space is written before: French punctuation, signs of measure, dashes.
CLOSERS = ":;!?%\u2030\u00b0\u2013\u2014\u00d7\u00b1$\u00a2-\u00a5\u20a0-\u20cf"
_UNIT = "[kMGTcmd\u00b5\u03bcn]?(?:[mgsBbVWALlKJh]|Hz|Pa|min|px|pt|dB|\u03a9)"

# All but the blocks of letters, which is quicker to compile than they are, for use in brackets;
# what else is in those stands beside no such space.
_NO_WORD = (
    "\0-/:-@\\[-`{-\u00bf\u2000-\u2bff\u2e00-\u303f\ud800-\uf8ff\ufe00-\uffff\U0001f000-\U0010ffff"
)
_LETTERS = f"^0-9{_NO_WORD}"
QUOTES = "\u2018-\u201f\u2039-\u203a"
_NUMBER = "(?:[A-Z]|[IVXLC]+)[.:)\u00a0]"  # Appendix B., Part II.
# Prepositions and conjunctions that no line ends with where print is careful; no English word.
_PREPOSITIONS = "iksvzouwKSVZOUW\u0410-\u044f\u0456\u0406"
# What U+00A0 keeps in one line: before it, after it.
_HELD = (
    (f"[{_LETTERS}]", f"(?:[0-9]|{_NUMBER})"),  # Section 6.1, Appendix B.
    ("[0-9]", f"[{_LETTERS}]"),  # 100 milliseconds
    ("[0-9][.)]", f"[{_LETTERS}]"),  # the number of a heading
    ("[A-Z][.]", "[A-Z]"),  # initials
    *((f"[A-Z][a-z]{{{n}}}[.]", "[A-Z]") for n in (1, 2, 3, 5)),  # Mr., Mrs., Prof., Messrs.
    ("[A-Za-z][.]", "[0-9]"),  # No. 5, p. 7
    (f"(?<![^\\s(>\u201e\u201c\u00ab])[{_PREPOSITIONS}]", f"[{_LETTERS}]"),  # Czech v\u00a0dome
    (">", "<"),  # what keeps a cell from being empty
    ("", "&"),
    ("&", ""),
)


class _Tests(NamedTuple):
    """A pattern for each of the bits, that of what is not wanted first."""

    unwanted: re.Pattern[str]
    stray: re.Pattern[str]
    firm: re.Pattern[str]
    lone: re.Pattern[str]


def closers() -> str:
    """What a no-break space is written before, wide signs too, as ranges in brackets have it."""
    from ..data.unicode_classes import WIDE_PUNCTUATION

    return CLOSERS + WIDE_PUNCTUATION.encode("ascii").decode("unicode_escape")


@cache
def _tests() -> _Tests:
    word = f"^{_NO_WORD}"
    wanted = "|".join(
        (
            # inside guillemets, unless they point the German way
            f"(?<=(?<![{word}])[\u00ab\u2039].)",
            f"[\u00bb\u203a](?![{word}])",
            f"[{closers()}]",
            "(?<=[0-9].)[0-9]{3}(?![0-9])",
            f"(?<=[0-9].){_UNIT}(?![{word}])",
            "(?<=[\u00d7\u00b1\u00a7\u2116$\u00a3-\u00a5\u20a0-\u20cf].)[0-9]",
            f"(?<=[{QUOTES}].)[{QUOTES}]",
            *(f"(?<={before}\u00a0){after}" for before, after in _HELD),
        )
    )
    plain = "(?<=[a-z][a-z,;].)(?=[a-z ])"  # none of these, as most are
    space = "[\u00a0\u202f\u2009]"
    return _Tests(
        re.compile(f"{space}(?:{plain}|(?!{wanted}))"),
        re.compile(f"{space}(?<=[{_LETTERS}]{{2}}.)(?=[{_LETTERS}])(?!{_NUMBER})"),
        re.compile(f"{space}(?:(?<=\u00ab.)|(?=[\u00bb:;!?\u17d4-\u17d9\u104a\u104b]))"),
        re.compile(f"{space}(?:(?<=[^\\W_][aoAO].)|(?<![aoAO].))"),
    )


def no_breaks(text: str) -> list[tuple[int, int]]:
    """Where such spaces stand, and which of the four things are so there.

    >>> no_breaks("a\\u00a0word, 10\\u00a0000 words\\u00a0!")
    [(1, 8), (10, 1), (20, 5)]
    """
    if not {"\u00a0", "\u202f", "\u2009"}.intersection(text):
        return []
    unwanted, stray, firm, no_lone = (test.match for test in _tests())
    return [
        (
            at,
            WANTED * (not unwanted(text, at))
            | STRAY * (stray(text, at) is not None)
            | FIRM * (firm(text, at) is not None)
            | LONE * (not no_lone(text, at)),
        )
        for at in (match.start() for match in re.finditer("[\u00a0\u202f\u2009]", text))
    ]


PLAIN = no_breaks
if not TYPE_CHECKING and (_compiled := pick("spaces")):
    no_breaks = _compiled.no_breaks
