"""The kernel in use: the compiled one where it was built, else the one in pure Python.

`CLEANTEXT_PURE=1` in the environment refuses the compiled one. Both answer alike.

A part of the kernel stands in a file of its own, `NAME.py`, which holds its plain definition (the
specification) and takes what is compiled of it, `_NAME.pyx`, from `pick("NAME")`.
"""

from typing import TYPE_CHECKING

from .. import _native
from .._native import *  # noqa: F403  # `_native.__all__` names the functions of a kernel
from .pick import is_pure, pick

__all__ = ["NAME", "pick"]
__all__ += _native.__all__

NAME = "pure Python"
if not TYPE_CHECKING and not is_pure():
    try:
        from .. import _speedups
    except ImportError:
        pass
    else:
        NAME = "compiled"
        globals().update(
            {name: getattr(_speedups, name, globals()[name]) for name in _native.__all__}
        )
