"""Edits told one by one: as data, as JSON, as lines for people.

The JSON schema, version 1: one object for each text,

    {"schema": 1, "file": "a.txt", "edits": [
      {"start": 14, "end": 14, "line": 1, "column": 15,
       "old": "", "new": " ", "left": "He went home.", "right": "Peter", "rules": ["SPC501"]}]}

`left` and `right` are what stands around in the cleaned text, by which an edit is found again.
Offsets count code points from the begin of the text (after a byte-order mark), `end` is not in the
range. Lines and columns count from one, columns in code points. Keys may be added within a version.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from ..cleaned import Cleaned
from ..edits import Edit
from .color import Paint
from .place import Places
from .visible import visible

SCHEMA = 1
_AROUND = 32  # code points of context on each side
BESIDE = 24  # of those by which an edit is found again


def as_data(cleaned: Cleaned, file: str = "") -> dict[str, Any]:
    """What a cleaning did, as plain data of the schema above.

    >>> from cleantext import explain
    >>> as_data(explain("in\\u200bvisible"))["edits"][0]["rules"]
    ['INV213']
    """
    edits = list(edit_data(cleaned, Places(cleaned.original), 0))
    return {"schema": SCHEMA, "file": file, "edits": edits}


def as_text(cleaned: Cleaned, file: str = "", *, long: bool = False) -> str:
    """What a cleaning did, a line (or, if `long`, some lines) an edit."""
    lines = (long_lines if long else brief_lines)(
        cleaned.edits, Places(cleaned.original), visible(file), Paint(False)
    )
    return "".join(f"{line}\n" for line in lines)


def edit_data(
    cleaned: Cleaned, places: Places, offset: int, before: str = ""
) -> Iterator[dict[str, Any]]:
    """Each edit as plain data; the text, that of `places`, begins at `offset`.

    `before` is what came before in the cleaned text, as much as `BESIDE`.
    """
    text = before + cleaned.text
    moved = len(before)
    for start, end, new, rules in cleaned.edits:
        line, column = places.at(start)
        here = start + moved
        moved += len(new) - (end - start)
        yield {
            "start": start + offset,
            "end": end + offset,
            "line": line,
            "column": column,
            "old": places.text[start:end],
            "new": new,
            "left": text[max(here - BESIDE, 0) : here],
            # No further than the line: a report is made part by part.
            "right": "".join(text[end + moved : end + moved + BESIDE].partition("\n")[:2]),
            "rules": list(rules),
        }


def brief_lines(edits: Iterable[Edit], places: Places, file: str, paint: Paint) -> Iterator[str]:
    """`file:line:column: rule: what was done`, an edit a line."""
    for start, end, new, rules in edits:
        line, column = places.at(start)
        old = places.text[start:end]
        yield f"{paint.place(f'{file}:{line}:{column}:')} {_ids(rules)}: {_deed(old, new, paint)}"


def long_lines(edits: Iterable[Edit], places: Places, file: str, paint: Paint) -> Iterator[str]:
    """The same with what the rule is for and the text around, before and after."""
    from ..rules import BY_ID

    text = places.text
    for start, end, new, rules in edits:
        line, column = places.at(start)
        yield f"{paint.place(f'{file}:{line}:{column}:')} {_ids(rules)}"
        for id in rules:
            if id in BY_ID:
                yield f"    {BY_ID[id].summary}"
        before = text[max(text.rfind("\n", 0, start) + 1, start - _AROUND) : start]
        line_end = text.find("\n", end)
        after = text[end : min(len(text) if line_end < 0 else line_end, end + _AROUND)]
        for sign, middle in (("-", text[start:end]), ("+", new)):
            shown = f"{visible(before)}{paint.of(sign, visible(middle))}{visible(after)}"
            yield f"  {paint.of(sign, sign)} {shown}"


def _ids(rules: tuple[str, ...]) -> str:
    from ..rules import BY_ID

    return ", ".join(f"{id} {BY_ID[id].name}" if id in BY_ID else id for id in rules)


def _deed(old: str, new: str, paint: Paint) -> str:
    before, after = paint.of("-", _quoted(old)), paint.of("+", _quoted(new))
    if not new:
        return f"delete {before}"
    if not old:
        return f"insert {after}"
    return f"{before} becomes {after}"


def _quoted(text: str) -> str:
    return f'"{visible(text)}"'
