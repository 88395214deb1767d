"""What the rules of this stage change, from one pass of the kernel."""

from __future__ import annotations

from collections.abc import Iterator

from ...edits import Edit
from ...expressions import expression
from ...profile import View
from .articles import article_at
from .doubled import STRANGERS, WIDER, doubled_at
from .guards import guard, is_translation
from .misspelt import judge
from .phrases import may_be_its, phrase_at
from .words import strange_share

ARTICLE, DOUBLE, PHRASE = 1, 2, 3  # kinds of place that the kernel names
_TWICE = expression(r"([A-Za-z]+(?:n't)?)(?: |\s*\n\s*)(?![^\S\n])")
_ARTICLE = expression(r"[Aa](n? [^\w\n<\\{$]{0,3}\w+(?:-\w{1,2}|[^<])?)")
LEAST = 5  # letters of a word of content that may be written twice by mistake
_BEFORE, _AFTER = 30, 80
"""So many characters around a phrase are all that is asked of."""


def changes(
    view: View, level: str, lang: str, words: tuple[str, ...], codespell: bool, wider: bool
) -> Iterator[Edit]:
    """The edits of all rules, in order; some may overlap."""
    here = judge(level, lang, words, codespell)
    text = view.text
    found, places = here.lexicon.find(text, here.threshold)
    edits = [Edit(*change, ("TYP401",)) for change in here.allowed(view, found)]
    if places and here.lang == "en":
        for at, kind in places:
            if kind == ARTICLE and (change := article_at(text, at, view.profile.text)):
                edits.append(Edit(*change, ("TYP403",)))
            elif kind == DOUBLE and (change := doubled_at(text, at, wider, view.profile.text)):
                # No tag was taken out between.
                if "\n" in text[at : change[1]] or view.origin(at, change[1]) is not None:
                    edits.append(Edit(*change, ("TYP402",)))
            elif (
                kind == PHRASE
                and (named := phrase_at(text, at))
                and not guard(text, at, named[1][1])
                and strange_share(text, at) <= STRANGERS
            ):
                edits.append(Edit(*named[1], (named[0],)))
        edits.sort()
    if edits and here.lang == "en":
        edits = [edit for edit in edits if not is_translation(text, edit.start)]
    yield from edits


def where(text: str, level: str, lang: str, words: tuple[str, ...], codespell: bool) -> list[int]:
    """Where the paragraphs begin in a view of which, whatever marks it leaves out, `changes` may
    be found."""
    here = judge(level, lang, words, codespell)
    return [
        start
        for start, places in here.where(text)
        if not places or (here.lang == "en" and any(_may_change(text, *place) for place in places))
    ]


def _may_change(text: str, at: int, kind: int) -> bool:
    """Whether the rule of a place may change it: no, where what it reads first, which is the same
    in every view, speaks against it."""
    if kind == DOUBLE:
        twice = _TWICE.match(text, at)
        return twice is not None and (len(twice[1]) >= LEAST or twice[1].lower() in WIDER)
    if kind == ARTICLE:
        article = _ARTICLE.match(text, at)
        return article is None or article_at(f"is a{article[1]}", 3) is not None
    if text[at + 2 : at + 3] not in ("'", "\u2019"):
        return True  # no `it's`, which alone is so common that it pays to look
    near = text[max(0, at - _BEFORE) : at + _AFTER]
    if "\n" in near or "<" in near:
        return may_be_its(text, at)
    return phrase_at(text, at) is not None
