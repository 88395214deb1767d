"""A reading: what a line may have been, by which channel, how much cheaper that is, how rare."""

from __future__ import annotations

import functools
import struct
import unicodedata
from array import array
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ... import letters
from ...edits import Change, Edit
from ...kernel.pages import MARKS, Image, Pages
from ...letters._costs import damaged, mapped
from .channels import TABLE as TABLE

ALPHABETS = TABLE.with_name("alphabets.txt")
Channel = tuple[str, ...]
"""What happened, and through which pages: ("utf8", "cp1252"), ("misread", "cp1252", "koi8-r")."""

RULE = {
    "utf8": "ENC111", "lossy": "ENC112", "marks": "ENC112", "misread": "ENC113", "wide": "ENC114",
    "wide8": "ENC114",
}  # fmt: skip
KIN = ("utf8", "lossy", "marks")
"""The channels of a page that prove each other."""
TEMPER = {"utf8": 0.5, "lossy": 0.5, "marks": 0.5, "wide8": 0.5, "misread": 2.0, "wide": 0.8}
"""For each altered character, in nats: the model is too sure of itself in languages new to it."""

LEAST = -4.0
"""Nats that a reading gains at the least to be weighed."""

WORST = 8.5
"""Nats for each character beyond ASCII and the two after it: what costs more is no text."""
LONE = 12.0
"""Nats that a single sign may cost more."""


class Reading(NamedTuple):
    """What a line may have been. `gain`, `rare`, `doubt`, `open` are in nats, `altered` counts
    characters.

    What other lines prove of a channel lowers how rare it is, and the doubt about this reading
    where bytes had to be UTF-8. Nothing lowers by how much all ways to fill what was lost are
    together likelier than this one: so much is `open`. `places` are its edits, `packed`: of most
    readings nobody wants them, and as objects they took ten times the text.
    """

    channel: Channel
    gain: float
    rare: float
    places: bytes
    new: str
    altered: int = 0
    doubt: float = 0.0
    open: float = 0.0

    @property
    def edits(self) -> list[Change]:
        return list(_unpacked(self.places, self.new))


def packed(edits: Iterable[Change | Image]) -> bytes:
    """Start, end and the length of what comes there of each edit, which `new` has the rest of."""
    return array("I", [k for edit in edits for k in (edit[0], edit[1], len(edit[2]))]).tobytes()


def _unpacked(places: bytes, new: str) -> Iterator[Change]:
    moved = 0
    for start, end, size in struct.iter_unpack("3I", places):
        at = start + moved
        moved += size - (end - start)
        yield start, end, new[at : at + size]


TWICE = str.maketrans("\u0219\u021b\u03bc", "\u015f\u0163\xb5")
"""Romanian is typed with these, too: letters with a comma below came with Unicode 3.0; and micro
is a sign of its own."""


@functools.cache
def pages() -> Pages:
    """The table of pages in the kernel, mapped when first asked for."""
    try:
        return Pages(mapped(TABLE), letters.model())
    except ValueError as error:
        raise damaged(TABLE) from error


def difference(new: str, places: list[int]) -> tuple[Change, ...]:
    """What a text has at places that are altered, in runs."""
    bounds: list[int] = []
    for at in places:
        if bounds and bounds[-1] == at:
            bounds[-1] = at + 1
        else:
            bounds += (at, at + 1)
    return tuple((a, b, new[a:b]) for a, b in zip(bounds[::2], bounds[1::2], strict=True))


@functools.cache
def alphabet(language: str | None) -> frozenset[str]:
    """The letters beyond ASCII that a language is written with, small and capital (CLDR)."""
    _, found, rest = _alphabets().partition(f"\n{language} ")
    own = rest.partition("\n")[0] if found else ""
    own += "".join(c for c in own.translate(TWICE) if c not in own)
    # Turkish and Azerbaijani have two letters i, of which Python's capitals know one.
    return frozenset(own + own.upper() + "\u0130" * ("\u0131" in own))


@functools.cache
def _alphabets() -> str:
    return "\n" + ALPHABETS.read_text(encoding="utf-8")


@functools.cache
def is_text(character: str) -> bool:
    """Whether a character is assigned, and no control, private use or surrogate."""
    category = unicodedata.category(character)
    return category[0] != "C" or category == "Cf" or character in "\t\n\r"


def beyond(line: str) -> int:
    """How many characters of a line are not ASCII."""
    return len(line) - len(line.encode("ascii", "ignore"))


def is_garbage(new: str, old: str) -> bool:
    """Whether a text holds what no text does, and the one it was made of did not."""
    return not all(map(is_text, set(new).difference(old)))


def as_edits(reading: Reading, offset: int) -> Iterator[Edit]:
    rules = (RULE[reading.channel[0]],)
    for start, end, new in _unpacked(reading.places, reading.new):
        yield Edit(start + offset, end + offset, new, rules)


def cost(text: str) -> float:
    """What a text costs, in nats; invisible operators and their like as other invisible ones."""
    return letters.cost(text if text.isascii() else MARKS.sub("\u200b", text))


def is_writing(text: str) -> bool:
    """Whether the letters that a text has beyond ASCII look like something that is written."""
    cost, count = letters.beyond(text)
    if cost <= WORST * count + LONE:
        return True
    for sign in [c for c in set(text) if c > "\x7f" and not c.isalpha()]:
        text = text.replace(sign, " ")
    cost, count = letters.beyond(text)
    return cost <= WORST * count + LONE
