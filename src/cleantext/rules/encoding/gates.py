"""The gate of the mojibake rules: the characters that some channel leaves behind.

Every image of a character beyond ASCII begins with one of them, whatever was lost of the rest. What
stands between it and a repair are `Pages.alarms`, which look at every line that has any, and what
such a line may have been.
"""

from __future__ import annotations

from ...data.mojibake_gate import IMAGES
from ...gate import Gate


def _is_quiet(text: str) -> bool:
    from .alarms import alarms

    if not alarms(text):
        return True
    from .decision import has_no_readings

    return has_no_readings(text)


MOJIBAKE = Gate(chars=IMAGES, unless=_is_quiet)
