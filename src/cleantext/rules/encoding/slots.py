"""Where a text holds images that lost bytes, and how sure that is."""

from __future__ import annotations

import functools
import itertools
import re
from itertools import pairwise
from typing import NamedTuple

from .images import ImageSet, image_sets
from .plausible import kind, odd, script

CONTRACTION = re.compile(r"(?:s|t|re|ve|ll|d|m|S|T|RE|VE|LL|D|M)\b")
SCRIPT_RANGES = {
    "CYRILLIC": "\u0400-\u052f",
    "GREEK": "\u0370-\u03ff\u1f00-\u1fff",
    "HEBREW": "\u0590-\u05ff",
    "ARABIC": "\u0600-\u06ff",
    "THAI": "\u0e00-\u0e7f",
}
ENGLISH = frozenset(
    "the of and to is that for with it are be this by from not you they what about have has had "
    "will would can could there their which who when we your his her its but than then them these "
    "those been were how all any some into does did if she he must should".split()
)
BEFORE = re.compile(r"[^\W\d_]*\Z")
PADDING = "\ufffd?\xa0"
LATIN_SHARE = 0.8


class Slot(NamedTuple):
    """One image in a text: where, the characters it may have been, how sure that it is one."""

    start: int
    end: int
    targets: tuple[str, ...]
    weight: float


class Finding(NamedTuple):
    """All slots that one page and fate would explain."""

    images: ImageSet
    slots: list[Slot]
    total: float


class Language:
    """What the letters of a text tell; each answer is found once, when it is first asked for."""

    def __init__(self, text: str) -> None:
        self.text = text

    def may_hold(self, images: ImageSet) -> bool:
        """A quick no for what most texts are: writing in which the first characters of the images
        are letters like others."""
        leads = "".join(sorted(images.leads))
        if images.script != "LATIN" or not self.has_other_accents(leads):
            return True
        return bool(
            _compiled(f"[{leads}](?![^\\W_])[^\x00-\x7f]|[{leads}]\\?\\?", "").search(self.text)
        )

    @functools.cache  # noqa: B019  (an instance lives as long as one text is looked at)
    def has_other_accents(self, leads: str) -> bool:
        """Whether more than two letters beyond ASCII are none of these."""
        found = _compiled(f"[^\\W\\d_\x00-\x7f{leads}]", "").finditer(self.text)
        return sum(1 for _ in itertools.islice(found, 3)) > 2

    @functools.cached_property
    def is_english(self) -> bool:
        words = re.findall("(?<![^\\W_])[A-Za-z]{2,}(?![^\\W_])", self.text)
        lower = [word.lower() for word in words]
        if not words or self.latin_share < LATIN_SHARE:
            return False
        from ...lexicon import known

        common = ENGLISH.intersection(lower)
        share = sum(map(known, lower)) / len(lower)
        return bool(common) and share > 0.75 and (len(common) >= 2 or len(words) < 6)

    @functools.cached_property
    def latin_share(self) -> float:
        """Which part of the letters is ASCII."""
        ascii_letters = sum(self.text.count(chr(c)) for c in (*range(65, 91), *range(97, 123)))
        others = sum(c.isalpha() for c in re.sub("[\x00-\x7f]+", "", self.text))
        return ascii_letters / max(1, ascii_letters + others)


def findings(text: str) -> list[Finding]:
    """What each page and fate that has evidence would find, the best first."""
    present = set(text)
    language = Language(text)
    found = []
    for images in image_sets(present):
        if not language.may_hold(images):
            continue
        if images.fate in LOST_MARK and LOST_MARK[images.fate] not in present:
            continue
        if finding := _evidence(text, images, language):
            found.append(finding)
    return sorted(found, key=lambda finding: -finding.total)


LOST_MARK = {"replace": "\ufffd", "question": "?"}


def _evidence(text: str, images: ImageSet, language: Language) -> Finding | None:
    own = images.script
    matches = list(_pattern(images).finditer(text))
    if not matches:
        return None
    native = _native_letters(text, images, own)
    slots: list[Slot] = []
    contexts = set()
    for match in matches:
        start, end = match.span()
        left, right = text[start - 1 : start] or " ", text[end : end + 1] or " "
        weight = _weight(text, match, left, right, own, native, language)
        if weight is None:
            continue
        slots.append(Slot(start, end, images.images[match.group()], weight))
        if weight:
            contexts.add((left, right))
    best = max((slot.weight for slot in slots), default=0.0)
    total = sum(slot.weight for slot in slots)
    dashes = own in ("LATIN", "THAI") and contexts == {(" ", " ")} and len(slots) >= 2
    if own == "GREEK" and best < 2 and len(contexts) < 3:
        return None
    least = 1.0 if own == "THAI" and language.is_english else 1.5
    if total < least or (best < 1.5 and len(contexts) < 2 and not dashes):
        return None
    if best < 1 and (native or language.latin_share < LATIN_SHARE):
        return None
    covered = sum(slot.end - slot.start for slot in slots if slot.weight)
    return Finding(images, slots, total + 0.5 * covered)


@functools.lru_cache(256)
def _compiled(pattern: str, own: str) -> re.Pattern[str]:
    around = SCRIPT_RANGES.get(own)
    if around is None:
        return re.compile(pattern)
    return re.compile(f"(?<![{around}])(?:{pattern})(?![{around}])")


def _pattern(images: ImageSet) -> re.Pattern[str]:
    """The images where they do not go on in their own (not Latin) script, as words do."""
    return _compiled(images.pattern, images.script)


def _native_letters(text: str, images: ImageSet, own: str) -> int:
    """How many letters of the images' own script stand outside them (Latin: beyond ASCII)."""
    rest = _compiled(images.pattern, "").sub("", text)
    native = (c for c in set(rest) - {"\xb5"} if kind(c) == "L" and script(c) == own)
    return sum(rest.count(c) for c in native)


def _weight(
    text: str,
    match: re.Match[str],
    left: str,
    right: str,
    own: str,
    native: int,
    language: Language,
) -> float | None:
    """How much an image proves where it stands; None if it is rather what it looks like."""
    start, end = match.span()
    image = match.group()
    if _cannot_be_text(image):
        return 2.0
    base = image.rstrip(PADDING)
    attached = (left.isascii() and left.isalnum()) or (right.isascii() and right.isalnum())
    if own == "LATIN":
        if image.endswith("??") and not native and language.latin_share > LATIN_SHARE:
            return 2.0 if left.isalpha() and CONTRACTION.match(text, end) else 1.5
        if len(base) == 1 or _may_be_text(base):
            if not _is_out_of_place(text, start, end, left, right, native, language):
                return None
            if left.isalpha() and not _is_english_word(text, start, end):
                return 0.0  # a foreign word that ends so
        return 1.0
    if own == "GREEK" and len(base) == 1 and base == image:
        # Science writes IFN-beta and beta-carotene, and beta on its own.
        if native or "-" in left + right:
            return None
        if not attached or not (left.islower() or right.islower()):
            return 0.0
    if attached or image.endswith("??"):
        return 1.0
    if native > 2:
        return None
    return 0.5


def _may_be_text(image: str) -> bool:
    """Whether an image is a letter and a mark as may stand behind one."""
    return (
        image[:1].isalpha()
        and "?" not in image
        and not any(odd(a, b, True) for a, b in pairwise(image))
    )


def _cannot_be_text(image: str) -> bool:
    """Whether no language could have an image, wherever it stands."""
    if "\ufffd" in image:
        return True
    return any(odd(a, b, True) >= 1 for a, b in pairwise(image) if not b.isascii())


def _is_english_word(text: str, start: int, end: int) -> bool:
    """Whether what stands before an image is a word without it, or with an apostrophe for it."""
    from ...lexicon import known

    before = BEFORE.search(text, max(0, start - 40), start)
    word = before.group().lstrip(text[start]).lower() if before else ""  # an image may open it
    rest = CONTRACTION.match(text, end)
    return known(word) or (rest is not None and known(f"{word}'{rest.group().lower()}"))


def _is_out_of_place(
    text: str, start: int, end: int, left: str, right: str, native: int, language: Language
) -> bool:
    """Whether an accented letter stands where none does in English."""
    if native > 2 or not language.is_english:
        return False
    if left.isalpha() and right.isalpha():
        return bool(CONTRACTION.match(text, end))
    if not left.isalpha() and right.islower():
        from ...lexicon import known

        word = re.compile("[A-Za-z]+").match(text, end)
        return word is not None and known(word.group().lower())
    return True
