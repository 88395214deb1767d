"""INV: invisible characters; covert and stray ones out, needed ones kept.

Each group of the catalogue is a rule; they share one scan, because what may stay is decided for a
whole run of invisible characters at once. Every rule here only deletes, save INV202 and INV204.

Measured on 9,300 lines in 170 languages, half of them with emoji, joiners, variation sequences and
bidi marks that are needed: none is changed. In 59 million characters of the documentation and
Python code of a Linux system: 17 byte order marks, nothing else.
"""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING

from ...edits import Deletions, Edit
from ...kernel.invisible import judge
from ...options import PolicyName
from ...rule import Rule, Scope
from ..encoding.damage import BYTES, in_damage, spared
from ..typos.glued import lost_space
from .attacks import annotation, backspace, bidi_order, broken_word
from .catalogue import GROUPS, bracket, rule_of
from .gates import INVISIBLE, gate
from .runs import Policy, dropped

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

INSIDE = bracket()
STANDARD = Policy()


def scan(
    text: str,
    active: frozenset[str],
    *,
    policy: PolicyName = "standard",
    keep: str = "",
    keep_c2pa: bool = False,
    keep_maths: bool = False,
) -> Sequence[Edit]:
    """The invisible characters of a text that go.

    `policy` is how contexts are read: `standard` keeps what an orthography may need, `strict` only
    what the standards require and no bidi controls, `permissive` drops only payloads and
    characters that are never legitimate, `code` is `standard` without embeddings, isolates and
    overrides in any line (UTS #55). `keep` lists characters never to touch.
    """
    how = Policy(policy, keep_c2pa, keep_maths)
    if how == STANDARD:
        spans, lines, made = judge(INSIDE)(text)
        is_all = not lines and not keep and len(active) == len(GROUPS)
        if is_all and made is not None and not any(map(in_damage(text), BYTES.positions(text))):
            return Deletions(text, spans, made, _rules_of)
    else:
        spans, lines = array("I"), INVISIBLE.lines(text)
    found = list(_edits(text, spans, active, keep))
    if not lines:
        return spared(text, found)
    for base, stop in lines:
        rest = [base + bound for span in dropped(text[base:stop], how) for bound in span]
        found += _edits(text, rest, active, keep)
    return spared(text, sorted(found))


def _edits(text: str, bounds: Sequence[int], active: frozenset[str], keep: str) -> Iterator[Edit]:
    """One edit, with all rules that take part, for each stretch of a run that goes."""
    pairs = iter(bounds)
    for start, end in zip(pairs, pairs, strict=True):
        if end - start == 1:
            owner = rule_of(text[start])
            if owner in active and text[start] not in keep:
                yield Edit(start, end, "", (owner,))
            continue
        owners = {
            char: rule_of(char) for char in dict.fromkeys(text[start:end]) if char not in keep
        }
        if keep or not active.issuperset(owners.values()):
            yield from _parts(text, start, end, {c: o for c, o in owners.items() if o in active})
        else:
            yield Edit(start, end, "", tuple(dict.fromkeys(owners.values())))


def _rules_of(old: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(map(rule_of, old)))


def _parts(text: str, start: int, end: int, owners: dict[str, str]) -> Iterator[Edit]:
    """The stretches of a run in which every character has an owner."""
    first = start
    for i in range(start, end + 1):
        if i == end or text[i] not in owners:
            if first < i:
                rules = dict.fromkeys(owners[char] for char in text[first:i])
                yield Edit(first, i, "", tuple(rules))
            first = i + 1


RULES = (
    backspace,
    bidi_order,
    annotation,
    lost_space,
    broken_word,
    *(
        Rule(
            group.id,
            group.name,
            scan,
            scope=Scope.LINE,
            gate=gate(group),
            doc=group.doc,
            shared=True,
            whole=True,
        )
        for group in GROUPS
    ),
)
