"""A word written twice: `the the`, also across a line break."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from operator import eq

from .guards import is_inside, protected_spans

Change = tuple[int, int, str]

CLOSED = tuple(
    "the a an of to and for with from by at as be are this these those or but if into than then "
    "their our your my its we they he she which who would should could will may might must can "
    "when "
    "where each some any not also using between because through has have does was were".split()
)
"""Words that are not written twice on purpose, but in speech that is taken down."""

WIDER = (*CLOSED, *"in on is it that so no had his up down out all i you there here".split())
"""More of them, some of which come twice in right text: `that that`, `had had`, `is is`."""

_CAPITALS = re.compile("|".join(f"{word.capitalize()} {word} " for word in CLOSED[:12]))
_SPEECH = re.compile(r"(?:uh|um|er|erm|ah|oh)\b")


def _pattern(words: Sequence[str]) -> re.Pattern[str]:
    listed = "|".join(words)
    gap = r"(?: |[ \t]*\n[ \t]*)"
    return re.compile(
        rf"(?<!\S)(?=[A-Za-z])(?P<first>(?i:{listed}))(?P<gap>{gap})"
        rf"(?P<again>(?:(?i:(?P=first)){gap})*(?i:(?P=first)))(?=\s+(?P<next>[^\W\d_]+))"
    )


_CLOSED = _pattern(CLOSED)
_WIDER = _pattern(WIDER)


def may_double(text: str, chunks: list[str]) -> bool:
    """Whether two neighbours among a text's runs without white space are the same word.

    >>> may_double("to the the end", "to the the end".split())
    True
    """
    return any(map(eq, chunks, islice(chunks, 1, None))) or _CAPITALS.search(text) is not None


def doubled_words(text: str, wider: bool = False) -> Iterator[Change]:
    """The changes that leave one word of each pair: what follows the first is deleted.

    A line break stays: the second word goes with the space after it.

    >>> list(doubled_words("To get the the final case."))
    [(10, 14, '')]
    """
    spans = None
    for match in (_WIDER if wider else _CLOSED).finditer(text):
        if not match["again"].islower() or _SPEECH.match(match["next"]):
            continue
        if match["first"].lower() == "a" and len(match["next"]) < 3:
            continue  # a a b: letters
        spans = spans or protected_spans(text)
        if is_inside(spans, match.start()):
            continue
        if "\n" in match["gap"] and text[match.end()] == " ":
            yield match.start("again"), match.end() + 1, ""
        else:
            yield match.end("first"), match.end(), ""
