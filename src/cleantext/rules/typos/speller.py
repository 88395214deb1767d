"""Finds the misspelt words of a text.

Most words of most texts are known, so the price is that of finding that out. In this order, each
step seeing only what the one before left over:

1. the kernel names the runs without white space that hold a word the lexicon does not know;
2. unknown words that no place could make worth changing (a bound on the decision);
3. unknown words whose neighbours already speak against a change;
4. the decision, for a word in its place.

The kernel remembers what steps 2 and 3 found to be harmless: a run wherever it stands, or a run
between two others. That is a function of those runs alone and never changes a result.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache

from ... import lexicon as lists
from ...kernel import Place
from . import weights
from .bounds import bounds_of, highest
from .candidates import CLOSED, Candidate, candidates, closed
from .decision import Choice, Surroundings, choose, place_bonus, word_evidence
from .foreign import is_foreign_word
from .guards import guard, is_code_chunk, protected_spans
from .listed import Pairs, codespell_pairs
from .place import Paragraph, case_of
from .quiet import known_words, vocabulary
from .slips import ENGLISH_LETTERS, LETTERS, VOWELS
from .variants import (
    MANY_WORDS,
    has_known_variant,
    has_prefix,
    is_made_verb,
    is_no_form,
    is_old_form,
)
from .words import WORD, is_known, lowered, occurrences, paragraphs

SHORTEST, LONGEST = 3, 24
WITHOUT_LIST = 0.2
"""So much less is asked for where no list of misspellings can add to the evidence."""
OTHER_LANGUAGE = 0.2
"""So much more is asked for in other languages, whose lists have fewer of the right forms."""
REMEMBERED = 200_000
PARAGRAPHS = 64
_WORD_BEFORE = re.compile(r"([^\W\d_]+(?:'[^\W\d_]+)*)[ \n]\Z")
BOUNDS = bounds_of(weights.DECIDE)
CLITICS = ("n't", "'ve", "'re", "'ll", "'s", "'nt", "'d", "'m", "'t")


class Speller:
    """A language's words, a level, and what was found out about words so far."""

    def __init__(
        self, level: str = "safe", lang: str = "en", own: tuple[str, ...] = (), listed: bool = True
    ) -> None:
        if level not in weights.LEVELS:
            raise ValueError(f"level {level!r}: want safe, more or off")
        self.lang = lang
        self._words = known_words(lang, own)
        self.lexicon: Mapping[str, int] = self._words
        self.alphabet = LETTERS.get(lang, ENGLISH_LETTERS)
        self.english = lang == "en"
        self.threshold = weights.LEVELS[level]
        self.is_safe = level == "safe"
        self.listed = codespell_pairs() if listed and self.english else Pairs(b"")
        if not self.english:
            self.threshold += OTHER_LANGUAGE
        elif not self.listed:
            self.threshold -= WITHOUT_LIST
        self.suspects: dict[str, bool] = {}
        self.considered: dict[str, tuple[tuple[Candidate, ...], dict[str, float]]] = {}
        self.strange: dict[str, float] = {}
        self.bounds: dict[str, float] = {}
        self.hopeless: dict[tuple[str, str, str, str], bool] = {}
        self.runs: dict[str, tuple[tuple[int, str], ...]] = {}
        self.weighed: dict[str, tuple[tuple[int, int, Choice], ...]] = {}
        self.vocabulary = vocabulary(level, lang, own, listed)
        self.vocabulary.leave_lone(self.alphabet, (CLOSED, self.listed) if self.english else ())

    # -- words -----------------------------------------------------------------------------

    def knows(self, word: str) -> bool:
        return is_known(word, self.lexicon)

    def consider(self, word: str) -> tuple[tuple[Candidate, ...], dict[str, float]]:
        """The candidates of an unknown word and what it says by itself (remembered)."""
        found = self.considered.get(word)
        if found is None:
            if len(self.considered) >= REMEMBERED:
                self.considered.clear()
            found = self.considered[word] = self._consider(word)
        return found

    def _consider(self, word: str) -> tuple[tuple[Candidate, ...], dict[str, float]]:
        if self.vocabulary.is_lone(word):
            return (), {}
        listed = self.listed.get(word)
        if self.english and word in CLOSED:
            if " " in CLOSED[word] and self.is_safe:
                return (), {}  # alot: common where people do not mean to be careful
            found = closed(word)
        else:
            found = candidates(
                word,
                self.lexicon,
                self.vocabulary.slips(word, self.alphabet),
                self._words.near(word),
                listed,
                weights.RANK,
            )
        if not self.english:
            many = len(self.lexicon) > MANY_WORDS
            likely = [c for c in found if is_no_form(word, c.word, c.evidence, many)]
            # A word one slip from what it may be a form of is that form.
            forms = any(c not in likely and SEVERAL.isdisjoint(c.evidence) for c in found)
            found = () if forms else tuple(likely)
        return found, word_evidence(word, self.lexicon) if found else {}

    def is_right(self, word: str) -> bool:
        """Whether the word is known, or as good as known: a rare word, another spelling of a known
        one, or one built from it."""
        if self.knows(word) or lists.is_form(word, self.lang):
            return True
        if not self.english or word in CLOSED or word in self.listed:
            return False
        if lists.attested(word) & lists.RARE or is_old_form(word, self.lexicon):
            return True
        if is_made_verb(word, self.lexicon):
            return True
        if has_known_variant(word, self.lexicon) or word + "'t" in self.lexicon:
            return True
        return len(word) >= 9 and has_prefix(word, self.lexicon, 5, 50)

    def is_suspect(self, word: str) -> bool:
        """Whether there is a place in which the word would be changed (remembered)."""
        found = self.suspects.get(word)
        if found is None:
            if len(self.suspects) >= REMEMBERED:
                self.suspects.clear()
            found = self.suspects[word] = self._is_suspect(word)
        return found

    def _is_suspect(self, word: str) -> bool:
        if not SHORTEST <= len(word) <= LONGEST or (self.english and not word.isascii()):
            return False
        if "'" in word and not word.endswith(CLITICS):
            return False
        if VOWELS.isdisjoint(word) and word not in self.listed and word not in CLOSED:
            return False  # an abbreviation
        return self.bound(word) >= self.threshold and not self.is_right(word)

    def bound(self, word: str) -> float:
        """At least the score of an unknown word in any place, case aside (remembered)."""
        found = self.bounds.get(word)
        if found is None:
            if len(self.bounds) >= REMEMBERED:
                self.bounds.clear()
            found = self.bounds[word] = self._bound(word)
        return found

    def bound_of_case(self, word: str, case: str) -> float:
        """The same, where the word stands in some case."""
        found = self.bound(word) + BOUNDS.cases[case]
        if case != "lower" and found >= self.threshold and lists.attested(word) & lists.NAME:
            found += BOUNDS.name
        return found

    def _bound(self, word: str) -> float:
        if word in self.listed or (self.english and word in CLOSED):
            return math.inf
        flags = lists.attested(word)
        if flags & lists.RARE and self.english:
            return -math.inf  # as good as known
        slips = self.vocabulary.slips(word, self.alphabet)
        several = self._words.near(word)
        if not slips and not several:
            return -math.inf
        return highest(word, flags, slips, several, self.lexicon, BOUNDS, weights.DECIDE)

    def strangeness(self, word: str) -> float:
        """How much an unknown word says that this is no English prose: a likely typo says
        little."""
        found = self.strange.get(word)
        if found is None:
            if len(self.strange) >= REMEMBERED:
                self.strange.clear()
            found = self.strange[word] = self._strangeness(word)
        return found

    def _strangeness(self, word: str) -> float:
        if is_foreign_word(word):
            return 1.0
        if word in self.listed or word in CLOSED:
            return 0.1
        if len(word) >= 6 and word.isascii():
            choices, _ = self.consider(word)
            best = choices[0].evidence if choices else {"frequency": 0.0}
            likely = best["frequency"] >= 3.8 and SPEAKING_AGAINST.isdisjoint(best)
            if likely and not self.is_right(word):
                return 0.3
        return 1.0

    # -- text ------------------------------------------------------------------------------

    def scan(self, text: str, places: list[Place] | None = None) -> Iterator[tuple[int, int, str]]:
        """The changes: start, end, the right word. `places`: what the kernel doubts, if known."""
        for start, end, choice in self.choices(text, places):
            if choice.score >= self.threshold:
                yield start, end, in_case(text[start:end], choice.word)

    def choices(
        self, text: str, places: list[Place] | None = None
    ) -> Iterator[tuple[int, int, Choice]]:
        """The suspicious words of a text, each with the best candidate and its score."""
        if places is None:
            places, _ = self.vocabulary.doubts(text)
        hopeful = [found for place in places for found in self._hopeful(text, place)]
        if not hopeful:
            return
        for start, end in paragraphs(text):
            here = [(at - start, word) for at, word in hopeful if start <= at < end]
            if here:
                for a, b, choice in self._weighed(text[start:end], here):
                    yield start + a, start + b, choice

    def _weighed(
        self, paragraph: str, hopeful: list[tuple[int, str]]
    ) -> tuple[tuple[int, int, Choice], ...]:
        """The words that stand out, weighed (remembered: a loud paragraph is asked for thrice)."""
        found = self.weighed.get(paragraph)
        if found is None:
            if len(self.weighed) >= PARAGRAPHS:
                self.weighed.clear()
            found = self.weighed[paragraph] = tuple(self._weigh(paragraph, hopeful))
        return found

    def _weigh(
        self, paragraph: str, hopeful: list[tuple[int, str]]
    ) -> Iterator[tuple[int, int, Choice]]:
        low = lowered(paragraph)
        counts = Counter(word for _, word in occurrences(low, {word for _, word in hopeful}))
        protected = protected_spans(paragraph)
        for start, word in hopeful:
            view = Paragraph.around(paragraph, low, start, word, self, counts, protected)
            index = view.index_of(start)
            if not view.is_candidate(index):
                continue
            found, of_word = self.consider(word)
            place = view.surroundings(index)
            choice = choose(found, of_word, place, weights.RANK, weights.DECIDE)
            if not view.objection(index, choice, place):
                yield start, start + len(word), choice

    def _hopeful(self, text: str, place: Place) -> list[tuple[int, str]]:
        """The words of a run that may be worth changing there, and where they begin.

        A run that has none is remembered. What is asked here of the place must not look beyond the
        runs around it, which is what is remembered with it.
        """
        context, begin, end, stop = place
        suspects = self._suspects_of(text[begin:end])
        if not suspects:
            self.vocabulary.remember(text[begin:end])
            return []
        found = []
        for at, word in suspects:
            start = begin + at
            case = case_of(text, start, start + len(word))
            if (
                self.bound_of_case(word, case) >= self.threshold
                and not guard(text, start, start + len(word))
                and not self._is_hopeless(lowered(text[context:stop]), start - context, word, case)
            ):
                found.append((start, word))
        if not found:
            self.vocabulary.remember_place(text, place)
        return found

    def _suspects_of(self, run: str) -> tuple[tuple[int, str], ...]:
        """The suspicious words of a run, and where in it they begin (remembered)."""
        found = self.runs.get(run)
        if found is None:
            if len(self.runs) >= REMEMBERED:
                self.runs.clear()
            words = () if is_code_chunk(run) else WORD.finditer(lowered(run))
            found = self.runs[run] = tuple(
                (word.start(), word[0])
                for word in words
                if not self.knows(word[0]) and self.is_suspect(word[0])
            )
        return found

    def _is_hopeless(self, low: str, start: int, word: str, case: str) -> bool:
        """Whether already the words on both sides say no (remembered); the rest costs more."""
        end = start + len(word)
        before = _WORD_BEFORE.search(low, max(0, start - LONGEST - 2), start)
        after = WORD.match(low, end + 1) if low[end : end + 1] in (" ", "\n") else None
        left = before[1] if before else ""
        place = (
            word,
            "a" if left == "an" else left,
            after[0] if after else "",
            case,
        )
        found = self.hopeless.get(place)
        if found is None:
            if len(self.hopeless) >= REMEMBERED:
                self.hopeless.clear()
            found = self.hopeless[place] = self._no_by_neighbours(*place)
        return found

    def _no_by_neighbours(self, word: str, left: str, right: str, case: str) -> bool:
        highest = self.bound_of_case(word, case) + (0.0 if left else BOUNDS.alone)
        for side, other in (("left", left), ("right", right)):
            if other not in self.lexicon:
                highest -= BOUNDS.beside[side]  # it was never seen beside anything
        if highest < self.threshold:
            return True
        found, of_word = self.consider(word)
        if not found:
            return True
        place = Surroundings(left=left, right=right, case=case)
        score = choose(found, of_word, place, weights.RANK, weights.DECIDE).score
        return score + place_bonus(weights.DECIDE) < self.threshold


SEVERAL = frozenset(("skeleton", "frame", "doubled-chunk"))
SPEAKING_AGAINST = frozenset(("first", "letter", "skeleton", "frame", "extra", "last-inflection"))


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
def speller(
    level: str = "safe", lang: str = "en", own: tuple[str, ...] = (), listed: bool = True
) -> Speller:
    """The speller for a choice of options, made once."""
    return Speller(level, lang, own, listed)
