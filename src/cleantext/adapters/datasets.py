"""Hugging Face datasets: whole, streamed or in splits, over Arrow batches."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from ..pipeline import Pipeline
from .column import Job, OnError, job


def clean(
    dataset: Any,
    *columns: str,
    pipeline: Pipeline | None = None,
    on_error: OnError = "raise",
    **how: Any,
) -> Any:
    """A `Dataset`, `IterableDataset` or a dictionary of either, with some columns cleaned.

    `how` goes to `map`: `num_proc`, `batch_size` and more. Rows never become Python objects, and
    the format of the dataset stays. The cache is keyed by the rules, their options and the version
    of this package.
    """
    if isinstance(dataset, dict):
        each = {
            name: clean(part, *columns, pipeline=pipeline, on_error=on_error, **how)
            for name, part in dataset.items()
        }
        return type(dataset)(each)
    function = batches(*columns, pipeline=pipeline, on_error=on_error)
    made = dataset.with_format("arrow").map(function, batched=True, **how)
    if hasattr(dataset, "format"):
        form = dict(dataset.format)
        return made.with_format(**form.pop("format_kwargs", {}), **form)
    kind = getattr(getattr(dataset, "_formatting", None), "format_type", None)
    return made.with_format(kind)


def batches(
    *columns: str, pipeline: Pipeline | None = None, on_error: OnError = "raise"
) -> Callable[[Any], Any]:
    """A function for `dataset.map(function, batched=True)`; it takes Arrow tables, too.

    Without `batched=True` it cleans rows one by one, which is slower.

    >>> batches("text")({"text": ["in\\u200bvisible", None], "label": [0, 1]})
    {'text': ['invisible', None]}
    >>> batches("text")({"text": "in\\u200bvisible", "label": 0})
    {'text': 'invisible'}
    """
    from .. import __version__

    jobs = [job(pipeline, on_error, column) for column in columns]
    return partial(_clean, jobs=jobs, version=__version__)


def _clean(batch: Any, jobs: list[Job], version: str) -> Any:
    if not isinstance(batch, Mapping):  # an Arrow table
        from . import arrow

        for work in jobs:
            batch = arrow.put(batch, str(work.column), arrow.clean(batch.column(work.column), work))
        return batch
    made: dict[str, Any] = {}
    for work in jobs:
        value = batch[str(work.column)]
        many = isinstance(value, list | tuple)
        made[str(work.column)] = (
            [work.clean(v, row) for row, v in enumerate(value)] if many else work.clean(value, 0)
        )
    return made
