"""What an unknown word is made of: plain definition."""

from __future__ import annotations

from .vocabulary import Vocabulary

SUFFIXES = tuple(
    "s es ed d ing er ers r rs ly able ables ability ness less ish ism ist ists ize izes ized "
    "izing ise ised ising ization isation ation al ally ic ical y ie ies ful ment ments like wise "
    "ward wards est eth en ian ians an ese esque ity ities ive ous or ors age hood ship let ling o "
    "in ine ase ose ite ate ates ated ating js fs db py rc ctl sql css lib dir id var".split()
)
PREFIXES = tuple(
    "un re non pre anti de dis over under sub super inter multi auto co semi pseudo meta hyper "
    "micro macro mini nano mis out up bi tri poly mono uni trans ultra post fore counter cyber "
    "crypto bio geo neo proto quasi electro photo thermo hydro tele psycho socio endo exo intra "
    "extra para mega giga tera pico self web sys lib py en em im in ir il ex".split()
)


def compound(lex: Vocabulary, word: str) -> int:
    """The rarer of two words that make the word together, at best."""
    best = 0
    for i in range(3, len(word) - 2):
        best = max(best, min(lex.look(word[:i]) & 255, lex.look(word[i:]) & 255))
    return best


def stem(lex: Vocabulary, word: str) -> int:
    """How common the word is that this is made of by an ending, rightly put on, at best."""
    best = 0
    for suffix in SUFFIXES:
        size = len(word) - len(suffix)
        if size < 3 or not word.endswith(suffix):
            continue
        stem, starts_vowel = word[:size], suffix[0] in "aeiouy"
        if not (starts_vowel and stem[-1] == "e" and stem[-2] not in "eoy"):
            best = max(best, lex.look(stem) & 255)
        if starts_vowel and suffix != "y":
            best = max(best, lex.look(stem + "e") & 255)
        if stem[-1] == "i":
            best = max(best, lex.look(stem[:-1] + "y") & 255)
        if size > 3 and stem[-1] == stem[-2]:
            best = max(best, lex.look(stem[:-1]) & 255)
    return best


def prefixed(lex: Vocabulary, word: str) -> int:
    """How common the word is that this is made of by a prefix, at best."""
    best = 0
    for prefix in PREFIXES:
        if len(word) - len(prefix) >= 4 and word.startswith(prefix):
            best = max(best, lex.look(word[len(prefix) :]) & 255)
    return best
