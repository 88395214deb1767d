"""The register of a line: what the kernel reads off its counts, and what a comment is."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import NamedTuple

from ..kernel.profile import PROSE, REGISTERS, TEXT, Run
from .language import counter


class Register(StrEnum):
    """Kinds of line."""

    PROSE = "prose"
    LABEL = "label"  # a heading, a menu entry: too short to have a language
    FIELDS = "fields"  # Key: value  Key: value
    DATA = "data"  # cells between delimiters
    TABLE = "table"  # columns under each other
    SYNOPSIS = "synopsis"  # a usage line
    CODE = "code"
    REMARK = "remark"  # what code says in words: a comment, a string
    LOG = "log"  # what a program wrote: a log, the hunk of a diff
    VERSE = "verse"
    MARKUP = "markup"
    PHRASE = "phrase"  # words side by side in a line of code, of data, of a table


KINDS = (*map(Register, REGISTERS), Register.VERSE, Register.MARKUP, Register.PHRASE)
"""By number, those of the kernel first."""
PHRASE = KINDS.index(Register.PHRASE)
_TEXT = bytes(TEXT)


class Shape(NamedTuple):
    """The lines of a paragraph; offsets are characters."""

    numbers: bytes
    """The register of each line."""
    starts: Sequence[int]
    """Where the text of each line begins in it; empty when all begin with it."""
    values: Sequence[int]
    """Where the value after a key begins, -1 for none; empty when there are no keys."""
    runs: Sequence[Run]
    """The lines in which text may stand."""

    @property
    def is_text(self) -> bool:
        """Whether all lines are prose and labels."""
        return not self.numbers.translate(None, _TEXT)


def shape(text: str, fixed: bytes = b"") -> Shape:
    """The registers of the lines of a paragraph, of which some may be known, and what they hold.

    >>> shape("  # We went home when it was late.").starts
    [4]
    """
    return Shape(*counter().shape(text.encode("utf8", "surrogatepass"), fixed))


def is_prose(text: str) -> bool:
    """Whether a line of a text is prose.

    >>> is_prose("We went home when it was late.")
    True
    """
    return PROSE in counter().registers(text.encode("utf8", "surrogatepass"))


def holds_small(text: str) -> bool:
    """Whether a line has one of the small words that hold sentences together.

    >>> holds_small("sudo apt update"), holds_small("an update of it")
    (False, True)
    """
    return any(counter().groups(text.encode("utf8", "surrogatepass"))[1])
