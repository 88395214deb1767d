"""LlamaIndex: a transformation for ingestion pipelines."""

from collections.abc import Sequence
from typing import Any

from llama_index.core.schema import TransformComponent

from ..pipeline import Pipeline
from .column import Job, OnError, job


class CleanText(TransformComponent):  # type: ignore[misc]  # untyped where not installed
    """Clean the text of nodes: `IngestionPipeline(transformations=[CleanText(), …])`.

    Put it before what splits documents. `rules` describes a pipeline in JSON, as
    `Pipeline.to_json` gives it; the default preset where there is none.
    """

    rules: str = ""
    on_error: OnError = "raise"

    @classmethod
    def of(cls, pipeline: Pipeline, *, on_error: OnError = "raise") -> "CleanText":
        """The transformation by a pipeline."""
        return cls(rules=pipeline.to_json(), on_error=on_error)

    def __call__(self, nodes: Sequence[Any], **_: Any) -> Sequence[Any]:
        """The nodes with clean text, in order; a clean one as the same object."""
        pipeline = Pipeline.from_json(self.rules) if self.rules else None
        work = job(pipeline, self.on_error, "text")
        return [_clean(node, work, row) for row, node in enumerate(nodes)]


def _clean(node: Any, work: Job, row: int) -> Any:
    text = node.get_content()
    new = work.clean(text, row)
    if new is text or new == text:
        return node
    copy = node.model_copy(deep=True)
    copy.set_content(new or "")
    return copy
