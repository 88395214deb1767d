"""The gates of the mojibake rules, which their scans ask as well."""

from __future__ import annotations

from ...data.mojibake_gate import LOSSY, MIXED, PAIRS
from ...gate import Gate

# Byte A0 is a space to many tools, and then one like any other.
ALTERED = (((0xC2, 0xC3),), ((0x20, 0x20),))

WHOLE_GATE = Gate(pairs=(*PAIRS, *MIXED))
WIDE_GATE = Gate(pairs=PAIRS)
LOSSY_GATE = Gate(chars="\ufffd", pairs=LOSSY)
# Letters that are frequent in what Cyrillic, Greek and Hebrew become in Latin-1, and are seldom
# neighbours elsewhere; capitals, where Cyrillic pages put each other's small letters.
LATIN_TWO = "\xe0\xe2\xe5\xe8\xea\xeb\xec\xed\xee\xef\xf1\xf2\xf3\xf9\xfb"
CAPITALS = [(0x0410, 0x042F)]
IN_WORDS = "\xb3\xb6\xb9\xbc\xbe"  # where Central European pages have letters
MISREAD_GATE = Gate(
    pairs=(
        *PAIRS,
        (LATIN_TWO, LATIN_TWO),
        (CAPITALS, CAPITALS),
        (IN_WORDS, [(0x61, 0x7A)]),
    )
)
BROKEN_GATE = Gate(chars="\ufffd\x1a", pairs=(*PAIRS, ALTERED))


def is_suspect(text: str) -> bool:
    """Whether characters stand side by side as they do in mojibake and nowhere else."""
    return WHOLE_GATE.find(text) >= 0
