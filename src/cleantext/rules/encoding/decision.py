"""One decision for a document: which readings its lines get.

A reading is taken if it is cheaper than the line as it stands by more than how rare its channel is
and a margin. The margin grows with what was tried, and both fall with what the channel gains in the
other lines of the document.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from ...edits import Edit
from ...kernel.lossy import COMMON_MARKS
from ...kernel.pages import ANEW, COSTLY, IMAGE
from ...streaming import SEGMENT
from . import lossy, misread, utf8, wide
from .alarms import alarms
from .channels import PAGES
from .reading import LEAST, RULE, Channel, Reading, as_edits, pages

ALL = frozenset(RULE.values())
MARGIN, MARGIN_UTF8, MARGIN_PROVED = 8.0, 6.5, 1.5
PROVED = 25.0
"""The gain of a channel in other lines, in nats, from which it counts as proved."""
CAPPED = 40.0
"""The most that one line proves."""
OPEN = math.log(1.5)
"""Nats by which all readings of a line may be likelier than the one it gets: right two times in
three."""
FIRST = re.compile("[\xc2-\xf4]")
COMMON = dict.fromkeys(map(ord, COMMON_MARKS))
QUOTES = "\"'`\xab\u2018\u201c\u201e"
CLOSING = frozenset("\"'`\xbb\u2018\u2019\u201c\u201d")
HELP, MOST_HELP = 0.1, 12.0
NEAR = 8.0
"""Nats from which a reading gains so much that a line is damaged, be it repaired or not."""
CANDIDATES = 3
WHOLE, WHOLE_LINES, WHOLE_SHARE, WHOLE_GAIN = 10.0, 4, 0.6, 80.0
"""A document read through one wrong page was read through it everywhere."""


class Line(NamedTuple):
    """A line that may be damaged, where it begins, and what it may have been."""

    start: int
    text: str
    readings: list[Reading]


class Verdict(NamedTuple):
    """A reading and by how many nats the evidence for it exceeds what it takes."""

    net: float
    reading: Reading


def repairs(text: str, active: frozenset[str]) -> list[Edit]:
    """The edits of the rules `active` for a text."""
    lines = lines_of(text, active)
    _lines.cache_clear()  # whoever cleans the text again is not to find what was found
    if not any(line.readings for line in lines):
        return []
    return [
        edit
        for line, verdicts in judged(lines, text)
        if (reading := chosen(verdicts))
        for edit in as_edits(reading, line.start)
    ]


def has_no_readings(text: str) -> bool:
    """Whether no line of a text may have been anything else."""
    return not any(line.readings for line in lines_of(text, ALL))


def lines_of(text: str, active: frozenset[str]) -> list[Line]:
    """The lines of a text that may be damaged."""
    return (_lines if len(text) <= SEGMENT else _lines.__wrapped__)(text, active)


@lru_cache(1)  # what says that nothing is to be done has done it
def _lines(text: str, active: frozenset[str]) -> list[Line]:
    return [
        Line(start, text[start:end], readings(text[start:end], active, reasons))
        for start, end, reasons in alarms(text)
    ]


def readings(line: str, active: frozenset[str], reasons: int = -1) -> list[Reading]:
    """What a line may have been, the likeliest first; `reasons` are those of `Pages.alarms`."""
    found = utf8.readings(line) if reasons & IMAGE else []
    if not (found and _is_clear(line, found)):
        if reasons & ~ANEW != COSTLY or lossy.MAY_LACK.search(line):
            found += lossy.readings(line)
        if found and _left((best := _likeliest(found)).new) and best.channel[0] == "utf8":
            found += lossy.within(line, best.edits)
        if reasons & COSTLY:
            found += wide.readings(line)
        if reasons & ANEW:
            found += misread.readings(line)
    found = [
        r
        for r in found
        if r.gain > LEAST
        and RULE[r.channel[0]] in active
        and not _is_spaced(line, r)
        and not _is_quoted(line, r)
    ]
    return sorted(found, key=lambda reading: reading.rare - reading.gain)[:60]


def is_near(reading: Reading) -> bool:
    """Whether a line is damaged if it has this reading, be it repaired or not: formulas and lists
    of letters, which only their document can prove to be text, are not."""
    return reading.gain >= NEAR and reading.doubt < misread.NO_WORDS


def _is_spaced(line: str, reading: Reading) -> bool:
    """Whether letters before no-break spaces are read anew in a line of their script that is right
    for the most part: Russian sets its prepositions so.
    """
    if not any(
        line[start] >= "\u0370" and line[start + 1 : end].isspace()
        for start, end, _ in reading.edits
    ):
        return False
    altered = sum(end - start for start, end, _ in reading.edits)
    return sum(c >= "\u0370" and c.isalpha() for c in line) > 2 * altered


def _is_quoted(line: str, reading: Reading) -> bool:
    """Whether half of what is altered would be one character alone between quotation marks: a text
    about characters, that shows what it speaks of."""
    quoted = sum(
        len(new) == 1 and start > 0 and line[start - 1] in QUOTES and line[end : end + 1] in CLOSING
        for start, end, new in reading.edits
    )
    return 2 * quoted >= len(reading.edits)


def _likeliest(found: list[Reading]) -> Reading:
    return min(found, key=lambda reading: reading.rare - reading.gain)


def _is_clear(line: str, found: list[Reading]) -> bool:
    """Whether a reading leaves nothing to be asked."""
    best = _likeliest(found)
    if best.gain - best.rare < MARGIN or _left(best.new):
        return False
    lacking = pages().lossy(line.encode("utf-8", "surrogatepass"))
    return not lacking >> PAGES.index(best.channel[1]) & 1 and not pages().alarms(best.new)


def _of_one_kind(lines: list[Line]) -> list[Line]:
    """The lines without the readings that strew invisible characters over a document where signs
    explain what it lost, or the other way round."""
    totals: Counter[str] = Counter()
    for line in lines:
        best: dict[str, float] = {}
        for r in line.readings:
            best[r.channel[0]] = max(best.get(r.channel[0], 0.0), r.gain)
        if "lossy" in best or "marks" in best:
            for kind in ("lossy", "marks"):
                totals[kind] += round(8 * best.get(kind, 0.0))
    if not (totals["lossy"] and totals["marks"]):
        return lines
    loser = min("marks", "lossy", key=lambda kind: totals[kind])
    return [
        line._replace(readings=[r for r in line.readings if r.channel[0] != loser])
        for line in lines
    ]


def judged(lines: list[Line], text: str) -> Iterator[tuple[Line, list[Verdict]]]:
    """What speaks for each reading of each line of a document, the best first."""
    lines = _of_one_kind(lines)
    pooled: defaultdict[Channel, float] = defaultdict(float)
    proofs: dict[tuple[Channel, frozenset[str]], float] = {}
    won: defaultdict[Channel, set[str]] = defaultdict(set)
    own: list[dict[Channel, frozenset[str]]] = []
    for line in lines:
        mine: dict[Channel, frozenset[str]] = {}
        for reading in line.readings:
            # What would not do by itself proves nothing: many small chances are no evidence.
            sure = reading.gain - reading.doubt
            if sure > reading.rare + MARGIN_PROVED and reading.channel not in mine:
                mine[reading.channel] = altered = _altered(line, reading)
                if reading is line.readings[0]:
                    won[reading.channel].add(line.text)
                proof = reading.channel, altered
                if proof not in proofs:
                    proofs[proof] = min(sure, CAPPED)
                    pooled[reading.channel] += proofs[proof]
        own.append(mine)
    whole = _whole(lines, won, pooled)
    if whole and whole[0] == "misread":
        lines = _through(lines, text, whole)
        own = [{} for _ in lines]
    for line, mine in zip(lines, own, strict=True):
        verdicts = []
        for reading in line.readings:
            channel = reading.channel
            altered = mine[channel] if channel in mine else _altered(line, reading)
            elsewhere = max(0.0, pooled[channel] - proofs.get((channel, altered), 0.0))
            share = min(1.0, elsewhere / PROVED)
            is_rare = len(channel) > 2 and channel[0] == "utf8"
            net = reading.gain - reading.rare * (1 if is_rare else 1 - share)
            margin = MARGIN_UTF8 if channel[0] == "utf8" else MARGIN
            net -= margin + (MARGIN_PROVED - margin) * share
            net += min(MOST_HELP, HELP * elsewhere)
            doubt = reading.doubt * (1 - share if channel[0] == "utf8" else 1)
            net += WHOLE if channel == whole else -doubt
            verdicts.append(Verdict(net, reading))
        verdicts.sort(key=lambda verdict: -verdict.net)
        yield line, verdicts


def _whole(
    lines: list[Line], won: dict[Channel, set[str]], pooled: dict[Channel, float]
) -> Channel | None:
    """The way that all of a document came, if most lines that tell one prove it. Pages that share
    letters share proofs."""
    best = {line.text: line.readings[0].new for line in lines if line.readings}
    proved: dict[Channel, float] = {}
    for channel in sorted(won, key=lambda channel: -len(won[channel]))[:CANDIDATES]:
        texts = won[channel]
        if channel[0] == "misread":
            texts = set().union(*(won[c] for c in won if c[0] == "misread"))
            texts = {t for t in texts if (r := misread.through(t, channel)) and r.new == best[t]}
        if channel[0] in ("misread", "wide") and len(texts) >= WHOLE_LINES:
            proved[channel] = len(texts) / len(best)
    channel = max(proved, key=lambda channel: proved[channel], default=())
    enough = bool(channel) and pooled[channel] > WHOLE_GAIN and proved[channel] > WHOLE_SHARE
    return channel if enough else None


def _through(lines: list[Line], text: str, channel: Channel) -> list[Line]:
    """All lines of a document, with what they were if they came the way that is proved: in a line
    by itself the letters of some language may well stand for others."""
    known = {line.start: line for line in lines}
    found = []
    start = 0
    for piece in text.split("\n"):
        line = known.get(start) or Line(start, piece, [])
        readings = [reading for reading in line.readings if reading.channel[0] != "misread"]
        if not piece.isascii() and (reading := misread.through(piece, channel)):
            found.append(line._replace(readings=[*readings, reading]))
        elif line.readings:
            found.append(line._replace(readings=readings))
        start += len(piece) + 1
    return found


def _altered(line: Line, reading: Reading) -> frozenset[str]:
    """What a reading alters: the same thing in another line proves nothing more."""
    return frozenset(line.text[start:end] for start, end, _ in reading.edits)


def chosen(verdicts: list[Verdict]) -> Reading | None:
    """The reading that a line gets, if any: the likeliest, if nothing is lacking."""
    return verdicts[0].reading if verdicts and lacking(verdicts) < 0 else None


def lacking(verdicts: list[Verdict]) -> float:
    """By how many nats the best reading of a line falls short: of what it takes, or of being likely
    enough among all that draw something else; a byte that it leaves makes it a nat less likely."""
    net, best = verdicts[0]
    others = {v.reading.new.translate(COMMON): v.net - net for v in reversed(verdicts)}
    open = best.open + math.log(sum(map(math.exp, others.values())))
    if best.channel[0] != "misread":
        open += _left(best.new)
    return max(-net, open - OPEN)


def _left(text: str) -> int:
    """How many first bytes stand before what stands for others, or among letters that are not
    Latin."""
    around = f" {text} "
    return sum(
        around[at + 2] in "?\ufffd" or _is_foreign(around[at]) or _is_foreign(around[at + 2])
        for at in map(re.Match.start, FIRST.finditer(text))
    )


def _is_foreign(character: str) -> bool:
    return "\u0370" <= character <= "\u1dff" or "\u2e80" <= character <= "\uffef"
