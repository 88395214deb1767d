"""Lisp: forms that begin at the margin, whose lines are code but for comments and long strings."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from ..expressions import expression
from ..kernel.profile import CODE

_START = expression(r"^(?:> )?[`'#,@]{0,3}\((?=[(A-Za-z*+/<=%&:-])", re.MULTILINE)
"""A bracket and a name at the margin, or where someone types at a prompt."""
_LEAD = 5
"""So many characters may stand before the bracket."""
_TOKEN = expression(
    r"\"(?:[^\"\\]|\\.)*\"|;[^\n]*|[?#]\\.|(?<!\w)\?[()\";]|(?P<bracket>[()])|\n(?=[^\s;)])",
    re.DOTALL,
)
"""Strings, comments, characters, brackets; a line that begins at the margin."""
_SENTENCE = expression(r"[\w)][,.:](?=[\s)])")
"""In Lisp no mark that ends a phrase stands after a name or a bracket."""
_OPERAND = expression(r"[\s(][`'#:&]{1,2}[\w(]|\s-?\d")
"""What is quoted, a keyword, a number: these tell a call without calls in it."""
_AFTER = expression(r"[ \t]*(?:;|$)", re.MULTILINE)
_WORD = expression(r"[^\W\d_]+")


class Form(NamedTuple):
    """A form, the strings in it, and the rest of it without comments."""

    start: int
    end: int
    strings: Sequence[tuple[int, int]]
    code: str


def forms(text: str) -> Sequence[tuple[int, int]]:
    """Where forms of Lisp begin and end.

    >>> text = "(defun f (x)\\n  (g x))\\n\\n(We went home (late), and slept.)"
    >>> [text[start:end] for start, end in forms(text)]
    ['(defun f (x)\\n  (g x))']
    """
    return [(form.start, form.end) for form in _found(text)]


def names(text: str) -> frozenset[str]:
    """The words, in small letters, that stand in forms, but for comments and strings.

    >>> sorted(names('(defun f (wrld)\\n  "Say so."\\n  (g wrld))'))
    ['defun', 'f', 'g', 'wrld']
    """
    return frozenset(word.lower() for form in _found(text) for word in _WORD.findall(form.code))


def code_lines(text: str) -> Mapping[int, int]:
    """The lines of forms, by number, that are code: a line that is a comment, or within a string
    that goes on over several, may be text.

    >>> list(code_lines('(defun f (x)\\n  "Say x,\\nand more."\\n  ; then\\n  (g x))'))
    [0, 4]
    """
    out: dict[int, int] = {}
    number = done = 0
    for start, end, strings, _ in _found(text):
        number += text.count("\n", done, start)
        at, k = start, 0
        while at < end:
            after = text.find("\n", at, end)
            after = end if after < 0 else after
            while k < len(strings) and strings[k][1] <= at:
                k += 1
            opened, closed = strings[k] if k < len(strings) else (end, end)
            is_text = opened < at or (closed > after and not text[at:opened].strip())
            if not is_text and not text[at:after].lstrip().startswith(";"):
                out[number] = CODE
            number += after < end
            at = after + 1
        done = end
    return out


def _found(text: str) -> Iterator[Form]:
    done, at = 0, text.find("(")
    while at >= 0:
        # Brackets are looked for, which are rare, and not where lines begin.
        start = text.rfind("\n", max(0, at - _LEAD - 1), at) + 1
        is_near = (start or at <= _LEAD) and not text[start:at].strip("> `'#,@")
        opened = _START.match(text, start) if is_near else None
        if opened and opened.end() == at + 1 and start >= done:
            form = _read(text, start, at)
            if form:
                done = form.end
                yield form
        at = text.find("(", at + 1)


def _read(text: str, start: int, at: int) -> Form | None:
    """The form that begins with the bracket at an offset, if it is one."""
    depth, deepest, last = 0, 0, at
    strings: list[tuple[int, int]] = []
    code: list[str] = []
    for token in _TOKEN.finditer(text, at):
        code.append(text[last : token.start()])
        last = token.end()
        if token["bracket"]:
            depth += 1 if token[0] == "(" else -1
            deepest = max(deepest, depth)
            code.append(token[0])
            if not depth:
                break
        elif token[0] == "\n":
            return None
        elif token[0][0] == '"':
            strings.append(token.span())
            code.append('""')
    if depth or not _AFTER.match(text, last):
        return None
    plain = "".join(code)
    if _SENTENCE.search(plain) or (deepest < 2 and not _OPERAND.search(plain)):
        return None
    return Form(start, last, strings, plain)
