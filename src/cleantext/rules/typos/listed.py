"""codespell's list of misspellings, where codespell is installed; nothing of it is stored here."""

from __future__ import annotations

import os
from bisect import bisect_left
from collections.abc import Iterator
from functools import cache


class Pairs:
    """Misspellings, each with its correction: `wrong->right` by the line.

    Nothing is made of a line before its word is asked for, since reading all of them takes longer
    than many a text.

    >>> pairs = Pairs(b"teh->the\\nabotu->about\\nADN->and\\nlanguag->language, languages,\\n")
    >>> pairs.get("adn"), pairs.get("languag"), "teh" in pairs, "the" in pairs
    ('and', None, True, False)
    """

    __slots__ = ("_lines",)

    def __init__(self, listed: bytes) -> None:
        self._lines = listed.lower().split(b"\n")
        self._lines.sort()  # which they nearly are

    def items(self) -> Iterator[tuple[str, str]]:
        """All that have a correction."""
        for line in self._lines:
            wrong = line.partition(b"->")[0].decode("utf8", "replace")
            if right := self.get(wrong):
                yield wrong, right

    def get(self, word: str) -> str | None:
        """The correction, where there is one and only one."""
        key = word.encode("utf8", "surrogatepass") + b"->"
        at = bisect_left(self._lines, key)
        while at < len(self._lines) and self._lines[at].startswith(key):
            right = self._lines[at][len(key) :].decode("utf8", "replace").strip().rstrip(",")
            if right.replace("'", "").isalpha():
                return right
            at += 1
        return None

    def __contains__(self, word: object) -> bool:
        # Mostly not; so the least is done to find that out.
        key = f"{word}->".encode("utf8", "surrogatepass")
        at = bisect_left(self._lines, key)
        if at == len(self._lines) or not self._lines[at].startswith(key):
            return False
        return isinstance(word, str) and self.get(word) is not None

    def __bool__(self) -> bool:
        return self._lines != [b""]


@cache
def codespell_pairs() -> Pairs:
    """The misspellings with one correction in codespell's list, when codespell is installed."""
    from importlib import util

    spec = util.find_spec("codespell_lib")
    if spec is None or spec.origin is None:
        return Pairs(b"")
    # Not by `pathlib`, whose import takes 5 ms of every start.
    path = os.path.join(os.path.dirname(spec.origin), "data", "dictionary.txt")  # noqa: PTH118, PTH120
    try:
        with open(path, "rb") as file:  # noqa: PTH123
            return Pairs(file.read())
    except OSError:
        return Pairs(b"")
