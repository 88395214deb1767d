"""What `_speedups_marks.pxi` does, in Python: for where the kernel is not compiled, and its test.

It says the same of every line, so that cleaning does not depend on the kernel.
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING

from . import bidi
from .runs import BLACK_FLAG, RGI_FLAGS, VS15, VS16

if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Iterator

# the bits of a character, in the order of the classes that the kernel gets
(INVISIBLE, SPACELESS, ARABIC, INDIC, VIRAMA, JOINED, JOINING, STYLED, IDEOGRAPH, RTL, KEY) = (
    1 << bit for bit in range(11)
)
BIDI = bidi.MARKS + bidi.CONTROLS


def is_suspect(line: str) -> bool:
    """Whether the rules for runs have to look at a line."""
    controls: list[str] = []
    has_bidi = False
    spaces = joiners = 0
    marked = -9
    for match in _runs()(line):
        run, start, end = match.group(), match.start(), match.end()
        before, after = line[start - 1 : start], line[end : end + 1]
        left, right = _kind(before), _kind(after)
        if run[0] in BIDI:
            if any(not _is_balanced(char, controls) for char in run):
                return True
            has_bidi = True
        elif len(run) == 1:
            if not _is_settled(run, left, after, right):
                return True
            if run in "\u200b\u200c\u200d":
                if marked != start - 2:
                    spaces = joiners = 0
                marked = start
                spaces = spaces + 1 if run == "\u200b" else 0
                joiners += 1
                if spaces > 3 or joiners > 5:
                    return True
        elif run == VS16 + "\u200d":
            if not (left & STYLED and right & JOINING):
                return True
        elif before != BLACK_FLAG or run not in RGI_FLAGS:
            return True
    return has_bidi and not any(_kind(char) & RTL for char in line)


def _is_balanced(char: str, opened: list[str]) -> bool:
    """Whether a mark or control is one that does something and no override (UAX #9)."""
    if char in bidi.MARKS:
        return True
    if char not in BIDI or char in bidi.OVERRIDES:
        return False
    if char == bidi.POP:
        return bool(opened) and opened.pop() in bidi.EMBEDDINGS
    if char == bidi.POP_ISOLATE:
        while opened:
            if opened.pop() in bidi.ISOLATES:
                return True
        return False
    opened.append(char)
    return len(opened) <= bidi.MAX_DEPTH


def _is_settled(char: str, left: int, after: str, right: int) -> bool:
    if char == "\u200b":
        return bool(left & right & SPACELESS)
    if char == "\u200c":
        return bool(left & right & (ARABIC | INDIC) or left & VIRAMA)
    if char == "\u200d":
        joins = left & JOINED and right & JOINING
        return bool(left & right & INDIC or left & VIRAMA or joins)
    if char == VS16:
        return bool(left & STYLED or (left & KEY and after == "\u20e3"))
    if char == VS15:
        return bool(left & STYLED)
    return "\U000e0100" <= char <= "\U000e01ef" and bool(left & IDEOGRAPH)


@lru_cache(maxsize=1 << 12)
def _kind(char: str) -> int:
    from .settled import classes

    code = ord(char) if char else 0x0A
    members = (any(low <= code <= high for low, high in spans) for spans in classes())
    return sum(1 << bit for bit, is_member in enumerate(members) if is_member)


@cache
def _runs() -> Callable[[str], Iterator[re.Match[str]]]:
    from .context import context

    return context().run.finditer
