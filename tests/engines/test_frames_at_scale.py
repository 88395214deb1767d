"""Ray, Dask, DuckDB and Hugging Face datasets: columns in engines that hold Arrow or pandas."""

import os
import time
from collections.abc import Iterator
from typing import Any

import pandas as pd
import pyarrow as pa
import pytest

from cleantext import Pipeline, presets
from cleantext.adapters.ray import Cleaner
from cleantext.errors import ColumnError

CORPUS = presets.corpus


@pytest.fixture(scope="module")
def ray_here() -> Iterator[Any]:
    """Ray on this machine, with two processes."""
    import ray

    ray.init(num_cpus=2, include_dashboard=False, log_to_driver=False)
    ray.data.DataContext.get_current().enable_progress_bars = False
    yield ray
    ray.shutdown()


def test_ray(ray_here: Any, rows: Any, fixed: Any) -> None:
    from cleantext.adapters import ray

    table = pa.table({"id": range(6), "text": rows, "list": [[t] for t in rows]})
    dataset = ray_here.data.from_arrow([table.slice(0, 3), table.slice(3)])
    made = ray.clean(dataset, "text", "list", pipeline=CORPUS)
    found = sorted(made.take_all(), key=lambda row: row["id"])
    assert [row["text"] for row in found] == fixed
    assert [list(row["list"]) for row in found] == [[text] for text in fixed]


def test_ray_cleaner_with_pandas_batches(ray_here: Any, rows: Any, fixed: Any) -> None:
    dataset = ray_here.data.from_arrow(pa.table({"text": rows}))
    made = dataset.map_batches(
        Cleaner, fn_constructor_args=(["text"], CORPUS), batch_format="pandas", concurrency=1
    )
    assert [None if pd.isna(r["text"]) else r["text"] for r in made.take_all()] == fixed


@pytest.mark.parametrize("dtype", ["string", "object", "category", "string[pyarrow]"])
def test_dask(dtype: Any, rows: Any, fixed: Any) -> None:
    import dask
    import dask.dataframe as dd

    from cleantext.adapters.dask import clean

    with dask.config.set({"dataframe.convert-string": False, "scheduler": "threads"}):
        frame = pd.DataFrame({"text": pd.Series(rows, dtype=dtype), "n": range(6)})
        lazy = dd.from_pandas(frame, npartitions=3)
        made = clean(lazy, "text", pipeline=CORPUS)
        done = made.compute()
        assert made._meta.dtypes.to_dict() == done.dtypes.to_dict()
        assert [None if pd.isna(v) else v for v in done["text"]] == fixed
        assert list(done["n"]) == list(range(6))
        series = clean(lazy["text"], pipeline=CORPUS).compute()
        assert [None if pd.isna(v) else v for v in series] == fixed
        with pytest.raises(TypeError, match="name the columns of a frame"):
            clean(lazy)


def test_duckdb(rows: Any, fixed: Any) -> None:
    import duckdb

    from cleantext.adapters.duckdb import register

    connection = register(duckdb.connect(), pipeline=CORPUS)
    table = pa.table({"id": range(6), "text": rows})
    connection.register("t", table)
    found = connection.sql("SELECT clean_text(text) FROM t ORDER BY id").fetchall()
    assert [text for (text,) in found] == fixed
    lists = connection.sql("SELECT list_transform([text, 'b'], lambda x: clean_text(x)) FROM t")
    assert [row[0][0] for row in lists.fetchall()] == fixed
    many = (
        "SELECT count(*) FROM range(10000) r(i) WHERE clean_text('a' || chr(8203) || i) = 'a' || i"
    )
    assert connection.execute(many).fetchone() == (10_000,)
    assert connection.execute("SELECT clean_text(NULL)").fetchone() == (None,)


def test_duckdb_errors_and_several_functions() -> None:
    import duckdb

    from cleantext.adapters.duckdb import register

    def failing(text: str) -> str:
        raise ValueError("cannot")

    connection = register(duckdb.connect(), "bad", Pipeline([failing]))
    register(connection, "kept", Pipeline([failing]), on_error="keep")
    register(connection, "gone", Pipeline([failing]), on_error="null")
    with pytest.raises(Exception, match=r"row 0 of column 'bad': ValueError: cannot; .* 'a'"):
        connection.execute("SELECT bad('a')").fetchone()
    assert connection.execute("SELECT kept('a'), gone('a')").fetchone() == ("a", None)


def test_duckdb_takes_a_function_of_the_name_for_an_old_one() -> None:
    import duckdb

    from cleantext.adapters.duckdb import register

    connection = register(duckdb.connect(), "c", CORPUS)
    register(connection, "c", CORPUS.ignore("INV"))
    assert connection.execute("SELECT c('a' || chr(8203) || chr(160))").fetchone() == ("a\u200b ",)


@pytest.mark.parametrize("texts", [[], [None, None], [""], ["a\u200b"], ["a", None, "", "\u200b"]])
def test_duckdb_vectors_of_every_shape(texts: Any) -> None:
    import duckdb

    from cleantext.adapters.duckdb import register

    connection = register(duckdb.connect(), "c", CORPUS)
    connection.register("t", pa.table({"t": pa.array(texts, pa.string())}))
    wanted = [(None if t is None else t.replace("\u200b", ""),) for t in texts]
    assert connection.sql("SELECT c(t) FROM t").fetchall() == wanted


def dataset_of(rows: Any) -> Any:
    import datasets

    return datasets.Dataset.from_dict({"text": rows, "list": [[t] for t in rows], "n": range(6)})


def test_datasets(rows: Any, fixed: Any, tmp_path: Any) -> None:
    import datasets

    from cleantext.adapters.datasets import clean

    dataset = dataset_of(rows)
    made = clean(dataset, "text", "list", pipeline=CORPUS)
    assert made[:]["text"] == fixed
    assert made[:]["list"] == [[text] for text in fixed]
    assert made.features == dataset.features
    assert made.format == dataset.format
    shown = dataset.with_format("numpy", columns=["text"], dtype=None)
    assert clean(shown, "text", pipeline=CORPUS).format == shown.format
    splits = clean(datasets.DatasetDict({"train": dataset}), "text", pipeline=CORPUS)
    assert splits["train"][:]["text"] == fixed
    two = clean(dataset, "text", pipeline=CORPUS, num_proc=2)
    assert two[:]["text"] == fixed


def test_datasets_streaming(rows: Any, fixed: Any) -> None:
    from cleantext.adapters.datasets import clean

    stream = dataset_of(rows).to_iterable_dataset(num_shards=2)
    made = clean(stream, "text", pipeline=CORPUS)
    found = sorted(made, key=lambda row: row["n"])
    assert [row["text"] for row in found] == fixed
    assert [row["list"] for row in found] == [[text] for text in rows]


@pytest.mark.parametrize("batched", [True, False])
def test_datasets_map_batched_or_not(batched: bool, rows: Any, fixed: Any) -> None:
    from cleantext.adapters.datasets import batches

    made = dataset_of(rows).map(batches("text", pipeline=CORPUS), batched=batched)
    assert made[:]["text"] == fixed
    assert made[:]["n"] == list(range(6))


def test_datasets_fingerprints(rows: Any) -> None:
    from datasets.fingerprint import Hasher

    from cleantext.adapters.datasets import batches, clean

    first, second = Hasher.hash(batches("text")), Hasher.hash(batches("text"))
    assert first == second != Hasher.hash(batches("text", pipeline=CORPUS))
    dataset = dataset_of(rows)
    one, two = (clean(dataset, "text", pipeline=CORPUS) for _ in "ab")
    assert one._fingerprint == two._fingerprint
    assert one._fingerprint != clean(dataset, "text", pipeline=CORPUS.ignore("NRM"))._fingerprint


def test_datasets_say_what_to_do(rows: Any) -> None:
    with pytest.raises(Exception, match=r"text must be str, not LazyRow; name the column"):
        dataset_of(rows).map(CORPUS)


def test_datasets_errors_name_the_row() -> None:
    import datasets

    from cleantext.adapters.datasets import clean

    def failing(text: str) -> str:
        if text == "bad":
            raise ValueError("cannot")
        return text

    dataset = datasets.Dataset.from_dict({"text": ["a", "bad"]})
    with pytest.raises(ColumnError, match="row 1 of column 'text': ValueError: cannot"):
        clean(dataset, "text", pipeline=Pipeline([failing]))
    made = clean(dataset, "text", pipeline=Pipeline([failing]), on_error="null")
    assert made[:]["text"] == ["a", None]


def test_datasets_errors_name_the_row_of_the_dataset_and_columns_that_there_are_not() -> None:
    import datasets

    from cleantext.adapters.datasets import batches, clean

    def failing(text: str) -> str:
        if text == "bad":
            raise ValueError("cannot")
        return text

    work = Pipeline([failing])
    dataset = datasets.Dataset.from_dict({"text": ["a"] * 1_500 + ["bad", "b"]})
    for source in (dataset, dataset.to_iterable_dataset()):
        with pytest.raises(ColumnError, match="row 1500 of column 'text': ValueError: cannot"):
            list(clean(source, "text", pipeline=work))
        with pytest.raises(KeyError, match="no column 'txt'; near: text"):
            clean(source, "txt", pipeline=work)
        with pytest.raises(KeyError, match="no column 'txt'; near: text"):
            list(source.map(batches("txt"), batched=True))
    with pytest.raises(ColumnError, match="row 1500 of column 'text'"):
        dataset.map(batches("text", pipeline=work), with_indices=True)


@pytest.mark.parametrize("has_features", [True, False])
def test_datasets_streams_of_rows_with_missing_values(
    has_features: bool, rows: Any, fixed: Any
) -> None:
    import datasets

    from cleantext.adapters.datasets import clean

    features = datasets.Features({"text": datasets.Value("string"), "n": datasets.Value("int64")})

    def generate() -> Iterator[dict[str, Any]]:
        for n, text in enumerate(rows):
            yield {"text": text, "n": n}

    stream = datasets.IterableDataset.from_generator(
        generate, features=features if has_features else None
    )
    made = clean(stream, "text", pipeline=CORPUS)
    assert [row["text"] for row in made] == fixed
    assert made.features == stream.features
    mapped = clean(stream.map(lambda row: {"m": row["n"]}), "text", pipeline=CORPUS)
    assert [row["text"] for row in mapped] == fixed


@pytest.mark.parametrize("form", [None, "numpy", "pandas", "polars", "arrow"])
def test_datasets_map_in_every_format(form: Any, rows: Any, fixed: Any) -> None:
    from cleantext.adapters.datasets import batches

    made = dataset_of(rows).with_format(form).map(batches("text", pipeline=CORPUS), batched=True)
    assert made.with_format(None)[:]["text"] == fixed


def test_ray_batches_of_every_kind(ray_here: Any, rows: Any, fixed: Any) -> None:
    """Where types are not told a batch in which all is missing is of none."""
    from cleantext.adapters import ray

    items = ray_here.data.from_items([{"text": text, "n": n} for n, text in enumerate(rows)])
    made = ray.clean(items, "text", pipeline=CORPUS, concurrency=1, batch_size=2)
    assert [r["text"] for r in sorted(made.take_all(), key=lambda r: r["n"])] == fixed
    none = ray.clean(items.filter(lambda row: row["n"] > 9), "text", pipeline=CORPUS, concurrency=1)
    assert none.take_all() == []


@pytest.mark.parametrize("kind", ["arrow", "numpy", "pandas"])
def test_ray_cleaner_takes_batches_of_every_format(kind: str, rows: Any, fixed: Any) -> None:
    import numpy as np

    batch: Any = pa.table({"text": rows, "n": range(6)})
    if kind == "pandas":
        batch = batch.to_pandas()
    if kind == "numpy":
        batch = {"text": np.array(rows, dtype=object), "n": np.arange(6)}
    made = Cleaner(["text"], CORPUS)(batch)
    assert [
        None if value is None or value != value else value
        for value in (made["text"].to_pylist() if kind == "arrow" else made["text"].tolist())
    ] == fixed


def test_datasets_batches_hold_some_megabytes(monkeypatch: Any) -> None:
    """Short rows go ten thousand at a time, long ones fewer; who names a size has it."""
    import datasets

    from cleantext.adapters.datasets import clean

    sizes: list[int] = []
    real = datasets.Dataset.map

    def spied(self: Any, function: Any, **how: Any) -> Any:
        sizes.append(how["batch_size"])
        return real(self, function, **how)

    monkeypatch.setattr(datasets.Dataset, "map", spied)
    given: list[tuple[list[str], dict[str, Any]]] = [
        (["some words"] * 3, {}),
        (["words " * 2_000] * 3, {}),
        (["words " * 2_000] * 3, {"batch_size": 7}),
        ([""] * 0, {}),
    ]
    for texts, how in given:
        dataset = datasets.Dataset.from_dict({"text": pa.array(texts, pa.string())})
        assert clean(dataset, "text", pipeline=CORPUS, **how)[:]["text"] == texts
    assert sizes == [10_000, 333, 7, 100]


def failing(text: str) -> str:
    """A step that fails at one text."""
    if text == "bad":
        raise ValueError("cannot")
    return text


BAD_ROWS = pytest.mark.parametrize(
    ("on_error", "bad"), [("raise", ""), ("keep", "bad"), ("null", None)]
)
WHY = "row 1 of column 'text': ValueError: cannot; .* 'bad'"


@BAD_ROWS
def test_one_bad_row_does_not_lose_a_partition(on_error: Any, bad: str | None) -> None:
    import dask.dataframe as dd

    from cleantext.adapters import dask

    frame = dd.from_pandas(pd.DataFrame({"text": ["a", "bad", "b"]}), npartitions=1)
    made = dask.clean(frame, "text", pipeline=Pipeline([failing]), on_error=on_error)
    if on_error == "raise":
        with pytest.raises(ColumnError, match=WHY):
            made.compute(scheduler="sync")
        return
    found = made.compute(scheduler="sync")["text"]
    assert [None if pd.isna(text) else text for text in found] == ["a", bad, "b"]


@pytest.mark.parametrize("batched", [True, False])
def test_datasets_streams_map_batched_or_not(batched: bool, rows: Any, fixed: Any) -> None:
    from cleantext.adapters.datasets import batches

    stream = dataset_of(rows).to_iterable_dataset()
    made = stream.map(batches("text", pipeline=CORPUS), batched=batched)
    assert [row["text"] for row in made] == fixed


@BAD_ROWS
def test_one_bad_row_does_not_lose_a_batch_of_ray(
    ray_here: Any, on_error: Any, bad: str | None
) -> None:
    from cleantext.adapters import ray

    dataset = ray_here.data.from_arrow(pa.table({"text": ["a", "bad", "b"]}))
    work = Pipeline([failing])
    made = ray.clean(dataset, "text", pipeline=work, on_error=on_error, concurrency=1)
    if on_error == "raise":
        with pytest.raises(Exception, match=WHY):
            made.take_all()
        return
    assert [row["text"] for row in made.take_all()] == ["a", bad, "b"]


class Telling(Cleaner):
    """Says who cleaned a row, and by how many pipelines that actor has cleaned so far."""

    def __init__(self, *given: Any) -> None:
        super().__init__(*given)
        self._seen: list[Pipeline | None] = []

    def __call__(self, batch: Any) -> Any:
        time.sleep(0.2)  # so that there is something to do for the other one, too
        made = super().__call__(batch)
        self._seen.append(self._pipeline)
        count = len(set(map(id, self._seen)))
        made = made.append_column("pid", pa.array([os.getpid()] * len(made)))
        return made.append_column("pipelines", pa.array([count] * len(made)))


def test_ray_has_a_pool_of_two_actors_with_a_pipeline_each(
    ray_here: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from cleantext.adapters import ray

    monkeypatch.setattr(ray, "Cleaner", Telling)
    context = ray_here.data.DataContext.get_current()
    monkeypatch.setattr(context, "wait_for_min_actors_s", 120)
    texts = [f"{n}\u200b" for n in range(64)]
    parts = [pa.table({"text": texts[k : k + 4]}) for k in range(0, 64, 4)]
    made = ray.clean(ray_here.data.from_arrow(parts), "text", pipeline=CORPUS, concurrency=2)
    rows = made.take_all()
    assert sorted(row["text"] for row in rows) == sorted(text[:-1] for text in texts)
    assert len({row["pid"] for row in rows}) == 2
    assert {row["pipelines"] for row in rows} == {1}
