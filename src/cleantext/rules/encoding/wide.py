"""UTF-8 that was read through a page of two bytes a character: GBK, Shift-JIS, Big5, EUC-KR.

Bytes that are no pair became `?`, U+FFFD or (in Shift-JIS) a middle dot on the way. What they were
is one of those that the page cannot read there; the model of letters chooses, and tells how sure
that is.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ... import letters
from ...edits import Change, splice
from ...expressions import expression
from ...kernel.pages_signs import is_wide
from .channels import WIDE
from .known import AS_LIKELY, may_have
from .reading import TEMPER, Reading, is_garbage, is_text, packed

RUN = expression("\\?*[^\x00-\x7f](?:[^\x00-\x7f]|\\?+(?=[^\x00-\x7f]))*\\?*")
HOLES = "?\ufffd"
DOT = "\u30fb"
"""What Windows shows in Shift-JIS for bytes that are no pair."""
CLOSING = frozenset((*")]}*,.;:!?\"'", ""))
LOSS = 1.0
MOST_HOLES, TRIED, BEAM = 60, 24, 5
LEADS = {2: range(0xC2, 0xE0), 3: range(0xE0, 0xF0), 4: range(0xF0, 0xF5)}
"""By how many bytes a character has: what it begins with."""
LEFT = expression("\ufffd+|\\?{2,}|(?<=\\w)\\?(?=\\w)")
"""What stands for bytes, where no page explains it."""
IDEOGRAPH, FEW = 8.0, 4
"""Nats by which each ideograph short of four makes it likelier that they are what they seem."""
UNREAD = 1.0
"""Nats that such bytes, or a run, count against a reading which leaves them."""


class Path(NamedTuple):
    """A beginning of a run, read: what it costs, the doubt that it is another, the bytes lost."""

    cost: float
    doubt: float
    text: str
    losses: int


def readings(line: str) -> Iterator[Reading]:
    """All ways to read the runs of a line as UTF-8, one for each page."""
    if not _has_signs(line):
        return
    here = letters.cost(line)
    runs = [(*match.span(), match.group()) for match in RUN.finditer(line)]
    with_signs = [_has_signs(run) for _, _, run in runs]
    for page, rare in WIDE.items():
        edits: list[Change] = []
        losses, doubt = 0, 0.0
        for (start, end, run), has_signs in zip(runs, with_signs, strict=True):
            if found := _decoded(run, page, line[max(0, start - 2) : start], line[end : end + 2]):
                edits.append((start, end, found.text))
                losses += found.losses
                doubt += found.doubt
            elif has_signs:
                doubt += UNREAD
        if not edits:
            continue
        text = splice(line, edits)
        if is_garbage(text, line) or not _are_written(edits, text):
            continue
        doubt += UNREAD * len(LEFT.findall(text))
        altered = sum(end - start for start, end, _ in edits)
        gain = here - letters.cost(text) - TEMPER["wide8"] * altered
        rare += 1.0 + LOSS * losses
        signs = {line[start:end] for start, end, _ in edits if not _is_beside(line, start, end)}
        if len(signs) == len(edits) == 1:
            rare += IDEOGRAPH * max(0, FEW - len(set(*signs)))
        yield Reading(("wide8", page), gain, rare, packed(edits), text, open=doubt)


def _has_signs(text: str) -> bool:
    return any(map(is_wide, set(text)))


def _are_written(edits: list[Change], text: str) -> bool:
    """Whether letters that single ideographs stand for are written in a language of the text."""
    made = {new for start, end, new in edits if end == start + 1}
    return not made or may_have(text, made, AS_LIKELY)


def _is_beside(line: str, start: int, end: int) -> bool:
    """Whether a stretch stands beside a letter."""
    return line[start - 1 : start].isalpha() or line[end : end + 1].isalpha()


def _decoded(run: str, page: str, before: str, after: str) -> Path | None:
    """What a run was, between what stands beside it."""
    data: list[int] = []  # -1 for a byte that was lost
    for character in run:
        if character in HOLES or (character == DOT and page == "cp932"):
            data.append(-1)
        elif (read := _bytes(character, page)) is not None:
            data += read
        else:
            return None
    if data.count(-1) > MOST_HOLES:
        return None
    if -1 not in data:
        try:
            new = bytes(data).decode()
        except UnicodeDecodeError:
            return None
        # An ideograph is a letter by chance, unless it stands within a word.
        within = _is_beside(before + run + after, len(before), len(before) + len(run))
        return Path(0.0, 0.0, new, 0) if len(run) > 1 or (within and new.isalpha()) else None
    return _filled(data, page, before, after)


def _bytes(character: str, page: str) -> bytes | None:
    if character == "\u20ac" and page == "gbk":
        return b"\x80"  # as the WHATWG and Microsoft have it
    try:
        return character.encode("gb18030" if page == "gbk" else page)
    except UnicodeEncodeError:
        return character.encode("latin-1") if "\x80" <= character <= "\x9f" else None


def _filled(data: list[int], page: str, before: str, after: str) -> Path | None:
    """Bytes with holes in them: what fits and costs least, by a beam over them."""
    paths: list[list[Path]] = [[] for _ in range(len(data) + 1)]
    paths[0].append(Path(0.0, 0.0, before, 0))
    for at in range(len(data)):
        beam = sorted(paths[at])[:BEAM]
        paths[at] = []
        if not beam:
            continue
        for end, ways, lost in _ways_at(data, at, page):
            for path in beam:
                for way in _likeliest(ways, path.text[-2:]):
                    cost = path.cost + letters.each(path.text[-2:] + way)[-2] + LOSS * lost
                    losses = path.losses + lost
                    _offer(paths[end], Path(cost, path.doubt, path.text + way, losses))
    ends: list[Path] = []
    # A byte that was no pair with the space behind it may have taken that along.
    may_lack = data[-1] < 0 and not (after[:1].isspace() or after[:1] in CLOSING)
    for path in paths[-1]:
        for text in (path.text, path.text + " ")[: 1 + may_lack]:
            cost = path.cost + sum(letters.each(text[-2:] + after)[2:])
            ends.append(path._replace(cost=cost, text=text))
    if not ends:
        return None
    best, *others = sorted(ends)
    for other in others:
        best = _either(best, other)
    return best._replace(text=best.text[len(before) :])


def _likeliest(ways: tuple[str, ...], before: str) -> Sequence[str]:
    """Those of many ways that may count."""
    if len(ways) <= TRIED:
        return ways
    costs = letters.costs(ways, before)
    return [way for _, way in sorted(zip(costs, ways, strict=True))[:TRIED]]


def _offer(paths: list[Path], path: Path) -> None:
    """Keep a path, or with it the one that goes on as it does."""
    for k, other in enumerate(paths):
        if other.text[-2:] == path.text[-2:]:
            paths[k] = _either(*sorted((other, path)))
            return
    paths.append(path)


def _either(one: Path, other: Path) -> Path:
    """The cheaper of two paths, with the doubt that it is the other."""
    behind = other.cost - one.cost - other.doubt + one.doubt
    return one._replace(doubt=one.doubt + math.log1p(math.exp(min(-behind, 500.0))))


def _ways_at(data: list[int], at: int, page: str) -> Iterator[tuple[int, tuple[str, ...], int]]:
    """What may begin at a place: where it ends, what it may be, how many bytes of it were lost."""
    if 0 <= data[at] < 0x80:
        yield at + 1, (chr(data[at]),), 0
        return
    for size, leads in LEADS.items():
        piece = data[at : at + size]
        if len(piece) == size and (data[at] < 0 or data[at] in leads):
            after = data[at + size] if at + size < len(data) else 0x20
            yield at + size, _ways(tuple(piece), after, page), piece.count(-1)


@functools.lru_cache(4096)
def _ways(piece: tuple[int, ...], after: int, page: str) -> tuple[str, ...]:
    """The characters that a sequence with holes may be."""
    if piece.count(-1) > 2:
        return ()
    found = []
    for filled in _fillings(piece, len(piece), after, page):
        try:
            new = bytes(filled).decode()
        except UnicodeDecodeError:
            continue
        if is_text(new):
            found.append(new)
    return tuple(found)


def _fillings(
    piece: tuple[int, ...], size: int, after: int, page: str
) -> Iterator[tuple[int, ...]]:
    """The bytes that end a sequence of some size; one that was lost is no pair with the next."""
    if not piece:
        yield ()
        return
    own: Sequence[int] = piece[:1]
    if piece[0] < 0:
        own = LEADS[size] if len(piece) == size else range(0x80, 0xC0)
    for rest in _fillings(piece[1:], size, after, page):
        following = (*rest, after)[0]
        for byte in own:
            if piece[0] >= 0 or following < 0 or not _is_pair(byte, following, page):
                yield (byte, *rest)


@functools.cache
def _is_pair(one: int, two: int, page: str) -> bool:
    try:
        bytes((one, two)).decode(page)
    except UnicodeDecodeError:
        return False
    return True
