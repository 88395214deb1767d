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

    Columns may hold strings, arrays, structs and maps; names may have dots in them, and those of
    other columns may be there twice. With `on_error="null"` the columns may be null. Raises
    `KeyError` for a column that there is not and `TypeError` for one that holds no text; a
    `ColumnError` in a worker names row (of the Arrow batch), column and value.
    """
    from pyspark.sql.pandas.types import to_arrow_type
    from pyspark.sql.types import StructField, StructType

    from .libraries import check_name

    schema, jobs = list(frame.schema), {}
    for column in columns:
        check_name(frame.columns, column)
        at = frame.columns.index(column)
        arrow.check_type(to_arrow_type(schema[at].dataType), column)
        jobs[at] = job(pipeline, on_error, column)
        if on_error == "null":
            schema[at] = StructType([schema[at]]).toNullable()[0]
    # On their way columns go by number: `mapInArrow` takes neither dots nor the same name twice.
    numbered = [
        StructField(str(k), field.dataType, field.nullable, field.metadata)
        for k, field in enumerate(schema)
    ]
    sent = frame.toDF(*(field.name for field in numbered))
    made = sent.mapInArrow(partial(_batches, jobs=jobs), StructType(numbered))
    return made.toDF(*frame.columns)


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


def _batches(batches: Iterator[Any], jobs: dict[int, Job]) -> Iterator[Any]:
    for batch in batches:
        for at, work in jobs.items():
            old = batch.column(at)
            new = arrow.clean(old, work)
            if new is not old:
                batch = arrow.put(batch, str(at), new)
        yield batch
