"""`cleantext: off` and `cleantext: on` in comments of a file: what stands between them stays."""

import re
from collections.abc import Iterable, Iterator

from ..edits import Edit

_mark = re.compile(r"(?:#|//|/\*|<!--|%|--|;|\.\.|\{#)[ \t]*cleantext: (off|on)\b")


def kept(text: str) -> Iterator[tuple[int, int]]:
    """Where a text stays as it is, from the line that says so to the one that ends it.

    >>> list(kept("a\\n# cleantext: off\\nb\\n# cleantext: on\\nc\\n"))
    [(2, 36)]
    """
    start = -1
    for match in _mark.finditer(text):
        if match[1] == "off":
            start = text.rfind("\n", 0, match.start()) + 1 if start < 0 else start
        elif start >= 0:
            end = text.find("\n", match.end())
            yield start, end if end >= 0 else len(text)
            start = -1
    if start >= 0:
        yield start, len(text)


def edits(text: str, found: Iterable[Edit]) -> Iterator[Edit]:
    """Those edits that touch nothing that is to stay."""
    places = [*kept(text), (len(text) + 1, len(text) + 1)]
    at = 0
    for edit in found:
        while places[at][1] < edit.start:
            at += 1
        if edit.end < places[at][0]:
            yield edit
