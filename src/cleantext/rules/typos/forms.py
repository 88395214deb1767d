"""Forms that are right though no list has them: the other side of the Atlantic's, old ones, verbs
made by the rules, words with a prefix.

Asked only of words that would else be changed.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from ... import lexicon as lists
from ...expressions import expression

_ENDINGS = "e|ed|es|er|ers|ing|ation|ations|able|ability"
_LL = "ed|ing|er|ers|ful|fully|fulness|ment|ments|able|ist|ists|ise|ize"
_SWAPS = (
    (f"is({_ENDINGS})$", r"iz\1"),
    (f"iz({_ENDINGS})$", r"is\1"),
    ("(?<=[a-z]{2})our(?=s?$|ed|ing|abl|ful|ite|less|er|ism|ist|hood|ly)", "or"),
    ("(?<=[a-z])[ao]e(?=[a-z]{3})", "e"),
    (f"(?<=[a-z]{{4}})l({_LL})$", r"ll\1"),
    (f"(?<=[^aeiou][aeiou])ll({_LL})$", r"l\1"),
    ("tre(s|d)?$", r"ter\1"),
    ("ys(e|ed|es|er|ers|ing)$", r"yz\1"),
    ("ogue", "og"),
    ("grey", "gray"),  # both are right (Merriam-Webster)
    ("(?<=[a-z]{3})ence(s)?$", r"ense\1"),
    ("(?<=[a-z]{3}s)es$", "is"),  # the plural of words in -sis
)
BOTH_LISTED = 4.0
"""The Zipf frequency from which on the lexicon has both forms of a word, so that a third is none.
"""
_MADE_VERB = expression("(.{4,})i[sz](?:e|es|ed|er|ers|ing|ation|ations|able)$")
_VERB_ENDINGS = tuple(a + b for a in ("is", "iz") for b in ("e", "ed", "ing", "er", "ation"))
_OLD_ENDINGS = ("est", "eth", "edst")
_NEGATIONS = ("un", "non", "dis")
NEGATED_LENGTH = 7
_QUALITIES = {"ivity": "ive", "bility": "ble", "osity": "ous", "icity": "ic"}
"""Endings of nouns of quality, and of the adjectives that each is made of (Oxford English
Dictionary, "-ity")."""
_PRONOUNS = expression(r"(?<=r)(?:[mtcv]i|si|gli|l[oaie]|ne|(?:[mtcv]e|se|glie)(?:l[oaie]|ne))$")
_PREFIXES = {
    "de": "ab an auf aus ein mit nach vor zu durch her los weg zer ver ent".split(),
    "es": "des re pre sub sobre inter auto anti".split(),
    "pt": "des re pre sub sobre inter auto anti".split(),
}
"""Duden, Die Grammatik, particle verbs; Ortografia de la lengua espanola (2010), prefixes."""
_PARTICIPLE = {"de": "ge", "es": "", "pt": ""}
_SILENT = expression("[cp](?=[t\u00e7c])|(?<=^regist)r")
_BRAZILIAN = {0xEA: "\u00e9", 0xF4: "\u00f3"}
_WEAK = expression(
    r"^(?:ab|an|auf|aus|ein)?ge(?=..)|(?:e|en|et|t|te|ten|st|est|end|ende|enden|ender)$"
)
GLUED = 8.5
"""log10 of how often two words must stand side by side to be what a word is that has no space."""
PREFIX_LENGTH, PART_LENGTH, PREFIX_ZIPF = 6, 3, 2.5
_PREFIX = (
    "un non pre anti de dis under sub super multi auto semi pseudo meta hyper micro macro mini "
    "nano mis out up bi tri poly mono uni trans ultra post fore counter cyber"
).split()
"""Not those that words with a doubled or lost letter begin with, too (coresponding, recommanded,
interresting): of them the model judges."""


_BENT = ("es", "s"), ("ie", "y"), ("ick", "ic"), ("icks", "ics")
"""Endings in old books, and what they are today."""


@cache
def compiled(pattern: str) -> re.Pattern[str]:
    """A regular expression that is made when it is first needed, as many never are."""
    return re.compile(pattern)


def is_form(word: str) -> bool:
    """Whether a lower-case word that no list has is surely a right form of one that is known.

    >>> [is_form(word) for word in ("goest", "publick", "surjectivity", "recieve")]
    [True, True, True, False]
    """
    return (
        has_variant(word)
        or is_old(word)
        or is_made_verb(word)
        or has_prefix(word)
        or is_unable(word)
        or is_quality(word)
        or is_spoken(word)
    )


def has_variant(word: str) -> bool:
    """Whether the British or American counterpart of the word is known."""
    swapped = (compiled(pattern).sub(new, word) for pattern, new in _SWAPS)
    return any(0 < lists.zipf(new) < BOTH_LISTED for new in swapped if new != word)


@lru_cache(1 << 12)  # asked of all words around each slip
def is_old_spelling(word: str) -> bool:
    """Whether a word is a known one as it was spelt or bent in old books.

    >>> [is_old_spelling(word) for word in ("sayd", "downe", "vpon", "bookes", "ladie")]
    [True, True, True, True, True]
    >>> is_old_spelling("committeth")
    True
    >>> [is_old_spelling(word) for word in ("one", "recieve", "teeth", "fastest")]
    [False, False, False, False]
    """
    if lists.known(word):
        return len(word) > 5 and word.endswith("eth") and is_old(word)  # no superlative, no teeth
    forms = [word.replace("y", "i"), word.replace("u", "v"), word.replace("v", "u")]
    forms.append(word.rstrip("e"))
    forms += (word.removesuffix(old) + new for old, new in _BENT if word.endswith(old))
    return any(form != word and lists.zipf(form) > 3 for form in forms)


def is_two_words(word: str) -> bool:
    """Whether an unknown word is two that often stand side by side, and lost their space.

    >>> is_two_words("noone"), is_two_words("allways")
    (True, False)
    """
    return any(
        (i > 1 or word[0] in "ai") and lists.bigram(word[:i], word[i:]) >= GLUED
        for i in range(1, len(word) - 1)
    )


def is_foreign_form(word: str, lang: str) -> bool:
    """Whether a word that no list of another language has is a right form there, or a slip in one
    that is nearer than those of the list: a participle with one of its two n.

    >>> [is_foreign_form(w, "de") for w in ("herauslaufen", "weisser", "antippen", "wichitge")]
    [True, True, True, False]
    """
    if lists.is_form(word, lang) or is_german(word, lang) or is_italian(word, lang):
        return True
    if is_prefixed(word, lang):
        return True
    n = "\u043d"
    return lang == "ru" and any(
        lists.is_form(word[:i] + n + word[i:], lang)
        for i in range(2, len(word) - 1)
        if word[i] == n and word[i - 1] in "\u0430\u0435\u044f\u0451"
    )


def is_prefixed(word: str, lang: str) -> bool:
    """Whether a word is a known one with a prefix that can be put before any verb.

    >>> is_prefixed("recompilados", "es"), is_prefixed("recivido", "es")
    (True, False)
    """
    return any(
        len(word) - len(prefix) > PART_LENGTH + 1
        and word.startswith(prefix)
        and any(
            lists.known(rest, lang) or lists.is_form(rest, lang)
            for rest in {word[len(prefix) :], word[len(prefix) :].removeprefix(_PARTICIPLE[lang])}
        )
        for prefix in _PREFIXES.get(lang, ())
    )


def is_portuguese(word: str, near: str) -> bool:
    """Whether two words of Portuguese are one as Brazil and Portugal write it, or wrote it before
    their agreement (Acordo Ortografico da Lingua Portuguesa, 1990).

    >>> is_portuguese("objecto", "objeto"), is_portuguese("registro", "registo")
    (True, True)
    >>> is_portuguese("excluidas", "exclu\u00eddas")
    False
    """
    one, other = (_SILENT.sub("", w.translate(_BRAZILIAN)) for w in (word, near))
    return one == other


def is_anglicism(word: str, lang: str) -> bool:
    """Whether a German or Dutch word is an English verb with an ending.

    >>> [is_anglicism(w, "de") for w in ("gescannt", "matchen", "oderr")]
    [True, True, False]
    """
    stem = _WEAK.sub("", word)
    if lang not in ("de", "nl") or stem == word:
        return False
    bare = stem[:-1] if stem[-1:] == stem[-2:-1] else stem
    return len(bare) > PART_LENGTH and any(
        lists.zipf(near) >= PREFIX_ZIPF and not lists.known(bare, lang)
        for near in (stem, bare, stem + "e")
    )


def is_german(word: str, lang: str) -> bool:
    """Whether a word of German or Dutch is made of two that are known, or of one in Swiss
    spelling."""
    if lang not in ("de", "nl"):
        return False
    pairs = (
        (word[:i], word[i:].removeprefix(s)) for i in range(4, len(word) - 3) for s in ("", "s")
    )
    return lists.known(word.replace("ss", "\u00df"), lang) or any(
        len(second) > PART_LENGTH
        and lists.zipf(first, lang) >= PREFIX_ZIPF
        and lists.zipf(second, lang) >= PREFIX_ZIPF
        for first, second in pairs
    )


def is_italian(word: str, lang: str) -> bool:
    """Whether a word of Italian is an infinitive with pronouns, has the prefix of what is done
    again, or an article that lost its vowel.

    >>> [is_italian(w, "it") for w in ("sceglierne", "ricaricare", "l'addizione", "scegleire")]
    [True, True, True, False]
    """
    if lang != "it":
        return False
    pronoun = _PRONOUNS.search(word)
    return (
        "'" in word
        or (pronoun is not None and lists.known(word[: pronoun.start()] + "e", lang))
        or (word.startswith("ri") and lists.known(word[2:], lang))
    )


def is_made_verb(word: str) -> bool:
    """Whether the word is a verb in -ize or -ise, or made of one, that can be made of a word."""
    match = _MADE_VERB.match(word)
    if match is None:
        return False
    stem = match[1]
    return lists.zipf(stem) > PREFIX_ZIPF or any(lists.known(stem + end) for end in _VERB_ENDINGS)


def is_old(word: str) -> bool:
    """Whether the word is an old form of a known verb (thou goest, he committeth), or has the k
    that words in -ic had (publick, mathematicks)."""
    if word.endswith(("ick", "icks")) and lists.known("ic".join(word.rsplit("ick", 1))):
        return True
    stems = [word.removesuffix(end) for end in _OLD_ENDINGS if word.endswith(end)]
    forms = [form for stem in stems for form in (stem, stem + "e")]
    forms += [stem[:-1] for stem in stems if len(stem) > 3 and stem[-1] == stem[-2]]
    return any(lists.zipf(form) > 3 for form in forms)


def has_prefix(word: str) -> bool:
    """Whether the word is a prefix before a known word: deduplication."""
    rests = (word[len(p) :] for p in _PREFIX if len(word) >= 9 and word.startswith(p))
    return any(len(rest) >= PREFIX_LENGTH and lists.zipf(rest) > PREFIX_ZIPF for rest in rests)


def is_unable(word: str) -> bool:
    """Whether a word says that something cannot be done, of a verb that is known.

    >>> [is_unable(w) for w in ("unforgeable", "undesireable", "unmanagable", "unbeleivable")]
    [True, False, False, False]
    """
    verb = word[2:-4]
    if not (word.startswith("un") and word.endswith("able") and len(verb) >= PART_LENGTH):
        return False
    # An e stays after c and g, and only there.
    is_soft = verb[-2:] in ("ce", "ge")
    if (verb[-1] == "e" and not is_soft) or (verb[-1] in "cg" and lists.known(verb + "e")):
        return False
    return any(lists.zipf(form) > PREFIX_ZIPF for form in (verb, verb + "e"))


def is_quality(word: str) -> bool:
    """Whether the word is a noun made of an adjective that some list has: surjectivity."""
    return any(
        word.endswith(end) and _is_attested(word.removesuffix(end) + adjective)
        for end, adjective in _QUALITIES.items()
    )


def is_spoken(word: str) -> bool:
    """Whether the word is written as it is said: a participle without its mark (it's blowin' up),
    or a letter drawn out (moooore)."""
    return (word.endswith("in") and lists.known(word + "g")) or (
        compiled(r"(.)\1{3}").search(word) is not None
    )


def loses_negation(word: str, near: str) -> bool:
    """Whether a word says the contrary of what it would be changed to.

    >>> loses_negation("unitialized", "initialized"), loses_negation("unexpcted", "unexpected")
    (True, False)
    """
    return len(word) >= NEGATED_LENGTH and any(
        word.startswith(prefix) and not near.startswith(prefix) for prefix in _NEGATIONS
    )


def _is_attested(word: str) -> bool:
    """Whether a word is known or a rare one."""
    return lists.known(word) or lists.attested(word) & lists.RARE > 0
