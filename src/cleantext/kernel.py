"""The kernel in use: the compiled one where it was built, else the one in pure Python.

`CLEANTEXT_PURE=1` in the environment refuses the compiled one. Both answer alike.
"""

import os
from typing import TYPE_CHECKING

from . import _native
from ._native import *  # noqa: F403  # `_native.__all__` names the functions of a kernel

__all__ = ["NAME"]
__all__ += _native.__all__

NAME = "pure Python"
if not TYPE_CHECKING and os.environ.get("CLEANTEXT_PURE") != "1":
    try:
        from . import _speedups
    except ImportError:
        pass
    else:
        NAME = "compiled"
        globals().update(
            {name: getattr(_speedups, name, globals()[name]) for name in _native.__all__}
        )
