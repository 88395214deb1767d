"""Write ``data/mojibake_gate.py``: the characters that the channels of mojibake leave behind.

Run ``python -m cleantext.data.build.mojibake_gate``; it needs the standard library only.
"""

from __future__ import annotations

import textwrap
from pathlib import Path

from cleantext.gate import ranges
from cleantext.rules.encoding.channels import PAGES, WIDE, glyphs

TARGET = Path(__file__).parent.parent / "mojibake_gate.py"


def images() -> set[str]:
    """All that bytes of single-byte and of wide pages are shown as, and what stands for none."""
    found = {"\ufffd", *(glyph for page in PAGES for glyph in glyphs(page))}
    pairs = [bytes((one, two)) for one in range(0x81, 0xFF) for two in range(0x40, 0xFF)]
    for page in WIDE:
        found |= {c for pair in pairs for c in pair.decode(page, "ignore") if c > "\x7f"}
    # User-defined pairs of GBK; one range for ideographs and syllables.
    return (
        found
        | {chr(code) for code in (*range(0x4E00, 0xA000), *range(0xAC00, 0xD7A4))}
        | {chr(code) for code in range(0xE000, 0xE900)}
    )


def render() -> str:
    spans = ", ".join(f"(0x{low:04X}, 0x{high:04X})" for low, high in ranges(images()))
    lines = textwrap.wrap(f"{spans},", 92, initial_indent="    ", subsequent_indent="    ")
    head = '"""What mojibake begins with; made by `build/mojibake_gate.py`."""'
    return "\n".join([head, "", "# fmt: off", "", "IMAGES = (", *lines, ")"]) + "\n"


def main() -> None:
    TARGET.write_text(render(), encoding="ascii")


if __name__ == "__main__":
    main()
