"""The register of a line: what the kernel reads off its counts, and what a comment is."""

from __future__ import annotations

import re
from enum import StrEnum

from ..kernel.profile import REGISTERS, WORDED
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


COMMENT = re.compile(r"[ \t]*(?:#+|//+|/?\*+|;+|--|%+|\.\.|dnl|rem|>+)[ \t]+", re.IGNORECASE)
"""The mark of a comment, an item or a quotation at the start of a line, and the indent before."""
_BY_NUMBER = tuple(Register(name) for name in REGISTERS[:WORDED])


def registers(text: str) -> list[Register]:
    """The register of each line of a paragraph, by itself and by the company it keeps.

    >>> registers("We went home when it was late.\\nThen we slept.")
    [<Register.PROSE: 'prose'>, <Register.PROSE: 'prose'>]
    """
    found = counter().registers(text.encode("utf8", "surrogatepass"))
    if WORDED not in found:
        return [_BY_NUMBER[number] for number in found]
    return [
        _BY_NUMBER[number]
        if number != WORDED
        else Register.REMARK
        if COMMENT.match(line)
        else Register.CODE
        for number, line in zip(found, text.split("\n"), strict=True)
    ]


def register(line: str) -> Register:
    """The register of a line by itself."""
    return registers(line)[0]
