"""What may stand beside an invisible character: tests that are compiled when first asked for.

A class of characters costs `re` about a millisecond to compile, so each is made once and late.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache, cached_property

from ...kernel import NAME as KERNEL
from .catalogue import bracket
from .gates import INVISIBLE

Test = Callable[[str], re.Match[str] | None]
Count = Callable[[str], list[str]]

# All invisible characters and few others: the planes without letters are in as a whole, because
# `re` looks a character of the basic plane up, but tries the ranges beyond it one by one.
_COARSE = re.sub(r"\\U000[1-9a-f]....-\\U00......", "", bracket()) + (
    r"\U00013430-\U00013442\U00016fe4\U0001bca0-\U0001d17a\U0001fffe-\U0001ffff"
    r"\U0002fffe-\U0002ffff\U0003fffe-\U0010ffff"
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
    def letter(self) -> Test:
        from ...data.unicode_classes import LETTER

        return _test(LETTER)

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
        return _test(r"\U0001d100-\U0001d158\U0001d15a-\U0001d172\U0001d17b-\U0001d1ff")

    @cached_property
    def hieroglyph(self) -> Test:
        from ...data.unicode_classes import HIEROGLYPH

        return _test(HIEROGLYPH + r"\U00013443-\U00013455")

    @cached_property
    def khitan(self) -> Test:
        return _test(r"\U00018b00-\U00018cff")

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
