"""Adapters: the same answers as row by row, missing values kept, clean data the same object."""

import pickle
from typing import Any

import pytest

from cleantext import presets
from cleantext.adapters.batches import datasets_fn, ray_fn, series_fn
from cleantext.adapters.frames import clean_arrow, clean_column, clean_series
from cleantext.adapters.values import clean_list

DIRTY = ["clean", "in\u200bvisible", None, "", "in\u200bvisible", "two\u00a0words \U0001f600"]
FIXED = ["clean", "invisible", None, "", "invisible", "two words \U0001f600"]
CLEAN = ["clean", None, "caf\u00e9", ""]


def test_lists() -> None:
    assert clean_list(DIRTY, presets.default) == FIXED
    assert clean_list(CLEAN, presets.default) is CLEAN
    odd = [1, float("nan"), b"bytes\xe2\x80\x8b", ("tuple",), "a\u200b"]
    assert clean_list(odd, presets.default)[:4] == odd[:4]


@pytest.mark.parametrize("kind", ["string", "large_string", "string_view", "dictionary"])
@pytest.mark.parametrize("pipeline", [presets.default, presets.corpus], ids=lambda p: p.name)
def test_arrow(kind: str, pipeline: Any) -> None:
    pa = pytest.importorskip("pyarrow")
    type_ = pa.dictionary(pa.int32(), pa.string()) if kind == "dictionary" else getattr(pa, kind)()
    dirty = pa.array(DIRTY, type_)
    fixed = clean_arrow(dirty, pipeline)
    assert fixed.to_pylist() == FIXED
    assert fixed.type == type_
    clean = pa.array(CLEAN, type_)
    assert clean_arrow(clean, pipeline) is clean
    assert clean_arrow(dirty[2:4], pipeline).to_pylist() == FIXED[2:4]
    assert clean_arrow(dirty[4:], pipeline).to_pylist() == FIXED[4:]
    chunks = pa.chunked_array([clean, dirty])
    assert clean_arrow(chunks, pipeline).to_pylist() == CLEAN + FIXED
    assert clean_arrow(chunks, pipeline).chunk(0) is not None
    none = pa.chunked_array([clean], type_)
    assert clean_arrow(none, pipeline) is none


def test_arrow_words_that_become_one() -> None:
    pa = pytest.importorskip("pyarrow")
    array = pa.array(["a", "a\u200b", "b"]).dictionary_encode()
    fixed = clean_arrow(array)
    assert fixed.to_pylist() == ["a", "a", "b"]
    assert len(fixed.dictionary) == 2


def test_arrow_of_numbers_is_refused() -> None:
    pa = pytest.importorskip("pyarrow")
    with pytest.raises(TypeError, match="want an array of strings, not of int64"):
        clean_arrow(pa.array([1, 2]))


def test_arrow_bytes_under_missing_rows_are_no_text() -> None:
    pa = pytest.importorskip("pyarrow")
    data = pa.py_buffer(b"a\xff\xe2\x80\x8bb")
    offsets = pa.py_buffer(pa.array([0, 1, 5, 6], pa.int32()).buffers()[1])
    array = pa.StringArray.from_buffers(3, offsets, data, pa.py_buffer(b"\x05"))
    assert clean_arrow(array) is array or clean_arrow(array).to_pylist() == ["a", None, "b"]


def test_arrow_table() -> None:
    pa = pytest.importorskip("pyarrow")
    table = pa.table({"text": DIRTY, "n": range(len(DIRTY))})
    fixed = clean_column(table, "text")
    assert fixed.column("text").to_pylist() == FIXED
    assert fixed.column("n") == table.column("n")
    assert clean_column(fixed, "text") is fixed


@pytest.mark.parametrize(
    "dtype", ["object", "str", "string", "category", "string[pyarrow]", "large_string[pyarrow]"]
)
def test_pandas(dtype: str) -> None:
    pd = pytest.importorskip("pandas")
    if "pyarrow" in dtype:
        pytest.importorskip("pyarrow")
    index = range(10, 10 + len(DIRTY))
    frame = pd.DataFrame({"text": pd.Series(DIRTY, index=index, dtype=dtype), "n": 1}, index=index)
    before = frame.copy()
    fixed = clean_column(frame, "text")
    assert [None if pd.isna(v) else v for v in fixed["text"]] == FIXED
    assert fixed["text"].dtype.name == frame["text"].dtype.name
    assert list(fixed.index) == list(index)
    pd.testing.assert_frame_equal(frame, before)
    assert clean_column(fixed, "text") is fixed


def test_pandas_with_an_index_that_repeats() -> None:
    pd = pytest.importorskip("pandas")
    series = pd.Series(DIRTY, index=[0] * len(DIRTY), dtype=object)
    assert list(clean_series(series)) == FIXED


@pytest.mark.parametrize("dtype", ["String", "Categorical"])
def test_polars(dtype: str) -> None:
    pl = pytest.importorskip("polars")
    frame = pl.DataFrame({"text": pl.Series(DIRTY, dtype=getattr(pl, dtype)), "n": range(6)})
    fixed = clean_column(frame, "text")
    assert fixed["text"].to_list() == FIXED
    assert fixed.schema == frame.schema
    assert frame["text"].to_list() == DIRTY
    assert clean_column(fixed, "text") is fixed
    assert clean_series(fixed["text"]).to_list() == FIXED


def test_other_frames_are_refused() -> None:
    with pytest.raises(TypeError, match="want a pandas or Polars DataFrame"):
        clean_column({"text": DIRTY}, "text")
    with pytest.raises(TypeError, match="want a pandas or Polars Series"):
        clean_series(DIRTY)


def test_batch_functions_travel() -> None:
    function = pickle.loads(pickle.dumps(datasets_fn("a", "b", pipeline=presets.corpus)))
    batch = {"a": DIRTY, "b": CLEAN, "c": DIRTY}
    assert function(batch) == {"a": FIXED, "b": CLEAN}
    assert len(pickle.dumps(datasets_fn("a"))) < 5_000


def test_ray_function() -> None:
    pa = pytest.importorskip("pyarrow")
    function = pickle.loads(pickle.dumps(ray_fn("text")))
    assert function(pa.table({"text": DIRTY})).column("text").to_pylist() == FIXED


def test_spark_function() -> None:
    pd = pytest.importorskip("pandas")
    function = pickle.loads(pickle.dumps(series_fn()))
    assert list(function(pd.Series(DIRTY, dtype=object))) == FIXED


def test_hugging_face_datasets_caches_by_the_pipeline(tmp_path: Any) -> None:
    datasets = pytest.importorskip("datasets")
    from datasets.fingerprint import Hasher

    dataset = datasets.Dataset.from_dict({"text": DIRTY})
    assert dataset.map(datasets_fn("text"), batched=True)["text"][:] == FIXED
    first, second = Hasher.hash(datasets_fn("text")), Hasher.hash(datasets_fn("text"))
    assert first == second != Hasher.hash(datasets_fn("text", pipeline=presets.corpus))


def test_scikit_learn_takes_a_pipeline_as_it_is() -> None:
    text = pytest.importorskip("sklearn.feature_extraction.text")
    vectorizer = text.CountVectorizer(preprocessor=presets.default)
    vectorizer.fit(["in\u200bvisible ink", "invisible ink"])
    assert list(vectorizer.get_feature_names_out()) == ["ink", "invisible"]


def test_datasets_function_on_one_row() -> None:
    function = datasets_fn("a", "b", "c", pipeline=presets.corpus)
    row: Any = {"a": "in\u200bvisible", "b": None, "c": ["two\u00a0words", None], "d": 1}
    assert function(row) == {"a": "invisible", "b": None, "c": ["two words", None]}
