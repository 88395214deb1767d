"""Which of the pages that explain the runs of a line explains the line best."""

from __future__ import annotations

import functools
import re
from collections.abc import Collection
from typing import NamedTuple

from ...edits import Edit, splice
from .abridged import RUN, abridge
from .likeness import QUICK, known_share
from .lossless import PART_OF_A_WORD, Explanation, Image, decoded, explanations
from .pages import PAGES
from .plausible import kind, oddness, script, strangers

REMEMBERED = 20_000
NO_LETTERS = bytes(code for code in range(0x80) if not chr(code).isalpha())
LETTERS, LETTERS_BEFORE = re.compile("[^\\W\\d_]*"), re.compile("[^\\W\\d_]*\\Z")
WORDS = 50
LEAST_SHARE, LEAST_SHARE_OF_GARBLE = 0.3, 0.36
ABOUT, STRANGER = 3.0, 1.0
BORROWED = frozenset(map(chr, range(0x80, 0xA0))) - set("\x81\x8d\x8f\x90\x9d")
ENOUGH, ENOUGH_MORE, ENOUGH_WEAK = 1.5, 3.0, 4.0


class Choice(NamedTuple):
    page: str
    gain: float
    images: tuple[Image, ...]


def best_page(line: str, sure: Collection[str], again: bool = False) -> Choice | None:
    """The page that explains most of a line, if the evidence is enough."""
    short = abridge(line)
    best = _choose(short.text, frozenset(sure), again, _is_garble(line))
    if best is None or short.text is line:
        return best
    images = []
    for image in best.images:
        start = short.in_line(image.start)
        images.append(image._replace(start=start, end=start + image.end - image.start))
    return best._replace(images=tuple(images))


@functools.lru_cache(REMEMBERED)
def _choose(line: str, sure: frozenset[str], again: bool, is_garble: bool) -> Choice | None:
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
        least = LEAST_SHARE_OF_GARBLE if is_garble else 0.0
    return best if not least or best.gain >= least * odd_in(line) else None


def _is_garble(line: str) -> bool:
    """Whether there are hardly any words in a line between which something would be restored."""
    return 3 * len(line.encode("ascii", "ignore").translate(None, NO_LETTERS)) < len(line)


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
            return image._replace(new=decoded(image.new, explanation))
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
