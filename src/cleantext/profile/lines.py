"""What a line is: where its text begins, and its register."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from enum import StrEnum

from .language import WORD, weights
from .spans import Spans


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
    LOG = "log"
    VERSE = "verse"
    MARKUP = "markup"


_CODE_SIGN = re.compile(
    r"[;{}]\s*$|<-|^\s*[{}\])]|(?<![<>=!])=>|:=|\+=|->|::|&&|\|\||</?\w|\w\(\)|[$@%]\w|\\[\w.(]"
    r"|\[\^|\)\?|\(\?|\w\[\w|==|!=|\w\.\w+\(|^\s*[$#>%]\s+\w"
    r"|^\s*(?:#include|#define|import|from|def|class|return|echo|set|let|if|for|while|end\w*)\b"
    r"|(?<=\s)--?\w[\w-]*|(?<=\s)[=|<>](?=\s)|^[\w.-]+\s*=\s*\S"
)
_ARGUMENT = re.compile(r"\[[^\]\s]{1,30}\]|<[^>\s]{1,30}>|\{[^}\s]{1,30}\}|\.\.\.(?=\s|$)|\w\|\w")
_KEYED = re.compile(r"(?:^|(?<=  )|(?<=\t))[A-Z][\w-]{1,20}:\s")
_GAP = re.compile(r"\S {2,}(?=\S)|\t(?=\S)")
_END = re.compile(r"[.!?:;,\u2026][\"\u201d\u2019')\]]*\s*$")
COMMENT = re.compile(r"\s*(?:#+|//+|/?\*+|;+|--|%+|\.\.|dnl|rem|>+)\s+", re.IGNORECASE)
"""The mark of a comment, an item or a quotation at the start of a line, and the indent before."""
_STRING = re.compile(r"\s*[\[({]*[\"'][^\n]*[\"'][\])}]*,\s*$")
_LOG = re.compile(r"\s*\[?(?:\d{4}-\d\d-\d\d[T ]|[A-Z][a-z]{2} [ \d]\d )?\d\d:\d\d:\d\d\b")
_REACH = 2_000
"""A longer line is looked at only this far: what it is shows early."""


class Line:
    """A line of a paragraph, with what is counted in it."""

    __slots__ = ("indent", "register", "signs", "small", "text", "words")

    def __init__(self, text: str) -> None:
        self.text = text = text[:_REACH]
        masked, hidden = _masked(text)
        mark = COMMENT.match(masked, 0, 60)
        body = masked[mark.end() :] if mark else masked
        self.indent = len(text) - len(text.lstrip())
        self.words = WORD.findall(body)
        self.small = sum(map(weights().__contains__, map(str.lower, self.words)))
        self.signs = len(_CODE_SIGN.findall(body))
        self.register = self._register(body, hidden)

    def _register(self, body: str, hidden: float) -> Register:
        count, small, signs = len(self.words), self.small, self.signs
        if hidden > 0.6 and small < 2:
            return Register.CODE
        if not count or _STRING.match(body):
            return Register.DATA
        if _LOG.match(body):
            return Register.LOG
        if len(_KEYED.findall(body)) > 1:
            return Register.FIELDS
        share = small / count
        arguments = len(_ARGUMENT.findall(body))
        is_bare = (arguments > 1 and share < 0.25) or (arguments and count < 8 and small < 2)
        if is_bare and not _END.search(body[-8:]):
            return Register.SYNOPSIS
        if signs and ((signs > 2 and signs * 3 > small) or share < 0.2):
            return Register.CODE
        if signs * 8 > count and share < 0.3:
            return Register.CODE
        # A line is prose when small words hold it together; short ones are labels, until the
        # lines around them say else.
        if small >= 2 and share >= 0.15 and count >= 5:
            return Register.PROSE
        if count >= 3 and small and _END.search(body[-8:]):
            return Register.PROSE
        return Register.LABEL


def _masked(text: str) -> tuple[str, float]:
    """A line with NUL in place of what is no prose, and the share of that; tags do not count."""
    parts: list[str] = []
    done = hidden = tags = 0
    for start, end, kind in Spans(text):
        inner = text[start:end]
        if kind == "quoted":
            continue
        if kind == "name" and inner.replace(".", "").isalpha() and not inner.islower():
            continue  # two sentences, maybe
        if kind == "tag":
            tags += end - start
        else:
            hidden += end - start
        parts += text[done:start], ("\1" if kind == "tag" else "\0") * (end - start)
        done = end
    return "".join(parts) + text[done:], hidden / max(1, len(text.strip()) - tags)


def registers(texts: Sequence[str]) -> list[Register]:
    """The register of each line of a paragraph, by itself and by the company it keeps."""
    lines = [Line(text) for text in texts]
    whole = _register(lines)
    out = []
    for line in lines:
        own = line.register
        if whole in (Register.DATA, Register.TABLE):
            own = whole
        elif whole == Register.PROSE and (
            own == Register.LABEL or (own == Register.CODE and line.small > 1)
        ):
            own = Register.PROSE
        if own == Register.CODE and line.small > 1 and COMMENT.match(line.text):
            own = Register.REMARK
        elif own == Register.LABEL and whole != Register.PROSE and line.indent > 3:
            own = Register.CODE  # a listing
        out.append(own)
    return out


def _register(lines: Sequence[Line]) -> Register:
    """What a paragraph is as a whole."""
    kinds = Counter(line.register for line in lines)
    count = len(lines)
    if count > 2 and _is_delimited(lines):
        return Register.DATA
    if count > 1 and _is_aligned(lines):
        return Register.TABLE
    best, times = kinds.most_common(1)[0]
    if best in (Register.CODE, Register.FIELDS, Register.SYNOPSIS) and 2 * times > count:
        return best
    if best != Register.PROSE and count > 1:  # the last line of wrapped prose is short
        words = sum(len(line.words) for line in lines)
        small = sum(line.small for line in lines)
        signs = sum(line.signs for line in lines)
        if small >= 3 and small >= 0.2 * words and signs * 2 < small:
            return Register.PROSE
    return Register.PROSE if kinds[Register.PROSE] * 2 >= count else best


def _is_delimited(lines: Sequence[Line]) -> bool:
    """Whether nearly all lines have the same number of one delimiter, quoted ones aside."""
    rows = [re.sub(r'"(?:[^"]|"")*"', "", line.text.strip()) for line in lines[:200]]
    prose = 2 * sum(line.register == Register.PROSE for line in lines) > len(lines)
    for mark in ",;|:\t":
        number, times = Counter(row.count(mark) for row in rows).most_common(1)[0]
        least = (0 if mark in "\t|;" else 1) + 2 * prose
        if number > least and times * 10 >= len(rows) * 9:
            spaced = sum(row.count(mark + " ") for row in rows)
            if spaced * 4 < number * times or mark in "|\t":
                return True
    return False


def _is_aligned(lines: Sequence[Line]) -> bool:
    """Whether gaps of two spaces and more end at the same column in lines that follow each other.

    Gaps after the end of a sentence are no columns.
    """
    hits = 0
    before: set[int] = set()
    for line in lines[:300]:
        text = line.text
        here = {
            gap.end()
            for gap in _GAP.finditer(text)
            if gap.end() > 4 and not _END.search(text[max(0, gap.start() - 2) : gap.start() + 1])
        }
        hits += not before.isdisjoint(here)
        before = here
    return hits >= 2 and hits * 3 >= len(lines)
