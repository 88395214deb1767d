"""Hugging Face datasets: whole, streamed or in splits, over Arrow batches."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from ..errors import ColumnError
from ..pipeline import Pipeline
from .column import OnError, job
from .frames import clean_batch
from .libraries import check_name

BATCH = 4_000_000  # bytes that are cleaned together


def clean(
    dataset: Any,
    *columns: str,
    pipeline: Pipeline | None = None,
    on_error: OnError = "raise",
    **how: Any,
) -> Any:
    """A `Dataset`, `IterableDataset` or a dictionary of either, with some columns cleaned.

    `how` goes to `map`: `num_proc`, `batch_size` and more; batches of a `Dataset` hold some 4 MB.
    Rows in Arrow do not become Python objects, and format and features of the dataset stay. The
    cache is keyed by the rules, their options and the version of this package.
    """
    if isinstance(dataset, dict):
        each = {
            name: clean(part, *columns, pipeline=pipeline, on_error=on_error, **how)
            for name, part in dataset.items()
        }
        return type(dataset)(each)
    for column in columns:
        if dataset.column_names is not None:  # of a stream they may not be known
            check_name(dataset.column_names, column)
    function = batches(*columns, pipeline=pipeline, on_error=on_error)
    how = {"batched": True, "with_indices": True} | how
    if hasattr(dataset, "format"):
        form = dict(dataset.format)
        how = {"batch_size": _rows(dataset)} | how
        made = dataset.with_format("arrow").map(function, **how)
        return made.with_format(**form.pop("format_kwargs", {}), **form)
    # A stream of rows, as a generator gives, makes a table of each, without a type where one is
    # missing: such tables do not go together.
    rows = getattr(dataset, "_ex_iterable", None)
    kind = getattr(getattr(dataset, "_formatting", None), "format_type", None)
    source = dataset.with_format("arrow" if getattr(rows, "iter_arrow", None) else None)
    made = source.map(function, **{"features": dataset.features} | how)
    return made.with_format(kind)


def _rows(dataset: Any) -> int:
    """How many rows make a batch: a batch costs as much as a thousand short rows do."""
    table = dataset.data
    return int(min(10_000, max(100, BATCH * table.num_rows // max(table.nbytes, 1))))


def batches(
    *columns: str, pipeline: Pipeline | None = None, on_error: OnError = "raise"
) -> Callable[..., Any]:
    """A function for `dataset.map(function, batched=True)`, whatever the format of the dataset.

    Without `batched=True` it cleans rows one by one, which is slower. With `with_indices=True` an
    error names the row of the dataset, else that of the batch.

    >>> batches("text")({"text": ["in\u200bvisible", None], "label": [0, 1]})
    {'text': ['invisible', None]}
    >>> batches("text")({"text": "in\u200bvisible", "label": 0})
    {'text': 'invisible'}
    """
    from .. import __version__

    work = job(pipeline, on_error)
    how: dict[str, Any] = {"pipeline": work.pipeline, "on_error": on_error}
    return partial(_clean, columns=list(columns), how=how, version=__version__)


def _clean(
    batch: Any,
    indices: Sequence[int] | int | None = None,
    *,
    columns: list[str],
    how: dict[str, Any],
    version: str,
) -> Any:
    try:
        return clean_batch(batch, columns, **how)
    except ColumnError as error:
        if indices is None:
            raise
        row = indices if isinstance(indices, int) else indices[error.row]
        raise ColumnError(row, error.column, error.value, error.reason) from error
