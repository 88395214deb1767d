"""Forms that are both right: British and American spelling, and words built from known ones."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from .words import compiled

_FOLD = (
    (
        r"(?<=[a-z]{2})our(?=s?$|ed|ing|abl|ful|it|less|er|is[tme]|iz|hood|al|y)",
        "or",
    ),
    ("[ao]e(?!s?$)", "e"),
    (
        "([aeiouy]+[^aeiouy]+[aeiou]+)ll(?=ed|ing|[eo]rs?$|i[sz]|able|ous|age|ery)",
        r"\1l",
    ),
    ("([aiou])ll(?=ful|ment|ness)", r"\1l"),
    ("(fulfi|enro|disti|insti|insta|thra|appa|exto)ll(?=s?$)", r"\1l"),
    ("ogue", "og"),
    ("yse", "yze"),
    ("que", "k"),
    ("ck", "k"),
    (r"is(e|ed|es|er|ers|ing|ation|ations|able)$", r"iz\1"),
    (r"tr(e|es|ed)$", "ter"),
    ("grey", "gray"),
    (r"([^aeioucg])e(?=able)|(?<=g)e(?=ing$)|(?<=dg)e(?=ment)", r"\1"),
    (
        r"([aeiouy]+[^aeiouy]+[aeiou]+)(?P<twice>[tpsg])(?P=twice)(ed|ing|er|ers)$",
        r"\1\2\3",
    ),
)
"""Where British and American spelling differ, folded into one."""
_FOLDABLE = re.compile("|".join(pattern for pattern, _ in _FOLD))

_SWAPS = (
    (r"is(e|ed|es|er|ers|ing|ation|ations|able|ability)$", r"iz\1"),
    (r"iz(e|ed|es|er|ers|ing|ation|ations|able|ability)$", r"is\1"),
    (r"(?<=[a-z]{2})our(?=s?$|ed|ing|abl|ful|ite|less|er|ism|ist|hood|ly)", "or"),
    (r"(?<=[a-z])[ao]e(?=[a-z]{3})", "e"),
    (
        r"(?<=[a-z]{4})l(ed|ing|er|ers|ful|fully|fulness|ment|ments|able|ist|ists|ise|ize)$",
        r"ll\1",
    ),
    (
        r"(?<=[^aeiou][aeiou])ll(ed|ing|er|ers|ful|fully|fulness|ment|ments|able|ist|ists|ise|ize)$",
        r"l\1",
    ),
    (r"tre(s|d)?$", r"ter\1"),
    (r"ys(e|ed|es|er|ers|ing)$", r"yz\1"),
    ("ogue", "og"),
    (r"(?<=[a-z]{3})ence(s)?$", r"ense\1"),
    (r"e(able|ment|ments)$", r"\1"),
)
_SWAPPABLE = re.compile("|".join(pattern for pattern, _ in _SWAPS))

BOTH_LISTED = 80
"""20 times the Zipf frequency from which on the lexicon has both forms of a word, so that a third
is none."""

PREFIXES = (
    "un re non pre anti de dis over under sub super inter multi auto co semi pseudo meta hyper "
    "micro "
    "macro mini nano mis out up bi tri poly mono uni trans ultra post fore counter cyber crypto "
    "bio "
    "geo neo proto quasi electro photo thermo hydro tele psycho socio endo exo intra extra para "
    "mega "
    "giga tera pico deca hexa octa tetra cross self web sys lib py en em im in ir il ex"
).split()

SUFFIXES = (
    "s es ed d ing er ers r rs ly able ables ability ness less ish ism ist ists ize izes ized "
    "izing "
    "ise ised ising ization isation ation al ally ic ical y ie ies ful ment ments like wise ward "
    "wards est en ian ians an ese esque ity ities ive ous or ors age hood ship let ling o in ine "
    "ase "
    "ose ite ate ates ated ating 's"
).split()


@lru_cache(1024)
def folded(word: str) -> str:
    """The word with British and American differences taken out.

    >>> folded("colour") == folded("color"), folded("skillful") == folded("skilful")
    (True, True)
    """
    if not _FOLDABLE.search(word):
        return word
    for pattern, new in _FOLD:
        word = compiled(pattern).sub(new, word)
    return word


def is_variant(word: str, near: str) -> bool:
    """Whether two words are the British and the American form of one.

    >>> is_variant("travelled", "traveled"), is_variant("recieve", "receive")
    (True, False)
    """
    return folded(word) == folded(near)


def has_known_variant(word: str, lexicon: Mapping[str, int]) -> bool:
    """Whether the other side of the Atlantic's form of the word is known.

    >>> has_known_variant("biographise", {"biographize": 1})
    True
    """
    if not _SWAPPABLE.search(word):
        return False
    swapped = (compiled(pattern).sub(new, word) for pattern, new in _SWAPS)
    return any(0 < lexicon.get(new, 0) < BOTH_LISTED for new in swapped if new != word)


_MADE_VERB = re.compile("(.{3,})i[sz](?:e|es|ed|er|ers|ing|ation|ations|able)$")
_VERB_ENDINGS = tuple(a + b for a in ("is", "iz") for b in ("e", "ed", "ing", "er", "ation"))


def is_made_verb(word: str, lexicon: Mapping[str, int]) -> bool:
    """Whether the word is a verb in -ize or -ise, or made of one, that can be made of a known word.

    >>> is_made_verb("synchronizers", {"synchronised": 1})
    True
    """
    match = _MADE_VERB.match(word)
    if match is None:
        return False
    stem = match[1]
    return lexicon.get(stem, 0) > 50 or any(stem + ending in lexicon for ending in _VERB_ENDINGS)


_OLD_ENDINGS = ("est", "eth", "edst")


def is_old_form(word: str, lexicon: Mapping[str, int]) -> bool:
    """Whether the word is an old form of a known verb: thou goest, he goeth.

    >>> is_old_form("goest", {"go": 120}), is_old_form("committeth", {"commit": 90})
    (True, True)
    """
    stems = [word.removesuffix(end) for end in _OLD_ENDINGS if word.endswith(end)]
    forms = [form for stem in stems for form in (stem, stem + "e")]
    forms += [stem[:-1] for stem in stems if len(stem) > 3 and stem[-1] == stem[-2]]
    return any(lexicon.get(form, 0) > 60 for form in forms)


def has_prefix(word: str, lexicon: Mapping[str, int], shortest: int, least: int) -> bool:
    """Whether the word is a prefix before a known word of some length and frequency.

    >>> has_prefix("deduplication", {"duplication": 60}, 5, 50)
    True
    """
    for prefix in PREFIXES:
        if word.startswith(prefix):
            rest = word[len(prefix) :]
            if len(rest) >= shortest and lexicon.get(rest, 0) > least:
                return True
    return False


def has_suffix(word: str, lexicon: Mapping[str, int]) -> bool:
    """Whether the word is a known word with an ending: `tweakable`, `retweeted`, `wikis`."""
    for suffix in SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= 3:
            stem = word[: -len(suffix)]
            if stem in lexicon or stem + "e" in lexicon:
                return True
            if len(stem) > 3 and stem[-1] == stem[-2] and stem[:-1] in lexicon:
                return True
    return False


def is_compound(word: str, lexicon: Mapping[str, int]) -> bool:
    """Whether the word is two common words written as one: `filesystem`."""
    return any(
        lexicon.get(word[:i], 0) > 70 and lexicon.get(word[i:], 0) > 70
        for i in range(3, len(word) - 2)
    )


LONG, MANY_WORDS = 7, 60_000
"""What is asked of words and lists of other languages."""


def is_no_form(word: str, near: str, evidence: Mapping[str, float], many: bool) -> bool:
    """Whether two words of a language other than English surely are not two forms of one.

    Their lists lack many forms, so only slips inside longer words count: none at the first letter
    nor at the last two, but for letters that changed places. Where a list is short, only those do.

    >>> is_no_form("encuentra", "encuentro", {"vowel": 1.0}, True)
    False
    >>> is_no_form("siguinete", "siguiente", {"transposed": 1.0}, False)
    True
    """
    if len(word) < LONG or word[0] != near[0]:
        return False
    return "transposed" in evidence or (many and word[-2:] == near[-2:])
