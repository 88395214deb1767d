"""HTML character references, opt-in."""

from __future__ import annotations

from collections.abc import Iterator

from ...expressions import expression
from ...gate import Gate
from ...rule import Change, Scope, rule

REFERENCE = expression(r"&(?:#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
REST = expression(r"(?:#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")


@rule("ENC191", "html-entity", scope=Scope.LINE, gate=Gate(chars="&"), safe=False)
def html_entity(text: str) -> Iterator[Change]:
    """Decode HTML character references such as `&eacute;`, `&#8217;` and `&amp;`.

    Only complete references (with their semicolon) of names that HTML defines are decoded. One
    level is decoded and no more: `&amp;lt;` speaks about `&lt;`, so it stays as it is. What a line
    holds has no effect on other lines.

    Off by default (unsafe): in HTML, in source code and in text about HTML the references are
    meant. References to control characters, surrogates and non-characters are left alone.

    >>> html_entity("caf&eacute; &amp; bar; &amp;lt; stays")
    'caf\\xe9 & bar; &amp;lt; stays'

    Reference: HTML Standard, 13.2.5.73 and 13.5 (named character references).
    """
    from html import unescape  # its tables take milliseconds to load

    for match in REFERENCE.finditer(text):
        new = unescape(match.group())
        if new in ("", "\ufffd", match.group()) or not new.isprintable():
            continue
        if new == "&" and REST.match(text, match.end()):
            continue
        yield match.start(), match.end(), new
