"""Numbers written one after the other without separators: the likeliest text they spell."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .plausible import NEVER, share, step

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    _Cut = tuple[float, str, Any]  # its logarithm, its last two characters, the cut before

LONGEST = 8000  # digits; reading takes a tenth of a millisecond for each
FOLLOWED = 6  # readings followed at each place, of those that end in different characters
STEP, REACH = 256, 24  # how often to ask whether it is noise, and how far back a number may begin
DOUBT = 40.0  # how much worse than it may be at the end a text may be on the way
LIMIT = 0x110000
RAREST = -12.0  # logarithm of the share of a character that a reading may have


def likeliest(
    digits: Sequence[int], base: int, width: int, before: str = "", least: float = NEVER
) -> str | None:
    """The likeliest text whose code points, written to a base, follow each other in `digits`.

    A number of `width` digits may begin with zeros, a longer one not; with a width of 0 none
    does. `before` is the text that it goes on from, of which the last two characters count, `least`
    the mean score for each digit below which it is noise. None if there is no such text or the
    stream is very long.

    >>> likeliest([int(bit) for bit in "110100011010011110100"], 2, 0)
    'hit'
    """
    if len(digits) > LONGEST:
        return None
    best: list[list[_Cut]] = [[(0.0, before[-2:], None)], *([] for _ in digits)]
    for end in range(max(1, width), len(digits) + 1):
        pairs = (
            (start, chr(code))
            for start, code in _numbers(digits, end, base, width)
            if best[start] and share(code) > RAREST
        )
        best[end] = _followed(best, pairs)
        if end % STEP == 0 and least > NEVER:
            reached = max(
                (cuts[0][0] for cuts in best[end - REACH : end + 1] if cuts), default=NEVER
            )
            if reached < least * end - DOUBT:
                return None
    return _text(best[-1])


def chosen(places: Sequence[Iterable[int]]) -> str | None:
    """The likeliest text with one of some code points at each place."""
    best: list[list[_Cut]] = [[(0.0, "", None)]]
    for end, codes in enumerate(places[:LONGEST], 1):
        best.append(_followed(best, ((end - 1, chr(code)) for code in codes)))
    return _text(best[-1]) if 0 < len(places) <= LONGEST else None


def _numbers(digits: Sequence[int], end: int, base: int, width: int) -> Iterator[tuple[int, int]]:
    """Start and value of the numbers that may end at a place."""
    value, place = 0, 1
    for start in range(end - 1, -1, -1):
        value += digits[start] * place
        place *= base
        length = end - start
        if value >= LIMIT:
            return
        if length == width or (length > width and digits[start]):
            yield start, value
        if length >= width and place > LIMIT:
            return


def _followed(best: list[list[_Cut]], ends: Iterable[tuple[int, str]]) -> list[_Cut]:
    found: dict[str, _Cut] = {}
    for start, char in ends:
        for cut in best[start]:
            total = cut[0] + step(cut[1], char)
            last = cut[1][-1:] + char
            if total > (found[last][0] if last in found else NEVER):
                found[last] = (total, last, cut)
    return sorted(found.values(), key=lambda cut: -cut[0])[:FOLLOWED]


def _text(ends: list[_Cut]) -> str | None:
    if not ends:
        return None
    chars = []
    cut = ends[0]
    while cut[2] is not None:
        chars.append(cut[1][-1])
        cut = cut[2]
    return "".join(reversed(chars))
