"""What a cleaning did, as a value."""

from collections.abc import Sequence
from typing import NamedTuple

from .alignment import Alignment
from .edits import Edit, splice


class Cleaned(NamedTuple):
    """What a cleaning did: the cleaned text, the edits that lead to it, and where it began."""

    text: str
    edits: Sequence[Edit]
    original: str

    @property
    def alignment(self) -> Alignment:
        """The map between offsets of the original and of the cleaned text, both ways."""
        return Alignment(self.edits)

    def undo(self, *prefixes: str) -> str:
        """The original text; with id prefixes, the cleaned text without the edits of those rules.

        >>> from cleantext import explain
        >>> explain("He went home.Peter stayed at the office.").undo("SPC")
        'He went home.Peter stayed at the office.'
        """
        if not prefixes:
            return self.original
        kept = [e for e in self.edits if not any(rule.startswith(prefixes) for rule in e.rules)]
        return splice(self.original, kept)

    def _repr_html_(self) -> str:
        """The edits, as a notebook shows them."""
        from .report.notebook import cleaned_html

        return cleaned_html(self.original, self.edits)
