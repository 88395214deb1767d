"""The kinds of slips of the hand and ear, and what the letters of one cost: plain definition.

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

from .vocabulary import Vocabulary

KINDS = (
    "transposed missing-double missing extra-double extra vowel key letter apostrophe chunk "
    "moved skeleton frame listed"
).split()
(TRANSPOSED, MISSING_DOUBLE, MISSING, EXTRA_DOUBLE, EXTRA, VOWEL, KEY, LETTER, APOSTROPHE, CHUNK,
 MOVED, SKELETON, FRAME, LISTED) = range(14)  # fmt: skip
KEYBOARD = ("qwertyuiop", "asdfghjkl", "zxcvbnm")


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
