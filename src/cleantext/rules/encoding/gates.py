"""The gate of the mojibake rules: the characters that some channel leaves behind.

Every image of a character beyond ASCII begins with one of them, whatever was lost of the rest. What
stands between it and a repair are `Pages.alarms`, which look at every line that has any, and what
such a line may have been.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from ...data.mojibake_gate import IMAGES
from ...gate import Gate


def _is_quiet(text: str) -> bool:
    return not _alarms()(text) or _has_no_readings()(text)


@cache
def _alarms() -> Callable[[str], object]:
    from .alarms import alarms  # here: few programs need what it reads

    return alarms


@cache
def _has_no_readings() -> Callable[[str], bool]:
    from .candidates import has_no_readings

    return has_no_readings


MOJIBAKE = Gate(chars=IMAGES, unless=_is_quiet)
