"""Source code: its comments and docstrings, or all strings, as texts; the code itself is none.

Pygments says what they are in some 500 languages. What would end a comment or string is not put
into one, and a string with escapes stays.
"""

import re
from collections.abc import Callable, Iterator
from typing import Any

from .fields import RecordError
from .runs import Fragment, Run

KINDS = ("comments", "strings")
HINT = "telling comments from code needs Pygments: pip install 'cleantext-pipeline[source]'"
_comment = re.compile(
    r"[ \t]*(?:/\*+!?|\*+(?!/)|//+!?|#+[!:]?|--+|;+|%+|<!--|\{-|\(\*)?[ \t]*"
    r"(.*?)[ \t]*(?:\*+/|-->|-\}|\*\))?\s*",
    re.DOTALL,
)
_QUOTE = r"(?:\"{3}|'{3}|[\"'`])"
_string = re.compile(rf"[ \t]*(?:[A-Za-z]{{0,2}}{_QUOTE})?[ \t]*(.*?)[ \t]*{_QUOTE}?\s*", re.DOTALL)
_ENDS = ("\n", "\r", "*/", "-->", "-}", "*)")


def runs(kind: str, text: str, name: str) -> Iterator[Run]:
    """The comments and docstrings of a file of that name, for `strings` all strings, too."""
    try:
        from pygments.lexers import get_lexer_for_filename
        from pygments.token import Comment, String
        from pygments.util import ClassNotFound
    except ImportError:
        raise RecordError(HINT) from None
    try:
        lexer: Any = get_lexer_for_filename(name, text, stripnl=False, ensurenl=False)
    except ClassNotFound:
        return
    run: list[Fragment] = []  # comments that follow each other line by line
    for start, token, value in lexer.get_tokens_unprocessed(text):
        is_comment = token in Comment and token not in Comment.Preproc
        if is_comment and token not in Comment.PreprocFile and not value.startswith("#!"):
            run += _lines(start, value, _comment, _writer(_ENDS))
        elif run and (value.strip() or value.count("\n") > 1):
            yield run
            run = []
        if (token in String.Doc or (kind == "strings" and token in String)) and "\\" not in value:
            triple = re.match(r"[A-Za-z]{0,2}(\"{3}|'{3})", value)
            ends = ("\\", triple[1][0]) if triple else ("\n", "\\", '"', "'", "`")
            yield list(_lines(start, value, _string, _writer(ends)))
    if run:
        yield run


def _lines(
    start: int, value: str, pattern: re.Pattern[str], write: Callable[[str], str]
) -> Iterator[Fragment]:
    """The text in each line, without what makes it a comment or string."""
    for line in value.splitlines(keepends=True):
        if match := pattern.fullmatch(line):
            low, high = match.span(1)
            yield Fragment(start + low, start + high, match[1], write)
            yield Fragment(0, 0, "\n")
        start += len(line)


def _writer(ends: tuple[str, ...]) -> Callable[[str], str]:
    def write(new: str) -> str:
        if any(end in new for end in ends):
            raise UnicodeEncodeError("source", new, 0, 1, "would end it")
        return new

    return write
