"""Misspelt words: the kernel names those that are surely meant to be others, the place decides."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from ... import lexicon as lists
from ...expressions import expression
from ...kernel.evidence import FEATURES, SHORTEST
from ...kernel.slip_costs import beside
from ...kernel.spellings import folded
from ...kernel.words import Place, Row
from ...profile import Register, View
from ...profile.segment import Segment
from .forms import (
    PREFIX_ZIPF,
    is_anglicism,
    is_foreign_form,
    is_form,
    is_old_spelling,
    is_portuguese,
    is_two_words,
    loses_negation,
)
from .guards import (
    guard,
    is_amid_strangers,
    is_in_statement,
    is_inside,
    protected_spans,
    without_spans,
)
from .listed import codespell_lines
from .names import (
    PLAIN_ZIPF,
    company_of,
    is_abbreviation,
    is_called,
    is_contrasted,
    is_joined_to_code,
    is_name_here,
    stands_out,
)
from .phrases import LOST, PAIRS
from .words import WORD

_NAMED = expression(
    r"\s+(?:package|program|module|command|daemon|library|utility|tool|function|attribute|method"
    r"|class|plugin|extension|option|parameter|variable|driver|protocol)s?\b"
)
_DOUBLED = expression(r"(.)\1")
_THANKS = expression(r"\b[Tt]hanks? (?:(?:go )?to )?\Z")
_FOR = expression(r" for\b|[.,;)!]|\s*$")
_ARTICLE = expression(r"\b(?:[Aa]n?|[Tt]he) \Z")
_AN = expression(r"\b[Aa]n \Z")
_QUALITY = expression(r"(?:ed|ing|al|ble|ent|ive|ous)\Z")
LEVELS = ("safe", "more", "off")
REPEATS, PRESENT, MARKED, COMPANY = map(FEATURES.index, "repeats present marked company".split())
COMPOUND, PARAGRAPH, RIGHT_PAIR = map(FEATURES.index, "compound paragraph right-pair".split())
Evidence = tuple[str, tuple[int, ...]]
"""A candidate, and what is known of it."""
MOST = 50
MEASURED = ("de", "es", "fr", "ru")
"""Languages whose lists have so many forms that less is asked for: of what is changed in labelled
typos nine in ten are right, which is not known of the others."""
OLD, OLD_REACH = 2, 240
"""So many words within so many characters show that a text is spelt as in old books."""
PLAIN = 3
"""So many plain words show that a text is English."""
CIRCUMFLEX = {0xEE: "i", 0xFB: "u"}
"""Letters that may stand without their accent since the Rectifications de l'orthographe (Journal
officiel, 6 December 1990)."""
STRAY = frozenset("bcfgijkmnopquvwxz")
"""Letters with which no ending of an English word that is added to another ends."""
AHEAD = 2000
"""In 1000 times log-odds: nearer candidates leave it open which of them was meant."""
PART = 60
"""20 times the Zipf frequency of each of two words that make a name."""
MARGIN = 700
"""By so much, in 1000 times log-odds, a word may be likelier a slip where marks are left out."""


class Judge:
    """A language's words and a level."""

    __slots__ = ("lang", "lexicon", "listed", "threshold")

    def __init__(self, level: str, lang: str, own: tuple[str, ...], codespell: bool) -> None:
        if level not in LEVELS:
            raise ValueError(f"level {level!r}: want safe, more or off")
        self.lang = "en" if lang == "auto" else lang
        mine = tuple(low + end for low in map(str.lower, own) for end in ("", "s"))
        listed = codespell_lines() if codespell and self.lang == "en" else b""
        self.listed = listed
        self.lexicon = lists.load(self.lang, mine, listed, PAIRS if self.lang == "en" else ())
        safe, more = lists.levels()
        if self.lang in MEASURED:
            safe = more
        if self.lang == "it":
            safe += AHEAD // 2  # its list lacks many forms of verbs
        self.threshold = {"safe": safe, "more": more}.get(level, 1 << 30)

    def where(self, text: str) -> list[tuple[int, list[Place]]]:
        """Where the paragraphs begin in a view of which, whatever marks it leaves out, a word may
        be misspelt, and those with no more than places for other rules."""
        return self.lexicon.where(text, self.threshold - MARGIN)

    def score(self, row: tuple[int, ...]) -> int:
        """1000 times the log-odds that a candidate was meant."""
        return self.lexicon.score(row)

    def allowed(self, view: View, found: list[Row]) -> Iterator[tuple[int, int, str]]:
        """Those of the words that were found against which their place does not speak."""
        text = view.text
        if not found:
            return
        spans = protected_spans(text)  # once: a text may hold thousands of slips
        for start, end, candidates in found:
            near = in_segment(text[start:end], candidates, view.profile)
            ranked = self.ranked(near)
            if self.doubt(ranked, end - start):
                continue  # before what costs more to ask
            word, against = self.verdict(text, start, end, ranked, spans)
            if text[start:end].lower() in view.profile.names:
                continue
            if against or (near[0][1][PARAGRAPH] == 1 and text != view.profile.text):
                continue  # alone in its paragraph a word may be of any language
            if view.register(start) == Register.PHRASE and _comes_again(near[0][1]):
                continue  # in code what comes again is a name of it
            if view.profile.once(is_name_here, text[start:end].lower()):
                continue
            is_sure = ranked[0][0] >= self.threshold + AHEAD and text[start:end].islower()
            if is_sure or view.may("TYP401", start, end) == "+" or is_english(text, start, end):
                yield start, end, in_case(text[start:end], word)

    def ranked(self, near: list[Evidence]) -> list[tuple[int, str, tuple[int, ...]]]:
        """Candidates with their scores, the best first."""
        return sorted(((self.score(row), word, row) for word, row in near), reverse=True)

    def doubt(self, ranked: list[tuple[int, str, tuple[int, ...]]], length: int) -> str:
        """Why the best candidate for a word of a length is not sure, "" when it is."""
        score, word, _ = ranked[0]
        if score < self.threshold + (AHEAD // 2 if length == SHORTEST else 0):
            return f"{word} is not likely enough"
        if any(score - s < AHEAD and folded(w) != folded(word) for s, w, _ in ranked[1:]):
            return f"{ranked[1][1]} is nearly as likely as {word}"
        return ""

    def verdict(
        self,
        text: str,
        start: int,
        end: int,
        ranked: list[tuple[int, str, tuple[int, ...]]],
        spans: tuple[list[int], list[int]] | None = None,
    ) -> tuple[str, str]:
        """What a word was meant to be, and what speaks against changing it, "" for nothing."""
        score, word, row = ranked[0]
        if against := self.objection(text, start, end, word, spans):
            return word, against
        if against := self.doubt(ranked, end - start):
            return word, against
        low = text[start:end].lower()
        if any(score - s < 2 * AHEAD and _singled(w) == _singled(low) for s, w, _ in ranked[1:]):
            return word, "a letter that is doubled may be all"  # proceedure
        is_id = low.endswith("id") and lists.zipf(low[:-2], self.lang) >= PLAIN_ZIPF  # userid
        if is_id or (row[MARKED] and row[COMPOUND] >= PART):
            return word, "two words that are one name in code"
        is_open = score < self.threshold + AHEAD
        if (is_open or row[REPEATS] > 1) and stands_out(text, start, end):
            return word, "capitals by themselves are a name, or those that come again"
        if _FOR.match(text, end) and _THANKS.search(text, max(0, start - 14), start):
            return word, "the name of someone"  # as people are called in chats
        is_named = text[start - 1 : start] != "-" and _NAMED.match(text, end)
        is_noun = not row[RIGHT_PAIR] and _QUALITY.search(word) is None
        if is_open and is_noun and is_named:
            return word, "the name of what the next word says"  # the rvest package
        if is_called(text, start, end):
            return word, "the name of what the word before says"  # the function ismissing, which
        if is_open and is_joined_to_code(text, start, end):
            return word, "joined to a name of code"  # lindex and llength
        if (
            is_open
            and low[:-1] == word
            and low[-1] in STRAY
            and not (low[-1] == word[-1] or beside(low[-1], word[-1]))
        ):
            return word, "a letter after a word, as names of code have it"  # groovyc, tablei
        if is_open and low.startswith("re") and lists.zipf(low[2:], self.lang) >= PREFIX_ZIPF:
            return word, "what is done again"  # readding
        if self.lang == "en" and LOST.get(low, word) != word:
            return word, "a contraction that lost its apostrophe"  # thats, of which TYP404 tells
        return word, ""

    def objection(
        self,
        text: str,
        start: int,
        end: int,
        word: str,
        spans: tuple[list[int], list[int]] | None = None,
    ) -> str:
        """Why a word is none that may be changed here, in words; "" when it may."""
        old = text[start:end]
        low = old.lower().replace("\u2019", "'")
        if self.lang != "en":
            if not (old.islower() or (self.lang == "de" and old[1:].islower())):
                return "capitalised in a language whose names are not listed"
            if not set(low) <= {*lists.ALPHABETS[self.lang], "'"}:
                return "a letter that the language has not"  # marked for stress, or of another
            if lists.known(low) or is_foreign_form(low, self.lang):
                return "a rare word, a form of one, or a word of English"
            if self.lang == "pt" and is_portuguese(low, word):
                return "as it is written on the other side of the Atlantic, or was"
            if old.islower() and is_anglicism(low, self.lang):
                return "an English verb with an ending"
            if self.lang == "fr" and word.translate(CIRCUMFLEX) == low:
                return "a spelling of 1990"
        elif is_form(low):
            return "a rare word or a form of one"
        elif is_two_words(low):
            return "two words without their space"
        elif loses_negation(low, word):
            return f"{word} says the contrary"
        if low[1:] == word and low[0] != word[0]:
            return "a letter before a word, as names of things of code have it"  # rvalue, npoints
        if low in (word + "r", word + "er", word + "rs", word + "ers"):
            return "who or what does it: a word that can be made of any verb"  # averager
        if low in (word + "d", word[:-1] + "ds") and len(word) > 4 and not word.endswith("ed"):
            return "a program that runs by itself, as names of those have it"  # buildd
        if low == word + "p":
            return "a question that is asked of something, as Lisp names those"  # processp
        if low == word + "f" and not word.endswith("f"):
            return "what takes a format, or a file, as C and Lisp name those"  # printf, recentf
        if is_contrasted(text, start, end, word):
            return f"{word} is what it is told from"  # snprintf, not sprintf
        if self.lang == "en" and is_amid_strangers(text, start, end):
            return "amid words that are none of English"
        if is_abbreviation(text, start, end):
            return "capitals that may be an abbreviation"
        if is_inside(spans or protected_spans(text), start):
            return "code, a formula or a tag"
        if is_in_statement(text, start, end):
            return "the operand of a statement"
        if "'" in word and _ARTICLE.search(text, max(0, start - 5), start):
            return "a name: no article stands before a verb"  # an aint
        if low[0] == word[0] and _AN.search(text, max(0, start - 4), start):
            from .articles import sound  # whose patterns few need

            if sound(word) == "a":
                return "the article says that it is spelt out"  # an musb
        if text[start - 1 : start] in ("'", "\u2019", "\u2018") and (
            word.endswith(low) or (low[0] == "t" and lists.known(low[1:]))
        ):
            # 'gainst; 't before a verb is it: 'twas (Oxford English Dictionary, "it", forms)
            return "a form whose beginning is left out"
        if text[end : end + 1] == "-" and low == word + "o":
            # dramatico-musical: the connective of compounds (Oxford English Dictionary, "-o-")
            return "the form that a word has in a compound"
        if self.lang == "en" and stands_in_old_text(text, start, end):
            return "spelt as in old books, as others near it are"
        return guard(text, start, end)


def _singled(word: str) -> str:
    """A word without the second of two letters that are alike."""
    return _DOUBLED.sub(r"\1", word)


def _comes_again(row: tuple[int, ...]) -> bool:
    return row[REPEATS] > 1 or row[MARKED] > 0


def stands_in_old_text(text: str, start: int, end: int) -> bool:
    """Whether two other words of the lines around a word are spelt as in old books.

    >>> stands_in_old_text("It is sayd that the others goe downe eyther way", 6, 10)
    True
    """
    near = text[max(0, start - OLD_REACH) : start] + " " + text[end : end + OLD_REACH]
    words = set(filter(str.islower, WORD.findall(near)))
    return sum(map(is_old_spelling, words)) >= OLD


def is_english(text: str, start: int, end: int) -> bool:
    """Whether the words around one are English, where too few are of those that show a language:
    several longer ones in small letters, and none that is not known.

    >>> is_english("operations raise othre exceptions", 17, 22), is_english("an othre Datum", 3, 8)
    (True, False)
    """
    near = text[max(0, start - OLD_REACH) : start] + " " + text[end : end + OLD_REACH]
    words = WORD.findall(without_spans(near))
    plain = [w for w in words if w.islower() and len(w) > 3 and lists.zipf(w) >= PLAIN_ZIPF]
    return len(plain) >= PLAIN and all(lists.known(w.lower().replace("\u2019", "'")) for w in words)


def in_segment(word: str, near: list[Evidence], segment: Segment) -> list[Evidence]:
    """The evidence on the candidates of a word, with what their segment says: how often each
    stands there, how often the word is part of a name, in what company it comes again."""
    marked, company = segment.once(company_of, word)
    repeats = segment.once(_frequency, word.lower()) or 1
    out = []
    for candidate, row in near:
        changed = list(row)
        for i, value in (
            (REPEATS, repeats),
            (PRESENT, segment.once(_frequency, candidate)),
            (MARKED, marked),
            (COMPANY, company),
        ):
            changed[i] = max(row[i], min(MOST, value))
        out.append((candidate, tuple(changed)))
    return out


def _frequency(word: str, segment: Segment) -> int:
    return segment.count(word, MOST)


def in_case(old: str, new: str) -> str:
    """The new word in the case and with the apostrophe of the old one.

    >>> in_case("Teh", "the"), in_case("TEH", "the"), in_case("im", "i'm")
    ('The', 'THE', "I'm")
    """
    if "\u2019" in old:
        new = new.replace("'", "\u2019")
    if len(old) > 1 and old.isupper():
        return new.upper()
    if old[0].isupper() or new.startswith(("i'", "i\u2019")):
        return new[0].upper() + new[1:]
    return new


@cache
def judge(
    level: str = "safe", lang: str = "en", own: tuple[str, ...] = (), codespell: bool = True
) -> Judge:
    """The judge for a choice of options, made once."""
    return Judge(level, lang, own, codespell)
