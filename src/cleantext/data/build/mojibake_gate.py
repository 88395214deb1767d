"""Write ``data/mojibake_gate.py``: the neighbours that betray mojibake, for the kernel's scan.

UTF-8 read through a code page puts characters side by side that no language does: a letter and
a currency sign, a box drawing and a letter, a control character and anything. The classes below
are cut from the glyphs of the 36 pages, so that nearly every image holds one of the pairs and
clean text in any language nearly none (1 line in 1,000 of translated user interfaces that are not
ASCII; of those for lossy images 1 in 70).

Run ``python -m cleantext.data.build.mojibake_gate``; it needs the standard library only.
"""

from __future__ import annotations

import textwrap
from pathlib import Path

from cleantext.gate import ranges
from cleantext.rules.encoding.images import image_sets
from cleantext.rules.encoding.pages import PAGES, glyphs, roles
from cleantext.rules.encoding.plausible import kind, script

TARGET = Path(__file__).parent.parent / "mojibake_gate.py"

USUAL_AFTER_LETTERS = set(
    "\u2019\u201d\u00bb\u00ab\u2026\u2014\u2013\u00ae\u2122\u00b0\u00b2\u00b3\u00b7\u00d7\u201c"
    "\u2018\u203a\u2039\u060c\u061b\u061f\u00b9\u2015\u0e3f\u0e2f\u0e46\u0e4f\u0e5a\u0e5b\u05f3"
    "\u05f4\u05be\u05c0\u05c3\u00bd"
)
USUAL_BEFORE_LETTERS = set(
    "\u2013\u2014\u00ab\u00bb\u2026\u201c\u201d\u2018\u2019\u201e\u201a\u00b7\u2039\u203a\u05be"
)
LATIN_LEADS = set("\u00c2\u00c3\u00c4\u00c5\u00ca\u00ce\u00cf\u00d0\u00d1\u00d4\u00d7\u00d8\u00d9"
                  "\u0102\u0139\u0118\u00c6\u00c7\u0100\u0104\u015a\u011e\u00e2")  # fmt: skip
MARK_IMAGES = ("\u200b", "\u2062", "\ufeff", "\u00ad")
NO_BREAK_SPACE = "\u00a0"


def pairs() -> list[tuple[set[str], set[str]]]:
    """The pair classes, each of which is one bit of the kernel's table."""
    high = {glyph for page in PAGES for glyph in glyphs(page)}
    leads, tails = roles()
    controls = set(map(chr, range(0x80, 0xA0)))
    letters = {c for c in high if kind(c) in "LM"} | {"\u00b5", "\u00aa", "\u00ba", "\u0192"}
    upper = {c for c in letters if c.isupper()}
    symbols = {c for c in high if kind(c) in "SPB"} - letters
    drawn = {c for c in symbols if kind(c) == "B" and c in leads}
    lead_symbols = {c for c in symbols if c in leads}
    cyrillic = {c for c in letters if script(c) == "CYRILLIC"}
    rare = {c for c in cyrillic if not "\u0410" <= c <= "\u044f"}
    greek = {c for c in letters if script(c) == "GREEK"}
    first_two = {
        (image[0], image[1])
        for page in PAGES
        for mark in MARK_IMAGES
        for image in [[glyphs(page)[byte - 0x80] for byte in mark.encode()]]
    }
    classes = [
        (high - controls, controls),
        (letters, symbols - USUAL_AFTER_LETTERS | {"\u00ad", "\u200e", "\u200f"}),
        (lead_symbols - USUAL_BEFORE_LETTERS, letters | symbols - drawn - {"\u05f3"}),
        ({"\u201a", "\u201e", "\u2013", "\u2014"}, upper | {c for c in letters if c in tails}),
        (drawn, drawn - set("\u2500\u2550\u252c\u253c\u2534\u2524\u2510\u2518\u2557\u255d\u2563"
                            "\u2566\u2569\u256c\u2588\u2591\u2592\u2593\u2580\u2584")),
        ({c for c in upper if c in leads}, (USUAL_AFTER_LETTERS & set(tails)) | {NO_BREAK_SPACE}),
        ({c for c in cyrillic if c.islower()}, cyrillic & upper),
        ({"\u0420", "\u0421"}, rare),
        ({"\u039e", "\u039f"}, greek & upper - {c for c in greek if c <= "\u03a9"} ),
        ({"\u00e2"}, USUAL_AFTER_LETTERS & set(tails) - {"\u2019", "\u2026"}),
        (LATIN_LEADS, {c for c in letters if script(c) == "LATIN"}),
        ({"\u0393"}, {c for c in letters if script(c) == "LATIN"}),
    ]  # fmt: skip
    followers: dict[str, set[str]] = {}
    for a, b in sorted(first_two):
        if not b.isascii() and not any(a in first and b in second for first, second in classes):
            followers.setdefault(a, set()).add(b)
    for seconds in sorted({frozenset(b) for b in followers.values()}, key=sorted):
        classes.append(({a for a, b in followers.items() if b == seconds}, set(seconds)))
    return classes


def mixed_pairs() -> list[tuple[set[str], set[str]]]:
    """The end of an image of a letter inside a Latin word: another script, then a Latin letter."""
    _, tails = roles()
    letters = {c for c in tails if kind(c) in "LM" and script(c) not in ("LATIN", "COMBINING")}
    return [(letters, {chr(c) for c in range(ord("a"), ord("z") + 1)})]


def lossy_pairs() -> list[tuple[set[str], set[str]]]:
    """The same for images that lost bytes.

    An image proves itself where it cannot stand in its own script: beside a Latin letter, beside
    a lost byte, before a symbol. A lone Latin letter proves itself at the end of a word, or as
    the apostrophe of an English contraction. No pair begins with ASCII: the kernel in pure Python
    looks closer at every character that may begin one.
    """
    shown = {image for found in image_sets(None) for image in found.images}
    foreign = {image for image in shown if script(image[0]) != "LATIN"}
    first = {image[0] for image in foreign}
    last = {image.rstrip("?\ufffd")[-1] for image in foreign}
    last = {c for c in last if kind(c) in "LM" and script(c) != "LATIN"}
    latin = {image[0] for image in shown - foreign}
    ascii_letters = {chr(c) for c in range(128) if chr(c).isalpha()}
    others = {chr(c) for c in range(128)} - ascii_letters
    return [
        (last, ascii_letters),
        (first | latin | {i[-2] for i in shown if len(i) > 2 and i[-1] == "?"} - {"?"}, {"?"}),
        ({c for c in first if script(c) in ("THAI", "HEBREW", "GREEK")}, others),
        (first | latin, {i[1] for i in shown if i[1:] and kind(i[1]) in "SPBC "} - {"?"}),
        (latin, others | set("strvldmSTRVLDM")),
    ]


def written(name: str, classes: list[tuple[set[str], set[str]]]) -> str:
    """A constant of `Gate` pairs as source text."""
    lines = [f"{name} = ("]
    for first, second in classes:
        lines.append("    (")
        for characters in (first, second):
            spans = ", ".join(f"(0x{low:04X}, 0x{high:04X})" for low, high in ranges(characters))
            lines += textwrap.wrap(
                f"({spans},),", 96, initial_indent=" " * 8, subsequent_indent=" " * 9
            )
        lines.append("    ),")
    return "\n".join([*lines, ")"])


def render() -> str:
    head = (
        '"""Pairs of character classes that betray mojibake; made by `build/mojibake_gate.py`."""'
    )
    tables = [
        written("PAIRS", pairs()),
        written("MIXED", mixed_pairs()),
        written("LOSSY", lossy_pairs()),
    ]
    return "\n\n".join([head, "# fmt: off", *tables]) + "\n"


def main() -> None:
    TARGET.write_text(render(), encoding="ascii")


if __name__ == "__main__":
    main()
