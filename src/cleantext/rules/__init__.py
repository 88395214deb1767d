"""All rules, in the order in which they run: the registry and the map of the data flow."""

from ..errors import UnknownRuleError
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
    rule = BY_ID.get(id.upper())
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
    found = tuple(rule for rule in RULES if rule.id.startswith(prefix.upper()))
    return found or (get(prefix),)
