"""pandas: Series and Index of every type that holds text.

Arrow's types (`string`, `ArrowDtype`) are cleaned off their buffers; of a categorical the
categories, which keep their order, also those that no row has; of objects each distinct string.
"""

from typing import Any

import pandas as pd

from .column import Job, changed_values

SAMPLE = 1_000  # values of an object column that tell whether it holds text


def names(frame: Any) -> list[Any]:
    """The labels of the columns."""
    return list(frame.columns)


def text_names(frame: Any) -> list[Any]:
    """The labels of the columns that hold text, or may."""
    columns = (frame.iloc[:, k] for k in range(frame.shape[1]))  # a label may be there twice
    return [name for name, column in zip(frame.columns, columns, strict=True) if has_text(column)]


def has_text(series: Any) -> bool:
    """Whether a series holds text, or may."""
    kind = series.dtype
    if isinstance(kind, pd.CategoricalDtype):
        kind = kind.categories.dtype
    if isinstance(kind, pd.ArrowDtype):
        from .arrow import holds_text

        return holds_text(kind.pyarrow_dtype)
    if kind == "object":
        return any(isinstance(value, str | list | dict) for value in series.head(SAMPLE))
    return isinstance(kind, pd.StringDtype)


def get(frame: Any, name: Any) -> Any:
    """A column of a frame."""
    return frame[name]


def put(frame: Any, name: Any, column: Any) -> Any:
    """A frame with a column put in its place, or at its end; the old frame stays as it is."""
    new = frame.copy(deep=False)
    new[name] = column
    return new


def to_arrow(series: Any) -> Any:
    """A series of strings as an Arrow array; of objects what is no string is missing.

    A lone surrogate, which is no UTF-8, comes as the bytes that whoever reads them stumbles at.
    """
    import pyarrow as pa

    kind = series.dtype
    if is_empty(series):
        return pa.nulls(len(series))
    if kind != "object" and not (isinstance(kind, pd.StringDtype) and kind.storage == "python"):
        return pa.array(series, from_pandas=True)
    nested = {type(v).__name__ for v in series if isinstance(v, list | tuple | dict)}
    if nested:
        raise TypeError(f"edits are told of columns of strings, not of {nested.pop()}")
    texts = [v.encode("utf-8", "surrogatepass") if isinstance(v, str) else None for v in series]
    return pa.array(texts, pa.large_binary()).view(pa.large_string())


def from_arrow(array: Any, like: Any) -> Any:
    """An array as a series with the index of `like`."""
    return pd.Series(array.to_pandas().array, index=like.index)


def filter(frame: Any, name: Any, mask: Any) -> Any:
    """The rows of a frame of which a mask of a column says so."""
    return frame.loc[mask(to_arrow(frame[name]))]


def from_table(table: Any) -> Any:
    """An Arrow table as a frame."""
    return table.to_pandas()


def clean(series: Any, job: Job) -> Any:
    """A `Series` or `Index` cleaned; the same object when all is clean."""
    if isinstance(series, pd.MultiIndex):
        raise TypeError("an index of several levels is cleaned level by level: index.set_levels")
    if isinstance(series, pd.Index):
        column = pd.Series(series, index=range(len(series)))
        new = clean(column, job)
        return series if new is column else pd.Index(new, name=series.name)
    kind = series.dtype
    if isinstance(kind, pd.CategoricalDtype):
        return _categorical(series, job)
    if isinstance(kind, pd.ArrowDtype) or (
        isinstance(kind, pd.StringDtype) and kind.storage == "pyarrow"
    ):
        from . import arrow

        array = series.array.__arrow_array__()
        cleaned = arrow.clean(array, job)
        return series if cleaned is array else _like(series, kind.__from_arrow__(cleaned))
    if kind != "object" and not isinstance(kind, pd.StringDtype):
        if is_empty(series):
            return series
        raise TypeError(f"want a series of text, not of {kind}")
    changed = changed_values(series.array, job)
    if not changed:
        return series
    values = series.array.copy()
    for row, value in changed.items():
        values[row] = value
    return _like(series, values)


def is_empty(series: Any) -> bool:
    """Whether all is missing: such a column may be of any type, `float` where it was read."""
    return series.dtype.kind in "fO" and bool(series.isna().all())


def _categorical(series: Any, job: Job) -> Any:
    """Categories that become one are one; else order and the categories without rows stay."""
    old = series.cat.categories
    changed = changed_values(old, job)
    if not changed:
        return series
    words = [changed.get(k, word) for k, word in enumerate(old)]
    distinct = list(dict.fromkeys(word for word in words if word is not None))
    place = {word: k for k, word in enumerate(distinct)}
    codes = [place.get(word, -1) for word in words] + [-1]  # the last is that of a missing value
    kind = pd.CategoricalDtype(pd.Index(distinct, dtype=old.dtype), series.cat.ordered)
    new = pd.Categorical.from_codes([codes[code] for code in series.cat.codes], dtype=kind)
    return _like(series, new)


def _like(series: Any, values: Any) -> Any:
    """A series of `values` that is else as `series`."""
    new = type(series)(values, index=series.index, name=series.name, dtype=values.dtype, copy=False)
    return new.__finalize__(series)
