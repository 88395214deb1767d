"""Ray Data: a pool of actors over Arrow batches."""

from collections.abc import Mapping
from typing import Any

from ..pipeline import Pipeline
from .column import OnError, job
from .frames import clean_batch


def clean(
    dataset: Any,
    *columns: str,
    pipeline: Pipeline | None = None,
    on_error: OnError = "raise",
    **how: Any,
) -> Any:
    """The dataset with some columns cleaned, by actors that each hold one pipeline.

    `how` goes to `map_batches`: `concurrency`, `num_cpus`, `batch_size` and more.
    """
    how = {"batch_format": "pyarrow", "zero_copy_batch": True, "concurrency": (1, 1000)} | how
    work = job(pipeline, on_error)
    return dataset.map_batches(
        Cleaner, fn_constructor_args=(list(columns), work.pipeline, on_error), **how
    )


class Cleaner:
    """What an actor runs: `dataset.map_batches(Cleaner, fn_constructor_args=(["text"],), …)`."""

    def __init__(
        self, columns: list[str], pipeline: Pipeline | None = None, on_error: OnError = "raise"
    ) -> None:
        self._columns, self._pipeline, self._on_error = columns, pipeline, on_error

    def __call__(self, batch: Any) -> Any:
        """A batch of any format (pyarrow, pandas, numpy) with its columns cleaned."""
        made = clean_batch(batch, self._columns, self._pipeline, self._on_error)
        return {**batch, **made} if isinstance(batch, Mapping) else made
