"""Named sets of rules, each with its reason."""

from typing import Literal, get_args

from ._strangers import warn_of_strangers
from .errors import UnknownRuleError
from .options import near
from .pipeline import Pipeline
from .rule import Rule, Stage
from .rules import RULES

warn_of_strangers(__file__)  # here, because a stranger may have replaced `__init__.py`


def _stage(stage: Stage) -> list[Rule]:
    return [rule for rule in RULES if rule.safe and rule.stage == stage]


# The five stages, for use on their own.
repair_mojibake = Pipeline(_stage(Stage.ENCODING), name="repair_mojibake")
strip_invisible = Pipeline(_stage(Stage.INVISIBLE), name="strip_invisible")
normalize = Pipeline(_stage(Stage.NORMAL), name="normalize")
repair_typos = Pipeline(_stage(Stage.TYPO), name="repair_typos")
restore_spacing = Pipeline(_stage(Stage.SPACING), name="restore_spacing")

# What a person wants of a text: every rule whose rate of false changes is near nothing.
default = Pipeline([rule for rule in RULES if rule.safe], name="default")

# What a training-data pipeline wants: the characters right, the writer's words untouched.
corpus = Pipeline((repair_mojibake, strip_invisible, normalize), name="corpus")

# Source files: Trojan Source and characters that hide in identifiers, nothing else touched. Code
# runs in the order in which it is stored, may hold control characters, and its white space counts.
_NOT_IN_CODE = ("INV201", "INV202", "INV203", "INV204", "INV205", "INV210", "INV233", "INV234")
code = Pipeline(
    [strip_invisible.ignore(*_NOT_IN_CODE).configure(policy="code")],
    name="code",
)

# Unsafe rules too: for input that is hostile, or output that must be plain.
strict = Pipeline([Pipeline(RULES).configure(policy="strict")], name="strict")

PresetName = Literal["default", "corpus", "code", "strict"]
PRESETS: dict[str, Pipeline] = dict(
    zip(get_args(PresetName), (default, corpus, code, strict), strict=True)
)


def get(name: PresetName | str) -> Pipeline:
    """The preset of this name; raises `UnknownRuleError` that names all, and near ones."""
    if not isinstance(name, str):
        raise TypeError(f"preset is a name, not {type(name).__name__}; call a pipeline itself")
    if name not in PRESETS:
        hint = near(name, PRESETS)
        raise UnknownRuleError(f"no preset {name!r}{hint}; presets: {', '.join(PRESETS)}")
    return PRESETS[name]
