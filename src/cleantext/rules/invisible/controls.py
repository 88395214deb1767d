"""Characters that are the structure of data or code and so stay: only in text they are stray."""

from __future__ import annotations

from ...expressions import expression
from ..encoding.escapes import is_literal, is_mapped
from .catalogue import rule_of

_CONTROL = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f"
_controls = expression(f"[{_CONTROL}]")
# GNU Info: the start of a node, its table of tags (as that of etags), what is for its reader
_structure = expression(
    f"^[{_CONTROL}]{{1,3}}\r?$|\x7f(?:[^\x01\n]*\x01)?[0-9]+(?:,[0-9]*)?\r?$"
    "|\x7f(?: -?[0-9]+)+\r?$|\x00\x08[][]"  # the first line of a font of figlet
    "|\x1b(?:\\$[@AB]|\\$?\\([A-J])"  # which set of characters follows (ISO 2022): Japanese, still
)
# in lines that are code: what a string begins or ends with, and what a map of Vim leads to
_is_code = expression("[(=\\[,+] ?[\"']|<[A-Z]\\w+>|^\\s*\\([a-z-]+ ")
_is_delimiter = expression(f"~ ?(?:[smy]|tr|qr)([{_CONTROL}])[^\n]*?\\1")  # of Perl's
_literal = expression(f"(?<=[\"'])[{_CONTROL}]{{1,3}}|[{_CONTROL}]{{1,3}}(?=[\"'|]|\\\\[a-z])")
# a letter and an accent struck over it, in either order; what stands in quotes or brackets, or is
# set in a face of roff, alone: it is meant
_ACCENTS = "'`\"^~,/|:\u00a8\u00b4\u00b8\u00b0"
struck = expression(f"[^\\W\\d_]\x08[{_ACCENTS}]|[{_ACCENTS}]\x08[^\\W\\d_]")
# set between two controls where words begin and end, or a mark before a heading in
# brackets: marked up, as files of help have it
marked = expression(
    f"(?<![^\\s({{[])([{_CONTROL}])(?=\\S)[^{_CONTROL}\n]*[^{_CONTROL}\\s](?!\\1)[{_CONTROL}](?!\\w)"
    f"|(?<![^\\s({{[])([{_CONTROL}])(?=\\S)[^{_CONTROL}\n]{{2,}}[^{_CONTROL}\\s]\\2(?!\\w)"
    "|\x01[^\x01-\x03\n]*\x02[^\x01-\x03\n]*\x03|[\x01-\x06](?=\\[[^]\n]*\\](?:\n|$))"
)
_shown = expression(
    f"(?<=[\"'`(<{{[])[{_CONTROL}](?=[\"'`)>}}\\]])|(?<=\\\\f[BIC])[{_CONTROL}](?=\\\\)"
    f"|(?<=\\w=)[{_CONTROL}]$"  # the value of a field
)
KINDS = 5  # so many kinds of control in one line are no text
SHARE = 4  # if it is one in so many characters
FIELDS = 4
RANGES = 8  # so many of them make a line a class of characters, as a regular expression has it

_ranges = expression("(?=(.)([^ -~])-([^ -~]))")


def structure(line: str) -> frozenset[int]:
    """The places of controls that are part of what a line is, which is no text.

    A line of nothing else, tables and marks of GNU Info and etags, fields between information
    separators (ISO 646), binary data, classes of characters with ranges, edges of strings of code,
    an accent struck over a letter, a control that is shown by itself.

    >>> structure("\\x1f"), structure("Node: Top\\x7f11"), structure("a\\x1fb")
    (frozenset({0}), frozenset({9}), frozenset())
    """
    if "-" in line and _is_class(line):
        return frozenset(range(len(line)))
    controls = _controls.findall(line)
    if not controls:
        return frozenset()
    kinds = set(controls)
    if (
        (len(kinds) >= KINDS and len(controls) * SHARE >= len(line))
        or _has_fields(line, kinds)
        or is_mapped.match(line)
        or (len(kinds) == 1 and (_is_delimiter.search(line) or not any(map(str.isalnum, line))))
        or (kinds == {"\x1b"} and is_literal.search(line))
    ):
        return frozenset(i for i, char in enumerate(line) if char in kinds)
    found = [*_structure.finditer(line), *_shown.finditer(line), *marked.finditer(line)]
    if _is_code.search(line):
        found += _literal.finditer(line)
    places = frozenset(i for m in found for i in range(*m.span()) if line[i] in kinds)
    if "\x08" not in kinds:
        return places
    back = (i for i, char in enumerate(line) if char == "\x08" and i)
    return places.union(i for i in back if struck.match(line, i - 1))


def _is_class(line: str) -> bool:
    """Whether a line has ranges of characters: many, or one that is invisible at a start."""
    ranges = [(before, low, high) for before, low, high in _ranges.findall(line) if low < high]
    return len(ranges) >= RANGES or any(
        before in "[^\"'|" and rule_of(low) and rule_of(high) for before, low, high in ranges
    )


def _has_fields(line: str, kinds: set[str]) -> bool:
    """Whether one separator parts a line into fields; words do not stand in for them."""
    char = min(kinds)
    fields = line.strip(char).split(char)
    is_separator = char == "\x01" or "\x1c" <= char <= "\x1f"
    return (
        is_separator
        and len(kinds) == 1
        and len(fields) >= max(FIELDS, line.count(" "))
        and all(fields)
    )
