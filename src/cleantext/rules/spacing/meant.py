"""What any rule of spacing leaves: a place that is so on purpose, as what is around it shows."""

from __future__ import annotations

from functools import lru_cache

from cleantext.expressions import expression
from cleantext.profile import Profile, Register
from cleantext.profile.segment import Segment

from .local import Passage

_FACE = expression(r"(?<!\w)[:;=][-']?[()/\\|DP]$")
_WIDE_FACE = expression(r"(?<!\w)[:;][-']? ?[()]$")
_TABBED = expression(r"\S[^\S\t]*\t")
_REACH = 40
SENTENCE = 3
"""A line of code may have fewer small words."""
OFTEN = 2
"""What is written so more often is no slip."""


def is_meant(line: Passage, start: int, end: int, new: str) -> bool:
    """Whether a place is part of a face, in a row of cells between tabs, or one of several that are
    all written so in the segment, none in the other way."""
    text = line.text
    is_bare = line.small_words(line.line.start, line.line.stop) < SENTENCE
    if is_bare and line.register != Register.REMARK and is_code(line.view.profile):
        return True
    low = max(0, start - _REACH)
    if _FACE.search(text, low, start) or _WIDE_FACE.search(text, low, end + 1):
        return True
    if _TABBED.search(text, line.line.start, line.line.stop):
        return True
    before, after = text[low:start].split(" ")[-1], text[end : end + _REACH].split(" ")[0]
    whole = line.view.profile.text
    if not before or not after[:1].isalnum():
        before = " ".join(text[low:start].split(" ")[-2:])
    written = before + text[start:end] + after
    return whole.count(written) > OFTEN and before + new + after not in whole


@lru_cache(maxsize=2)
def is_code(segment: Segment) -> bool:
    """Whether most lines of a segment are code."""
    kinds = Profile(segment.text).registers(segment.text)
    code = sum(kind in (Register.CODE, Register.REMARK, Register.SYNOPSIS) for kind in kinds)
    return 2 * code > len(kinds) - segment.text.count("\n\n")
