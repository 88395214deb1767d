"""Dask: frames and series, partition by partition."""

from typing import Any

from ..pipeline import Pipeline
from .column import OnError
from .frames import clean_column, clean_series


def clean(
    frame: Any, *columns: Any, pipeline: Pipeline | None = None, on_error: OnError = "raise"
) -> Any:
    """A Dask frame with some columns cleaned, or a Dask series cleaned; lazily, as Dask is."""
    how: dict[str, Any] = {"pipeline": pipeline, "on_error": on_error}
    if columns:
        meta = clean_column(frame._meta, list(columns), **how)
        return frame.map_partitions(clean_column, list(columns), **how, meta=meta)
    if hasattr(frame, "columns") and getattr(frame, "ndim", 1) == 2:
        raise TypeError("name the columns of a frame: clean(frame, 'text')")
    return frame.map_partitions(clean_series, **how, meta=clean_series(frame._meta, **how))
