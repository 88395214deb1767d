"""A page of one file that shows what was done: to be opened in a browser, without a network.

The data stand in the page as JSON, the script puts them on the screen as text, never as markup, and
the policy of the page lets no other script run: the text of a stranger stays text.
"""

import base64
import hashlib
import json
from collections.abc import Iterable, Iterator
from importlib import resources
from typing import Any

from ..edits import Edit
from .place import Places
from .visible import visible

_AROUND = 60  # characters before and after an edit


def head() -> str:
    """The page up to the first file."""
    from .. import __version__
    from ..rules import RULES

    script, style = _part("page.js"), _part("page.css")
    policy = (
        f"default-src 'none'; script-src '{_hash(script)}'; style-src '{_hash(style)}'; "
        "base-uri 'none'; form-action 'none'"
    )
    rules = {rule.id: {"name": rule.name, "summary": rule.summary} for rule in RULES}
    about = {"version": __version__, "rules": rules}
    return (
        '<!doctype html>\n<html lang="en">\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>cleantext report</title>\n<style>{style}</style>\n{_part('page.html')}"
        f"{_data('about', about)}"
    )


def tail() -> str:
    """The page behind the last file."""
    return f"<script>{_part('page.js')}</script>\n</html>\n"


def file_head(name: str) -> str:
    """What begins a file: it is followed by its edits, by commas between them, and `FILE_TAIL`."""
    shown = json.dumps({"file": visible(name)})[:-1].replace("<", "\\u003c")
    return f'<script type="application/json" class="file">{shown}, "found": ['


FILE_TAIL = "]}</script>\n"


Row = tuple[int, int, str, str, str, str, tuple[str, ...]]


def edit_data(edits: Iterable[Edit], places: Places) -> Iterator[str]:
    """Each edit as data of the page."""
    return map(_json, edit_rows(edits, places))


def edit_rows(edits: Iterable[Edit], places: Places) -> Iterator[Row]:
    """Each edit as it is shown: line, column, what stands before, old, new, after, rules."""
    text = places.text
    for start, end, new, rules in edits:
        line, column = places.at(start)
        low = max(text.rfind("\n", 0, start) + 1, start - _AROUND)
        line_end = text.find("\n", end)
        high = min(len(text) if line_end < 0 else line_end, end + _AROUND)
        before, after = visible(text[low:start]), visible(text[end:high])
        yield line, column, before, visible(text[start:end]), visible(new), after, rules


def hidden_data(start: int, channel: str, payload: bytes, places: Places) -> str:
    """A message that hides in a text as data: line, column, channel, what it says."""
    line, column = places.at(start)
    said = visible(payload.decode("utf-8", "backslashreplace"))
    return _json({"line": line, "column": column, "channel": channel, "says": said})


def _json(value: Any) -> str:
    return json.dumps(value).replace("<", "\\u003c")


def _data(name: str, value: Any) -> str:
    return f'<script type="application/json" id="{name}">{_json(value)}</script>\n'


def _part(name: str) -> str:
    return resources.files(__package__).joinpath(name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    digest = hashlib.sha256(text.encode()).digest()
    return f"sha256-{base64.b64encode(digest).decode()}"
