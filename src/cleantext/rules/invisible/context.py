"""What may stand beside an invisible character, read off the table of the kernel."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from ...expressions import expression
from ...kernel.invisible import CLASSES, kind
from .gates import INVISIBLE

Test = Callable[[str], object]  # a truth value


def _is(name: str) -> Callable[[str], int]:
    bit = 1 << CLASSES.index(name)
    return lambda char: kind(char) & bit


def _count(name: str) -> Callable[[str], int]:
    bit = 1 << CLASSES.index(name)
    return lambda line: sum(1 for char in line if kind(char) & bit)


def _within(inside: str) -> Test:
    pattern = expression(f"[{inside}]")
    return lambda char: pattern.match(char)


class Context:
    """Tests of one neighbour: each answers with a truth value, and to the empty string with no."""

    spaceless = staticmethod(_is("SPACELESS"))
    cursive = staticmethod(_is("CURSIVE"))
    transparent = staticmethod(_is("TRANSPARENT"))
    indic = staticmethod(_is("INDIC"))
    virama = staticmethod(_is("VIRAMA"))
    emoji = staticmethod(_is("EMOJI"))
    pictograph = staticmethod(_is("PICTOGRAPH"))
    ideograph = staticmethod(_is("IDEOGRAPH"))
    mongolian = staticmethod(_is("MONGOLIAN"))
    letter = staticmethod(_is("LETTER"))
    mark = staticmethod(_is("MARK"))
    duployan = staticmethod(_is("DUPLOYAN"))
    rtl = staticmethod(_is("RTL"))
    begins_inside = staticmethod(_is("INSIDE"))
    is_open = staticmethod(_is("OPEN"))
    # a letter or mark of a script other than Latin, on which marks keep their order
    held = staticmethod(
        _within("\u0370-\u1dff\u2c80-\u2dff\ua4d0-\ua6ff\ua800-\uabff\ufb1d-\ufdff")
    )
    # a trailing consonant of conjoining Hangul
    final = staticmethod(_within("\u11a8-\u11ff\ud7cb-\ud7fb"))
    music = staticmethod(_within("\U0001d100-\U0001d158\U0001d15a-\U0001d172\U0001d17b-\U0001d1ff"))
    khitan = staticmethod(_within("\U00018b00-\U00018cff"))
    # letters that joiners may stand between, and those that zero-width spaces may
    joining = staticmethod(_count("JOINING"))
    letters = staticmethod(_count("WORDLESS"))

    def runs(self, line: str) -> list[tuple[int, int, str]]:
        """Start, end and characters of every run of invisible characters."""
        spans: list[list[int]] = []
        for at in INVISIBLE.positions(line):
            if spans and spans[-1][1] == at:
                spans[-1][1] = at + 1
            else:
                spans.append([at, at + 1])
        return [(start, end, line[start:end]) for start, end in spans]

    def base(self, line: str, i: int, step: int) -> str:
        """The first character from a place on that joining does not look through (RFC 5892 A.1)."""
        i += min(step, 0)
        stop = i + 32 * step  # more marks than that on one letter are no orthography
        while 0 <= i < len(line) and i != stop and self.transparent(line[i]):
            i += step
        return line[i] if 0 <= i < len(line) else ""

    def hieroglyph(self, char: str) -> bool:
        """A sign of Egyptian or a mark of damage on one."""
        return bool(_hieroglyph(char)) or "\U00013443" <= char <= "\U00013455"

    def has_rtl(self, line: str) -> bool:
        """Whether a line has a letter that runs right to left."""
        return not line.isascii() and any(map(self.rtl, line))

    def variation(self, base: str, selector: str) -> bool:
        """Whether a base is listed with a selector."""
        if selector in _STYLES:
            return bool(kind(base) & _STYLES[selector])
        from ...data.variations import BASES

        return selector in BASES and _selected(selector)(base) is not None


_hieroglyph = _is("HIEROGLYPH")
_STYLES = {
    "\ufe0f": 1 << CLASSES.index("STYLED_EMOJI"),
    "\ufe0e": 1 << CLASSES.index("STYLED_TEXT"),
}


@cache
def _selected(selector: str) -> Callable[[str], re.Match[str] | None]:
    from ...data.variations import BASES

    return re.compile(f"[{BASES[selector]}]").match


@cache
def context() -> Context:
    """The tests, which all lines share."""
    return Context()
