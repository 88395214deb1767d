"""What the place of an unknown word says, in whole numbers: plain definition.

A paragraph is taken to tokens (runs of letters with apostrophes between them), each token is looked
up, and every unknown one gets its candidates and, for the likeliest three, a row of `FEATURES`.
Shares are percentages. Nothing beyond the paragraph is looked at.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from .slips import (
    INFLECTIONS,
    LATIN,
    VOWEL,
    VOWELS,
    Candidate,
    candidates,
    folded,
)
from .tokens import LOWER, MIXED, START, UPPER, Token, paragraphs, tokens
from .vocabulary import Vocabulary

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
WINDOW, LINE, REACH = 12, 15, 60
COMMON, BEGINNER = 118, 80
"""20 times the Zipf frequency of a word of every sentence, and of one that may begin any."""
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
SYMBOLS = "{}()[]=<>;_|\\/*#+&"
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
            place = _place(lex, found, text, start, end, i, plain, weight, counts, capitals)
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


def weights(found: list[Token]) -> list[int]:
    """Ten for each unknown word, or one that is common in another language."""
    return [10 * t.is_prose * (not t.zipf or t.flags & 16 > 0) for t in found]


def share(found: list[Token], weight: list[int], i: int) -> int:
    """The share of unknown words near a token, itself apart, in hundredths."""
    low, high = max(0, i - WINDOW), min(len(found), i + WINDOW + 1)
    total = sum(weight[low:high]) - weight[i]
    count = sum(t.is_prose for t in found[low:high]) - found[i].is_prose
    return 10 * total // max(4, count)


def _neighbour(found: list[Token], text: str, i: int, step: int) -> Token | None:
    """The token before or after, where one space or line end is all between."""
    if not 0 <= i + step < len(found):
        return None
    a, b = sorted((i, i + step))
    gap = text[found[a].end : found[b].start]
    return found[i + step] if gap in (" ", "\n") else None


def _ranked(
    lex: Vocabulary, found: list[Token], text: str, i: int, near: list[Candidate]
) -> list[tuple[int, Candidate, int, int, int, int]]:
    """The candidates by how likely they stand here: score, the pairs, what the pairs say."""
    left, right = (_neighbour(found, text, i, step) for step in (-1, 1))
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
    sides = [_neighbour(found, text, i, step) for step in (-1, 1)]
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
        _compound(lex, word),
        _stem(lex, word),
        _prefixed(lex, word),
        int(VOWELS.isdisjoint(word)),
        int(word.endswith(LATIN) and not c.word.endswith(LATIN)),
    )


def _compound(lex: Vocabulary, word: str) -> int:
    """The rarer of two words that make the word together, at best."""
    best = 0
    for i in range(3, len(word) - 2):
        best = max(best, min(lex.look(word[:i]) & 255, lex.look(word[i:]) & 255))
    return best


def _stem(lex: Vocabulary, word: str) -> int:
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


def _prefixed(lex: Vocabulary, word: str) -> int:
    """How common the word is that this is made of by a prefix, at best."""
    best = 0
    for prefix in PREFIXES:
        if len(word) - len(prefix) >= 4 and word.startswith(prefix):
            best = max(best, lex.look(word[len(prefix) :]) & 255)
    return best


def _place(
    lex: Vocabulary,
    found: list[Token],
    text: str,
    start: int,
    end: int,
    i: int,
    plain: list[int],
    weight: list[int],
    counts: Counter[str],
    capitals: Counter[str],
) -> tuple[int, ...]:
    token, size = found[i], len(found)
    a, b = token.start, token.end
    low, high = max(0, i - WINDOW), min(size, i + WINDOW + 1)
    near = found[low:high]
    left, right = (_neighbour(found, text, i, step) for step in (-1, 1))
    first = max(token.begin, a - REACH)
    last = min(end, b + REACH)
    stop = text.find("\n", b, last)
    last = stop if stop >= 0 else last
    around = text[first:last]
    prose = sum(t.is_prose for t in found)
    lower = sum(t.is_prose and not t.case for t in found)
    unknown_lower = sum(w for t, w in zip(found, weight, strict=True) if not t.case)
    before = text[a - 1] if a > start else " "
    after = text[b] if b < end else " "
    here = found[max(0, i - LINE) : i + LINE + 1]
    return (
        token.case,
        int(_capital_beside(found, text, i)),
        int(i > 0 and found[i - 1].case != LOWER),
        int(token.case != LOWER and _capital_after(found, i)),
        int(token.is_spoken),
        int(text.startswith(("    ", "\t"), token.begin, end)),
        100 * sum(map(around.count, SYMBOLS)) // max(8, len(around)),
        share(found, weight, i),
        share(found, plain, i),
        100 * sum(t.flags & 16 > 0 or not t.word.isascii() for t in near) // max(4, len(near) - 1),
        100 * sum(t.zipf >= COMMON for t in near) // max(6, len(near) - 1),
        10 * (sum(weight) - weight[i]) // max(6, prose - 1),
        10 * (unknown_lower - (weight[i] if not token.case else 0)) // max(6, lower - 1),
        100 * sum(t.flags & 32 > 0 for t in found) // max(60, size),
        min(LINE, sum(t.line == token.line for t in here)),
        min(200, size),
        min(50, counts[token.word]),
        min(50, capitals[token.word] - (token.case != LOWER)),
        int(left is not None and left.zipf > 0),
        int(right is not None and right.zipf > 0),
        left.zipf if left else 0,
        right.zipf if right else 0,
        int(left is None),
        int(right is None),
        int(before in "\"'(\u2018\u201c\u00ab" or after in "\"')\u2019\u201d\u00bb"),
        int(after in ".,;:!?"),
        int(before == "-" or after == "-"),
        int(before in "*_<>~|[]{}" or after in "*_<>~|[]{}"),
        min(50, sum(t.word == token.word and not t.is_prose for t in found)),
        0,  # who looks at more than a paragraph tells
        100 * sum(not t.is_prose for t in near) // max(6, len(near) - 1),
        100 * sum(t.case == UPPER and len(t.word) > 1 for t in near) // max(6, len(near) - 1),
    )


def _capital_after(found: list[Token], i: int) -> bool:
    """Whether the next word is capitalised, one character on."""
    return (
        i + 1 < len(found) and found[i + 1].start - found[i].end == 1 and found[i + 1].case != LOWER
    )


def _capital_beside(found: list[Token], text: str, i: int) -> bool:
    """Whether a capitalised word touches this one: both are a name, then."""
    if i + 1 < len(found):
        after = found[i + 1]
        gap = text[found[i].end : after.start]
        if len(gap) <= 2 and after.case != LOWER and "." not in gap:
            return True
    if i == 0:
        return False
    before = found[i - 1]
    return (
        found[i].start - before.end <= 2
        and before.case != LOWER
        and not (before.case == START and before.zipf > BEGINNER)
    )
