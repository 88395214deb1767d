"""A space before a mark that ends a phrase: `word ,` and `word .`, also `end .Next`."""

from __future__ import annotations

import re

from .line import UNSPACED, Line
from .words import is_title, listed, word_after, word_before

_TECHNICAL = re.compile(r"[@\\_=<>{}`|#$~^*/&+]|\w\.\w|^-")
_SHELL = frozenset(("and", "or", "if", "elif", "while", "until"))
_RUN = re.compile(r"[.,!?;]+")
_CLOSERS = "\u201d\"\u2019')"


def space_before(line: Line, at: int) -> tuple[int, int, str] | None:
    """The change that takes out the space before the mark at `at`, None when it stays.

    The mark must be followed by a space, the end of the line or a closing mark, so that ` .NET`,
    ` ./x`, ` ...`, ` ?:` stay. Only for `end .Next` the space goes to the other side.
    """
    text = line.text
    run = _RUN.match(text, at)
    assert run
    marks, end = run[0][:5], run.end()
    start = at
    while start and text[start - 1] == " " and at - start < 3:
        start -= 1
    if not start or at - start > 2 or "|" in text or len(run[0]) > 4:
        return None
    last = text[start - 1]
    left = word_before(text, start)
    if not left and not last.isdigit() and last not in ')]\u201d\u2019"\u00bb%':
        return None
    if UNSPACED.search(text, start - 1, end + 2):
        return None
    following = text[end] if end < len(text) else ""
    if following and not (following.isspace() or following in _CLOSERS or following.isalpha()):
        return None
    if marks[0] in "!?" and line.has_french_spacing:
        return None
    token = line.token(start - 1)
    if token is None or _TECHNICAL.search(token) or not line.is_prose():
        return None
    if marks == ",":
        return _comma(line, start, end, left, following)
    if marks == ".":
        return _full_stop(line, start, end, left, following, token)
    if set(marks) <= set("!?") and len(marks) <= 3:
        return _shout(line, start, end, marks, left, following)
    return None


def _is_wordlike(line: Line, word: str) -> bool:
    return line.is_word(word) or (len(word) > 4 and word.islower())


def _comma(
    line: Line, start: int, end: int, left: str, following: str
) -> tuple[int, int, str] | None:
    if not following.isalpha():
        return start, end, ","
    right = word_after(line.text, end)
    good = (_is_wordlike(line, left) or left[:1].isupper()) and (
        _is_wordlike(line, right) or right[0].isupper()
    )
    after = end + len(right)
    glued = line.text[after : after + 1] == "," and not line.text[after + 1 : after + 2].isspace()
    return (start, end, ", ") if good and not glued else None


def _full_stop(
    line: Line, start: int, end: int, left: str, following: str, token: str
) -> tuple[int, int, str] | None:
    text = line.text
    if following.isalpha():
        return (start, end, ". ") if _is_next_sentence(line, end, left) else None
    if following and following in _CLOSERS:
        return (start, end, ".") if left else None
    rest = text[end : end + 8].lstrip()
    if rest and not (rest[0].isupper() or rest[0] in '\u201c"\u2018\u201e\u00ab\u00bf\u00a1'):
        return None
    if not rest and len(line.words) < 5:
        return None
    if left:
        good = _is_wordlike(line, left) or left[0].isupper()
    else:
        good = text[start - 1] in ')]\u201d"%\u00bb' or ":" not in token
    return (start, end, ".") if good else None


def _is_next_sentence(line: Line, at: int, left: str) -> bool:
    text, right = line.text, word_after(line.text, at)
    following = text[at + len(right) : at + len(right) + 1]
    if following and following in "(._=/[":
        return False
    opens = line.opens_clause(right)
    low = right.lower()
    if low in listed("extension") and not (opens and following == " "):
        return False
    if not left or not right[0].isupper():
        return False
    if left.lower() in listed("title") and is_title(right):
        return True
    if not line.is_word(left):
        return False
    return opens or (
        is_title(right)
        and len(right) > 2
        and line.is_word(right)
        and left.lower() not in listed("module")
    )


def _shout(
    line: Line, start: int, end: int, marks: str, left: str, following: str
) -> tuple[int, int, str] | None:
    text = line.text
    if following and not (following.isspace() or following in '\u201d"' or following.isupper()):
        return None
    if len(left) < 2 or left in _SHELL or not (_is_wordlike(line, left) or left[0].isupper()):
        return None
    rest = text[end : end + 8].lstrip()
    if rest.split(" ", 1)[0] in ("and", "or"):  # the mark itself is talked of
        return None
    if (rest and rest[0] in "/=:") or (marks == "?" and " : " in text[end : end + 200]):
        return None
    return start, end, marks
