"""The kernel in use: the compiled one where it was built, else the one in pure Python.

`CLEANTEXT_PURE=1` in the environment refuses the compiled one. Both answer alike.
"""

import os
from typing import TYPE_CHECKING

from ._native import Data, Parts, Place, Ranges

if TYPE_CHECKING:
    from ._native import (
        PageTable,
        Table,
        Vocabulary,
        compile_pages,
        compile_table,
        decodings,
        dirty_rows,
        distance,
        find,
        positions,
        scan,
        units,
    )

    NAME: str
else:
    try:
        if os.environ.get("CLEANTEXT_PURE") == "1":
            raise ImportError("refused by CLEANTEXT_PURE=1")
        from ._speedups import (
            PageTable,
            Table,
            Vocabulary,
            compile_pages,
            compile_table,
            decodings,
            dirty_rows,
            distance,
            find,
            positions,
            scan,
            units,
        )

        NAME = "compiled"
    except ImportError:
        from ._native import (
            PageTable,
            Table,
            Vocabulary,
            compile_pages,
            compile_table,
            decodings,
            dirty_rows,
            distance,
            find,
            positions,
            scan,
            units,
        )

        NAME = "pure Python"

__all__ = [
    "NAME",
    "Data",
    "PageTable",
    "Parts",
    "Place",
    "Ranges",
    "Table",
    "Vocabulary",
    "compile_pages",
    "compile_table",
    "decodings",
    "dirty_rows",
    "distance",
    "find",
    "positions",
    "scan",
    "units",
]
