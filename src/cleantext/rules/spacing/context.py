"""Lines that are not prose: code, markup, tables, commands, listings.

A rule of spacing leaves them alone as a whole. They are told by their own look, by the fence they
stand in, and by the company they keep: when half the lines of a paragraph are code, all are.
"""

from __future__ import annotations

import re

_STARTS = re.compile(
    r"""
      (?:[ ]{4}|\t)                        # indented: Markdown code, man pages, listings
    | \s*(?:```|~~~)                       # a fence
    | \s*[|<{}\[\]]\S*                     # table, tag, JSON
    | \s*[$\#>%]\s                         # prompt, heading, quotation, comment
    | \s*[\w.\-]+\s*(?::?=|\+=)\s          # assignment
    | \s*(?://|/\*|\*/|\*\s@|--\s*$)       # comment
    | :\w | \.\.\s | \.[A-Z]{1,2}\s | [.']\\\"        # reStructuredText, roff
    | (?:deb|deb-src)\s
    | @\w+ \s* [{(]                        # BibTeX, decorators
    """,
    re.VERBOSE,
)
_HINTS = re.compile(
    r"""
      \x1b
    | [{}\\] \s* $
    | ; \s* // | => | && | \|\| | \+= | := | /> | </\w | \w::\w | ->
    | \$ [A-Za-z_] \w* (?: [,;)\[ ] | -> )
    | \\[a-zA-Z]+ [{\[]
    """,
    re.VERBOSE,
)
_STATEMENT = re.compile(
    r"""\s*
    (?: (?: import\ \w+ | from\ [\w.]+\ import\b.*
          | (?:sudo|cd|ls|git|echo|export|cat|grep|apt-get|pip|npm)\ [-\w./$"]+ ) $
      | def\ \w+\( | class\ \w+[(:] | (?:var|let|const)\ \w+\ ?= | function\ \w+\(
      | (?: return | public | private | protected | static | struct | typedef | extern | int | void
          | using | namespace | (?:else\ )?if\ ?\( | for\ ?\( | while\ ?\( )
        (?=\W|(?<=\()) .* [;{(] $
      | \#\s*(?:define|include|ifn?def|endif|if|pragma|elif|undef)\b
      | \w+:\s*[\[{|>] | SELECT\b | INSERT\ INTO\b | UPDATE\b.*\bSET\b | CREATE\ TABLE\b
      | \w+\ if\ ! )
    """,
    re.VERBOSE,
)
_CALL = re.compile(r"\w\(")
_SUSPECT = re.compile(r"[\x1b{}\\;=&|<>:$]|->")
COMPANY = 6
"""How many lines before and after a line are its company."""
WIDEST = 20_000
"""A longer line is looked at only this far: what is code shows early."""


def is_code(line: str) -> bool:
    """Whether a line looks like code or markup by itself.

    >>> is_code("    x.Y"), is_code("foo = bar.Baz"), is_code("It was late.They went home.")
    (True, True, False)
    """
    if _STARTS.match(line) or _STATEMENT.match(line):
        return True
    if line.endswith((";", ";\r")) and ("=" in line or _CALL.search(line)):
        return True
    return _SUSPECT.search(line) is not None and _HINTS.search(line, 0, WIDEST) is not None


class CodeLines:
    """Which lines of a paragraph are code, fences and company considered."""

    def __init__(self, text: str, lines: list[str]) -> None:
        self._lines = lines
        self._seen: dict[int, bool] = {}
        self._fenced = _fenced(lines) if "```" in text or "~~~" in text else frozenset()

    def is_code(self, number: int) -> bool:
        """Whether a line is code, or stands in the midst of it."""
        if number in self._fenced or self._alone(number):
            return True
        lines = self._lines
        near = range(max(0, number - COMPANY), min(len(lines), number + COMPANY + 1))
        code = sum(map(self._alone, near))
        return code > 1 and 2 * code > sum(1 for k in near if lines[k].strip())

    def _alone(self, number: int) -> bool:
        answer = self._seen.get(number)
        if answer is None:
            answer = self._seen[number] = is_code(self._lines[number])
        return answer


def _fenced(lines: list[str]) -> frozenset[int]:
    """The lines between fences, the fences too."""
    inside, out = False, []
    for number, line in enumerate(lines):
        if line.lstrip(" \t").startswith(("```", "~~~")):
            inside = not inside
            out.append(number)
        elif inside:
            out.append(number)
    return frozenset(out)
