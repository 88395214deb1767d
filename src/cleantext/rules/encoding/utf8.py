"""UTF-8 that was read through a single-byte page, once or several times, and lost nothing."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

from ...edits import Change, Edit, compose, splice
from ...kernel.pages import Image
from ...letters._costs import utf8 as _utf8
from .channels import PAGES, UTF8
from .reading import TEMPER, Reading, beyond, cost, is_garbage, is_writing, pages

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
SPACES = "".join(map(chr, (*range(0x2000, 0x200B), 0x2028, 0x2029, 0x205F)))
RARE = re.compile(f"[{SPACES}]")
WORD = 24.0
"""Nats against a single image that is a word by itself of a script other than Latin."""
RARE_SPACE = 14.0
"""Nats that a space costs more that hardly anyone writes; to the model it is one like others."""


def readings(line: str) -> list[Reading]:
    """All ways to undo one layer or several."""
    here = cost(line)
    beam = [Reading(("utf8",), 0.0, 0.0, (), line)]
    if (quick := _outright(beam[0], here)) is not None:
        return [quick]
    found: dict[str, Reading] = {}
    for layer in range(LAYERS):
        new = [deeper for reading in beam for deeper in _deeper(reading, layer, here)]
        new = [r for r in new if r.new != line and r.new not in found]
        for reading in new:
            known = found.get(reading.new)
            if known is None or reading.gain - reading.rare > known.gain - known.rare:
                found[reading.new] = reading
        new.sort(key=lambda reading: reading.rare - reading.gain)
        beam = new[:BEAM] + [r for r in new[BEAM:] if len(set(r.channel)) == 2][:1]
        if not beam:
            break
    best = sorted(found.values(), key=lambda reading: reading.rare - reading.gain)[:BEST]
    return [r for r in best if is_writing(r.new) and not is_garbage(r.new, line)]


def _outright(reading: Reading, here: float) -> Reading | None:
    """The one page that explains all of a line and gains most, if what it makes of it is clean."""
    line = reading.new
    best: tuple[float, Explanation] | None = None
    for bits, images in pages().images(_utf8(line), True):
        if min(image[3] for image in images) > 0:
            gain = sum(image[3] - 8.0 * RARE_SPACE * (image[2] in SPACES) for image in images)
            gain -= 8.0 * _rarity(bits)
            if best is None or gain > best[0]:
                best = gain, (bits, images)
    if best is None:
        return None
    found = next(_deeper(reading, 0, here, [best[1]]), None)
    if found is None or found.gain < SURE or pages().alarms(found.new):
        return None
    return found if is_writing(found.new) and not is_garbage(found.new, line) else None


@functools.cache
def _rarity(bits: int) -> float:
    return min(rare for k, rare in enumerate(UTF8) if bits >> k & 1)


def _deeper(
    reading: Reading, layer: int, here: float, explained: list[Explanation] | None = None
) -> Iterator[Reading]:
    """What the next layer below a reading may be."""
    line = reading.new
    if explained is None:
        explained = pages().images(_utf8(line))
    for bits, images in explained:
        good = [image for image in images if image[3] > -8]
        if not any(image[3] > 0 for image in good):
            continue
        page = (bits & -bits).bit_length() - 1
        rare = reading.rare + (LAYER if layer else 0.0)
        if PAGES[page] not in reading.channel:
            rare += _rarity(bits)
        if len(good) < len(images):
            rare += SOME
        edits = [image[:3] for image in good]
        new = splice(line, edits)
        inside, high = _inside(good), beyond(line)
        altered = reading.altered + inside
        deeper = Reading(
            (*reading.channel, PAGES[page]),
            here - cost(new) - TEMPER["utf8"] * altered - RARE_SPACE * len(RARE.findall(new)),
            rare + (MIXED if inside < high else 0.0),
            _composed(reading.edits, edits),
            new,
            altered,
            _doubt(line, good) if not layer else reading.doubt,
        )
        if 3 * inside >= high or not pages().alarms(new):
            yield deeper
        elif layer + 1 < LAYERS:
            # A page may well explain a part of quite another kind of damage, but hardly twice.
            again = [more for more in pages().images(_utf8(new)) if more[0] & bits]
            yield from _deeper(deeper, layer + 1, here, again)


def _doubt(line: str, images: list[Image]) -> float:
    """What images count less by which are one word of some script, or one over and over again."""
    most: dict[str, int] = {}
    for start, end, _, gain in images:
        most[line[start:end]] = max(gain, most.get(line[start:end], 0))
    repeated = sum(max(0, image[3]) for image in images) - sum(most.values())
    start, end = images[0][:2]
    beside = line[max(0, start - 1) : start] + line[end : end + 1]
    is_word = len(most) == 1 and not any(c.isalpha() for c in beside)
    made = images[0][2]
    is_letter = len(made) == 1 and made.isalpha()
    if not all(map(str.isalpha, line[start:end])):
        is_word = is_word and is_letter and line[start] >= "\u0370"  # a letter and what follows it
    is_word = is_word and (line[start] >= "\u0370" or (is_letter and made >= "\u0370"))
    return repeated / 8.0 + (WORD if is_word else 0.0)


def _inside(images: list[Image]) -> int:
    return sum(image[1] - image[0] for image in images)


def _composed(first: tuple[Change, ...], second: list[Change]) -> tuple[Change, ...]:
    if not first:
        return tuple(second)
    both = compose([Edit(*edit) for edit in first], [Edit(*edit) for edit in second])
    return tuple(edit[:3] for edit in both)
