"""Segments of a text that comes in blocks: the same whichever way it comes."""

from collections.abc import Iterator
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleantext import Pipeline, presets, streaming
from cleantext.io.text import Source
from cleantext.streaming import pieces, segments, segments_of_blocks

words = st.sampled_from(
    ["word ", "\u00e9t\u00e9 ", "\n", "\n\n", "a\u200bb ", "\U0001f600 ", "xxxxx", " \n"]
)
chunks_of_text = st.lists(st.lists(words, min_size=1, max_size=8).map("".join), max_size=14)
pipelines = st.sampled_from([presets.corpus, presets.code, presets.normalize])


@pytest.fixture(autouse=True, scope="module")
def small_segments() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(streaming, "SEGMENT", 40)
        patch.setattr(streaming, "SEARCH", 20)
        yield


@given(chunks=chunks_of_text, pipeline=pipelines)
def test_quiet_segments_are_the_segments_and_quiet(chunks: list[str], pipeline: Pipeline) -> None:
    plan = pipeline.plan
    blocks = ((chunk, chunk.encode()) for chunk in chunks)
    found = list(segments_of_blocks(blocks, plan.scope, plan.is_quiet))
    texts = [segment.data.decode() for segment in found]
    assert texts == [text for _, text in segments("".join(chunks), plan.scope)]
    for segment, text in zip(found, texts, strict=True):
        if segment.is_quiet:
            assert plan.clean(text) is text


@given(chunks=chunks_of_text, pipeline=pipelines)
def test_pieces_make_the_text(chunks: list[str], pipeline: Pipeline) -> None:
    assert "".join(pieces(chunks, pipeline.scope)) == "".join(chunks)


@given(text=st.text(), size=st.integers(1, 9))
def test_blocks_of_text_hold_whole_characters(text: str, size: int) -> None:
    data = text.encode("utf-8", "replace")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("cleantext.io.text.BLOCK", size)
        blocks = list(Source(BytesIO(data), "utf-8", "strict").blocks_of_text())
    mark = 3 if data.startswith(b"\xef\xbb\xbf") else 0
    assert b"".join(block for _, block in blocks) == data[mark:]
    assert all(block.decode() == part for part, block in blocks)
