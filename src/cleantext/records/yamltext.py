"""YAML as text: where its strings stand, and edits to them that leave all other bytes alone.

PyYAML says where a value stands and in which style; what is written is read again, and a value
that would not come out as it was meant stays.
"""

import json
import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from ..edits import Edit, splice
from . import runs
from .fields import Fields, Path, RecordError
from .runs import Fragment, escaped

HINT = "reading values of YAML needs PyYAML: pip install 'cleantext-pipeline[yaml]'"
_fold = r"[ \t]*\r?\n(?:[ \t]*\r?\n)*[ \t]*"
_ESCAPES = {
    '"': rf"\\(?:x..|u....|U........|{_fold}|.)|{_fold}",
    "'": rf"''|{_fold}",
    "|": r"\r?\n {0,%d}",
    "": _fold,
}


def edits(text: str, fields: Fields, run: Callable[[str], Sequence[Edit]]) -> Sequence[Edit]:
    """The edits that clean the wanted strings of all documents; raises `RecordError`."""
    values: list[str] = []
    changes: list[tuple[int, str, list[Edit]]] = []
    for number, (path, node) in enumerate(_strings(text)):
        values.append(node.value)
        if fields.match(path) and (found := run(node.value)):
            own = list(runs.edits(text, _fragments(text, node), found))
            changes.append((number, splice(node.value, found), own))
    if not changes or _come_out(text, values, changes):
        return [edit for _, _, own in changes for edit in own]
    good = [change for change in changes if _come_out(text, values, [change])]
    return [edit for _, _, own in good for edit in own] if _come_out(text, values, good) else ()


def paths(text: str) -> list[Path]:
    """Where strings stand; nowhere if it is no YAML."""
    try:
        return [path for path, _ in _strings(text)]
    except RecordError:
        return []


def text_fields(text: str) -> list[str]:
    """The fields that look like text: strings of several words."""
    try:
        names = [".".join(path) for path, node in _strings(text) if path and " " in node.value]
    except RecordError:
        return []
    return list(dict.fromkeys(names))


def _come_out(text: str, values: list[str], changes: list[tuple[int, str, list[Edit]]]) -> bool:
    """Whether what is read of the new text is what was meant, and all else as before."""
    wanted = values[:]
    for number, value, _ in changes:
        wanted[number] = value
    new = splice(text, [edit for _, _, own in changes for edit in own])
    try:
        return [node.value for _, node in _strings(new)] == wanted
    except RecordError:
        return False


def _strings(text: str) -> Iterator[tuple[Path, Any]]:
    """Each string that is a value, with its path (lists add nothing); in order."""
    try:
        import yaml
    except ImportError:
        raise RecordError(HINT) from None
    seen: set[int] = set()

    def below(node: Any, path: Path) -> Iterator[tuple[Path, Any]]:
        if id(node) in seen:  # named again
            return
        seen.add(id(node))
        if isinstance(node, yaml.MappingNode):
            for key, value in node.value:
                yield from below(value, (*path, str(key.value)))
        elif isinstance(node, yaml.SequenceNode):
            for value in node.value:
                yield from below(value, path)
        elif node.tag == "tag:yaml.org,2002:str":
            yield path, node

    loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        documents = list(yaml.compose_all(text, loader))
        for document in documents:
            yield from below(document, ())
    except yaml.YAMLError as error:
        line = getattr(getattr(error, "problem_mark", None), "line", 0) + 1
        said = getattr(error, "problem", None) or str(error).partition("\n")[0]
        raise RecordError(f"line {line}: is not YAML: {said}") from None
    except RecursionError:
        raise RecordError("is nested too deeply") from None


def _fragments(text: str, node: Any) -> list[Fragment]:
    """The fragments of a value; none where it stands in a way that is not known here."""
    start, end = node.start_mark.index, node.end_mark.index
    style, value = node.style or "", node.value
    pattern = _ESCAPES["" if style == ">" else style]
    if style and style in "\"'":
        start, end = start + 1, end - 1
    elif style:
        head = text.find("\n", start, end) + 1
        start = head + len(text[head:end]) - len(text[head:end].lstrip("\r\n "))
        end = start + len(text[start:end].rstrip())
        value = value.rstrip()
        if style == "|":
            pattern %= start - text.rfind("\n", 0, start) - 1
    escapes = (
        (*match.span(), _said(match[0], style))
        for match in re.compile(pattern).finditer(text, start, end)
    )
    found = list(escaped(text, start, end, escapes, _writer(style, text.isascii())))
    return found if runs.value(found) == value else []


def _said(raw: str, style: str) -> str:
    if raw[0] == "\\":
        import yaml

        return str(yaml.safe_load(f'"{raw}"'))
    if raw == "''":
        return "'"
    lines = raw.count("\n")
    return "\n" if style == "|" else "\n" * (lines - 1) or " "


def _writer(style: str, is_ascii: bool) -> Callable[[str], str]:
    if style == '"':
        return lambda new: json.dumps(new, ensure_ascii=is_ascii)[1:-1]
    if style == "'":
        return lambda new: new.replace("'", "''")
    return lambda new: new
