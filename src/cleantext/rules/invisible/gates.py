"""Gates of the rules: an emoji or a selector where it belongs does not stop the kernel."""

from __future__ import annotations

from ...data.variations import EMOJI_BASES
from ...gate import CharSpec, Gate, Ranges, ranges
from .catalogue import RANGES, Group

ZWJ, VS16 = 0x200D, 0xFE0F
INVISIBLE = Gate(chars=RANGES)

# Signs that a joiner ties to the next one, and those it ties on: parts of the classes by which
# runs are judged, in few ranges. `tests/test_invisible.py` checks that they are parts.
_SHARED = (
    *((0x1F324, 0x1F393), (0x1F39E, 0x1F3F0), (0x1F400, 0x1F4FD), (0x1F4FF, 0x1F53D)),
    *((0x1F5FA, 0x1F64F), (0x1F680, 0x1F6C5), (0x1F90C, 0x1F93A), (0x1F947, 0x1F9FF)),
    (0x1FA70, 0x1FAFF),
)
JOINED = ranges([*_SHARED, (0x1F3F3, 0x1F3F4), (0x1F3FB, 0x1F3FF), *"\u2640\u2642\u2764"])
JOINING = ranges([*_SHARED, *"\u2620\u2640\u2642\u2695\u2696\u26a7\u2708\u2744\u2764\u27a1\u2b1b"])


def gate(group: Group) -> Gate:
    """The gate of a group: its characters, joiner and emoji selector only out of place.

    What is quiet stays under every policy, see `runs`: VARIATION SELECTOR-16 after a base of its
    own, alone or with a joiner; ZERO WIDTH JOINER between two emoji.
    """
    chars = ranges(_compact(group.ranges))
    if group.id not in ("INV214", "INV227"):
        return Gate(chars=chars)
    pairs: list[tuple[CharSpec, CharSpec]] = [
        (_not(EMOJI_BASES), [VS16]),
        (_not([*JOINED, VS16]), [ZWJ]),
        ([ZWJ], _not(JOINING)),
        ([VS16], ranges(without(RANGES, ZWJ))),
    ]
    return Gate(chars=without(without(chars, ZWJ), VS16), pairs=pairs)


def without(spans: Ranges, code: int) -> Ranges:
    """Ranges less one code point."""
    parts = []
    for low, high in spans:
        if low <= code <= high:
            parts += [(low, code - 1), (code + 1, high)]
        else:
            parts.append((low, high))
    return tuple((low, high) for low, high in parts if low <= high)


def _not(spec: CharSpec) -> Ranges:
    """All other code points."""
    gaps, low = [], 0
    for first, last in ranges(spec):
        gaps.append((low, first - 1))
        low = last + 1
    return tuple((a, b) for a, b in [*gaps, (low, 0x10FFFF)] if a <= b)


def _compact(spans: Ranges) -> list[tuple[int, int]]:
    """The ranges of a gate, with planes 4 to 13, where nothing is assigned, as one."""
    kept = [(low, high) for low, high in spans if not 0x3FFFE <= low <= 0xDFFFF]
    return kept if len(kept) == len(spans) else [*kept, (0x3FFFE, 0xDFFFF)]
