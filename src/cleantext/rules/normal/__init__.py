"""NRM: one way to write the same; line ends, spaces, composed characters.

The rules from NRM320 on are not safe and run only where asked for.
"""

from .ascii_forms import ascii_quotes, ligature, width
from .compose import compatible, composed
from .confusables import confusable
from .line_ends import carriage_return, line_separator, trailing_code, unix_line_end
from .spaces import blank, no_break_space, typographic_space

RULES = (
    line_separator,
    carriage_return,
    no_break_space,
    typographic_space,
    blank,
    trailing_code,
    composed,
    unix_line_end,
    compatible,
    width,
    ligature,
    ascii_quotes,
    confusable,
)
