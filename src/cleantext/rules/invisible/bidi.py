"""Bidirectional controls: which of them do nothing, and what an override shows (UAX #9)."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from .context import context

if TYPE_CHECKING:
    from collections.abc import Iterator

EMBEDDINGS = "\u202a\u202b"
OVERRIDES = "\u202d\u202e"
POP = "\u202c"
ISOLATES = "\u2066\u2067\u2068"
POP_ISOLATE = "\u2069"
MARKS = "\u061c\u200e\u200f"
CONTROLS = EMBEDDINGS + OVERRIDES + POP + ISOLATES + POP_ISOLATE
REACH = 64  # as far as a pair is looked through for anything that it puts in order
MAX_DEPTH = 125  # UAX #9 BD2: deeper than this nothing is embedded

# Brackets that are drawn turned round in right-to-left text (Bidi_Mirrored, the common ones).
_MIRRORED = "()<>[]{}\u00ab\u00bb\u2039\u203a"
MIRROR = {char: _MIRRORED[i ^ 1] for i, char in enumerate(_MIRRORED)}


def controls(line: str) -> Iterator[tuple[int, str]]:
    """Positions of the explicit controls of a line."""
    for match in re.finditer(f"[{CONTROLS}]", line):
        yield match.start(), match.group()


def partners(line: str) -> dict[int, int]:
    """Position of each initiator that is ended on the line -> position of its terminator.

    As in UAX #9 a POP ends the last embedding or override opened in the same isolate, and the
    end of an isolate ends whatever is still open in it.
    """
    found: dict[int, int] = {}
    open_: list[int] = []
    isolates = 0
    for i, char in controls(line):
        if char in ISOLATES:
            open_.append(i)
            isolates += 1
        elif char == POP_ISOLATE:
            while isolates:
                start = open_.pop()
                if line[start] in ISOLATES:
                    found[start] = i
                    isolates -= 1
                    break
        elif char == POP:
            if open_ and line[open_[-1]] not in ISOLATES:
                found[open_.pop()] = i
        else:
            open_.append(i)
    return found


def idle(line: str) -> set[int]:
    """Positions of controls a line is better without: overrides with their ends, idle ends, and
    pairs with nothing in between.
    """
    pairs = partners(line)
    ends = set(pairs.values())
    gone: set[int] = set()
    for start, end in sorted(pairs.items(), key=lambda pair: pair[1]):
        if all(line[i] in MARKS or i in gone for i in range(start + 1, min(end, start + REACH))):
            gone.update(range(start, end + 1) if end < start + REACH else ())
    for i, char in controls(line):
        if char in OVERRIDES:
            gone.add(i)
            if i in pairs:
                gone.add(pairs[i])
        elif char in (POP, POP_ISOLATE) and i not in ends:
            gone.add(i)
    return gone


def is_idle_mark(char: str, line: str, start: int, end: int, many: bool) -> bool:
    """Whether a mark of direction stands between letters of one direction and so does nothing.

    UAX #9 N1: what is between two such letters takes their direction anyway. A mark of the other
    direction does nothing in a paragraph of theirs, and inside a word no text has a use for it.
    Between words one may be meant, unless there are `many` in the line.
    """
    rtl, letter = context().rtl, context().letter
    left, right = line[start - 1 : start], line[end : end + 1]
    if char not in MARKS:
        return False
    if letter(left) and letter(right):
        return bool(rtl(left)) == bool(rtl(right))
    if char == "\u200e" and not many:
        return False
    left, right = _beyond_spaces(line, start, -1), _beyond_spaces(line, end, 1)
    return bool(letter(left) and letter(right) and rtl(left) and rtl(right))


def _beyond_spaces(line: str, i: int, step: int) -> str:
    """The first character from a place on that is no space."""
    i += min(step, 0)
    while 0 <= i < len(line) and line[i] in " \u00a0":
        i += step
    return line[i] if 0 <= i < len(line) else ""


@cache
def _beyond_proof() -> re.Pattern[str]:
    """What makes the order shown depend on more than overrides: text that runs right to left."""
    from ...data.unicode_classes import RTL

    return re.compile(f"[{RTL}{MARKS}\u202b\u2067\u0660-\u0669\u06dd\r\u2029\x1c-\x1e\x85]")


@cache
def _mark() -> re.Pattern[str]:
    from ...data.unicode_classes import MARK

    return re.compile(f"[{MARK}\ufe0e\ufe0f]")


def reordered(line: str) -> Iterator[tuple[int, int, str]]:
    """Spans of a line that overrides show in another order, with the text a reader sees.

    Only what can be proved: no right-to-left text takes part, and everything opened in the span
    is closed (Trojan Source lets the end of the line cut overrides off).

    >>> list(reordered("a\\u202ecb\\u202cd"))
    [(1, 5, 'bc')]
    """
    if _beyond_proof().search(line):
        return
    pairs = partners(line)
    opened = [i for i, char in controls(line) if char not in (POP, POP_ISOLATE)]
    start = end = -1
    for i in [*opened, len(line) + 1]:
        if i < end:
            continue
        # a span ends where text stands at the level of the paragraph; spans that touch are one
        if i > end and start >= 0:
            new = _shown(line, start, end, pairs)
            if new is not None:
                yield start, end, new
            start = -1
        if i in pairs:
            start = i if start < 0 else start
            end = pairs[i] + 1


def _shown(line: str, start: int, end: int, pairs: dict[int, int]) -> str | None:
    chars: list[str] = []
    levels: list[int] = []
    stack = [0]
    ends = set()
    overridden = False
    for i in range(start, end):
        char = line[i]
        if char not in CONTROLS:
            if chars and levels[-1] == stack[-1] and _mark().match(char):
                chars[-1] += char  # UAX #9 L3: marks stay behind their base
            else:
                chars.append(char)
                levels.append(stack[-1])
            continue
        if char in POP + POP_ISOLATE and i in ends:
            stack.pop()
        if char in ISOLATES + POP_ISOLATE:
            chars.append("")  # keeps isolates apart, as the control itself does
            levels.append(stack[-1])
        if char not in POP + POP_ISOLATE:
            if i not in pairs or len(stack) > MAX_DEPTH:
                return None
            overridden |= char in OVERRIDES
            ends.add(pairs[i])
            level = stack[-1] + 1
            stack.append(level | 1 if char == "\u202e" else level + level % 2)
    return _turned(chars, levels) if overridden else None


def _turned(chars: list[str], levels: list[int]) -> str:
    """UAX #9 L4 and L2: mirrored brackets, and runs turned round, the deepest level first."""
    chars = [
        MIRROR.get(char, char) if level % 2 else char
        for char, level in zip(chars, levels, strict=True)
    ]
    for level in range(max(levels, default=0), 0, -1):
        start = 0
        while start < len(chars):
            end = start
            while end < len(chars) and levels[end] >= level:
                end += 1
            if end > start:
                chars[start:end] = chars[start:end][::-1]
                levels[start:end] = levels[start:end][::-1]
            start = end + 1
    return "".join(chars)
