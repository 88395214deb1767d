"""Characters written out as escapes of programming languages, opt-in."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...expressions import expression
from ...gate import Gate
from ...rule import Change, Scope, rule
from .reading import is_text

PAIR = r"\\u[dD][89ABab][0-9A-Fa-f]{2}\\u[dD][C-Fc-f][0-9A-Fa-f]{2}"
POINT = r"\\u[0-9A-Fa-f]{4}|\\u\{[0-9A-Fa-f]{2,6}\}|\\U[0-9A-Fa-f]{8}"
BYTES = r"(?:\\x[0-9A-Fa-f]{2}){2,}|(?:\\[0-3][0-7]{2}){2,}"
ESCAPE = expression(rf"(?<!\\)(?:(?P<bytes>{BYTES})|{PAIR}|{POINT})")
"""A backslash before it says that the escape itself is meant."""
UNIT = expression(r"\\[uU]\{?([0-9A-Fa-f]+)")
BYTE = expression(r"\\(?:x([0-9A-Fa-f]{2})|([0-7]{3}))")
AFTER = expression(r"-(?:\\|.\])")
BEFORE = expression(rf"(?:\[.|{POINT})-\Z")
CLASS = 40  # code points that a class of characters may have before a range


@rule("ENC102", "written-escape", scope=Scope.LINE, gate=Gate(pairs=[("\\", "uUx23")]), safe=False)
def written_escape(text: str) -> Iterator[Change]:
    r"""Decode characters that were written out as escapes: `\u00e9`, `\xc3\xa9`, `\303\251`.

    Logs, dumps of JSON and names that git quotes hold them. `\u` counts UTF-16 units or, in braces
    and as `\U`, code points; bytes, in hexadecimal or octal, must be whole characters of UTF-8,
    all that stand side by side. ASCII, controls, lone surrogates and what is not assigned are left
    alone, and so are bounds of ranges (`[\u0400-\u04ff]`) and what follows another backslash.

    Off by default (unsafe): in source code and in text about it the escapes are meant.

    >>> written_escape("caf\\u00e9, d\\xc3\\xa9j\\303\\240 vu \\ud83d\\ude00")
    'caf\xe9, d\xe9j\xe0 vu \U0001f600'

    Reference: JSON (RFC 8259, 7); Python, String and Bytes literals; ECMA-262, 12.9.4.
    """
    for match in ESCAPE.finditer(text):
        new = _decoded(match[0], is_bytes=match["bytes"] is not None)
        if all(is_text(char) and char > "\x7f" for char in new) and not _is_bound(text, match):
            yield *match.span(), new


def _decoded(escapes: str, *, is_bytes: bool) -> str:
    """What escapes stand for; U+FFFF, which is no text, when that is nothing."""
    try:
        if is_bytes:
            values = (int(x, 16) if x else int(o, 8) for x, o in BYTE.findall(escapes))
            return bytes(values).decode("utf-8")
        points = (chr(int(unit, 16)) for unit in UNIT.findall(escapes))
        return "".join(points).encode("utf-16", "surrogatepass").decode("utf-16")
    except (UnicodeDecodeError, OverflowError, ValueError):
        return "\uffff"


def _is_bound(text: str, match: re.Match[str]) -> bool:
    """Whether an escape bounds a range of a class of characters, as regular expressions have it."""
    start, end = match.span()
    before = text[max(0, start - CLASS) : start]
    if not (AFTER.match(text, end) or BEFORE.search(before)):
        return False
    return before.rfind("[") > before.rfind("]")
