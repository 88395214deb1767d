"""Misspelt words, words written twice, and `a` or `an`.

The three rules share one scan, and a quick test of which texts it finds nothing in.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ...edits import Edit
from ...gate import Gate
from ...options import Doubled, Level, Register, WordLanguage
from ...profile import View
from ...rule import Rule, Scope
from .quiet import quiet

if TYPE_CHECKING:
    from .explanation import Explanation

MISSPELLING_DOC = """A misspelt word is put right.

`othre` -> `other`, `seperate` -> `separate`, `dont` -> `don't`. A word is changed only when it is
unknown, one known word stands out that a slip of the hand or ear turns into it, and the place does
not speak against it: names, identifiers, addresses, markup, quotations, foreign words and words
that
come again are left alone, British and American forms are both right, and so is text that is not
English prose.

Options: `level` ("safe", "more" or "off"), `lang` ("auto" is English that leaves foreign text
alone; "de", "es", "fr", "it", "nl", "pt" and "ru" take that language's words), `words` (words of
your own), `codespell` (use codespell's list of misspellings where codespell is installed).

>>> from cleantext.rules import get
>>> get("TYP401")("The goverment announced othre measures; Ines O'Leary objected.")
"The government announced other measures; Ines O'Leary objected."
"""

DOUBLED_DOC = """A small word that is written twice is written once.

`the the case` -> `the case`, also across a line break. Only words that come twice neither in
right text nor in speech; the option `doubled="wider"` adds those that do (`that that`, `she she`),
and words of content (`a package package`).

>>> from cleantext.rules import get
>>> get("TYP402")("To get the the final case")
'To get the final case'
"""

ARTICLE_DOC = """`a` and `an` agree with the sound that follows.

`a important` -> `an important`, `an university` -> `a university`; `an hour` stays. Acronyms,
single
letters, words that are not known, and words before which both are used (`historic`) are left alone.

>>> from cleantext.rules import get
>>> get("TYP403")("Germany imports a important portion in an hour.")
'Germany imports an important portion in an hour.'
"""


def scan(
    view: View,
    active: frozenset[str],
    *,
    level: Level = "safe",
    lang: WordLanguage = "auto",
    words: tuple[str, ...] = (),
    codespell: bool = True,
    doubled: Doubled = "closed",
    profile: Register = "auto",
) -> Iterator[Edit]:
    """The edits of the three rules together, in order and disjoint."""
    # Imported when first needed: the word lists and patterns are no part of starting up.
    from .articles import articles
    from .doubled import doubled_words
    from .speller import speller
    from .words import paragraphs

    text = view.text
    english = lang in ("auto", "en")
    edits: list[Edit] = []
    if "TYP401" in active and level != "off":
        judge = speller(level, "en" if english else lang, words, codespell)
        edits += (Edit(*change, ("TYP401",)) for change in judge.scan(text))
    for start, stop in paragraphs(text) if english else ():
        part = text[start:stop]  # what shows another language, or speech, is looked for in here
        if "TYP402" in active:
            for a, b, new in doubled_words(part, doubled == "wider"):
                edits.append(Edit(start + a, start + b, new, ("TYP402",)))
        if "TYP403" in active:
            for a, b, new in articles(part):
                edits.append(Edit(start + a, start + b, new, ("TYP403",)))
    edits.sort()
    end = -1
    for edit in edits:
        if edit.start > end:
            yield edit
            end = edit.end


def explain(
    word: str,
    text: str = "",
    *,
    level: Level = "safe",
    lang: WordLanguage = "auto",
    words: tuple[str, ...] = (),
    codespell: bool = True,
) -> Explanation:
    """The evidence for and against changing `word` where it first stands in `text`.

    >>> explain("recieve").verdict
    'changed to receive'
    """
    from .explanation import explain

    return explain(word, text, level=level, lang=lang, words=words, codespell=codespell)


def _rule(id: str, name: str, doc: str) -> Rule:
    gate = Gate.always(unless=quiet)
    return Rule(id, name, scan, scope=Scope.SEGMENT, gate=gate, doc=doc, shared=True)


misspelling = _rule("TYP401", "misspelling", MISSPELLING_DOC)
doubled_word = _rule("TYP402", "doubled-word", DOUBLED_DOC)
indefinite_article = _rule("TYP403", "indefinite-article", ARTICLE_DOC)

RULES = (misspelling, doubled_word, indefinite_article)
