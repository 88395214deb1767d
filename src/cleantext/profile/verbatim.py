"""Lines that stay as they are set: between fences and tags, listings of roff, hunks of a diff."""

from __future__ import annotations

import re
from collections.abc import Mapping

from .lines import Register

_FENCES = ("```", "~~~")
_SET = (
    *("<pre", "<programlisting", "<screen", "<literallayout", "<script", "<style"),
    *("<PRE", "<SCRIPT", "<STYLE"),
)
"""Elements whose lines stay as they are set."""
_ROFF = {".TS": ".TE", ".nf": ".fi", ".EX": ".EE", ".Vb": ".Ve"}
"""Requests of roff before tables and listings, and those that end them."""
_HUNK = re.compile(r"@@ -\d+(?:,(\d+))? \+\d+(?:,(\d+))? @@")


def verbatim(text: str) -> Mapping[int, Register]:
    """The registers of such lines of a segment, by their numbers.

    >>> verbatim("a\\n```\\nb\\n```\\nc").keys()
    dict_keys([1, 2, 3])
    """
    out: dict[int, Register] = {}
    if not any(sign in text for sign in (*_FENCES, "@@ -", *_SET, *_ROFF)):
        return out
    is_inside = is_set = False
    old = new = 0  # lines of the hunk that are to come
    for number, line in enumerate(text.split("\n")):
        is_fence = line.lstrip(" \t>").startswith(_FENCES)
        request = line[:3] if line[:1] == "." else ""
        is_set |= request in _ROFF or any(tag in line for tag in _SET)
        hunk = _HUNK.match(line)
        if old > 0 or new > 0 or hunk:
            out[number] = Register.LOG
        elif is_fence or is_inside or is_set:
            out[number] = Register.CODE
        is_inside ^= is_fence
        is_set &= request not in _ROFF.values()
        is_set &= not any(tag.replace("<", "</") in line for tag in _SET)
        if hunk:
            old, new = (int(size or 1) for size in hunk.groups())
        else:
            old -= not line.startswith(("+", "\\"))
            new -= not line.startswith(("-", "\\"))
    return out
