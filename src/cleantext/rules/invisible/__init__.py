"""INV: invisible characters; covert and stray ones out, needed ones kept.

Each group of the catalogue is a rule; they share one scan, because what may stay is decided for a
whole run of invisible characters at once. Every rule here only deletes, save INV202 and INV204.

Measured on 9,300 lines in 170 languages, half of them with emoji, joiners, variation sequences and
bidi marks that are needed: none is changed. In 59 million characters of the documentation and
Python code of a Linux system: 17 byte order marks, nothing else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...edits import Edit
from ...options import PolicyName
from ...rule import Rule, Scope
from ..typos.glued import lost_space
from .attacks import annotation, backspace, bidi_order, broken_word
from .catalogue import GROUPS, rule_of
from .gates import INVISIBLE, gate
from .runs import Policy, dropped

if TYPE_CHECKING:
    from collections.abc import Iterator


def scan(
    text: str,
    active: frozenset[str],
    *,
    policy: PolicyName = "standard",
    keep: str = "",
    keep_c2pa: bool = False,
    keep_maths: bool = False,
) -> list[Edit]:
    """The invisible characters of a text that go.

    `policy` is how contexts are read: `standard` keeps what an orthography may need, `strict` only
    what the standards require and no bidi controls, `permissive` drops only payloads and
    characters that are never legitimate, `code` is `standard` without embeddings, isolates and
    overrides in any line (UTS #55). `keep` lists characters never to touch.
    """
    how = Policy(policy, keep_c2pa, keep_maths)
    edits: list[Edit] = []
    at = INVISIBLE.find(text, 0)
    while at >= 0:
        base = text.rfind("\n", 0, at) + 1
        stop = text.find("\n", at)
        stop = len(text) if stop < 0 else stop
        for start, end in dropped(text[base:stop], how):
            edits += _edits(text, base + start, base + end, active, keep)
        at = INVISIBLE.find(text, stop) if stop < len(text) else -1
    return edits


def _edits(text: str, start: int, end: int, active: frozenset[str], keep: str) -> Iterator[Edit]:
    """One edit, with all rules that take part, for each stretch of a run that goes."""
    if end - start == 1:
        owner = rule_of(text[start])
        if owner in active and text[start] not in keep:
            yield Edit(start, end, "", (owner,))
        return
    owners = {char: rule_of(char) for char in dict.fromkeys(text[start:end]) if char not in keep}
    if keep or not active.issuperset(owners.values()):
        yield from _parts(text, start, end, {c: o for c, o in owners.items() if o in active})
    else:
        yield Edit(start, end, "", tuple(dict.fromkeys(owners.values())))


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
