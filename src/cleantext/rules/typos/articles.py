"""`a` or `an`, by the sound of the next word: an hour, a university."""

from __future__ import annotations

import re

from ... import lexicon as lists
from ...expressions import expression
from .guards import (
    chunk_around,
    is_code_chunk,
    is_in_statement,
    is_inside,
    protected_spans,
    starts_sentence,
)
from .words import lowered, paragraph_at, strange_share

Change = tuple[int, int, str]

_CONSONANT_SOUND = expression(
    r"one(?!ro|rous)|once|oneness|eu|ew|uni(?!n|m|dent)|unanim|unary|us(?:e|u|a[bg]|ing)|"
    r"ut(?:ens|er[iou]|il|op)|ub[iu]q|ur(?:an|in|olog|eth)|uk(?:r|el)|ur?ea|ouija|u[bnrst]?$|y[aeiou]"
)
"""Words that begin with a vowel letter or y and a consonant's sound."""
_VOWEL_EXCEPTION = expression(r"(?:use(?:r)?less)?$^|usher|uninit|unin|unim|uniden")
"""Words that the pattern above takes in and that begin with a vowel's sound."""
_VOWEL_SOUND = expression(r"hour|honest|honou?r|heir(?!loom\b)|heirloom|ytt|yps")
"""Words that begin with h or y and a vowel's sound."""
_EITHER = expression(
    r"herb|hist|hab|heroi|hyst|hypo|hotel|hallu|hered|hilar|human|humbl|hus|u$|uh|um$|ad$|on$"
)
"""Words before which good writers use both."""
_FUNCTION_WORDS = frozenset(
    "a about above abroad after again against ago all along also although always am amid among "
    "an and another any are around as aside at away be been before but by can could did do does "
    "either else even ever every for from had has have he her here him his how i if in indeed "
    "inside instead into is it its itself may me might must my no nor not now of off often on "
    "onto or other others our out outside over own shall she should since so such than that the "
    "their them then there these they this those though thus to too un una unless until up upon "
    "us very was we were what when where which while who whom whose why will with within "
    "without would yet you your uma une unos ei eu el en es et est e o os u am im ist afraid "
    "alike alive alone asleep awake aware".split()
)
"""No article stands before these: the `a` is a letter, a name, another language or a worse slip."""
_MARK = r"(?:\[|\(|[\"\u201c\u2018]|\*{1,2}|_{1,2}|`{1,2}|\\emph\{|\{\\(?:it|em|bf) )?"
_ARTICLE = expression(
    r"(?<![^\s(\"\u201c\u2018\u2014])(?:[Aa]n?)(?P<gap> |[ \t]*\n[ \t]*)"
    rf"(?:(?P<mark>{_MARK})(?P<next>[^\W\d_]{{2,}})|"
    r"\$(?:(?P<letter>[A-Za-z])(?=[\$_^ ])|\\math(?:cal|bb|frak|bf|rm)\{(?P<bold>[A-Z])\}))"
)
VOWEL_LETTERS = frozenset("aefhilmnorsx")
"""Letters whose names begin with a vowel."""
_TYPED = expression("[-=]>|[-=]&gt;| :: ")
"""The arrows of types, in which letters stand for any."""
_TYPE_REACH = 60
_TAGGED = expression(r"(?:^|\s)[@\\][a-z]+(?:\[\S*\])?[ \t]+\Z")
_DONE = expression(r" (?:up|out|off|down|the|an?|it|its|their)\b")
_NAMER = expression(r"\b(?:variable|parameter|argument|letter) \Z")
OFTEN = 4
_WRAPPED = expression(r"[a-z,]\n[ \t]*\Z")
_DETERMINED = expression(r"\b[Tt]he\s+\Z")
SHORT = 2
"""A line of fewer words before an article at its end is not wrapped."""
_QUOTED = ('"', "\u201c", "\u2018")
LEAST_ZIPF, LEAST_ZIPF_U = 1.4, 2.5
_UNSPEAKABLE = expression(
    "x|(?!bl|br|ch|cl|cr|dr|dw|fl|fr|gh|gl|gn|gr|kl|kn|kr|ph|pl|pr|ps|rh|sc|sh|sk|sl|sm|sn|sp|sq|st|sw"
    "|th|tr|tw|wh|wr)[bcdfghjklmnpqrstvwz][bcdfghjklmnpqrstvwxz]"
)
"""Beginnings of words that are spelt out, and may take either: rsync."""
_SURE = expression("[aio]|e(?![uw])")
"""Beginnings that sound like a vowel in every word."""
_SPEAKABLE = expression("[FHLMNRSX](?:[AEIOUY]|QU)|F[LR]|S[CHKLMNPTW]")
"""Beginnings of capitals that may be said as a word: NATO, a STEM subject."""
_SPELT = expression(
    r"(?<![^\s(\"\u201c\u2018\u2014])[Aa]n?(?P<gap> |[ \t]*\n[ \t]*)[`*(\[]{0,2}(?:"
    r"(?P<name>[A-Z](?:[A-Z0-9]{2,}|[A-Z0-9](?![a-z])|(?=_)))|(?P<number>\d+)(?=-[a-z]|th\b))"
)
_SAID = expression("U[BDFGKLMPT]+[AEO]")
_ROW = expression(r" [-+]?\d+[^\S\n]*$", re.MULTILINE)
_ROMAN = expression("[IVX]+")
_FIELD = expression(r":(?![ \t]*(?:\n|\Z))")
_PLURAL = expression("[^isu]s$")
"""No article of one thing stands before several."""
_UN = expression("un[^aeiou]|up.")
"""The prefixes that begin with u have a vowel's sound (Oxford English Dictionary, "un-", "up-")."""
ONSET = 3
"""So many consonants an English syllable begins with at most (Roach, English Phonetics and
Phonology, chapter 8): what has more before its first vowel is spelt out."""
_OLD_PRINT = expression("uni(?:on|versal|form|ty)|unanim|usurp")
"""Words that books had `an` before, down to the nineteenth century: an union, an uniform rule;
and `such an one`."""
_SUCH = expression(r"\b(?:such|many)\s+\Z", re.IGNORECASE)
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


def spelt_sound(name: str) -> str:
    """The article before capitals or a number, by how they are said; "" where that is open.

    >>> [spelt_sound(name) for name in ("MRI", "SQL", "UUID", "SETTINGS", "8", "100", "SAML")]
    ['an', 'an', 'a', 'a', 'an', 'a', '']
    """
    if name[0].isdigit():
        return "an" if name[0] == "8" or name in ("11", "18") else "a"
    if len(name) >= 4 and lists.zipf(name.lower()) >= 3:
        return sound(name.lower())
    if name[0] not in "FHLMNRSX":
        if name[0] == "U" and (len(name) > 4 or _SAID.match(name)):
            return ""  # an UPSERT: said as a word
        return "" if name.startswith("EU") else "an" if name[0] in "AEIO" else "a"
    is_spelt = set("AEIOUY").isdisjoint(name) or not _SPEAKABLE.match(name)
    return "an" if is_spelt else ""


def article_at(text: str, at: int, segment: str = "") -> Change | None:
    """The change of the article at an offset. `segment` is what the text is part of: capitals that
    have the same article throughout are said as who wrote them reads them.

    >>> article_at("It is a important step.", 6)
    (6, 7, 'an')
    """
    match = _SPELT.match(text, at)
    is_spelt = match is not None
    match = match or _ARTICLE.match(text, at)
    if match is None:
        return None
    start, end = match.start(), match.start("gap")
    old = text[start:end]
    if is_spelt:
        if match["name"] and _ROMAN.fullmatch(match["name"]):
            return None  # a IV chord: said as a number, or by its letters
        new = spelt_sound(match["name"] or match["number"])
        if not new or new == old.lower() or not _is_article(text, match, old):
            return None
        if match["name"] and (_is_keyword(text, match) or _is_usual(match, old, new, segment)):
            return None
        before = lowered(text[max(0, start - 20) : start]).split()
        if not before or not before[-1].isalpha() or not lists.known(before[-1]):
            return None  # a letter among letters and numbers
        return _allowed(text, start, end, new)
    letter = match["letter"] or match["bold"]
    if letter:
        new = "an" if letter.lower() in VOWEL_LETTERS else "a"
    else:
        new = sound(lowered(match["next"]))
    if old.lower() == new or not new or not _is_article(text, match, old):
        return None
    if not letter and not _is_plain(text, match, old.lower(), new):
        return None
    return _allowed(text, start, end, new)


def _allowed(text: str, start: int, end: int, new: str) -> Change | None:
    """The change, unless the article stands in a span of code or in another language."""
    first, last = paragraph_at(text, start)
    if is_inside(protected_spans(text[first:last]), start - first):
        return None
    if strange_share(text[first:last], start - first) > STRANGERS:
        return None
    return start, end, new if text[start].islower() else new.capitalize()


def _is_article(text: str, match: re.Match[str], old: str) -> bool:
    """Whether the `a` is no letter, name or mark, as far as what stands before it tells."""
    start = match.start()
    if old[0].isupper() and not starts_sentence(text, start):
        return False
    if old[0].isupper() and _WRAPPED.search(text, max(0, start - 20), start):
        return False  # an AAAA or\nA record
    if is_in_statement(text, start, match.start("gap")):
        return False  # from a import b
    if old == "A" and text[start - 1 : start] in ("", "\n") and text[start + 1 : start + 2] == "\n":
        return False  # a letter of an index
    if _is_named(text, start, match["gap"]):
        return False
    line = text[text.rfind("\n", 0, start) + 1 : start]
    if _TYPED.search(line, max(0, len(line) - _TYPE_REACH)):
        return False  # f :: a -> Maybe a
    if _ROW.match(text, match.end()) and not line.strip():
        return False  # A en -120: a letter, and what is told of it
    before = text[max(0, start - 3) : start]
    if old.islower() and before.endswith(_QUOTED):
        return False  # a phrase that is quoted
    if _DETERMINED.search(text, max(0, start - 8), start):
        return False  # the a element
    return before.strip().lower() not in ("a", "an") and not (
        before.endswith("(") and text[match.end() : match.end() + 1] in (",", ")")  # (a int, b int)
    )


def _is_usual(match: re.Match[str], old: str, new: str, segment: str) -> bool:
    """Whether capitals have this article often here, and the other one never: `a STR` (string)."""
    name = match["name"]
    return segment.count(f" {old} {name}") >= OFTEN and f" {new} {name}" not in segment


def _is_keyword(text: str, match: re.Match[str]) -> bool:
    """Whether capitals after what looks like an article are a small word of a statement, with
    others in capitals around: `WITH a AS (SELECT b)`."""
    if lowered(match["name"]) not in _FUNCTION_WORDS:
        return False
    before = text[max(0, match.start() - 20) : match.start()].split()[-1:]
    after = text[match.end() : match.end() + 20].split()[:1]
    return any(word.isupper() or word[0] == "(" for word in before + after)


def _is_named(text: str, start: int, gap: str) -> bool:
    """Whether the letter is a name: of a parameter (`@param a amount`), or all of a short line that
    is not wrapped (`integer a`)."""
    line = text[text.rfind("\n", 0, start) + 1 : start]
    if _TAGGED.search(line) or _NAMER.search(line):
        return True
    if "\n" not in gap:
        return False
    words, after = line.split(), text[start + 1 : start + 80].split(None, 2)
    return len(words) < SHORT or words[0] in after[:1]  # open x as a\nopen y as b


def _is_plain(text: str, match: re.Match[str], old: str, new: str) -> bool:
    """Whether what follows is a plain English word, and the article not one that print has
    there."""
    following, word = match["next"], lowered(match["next"])
    if not (following.islower() or following[1:].islower()) or not word.isascii():
        return False
    if old == "an" and lists.bigram("and", word) and not lists.bigram("a", word):
        return False  # inputs an produce: and
    if old == "an" and word.endswith("ing") and _is_gerund(text, match):
        return False  # loading an saving: and
    if word in _FUNCTION_WORDS or not set("aeiouy").intersection(word[: ONSET + 1]):
        return False
    if _PLURAL.search(word):
        return False  # past an comforts: another slip; a equals b: a letter
    if old == "an" and text[match.start() - 2 : match.start() - 1].isdigit():
        return False  # 5.12 an newer: and
    is_sure = new == "an" and _SURE.match(word) is not None  # whatever word it is
    is_known = lists.zipf(word) >= LEAST_ZIPF or lists.attested(word) & lists.RARE
    if not is_sure and (not is_known or len(word) < 3):
        return False
    before = lowered(text[max(0, match.start() - 20) : match.start()]).split()[-1:]
    if not is_known and before and before[0].isalpha() and not lists.known(before[0]):
        return False  # Verificando a integridade
    if _UNSPEAKABLE.match(word) or (following[0].isupper() and text[match.start()].isupper()):
        return False
    if match["mark"].startswith(_QUOTED) or _FIELD.match(text, match.end("next")):
        return False  # a word that is quoted; the name of a field
    if following[0].isupper() and not is_sure and not lists.bigram(new, word):
        return False  # a name, which may be said in another way
    if word[0] == "u" and not _UN.match(word) and lists.zipf(word) < LEAST_ZIPF_U:
        return False  # udev, uint
    if _other_is_usual(old, new, word) or (old == "an" and _OLD_PRINT.match(word)):
        return False
    if word == "one" and _SUCH.search(text, 0, match.start()):
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


def _is_gerund(text: str, match: re.Match[str]) -> bool:
    """Whether what an article is before is done: after another of its kind, or to something."""
    is_second = text[: match.start()].rstrip().endswith("ing")
    return is_second or _DONE.match(text, match.end("next")) is not None


def _other_is_usual(old: str, new: str, word: str) -> bool:
    """Whether print has the article as it stands about as often: an house, an union, in old
    books."""
    return lists.bigram(old, word) > lists.bigram(new, word) - 1.0 and lists.bigram(old, word) > 0
