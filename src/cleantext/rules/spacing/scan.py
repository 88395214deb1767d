"""One walk over a text that finds the places at which any rule of spacing may act.

One regular expression names the marks worth a look; what stands around each is judged by the
functions of the neighbouring modules. Facts about a line are found once, for all its marks.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import groupby

from cleantext.edits import Edit

from . import BEFORE, BRACKET, DOUBLE, INNER, SENTENCE, before, brackets, doubles, inner, sentence
from .line import Line, Options, Paragraph
from .words import LETTER

_MARK = re.compile(
    rf"""
    [.!?,;:)(\u201c\u201d\u00bb]
    (?: (?![ \n])  # what most marks are followed by: the branches are many
        (?: (?<=[.!?])["\u201c\u201d\u2018\u2019'\u00bb\u00ab\u201e()\[\]\u00bf\u00a1]{{0,4}}
              (?:(?<=\u00ab)\s)?(?={LETTER})
          | (?<=[.!?])(?=[-\u2013\u2014]\ {LETTER} | (?:,,|``)\ ?{LETTER})
          | (?<=[,;:])["\u201c\u201e\u00ab\u00bf\u00a1]?(?={LETTER})
          | (?<=[)\u201d\u00bb])(?={LETTER})
          | (?<={LETTER}[(])(?=(?:{LETTER}|["\u201c\d])[^\s)]{{0,96}}\s)  # two words or more
          | (?<=[\w,.;:!?]\u201c)(?=\w)
        )
      | (?<=[ ][.!?,)\u201d])  # a space before
      | (?<=[(\u201c])(?=\ )  # or within
    )
    """,
    re.VERBOSE,
)
_CODE_SPAN = re.compile(r"(?<!`)(`{1,2})(?!`)([^`\n]+)\1(?!`)")  # CommonMark 6.1
_CLOSING_QUOTE = re.compile(r"\w'(?!\w)|''")
_BLANK = re.compile(r"\n[^\S\n]*(?=\n)")
_Change = tuple[int, int, str]


def edits(
    text: str,
    active: frozenset[str],
    lang: str,
    mode: str,
    spaces_between_sentences: str,
    exceptions: tuple[str, ...],
) -> Iterator[Edit]:
    """The edits of the rules that are `active`, paragraph by paragraph."""
    if "\n" not in text and "  " not in text and not _MARK.search(text):
        return
    options = Options(lang, mode, spaces_between_sentences, exceptions)
    start = 0
    for blank in (*_BLANK.finditer(text), None):
        end = blank.start() if blank else len(text)
        part = text[start:end] if start or blank else text
        for change in _paragraph(part, active, options):
            left, right, new, rule = change
            yield Edit(start + left, start + right, new, (rule,))
        start = end


def _paragraph(
    text: str, active: frozenset[str], options: Options
) -> Iterator[tuple[int, int, str, str]]:
    marks = [m.start() for m in _MARK.finditer(text) if not _is_inner_dot(text, *m.span())]
    if DOUBLE in active and "  " in text:
        marks += [match.start() for match in doubles.GAP.finditer(text)]
        marks.sort()
    if not marks:
        return
    paragraph = Paragraph(text, options)
    for number, places in groupby(marks, paragraph.line_at):
        line = Line(paragraph, number)
        if line.text.startswith(("    ", "\t")):  # code, as `is_code` says; it costs more
            continue
        offset, done = paragraph.starts[number], 0
        changes = sorted(_line(line, [at - offset for at in places], active))
        if not changes or line.is_code:  # asked last: most lines have nothing to change
            continue
        spans = _code_spans(line.text) if "`" in line.text else ()
        for start, end, new, rule in changes:
            if start >= done and not any(low < end and start < high for low, high in spans):
                yield offset + start, offset + end, new, rule
                done = max(end, start + 1)


def _code_spans(text: str) -> tuple[tuple[int, int], ...]:
    """What stands between backticks, which are not those that open `quotations' in TeX."""
    return tuple(
        match.span()
        for match in _CODE_SPAN.finditer(text)
        # Code has a space at both ends or at none.
        if match[2][0].isspace() == match[2][-1].isspace() and not _CLOSING_QUOTE.search(match[2])
    )


def _is_inner_dot(text: str, start: int, end: int) -> bool:
    """Whether a full stop stands between letters of which the second is small (`example.org`)."""
    return text[start] == "." and text[end : end + 1].islower() and text[start - 1 : start] != " "


def _line(
    line: Line, places: list[int], active: frozenset[str]
) -> Iterator[tuple[int, int, str, str]]:
    text = line.text
    is_double = False
    for at in places:
        if at >= len(text):
            continue
        if text[at] == " ":
            is_double = True
            continue
        for rule, find in _JUDGES[text[at]]:
            if rule in active:
                change = find(line, at)
                if change is not None:
                    yield (*change, rule)
                    break
    if is_double:
        for change in doubles.doubles(line):
            yield (*change, DOUBLE)


def _space(line: Line, find: Callable[[Line, int], int | None], at: int) -> _Change | None:
    place = find(line, at)
    return None if place is None else (place, place, " ")


def _end(line: Line, at: int) -> _Change | None:
    following = line.text[at + 1 : at + 2]
    if following in ("-", "\u2013", "\u2014"):
        return _space(line, sentence.dash_gap, at)
    if following in (",", "`"):
        return _space(line, sentence.quote_gap, at)
    return _space(line, sentence.gap_after, at) if following else None


def _before(line: Line, at: int) -> _Change | None:
    return before.space_before(line, at) if at and line.text[at - 1] == " " else None


def _inner(line: Line, at: int) -> _Change | None:
    return _space(line, inner.gap_after, at) if at + 1 < len(line.text) else None


def _opening(line: Line, at: int) -> _Change | None:
    text = line.text
    if text[at + 1 : at + 2] == " ":
        return brackets.inner_open(line, at)
    if at and text[at - 1].isalpha():
        return _space(line, brackets.gap_before_open, at)
    return None


def _closing(line: Line, at: int) -> _Change | None:
    text = line.text
    if at and text[at - 1] == " ":
        return brackets.inner_close(line, at)
    if text[at + 1 : at + 2].isalpha():
        return _space(line, brackets.gap_after_close, at)
    return None


def _quote(line: Line, at: int) -> _Change | None:
    text, mark = line.text, line.text[at]
    before, after = text[at - 1 : at] if at else "", text[at + 1 : at + 2]
    if mark == "\u201c":
        if after == " ":
            return brackets.inner_quote(line, at)
        return _space(line, brackets.gap_before_quote, at) if before and after.isalnum() else None
    if mark == "\u201d" and before == " ":
        return brackets.inner_quote(line, at)
    return _space(line, brackets.gap_after_quote, at) if before and after.isalpha() else None


_Judge = tuple[str, Callable[[Line, int], _Change | None]]
_JUDGES: dict[str, tuple[_Judge, ...]] = {
    **dict.fromkeys(".!?", ((BEFORE, _before), (SENTENCE, _end))),
    ",": ((BEFORE, _before), (INNER, _inner)),
    **dict.fromkeys(";:", ((INNER, _inner),)),
    "(": ((BRACKET, _opening),),
    ")": ((BRACKET, _closing),),
    **dict.fromkeys("\u201c\u201d\u00bb", ((BRACKET, _quote),)),
}
