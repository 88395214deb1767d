"""A space that was lost to an invisible character between two words."""

from __future__ import annotations

from collections.abc import Iterator

from ...expressions import expression
from ...gate import Gate
from ...rule import Change, Scope, rule

_WORDLIKE = "\\w\u00ad\u034f\u200b-\u200f\u2060-\u2064\ufeff"
_GLUE = expression(f"[\u200b\ufeff]+(?=([a-z]{{2,24}}|a)(?![{_WORDLIKE}]))")
_BEFORE = expression(f"(?<![{_WORDLIKE}])(?:[A-Za-z]{{2,24}}|[AaI])\\Z")
_DIGITS = expression("[0-9]\u200b(?=[0-9])")
_GATE = Gate(pairs=[([(0x30, 0x39), (0x41, 0x5A), (0x61, 0x7A)], "\u200b\ufeff")])
LEAST_ZIPF = 3.5


@rule(
    "INV204",
    "lost-space",
    scope=Scope.LINE,
    gate=_GATE,
    whole=True,
)
def lost_space(text: str) -> Iterator[Change]:
    """Two words with a zero-width space where their space was get the space back.

    `supply<ZWSP>chains` -> `supply chains`. Everywhere else a zero-width space is deleted, so that
    `wat<ZWSP>er` is `water`. It becomes a space only between two common words that print has side
    by side, when what they make together is no word, and when nothing else invisible touches them;
    and between two digits of a line that has no other, because numbers are not to run together.
    This comes before the rules that delete, which would leave no trace of the place.

    >>> lost_space("rare earth supply\\u200bchains and wat\\u200ber")
    'rare earth supply chains and wat\\u200ber'

    Reference: Unicode 18, section 23.2, zero width space: a boundary that draws nothing.
    """
    for place in _GATE.positions(text):
        if _DIGITS.match(text, place):
            if _is_alone(text, place + 1):
                yield place + 1, place + 2, " "
            continue
        match = _GLUE.match(text, place + 1)
        if match is None:
            continue
        start, end = match.span()
        word = _BEFORE.search(text[max(0, start - 25) : start])
        if word is not None and _are_two(word.group().lower(), match[1]):
            yield start, end, " "


def _are_two(first: str, second: str) -> bool:
    """Whether two words are common, stand side by side in print, and make no word together."""
    from ... import lexicon

    return (
        lexicon.zipf(first) >= LEAST_ZIPF
        and lexicon.zipf(second) >= LEAST_ZIPF
        and lexicon.bigram(first, second) > 0
        and lexicon.zipf(first + second) == 0
    )


def _is_alone(text: str, at: int) -> bool:
    """Whether a line has no other zero-width space than the one at a place."""
    before, after = text.rfind("\u200b", 0, at), text.find("\u200b", at + 1)
    return (before < 0 or "\n" in text[before:at]) and (after < 0 or "\n" in text[at:after])
