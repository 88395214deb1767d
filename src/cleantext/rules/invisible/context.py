"""What may stand beside an invisible character: compiled once, when the first one is met."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from .catalogue import bracket

if TYPE_CHECKING:
    from collections.abc import Callable

    Test = Callable[[str], re.Match[str] | None]


_BIDI = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
# All invisible characters and few others: the planes without letters are in as a whole.
_COARSE = re.sub(r"\\U000[1-9a-f]....-\\U00......", "", bracket()) + (
    r"\U00013430-\U0001343f\U0001bca0-\U0001d17a\U0001fffe-\U0001ffff"
    r"\U0002fffe-\U0002ffff\U0003fffe-\U0010ffff"
)


class Context:
    """Tests of one neighbour; each answers with a truth value, and the empty string is no."""

    __slots__ = (
        "cgj_base", "cluster", "cursive", "duployan", "emoji", "hieroglyph", "ideograph", "indic",
        "invisible", "joining", "letters", "mark", "mongolian", "music", "pictograph", "rtl",
        "run", "spaceless", "suspect", "suspect_beside_bidi", "transparent", "variation", "virama",
    )  # fmt: skip

    def __init__(self) -> None:
        from ...data import unicode_classes as data
        from ...data.variations import BASES

        def test(inside: str) -> Test:
            return re.compile(f"[{inside}]").match

        invisible = bracket()
        self.invisible = test(invisible)
        # searched for in a class with few ranges beyond the basic plane, which `re` tries in turn
        self.run = re.compile(f"[{_COARSE}](?<=[{invisible}])[{invisible}]*")
        self.rtl = re.compile(f"[{data.RTL_COARSE}]").search
        self.spaceless = test(data.SPACELESS)
        self.cursive = test(data.CURSIVE)
        self.transparent = test(data.TRANSPARENT)
        self.indic = test(data.INDIC)
        self.virama = test(data.VIRAMA)
        self.pictograph = test(data.PICTOGRAPH)
        self.emoji = test(data.EMOJI)
        self.ideograph = test(data.IDEOGRAPH)
        self.mongolian = test(data.MONGOLIAN)
        self.mark = test(data.MARK)
        self.cgj_base = re.compile(f"(?![{data.LATIN}])[{data.LETTER}{data.MARK}]").match
        self.duployan = test(data.DUPLOYAN)
        self.hieroglyph = test(data.HIEROGLYPH + r"\U00013430-\U00013455")
        self.music = test(r"\U0001d100-\U0001d172\U0001d17b-\U0001d1ff")
        # letters that joiners or zero-width spaces may stand between, for the density guards
        self.joining = re.compile(f"[{data.CURSIVE_COARSE}{data.INDIC_COARSE}]+").findall
        self.letters = re.compile(f"[{data.SPACELESS_COARSE}]+").findall
        self.variation = re.compile(
            "|".join(f"[{bases}]{selector}" for selector, bases in BASES.items())
        ).fullmatch
        # one invisible character in a place where nobody need look twice; everything else is
        # looked at by the run rules, which know the exact conditions
        settled = "|".join(
            (
                rf"(?<=[{data.SPACELESS}]\u200b)[{data.SPACELESS}]",
                rf"(?<=[{data.CURSIVE}]\u200c)[{data.CURSIVE}]",
                rf"(?<=[{data.VIRAMA}][\u200c\u200d])(?![{invisible}])",
                rf"(?<=[{data.INDIC}][\u200c\u200d])[{data.INDIC}]",
                rf"(?<=[{data.RTL}][\u200e\u200f])(?![{invisible}])",
                rf"(?<=[\u200e\u200f])[{data.RTL}]",
                rf"(?<=[{data.EMOJI}]\u200d)[{data.PICTOGRAPH}]",
                rf"(?<=[{data.EMOJI}]\ufe0f)\u200d[{data.PICTOGRAPH}]",
                rf"(?<=[{data.EMOJI}]\ufe0f\u200d)[{data.PICTOGRAPH}]",
                rf"(?<=[{BASES[chr(0xFE0F)]}](?<![0-9#*])\ufe0f)(?![{invisible}])",
                r"(?<=[0-9#*]\ufe0f)\u20e3",
                rf"(?<=[{data.IDEOGRAPH}][\U000e0100-\U000e01ef])(?![{invisible}])",
            )
        )
        # ... and zero-width spaces after every letter, whatever the letters
        every_letter = r"(?<=\u200b)(?=.\u200b.\u200b.\u200b)"
        unsettled = f"(?:(?!{settled})|{every_letter})"
        self.suspect = re.compile(f"[{_COARSE}]{unsettled}").search
        self.suspect_beside_bidi = re.compile(f"[{_COARSE}](?<![{_BIDI}]){unsettled}").search


@cache
def context() -> Context:
    """The compiled tests."""
    return Context()
