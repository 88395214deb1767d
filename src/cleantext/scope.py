"""The two orders that everything shares: the stages of a pipeline, and how far a rule looks."""

from enum import IntEnum
from types import MappingProxyType


class Stage(IntEnum):
    """The phases of a pipeline, in order; the first three letters of a rule id name one."""

    ENCODING = 1
    INVISIBLE = 2
    NORMAL = 3
    TYPO = 4
    SPACING = 5


STAGES = MappingProxyType(
    {
        "ENC": Stage.ENCODING,
        "INV": Stage.INVISIBLE,
        "NRM": Stage.NORMAL,
        "TYP": Stage.TYPO,
        "SPC": Stage.SPACING,
    }
)


class Scope(IntEnum):
    """How far a rule looks: cleaning parts of that size one by one gives the same text.

    `LINE`: parts between line feeds. `PARAGRAPH`: parts between empty or white-space-only lines.
    `SEGMENT`: the same, when the parts have the same evidence, which is found once for some 250
    lines; such a rule is given views of paragraphs (`profile.View`), not strings. `DOCUMENT`: only
    the whole text.
    """

    LINE = 1
    PARAGRAPH = 2
    SEGMENT = 3
    DOCUMENT = 4
