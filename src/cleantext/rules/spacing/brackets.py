"""Spaces around round brackets and curly quotes: `( note )`, `word(two words)`."""

from __future__ import annotations

import re

from .line import UNSPACED, Line
from .words import find_words, listed, word_after, word_before

_CODE = re.compile(r"[=<>{}|\\;*_]|://|(?<!\S)[\"'](?!\S)")
_FACE = re.compile(r"[:;]-?$")
_FIGURES = re.compile(r"\s*[\d.,\u2013\- %]+\s*")
_PREFIXES = frozenset(
    "anti auf aus auto back be bi co contra counter de des dis down ein ent ex extra fore ge her "
    "hyper il im in infra inter intra ir macro man mega micro mid mini mis mit mono multi neo non "
    "off on out over para pan poly post pre pro proto pseudo re self semi sub super tele the trans "
    "tri ultra un under uni up ver vice vor wo zu".split()
)
_NO_WORD = re.compile(r"[@\\_=<>{}`|#$~^*/&\[\].:(-]|\d")
_TRIM = '.,;:!?\u201c\u201d\u2019"'


def inner_open(line: Line, at: int) -> tuple[int, int, str] | None:
    """`( note`: the space after the bracket at `at` taken out."""
    text = line.text
    close = line.find_close(")", at)
    if close < 0 or not _is_remark(line, text[at + 1 : close]):
        return None
    if at and not text[at - 1].isspace() and text[at - 1] not in '"\u201c\u2018\u2014-\u2013':
        word = word_before(text, at)
        if len(word) < 3 or not line.is_word(word) or text[:at].endswith("qw"):
            return None
        return at, at + 2, " ("
    return at + 1, at + 2, ""


def inner_close(line: Line, at: int) -> tuple[int, int, str] | None:
    """`note )`: the space before the bracket at `at` taken out."""
    text = line.text
    start = line.find_open("(", at)
    if start < 0:
        return None
    inner = text[start + 1 : at]
    if not _is_remark(line, inner) or _FACE.search(inner.rstrip()):
        return None
    if start and text[start - 1].isalnum() and not inner.startswith(" "):
        return None
    return at - 1, at, ""


def _is_remark(line: Line, inner: str) -> bool:
    """Whether what stands in brackets is prose or a figure."""
    if line.text.startswith("  ") or not line.is_prose() or _CODE.search(inner):
        return False
    if UNSPACED.search(inner) or "  " in inner:
        return False
    words = find_words(inner)
    if words:
        return any(line.is_word(word) or word[0].isupper() or len(word) > 2 for word in words)
    return bool(_FIGURES.fullmatch(inner))


def gap_before_open(line: Line, at: int) -> int | None:
    """`word(two words)`: where a space is missing before the bracket at `at`.

    Never before a single word: `word(s)`, `printf(3)`, `f(x)`.
    """
    text, left = line.text, word_before(line.text, at)
    start = at - len(left)
    token = line.token(start)
    close = line.find_close(")", at)
    if token is None or close < 0 or len(left) < 3 or text.startswith("  "):
        return None
    inner = text[at + 1 : close]
    parts = inner.split()[:20]
    head = token[: token.find("(")]
    if len(parts) < 2 or _NO_WORD.search(head) or "*" in inner or "?" in head:
        return None
    if _CODE.search(inner) or UNSPACED.search(text[max(0, start - 1) : close]):
        return None
    if ("'" in inner or inner.isupper()) and "," in inner:  # arguments of a call
        return None
    if not _may_have_remark(line, left, start, inner):
        return None
    words = [part.strip(_TRIM) for part in parts]
    good = sum(line.is_word(w) or w[:1].isupper() or w[:1].isdigit() for w in words)
    if good < 0.7 * len(words):
        return None
    common = any(line.frequency(word) > 5.3 or not word.isascii() for word in words)
    return at if common or _is_plain(line, start) else None


def _is_plain(line: Line, start: int) -> bool:
    """Whether enough prose stands before, and nothing like code in the line."""
    return line.is_prose(6) and not line.has_code_words and line.words_between(0, start) > 2


def _may_have_remark(line: Line, left: str, start: int, inner: str) -> bool:
    """Whether a remark in brackets may follow a word, as arguments follow a function's name."""
    if left.islower():
        if left in _PREFIXES:  # poly(vinyl chloride)
            return False
        if left in listed("module") and line.lang in ("", "en") and not inner[0].isupper():
            return False
        known = line.is_word(left) or (len(left) > 5 and line.is_prose(8))
        return known and line.is_prose(5) and line.words_between(0, start) > 1
    if left[1:].islower():
        return _is_plain(line, start) and not line.code_talk
    return left.isupper() and inner[0].isupper() and _is_plain(line, start)


def gap_after_close(line: Line, at: int) -> int | None:
    """`(two words)word`: where a space is missing after the bracket at `at`."""
    text, right = line.text, word_after(line.text, at + 1)
    start = line.find_open("(", at)
    if start < 0 or (start and not text[start - 1].isspace()) or not line.is_prose():
        return None
    inner = text[start + 1 : at]
    following = text[at + 1 + len(right) : at + 2 + len(right)]
    if (following and following in "(_=[/") or not inner.strip():
        return None
    if _CODE.search(inner) or UNSPACED.search(text, at - 1, at + 3):
        return None
    if len(right) < 2 and not line.opens_clause(right):
        return None
    if " " in inner or inner.isdigit():
        return at + 1 if line.is_word(right) else None
    # One word: `(re)build`, `(in)dependent` are whole words.
    if len(inner) < 3 or not inner.isalpha() or not line.words_between(0, start):
        return None
    if line.frequency(inner + right) or inner.lower() in _PREFIXES or len(line.words) < 5:
        return None
    if line.opens_clause(right):
        return at + 1
    whole = inner.isupper() or inner[0].isupper() or line.frequency(inner) > 3
    return at + 1 if whole and len(right) > 3 and line.is_word(right) and right.islower() else None


def inner_quote(line: Line, at: int) -> tuple[int, int, str] | None:
    """The space inside the curly quote at `at` taken out, but for that before another quote."""
    text = line.text
    beyond = text[at + 2 : at + 3] if text[at] == "\u201c" else text[max(0, at - 2) : at - 1]
    if beyond in ("\u2018", "\u2019"):  # as books are set
        return None
    if UNSPACED.search(text, 0, 2000):
        return None
    low = line.count("\u201e", at)
    opened, closed = line.count("\u201c", at) + low, line.count("\u201d", at)
    if text[at] == "\u201c":
        if "\u201e" in text:
            return None
        free = not at or text[at - 1].isspace() or text[at - 1] in "(\u2014"
        return (at + 1, at + 2, "") if opened <= closed and free else None
    return (at - 1, at, "") if opened > closed else None


def _is_unspaced(text: str, at: int) -> bool:
    """Whether a script without spaces stands at a place, or anywhere near in the line."""
    return bool(UNSPACED.match(text, at) or UNSPACED.search(text, 0, 2000))


def gap_before_quote(line: Line, at: int) -> int | None:
    """Where a space is missing before the opening quote at `at`."""
    text = line.text
    if "\u201e" in text or text[at - 1].isdigit() or _is_unspaced(text, at - 1):
        return None
    if line.count("\u201c", at) > line.count("\u201d", at):
        return None
    return at if line.total("\u201c") == line.total("\u201d") else None


def gap_after_quote(line: Line, at: int) -> int | None:
    """Where a space is missing after the closing quote at `at`."""
    text, mark = line.text, line.text[at]
    right = word_after(text, at + 1)
    before = text[at - 1]
    opener = "\u201c" if mark == "\u201d" else "\u00ab"
    following = text[at + 1 + len(right) : at + 2 + len(right)]
    if before.isspace() or _is_unspaced(text, at + 1):
        return None
    opened = line.count(opener, at) + (line.count("\u201e", at) if mark == "\u201d" else 0)
    if opened <= line.count(mark, at) or (following and following in "(=_"):
        return None
    if before in ".!?,":
        return at + 1
    if before.isalpha() or before == "\u2026":
        return (
            at + 1
            if len(right) > 1 and line.opens_clause(right) and not _is_suffix(right)
            else None
        )
    return None


def _is_suffix(word: str) -> bool:
    return word.lower() in ("en", "er", "ed", "ing", "like", "ish", "es", "de", "da", "te", "in")
