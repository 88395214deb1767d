"""What any rule of spacing leaves: a place that is so on purpose, as what is around it shows."""

from __future__ import annotations

from cleantext.expressions import expression

from .local import Passage

_FACE = expression(r"(?<!\w)[:;=][-']?[()/\\|DP]$")
_WIDE_FACE = expression(r"(?<!\w)[:;][-']? ?[()]$")
_TABBED = expression(r"\S[^\S\t]*\t")
_REACH = 40
OFTEN = 2
"""What is written so more often is no slip."""


def is_meant(line: Passage, start: int, end: int, new: str) -> bool:
    """Whether a place is part of a face, in a row of cells between tabs, or one of several that are
    all written so in the segment, none in the other way."""
    text = line.text
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
