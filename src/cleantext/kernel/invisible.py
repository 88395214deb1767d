"""Judge the lines of a text that have invisible characters, as far as that can be done at a glance.

The plain definition judges none: it only finds their lines, and the rules for runs
(`rules/invisible/runs`), which are the specification, judge them. The compiled one says of most
lines which characters go, exactly as those rules do under their standard policy, and gives back
only lines with something rare: mixed runs, controls, bidi marks among letters.
"""

from __future__ import annotations

import mmap
import re
from array import array
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from .pick import pick

if TYPE_CHECKING:
    from collections.abc import Callable

    Judge = Callable[[str], tuple[array[int], list[tuple[int, int]], str | None]]

CLASSES = (
    "INVISIBLE",
    "SPACELESS",  # scripts in which a zero-width space separates words
    "CURSIVE",
    "INDIC",
    "VIRAMA",
    "EMOJI",  # what may stand before the joiner of an emoji
    "PICTOGRAPH",  # and after it
    "STYLED_EMOJI",  # bases of U+FE0F
    "STYLED_TEXT",  # and of U+FE0E
    "IDEOGRAPH",
    "RTL",
    "MARK",
    "TRANSPARENT",  # marks that joining looks through
    "LETTER",
    "INSIDE",  # what no word begins with
    "OPEN",  # what no word ends with
    "JOINING",  # cursive and Indic letters
    "WORDLESS",  # letters of the spaceless scripts
    "SPACE",
    "MONGOLIAN",
    "DUPLOYAN",
    "HIEROGLYPH",
    "CJK",
)
"""The classes of the table, from the lowest bit on; `data/build/invisible.py` has their members."""
INDEX, PAGE = 0x110000 >> 7, 128
TABLE = Path(__file__).parent.parent / "data" / "invisible.bin"
_compiled = pick("invisible")


@cache
def _table() -> mmap.mmap:
    with TABLE.open("rb") as file:
        return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)


@lru_cache(maxsize=1 << 12)
def kind(char: str) -> int:
    """The bits of the classes that a character is in; none for the empty string.

    >>> bool(kind("\\u0e01") & 1 << CLASSES.index("SPACELESS")), kind("")
    (True, 0)
    """
    if not char:
        return 0
    code, table = ord(char), _table()
    at = INDEX + 4 * (table[code // PAGE] * PAGE + code % PAGE)
    return int.from_bytes(table[at : at + 4], "little")


@cache
def judge(invisible: str) -> Judge:
    """The judge of texts: bounds of what goes, the lines not judged, the text without what goes.

    The first as start, end, start, end, the second as pairs; both are code points, in order. The
    third is None if nothing goes.
    `invisible` is the inside of a bracket expression of all invisible characters.

    >>> bounds, lines, made = judge("\\u200b")("a\\u200bb\\nc")
    >>> (list(bounds), lines, made) in (([1, 2], [], "ab\\nc"), ([], [(0, 3)], None))
    True
    """
    if _compiled is not None:
        return _compiled.Judge(_table())  # type: ignore[no-any-return]
    lines = re.compile(f"[^\n{invisible}]*[{invisible}][^\n]*").finditer
    return lambda text: (array("I"), [match.span() for match in lines(text)], None)
