"""Spaces between sentences and around marks, and the direction of quotes.

view -> quotes turned (SPC501)                    quotes.py
     -> marks worth a look                        walk.py, kernel/marks.py
     -> the passage around each                   local.py  words.py  habits.py
     -> a judge for each mark: sentence.py (with site.py, evidence.py), inner.py, before.py,
        brackets.py, quoted.py, doubles.py
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache

from cleantext.edits import Edit
from cleantext.gate import CharSpec, Gate
from cleantext.kernel.marks import has_marks
from cleantext.options import Language, Mode, Option, Quotes, Register, SentenceSpaces
from cleantext.profile import View
from cleantext.rule import Change, Rule, Scope, rule

from .ids import BEFORE, BRACKET, DOUBLE, INNER, SENTENCE

# Letters as gates see them: a cheap superset, of scripts that put spaces between words (see
# `local.has_unspaced`).
_SPACED = ((0xAA, 0x58F), (0x1E00, 0x1FFF), (0x2C00, 0x2E7F), (0xFB00, 0xFE2F), (0xFFF0, 0x10FFFF))
_LETTERS = ((0x41, 0x5A), (0x61, 0x7A), *_SPACED)
_CAPITALS = (
    (0x41, 0x5A),
    (0xC0, 0xDE),
    *(
        (0x100, 0x3AB),
        (0x3CF, 0x42F),
        (0x460, 0x58F),
    ),  # not small Greek, Russian
    *_SPACED[1:],
)
_OPENERS = "\u201c\u2018\u201e\u00ab(\u00bf\u00a1["
# White space, and what is invisible, beside which a quote may stand as if it were not there.
_SPACES = (
    *((0x09, 0x0D), (0x1C, 0x20), 0x85, 0xA0, 0x1680, (0x2000, 0x200A)),
    *(0x2028, 0x2029, 0x202F, 0x205F, 0x3000),
)
_HIDDEN = "\u2060\u200b\ufeff\xad\u200d\u200c"


@rule(
    "SPC501",
    "quote-direction",
    scope=Scope.SEGMENT,
    gate=Gate(
        chars="\u201e",
        pairs=[
            ((*_SPACES, *_HIDDEN, *"([{/\u2018"), "\u201d"),
            ("\u201c", (*_SPACES, *_HIDDEN, *").,;:!?]}/\u2026")),
            ((*_SPACES, *"\u201c(\u2014"), "\u2019"),
            ((*_LETTERS, *".,!?\u2026"), "\u2018"),
            ("\u2018", (*"0123456789tecn",)),
        ],
    ),
    safe=True,
)
def quote_direction(
    view: View, *, quotes: Quotes = "auto", lang: Language = "auto", profile: Register = "auto"
) -> Iterator[Change]:
    """Turn curly quotes that point the wrong way.

    A quote after a space and before a word opens, one after a word and before a space closes.
    When one contradicts its place, and the corrected row of quotes opens and closes in turn, all
    of the paragraph are put right; when the row does not alternate, nothing is done. Then a right
    single quote that opens a phrase within a double quotation is made a left one. In German text
    the mark that closes what `\u201e` has opened becomes `\u201c`. A left single quote where only
    an apostrophe or a closing quote can stand is made a right one (`They\u2018re`, `\u201860s`).

    Left alone: straight quotes, the Nordic style with two right quotes, low-high quotes of Polish,
    Hungarian and Romanian, text in right-to-left scripts, apostrophes (`\u2019tis`, `\u201990s`),
    and a quotation that a paragraph leaves open.

    Options: `quotes` is `auto`, `english`, `german` or `keep`; `lang` a language code or `auto`;
    `profile` is `auto` or the register that every line is taken for (`prose`).

    >>> quote_direction("As reported. \u201dwe can explore it,\u201d he said.")
    'As reported. \u201cwe can explore it,\u201d he said.'
    """
    from .quotes import directions

    return directions(view, quotes)


def spacing(
    view: View,
    active: frozenset[str],
    *,
    lang: Language = "auto",
    mode: Mode = "conservative",
    spaces_between_sentences: SentenceSpaces = "auto",
    exceptions: tuple[str, ...] = (),
    profile: Register = "auto",
) -> Iterator[Edit]:
    """The edits of all rules of spacing but those of quotes: one walk for all of them."""
    return _edits()(view, active, lang, mode, spaces_between_sentences, exceptions)


@cache
def _edits() -> Callable[..., Iterator[Edit]]:
    from .walk import edits  # here: most programs that import the package never need it

    return edits


def no_mark(text: str, **_: Option) -> bool:
    """Whether a paragraph has no mark worth a look, which pairs of characters cannot tell."""
    return not has_marks(text)


def _rule(id: str, name: str, pairs: list[tuple[CharSpec, CharSpec]], doc: str) -> Rule:
    gate = Gate(pairs=pairs, unless=no_mark)
    return Rule(id, name, spacing, scope=Scope.SEGMENT, gate=gate, doc=doc, shared=True)


sentence_gap = _rule(
    SENTENCE,
    "sentence-gap",
    [
        (".", (*_CAPITALS, *_OPENERS, *"-\u2013\u2014,`")),
        ("!?", (*_LETTERS, *_OPENERS, *"-\u2013\u2014,`")),
        # A straight quote before a capital mostly opens: it is looked for after what it closes.
        (".!?", "'\""),
        ("\u201d\u00bb)]'\u2019", '"'),
        ("\u201d\u00bb)]", (*_CAPITALS, *_OPENERS)),
    ],
    """Put back the space that is missing between two sentences.

    `supply chains.Germany currently` is two sentences, `pathlib.Path` is a name. A word that
    sentences begin with (*The*, *However*) after the mark settles most cases; else the two words
    are weighed: how common each is, whether code has modules and classes of these names, what
    follows and what stands before (`data/build/spacing_weights.py` has the training).

    Also before and after quotes and brackets (`go.\u201dThe`), after figures and acronyms
    (`2017.The`, `U.S.The`) and before the dash of a speaker.

    Left alone: code, markup and tables, addresses, paths, file names, versions, abbreviations,
    initials, ellipses, names with a mark inside, sentences that begin with a small letter,
    scripts that do not put spaces between words.

    Options: `mode` is `conservative` or `aggressive`; `lang` a language code or `auto`;
    `exceptions` are strings that stay as they are.

    >>> sentence_gap("It secures supply chains.Germany currently imports pathlib.Path objects.")
    'It secures supply chains. Germany currently imports pathlib.Path objects.'

    Unicode Standard Annex 29 (SB6 to SB8) sees no sentence end without a space; nor does this
    rule in `x.Y`, but on evidence.""",
)

inner_mark_gap = _rule(
    INNER,
    "inner-mark-gap",
    [(",;:", (*_LETTERS, "\u201c", "\u201e", *'\u00ab\u00bf\u00a1"'))],
    """Put back the space that is missing after a comma, semicolon or colon.

    Both neighbours must be words, in a line that is prose; after a colon a capital or a function
    word must follow.

    Left alone: figures (`1,000`, `12:30`), lists without spaces (`red,green,blue`), settings
    (`allow,deny`), keys (`key:value`), case endings (`EU:n`), emoticons, addresses, code.

    >>> inner_mark_gap("Once they had left,we went home,but it was late.")
    'Once they had left, we went home, but it was late.'""",
)

space_before_mark = _rule(
    BEFORE,
    "space-before-mark",
    [(" ", ".,!?;:")],
    """Take out the space before a full stop, comma, colon, question or exclamation mark.

    Also `the end .Next one` becomes `the end. Next one`.

    Left alone: French spacing (`Quoi !`), ` .NET`, ` ./x`, ` .5`, ` ...`, ` ?:`, ` ;`, a term and
    its explanation (`name : value`), a mark that is itself meant (`type ! to go on`) or that the
    text always writes so, code, tables, lines that are not prose.

    >>> space_before_mark("We left , and it was late .")
    'We left, and it was late.'""",
)

bracket_spacing = _rule(
    BRACKET,
    "bracket-spacing",
    [
        ("(\u201c[", " "),
        ("*", "["),
        (" ", ")\u201d]"),
        (")", "("),
        (_LETTERS, "("),
        (")", _LETTERS),
        (((0x30, 0x39), *_LETTERS, *"_,.:;!?"), "\u201c"),
        ("\u201d\u00bb", _LETTERS),
    ],
    """Put spaces outside brackets and curly quotes, not inside.

    `( a note )` becomes `(a note)`, `word(two words)` becomes `word (two words)`, and `(two
    words)next` becomes `(two words) next`; in Markdown `[text ](address)(note)` becomes
    `[text](address) (note)`, and an item `*[text](address)` gets the space that makes it one.

    Left alone: `word(s)`, `f(x)`, `printf(3)`, `(re)build`, formulas, code, links, indented lines.

    >>> bracket_spacing("They left( so it is told )and never came back.")
    'They left (so it is told) and never came back.'""",
)

doubled_spaces = _rule(
    DOUBLE,
    "doubled-spaces",
    [(" ", " ")],
    """Make one space of two within a sentence.

    Between sentences two spaces are a house style: with `spaces_between_sentences` at `auto` they
    are kept where the paragraph has them as its habit; `collapse` and `keep` decide for all.

    Left alone: the start and end of a line, three or more spaces, columns, lists, tabs, code.

    >>> doubled_spaces("We went to  the house and it was late.")
    'We went to the house and it was late.'""",
)

RULES = (
    quote_direction,
    sentence_gap,
    inner_mark_gap,
    space_before_mark,
    bracket_spacing,
    doubled_spaces,
)
