"""What a whole document does throughout, as options for the rules of spacing.

The rules look no further than a paragraph, so that a stream, the parts of a table and a whole file
are cleaned alike. Who has the whole document, and wants its evidence used, asks for it here.
"""

from __future__ import annotations

import re

from ...options import Options, SentenceSpaces
from .line import MEMBER, ONE_SPACE, TWO_SPACES
from .words import function_words

_CODE_SPAN = re.compile(r"`([^`\s]{3,60})`")
_NAME = re.compile(r"\w+\.[A-Z]\w*")


def habits(document: str) -> Options:
    """The house style of a document and the names with a full stop that it uses.

    A name is a word that stands before a full stop and two or more different words
    (`io.Reader`, `io.Writer`), or what is set as code somewhere (in backticks).

    >>> text = "Take io.Reader or io.Writer.  Then `house.Green` is house.Green.  It is late."
    >>> habits(text)
    {'spaces_between_sentences': 'keep', 'exceptions': ('house.Green', 'io.Reader', 'io.Writer')}

    >>> from cleantext import restore_spacing
    >>> restore_spacing.configure(**habits(text))(text) == text
    True
    """
    two, one = len(TWO_SPACES.findall(document)), len(ONE_SPACE.findall(document))
    openers = function_words("en")
    members: dict[str, set[str]] = {}
    for left, right in MEMBER.findall(document):
        if right.lower() not in openers:
            members.setdefault(left, set()).add(right)
    names = {
        f"{left}.{right}" for left, found in members.items() if len(found) > 1 for right in found
    }
    names |= {span for span in _CODE_SPAN.findall(document) if _NAME.fullmatch(span)}
    style: SentenceSpaces = "collapse" if one > 2 and one >= 3 * two else "keep" if two else "auto"
    return {"spaces_between_sentences": style, "exceptions": tuple(sorted(names))}
