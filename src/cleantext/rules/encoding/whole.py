"""The quick way: text that is mojibake of one page throughout is decoded as a whole."""

from __future__ import annotations

import functools
import re
import sys
from collections.abc import Callable, Iterator
from typing import NamedTuple

from ...edits import Edit, compose
from ...gate import Gate, compile_table
from ...kernel import NAME as KERNEL
from ...kernel import Table
from ...kernel import find as find_hit
from ...rule import Change
from .pages import PAGES, as_bytes, reading
from .plausible import kind, oddness

RUN = re.compile("[^\x00-\x7f]+")
PROOF = 3.0
SAMPLE = 60
Suspect = Callable[[str], bool]


class Decoded(NamedTuple):
    """The (outermost) page of a text and the edits that undo it."""

    page: str
    edits: list[Change]


@functools.cache
def members() -> dict[str, int]:
    """For each character the pages (as bits) that have it."""
    found: dict[str, int] = {}
    for bit, page in enumerate(PAGES):
        for glyph in reading(page):
            found[chr(glyph)] = found.get(chr(glyph), 0) | 1 << bit
    return found


def decode_whole(text: str, is_suspect: Suspect, layers: int = 4) -> Decoded | None:
    """What a text is when it is decoded through the one page that explains all of it.

    None when there is no such page, when two pages give different texts, or when the evidence is
    not overwhelming: then each run has to be weighed. ASCII is the same in all pages, so a run of
    other characters can be decoded by itself, and each only once.
    """
    spans = list(_runs(text))
    decoded = _only_decoding({text[start:end] for start, end in spans})
    if decoded is None:
        return None
    page, images = decoded
    edits: list[Change] = [(start, end, images[text[start:end]]) for start, end in spans]
    new = _applied(text, edits)
    if not _is_proved(text, new):
        return None
    if not is_suspect(new):
        return Decoded(page, edits)
    more = decode_whole(new, is_suspect, layers - 1) if layers > 1 else None
    if more is None:
        return None
    both = compose([Edit(*e) for e in edits], [Edit(*e) for e in more.edits])
    return Decoded(page, [edit[:3] for edit in both])


def _runs(text: str) -> Iterator[tuple[int, int]]:
    """Where the runs of characters beyond ASCII are; the compiled kernel is faster than `re`."""
    if KERNEL != "compiled":
        yield from (match.span() for match in RUN.finditer(text))
        return
    table = _not_ascii()
    at = find_hit(table, text, 0)
    while at >= 0:
        match = RUN.match(text, at)
        end = match.end() if match else at + 1
        yield at, end
        at = find_hit(table, text, end)


@functools.cache
def _not_ascii() -> Table:
    return compile_table([Gate(chars=[(0x80, sys.maxunicode)])])


def _applied(text: str, changes: list[Change]) -> str:
    parts: list[str] = []
    done = 0
    for start, end, new in changes:
        parts.append(text[done:start])
        parts.append(new)
        done = end
    parts.append(text[done:])
    return "".join(parts)


def _only_decoding(runs: set[str]) -> tuple[str, dict[str, str]] | None:
    """The page that decodes every run, with what they become; None if that is not one thing."""
    bits = -1
    pages = members()
    characters = set().union(*runs)
    for character in characters:
        bits &= pages.get(character, 0)
        if not bits:
            return None
    order = "".join(sorted(characters))
    found: dict[str, str] = {}
    for bit, page in enumerate(PAGES):
        if bits >> bit & 1 and (sample := as_bytes(order, page)) not in found:
            found[sample] = page
    decodings: list[tuple[str, dict[str, str]]] = []
    for page in found.values():
        try:
            images = {run: as_bytes(run, page).encode("latin-1").decode() for run in runs}
        except UnicodeError:
            continue
        if all(images != other for _, other in decodings):
            decodings.append((page, images))
    return decodings[0] if len(decodings) == 1 else None


def _is_proved(text: str, new: str) -> bool:
    """Whether the first runs of a text are odd enough, and those of what it would become are not.

    Only runs that hold more than letters count: those cannot be words.
    """
    evidence = 0.0
    for match in RUN.finditer(text):
        start, end = match.span()
        if any(kind(c) not in "LM" for c in match.group()):
            evidence += oddness(text[max(0, start - 1) : end + 1])
            if evidence >= PROOF:
                break
    else:
        return False
    doubt = weight = 0.0
    for count, match in enumerate(RUN.finditer(new)):
        start, end = match.span()
        doubt += oddness(new[max(0, start - 1) : end + 1], strict=False)
        weight += end - start + 1
        if count == SAMPLE:
            break
    return doubt <= 0.1 * weight
