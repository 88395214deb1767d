"""The kernel in use: the compiled one where it was built, else the one in pure Python.

`CLEANTEXT_PURE=1` in the environment refuses the compiled one.
"""

from ._native import Parts, Ranges, Table, compile_table, find, scan

NAME = "pure Python"

__all__ = ["NAME", "Parts", "Ranges", "Table", "compile_table", "find", "scan"]
