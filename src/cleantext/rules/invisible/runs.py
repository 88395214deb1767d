"""Which invisible characters of a line stay: decided run by run, from what stands on both sides.

One invisible character may be legitimate where its standard says so. A run of several is
legitimate only in a few exact combinations; any other run is a payload and goes, save a variation
selector or emoji joiner that it swallowed.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from . import bidi
from .context import context

if TYPE_CHECKING:
    from collections.abc import Iterator

ZWSP, ZWNJ, ZWJ = "\u200b", "\u200c", "\u200d"
VS15, VS16 = "\ufe0e", "\ufe0f"
BLACK_FLAG = "\U0001f3f4"
KEYCAP = "\u20e3"
JOINER_RUNS = {ZWNJ, ZWJ, ZWJ + ZWNJ, ZWNJ + ZWJ, ZWJ + ZWNJ + ZWJ}  # core spec 9.2, 23.2
BIDI = bidi.MARKS + bidi.CONTROLS
SHORT = 4  # a longer run of mixed characters is a payload whatever it stands beside

_flag = re.compile("[\U000e0030-\U000e0039\U000e0061-\U000e007a]{3,6}\U000e007f").fullmatch
RGI_FLAGS = tuple(
    "".join(chr(0xE0000 + ord(c)) for c in name) + "\U000e007f"
    for name in ("gbeng", "gbsct", "gbwls")
)
_tags = re.compile("[\U000e0030-\U000e007f]")
_variations = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]").findall
_mongolian = re.compile("[\u180b-\u180d\u180f]?\u180e?[\u200c\u200d]?").fullmatch
_joiner_in_bidi = re.compile(f"[{BIDI}]*[\u200c\u200d]?[{BIDI}]*").fullmatch
_joiners = re.compile("[\u200c\u200d]").finditer
_doubled = re.compile("[\u200c\u200d]{2,}").findall
_aliens = re.compile("[\u2060-\u2064\u206a-\u206f\ufeff\U000e0000-\U000e0fff]").findall
_not_zwsp = re.compile("[\u200c\u200d\u2060-\u2064\u206a-\u206f\ufeff\u200e\u200f]").search
_mixed = re.compile(f"[{BIDI}]").search
_controls = re.compile(f"[{bidi.CONTROLS}]").search
_mixed_all = re.compile(f"[{BIDI}]").finditer
_core = re.compile(
    f"[{ZWSP}{ZWNJ}{ZWJ}{BIDI}{VS15}{VS16}\u180b-\u180f\U000e0100-\U000e01ef]"
).findall
_manifest = "\ufeff\U000e0133\U000e0122\U000e0140\U000e0131\U000e0144\U000e0148\U000e0144\ufe00"
_selectors = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]*").match
_kept_by_permissive = set("\u00ad\u034f\u200b\u200c\u200d\u2060\u180e" + BIDI) - set(bidi.OVERRIDES)


class Policy(NamedTuple):
    """How strictly contexts are read."""

    name: str = "standard"
    keep_c2pa: bool = False
    keep_maths: bool = False


class Line(NamedTuple):
    """What the decision about a run must know of its whole line."""

    rtl: bool  # has letters that run right to left
    dense: bool  # has more joiners between letters than any orthography
    crowded: bool  # has more zero-width spaces than words
    tainted: bool  # has a run that is a payload beyond doubt


def dropped(line: str, policy: Policy) -> Iterator[tuple[int, int]]:
    """Positions `[start, end)` of the invisible characters of a line that go."""
    ctx = context()
    rtl = False
    idle: set[int] = set()
    if _mixed(line):
        rtl = policy.name != "strict" and ctx.rtl(line) is not None
        if rtl and policy.name == "code":
            idle = {i for i, _ in bidi.controls(line)}
        elif rtl or policy.name == "permissive":
            idle = bidi.idle(line) if _controls(line) else idle
        else:
            idle = {match.start() for match in _mixed_all(line)}
        if rtl and not idle and policy.name == "standard" and not ctx.suspect_beside_bidi(line):
            return  # nothing but bidi marks and balanced controls where they belong
    runs = [(match.start(), match.end(), match.group()) for match in ctx.run.finditer(line)]
    facts = Line(rtl, _dense(line), _crowded(line), bool(idle or rtl) and _tainted(runs))
    for start, end, run in runs:
        left = line[start - 1] if start else ""
        right = line[end] if end < len(line) else ""
        rest = run
        if idle:
            rest = "".join(line[i] for i in range(start, end) if i not in idle)
        if len(rest) == 1:
            kept = rest if _single(line, start, end, rest, left, right, facts, policy) else ""
        else:
            kept = _kept(line, start, end, rest, left, right, facts, policy) if rest else ""
        if kept == run:
            continue
        # the kept characters are in the run in this order; all else goes
        wanted = iter(kept)
        char = next(wanted, None)
        first = start
        for i in range(start, end):
            if line[i] == char and i not in idle:
                if first < i:
                    yield first, i
                first = i + 1
                char = next(wanted, None)
        if first < end:
            yield first, end


def _kept(
    line: str, start: int, end: int, run: str, left: str, right: str, facts: Line, policy: Policy
) -> str:
    if policy.keep_c2pa and run.startswith(_manifest):
        selectors = _selectors(run, 1)
        assert selectors is not None
        return run[: selectors.end()]
    kept = _whole(line, start, end, run, left, right, facts, policy)
    if kept is not None:
        return kept
    kept = _emoji(run, left, right)
    if kept or len(run) > SHORT:
        return kept
    # drop what is never legitimate, then look again
    core = "".join(_core(run))
    if core and core != run:
        return _whole(line, start, end, core, left, right, facts, policy) or ""
    return ""


def _whole(
    line: str, start: int, end: int, run: str, left: str, right: str, facts: Line, policy: Policy
) -> str | None:
    """What stays of a run of one character or of a known combination; None for any other."""
    ctx = context()
    if len(run) == 1:
        return run if _single(line, start, end, run, left, right, facts, policy) else ""
    if not run.strip(ZWSP):
        keep = _single(line, start, end, ZWSP, left, right, facts, policy)
        return ZWSP if keep else ""
    if run in (VS16 + ZWJ, VS15 + ZWJ) and ctx.emoji(left) and ctx.pictograph(right):
        return run
    if left == BLACK_FLAG:
        flag = run[:-1] if run[-1] == ZWJ and ctx.pictograph(right) else run
        if _flag(flag):
            return run
    if run in JOINER_RUNS and not facts.dense and policy.name != "strict":
        return run if ctx.cursive(left) or ctx.cursive(right) or ctx.indic(left) else ""
    if ctx.mongolian(left) and _mongolian(run):
        return run
    if facts.rtl and _joiner_in_bidi(run):
        if facts.tainted:
            return ""
        joiner = "".join(match.group() for match in _joiners(run))
        if joiner and not (ctx.cursive(left) or ctx.cursive(right)):
            return run.replace(joiner, "")
        return run
    if all("\U0001d173" <= c <= "\U0001d17a" for c in run):
        return run if ctx.music(left) or ctx.music(right) else ""
    if all("\U00013430" <= c <= "\U0001343f" for c in run):
        return run if ctx.hieroglyph(left) or ctx.hieroglyph(right) else ""
    return None


def _emoji(run: str, left: str, right: str) -> str:
    """What an emoji sequence needs of a run that is otherwise a payload."""
    ctx = context()
    kept = ""
    if left == BLACK_FLAG:
        tags = "".join(_tags.findall(run))
        if _flag(tags):
            kept = tags
    selectors = _variations(run)
    if (
        len(selectors) == 1
        and left
        and ctx.variation(left + selectors[0])
        and (left not in "0123456789#*" or right == KEYCAP)
    ):
        kept += selectors[0]
    if run.count(ZWJ) == 1 and ctx.emoji(left) and ctx.pictograph(right):
        kept += ZWJ
    return kept


def _single(
    line: str, start: int, end: int, char: str, left: str, right: str, facts: Line, policy: Policy
) -> bool:
    ctx = context()
    if policy.name == "permissive" and char in _kept_by_permissive:
        return not (facts.dense or facts.crowded) and bool(left and right)
    if char == ZWSP:
        if facts.crowded or not left or not right or left.isspace() or right.isspace():
            return False
        both = policy.name == "strict"
        before, after = bool(ctx.spaceless(left)), bool(ctx.spaceless(right))
        return before and after if both else before or after
    if char in (ZWNJ, ZWJ):
        return _joiner(line, start, end, char, left, right, facts, policy)
    if char in BIDI:
        return facts.rtl
    code = ord(char)
    if 0xFE00 <= code <= 0xFE0F:
        return bool(left and ctx.variation(left + char))
    if 0xE0100 <= code <= 0xE01EF:
        return bool(ctx.ideograph(left))
    if char == "\u180e":
        return bool(ctx.mongolian(left) and ctx.mongolian(right))
    if 0x180B <= code <= 0x180F:
        return bool(ctx.mongolian(left))
    if char == "\u034f":
        return bool(ctx.cgj_base(left) and ctx.mark(right))
    if char == "\u115f":
        return "\u1160" <= right <= "\u11a7"
    if char == "\u1160":
        return "\u1100" <= left <= "\u115e" and "\u11a8" <= right <= "\u11ff"
    if char in "\u3164\uffa0":
        return bool(left and right) and not left.isspace() and not right.isspace()
    if 0x2061 <= code <= 0x2064:
        return policy.keep_maths
    if 0x1BCA0 <= code <= 0x1BCA3:
        return bool(ctx.duployan(left) or ctx.duployan(right))
    if 0x1D173 <= code <= 0x1D17A:
        return bool(ctx.music(left) or ctx.music(right))
    if 0x13430 <= code <= 0x1343F:
        return bool(ctx.hieroglyph(left) or ctx.hieroglyph(right))
    return False


def _joiner(
    line: str, start: int, end: int, char: str, left: str, right: str, facts: Line, policy: Policy
) -> bool:
    ctx = context()
    if char == ZWJ and ctx.emoji(left) and ctx.pictograph(right):
        return True
    if char == ZWJ and left == KEYCAP and ctx.pictograph(right):
        return True
    if ctx.indic(left):
        if ctx.virama(left):
            return True
        if policy.name != "strict" and not facts.dense and ctx.indic(right):
            return True
    if facts.dense:
        return False
    before = bool(ctx.cursive(_base(line, start, -1)))
    after = bool(ctx.cursive(_base(line, end, 1)))
    if char == ZWJ:
        return before or after
    # word-final only after HEH, which Sorani writes with a non-joiner
    return before and (after or _base(line, start, -1) == "\u0647")


def _base(line: str, i: int, step: int) -> str:
    """The first character from a place that joining does not look through (RFC 5892 A.1)."""
    ctx = context()
    i += min(step, 0)
    stop = i + 32 * step  # more marks than that on one letter are no orthography
    while 0 <= i < len(line) and i != stop and ctx.transparent(line[i]):
        i += step
    return line[i] if 0 <= i < len(line) else ""


def _dense(line: str) -> bool:
    """More joiners between letters than any orthography has: the letters carry a payload."""
    if line.count(ZWNJ) + line.count(ZWJ) < 4:
        return False
    places = [match.start() for match in _joiners(line)]
    ctx = context()
    letters = sum(map(len, ctx.joining(line)))
    beside = sum(
        1
        for i in places
        if i
        and (ctx.cursive(line[i - 1]) or (ctx.indic(line[i - 1]) and not ctx.virama(line[i - 1])))
    )
    if not letters:
        return False
    if beside * 4 > letters or len(_doubled(line)) > 2:
        return True
    return len(places) > 8 and len(_aliens(line)) > 2


def _crowded(line: str) -> bool:
    """More zero-width spaces than a script without spaces has words."""
    count = line.count(ZWSP)
    if count < 4:
        return False
    letters = sum(map(len, context().letters(line)))
    return count * 2 > letters or (count * 5 > letters and _not_zwsp(line) is not None)


def _tainted(runs: list[tuple[int, int, str]]) -> bool:
    """A long run that mixes joiners with bidi controls: an alphabet, not writing."""
    return any(
        len(run) >= SHORT and (ZWNJ in run or ZWJ in run) and _mixed(run) is not None
        for _, _, run in runs
    )
