"""Where a word is likely the name of something: a function, an option, a constant."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ... import lexicon as lists
from ...expressions import expression
from ...kernel.evidence import SHORTEST
from ...kernel.tokens import NAME_AFTER, NAME_BEFORE
from ...profile.segment import Segment
from .guards import is_code_chunk, is_defined

_JOINED_BEFORE = expression(r"(\S+?),?\s+(?:and|or|instead\s+of)\s+\Z")
_JOINED_AFTER = expression(r",?\s+(?:and|or|instead\s+of)\s+(\S+)")
_CONTRAST = expression(
    r"(?: \w+){0,2} (?:instead of|rather than)\s+|,? (?:not|versus|vs\.?|and|or) |, ?|/"
)
_BECOMES = expression(r"[\"'`]? (?:[a-z]+ed )?(?:to|into|with|by|[-=]+>|is now)\s+[\"'`]?")
_SPELLING = expression(r"\b(?:mis)?spell?|\btypos?\b")
_REPLACED = expression(r"\b(?:convert|chang|renam|replac|switch)[a-z]* (.*) (?:to|with|by) \Z")
_CALLED = expression(r"\b(?:function|program|macro)\s+\Z")
_PAUSE = expression(r"[,.;:)]|\s+(?:and|or|is)\b")
_ASSIGNED = expression(r" ?(?:[:+|-]?=)(?!=)")
ENDINGS = ("s", "es", "ed", "d", "ing")
"""Of forms that a name of code gets in prose: `mbeans`, `refcounting`."""
PLAIN_ZIPF = 3.0
"""Words at least so common are English beyond doubt."""
FEW_CAPITALS = 4
_LOOK_BACK, _REACH = 40, 80
_AROUND = ".,;:!?()[]*\"'`"


def is_contrasted(text: str, start: int, end: int, word: str) -> bool:
    """Whether a word is told from the one that it would be changed to, or stands in its place.

    >>> is_contrasted("Use snprintf, not sprintf", 4, 12, "sprintf")
    True
    >>> is_contrasted("It is list, not llist", 16, 21, "list")
    True
    >>> is_contrasted("listeners and listenees", 14, 23, "listeners")
    True
    >>> is_contrasted("Change BUTTNO to BUTTON", 7, 13, "button")
    True
    >>> is_contrasted("spelling of receive_all (was recieve)", 29, 36, "receive")
    True
    >>> is_contrasted("Convert all sprintf calls to snprintf", 29, 37, "sprintf")
    True
    """
    contrast = _CONTRAST.match(text, end)
    if contrast is not None and text[contrast.end() : contrast.end() + len(word)].lower() == word:
        return True
    becomes = _BECOMES.match(text, end)
    if becomes is not None and text[becomes.end() : becomes.end() + len(word)].lower() == word:
        return True
    low, high = text.rfind("\n", 0, start) + 1, text.find("\n", end)
    near = text[max(low, start - _REACH) : start] + text[end : end + _REACH if high < 0 else high]
    if word in near.lower() and _SPELLING.search(near.lower()):
        return True
    before = text[max(0, start - _REACH) : start]
    last = max(_CONTRAST.finditer(before), key=re.Match.end, default=None)
    if last and last.end() == len(before) and before[: last.start()].lower().endswith(word):
        return True
    replaced = _REPLACED.search(text[max(0, start - _REACH) : start].lower())
    return replaced is not None and word in replaced[1].split()


def is_joined_to_code(text: str, start: int, end: int) -> bool:
    """Whether `and` or `or` joins a word to a name of code: it is likely a second one.

    >>> is_joined_to_code("the options spiceport or spicetls_port", 12, 21)
    True
    >>> is_joined_to_code("lindex and llength", 11, 18), is_joined_to_code("cats and dgos", 9, 13)
    (True, False)
    """
    before = _JOINED_BEFORE.search(text, max(0, start - _LOOK_BACK), start)
    after = _JOINED_AFTER.match(text, end)
    return any(joined is not None and _is_of_code(joined[1]) for joined in (before, after))


def _is_of_code(chunk: str) -> bool:
    word = chunk.strip(_AROUND)
    if not word.isalpha():
        return is_code_chunk(word)
    is_lower = word.islower() and word.isascii() and len(word) > 2
    return is_lower and not lists.known(word) and not lists.attested(word)


def is_abbreviation(text: str, start: int, end: int) -> bool:
    """Whether a word is a few capitals with no other word in capitals beside it.

    >>> is_abbreviation("in USD to", 3, 6), is_abbreviation("ADOBE TEH BOOK", 6, 9)
    (True, False)
    """
    return end - start <= FEW_CAPITALS and stands_out(text, start, end)


def stands_out(text: str, start: int, end: int) -> bool:
    """Whether a word is in capitals with no other word in capitals beside it."""
    if not text[start:end].isupper():
        return False
    beside = text[max(0, start - _LOOK_BACK) : start].split()[-1:]
    beside += text[end : end + _LOOK_BACK].split()[:1]
    return not any(word.isupper() and len(word) > 1 for word in beside)


def company_of(word: str, segment: Segment) -> tuple[int, int]:
    """How often a word is a name in a text, as `is_named` tells; and beside how many other words on
    either side it stands: a slip comes again where a line is copied, a name where something else is
    said of it.

    >>> company_of("usename", Segment("Its usename, and each usename of pg.useName"))
    (1, 1)
    """
    text, small, marked = segment.text, Segment(word).lowered, 0
    before, after = set(), set()
    for start, end in _places(small, segment):
        if is_named(text, start, end):
            marked += 1
        else:
            before.update(text[max(0, start - 20) : start].split()[-1:])
            after.update(text[end : end + 20].split()[:1])
    return marked, max(0, min(len(before), len(after)) - 1)


def is_name_here(word: str, segment: Segment) -> bool:
    """Whether a word is what a line of a text defines, or a name of code in it with an ending.

    >>> is_name_here("bboxes", Segment("Their bboxes, each from get_bbox"))
    True
    >>> is_name_here("noteon", Segment("noteon -- sends a noteon message"))
    True
    """
    text = segment.text
    bases = {word.removesuffix(ending) for ending in ENDINGS} - {word}
    return any(is_defined(text, *place) for place in _places(word, segment)) or any(
        is_named(text, *place)
        for base in bases
        if len(base) >= SHORTEST and lists.zipf(base) < PLAIN_ZIPF
        for place in _places(base, segment)
    )


def _places(small: str, segment: Segment) -> Iterator[tuple[int, int]]:
    """Where a word stands in a segment, by itself or as a part that a capital sets off."""
    text = segment.text
    for start in segment.places(small):
        end = start + len(small)
        left, right = text[start - 1 : start], text[end : end + 1]
        if left.isalpha() and not (left.islower() and text[start].isupper()):
            continue
        if right.isalpha() and not (right.isupper() and text[end - 1].islower()):
            continue
        yield start, end


def is_named(text: str, start: int, end: int) -> bool:
    """Whether a word is part of a path, a name of code or markup, an option, what is assigned to,
    or stands between capitals (`SELECT usename FROM`).

    >>> [is_named(t, 2, 6) for t in ("--libs", "a libs b", "A libs = 3", "A libs_of", "A LiBs")]
    [True, False, True, True, True]
    """
    left, right = text[start - 1 : start] or " ", text[end : end + 1] or " "
    if left.isalpha() or right.isalpha() or left in NAME_BEFORE or right in NAME_AFTER:
        return True
    if left == "-" and (text[start - 2 : start - 1] or " ") in "- [(":
        return True
    if text[start + 1 : end] != text[start + 1 : end].lower() and not text[start:end].isupper():
        return True
    if _ASSIGNED.match(text, end):
        return True
    if text[end : end + 2] == " (" and text[max(0, start - 2) : start] == "= ":
        return True  # x = fitlm (y), as GNU sets calls
    if is_called(text, start, end):
        return True
    near = text[max(0, start - 20) : start].split()[-1:], text[end : end + 20].split()[:1]
    return text[start].islower() and all(w and len(w[0]) > 1 and w[0].isupper() for w in near)


def is_called(text: str, start: int, end: int) -> bool:
    """Whether the word before one says what it is the name of.

    >>> is_called("the function ismissing, which", 13, 22)
    True
    """
    return _PAUSE.match(text, end) is not None and (
        _CALLED.search(text, max(0, start - 20), start) is not None
    )
