"""The lines that edits have made or changed, as a text of their own."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from .alignment import Alignment
from .edits import Change, Edit, Edits, shift, touched

SPARSE = 200  # characters for each edit, below which it costs less to take all lines for changed


class Excerpt(NamedTuple):
    """Lines of a text, and where they stand in it: the bounds of each, or nothing for all."""

    text: str
    spans: Sequence[tuple[int, int]] | None = None

    def back(self, edits: Edits) -> Edits:
        """Edits of the excerpt as edits of the text that it is from."""
        return edits if self.spans is None else list(_back(edits, self.spans))


def changed(text: str, history: Sequence[Edits]) -> Excerpt:
    """The lines of `text` that are new by edits, made one list after the other.

    >>> changed("one\\ntwo!\\nsix", [[Edit(7, 7, "!")]])
    Excerpt(text='two!', spans=[(4, 8)])
    """
    spans: list[tuple[int, int]] = []
    for edits in history:
        if len(edits) * SPARSE > max(len(text), SPARSE):
            return Excerpt(text)
        if spans:
            to_clean = Alignment(edits).to_clean
            spans = [to_clean(*span) for span in spans]
        spans += touched(edits)
    lines: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if lines and end <= lines[-1][1]:
            continue
        begin, stop = text.rfind("\n", 0, start) + 1, text.find("\n", end)
        if lines and begin <= lines[-1][1]:
            begin = lines.pop()[0]
        lines.append((begin, len(text) if stop < 0 else stop))
    return Excerpt("\n".join([text[start:end] for start, end in lines]), lines)


def _back(edits: Edits, spans: Sequence[tuple[int, int]]) -> Iterator[Edit | Change]:
    bounds = iter(spans)
    start, end = next(bounds)
    offset = start  # from the excerpt to the text
    for edit in edits:
        while edit[0] + offset > end:
            length = end - offset + 1
            start, end = next(bounds)
            offset = start - length
        yield from shift((edit,), offset)
