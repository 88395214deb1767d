"""All rules, in the order in which they run: the registry and the map of the data flow."""

import copyreg
from collections.abc import Callable, Mapping
from typing import Any

from ..errors import UnknownRuleError
from ..options import Option
from ..rule import Rule
from . import encoding, invisible, normal, spacing, typos

RULES: tuple[Rule, ...] = (
    # ENC: bytes that were read as the wrong text
    *encoding.RULES,
    # INV: characters that draw nothing
    *invisible.RULES,
    # NRM: one way to write the same
    *normal.RULES,
    # TYP: misspelt words
    *typos.RULES,
    # SPC: spaces and the direction of quotes
    *spacing.RULES,
)

BY_ID = {rule.id: rule for rule in RULES}


def get(id: str) -> Rule:
    """The rule with this id or kebab-case name.

    Raises `UnknownRuleError` that names near ones.
    """
    rule = BY_ID.get(_name(id).upper())
    if rule is None:
        rule = next((r for r in RULES if r.name == id), None)
    if rule is None:
        from difflib import get_close_matches

        names = [name for r in RULES for name in (r.id, r.name)]
        near = get_close_matches(id, names, 3, 0.5) or get_close_matches(id.upper(), names, 3, 0.5)
        hint = f"; near: {', '.join(near)}" if near else ""
        raise UnknownRuleError(f"no rule {id!r}{hint}; `cleantext --list-rules` lists all")
    return rule


def matching(prefix: str) -> tuple[Rule, ...]:
    """The rules whose id begins with `prefix`, or the one of that name."""
    begin = _name(prefix).upper()
    return tuple(rule for rule in RULES if begin and rule.id.startswith(begin)) or (get(prefix),)


def _name(id: object) -> str:
    if not isinstance(id, str):
        raise TypeError(f"a rule is named by a str, each by itself, not {type(id).__name__}")
    return id


def _restore(id: str, options: Mapping[str, Option]) -> Rule:
    rule = get(id)
    return rule.configure(**options) if options else rule


def _reduce(rule: Rule) -> tuple[Callable[..., Rule], tuple[Any, ...]]:
    """How a rule is pickled and copied: one of the package by its id, which stays when files move.

    A rule of the caller's own as it does itself.
    """
    if rule.id in BY_ID and BY_ID[rule.id].find is rule.find:
        return _restore, (rule.id, rule.changed_options)
    return rule.__reduce__()


copyreg.pickle(Rule, _reduce)
