"""Which known words a slip of the hand or ear turns into an unknown one: plain definition."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from .slip_costs import (
    APOSTROPHE,
    CHUNK,
    EXTRA,
    EXTRA_DOUBLE,
    FRAME,
    KEY,
    LETTER,
    LISTED,
    MISSING,
    MISSING_DOUBLE,
    MOVED,
    SKELETON,
    TRANSPOSED,
    VOWEL,
    beside,
    cost_of,
    place_of,
)
from .spellings import is_other_form
from .vocabulary import BASE, MASK, Vocabulary, code_of

VOWELS = frozenset(
    "aeiouy\u00e4\u00f6\u00fc\u00e0\u00e2\u00e8\u00e9\u00ea\u00eb\u00ee\u00ef\u00f4\u00fb\u00e1"
    "\u00ed\u00f3\u00fa\u00e3\u00f5\u00ec\u00f2\u00f9"
    "\u0430\u0435\u0451\u0438\u043e\u0443\u044b\u044d\u044e\u044f"
)
INFLECTIONS = "sdrny"
"""Last letters that tell forms of one word apart."""
LATIN = ("a", "ae", "am", "um", "us", "is", "ii")
"""How the second word of a species ends, or a word of Latin."""
MOST, KEPT = 48, 6
"""Candidates looked at, and kept."""
SKELETON_LENGTH, FRAME_LENGTH, CHUNK_LENGTH, MOVED_LENGTH, LONGER = 7, 8, 6, 5, 2
UNLISTED = 40
"""The frequency given to what only a list of misspellings knows."""


class Candidate(NamedTuple):
    word: str
    kind: int
    at: int
    """Where the slip is, in the unknown word."""
    zipf: int
    cost: int
    place: int
    """What the slip costs, by its letters and by its kind and place."""
    listed: bool


def one_slip(lex: Vocabulary, word: str) -> Iterator[tuple[str, int, int, int]]:
    """The known words one slip away: word, kind, place and frequency."""
    size = len(word)
    power = [1]
    for _ in range(size):
        power.append(power[-1] * BASE & MASK)
    heads, tails = [0], [0] * (size + 1)
    for letter in word:
        heads.append((heads[-1] * BASE + ord(letter)) & MASK)
    for i in range(size - 1, -1, -1):
        tails[i] = (ord(word[i]) * power[size - 1 - i] + tails[i + 1]) & MASK
    for i in range(size):
        if word[i] == "'" or (i and word[i] == word[i - 1]):
            continue
        zipf = lex.known_edit((heads[i] * power[size - 1 - i] + tails[i + 1]) & MASK)
        if zipf:
            kind = EXTRA_DOUBLE if word[i + 1 : i + 2] == word[i] else EXTRA
            yield word[:i] + word[i + 1 :], kind, i, zipf
    for i in range(size - 1):
        a, b = word[i], word[i + 1]
        if a != b:
            head = (heads[i] * BASE + ord(b)) * BASE + ord(a)
            zipf = lex.known_edit((head * power[size - 2 - i] + tails[i + 2]) & MASK)
            if zipf:
                yield word[:i] + b + a + word[i + 2 :], TRANSPOSED, i, zipf
    for i in range(size):
        if word[i] == "'":
            continue
        for letter in lex.alphabet:
            if letter != word[i]:
                head = heads[i] * BASE + ord(letter)
                zipf = lex.known_edit((head * power[size - 1 - i] + tails[i + 1]) & MASK)
                if zipf:
                    is_vowel = word[i] in VOWELS and letter in VOWELS
                    kind = VOWEL if is_vowel else KEY if beside(word[i], letter) else LETTER
                    yield word[:i] + letter + word[i + 1 :], kind, i, zipf
    for i in range(size + 1):
        for letter in lex.alphabet + "'":
            if (i and word[i - 1] == letter) or (letter == "'" and i in (0, size)):
                continue
            head = heads[i] * BASE + ord(letter)
            zipf = lex.known_edit((head * power[size - i] + tails[i]) & MASK)
            if zipf:
                is_double = word[i : i + 1] == letter
                kind = MISSING_DOUBLE if is_double else MISSING
                yield word[:i] + letter + word[i:], APOSTROPHE if letter == "'" else kind, i, zipf


def several_slips(lex: Vocabulary, word: str) -> Iterator[tuple[str, int, int, int]]:
    """The known words that are alike though it takes several slips."""
    size = len(word)
    if "'" in word:
        return
    if size >= MOVED_LENGTH:
        for near, i in moved(word):
            if zipf := lex.known_edit(code_of(near)):
                yield near, MOVED, i, zipf
    if size >= CHUNK_LENGTH:
        for i in range(size):
            for part in (2, 3, 4):
                if i + 2 * part <= size and word[i : i + part] == word[i + part : i + 2 * part]:
                    near = word[:i] + word[i + part :]
                    if zipf := lex.known_edit(code_of(near)):
                        yield near, CHUNK, i, zipf
    for length, key, kind, most in (
        (SKELETON_LENGTH, skeleton(word), SKELETON, 3),
        (FRAME_LENGTH, frame(word), FRAME, 2),
    ):
        if size < length:
            continue
        for near in lex.table.near(code_of(key) & 0xFFFFFFFF):
            if abs(len(near) - size) <= LONGER and 1 < distance(word, near) <= most:
                head = shared(word, near)
                tail = shared(word[::-1], near[::-1])
                is_chunk = head + tail >= min(size, len(near)) and len(near) > size
                yield near, CHUNK if is_chunk else kind, head, lex.known_edit(code_of(near))


def moved(word: str) -> Iterator[tuple[str, int]]:
    """The word with three different letters in an order that no two that change places give."""
    for i in range(len(word) - 2):
        a, b, c = word[i], word[i + 1], word[i + 2]
        if a != b != c != a:
            for part in (c + a + b, b + c + a, c + b + a):
                yield word[:i] + part + word[i + 3 :], i


def skeleton(word: str) -> str:
    """The first letter and the consonants, doubled ones once.

    >>> skeleton("recommended"), skeleton("reccomended")
    ('rcmnd', 'rcmnd')
    """
    out = word[:1]
    for letter in word[1:]:
        if letter not in "aeiouyh" and letter != out[-1]:
            out += letter
    return out


def frame(word: str) -> str:
    """The beginning and the end of a long word, never alike a skeleton.

    >>> frame("unfortunately"), frame("unforuntately")
    ('unf-el', 'unf-el')
    """
    return word[:3] + "-" + "".join(sorted(word[-3:-1]))


def shared(a: str, b: str) -> int:
    """How many letters two words begin with alike."""
    for i, (one, other) in enumerate(zip(a, b, strict=False)):
        if one != other:
            return i
    return min(len(a), len(b))


def distance(a: str, b: str) -> int:
    """Slips between two words: letters missing, extra, wrong, or two changed places."""
    before: list[int] = []
    row = list(range(len(b) + 1))
    for i, letter in enumerate(a, 1):
        previous, row = row, [i]
        for j, other in enumerate(b, 1):
            cost = min(previous[j] + 1, row[-1] + 1, previous[j - 1] + (letter != other))
            if i > 1 and j > 1 and letter == b[j - 2] and a[i - 2] == other:
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
        before = previous
    return row[-1]


def candidates(lex: Vocabulary, word: str) -> list[Candidate]:
    """What an unknown word may have been meant to be, the likeliest first, wherever it stands."""
    listed = lex.listed.get(word, "")
    found: list[Candidate] = []
    for is_several, slips in ((0, one_slip(lex, word)), (1, several_slips(lex, word))):
        for near, kind, i, zipf in slips:
            if len(found) == MOST:
                break
            if is_several and any(near == other.word for other in found):
                continue
            if near != listed and is_other_form(word, near, kind, i, zipf):
                continue
            found.append(_candidate(lex, word, near, kind, i, zipf, near == listed))
    if listed and len(found) < MOST and not any(other.listed for other in found):
        zipf = lex.known_edit(code_of(listed)) or UNLISTED
        found.append(_candidate(lex, word, listed, LISTED, shared(word, listed), zipf, True))
    order = sorted(
        range(len(found)),
        key=lambda i: (not found[i].listed, found[i].cost + found[i].place - found[i].zipf, i),
    )
    return [found[i] for i in order[:KEPT]]


def _candidate(
    lex: Vocabulary, word: str, near: str, kind: int, i: int, zipf: int, listed: bool
) -> Candidate:
    place = lex.model.places[4 * kind + place_of(near, i)]
    return Candidate(near, kind, i, zipf, cost_of(lex, word, near, kind, i), place, listed)
