"""Patterns of users: regular expressions of `regex`, bounded in size and in time.

`\\p{...}` and `\\X` are known. A pattern that takes too long is an error with its name, not a hang.
"""

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from .errors import PatternError
from .expressions import expression

if TYPE_CHECKING:
    import regex

LONGEST = 10_000  # characters of a pattern
LARGEST = 100_000  # what it may come to when repeats are written out: memory is taken for that
SECONDS = 2.0  # of processor time for a text, and
PER_CHARACTER = 1e-6  # seconds more for each character

_token = expression(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|[()]|[^\\\[()]", re.DOTALL)
_repeat = expression(r"\{(\d*)(?:,(\d*))?\}")


def compiled(pattern: str) -> "regex.Pattern[str]":
    """The compiled pattern; raises `PatternError` that says what is wrong with it.

    >>> compiled("a{2").pattern
    'a{2'
    >>> compiled("(a")
    Traceback (most recent call last):
        ...
    cleantext.errors.PatternError: '(a' is no regular expression: missing ) at position 2
    """
    import warnings

    import regex

    if not isinstance(pattern, str):
        raise PatternError(
            f"a pattern is a string, not {type(pattern).__name__}; of a compiled one: its .pattern"
        )
    if len(pattern) > LONGEST:
        raise PatternError(f"{_short(pattern)} is longer than {LONGEST:,} characters")
    if _size(pattern) > LARGEST:
        raise PatternError(f"{_short(pattern)} repeats too much: more than {LARGEST:,} parts")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about what `re` may mean by it one day
            return regex.compile(pattern)
    except (regex.error, OverflowError, ValueError) as error:
        raise PatternError(f"{_short(pattern)} is no regular expression: {error}") from None
    except RecursionError:
        raise PatternError(f"{_short(pattern)} is nested too deeply") from None


def spans(patterns: "Sequence[regex.Pattern[str]]", text: str) -> Iterator[tuple[int, int]]:
    """Where `patterns` match; raises `PatternError` for one that takes too long."""
    seconds = SECONDS + PER_CHARACTER * len(text)
    for pattern in patterns:
        try:
            yield from [match.span() for match in pattern.finditer(text, timeout=seconds)]
        except TimeoutError:
            raise PatternError(
                f"{_short(pattern.pattern)} took more than {seconds:.0f} s on a text of "
                f"{len(text):,} characters; write it without repeats inside repeats"
            ) from None


def _size(pattern: str) -> int:
    """How many parts a pattern has when its counted repeats are written out."""
    sums = [0]
    last = at = 0
    while at < len(pattern):
        repeat = _repeat.match(pattern, at)
        if repeat:
            last *= max(int(n) if n else 1 for n in (repeat[1][:9], (repeat[2] or "")[:9]))
            at = repeat.end()
            continue
        token = _token.match(pattern, at)
        at = token.end() if token else at + 1
        sums[-1] += last
        last = 1
        if token and token[0] == "(":
            sums.append(0)
            last = 0
        elif token and token[0] == ")" and len(sums) > 1:
            last = max(sums.pop(), 1)
    return sum(sums) + last


def _short(pattern: str) -> str:
    return repr(pattern if len(pattern) <= 60 else f"{pattern[:40]}...")
