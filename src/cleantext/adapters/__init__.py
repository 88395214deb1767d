"""Pipelines in other people's data structures; each adapter imports its library when it is used.

* `adapters.frames`: a column of a pandas, Polars or pyarrow table
* `adapters.batches`: batch functions for Hugging Face datasets, Ray Data and Spark

A pipeline is a function from `str` to `str`, so much needs no adapter: `map(pipeline, texts)`,
scikit-learn's `CountVectorizer(preprocessor=pipeline)`, `series.map(pipeline)`.
"""

from .batches import datasets_fn, ray_fn, series_fn, spark_udf
from .frames import clean_arrow, clean_column, clean_series

__all__ = [
    "clean_arrow",
    "clean_column",
    "clean_series",
    "datasets_fn",
    "ray_fn",
    "series_fn",
    "spark_udf",
]
