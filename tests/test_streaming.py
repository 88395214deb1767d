"""Segments of a text that comes in blocks: the same whichever way it comes."""

import os
from collections.abc import Callable, Iterator
from io import BytesIO
from tempfile import TemporaryFile
from typing import BinaryIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleantext import InputDecodeError, Pipeline, presets, streaming
from cleantext.io import utf8
from cleantext.io.text import Source
from cleantext.rule import Scope
from cleantext.streaming import pieces, segments

posix = pytest.mark.skipif(os.name != "posix", reason="needs a POSIX system")

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


def open_file(data: bytes) -> BinaryIO:
    file = TemporaryFile()  # noqa: SIM115
    file.write(data)
    file.seek(0)
    return file


@posix
@pytest.mark.parametrize("kind", [BytesIO, open_file], ids=["passing", "stored"])
@given(chunks=chunks_of_text, pipeline=pipelines, size=st.integers(4, 60), mark=st.booleans())
def test_ranges_are_the_segments(
    kind: Callable[[bytes], BinaryIO],
    chunks: list[str],
    pipeline: Pipeline,
    size: int,
    mark: bool,
) -> None:
    plan = pipeline.plan
    text = "".join(chunks)
    data = b"\xef\xbb\xbf" * mark + text.encode()
    with pytest.MonkeyPatch.context() as patch, kind(data) as file:
        patch.setattr(utf8, "BLOCK", size)
        patch.setattr("cleantext.io.text.BLOCK", size)
        store = Source(file, None, "strict").store()
        parts = [(store.text(a, b), quiet) for a, b, quiet in store.ranges(plan)]
    wanted = [part for _, part in segments(text, plan.scope)]
    if all(quiet for _, quiet in parts):
        assert "".join(part for part, _ in parts) == text
    else:
        assert [part for part, _ in parts] == wanted
    for part, quiet in parts:
        if quiet:
            assert plan.clean(part) is part


@posix
@pytest.mark.parametrize("kind", [BytesIO, open_file], ids=["passing", "stored"])
@given(
    parts=st.lists(st.sampled_from([b"one line\n", b"\xc3\xa9t", b"word ", b"\xff", b"\xe2\x80"])),
    size=st.integers(4, 30),
)
def test_broken_bytes_are_found_where_they_are(
    kind: Callable[[bytes], BinaryIO], parts: list[bytes], size: int
) -> None:
    data = b"".join(parts)
    with pytest.MonkeyPatch.context() as patch, kind(data) as file:
        patch.setattr(utf8, "BLOCK", size)
        patch.setattr("cleantext.io.text.BLOCK", size)
        store = Source(file, None, "strict").store()
        try:
            data.decode()
        except UnicodeDecodeError as error:
            line = data[: error.start].count(b"\n") + 1
            with pytest.raises(InputDecodeError, match=rf"offset {error.start} .line {line}. "):
                list(store.ranges(presets.corpus.plan))
        else:
            found = [store.text(a, b) for a, b, _ in store.ranges(presets.corpus.plan)]
            assert "".join(found).encode() == data


@given(chunks=chunks_of_text, pipeline=pipelines)
def test_pieces_make_the_text(chunks: list[str], pipeline: Pipeline) -> None:
    assert "".join(pieces(chunks, pipeline.scope)) == "".join(chunks)


@pytest.mark.parametrize("scope", list(Scope))
def test_a_stream_is_not_held_to_its_end(scope: Scope) -> None:
    """Pieces go out in bounded memory, however far the rules see."""
    taken: list[str] = []
    chunk = "words go on.\n\n"
    first = next(pieces((taken.append(chunk) or chunk for _ in range(100)), scope))  # type: ignore[func-returns-value]
    assert first
    assert len("".join(taken)) <= 3 * streaming.SEGMENT
