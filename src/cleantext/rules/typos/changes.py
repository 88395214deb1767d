"""What the rules of this stage change, from one pass of the kernel."""

from __future__ import annotations

from collections.abc import Iterator

from ...edits import Edit
from ...profile import View
from .misspelt import judge

ARTICLE, DOUBLE, PHRASE = 1, 2, 3  # kinds of place that the kernel names


def changes(
    view: View, level: str, lang: str, words: tuple[str, ...], codespell: bool, wider: bool
) -> Iterator[Edit]:
    """The edits of all rules, in order; some may overlap."""
    here = judge(level, lang, words, codespell)
    text = view.text
    found, places = here.lexicon.find(text, here.threshold)
    edits = [Edit(*change, ("TYP401",)) for change in here.allowed(view, found)]
    if places and here.lang == "en":
        # What follows is imported when first needed: most texts of a short-lived process need none.
        from .articles import article_at
        from .doubled import STRANGERS, doubled_at
        from .guards import guard
        from .phrases import phrase_at
        from .words import strange_share

        for at, kind in places:
            if kind == ARTICLE and (change := article_at(text, at)):
                edits.append(Edit(*change, ("TYP403",)))
            elif kind == DOUBLE and (change := doubled_at(text, at, wider, view.profile.text)):
                edits.append(Edit(*change, ("TYP402",)))
            elif (
                kind == PHRASE
                and (named := phrase_at(text, at))
                and not guard(text, at, named[1][1])
                and strange_share(text, at) <= STRANGERS
            ):
                edits.append(Edit(*named[1], (named[0],)))
        edits.sort()
    yield from edits
