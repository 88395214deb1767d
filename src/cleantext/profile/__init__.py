"""What kind of text this is: found once for a segment, asked by all rules of typos and spaces.

segment -> language, old English, words and how often        language.py
line    -> where its text begins, its register               lines.py  delimited.py
span    -> start, end, kind                                  spans.py
rule x register, span, language -> may it act?               policy.py
paragraph -> views, which are what the rules see             views.py
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from ..gate import Gate
from ..kernel.profile import DATA, FREE
from .definitions import definition_lines
from .delimited import delimited
from .forms import code_lines
from .language import Language
from .lines import KINDS, Register, Shape, shape
from .paragraphs import cells, phrases, views
from .policy import may
from .segment import Segment
from .segments import cut
from .spans import Span, Spans
from .verbatim import verbatim
from .views import View

__all__ = ["Language", "Profile", "Register", "Span", "Spans", "View", "cut", "may", "view_of"]

_SET = Gate(
    pairs=[
        *(("`", "`"), ("~", "~"), ("@", "@"), ("<", "/plsPS"), ("\n", "."), (":", ":")),
        *(("\n", "m"), ("\n`'#,@", "("), (">", " ")),
    ]
)
"""Without any of these no line is set as it is: signs of `verbatim`, `definitions` and `forms`."""
ITEMS, ITEM = 5, 24
"""So many lines of one word that is no longer are a list of words."""


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
        self._shaped: tuple[str, int, Shape] = ("", 0, shape(""))

    @cached_property
    def is_delimited(self) -> bool:
        """Whether the segment as a whole is delimited data, whose cells may hold blank lines."""
        return delimited(self.text) is not None

    @cached_property
    def _verbatim(self) -> Mapping[int, int]:
        if not _SET.fires(self.text):
            return {}
        return {**code_lines(self.text), **definition_lines(self.text), **verbatim(self.text)}

    def shape(self, text: str, first: int = 0) -> Shape:
        """The lines of a paragraph that begins at line `first` of the segment."""
        if self._shaped[:2] != (text, first):
            self._shaped = text, first, self._shape(text, first)
        return self._shaped[2]

    def _shape(self, text: str, first: int) -> Shape:
        if _is_list(text):
            return shape(text, bytes((DATA,)) * (text.count("\n") + 1))
        known = self._verbatim
        lines = range(first, first + text.count("\n") + 1) if known else ()
        return shape(text, bytes([known.get(line, FREE) for line in lines]))

    def registers(self, text: str, first: int = 0) -> Sequence[Register]:
        """The register of each line of such a paragraph."""
        return [KINDS[number] for number in self.shape(text, first).numbers]

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

    def phrases(
        self, text: str, first: int = 0, profile: str = "auto", lang: str = "auto"
    ) -> Iterator[View]:
        """Words side by side in lines of such a paragraph that are in no view: few rules ask."""
        found = self.shape(text, first) if profile == "auto" else None
        if found and not (found.is_text or (DATA in found.numbers and delimited(text))):
            yield from phrases(self, text, found, self.views(text, first, profile, lang))

    def _made(self, text: str, first: int, profile: str) -> Sequence[View]:
        if profile != "auto":
            return [View(self, text, numbers=bytes((KINDS.index(Register(profile)),)))]
        if self.is_delimited and first == 0 and (found := delimited(text)):
            return list(cells(self, text, found))
        return list(views(self, text, self.shape(text, first)))


def _is_list(text: str) -> bool:
    """Whether a paragraph is a list of words, each on a line: what they are is not shown."""
    return (
        text.count("\n") >= ITEMS
        and " " not in text
        and "\t" not in text
        and max(map(len, text.split("\n"))) <= ITEM
    )


def view_of(text: str) -> View:
    """A text that is taken for prose as it stands, as a rule sees it."""
    return View(Profile(text), text)
