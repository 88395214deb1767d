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
_REQUEST = re.compile(r"[.'](?:[A-Za-z]{1,3}(?=[ \t\r]|$)|\\\")")
"""A request of roff at the start of a line, whose arguments are no prose."""
_BY_NUMBER = tuple(Register(name) for name in REGISTERS[:WORDED])


def registers(text: str) -> list[Register]:
    """The register of each line of a paragraph, by itself and by the company it keeps.

    >>> registers("We went home when it was late.\\nThen we slept.")
    [<Register.PROSE: 'prose'>, <Register.PROSE: 'prose'>]
    """
    found = counter().registers(text.encode("utf8", "surrogatepass"))
    is_roff = "\n." in text or "\n'" in text or text[:1] in (".", "'")
    if WORDED not in found and not is_roff:
        return [_BY_NUMBER[number] for number in found]
    lines = text.split("\n")
    return [_looked_at(number, line) for number, line in zip(found, lines, strict=True)]


def _looked_at(number: int, line: str) -> Register:
    """The register of a line that may be a comment or a request."""
    if _REQUEST.match(line):
        return Register.SYNOPSIS
    if number == WORDED:
        return Register.REMARK if COMMENT.match(line) else Register.CODE
    return _BY_NUMBER[number]


def register(line: str) -> Register:
    """The register of a line by itself."""
    return registers(line)[0]
