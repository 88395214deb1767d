"""Evidence that `left.Right` is two sentences, weighed by a small linear model.

Each piece of evidence is a named yes-or-no fact; the weights stand in a table that
`data/build/spacing_weights.py` makes from text that anyone may use. The sum of the weights is a
log-odds figure: at 0 both readings are equally likely.
"""

from __future__ import annotations

from collections.abc import Iterator

from cleantext.data.spacing_weights import WEIGHTS
from cleantext.lexicon import bigram

from .local import Passage
from .words import function_words, is_title, listed, word_after, word_before

THRESHOLD = {"conservative": -1.0, "aggressive": -2.5}
_ENDINGS = (
    "ed",
    "ing",
    "ly",
    "ness",
    "ment",
    "tion",
    "tions",
    "able",
    "ful",
    "ous",
    "ity",
    "ments",
)
_VERBS = frozenset(
    "is are was were has have had can will would may might must should does did makes allows "
    "provides uses supports gives lets helps takes contains offers includes".split()
)


def score(line: Passage, left_end: int, right_start: int) -> float:
    """How much more likely `left.Right` is two sentences than one name (log-odds)."""
    return sum(WEIGHTS.get(name, 0.0) for name in evidence(line, left_end, right_start))


def evidence(line: Passage, left_end: int, right_start: int) -> Iterator[str]:
    """The names of the facts that hold for the word that ends and the word that begins there."""
    text = line.text
    left, right = word_before(text, left_end), word_after(text, right_start)
    low_left, low_right = left.lower(), right.lower()
    at = right_start + len(right)
    shape = _shape(left)
    yield "bias"
    yield f"left {shape}"
    yield f"right {_shape(right)}"
    yield f"{shape}/{_shape(right)}"

    # the left word
    is_module = low_left in listed("module") or (
        shape != "lower" and low_left in listed("namespace")
    )
    common = line.frequency(left)
    yield f"left rank {_band(common)}"
    yield f"left length {min(len(left), 5)}"
    if len(left) < 4:
        yield f"left {_band(common)} of {len(left)}"
    if not left.isascii() or not right.isascii():
        yield "non-ascii"
    if is_module:
        yield f"{shape} module"
    if low_left in function_words("en"):
        yield "left function word"
    if left.isascii() and len(left) > 4 and low_left.endswith(_ENDINGS):
        yield "left inflected" + (" module" if is_module else "")

    # the right word
    opens = line.opens_clause(right)
    next_word = word_after(text, at + 1) if text[at : at + 1] == " " else ""
    after_comma = word_after(text, at + 2) if text[at : at + 2] == ", " else ""
    follow = next_word or after_comma
    follows_low = follow[:1].islower()
    is_member = low_right in listed("member")
    how = (
        "opener"
        if opens
        else "member"
        if is_member
        else "known"
        if line.frequency(right)
        else "unknown"
    )
    yield f"right {how}"
    yield f"{shape} + right {how}"
    yield f"right rank {_band(line.frequency(right))}"
    yield f"right length {min(len(right), 4)}"
    if is_module:
        yield f"module + right {how}"
    if low_left.rstrip("s") == low_right.rstrip("s"):
        yield "same word"

    if low_right.endswith("ly") and len(right) > 4:
        yield "right adverb"

    # what follows it
    following = (
        "comma"
        if after_comma
        else "lower"
        if follows_low and line.is_word(follow)
        else "lower unknown"
        if follows_low
        else "other word"
        if follow
        else "end"
        if not text[at:].strip(' .!?"\u201d)')
        else "mark"
        if text[at] in ".,;:!?\u2019'"
        else "other"
    )
    yield f"follow {following}"
    yield f"{shape} follow {following}"
    yield f"right {how} follow {following}"
    if follow.lower() in _VERBS:
        yield "follow verb"
        if is_module:
            yield "module follow verb"
    pair = bigram(low_right, next_word.lower()) if next_word else 0.0
    if pair:
        yield "pair right" if pair < 6 else "pair right often"
    if follows_low and follow in function_words(line.lang or "en"):
        yield "follow function word"

    # what stands before
    start = left_end - len(left)
    previous = word_before(text, start - 1) if start and text[start - 1] == " " else ""
    if previous and bigram(previous.lower(), low_left):
        yield "pair left"
        if is_module:
            yield "module pair left"
    if not previous:
        yield "no word before"
    elif previous.lower() in ("a", "an", "the"):
        yield "article before"
    before = line.words_between(0, start)
    yield f"before {0 if not before else 1 if before < 3 else 3 if before < 6 else 6}"
    rest = len(text) - at
    yield f"rest {0 if rest < 3 else 1 if rest < 20 else 2}"

    # the line
    if line.is_technical:
        yield "technical"
        yield f"{shape} technical"
        yield f"right {how} technical"
    talk = min(line.code_talk, 3)
    yield f"code talk {talk}"
    yield f"{shape} code talk {talk}"
    if line.has_code_words:
        yield "code words"
    elif not line.is_technical and not is_module and common:
        yield "plain"
        yield f"plain code talk {talk}"
    if line.lang not in ("", "en"):
        yield "foreign"
        yield f"foreign {how}"
    if not line.is_familiar:
        yield "no prose"


def _shape(word: str) -> str:
    if word.islower():
        return "lower"
    if is_title(word):
        return "title"
    return "upper" if word.isupper() else "mixed"


def _band(zipf: float) -> str:
    return (
        "none"
        if not zipf
        else "rare"
        if zipf < 3
        else "mid"
        if zipf < 4.2
        else "high"
        if zipf < 5.2
        else "top"
    )
