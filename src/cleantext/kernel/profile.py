"""What is counted in each line of a text, over UTF-8 bytes: what tells its register.

A line is a row of chunks between white space; a tag (`<b>`) is white space, too. A chunk is a word,
a number, a sign of code, or else hidden: an address, an option, a path, a name. Any byte beyond
ASCII is taken for one of a letter, but for the marks of General Punctuation and Latin-1.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import NamedTuple

from .pick import pick

MARKS = b",;|:\t"
"""What may part the cells of delimited data."""


class Counts(NamedTuple):
    """What is counted in a line; lengths are bytes."""

    words: int
    small: int  # function words
    chunks: int
    signs: int  # of code
    hidden: int  # the length of chunks that are no text and no sign
    visible: int  # of all chunks
    arguments: int  # [x], {x}, X..., a|b
    keyed: int  # `Key:` at the start or after a gap
    is_ended: int  # by a mark of punctuation
    is_log: int  # a time of day among the first chunks
    is_string: int  # a quoted string and a comma, or a quoted key
    gaps: int  # of two spaces and more, or a tab, that do not follow a mark of punctuation
    wide: int  # of three and more, or a tab
    starts: int  # bit k: what follows a gap begins at a column that is k modulo 64
    ends: int  # ends
    marks: tuple[int, ...]  # how often each of MARKS stands outside of double quotes
    spaced: tuple[int, ...]  # and how often a space follows


_TAG = re.compile(rb"<[A-Za-z/!?][^<>]{0,300}>")
_PLACEHOLDER = re.compile(rb"<[A-Za-z][^<>/=\s]{0,30}>")
_CHUNK = re.compile(rb"[^ \t\v\f\r]+")
_MARK = rb"\xe2\x80.|\xc2[\xa0-\xbf]"
_OPEN = re.compile(rb"(?s:(?:[('\"\[*_`]|" + _MARK + rb")*)")
_CLOSE = re.compile(rb"(?s:(?:[.,;:!?)'\"\]*_`]|" + _MARK + rb")*)\Z")
_WORD = re.compile(rb"[A-Za-z\x80-\xff][A-Za-z\x80-\xff'-]*\Z")
_CAMEL = re.compile(rb"[a-z][A-Z]")
_NUMBER = re.compile(rb"[-+$#]?[0-9][0-9.,:%/-]*\Z")
_TIME = re.compile(rb"\[?[0-9][0-9]:[0-9][0-9]:[0-9][0-9]")
_SIGN = re.compile(
    rb"->|=>|<-|&&|\|\||\+=|:=|==|!=|\(\)|\[\^|\(\?|\)\?|\\[A-Za-z0-9_.(]"
    rb"|[A-Za-z0-9_]\[[A-Za-z0-9_]|[A-Za-z0-9_]\.[A-Za-z0-9_]+\("
)
_LEAD = re.compile(rb"[#/*;%>.+-]+\Z")
_KEYED = re.compile(rb"[A-Z][A-Za-z0-9_-]{1,20}:\Z")
_ASSIGNED = re.compile(rb"[A-Za-z0-9_.-]+=.")
OPERATORS = frozenset(b"= | < > $ % \\ { } <= >= -> => <- := == != && || +=".split())
KEYWORDS = frozenset(
    b"#include #define import from def class return echo set let if for while end endif".split()
)
_ALTERNATIVE = re.compile(rb"[A-Za-z0-9_]\|[A-Za-z0-9_]")


_NOTHING = Counts(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, (0,) * 5, (0,) * 5)


class PlainCounter:
    """Counts lines; `words` are the function words, in small letters."""

    def __init__(self, words: Collection[bytes]) -> None:
        self._words = words

    def lines(self, text: bytes) -> list[tuple[object, ...]]:
        """`Counts`, as plain tuples, of each line."""
        return [tuple(_line(line, self._words)) for line in text.split(b"\n")]


def _line(line: bytes, words: Collection[bytes]) -> Counts:
    tags = _TAG.findall(line)
    arguments = 0
    if tags and b"</" not in line:
        arguments = sum(_PLACEHOLDER.fullmatch(tag) is not None for tag in tags)
    plain = _TAG.sub(lambda tag: b" " * len(tag[0]), line)
    count = small = total = signs = hidden = visible = keyed = is_log = gaps = wide = 0
    starts = ends = 0
    before = None
    found = list(_CHUNK.finditer(plain))
    if len(found) > 1 and _LEAD.match(found[0][0]):
        found = found[1:]
    for chunk in found:
        raw = chunk[0]
        total += 1
        visible += len(raw)
        is_gap = False
        if before is not None:
            space = plain[before.end() : chunk.start()]
            is_gap = len(space) > 1 or space == b"\t"
            if is_gap and not _is_end(before[0]):
                gaps += 1
                wide += len(space) > 2 or b"\t" in space
                starts |= 1 << (_column(line, chunk.start()) & 63)
                ends |= 1 << (_column(line, chunk.end()) & 63)
        keyed += (before is None or is_gap) and _KEYED.match(raw) is not None
        before = chunk
        if total <= 3 and _TIME.match(raw):
            is_log = 1
        core = raw[_OPEN.match(raw).end() :]  # type: ignore[union-attr]
        core = core[: _CLOSE.search(core).start()]  # type: ignore[union-attr]
        arguments += (
            (raw[:1] == b"[" and (raw[1:2] == b"-" or b"]" in raw[2:]))
            or (raw[:1] == b"{" and b"}" in raw[2:])
            or (raw.endswith(b"...") and raw[0] in b"ABCDEFGHIJKLMNOPQRSTUVWXYZ[<")
            or _ALTERNATIVE.search(raw) is not None
        )
        if total == 1 and (raw in KEYWORDS or _ASSIGNED.match(raw)):
            signs += 1
        if raw in OPERATORS:
            signs += 1
        elif not core:
            pass
        elif _WORD.match(core) and not _CAMEL.search(core):
            count += 1
            small += core.lower() in words
        elif _NUMBER.match(core):
            pass
        elif _SIGN.search(raw):
            signs += 1
        else:
            hidden += len(raw)
    if not found:
        return _NOTHING
    first, last = found[0][0], found[-1][0]
    signs += last[-1] in b";{}"
    signs += first[0] in b"{}])"
    bare = first.lstrip(b"[({")
    is_string = bare[:1] in (b'"', b"'") and (
        last[-2:] in (b'",', b"',") or b'":' in plain or b"':" in plain
    )
    bits = _outside(line)
    return Counts(
        count,
        small,
        total,
        signs,
        hidden,
        visible,
        arguments,
        keyed,
        int(_is_end(last)),
        is_log,
        int(is_string),
        gaps,
        wide,
        starts,
        ends,
        tuple(sum(char == mark for char in bits) for mark in MARKS),
        tuple(bits.count(bytes((mark, 32))) for mark in MARKS),
    )


def _is_end(chunk: bytes) -> bool:
    """Whether a chunk ends with a mark of punctuation, quotes and brackets after it aside."""
    while chunk:
        if chunk[-1] in b"\"')]":
            chunk = chunk[:-1]
        elif chunk[-3:-1] == b"\xe2\x80" and chunk[-1] != 0xA6:  # a curly quote, no ellipsis
            chunk = chunk[:-3]
        else:
            break
    return chunk[-1:] in (b".", b"!", b"?", b":", b";", b",") or chunk[-3:] == b"\xe2\x80\xa6"


def _column(line: bytes, at: int) -> int:
    return sum(byte & 0xC0 != 0x80 for byte in line[:at])


def _outside(line: bytes) -> bytes:
    """What stands outside of double quotes."""
    return b"\0".join(line.strip(b" \r").split(b'"')[::2])


_compiled = pick("profile")
Counter: type[PlainCounter] = PlainCounter if _compiled is None else _compiled.Counter
