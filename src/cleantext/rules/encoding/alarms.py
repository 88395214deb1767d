"""Which lines of a text may be damaged: of most the kernel says so alone, and that is all that is
loaded."""

from __future__ import annotations

from functools import lru_cache

from ...streaming import SEGMENT
from .channels import MISREAD, PAGES, WIDE_VIEWERS
from .reading import pages

WAYS = bytes(PAGES.index(page) for way in MISREAD for page in way[:2])
VIEWERS = bytes(map(PAGES.index, WIDE_VIEWERS))


def alarms(text: str) -> list[tuple[int, int, int]]:
    """The bounds of the lines that may be damaged, and why."""
    return (_alarms if len(text) <= SEGMENT else _alarms.__wrapped__)(text)


@lru_cache(1)  # what is found here is asked again by rules that are to leave damage alone
def _alarms(text: str) -> list[tuple[int, int, int]]:
    return pages().alarms(text, WAYS, VIEWERS)
