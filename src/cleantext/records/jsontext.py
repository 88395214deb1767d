"""JSON as text: where its strings stand, and edits to them that leave all other bytes alone."""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from ..columns import Columns
from ..edits import Edit
from . import runs
from .fields import Fields, Path, RecordError
from .runs import Fragment, escaped

# No way back is kept, which takes 100 bytes for a character.
_token = re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*+"|[{}\[\],:]|[^\s{}\[\],:"]+')

# A pair of surrogates is one character.
_escape = re.compile(
    r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}|\\."
)


def strings(text: str) -> Iterator[tuple[Path, int, int]]:
    """Each string that is a value, with its path (lists add nothing) and where it stands.

    >>> list(strings('{"a": ["x", {"b": "y"}]}'))
    [(('a',), 7, 10), (('a', 'b'), 18, 21)]
    """
    path: list[str | None] = []  # the key in each container that is open; None in a list
    is_key = False
    for match in _token.finditer(text):
        first = text[match.start()]  # not the whole, which may be all of the text
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
                path[-1] = json.loads(match[0])
            else:
                yield tuple(key for key in path if key is not None), match.start(), match.end()


def held(value: Any, path: Path) -> Iterator[str]:
    """The strings of a document that a wanted path names.

    >>> document = {"a": ["x", {"b": "y"}], "b": {"c": "z"}}
    >>> [list(held(document, path)) for path in (("a",), ("a", "b"), ("b", "*"), ("*",))]
    [['x'], ['y'], ['z'], ['x', 'y', 'z']]
    """
    if isinstance(value, str):
        if not path:
            yield value
    elif isinstance(value, list):
        for inner in value:
            yield from held(inner, path)
    elif isinstance(value, dict) and path:
        if path == ("*",):
            for inner in value.values():
                yield from held(inner, ())
                yield from held(inner, path)
        elif path[0] in value:
            yield from held(value[path[0]], path[1:])


def edits(
    text: str, fields: Fields, run: Callable[[str], Sequence[Edit]], row: int = 0
) -> Sequence[Edit]:
    """The edits that clean the wanted strings of one document; raises `RecordError`.

    Where they stand is asked only if one of them changes: of a key that is there twice the last
    value counts.
    """
    try:
        document = json.loads(text)
        values = [value for path in fields.paths for value in held(document, path)]
    except (ValueError, RecursionError) as error:
        said = getattr(error, "msg", None) or "nested too deeply"
        at = getattr(error, "colno", 0)
        where = f"row {row}: " if row else f"line {getattr(error, 'lineno', 0)}: "
        raise RecordError(f"{where}is not JSON: {said} (column {at})") from None
    del document  # many times as large as its text
    found = {value: new for value in dict.fromkeys(values) if (new := run(value))}
    if not found:
        return ()
    write = writer(text)
    return Columns(
        _placed(text, start, end, own, write)
        for path, start, end in strings(text)
        if fields.match(path) and (own := found.get(_said(text, start, end)))
    )


def _said(text: str, start: int, end: int) -> str:
    """What the string at `[start, end)` says."""
    is_plain = text.find("\\", start, end) < 0
    said: str = text[start + 1 : end - 1] if is_plain else json.loads(text[start:end])
    return said


def _placed(
    text: str, start: int, end: int, found: Sequence[Edit], write: Callable[[str], str]
) -> tuple[int, Iterable[Edit]]:
    """Edits to what the string at `[start, end)` says, as edits to the document."""
    if text.find("\\", start, end) < 0 and all(write(edit.new) == edit.new for edit in found):
        return start + 1, found  # it stands there as it is
    return 0, runs.edits(text, runs.Packed(fragments(text, start, end, write), write), found)


def fragments(text: str, start: int, end: int, write: Callable[[str], str]) -> Iterator[Fragment]:
    """The fragments of the string at `[start, end)`: what is escaped, and what is not."""
    places = (match.span() for match in _escape.finditer(text, start + 1, end - 1))
    escapes = ((low, high, json.loads(f'"{text[low:high]}"')) for low, high in places)
    return escaped(text, start + 1, end - 1, escapes, write)


def writer(text: str) -> Callable[[str], str]:
    """How new text is written within strings of a document, in ASCII where all else is."""
    is_ascii = text.isascii()

    def write(new: str) -> str:
        has_surrogate = any("\ud800" <= char <= "\udfff" for char in new)
        return json.dumps(new, ensure_ascii=is_ascii or has_surrogate)[1:-1]

    return write


def is_whole(text: str) -> bool:
    """Whether a text is a document from end to end."""
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True


def text_fields(line: str) -> list[str]:
    """The fields of a document that look like text: strings of several words."""
    if not is_whole(line):
        return []
    names = (
        ".".join(path) for path, start, end in strings(line) if path and " " in line[start:end]
    )
    return list(dict.fromkeys(names))
