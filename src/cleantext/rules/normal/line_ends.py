"""Line ends: one way to end a line (Unicode 5.8, UAX #14 BK, CR, NL)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...expressions import expression
from ...gate import Gate
from ...rule import Change, Scope, rule
from ..encoding.damage import in_damage
from ..invisible.controls import marked

if TYPE_CHECKING:
    from collections.abc import Iterator

_BREAKS = "\x0b\x0c\x85\u2028\u2029"
_breaks = expression(f"[{_BREAKS}]+")
_carriage_returns = expression("\r+")
_final_carriage_return = expression("\r(?=\n|\\Z)")
_spaces_between_tabs = expression("\t +\t")
_not_line_feed = ((0, 9), (11, 0x10FFFF))


@rule("NRM301", "line-separator", scope=Scope.LINE, gate=Gate(chars=_BREAKS), whole=True)
def line_separator(text: str) -> Iterator[Change]:
    """Replace VT, FF, NEL, LINE and PARAGRAPH SEPARATOR by line feeds.

    A PARAGRAPH SEPARATOR becomes two, and one that stands at a line end already is dropped. A
    line that ends in CR LF gets CR LF. Safe because all five end a line wherever they stand (UAX
    #14 BK, NL); what is lost is a page break.

    >>> line_separator("one\\u2028two\\u2029three\\f\\n")
    'one\\ntwo\\n\\nthree\\n'
    """
    is_hurt = in_damage(text)
    for match in _breaks.finditer(text):
        start, end = match.span()
        if "\x85" in match.group() and is_hurt(start):
            continue  # a byte of something else
        if "\\n" in (text[max(0, start - 2) : start], text[end : end + 2]):
            continue  # in a string of code, beside an escape
        if is_written(text, start, end) or (text[start] == "\x0b" and _closes(text, start)):
            continue
        if start == 0 or text[start - 1] == "\n":
            yield start, end, ""
            continue
        # the line end that follows, perhaps with its carriage return, is enough
        after = end + 1 if text[end : end + 1] == "\r" else end
        if after == len(text) or text[after] == "\n":
            yield start, end, ""
            continue
        stop = text.find("\n", end)
        stop = len(text) if stop < 0 else stop
        new = "\r\n" if text[stop - 1] == "\r" else "\n"
        for i in range(start, end):
            yield i, i + 1, new * 2 if text[i] == "\u2029" else new


def is_written(text: str, start: int, end: int) -> bool:
    """Whether what stands there is itself meant: between quotes, or the marks of a regular
    expression: `s/X/`, `[^X]`."""
    before, after = text[max(0, start - 1) : start], text[end : end + 1]
    return bool(before and after) and before in "\"'`/([^" and after in "\"'`/)]$\\"


def _closes(text: str, at: int) -> bool:
    """Whether a VT closes what another control of its line opens: it is marked up, then."""
    begin = text.rfind("\n", 0, at) + 1
    return any(found.end() == at + 1 for found in marked.finditer(text, begin, at + 2))


@rule(
    "NRM302",
    "carriage-return",
    scope=Scope.LINE,
    gate=Gate(pairs=[("\r", _not_line_feed)]),
    whole=True,
)
def carriage_return(text: str) -> Iterator[Change]:
    """Replace a lone CARRIAGE RETURN by a line feed; of several before a line feed keep one.

    Old Macintosh files end their lines so, and CR CR LF is a line end converted twice. CR LF
    stays (NRM320 is for those who want it changed), and so does a carriage return at the very
    end, which may be half of one.

    >>> carriage_return("one\\rtwo\\r\\r\\nthree\\r\\n")
    'one\\ntwo\\r\\nthree\\r\\n'
    """
    for match in _carriage_returns.finditer(text):
        start, end = match.span()
        if end == len(text) or text[end] == "\n":
            if end - start > 1:
                yield start, end - 1, ""
        elif not is_written(text, start, end):
            for i in range(start, end):
                yield i, i + 1, "\n"


@rule("NRM320", "unix-line-end", scope=Scope.LINE, gate=Gate(chars="\r"), safe=False)
def unix_line_end(text: str) -> Iterator[Change]:
    """Replace CR LF by a line feed. Not safe: many file formats and protocols ask for CR LF.

    >>> unix_line_end("one\\r\\ntwo\\r\\n")
    'one\\ntwo\\n'
    """
    for match in _final_carriage_return.finditer(text):
        yield match.start(), match.end(), ""


@rule(
    "NRM306",
    "trailing-code",
    scope=Scope.LINE,
    gate=Gate(pairs=[("\t", " ")]),
    whole=True,
)
def trailing_code(text: str) -> Iterator[Change]:
    """Delete white space at the end of a line in which spaces stand between tabs.

    SNOW and its kin hide bits so. Spaces alone (a Markdown line break) and tabs alone (empty
    cells) stay, and so do tabs and then spaces, which editors leave, and lines of white space only.

    >>> trailing_code("a word\\t  \\t    \\nnext  \\n")
    'a word\\nnext  \\n'
    """
    end = -1
    while (at := text.find("\t ", end + 1)) >= 0:
        begin = text.rfind("\n", 0, at) + 1
        end = text.find("\n", at)
        end = len(text) if end < 0 else end
        stop = end - 1 if text[end - 1 : end] == "\r" and end > begin else end
        bare = text[begin:stop].rstrip("\t ")
        tail = text[begin + len(bare) : stop]
        if bare and _spaces_between_tabs.search(tail):
            yield begin + len(bare), stop, ""
