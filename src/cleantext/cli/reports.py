"""Reports as they are made while an input is cleaned part by part."""

from collections.abc import Iterable, Iterator

from ..cleaned import Cleaned
from ..io.output import Output
from ..report.color import Paint
from ..report.place import Places
from ..report.visible import tamed, visible


class Report:
    """The silent report, and what all reports have in common.

    `part` is told of each part in turn, `end` whether the whole changed; both give lines to write.
    """

    def __init__(self, file: str, color: bool = False, seen: bool = False) -> None:
        self.name = "<stdin>" if file == "-" else file
        self.file = visible(self.name)  # for people
        self.is_seen = seen  # by a person, now
        self.paint = Paint(color)
        self.found = 0  # what a report finds that is no edit

    def narrow(self, row: int, field: str) -> None:
        """It is about one value of the input."""
        self.name += f":{row}:{field}"
        self.file = visible(self.name)

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

    begun = False
    lines = moved = 0  # before this part, and how many more of the cleaned text

    def part(self, cleaned: Cleaned) -> Iterator[str]:
        from ..report.diff import diff_lines, head_lines

        if cleaned.edits and not self.begun:
            self.begun = True
            yield from (f"{line}\n" for line in head_lines(self.file, self.paint))
        for line in diff_lines(cleaned, self.paint, self.lines, self.moved):
            yield f"{line}\n"
        self.lines += cleaned.original.count("\n")
        self.moved += cleaned.text.count("\n") - cleaned.original.count("\n")


class Explain(Report):
    """Every edit, on a line for people."""

    long = False

    place = (1, 1)

    def part(self, cleaned: Cleaned) -> Iterator[str]:
        from ..report.explain import brief_lines, long_lines

        places = Places(cleaned.original, *self.place)
        lines = long_lines if self.long else brief_lines
        for line in lines(cleaned.edits, places, self.file, self.paint):
            yield f"{line}\n"
        self.place = places.end()


class ExplainLong(Explain):
    """Every edit with its reason and the text around."""

    long = True


class Json(Report):
    """Findings as data: one JSON object for each input, on one line."""

    key = "edits"
    schema = 1
    begun = False
    separator = ""
    offset = 0
    before = ""  # what came last in the cleaned text
    place = (1, 1)

    def data(self, cleaned: Cleaned, places: Places) -> Iterator[object]:
        """What is found in one part."""
        from ..report.explain import BESIDE, edit_data

        yield from edit_data(cleaned, places, self.offset, self.before)
        self.before = (self.before + cleaned.text)[-BESIDE:]

    def __init__(self, file: str, color: bool = False, seen: bool = False) -> None:
        super().__init__(file, color, seen)
        from hashlib import sha256

        self.hashes = sha256(), sha256()  # of the text before and after
        self.place_of: dict[str, object] = {}

    def narrow(self, row: int, field: str) -> None:
        self.place_of = {"row": row, "field": field}

    def part(self, cleaned: Cleaned) -> Iterator[str]:
        import json

        yield self._head()
        places = Places(cleaned.original, *self.place)
        for data in self.data(cleaned, places):
            yield self.separator + json.dumps(data)
            self.separator = ", "
        self.place = places.end()
        self.offset += len(cleaned.original)
        for hash, text in zip(self.hashes, (cleaned.original, cleaned.text), strict=True):
            hash.update(text.encode("utf-8", "surrogatepass"))

    def end(self, changed: bool) -> Iterator[str]:
        before, after = (hash.hexdigest() for hash in self.hashes)
        hashes = f', "before": "{before}", "after": "{after}"' if self.key == "edits" else ""
        yield f"{self._head()}]{hashes}}}\n"

    def _head(self) -> str:
        if self.begun:
            return ""
        import json

        self.begun = True
        about = json.dumps({"schema": self.schema, "file": self.name} | self.place_of)
        return f'{about[:-1]}, "{self.key}": ['


class Sarif(Report):
    """Each edit as a result of SARIF, after a comma: `Frame` puts them together."""

    place = (1, 1)

    def part(self, cleaned: Cleaned) -> Iterator[str]:
        import json

        from ..report.machine import sarif_results

        places = Places(cleaned.original, *self.place)
        for result in sarif_results(cleaned.edits, places, self.name):
            yield f",\n{json.dumps(result)}"
        self.place = places.end()


class Github(Report):
    """Each edit as an annotation of GitHub Actions."""

    place = (1, 1)

    def part(self, cleaned: Cleaned) -> Iterator[str]:
        from ..report.machine import github_lines

        places = Places(cleaned.original, *self.place)
        for line in github_lines(cleaned.edits, places, self.name):
            yield f"{line}\n"
        self.place = places.end()


class Html(Report):
    """Each edit, and each message that hides, as data of a page: `Frame` makes the page."""

    place = (1, 1)
    begun = False

    def part(self, cleaned: Cleaned) -> Iterator[str]:
        from ..report import page

        places = Places(cleaned.original, *self.place)
        found = list(page.edit_data(cleaned.edits, places))
        if any(rule.startswith("INV") for edit in cleaned.edits for rule in edit.rules):
            from ..hidden import find_hidden

            places = Places(cleaned.original, *self.place)
            found += [
                page.hidden_data(run.start, run.channel, run.payload, places)
                for run in find_hidden(cleaned.original)
                if run.payload is not None
            ]
        if found:
            yield (", " if self.begun else page.file_head(self.name)) + ", ".join(found)
            self.begun = True
        self.place = places.end()

    def end(self, changed: bool) -> Iterator[str]:
        from ..report import page

        if self.begun:
            yield page.FILE_TAIL


class Reveal(Report):
    """The text itself, with hidden characters made visible."""

    def part(self, cleaned: Cleaned) -> Iterator[str]:
        from ..hidden import reveal

        yield tamed(reveal(cleaned.original))


class Hidden(Report):
    """Runs of invisible characters that have no business there, a line a run."""

    place = (1, 1)

    def part(self, cleaned: Cleaned) -> Iterator[str]:
        from ..report.hidden import hidden_lines

        places = Places(cleaned.original, *self.place)
        for line in hidden_lines(cleaned.original, places, self.file, self.paint):
            self.found += 1
            yield f"{line}\n"
        self.place = places.end()


class HiddenJson(Json):
    """The same as data: one JSON object for each input, on one line."""

    key = "hidden"

    def data(self, cleaned: Cleaned, places: Places) -> Iterator[object]:
        from ..report.hidden import run_data

        for data in run_data(cleaned.original, places, self.offset):
            self.found += 1
            yield data


_KINDS: dict[str, type[Report]] = {
    "": Report,
    "names": Names,
    "diff": Diff,
    "brief": Explain,
    "long": ExplainLong,
    "json": Json,
    "sarif": Sarif,
    "github": Github,
    "html": Html,
    "reveal": Reveal,
    "hidden-text": Hidden,
    "hidden-json": HiddenJson,
}


def report_for(kind: str, file: str, color: bool, seen: bool = False) -> Report:
    """A new report for one input."""
    return _KINDS[kind](file, color, seen)


def write(lines: Iterable[str], out: Output) -> None:
    """Write lines of a report; names for programs are the bytes that they were."""
    for line in lines:
        try:
            data = line.encode("utf-8", "surrogateescape")
        except UnicodeEncodeError:
            data = line.encode("utf-8", "backslashreplace")
        out.write(data)
