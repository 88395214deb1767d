"""Columns of pandas, Polars and pyarrow tables, cleaned."""

from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from ..pipeline import Pipeline
from .column import Job, OnError, clean_list, job, like_array
from .libraries import FRAMES, SERIES, check_name, find_library, library_of

T = TypeVar("T")


def clean_column(
    frame: T,
    column: Any,
    pipeline: Pipeline | None = None,
    *,
    edits: str | None = None,
    count: str | None = None,
    on_error: OnError = "raise",
) -> T:
    """`frame` with a column, or each of a list of columns, cleaned; the same object if all is.

    Takes a pandas `DataFrame`, a Polars `DataFrame` or `LazyFrame`, or a pyarrow `Table` or
    `RecordBatch`. `edits` names a new column for what was done in each row, a list of structs
    `rule, start, end, old, new`; `count` one for the number of edits. `on_error` is what becomes
    of a value that cannot be cleaned: `raise` a `ColumnError` that names row, column and value,
    `keep` it, or make it `null`. Raises `TypeError` for other frames and for a column that holds
    no text, `KeyError` for one that there is not.

    >>> import pyarrow as pa
    >>> from cleantext import presets
    >>> table = clean_column(pa.table({"t": ["a\\u200b", None]}), "t", presets.corpus, count="n")
    >>> table.to_pylist()
    [{'t': 'a', 'n': 1}, {'t': None, 'n': 0}]
    """
    library = library_of(frame, FRAMES, "pandas or Polars DataFrame or a pyarrow Table")
    columns = column if isinstance(column, list) else [column]
    more = [name for name in (edits, count) if name is not None]
    if more and len(columns) != 1:
        raise ValueError("edits and count are of one column: name it, without a list")
    if more and len({*columns, *more}) <= len(more):
        raise ValueError("edits and count need names of their own")
    names = library.names(frame)
    for name in more:
        if name in names:
            check_name(names, name)
    new: Any = frame
    for name in columns:
        check_name(names, name)
        work = job(pipeline, on_error, name)
        if type(frame).__name__ == "LazyFrame":
            new = library.clean_lazy(new, name, work, edits, count)
            continue
        old = library.get(new, name)
        cleaned = library.clean(old, work)
        if more:
            from .review import edits_of

            found = edits_of(library.to_arrow(old), work)
            if edits:
                new = library.put(new, edits, library.from_arrow(found, old))
            if count:
                lengths = found.value_lengths().cast("int32")
                new = library.put(new, count, library.from_arrow(lengths, old))
        if cleaned is not old:
            new = library.put(new, name, cleaned)
    return new  # type: ignore[no-any-return]


def clean_batch(
    batch: Any, columns: Sequence[str], pipeline: Pipeline | None, on_error: OnError
) -> Any:
    """A batch of an engine: a frame with some columns cleaned, or of a mapping those columns."""
    if not isinstance(batch, Mapping):
        return clean_column(batch, list(columns), pipeline, on_error=on_error)
    made = {}
    for column in columns:
        check_name(list(batch), column)
        made[column] = _clean_values(batch[column], job(pipeline, on_error, column))
    return made


def _clean_values(values: Any, work: Job) -> Any:
    if isinstance(values, list | tuple):
        return list(clean_list(values, work))
    library = find_library(values, SERIES)
    if library is not None:
        return library.clean(values, work)
    dimensions = len(getattr(values, "shape", ()))
    if dimensions == 1:
        old = values.tolist()
        new = clean_list(old, work)
        return values if new is old else like_array(values, new)
    if dimensions:
        from numpy import stack

        rows = list(values)
        made = [work.clean(row, number) for number, row in enumerate(rows)]
        same = all(a is b for a, b in zip(rows, made, strict=True))
        return values if same else stack(made)
    return work.clean(values, 0)


def clean_series(series: T, pipeline: Pipeline | None = None, *, on_error: OnError = "raise") -> T:
    """A pandas `Series` or `Index`, a Polars `Series` or a pyarrow array, cleaned.

    The same object when all is clean; else of the same type. Raises as `clean_column`.
    """
    library = library_of(series, SERIES, "pandas or Polars Series or a pyarrow array")
    cleaned: T = library.clean(series, job(pipeline, on_error, getattr(series, "name", None)))
    return cleaned


def clean_arrow(array: T, pipeline: Pipeline | None = None, *, on_error: OnError = "raise") -> T:
    """A pyarrow `Array` or `ChunkedArray` cleaned; see `adapters.arrow.clean`."""
    from .arrow import clean

    cleaned: T = clean(array, job(pipeline, on_error))
    return cleaned


def text_columns(frame: Any) -> list[Any]:
    """The names of the columns of a frame that hold text, for `clean_column`.

    Of pandas' object columns those in whose first values there is some.

    >>> import pyarrow as pa
    >>> text_columns(pa.table({"a": ["x"], "b": [1], "c": [["x"]]}))
    ['a', 'c']
    """
    library = library_of(frame, FRAMES, "pandas or Polars DataFrame or a pyarrow Table")
    found: list[Any] = library.text_names(frame)
    return found
