"""datatrove: a formatter that cleans, and a filter that drops documents by what was wrong."""

from collections.abc import Iterator
from typing import Any

from datatrove.pipeline.filters.base_filter import BaseFilter
from datatrove.pipeline.formatters.base import BaseFormatter

from ..errors import ColumnError
from ..pipeline import Pipeline
from .column import OnError, check_rules, job


class CleanText(BaseFormatter):  # type: ignore[misc]  # untyped where it is not installed
    """Clean the text of each document; by `presets.corpus` where no pipeline is named.

    A document in which nothing can act passes as it is. The statistics count documents that
    changed, and their characters before and after. An error names the document.
    """

    name = "cleantext"

    def __init__(self, pipeline: Pipeline | None = None, on_error: OnError = "raise") -> None:
        super().__init__()
        self._job = job(pipeline or _corpus(), on_error, "text")

    def format(self, text: str) -> str:
        """The text of one document cleaned."""
        return self._job.clean(text, 0) or ""

    def run(self, data: Any, rank: int = 0, world_size: int = 1) -> Iterator[Any]:
        """The documents with clean text, in order."""
        is_quiet = self._job.pipeline.plan.is_quiet
        total = 0
        try:
            for document in data:
                total += 1
                if document.text is not None and not is_quiet(document.text):
                    with self.track_time():
                        self._clean(document)
                yield document
        finally:  # at once, since to count one takes as long as to look at one
            if total:
                self.stat_update("total", value=total, unit="batch")

    def _clean(self, document: Any) -> None:
        old = document.text
        try:
            new = self._job.clean(old, 0) or ""
        except ColumnError as error:
            place = f"text of document {document.id}"
            raise ColumnError(error.row, place, error.value, error.reason) from error
        if new is not old:
            document.text = new
            self.stat_update("changed")
            self.stat_update("characters_before", value=len(old))
            self.stat_update("characters_after", value=len(new))


class DamageFilter(BaseFilter):  # type: ignore[misc]
    """Keep documents in which `rules` make at most `most` edits for each thousand characters.

    `rules` are ids or what they begin with; of all rules of the pipeline where there are none. Put
    it before `CleanText`. The reason of a drop is the id of the rule with the most edits.
    """

    name = "cleantext damage"

    def __init__(
        self,
        *rules: str,
        most: float = 1.0,
        pipeline: Pipeline | None = None,
        exclusion_writer: Any = None,
    ) -> None:
        super().__init__(exclusion_writer)
        self._rules, self._most = rules or ("",), most
        self._pipeline = job(pipeline or _corpus()).pipeline
        check_rules(self._pipeline, rules)

    def filter(self, doc: Any) -> bool | tuple[bool, str]:
        """Whether a document is kept; else why not."""
        if self._pipeline(doc.text) is doc.text:
            return True
        edits = self._pipeline.explain(doc.text).edits
        counts: dict[str, int] = {}
        for edit in edits:
            for rule in edit.rules:
                if rule.startswith(self._rules):
                    counts[rule] = counts.get(rule, 0) + 1
        if 1_000 * sum(counts.values()) <= self._most * len(doc.text):
            return True
        return False, max(counts, key=lambda rule: counts[rule])


def _corpus() -> Pipeline:
    from .. import presets

    return presets.corpus
