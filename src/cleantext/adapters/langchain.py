"""LangChain: a document transformer."""

from collections.abc import Sequence
from typing import Any

from langchain_core.documents import BaseDocumentTransformer

from ..pipeline import Pipeline
from .column import OnError, job


class CleanText(BaseDocumentTransformer):  # type: ignore[misc]  # untyped where not installed
    """Clean the page content of documents: `CleanText().transform_documents(documents)`.

    A clean document comes back as the same object; of another a copy, with its metadata and id.
    """

    def __init__(self, pipeline: Pipeline | None = None, *, on_error: OnError = "raise") -> None:
        self._job = job(pipeline, on_error, "page_content")

    def transform_documents(self, documents: Sequence[Any], **_: Any) -> Sequence[Any]:
        """The documents with clean content, in order."""
        return [self._clean(document, row) for row, document in enumerate(documents)]

    def _clean(self, document: Any, row: int) -> Any:
        new = self._job.clean(document.page_content, row)
        if new is document.page_content:
            return document
        return document.model_copy(update={"page_content": new or ""})
