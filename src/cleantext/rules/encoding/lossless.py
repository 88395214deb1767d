"""Mojibake that lost nothing: which page, and how many layers, explain a line best."""

from __future__ import annotations

import functools
import re
from collections.abc import Collection, Iterator
from typing import NamedTuple

from ...edits import Edit, splice
from .pages import PAGES, SEQUENCES, as_bytes, pages_of
from .plausible import kind, oddness, script

RUN = re.compile("[^\x00-\x7f]+")
UNSEEN_FORMAT = re.compile("[\xad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]")
LAYERS = 4
BONUS_INVISIBLE = 1.0
ENOUGH, ENOUGH_SURE, ENOUGH_WEAK = 1.5, 0.3, 4.0
REMEMBERED = 20_000


class Image(NamedTuple):
    """A stretch of a run, what it was before it was decoded wrongly, and how much better that is.
    `weak`: source and target are letters of one script, so that chance is harder to rule out."""

    start: int
    end: int
    new: str
    gain: float
    weak: bool


class Explanation(NamedTuple):
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
        before = run[start - 1] if start else left
        after = run[end] if end < len(run) else right
        new = match.group().encode("latin-1").decode("utf-8")
        if _continues(source[0], before, source) or _continues(source[-1], after, source):
            yield Image(start, end, new, -1.0, True)
            continue
        gain, new = _deepest(source, new, before, after, layers)
        yield Image(start, end, new, gain, _is_weak(source, new))


def _continues(edge: str, neighbour: str, source: str) -> bool:
    """Whether a stretch of letters goes on in its own (not Latin) script beyond its end: then it
    is part of a word, for the images of a word leave none of its letters out."""
    return (
        kind(neighbour) in "LM"
        and all(kind(c) in "LM" for c in source)
        and script(edge) == script(neighbour) != "LATIN"
    )


def _deepest(source: str, new: str, before: str, after: str, layers: int) -> tuple[float, str]:
    """The gain of a decoding, after undoing the layers below it if that makes it better."""
    evidence = oddness(before + source + after)
    if evidence and not UNSEEN_FORMAT.sub("", new):
        evidence += BONUS_INVISIBLE * (len(source) > 2)
    gain = evidence - _doubt(new, before, after)
    if layers > 1 and gain < evidence:
        for explanation in explanations(new, before, after, layers - 1):
            if sum(image.gain for image in explanation.images) <= 0:
                continue
            deeper = splice(new, [Edit(i.start, i.end, i.new) for i in explanation.images])
            better = evidence - _doubt(deeper, before, after)
            if better > gain:
                gain, new = better, deeper
    return gain, new


def _doubt(new: str, before: str, after: str) -> float:
    """How odd a decoded text looks; what nobody would write at all counts as too odd."""
    seen = UNSEEN_FORMAT.sub("", new)
    if not seen:
        return 0.0
    doubt = oddness((before or " ") + seen + (after or " "), strict=False)
    if doubt > 0.34 * (len(seen) + 1):
        return doubt + 100.0
    return doubt + sum(2.0 for c in new if kind(c) in "CU")


def _is_weak(source: str, new: str) -> bool:
    if len(new) > 2 or not source.isalpha() or not new.isalpha():
        return False
    scripts = {script(c) for c in source}
    return len(scripts) == 1 and (
        (scripts == {script(c) for c in new} and scripts != {"LATIN"})
        or (len(new) == 1 and len(source) == 2 and scripts != {"LATIN"})
    )


class Choice(NamedTuple):
    page: str
    gain: float
    images: tuple[Image, ...]


def best_page(line: str, sure: Collection[str]) -> Choice | None:
    """The page that explains most of a line, if the evidence is enough."""
    by_page: dict[int, list[Image]] = {}
    for match in RUN.finditer(line):
        start, end = match.span()
        left = line[start - 1] if start else " "
        right = line[end] if end < len(line) else " "
        for pages, images in explanations(match.group(), left, right):
            moved = [i._replace(start=i.start + start, end=i.end + start) for i in images]
            for bit in range(len(PAGES)):
                if pages >> bit & 1:
                    by_page.setdefault(bit, []).extend(moved)
    best: Choice | None = None
    for bit in sorted(by_page):
        choice = _judge(line, bit, by_page[bit], sure)
        if choice and (best is None or choice.gain > best.gain + 1e-6):
            best = choice
    return best


def _judge(line: str, bit: int, images: list[Image], sure: Collection[str]) -> Choice | None:
    images = [image for image in images if not _is_lone_ideograph(line, image)]
    good = [image for image in images if image.gain > 0]
    if not good:
        return None
    bad = sum(image.gain < 0 for image in images)
    gain = sum(image.gain for image in good)
    weak = all(image.weak for image in good)
    ideographs = sum("\u2e80" <= c <= "\uffdc" for image in good for c in image.new)
    if ideographs == 1 and len(good) == 1 and len(line) < 12:
        return None
    enough = ENOUGH_WEAK if weak else ENOUGH_SURE if PAGES[bit] in sure else ENOUGH
    if gain + _foreign(line, good) < enough or len(good) < bad:
        good = [image for image in good if image.gain >= 3]
        gain = sum(image.gain for image in good)
        if len(good) >= bad or gain < 4 or weak:
            return None
        return Choice(PAGES[bit], gain, tuple(good))
    if bad * 3 > len(good):
        return Choice(PAGES[bit], gain, tuple(i for i in images if i.gain >= 0))
    return Choice(PAGES[bit], gain, tuple(images))


def _foreign(line: str, images: list[Image]) -> float:
    """Letters of a script that a line has nowhere else are half-way to being images."""
    source = {script(c) for i in images for c in line[i.start : i.end] if kind(c) == "L"}
    if len(source) != 1 or "LATIN" in source or all(kind(c) in "LM" for i in images for c in i.new):
        return 0.0
    rest = splice(line, [Edit(i.start, i.end, " ") for i in images])
    return 0.0 if source & {script(c) for c in rest if kind(c) == "L"} else 1.0


def _is_lone_ideograph(line: str, image: Image) -> bool:
    return (
        len(image.new) == 1
        and "\u3400" <= image.new <= "\u9fff"
        and any(line[at : at + 1].isalpha() for at in (max(0, image.start - 1), image.end))
    )
