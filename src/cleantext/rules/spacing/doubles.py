"""Two spaces where one is meant."""

from __future__ import annotations

import re

from .line import UNSPACED, Line

GAP = re.compile(r"  (?<=\S  )(?=\S)")
_LISTED = re.compile(r"\s*-{1,2}\w")
_SENTENCE_END = re.compile(r"[.!?:\u2026][\"\u201d\u2019)\]']*$")
_DATED = re.compile(r"\d\d:\d\d:\d\d|#\w|\t|\|.*\||\S {3,}\S")


def doubles(line: Line) -> list[tuple[int, int, str]]:
    """The changes that make one space of two, in a line that is prose and aligned with nothing."""
    text = line.text
    if text.startswith("  ") or _LISTED.match(text) or _DATED.search(text) or not line.is_prose():
        return []

    lines, number = line.paragraph.lines, line.number
    near = [lines[k] for k in (number - 1, number + 1) if 0 <= k < len(lines)]
    out = []
    for match in GAP.finditer(text):
        start, end = match.span()
        if any(other[end - 2 : end] == "  " and other[end : end + 1].strip() for other in near):
            return []  # columns
        if " " not in text[:start].lstrip() and text[:start].islower():
            continue  # a term and its explanation
        before, after = text[start - 1], text[end]
        if not (before.isalpha() or before in '.,;:!?"\u201d\u2019)'):
            continue
        if not (after.isalpha() or after in '"\u201c\u2018('):
            continue
        if UNSPACED.search(text, start - 1, end + 1):
            continue
        if (
            _SENTENCE_END.search(text, max(0, start - 6), start)
            and not line.paragraph.collapses_doubles
        ):
            continue
        out.append((start + 1, end, ""))
    return out
