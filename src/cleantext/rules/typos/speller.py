"""Finds the misspelt words of a text.

Most words of most texts are known, so the price is that of finding that out. In this order, each
step seeing only what the one before left over:

1. runs without white space that were found harmless before (a set of such runs, bounded);
2. words that the lexicon knows;
3. unknown words that no place could make worth changing (a bound on the decision, remembered);
4. the decision, for a word in its place.

What is remembered is a function of the word or run alone and never changes a result.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache
from typing import NamedTuple

from ... import lexicon as lists
from . import weights
from .candidates import (
    CLOSED,
    ENGLISH_LETTERS,
    LETTERS,
    VOWELS,
    Candidate,
    candidates,
    frames,
    skeletons,
)
from .decision import (
    SYMBOL_REACH,
    SYMBOLS,
    WINDOW,
    Choice,
    Surroundings,
    choose,
    most,
    word_evidence,
)
from .foreign import is_foreign_word, sign
from .guards import (
    is_code_chunk,
    is_guarded,
    is_inside,
    is_prose_case,
    protected_spans,
    starts_sentence,
)
from .variants import has_known_variant, has_prefix, is_made_verb, is_old_form
from .words import WORD, blocks, is_known, lowered, paragraphs

SHORTEST, LONGEST = 3, 24
SHORTEST_CAPITALS = 6
LEAST_LEAD = 0.8
COMMON = 90
"""20 times the Zipf frequency of a word that may begin a sentence before a name."""
REMEMBERED = 200_000
STRANGE = 0.4
"""With more than this share of the words around unknown, the text is not English prose."""
FOREIGN_SHARE = 0.6
FOREIGN_WORDS = 10
CLITICS = ("n't", "'ve", "'re", "'ll", "'s", "'nt", "'d", "'m", "'t")


class Speller:
    """A language's words, a level, and what was found out about words so far."""

    def __init__(
        self, level: str = "safe", lang: str = "en", own: tuple[str, ...] = (), listed: bool = True
    ) -> None:
        if level not in weights.LEVELS:
            raise ValueError(f"level {level!r}: want safe, more or off")
        self.lexicon: Mapping[str, int] = lists.words(lang)
        if own:
            self.lexicon = {**self.lexicon, **dict.fromkeys(map(lowered, own), 10)}
        self.alphabet = LETTERS.get(lang, ENGLISH_LETTERS)
        self.english = lang == "en"
        self.threshold = weights.LEVELS[level]
        self.listed: Mapping[str, str] = codespell_pairs() if listed and self.english else {}
        self.harmless: set[str] = set()
        self.suspects: dict[str, bool] = {}
        self.considered: dict[str, tuple[tuple[Candidate, ...], dict[str, float]]] = {}
        self.strange: dict[str, float] = {}
        self.skeletons = skeletons(self.lexicon)
        self.frames = frames(self.lexicon)

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
        listed = self.listed.get(word)
        if listed is not None and listed not in self.lexicon:
            listed = None
        if listed is None and self.english and word not in CLOSED and self._is_right(word):
            return (), {}
        found = candidates(
            word,
            self.lexicon,
            self.alphabet,
            self.skeletons,
            self.frames,
            listed,
            weights.RANK,
        )
        return found, word_evidence(word, self.lexicon) if found else {}

    def is_right(self, word: str) -> bool:
        """Whether the word is known, or as good as known."""
        return self.knows(word) or self._is_right(word)

    def _is_right(self, word: str) -> bool:
        """A rare word, another spelling of a known one, or built from one."""
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
        found, of_word = self.consider(word)
        return bool(found) and most(found, of_word, weights.DECIDE) >= self.threshold

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
            if best["frequency"] >= 3.8 and SPEAKING_AGAINST.isdisjoint(best):
                return 0.3
        return 1.0

    # -- text ------------------------------------------------------------------------------

    def scan(self, text: str) -> Iterator[tuple[int, int, str]]:
        """The changes: start, end, the right word."""
        harmless = self.harmless
        for low, high in blocks(text):
            block = text if (low, high) == (0, len(text)) else text[low:high]
            if harmless.issuperset(block.split()):
                continue
            for start, end in paragraphs(block):
                paragraph = block[start:end]
                if not harmless.issuperset(paragraph.split()):
                    for a, b, choice in self.choices(paragraph):
                        if choice.score >= self.threshold:
                            yield (
                                low + start + a,
                                low + start + b,
                                in_case(paragraph[a:b], choice.word),
                            )

    def choices(self, paragraph: str) -> Iterator[tuple[int, int, Choice]]:
        """The suspicious words of a paragraph, each with the best candidate and its score."""
        suspicious = self._suspicious(paragraph)
        if suspicious:
            view = Paragraph.of(paragraph, self)
            for index, word in enumerate(view.words):
                if word in suspicious:
                    start, end = view.spans[index]
                    if view.is_candidate(index):
                        place = view.surroundings(index)
                        if place.strangeness <= STRANGE:
                            found, of_word = self.consider(word)
                            choice = choose(found, of_word, place, weights.RANK, weights.DECIDE)
                            stands_out = choice.evidence["lead"] >= LEAST_LEAD
                            if stands_out and choice.word not in (place.left, place.right):
                                yield start, end, choice

    def _suspicious(self, paragraph: str) -> set[str]:
        """The words of a paragraph that some place could make worth changing."""
        chunks = set(paragraph.split())
        unknown: dict[str, list[str]] = {}
        for chunk in chunks - self.harmless:
            words = [] if is_code_chunk(chunk) else WORD.findall(lowered(chunk))
            strangers = [word for word in words if not self.knows(word)]
            if strangers:
                unknown[chunk] = strangers
            else:
                self._remember(chunk)
        if len(chunks) >= FOREIGN_WORDS and len(unknown) > FOREIGN_SHARE * len(chunks):
            return set()
        suspicious = set()
        for chunk, strangers in unknown.items():
            found = [word for word in strangers if self.is_suspect(word)]
            suspicious.update(found)
            if not found:
                self._remember(chunk)
        return suspicious

    def _remember(self, chunk: str) -> None:
        if len(self.harmless) >= REMEMBERED:
            self.harmless.clear()
        self.harmless.add(chunk)


SPEAKING_AGAINST = frozenset(("first", "letter", "skeleton", "frame", "extra", "last-inflection"))


class Paragraph(NamedTuple):
    """A paragraph taken to pieces."""

    text: str
    speller: Speller
    spans: list[tuple[int, int]]
    words: list[str]
    counts: Counter[str]
    protected: tuple[list[int], list[int]]
    strange: list[float]

    @classmethod
    def of(cls, text: str, speller: Speller) -> Paragraph:
        low = lowered(text)
        spans = [match.span() for match in WORD.finditer(text)]
        words = [low[start:end] for start, end in spans]
        strange = [
            (sign(word) if speller.english else 0.0)
            if speller.knows(word)
            else speller.strangeness(word)
            for word in words
        ]
        return cls(text, speller, spans, words, Counter(words), protected_spans(text), strange)

    def is_candidate(self, index: int) -> bool:
        start, end = self.spans[index]
        return (
            is_prose_case(self.text[start:end])
            and not is_inside(self.protected, start)
            and not is_guarded(self.text, start, end)
            and not self._is_name(index)
        )

    def _is_name(self, index: int) -> bool:
        """Whether a capitalised word within a sentence stands beside another: a name."""
        start, end = self.spans[index]
        case = case_of(self.text, start, end)
        if case == "upper":
            return end - start < SHORTEST_CAPITALS
        return case == "middle" and self._capital_near(index)

    def surroundings(self, index: int) -> Surroundings:
        text, words, spans = self.text, self.words, self.spans
        start, end = spans[index]
        left = right = ""
        if index and text[spans[index - 1][1] : start] in (" ", "\n"):
            left = words[index - 1]
        if index + 1 < len(words) and text[end : spans[index + 1][0]] in (" ", "\n"):
            right = words[index + 1]
        line = max(
            text.rfind("\n", max(0, start - SYMBOL_REACH), start) + 1, start - SYMBOL_REACH, 0
        )
        stop = text.find("\n", end, end + SYMBOL_REACH)
        around = text[line : stop if stop >= 0 else end + SYMBOL_REACH]
        return Surroundings(
            left="a" if left == "an" else left,
            right=right,
            left_known=not left or self.strange[index - 1] == 0.0,
            strangeness=self._strangeness(index),
            repeats=self.counts[words[index]],
            case=case_of(text, start, end),
            symbols=sum(map(around.count, SYMBOLS)) / len(around),
            indented=around[:4] == "    " or around[:1] == "\t",
            capital_near=self._capital_near(index),
        )

    def _capital_near(self, index: int) -> bool:
        """Whether a capitalised word touches the word: both are a name, then."""
        start, end = self.spans[index]
        if index + 1 < len(self.spans):
            after, stop = self.spans[index + 1]
            if (
                after - end <= 2
                and "." not in self.text[end:after]
                and is_capital(self.text[after:stop])
            ):
                return True
        if index:
            before, stop = self.spans[index - 1]
            return (
                self.text[stop:start] in (" ", ". ", ", ")
                and stop - before > 1
                and is_capital(self.text[before:stop])
                and not (
                    starts_sentence(self.text, before)
                    and self.speller.lexicon.get(self.words[index - 1], 0) > COMMON
                )
            )
        return False

    def _strangeness(self, index: int) -> float:
        words = self.words
        low, high = max(0, index - WINDOW), min(len(words), index + WINDOW + 1)
        total, count = 0.0, 0
        for i in range(low, high):
            if i != index and (i == low or words[i] != words[i - 1]):
                total += self.strange[i]
                count += 1
        return total / max(4, count)


def is_capital(word: str) -> bool:
    return word[0].isupper() and (len(word) == 1 or word[1:].islower())


def case_of(text: str, start: int, end: int) -> str:
    word = text[start:end]
    if word[0].islower():
        return "lower"
    if len(word) > 1 and word.isupper():
        return "upper"
    return "start" if starts_sentence(text, start) else "middle"


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
def codespell_pairs() -> Mapping[str, str]:
    """The misspellings with one correction in codespell's list, when codespell is installed."""
    from importlib import util
    from pathlib import Path

    spec = util.find_spec("codespell_lib")
    if spec is None or spec.origin is None:
        return {}
    path = Path(spec.origin).parent / "data" / "dictionary.txt"
    if not path.exists():
        return {}
    pairs = {}
    for line in path.read_text(encoding="utf8").splitlines():
        wrong, _, right = line.partition("->")
        right = right.strip().rstrip(",")
        if right.replace("'", "").isalpha():
            pairs[wrong.lower()] = right.lower()
    return pairs


@cache
def speller(
    level: str = "safe", lang: str = "en", own: tuple[str, ...] = (), listed: bool = True
) -> Speller:
    """The speller for a choice of options, made once."""
    return Speller(level, lang, own, listed)
