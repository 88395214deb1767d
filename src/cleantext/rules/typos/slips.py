"""Slips of the hand and of the ear: what kind of slip turned one word into another.

transposed      othre     other        two neighbours changed places
missing         comittee  committee    a letter left out (`missing-double`: one of a pair)
extra           untill    until        a letter too many (`extra-double`: a letter twice)
vowel           seperate  separate     one vowel for another
key             thw       the          a neighbour on the keyboard
letter          becaude   because      any other letter (`sound`: one that sounds alike)
lost-chunk      implemention           a syllable left out
doubled-chunk   openeded  opened       a syllable twice
"""

from __future__ import annotations

ENGLISH_LETTERS = "abcdefghijklmnopqrstuvwxyz"
LETTERS = {
    "en": ENGLISH_LETTERS,
    "de": ENGLISH_LETTERS + "\u00e4\u00f6\u00fc\u00df",
    "fr": ENGLISH_LETTERS + "\u00e0\u00e2\u00e7\u00e8\u00e9\u00ea\u00eb\u00ee\u00ef\u00f4\u00fb",
    "es": ENGLISH_LETTERS + "\u00e1\u00e9\u00ed\u00f1\u00f3\u00fa\u00fc",
    "pt": ENGLISH_LETTERS
    + "\u00e1\u00e2\u00e3\u00e0\u00e7\u00e9\u00ea\u00ed\u00f3\u00f4\u00f5\u00fa",
    "it": ENGLISH_LETTERS + "\u00e0\u00e8\u00e9\u00ec\u00f2\u00f9",
    "nl": ENGLISH_LETTERS + "\u00eb\u00ef\u00e9",
    "ru": "".join(map(chr, range(0x430, 0x450))) + "\u0451",
}
VOWELS = frozenset(
    "aeiouy\u00e4\u00f6\u00fc\u00e0\u00e2\u00e8\u00e9\u00ea\u00eb\u00ee\u00ef\u00f4\u00fb\u00e1"
    "\u00ed\u00f3\u00fa\u00e3\u00f5\u00ec\u00f2\u00f9"
    "\u0430\u0435\u0451\u0438\u043e\u0443\u044b\u044d\u044e\u044f"
)
INFLECTIONS = frozenset("sdrny")
"""Last letters that tell forms of one word apart: a slip there is seldom a slip."""

KEYBOARD = ("qwertyuiop", "asdfghjkl", "zxcvbnm")

SOUNDS = ("ckqx", "szcx", "dt", "bp", "mn", "fv", "gj")
"""Consonants that the ear mixes up."""
SHORT = 5
"""Up to this length a slip turns many a word into another."""


def neighbours(letter: str) -> str:
    """The keys around a letter.

    >>> sorted(neighbours("s"))
    ['a', 'd', 'e', 'w', 'x', 'z']
    """
    for row, keys in enumerate(KEYBOARD):
        at = keys.find(letter)
        if at >= 0:
            above = KEYBOARD[row - 1][at : at + 2] if row else ""
            below = KEYBOARD[row + 1][max(0, at - 1) : at + 1] if row < 2 else ""
            return keys[max(0, at - 1) : at] + keys[at + 1 : at + 2] + above + below
    return ""


ALIKE = {
    letter: frozenset(other for group in SOUNDS if letter in group for other in group)
    for letter in ENGLISH_LETTERS
}
KEYS = {letter: frozenset(neighbours(letter)) for letter in ENGLISH_LETTERS}


def kind_of(word: str, near: str, kind: str, i: int) -> str:
    """The finer kind of a slip at `i` that turned `near` into `word`."""
    if kind == "extra":
        twice = (i and word[i] == word[i - 1]) or word[i + 1 : i + 2] == word[i]
        return "extra-double" if twice else kind
    if kind == "missing":
        twice = (i and near[i] == near[i - 1]) or near[i + 1 : i + 2] == near[i]
        return "missing-double" if twice else kind
    if kind == "letter":
        wrong, right = word[i], near[i]
        if wrong in VOWELS and right in VOWELS:
            return "vowel"
        return "key" if right in KEYS.get(wrong, ()) else kind
    return kind


def slip_evidence(word: str, near: str, kind: str, i: int) -> dict[str, float]:
    """The kind of the slip, and whether it is at the first or last letter."""
    evidence = {kind_of(word, near, kind, i): 1.0}
    if kind == "extra":
        beside = word[max(0, i - 1) : i] + word[i + 1 : i + 2]
        if word[i] in VOWELS:
            evidence["extra-vowel"] = 1.0
        if not KEYS.get(word[i], frozenset()).isdisjoint(beside):
            evidence["extra-key"] = 1.0
    elif kind == "missing" and near[i] in VOWELS:
        evidence["missing-vowel"] = 1.0
    elif kind == "letter" and near[i] in ALIKE.get(word[i], ()):
        evidence["sound"] = 1.0
    if i == 0:
        evidence["first"] = 1.0
        if kind == "extra":
            evidence["first-extra"] = 1.0
    end = (
        len(word) if kind == "missing" else len(word) - 2 if kind == "transposed" else len(word) - 1
    )
    if i == end:
        evidence["last"] = 1.0
        last = near[-1] if kind == "missing" else word[-1]
        if kind != "transposed" and last in INFLECTIONS:
            evidence["last-inflection"] = 1.0
        if kind == "extra":
            evidence["last-extra"] = 1.0
    if len(word) <= SHORT and kind != "transposed":
        evidence[f"short-{kind}"] = 1.0
    return evidence


def shared(a: str, b: str) -> int:
    """How many letters two words begin with alike."""
    for i, (one, other) in enumerate(zip(a, b, strict=False)):
        if one != other:
            return i
    return min(len(a), len(b))


def chunk_evidence(word: str, near: str) -> dict[str, float]:
    """What two words of several slips differ in, when it is one piece: a syllable lost or doubled.

    >>> chunk_evidence("implemention", "implementation"), chunk_evidence("openeded", "opened")
    ({'lost-chunk': 1.0}, {'doubled-chunk': 1.0})
    """
    shorter, longer = sorted((word, near), key=len)
    size = len(longer) - len(shorter)
    head = shared(shorter, longer)
    tail = shared(shorter[::-1], longer[::-1])
    if size < 2 or head + tail < len(shorter):
        return {}
    if word is shorter:
        return {"lost-chunk": 1.0}
    at = min(head, len(shorter))
    return {"doubled-chunk": 1.0} if longer[at - size : at] == longer[at : at + size] else {}


def slip_between(word: str, near: str) -> tuple[str, int] | None:
    """The one slip that turned `near` into `word`, and where it is; None when it took several.

    >>> slip_between("othre", "other"), slip_between("untill", "until")
    (('transposed', 3), ('extra', 4))
    """
    i = shared(word, near)
    if len(word) == len(near):
        if word[i + 1 :] == near[i + 1 :]:
            return "letter", i
        swapped = word[i : i + 2][::-1] + word[i + 2 :]
        return ("transposed", i) if swapped == near[i:] else None
    longer = max(word, near, key=len)
    while i and longer[i - 1] == longer[i : i + 1]:
        i -= 1
    if word[i:] == near[i + 1 :]:
        return "missing", i
    return ("extra", i) if word[i + 1 :] == near[i:] else None
