"""Mojibake that lost nothing: which page, and how many layers, explain a line best."""

from __future__ import annotations

import functools
import re
from collections.abc import Collection, Iterator
from itertools import pairwise
from typing import NamedTuple

from ...edits import Edit, splice
from .likeness import QUICK, known_share
from .pages import PAGES, SEQUENCES, as_bytes, pages_of
from .plausible import kind, oddness, script, strangers

RUN = re.compile("[^\x00-\x7f]+")
UNSEEN_FORMAT = re.compile("[\xad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]")
LETTERS, LETTERS_BEFORE = re.compile("[^\\W\\d_]*"), re.compile("[^\\W\\d_]*\\Z")
LAYERS = 4
WORDS = 50
PART_OF_A_WORD = -1000.0
BONUS_INVISIBLE = 1.0
LEAST_SHARE, LEAST_SHARE_OF_GARBLE = 0.3, 0.36
ABOUT, STRANGER = 3.0, 1.0
RARE = {"C": 2.0, "U": 2.0}
LISTED = 6
SELDOM = "\u2000\u2001\u2004\u2005\u2006\u2008\u200a\u2028\u2029"
BORROWED = frozenset(map(chr, range(0x80, 0xA0))) - set("\x81\x8d\x8f\x90\x9d")
ENOUGH, ENOUGH_MORE, ENOUGH_WEAK = 1.5, 3.0, 4.0
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
            deeper = _decoded(new, explanation)
            better = evidence - _doubt(deeper, before, after)
            as_good = better == gain and best is new and _is_all_image(new, explanation)
            if better > gain or as_good:
                best, gain = deeper, better
                depth = 1 + max(image.layers for image in explanation.images)
    return gain, best, depth


def _decoded(run: str, explanation: Explanation) -> str:
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


class Choice(NamedTuple):
    page: str
    gain: float
    images: tuple[Image, ...]


def best_page(line: str, sure: Collection[str], again: bool = False) -> Choice | None:
    """The page that explains most of a line, if the evidence is enough."""
    found: list[tuple[int, Explanation]] = []
    for match in RUN.finditer(line):
        start, end = match.span()
        left = line[start - 1] if start else " "
        right = line[end] if end < len(line) else " "
        for explanation in explanations(match.group(), left, right):
            found.append((start, explanation))
    choices: list[Choice] = []
    for bit in _distinct(found):
        images = [
            Image(start + i.start, start + i.end, i.new, i.gain, i.weak, i.layers)
            for start, explanation in found
            if explanation.pages >> bit & 1
            for i in explanation.images
        ]
        if choice := _judge(line, bit, images, sure, again):
            choices.append(choice)
    best = choices[0] if len(choices) == 1 else _most_at_home(line, choices)
    if best is None or sure:
        return best
    # A page may well explain a part of quite another kind of damage, by chance.
    if any(kind(c) == "L" for image in best.images for c in image.new):
        least = LEAST_SHARE
    else:
        least = LEAST_SHARE_OF_GARBLE if _is_garble(line) else 0.0
    return best if not least or best.gain >= least * odd_in(line) else None


def _is_garble(line: str) -> bool:
    """Whether there are hardly any words in a line between which something would be restored."""
    return 3 * sum(map(str.isalpha, re.sub("[^\x00-\x7f]+", "", line))) < len(line)


def _most_at_home(line: str, choices: list[Choice]) -> Choice | None:
    """Of the pages that explain a line about as well, the one whose letters go together, and
    where that does not tell, whose words are known."""
    best = max((choice.gain for choice in choices), default=0.0)
    fits = []
    for choice in choices:
        if choice.gain >= best - ABOUT:
            new = splice(line, [Edit(i.start, i.end, i.new) for i in choice.images])
            borrowed = choice.page == "cp1252" and any(c in line for c in BORROWED)
            fits.append((choice.gain - STRANGER * strangers(new) - 0.5 * borrowed, new, choice))
    best = max((fit for fit, _, _ in fits), default=0.0)
    close = [(fit, new, choice) for fit, new, choice in fits if fit > best - STRANGER]
    if len(close) > 1:
        close = [
            (
                fit + known_share(_restored_words(new, choice), unlisted=0.0, latin=QUICK),
                new,
                choice,
            )
            for fit, new, choice in close
        ]
    return max(close, key=lambda fit: fit[0])[2] if close else None


def _restored_words(new: str, choice: Choice) -> str:
    """The words that the first images of a choice are parts of, in the line that it makes."""
    words = []
    moved = 0
    for image in choice.images[:WORDS]:
        start = image.start + moved
        end = start + len(image.new)
        moved += len(image.new) - (image.end - image.start)
        if image.new.isalpha():
            before, after = (
                LETTERS_BEFORE.search(new, max(0, start - 40), start),
                LETTERS.match(new, end),
            )
            words.append(f"{before[0] if before else ''}{image.new}{after[0] if after else ''}")
    return " ".join(words)


def odd_in(line: str) -> float:
    """The oddness of all that is not ASCII."""
    spans = (match.span() for match in RUN.finditer(line))
    return sum(oddness(line[max(0, start - 1) : end + 1]) for start, end in spans)


def _distinct(found: list[tuple[int, Explanation]]) -> list[int]:
    """One page, the first, of each set of pages that explain a line in the same way."""
    groups = [-1]
    for pages in {explanation.pages for _, explanation in found}:
        groups = [part for group in groups for part in (group & pages, group & ~pages) if part]
    every = 0
    for _, explanation in found:
        every |= explanation.pages
    return sorted((part & -part).bit_length() - 1 for group in groups if (part := group & every))


def _judge(
    line: str, bit: int, images: list[Image], sure: Collection[str], again: bool
) -> Choice | None:
    images = [image for image in images if not _is_lone_ideograph(line, image)]
    good = [image for image in images if image.gain > 0]
    if PAGES[bit] in sure and not good:
        good = [i for i in images if i.gain == 0 and not line[i.start : i.end].isalpha()]
    if not good:
        return None
    bad = sum(image.gain < 0 for image in images)
    gain = sum(image.gain for image in good)
    weak = all(image.weak for image in good)
    ideographs = sum("\u2e80" <= c <= "\uffdc" for image in good for c in image.new)
    if ideographs == 1 and len(good) == 1 and len(line) < 12:
        return None
    if PAGES[bit] in sure:
        enough = 0.0
    else:
        enough = ENOUGH_WEAK if weak else ENOUGH_MORE if again else ENOUGH
    if gain + _foreign(line, good) < enough or len(good) < bad:
        good = [image for image in good if image.gain >= 3]
        gain = sum(image.gain for image in good)
        if len(good) >= bad or gain < 4 or weak:
            return None
        return Choice(PAGES[bit], gain, tuple(good))
    scripts = {script(c) for i in good for c in i.new if kind(c) == "L"}
    images = [
        i
        for i in images
        if i.gain > 0
        or (i.gain == 0 and not line[i.start : i.end].isalpha())
        or (i.gain > PART_OF_A_WORD and (bad * 3 <= len(good) or _is_written_in(i.new, scripts)))
    ]
    if 2 * sum(image.layers > 1 for image in good) > len(good):
        images = [_deepened(line, image) for image in images]
    return Choice(PAGES[bit], gain, tuple(images))


def _deepened(line: str, image: Image) -> Image:
    """An image amid others of more than one layer, with its second layer undone, if it has one
    and what that leaves is written as the others are."""
    if image.layers > 1:
        return image
    before, after = (line[image.start - 1] if image.start else " "), line[image.end : image.end + 1]
    for explanation in explanations(image.new, before, after or " "):
        if all(part.gain >= 0 for part in explanation.images):
            return image._replace(new=_decoded(image.new, explanation))
    return image


def _is_written_in(text: str, scripts: set[str]) -> bool:
    return all(kind(c) == "L" and script(c) in scripts for c in text)


def _foreign(line: str, images: list[Image]) -> float:
    """Letters of a script that a line has nowhere else are half-way to being images."""
    source = {script(c) for i in images for c in line[i.start : i.end] if kind(c) == "L"}
    if len(source) != 1 or "LATIN" in source or all(kind(c) in "LM" for i in images for c in i.new):
        return 0.0
    rest = splice(line, [Edit(i.start, i.end, " ") for i in images])
    return 0.0 if source & {script(c) for c in rest if kind(c) == "L"} else 1.0


def _touches(line: str, at: int) -> bool:
    """Whether what stands there belongs to other writing, or is itself damaged."""
    return 0 <= at < len(line) and (line[at].isalnum() or line[at] == "?" or line[at] > "\x7f")


def _is_lone_ideograph(line: str, image: Image) -> bool:
    return (
        len(image.new) == 1
        and "\u3400" <= image.new <= "\u9fff"
        and any(_touches(line, at) for at in (image.start - 1, image.end))
    )
