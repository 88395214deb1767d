"""`a` or `an`, by the sound of the next word: an hour, a university."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ... import lexicon as lists
from .guards import (
    chunk_around,
    is_code_chunk,
    is_in_statement,
    is_inside,
    protected_spans,
    starts_sentence,
)
from .slips import VOWELS
from .words import compiled, lowered, strange_share

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
_MARK = r"(?:\[|\(|[\"\u201c\u2018]|\*{1,2}|_{1,2}|`{1,2}|\\emph\{|\{\\(?:it|em|bf) )?"
_ARTICLE = (
    r"(?<![^\s(\"\u201c\u2018\u2014])(?:[Aa]n?)(?P<gap> |[ \t]*\n[ \t]*)"
    rf"(?:(?P<mark>{_MARK})(?P<next>[^\W\d_]{{3,}})|"
    r"\$(?:(?P<letter>[A-Za-z])(?=[\$_^ ])|\\math(?:cal|bb|frak|bf|rm)\{(?P<bold>[A-Z])\}))"
)
_MARKS = r"[\"$(*\[\\_`{\u2018\u201c]"
_QUICK = tuple(
    f"{article}{gap}(?=[ \t]*{after})"
    for article, after in (
        ("a", f"(?:{_MARKS}*[aehiouAEHIOU]|{_MARKS}+[A-Za-z][$ ^_]|\\$\\\\)"),
        ("an", f"(?:{_MARKS}*[^\\W\\d_aAiI]|{{\\\\[ibe]|{_MARKS}+[A-Za-z][$ ^_]|\\$\\\\)"),
    )
    for article in (article, article.capitalize())
    for gap in (" ", "\n")
)
"""Where an article may not agree. Each begins with plain letters, which `re` finds quickly."""
VOWEL_LETTERS = frozenset("aefhilmnorsx")
"""Letters whose names begin with a vowel."""
_QUOTED = ('"', "\u201c", "\u2018")
LEAST_ZIPF, LEAST_ZIPF_U = 1.4, 2.5
_UNSPEAKABLE = re.compile(
    "x|(?!bl|br|ch|cl|cr|dr|dw|fl|fr|gh|gl|gn|gr|kl|kn|kr|ph|pl|pr|ps|rh|sc|sh|sk|sl|sm|sn|sp|sq|st|sw"
    "|th|tr|tw|wh|wr)[bcdfghjklmnpqrstvwz][bcdfghjklmnpqrstvwxz]"
)
"""Beginnings of words that are spelt out, and may take either: rsync."""
_FIELD = re.compile(r":(?![ \t]*(?:\n|\Z))")
_UN = re.compile("un[^aeiou]")
_OLD_PRINT = re.compile("uni(?:on|versal|form|ty)|unanim|usurp")
"""Words that books had `an` before, down to the nineteenth century: an union, an uniform rule."""
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


def may_agree(article: str, word: str) -> bool:
    """Whether the rule surely leaves this article before this word, bare or after markup.

    >>> may_agree("an", "hour"), may_agree("a", "hour")
    (True, False)
    """
    if len(word) == 1 or word.startswith("math") or word in ("emph", "it", "em", "bf"):
        return False  # letters in formulas, and commands of TeX before what it sets
    return word in _FUNCTION_WORDS or sound(word) in ("", article)


def articles(text: str) -> Iterator[Change]:
    """The articles to change.

    >>> list(articles("It is a important step."))
    [(6, 7, 'an')]
    """
    spans = None
    for at in sorted(m.start() for quick in _QUICK for m in compiled(quick).finditer(text)):
        match = compiled(_ARTICLE).match(text, at)
        if match is None:
            continue
        start, end = match.start(), match.start("gap")
        old = text[start:end]
        letter = match["letter"] or match["bold"]
        if letter:
            new = "an" if letter.lower() in VOWEL_LETTERS else "a"
        else:
            new = sound(lowered(match["next"]))
        if old.lower() == new or not new or not _is_article(text, match, old):
            continue
        if not letter and not _is_plain(text, match, old.lower(), new):
            continue
        spans = spans or protected_spans(text)
        if is_inside(spans, start):
            continue
        if strange_share(text, start, lists.words()) > STRANGERS:
            continue
        yield start, end, new if old[0].islower() else new.capitalize()


def _is_article(text: str, match: re.Match[str], old: str) -> bool:
    """Whether the `a` is no letter, name or mark, as far as what stands before it tells."""
    start = match.start()
    if old[0].isupper() and not starts_sentence(text, start):
        return False
    if is_in_statement(text, start, match.start("gap")):
        return False  # from a import b
    before = text[max(0, start - 3) : start]
    if old.islower() and before.endswith(_QUOTED):
        return False  # a phrase that is quoted
    return before.strip().lower() not in ("a", "an") and not (
        before.endswith("(") and text[match.end() : match.end() + 1] == ","  # (a int, b int)
    )


def _is_plain(text: str, match: re.Match[str], old: str, new: str) -> bool:
    """Whether what follows is a plain English word, and the article not one that print has
    there."""
    following, word = match["next"], lowered(match["next"])
    if not (following.islower() or following[1:].islower()) or not word.isascii():
        return False
    if word in _FUNCTION_WORDS or VOWELS.isdisjoint(word[:3]):
        return False
    if lists.zipf(word) < LEAST_ZIPF and not lists.attested(word) & lists.RARE:
        return False
    if _UNSPEAKABLE.match(word) or (following[0].isupper() and text[match.start()].isupper()):
        return False
    if match["mark"].startswith(_QUOTED) or _FIELD.match(text, match.end("next")):
        return False  # a word that is quoted; the name of a field
    if following[0].isupper() and not lists.bigram(new, word):
        return False  # a name, which may be said in another way
    if word[0] == "u" and not _UN.match(word) and lists.zipf(word) < LEAST_ZIPF_U:
        return False  # udev, uint
    if _other_is_usual(old, new, word) or (old == "an" and _OLD_PRINT.match(word)):
        return False
    end = match.end("next")
    if "`" in match["mark"]:
        return text[end : end + 1] in ("`", ".", "(")
    start = match.start("next")
    if match["mark"].startswith(("\\", "{")):
        return text[end : end + 1] in (" ", "}")  # an {\it ordered} pair
    chunk = chunk_around(text, start, end)
    return not is_code_chunk(chunk.strip("[](){}*_\\")) and not (
        word[0] == "h" and text[end : end + 1] == "-"
    )


def _other_is_usual(old: str, new: str, word: str) -> bool:
    """Whether print has the article as it stands about as often: an house, an union, in old
    books."""
    return lists.bigram(old, word) > lists.bigram(new, word) - 1.0 and lists.bigram(old, word) > 0
