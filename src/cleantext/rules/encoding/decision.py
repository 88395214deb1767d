"""One decision for a document: which readings its lines get.

A reading is taken if it is cheaper than the line as it stands by more than how rare its channel is
and a margin. The margin grows with what was tried, and both fall with what the channel gains in the
other lines of the document.
"""

from __future__ import annotations

import math
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from ... import letters
from ...columns import gathered
from ...edits import Edit
from ...kernel.lossy import COMMON_MARKS
from ...kernel.pages import SIGN
from . import known, misread
from .candidates import NEAR, is_clear, kept_lines, left, lines_of, readings
from .channels import LATIN
from .lines import Line, Lines, each_line
from .reading import KIN, RULE, Channel, Reading, alphabet, as_edits

LOSSY = frozenset((RULE["lossy"],))
MARGIN, MARGIN_UTF8, MARGIN_PROVED = 8.0, 6.5, 1.5
HELP, MOST_HELP = 0.1, 12.0
PROVED = 25.0
"""The gain of a channel in other lines, in nats, from which it counts as proved."""
CAPPED = 40.0
"""The most that one line proves."""
SETTLED = MOST_HELP / HELP + CAPPED + 1.0
"""The gain of a channel in all lines from which on no line's own share in it is of account."""
OPEN = math.log(1.5)
"""Nats by which all readings of a line may be likelier than the one it gets: right two times in
three."""
LOSING = ("lossy", "marks")
BESIDE = 2
"""Characters on each side that tell apart two places which lost bytes."""
ENOUGH = 4096
"""So many characters tell the language of a document."""
KEPT = 128
"""So many lines are not asked twice what they prove."""
NOTHING: frozenset[str] = frozenset()
COMMON = dict.fromkeys(map(ord, COMMON_MARKS))
CANDIDATES = 3
WHOLE, WHOLE_LINES, WHOLE_SHARE, WHOLE_GAIN = 10.0, 4, 0.6, 80.0
"""A document read through one wrong page was read through it everywhere."""


class Verdict(NamedTuple):
    """A reading and by how many nats the evidence for it exceeds what it takes."""

    net: float
    reading: Reading


def repairs(text: str, active: frozenset[str]) -> Sequence[Edit]:
    """The edits of the rules `active` for a text."""
    lines = lines_of(text, active)
    kept_lines.cache_clear()  # whoever cleans the text again is not to find what was found
    return gathered(_edits(text, lines)) if lines else ()


def _edits(text: str, lines: Lines) -> Iterator[Edit]:
    """The edits of a text, line by line: both come in the same order."""
    won = ((line, r) for line, verdicts in judged(lines, text) if (r := chosen(verdicts)))
    again: dict[str, Reading] = {}
    line, reading = next(won, (None, None))
    for start, piece in each_line(text):
        found = again.get(piece) if again else None
        if line and reading and line.text == piece:
            found = reading
            if line.times > 1:
                again[piece] = reading
            line, reading = next(won, (None, None))
        if found:
            yield from as_edits(found, start)


def _of_one_kind(lines: Lines) -> tuple[Lines, bool]:
    """The lines without the readings that strew invisible characters over a document where signs
    explain what it lost, or the other way round; and whether neither is sure, since signs hardly
    explain more, and some line less: they can have come by chance."""
    totals: Counter[str] = Counter()
    is_contested = False
    for line in lines if {c[0] for c in lines.channels}.issuperset(LOSING) else ():
        best: dict[str, float] = {}
        for r in line.readings:
            best[r.channel[0]] = max(best.get(r.channel[0], 0.0), r.gain)
        if not best.keys().isdisjoint(LOSING):
            signs, marks = (best.get(kind, 0.0) for kind in LOSING)
            is_contested |= marks > signs
            for kind in LOSING:
                totals[kind] += line.times * round(8 * best.get(kind, 0.0))
    if not all(totals[kind] for kind in LOSING):
        return lines, False
    ahead = totals["lossy"] - totals["marks"]
    loser = "marks" if ahead >= 0 else "lossy"
    is_contested &= 0 <= ahead < 8 * MARGIN
    return lines.only(lambda text, reading: reading.channel[0] != loser), is_contested


def _foreign(lines: Lines, text: str) -> Lines:
    """The lines without the readings by which letters that the language of the document has would
    be other Latin ones."""
    if not any(c[0] == "misread" and LATIN.issuperset(c[1:]) for c in lines.channels):
        return lines
    own = cache(lambda: alphabet(letters.language(text[:ENOUGH])))
    return lines.only(
        lambda line, reading: (
            not (_is_near(reading) and all(own() >= set(line[a:b]) for a, b, _ in reading.edits))
        )
    )


def _is_near(reading: Reading) -> bool:
    is_near = reading.channel[0] == "misread" and LATIN.issuperset(reading.channel[1:])
    return is_near and reading.gain - reading.doubt > reading.rare  # else it proves nothing


def judged(lines: Lines, text: str) -> Iterator[tuple[Line, list[Verdict]]]:
    """What speaks for each reading of each line of a document, the best first."""
    lines, is_contested = _of_one_kind(lines)
    lines = _foreign(lines, text)
    pooled: defaultdict[Channel, float] = defaultdict(float)
    proofs: dict[tuple[Channel, frozenset[str]], float] = {}
    won: defaultdict[Channel, array[int]] = defaultdict(lambda: array("I"))
    sures: dict[str, dict[Channel, frozenset[str]]] = {}
    count = 0
    for number, line in enumerate(lines):
        count += bool(line.readings)
        mine: dict[Channel, frozenset[str]] = {}
        if number < KEPT:
            sures[line.text] = mine
        for channel, altered, sure in _sure(line, pooled):
            mine[channel] = altered
            if (channel, altered) not in proofs:
                proofs[channel, altered] = min(sure, CAPPED)
                pooled[channel] += proofs[channel, altered]
        if line.readings and _is_sure(line.readings[0]):
            won[line.readings[0].channel].append(number)
    whole = _whole(lines, count, won, pooled)
    asked: Iterator[tuple[Line, Line]] = ((line, line) for line in lines)
    if whole and whole[0] == "misread":
        asked = _through(lines, text, whole)
        sures.clear()
    elif any(channel[0] in LOSING and pooled[channel] > PROVED for channel in won):
        asked = _silent(lines, text)
    for line, told in asked:
        own = sures.get(line.text)
        if own is None:
            own = {channel: altered for channel, altered, _ in _sure(told, pooled)}
        verdicts = []
        for reading in line.readings:
            channel = reading.channel
            kin = _kin(channel)
            elsewhere = max(map(pooled.__getitem__, kin))
            if 0.0 < elsewhere < SETTLED:
                mine = own
                if channel not in own and pooled[channel]:
                    mine = {**own, channel: _altered(line, reading)}
                elsewhere = max(pooled[c] - proofs.get((c, mine.get(c, NOTHING)), 0.0) for c in kin)
                elsewhere = max(0.0, elsewhere)
            share = min(1.0, elsewhere / PROVED)
            is_rare = len(channel) > 2 and channel[0] == "utf8"
            net = reading.gain - reading.rare * (1 if is_rare else 1 - share)
            margin = MARGIN_UTF8 if channel[0] == "utf8" else MARGIN
            net -= margin + (MARGIN_PROVED - margin) * share
            net += min(MOST_HELP, HELP * elsewhere)
            doubt = reading.doubt * (1 - share if channel[0] in KIN else 1)
            net += WHOLE if channel == whole else -doubt
            if channel[0] in LOSING and is_contested:
                reading = reading._replace(open=reading.open + MARGIN)
            elif channel[0] == "marks":  # a document that is strewn with them leaves few other ways
                reading = reading._replace(open=reading.open * (1 - share))
            verdicts.append(Verdict(net, reading))
        verdicts.sort(key=lambda verdict: -verdict.net)
        yield line, verdicts


def _is_sure(reading: Reading) -> bool:
    """Whether a reading proves anything: many small chances are no evidence."""
    return reading.gain - reading.doubt > reading.rare + MARGIN_PROVED


def _sure(
    line: Line, pooled: Mapping[Channel, float]
) -> Iterator[tuple[Channel, frozenset[str], float]]:
    """What a line may prove of each channel of which not enough is proved, and by how many nats."""
    seen = set()
    for reading in line.readings:
        channel = reading.channel
        if _is_sure(reading) and channel not in seen:
            seen.add(channel)
            if pooled.get(channel, 0.0) < SETTLED:
                yield channel, _altered(line, reading), reading.gain - reading.doubt


@lru_cache(256)
def _kin(channel: Channel) -> list[Channel]:
    """The channels that prove each other: what a page showed whole, and what lost bytes there."""
    if channel[0] not in KIN or len(channel) > 2:
        return [channel]
    return [(kind, channel[1]) for kind in KIN]


def _whole(
    lines: Lines, count: int, won: Mapping[Channel, array[int]], pooled: Mapping[Channel, float]
) -> Channel | None:
    """The way that all of a document came, if most lines that tell one, which are `count`, prove
    it. Pages that share letters share proofs."""
    proved: dict[Channel, float] = {}
    for channel in sorted(won, key=lambda channel: -len(won[channel]))[:CANDIDATES]:
        telling = len(won[channel])
        if channel[0] == "misread":
            numbers = set().union(*(won[c] for c in won if c[0] == "misread"))
            telling = sum(
                r.new == line.readings[0].new
                for number, line in enumerate(lines)
                if number in numbers and (r := misread.through(line.text, channel))
            )
        if channel[0] in ("misread", "wide") and telling >= WHOLE_LINES:
            proved[channel] = telling / count
    channel = max(proved, key=lambda channel: proved[channel], default=())
    enough = bool(channel) and pooled[channel] > WHOLE_GAIN and proved[channel] > WHOLE_SHARE
    return channel if enough else None


def _each(lines: Lines, text: str) -> Iterator[Line]:
    """Each line of a document that is not ASCII, once, with the readings that it has."""
    known = iter(lines)
    line = next(known, None)
    for piece, times in Counter(p for _, p in each_line(text) if not p.isascii()).items():
        if line is not None and line.text == piece:
            yield line
            line = next(known, None)
        else:
            yield Line(piece, times, [])


def _silent(lines: Lines, text: str) -> Iterator[tuple[Line, Line]]:
    """The lines of a document that lost bytes, with those that do not alarm by themselves; and each
    with what was told of it before. What is clear lost nothing."""
    for line in _each(lines, text):
        found = line.readings
        is_asked = any(r.channel[0] in LOSING for r in found)
        is_whole = bool(found) and found[0].channel[0] == "utf8" and is_clear(line.text, found)
        if not (is_asked or is_whole):
            found = [*found, *(r for r in readings(line.text, LOSSY, SIGN) if r.gain > NEAR)]
        if found:
            yield line._replace(readings=found), line


def _through(lines: Lines, text: str, channel: Channel) -> Iterator[tuple[Line, Line]]:
    """All lines of a document, with what they were if they came the way that is proved: in a line
    by itself the letters of some language may well stand for others; and nothing told of any."""
    for line in _each(lines, text):
        found = [reading for reading in line.readings if reading.channel[0] != "misread"]
        if reading := misread.through(line.text, channel):
            found.append(reading)
        if found or line.readings:
            yield line._replace(readings=found), line._replace(readings=[])


def _altered(line: Line, reading: Reading) -> frozenset[str]:
    """What a reading alters: the same thing in another line proves nothing more, but for what lost
    bytes and would do by itself, of which all that is left is the same byte each time."""
    edits = reading.edits
    old = frozenset(line.text[start:end] for start, end, _ in edits)
    if reading.channel[0] not in LOSING or reading.gain < reading.rare + MARGIN:
        return old
    if not known.is_strange(line.text, set("".join(old))):
        return old
    return frozenset(line.text[max(0, start - BESIDE) : end + BESIDE] for start, end, _ in edits)


def chosen(verdicts: list[Verdict]) -> Reading | None:
    """The reading that a line gets, if any: the likeliest, if nothing is lacking."""
    return verdicts[0].reading if verdicts and lacking(verdicts) < 0 else None


def lacking(verdicts: list[Verdict]) -> float:
    """By how many nats the best reading of a line falls short: of what it takes, or of being likely
    enough among all that draw something else; a byte that it leaves makes it a nat less likely."""
    net, best = verdicts[0]
    open = best.open
    if len(verdicts) > 1:
        others = {v.reading.new.translate(COMMON): v.net - net for v in reversed(verdicts)}
        open += math.log(sum(map(math.exp, others.values())))
    if best.channel[0] != "misread":
        open += left(best.new)
    return max(-net, open - OPEN)
