"""Haskell: what begins at the margin as a definition goes on indented, and its layout is meant."""

from __future__ import annotations

import re
from collections.abc import Mapping

from ..expressions import expression
from ..kernel.profile import CODE

_MODULE = expression(r"^module [A-Z][\w.]*\s*(?:\(|where\b|\{-)", re.MULTILINE)
_SIGNATURE = expression(r"^(?:> ?)?[a-z_][\w']*(?:, [a-z_][\w']*)* +:: ", re.MULTILINE)
_START = expression(
    r"(?:> ?)?(?:[a-z_][\w']*(?:, [a-z_][\w']*)* +:: |[a-z_][^=\n]* = |[a-z_][\w' ]*=?$"
    r"|(?:module|import|data|type|newtype|class|instance|primitive|infix[lr]?|foreign) )"
)
_REMARK = ("--", "{-")
ENOUGH = 2
"""So many types of names at the margin tell that a text is such."""


def definition_lines(text: str) -> Mapping[int, int]:
    """The lines of definitions, by number, but for those that are comments.

    >>> text = "f :: Int -> Int\\nf x =\\n  do  y\\n      z\\n\\ng :: Int\\nSo it is."
    >>> list(definition_lines(text))
    [0, 1, 2, 3, 5]
    """
    if not (
        ("module " in text and _MODULE.search(text))
        or (" :: " in text and len(_SIGNATURE.findall(text)) >= ENOUGH)
    ):
        return {}
    out: dict[int, int] = {}
    is_inside = False
    for number, line in enumerate(text.split("\n")):
        bare = line.lstrip()
        if not bare:
            continue
        if line[0] not in " \t":
            is_inside = _START.match(line) is not None
        if is_inside and not bare.startswith(_REMARK):
            out[number] = CODE
    return out
