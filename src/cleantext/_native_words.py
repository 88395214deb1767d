"""The word list of the kernel in pure Python."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

OWN = 10
"""The frequency of a word of the user's own, times 20 like all in a list."""
CHUNK_LENGTH = 6
SKELETON_LENGTH, SKELETON_ZIPF, SKELETON_SLIPS = 7, 54, 3
FRAME_LENGTH, FRAME_ZIPF, FRAME_SLIPS = 8, 60, 2
CHUNK_SLIPS = 4
LONGER = 2
"""Words whose lengths differ by more are not near."""
LETTER_RUNS = 27**3
MOST_LETTERS = 64  # of a word that others are looked for near

_TWICE_OVER = re.compile(r"(?=([a-z]{2,4})\1)")
_VOICED = dict.fromkeys(map(ord, "aeiouyh"))
_TWICE = re.compile(r"([a-z])\1+")


class Words(dict[str, int]):
    """A word list: the words, each with 20 times its Zipf frequency. Not to be changed.

    `lines` are the words as lines of UTF-8 and `frequencies` a byte for each of them; `own` are
    words of the user's, whose frequency is taken from the list where the list has them.

    >>> words = Words(b"opened\\nother", b"\\x50\\x64", ["cargo"])
    >>> words["other"], words["cargo"], words.get("othre", 0)
    (100, 10, 0)
    >>> words.near("openeded")
    [('opened', 'doubled-chunk', 2)]
    """

    __slots__ = ("_common", "_frames", "_skeletons")

    def __init__(
        self, lines: Sequence[int], frequencies: Sequence[int], own: Iterable[str] = ()
    ) -> None:
        words = bytes(lines).decode("utf8").split("\n")
        if len(words) != len(frequencies):
            raise ValueError("words and frequencies do not match")
        super().__init__(dict.fromkeys(own, OWN))
        self.update(zip(words, frequencies, strict=True))
        self._common: list[str] | None = None
        self._skeletons: dict[str, dict[str, list[str]]] = {}
        self._frames: dict[str, dict[str, list[str]]] = {}

    def near(self, word: str) -> list[tuple[str, str, int]]:
        """Words that may be meant though it takes several slips: each with what is alike, and the
        number of slips.

        doubled-chunk   openeded     opened       a syllable twice
        skeleton        recomendded  recommended  the first letter and the consonants agree
        frame           unforuntately  unfortunately  a long word with the same beginning and end
        """
        found: dict[str, tuple[str, int]] = {}
        if len(word) > MOST_LETTERS:
            return []
        for near, kind, most in self._alike(word):
            slips = 0 if near in found else distance(word, near)
            if 0 < slips <= most:
                found[near] = kind, slips
        return [(near, kind, slips) for near, (kind, slips) in found.items()]

    def _alike(self, word: str) -> Iterator[tuple[str, str, int]]:
        size = len(word)
        if size >= CHUNK_LENGTH:
            for near in without_doubled_chunk(word):
                if near in self:
                    yield near, "doubled-chunk", CHUNK_SLIPS
        if size >= SKELETON_LENGTH and word.isalpha():
            if word[:1] not in self._skeletons:
                self._skeletons[word[:1]] = skeletons(self._starting(word[:1], SKELETON_ZIPF))
            for near in self._skeletons[word[:1]].get(skeleton(word), ()):
                if abs(len(near) - size) <= LONGER:
                    yield near, "skeleton", SKELETON_SLIPS
        if size >= FRAME_LENGTH and word.isalpha():
            if word[:3] not in self._frames:
                self._frames[word[:3]] = frames(self._starting(word[:3], FRAME_ZIPF))
            for near in self._frames[word[:3]].get(frame(word), ()):
                if abs(len(near) - size) <= LONGER:
                    yield near, "frame", FRAME_SLIPS

    def _starting(self, prefix: str, least: int) -> list[str]:
        if self._common is None:
            rarest = min(SKELETON_ZIPF, FRAME_ZIPF)
            self._common = sorted(word for word, zipf in self.items() if zipf >= rarest)
        low = bisect_left(self._common, prefix)
        high = bisect_left(self._common, prefix + "\U0010ffff", low)
        return [word for word in self._common[low:high] if self[word] >= least]


def skeleton(word: str) -> str:
    """The first letter and the consonants, doubled ones once.

    >>> skeleton("recommended"), skeleton("reccomended")
    ('rcmnd', 'rcmnd')
    """
    return _TWICE.sub(r"\1", word[0] + word[1:].translate(_VOICED))


def skeletons(words: Iterable[str]) -> dict[str, list[str]]:
    """The longer ones of some words by their skeleton."""
    words = [word for word in words if len(word) >= SKELETON_LENGTH and word.isalpha()]
    if not words:
        return {}
    # All at once, since most of the time would go on calls.
    rests = "\n".join([word[1:] for word in words]).translate(_VOICED).split("\n")
    keys = "\n".join([word[0] + rest for word, rest in zip(words, rests, strict=True)])
    table: dict[str, list[str]] = {}
    for word, key in zip(words, _TWICE.sub(r"\1", keys).split("\n"), strict=True):
        table.setdefault(key, []).append(word)
    return table


def frame(word: str) -> str:
    """The beginning and the end of a long word.

    >>> frame("unfortunately"), frame("unforuntately")
    ('unfel', 'unfel')
    """
    return word[:3] + "".join(sorted(word[-3:-1]))


def frames(words: Iterable[str]) -> dict[str, list[str]]:
    """The long ones of some words by their frame."""
    table: dict[str, list[str]] = {}
    for word in words:
        if len(word) >= FRAME_LENGTH and word.isalpha():
            table.setdefault(frame(word), []).append(word)
    return table


def without_doubled_chunk(word: str) -> Iterator[str]:
    """The word with one of two like pieces of two to four letters left out: openeded, opened."""
    for match in _TWICE_OVER.finditer(word):
        start, end = match.span(1)
        yield word[:start] + word[end:]


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


def letter_costs(word: str, tables: Sequence[int]) -> tuple[int, int, int]:
    """The sums, over the letters of a word and its end, of what two tables give for a letter after
    the two before it, and the most that the first gives.

    Letters are a to z, anything else counts as an edge of a word.
    """
    first = second = home = away = worst = 0
    for code in (*[ord(letter) - 96 if "a" <= letter <= "z" else 0 for letter in word], 0):
        at = (first * 27 + second) * 27 + code
        home += tables[at]
        worst = max(worst, tables[at])
        away += tables[LETTER_RUNS + at]
        first, second = second, code
    return home, away, worst
