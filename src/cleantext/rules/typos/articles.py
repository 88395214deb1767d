"""`a` or `an`, by the sound of the next word: an hour, a university."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ... import lexicon as lists
from .guards import chunk_around, is_code_chunk, is_inside, protected_spans, starts_sentence
from .words import WORD, lowered

Change = tuple[int, int, str]

_CONSONANT_SOUND = re.compile(
    r"one(?!ro|rous)|once|oneness|eu|ew|uni(?!n|m|dent)|unanim|unary|us(?:e|u|a[bg]|ing)|"
    r"ut(?:ens|er[iou]|il|op)|ub[iu]q|ur(?:an|in|olog|eth)|uk(?:r|el)|ur?ea|ouija|u[bnrst]?$|y[aeiou]"
)
"""Words that begin with a vowel letter or y and a consonant's sound."""
_VOWEL_EXCEPTION = re.compile(r"(?:use(?:r)?less)?$^|usher|uninit|unin|unim|uniden")
"""Words that the pattern above takes in and that begin with a vowel's sound."""
_VOWEL_SOUND = re.compile(r"hour|honest|honou?r|heir(?!loom\b)|heirloom|ytt|yps")
"""Words that begin with h or y and a vowel's sound."""
_EITHER = re.compile(
    r"herb|hist|hab|heroi|hyst|hypo|hotel|hallu|hered|hilar|human|humbl|hus|u$|uh|um$|ad$|on$"
)
"""Words before which good writers use both."""
_FUNCTION_WORDS = frozenset(
    "a about above abroad after again against ago all along also although always am amid among an "
    "and "
    "another any are around as aside at away be been before but by can could did do does either "
    "else "
    "even ever every for from had has have he her here him his how i if in indeed inside instead "
    "into "
    "is it its itself may me might must my no nor not now of off often on onto or other others our "
    "out "
    "outside over own shall she should since so such than that the their them then there these "
    "they "
    "this those though thus to too un una unless until up upon us very was we were what when where "
    "which while who whom whose why will with within without would yet you your uma une unos ei eu "
    "el "
    "en es et est e o os u am im ist".split()
)
"""No article stands before these: the `a` is a letter, a name, another language or a worse slip."""
_ARTICLE = re.compile(
    r"(?<![^\s(\"\u201c\u2018\u2014])(?:a(?=\s[aeiouhAEIOUH])|an(?=\s[^\W\d_aeiouAEIOU])|an(?=\s[euoEUO])|"
    r"A(?=\s[aeiouh])|An(?=\s[a-z]))(?P<gap> |[ \t]*\n[ \t]*)(?P<next>[^\W\d_]{3,})"
)
_A = re.compile(" a(?: |\n)(?=[aeiouhAEIOUH])")
_AN = re.compile(" an(?: |\n)(?=[euoEUO]|[^\\W\\d_aeiouAEIOU])")
LEAST_ZIPF = 2.5
STRANGERS = 0.25


def sound(word: str) -> str:
    """The article a word takes, by its first sound; "" where both are right or nothing is known.

    >>> [sound(word) for word in ("hour", "university", "unlike", "apple", "tree", "historic")]
    ['an', 'a', 'an', 'an', 'a', '']
    """
    if _EITHER.match(word):
        return ""
    if _VOWEL_SOUND.match(word):
        return "an"
    if word[0] in "aeiou":
        consonant = _CONSONANT_SOUND.match(word) and not _VOWEL_EXCEPTION.match(word)
        return "a" if consonant else "an"
    return "a"


def may_disagree(text: str) -> bool:
    """Whether an article stands before a letter that seldom follows it; misses few, costs
    little."""
    return True


def articles(text: str) -> Iterator[Change]:
    """The articles to change.

    >>> list(articles("It is a important step."))
    [(6, 7, 'an')]
    """
    spans = words = None
    for match in _ARTICLE.finditer(text):
        start, end = match.start(), match.start("gap")
        old, word = text[start:end], lowered(match["next"])
        new = sound(word)
        if old.lower() == new or not new or not _may_change(text, match, old, word):
            continue
        if _other_is_usual(old.lower(), new, word):
            continue
        spans = spans or protected_spans(text)
        if is_inside(spans, start):
            continue
        if words is None:
            words = list(WORD.finditer(text))
        if _strangers(words, start) > STRANGERS:
            continue
        yield start, end, new if old[0].islower() else new.capitalize()


def _may_change(text: str, match: re.Match[str], old: str, word: str) -> bool:
    """The article is one, and the next word a plain English one."""
    following = match["next"]
    if not (following.islower() or following[1:].islower()) or not word.isascii():
        return False
    if word in _FUNCTION_WORDS or lists.zipf(word) < LEAST_ZIPF:
        return False
    if old[0].isupper() and not (starts_sentence(text, match.start()) and following.islower()):
        return False
    start = match.start()
    if text[max(0, start - 3) : start].strip().lower() in ("a", "an"):
        return False
    end = match.end("next")
    return not is_code_chunk(chunk_around(text, match.start("next"), end))


def _other_is_usual(old: str, new: str, word: str) -> bool:
    """Whether print has the article as it stands about as often: an house, an union, in old
    books."""
    return lists.bigram(old, word) > lists.bigram(new, word) - 1.0 and lists.bigram(old, word) > 0


def _strangers(words: list[re.Match[str]], start: int) -> float:
    """The share of unknown words around."""
    from bisect import bisect_left

    at = bisect_left(words, start, key=lambda match: match.start())
    near = [lowered(match[0]) for match in words[max(0, at - 8) : at + 9]]
    unknown = sum(
        not lists.known(word) and not lists.known(word.removesuffix("'s")) for word in near
    )
    return unknown / max(4, len(near))
