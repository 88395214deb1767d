"""Lines that stay as they are set: between fences and tags, listings of roff, hunks of a diff."""

from __future__ import annotations

import re
from collections.abc import Mapping

from ..expressions import expression
from ..kernel.profile import CODE, LOG

_FENCES = ("```", "~~~")
_SET = (
    *("<pre", "<programlisting", "<screen", "<literallayout", "<script", "<style"),
    *("<PRE", "<SCRIPT", "<STYLE"),
)
"""Elements whose lines stay as they are set."""
_ROFF = {".TS": ".TE", ".nf": ".fi", ".EX": ".EE", ".Vb": ".Ve"}
"""Requests of roff before tables and listings, and those that end them."""
_ENDS = (*(tag.replace("<", "</") for tag in _SET), *_ROFF.values())
_SIGN = expression("|".join(map(re.escape, (*_FENCES, "@@ -", *_SET, *_ROFF, *_ENDS))))
_SET_TAG = expression("|".join(_SET))
_HUNK = expression(r"@@ -\d+(?:,(\d+))? \+\d+(?:,(\d+))? @@")


def verbatim(text: str) -> Mapping[int, int]:
    """The registers of such lines of a segment, as numbers, by those of the lines.

    >>> verbatim("a\\n```\\nb\\n```\\nc").keys()
    dict_keys([1, 2, 3])
    """
    out: dict[int, int] = {}
    if not _may_have(text) or not (signed := _numbers(text)):
        return out
    is_inside = is_set = False
    old = new = 0  # lines of the hunk that are to come
    for number, line in enumerate(text.split("\n")):
        if number in signed:
            is_fence = line.lstrip(" \t>").startswith(_FENCES)
            request = line[:3] if line[:1] == "." else ""
            is_set |= request in _ROFF or any(tag in line for tag in _SET)
            hunk = _HUNK.match(line)
            if old > 0 or new > 0 or hunk:
                out[number] = LOG
            elif is_fence or is_inside or is_set:
                out[number] = CODE
            is_inside ^= is_fence
            is_set &= request not in _ROFF.values()
            is_set &= not any(tag.replace("<", "</") in line for tag in _SET)
            if hunk:
                old, new = (int(size or 1) for size in hunk.groups())
                continue
        elif old > 0 or new > 0:
            out[number] = LOG
        elif is_inside or is_set:
            out[number] = CODE
        old -= not line.startswith(("+", "\\"))
        new -= not line.startswith(("-", "\\"))
    return out


def _may_have(text: str) -> bool:
    # One search for each kind: a search for all signs at once takes ten times as long.
    return (
        "```" in text
        or "~~~" in text
        or "@@ -" in text
        or ("<" in text and _SET_TAG.search(text) is not None)
        or ("\n." in text and any(request in text for request in _ROFF))
        or text[:3] in _ROFF
    )


def _numbers(text: str) -> set[int]:
    """The numbers of the lines in which a sign stands that may begin or end such lines."""
    out, line, done = set(), 0, 0
    for match in _SIGN.finditer(text):
        at = match.start()
        line += text.count("\n", done, at)
        done = at
        out.add(line)
    return out
