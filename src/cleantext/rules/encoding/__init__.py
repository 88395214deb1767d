"""ENC: bytes that were read as the wrong text, and escape sequences that are no text."""

from ...rule import Rule
from .controls import c1_control
from .entities import html_entity
from .escapes import terminal_escape
from .mojibake import RULES as MOJIBAKE
from .written import written_escape

RULES: tuple[Rule, ...] = (
    terminal_escape,
    written_escape,  # before what it writes out is judged
    *MOJIBAKE,  # one decision for all channels
    c1_control,  # a control character that belongs to none of them
    html_entity,
)
