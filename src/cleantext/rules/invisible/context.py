"""What may stand beside an invisible character: tests that are compiled when first asked for.

A class of characters costs `re` about a millisecond to compile, so each is made once and late.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache, cached_property

from ...kernel import NAME as KERNEL
from .catalogue import bracket
from .gates import INVISIBLE, JOINED, JOINING

Test = Callable[[str], re.Match[str] | None]
Count = Callable[[str], list[str]]

_BIDI = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
# All invisible characters and few others: the planes without letters are in as a whole, because
# `re` looks a character of the basic plane up, but tries the ranges beyond it one by one.
_COARSE = re.sub(r"\\U000[1-9a-f]....-\\U00......", "", bracket()) + (
    r"\U00013430-\U0001343f\U0001bca0-\U0001d17a\U0001fffe-\U0001ffff"
    r"\U0002fffe-\U0002ffff\U0003fffe-\U0010ffff"
)

# Neighbours between which one invisible character is settled: nobody need look twice. A part of
# what the rules for runs accept, in few ranges. Each is what stands before and the character,
# and what follows.
ARABIC = "\u0620-\u064a\u066e-\u06d3"
INDIC = "\u0900-\u0963\u0971-\u0def"
VIRAMA = "\u094d\u09cd\u0a4d\u0acd\u0b4d\u0bcd\u0c4d\u0ccd\u0d4d\u0dca"
SPACELESS = "\u0e01-\u109f\u1780-\u17f9"
IDEOGRAPH = "\u3400-\u9fff\U00020000-\U0003134f"
_JOINED, _JOINING = ("".join(f"{chr(a)}-{chr(b)}" for a, b in part) for part in (JOINED, JOINING))
_SETTLED = (
    (f"[{SPACELESS}]\u200b", f"[{SPACELESS}]"),
    (f"[{ARABIC}]\u200c", f"[{ARABIC}]"),
    (f"[{INDIC}][\u200c\u200d]", f"[{INDIC}]"),
    (f"[{VIRAMA}][\u200c\u200d]", ""),
    ("[\u05d0-\u05ea\u0620-\u064a][\u200e\u200f]", ""),
    ("[\u200e\u200f]", "[\u05d0-\u05ea\u0620-\u064a]"),
    (f"[{_JOINED}]\u200d", f"[{_JOINING}]"),
    ("[0-9#*]\ufe0f", "\u20e3"),
    (f"[{IDEOGRAPH}][\U000e0100-\U000e01ef]", ""),
)


def _test(inside: str) -> Test:
    return re.compile(f"[{inside}]").match


class Context:
    """Tests of one neighbour: each answers with a truth value, and to the empty string with no."""

    @cached_property
    def run(self) -> re.Pattern[str]:
        """A run of invisible characters."""
        invisible = bracket()
        return re.compile(f"[{_COARSE}](?<=[{invisible}])[{invisible}]*")

    def runs(self, line: str) -> list[tuple[int, int, str]]:
        """Start, end and characters of every run; the compiled kernel finds them soonest."""
        if KERNEL != "compiled":
            return [
                (match.start(), match.end(), match.group()) for match in self.run.finditer(line)
            ]
        found = []
        at = INVISIBLE.find(line)
        while at >= 0:
            match = self.run.match(line, at)
            assert match is not None, "the gate has the same characters"
            found.append((at, match.end(), match.group()))
            at = INVISIBLE.find(line, match.end())
        return found

    @cached_property
    def suspect(self) -> Callable[..., re.Match[str] | None]:
        """An invisible character that the rules for runs have to look at."""
        return re.compile(f"[{_COARSE}]{self._unsettled}").search

    @cached_property
    def suspect_beside_bidi(self) -> Test:
        """The same, bidi marks and controls left out."""
        return re.compile(f"[{_COARSE}](?<![{_BIDI}]){self._unsettled}").search

    @cached_property
    def _unsettled(self) -> str:
        from ...data.variations import BASES

        styled = f"[{BASES[chr(0xFE0F)]}](?<![0-9#*\u00a9\u00ae])\ufe0f"
        pairs = [*_SETTLED, (styled, ""), (f"{styled}\u200d", f"[{_JOINING}]")]
        alone = "|".join(f"(?<={before}){after}" for before, after in pairs)
        # the selector in the middle of an emoji, and marks after every letter, whatever letters
        joined = f"(?<={styled})\u200d[{_JOINING}]"
        marks = "[\u200b-\u200d]"
        every_letter = f"(?<=\u200b)(?=.\u200b.\u200b.\u200b)|(?<={marks})(?=(?:.{marks}){{5}})"
        return f"(?:(?!(?![{_COARSE}])(?:{alone})|{joined})|{every_letter})"

    @cached_property
    def rtl(self) -> Test:
        from ...data.unicode_classes import RTL_COARSE

        return re.compile(f"[{RTL_COARSE}]").search

    @cached_property
    def spaceless(self) -> Test:
        from ...data.unicode_classes import SPACELESS

        return _test(SPACELESS)

    @cached_property
    def cursive(self) -> Test:
        from ...data.unicode_classes import CURSIVE

        return _test(CURSIVE)

    @cached_property
    def transparent(self) -> Test:
        from ...data.unicode_classes import TRANSPARENT

        return _test(TRANSPARENT)

    @cached_property
    def indic(self) -> Test:
        from ...data.unicode_classes import INDIC

        return _test(INDIC)

    @cached_property
    def virama(self) -> Test:
        from ...data.unicode_classes import VIRAMA

        return _test(VIRAMA)

    @cached_property
    def emoji(self) -> Test:
        from ...data.unicode_classes import EMOJI

        return _test(EMOJI)

    @cached_property
    def pictograph(self) -> Test:
        from ...data.unicode_classes import PICTOGRAPH

        return _test(PICTOGRAPH)

    @cached_property
    def variation(self) -> Test:
        """A base and its selector."""
        from ...data.variations import BASES

        pairs = (f"[{bases}]{selector}" for selector, bases in BASES.items())
        return re.compile("|".join(pairs)).fullmatch

    @cached_property
    def ideograph(self) -> Test:
        from ...data.unicode_classes import IDEOGRAPH

        return _test(IDEOGRAPH)

    @cached_property
    def mongolian(self) -> Test:
        from ...data.unicode_classes import MONGOLIAN

        return _test(MONGOLIAN)

    @cached_property
    def mark(self) -> Test:
        from ...data.unicode_classes import MARK

        return _test(MARK)

    @cached_property
    def held(self) -> Test:
        """A letter or mark of a script other than Latin, on which marks keep their order."""
        return _test("\u0370-\u1dff\u2c80-\u2dff\ua4d0-\ua6ff\ua800-\uabff\ufb1d-\ufdff")

    @cached_property
    def duployan(self) -> Test:
        from ...data.unicode_classes import DUPLOYAN

        return _test(DUPLOYAN)

    @cached_property
    def music(self) -> Test:
        return _test(r"\U0001d100-\U0001d172\U0001d17b-\U0001d1ff")

    @cached_property
    def hieroglyph(self) -> Test:
        from ...data.unicode_classes import HIEROGLYPH

        return _test(HIEROGLYPH + r"\U00013430-\U00013455")

    @cached_property
    def joining(self) -> Count:
        """Letters that joiners may stand between."""
        from ...data.unicode_classes import CURSIVE_COARSE, INDIC_COARSE

        return re.compile(f"[{CURSIVE_COARSE}{INDIC_COARSE}]+").findall

    @cached_property
    def letters(self) -> Count:
        """Letters that zero-width spaces may stand between."""
        from ...data.unicode_classes import SPACELESS_COARSE

        return re.compile(f"[{SPACELESS_COARSE}]+").findall


@cache
def context() -> Context:
    """The tests, which all lines share."""
    return Context()
