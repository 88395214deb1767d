"""Code pages: which lines may be damaged, and what of a line is UTF-8 read through a page.

An *image* is a stretch of a line that some page turns into bytes of well-formed UTF-8, with what
those bytes are. It is no image if it is only a part of a word in its own script: the image of a
word leaves none of its letters out. Its *gain* is by how many eighths of a nat the model of letters
holds what the bytes are cheaper, in its place, than what stands there.

The table is `data/pages.bin`; `data/build/pages.py` tells its layout. Bit k stands for page k.
"""

from __future__ import annotations

import struct
from array import array
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import TYPE_CHECKING

from ..expressions import expression
from .letters import Letters
from .pages_signs import BLANK, MAY_LACK, PAIRS, WIDE_PAIR, is_attached, is_lossy, is_usual, is_wide
from .pick import pick

ENOUGH = 16
"""The gain from which an image makes a line suspicious."""
SAMPLE, DEAR, EACH, EACH_IDEOGRAPH, CHEAP = 48, 40, 38, 72, -140
"""What the first characters beyond ASCII of a line may cost together, and each of them; and when
they cost so much less that no more are asked."""
STRANGE = 32
"""What one of them and the two after it may cost more than others."""
SIGNS, TRIED = "\u2019\u201c\u2014", 8
"""Signs of which bytes are lost often, and at how many places of a line they are tried."""
COSTLY, SIGN, IMAGE, ANEW, WIDE, LACKING = 1, 2, 4, 8, 16, 32
HIGH = expression("[^\0-\x7f]")
EXCERPT, FLOOR, ALTERED = 48, -96, 16
"""How many characters of a line are read anew at first, the gain at which that ends, and what each
altered character costs."""
SPACES = frozenset(map(chr, (*range(0x2000, 0x200B), 0x2028, 0x2029, 0x205F)))
SELDOM = 112
"""Eighths of a nat that a space costs more that hardly anyone writes: the model knows but one."""
MARKS = expression("[\u2060-\u206f]")
"""Invisible operators and their like, which no text has that the model learnt from."""
NEAR = 3
"""How many characters before a place the model of letters looks at, and more than behind it."""


Image = tuple[int, int, str, int]
"""Start and end of a stretch of a line, in code points, what it was, and its gain."""


class Pages:
    """The plain definition."""

    def __init__(self, table: bytes | memoryview, letters: Letters) -> None:
        if len(table) < 16 or bytes(table[:6]) != b"pages1":
            raise ValueError("not a table of pages")
        count, size, blocks = struct.unpack_from("<HHI", table, 8)
        if len(table) != 16 + 256 + blocks * 512 + size * (8 + 64 + 2 * count) + 256 * count:
            raise ValueError("not a table of pages")
        self._letters = letters
        self._count = count
        at = 16 + 256 + blocks * 512
        codes = [struct.unpack_from("<IBB2x", table, at + 8 * k) for k in range(size)]
        at += size * 72
        self.roles: list[tuple[dict[str, int], dict[str, int]]] = [({}, {}) for _ in range(count)]
        self._script = {chr(code): script for code, script, _ in codes if script}
        self._characters = frozenset(chr(code) for code, _, _ in codes if code)
        self._leads = frozenset(chr(code) for code, _, is_lead in codes if is_lead)
        for k, (code, _, _) in enumerate(codes):
            for page, roles in enumerate(self.roles):
                for role, found in enumerate(roles):
                    if byte := table[at + 2 * (k * count + page) + role]:
                        found[chr(code)] = byte

        at += 2 * size * count
        self._glyphs = [
            bytes(table[at + 256 * k :][:256]).decode("utf-16-le") for k in range(count)
        ]

    def alarms(
        self, text: str, ways: bytes = b"", viewers: bytes = b"", near: bytes = b""
    ) -> array[int]:
        """The bounds, in code points, of the lines that may be damaged, and why, as bits, one after
        the other: letters
        that cost too much (`COSTLY`), a sign that would be cheaper than a letter (`SIGN`), an image
        that gains (`IMAGE`). If ways are given, as for `misread`, a costly line is asked whether
        one of them gains or it may be of a wide page that a viewer has shown (`ANEW`), and a line
        of which a letter costs much by itself whether one of those that are near gains. No reason
        by itself is a character that wide pages show (`WIDE`), or what may be left of a letter
        that lost bytes (`LACKING`)."""
        found = array("I")
        start = 0
        for line in text.split("\n"):
            end = start + len(line)
            if not line.isascii():
                is_dear, is_strange = self._is_dear(line)
                reasons = COSTLY * is_dear | SIGN * self._lost_signs(line)
                reasons |= IMAGE * self._gains(line)
                if reasons & COSTLY and ways:
                    is_new = self._is_wide(line, viewers) or self._anew(line, ways)
                    reasons |= ANEW * bool(is_new)
                elif is_strange and near:
                    reasons |= ANEW * bool(self._anew(line, near))
                if reasons:
                    reasons |= WIDE * any(map(is_wide, set(line)))
                    reasons |= LACKING * bool(MAY_LACK.search(line))
                    found.extend((start, end, reasons))
            start = end + 1
        return found

    def images(self, line: bytes, is_all: bool = False) -> list[tuple[int, list[Image]]]:
        """Each distinct way to read stretches of a line through pages, with these as bits; if
        `is_all`, only those that leave nothing beyond ASCII."""
        text = line.decode("utf-8", "surrogatepass")
        high = sum(character > "\x7f" for character in text)
        return [
            (bits, [(*image, self._gain(text, *image)) for image in images])
            for images, bits in self._explained(text).items()
            if not is_all or high == sum(end - start for start, end, _ in images)
        ]

    def outright(self, line: bytes, rarity: Sequence[int]) -> tuple[int, list[Image]] | None:
        """Of the ways to read all that a line has beyond ASCII (`images`), each image of which
        gains, the one that gains most, less how rare the likeliest of its pages is, in eighths of
        a nat, and the spaces are that hardly anyone writes."""
        best: tuple[int, tuple[int, list[Image]]] | None = None
        for bits, images in self.images(line, True):
            if min(image[3] for image in images) > 0:
                gain = sum(image[3] - SELDOM * (image[2] in SPACES) for image in images)
                gain -= min(rare for page, rare in enumerate(rarity) if bits >> page & 1)
                if best is None or gain > best[0]:
                    best = gain, (bits, images)
        return best and best[1]

    def lossy(self, line: bytes) -> int:
        """The pages, as bits, that explain most of what a line has beyond ASCII as sequences, of
        which at least one lacks a byte."""
        text = line.decode("utf-8", "surrogatepass")
        return sum(1 << k for k, roles in enumerate(self.roles) if is_lossy(text, *roles))

    def misread(self, line: bytes, ways: bytes) -> list[tuple[int, int]]:
        """Those of the ways (two bytes each: page read through, page written in) by which an
        excerpt gains, by number, with the gain."""
        return self._anew(line.decode("utf-8", "surrogatepass"), ways)

    def shown(self, characters: str, viewer: int, page: int) -> str:
        """What a page shows for the bytes that a viewer shows as these characters beyond ASCII;
        nothing if it has not all of them."""
        read = [self.roles[viewer][1].get(character, 0) for character in characters]
        return "".join(self._glyphs[page][byte - 0x80] for byte in read) if all(read) else ""

    def _is_wide(self, text: str, viewers: bytes) -> bool:
        """Whether a line has pairs of bytes, all of them in one viewer."""
        high = {character for character in text if character > "\x7f"}
        return len(WIDE_PAIR.findall(text)) >= PAIRS and any(
            high <= self.roles[viewer][1].keys() for viewer in viewers
        )

    def _anew(self, text: str, ways: bytes) -> list[tuple[int, int]]:
        at = next(
            (k for k, c in enumerate(text) if not c.isascii() and not is_usual(text, k)), len(text)
        )
        excerpt = text[max(0, at - NEAR) :][:EXCERPT]
        here = self._costs(excerpt)
        gains = []
        for way, (viewer, page) in enumerate(zip(ways[::2], ways[1::2], strict=True)):
            high = [character for character in excerpt if character > "\x7f"]
            made = iter(self.shown("".join(high), viewer, page))
            shown = "".join(c if c <= "\x7f" else next(made, "") for c in excerpt)
            if len(shown) < len(excerpt):
                continue
            altered = accumulate(ALTERED * (a != b) for a, b in zip(excerpt, shown, strict=True))
            costs = map(sum, zip(self._costs(shown), altered, strict=True))
            saved = [a - b for a, b in zip(here, costs, strict=True)]
            if min(saved, default=0) > FLOOR and saved and saved[-1] > 0:
                gains.append((way, saved[-1]))
        return gains

    def _costs(self, text: str) -> list[int]:
        """The cost of a text up to each of its characters."""
        return list(accumulate(self._letters.each(text.encode(errors="surrogatepass"))[:-1]))

    def _gains(self, text: str) -> bool:
        return any(
            self._gain(text, *image) >= ENOUGH
            for images in self._explained(text)
            for image in images
        )

    def _is_dear(self, text: str) -> tuple[bool, bool]:
        """Whether the first characters beyond ASCII, with the two after each, cost more than what
        is written does, and whether one of them does so by itself."""
        total, count, is_strange = -DEAR, 0, False
        for start, end in self._windows(text):
            before, window = text[max(0, start - NEAR) : start], f"{text} "[start:end]
            costs = self._letters.each(f"{before}{window}".encode(errors="surrogatepass"))
            last: list[tuple[int, bool]] = []
            for at, cost in enumerate(costs[len(before) :][: len(window)], start):
                character = f"{text} "[at]
                if count >= SAMPLE or total <= CHEAP:
                    return total > 0, is_strange
                if character in BLANK:
                    last = []
                    continue
                cost -= EACH if character < "\u2e80" else EACH_IDEOGRAPH
                total += cost
                last = [*last[-2:], (cost, at < len(text) and self._tells(text, at))]
                if len(last) == NEAR and last[0][1] and text[at - 2] < "\u2e80":
                    is_strange |= sum(cost for cost, _ in last) > STRANGE
                count += 1
        return total > 0, is_strange

    def _windows(self, text: str) -> Iterator[tuple[int, int]]:
        """The stretches of characters beyond ASCII that tell something, with the two after each (at
        the end of a text: with its end); what stands between them belongs to them where there is
        no more of it."""
        start = end = -1
        for at, character in enumerate(text):
            if character > "\x7f" and self._tells(text, at):
                if at >= end:
                    if start >= 0:
                        yield start, end
                    start = at
                end = at + NEAR
        if start >= 0:
            yield start, min(end, len(text) + 1)

    def _tells(self, text: str, at: int) -> bool:
        """Whether a character says something of pages."""
        tells = text[at] >= "\u2e80" or text[at] in self._characters
        return tells and not is_usual(text, at)

    def _lost_signs(self, text: str) -> bool:
        """Whether a quotation mark, an apostrophe or a dash would be cheaper where the first byte
        of such a sign stands in some page, with what stands for its other bytes."""
        places = [
            at for at, character in enumerate(text)
            if character in self._leads and (character < "\u0250" or is_attached(text, at))
            and not self.goes_on(text, at) and not self.goes_on(text, at + 1)
        ]  # fmt: skip
        for at in places[:TRIED]:
            end = at + 1
            while end < at + 3 and text[end : end + 1] in ("?", "\ufffd"):
                end += 1
            if any(self._gain(text, at, end, sign) >= 0 for sign in SIGNS):
                return True
        return False

    def _explained(self, text: str) -> dict[tuple[tuple[int, int, str], ...], int]:
        found: dict[tuple[tuple[int, int, str], ...], int] = {}
        for page in range(self._count):
            if images := tuple(self._stretches(text, *self.roles[page])):
                found[images] = found.get(images, 0) | 1 << page
        return found

    def _stretches(
        self, text: str, starts: dict[str, int], others: dict[str, int]
    ) -> Iterator[tuple[int, int, str]]:
        at = 0
        while at < len(text):
            start, new = at, ""
            while decoded := _sequence(text, at, starts, others):
                new += decoded
                at += len(decoded.encode())
            if not new:
                at += 1
            elif not self.goes_on(text, start) and not self.goes_on(text, at):
                yield start, at, new

    def goes_on(self, text: str, at: int) -> bool:
        """Whether a word in a script other than Latin goes on at a place."""
        if not 0 < at < len(text):
            return False
        script = self._script.get(text[at])
        return script is not None and script == self._script.get(text[at - 1])

    def _gain(self, text: str, start: int, end: int, new: str) -> int:
        new = MARKS.sub("\u200b", new)
        here, there = self._letters.between(
            text[max(0, start - NEAR) : start].encode(errors="surrogatepass"),
            [text[start:end].encode(errors="surrogatepass"), new.encode()],
            text[end : end + NEAR - 1].encode(errors="surrogatepass"),
        )
        return here - there


def _sequence(text: str, at: int, starts: dict[str, int], others: dict[str, int]) -> str:
    """The character whose UTF-8 stands at a place, read through a page; or nothing."""
    lead = starts.get(text[at], 0) if at < len(text) else 0
    size = 1 + (lead >= 0xC2) + (lead >= 0xE0) + (lead >= 0xF0)
    tail = [others.get(character, 0) for character in text[at + 1 : at + size]]
    try:
        return bytes([lead, *tail]).decode() if lead >= 0xC2 else ""
    except UnicodeDecodeError:
        return ""


PlainPages = Pages
if not TYPE_CHECKING and (_compiled := pick("pages")):
    Pages = _compiled.Pages
