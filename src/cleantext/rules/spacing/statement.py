"""Lines that are no sentences though they are made of words: statements, sessions, formulas."""

from __future__ import annotations

import re

from ...expressions import expression

_BEGINS = expression(
    r"""
    [.'][ \t]*(?:[A-Za-z]{1,3}\b|\\")                      # a request of roff
  | (?://|\#)[ ] | \$[ ]                                   # code in a comment, a session
  | (?:return|assert|elif|print|exec|die)\b.{0,200}\w\(
  | (?:print|echo|puts|die)[ ]+["']
  | [ ]*(?:if|elif|while|for)[ ]?\(.{0,200}\w\(
  | (?:if|while|for)\b.{0,200}\w\(.{0,200}[)\]}]:?$ | case\b.{0,80}\bin$
  | [ ]*[})\]] | (?:Error|Warning)[ ]in[ ].{0,200}\)[ ]:    # what R says
  | [ ]*[^\s(*].{0,200}\(\*                                # code of ML, and a remark
  | /[A-Za-z]+[ ]                                          # a command of a chat
  | [a-z-]+:[^\s].{0,200};$ | [\w.]+\([ ][^()]{0,200}[ ]\)  # CSS; a call set wide
    """,
    re.VERBOSE,
)
_SYNTAX = expression(
    r"""
    (?:=|->|\w\(|[$@]\w).{0,400}[;{]$ | \);$
  | ["'][ ][.+](?:$|[ ]["'a-z$(])                          # strings joined
  | [(\[][^()\[\]]{0,200},[ ]?\.\.\.[ ]?[,)\]]             # arguments that go on
  | ,,.{0,400},,|,"[^"]{0,200}",(?![ ])|\d,"[^"]{0,200}"$   # a row of CSV
  | \(\w+(?:[ ]\w+)*:[ ][^()]{1,80}\)[ ]:                  # (a: b) : c, as ML declares
  | [ ]-(?:>|&gt;)[ ]\w+[ ]\.[ ]                            # an item of a grammar: a -> b . c
  | \$\{|&&|\|\||::=|\\$|\\[hvw]'|\[:[a-z]+:\]             # grammars, roff, classes of patterns
    """,
    re.VERBOSE,
)
_WORD = expression(r"(?<!['\u2019])\b[^\W\d_]+\b(?!['\u2019])")


def is_statement(line: str) -> bool:
    """Whether a line is one in which spaces part arguments, strings or symbols.

    >>> is_statement('return any(d in ancestors for d in dirs)'), is_statement("2 a x, 4 b , c y")
    (True, True)
    """
    begins = _BEGINS.match(line) is not None
    return begins or _SYNTAX.search(line) is not None or _is_formula(line)


def _is_formula(line: str) -> bool:
    """Whether letters stand alone more often than in small words, as symbols do, and no others."""
    words: list[str] = _WORD.findall(line[:2000])
    single = sum(len(word) == 1 and word.isascii() for word in words)
    return single > 2 and 2 * single > len(words) and max(map(len, words)) < 4
