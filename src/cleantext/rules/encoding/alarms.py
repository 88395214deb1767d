"""Which lines of a text may be damaged: of most the kernel says so alone, and that is all that is
loaded."""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from functools import lru_cache

from ...kernel.pages import COSTLY
from ...streaming import SEGMENT
from .channels import LATIN, MISREAD, PAGES, WIDE_VIEWERS
from .reading import pages

WAYS = bytes(PAGES.index(page) for way in MISREAD for page in way[:2])
NEAR = bytes(PAGES.index(page) for way in MISREAD if LATIN.issuperset(way[:2]) for page in way[:2])
VIEWERS = bytes(map(PAGES.index, WIDE_VIEWERS))


def alarms(text: str) -> array[int]:
    """The bounds of the lines that may be damaged, and why, one after the other: as tuples they
    took ten times a text of short lines."""
    return (_alarms if len(text) <= SEGMENT else _alarms.__wrapped__)(text)


def each_alarm(text: str) -> Iterator[tuple[int, int, int]]:
    """The bounds and the reasons of one line after the other."""
    found = iter(alarms(text))
    return zip(found, found, found, strict=True)


@lru_cache(1)  # what is found here is asked again by rules that are to leave damage alone
def _alarms(text: str) -> array[int]:
    return pages().alarms(text, WAYS, VIEWERS, NEAR)


@lru_cache(1)  # what explains all of a line is asked of twice
def may_be_damaged(line: str) -> bool:
    """Whether there is anything to be asked about a line: letters that cost much, which no page
    explains (a French name in English), are nothing."""
    return any(reasons != COSTLY for reasons in pages().alarms(line, WAYS, VIEWERS)[2::3])
