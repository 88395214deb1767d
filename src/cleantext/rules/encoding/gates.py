"""The gate of the mojibake rules: the characters that some channel leaves behind.

Every image of a character beyond ASCII begins with one of them, whatever was lost of the rest. What
stands between it and a repair are `Pages.alarms`, which look at every line that has any.
"""

from __future__ import annotations

from ...data.mojibake_gate import IMAGES
from ...gate import Gate

MOJIBAKE = Gate(chars=IMAGES)
