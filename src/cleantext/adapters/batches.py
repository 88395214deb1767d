"""Batch functions for engines that send work to other processes.

Each is a plain function with a pipeline bound to it, and a pipeline pickles as the ids and options
of its rules: what travels is small, and the same in every run, so caches keyed by it hold.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from ..pipeline import Pipeline
from .values import clean_list, default


def datasets_fn(
    *columns: str, pipeline: Pipeline | None = None
) -> Callable[[Mapping[str, Sequence[Any]]], dict[str, Sequence[Any]]]:
    """For Hugging Face datasets: `dataset.map(datasets_fn("text"), batched=True)`.

    Without `batched=True` it cleans rows one by one, which is slower.

    >>> datasets_fn("text")({"text": ["in\\u200bvisible", None], "label": [0, 1]})
    {'text': ['invisible', None]}
    >>> datasets_fn("text")({"text": "in\\u200bvisible", "label": 0})
    {'text': 'invisible'}
    """
    return partial(_clean_lists, columns, pipeline or default())


def ray_fn(*columns: str, pipeline: Pipeline | None = None) -> Callable[[Any], Any]:
    """For Ray Data: `dataset.map_batches(ray_fn("text"), batch_format="pyarrow")`."""
    return partial(_clean_table, columns, pipeline or default())


def spark_udf(pipeline: Pipeline | None = None) -> Any:
    """For Spark: `frame.withColumn("text", spark_udf()("text"))`; needs pandas and pyarrow."""
    import pandas as pd
    from pyspark.sql.functions import pandas_udf

    clean = series_fn(pipeline)

    def cleaned(texts: pd.Series) -> pd.Series:
        return clean(texts)

    return pandas_udf(cleaned, returnType="string")


def series_fn(pipeline: Pipeline | None = None) -> Callable[[Any], Any]:
    """A function from pandas `Series` to `Series`, as Spark's Arrow functions take it."""
    return partial(_clean_series, pipeline or default())


def _clean_lists(
    columns: tuple[str, ...], pipeline: Pipeline, batch: Mapping[str, Sequence[Any]]
) -> dict[str, Any]:
    return {column: _clean_cell(batch[column], pipeline) for column in columns}


def _clean_cell(value: Any, pipeline: Pipeline) -> Any:
    if value is None or isinstance(value, str):  # of one row
        return pipeline(value, missing="keep")
    return clean_list(value, pipeline)


def _clean_table(columns: tuple[str, ...], pipeline: Pipeline, table: Any) -> Any:
    from .frames import clean_column

    for column in columns:
        table = clean_column(table, column, pipeline)
    return table


def _clean_series(pipeline: Pipeline, series: Any) -> Any:
    from .frames import clean_series

    return clean_series(series, pipeline)
