"""What kind of text this is: found once for a segment, asked by all rules of typos and spaces.

segment -> language, old English, words and how often        language.py
line    -> where its text begins, its register               lines.py  delimited.py
span    -> start, end, kind                                  spans.py
rule x register, span, language -> may it act?               policy.py
paragraph -> views, which are what the rules see             views.py
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property

from .delimited import delimited
from .language import Language
from .lines import Register, Shape, shape
from .paragraphs import cells, views
from .policy import may
from .segment import Segment
from .segments import cut
from .spans import Span, Spans
from .verbatim import verbatim
from .views import View

__all__ = ["Language", "Profile", "Register", "Span", "Spans", "View", "cut", "may", "view_of"]


class Profile(Segment):
    """The evidence of one segment. Nothing is found before it is asked for.

    >>> profile = Profile("# We went home when it was late.\\n\\nx = f(a.B)\\n")
    >>> profile.language.code, profile.registers("x = f(a.B)", 2)
    ('en', [<Register.CODE: 'code'>])
    >>> [view.text for view in profile.views("# We went home when it was late.")]
    ['We went home when it was late.']
    """

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self._seen: tuple[str, int, str, str] | None = None
        self._views: list[View] = []

    @cached_property
    def is_delimited(self) -> bool:
        """Whether the segment as a whole is delimited data, whose cells may hold blank lines."""
        return delimited(self.text) is not None

    @cached_property
    def _verbatim(self) -> Mapping[int, Register]:
        return verbatim(self.text)

    def shape(self, text: str, first: int = 0) -> Shape:
        """The lines of a paragraph that begins at line `first` of the segment."""
        found = shape(text)
        if not self._verbatim:
            return found
        kinds = [self._verbatim.get(first + k, kind) for k, kind in enumerate(found.registers)]
        return found._replace(registers=kinds, is_text=found.is_text and kinds == found.registers)

    def registers(self, text: str, first: int = 0) -> Sequence[Register]:
        """The register of each line of such a paragraph."""
        return self.shape(text, first).registers

    def views(
        self, text: str, first: int = 0, profile: str = "auto", lang: str = "auto"
    ) -> Sequence[View]:
        """What rules see of a paragraph, as it is by now, that begins at line `first`.

        `profile` is `auto`, or the register that every line is taken for; `lang` is `auto`, or the
        language of the text.
        """
        key = text, first, profile, lang
        if self._seen != key:
            self._seen, self._views = key, list(self._made(text, first, profile))
            if lang != "auto":
                for view in self._views:
                    view.lang = lang
        return self._views

    def _made(self, text: str, first: int, profile: str) -> Sequence[View]:
        if profile != "auto":
            return [View(self, text, registers=(Register(profile),))]
        if self.is_delimited and first == 0 and (found := delimited(text)):
            return list(cells(self, text, found))
        return list(views(self, text, self.shape(text, first)))


def view_of(text: str) -> View:
    """A text that is taken for prose as it stands, as a rule sees it."""
    return View(Profile(text), text)
