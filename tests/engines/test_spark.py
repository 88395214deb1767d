"""Spark on a local cluster of two workers: batch, SQL and streaming."""

import os
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from pyspark.sql import SparkSession
from pyspark.sql import functions as F

from cleantext import Pipeline, presets
from cleantext.adapters import spark
from cleantext.adapters.column import job

CORPUS = presets.corpus


@pytest.fixture(scope="module")
def session() -> Iterator[Any]:
    """Two executors, each a process of its own with one core."""
    built = (
        SparkSession.builder.master("local-cluster[2,1,1024]")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.shuffle.partitions", "2")
        .config("spark.executor.memory", "1g")
        .config("spark.executorEnv.PYTHONPATH", os.environ["PYTHONPATH"])
        .getOrCreate()
    )
    built.sparkContext.setLogLevel("OFF")
    yield built
    built.stop()


def test_columns_of_strings_lists_structs_and_maps(session: Any, rows: Any, fixed: Any) -> None:
    data = [(k, t, [t, None], {"key": t}, (t, k)) for k, t in enumerate(rows)]
    schema = (
        "id int, text string, list array<string>, map map<string,string>, s struct<a:string,n:int>"
    )
    frame = session.createDataFrame(data, schema).repartition(4)
    made = spark.clean(frame, "text", "list", "map", "s", pipeline=CORPUS)
    assert made.schema == frame.schema
    found = made.orderBy("id").collect()
    assert [row.text for row in found] == fixed
    assert [row.list for row in found] == [[text, None] for text in fixed]
    assert [row.map["key"] for row in found] == fixed
    assert [(row.s.a, row.s.n) for row in found] == [(t, k) for k, t in enumerate(fixed)]


def test_more_than_one_partition_and_batch(session: Any) -> None:
    frame = session.range(30_000, numPartitions=5).withColumn(
        "text", F.concat(F.lit("a\u200b"), F.col("id").cast("string"))
    )
    made = spark.clean(frame, "text", pipeline=CORPUS)
    assert made.where("text = concat('a', id)").count() == 30_000


def test_in_sql_and_as_a_column(session: Any, rows: Any, fixed: Any) -> None:
    frame = session.createDataFrame(list(enumerate(rows)), "id int, text string")
    frame.createOrReplaceTempView("t")
    spark.register(session, "clean_text", CORPUS)
    found = session.sql("SELECT id, clean_text(text) AS text FROM t ORDER BY id").collect()
    assert [row.text for row in found] == fixed
    made = frame.withColumn("text", spark.function(CORPUS)("text")).orderBy("id").collect()
    assert [row.text for row in made] == fixed


def test_a_plain_udf_keeps_missing_values(session: Any, rows: Any, fixed: Any) -> None:
    frame = session.createDataFrame(list(enumerate(rows)), "id int, text string")
    clean = F.udf(partial(CORPUS, missing="keep"), "string")
    assert [
        r.text for r in frame.select("id", clean("text").alias("text")).orderBy("id").collect()
    ] == fixed


def test_structured_streaming(session: Any, tmp_path: Path, fixed: Any, rows: Any) -> None:
    frame = session.createDataFrame(list(enumerate(rows)), "id int, text string")
    frame.write.parquet(str(tmp_path / "in"))
    stream = session.readStream.schema("id int, text string").parquet(str(tmp_path / "in"))
    query = (
        spark.clean(stream, "text", pipeline=CORPUS)
        .writeStream.format("memory")
        .queryName("cleaned")
        .trigger(availableNow=True)
        .start()
    )
    query.awaitTermination(60)
    found = session.sql("SELECT text FROM cleaned ORDER BY id").collect()
    assert [row.text for row in found] == fixed


def failing(text: str) -> str:
    """A step that fails at one text."""
    if text == "bad":
        raise ValueError("cannot")
    return text


def test_one_bad_row_does_not_lose_a_partition(session: Any) -> None:
    frame = session.createDataFrame([("a",), ("bad",), ("b",)], "text string").coalesce(1)
    pipeline = Pipeline([failing])
    with pytest.raises(Exception, match=r"row 1 of column 'text': ValueError: cannot; .* 'bad'"):
        spark.clean(frame, "text", pipeline=pipeline).collect()
    for on_error, bad in (("keep", "bad"), ("null", None)):
        made = spark.clean(frame, "text", pipeline=pipeline, on_error=on_error)  # type: ignore[arg-type]
        assert [row.text for row in made.collect()] == ["a", bad, "b"]


def test_a_column_that_there_is_not(session: Any) -> None:
    frame = session.createDataFrame([("a",)], "text string")
    with pytest.raises(KeyError, match="no column 'txt'; near: text"):
        spark.clean(frame, "txt")


def test_names_with_dots_and_names_that_are_there_twice(session: Any) -> None:
    frame = session.createDataFrame([("a\u200b", 1)], "t string, n int")
    dotted = frame.withColumnRenamed("t", "a.b")
    assert spark.clean(dotted, "a.b", pipeline=CORPUS).collect() == [("a", 1)]
    assert spark.clean(dotted, "a.b", pipeline=CORPUS).columns == ["a.b", "n"]
    twice = frame.select("t", "n", "n")
    assert spark.clean(twice, "t", pipeline=CORPUS).collect() == [("a", 1, 1)]
    with pytest.raises(KeyError, match="2 columns are called 't'"):
        spark.clean(frame.select("t", "t"), "t")


def test_types_are_checked_at_once_and_kept(session: Any) -> None:
    schema = "t string not null, l array<string>, s struct<a:string,n:int>, n int, v void"
    frame = session.createDataFrame([("bad", ["b"], ("c", 1), 2, None)], schema)
    frame = frame.withMetadata("t", {"kept": 1})
    with pytest.raises(TypeError, match="column 'n': want an array of strings, not of int32"):
        spark.clean(frame, "n")
    made = spark.clean(frame, "t", "l", "s", "v", pipeline=CORPUS)
    assert made.schema == frame.schema
    assert made.schema["t"].metadata == {"kept": 1}
    gone = spark.clean(frame, "t", pipeline=Pipeline([failing]), on_error="null")
    assert gone.first().t is None


@pytest.mark.parametrize("texts", [[], [None], ["", None, "a\u200b"]])
def test_partitions_of_every_shape(session: Any, texts: list[str | None]) -> None:
    frame = session.createDataFrame([(text,) for text in texts], "t string").repartition(5)
    wanted = sorted(str(text).replace("\u200b", "") for text in texts)
    for made in (
        spark.clean(frame, "t", pipeline=CORPUS),
        frame.select(spark.function(CORPUS)("t").alias("t")),
    ):
        assert sorted(str(row.t) for row in made.collect()) == wanted


def told(batches: Iterator[Any], jobs: Any) -> Iterator[Any]:
    """What a task does, and who did it with how many pipelines so far."""
    import pyarrow as pa

    kept = vars(spark).setdefault("pipelines_of_a_test", [])  # of this process
    kept.append(jobs[0].pipeline)
    for batch in spark._batches(batches, jobs):
        time.sleep(0.2)  # so that there is something to do for the other one, too
        numbers = [[os.getpid()] * len(batch), [len(set(map(id, kept)))] * len(batch)]
        yield pa.record_batch([batch.column(0), *numbers], names=["text", "pid", "pipelines"])


def test_a_worker_makes_one_pipeline_whatever_it_has_to_do(session: Any) -> None:
    """Tasks bring its rules along; the plan of them is made once in each of the two processes."""
    frame = session.range(24, numPartitions=12).selectExpr("concat(id, '\u200b') AS `0`")
    work = partial(told, jobs={0: job(CORPUS, column="text")})
    rows = frame.mapInArrow(work, "text string, pid long, pipelines long").collect()
    assert sorted(int(row.text) for row in rows) == list(range(24))
    assert len({row.pid for row in rows}) == 2
    assert {row.pipelines for row in rows} == {1}
