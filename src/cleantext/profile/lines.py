"""The register of a line: what the kernel reads off its counts, and what a comment is."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import NamedTuple

from ..kernel.profile import LABEL, PROSE, REGISTERS
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


_BY_NUMBER = tuple(Register(name) for name in REGISTERS)
_TEXT = bytes((PROSE, LABEL))


class Shape(NamedTuple):
    """The lines of a paragraph; offsets are those within a line."""

    registers: Sequence[Register]
    starts: Sequence[int]
    """Where the text of each line begins; empty when all begin with it."""
    values: Sequence[int]
    """Where the value after a key begins, -1 for none; empty when there are no keys."""
    is_text: bool
    """Whether all lines are prose and labels."""


def shape(text: str) -> Shape:
    """The registers of the lines of a paragraph, and where what they say begins.

    >>> shape("  # We went home when it was late.").starts
    [4]
    """
    found, starts, values = counter().shape(text.encode("utf8", "surrogatepass"))
    kinds = [_BY_NUMBER[number] for number in found]
    return Shape(kinds, starts, values, not found.translate(None, _TEXT))


def registers(text: str) -> list[Register]:
    """The register of each line of a paragraph, by itself and by the company it keeps.

    >>> registers("We went home when it was late.\\nThen we slept.")
    [<Register.PROSE: 'prose'>, <Register.PROSE: 'prose'>]
    """
    found = counter().registers(text.encode("utf8", "surrogatepass"))
    return [_BY_NUMBER[number] for number in found]
