"""Invisible characters of which their neighbours say that they stay: most of those in writing.

Pages of Persian, Malayalam, Khmer or emoji have one in every few words, all where they belong. The
compiled kernel passes over them; what it stops at is judged run by run (see `runs`). Without it
the pattern `suspect` of `context`, which stops at more, is asked first, then `slowly`.
"""

from __future__ import annotations

import re
from functools import cache, partial
from typing import TYPE_CHECKING

from ...gate import Ranges, ranges
from ...kernel import NAME as KERNEL
from .catalogue import RANGES

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any


def find_suspect(text: str, start: int = 0) -> int:
    """The first place from the start of a line on that the rules for runs have to look at, or -1.

    In the same line as the first invisible character that may have to go, if not at it.

    >>> find_suspect("\\u0645\\u06cc\\u200c\\u062e\\u0648\\u0627"), find_suspect("a\\u200cb")
    (-1, 1)
    """
    return finder()(text, start)


@cache
def finder() -> Callable[[str, int], int]:
    """`find_suspect` of the kernel in use, for those who ask often."""
    if KERNEL == "compiled":
        from ... import _speedups  # type: ignore[attr-defined]

        return partial(_speedups.find_suspect, _marks())
    return _find_slowly


@cache
def stray_finder() -> Callable[[str, int, int], list[int] | None] | None:
    """Tells where a line (its bounds in a text) has lone invisible characters that must go.

    Its answer is None where that takes the rules for runs. Only the compiled kernel has it.
    """
    if KERNEL != "compiled":
        return None
    from ... import _speedups  # type: ignore[attr-defined]

    return partial(_speedups.strays, _marks())


def _find_slowly(text: str, start: int) -> int:
    from .context import context
    from .slowly import is_suspect

    while match := context().suspect(text, start):
        base = text.rfind("\n", start, match.start()) + 1 or start
        stop = text.find("\n", match.start())
        stop = len(text) if stop < 0 else stop
        if is_suspect(text[base:stop]):
            return match.start()
        start = stop
    return -1


def is_settled(text: str, *, policy: str = "standard", **_: object) -> bool:
    """Whether no rule has to look at a text, whatever its gate says. Quick, or it says no."""
    return policy == "standard" and KERNEL == "compiled" and finder()(text, 0) < 0


@cache
def _marks() -> Any:
    """The table of the kernel, which only the compiled one has."""
    from ... import _speedups  # type: ignore[attr-defined]

    return _speedups.Marks(classes())


@cache
def classes() -> tuple[Ranges, ...]:
    """The classes of neighbours, in the order of the bits of the kernel."""
    from ...data.unicode_classes import EMOJI, PICTOGRAPH, RTL_COARSE
    from ...data.variations import BASES
    from . import context

    return (
        RANGES,
        spans(context.SPACELESS),
        spans(context.ARABIC),
        spans(context.INDIC),
        spans(context.VIRAMA),
        spans(EMOJI),
        spans(PICTOGRAPH),
        spans(BASES["\ufe0f"], without="#*0123456789\u00a9\u00ae"),
        spans(context.IDEOGRAPH),
        spans(RTL_COARSE),
        spans("0-9#*"),
    )


def spans(inside: str, *, without: str = "") -> Ranges:
    """The ranges of code points of the inside of a bracket expression, less some characters.

    >>> spans("a-cx"), spans(r"\\u0041-C", without="B")
    (((97, 99), (120, 120)), ((65, 65), (67, 67)))
    """
    plain = re.sub(
        r"\\u([0-9a-f]{4})|\\U([0-9a-f]{8})", lambda m: chr(int(m[1] or m[2], 16)), inside
    )
    pairs = re.findall("(.)(?:-(.))?", plain, re.DOTALL)
    found = ranges((ord(low), ord(high or low)) for low, high in pairs)
    if not without:
        return found
    return ranges(
        code for low, high in found for code in range(low, high + 1) if chr(code) not in without
    )
