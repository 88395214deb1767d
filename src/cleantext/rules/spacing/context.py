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
    | :\w | \.\.\s | \.[A-Z]{1,2}\s        # reStructuredText, roff
    | (?:deb|deb-src)\s
    | @\w+ \s* [{(]                        # BibTeX, decorators
    """,
    re.VERBOSE,
)
_HINTS = re.compile(
    r"""
      \x1b
    | [{}\\;] \s* $
    | => | && | \|\| | \+= | := | /> | </\w | \w::\w | ->
    | (?<![\w$]) \$ [A-Za-z_] \w* (?: [,;)\[ ] | -> )
    | \\[a-zA-Z]+ [{\[]
    | ^\s* (?: import\ \w+$ | from\ [\w.]+\ import | def\ \w+\( | class\ \w+[(:] | return\b.*;$
             | (?:var|let|const)\ \w+\ ?= | function\b.*\{ | (?:else\ )?if\ ?\(.*[{;]$ | for\ ?\(.*[{;]$ | while\ ?\(.*[{;]$
             | (?:public|private|protected|static|struct|typedef|extern|int|void|using|namespace)\b.*[;{(]$
             | \#\s*(?:define|include|ifn?def|endif|if|pragma|elif|undef)\b
             | (?:sudo|cd|ls|git|echo|export|cat|grep|apt-get|pip|npm)\ [-\w./$"]+$
             | \w+:\s*[\[{|>] | SELECT\b | INSERT\ INTO\b | UPDATE\b.*\bSET\b | CREATE\ TABLE\b )
    | ^\s+ \w+\ if\ !
    """,
    re.VERBOSE,
)
_FENCE = re.compile(r"[ \t]*(?:```|~~~)")
WIDEST = 20_000
"""A longer line is looked at only this far: what is code shows early."""


def is_code(line: str) -> bool:
    """Whether a line looks like code or markup by itself.

    >>> is_code("    x.Y"), is_code("foo = bar.Baz"), is_code("It was late.They went home.")
    (True, True, False)
    """
    return bool(_STARTS.match(line) or _HINTS.search(line, 0, WIDEST))


def code_lines(lines: list[str]) -> list[bool]:
    """For each line of a paragraph whether it is code, fences and company considered."""
    out: list[bool] = []
    fenced = False
    for line in lines:
        fence = _FENCE.match(line) is not None
        out.append(fenced or fence or is_code(line))
        fenced ^= fence
    code, written = sum(out), sum(1 for line in lines if line.strip())
    if code > 1 and 2 * code > written:
        return [True] * len(lines)
    return out
