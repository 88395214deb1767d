"""Misspelt words, words written twice, `a` or `an`, and words that are wrong beside others.

The rules share one scan, and a quick test of which paragraphs it may find something in.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

from ...edits import Edit
from ...gate import Gate
from ...options import Doubled, Level, Register, WordLanguage
from ...profile import View
from ...rule import Rule, Scope

if TYPE_CHECKING:
    from .explanation import Explanation

MISSPELLING_DOC = """A misspelt word is put right.

`othre` -> `other`, `seperate` -> `separate`, `unforuntately` -> `unfortunately`. A word is changed
only when it is unknown, one known word stands out that a slip of the hand or ear turns into it, and
the place does not speak against it: names, identifiers, addresses, markup, quotations, foreign
words and words that come again are left alone, British and American forms are both right, and so is
text that is not English prose.

Options: `level` ("safe", "more" or "off"), `lang` ("auto" is English that leaves foreign text
alone, and misspelt words where nothing shows a language; "en" asks no further; "de", "es", "fr",
"it", "nl", "pt" and "ru" take that language's words), `words` (words of your own), `codespell` (use
codespell's list of misspellings where codespell is installed).

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


APOSTROPHE_DOC = """A contraction that lost its apostrophe gets it back.

`you wont find` -> `you won't find`, `im going` -> `I'm going`; the lone `i` of `i think` is `I`.
Words that are none without it (`dont`) get it everywhere, others only beside the words of a
closed list, so that `as is his wont` stays.

>>> from cleantext.rules import get
>>> get("TYP404")("You wont find it, as is his wont.")
"You won't find it, as is his wont."
"""

OF_DOC = """`of` after `could`, `should`, `would`, `might`, `must` is `have`, before a participle.

`it could of been` -> `it could have been`; `you must of course go` stays.

>>> from cleantext.rules import get
>>> get("TYP405")("It could of been worse.")
'It could have been worse.'
"""

THAN_DOC = """`then` after a comparative is `than`, before what is compared.

`more then a week` -> `more than a week`; `it got better, then worse` stays, and what may follow a
condition does: `if it takes longer then this is done`.

>>> from cleantext.rules import get
>>> get("TYP406")("It took more then a week.")
'It took more than a week.'
"""

ITS_DOC = """`its` and `it's` are told apart where the next word tells.

`its a pity` -> `it's a pity`, `its possible to` -> `it's possible to`; `in it's place` -> `in its
place`. Only before articles, `been`, `not`, `because` and what a clause may be the subject of; only
where no clause can stand: before `own`, after prepositions, before the subject of a verb.

>>> from cleantext.rules import get
>>> get("TYP407")("Its a pity that it moves by it's own weight.")
"It's a pity that it moves by its own weight."
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
    """The edits of the rules together, in order and disjoint."""
    end = -1
    for edit in _late().changes(view, level, lang, words, codespell, doubled == "wider"):
        if edit.start > end and not active.isdisjoint(edit.rules):
            yield edit
            end = edit.end


@cache
def _late() -> Any:
    # Imported when first needed: the word lists and patterns are no part of starting up.
    from . import changes

    return changes


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


def where(
    text: str,
    *,
    level: Level,
    lang: WordLanguage,
    words: tuple[str, ...],
    codespell: bool,
    doubled: Doubled,
    profile: Register = "auto",
) -> Sequence[int]:
    """Where the paragraphs begin in some view of which the rules, with these options, may act."""
    found: list[int] = _late().where(text, level, lang, words, codespell)
    return found


def _rule(id: str, name: str, doc: str, safe: bool = True) -> Rule:
    gate = Gate.always(where=where)
    return Rule(id, name, scan, scope=Scope.SEGMENT, gate=gate, safe=safe, doc=doc, shared=True)


misspelling = _rule("TYP401", "misspelling", MISSPELLING_DOC)
doubled_word = _rule("TYP402", "doubled-word", DOUBLED_DOC)
indefinite_article = _rule("TYP403", "indefinite-article", ARTICLE_DOC)

lost_apostrophe = _rule("TYP404", "lost-apostrophe", APOSTROPHE_DOC)
# So seldom in several million words of documents of all kinds (no change) that none can say whether
# nearly all of its changes are right.
of_for_have = _rule("TYP405", "of-for-have", OF_DOC, safe=False)
then_for_than = _rule("TYP406", "then-for-than", THAN_DOC)
its_or_it_is = _rule("TYP407", "its-or-it-is", ITS_DOC)

RULES = (
    misspelling,
    doubled_word,
    indefinite_article,
    lost_apostrophe,
    of_for_have,
    then_for_than,
    its_or_it_is,
)
