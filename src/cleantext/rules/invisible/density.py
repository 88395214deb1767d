"""When the single marks of a line are too many to be writing: the line carries a payload."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ...expressions import expression
from .bidi import MARKS
from .context import context
from .syllables import is_inside_syllable

if TYPE_CHECKING:
    from collections.abc import Sequence

ZWSP, ZWNJ, ZWJ = "\u200b", "\u200c", "\u200d"
SHORT = 4  # a longer run of mixed characters is a payload whatever it stands beside

_aliens = expression("[\u2060-\u2064\u206a-\u206f\ufeff\U000e0000-\U000e0fff]")
_other_than_space = expression("[\u200c-\u200f\u2060-\u2064\u206a-\u206f\ufeff]")
_strewn = expression("[\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff]+")
_bare = expression("\u200b[\u1780-\u17a2]\u200b")
_bidi = expression("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")

Span = tuple[int, int, str]  # start, end, characters of a run


class Density(NamedTuple):
    """What is wrong with a line as a whole."""

    joiners: bool = False  # more of them between letters than any orthography has
    spaces: bool = False  # more zero-width spaces than a script without spaces has words
    bidi: bool = False  # runs mix joiners with bidi controls: an alphabet, not writing
    streaks: frozenset[int] = frozenset()  # starts of runs that stand after each of many letters
    marks: bool = False  # as many marks of direction as letters that they might part
    selectors: bool = False  # a selector on every few ideographs


NORMAL = Density()


def density(line: str, runs: Sequence[Span], rtl: bool = False) -> Density:
    """Judge a line by its short runs; a long one is a payload of its own and says nothing."""
    if len(runs) < 2:
        return NORMAL
    short = [run for run in runs if run[1] - run[0] <= SHORT]
    if len(short) < 4:
        return Density(spaces=_parts_syllables(line, short), bidi=_is_alphabet(runs))
    streaks = _streaks(line, short, rtl)
    if streaks:
        short = [run for run in short if run[0] not in streaks]
    return Density(
        _too_many_joiners(line, short),
        _parts_syllables(line, short) or _too_many_spaces(line, short),
        _is_alphabet(runs),
        streaks,
        rtl and _too_many_marks(line, short),
        _too_many_selectors(line, short),
    )


def _streaks(line: str, short: Sequence[Span], rtl: bool) -> frozenset[int]:
    """Runs after each of several letters in turn: four of different kinds, or six of one."""
    found: set[int] = set()
    streak: list[Span] = []
    for run in (*short, (-9, -9, "")):
        # beside signs of a right-to-left line marks of direction are at home
        is_strewn = _strewn.fullmatch(run[2]) and not (
            rtl and _bidi.search(run[2]) and _is_sign(line, run[0])
        )
        if is_strewn and streak and run[0] == streak[-1][1] + 1:
            streak.append(run)
            continue
        if len(streak) > 5 or (len(streak) > 3 and len({text for _, _, text in streak}) > 1):
            found.update(start for start, _, _ in streak)
        streak = [run] if is_strewn else []
    return frozenset(found)


def _is_sign(line: str, at: int) -> bool:
    return at == 0 or not context().letter(line[at - 1])


def _too_many_joiners(line: str, short: Sequence[Span]) -> bool:
    places = [(start, run) for start, _, run in short if ZWNJ in run or ZWJ in run]
    if len(places) < 4:
        return False
    ctx = context()
    letters = ctx.joining(line)
    if not letters:
        return False
    lefts = [line[start - 1] if start else "" for start, _ in places]
    # Sorani of old has a non-joiner after every HEH that is a vowel
    beside = sum(
        1
        for c in lefts
        if (ctx.cursive(c) and c != "\u0647") or (ctx.indic(c) and not ctx.virama(c))
    )
    doubled = sum(1 for _, run in places if run.count(ZWNJ) + run.count(ZWJ) > 1)
    if beside * 4 > letters or doubled > 2:
        return True
    aliens = sum(len(_aliens.findall(run)) for _, _, run in short)
    return len(places) > 8 and aliens > 2


def _too_many_spaces(line: str, short: Sequence[Span]) -> bool:
    count = sum(1 for _, _, run in short if ZWSP in run)
    if count < 4:
        return False
    letters = context().letters(line)
    if count * 2 > letters:
        return True
    return count * 5 > letters and any(_other_than_space.search(run) for _, _, run in short)


def _is_alphabet(runs: Sequence[Span]) -> bool:
    mixed = [
        run
        for _, _, run in runs
        if len(run) >= SHORT and (ZWNJ in run or ZWJ in run) and _bidi.search(run) is not None
    ]
    return len(mixed) > 1


def _parts_syllables(line: str, short: Sequence[Span]) -> bool:
    """Whether zero-width spaces stand where no word ends: inside syllables and Latin words."""
    places = [(start, end) for start, end, run in short if run == ZWSP]
    if len(places) < 2:
        return False
    wrong = sum(_is_wrong(line, start, end) for start, end in places)
    return wrong > 1 or wrong * 4 > len(places)


def _is_wrong(line: str, start: int, end: int) -> bool:
    if is_inside_syllable(line, start, end):
        return True
    left, right = line[start - 1 : start], line[end : end + 1]
    if _bare.match(line, max(0, start - 2)) and line[start - 2] == ZWSP:
        return True  # no word of Khmer is one consonant
    letter, spaceless = context().letter, context().spaceless
    return bool(letter(left) and letter(right)) and not (spaceless(left) or spaceless(right))


def _too_many_marks(line: str, short: Sequence[Span]) -> bool:
    """Whether as many marks of direction stand between words as no line needs."""
    marks = [(start, end) for start, end, run in short if len(run) == 1 and run in MARKS]
    if len(marks) < 4:
        return False
    idle = sum(
        1 for start, end in marks if _in_words(line[start - 1 : start] + line[end : end + 1])
    )
    return idle > 3 and idle * 4 > len(marks) * 3


def _in_words(neighbours: str) -> bool:
    letter = context().letter
    return all(letter(char) or char.isspace() for char in neighbours)


def _too_many_selectors(line: str, short: Sequence[Span]) -> bool:
    """Whether a selector stands on every few ideographs: of a name one has it, or two."""
    count = sum(1 for _, _, run in short if len(run) == 1 and "\U000e0100" <= run <= "\U000e01ef")
    if count < 4:
        return False
    return count * 4 > sum(1 for char in line if context().ideograph(char))
