"""Endings that are mixed up by ear: occurance, usefull, commited, developement, generaly."""

from __future__ import annotations

import re
from functools import lru_cache

from .words import compiled

_FOLD = (
    (
        r"(?P<twice>[bdfglmnprst])(?P=twice)(?=(?:ed|ing|er|ers|able|al|y|ly)$)",
        r"\1",
    ),  # commited, generaly
    (r"e?(ment|ly)(?=s?$)", r"\1"),
    (r"full(?=y?$)", "ful"),
    (r"[ea]nc(?=(?:e|es|y|ies)$)", "Xnc"),
    (r"[ea]nt(?=(?:s|ly|ial)?$)", "Xnt"),
    (r"[ai]b(?=(?:le|les|ly|ility|ilities)$)", "Xb"),
    (r"(?:[st]|ss)ion(?=(?:s|al|ed|ing)?$)", "Xion"),
    (r"[eo]r(?=s?$)", "Xr"),
    (r"[aeo]r(?=(?:y|ies|ily)$)", "Xr"),
    (r"e(?=(?:ing|able|ably)$)", ""),  # useing
    (r"c?ial(?=(?:ly)?$)", "Xal"),
    ("ei", "ie"),
)
_FOLDABLE = re.compile("|".join(pattern for pattern, _ in _FOLD))


@lru_cache(1024)
def folded_endings(word: str) -> str:
    if not _FOLDABLE.search(word):
        return word
    for pattern, new in _FOLD:
        word = compiled(pattern).sub(new, word)
    return word


def is_ending_slip(word: str, near: str) -> bool:
    """Whether two words differ only in what endings are mixed up in.

    >>> is_ending_slip("developement", "development"), is_ending_slip("useing", "using")
    (True, True)
    >>> is_ending_slip("othre", "other")
    False
    """
    return folded_endings(word) == folded_endings(near)
