"""A space that was lost to an invisible character between two words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...gate import Gate
from ...rule import Change, Scope, rule

_GLUED = re.compile(
    "(?<![\\w\u00ad\u034f\u200b-\u200f\u2060-\u2064\ufeff])([A-Za-z]{2,24})"
    "([\u200b\ufeff]+)([a-z]{2,24})(?![\\w\u00ad\u034f\u200b-\u200f\u2060-\u2064\ufeff])"
)
LEAST_ZIPF = 3.5


@rule("INV204", "lost-space", scope=Scope.LINE, gate=Gate(chars="\u200b\ufeff"))
def lost_space(text: str) -> Iterator[Change]:
    """Two words with a zero-width space where their space was get the space back.

    `supply<ZWSP>chains` -> `supply chains`. Everywhere else a zero-width space is deleted, so that
    `wat<ZWSP>er` is `water`. It becomes a space only between two common words that print has side
    by side, when what they make together is no word, and when nothing else invisible touches them.
    This comes before the rules that delete, which would leave no trace of the place.

    >>> lost_space("rare earth supply\\u200bchains and wat\\u200ber")
    'rare earth supply chains and wat\\u200ber'

    Reference: Unicode 18, section 23.2, zero width space: a boundary that draws nothing.
    """
    from ... import lexicon
    from .speller import speller

    for match in _GLUED.finditer(text):
        first, second = match[1].lower(), match[3]
        if (
            lexicon.zipf(first) >= LEAST_ZIPF
            and lexicon.zipf(second) >= LEAST_ZIPF
            and lexicon.bigram(first, second)
            and not speller("safe", "en", (), False).is_right(first + second)
        ):
            yield match.start(2), match.end(2), " "
