"""A space before a mark that ends a phrase: `word ,` and `word .`, also `end .Next`."""

from __future__ import annotations

from cleantext.expressions import expression
from cleantext.profile import Register

from .local import ADPOSITIONS, LEADS, LONE_WORDS, NO_END, TYPED, Passage, has_unspaced
from .words import is_title, listed, word_after, word_before

_TECHNICAL = expression(r"[@\\_=<>{}`|#$~^*/&+]|\w\.\w|^-")
_ANOTHER_MARK = expression(
    r"\s+characters?\b|\s+\(\w+\)|\s+(?:and|or|instead of)\s+[^\w\s\"'\u2018\u201c(]"
)
_QUOTED = expression(r"(?<!\w)[\"'\u2018\u201c]\w+[\"'\u2019\u201d]")
_HYPHENED = expression(r"\s+\w+-\w")
_NAMED_BELOW = expression(r"\s+\(")
_NAMED = expression(r"\(\S*\)")  # `the origin . (root)`: what the mark stands for
_STRINGS = expression(r"[\"'] ,\s*(?:[\"'\\$@%&]|$)")
"""Strings or what holds them in a row of code."""
_NEXT_MARK = expression(r" [.,;:!?](?: |$)")
"""A mark that stands alone: what stands before it is meant (`is replaced by ? .`)."""
_CHOICE = expression(r"\?\s\w+$")
"""`a ? b : c`, as programs have it."""
_KEYS = expression(r"(?<!\w)\w \w$")
_LONE_MARK = expression(r"(?:^|\s)\.\s.*\s\.(?:\s|$)")
_PLACEHOLDER = expression(r"\\[A-Z]+(?: \w+)?$|%[a-z]$")
"""`\\NAME 2 ,`, `%s .`: what a program puts in, told by the space after it."""
_WITH_OPTION = expression(r"\w --?[A-Za-z]+ ")
_TEST = expression(r"-[a-z] ")  # test ! -f a
_PAIR_AFTER = expression(r"\s*\"[\w-]+\"\s*:")
_JOINED_SIGN = expression(r"(?:^|\s)(?:_|[^\w\s]) (?:or|and)$")
_CAMEL = expression(r"[a-z][A-Z]|[A-Z]{2}[a-z]")
FEW = 5
"""A line of fewer words is no sentence."""
_PAIR = 60
_RUN = expression(r"[.,!?;:]+")
_CLOSERS = "\u201d\"\u2019')"
_Change = tuple[int, int, str]


def space_before(line: Passage, at: int) -> _Change | None:
    """The change that takes out the space before the mark at `at`, None when it stays.

    The mark must be followed by a space, the end of the line or a closing mark, so that ` .NET`,
    ` ./x`, ` ...`, ` ?:` stay. Only for `end .Next` and `left ,right` the space changes sides.
    """
    text = line.text
    run = _RUN.match(text, at)
    assert run
    marks, end = run[0], run.end()
    start = at
    while start and text[start - 1] == " " and at - start < 3:
        start -= 1
    if start <= line.line.start or at - start > 2 or "|" in text or len(marks) > 3:
        return None
    if at - start > 1 and line.text[line.line].strip().count("  ") > 1:
        return None  # columns
    if marks[0] in "!?;:" and line.has_french_spacing:
        return None
    last = text[start - 1]
    left = word_before(text, start)
    if not left and not last.isdigit() and last not in ')]\u201d\u2019"\u00bb%':
        return None
    if has_unspaced(text[max(0, start - 1) : end + 2]):
        return None
    low = left.lower()
    following = text[end] if end < len(text) else " "
    if marks[0] != "," and (low in NO_END or low == "then"):
        return None
    if low == "is" and _NAMED_BELOW.match(text, end):
        return None  # the default is . (what it stands for)
    if low in ADPOSITIONS and (text.startswith(" (", end) or (marks == "." and _is_bare(line))):
        return None
    if following.isspace() and low in TYPED:
        return None  # use , to part them
    if not line.is_whole(start, end) or _NEXT_MARK.match(text, end):
        return None
    if marks[0] in "!?" and _is_framed(line, marks, start, end):
        return None
    if not (following.isspace() or following in _CLOSERS or following.isalpha()):
        return None
    if _PLACEHOLDER.search(text, max(0, start - 24), start):
        return None
    if _is_object(line, start, end, left):
        return None
    if len(left) == 1 and (marks == ":" or _KEYS.search(text, max(0, start - 4), start)):
        return None  # keys to be learnt, `n : a noun`
    token = line.token(start - 1)
    if token is None or not line.is_prose() or "\\" in token:  # in RTF the space is part of it
        return None
    if left and (_TECHNICAL.search(token) or text.endswith("  ", 0, start - len(left))):
        return None  # `press  p  to go on`: what is to be typed is set apart
    change = _judged(line, start, end, left, following, token, marks)
    return None if change is None or marks[0] in line.habits.spaced else change


def _is_bare(line: Passage) -> bool:
    """Whether a line is short, a remark, or has signs or quotes: its full stop may be named."""
    own = line.text[line.line]
    is_short = len(own.split()) <= FEW or line.register != Register.PROSE
    return is_short or any(sign.search(own) for sign in (_TECHNICAL, _QUOTED))


def _judged(
    line: Passage, start: int, end: int, left: str, following: str, token: str, marks: str
) -> _Change | None:
    if marks == ",":
        return _comma(line, start, end, left, following)
    if marks == ".":
        return _full_stop(line, start, end, left, following, token)
    if marks == ":":
        return _pause(line, start, end, marks, left) if following.isspace() else None
    return _shout(line, start, end, marks, left, following) if set(marks) <= set("!?") else None


def _is_object(line: Passage, start: int, end: int, left: str) -> bool:
    """Whether a mark is what a small word before it leads to: `lines that end in ,`, `{ or ,`."""
    text = line.text
    if _JOINED_SIGN.search(text, max(0, start - 8), start):
        return True
    if text[end - 1] != ",":
        return False
    is_last = not text[end : line.line.stop].strip()
    return left.lower() in ("by", "from") or (is_last and left.lower() in ADPOSITIONS)


def _is_framed(line: Passage, marks: str, start: int, end: int) -> bool:
    """`!! Note this !!`, and a mark that begins names or stands between words of one kind."""
    left, right = word_before(line.text, start), word_after(line.text, end + 1)
    own = line.text[line.line].lstrip()
    return (
        own.startswith(marks)
        or (len(marks) > 1 and f" {marks} " in line.text[line.line.start : start])
        or (len(right) > 1 and left.isupper() and right.isupper() and not own.isupper())
        or (line.text[end : end + 1].isalpha() and line.habits.is_prefix(marks))
    )


def _is_wordlike(line: Passage, word: str) -> bool:
    return line.is_word(word) or (len(word) > 4 and word.islower())


def _is_sentence(line: Passage) -> bool:
    """Whether small words hold the line together, or it is long."""
    low, high = line.line.start, line.line.stop
    return len(line.words) > 5 or line.small_words(low, high) > 0


def _comma(line: Passage, start: int, end: int, left: str, following: str) -> _Change | None:
    if _STRINGS.match(line.text, start - 1) or _PAIR_AFTER.match(line.text, end):
        return None
    if not following.isalpha():
        span = line.span(start, end)  # `"x , y"` is what someone is to type
        if span.kind == "quoted" and line.words_between(span.start, span.end) < 3:
            return None
        is_meant = _ANOTHER_MARK.match(line.text, end) or (
            "-" in line.text[start - len(left) - 1 : start] and _HYPHENED.match(line.text, end)
        )  # `the marks , and }`; `a-name , b-name`
        return (start, end, ",") if not is_meant and _is_sentence(line) else None
    right = word_after(line.text, end)
    if len(right) == 1 and "a" < right <= "z" and right not in LONE_WORDS:
        return None  # a ,v file
    if line.habits.unquotes or (line.token(start - 1) or "").startswith(","):
        return None  # ,this ,that: commands that begin with one
    if "-" in (line.token(start - 1) or "") and not _is_sentence(line):
        return None  # Syntax: build-term ,val
    good = (_is_wordlike(line, left) or left[:1].isupper()) and (
        _is_wordlike(line, right) or right[0].isupper()
    )
    after = end + len(right)
    beyond = line.text[after : after + 1]
    glued = beyond == "," and not line.text[after + 1 : after + 2].isspace()
    opened = line.find_open("(", start)
    if opened >= 0 and line.text[:opened].endswith("`"):
        return None  # `(a-name ,another): put into a list of Lisp
    if beyond == ")" and (line.token(start - 1) or "").startswith("("):
        return None  # (a-name ,another)
    leads = left.lower() in NO_END or left.lower() in TYPED
    is_name = beyond.isalnum() or (leads and not line.is_function_word(right))
    return (start, end, ", ") if good and not glued and not is_name else None


def _full_stop(
    line: Passage, start: int, end: int, left: str, following: str, token: str
) -> _Change | None:
    text = line.text
    if following.isalpha():
        return (start, end, ". ") if _is_next_sentence(line, end, left) else None
    if following in _CLOSERS:
        if left.lower() in ADPOSITIONS or text[end + 1 : end + 2].isalnum():
            return None  # ."word"; "looking for files in ."
        # `"cd ."` is short, a sentence in quotes is not
        opened = max(text.rfind(quote, 0, start) for quote in "\"\u201c\u2018'(")
        is_short = opened >= 0 and len(text[opened:start].split()) < 3
        return (start, end, ".") if left and not is_short else None
    if len(left) == 1 and left.islower() and left not in LONE_WORDS:
        return None  # mount c .
    if _WITH_OPTION.search(text[line.line]) and not text[end : line.line.stop].strip():
        return None  # python -m pip install .
    if _is_pair(text, start, end) or (len(left) == 1 and _LONE_MARK.search(text[line.line])):
        return None  # a board, drawn of letters and marks
    rest = text[end : end + 40].lstrip()
    if _NAMED.match(rest) or (left and word_after(rest, 0) == left):  # CR . CR
        return None
    if rest and not (rest[0].isupper() or rest[0] in '\u201c"\u2018\u201e\u00ab\u00bf\u00a1('):
        return None
    if (not rest and len(line.words) < 4) or (left.isupper() and not line.small_words(0, start)):
        return None
    if left:
        good = _is_wordlike(line, left) or left[0].isupper()
    else:
        good = text[start - 1] in ')]\u201d"%\u00bb' or ":" not in token
    return (start, end, ".") if good else None


def _is_pair(text: str, start: int, end: int) -> bool:
    """Whether a full stop parts the two halves of a pair of Lisp: `((KEY . NAME) . VALUE)`."""
    depth = 0
    for at in range(start - 1, max(-1, start - _PAIR), -1):
        depth += (text[at] == "(") - (text[at] == ")")
        if depth > 0:
            close = text.find(")", end, end + _PAIR)
            return close >= 0 and max(text.count(" ", at, start), text.count(" ", end, close)) < 4
    return False


def _is_next_sentence(line: Passage, at: int, left: str) -> bool:
    text, right = line.text, word_after(line.text, at)
    following = text[at + len(right) : at + len(right) + 1]
    if (following and following in "(._=/[<") or line.habits.has_dotted_names:
        return False
    opens = line.opens_clause(right) and (len(right) == 1 or not right.isupper())  # `for .SO`
    low = right.lower()
    if low in listed("extension") and not (opens and following == " "):
        return False
    if not left or not right[0].isupper():
        return False
    if left.lower() in listed("title") and is_title(right):
        return True
    if left.lower() in ADPOSITIONS:
        return False  # in .Xdefaults
    if not line.is_word(left):
        return False
    return opens or (
        is_title(right)
        and len(right) > 2
        and line.is_word(right)
        and left.lower() not in listed("module")
    )


def _pause(line: Passage, start: int, end: int, mark: str, left: str) -> _Change | None:
    """A colon between words of a sentence, not after a label."""
    text = line.text
    before = text[line.line.start : start]
    rest = text[end : line.line.stop].strip()
    if text.count(f" {mark} ") > 1 or " ? " in text or rest[:1] in tuple("=:-+"):
        return None
    if rest[:1] in tuple("/\\()|") and not rest[1:2].strip():
        return None  # a face that is drawn
    if _NAMED.match(rest) or _CHOICE.search(before) or _CAMEL.search(left):
        return None  # a ? b : c; aName : aName
    if rest and left and text[start - len(left) - 1] in "('\"":  # (Name : type), 'key : value'
        return None
    if left.isupper() and word_after(rest, 0).isupper():  # (ALL : ALL)
        return None
    if rest[:1].islower() and line.lang not in ("", "en"):  # the mark may be what is put there
        return None
    # A term before its explanation is short and has no small words.
    small = line.small_words(line.line.start if rest else 0, start)
    good = small > (1 if rest else 0) and len(before.split()) > (2 if rest else 1)
    right = word_after(rest, 0).lower()
    if left.lower() in LEADS and line.is_function_word(right):  # taken with : an object
        return None
    is_meant = right in LEADS or right in ("and", "or", "is", "as", "und", "et", "y")
    return (start, end, mark) if good and not is_meant and (left or before[-1] in ")]") else None


def _shout(
    line: Passage, start: int, end: int, marks: str, left: str, following: str
) -> _Change | None:
    text = line.text
    if not (following.isspace() or following in '\u201d"'):
        return None
    if len(left) < 2 or not (_is_wordlike(line, left) or left[0].isupper()):
        return None
    rest = text[end : end + 200].lstrip(' \u201d"')
    # Before a small letter the sentence goes on: the mark itself is talked of.
    if rest[:1].islower() or rest[:1] in tuple("/=:&|<>+") or _TEST.match(rest):
        return None
    if marks == "?" and " : " in rest and line.has_code_words:
        return None
    if not rest and end < line.line.stop:
        return None
    if marks in line.habits.meant and not line.opens_clause(word_after(rest, 0)):
        return None
    return start, end, marks
