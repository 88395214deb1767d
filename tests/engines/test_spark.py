"""Spark on a local cluster of two workers: batch, SQL and streaming."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pyspark.sql import SparkSession
from pyspark.sql import functions as F

from cleantext import Pipeline, presets
from cleantext.adapters import spark

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
    from functools import partial

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
