"""The quick way: text that is mojibake of one page throughout is decoded as a whole."""

from __future__ import annotations

import codecs
import functools
import re
import sys
from collections.abc import Callable, Collection, Iterator
from typing import NamedTuple

from ...edits import Edit, compose
from ...gate import Gate
from ...kernel import NAME as KERNEL
from ...rule import Change
from .pages import PAGES, as_bytes, reading
from .plausible import kind, oddness

RUN = re.compile("[^\x00-\x7f]+")
PROOF = 3.0
SAMPLE = 12
MAY_DOUBT = 0.1  # for each pair of neighbours
RULED_OUT = 1.0
REMEMBERED = 20_000
ASCII, OTHER = ((0x00, 0x7F),), ((0x80, sys.maxunicode),)
BORDERS = Gate(pairs=((ASCII, OTHER), (OTHER, ASCII)))
Suspect = Callable[[str], bool]


class Decoded(NamedTuple):
    """The (outermost) page of a text and the edits that undo it."""

    page: str
    edits: list[Change]


def decode_whole(text: str, is_suspect: Suspect, layers: int = 4) -> Decoded | None:
    """What a text is when it is decoded through the one page that explains all of it.

    None when there is no such page, when two pages give different texts that may both be meant,
    or when the evidence is not overwhelming: then each run has to be weighed. ASCII is the same in
    all pages, so a run of other characters can be decoded by itself, and each only once.
    """
    spans = list(_runs(text))
    runs = [text[start:end] for start, end in spans]
    decodings = _decodings(list(dict.fromkeys(runs))) if runs else []
    if not decodings or not _is_proved(text, spans):
        return None
    choice = _only_writing(decodings, text, spans[:: 1 + len(spans) // SAMPLE])
    if choice is None:
        return None
    page, images = choice
    edits = [(start, end, images[run]) for (start, end), run in zip(spans, runs, strict=True)]
    if not is_suspect("\n".join(images.values())):  # ASCII is never half of what is suspect
        return Decoded(page, edits)
    more = decode_whole(_applied(text, edits), is_suspect, layers - 1) if layers > 1 else None
    if more is None:
        return None
    both = compose([Edit(*e) for e in edits], [Edit(*e) for e in more.edits])
    return Decoded(page, [edit[:3] for edit in both])


def _runs(text: str) -> Iterator[tuple[int, int]]:
    """Where the runs of characters beyond ASCII are; the compiled kernel is faster than `re`."""
    if KERNEL != "compiled":
        return (match.span() for match in RUN.finditer(text))
    borders = [at + 1 for at in BORDERS.positions(text)]
    if text[:1] > "\x7f":  # what stands at the start has no border before it
        borders[: text[1:2] > "\x7f"] = [0]
    return zip(borders[::2], borders[1::2], strict=True)


def _applied(text: str, changes: list[Change]) -> str:
    parts: list[str] = []
    done = 0
    for start, end, new in changes:
        parts += (text[done:start], new)
        done = end
    parts.append(text[done:])
    return "".join(parts)


def _decodings(runs: Collection[str]) -> list[tuple[str, dict[str, str]]]:
    """The pages that decode every run, with what they become, each different one once."""
    characters = "".join(sorted(set("".join(runs))))
    found: list[tuple[str, dict[str, str]]] = []
    for page in _pages_with(characters):
        try:
            images = dict(zip(runs, _decoded(runs, page), strict=True))
        except UnicodeError:
            continue
        if all(images != other for _, other in found):
            found.append((page, images))
    return found


def _decoded(runs: Collection[str], page: str) -> list[str]:
    """The runs, decoded through a page all at once."""
    encode = _encoder(page)
    if encode is not None:
        try:
            return encode("\n".join(runs)).decode().split("\n")
        except UnicodeEncodeError:
            pass  # controls for bytes that have a sign of their own
    return "\n".join(as_bytes(run, page) for run in runs).encode("latin-1").decode().split("\n")


@functools.cache
def _encoder(page: str) -> Callable[[str], bytes] | None:
    """`reading(page)` by the codec machinery, if it is so simple; controls left out."""
    if page == "iso8859-8":
        return None
    glyphs = ["\ufffe"] * 256  # the sign for a byte that stands for nothing
    glyphs[:0x80] = map(chr, range(0x80))
    for glyph, byte in reading(page).items():
        if glyphs[ord(byte)] == "\ufffe" or chr(glyph) != byte:
            glyphs[ord(byte)] = chr(glyph)
    table = codecs.charmap_build("".join(glyphs))
    return lambda text: codecs.charmap_encode(text, "strict", table)[0]


@functools.lru_cache(1_000)
def _pages_with(characters: str) -> tuple[str, ...]:
    """The pages that have all of some characters, one of those in which they are the same bytes."""
    bits = -1
    for character in characters:
        bits &= members().get(character, 0)
    found: dict[str, str] = {}
    for bit, page in enumerate(PAGES):
        if bits >> bit & 1:
            found.setdefault(as_bytes(characters, page), page)
    return tuple(found.values())


@functools.cache
def members() -> dict[str, int]:
    """For each character the pages (as bits) that have it."""
    found: dict[str, int] = {}
    for bit, page in enumerate(PAGES):
        for glyph in reading(page):
            found[chr(glyph)] = found.get(chr(glyph), 0) | 1 << bit
    return found


def _is_proved(text: str, spans: list[tuple[int, int]]) -> bool:
    """Whether the first runs of a text are odd enough."""
    evidence = 0.0
    for start, end in spans:
        evidence += _evidence(text[start - 1 if start else 0 : end + 1])
        if evidence >= PROOF:
            return True
    return False


@functools.lru_cache(REMEMBERED)
def _evidence(piece: str) -> float:
    """How odd a run and its neighbours are; letters alone may be a word and do not count."""
    others = (c for c in piece if c > "\x7f" and kind(c) not in "LM")
    return oddness(piece) if any(others) else 0.0


@functools.lru_cache(REMEMBERED)
def _doubt(piece: str, image: str) -> float:
    """How odd an image would look between the neighbours of its run."""
    return oddness(RUN.sub(image, piece, count=1), strict=False)


def _only_writing(
    decodings: list[tuple[str, dict[str, str]]], text: str, spans: list[tuple[int, int]]
) -> tuple[str, dict[str, str]] | None:
    """The decoding in which some runs look like text, if in all others they are far from it."""
    likely: list[tuple[str, dict[str, str]]] = []
    pieces = [text[start - 1 if start else 0 : end + 1] for start, end in spans]
    for page, known in decodings:
        images = [known[text[start:end]] for start, end in spans]
        doubt = sum(map(_doubt, pieces, images))
        if doubt <= MAY_DOUBT * (sum(map(len, images)) + len(images)):
            likely.append((page, known))
        elif len(decodings) > 1 and doubt < RULED_OUT:
            return None
    return likely[0] if len(likely) == 1 else None
