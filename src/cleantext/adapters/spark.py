"""Spark: frames, batch or streaming, and a function for SQL, all over Arrow batches.

What travels to the workers are the ids and options of rules; each worker makes one pipeline.
"""

from collections.abc import Iterator
from functools import partial
from typing import Any

from ..pipeline import Pipeline
from . import arrow
from .column import Job, OnError, job


def clean(
    frame: Any, *columns: str, pipeline: Pipeline | None = None, on_error: OnError = "raise"
) -> Any:
    """The frame with some columns cleaned, by `mapInArrow`; streaming frames too.

    Columns may hold strings, arrays, structs and maps. Raises `ValueError` for a column that there
    is not; a `ColumnError` in a worker names row (of the Arrow batch), column and value.
    """
    from .libraries import check_name

    for column in columns:
        check_name(frame.columns, column)
    jobs = [job(pipeline, on_error, column) for column in columns]
    return frame.mapInArrow(partial(_batches, jobs=jobs), frame.schema)


def function(pipeline: Pipeline | None = None, *, on_error: OnError = "raise") -> Any:
    """A function for columns: `frame.withColumn("text", function()("text"))`."""
    from pyspark.sql.functions import arrow_udf

    work = job(pipeline, on_error, "text")

    def clean_text(texts: Any) -> Any:
        return arrow.clean(texts, work)

    # Spark reads the kind of function off its annotations, which must be of pyarrow.
    import pyarrow as pa

    clean_text.__annotations__ = {"texts": pa.Array, "return": pa.Array}
    return arrow_udf(clean_text, returnType="string")


def register(
    session: Any,
    name: str = "clean_text",
    pipeline: Pipeline | None = None,
    *,
    on_error: OnError = "raise",
) -> Any:
    """Make `name(text)` a function of the session's SQL, and return it."""
    return session.udf.register(name, function(pipeline, on_error=on_error))


def _batches(batches: Iterator[Any], jobs: list[Job]) -> Iterator[Any]:
    for batch in batches:
        for work in jobs:
            old = batch.column(work.column)
            new = arrow.clean(old, work)
            if new is not old:
                batch = arrow.put(batch, str(work.column), new)
        yield batch
