"""spaCy: tokens of the clean text, and the way from them back to the original.

`nlp = clean(spacy.blank("en"))` puts a tokenizer around that of `nlp`. A document then is one of
the clean text; `doc._.original` is what was given, and `span._.original_start`, `original_end` and
`original_text` say where an entity, or any span, stands in it.
"""

from pathlib import Path
from typing import Any

import spacy
from spacy.tokens import Doc, Span

from ..alignment import Alignment
from ..edits import Edit
from ..pipeline import Pipeline
from .column import job


def clean(nlp: Any, pipeline: Pipeline | None = None) -> Any:
    """`nlp` with a tokenizer that cleans; the same object."""
    nlp.tokenizer = CleanTokenizer(nlp.tokenizer, pipeline)
    return nlp


class CleanTokenizer:
    """A tokenizer around another one; what it cleaned is kept in `doc.user_data`."""

    def __init__(self, tokenizer: Any, pipeline: Pipeline | None = None) -> None:
        self.tokenizer = tokenizer
        self.pipeline = job(pipeline).pipeline
        self.vocab = tokenizer.vocab

    def __call__(self, text: str) -> Any:
        """The document of the clean text."""
        cleaned = self.pipeline.explain(text)
        doc = self.tokenizer(cleaned.text)
        if cleaned.edits:
            doc.user_data["cleantext"] = (text, [tuple(edit) for edit in cleaned.edits])
        return doc

    def pipe(self, texts: Any, **_: Any) -> Any:
        """The documents of many texts."""
        return map(self, texts)

    def to_bytes(self, **how: Any) -> bytes:
        """The inner tokenizer and the description of the pipeline, as bytes."""
        description = self.pipeline.to_json().encode()
        inner: bytes = self.tokenizer.to_bytes(**how)
        return len(description).to_bytes(4, "big") + description + inner

    def from_bytes(self, data: bytes, **how: Any) -> "CleanTokenizer":
        """Take over what `to_bytes` gave."""
        end = 4 + int.from_bytes(data[:4], "big")
        self.pipeline = Pipeline.from_json(data[4:end].decode())
        self.tokenizer.from_bytes(data[end:], **how)
        return self

    def to_disk(self, path: Any, **how: Any) -> None:
        """Write the same into a file."""
        Path(path).write_bytes(self.to_bytes(**how))

    def from_disk(self, path: Any, **how: Any) -> "CleanTokenizer":
        """Read what `to_disk` wrote."""
        return self.from_bytes(Path(path).read_bytes(), **how)


@spacy.registry.tokenizers("cleantext.CleanTokenizer.v1")  # type: ignore[untyped-decorator]
def make_tokenizer(rules: str = "") -> Any:
    """For a configuration: the language's own tokenizer, in a `CleanTokenizer`.

    `rules` is the JSON that `Pipeline.to_json` gives; without any, the default preset.
    """

    def make(nlp: Any) -> CleanTokenizer:
        inner = spacy.registry.tokenizers.get("spacy.Tokenizer.v1")()(nlp)
        return CleanTokenizer(inner, Pipeline.from_json(rules) if rules else None)

    return make


def _original(doc: Any) -> str:
    kept = doc.user_data.get("cleantext")
    return str(kept[0] if kept else doc.text)


def _place(span: Any) -> tuple[int, int]:
    kept = span.doc.user_data.get("cleantext")
    if not kept:
        return span.start_char, span.end_char
    edits = [Edit(start, end, new, tuple(rules)) for start, end, new, rules in kept[1]]
    return Alignment(edits).to_original(span.start_char, span.end_char)


def _text(span: Any) -> str:
    start, end = _place(span)
    return _original(span.doc)[start:end]


Doc.set_extension("original", getter=_original, force=True)
Span.set_extension("original_start", getter=lambda span: _place(span)[0], force=True)
Span.set_extension("original_end", getter=lambda span: _place(span)[1], force=True)
Span.set_extension("original_text", getter=_text, force=True)
