"""Spaces around curly quotes: `word\u201cTwo words\u201d`, `\u201c a note \u201d`."""

from __future__ import annotations

from .local import Passage, has_unspaced
from .words import word_after

_Change = tuple[int, int, str]
SUFFIXES = frozenset("en er ed ing like ish es de da te in s n".split())
SAID = 40
"""What is said of a quotation is said so soon after it."""


def quote(line: Passage, at: int) -> _Change | None:
    """What is wrong about the spaces at the curly quote at `at`."""
    text, mark = line.text, line.text[at]
    before, after = text[at - 1 : at] if at else "", text[at + 1 : at + 2]
    if mark == "\u201c":
        if after == " ":
            return _inner_quote(line, at)
        is_gap = before and after.isalnum() and _is_gap_before_quote(line, at)
        return (at, at, " ") if is_gap else None
    if mark == "\u201d" and before == " ":
        return _inner_quote(line, at)
    is_gap = before and after.isalpha() and _is_gap_after_quote(line, at)
    return (at + 1, at + 1, " ") if is_gap else None


def _inner_quote(line: Passage, at: int) -> _Change | None:
    """The space inside a curly quote taken out, but for that before another quote."""
    text = line.text
    beyond = text[at + 2 : at + 3] if text[at] == "\u201c" else text[max(0, at - 2) : at - 1]
    if beyond in ("\u2018", "\u2019"):  # as books are set
        return None
    if has_unspaced(text[:2000]):
        return None
    low = line.count("\u201e", at)
    opened, closed = line.count("\u201c", at) + low, line.count("\u201d", at)
    if text[at] == "\u201c":
        free = not at or text[at - 1].isspace() or text[at - 1] in "(\u2014"
        good = opened <= closed and free and "\u201e" not in text
        return (at + 1, at + 2, "") if good else None
    if "space" in text[at + 1 : at + SAID] or text[max(0, at - 3) : at] == "// ":
        return None  # \u201cFrom \u201d (note the trailing space); what a comment begins with
    if not any(map(str.isalnum, text[text.rfind("\u201c", 0, at) + 1 : at])):
        return None  # \u201c> \u201d: the marks themselves
    is_turned = text[at + 1 : at + 2].isalnum()  # it opens, in a style or by a slip
    return (at - 1, at, "") if opened > closed and not is_turned else None


def _is_unspaced(text: str, at: int) -> bool:
    """Whether a script without spaces stands at a place, or anywhere near in the line."""
    return has_unspaced(text[at : at + 1]) or has_unspaced(text[:2000])


def _is_gap_before_quote(line: Passage, at: int) -> bool:
    text = line.text
    if "\u201e" in text or text[at - 1].isdigit() or _is_unspaced(text, at - 1):
        return False
    if not (text[at - 1].isalpha() or text[at - 1] in "_,.:;!?"):
        return False
    opened, closed = line.count("\u201c", at), line.count("\u201d", at)
    return opened <= closed and line.total("\u201c") == line.total("\u201d")


def _is_gap_after_quote(line: Passage, at: int) -> bool:
    text, mark = line.text, line.text[at]
    right = word_after(text, at + 1)
    before = text[at - 1]
    opener = "\u201c" if mark == "\u201d" else "\u00ab"
    following = text[at + 1 + len(right) : at + 2 + len(right)]
    if before.isspace() or _is_unspaced(text, at + 1):
        return False
    opened = line.count(opener, at) + (line.count("\u201e", at) if mark == "\u201d" else 0)
    if opened <= line.count(mark, at) or (following and following in "(=_"):
        return False
    if before in ".!?,":  # `\u201cYahoo!\u201ds` is one word
        return before == "," or right.lower() not in SUFFIXES
    is_word = len(right) > 1 and line.opens_clause(right) and right.lower() not in SUFFIXES
    return is_word and (before.isalpha() or before == "\u2026")
