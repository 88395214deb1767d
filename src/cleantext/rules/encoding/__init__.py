"""ENC: bytes that were read as the wrong text, and escape sequences that are no text."""

from ...rule import Rule
from .controls import c1_control
from .entities import html_entity
from .escapes import terminal_escape
from .mojibake import (
    broken_mojibake,
    lossy_mojibake,
    misread_page,
    misread_wide_page,
    mojibake,
)

RULES: tuple[Rule, ...] = (
    terminal_escape,
    mojibake,  # whole images first: what is left of them afterwards did lose bytes
    lossy_mojibake,
    misread_page,
    misread_wide_page,
    broken_mojibake,  # ftfy half-decodes what those before it know better
    c1_control,  # a control character that belongs to no image
    html_entity,
)
