"""Pipelines in other people's data structures; each adapter imports its library when it is used.

* `adapters.frames`: a column of a pandas, Polars or pyarrow table
* `adapters.batches`: batch functions for Hugging Face datasets, Ray Data and Spark

A pipeline is a function from `str` to `str`, so much needs no adapter: `map(pipeline, texts)`,
scikit-learn's `CountVectorizer(preprocessor=pipeline)`, `series.map(pipeline)`.
"""
