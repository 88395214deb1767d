"""INV: invisible characters; covert and stray ones out, needed ones kept.

Each group of the catalogue is a rule; they share one scan, because what may stay is decided for a
whole run of invisible characters at once. Every rule here only deletes, save INV202.
"""

from __future__ import annotations

from functools import cache, partial
from typing import TYPE_CHECKING

from ...edits import Edit
from ...gate import Gate
from ...rule import Rule, Scope
from .attacks import annotation, backspace, bidi_order
from .catalogue import GROUPS, rule_of

if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Iterator

    Find = Callable[..., re.Match[str] | None]
    Drop = Callable[[str], Iterator[tuple[int, int]]]

POLICIES = ("standard", "strict", "permissive", "code")


def scan(
    text: str,
    active: frozenset[str],
    *,
    policy: str = "standard",
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
    find, dropped = _tools(policy, keep_c2pa, keep_maths)
    edits: list[Edit] = []
    match = find(text)
    while match:
        base = text.rfind("\n", 0, match.start()) + 1
        stop = text.find("\n", match.end())
        stop = len(text) if stop < 0 else stop
        for start, end in dropped(text[base:stop]):
            edits += _edits(text, base + start, base + end, active, keep)
        match = find(text, stop)
    return edits


@cache
def _tools(policy: str, keep_c2pa: bool, keep_maths: bool) -> tuple[Find, Drop]:
    """What looks for a line worth a closer look, and what takes that look."""
    from .context import context
    from .runs import Policy, dropped

    if policy not in POLICIES:
        raise ValueError(f"policy {policy!r}: want one of {', '.join(POLICIES)}")
    find = context().suspect if policy == "standard" else context().run.search
    return find, partial(dropped, policy=Policy(policy, keep_c2pa, keep_maths))


def _edits(text: str, start: int, end: int, active: frozenset[str], keep: str) -> Iterator[Edit]:
    """One edit for each stretch of a run that one rule deletes."""
    first, last = start, ""
    for i in range(start, end + 1):
        owner = "" if i == end or text[i] in keep else rule_of(text[i])
        if owner not in active:
            owner = ""
        if owner != last:
            if last:
                yield Edit(first, i, "", (last,))
            first, last = i, owner


def _gate(ranges: tuple[tuple[int, int], ...]) -> list[tuple[int, int]]:
    """The ranges of a gate, with planes 4 to 13, where nothing is assigned, as one."""
    kept = [(low, high) for low, high in ranges if not 0x3FFFE <= low <= 0xDFFFF]
    return kept if len(kept) == len(ranges) else [*kept, (0x3FFFE, 0xDFFFF)]


RULES = (
    backspace,
    bidi_order,
    annotation,
    *(
        Rule(
            group.id,
            group.name,
            scan,
            scope=Scope.LINE,
            gate=Gate(chars=_gate(group.ranges)),
            doc=group.doc,
            shared=True,
        )
        for group in GROUPS
    ),
)
