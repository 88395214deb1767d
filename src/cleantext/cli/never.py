"""'Never again': a word into the list of words, a rule or a pattern into the configuration.

The files that are in force are added to, or made where the command runs. Nothing else in them
changes: what was written by hand, comments and order, stays; so an addition that the text of a file
does not allow is left to the person, who is told which.
"""

import json
import os
import re
import tomllib
from typing import Any

from ..report.visible import escaped
from .found import NAMES, WORDS, discover


def add_word(word: str) -> str:
    """Let `word` stand from now on; the name of the list that has it now."""
    path = discover().words_path or WORDS
    data = ""
    if os.path.exists(path):
        with open(path, encoding="utf-8-sig", newline="") as file:
            data = file.read()
    with open(path, "a", encoding="utf-8", newline="") as file:
        file.write("\n" * bool(data and not data.endswith("\n")) + f"{word}\n")
    return path


def add_setting(key: str, value: str, config: str = "") -> str:
    """Add `value` to a list of the configuration; its file, or raises `LookupError`: what to add.

    `config` is the file in force, "" if there is none.
    """
    path = config or NAMES[0]
    text = ""
    if os.path.exists(path):
        with open(path, encoding="utf-8", newline="") as file:
            text = file.read()
    table = "tool.cleantext" if os.path.basename(path) == "pyproject.toml" else ""
    new = _added(text, table, key, escaped(json.dumps(value, ensure_ascii=False)))
    if _read(new, table) != _with(_read(text, table), key, value):
        raise LookupError(f"{path}: add {json.dumps(value)} to {key}")
    with open(path, "w", encoding="utf-8", newline="") as file:
        file.write(new)
    return path


def _added(text: str, table: str, key: str, item: str) -> str:
    """`text` with `item` last in a list; that this is right is for others to see."""
    start = 0
    if table and (header := re.search(rf"(?m)^\[{re.escape(table)}\][^\n]*(?:\n|\Z)", text)):
        start = header.end()
    end = start + len(re.split(r"(?m)^\[", text[start:], maxsplit=1)[0])
    found = re.compile(rf"(?m)^{key}[ \t]*=[ \t]*\[([^\[\]]*)\]").search(text, start, end)
    if found:
        before = found[1].rstrip()
        comma = "" if not before or before.endswith(",") else ","
        gap = " " if before and "\n" not in found[1] else "\n  " if before else ""
        at = found.start(1) + len(before)
        return f"{text[:at]}{comma}{gap}{item}{text[at:]}"
    return f"{text[:start]}{key} = [{item}]\n{text[start:]}"


def _read(text: str, table: str) -> dict[str, Any] | None:
    try:
        data: Any = tomllib.loads(text)
    except ValueError:
        return None
    for part in table.split(".") if table else ():
        data = data.get(part, {})
    return dict(data)


def _with(data: dict[str, Any] | None, key: str, value: str) -> dict[str, Any] | None:
    return None if data is None else data | {key: [*data.get(key, []), value]}
