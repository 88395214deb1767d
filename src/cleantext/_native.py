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

__all__ = [
    "Data",
    "Parts",
    "Ranges",
    "Table",
    "compile_table",
    "dirty_rows",
    "examine",
    "find",
    "keep_memory",
    "positions",
    "scan",
    "units",
]
