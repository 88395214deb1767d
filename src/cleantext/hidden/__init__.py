"""What is hidden in a text: invisible characters that have no business there, and what they say.

`find_hidden` reports, `reveal` shows; neither changes anything. What is found is data only: a
payload is bytes, nothing runs it, and `Hidden.line` is plain ASCII, safe for any terminal.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from ..errors import check_text
from .confusables import Confusable, find_confusables
from .names import name, short

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..edits import Edit
    from ..pipeline import Pipeline

__all__ = ["Confusable", "Hidden", "find_confusables", "find_hidden", "reveal"]


class Hidden(NamedTuple):
    """A run of characters that hide: where, which, why, and what they seem to say."""

    start: int  # code points, half-open
    end: int
    text: str
    rules: tuple[str, ...]  # ids of the rules that would clean it; none if writing may need it
    reason: str
    channel: str  # the tool or technique it looks like, or nothing
    payload: bytes | None  # the message, in UTF-8 where it is text; None if it cannot be read
    sure: float = 0.0  # that the channel is right, from 0 to 1

    @property
    def code_points(self) -> tuple[str, ...]:
        """The characters as `U+200B`."""
        return tuple(f"U+{ord(char):04X}" for char in self.text)

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the characters, by Unicode 18."""
        return tuple(map(name, self.text))

    @property
    def line(self) -> str:
        """The finding in one line of ASCII."""
        shown = " ".join(self.code_points[:6]) + (" ..." if len(self.text) > 6 else "")
        channel = f"; looks like {self.channel}" if self.channel else ""
        payload = "" if self.payload is None else f"; says {self.payload!r}"
        return f"{self.start}-{self.end} {shown}: {self.reason}{channel}{payload}"

    def _repr_html_(self) -> str:
        """The finding, as a notebook shows it."""
        from ..report.notebook import hidden_html

        characters = list(map(" ".join, zip(self.code_points, self.names, strict=True)))
        where = f"{self.start}-{self.end}"
        return hidden_html(where, characters, self.reason, self.channel, self.payload or b"")


def find_hidden(text: str) -> tuple[Hidden, ...]:
    """The hidden runs of a text, in order, each with the channel it looks like and its message.

    A run is found where `strip_invisible` or the space rules of `normalize` would clean. What an
    orthography or an emoji may need, and private use, is found only if it says something, and left
    (`rules` is empty). A message spread over many runs is given with each of them. Raises
    `InputTypeError` for anything but `str`.

    >>> [found] = find_hidden("Turn Num\\U000e0061\\U000e0062\\U000e0063 Lock on.")
    >>> found.channel, found.payload
    ('tag smuggling', b'abc')
    >>> found.line
    "8-11 U+E0061 U+E0062 U+E0063: tag characters that spell no flag; looks like tag smuggling; \
says b'abc'"
    """
    from .readings import of_places, readings

    runs = list(_runs(check_text(text)))
    read = readings(text, runs)
    found = [
        Hidden(start, end, text[start:end], rules, _reason(rules), *read.get(k, ("", None, 0.0)))
        for k, (start, end, rules) in enumerate(runs)
    ]
    starts = [run.start for run in found]
    kept: list[Hidden] = []
    for start, end, (channel, payload, sure) in of_places(text):
        k = bisect_left(starts, end) - 1  # the last run that begins before these marks end
        if k < 0 or found[k].end <= start:
            kept.append(Hidden(start, end, text[start:end], (), _KEPT, channel, payload, sure))
        elif found[k].payload is None and found[k].sure < 1.0:
            found[k] = found[k]._replace(channel=channel, payload=payload, sure=sure)
    return tuple(sorted([*found, *kept])) if kept else tuple(found)


def reveal(text: str) -> str:
    """The text with its hidden characters shown by name and number; clean text as it is.

    Raises `InputTypeError` for anything but `str`.

    >>> print(reveal("pay\\u200bpal"))
    pay\u27e8ZWSP U+200B\u27e9pal
    """
    parts = []
    done = 0
    for start, end, _ in _runs(check_text(text)):
        parts.append(text[done:start])
        parts += [char if _is_plain(char) else _shown(char) for char in text[start:end]]
        done = end
    return "".join([*parts, text[done:]]) if parts else text


def _shown(char: str) -> str:
    number = f"U+{ord(char):04X}"
    return f"\u27e8{short(char)} {number}\u27e9" if short(char) else f"\u27e8{number}\u27e9"


@cache
def _is_plain_pattern() -> re.Pattern[str]:
    from ..rules.invisible.catalogue import bracket

    return re.compile(f"[^{bracket()}\t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000\u2800]")


def _is_plain(char: str) -> bool:
    """Whether a character of a run has ink: the letters that a backspace erases, for instance."""
    return _is_plain_pattern().match(char) is not None


@cache
def _finder() -> Pipeline:
    from ..pipeline import Pipeline
    from ..rules import RULES

    spaces = ("NRM303", "NRM304", "NRM305", "NRM306")
    return Pipeline(
        [rule for rule in RULES if rule.id.startswith("INV") or rule.id in spaces], name="hidden"
    )


def _runs(text: str) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    """Edits that touch, as one run with the rules of all."""
    run: list[Edit] = []
    for edit in _finder().explain(text).edits:
        if run and run[-1].end != edit.start:
            yield _joined(run)
            run = []
        run.append(edit)
    if run:
        yield _joined(run)


def _joined(run: list[Edit]) -> tuple[int, int, tuple[str, ...]]:
    rules = dict.fromkeys(rule for edit in run for rule in edit.rules)
    return run[0].start, run[-1].end, tuple(rules)


@cache
def _reason(rules: tuple[str, ...]) -> str:
    """What the first rules say they do, as a reason."""
    from ..rules import get

    reasons = []
    for rule in map(get, rules[:3]):
        reason = _REASONS.get(rule.id)
        if reason is None:
            reason = rule.summary.removeprefix("Delete ").rstrip(".")
        reasons.append(reason)
    return ", ".join(reasons) + (" and more" if len(rules) > 3 else "")


_KEPT = "marks that writing may need and that say something; they stay"
_REASONS = {
    "INV201": "backspaces that erase what stands before them",
    "INV202": "overrides that show text in another order than it is stored",
    "INV203": "interlinear annotation",
    "INV204": "zero-width space in the place of a space",
    "NRM303": "no-break spaces that no typography wants",
    "NRM304": "typographic spaces for plain ones",
    "NRM305": "blanks that are no spaces",
    "NRM306": "tabs and spaces at the end of a line",
}
