"""cleantext makes damaged text clean, and says exactly what it did.

>>> import cleantext
>>> cleantext.clean("He went home.Peter stayed at the office.")
'He went home. Peter stayed at the office.'
"""

from . import presets
from .decoding import Decoded, decode
from .edits import Alignment, Edit
from .errors import CleantextError, InputDecodeError, InputTypeError, SpecError, UnknownRuleError
from .hidden import Confusable, Hidden, find_confusables, find_hidden, reveal
from .pipeline import Cleaned, Pipeline
from .presets import (
    normalize,
    repair_mojibake,
    repair_typos,
    restore_spacing,
    strip_invisible,
)
from .rule import Option, Rule, Scope, Stage, rule

__version__ = "0.1.0"

__all__ = [
    "Alignment",
    "Cleaned",
    "CleantextError",
    "Confusable",
    "Decoded",
    "Edit",
    "Hidden",
    "InputDecodeError",
    "InputTypeError",
    "Pipeline",
    "Rule",
    "Scope",
    "SpecError",
    "Stage",
    "UnknownRuleError",
    "clean",
    "decode",
    "explain",
    "find_confusables",
    "find_hidden",
    "normalize",
    "presets",
    "repair_mojibake",
    "repair_typos",
    "restore_spacing",
    "reveal",
    "rule",
    "strip_invisible",
]


def clean(text: str, **options: Option) -> str:
    """`text` cleaned by the default preset; the same object when there is nothing to do.

    `options` are the options of rules, as in `Pipeline.configure`. Raises `InputTypeError` for
    anything but `str` and `UnknownRuleError` for an option no rule has.

    >>> clean("clean text") is clean("clean text")
    True
    """
    return _pipeline(options)(text)


def explain(text: str, **options: Option) -> Cleaned:
    """What the default preset does to `text`: cleaned text, edits with rule ids, alignment, undo.

    >>> explain("He went home.Peter stayed at the office.").edits
    (Edit(start=13, end=13, new=' ', rules=('SPC510',)),)
    """
    return _pipeline(options).explain(text)


def _pipeline(options: dict[str, Option]) -> Pipeline:
    return presets.default.configure(**options) if options else presets.default
