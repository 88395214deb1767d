"""What is counted in a line of text, over UTF-8 bytes: what its register is read off.

A line is a row of chunks between white space; a tag (`<b>`), an entity (`&amp;`) and where a link
of Markdown leads (`](address)`) are white space, too, but make no gap. A chunk is a word (more,
where a space is missing), a number, a sign of code, or else hidden: an address, an option, a path,
a name. Any byte beyond ASCII is taken for one of a letter, but for the marks of General Punctuation
and Latin-1.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import NamedTuple

from ..expressions import expression

MARKS = b",;|:\t"
"""What may part the cells of delimited data."""


class Counts(NamedTuple):
    """What is counted in a line; lengths are bytes."""

    words: int
    small: int  # function words of two letters and more
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


_TAG = expression(rb"<[A-Za-z/!?][^<>]{0,300}>")
_TARGET = expression(rb"\]\([^()\s<>]{0,300}(?:\([^()\s<>]{0,300}\)[^()\s<>]{0,300})?\)")
_ENTITY = expression(rb"&[A-Za-z0-9_#.-]{1,30};")
_PLACEHOLDER = expression(rb"<[A-Za-z][^<>/=\s]{0,30}>")
_CHUNK = expression(rb"[^ \t\v\f\r]+")
_MARK = rb"\xe2\x80.|\xc2[\xa0-\xbf]"
_OPEN = expression(rb"(?s:(?:[('\"\[*_`]|" + _MARK + rb")*)")
_CLOSE = expression(rb"(?s:(?:[.,;:!?)'\"\]*_`]|" + _MARK + rb")*)\Z")
_WORD = expression(
    rb"[A-Za-z\x80-\xff](?:[A-Za-z\x80-\xff'!?-]|,(?=[A-Za-z\x80-\xff])"
    rb"|(?<=[a-z\x80-\xff])\.(?=[A-Z\x80-\xff]))*\Z"
)
_CAMEL = expression(rb"[a-z][A-Z]")
_NUMBER = expression(rb"[-+$#]?[0-9][0-9.,:%/-]*\Z")
_TIME = expression(rb"\[?[0-9][0-9]:[0-9][0-9]:[0-9][0-9]")
_SIGN = expression(
    rb"->|=>|<-|&&|\|\||\+=|:=|==|!=|\(\)|\[\^|\(\?|\)\?|\\[A-Za-z0-9_.(]"
    rb"|[A-Za-z0-9_]\[[A-Za-z0-9_]|[A-Za-z0-9_][._][A-Za-z0-9_]+\("
    rb"|[A-Za-z0-9_]\((?:[\"']|[A-Za-z0-9_.]+[(,])"
)
_LEAD = expression(rb"[#/*;%>.+-]+\Z")
_KEYED = expression(rb"[A-Z][A-Za-z0-9_-]{1,20}:\Z")
_ASSIGNED = expression(rb"[A-Za-z0-9_.-]+=.")
OPERATORS = frozenset(b"= | * < > $ % \\ { } <= >= -> => <- := == != && || +=".split())
KEYWORDS = frozenset(
    b"#include #define import from def class return echo set let if elif for "
    b"while end endif assert raise".split()
)
_ALTERNATIVE = expression(rb"[A-Za-z0-9_]\|[A-Za-z0-9_]")


_NOTHING = Counts(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, (0,) * 5, (0,) * 5)


def line_counts(line: bytes, words: Collection[bytes]) -> Counts:
    tags = _TAG.findall(line)
    arguments = 0
    if tags and b"</" not in line:
        arguments = sum(_PLACEHOLDER.fullmatch(tag) is not None for tag in tags)
    plain = blanked(line)
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
            if plain is not line:  # what is blanked out makes no gap
                space = space.replace(b"\v", b"")
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
        core = _core(raw.lstrip(b".,;:)") if plain[: chunk.start()].endswith(b"\v") else raw)
        arguments += (
            (raw[:1] == b"[" and (raw[1:2] == b"-" or b"]" in raw[2:]))
            or (raw[:1] == b"{" and b"}" in raw[2:])
            or (raw.endswith(b"...") and raw[0] in b"ABCDEFGHIJKLMNOPQRSTUVWXYZ[<")
            or _ALTERNATIVE.search(raw) is not None
        )
        if total == 1 and (raw in KEYWORDS or _ASSIGNED.match(raw)):
            signs += 1 + found[-1][0].endswith(b"):")
        if raw in OPERATORS:
            signs += 1
        elif not core:
            pass
        elif _WORD.match(core) and not _CAMEL.search(core):
            count += 1
            small += len(core) > 1 and core.lower() in words
        elif _NUMBER.match(core):
            pass
        elif _SIGN.search(raw):
            signs += 1
        else:
            hidden += len(raw)
    if not found:
        return _NOTHING
    first, last = found[0][0], found[-1][0]
    is_clause = count == total > 6 and small > 1  # of a list; a statement is shorter, or has signs
    signs += last[-1] in (b"{}" if is_clause else b";{}")
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


def blanked(line: bytes) -> bytes:
    """A line without tags, entities and where links lead."""
    return _ENTITY.sub(_blank, _TARGET.sub(_blank, _TAG.sub(_blank, line)))


def _blank(match: re.Match[bytes]) -> bytes:
    return b"\v" * len(match[0])


def _core(chunk: bytes) -> bytes:
    """A chunk without marks of punctuation at its ends."""
    core = chunk[_OPEN.match(chunk).end() :]  # type: ignore[union-attr]
    return core[: _CLOSE.search(core).start()]  # type: ignore[union-attr]


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


def word_groups(text: bytes, words: Mapping[bytes, int]) -> tuple[int, list[int]]:
    """How many words there are, and how many of `words` of each group."""
    found = [0] * 256
    count = 0
    for line in text.split(b"\n"):
        for chunk in _CHUNK.findall(_TAG.sub(_blank, line)):
            core = _core(chunk)
            if core and _WORD.match(core) and not _CAMEL.search(core):
                count += 1
                group = words.get(core.lower())
                if group is not None:
                    found[group] += 1
    return count, found
