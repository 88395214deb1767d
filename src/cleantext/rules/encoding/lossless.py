"""Mojibake that lost nothing: what each page, and how many layers, make of a run."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from ...edits import Edit, splice
from .pages import PAGES, SEQUENCES, as_bytes, pages_of
from .plausible import kind, oddness, script

UNSEEN_FORMAT = re.compile("[\xad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]")
LAYERS = 4
PART_OF_A_WORD = -1000.0
BONUS_INVISIBLE = 1.0
RARE = {"C": 2.0, "U": 2.0}
LISTED = 6
SELDOM = "\u2000\u2001\u2004\u2005\u2006\u2008\u200a\u2028\u2029"
REMEMBERED = 20_000


class Image(NamedTuple):
    """A stretch of a run, what it was before it was decoded wrongly, and how much better that is.
    `weak`: source and target are letters of one script, so that chance is harder to rule out.
    `layers`: how often it was decoded wrongly."""

    start: int
    end: int
    new: str
    gain: float
    weak: bool
    layers: int = 1


class Explanation(NamedTuple):
    """What all the pages of a set of bits make of a run."""

    pages: int
    images: tuple[Image, ...]


@functools.lru_cache(REMEMBERED)
def explanations(run: str, left: str, right: str, layers: int = LAYERS) -> tuple[Explanation, ...]:
    """Each distinct way to read a run of non-ASCII characters as UTF-8 through some page."""
    bits = pages_of(run)
    if not bits:
        return ()
    ways: dict[str, int] = {}
    for bit, page in enumerate(PAGES):
        if bits >> bit & 1:
            read = as_bytes(run, page)
            ways[read] = ways.get(read, 0) | 1 << bit
    found: dict[tuple[Image, ...], int] = {}
    for read, pages in ways.items():
        images = tuple(_images(run, read, left, right, layers))
        if images:
            found[images] = found.get(images, 0) | pages
    return tuple(Explanation(pages, images) for images, pages in found.items())


def _images(run: str, read: str, left: str, right: str, layers: int) -> Iterator[Image]:
    """The well-formed stretches of a run, decoded as deeply as makes them better."""
    for match in SEQUENCES.finditer(read):
        start, end = match.span()
        source = run[start:end]
        if _is_listed(run, start, end):
            continue
        before = run[start - 1] if start else left
        after = run[end] if end < len(run) else right
        new = match.group().encode("latin-1").decode("utf-8")
        if _continues(source[0], before, source) or _continues(source[-1], after, source):
            yield Image(start, end, new, PART_OF_A_WORD, True)
            continue
        gain, new, depth = _deepest(source, new, before, after, layers)
        yield Image(start, end, new, gain, _is_weak(source, new, before, after), depth)


def _is_listed(run: str, start: int, end: int) -> bool:
    """Whether a stretch belongs to characters listed in their order, as alphabets are."""
    while start and run[start - 1] < run[start]:
        start -= 1
    while end < len(run) and run[end - 1] < run[end]:
        end += 1
    return end - start >= LISTED and all(a < b for a, b in pairwise(run[start:end]))


def _continues(edge: str, neighbour: str, source: str) -> bool:
    """Whether a stretch of letters goes on in its own (not Latin) script beyond its end: then it
    is part of a word, for the images of a word leave none of its letters out."""
    return (
        kind(neighbour) in "LM"
        and kind(edge) in "LM"
        and script(edge) == script(neighbour) != "LATIN"
        and (all(kind(c) in "LM" for c in source) or not oddness(source))
    )


def _deepest(source: str, new: str, before: str, after: str, layers: int) -> tuple[float, str, int]:
    """The gain of a decoding, after undoing the layers below it if that makes it better."""
    evidence = oddness(before + source + after)
    if evidence and not UNSEEN_FORMAT.sub("", new):
        evidence += BONUS_INVISIBLE * (len(source) > 2)
    best, gain, depth = new, evidence - _doubt(new, before, after), 1
    if layers > 1 and gain < evidence and not _is_latin_word(new):
        for explanation in explanations(new, before, after, layers - 1):
            if sum(image.gain for image in explanation.images) < 0:
                continue
            deeper = decoded(new, explanation)
            better = evidence - _doubt(deeper, before, after)
            as_good = better == gain and best is new and _is_all_image(new, explanation)
            if better > gain or as_good:
                best, gain = deeper, better
                depth = 1 + max(image.layers for image in explanation.images)
    return gain, best, depth


def decoded(run: str, explanation: Explanation) -> str:
    return splice(run, [Edit(i.start, i.end, i.new) for i in explanation.images])


def _is_latin_word(text: str) -> bool:
    """Whether a text is Latin letters in the case of a word: rare neighbours are no more damage."""
    return (
        text[-1:].islower()
        and text[1:] == text[1:].lower()
        and all(kind(c) == "L" and script(c) == "LATIN" for c in text)
    )


def _is_all_image(text: str, explanation: Explanation) -> bool:
    """Whether an image takes up the whole of a text which is no word: two layers then explain
    more than one, even where one would do."""
    image = explanation.images[0]
    return (image.start, image.end) == (0, len(text)) and any(kind(c) in "PSBC" for c in text)


def _doubt(new: str, before: str, after: str) -> float:
    """How odd a decoded text looks; what nobody would write at all counts as too odd."""
    seen = UNSEEN_FORMAT.sub("", new)
    if not seen:
        return 0.0
    doubt = oddness((before or " ") + seen + (after or " "), strict=False)
    if doubt > 0.34 * (len(seen) + 1):
        return doubt + 100.0
    if after == "\ufffd":
        doubt += 1.0  # more bytes of this one were lost
    if before.isupper() and seen[0].islower() and not after.islower():
        doubt += 1.0
    doubt += sum(2.0 for c in new if "\u2e80" <= c <= "\u2fdf")  # radicals
    return doubt + sum(RARE.get(kind(c), 0.0) for c in new) + 0.7 * sum(map(new.count, SELDOM))


def _is_weak(source: str, new: str, before: str, after: str) -> bool:
    """Whether an image may as well be a word: letters of one script for letters of it, or Latin
    letters whose case is that of a word."""
    if len(new) > 2 or not source.isalpha() or kind(new[0]) == "F":
        return False
    scripts = {script(c) for c in source}
    if "LATIN" not in scripts and (before + after).islower() and (before + after).isascii():
        return False  # amid a Latin word
    if "LATIN" in scripts:
        word = "".join(c for c in before + source + after if c.isalpha())
        return word[1:].islower() or word.isupper()
    return (
        new.isalpha()
        and len(scripts) == 1
        and (scripts == {script(c) for c in new} or (len(new) == 1 and len(source) == 2))
    )
