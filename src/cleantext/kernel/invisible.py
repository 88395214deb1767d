"""Judge the lines of a text that have invisible characters, as far as that can be done at a glance.

The plain definition judges none: it only finds their lines, and the rules for runs
(`rules/invisible/runs`), which are the specification, judge them. The compiled one says of most
lines which characters go, exactly as those rules do under their standard policy, and gives back
only lines with something rare: mixed runs, controls, bidi marks among letters.
"""

from __future__ import annotations

import mmap
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from .pick import pick

if TYPE_CHECKING:
    from collections.abc import Callable

    Judge = Callable[[str], tuple[list[int], list[tuple[int, int]], str | None]]

TABLE = Path(__file__).parent.parent / "data" / "invisible.bin"
_compiled = pick("invisible")


@cache
def judge(invisible: str) -> Judge:
    """The judge of texts: bounds of what goes, the lines not judged, the text without what goes.

    The first as start, end, start, end, the second as pairs; both are code points, in order. The
    third is None if nothing goes.
    `invisible` is the inside of a bracket expression of all invisible characters.

    >>> judge("\\u200b")("a\\u200bb\\nc") in (([1, 2], [], "ab\\nc"), ([], [(0, 3)], None))
    True
    """
    if _compiled is not None:
        with TABLE.open("rb") as file:
            table = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        return _compiled.Judge(table)  # type: ignore[no-any-return]
    lines = re.compile(f"[^\n{invisible}]*[{invisible}][^\n]*").finditer
    return lambda text: ([], [match.span() for match in lines(text)], None)
