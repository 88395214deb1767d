"""Which library a frame or column is of, and whether a frame has a column.

`adapters.pandas`, `adapters.polars` and `adapters.arrow` hold the same few functions: `names`,
`text_names`, `get`, `put`, `clean`, `to_arrow` and `from_arrow`.
"""

from collections.abc import Sequence
from importlib import import_module
from typing import Any

from ..options import near

FRAMES = ("DataFrame", "LazyFrame", "Table", "RecordBatch")
SERIES = ("Series", "Index", "Array", "ChunkedArray")
LIBRARIES = {"pandas": "pandas", "polars": "polars", "pyarrow": "arrow"}


def library_of(value: Any, kinds: Sequence[str], wanted: str) -> Any:
    """The module for the library that `value` is of."""
    library = find_library(value, kinds)
    if library is None:
        found = f"{type(value).__module__}.{type(value).__qualname__}"
        raise TypeError(f"want a {wanted}, not {found}")
    return library


def find_library(value: Any, kinds: Sequence[str]) -> Any:
    """The module for the library that `value` is of; None when it is of none, or no such kind."""
    for kind in type(value).__mro__:
        name = LIBRARIES.get(kind.__module__.partition(".")[0])
        if name and kind.__name__ in kinds:
            return import_module(f"{__package__}.{name}")
    return None


def check_name(names: Sequence[Any], name: Any) -> None:
    """Raise unless exactly one column has the name."""
    times = sum(other == name for other in names)
    if times > 1:
        raise KeyError(f"{times} columns are called {name!r}: give them names of their own first")
    if not times:
        hint = near(name, filter(_is_string, names)) if _is_string(name) else ""
        known = ", ".join(map(repr, names[:20]))
        raise KeyError(f"no column {name!r}{hint}; columns: {known}")


def _is_string(name: Any) -> bool:
    return isinstance(name, str)
