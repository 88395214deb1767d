"""Damage that stays: lines that are mojibake, and nothing explains well enough to repair them."""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Callable, Sequence
from typing import NamedTuple

from ...edits import Edit
from ...errors import check_text
from ...expressions import expression
from ...gate import Gate

BYTES = Gate(chars=((0x80, 0x9F), 0xAD))
"""Characters by which a damaged line can still be repaired, and which other rules take out."""
C1 = Gate(chars=((0x80, 0x9F),))
_has_c1 = expression("[\x80-\x9f]")
_signs = expression("[^\x00-\xa0\xad]")  # without any a line is no mojibake
# beside letters that have three bytes, one or two that may be the rest of such a letter
_rest = expression(
    "(?:([^\0-\u08ff])\u200b?|(?<![\x80-\x9f]))([\x80-\x9f]{1,2})(?![\x80-\x9f])\u200b?([^\0-\u08ff]?)"
)
ALL = frozenset(("ENC111", "ENC112", "ENC113", "ENC114"))


class Damage(NamedTuple):
    """A damaged line that `repair_mojibake` leaves as it is.

    `start` and `end` are its bounds in code points. `channel` is what comes nearest to explain it
    (`"utf8 cp1252"`: UTF-8 read through Windows-1252), `reading` what the line would be then, and
    `short` by how many nats the evidence falls short.
    """

    start: int
    end: int
    channel: str
    reading: str
    short: float


def find_damage(text: str) -> list[Damage]:
    """The lines of a text that are mojibake, and that `repair_mojibake` does not repair.

    >>> find_damage("A plain line.\\nOne na\\xefve caf\\xe9.")
    []

    Raises:
        InputTypeError: `text` is not a string.
    """
    from .candidates import is_near, lines_of
    from .decision import chosen, judged, lacking
    from .lines import each_line

    text = check_text(text)
    near = {}
    for line, verdicts in judged(lines_of(text, ALL), text):
        gaining = [v for v in verdicts if is_near(v.reading)]
        if gaining and not chosen(verdicts):
            reading, short = gaining[0].reading, round(lacking(gaining), 1)
            near[line.text] = " ".join(reading.channel), reading.new, short
    return [
        Damage(start, start + len(line), *near[line])
        for start, line in each_line(text)
        if line in near
    ]


@functools.lru_cache(256)
def is_damaged(line: str) -> bool:
    """Whether a line looks like mojibake: not by the characters alone of which that is asked."""
    if not _signs.search(line):
        return False
    if any(map(_is_rest, _rest.finditer(line))):
        return True
    from .alarms import each_alarm
    from .candidates import is_near, readings

    return any(
        is_near(reading)
        for start, end, reasons in each_alarm(line)
        for reading in readings(line[start:end], ALL, reasons)
    )


def _is_rest(match: re.Match[str]) -> bool:
    """Whether bytes are the last ones of a letter as those beside it, whose others are lost."""
    before, rest, after = match.groups()
    return any(
        unicodedata.category(chr(ord(beside) & ~0x7F | half | ord(rest[-1]) & 0x3F))[0] in "LM"
        and (len(rest) == 1 or ord(rest[0]) & 0x3F == ord(beside) >> 6 & 0x3E | half >> 6)
        for beside in (before, after)
        if beside and beside < "\u2000"
        for half in (0, 0x40)
    )


def spared(text: str, edits: Sequence[Edit]) -> Sequence[Edit]:
    """Edits without those that would take from a damaged line bytes by which it can be repaired."""
    if not BYTES.fires(text):
        return edits
    is_hurt = in_damage(text)
    return [e for e in edits if not (BYTES.fires(text[e[0] : e[1]]) and is_hurt(e[0]))]


def in_damage(text: str) -> Callable[[int], bool]:
    """Whether a place is in a line that looks like mojibake; each line is asked once, in order."""
    stop, verdict = -1, False
    suspects: set[int] | None = None

    def is_hurt(at: int) -> bool:
        nonlocal stop, verdict, suspects
        if text[at - 1 : at] == "\ufffd":
            return True  # what was there may have been the first byte
        if at > stop:
            if suspects is None:
                from .alarms import alarms

                suspects = set(alarms(text)[::3])
                if not (suspects or C1.fires(text)):
                    stop = len(text)
                    return False
            start, stop = text.rfind("\n", 0, at) + 1, text.find("\n", at)
            stop = len(text) if stop < 0 else stop
            line = text[start:stop]
            verdict = (start in suspects or _has_c1.search(line) is not None) and is_damaged(line)
        return verdict

    return is_hurt
