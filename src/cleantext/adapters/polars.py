"""Polars: series, frames, lazy frames, and `pl.col("text").cleantext.clean()`.

To import this module registers the namespace `cleantext` of expressions and series.
"""

from functools import partial
from typing import Any

import polars as pl

from ..pipeline import Pipeline
from . import arrow
from .column import Job, OnError, clean_list, job


def names(frame: Any) -> list[str]:
    """The names of the columns."""
    found: list[str] = frame.collect_schema().names()
    return found


def text_names(frame: Any) -> list[str]:
    """The names of the columns that hold text."""
    return [name for name, kind in frame.collect_schema().items() if _holds_text(kind)]


def get(frame: Any, name: str) -> Any:
    """A column of a frame; of a lazy one it is collected."""
    return frame.lazy().select(name).collect().get_column(name)


def put(frame: Any, name: str, column: Any) -> Any:
    """The frame with a column put in its place, or at its end."""
    return frame.with_columns(column.alias(name))


def to_arrow(series: Any) -> Any:
    """A series as an Arrow array."""
    return series.to_arrow()


def from_arrow(array: Any, like: Any) -> Any:
    """An array as a series."""
    return pl.Series("", array)


def filter(frame: Any, name: str, mask: arrow.Mask) -> Any:
    """The rows of a frame, lazy or not, of which a mask of a column says so."""

    def wanted(series: Any) -> Any:
        return pl.Series(mask(series.to_arrow()), dtype=pl.Boolean)

    column = pl.col(name).map_batches(wanted, return_dtype=pl.Boolean, is_elementwise=True)
    return frame.filter(column)


def from_table(table: Any) -> Any:
    """An Arrow table as a frame."""
    return pl.from_arrow(table)


def clean(series: Any, job: Job) -> Any:
    """A `Series` cleaned; the same object when all is clean.

    An `Enum` gets the cleaned categories, in their order; lists, arrays and structs are gone
    through. Raises `TypeError` for a series that holds no text.
    """
    kind = series.dtype
    if kind == pl.Object:
        values = series.to_list()
        cleaned = clean_list(values, job)
        return series if cleaned is values else pl.Series(series.name, cleaned, dtype=kind)
    if not _holds_text(kind) and kind != pl.Null:
        raise TypeError(f"want a series of text, not of {kind}")
    wanted = clean_type(kind, job)
    if wanted != kind or _has_enum(kind):
        if isinstance(kind, pl.Enum) and wanted == kind:
            return series  # its categories are all there is
        series_of_strings = series.cast(_with_strings(kind))
        array = series_of_strings.to_arrow()
    else:
        array = series.to_arrow()
    new = arrow.clean(array, job)
    if new is array and wanted == kind:
        return series
    return pl.Series(series.name, new).cast(wanted)


def clean_type(kind: Any, job: Job) -> Any:
    """The type of what is cleaned: the same, but for the categories of an `Enum`."""
    if isinstance(kind, pl.Enum):
        words = [job.clean(word, row) for row, word in enumerate(kind.categories)]
        return pl.Enum(list(dict.fromkeys(word for word in words if word is not None)))
    if isinstance(kind, pl.List):
        return pl.List(clean_type(kind.inner, job))
    if isinstance(kind, pl.Array):
        return pl.Array(clean_type(kind.inner, job), kind.size)
    if isinstance(kind, pl.Struct):
        return pl.Struct({field.name: clean_type(field.dtype, job) for field in kind.fields})
    return kind


def _has_enum(kind: Any) -> bool:
    return bool(_with_strings(kind) != kind)


def _with_strings(kind: Any) -> Any:
    """The type with strings in the place of `Enum`, of which Arrow's nested types say too much."""
    if isinstance(kind, pl.Enum):
        return pl.String()
    if isinstance(kind, pl.List):
        return pl.List(_with_strings(kind.inner))
    if isinstance(kind, pl.Array):
        return pl.Array(_with_strings(kind.inner), kind.size)
    if isinstance(kind, pl.Struct):
        return pl.Struct({field.name: _with_strings(field.dtype) for field in kind.fields})
    return kind


def _holds_text(kind: Any) -> bool:
    if isinstance(kind, pl.List | pl.Array):
        return _holds_text(kind.inner)
    if isinstance(kind, pl.Struct):
        return any(_holds_text(field.dtype) for field in kind.fields)
    return kind == pl.String or isinstance(kind, pl.Enum | pl.Categorical)


def clean_lazy(frame: Any, name: str, job: Job, edits: str | None, count: str | None) -> Any:
    """A lazy frame in which a column is cleaned when it is collected, streaming or not."""
    made = [_expression(pl.col(name), frame.collect_schema()[name], job)]
    made += [_edits(pl.col(name), job).alias(edits)] if edits else []
    made += [_count(pl.col(name), job).alias(count)] if count else []
    return frame.with_columns(made)


def _expression(expression: Any, kind: Any, job: Job) -> Any:
    # Told no type, Polars finds one out by two empty texts, and swallows what goes wrong there.
    wanted = pl.self_dtype() if kind is None else clean_type(kind, job)
    work = partial(_clean_alike if kind is None else clean, job=job)
    return expression.map_batches(work, return_dtype=wanted, is_elementwise=True)


def _clean_alike(series: Any, job: Job) -> Any:
    new = clean(series, job)
    if new.dtype != series.dtype:
        raise TypeError("this changes categories of an Enum: use clean_column, or cast to String")
    return new


def _edits(expression: Any, job: Job) -> Any:
    def found(series: Any) -> Any:
        from .review import edits_of

        return pl.Series(series.name, edits_of(series.to_arrow(), job))

    return expression.map_batches(found, return_dtype=EDITS, is_elementwise=True)


def _count(expression: Any, job: Job) -> Any:
    return _edits(expression, job).list.len().cast(pl.Int32)


EDITS = pl.List(
    pl.Struct(
        {"rule": pl.String, "start": pl.Int32, "end": pl.Int32, "old": pl.String, "new": pl.String}
    )
)


@pl.api.register_expr_namespace("cleantext")
class Expression:
    """`pl.col("text").cleantext`: cleaning in expressions, lazy and streaming too."""

    def __init__(self, expression: Any) -> None:
        self._expression = expression

    def clean(self, pipeline: Pipeline | None = None, *, on_error: OnError = "raise") -> Any:
        """The texts cleaned; where categories of an `Enum` change use `clean_column`.

        Rows in errors are those of a batch, of which a streaming frame has many.
        """
        return _expression(self._expression, None, job(pipeline, on_error))

    def edits(self, pipeline: Pipeline | None = None) -> Any:
        """What cleaning does to each text: a list of structs `rule, start, end, old, new`."""
        return _edits(self._expression, job(pipeline))

    def count(self, pipeline: Pipeline | None = None) -> Any:
        """How many edits cleaning makes in each text."""
        return _count(self._expression, job(pipeline))


@pl.api.register_series_namespace("cleantext")
class Series:
    """`series.cleantext`: the same for a series at hand."""

    def __init__(self, series: Any) -> None:
        self._series = series

    def clean(self, pipeline: Pipeline | None = None, *, on_error: OnError = "raise") -> Any:
        """The series cleaned; the same object when all is clean."""
        return clean(self._series, job(pipeline, on_error, self._series.name))
