"""A word written twice: `the the`, also across a line break."""

from __future__ import annotations

import re

from ... import lexicon as lists
from ...expressions import expression
from .guards import is_inside, protected_spans
from .words import paragraph_at, strange_share

Change = tuple[int, int, str]

CLOSED = tuple(
    "the an of to and for with from by at are this these those or but if into than then our "
    "their your its which where when each some any not also using between because through "
    "be must should would could my a is in".split()
)
"""Words that are not written twice on purpose, but in speech that is taken down."""

WIDER = (
    *CLOSED,
    *"as we they he she who will may might can has have does was were on it that so no had his up "
    "down out all i you there here".split(),
)
"""More of them: who speaks says these twice (`she she went`), and some come twice in right text
(`that that`, `had had`)."""
_CLEFT = expression(
    r"(?i)\b(?:what(?:ever)?|who(?:ever)?|all|how|where|it|this|that)\b[^.;:!?]{0,60}\Z"
)
"""What it is is another matter."""

INSIDE = frozenset(
    "break breaks broke bring brings brought build builds built call calls called came cave check "
    "checks checked come comes coming deal dial fill fills filled fit fits get gets getting give "
    "go "
    "goes going gone got hand joined join kick kicks let lets live lives lived lock locked log "
    "logs "
    "logged logging look looked mix move moved moving opt phased plug plugged plugging pull put "
    "ran "
    "ring rush send sent set sets settle settled sign signed signing sit stand step stepped take "
    "taken takes took trade tune turn turned type typed usher walk walked walking went "
    "write".split()
)
"""Verbs that `in` belongs to: he came in in a hurry."""

SOUGHT = expression(r"(?:ask|call|car|hop|look|pa[iy]|pray|search|wait|wish)(?:d|e|ed|s|es|ing)?\Z")
"""Verbs that `for` belongs to: what I was looking for for a long time."""

TOWARDS = expression(
    r"(?:adher|attend|belong|listen|object|refer|resort|respond|subject|talk)(?:r?ed)\Z|spoken?\Z"
)
"""Verbs that `to` belongs to: what was resorted to to avert it."""

MEANT = frozenset(
    "again always awful better bigger blah bravo cheap closer deeper double early faster great "
    "happy heavy higher hotter larger later least little louder lovely lower mighty never "
    "night older other plain please pretty quick quite rather right round sharp short slower "
    "small smaller sorry still stronger sweet thank there times today under upper weaker white "
    "whole wider woman words worse years yes young".split()
)
"""Longer words that are said twice on purpose; adverbs in -ly are, too."""

_OPERATORS = frozenset("and or not xor".split())
"""Words that are operators of code, too, and are named one after the other."""

_SPOKEN = expression(r"(?i)\b(?:u[hm]+|er+m?|ye(?:ah|p)|gonna|wanna|you know,|like,)(?=[\s,.])")
"""What shows that someone speaks, who may say a word twice."""
USUAL = 5.5
"""Zipf frequency of what follows a word of content that is written twice by mistake."""
_SPEECH = expression(r"(?:uh|um|er|erm|ah|oh)\b")
_GAP = r"(?: |[ \t]*\n[ \t]*)"
_NEXT = r"(?=\s+(?P<next>[^\s\-\u2013\u2014.,\u2026|&=:;]\S*)|\s*\Z)"


_TWICE = expression(
    rf"(?<!\S)(?P<first>[A-Za-z]+(?:n't)?)(?P<gap>{_GAP})"
    rf"(?P<again>(?:(?i:(?P=first)){_GAP}){{0,3}}(?i:(?P=first))){_NEXT}"
)
"""More than three are no slip, and each place of a long run would read all of it."""


STRANGERS = 0.3
"""With more than this share of unknown words around, a text is in another language."""

_BEFORE = expression(r"([A-Za-z]+)\s+\Z")
_TAGGED = expression(r"[@\\:]\w+\s+\Z")


_MEANT_TWICE = expression(r"(?:[=(,&|!]|\b(?:return|and|or|if|then))\s*\Z")


def _is_apart(text: str, match: re.Match[str]) -> bool:
    """Whether the words are all of a line."""
    start, end = match.span()
    before = text[max(0, start - 80) : start].rstrip(" \t")[-1:]
    after = text[end : end + 80].lstrip(" \t\r")[:1]
    return before in ("", "\n") and after == "\n" and "\n" not in match[0]


def _may_be_slip(word: str, wider: bool) -> bool:
    plain = word.replace("n't", "")
    return (
        plain.isascii()
        and plain.isalpha()
        and (word in CLOSED or len(word) >= 5 or (wider and word in WIDER))
    )


def doubled_at(text: str, at: int, wider: bool = False, segment: str = "") -> Change | None:
    """The change that leaves one of the words that stand twice from `at` on: what follows the
    first is deleted. `segment` is what the text is part of: a word of content that stands twice
    more than once in it is meant.

    A line break stays: the second word goes with the space after it.

    >>> doubled_at("To get the the final case.", 7)
    (10, 14, '')
    """
    match = _TWICE.match(text, at)
    if match is None or not match["again"].islower():
        return None
    if not _may_be_slip(match["first"].lower(), wider) or not _is_slip(text, match, wider):
        return None
    if match["first"] not in CLOSED and (
        segment.count(match[0].rstrip()) > 1 or _is_argument(match["first"], segment)
    ):
        return None
    start, end = paragraph_at(text, at)
    part = text[start:end]
    if _SPOKEN.search(part) or strange_share(part, at - start) > STRANGERS:
        return None
    if is_inside(protected_spans(part), at - start):
        return None
    if "\n" in match["gap"] and text[match.end() : match.end() + 1] == " ":
        return match.start("again"), match.end() + 1, ""
    return match.end("first"), match.end(), ""


def _is_argument(word: str, segment: str) -> bool:
    """Whether a word is the name of an argument: given the matrix matrix (and `Rank( matrix )`).

    >>> _is_argument("matrix", "Rank( matrix, k )"), _is_argument("matrix", "(a matrix)")
    (True, False)
    """
    return re.search(rf"[(,\[]\s*{word}\s*[,)\]]", segment) is not None


def _is_slip(text: str, match: re.Match[str], wider: bool) -> bool:
    """Whether the repetition is not meant, nor that of someone who speaks."""
    word, following = match["first"].lower(), match["next"] or ""
    if _SPEECH.match(following) or match["again"].count(match["first"]) > 2:
        return False
    if following[:1] in ("{", "}"):
        return False  # ne and and {: code of stacks
    if len(word) > 1 and match["first"].isupper():
        return False  # use WITH with UPDATE
    near = following.rstrip(",.;:!?)\"'\u2019\u201d")
    if near.islower() and near.isalpha() and not lists.known(near):
        return False  # jest to to samo: another language
    before = _BEFORE.search(text, max(0, match.start() - 20), match.start())
    if before is not None and before[1].lower() == word:
        return False  # the end of a longer run
    tag = _TAGGED.search(text, max(0, match.start() - 40), match.start())
    if word == "not" and _MEANT_TWICE.search(text, max(0, match.start() - 20), match.start()):
        return False  # return not not x: its truth
    if _is_apart(text, match):
        return False  # or or: what code of stacks has on a line
    if word == "a" and tag:
        return False  # @param a a string
    if word == "a":  # a a b: letters; team A a rat: what is named by a letter, and an article
        if match["first"] == "A" and before is not None:
            return False
        return len(near) > 2 and near.islower() and before is not None and len(before[1]) > 1
    if word == "in":
        return before is not None and before[1].lower() not in INSIDE and following[:1].isalpha()
    if word == "is":
        return before is not None and not _CLEFT.search(
            text, max(0, match.start() - 80), match.start()
        )
    if word == "for" and before is not None and SOUGHT.match(before[1].lower()):
        return False
    if word == "to" and before is not None and TOWARDS.match(before[1].lower()):
        return False
    lead = before[1].lower() if before is not None else ""
    if word in _OPERATORS and not _OPERATORS.isdisjoint((near, lead)):
        return False  # the operators and and or
    if word in CLOSED:
        return True
    if word in WIDER:
        return wider
    if tag:
        return False  # @param frame frame to be freed: a name, and what is said of it
    # A word of content: within a sentence, and no list, table or name of a thing.
    return (
        word not in MEANT
        and not word.endswith("ly")
        and match["first"].islower()
        and before is not None
        and lists.zipf(following.lower()) >= USUAL
        and (word.endswith("n't") or lists.zipf(word) >= 3)
        and "\n" not in match["gap"]
    )
