"""What is counted in each line of a text, over UTF-8 bytes, and its register, read off that.

A line is a row of chunks between white space; a tag (`<b>`) is white space, too, and so is where a
link of Markdown leads (`](address)`), but they make no gap. A chunk is a word (more, where a space
is missing), a number, a sign of code, or else hidden: an address, an option, a path, a name. Any
byte beyond ASCII is taken for one of a letter, but for the marks of General Punctuation and
Latin-1.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from .pick import pick

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


_TAG = re.compile(rb"<[A-Za-z/!?][^<>]{0,300}>")
_TARGET = re.compile(rb"\]\([^()\s<>]{0,300}(?:\([^()\s<>]{0,300}\)[^()\s<>]{0,300})?\)")
_PLACEHOLDER = re.compile(rb"<[A-Za-z][^<>/=\s]{0,30}>")
_CHUNK = re.compile(rb"[^ \t\v\f\r]+")
_MARK = rb"\xe2\x80.|\xc2[\xa0-\xbf]"
_OPEN = re.compile(rb"(?s:(?:[('\"\[*_`]|" + _MARK + rb")*)")
_CLOSE = re.compile(rb"(?s:(?:[.,;:!?)'\"\]*_`]|" + _MARK + rb")*)\Z")
_WORD = re.compile(
    rb"[A-Za-z\x80-\xff](?:[A-Za-z\x80-\xff'!?-]|,(?=[A-Za-z\x80-\xff])"
    rb"|(?<=[a-z\x80-\xff])\.(?=[A-Z\x80-\xff]))*\Z"
)
_REMARK = re.compile(rb"[A-Za-z\x80-\xff]{3,}\([A-Za-z\x80-\xff]+\Z")
"""`word(two words)`, of which the first chunk may be that of a call, too: it says nothing."""
_CAMEL = re.compile(rb"[a-z][A-Z]")
_NUMBER = re.compile(rb"[-+$#]?[0-9][0-9.,:%/-]*\Z")
_TIME = re.compile(rb"\[?[0-9][0-9]:[0-9][0-9]:[0-9][0-9]")
_SIGN = re.compile(
    rb"->|=>|<-|&&|\|\||\+=|:=|==|!=|\(\)|\[\^|\(\?|\)\?|\\[A-Za-z0-9_.(]"
    rb"|[A-Za-z0-9_]\[[A-Za-z0-9_]|[A-Za-z0-9_][._][A-Za-z0-9_]+\("
)
_LEAD = re.compile(rb"[#/*;%>.+-]+\Z")
_KEYED = re.compile(rb"[A-Z][A-Za-z0-9_-]{1,20}:\Z")
_ASSIGNED = re.compile(rb"[A-Za-z0-9_.-]+=.")
OPERATORS = frozenset(b"= | * < > $ % \\ { } <= >= -> => <- := == != && || +=".split())
KEYWORDS = frozenset(
    b"#include #define import from def class return echo set let if for while end endif".split()
)
_ALTERNATIVE = re.compile(rb"[A-Za-z0-9_]\|[A-Za-z0-9_]")


_NOTHING = Counts(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, (0,) * 5, (0,) * 5)

REGISTERS = ("prose", "label", "fields", "data", "table", "synopsis", "code", "log", "worded")
"""By number; what is worded is code with words, maybe a comment."""
PROSE, LABEL, FIELDS, DATA, TABLE, SYNOPSIS, CODE, LOG, WORDED = range(9)
ROWS = 200  # that tell whether a paragraph is delimited data


class PlainCounter:
    """Counts lines; `words` are the function words, in small letters, each with its group."""

    def __init__(self, words: Mapping[bytes, int]) -> None:
        self._words = words

    def lines(self, text: bytes) -> list[tuple[object, ...]]:
        """`Counts`, as plain tuples, of each line."""
        return [tuple(_line(line, self._words)) for line in text.split(b"\n")]

    def groups(self, text: bytes) -> tuple[int, list[int]]:
        """How many words there are, and how many function words of each group."""
        found = [0] * 256
        count = 0
        for line in text.split(b"\n"):
            plain = _TAG.sub(_blank, line)
            for chunk in _CHUNK.findall(plain):
                core = _core(chunk)
                if core and _WORD.match(core) and not _CAMEL.search(core):
                    count += 1
                    group = self._words.get(core.lower())
                    if group is not None:
                        found[group] += 1
        return count, found

    def registers(self, text: bytes) -> bytes:
        """The register of each line of a paragraph, by itself and by the company it keeps."""
        rows = text.split(b"\n")
        lines = [_line(line, self._words) for line in rows]
        own = list(map(register, lines))
        whole = _whole(lines, own)
        if whole in (DATA, TABLE):
            return bytes([whole]) * len(own)
        for k, (line, row) in enumerate(zip(lines, rows, strict=True)):
            if whole == PROSE:
                if own[k] == LABEL or (own[k] == CODE and (line.small > 1 or not line.signs)):
                    own[k] = PROSE
            elif own[k] == LABEL and row.startswith((b"    ", b"\t")):
                own[k] = CODE  # a listing
            if own[k] == CODE and (line.small > 1 or _is_worded(line)):
                own[k] = WORDED
        return bytes(own)


def _is_worded(line: Counts) -> bool:
    return line.words > 1 and not line.signs and not line.hidden


def register(line: Counts) -> int:
    """The register of a line by itself."""
    words, small, signs = line.words, line.small, line.signs
    if 5 * line.hidden > 3 * line.visible and small < 2:
        return CODE
    if not words or line.is_string:
        return DATA
    if line.is_log:
        return LOG
    if line.keyed > 1:
        return FIELDS
    if line.arguments and not line.is_ended:
        if line.arguments > 1 and 4 * small < words:
            return SYNOPSIS
        if words < 8 and small < 2:
            return SYNOPSIS
    if line.wide > 1 and 3 * small < line.chunks:
        return TABLE
    if signs and (5 * small < words or (signs > 1 and 2 * signs > small)):
        return CODE
    if 8 * signs > words and 10 * small < 3 * words:
        return CODE
    # A line is prose when small words hold it together; short ones are labels, until the lines
    # around them say else.
    if small > 1 and words > 4 and 20 * small >= 3 * words:
        return PROSE
    if words > 2 and small and line.is_ended:
        return PROSE
    return LABEL


def _whole(lines: Sequence[Counts], own: Sequence[int]) -> int:
    """What a paragraph is as a whole."""
    count = len(lines)
    kinds = [own.count(kind) for kind in range(WORDED)]
    if count > 2 and _is_delimited(lines[:ROWS], 2 * kinds[PROSE] > count):
        return DATA
    if count > 1 and _is_aligned(lines):
        return TABLE
    best = max(range(WORDED), key=kinds.__getitem__)  # the first of several
    if best in (CODE, FIELDS, SYNOPSIS) and 2 * kinds[best] > count:
        return best
    if best != PROSE and count > 1:  # the last line of wrapped prose is short
        words = sum(line.words for line in lines)
        small = sum(line.small for line in lines)
        signs = sum(line.signs for line in lines)
        if small > 2 and 5 * small >= words and 2 * signs < small:
            return PROSE
    return PROSE if 2 * kinds[PROSE] >= count else best


def _is_delimited(rows: Sequence[Counts], is_prose: bool) -> bool:
    """Whether nearly all lines have the same number of one delimiter, quoted ones aside."""
    for k, mark in enumerate(MARKS):
        numbers = [row.marks[k] for row in rows]
        number = max(numbers, key=lambda n: (numbers.count(n), n))
        times = numbers.count(number)
        is_sure = mark in b"|\t"
        least = (0 if is_sure or mark == b";"[0] else 1) + 2 * is_prose
        if number > least and 10 * times >= 9 * len(rows):
            spaced = sum(row.spaced[k] for row in rows)
            if is_sure or 4 * spaced < number * times:
                return True
    return False


def _is_aligned(lines: Sequence[Counts]) -> bool:
    """Whether what follows gaps stands in columns, in lines that follow each other."""
    hits = starts = ends = 0
    for line in lines:
        hits += (starts & line.starts or ends & line.ends) != 0
        starts, ends = line.starts, line.ends
    return hits > 1 and 3 * hits >= len(lines)


def _line(line: bytes, words: Collection[bytes]) -> Counts:
    tags = _TAG.findall(line)
    arguments = 0
    if tags and b"</" not in line:
        arguments = sum(_PLACEHOLDER.fullmatch(tag) is not None for tag in tags)
    plain = _TARGET.sub(_blank, _TAG.sub(_blank, line))
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
            signs += 1
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
        elif _REMARK.match(core):
            pass
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


_compiled = pick("profile")
Counter: type[PlainCounter] = PlainCounter if _compiled is None else _compiled.Counter
