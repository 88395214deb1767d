"""What a notebook shows of a cleaning, or of something hidden: a table, without a script.

All that comes of a text is escaped, and what cannot be seen is named.
"""

from collections.abc import Iterable, Sequence
from html import escape
from itertools import islice

from ..edits import Edit
from ..rules import BY_ID
from .page import edit_rows
from .place import Places
from .visible import visible

_MOST = 200  # rows that are shown
_DEL = "background:rgba(220,40,60,.25)"
_INS = "background:rgba(40,160,80,.3);text-decoration:none"


def cleaned_html(original: str, edits: Sequence[Edit]) -> str:
    """The edits of a cleaning: where, by which rule, the text around before and after."""
    count = len(edits)
    if not count:
        return "<p>cleantext: nothing to do</p>"
    rows = []
    for row in islice(edit_rows(edits, Places(original)), _MOST):
        line, column, before, old, new, after, rules = row
        names = (f"{id} {BY_ID[id].name}" if id in BY_ID else id for id in rules)
        gone = f'<del style="{_DEL}">{escape(old)}</del>' if old else ""
        come = f'<ins style="{_INS}">{escape(new)}</ins>' if new else ""
        shown = f"{escape(before)}{gone}{come}{escape(after)}"
        rows.append((f"{line}:{column}", escape(", ".join(names)), f"<code>{shown}</code>"))
    more = f"<p>and {count - _MOST} more</p>" if count > _MOST else ""
    head = f"cleantext: {count} edit{'s' * (count > 1)}"
    return _table(head, ("place", "rule", "text"), rows) + more


def hidden_html(
    where: str, characters: Sequence[str], reason: str, channel: str, payload: bytes
) -> str:
    """One hidden run: which characters, why, and what it says."""
    more = f", and {len(characters) - 6} more" if len(characters) > 6 else ""
    rows = (
        ("where", where),
        ("characters", ", ".join(characters[:6]) + more),
        ("why", reason),
        ("looks like", channel),
        ("says", visible(payload.decode("utf-8", "backslashreplace"))),
    )
    return _table("hidden", (), [tuple(map(escape, row)) for row in rows if row[1]])


def _table(caption: str, heads: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    head = "".join(f'<th scope="col">{name}</th>' for name in heads)
    body = "".join(
        f"<tr>{''.join(f'<td style=text-align:left>{cell}</td>' for cell in row)}</tr>"
        for row in rows
    )
    top = f"<thead><tr>{head}</tr></thead>" if head else ""
    return f"<table><caption>{escape(caption)}</caption>{top}<tbody>{body}</tbody></table>"
