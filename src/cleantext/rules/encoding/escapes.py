"""Terminal escape sequences."""

from __future__ import annotations

from collections.abc import Iterator

from ...expressions import expression
from ...gate import Gate
from ...rule import Change, Scope, rule

# ECMA-48: control sequences (5.4), control strings (5.6; OSC also ends with BEL, as xterm has
# it), the other escape sequences (ECMA-35, 13.2). Each part stops at the next ESC, so that a text
# full of them is read once.
SEQUENCE = expression(
    "\x1b(?:"
    r"\[[0-?]*[ -/]*[@-~]"
    "|[\\]PX^_][^\x00-\x08\x0a-\x1f]*(?:\x07|\x1b\\\\)"
    r"|[!-/]+[0-~]"
    r"|[0-OQ-WYZ\\`-~]"
    ")"
)
# ISO 2022 (ECMA-35, 14.3.2): what follows is read two bytes a character; no terminal is told so.
TWO_BYTES = "\x1b\\$(?:[@AB]|[()][A-DOPQ])"
_two_bytes = expression(TWO_BYTES)
# a string of code that is nothing else, and one that begins with it where code has a value
is_mapped = expression("\\s*[a-z]{0,8}map!? ")  # a line of Vim that says what keys do
is_literal = expression(
    f"([\"'`])(?:{SEQUENCE.pattern})+\\1|[(,+>] ?[\"'`](?={SEQUENCE.pattern})"
    f"|{SEQUENCE.pattern}\\$[{{(A-Za-z_]"  # and, in a script, before a variable
)


@rule("ENC101", "terminal-escape", scope=Scope.LINE, gate=Gate(chars="\x1b"))
def terminal_escape(text: str) -> Iterator[Change]:
    """Remove terminal escape sequences: colours, cursor movement, titles, hyperlinks.

    Logs and captured command output hold them, and other cleaners take out the ESC character
    alone, which leaves `[31m` or a whole `]8;;https://...` in the text. Here a sequence goes as a
    whole; of a hyperlink (OSC 8) the text that the reader saw stays.

    Safe because ESC has no use in text and a sequence is removed only when it is complete. A lone
    ESC, a control string without an end and `[31m` without its ESC are left alone, and so are lines
    in ISO 2022, as Japanese and Korean mail has them: without its escapes nobody can read them; and
    lines of code that have them as strings (`red = "\\x1b[31m"`, the character itself).

    >>> terminal_escape("\\x1b[1;31mred\\x1b[0m and \\x1b]8;;https://a.example\\x1b\\\\link\\x1b]8;;\\x1b\\\\")
    'red and link'

    Reference: ECMA-48, ECMA-35; the OSC 8 convention for hyperlinks in terminals.
    """
    if _two_bytes.search(text):
        return
    end, is_code = -1, False
    for match in SEQUENCE.finditer(text):
        if match.start() > end:
            start = text.rfind("\n", 0, match.start()) + 1
            end = text.find("\n", match.start())
            end = len(text) if end < 0 else end
            is_code = bool(is_literal.search(text, start, end) or is_mapped.match(text[start:end]))
        if not is_code:
            yield match.start(), match.end(), ""
