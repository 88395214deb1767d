"""A space that is missing between two sentences: `chains.Germany`, `2017.The`, `go."Then`.

The right word decides most cases: a word that sentences begin with, followed by another. Where both
neighbours are words of content, the evidence is weighed (`evidence.py`).
"""

from __future__ import annotations

from ...expressions import expression
from .local import LEADS, TYPED, Passage, has_unspaced
from .site import Site
from .words import LETTER, is_abbreviation, listed, word_after, word_before

CLOSERS = "\"\u201d\u2019'\u00bb)]"
_EDGES = "\"\u201c\u201d\u2018\u2019'()[]\u00ab\u00bb\u201e.,;:!?*_"
_BETWEEN = expression(
    r"[\"\u201c\u201d\u2018\u2019'\u00bb\u00ab\u201e()\[\]\u00bf\u00a1]{0,4}(?:(?<=\u00ab)\s)?"
)
_INWARD = expression(r"(?<![^\s(>])\u00bb(?=\w)")
_SINGLE_OPEN = expression(r"(?<![^\s(])'(?=\w)")
_SINGLE_CLOSE = expression(r"(?<=[\w.!?,])'(?![\w'])")
_IDENTIFIER = expression(
    rf"://|[@\\_=<>{{}}`|#$~^*+]|{LETTER}\.{LETTER}+\.{LETTER}|^\(?\w+\.\w+\.\w|^/|/$|\w/\w+\.\w+$"
)
_DOTTED_WORD = expression(
    rf"[\"\u201c(]?(?:(?:{LETTER}\.){{2,}})[A-Z]{LETTER}*(?:['\u2019]{LETTER}+)?[,;:.!?\"\u201d)]*"
)
_SHOUTED = expression(r"[\"\u201c(]?[A-Z][a-z]+(?:[!?][A-Z][a-z]+){2,}[!?.,]?[\"\u201d)]?")
_BANG_PATH = expression(r"!\w[^!\s]*!\w|\"\.\w+\.")  # and strings joined
_IMPORT = expression(r"[\w.]* import\b")
_MACRO = expression(r"\w![\[({]")
_CALL = expression(r" \((?:\d|[\"']|\))")
_NUMBERS = expression(r"[\d ,\u2013\u2014-]+")


def gap_after(line: Passage, at: int) -> int | None:
    """Where a space is missing after the end mark at `at`, None when none is.

    What follows the mark: closing marks, opening marks, and a letter.
    """
    text = line.text
    first = at
    while first and text[first - 1] in ".!?\u2026" and at - first < 8:
        first -= 1
    marks = text[first : at + 1]
    if not first or ".." in marks or "\u2026" in marks or text[first - 1] in "([{":
        return None  # `(!)` is a sign
    right_at = at + 1
    if not text[right_at : right_at + 1].isalpha() and (between := _BETWEEN.match(text, right_at)):
        right_at = between.end()
    if right_at > at + 1 and not line.is_whole(at, right_at + 1):
        return None  # a tag beside a quote: what it bounds is no gap between sentences
    closers, openers = _divide(line, at + 1, right_at)
    right = word_after(text, right_at)
    if not right or closers is None or has_unspaced(text[max(0, first - 2) : right_at + 2]):
        return None
    token = line.token(at)
    if token is None:
        return None
    site = _Gap(line, first, marks, closers, openers, right_at, right, token)
    return site.insert_at if site.is_gap() and not _is_exception(line, token) else None


def dash_gap(line: Passage, at: int) -> int | None:
    """Where a space is missing between an end mark and the dash that a speaker begins with.

    `slept.\\u2014 Yes` is `slept. \\u2014 Yes`.
    """
    text = line.text
    left, right = word_before(text, at), word_after(text, at + 3)
    if (
        len(left) > 2
        and left.islower()
        and line.is_word(left)
        and not is_abbreviation(left)
        and right[:1].isupper()
        and line.words_between(0, at) > 2
        and not has_unspaced(text[at - 1 : at + 4])
    ):
        return at + 1
    return None


def quote_gap(line: Passage, at: int) -> int | None:
    """Where a space is missing before quotes made of two marks: `geht.,,Ja`."""
    text = line.text
    left, right = word_before(text, at), word_after(text, at + 3)
    fits = len(left) > 1 and line.is_word(left) and right[:1].isupper() and line.is_prose()
    return at + 1 if fits and not has_unspaced(text[max(0, at - 1) : at + 5]) else None


def _divide(line: Passage, start: int, end: int) -> tuple[str | None, str]:
    """The marks between a full stop and a letter as those that close and those that open."""
    marks = line.text[start:end]
    closing = 0
    while closing < len(marks) and marks[closing] in CLOSERS:
        closing += 1
    if marks[:1] == "\u00ab" and _points_inward(line.text, start):
        closing = 1
    closers, openers = marks[:closing].rstrip(), marks[closing:].lstrip()
    if closers == "\u00ab" and marks[1:2].isspace():
        return None, ""
    if '"' in closers and not openers:
        if line.count('"', start) % 2:  # the first closes; a second one opens
            cut = closers.index('"') + 1
            closers, openers = closers[:cut], closers[cut:]
        elif line.total('"') > line.count('"', end):  # none is open, and one closes later
            cut = closers.index('"')
            closers, openers = closers[:cut], closers[cut:]
    if closers == "''":
        return closers, openers
    if closers == "'":
        return _single(line, start)
    if "'" in closers or closers.endswith("\u2019"):
        return None, ""
    if "\u201d" in closers and 0 < line.count("\u201c", start) <= line.count("\u201d", start):
        return None, ""
    return closers, openers


def _points_inward(text: str, end: int) -> bool:
    """Whether the guillemets before a place open as German ones do: what is quoted stands in
    \u00bb and \u00ab."""
    before = text[max(0, end - 300) : end]
    return _INWARD.search(before, before.rfind("\u00ab") + 1) is not None


def _single(line: Passage, at: int) -> tuple[str | None, str]:
    """Whether a straight single quote closes or opens; None when it may be an apostrophe."""
    before = line.text[max(0, at - 300) : at]
    opened = [match.start() for match in _SINGLE_OPEN.finditer(before)]
    if opened and not _SINGLE_CLOSE.search(before, opened[-1] + 1):
        return "'", ""
    if not opened and _SINGLE_CLOSE.search(line.text, at + 2, at + 300):
        return "", "'"
    return None, ""


def _is_exception(line: Passage, token: str) -> bool:
    names = (*line.options.exceptions, *listed("brand"))
    return any(name in token for name in names) or token.strip(_EDGES) in line.habits.coded


class _Gap(Site):
    """A place that is a gap, or none."""

    def is_gap(self) -> bool:
        """Whether a space is missing here."""
        # `U.S.The`, `a.m.They`
        if self.token.count(".") > 1 and _DOTTED_WORD.fullmatch(self.token):
            return len(self.right) > 1 and self.is_followed and self.opener
        if ("!" in self.token or "?" in self.token) and _SHOUTED.fullmatch(self.token):
            return self.line.frequency(self.right) > 3.5 and self.line.frequency(self.left) > 3.5
        if not self._may_follow() or _BANG_PATH.search(self.token) or self._is_imported():
            return False
        if len(self.right) > 2 and len(set(self.right)) == 1:
            return False  # tmp.XXXXXX
        if self.right[0].islower():
            return self._is_small_start()
        if not self.right[0].isupper():
            return False
        if self.closers:
            return self._closes_well()
        if self._is_command() or self._is_code():
            return False
        if not self.left:
            return self._after_no_word()
        if self.openers:
            return self._opens_well()
        return self.is_between_words()

    def _is_command(self) -> bool:
        """Whether a small word begins a line that goes on no other: `echo.The end`."""
        text, start = self.line.text, self.line.line.start
        if not start or not self.left.islower() or text[start : self.left_at].strip():
            return False
        before = text[:start].rstrip()[-1:]
        return not (before.isalnum() or before == ",")

    def _is_code(self) -> bool:
        """Whether strings are joined (`"A"."B"`), or a method is called: `random.Next (5)`."""
        text, first = self.line.text, self.first
        if self.openers == '"' and text[first - 1] == '"':
            return True
        return self.left.islower() and _CALL.match(text, self.right_end) is not None

    def _may_follow(self) -> bool:
        text, end = self.line.text, self.right_end
        if self.next in "(=_[/@\\<>{}|~#" or self.next.isdigit():
            return False
        if self.next == "." and end + 1 < len(text) and text[end + 1].isalnum():
            return False
        if self.next == "-" and not text[end + 1 : end + 2].isalpha():
            return self.opener and (end + 1 >= len(text) or text[end + 1].isspace())
        return not _IDENTIFIER.search(self.token.strip(_EDGES))

    def _is_imported(self) -> bool:
        """`from Products.Five import BrowserView`, in code or in prose."""
        text = self.line.text
        return word_before(text, self.first - len(self.left) - 1) == "from" and bool(
            _IMPORT.match(text, self.right_end)
        )

    def _is_small_start(self) -> bool:
        """`really!you`: only after ! and ?, between two common words."""
        line = self.line
        return (
            self.marks[0] in "!?"
            and not self.closers
            and not self.openers
            and len(self.left) > 2
            and len(self.right) > 1
            and line.frequency(self.left) > 4
            and line.frequency(self.right) > 4
            and bool(self.follow)
            and (self.opener or self.marks != "!")  # `nick!address`
            and line.is_prose()
            and not _MACRO.search(line.text)
        )

    def _closes_well(self) -> bool:
        if self.closers[0] in ")]":
            return self._is_remark(self.closers[0], self.first)
        return True

    def _is_remark(self, closer: str, end: int) -> bool:
        """Whether a bracket that closes before `end` was opened after a space, as remarks are."""
        text = self.line.text
        start = self.line.find_open("(" if closer == ")" else "[", end)
        if start < 0:  # opened on a line before, as text is wrapped
            return self.line.low > 0 and self.line.is_prose()
        if start and (text[start - 1].isalnum() or text[start - 1] in "])_."):
            inner = text[start + 1 : end].rstrip(")]")
            return closer == "]" and self.opener and bool(_NUMBERS.fullmatch(inner))
        return True

    def _after_no_word(self) -> bool:
        text, first, line = self.line.text, self.first, self.line
        before = text[first - 1]
        word_like = self.opener or line.is_word(self.right)
        if before.isspace():
            left = word_before(text, first - 1)
            return (
                self.marks[0] in "!?"
                and line.span(first, first + 1).kind != "tag"  # <Place Town !Near 1>
                and (len(self.right) > 1 or self.opener)  # 'history !N'
                and line.words_between(line.line.start, first) > 1
                and line.is_word(left)
                and left.lower() not in TYPED  # using !Reader
                and (self.opener or not line.is_function_word(left))  # in ?Melanoma
                and (self.opener or not self.follow or left.lower() not in LEADS)
                and word_like
                and self.title
                and self.ends_well
                and self.marks not in line.habits.meant
                and not line.habits.is_prefix(self.marks)
                and self.marks not in self.token[len(self.marks) :]
            )
        if before in ")]":
            is_dotted = line.habits.has_dotted_names or not self.is_followed
            return self._is_remark(before, first - 1) and word_like and not is_dotted
        if before == '"':
            # it closes: not ` ".Op"`, `""".Op`
            return first > 1 and not (text[first - 2].isspace() or text[first - 2] == '"')
        if before == "%":
            return text[first - 2 : first - 1].isdigit() and self.marks == "."
        if before in "\u201d\u00bb":
            return True
        if before in "/`*>":  # what was set apart in some way, then a sentence
            return self.opener and self.title and self.follow.islower() and self.marks == "."
        return before.isdigit() and self._after_number()

    def _after_number(self) -> bool:
        text, end = self.line.text, self.first
        start = end
        while start and end - start < 24 and (text[start - 1].isdigit() or text[start - 1] in ",."):
            start -= 1
        figure = text[start:end]
        if start and text[start - 1].isalpha():  # a name that ends in a figure
            return self.opener and self.title and self.ends_well and self.follow.islower()
        if not start or not (
            text[start - 1].isspace() or text[start - 1] in '($\u20ac\u00a3"\u201c\u2013-'
        ):
            return False
        word = word_before(text, start - 1)
        if not text[:start].strip():
            return False
        if self.openers:
            return self.openers in ("\u201c", "\u201e", "\u00ab", '"', "(") and len(figure) > 1
        if is_abbreviation(word):
            return False
        if (
            not self.title
            or not self.ends_well
            or (len(self.right) < 2 and (not self.opener or len(figure) < 3))  # 11.X, Section 3.A
            or (len(figure) == 1 and not word and not (self.opener and self.follow.islower()))
        ):
            return False
        digits = sum(map(str.isdigit, figure))
        if self.opener:
            return digits > 1 or self.is_followed
        wanted = 2 if self.follow.islower() and word.islower() else 4
        return (
            digits >= wanted
            and self.is_followed
            and self.line.is_word(self.right)
            and self.right.lower() not in listed("extension")
        )

    def _opens_well(self) -> bool:
        """`word."Quote`, `word.(Remark)`."""
        if self.openers[0] in '\u201c\u201e\u00ab\u00bf\u00a1\u2018"':
            return len(self.left) > 1
        if self.openers == "(":
            close = self.line.find_close(")", self.right_at)
            inner = self.line.text[self.right_at : close if close > 0 else None]
            return (
                " " in inner[:600]
                and self.line.is_word(self.left)
                and (self.opener or self.line.is_word(self.right))
                and not self.right.isupper()
            )
        return False
