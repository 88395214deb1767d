"""NRM: one way to write the same; line ends, spaces, composed characters."""

from .line_ends import (
    carriage_return,
    line_separator,
    trailing_code,
    unix_line_end,
)
from .spaces import blank, no_break_space, typographic_space

RULES = (
    line_separator,
    carriage_return,
    no_break_space,
    typographic_space,
    blank,
    trailing_code,
    unix_line_end,
)
