"""From the judgement of runs to the edits of a text: line by line, then with what others proved."""

from __future__ import annotations

import functools
from collections.abc import Collection
from typing import NamedTuple

from ...edits import Edit, compose, splice
from ...rule import Change
from .altered import lost, restore
from .gates import WHOLE_GATE, is_suspect, suspects
from .lossless import LAYERS, best_page
from .whole import decode_whole

PROOF = 2.0
"""The gain, summed over a text, from which a page counts as proved for all its lines."""

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
    for start, end in suspects(text, WHOLE_GATE):
        line = text[start:end]
        repaired = (_remembered if end - start <= LONGEST else _repaired)(line)
        found.append((start, repaired))
        for page, gain in repaired.gains:
            proof[page] = proof.get(page, 0.0) + gain
    proved = frozenset(page for page, gain in proof.items() if gain >= PROOF)
    out: list[Change] = []
    for start, (line, edits, _) in found:
        if proved and is_suspect(line):
            edits = tuple(compose(edits, _repair(line, proved).edits))
        out += [(start + e.start, start + e.end, e.new) for e in edits]
    return out


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
    for turn in range(LAYERS):
        choice = best_page(line, sure, again=turn > 0)
        if choice is None:
            break
        sure.add(choice.page)
        gains.append((choice.page, choice.gain))
        changes = [Edit(i.start, i.end, i.new) for i in choice.images]
        edits = compose(edits, changes)
        line = splice(line, changes)
        if not is_suspect(line):
            break
    for mend in (restore, lost):
        if sure and (changes := list(mend(line, sure))):
            edits = compose(edits, changes)
            line = splice(line, changes)
    return Repaired(line, tuple(edits), tuple(gains))
