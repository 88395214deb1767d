"""Text of one code page that was read through another: no UTF-8 took part."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from ...gate import Gate
from .likeness import WORD, known_share, scripts_of
from .pages import glyphs
from .plausible import oddness
from .secondary import difference
from .wide import rarity

RUN = re.compile("[^\x00-\x7f]+")
CAPITALS = re.compile("[\u0410-\u042f]{3,}")
SMALL = re.compile("[\u0430-\u044f]{3,}")
OTHER = re.compile("[^\x00-\x7f\u0410-\u044f\u0451\u0401\u2013-\u2026\xab\xbb\u2116\xa0]")
MIX_UPS = {
    "cp1252": (
        "cp1251", "koi8-r", "cp866", "cp1253", "cp1255", "cp1256", "cp874", "cp1250", "iso8859-2",
        "cp1254", "cp1257",
    ),
    "cp1251": ("koi8-r", "cp866"),
    "koi8-r": ("cp1251", "cp866"),
    "cp866": ("cp1251", "koi8-r"),
}  # fmt: skip
WIDE = ("gb18030", "big5", "shift_jis", "euc_jp", "cp949")
LEAST_LETTERS = 8
LEAST_ODD, LEAST_ODD_LATIN, LEAST_ODD_WIDE = 5.0, 3.0, 5.0
MOST_LEFT = 0.12
KNOWN, LEAST_KNOWN = 0.3, 2.5
LEAST_WIDE = 5


class Reading(NamedTuple):
    """A line read through another page: what it becomes, and how much better that looks."""

    gain: float
    new: str


def misread_page(line: str) -> str | None:
    """What a line is if it was read through the wrong single-byte page, or None."""
    if len(CAPITALS.findall(line)) <= len(SMALL.findall(line)) and not OTHER.search(line):
        return None
    evidence = _oddness(line)
    best: Reading | None = None
    for read_as, pages in MIX_UPS.items():
        data = _bytes(line, read_as)
        if data is None:
            continue
        for page in pages:
            try:
                new = data.decode(page)
            except UnicodeDecodeError:
                continue
            gain = _gain(line, new, evidence)
            if gain > 0 and (best is None or gain > best.gain):
                best = Reading(gain, new)
    return best.new if best else None


def misread_wide_page(line: str) -> str | None:
    """What a line is if it was Chinese, Japanese or Korean read as Latin-1, or None."""
    data = _bytes(line, "cp1252")
    evidence = _oddness(line)
    if data is None or evidence < LEAST_ODD_WIDE:
        return None
    best: Reading | None = None
    for page in WIDE:
        try:
            new = data.decode(page)
        except UnicodeDecodeError:
            continue
        wide = sum(c > "\u2e7f" for c in new)
        rare = rarity(new, page)
        others = sum("\x7f" < c <= "\u2e7f" for c in new)
        if wide < LEAST_WIDE or rare > 0.1 or others * 4 > wide:
            continue
        gain = 1 - rare + 0.01 * (len(line) - len(new))
        if best is None or gain > best.gain:
            best = Reading(gain, new)
    return best.new if best else None


def _gain(old: str, new: str, evidence: float) -> float:
    """How much better a line looks when read anew; 0 where the evidence is not overwhelming."""
    scripts = scripts_of(new)
    letters = sum(scripts.values())
    main = max(scripts, key=lambda name: scripts[name], default="LATIN")
    left = _oddness(new)
    if left > max(evidence, 1.0):
        return 0.0
    if main == "LATIN":
        return evidence - left if evidence >= LEAST_ODD_LATIN and left == 0 else 0.0
    if letters < LEAST_LETTERS or scripts[main] < 0.95 * letters:
        return 0.0
    is_proved = evidence >= LEAST_ODD and left <= MOST_LEFT * evidence
    if main != "CYRILLIC":
        return evidence - left if is_proved else 0.0
    known, before = known_share(new), known_share(old)
    is_read = known >= KNOWN + 1.5 * before and known * len(WORD.findall(new)) >= LEAST_KNOWN
    if not is_read and not (is_proved and known >= before + 0.1):
        return 0.0
    return max(0.0, evidence - left) + 10 * known


def _oddness(line: str) -> float:
    total = 0.0
    for match in RUN.finditer(line):
        start, end = match.span()
        total += oddness(line[max(0, start - 1) : end + 1])
    return total


@functools.cache
def _table(page: str) -> dict[str, int]:
    table = {chr(byte): byte for byte in range(0xA0)}
    table.update((glyph, byte) for byte, glyph in enumerate(glyphs(page), 0x80))
    return table


def _bytes(line: str, page: str) -> bytes | None:
    """The bytes of a line, control characters standing for undefined ones, if it has no others."""
    table = _table(page)
    try:
        return bytes([table[character] for character in line])
    except KeyError:
        return None


def changes(
    text: str, read: Callable[[str], str | None], gate: Gate
) -> Iterator[tuple[int, int, str]]:
    """The edits of the lines of a text in which a gate fires and that are to be read anew."""
    for start, end in gate.lines(text):
        line = text[start:end]
        new = read(line)
        if new is not None:
            yield from (
                (start + edit.start, start + edit.end, edit.new) for edit in difference(line, new)
            )
