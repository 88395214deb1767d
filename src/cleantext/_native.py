"""The kernel in pure Python: the same few functions as the compiled one, on `re`.

A table is compiled from declarations (see `gate`). `find` says where the first character stands at
which some gate fires, `scan` which gates fire at all, as a bit mask.
"""

import re
from collections.abc import Sequence

Ranges = tuple[tuple[int, int], ...]
Parts = tuple[Ranges, tuple[tuple[Ranges, Ranges], ...], bool]


class Table:
    """Gates compiled for this kernel; made by `compile_table`, read by `find` and `scan`."""

    __slots__ = ("always", "any", "each")

    def __init__(
        self,
        always: int,
        any_: re.Pattern[str] | None,
        each: tuple[tuple[int, re.Pattern[str]], ...],
    ) -> None:
        self.always = always
        self.any = any_
        self.each = each


def compile_table(gates: Sequence[Parts]) -> Table:
    """A table in which bit k stands for the k-th of `gates`."""
    always = sum(1 << k for k, gate in enumerate(gates) if gate[2])
    live = [(1 << k, gate) for k, gate in enumerate(gates) if gate[0] or gate[1]]
    if not live:
        return Table(always, None, ())
    chars = [part for _, gate in live for part in gate[0]]
    pairs = list(dict.fromkeys(pair for _, gate in live for pair in gate[1]))
    each = tuple((bit, _pattern(gate[0], gate[1])) for bit, gate in live)
    return Table(always, _pattern(tuple(chars), tuple(pairs)), each)


def find(table: Table, text: str, start: int = 0) -> int:
    """The first offset from `start` on at which a gate fires, or -1."""
    if table.always:
        return start if start < len(text) else -1
    if table.any is None:
        return -1
    match = table.any.search(text, start)
    return match.start() if match else -1


def scan(table: Table, text: str) -> int:
    """The bits of the gates that fire somewhere in `text`."""
    found = table.always if text else 0
    if table.any is None or table.any.search(text) is None:
        return found
    for bit, pattern in table.each:
        if pattern.search(text):
            found |= bit
    return found


def positions(table: Table, text: str) -> list[int]:
    """Every offset at which a gate fires, in order; a pair counts where its first character is."""
    return [match.start() for match in table.any.finditer(text)] if table.any else []


def _pattern(chars: Ranges, pairs: Sequence[tuple[Ranges, Ranges]]) -> re.Pattern[str]:
    # It begins with one class because `re` skips quickly to a class; look-behinds tell the
    # alternatives apart only where that class has matched.
    first = [*chars, *(part for pair in pairs for part in pair[0])]
    branches = [f"(?<={_class(chars)})"] if chars else []
    branches += [f"(?<={_class(a)})(?={_class(b)})" for a, b in pairs]
    tail = "" if not pairs else f"(?:{'|'.join(branches)})"
    return re.compile(_class(first) + tail)


def _class(ranges: Sequence[tuple[int, int]]) -> str:
    parts = (
        _escape(low) if low == high else f"{_escape(low)}-{_escape(high)}"
        for low, high in sorted(set(ranges))
    )
    return f"[{''.join(parts)}]"


def _escape(code: int) -> str:
    return f"\\U{code:08x}"
