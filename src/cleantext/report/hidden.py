"""What is hidden in a text, told to people and to programs.

The JSON schema, version 1: one object for each text,

    {"schema": 1, "file": "a.txt", "hidden": [
      {"start": 3, "end": 4, "line": 1, "column": 4, "code_points": ["U+200B"],
       "names": ["ZERO WIDTH SPACE"], "rules": ["INV213"], "reason": "...", "channel": "",
       "payload": null, "sure": 0.0, "payload_hex": null}]}

Offsets, lines and columns are as in `report.explain`. A payload is what a hidden message says, as
text where it is text, and as bytes in hexadecimal; `sure` is how sure that is, from 0 to 1. It is
data of a stranger, never to be run.
"""

from collections.abc import Iterator
from typing import Any

from ..hidden import find_hidden
from .color import Paint
from .place import Places

SCHEMA = 1


def as_data(text: str, file: str = "") -> dict[str, Any]:
    """What is hidden in `text`, as plain data of the schema above.

    >>> [found] = as_data("pay\\u200bpal")["hidden"]
    >>> found["names"], found["rules"]
    (['ZERO WIDTH SPACE'], ['INV213'])
    """
    return {"schema": SCHEMA, "file": file, "hidden": list(run_data(text, Places(text), 0))}


def run_data(text: str, places: Places, offset: int) -> Iterator[dict[str, Any]]:
    """Each hidden run as plain data; `text` begins at `offset` of the whole."""
    for found in find_hidden(text):
        line, column = places.at(found.start)
        yield {
            "start": found.start + offset,
            "end": found.end + offset,
            "line": line,
            "column": column,
            "code_points": list(found.code_points),
            "names": list(found.names),
            "rules": list(found.rules),
            "reason": found.reason,
            "channel": found.channel,
            "payload": _text(found.payload),
            "sure": found.sure,
            "payload_hex": None if found.payload is None else found.payload.hex(),
        }


def _text(payload: bytes | None) -> str | None:
    try:
        return None if payload is None else payload.decode()
    except UnicodeDecodeError:
        return None


def hidden_lines(text: str, places: Places, file: str, paint: Paint) -> Iterator[str]:
    """`file:line:column: what and why`, a line a run; ASCII but for the name of the file."""
    for found in find_hidden(text):
        line, column = places.at(found.start)
        yield f"{paint.place(f'{file}:{line}:{column}:')} {found.line.partition(' ')[2]}"
