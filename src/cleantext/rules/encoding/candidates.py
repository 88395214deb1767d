"""What each line of a document that may be damaged may have been: gate and candidates."""

from __future__ import annotations

from functools import lru_cache

from ...expressions import expression
from ...kernel.pages import ANEW, COSTLY, IMAGE, LACKING, SIGN, WIDE
from ...streaming import SEGMENT
from . import known, lossy, misread, utf8, wide
from .alarms import each_alarm, may_be_damaged
from .channels import PAGES
from .lines import Line, Lines
from .meant import is_meant, ways_to_mean
from .reading import KIN, LEAST, RULE, Reading, pages
from .spelt import spelt

ALL = frozenset(RULE.values())
CLEAR = 8.0
"""Nats above its rarity from which a reading that leaves nothing is not asked for others."""
FOREIGN = "[^\0-\u036f\u1e00-\u2e7f\ufff0-\U0010ffff]"  # so written it compiles in 1 ms, not 6
LEFT = expression(f"[\xc2-\xf4](?:(?=[?\ufffd]|{FOREIGN})|(?<={FOREIGN}.))")
ONCE = 2 * LACKING
NEAR = 8.0
"""Nats from which a reading gains so much that a line is damaged, be it repaired or not."""


def has_no_readings(text: str) -> bool:
    """Whether no line of a text may have been anything else."""
    return not lines_of(text, ALL)


def lines_of(text: str, active: frozenset[str]) -> Lines:
    """The lines of a text that may be damaged."""
    return (kept_lines if len(text) <= SEGMENT else kept_lines.__wrapped__)(text, active)


@lru_cache(1)  # what says that nothing is to be done has done it
def kept_lines(text: str, active: frozenset[str]) -> Lines:
    found: dict[str, int] = {}  # how often a line stands there, and below that why it is asked
    for start, end, reasons in each_alarm(text):
        line = text[start:end]
        found[line] = found.get(line, reasons) + ONCE
    return Lines(
        Line(line, number // ONCE, readings(line, active, number % ONCE))
        for line, number in found.items()
    )


def readings(line: str, active: frozenset[str], reasons: int = -1) -> list[Reading]:
    """What a line may have been, the likeliest first; `reasons` are those of `Pages.alarms`."""
    if reasons == COSTLY:
        return []
    found = utf8.readings(line) if reasons & IMAGE else []
    if not (found and is_clear(line, found)):
        if reasons & (SIGN | IMAGE | LACKING):
            found += lossy.readings(line)
        if found and left((best := _likeliest(found)).new) and best.channel[0] == "utf8":
            found += lossy.within(line, best.edits)
        found += [r for above in utf8.layers(line, found) for r in lossy.below(line, above)]
        if reasons & COSTLY and reasons & WIDE:
            found += wide.readings(line)
        if reasons & ANEW and (reasons & COSTLY or known.is_foreign(line)):
            found += misread.readings(line)
    found = [r for r in found if r.gain > LEAST and RULE[r.channel[0]] in active]
    if found and (ways := ways_to_mean(line)):
        found = [r for r in found if not is_meant(line, r.edits, ways)]
    found = _as_doubtful(sorted(found, key=lambda reading: reading.rare - reading.gain))
    return [*(spelt(line, reading) for reading in found[:1]), *found[1:60]]


def _as_doubtful(found: list[Reading]) -> list[Reading]:
    """Readings, the likeliest first, none of them less doubtful than a likelier one: what says the
    same thing again and again is no reason to prefer what explains less of it."""
    most, judged = 0.0, []
    for reading in found:
        if reading.channel[0] == "utf8":
            most = max(most, reading.doubt)
        if reading.channel[0] in KIN and reading.doubt < most:
            reading = reading._replace(doubt=most)
        judged.append(reading)
    return judged


def is_near(reading: Reading) -> bool:
    """Whether a line is damaged if it has this reading, be it repaired or not: formulas and lists
    of letters, which only their document can prove to be text, are not."""
    return reading.gain >= NEAR and reading.doubt < misread.NO_WORDS


def is_clear(line: str, found: list[Reading]) -> bool:
    """Whether a reading leaves nothing to be asked."""
    best = _likeliest(found)
    if best.gain - best.rare < CLEAR or left(best.new):
        return False
    lacking = pages().lossy(line.encode("utf-8", "surrogatepass"))
    return not lacking >> PAGES.index(best.channel[1]) & 1 and not may_be_damaged(best.new)


def _likeliest(found: list[Reading]) -> Reading:
    return min(found, key=lambda reading: reading.rare - reading.gain)


def left(text: str) -> int:
    """How many first bytes stand before what stands for others, or among letters that are not
    Latin."""
    return len(LEFT.findall(text))
