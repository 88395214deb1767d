"""Generate ``cleantext/data/invisible.bin``: what the kernel asks of characters and neighbours.

Run it as ``python -m cleantext.data.build.invisible``; ``tests/test_tables.py`` checks that this
changes nothing. A byte for every 128 code points names a page; a page has 128 words of 32 bits, low
byte first, a bit for each class of `kinds` from the lowest on. The classes are those of
``unicode_classes.py``, here beside: the rules and the kernel say the same.
"""

from __future__ import annotations

import re
import sys

from ...kernel.invisible import CLASSES, TABLE
from ..variations import BASES
from . import unicode_classes

TARGET = TABLE
PAGE = 128


def kinds() -> tuple[str, ...]:
    """The classes as insides of bracket expressions, in the order of their bits."""
    from ...rules.invisible import syllables
    from ...rules.invisible.catalogue import bracket

    def inside(name: str) -> str:
        return "".join(unicode_classes.pieces(name))

    own = {
        "INVISIBLE": bracket(),
        "STYLED_EMOJI": BASES["\ufe0f"],
        # beyond the listed ones: who asks for text style of a pictograph is obeyed by browsers
        "STYLED_TEXT": BASES["\ufe0e"] + inside("PICTOGRAPH"),
        "RTL": inside("RTL_COARSE"),
        "INSIDE": syllables.INSIDE + inside("MARK"),
        "OPEN": syllables.OPEN,
        "JOINING": inside("CURSIVE_COARSE") + inside("INDIC_COARSE"),
        "WORDLESS": inside("SPACELESS_COARSE"),
        "SPACE": "".join(f"\\u{code:04x}" for code in range(0x3001) if chr(code).isspace()),
    }
    return tuple(own.get(name) or inside(name) for name in CLASSES)


def members(inside: str) -> list[tuple[int, int]]:
    """The ranges of code points of the inside of a bracket expression."""
    plain = re.sub(
        r"\\u([0-9a-f]{4})|\\U([0-9a-f]{8})", lambda m: chr(int(m[1] or m[2], 16)), inside
    )
    pairs = re.findall("(.)(?:-(.))?", plain, re.DOTALL)
    return [(ord(low), ord(high or low)) for low, high in pairs]


def render() -> bytes:
    """The bytes of the table."""
    words = [0] * 0x110000
    for bit, inside in enumerate(kinds()):
        for low, high in members(inside):
            for code in range(low, high + 1):
                words[code] |= 1 << bit
    pages: dict[bytes, int] = {}
    index = bytearray()
    for start in range(0, len(words), PAGE):
        page = b"".join(word.to_bytes(4, "little") for word in words[start : start + PAGE])
        index.append(pages.setdefault(page, len(pages)))
    return bytes(index) + b"".join(pages)


if __name__ == "__main__":
    TARGET.write_bytes(render())
    sys.stdout.write(f"{TARGET}\n")
