"""The quick way: text that is mojibake of one page throughout is decoded as a whole."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable
from typing import NamedTuple

from ...edits import Edit, compose
from ...kernel import decodings
from ...rule import Change
from .likeness import QUICK, known_share
from .pages import PAGES, page_table
from .plausible import kind, oddness, strangers

RUN = re.compile("[^\x00-\x7f]+")
PROOF = 3.0
SAMPLE = 12
MAY_DOUBT = 0.1  # for each pair of neighbours
RULED_OUT = 1.0
CLEARLY = 0.5
REMEMBERED = 20_000
Suspect = Callable[[str], bool]
Decoding = tuple[int, list[Change]]


class Decoded(NamedTuple):
    """The (outermost) page of a text and the edits that undo it."""

    page: str
    edits: list[Change]


def decode_whole(text: str, is_suspect: Suspect, layers: int = 4) -> Decoded | None:
    """What a text is when it is decoded through the one page that explains all of it.

    None when there is no such page, when two pages give different texts that may both be meant,
    or when the evidence is not overwhelming: then each run has to be weighed.
    """
    found = decodings(page_table(), text)
    if not found or not _is_proved(text, found[0][1]):
        return None
    choice = _only_writing(found, text)
    if choice is None:
        return None
    page, edits = PAGES[choice[0]], choice[1]
    images = {new for _, _, new in edits}
    if not is_suspect("\n".join(images)):  # ASCII is never half of what is suspect
        return Decoded(page, edits)
    more = decode_whole(_applied(text, edits), is_suspect, layers - 1) if layers > 1 else None
    if more is None:
        return None
    both = compose([Edit(*e) for e in edits], [Edit(*e) for e in more.edits])
    return Decoded(page, [edit[:3] for edit in both])


def _applied(text: str, changes: list[Change]) -> str:
    parts: list[str] = []
    done = 0
    for start, end, new in changes:
        parts += (text[done:start], new)
        done = end
    parts.append(text[done:])
    return "".join(parts)


def _is_proved(text: str, edits: list[Change]) -> bool:
    """Whether the first runs of a text are odd enough."""
    evidence = 0.0
    for start, end, _ in edits:
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


def _only_writing(found: list[Decoding], text: str) -> Decoding | None:
    """The decoding in which some runs look like text, if in all others they are far from it."""
    likely: list[tuple[float, Decoding]] = []
    for decoding in found:
        edits = decoding[1][:: 1 + len(decoding[1]) // SAMPLE]
        doubt = size = 0.0
        for start, end, image in edits:
            doubt += _doubt(text[start - 1 if start else 0 : end + 1], image)
            size += len(image) + 1
        if doubt <= MAY_DOUBT * size:
            likely.append((doubt, decoding))
        elif len(found) > 1 and doubt < RULED_OUT:
            return None
    return likely[0][1] if len(likely) == 1 else _most_at_home(text, likely)


def _most_at_home(text: str, likely: list[tuple[float, Decoding]]) -> Decoding | None:
    """The decoding that looks best, if one does clearly: in letters that belong to one language,
    in words that are known, or where there are no letters in that nothing looks odd."""
    fits = [(-doubt, decoding) for doubt, decoding in likely]
    if any(new.isalpha() for _, (_, edits) in likely for _, _, new in edits):
        fits = []
        for _, decoding in likely:
            new = _applied(text, decoding[1])
            fits.append((known_share(new, unlisted=0.0, latin=QUICK) - strangers(new), decoding))
    fits.sort(key=lambda fit: fit[0], reverse=True)
    return fits[0][1] if len(fits) > 1 and fits[0][0] - fits[1][0] >= CLEARLY else None
