"""Formats that hold prose between other things: notebooks, subtitles, translations, mail."""

import ast
import json
import re
from collections.abc import Callable, Iterator
from itertools import islice

from . import jsontext
from .fields import RecordError
from .runs import Fragment, Run, escaped

_cue = re.compile(r"^[^\n]*-->[^\n]*\n((?:[^\S\n]*\S[^\n]*(?:\n|\Z))+)", re.MULTILINE)
_STRING = r'"((?:[^"\\\n]|\\.)*)"'
_string = re.compile(_STRING)
_msgstr = re.compile(
    rf"^msgstr(?:\[\d+\])?[ \t]*((?:{_STRING}[ \t]*(?:\r?\n[ \t]*|\r?\Z))+)", re.MULTILINE
)
_escape = re.compile(r"\\(?:[0-7]{1,3}|x[0-9A-Fa-f]{2}|.)")
AS_TEXT = "to clean it as plain text: --format text"


def runs(kind: str, text: str) -> Iterator[Run]:
    """The text runs of a file; raises `RecordError` if it is not of that kind."""
    return READERS[kind](text)


def _notebook(text: str) -> Iterator[Run]:
    """The cells in Markdown; code, outputs and metadata are none."""
    try:
        cells = json.loads(text)["cells"]
        counts = [
            (cell["cell_type"], 1 if isinstance(cell["source"], str) else len(cell["source"]))
            for cell in cells
        ]
    except (ValueError, LookupError, TypeError, RecursionError):
        raise RecordError(f"is no notebook of format 4 (JSON with cells); {AS_TEXT}") from None
    strings = jsontext.strings(text)
    found = ((start, end) for path, start, end in strings if path == ("cells", "source"))
    write = jsontext.writer(text)
    for kind, count in counts:
        own = list(islice(found, count))
        if kind == "markdown":
            yield [
                part for start, end in own for part in jsontext.fragments(text, start, end, write)
            ]


def _subtitles(text: str) -> Iterator[Run]:
    """What is said; numbers, times, notes and styles are none."""
    for cue in _cue.finditer(text):
        end = cue.end(1) - (len(cue[1]) - len(cue[1].rstrip("\r\n")))
        yield [Fragment(cue.start(1), end, text[cue.start(1) : end])]


def _translations(text: str) -> Iterator[Run]:
    """The translations; what is translated, comments, flags and the header are none."""
    for entry in _msgstr.finditer(text):
        before = text[: entry.start()].rstrip().rpartition("\n")[2]
        if before.strip() == 'msgid ""':
            continue  # the header
        yield [
            part
            for string in _string.finditer(text, *entry.span(1))
            for part in escaped(text, *string.span(1), _po_escapes(text, *string.span(1)), _po)
        ]


def _po_escapes(text: str, start: int, end: int) -> Iterator[tuple[int, int, str]]:
    for match in _escape.finditer(text, start, end):
        try:
            value = ast.literal_eval(f'"{match[0]}"')
        except (SyntaxError, ValueError):
            value = match[0]
        yield *match.span(), value


def _po(text: str) -> str:
    for sign, written in (("\\", r"\\"), ('"', r"\""), ("\n", r"\n"), ("\t", r"\t"), ("\r", r"\r")):
        text = text.replace(sign, written)
    return text


def _mail(text: str) -> Iterator[Run]:
    from .mail import runs

    return runs(text)


READERS: dict[str, Callable[[str], Iterator[Run]]] = {
    "ipynb": _notebook,
    "srt": _subtitles,
    "po": _translations,
    "eml": _mail,
}
