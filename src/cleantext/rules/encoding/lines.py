"""From the judgement of runs to the edits of a text: line by line, then with what others proved."""

from __future__ import annotations

import functools
from collections.abc import Collection
from typing import NamedTuple

from ...edits import Edit, compose, splice
from ...gate import Gate
from ...rule import Change
from .altered import lost, restore
from .choice import best_page
from .gates import WHOLE_GATE, is_suspect
from .lossless import LAYERS
from .pages import reading, starting
from .whole import decode_whole

PROOF = 2.0
"""The gain, summed over a text, from which a page counts as proved for all its lines."""

SURE = 1.0
"""The gain from which an image of a proved page is one even in a line without suspicious pairs."""

LONGEST = 2_000
REMEMBERED = 2_000


class Repaired(NamedTuple):
    """A line made whole, the edits that did it, and the gain of each page that was undone."""

    line: str
    edits: tuple[Edit, ...]
    gains: tuple[tuple[str, float], ...]


def repair_text(text: str) -> list[Change]:
    """The edits that repair the lines of a text which hold suspicious neighbours."""
    if decoded := decode_whole(text, is_suspect):
        return decoded.edits
    found: list[tuple[int, Repaired]] = []
    proof: dict[str, float] = {}
    for start, end in WHOLE_GATE.lines(text):
        line = text[start:end]
        repaired = (_remembered if end - start <= LONGEST else _repaired)(line)
        found.append((start, repaired))
        for page, gain in repaired.gains:
            proof[page] = proof.get(page, 0.0) + gain
    proved = frozenset(page for page, gain in proof.items() if gain >= PROOF)
    if proved:
        found = _with_followers(text, dict(found), proved)
    return [
        (start + edit.start, start + edit.end, edit.new)
        for start, repaired in found
        for edit in repaired.edits
    ]


def _with_followers(
    text: str, found: dict[int, Repaired], proved: frozenset[str]
) -> list[tuple[int, Repaired]]:
    """The lines found and those in which evidence is thin, with what proved pages explain."""
    for page in proved:
        for start, end in trace(page).lines(text):
            if start not in found:
                found[start] = Repaired(text[start:end], (), ())
    out = []
    for start, repaired in sorted(found.items()):
        line, edits, gains = repaired
        more = (_followed_before if len(line) <= LONGEST else _followed)(line, proved)
        if more.edits:
            repaired = Repaired(more.line, tuple(compose(edits, more.edits)), gains)
        out.append((start, repaired))
    return out


@functools.cache
def trace(page: str) -> Gate:
    """Fires at the first two bytes of any character of a page."""
    starts, others = starting(page), reading(page)
    leads = [code for code, byte in starts.items() if "\xc2" <= byte <= "\xf4"]
    return Gate(pairs=[(leads, [c for c, byte in others.items() if byte <= "\xbf"])])


def _followed(line: str, proved: frozenset[str]) -> Repaired:
    """A line in which evidence is thin, with what pages proved elsewhere explain."""
    if is_suspect(line):
        return _repair(line, proved)
    # Where the letters of a page are at home, no harmless line is damaged.
    if 2 * len(line.encode("ascii", "ignore")) > len(line) and any(
        trace(page).fires(line) for page in proved
    ):
        choice = best_page(line, proved)
        if choice is not None and choice.page in proved:
            changes = tuple(Edit(i.start, i.end, i.new) for i in choice.images if i.gain >= SURE)
            return Repaired(splice(line, changes), changes, ())
    return Repaired(line, (), ())


_followed_before = functools.lru_cache(REMEMBERED)(_followed)


def _repaired(line: str) -> Repaired:
    if decoded := decode_whole(line, is_suspect):
        edits = tuple(Edit(*edit) for edit in decoded.edits)
        return Repaired(splice(line, edits), edits, ((decoded.page, PROOF),))
    return _repair(line, ())


_remembered = functools.lru_cache(REMEMBERED)(_repaired)


def _repair(line: str, proved: Collection[str]) -> Repaired:
    """Repair a line with one page after another."""
    sure = set(proved)
    edits: list[Edit] = []
    gains: list[tuple[str, float]] = []
    depth = 1
    for turn in range(LAYERS):
        choice = best_page(line, sure, again=turn > 0)
        if choice is None:
            break
        sure.add(choice.page)
        gains.append((choice.page, choice.gain))
        depth = max(depth, *(image.layers for image in choice.images))
        changes = [Edit(i.start, i.end, i.new) for i in choice.images]
        edits = compose(edits, changes)
        line = splice(line, changes)
        if not is_suspect(line):
            break
    for turn in range(1 + depth if sure else 0):
        changes = list(lost(line, sure, depth > 1) if turn else restore(line, sure))
        edits = compose(edits, changes)
        line = splice(line, changes)
    return Repaired(line, tuple(edits), tuple(gains))
