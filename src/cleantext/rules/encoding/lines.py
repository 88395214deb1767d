"""From the judgement of runs to the edits of a text: line by line, then with what others proved."""

from __future__ import annotations

import collections
import functools
import re
from collections.abc import Callable, Collection, Sequence

from ...edits import Edit, compose, splice
from .lossless import LAYERS, best_page

PROOF = 4.0
"""The gain, summed over a text, from which a page counts as proved for all its lines."""

ASCII = re.compile("[\x00-\x7f]+")
Suspect = Callable[[str], bool]


def repair_lines(text: str, spans: Sequence[tuple[int, int]], is_suspect: Suspect) -> list[Edit]:
    """The edits that repair the lines of a text which hold suspicious neighbours."""
    proof: collections.Counter[str] = collections.Counter()
    found: list[tuple[str, list[Edit]]] = []
    for start, end in spans:
        line = text[start:end]
        edits: list[Edit] = []
        line = _repair(line, (), edits, proof)
        found.append((line, edits))
    proved = frozenset(page for page, gain in proof.items() if gain >= PROOF)
    out: list[Edit] = []
    for (start, _), (line, edits) in zip(spans, found, strict=True):
        if is_suspect(line):
            if proved:
                line = _repair(line, proved, edits, proof)
            if is_suspect(line):
                edits = compose(edits, second_opinion(line))
        out += [Edit(start + e.start, start + e.end, e.new) for e in edits]
    return out


def _repair(
    line: str, proved: Collection[str], edits: list[Edit], proof: collections.Counter[str]
) -> str:
    """Repair a line with one page after another; adds to `edits` and to `proof`."""
    sure = set(proved)
    for _ in range(LAYERS):
        choice = best_page(line, sure)
        if choice is None:
            break
        sure.add(choice.page)
        proof[choice.page] += choice.gain  # type: ignore[assignment]
        changes = [Edit(i.start, i.end, i.new) for i in choice.images]
        edits[:] = compose(edits, changes) if edits else changes
        line = splice(line, changes)
    return line


@functools.lru_cache(4096)
def second_opinion(line: str) -> tuple[Edit, ...]:
    """What ftfy would do to a line, if its `badness` finds anything wrong there."""
    from ftfy import TextFixerConfig, fix_encoding
    from ftfy.badness import is_bad

    if not is_bad(line):
        return ()
    config = TextFixerConfig(
        unescape_html=False, fix_c1_controls=False, replace_lossy_sequences=False
    )
    return tuple(difference(line, fix_encoding(line, config)))


def difference(old: str, new: str) -> list[Edit]:
    """The edits from one text to another in which most of ASCII stays where it is."""
    if old == new:
        return []
    kept_old, kept_new = list(ASCII.finditer(old)), list(ASCII.finditer(new))
    if [m.group() for m in kept_old] == [m.group() for m in kept_new]:
        edits = []
        ends = zip([*kept_old, None], [*kept_new, None], strict=True)
        from_old = from_new = 0
        for one, two in ends:
            to_old, to_new = (one.start(), two.start()) if one and two else (len(old), len(new))
            if old[from_old:to_old] != new[from_new:to_new]:
                edits.append(Edit(from_old, to_old, new[from_new:to_new]))
            if one and two:
                from_old, from_new = one.end(), two.end()
        return edits
    head = 0
    shortest = min(len(old), len(new))
    while head < shortest and old[head] == new[head]:
        head += 1
    tail = 0
    while tail < shortest - head and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    return [Edit(head, len(old) - tail, new[head : len(new) - tail])]
