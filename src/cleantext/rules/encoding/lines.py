"""From the judgement of runs to the edits of a text: line by line, then with what others proved."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from ...edits import Edit, compose, splice
from . import altered
from .lossless import LAYERS, best_page

PROOF = 2.0
"""The gain, summed over a text, from which a page counts as proved for all its lines."""

Suspect = Callable[[str], bool]


def repair_lines(text: str, spans: Sequence[tuple[int, int]], is_suspect: Suspect) -> list[Edit]:
    """The edits that repair the lines of a text which hold suspicious neighbours."""
    proof: dict[str, float] = {}
    found: list[tuple[str, list[Edit]]] = []
    for start, end in spans:
        line = text[start:end]
        edits: list[Edit] = []
        line = _repair(line, (), edits, proof)
        found.append((line, edits))
    proved = frozenset(page for page, gain in proof.items() if gain >= PROOF)
    out: list[Edit] = []
    for (start, _), (line, edits) in zip(spans, found, strict=True):
        if proved and is_suspect(line):
            _repair(line, proved, edits, proof)
        out += [Edit(start + e.start, start + e.end, e.new) for e in edits]
    return out


def _repair(line: str, proved: Collection[str], edits: list[Edit], proof: dict[str, float]) -> str:
    """Repair a line with one page after another; adds to `edits` and to `proof`."""
    sure = set(proved)
    for _ in range(LAYERS):
        choice = best_page(line, sure)
        if choice is None:
            break
        sure.add(choice.page)
        proof[choice.page] = proof.get(choice.page, 0.0) + choice.gain
        changes = [Edit(i.start, i.end, i.new) for i in choice.images]
        edits[:] = compose(edits, changes) if edits else changes
        line = splice(line, changes)
    if altered.GRAVE.search(line) and altered.applies(sure):
        changes = list(altered.restore(line))
        edits[:] = compose(edits, changes)
        line = splice(line, changes)
    return line
