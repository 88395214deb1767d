"""JSON as text: where its strings stand, and edits to them that leave all other bytes alone."""

import json
import re
from collections.abc import Callable, Iterator, Sequence

from ..edits import Edit, shift, splice
from .fields import Fields, Path, RecordError

_token = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\],:]|[^\s{}\[\],:"]+')


def strings(text: str) -> Iterator[tuple[Path, int, int]]:
    """Each string that is a value, with its path (lists add nothing) and where it stands.

    >>> list(strings('{"a": ["x", {"b": "y"}]}'))
    [(('a',), 7, 10), (('a', 'b'), 18, 21)]
    """
    path: list[str | None] = []  # the key in each container that is open; None in a list
    is_key = False
    for match in _token.finditer(text):
        token = match[0]
        first = token[0]
        if first == "{":
            path.append("")
            is_key = True
        elif first == "[":
            path.append(None)
            is_key = False
        elif first in "}]":
            path.pop()
            is_key = False
        elif first == ",":
            is_key = bool(path) and path[-1] is not None
        elif first == ":":
            is_key = False
        elif first == '"':
            if is_key:
                path[-1] = json.loads(token)
            else:
                yield tuple(key for key in path if key is not None), match.start(), match.end()


def edits(
    text: str, fields: Fields, run: Callable[[str], Sequence[Edit]], row: int = 0
) -> Iterator[Edit]:
    """The edits that clean the wanted strings of one document; raises `RecordError`."""
    try:
        json.loads(text)
    except (ValueError, RecursionError) as error:
        said = getattr(error, "msg", None) or "nested too deeply"
        at = getattr(error, "colno", 0)
        where = f"row {row}: " if row else f"line {getattr(error, 'lineno', 0)}: "
        raise RecordError(f"{where}is not JSON: {said} (column {at})") from None
    for path, start, end in strings(text):
        if fields.match(path):
            yield from _value_edits(text, start, end, run)


def _value_edits(
    text: str, start: int, end: int, run: Callable[[str], Sequence[Edit]]
) -> Iterator[Edit]:
    raw = text[start + 1 : end - 1]
    value = json.loads(text[start:end])
    found = run(value)
    if not found:
        return
    is_ascii = text.isascii()
    if raw == value:
        written = (Edit(s, e, _written(new, is_ascii), rules) for s, e, new, rules in found)
        yield from shift(written, start + 1)
        return
    # Escapes: offsets of the value are none of the text; the value is written anew.
    rules = tuple(dict.fromkeys(rule for edit in found for rule in edit.rules))
    yield Edit(start + 1, end - 1, _written(splice(value, found), is_ascii), rules)


def _written(text: str, is_ascii: bool) -> str:
    """`text` within a string of JSON, in ASCII where all else is."""
    has_surrogate = any("\ud800" <= char <= "\udfff" for char in text)
    return json.dumps(text, ensure_ascii=is_ascii or has_surrogate)[1:-1]


def text_fields(line: str) -> list[str]:
    """The fields of a document that look like text: strings of several words."""
    try:
        json.loads(line)
    except (ValueError, RecursionError):
        return []
    names = (
        ".".join(path) for path, start, end in strings(line) if path and " " in line[start:end]
    )
    return list(dict.fromkeys(names))
