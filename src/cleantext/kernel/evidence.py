"""What the place of an unknown word says, in whole numbers: plain definition.

A paragraph is taken to tokens (runs of letters with apostrophes between them), each token is looked
up, and every unknown one gets its candidates and, for the likeliest three, a row of `FEATURES`.
Shares are percentages. Nothing beyond the paragraph is looked at.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from .neighbourhood import neighbour, place_row, share, weights
from .slip_costs import VOWEL
from .slips import INFLECTIONS, LATIN, VOWELS, Candidate, candidates
from .spellings import folded
from .tokens import MIXED, Token, paragraphs, tokens
from .vocabulary import Vocabulary
from .word_parts import compound, prefixed, stem

FEATURES = (
    # the candidate
    "zipf cost place lead rivals left-pair right-pair left-pull right-pull gain first last "
    "inflection beside kind present listed candidate-length "
    # the word
    "length home away worst rare name foreign foreign-common compound stem prefix no-vowel latin "
    # the place
    "case capital-beside capital-before capital-after spoken indented symbols unknown-near "
    "strange-near foreign-near common-near unknown-paragraph unknown-lower archaic line paragraph "
    "repeats repeats-capital left-known right-known left-zipf right-zipf no-left no-right quoted "
    "punctuation hyphen markup marked company code-near capitals-near"
).split()
SHORTEST, LONGEST = 3, 24
CLUTTERED = 50
"""With a greater share of unknown words around, nothing is asked of a word: the text is none of
the language."""
LOOSE = 15
"""So much greater the share may be where marks may be left out later."""
SLIP_WEIGHT, SLIP_LENGTH, SLIP_ZIPF = 3, 5, 76
"""What an unknown word counts, in tenths, that is likely a slip: so long, so common the other."""
SEEN = 120
UNSEEN = 190
MOST_LEAD = 80


def rows(
    lex: Vocabulary, text: str, loose: bool = False
) -> Iterator[tuple[int, int, list[tuple[str, tuple[int, ...]]]]]:
    """The unknown words of a text with the evidence on each candidate.

    Where it is `loose`, also those that look like parts of an identifier, or stand among so many
    unknown words that else nothing is asked.
    """
    for start, end in paragraphs(text):
        yield from _rows(lex, text, start, end, loose)


def _rows(
    lex: Vocabulary, text: str, start: int, end: int, loose: bool
) -> Iterator[tuple[int, int, list[tuple[str, tuple[int, ...]]]]]:
    found = tokens(lex, text, start, end)
    plain = weights(found)
    if not any(plain) and not loose:
        return
    more = LOOSE if loose else 0
    asked: dict[int, list[Candidate]] = {}
    weight = list(plain)
    for i, token in enumerate(found):
        if _may_be_slip(lex, token, loose) and share(found, plain, i) <= CLUTTERED + more:
            asked[i] = candidates(lex, token.word)
            if plain[i] and _is_likely(token, asked[i]):
                weight[i] = SLIP_WEIGHT
    counts = Counter(token.word for token in found)
    capitals = Counter(token.word for token in found if token.case)
    for i, near in asked.items():
        if near:
            token = found[i]
            ranked = _ranked(lex, found, text, i, near)
            place = place_row(found, text, start, end, i, plain, weight, counts, capitals)
            yield (
                token.start,
                token.end,
                [
                    (c.word, _of_candidate(lex, found, text, i, ranked, k, counts) + place)
                    for k, (_, c, *_rest) in enumerate(ranked[:3])
                ],
            )


def _may_be_slip(lex: Vocabulary, token: Token, loose: bool) -> bool:
    """Whether a token is an unknown word that a slip may have made."""
    return (
        not token.zipf
        and SHORTEST <= len(token.word) <= LONGEST
        and token.case != MIXED
        and (token.is_prose or loose)
        and (lex.pairs is None or token.word.isascii())
    )


def _is_likely(token: Token, near: list[Candidate]) -> bool:
    """Whether an unknown word is likely a slip, of which a sentence may have several."""
    return (
        bool(near)
        and near[0].kind <= VOWEL
        and near[0].zipf >= SLIP_ZIPF
        and near[0].at > 0
        and len(token.word) >= SLIP_LENGTH
        and not token.flags & 14
    )


def _ranked(
    lex: Vocabulary, found: list[Token], text: str, i: int, near: list[Candidate]
) -> list[tuple[int, Candidate, int, int, int, int]]:
    """The candidates by how likely they stand here: score, the pairs, what the pairs say."""
    left, right = (neighbour(found, text, i, step) for step in (-1, 1))
    out = []
    for c in near:
        a = lex.pair("a" if left.word == "an" else left.word, c.word) if left else 0
        b = lex.pair(c.word, right.word) if right else 0
        pull_a, pull_b = _pull(a, left, c), _pull(b, right, c)
        out.append((c.zipf - c.cost - c.place + pull_a + pull_b, c, a, b, pull_a, pull_b))
    order = sorted(range(len(out)), key=lambda k: (not out[k][1].listed, -out[k][0], k))
    return [out[k] for k in order]


def _pull(pair: int, other: Token | None, candidate: Candidate) -> int:
    """How much more often than by chance two words stand side by side; words with an apostrophe
    were not counted."""
    if other is None or (not pair and "'" in candidate.word):
        return 0
    chance = other.zipf + candidate.zipf
    return pair - (chance - SEEN) if pair else min(0, UNSEEN - chance)


def _of_candidate(
    lex: Vocabulary,
    found: list[Token],
    text: str,
    i: int,
    ranked: list[tuple[int, Candidate, int, int, int, int]],
    k: int,
    counts: Counter[str],
) -> tuple[int, ...]:
    score, c, left, right, pull_left, pull_right = ranked[k]
    word = found[i].word
    fold = folded(c.word)
    rival = next((r for j, r in enumerate(ranked) if j != k and folded(r[1].word) != fold), None)
    lead = MOST_LEAD if rival is None else max(-MOST_LEAD, min(MOST_LEAD, score - rival[0]))
    home, away, worst = lex.costs_of(word)
    sides = [neighbour(found, text, i, step) for step in (-1, 1)]
    is_last = c.at >= len(word) - 1
    # By how much a list of misspellings speaks for the candidate; 1 where there is none.
    listed = 2 if c.listed else -1 if word in lex.listed else int(not lex.listed)
    return (
        c.zipf,
        c.cost,
        c.place,
        lead,
        len(ranked),
        left,
        right,
        pull_left,
        pull_right,
        home - lex.costs_of(c.word)[0],
        int(c.at == 0),
        int(is_last),
        int(is_last and (word[-1] in INFLECTIONS or c.word[-1] in INFLECTIONS)),
        int(any(side is not None and side.word == c.word for side in sides)),
        c.kind,
        min(50, counts[c.word]),
        listed,
        len(c.word),
        len(word),
        home,
        home - away,
        worst,
        found[i].flags & 1,
        found[i].flags >> 1 & 1,
        found[i].flags >> 2 & 1,
        found[i].flags >> 3 & 1,
        compound(lex, word),
        stem(lex, word),
        prefixed(lex, word),
        int(VOWELS.isdisjoint(word)),
        int(word.endswith(LATIN) and not c.word.endswith(LATIN)),
    )
