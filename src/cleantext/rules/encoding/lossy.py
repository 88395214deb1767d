"""What images that lost bytes were: invisible marks, or punctuation to put back."""

from __future__ import annotations

import re
from typing import NamedTuple

from ...edits import Edit, splice
from .choice import odd_in
from .slots import CONTRACTION, Finding, Slot, findings

INVISIBLE = frozenset(
    map(chr, (*range(0x200B, 0x2010), *range(0x2060, 0x206A), *range(0x202A, 0x202F), 0xFEFF, 0xAD))
)
APOSTROPHE, OPEN, CLOSE, OPEN_ONE = "\u2019", "\u201c", "\u201d", "\u2018"
EN_DASH, BULLET, DOTS, EURO, MARK = "\u2013", "\u2022", "\u2026", "\u20ac", "\u2122"

EXISTING = re.compile("[\u201c\u201d\u2018]|\u2019(?![^\\W_])")
SENTENCE_END = re.compile("[.!?]\\s|\n")
LONGEST_QUOTE = 9
MOST_LEFT = 0.5
UNLIKELY = {"open": 0.5, "close": 0.5, "none": 0.5, "only": 1.0}
RARER = 0.1  # where both explain a text, punctuation is likelier than invisible marks
QUOTES = frozenset("\u2039\u203a\u00ab\u00bb\u201a\u201c\u201d\u201e")
USUAL = frozenset("\u2019\u201c\u201d\u2018\u2013\u2014\u2026\u2022\u2122\u20ac")
OPENS_AFTER = " \t\n([{/\u2014\u2013\xa0"
CLOSES_BEFORE = " \t\n.,;:!?)]}/\u2014\u2013\xa0'\""


class Filling(NamedTuple):
    """What one page makes of a text: how well its slots can be filled, and the changes."""

    score: float
    changes: list[tuple[int, int, str]]


def find(text: str) -> list[tuple[int, int, str]]:
    """The repairs of lossy images, if a text proves that it has any."""
    found = findings(text)
    if not found:
        return []
    best = found[0].total
    fillings = [_fill(text, finding) for finding in found if finding.total >= best - 0.5]
    changes = max(fillings, key=lambda filling: filling.score).changes
    filled = splice(text, [Edit(*change) for change in changes])
    return changes if odd_in(filled) <= MOST_LEFT * odd_in(text) else []


def _fill(text: str, finding: Finding) -> Filling:
    sure = sum(slot.weight > 0.5 for slot in finding.slots)
    slots = [slot for slot in finding.slots if slot.weight > 0.5 or sure >= 2 or not sure]
    roles = [_role(text, slot) for slot in slots]
    if any(INVISIBLE.issuperset(s.targets) and s.weight >= 1 for s in slots):
        changes = [_mark(s, r) for s, r in zip(slots, roles, strict=True)]
        strays = sum(not _hugs_a_word(text, slot) for slot in slots)
        return Filling(finding.total - RARER - 0.5 * strays, changes)
    quotes = _quotes(text, slots, roles)
    changes = []
    misfits = -0.25 * bool(quotes)
    for slot, role in zip(slots, roles, strict=True):
        if slot.start in quotes:
            changes.append((slot.start, slot.end, quotes[slot.start]))
            continue
        if role == "only" and slot.targets[0] in QUOTES and _is_in_a_word(text, slot):
            continue  # letters of a language that writes so
        misfits += UNLIKELY.get(role, 0.0) if slot.targets[0] not in USUAL or role != "only" else 0
        changes.append(_mark(slot, role))
    return Filling(finding.total - misfits, changes)


def _hugs_a_word(text: str, slot: Slot) -> bool:
    """Whether one side of a slot is a word and the other is not, as with most hidden marks."""
    left, right = text[slot.start - 1 : slot.start], text[slot.end : slot.end + 1]
    return not (left.isspace() and right.isspace()) and not _is_in_a_word(text, slot)


def _is_in_a_word(text: str, slot: Slot) -> bool:
    return text[slot.start - 1 : slot.start].isalpha() and text[slot.end : slot.end + 1].isalpha()


def _mark(slot: Slot, role: str) -> tuple[int, int, str]:
    """A slot filled without regard to others: what its place demands, else nothing."""
    fixed = {
        "apostrophe": APOSTROPHE,
        "bullet": BULLET,
        "euro": EURO,
        "dots": DOTS,
        "dash": EN_DASH,
        "mark": MARK,
        "only": slot.targets[0],
    }
    if role in fixed:
        return slot.start, slot.end, fixed[role]
    if INVISIBLE.isdisjoint(slot.targets) and role in ("open", "close"):
        pair = (OPEN, OPEN_ONE) if role == "open" else (CLOSE, APOSTROPHE)
        return slot.start, slot.end, next(t for t in pair if t in slot.targets)
    return slot.start, slot.end, "" if INVISIBLE & set(slot.targets) else slot.targets[0]


def _role(text: str, slot: Slot) -> str:
    """What a slot can be by where it stands."""
    targets = slot.targets
    left, right = text[slot.start - 1 : slot.start], text[slot.end : slot.end + 1]
    opens = not left or left in OPENS_AFTER
    closes = not right or right in CLOSES_BEFORE
    if APOSTROPHE in targets and left.isalpha() and CONTRACTION.match(text, slot.end):
        return "apostrophe"
    if BULLET in targets and left in ("", "\n") and right == " ":
        return "bullet"
    if EURO in targets and (right.isdigit() or left.isdigit()):
        return "euro"
    if MARK in targets and "\u2062" not in targets and left.isalnum() and closes:
        return "mark"
    if DOTS in targets and len(targets) <= 2:
        return "dots"
    if EN_DASH in targets and left == " " == right:
        return "dash"
    if EN_DASH in targets and left.isdigit() and right.isdigit():
        return "dash"
    if opens and not closes and {OPEN, OPEN_ONE} & set(targets):
        return "open"
    if closes and {CLOSE, APOSTROPHE} & set(targets) and (not opens or right not in OPENS_AFTER):
        return "close"
    if len(targets) == 1 and targets[0] not in INVISIBLE:
        return "only"
    return "none"


def _quotes(text: str, slots: list[Slot], roles: list[str]) -> dict[int, str]:
    """The slots that are quotation marks: those which open and close in turn, with the marks that
    the text has already, around a few words of one sentence."""
    marks: list[tuple[int, int, str, Slot | None]] = [
        (slot.start, slot.end, role, slot)
        for slot, role in zip(slots, roles, strict=True)
        if role in ("open", "close")
    ]
    for match in EXISTING.finditer(text):
        role = "open" if match.group() in OPEN + OPEN_ONE else "close"
        marks.append((*match.span(), role, None))
    marks.sort(key=lambda mark: mark[0])
    longest = (
        LONGEST_QUOTE if sum(slot is not None for *_, slot in marks) < 4 else 3 * LONGEST_QUOTE
    )
    found: dict[int, str] = {}
    k = 0
    while k < len(marks):
        pair = None
        if k + 1 < len(marks):
            (_, start, first, opener), (end, _, second, closer) = marks[k], marks[k + 1]
            if (first, second) == ("open", "close") and _is_short(text[start:end], longest):
                pair = _pair(text, marks[k], marks[k + 1])
        if pair is None:
            if marks[k][3] is not None:
                return {}  # marks that do not alternate are no quotation marks
            k += 1
            continue
        if opener:
            found[opener.start] = pair[0]
        if closer:
            found[closer.start] = pair[1]
        k += 2
    return found


def _is_short(inside: str, longest: int) -> bool:
    return len(inside.split()) <= longest and not SENTENCE_END.search(inside)


def _pair(
    text: str, first: tuple[int, int, str, Slot | None], second: tuple[int, int, str, Slot | None]
) -> tuple[str, str] | None:
    """The double quotes, or else the single ones, that both ends can be."""
    for opener, closer in ((OPEN, CLOSE), (OPEN_ONE, APOSTROPHE)):
        if all(
            character in slot.targets if slot else text[start] == character
            for character, (start, _, _, slot) in ((opener, first), (closer, second))
        ):
            return opener, closer
    return None
