"""Words around a place, and the paragraph it is in."""

from __future__ import annotations

from ... import lexicon as lists
from ...expressions import expression

WORD = expression(r"[^\W\d_]+(?:['\u2019][^\W\d_]+)*")
"""Letters, with apostrophes between them."""
_BREAK = expression(r"\n[^\S\n]*\n")
FAR = 1_000
"""Characters: no further is looked for what stands in the same paragraph."""
REACH = 60
"""So many characters to both sides tell what language a text is in."""


def lowered(text: str) -> str:
    """Lower case with straight apostrophes, character for character as long as the text.

    >>> lowered("Don\u2019t \u0130")  # doctest: +ELLIPSIS
    "don't ..."
    """
    low = text.lower()
    if len(low) != len(text):
        low = "".join(char.lower() if len(char.lower()) == 1 else char for char in text)
    return low.replace("\u2019", "'")


def strange_share(text: str, at: int) -> float:
    """The share of unknown words among those near an offset: most of them, in another language.

    >>> strange_share("das Haus ist sehr klein", 9)
    0.8
    """
    near = lowered(text[max(0, at - REACH) : at + REACH])
    words = WORD.findall(near[near.find(" ") + 1 :] if at > REACH else near)
    unknown = sum(not lists.known(word.removesuffix("'s")) for word in words)
    return unknown / max(4, len(words))


def paragraph_at(text: str, at: int) -> tuple[int, int]:
    """The bounds of the lines around an offset with no blank line between."""
    start, end = max(0, at - FAR), min(len(text), at + FAR)
    for match in _BREAK.finditer(text, start, at):
        start = match.end()
    after = _BREAK.search(text, at, end)
    return start, after.start() if after else end
