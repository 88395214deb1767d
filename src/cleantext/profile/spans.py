"""What stands within a line and is no prose: addresses, options, calls, patterns, tags."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from typing import NamedTuple

from ..expressions import expression

_KINDS = expression(
    r"""
  (?P<formula> \$(?=[^\s$])[^$\n]{1,200}\$(?!\w) | \\[A-Za-z]+(?:\{[^{}\n]{0,200}\})+ )
| (?P<link> \]\([^()\s]{0,300}(?:\([^()\s]{0,300}\))?[^()\s]{0,300}\) )
| (?P<code> (?<!`)(?P<tick>`{1,2})(?!`)[^`\n]{1,400}(?P=tick)(?!`)
  | \b[A-Z]<{1,4}[^<>\n]{1,200}>{1,4} | \\f\(?C[^\n]{1,200}?\\f[PR1]
  | ''[^'\n]{1,80}'' | \{\{[^}\n]{0,200}\}\}
  | \[\[[^\]\n]{0,200}\]\] )
| (?P<tag> </?[A-Za-z!][^<>\n]{0,300}> )
| (?P<address> \b\w[\w+.-]{0,40}://\S+ | \bwww\.\S+ | [\w.+-]{1,64}@[\w-]+\.[\w.]+ )
| (?P<option> (?<![\w-])--?[A-Za-z][\w-]*(?:[=\ ][^\s,;()]*[,:=/][^\s()]*)? )
| (?P<literal> (?<![\w\u2019])\u2018[^\u2018\u2019\n]{1,60}\u2019(?!\w)
  | (?<![\w'])'[^'\s]{1,40}'(?!\w) | "[^\s"]{1,40}"(?!\w) )
| (?P<quoted> (?<![\w"])"[^"\n]{2,200}"(?!\w) )
| (?P<path> (?<![\w<])[~.]{0,2}(?:/[\w.*$-]+)+/? | \b[A-Za-z]:\\\S+ )
| (?P<call> \b[A-Za-z_][\w.]{0,60}\((?=[^\s)])[^()\n]{0,120}\)(?=\W|$)
  | \b[A-Za-z_][\w.]{0,60}\((?=["']) | \b\w+\.\w+\((?=\S) )
| (?P<pattern> (?:(?<==~)|(?<=!~)|(?<=\s))\s?/(?=[^\n]{0,400}[\\|()?*+\[])[^\n]{2,400}/[a-z]{0,4}
    (?=\s|$|[);]) | \(\?[:=!] | \\[bswdSWD.] | \)\? | \[\^ )
| (?P<name> \b\w+(?:\.\w+)*\.[A-Za-z]{1,4}\b(?=[\s,;:)\u2019'"]|$) | \b\w*_\w+
  | \b[a-z]+[A-Z]\w* | \b\w+::\w+ )
| (?P<placeholder> %[-+0-9.]*[sdifxXu]\b | \$\{?\w+\}? | \{\w*\} )
| (?P<optional> \[[^\]\s]{1,40}\](?=\w) | \[\ ?-[^\]\n]{1,60}\] )
""",
    re.VERBOSE,
)
_HINT = expression(
    r"[$\\\]`'\u2018\"</:@{\[(%_?]|\w\.[A-Za-z]{1,4}\b(?=[\s,;:)\u2019'\"]|$)"
    r"|--?[A-Za-z]|www|[a-z][A-Z]"
)
"""What each of these kinds has, but few lines of prose."""
_CLOSING = expression(r"\w'(?!\w)|''")


class Span(NamedTuple):
    """A stretch of a text that is no prose, and what it is."""

    start: int
    end: int
    kind: str


NONE = Span(0, 0, "")


class Spans:
    """The spans of a text, in order and disjoint.

    >>> [s.kind for s in Spans("Say --state A,B at www.x.org or call max(a)")]
    ['option', 'address', 'call']
    """

    __slots__ = ("_found", "_starts")

    def __init__(self, text: str) -> None:
        self._found: list[Span] = []
        if _HINT.search(text):
            for match in _KINDS.finditer(text):
                if not match["tick"] or not _is_quotation(match[0].strip("`")):
                    self._found.append(Span(*match.span(), match.lastgroup or ""))
        self._starts = [span.start for span in self._found]

    def __iter__(self) -> Iterator[Span]:
        return iter(self._found)

    def at(self, start: int, end: int) -> Span:
        """The span that a place lies in or reaches into; `NONE` for prose."""
        # An insertion at an edge of a span is outside of it.
        k = bisect_left(self._starts, max(end, start + (start == end)))
        for span in reversed(self._found[max(0, k - 2) : k]):
            if start < span.end and (span.start < end or span.start < start):
                return span
        return NONE


def _is_quotation(inner: str) -> bool:
    """Whether what stands between backticks is no code, but ends and begins `quotations' of TeX.

    Code has a space at both ends or at none.
    """
    return inner[0].isspace() != inner[-1].isspace() or _CLOSING.search(inner) is not None
