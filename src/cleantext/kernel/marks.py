"""The marks of a text that are worth a look, and the gaps: where a rule of spacing may act at all.

This is the plain definition; `_marks.pyx` is compiled and answers exactly alike.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ..expressions import expression
from .pick import pick

_LETTER = r"[^\W\d_]"
_PART = rf"{_LETTER}{{2,40}}\.{_LETTER}"
"""What a name goes on with after a full stop: a part of it, and the next one."""
_CODED = rf"{_LETTER}{{1,64}}+[(=_\[/@{{}}|~\#0-9]"
"""A word that what follows makes a part of an address, a call, a name."""
_REACH = 600
"""Further off no bracket is looked for."""
MARK = expression(
    rf"""
    [.!?,;:)(\[\]\u201c\u201d\u00bb]
    (?: (?![ \n])  # what most marks are followed by: the branches are many
        (?: (?<=[.!?])(?!{_PART})(?!{_CODED})
              (?=["\u201c\u201d\u2018\u2019'\u00bb\u00ab\u201e()\[\]\u00bf\u00a1]{{0,4}}
              (?:(?<=\u00ab)\s)?(?={_LETTER})(?:(?<!\.)|(?![a-z])))
          | (?<=[.!?])(?=[-\u2013\u2014]\ {_LETTER} | (?:,,|``)\ ?{_LETTER})
          | (?<=[\w)\]>"'*\u201d\u00bb][,;:])["\u201c\u201e\u00ab\u00bf\u00a1](?={_LETTER})
          | (?:(?<={_LETTER}[,;:])|(?<='[,;:])|(?<=[\d_)\]>"*\u201d\u00bb][,;])(?![A-Z]))
            (?={_LETTER})
          | (?<=[)\u201d\u00bb])(?={_LETTER})
          | (?<=\))(?=\()
          | (?<=\ \])(?=\([^\s)])
          | (?<=(?:{_LETTER}|['\u2019>\u0300-\u036f]){_LETTER}[(])  # words, not one, and no code
            (?![^)\n<]{{0,600}}[={{}}|\\;*_(])
            (?=(?:{_LETTER}|["\u201c\d])[^\s)]{{0,96}}(?:\s|$))
          | (?<=[\w,.;:!?]\u201c)(?=\w)
        )
      # a space before
      | (?<=[ ][)\u201d])
      | (?<=[ ]:)(?=\s|$)
      | (?<=[ ][,!?])(?=[\s.,!?"'\u2019\u201d)]|{_LETTER}|$)
      | (?<=[ ]\.)(?=[\s"'\u2019\u201d)]|{_LETTER}|$)(?![a-z]|\s+[a-z0-9.,;:!?])
      | (?<=[(\u201c\[])(?=\ )  # or within
      | (?<=\*\[)(?<!\S\*\[)(?=[^\[\]\n]{{1,300}}\]\()  # an item that is a link
    )
    """,
    re.VERBOSE,
)
BEFORE, AFTER = '.,;:!?"\u201d\u2019)]>*_`', '"\u201c\u2018(&<*_`@'
"""What may stand before two spaces within a sentence, and after them, besides letters."""
GAP = expression(
    rf"  (?:(?<=[^\W\d]  )|(?<=[{re.escape(BEFORE)}]  )|(?<=[ ][-\u2013\u2014]  ))"
    rf"(?=[^\W\d]|[{re.escape(AFTER)}])(?!</)"
)
"""A gap between what may be words of a sentence, and not at the end of an element."""


_LAST_PART = expression(rf"{_LETTER}\.{_LETTER}{{2,40}}\Z")
_TOKEN = 96
_BEFORE_SPACE = expression(r"\S*\Z")
_AFTER_SPACE = expression(rf"\S{{0,{_TOKEN}}}")
_OPEN = expression(r"[-<>]")
_CODE = expression(r"[@\\={}`|#$~^+]")
_PART_END = expression(rf"\.{_LETTER}{{1,64}}+(?!{_LETTER}|[-'\u2019\u0300-\u036f])")


def _is_in_name(text: str, at: int) -> bool:
    """Whether a full stop stands before the last part of a name: `a.word.Part`."""
    end = _PART_END.match(text, at)
    return end is not None and _LAST_PART.search(text, max(0, at - 42), at) is not None


def _may_close(text: str, at: int) -> bool:
    """Whether a bracket that something is glued to may close a remark or a link: what it closes
    was opened after a space, or stands after `]`. Tags are none of what the rules see."""
    low = max(0, at - _REACH)
    start = text.rfind("(", low, at)
    if start < 0 or text.rfind("](", max(0, low - 1), at) >= 0:
        return start >= 0
    before = text[max(0, start - 1) : start]
    is_apart = not before or before.isspace() or before == ">" or ">" in text[start:at]
    return is_apart and text[at + 1 : at + 2] != "("


def _is_in_code(text: str, at: int) -> bool:
    """Whether a sign of code stands in what is around a mark without white space, and no hyphen,
    which may end it, and no tag."""
    around = _BEFORE_SPACE.search(text[max(0, at - _TOKEN) : at]), _AFTER_SPACE.match(text, at + 1)
    token = "".join(part[0] for part in around if part)
    return not _OPEN.search(token) and _CODE.search(token) is not None


def _is_worth(text: str, at: int) -> bool:
    """Whether a mark is, beyond what the pattern says."""
    if text[at - 1 : at] == " ":
        return True
    if text[at] == ")":
        return _may_close(text, at)
    is_glued = text[at] in ".!?" and text[at + 1 : at + 2].isalnum()
    return not (is_glued and (_is_in_name(text, at) or _is_in_code(text, at)))


def marks(text: str) -> tuple[list[int], list[int]]:
    """Where marks stand that are worth a look, and gaps.

    >>> marks("He left .It was  late.")
    ([8], [15])
    """
    found = [at for at in map(re.Match.start, MARK.finditer(text)) if _is_worth(text, at)]
    return found, [match.start() for match in GAP.finditer(text)]


def has_marks(text: str) -> bool:
    """Whether `marks` tells of any."""
    return any(marks(text))


PLAIN = marks, has_marks
if not TYPE_CHECKING and (_compiled := pick("marks")):
    marks, has_marks = _compiled.marks, _compiled.has_marks
