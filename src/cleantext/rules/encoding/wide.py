"""UTF-8 that was read through a page of two bytes a character: GBK, Shift-JIS, Big5, EUC-KR.

Bytes that are no pair became `?` or U+FFFD on the way. What they were is one of those that the page
cannot read there; the model of letters chooses.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

from ... import letters
from ...edits import Change, splice
from .channels import WIDE
from .reading import TEMPER, Reading, is_garbage, is_text

RUN = re.compile("[^\x00-\x7f](?:[^\x00-\x7f]|\\?+(?=[^\x00-\x7f]))*\\?*")
# any of 2E80-9FFF, AC00-D7FF, E000-F8FF, FF00-FFEF; what they are not is quicker to compile
WIDE_SIGN = re.compile("[^\0-\u2e7f\ua000-\uabff\ud800-\udfff\uf900-\ufeff\ufff0-\U0010ffff]")
HOLES = "?\ufffd"
LOSS = 1.0
MOST_HOLES = 60


def readings(line: str) -> Iterator[Reading]:
    """All ways to read the runs of a line as UTF-8, one for each page."""
    if not WIDE_SIGN.search(line):
        return
    here = letters.cost(line)
    for page, rare in WIDE.items():
        edits: list[Change] = []
        losses = 0
        for match in RUN.finditer(line):
            if len(match.group()) > 1 and (found := _decoded(match.group(), page)):
                new, holes = found
                after = line[match.end() : match.end() + 2]
                if match.group()[-1] in HOLES and after.strip() == after != "":
                    # A byte that was no pair with the space behind it.
                    new += (" ", "")[_cheaper(new, after)]
                edits.append((*match.span(), new))
                losses += holes
        if not edits:
            continue
        text = splice(line, edits)
        if is_garbage(text, line):
            continue
        altered = sum(end - start for start, end, _ in edits)
        gain = here - letters.cost(text) - TEMPER["wide8"] * altered
        yield Reading(("wide8", page), gain, 1.0 + rare + LOSS * losses, tuple(edits), text)


def _cheaper(before: str, after: str) -> bool:
    spaced, joined = letters.costs([" ", ""], before[-3:], after)
    return joined <= spaced


def _decoded(run: str, page: str) -> tuple[str, int] | None:
    """What a run was, and how many bytes of it were lost."""
    data: list[int] = []  # -1 for a byte that was lost
    for character in run:
        if character in HOLES:
            data.append(-1)
        elif (read := _bytes(character, page)) is not None:
            data += read
        else:
            return None
    if data.count(-1) > MOST_HOLES:
        return None
    if -1 not in data:
        try:
            return bytes(data).decode(), 0
        except UnicodeDecodeError:
            return None
    return _filled(data, page)


def _bytes(character: str, page: str) -> bytes | None:
    if character == "\u20ac" and page == "gbk":
        return b"\x80"  # as the WHATWG and Microsoft have it
    try:
        return character.encode("gb18030" if page == "gbk" else page)
    except UnicodeEncodeError:
        return character.encode("latin-1") if "\x80" <= character <= "\x9f" else None


def _filled(data: list[int], page: str) -> tuple[str, int] | None:
    """Bytes with holes in them, character by character: what fits and costs least."""
    made = ""
    losses = at = 0
    while at < len(data):
        if 0 <= data[at] < 0x80:
            made += chr(data[at])
            at += 1
            continue
        ways: list[tuple[str, int]] = []
        for size in (2, 3, 4):
            piece = data[at : at + size]
            if len(piece) == size:
                ways += ((way, size) for way in _ways(tuple(piece), _after(data, at + size), page))
        if not ways:
            return None
        costs = letters.costs([way for way, _ in ways], made[-3:])
        new, size = ways[costs.index(min(costs))]
        losses += data[at : at + size].count(-1)
        made += new
        at += size
    return made, losses


def _after(data: list[int], at: int) -> int:
    return data[at] if at < len(data) else 0x20


@functools.lru_cache(4096)
def _ways(piece: tuple[int, ...], after: int, page: str) -> tuple[str, ...]:
    """The characters that a sequence with holes may be."""
    holes = [k for k, byte in enumerate(piece) if byte < 0]
    if len(holes) > 2:
        return ()
    found = []
    for filled in _fillings(piece, (*piece[1:], after), page):
        try:
            new = bytes(filled).decode()
        except UnicodeDecodeError:
            continue
        if len(new) == 1 and is_text(new):
            found.append(new)
    return tuple(found)


def _fillings(
    piece: tuple[int, ...], following: tuple[int, ...], page: str
) -> Iterator[tuple[int, ...]]:
    if not piece:
        yield ()
        return
    own = range(0x80, 0xF5) if piece[0] < 0 else (piece[0],)
    for rest in _fillings(piece[1:], following[1:], page):
        after = rest[0] if rest else following[0]
        for byte in own:
            if piece[0] >= 0 or after < 0 or not _is_pair(byte, after, page):
                yield (byte, *rest)


@functools.cache
def _is_pair(one: int, two: int, page: str) -> bool:
    try:
        bytes((one, two)).decode(page)
    except UnicodeDecodeError:
        return False
    return True
