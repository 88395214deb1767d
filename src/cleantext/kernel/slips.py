"""Which known words a slip of the hand or ear turns into an unknown one: plain definition.

transposed      othre        other          two neighbours changed places
missing         comittee     committee      a letter left out (double: one of a pair)
extra           untill       until          a letter too many (double: a letter twice)
vowel           seperate     separate       one vowel for another
key             thw          the            a neighbour on the keyboard
letter          becaude      because        any other letter
apostrophe      dont         don't          an apostrophe left out
chunk           openeded     opened         a syllable twice, or left out
moved           arelady      already        three letters in another order
skeleton        recomendded  recommended    the first letter and the consonants agree
frame           conciddering considering   a long word with the same beginning and end
listed                                      only a list of misspellings has it
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from .vocabulary import BASE, MASK, Vocabulary, code_of

KINDS = (
    "transposed missing-double missing extra-double extra vowel key letter apostrophe chunk "
    "moved skeleton frame listed"
).split()
(TRANSPOSED, MISSING_DOUBLE, MISSING, EXTRA_DOUBLE, EXTRA, VOWEL, KEY, LETTER, APOSTROPHE, CHUNK,
 MOVED, SKELETON, FRAME, LISTED) = range(14)  # fmt: skip
VOWELS = frozenset(
    "aeiouy\u00e4\u00f6\u00fc\u00e0\u00e2\u00e8\u00e9\u00ea\u00eb\u00ee\u00ef\u00f4\u00fb\u00e1"
    "\u00ed\u00f3\u00fa\u00e3\u00f5\u00ec\u00f2\u00f9"
    "\u0430\u0435\u0451\u0438\u043e\u0443\u044b\u044d\u044e\u044f"
)
KEYBOARD = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
INFLECTIONS = "sdrny"
"""Last letters that tell forms of one word apart."""
LATIN = ("a", "ae", "am", "um", "us", "is", "ii")
"""How the second word of a species ends, or a word of Latin."""
MOST, KEPT = 48, 6
"""Candidates looked at, and kept."""
BOTH_LISTED = 80
"""20 times the Zipf frequency from which on a list has both forms of a word, so that a third is
none."""
SKELETON_LENGTH, FRAME_LENGTH, CHUNK_LENGTH, MOVED_LENGTH, LONGER = 7, 8, 6, 5, 2
UNLISTED = 40
"""The frequency given to what only a list of misspellings knows."""


SINGLE = ("ed", "ing", "ings", "er", "ers", "or", "ors", "able", "ous", "ist", "ists")
SINGLE_L = ("ful", "fully", "ment", "ments", "ness")
OUR = ("s", "ed", "ing", "er", "abl", "ful", "it", "less", "is", "iz", "hood", "al", "y", "ly")
"""What follows a letter that is doubled on one side of the Atlantic only."""


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


def beside(letter: str, other: str) -> bool:
    """Whether two keys touch.

    >>> [beside("s", other) for other in "aqwex"]
    [True, False, True, True, True]
    """
    for row, keys in enumerate(KEYBOARD):
        i = keys.find(letter)
        if i >= 0:
            for step in (-1, 0, 1):
                at = KEYBOARD[row + step].find(other) if 0 <= row + step < 3 else -1
                if at >= 0 and i - (step >= 0) <= at <= i + (step <= 0):
                    return at != i or step != 0
    return False


def number(letter: str) -> int:
    return ord(letter) - 96 if "a" <= letter <= "z" else 0


Cell = tuple[int, int, int, int, int]
"""Of a slip, where one is counted: which of four kinds, the two letters that it concerns, and the
letters of the right word on either side. Letters are numbers, 0 the end of the word."""


def _at(word: str, i: int) -> int:
    return number(word[i]) if 0 <= i < len(word) else 0


def transposed(near: str, i: int) -> Cell:
    return 0, _at(near, i), _at(near, i + 1), _at(near, i - 1), _at(near, i + 2)


def missing(near: str, i: int) -> Cell:
    return 1, _at(near, i - 1), _at(near, i), _at(near, i - 2), _at(near, i + 1)


def extra(letter: str, near: str, i: int) -> Cell:
    return 2, _at(near, i - 1), number(letter), _at(near, i - 2), _at(near, i)


def wrong(letter: str, near: str, i: int) -> Cell:
    return 3, number(letter), _at(near, i), _at(near, i - 1), _at(near, i + 1)


def cell_of(word: str, near: str, kind: int, i: int) -> Cell:
    """Where one slip is counted; of two letters alike the second is the one too few or many."""
    if kind == TRANSPOSED:
        return transposed(near, i)
    if kind in (MISSING, MISSING_DOUBLE):
        return missing(near, i + (kind == MISSING_DOUBLE))
    if kind in (EXTRA, EXTRA_DOUBLE):
        return extra(word[i], near, i + (kind == EXTRA_DOUBLE))
    return wrong(word[i], near, i)


def cost_of(lex: Vocabulary, word: str, near: str, kind: int, i: int) -> int:
    """What the slips between two words cost by the letters that they concern, and those beside."""
    if kind == APOSTROPHE:
        return 0
    if kind >= CHUNK:
        return min(255, aligned(lex, word, near))
    return lex.model.cost(cell_of(word, near, kind, i))


def aligned(lex: Vocabulary, word: str, near: str) -> int:
    """The least that slips cost which make one word of another."""
    cost = lex.model.cost
    before: list[int] = []
    row = [0]
    for j in range(len(near)):
        row.append(row[-1] + cost(missing(near, j)))
    for i, letter in enumerate(word):
        above, row = row, [row[0] + cost(extra(letter, near, 0))]
        for j, other in enumerate(near):
            best = min(
                above[j] + (0 if letter == other else cost(wrong(letter, near, j))),
                above[j + 1] + cost(extra(letter, near, j + 1)),
                row[j] + cost(missing(near, j)),
            )
            if i and j and letter == near[j - 1] != other == word[i - 1]:
                best = min(best, before[j - 1] + cost(transposed(near, j - 1)))
            row.append(best)
        before = above
    return row[-1]


def place_of(near: str, i: int) -> int:
    """First letter, second, one of the last, or between."""
    return i if i < 2 else 3 if i >= len(near) - 1 else 2


def _may_be_single(word: str, i: int) -> bool:
    """Whether the second of two letters is one that some spell once: travelled, fulfill. Words with
    other letters that are so (focussed) are few, and the lists have them."""
    rest = word[i + 1 :]
    if word[i] == "l" and rest in SINGLE_L:
        return True
    groups = sum(
        a in "aeiouy" and b not in "aeiouy" for a, b in pairwise(word[:i])
    )  # vowels that end before it: of one syllable only, the letter is doubled by all
    return word[i] == "l" and groups > 1 and rest in SINGLE


def _is_our(rest: str) -> bool:
    """Whether such letters after `our` are those of a word that some spell with `or`."""
    return not rest or rest.startswith(OUR)


def folded(word: str) -> str:
    """A word without what British and American spelling differ in.

    >>> folded("colour") == folded("color"), folded("organised") == folded("organized")
    (True, True)
    """
    out: list[str] = []
    size = len(word)
    for i, letter in enumerate(word):
        before, after = word[i - 1 : i], word[i + 1 : i + 2]
        if letter == "u" and i > 2 and before == "o" and after == "r" and _is_our(word[i + 2 :]):
            continue
        if letter in "ao" and after == "e" and i + 2 < size:
            continue
        if letter == before and _may_be_single(word, i):
            continue
        if letter == "s" and before in ("i", "y") and after in ("a", "e", "i"):
            letter = "z"
        if letter == "e" and before == "r" and word[i - 2 : i - 1] == "t" and i + 2 >= size:
            out[-1:] = ["e", "r"]
            continue
        out.append(letter)
    return "".join(out)


def is_other_form(word: str, near: str, kind: int, i: int, zipf: int) -> bool:
    """Whether a pair that looks like a slip is two forms of a word, an old one or a spoken one."""
    if ("'" in near) != ("'" in word) and kind != APOSTROPHE:
        return True
    if word[-2:] == "'t" and word[-3] != "n":
        return True  # is't
    if near == word + "g" and word[-2:] == "in":
        return True  # goin'
    if word[-1] == "z" and near[-1] == "s" and word[:-1] == near[:-1]:
        return True  # toolz
    if word[-3:] in ("est", "eth") and MISSING_DOUBLE <= kind <= EXTRA and i >= len(word) - 2:
        return True  # thou knowest
    return zipf < BOTH_LISTED and folded(word) == folded(near)


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
