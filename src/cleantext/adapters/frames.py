"""A column of a pandas, Polars or pyarrow table, cleaned.

Distinct values are cleaned once, a clean column comes back as the same object, missing values and
what is no string pass. Rows of Arrow data that no rule can act on are never made Python strings.
"""

from importlib.util import find_spec
from typing import Any

from ..errors import check_text
from ..pipeline import Pipeline
from .values import changes, clean_list, default


def clean_column(frame: Any, column: str, pipeline: Pipeline | None = None) -> Any:
    """`frame` with `column` cleaned; the same object when nothing changes.

    Takes a pandas or Polars `DataFrame`, or a pyarrow `Table` or `RecordBatch`. Raises `TypeError`
    for other frames; a column that does not exist raises what the frame raises.
    """
    pipeline = pipeline or default()
    library = type(frame).__module__.partition(".")[0]
    if library == "pyarrow":
        index = frame.schema.get_field_index(column)
        old = frame.column(column)
        new = clean_arrow(old, pipeline)
        return frame if new is old else frame.set_column(index, frame.schema.field(index), new)
    if library == "pandas":
        series = frame[column]
        cleaned = _pandas(series, pipeline)
        return frame if cleaned is series else frame.assign(**{column: cleaned})
    if library == "polars" and hasattr(frame, "get_column"):
        series = frame.get_column(column)
        cleaned = _polars(series, pipeline)
        return frame if cleaned is series else frame.with_columns(cleaned)
    raise TypeError(
        "want a pandas or Polars DataFrame or a pyarrow Table, "
        f"not {type(frame).__module__}.{type(frame).__qualname__}"
    )


def clean_series(series: Any, pipeline: Pipeline | None = None) -> Any:
    """A pandas or Polars `Series` cleaned; the same object when nothing changes."""
    library = type(series).__module__.partition(".")[0]
    if library not in ("pandas", "polars"):
        raise TypeError(f"want a pandas or Polars Series, not {type(series).__qualname__}")
    clean = _pandas if library == "pandas" else _polars
    return clean(series, pipeline or default())


def clean_arrow(array: Any, pipeline: Pipeline | None = None) -> Any:
    """A pyarrow `Array` or `ChunkedArray` of strings cleaned; the same object when all are clean.

    Of a dictionary-encoded array only the dictionary is cleaned. Raises `TypeError` for arrays of
    anything but strings.
    """
    import pyarrow as pa

    pipeline = pipeline or default()
    if isinstance(array, pa.ChunkedArray):
        old = array.chunks
        new = [clean_arrow(chunk, pipeline) for chunk in old]
        if all(a is b for a, b in zip(old, new, strict=True)):
            return array
        return pa.chunked_array(new, array.type)
    if isinstance(array, pa.DictionaryArray):
        words = clean_arrow(array.dictionary, pipeline)
        if words is array.dictionary or words.equals(array.dictionary):
            return array
        # Two words may have become one, which an encoding of its own does not allow.
        return words.take(array.indices).dictionary_encode().cast(array.type)
    if pa.types.is_null(array.type):
        return array
    if str(array.type) == "string_view":
        plain = array.cast(pa.large_string())
        cleaned = clean_arrow(plain, pipeline)
        return array if cleaned is plain else cleaned.cast(array.type)
    if array.type not in (pa.string(), pa.large_string()):
        raise TypeError(f"want an array of strings, not of {array.type}")
    changed = _changed_rows(array, pipeline)
    if not changed:
        return array
    import pyarrow.compute as pc

    mask = [False] * len(array)
    for row in changed:
        mask[row] = True
    new = pa.array(list(changed.values()), array.type)
    return pc.replace_with_mask(array, pa.array(mask), new)


def _changed_rows(array: Any, pipeline: Pipeline) -> dict[int, str]:
    """The rows that change, in order, read off the buffers of a string array."""
    _, offsets, data = array.buffers()
    if data is None or not len(array):
        return {}
    starts = memoryview(offsets).cast("q" if str(array.type) == "large_string" else "i")
    starts = starts[array.offset : array.offset + len(array) + 1]
    if not array.null_count:
        return dict(pipeline.changed_rows(memoryview(data).cast("B"), starts))
    try:
        changed = dict(pipeline.changed_rows(memoryview(data).cast("B"), starts))
    except UnicodeDecodeError:  # a missing row may stand on bytes of any kind
        return _changed_rows(array.fill_null(""), pipeline)
    is_there = array.is_valid().to_pylist() if changed else ()
    return {row: new for row, new in changed.items() if is_there[row]}


def _pandas(series: Any, pipeline: Pipeline) -> Any:
    import pandas as pd

    if isinstance(series.dtype, pd.CategoricalDtype):
        changed = changes(series.cat.categories, pipeline)
        if not changed:
            return series
        cleaned = series.astype(object).map(lambda value: changed.get(value, value))
        return cleaned.astype("category")
    rows = _rows_of_arrow(series, pipeline)
    if rows is None:
        values = series.tolist()
        changed = changes(values, pipeline)
        pairs = enumerate(values) if changed else ()
        texts = ((k, check_text(v)) for k, v in pairs if isinstance(v, str))
        rows = {k: changed[text] for k, text in texts if text in changed}
    if not rows:
        return series
    cleaned = series.copy()
    cleaned.iloc[list(rows)] = list(rows.values())
    return cleaned


def _rows_of_arrow(series: Any, pipeline: Pipeline) -> dict[int, str] | None:
    """The rows of a pandas series that change, if it keeps its strings in Arrow buffers."""
    import pandas as pd

    kind = series.dtype
    if isinstance(kind, pd.ArrowDtype):
        if str(kind.pyarrow_dtype) not in ("string", "large_string", "string_view"):
            return None
    elif not (isinstance(kind, pd.StringDtype) and kind.storage == "pyarrow"):
        return None
    return _rows_of(series.array.__arrow_array__(), pipeline)


def _polars(series: Any, pipeline: Pipeline) -> Any:
    import polars as pl

    if series.dtype == pl.String and find_spec("pyarrow"):
        rows = _rows_of(series.to_arrow(), pipeline)
        return series.clone().scatter(list(rows), list(rows.values())) if rows else series
    values = series.to_list()
    cleaned = clean_list(values, pipeline)
    if cleaned is values:
        return series
    kind = pl.String if isinstance(series.dtype, pl.Enum) else series.dtype
    return pl.Series(series.name, cleaned, dtype=kind)


def _rows_of(array: Any, pipeline: Pipeline) -> dict[int, str]:
    """The rows of an Arrow array, in one chunk or many, that change."""
    import pyarrow as pa

    rows: dict[int, str] = {}
    at = 0
    for chunk in array.chunks if isinstance(array, pa.ChunkedArray) else [array]:
        wide = chunk if chunk.type == pa.string() else chunk.cast(pa.large_string())
        rows |= {at + row: new for row, new in _changed_rows(wide, pipeline).items()}
        at += len(chunk)
    return rows
