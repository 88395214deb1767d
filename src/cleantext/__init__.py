"""cleantext makes damaged text clean, and says exactly what it did.

>>> import cleantext
>>> cleantext.clean("He went home.Peter stayed at the office.")
'He went home. Peter stayed at the office.'
"""

from typing import Never, Unpack

from . import presets
from ._version import __version__ as __version__
from .alignment import Alignment
from .cleaned import Cleaned
from .decoding import Decoded, decode
from .edits import Edit
from .errors import (
    CleantextError,
    InputDecodeError,
    InputTypeError,
    Missing,
    OptionError,
    PatternError,
    SpecError,
    UnknownRuleError,
    WorkerError,
)
from .hidden import Confusable, Hidden, find_confusables, find_hidden, reveal
from .options import Options
from .pipeline import Pipeline
from .presets import (
    PresetName,
    normalize,
    repair_mojibake,
    repair_typos,
    restore_spacing,
    strip_invisible,
)
from .rule import Rule, Scope, Stage, rule
from .rules.encoding.damage import Damage, find_damage

__all__ = [
    "Alignment",
    "Cleaned",
    "CleantextError",
    "Confusable",
    "Damage",
    "Decoded",
    "Edit",
    "Hidden",
    "InputDecodeError",
    "InputTypeError",
    "OptionError",
    "Options",
    "PatternError",
    "Pipeline",
    "Rule",
    "Scope",
    "SpecError",
    "Stage",
    "UnknownRuleError",
    "WorkerError",
    "clean",
    "decode",
    "explain",
    "find_confusables",
    "find_damage",
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


def clean(
    text: str,
    *pipeline: Never,
    preset: PresetName = "default",
    missing: Missing = "raise",
    **options: Unpack[Options],
) -> str:
    """`text` cleaned by a preset; the same object when there is nothing to do.

    `options` are the options of rules, as in `Pipeline.configure`; with `missing="keep"` None and
    NaN come back as they are. Raises `InputTypeError` for anything else that is no `str`,
    `UnknownRuleError` for a preset or an option that there is not, and `OptionError` for a value
    that an option does not take.

    >>> clean("clean text") is clean("clean text")
    True
    >>> clean("two\\u00a0words, othre\\u200b ones", preset="corpus")
    'two words, othre ones'
    """
    if pipeline:
        raise _misplaced("", pipeline[0])
    chosen = presets.get(preset)
    if options:
        chosen = chosen.configure(**options)
    return chosen(text) if missing == "raise" else chosen(text, missing=missing)


def explain(
    text: str,
    *pipeline: Never,
    preset: PresetName = "default",
    **options: Unpack[Options],
) -> Cleaned:
    """What a preset does to `text`: cleaned text, edits with rule ids, alignment, undo.

    >>> explain("He went home.Peter stayed at the office.").edits
    (Edit(start=13, end=13, new=' ', rules=('SPC510',)),)
    """
    if pipeline:
        raise _misplaced(".explain", pipeline[0])
    chosen = presets.get(preset)
    return (chosen.configure(**options) if options else chosen).explain(text)


def _misplaced(method: str, value: object) -> TypeError:
    name = method.lstrip(".") or "clean"
    if isinstance(value, str):
        return TypeError(f"write {name}(text, preset={value!r}), with the name of the argument")
    return TypeError(
        f"{name} takes a text and named arguments: write pipeline{method}(text) for a pipeline of "
        f"your own, {name}(text, preset='corpus') for a preset"
    )
