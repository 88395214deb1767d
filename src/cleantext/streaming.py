"""Cleaning without holding the whole text: the same answer in bounded memory.

A text of more than `SEGMENT` code points is cleaned as a row of segments, cut where a paragraph
ends, whether it comes in one string or in many chunks; so stream, batch and file agree. A document
rule gathers its evidence within a segment. A stream holds back what its scope still needs: the
rest of a line, of a paragraph, or at most one segment.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from .errors import check_text
from .expressions import expression
from .scope import Scope

SEGMENT = 1 << 17  # code points: 50 pages; where each second one is an edit, 40 MB of memory
SEARCH = 1 << 15  # how far beyond it a good place for the cut is looked for

_blank_line = expression(r"\n[^\S\n]*\n")


def segments(text: str, scope: int) -> Iterator[tuple[int, str]]:
    """`text` in segments, each with the offset of its begin; usually the text itself."""
    start = 0
    while (end := _cut(text, start, scope)) >= 0:
        yield start, text[start:end]
        start = end
    if start < len(text):
        yield start, text[start:]


def pieces(chunks: Iterable[str], scope: int) -> Iterator[str]:
    """The text that `chunks` make together, in pieces that can be cleaned one by one."""
    waiting: list[str] = []
    size = 0  # of all that waits
    given = 0  # code points of this segment that went out before
    for chunk in chunks:
        waiting.append(check_text(chunk))
        size += len(chunk)
        if scope > Scope.PARAGRAPH and size <= SEGMENT:
            continue  # joined when it can go out, not chunk by chunk
        held = "".join(waiting)
        while (end := _cut(held, -given, scope)) >= 0:
            yield held[:end]
            held, given = held[end:], 0
        ready = _ready(held, SEGMENT - given, scope)
        if ready:
            yield held[:ready]
            held, given = held[ready:], given + ready
        waiting, size = [held], len(held)
    if size:
        yield "".join(waiting)


class Block(NamedTuple):
    """A stretch of a text in UTF-8: the offset of its end and how many code points it has."""

    end: int
    length: int
    is_quiet: bool  # no step can act on it, nor where it meets the block before


class Range(NamedTuple):
    """A segment as the bytes between two offsets, and whether no step can act on it."""

    start: int
    end: int
    is_quiet: bool


def ranges(
    start: int,
    blocks: Iterable[Block],
    text_of: Callable[[int, int], str],
    scope: int,
    is_quiet: Callable[[str], bool],
) -> Iterator[Range]:
    """The segments of a text in UTF-8 that begins at `start` and was examined block by block.

    The same segments as those of `segments`. Only where one may end does a block become a string.
    """
    quiet = True
    given = 0  # code points of this segment before `held`
    held, at = "", start  # the end of the segment is looked for here
    end = start
    for block in blocks:
        quiet = quiet and block.is_quiet
        if not held and given + block.length <= SEGMENT:
            given += block.length
            at = end = block.end
            continue
        held += text_of(end, block.end)
        end = block.end
        while (cut := _cut(held, -given, scope)) >= 0:
            at += cut if held.isascii() else len(held[:cut].encode())
            yield Range(start, at, quiet and is_quiet(held[cut - 1]))
            start, held, given = at, held[cut:], 0
            quiet = is_quiet(held)
        if given + len(held) <= SEGMENT:
            given += len(held)
            held, at = "", end
    if start < end:
        yield Range(start, end, quiet)


def _cut(text: str, start: int, scope: int) -> int:
    """The end of the segment that begins at `start`, or -1 when `text` does not show it yet.

    It lies at the end of the first unit that ends beyond `SEGMENT` code points, or where that is
    over `SEARCH` further, after a line feed, a space, or anywhere.
    """
    low, high = start + SEGMENT, start + SEGMENT + SEARCH
    if len(text) <= low:
        return -1
    if scope == Scope.LINE:
        end = text.find("\n", low, high) + 1
    else:
        match = _blank_line.search(text, low, high)
        end = match.end() if match else 0
    if not end and len(text) >= high:
        end = text.find("\n", low, high) + 1 or text.find(" ", low, high) + 1 or high
    return end or -1


def _ready(held: str, limit: int, scope: int) -> int:
    """How many code points of `held`, at most `limit`, are whole units."""
    if scope == Scope.LINE:
        return held.rfind("\n", 0, limit) + 1
    end = len(held)
    while scope == Scope.PARAGRAPH and (end := held.rfind("\n", 0, end)) > 0:
        match = _blank_line.match(held, held.rfind("\n", 0, end))
        if match and match.end() <= limit:
            return match.end()
    return 0
