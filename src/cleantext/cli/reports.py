"""Reports as they are made while an input is cleaned part by part."""

from collections.abc import Iterator

from ..pipeline import Cleaned
from ..report.color import Paint
from ..report.visible import tamed, visible


class Report:
    """The silent report, and what all reports have in common.

    `part` is told of each part in turn, `end` whether the whole changed; both give lines to write.
    """

    wants_whole = False  # whether the parts must be one

    def __init__(self, file: str, color: bool = False, seen: bool = False) -> None:
        self.name = "<stdin>" if file == "-" else file
        self.file = visible(self.name)  # for people
        self.is_seen = seen  # by a person, now
        self.paint = Paint(color)
        self.found = 0  # what a report finds that is no edit

    def part(self, cleaned: Cleaned) -> Iterator[str]:
        """Lines about one part."""
        return iter(())

    def end(self, changed: bool) -> Iterator[str]:
        """Lines after the last part."""
        return iter(())


class Names(Report):
    """The name of each input that would change, to be read by other programs."""

    def end(self, changed: bool) -> Iterator[str]:
        if changed:
            name = self.file if self.is_seen else self.name
            yield f"{'-' if self.name == '<stdin>' else name}\n"


class Diff(Report):
    """Changed lines before and after."""

    wants_whole = True

    def part(self, cleaned: Cleaned) -> Iterator[str]:
        from ..report.diff import diff_lines

        return (f"{line}\n" for line in diff_lines(cleaned, self.file, self.paint))


class Explain(Report):
    """Every edit, on a line for people."""

    long = False

    def __init__(self, file: str, color: bool = False, seen: bool = False) -> None:
        super().__init__(file, color, seen)
        self.offset = 0
        self.place = (1, 1)

    def part(self, cleaned: Cleaned) -> Iterator[str]:
        from ..report.explain import brief_lines, long_lines
        from ..report.place import Places

        places = Places(cleaned.original, *self.place)
        lines = long_lines if self.long else brief_lines
        for line in lines(cleaned.edits, places, self.file, self.paint):
            yield f"{line}\n"
        self.place = places.end()


class ExplainLong(Explain):
    """Every edit with its reason and the text around."""

    long = True


class ExplainJson(Explain):
    """Every edit as data: one JSON object for each input, on one line."""

    begun = False
    separator = ""

    def part(self, cleaned: Cleaned) -> Iterator[str]:
        import json

        from ..report.explain import edit_data
        from ..report.place import Places

        yield self._head()
        places = Places(cleaned.original, *self.place)
        for data in edit_data(cleaned.edits, places, self.offset):
            yield self.separator + json.dumps(data)
            self.separator = ", "
        self.place = places.end()
        self.offset += len(cleaned.original)

    def end(self, changed: bool) -> Iterator[str]:
        yield self._head() + "]}\n"

    def _head(self) -> str:
        if self.begun:
            return ""
        import json

        from ..report.explain import SCHEMA

        self.begun = True
        return f'{{"schema": {SCHEMA}, "file": {json.dumps(self.name)}, "edits": ['


class Reveal(Report):
    """The text itself, with hidden characters made visible."""

    wants_whole = True

    def part(self, cleaned: Cleaned) -> Iterator[str]:
        from ..hidden import reveal

        yield tamed(reveal(cleaned.original))


class Hidden(Report):
    """Runs of invisible characters that have no business there, a line a run."""

    wants_whole = True

    def part(self, cleaned: Cleaned) -> Iterator[str]:
        from ..report.hidden import hidden_lines

        for line in hidden_lines(cleaned.original, self.file, self.paint):
            self.found += 1
            yield f"{line}\n"


class HiddenJson(Report):
    """The same as data: one JSON object for each input, on one line."""

    wants_whole = True

    def part(self, cleaned: Cleaned) -> Iterator[str]:
        import json

        from ..report.hidden import as_data

        data = as_data(cleaned.original, self.name)
        self.found = len(data["hidden"])
        yield json.dumps(data) + "\n"


_KINDS: dict[str, type[Report]] = {
    "": Report,
    "names": Names,
    "diff": Diff,
    "brief": Explain,
    "long": ExplainLong,
    "json": ExplainJson,
    "reveal": Reveal,
    "hidden-text": Hidden,
    "hidden-json": HiddenJson,
}


def report_for(kind: str, file: str, color: bool, seen: bool = False) -> Report:
    """A new report for one input."""
    return _KINDS[kind](file, color, seen)
