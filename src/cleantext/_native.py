"""The kernel in pure Python: the same few functions as the compiled one."""

from ._native_gates import (
    Data,
    Parts,
    Ranges,
    Table,
    compile_table,
    dirty_rows,
    examine,
    find,
    keep_memory,
    positions,
    scan,
    units,
)
from ._native_pages import PageTable, compile_pages, decodings

__all__ = [
    "Data",
    "PageTable",
    "Parts",
    "Ranges",
    "Table",
    "compile_pages",
    "compile_table",
    "decodings",
    "dirty_rows",
    "examine",
    "find",
    "keep_memory",
    "positions",
    "scan",
    "units",
]
