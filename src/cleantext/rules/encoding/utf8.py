"""UTF-8 that was read through a single-byte page, once or several times, and lost nothing."""

from __future__ import annotations

import functools
from array import array
from collections.abc import Iterator
from typing import cast

from ...edits import Change, Edit, compose, splice
from ...expressions import expression
from ...kernel.pages import SELDOM, SPACES, Image
from ...letters._costs import utf8 as _utf8
from .alarms import may_be_damaged
from .channels import PAGES, UTF8
from .reading import LEAST, TEMPER, Reading, beyond, cost, is_garbage, is_writing, packed, pages

LAYERS = 4
MIXED = 4.0
"""How rare it is that characters beyond ASCII stand beside images and are none."""
SOME = 8.0
"""How rare it is that images stand beside what only looks like some."""
LAYER = 4.0
"""How rare another layer is."""
BEAM, BEST = 3, 8
SURE = 12.0
"""Nats from which a page that explains all of a line leaves nothing to be asked."""
Explanation = tuple[int, list[Image]]
TWICE = expression("\xc3[^\0-\x7f]?[\xc2\xc5\xc6\xcb\xe2]")
"""What the first byte of a character begins with that was read through Windows-1252 twice, and the
next one."""
RARE = expression(f"[{''.join(sorted(SPACES))}]")
WORD = 24.0
"""Nats against a single image that is a word by itself of a script other than Latin, or begins with
what good text of any page has."""
NO_INK = "\xa0\xad"
RARE_SPACE = SELDOM / 8
RARITY = array("i", [round(8 * rare) for rare in UTF8])


def readings(line: str, above: int = 0) -> list[Reading]:
    """All ways to undo one layer or several, below those that are undone."""
    here = cost(line)
    beam = [Reading(("utf8",), 0.0, 0.0, b"", line)]
    if not above and (quick := _outright(beam[0], here)) is not None:
        return [quick]
    found: dict[str, tuple[Reading, Reading]] = {}  # and what it was made of
    for layer in range(above, LAYERS):
        new = [(deeper, above) for above in beam for deeper in _deeper(above, layer, here)]
        new = [both for both in new if both[0].new != line and both[0].new not in found]
        new.sort(key=lambda both: both[0].rare - both[0].gain)
        for both in reversed(new):
            found[both[0].new] = both
        best = new[:BEAM] + [both for both in new[BEAM:] if len(set(both[0].channel)) == 2][:1]
        beam = [whole(*both) for both in best]
        if not beam:
            break
    likeliest = sorted(found.values(), key=lambda both: both[0].rare - both[0].gain)[:BEST]
    return [
        whole(reading, above)
        for reading, above in likeliest
        if is_writing(reading.new) and not is_garbage(reading.new, line)
    ]


def layers(line: str, found: list[Reading]) -> Iterator[Reading]:
    """The likeliest readings of one layer and of two of a page, of a line that may have two."""
    for count in (1, 2) if TWICE.search(line) else ():
        those = [r for r in found if r.channel[0] == "utf8" and r.channel[2:] == r.channel[1:count]]
        if count == 1 and not those:
            those = list(_deeper(Reading(("utf8",), 0.0, 0.0, b"", line), 0, cost(line)))
        if those:
            yield min(those, key=lambda reading: reading.rare - reading.gain)


def whole(reading: Reading, above: Reading) -> Reading:
    """A reading of a reading, with its edits as those of the line."""
    if not above.places:
        return reading
    first, second = ([Edit(*edit) for edit in each.edits] for each in (above, reading))
    return reading._replace(places=packed(edit[:3] for edit in compose(first, second)))


def _outright(reading: Reading, here: float) -> Reading | None:
    """The one page that explains all of a line and gains most, if what it makes of it is clean."""
    line = reading.new
    best = pages().outright(_utf8(line), RARITY)
    if best is None:
        return None
    found = next(_deeper(reading, 0, here, [best]), None)
    if found is None or found.gain < SURE or may_be_damaged(found.new):
        return None
    return found if is_writing(found.new) and not is_garbage(found.new, line) else None


@functools.cache
def _rarity(bits: int) -> float:
    return min(rare for k, rare in enumerate(UTF8) if bits >> k & 1)


def _deeper(
    reading: Reading, layer: int, here: float, explained: list[Explanation] | None = None
) -> Iterator[Reading]:
    """What the next layer below a reading may be, with edits of this layer alone."""
    line = reading.new
    if explained is None:
        explained = pages().images(_utf8(line))
    part: tuple[Reading, int] | None = None
    high = beyond(line)
    for bits, images in explained:
        good = [image for image in images if image[3] > -8]
        if not any(image[3] > 0 for image in good):
            continue
        if layer and _inside(images) == beyond(line):
            good = images  # two layers are no accident, whatever the second one shows
        page = (bits & -bits).bit_length() - 1
        rare = reading.rare + (LAYER if layer else 0.0)
        if PAGES[page] not in reading.channel:
            rare += _rarity(bits)
        if len(good) < len(images):
            rare += SOME
        new = splice(line, cast("list[Change]", good))  # a gain at the end of each is no matter
        inside = _inside(good)
        altered = reading.altered + inside
        deeper = Reading(
            (*reading.channel, PAGES[page]),
            here - cost(new) - TEMPER["utf8"] * altered - RARE_SPACE * len(RARE.findall(new)),
            rare + (MIXED if inside < high else 0.0),
            packed(good),
            new,
            altered,
            _doubt(line, good) if not layer else reading.doubt,
        )
        # A page may well explain a part of quite another kind of damage, but hardly twice.
        if 3 * inside >= high or not pages().alarms(new):
            yield deeper
        elif not layer and (part is None or deeper.gain > part[0].gain):
            part = deeper, bits
    if part is not None and part[0].gain > LEAST:
        again = [more for more in pages().images(_utf8(part[0].new)) if more[0] & part[1]]
        for deeper in _deeper(part[0], layer + 1, here, again):
            yield whole(deeper, part[0])


def _doubt(line: str, images: list[Image]) -> float:
    """What images count less by which are one word of some script, or one over and over again."""
    if 1 < len(images) == len({line[start:end] for start, end, *_ in images}):
        return 0.0
    most: dict[str, float] = {}
    total = 0.0
    for start, end, _, eighths in images:
        text = line[start:end]
        # what is altered costs: a reading is not to lose by each time that it gains
        gain = eighths / 8.0 - TEMPER["utf8"] * (end - start)
        gain = gain if gain > 0.0 else 0.0
        total += gain
        if gain >= most.get(text, 0.0):
            most[text] = gain
    repeated = total - sum(most.values())
    start, end = images[0][:2]
    beside = line[max(0, start - 1) : start] + line[end : end + 1]
    is_word = len(most) == 1 and not any(c.isalpha() for c in beside)
    made = images[0][2]
    is_letter = len(made) == 1 and made.isalpha()
    if not all(map(str.isalpha, line[start:end])):
        is_word = is_word and is_letter and line[start] >= "\u0370"  # a letter and what follows it
    is_word = is_word and (line[start] >= "\u0370" or (is_letter and made >= "\u0370"))
    is_spaced = len(most) == 1 and line[start] in NO_INK
    return repeated + (WORD if is_word or is_spaced else 0.0)


def _inside(images: list[Image]) -> int:
    return sum([image[1] - image[0] for image in images])
