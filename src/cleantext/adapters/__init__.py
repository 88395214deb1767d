"""Pipelines in other people's data structures and engines; each needs only its own library.

One idea: a column in, a column out, of the same type, with the same missing values, in the same
order; rows with nothing to do never leave the buffer, and a clean column is the same object.

* here, for pandas, Polars and pyarrow: `clean_column`, `clean_series`, `clean_arrow`,
  `text_columns`; `adapters.polars` has expressions
* `adapters.review`: what cleaning would do to a frame, rule by rule
* engines, a module each: `duckdb`, `spark`, `ray`, `dask`, `datasets`, `datatrove`, `scikit`,
  `spacy`, `langchain`, `llamaindex`; `docs/engines.md` has the recipes

A pipeline is a function from `str` to `str`, so much needs no adapter: `map(pipeline, texts)`.
"""

from .column import Job
from .frames import clean_arrow, clean_column, clean_series, text_columns

__all__ = ["Job", "clean_arrow", "clean_column", "clean_series", "text_columns"]
