"""When the single marks of a line are too many to be writing: the line carries a payload."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from .context import context

if TYPE_CHECKING:
    from collections.abc import Sequence

ZWSP, ZWNJ, ZWJ = "\u200b", "\u200c", "\u200d"
SHORT = 4  # a longer run of mixed characters is a payload whatever it stands beside

_aliens = re.compile("[\u2060-\u2064\u206a-\u206f\ufeff\U000e0000-\U000e0fff]").findall
_other_than_space = re.compile("[\u200c-\u200f\u2060-\u2064\u206a-\u206f\ufeff]").search
_strewn = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff]+").fullmatch
_bidi = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]").search

Span = tuple[int, int, str]  # start, end, characters of a run


class Density(NamedTuple):
    """What is wrong with a line as a whole."""

    joiners: bool = False  # more of them between letters than any orthography has
    spaces: bool = False  # more zero-width spaces than a script without spaces has words
    bidi: bool = False  # runs mix joiners with bidi controls: an alphabet, not writing
    streaks: frozenset[int] = frozenset()  # starts of runs that stand after each of many letters


NORMAL = Density()


def density(line: str, runs: Sequence[Span]) -> Density:
    """Judge a line by its short runs; a long one is a payload of its own and says nothing."""
    short = [run for run in runs if run[1] - run[0] <= SHORT]
    if len(short) < 4:
        return Density(bidi=_is_alphabet(runs)) if len(runs) > 1 else NORMAL
    streaks = _streaks(short)
    if streaks:
        short = [run for run in short if run[0] not in streaks]
    return Density(
        _too_many_joiners(line, short), _too_many_spaces(line, short), _is_alphabet(runs), streaks
    )


def _streaks(short: Sequence[Span]) -> frozenset[int]:
    """Runs after each of several letters in turn: four of different kinds, or six of one."""
    found: set[int] = set()
    streak: list[Span] = []
    for run in (*short, (-9, -9, "")):
        if streak and run[0] == streak[-1][1] + 1 and _strewn(run[2]):
            streak.append(run)
            continue
        if len(streak) > 5 or (len(streak) > 3 and len({text for _, _, text in streak}) > 1):
            found.update(start for start, _, _ in streak)
        streak = [run] if _strewn(run[2]) else []
    return frozenset(found)


def _too_many_joiners(line: str, short: Sequence[Span]) -> bool:
    places = [(start, run) for start, _, run in short if ZWNJ in run or ZWJ in run]
    if len(places) < 4:
        return False
    ctx = context()
    letters = sum(map(len, ctx.joining(line)))
    if not letters:
        return False
    lefts = [line[start - 1] if start else "" for start, _ in places]
    beside = sum(1 for c in lefts if ctx.cursive(c) or (ctx.indic(c) and not ctx.virama(c)))
    doubled = sum(1 for _, run in places if run.count(ZWNJ) + run.count(ZWJ) > 1)
    if beside * 4 > letters or doubled > 2:
        return True
    aliens = sum(len(_aliens(run)) for _, _, run in short)
    return len(places) > 8 and aliens > 2


def _too_many_spaces(line: str, short: Sequence[Span]) -> bool:
    count = sum(1 for _, _, run in short if ZWSP in run)
    if count < 4:
        return False
    letters = sum(map(len, context().letters(line)))
    if count * 2 > letters:
        return True
    return count * 5 > letters and any(_other_than_space(run) for _, _, run in short)


def _is_alphabet(runs: Sequence[Span]) -> bool:
    mixed = [
        run
        for _, _, run in runs
        if len(run) >= SHORT and (ZWNJ in run or ZWJ in run) and _bidi(run) is not None
    ]
    return len(mixed) > 1
