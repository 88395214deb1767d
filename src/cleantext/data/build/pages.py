"""Write ``data/pages.bin``: the single-byte pages, for the kernel.

Run ``python -m cleantext.data.build.pages``; it needs the standard library only. The layout, with
numbers in little-endian order:

=============  ==================================================================================
16 bytes       ``pages1``, two zeros, u16 number of pages, u16 of characters, u32 zero
256 bytes      for each block of 256 code points below U+10000: which of the next blocks it has
512 each       blocks: for each code point its number, 0 if no page has it
8 each         for each number: its code point, u32; the script whose words it continues, u8;
               whether it is byte E2 in some page, with which typographic signs begin, u8
64 each        for each number four masks of pages, u64: those in which it begins a sequence of
               two, three, four bytes, and those in which it continues one; and two zeros of u64
2 × pages      for each number its byte in each page: where it begins a sequence, and elsewhere
256 × pages    for each page the code points that it shows for bytes 80 to FF, u16
=============  ==================================================================================
"""

from __future__ import annotations

import struct
import unicodedata

from cleantext.rules.encoding.channels import PAGES, reading, starting
from cleantext.rules.encoding.channels import TABLE as TARGET

SCRIPTS = ("", "GREEK", "CYRILLIC", "HEBREW", "ARABIC", "THAI")


def script(character: str) -> int:
    """The number of a script in which words are written, other than Latin; 0 of all else."""
    name = unicodedata.name(character, "").partition(" ")[0]
    is_letter = unicodedata.category(character)[0] in "LM"
    return SCRIPTS.index(name) if is_letter and name in SCRIPTS else 0


def shown() -> bytes:
    """What the pages show."""
    out = b""
    for page in PAGES:
        glyphs = bytes(range(0x80, 0x100)).decode(page, "replace")
        codes = (k if c == "\ufffd" else ord(c) for k, c in enumerate(glyphs, 0x80))
        out += struct.pack("<128H", *codes)
    return out


def render() -> bytes:
    roles = [(starting(page), reading(page)) for page in PAGES]
    codes = sorted({code for pair in roles for table in pair for code in table if code > 0x7F})
    number = {code: k for k, code in enumerate(codes, 1)}
    blocks = sorted({code >> 8 for code in codes})
    out = [struct.pack("<6s2xHHI", b"pages1", len(PAGES), len(codes) + 1, len(blocks) + 1)]
    out.append(bytes(blocks.index(k) + 1 if k in blocks else 0 for k in range(256)))
    out.append(bytes(512))
    for block in blocks:
        out += (struct.pack("<H", number.get(block << 8 | low, 0)) for low in range(256))
    out.append(bytes(8))
    for code in codes:
        begins = any(first.get(code) == "\xe2" for first, _ in roles)
        out.append(struct.pack("<IBB2x", code, script(chr(code)), begins))
    out.append(bytes(64))
    for code in codes:
        masks = [0] * 8
        for bit, (first, others) in enumerate(roles):
            lead, tail = ord(first.get(code, "\0")), ord(others.get(code, "\0"))
            if 0xC2 <= lead < 0xF5:
                masks[(lead >= 0xE0) + (lead >= 0xF0)] |= 1 << bit
            if 0x80 <= tail < 0xC0:
                masks[3] |= 1 << bit
        out.append(struct.pack("<8Q", *masks))
    out.append(bytes(2 * len(PAGES)))
    for code in codes:
        out += (
            bytes((ord(first.get(code, "\0")), ord(others.get(code, "\0"))))
            for first, others in roles
        )
    return b"".join((*out, shown()))


if __name__ == "__main__":
    TARGET.write_bytes(shown())  # which the readings are read from
    TARGET.write_bytes(render())
