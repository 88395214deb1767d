"""codespell's list of misspellings, where codespell is installed; nothing of it is stored here."""

from __future__ import annotations

import os
from functools import cache


@cache
def codespell_lines() -> bytes:
    """The list, `wrong->right` by the line; empty where codespell is not installed."""
    from importlib import util

    spec = util.find_spec("codespell_lib")
    if spec is None or spec.origin is None:
        return b""
    # Not by `pathlib`, whose import takes 5 ms of every start.
    path = os.path.join(os.path.dirname(spec.origin), "data", "dictionary.txt")  # noqa: PTH118, PTH120
    try:
        with open(path, "rb") as file:  # noqa: PTH123
            return file.read()
    except OSError:
        return b""
