"""Which invisible characters of a line stay: decided run by run, from what stands on both sides.

One invisible character may be legitimate where its standard says so. A run of several is
legitimate only in a few exact combinations; any other run is a payload and goes, save a variation
selector or emoji joiner that it swallowed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ...expressions import expression
from . import bidi
from .context import context
from .controls import structure
from .density import SHORT, ZWJ, ZWNJ, ZWSP, Density, density
from .syllables import is_inside_syllable

if TYPE_CHECKING:
    from collections.abc import Iterator

VS15, VS16 = "\ufe0e", "\ufe0f"
BLACK_FLAG = "\U0001f3f4"
SIGNS = "\u2640\u2642\u2695\u2696\u2708"  # female, male, medicine, law, aeroplane
DASHES, HELD, HAIR = ("\u2013", "\u2014"), ("\u2013", "\u2014", "\u2026"), "\u200a"
KEYCAP, KEYS = "\u20e3", "0123456789#*"
# core spec 9.2, 23.2: ligature control
JOINER_RUNS = {ZWJ + ZWNJ, ZWNJ + ZWJ, ZWJ + ZWNJ + ZWJ}
BIDI = bidi.MARKS + bidi.CONTROLS
AROUND = "\"'`\t"  # between two of these stands what is itself meant: in code, or a cell of a table
MARKS_IN_A_ROW = 2  # the last one decides; a second may have come from another hand
RGI_FLAGS = tuple(
    "".join(chr(0xE0000 + ord(char)) for char in region) + "\U000e007f"
    for region in ("gbeng", "gbsct", "gbwls")
)

_flag = expression("[\U000e0030-\U000e0039\U000e0061-\U000e007a]{3,6}\U000e007f")
_tags = expression("[\U000e0030-\U000e007f]")
_variations = expression("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")
_mongolian = expression("[\u180b-\u180d\u180f]?\u180e?[\u200c\u200d]?")
_bidi = expression(f"[{BIDI}]")
# but a mark between two of `AROUND`
_unquoted = expression(f"(?!(?<=([{AROUND}]))[{bidi.MARKS}]\\1)[{BIDI}]")
_controls = expression(f"[{bidi.CONTROLS}]")
_joiner_in_bidi = expression(f"[{BIDI}]*([\u200c\u200d]?)[{BIDI}]*")
_marks = expression(f"[{bidi.MARKS}]")
_marks_away = expression(f"[{bidi.MARKS}]")
_core = expression(f"[{ZWSP}{ZWNJ}{ZWJ}{BIDI}{VS15}{VS16}\u180b-\u180f\U000e0100-\U000e01ef]")
_manifest = expression(
    "\ufeff\U000e0133\U000e0122\U000e0140\U000e0131\U000e0144\U000e0148\U000e0144\ufe00"
    "[\ufe00-\ufe0f\U000e0100-\U000e01ef]*"
)
_kept_by_permissive = set("\u00ad\u034f\u200b\u200c\u200d\u2060\u180e" + BIDI) - set(bidi.OVERRIDES)


class Policy(NamedTuple):
    """How strictly contexts are read, and what is kept besides."""

    name: str = "standard"
    keep_c2pa: bool = False
    keep_maths: bool = False


class Run(NamedTuple):
    """Invisible characters with their visible neighbours, which are empty at the line's ends."""

    text: str
    left: str
    right: str
    line: str
    start: int
    end: int
    rtl: bool  # the line has letters that run right to left
    density: Density  # of the line


def dropped(line: str, policy: Policy) -> Iterator[tuple[int, int]]:
    """Positions `[start, end)` of the invisible characters of a line that go."""
    ctx = context()
    has_bidi = _bidi.search(line) is not None
    rtl = has_bidi and policy.name != "strict" and ctx.has_rtl(line)
    idle = _idle(line, rtl, policy) if has_bidi else set()
    spans = ctx.runs(line)
    dense = density(line, spans, rtl)
    needed = structure(line)
    for start, end, text in spans:
        if needed and needed.issuperset(range(start, end)):
            continue
        left = line[start - 1] if start else ""
        right = line[end] if end < len(line) else ""
        alive = text
        if idle:
            alive = "".join(line[i] for i in range(start, end) if i not in idle)
        kept = _kept(Run(alive, left, right, line, start, end, rtl, dense), policy)
        if kept == text:
            continue
        if not kept:
            yield start, end
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


def _idle(line: str, rtl: bool, policy: Policy) -> set[int]:
    """Positions of bidi marks and controls that go wherever they stand."""
    if rtl and policy.name == "code":
        return {i for i, _ in bidi.controls(line)}
    if rtl or policy.name == "permissive":
        return bidi.idle(line) if _controls.search(line) else set()
    is_strict = policy.name == "strict"
    return {match.start() for match in (_bidi if is_strict else _unquoted).finditer(line)}


def _kept(run: Run, policy: Policy) -> str:
    """The characters of a run that stay, in their order."""
    if run.start in run.density.streaks:
        return _swallowed(run, policy)
    if len(run.text) == 1:
        return run.text if _single(run, policy) else ""
    if policy.keep_c2pa and (manifest := _manifest.match(run.text)):
        return manifest.group()
    kept = _combination(run, policy)
    if kept is not None:
        return kept
    kept = _swallowed(run, policy)
    if kept or len(run.text) > SHORT:
        return kept
    # drop what is never legitimate, then look again
    core = "".join(_core.findall(run.text))
    aliens = len(run.text) - len(core)
    if not core or not aliens or (aliens > 1 and core[0] in BIDI):
        return ""
    rest = run._replace(text=core)
    if len(core) == 1:
        return core if _single(rest, policy) else ""
    return _combination(rest, policy) or ""


def _combination(run: Run, policy: Policy) -> str | None:
    """What stays of a run that is one of the legitimate combinations; None for any other."""
    ctx = context()
    text, left, right = run.text, run.left, run.right
    if not text.strip(ZWSP):
        return ZWSP if text and _zero_width_space(run, policy) else ""
    if text in (ZWNJ * len(text), ZWJ * len(text)):
        return text[0] if len(text) <= SHORT and _single(run._replace(text=text[0]), policy) else ""
    if text in (VS16 + ZWJ, VS15 + ZWJ) and ctx.emoji(left) and ctx.pictograph(right):
        return text
    if left == BLACK_FLAG:
        flag = text[:-1] if text[-1] == ZWJ and ctx.pictograph(right) else text
        if _is_flag(flag, policy):
            return text
    if text in JOINER_RUNS:
        if run.density.joiners or policy.name == "strict" or len(text) < run.end - run.start:
            return ""
        return text if ctx.cursive(left) or ctx.cursive(right) or ctx.indic(left) else ""
    if ctx.mongolian(left) and _mongolian.fullmatch(text):
        return text
    if text == "\u115f\u1160" and ctx.final(right):
        return text
    if run.rtl and (mixed := _joiner_in_bidi.fullmatch(text)):
        if run.density.bidi:
            return ""
        if len(_marks.findall(text)) > MARKS_IN_A_ROW:
            return _marks_away.sub("", text)
        joins = ctx.cursive(left) or ctx.cursive(right)
        return text if joins or not mixed[1] else text.replace(mixed[1], "")
    if all("\U0001d159" <= char <= "\U0001d17a" for char in text):
        return text if ctx.music(left) or ctx.music(right) else ""
    if all("\U00013430" <= char <= "\U00013442" for char in text):
        return text if ctx.hieroglyph(left) or ctx.hieroglyph(right) else ""
    return None


def _is_flag(tags: str, policy: Policy) -> bool:
    return tags in RGI_FLAGS if policy.name == "strict" else _flag.fullmatch(tags) is not None


def _swallowed(run: Run, policy: Policy) -> str:
    """What writing or an emoji needs of a run that is otherwise a payload."""
    ctx = context()
    text, left, right = run.text, run.left, run.right
    kept = ""
    if left == BLACK_FLAG:
        tags = "".join(_tags.findall(text))
        if _is_flag(tags, policy):
            kept = tags
    selectors = _variations.findall(text)
    if len(selectors) == 1 and left:
        if ctx.variation(left, selectors[0]):
            kept += selectors[0] if left not in KEYS or right == KEYCAP else ""
        elif ctx.ideograph(left) and selectors[0] in (text[0], text[-1]) and selectors > ["\ufe0f"]:
            kept += selectors[0]
    if ctx.emoji(left) and ctx.pictograph(right):
        # a sign of sex or trade hardly ever follows a person but as part of the emoji
        return kept + ZWJ if text.count(ZWJ) == 1 or (ZWJ in text and right in SIGNS) else kept
    if len(text) <= SHORT or run.start in run.density.streaks:
        return kept
    # a joiner after a virama, a non-joiner or space between letters, at an end of the payload
    for marks in (ZWNJ + ZWJ if ctx.virama(left) else ZWNJ, ZWSP):
        found = [char for char in text if char in marks]
        if len(found) == 1 and found[0] in (text[0], text[-1]) and left and right:
            kept += found[0] if _single(run._replace(text=found[0]), policy) else ""
    return kept


def _single(run: Run, policy: Policy) -> bool:
    """Whether one invisible character is where a standard wants it."""
    ctx = context()
    char, left, right = run.text, run.left, run.right
    if left and left == right and left in AROUND:
        return policy.name != "strict"
    if char == ZWJ and _joins_emoji(run):
        return True
    if policy.name == "permissive" and char in _kept_by_permissive:
        return not (run.density.joiners or run.density.spaces) and bool(left and right)
    if char == ZWSP:
        return _zero_width_space(run, policy)
    if char in (ZWNJ, ZWJ):
        return _joiner(run, policy)
    if char in BIDI:
        return run.rtl and not bidi.is_idle_mark(
            run.text, run.line, run.start, run.end, run.density.marks
        )
    if char == "\u2060":
        is_held = right in HELD if left == HAIR else _is_held(left, right)
        return is_held and policy.name == "standard" and not run.density.spaces
    code = ord(char)
    if 0xFE00 <= code <= 0xFE0F:
        return ctx.variation(left, char)
    if 0xE0100 <= code <= 0xE01EF:
        return bool(ctx.ideograph(left)) and not run.density.selectors
    if char == "\u180e":
        return bool(ctx.mongolian(left) and ctx.mongolian(right))
    if 0x180B <= code <= 0x180F:
        return bool(ctx.mongolian(left))
    if char == "\u034f":
        return bool(ctx.held(left) and ctx.mark(right))
    if char == "\u115f":
        return "\u1160" <= right <= "\u11a7" or "\ud7b0" <= right <= "\ud7c6"
    if char == "\u1160":
        return "\u1100" <= left <= "\u115e" or "\ua960" <= left <= "\ua97c"
    if char in "\u3164\uffa0":
        return bool(left and right) and not left.isspace() and not right.isspace()
    if 0x2061 <= code <= 0x2064:
        return policy.keep_maths
    if 0x1BCA0 <= code <= 0x1BCA3:
        return bool(ctx.duployan(left) or ctx.duployan(right))
    if 0x1D159 <= code <= 0x1D17A:
        return bool(ctx.music(left) or ctx.music(right))
    if 0x13430 <= code <= 0x13442:
        return bool(ctx.hieroglyph(left) or ctx.hieroglyph(right))
    if code == 0x16FE4:
        return bool(ctx.khitan(left) or ctx.khitan(right))
    return False


def _is_held(left: str, right: str) -> bool:
    """As books are set: a dash stays with the word before it, as does the space of an ellipsis."""
    return left != "" and not left.isspace() and (right == HAIR or right in DASHES)


def _zero_width_space(run: Run, policy: Policy) -> bool:
    left, right = run.left, run.right
    if run.density.spaces or not left or not right or left.isspace() or right.isspace():
        return False
    if is_inside_syllable(run.line, run.start, run.end):
        return False
    before, after = bool(context().spaceless(left)), bool(context().spaceless(right))
    return before and after if policy.name == "strict" else before or after


def _joiner(run: Run, policy: Policy) -> bool:
    ctx = context()
    is_zwj = run.text == ZWJ
    if ctx.indic(run.left):
        if ctx.virama(run.left):
            return True
        # before a letter nothing would join or part; before a sign it may, as in Bengali ya-phalaa
        if policy.name != "strict" and not run.density.joiners and ctx.indic(run.right):
            return bool(ctx.mark(run.right))
    if run.density.joiners:
        return False
    base = ctx.base(run.line, run.start, -1)
    before = bool(ctx.cursive(base))
    after = bool(ctx.cursive(ctx.base(run.line, run.end, 1)))
    if is_zwj:
        return before or after
    # word-final only after HEH, which Sorani writes with a non-joiner
    return before and (after or base == "\u0647")


def _joins_emoji(run: Run) -> bool:
    ctx = context()
    return bool(ctx.pictograph(run.right) and (ctx.emoji(run.left) or run.left == KEYCAP))
