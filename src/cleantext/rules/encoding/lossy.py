"""Mojibake that lost bytes: which images are there, and what each of them was."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import NamedTuple

from .images import ImageSet, image_sets
from .plausible import kind, odd, script

CONTRACTION = re.compile(r"(?:s|t|re|ve|ll|d|m|S|T|RE|VE|LL|D|M)\b")
QUOTE_MARKS = re.compile(
    "[\u201c\u201d\u2018]|(?<=\\w)\u2019(?=[\\s.,;:!?)\u201d]|\\Z)|(?<=[.,!?])\u2019"
)
INVISIBLE_TARGETS = frozenset(
    map(chr, (*range(0x200B, 0x2010), *range(0x2060, 0x206A), *range(0x202A, 0x202F), 0xFEFF))
)
NEVER_MEANT = frozenset("\u2024\u2023\u2025")
APOSTROPHE, OPEN, CLOSE = "\u2019", "\u201c", "\u201d"
OPEN_ONE = "\u2018"
EN_DASH, EM_DASH, BULLET, DOTS, EURO, MARK = "\u2013\u2014\u2022\u2026\u20ac\u2122"
LETTERS_LEFT = 0.12
ENGLISH = frozenset(
    "the of and to in is that for with was on as it are be this by at from not you a".split()
)


class Slot(NamedTuple):
    """One image in a text: where, the characters it may have been, how sure that it is one."""

    start: int
    end: int
    targets: tuple[str, ...]
    weight: float


class Finding(NamedTuple):
    total: float
    slots: list[Slot]


def find(text: str) -> list[tuple[int, int, str]]:
    """The repairs of lossy images, if a text proves that it has any."""
    present = set(text)
    best: Finding | None = None
    english: list[bool] = []
    for images in image_sets():
        if not images.leads & present or (images.fate == "replace" and "\ufffd" not in present):
            continue
        if images.fate == "question" and "?" not in present:
            continue
        finding = _evidence(text, images, english)
        if finding and (best is None or finding.total > best.total):
            best = finding
    return _fill(text, best.slots) if best else []


def _evidence(text: str, images: ImageSet, english: list[bool]) -> Finding | None:
    matches = [
        (m.start(), m.end(), m.group())
        for m in images.pattern.finditer(text)
        if not _in_own_script(text, m)
    ]
    if not matches:
        return None
    slots: list[Slot] = []
    contexts = set()
    attached = 0
    soft: list[int] = []
    native = _native_letters(text, images)
    single_latin = any(len(x) == 1 and script(x) == "LATIN" for *_, x in matches)
    if single_latin and not english:
        english.append(_is_english(text))
    for start, end, x in matches:
        left, right = text[start - 1 : start] or " ", text[end : end + 1] or " "
        weight = _inner_oddness(x)
        if script(x[0]) == "LATIN":
            if len(x.rstrip("\ufffd?")) == 1:
                if not english[0] if english else not _is_english(text):
                    continue
                if not _fits_english(text, start, end, left, right, native):
                    continue
                weight = max(weight, 1.0)
        elif (left.isascii() and left.isalpha()) or (right.isascii() and right.isalpha()):
            if (
                len(x.rstrip("\ufffd?")) == 1
                and script(x[0]) == "GREEK"
                and (native or "-" in left + right or not (left.islower() or right.islower()))
            ):
                continue
            weight = max(weight, 1.0)
            attached += 1
        elif not weight:
            if native > 2:
                continue
            soft.append(len(slots))
        if weight:
            contexts.add((left, right))
        slots.append(Slot(start, end, images.images[x], weight))
    if attached >= 2 or (attached and any(s.weight > 1 for s in slots)):
        for k in soft:
            slots[k] = slots[k]._replace(weight=0.5)
    sure = [slot for slot in slots if slot.weight]
    strong = any(slot.weight > 1 for slot in slots)
    if not sure or len(sure) < (1 if strong and images.fate != "question" else 2):
        return None
    if not strong and len(contexts) < 2:
        return None
    total = sum(slot.weight for slot in sure) + 0.5 * sum(slot.end - slot.start for slot in sure)
    return Finding(total, slots)


def _inner_oddness(x: str) -> float:
    """2 when an image cannot stand anywhere in real text, else 0."""
    if any(odd(a, b, True) >= 1 for a, b in pairwise(x) if not b.isascii()):
        return 2.0
    return 2.0 if "\ufffd" in x else 0.0


def _in_own_script(text: str, match: re.Match[str]) -> bool:
    """Whether an image goes on in its own (not Latin) script: then it is part of a word."""
    start, end = match.span()
    own = next((script(c) for c in match.group() if kind(c) == "L"), "LATIN")
    if own == "LATIN":
        return False
    left, right = text[start - 1 : start], text[end : end + 1]
    return any(c and kind(c) in "LM" and script(c) in (own, "COMBINING") for c in (left, right))


def _native_letters(text: str, images: ImageSet) -> int:
    """How many letters of the images' own script stand outside them (Latin: beyond ASCII)."""
    own = {script(c) for x in images.images for c in x[:1]}
    rest = images.pattern.sub("", text)
    native = (c for c in set(rest) - {"\xb5"} if kind(c) == "L" and script(c) in own)
    return sum(rest.count(c) for c in native)


def _is_english(text: str) -> bool:
    words = re.findall("(?<![^\\W_])[A-Za-z]{2,}(?![^\\W_])", text)
    if not words or sum(c.isascii() for c in text) < 0.85 * len(text):
        return False
    lower = [word.lower() for word in words]
    common = ENGLISH.intersection(lower)
    from ...lexicon import known

    share = sum(map(known, lower)) / len(lower)
    return bool(common) and share > 0.8 and (len(common) >= 2 or len(words) < 12)


def _fits_english(text: str, start: int, end: int, left: str, right: str, native: int) -> bool:
    """Whether an accented letter stands where none does in English."""
    if native > 2:
        return False
    if left.isalpha() and right.isalpha():
        return bool(CONTRACTION.match(text, end))
    if not left.isalpha() and right.islower():
        from ...lexicon import known

        word = re.compile(r"\w+").match(text, end)
        return word is not None and word.group().isascii() and known(word.group().lower())
    return True


def _role(text: str, slot: Slot) -> str:
    """What a slot can be by where it stands."""
    targets = slot.targets
    left, right = text[slot.start - 1 : slot.start], text[slot.end : slot.end + 1]
    after_gap = not left or left.isspace() or left in "([{/\u2014\u2013"
    before_gap = not right or right.isspace() or right in ".,;:!?)]}/\u2014\u2013"
    if APOSTROPHE in targets and left.isalpha() and CONTRACTION.match(text, slot.end):
        return "apostrophe"
    if BULLET in targets and left in ("", "\n") and right == " ":
        return "bullet"
    if EURO in targets and (right.isdigit() or left.isdigit()):
        return "euro"
    if MARK in targets and "\u2062" not in targets and left.isalnum() and before_gap:
        return "mark"
    if DOTS in targets and len(targets) <= 2:
        return "dots"
    if left == " " and right == " " and EN_DASH in targets:
        return "dash"
    if after_gap and not before_gap and {OPEN, OPEN_ONE} & set(targets):
        return "open"
    if before_gap and not after_gap and {CLOSE, APOSTROPHE} & set(targets):
        return "close"
    if EN_DASH in targets and left.isdigit() and right.isdigit():
        return "dash"
    if len(targets) == 1 and targets[0] not in INVISIBLE_TARGETS:
        return "only"
    return "none"


def _fill(text: str, slots: list[Slot]) -> list[tuple[int, int, str]]:
    sure = sum(slot.weight > 0 for slot in slots)
    slots = [slot for slot in slots if slot.weight > 0 or sure >= 3]
    invisible = any(
        all(t in INVISIBLE_TARGETS or t in NEVER_MEANT for t in slot.targets) and slot.weight
        for slot in slots
    )
    if invisible:
        return [(slot.start, slot.end, "") for slot in slots]
    roles = [_role(text, slot) for slot in slots]
    order = sorted(
        [(s.start, r) for s, r in zip(slots, roles, strict=True) if r in ("open", "close")]
        + [
            (m.start(), "open" if m.group() in OPEN + OPEN_ONE else "close")
            for m in QUOTE_MARKS.finditer(text)
        ]
    )
    sequence = "".join("O" if role == "open" else "C" for _, role in order)
    quotes = bool(re.fullmatch("(?:OC)+", sequence))
    if not quotes and "apostrophe" in roles and sequence.replace("OC", "") in ("", "C"):
        quotes = True
    has_quotes = bool({"open", "close"} & set(roles))
    meant = "none" not in roles and (quotes or not has_quotes)
    return [
        (slot.start, slot.end, _choose(slot.targets, role, meant))
        for slot, role in zip(slots, roles, strict=True)
    ]


def _choose(targets: tuple[str, ...], role: str, meant: bool) -> str:
    fixed = {"apostrophe": APOSTROPHE, "bullet": BULLET, "euro": EURO, "dots": DOTS}
    if role in fixed:
        return fixed[role]
    if role == "only":
        return targets[0]
    if role == "mark" and (meant or len(targets) <= 3):
        return MARK
    if meant and role == "dash":
        return EN_DASH
    if meant and role == "open":
        return OPEN if OPEN in targets else OPEN_ONE
    if meant and role == "close":
        return CLOSE if CLOSE in targets else APOSTROPHE
    if any(t in INVISIBLE_TARGETS for t in targets):
        return ""
    if role == "open":
        return OPEN if OPEN in targets else OPEN_ONE
    if role == "close":
        return CLOSE if CLOSE in targets else APOSTROPHE
    return targets[0]
