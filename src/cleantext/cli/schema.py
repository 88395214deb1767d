"""The configuration as a JSON schema, for editors: made from what is accepted."""

from typing import Any, Literal, get_args, get_origin, get_type_hints

from .config import LISTS

_ABOUT = {
    "preset": "the set of rules to begin with",
    "select": "only these rules of it: ids, names, begins of ids, stages",
    "ignore": "without these rules",
    "extend": "with these rules, too",
    "protect": "what matches these regular expressions stays as it is",
}


def schema() -> dict[str, Any]:
    """The schema, draft 2020-12."""
    keys = _keys()
    own = {"type": "object", "properties": keys, "additionalProperties": False}
    options = keys.pop("options")
    keys["options"] = {"$ref": "#/$defs/options"}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "cleantext.toml, or [tool.cleantext] in pyproject.toml",
        "type": "object",
        "properties": {
            **keys,
            "per-file": {
                "description": "the same for files that match a glob, as in .gitignore",
                "type": "object",
                "additionalProperties": own,
            },
        },
        "additionalProperties": False,
        "$defs": {"options": options, **{n: _type(hint) for n, hint in _hints().items()}},
    }


def _keys() -> dict[str, Any]:
    from ..presets import PRESETS
    from ..rules import RULES

    strings = {"type": "array", "items": {"type": "string"}}
    options = {name: {"$ref": f"#/$defs/{name}"} for name in _hints()}
    by_rule = {
        name: {
            "type": "object",
            "properties": {option: options[option] for option in rule.defaults},
            "additionalProperties": False,
        }
        for rule in RULES
        if rule.defaults
        for name in (rule.id, rule.name)
    }
    return {
        "preset": {"description": _ABOUT["preset"], "enum": list(PRESETS)},
        **{key: {"description": _ABOUT[key], **strings} for key in LISTS},
        "options": {
            "description": "options of rules: of all that have them, or in tables of one rule",
            "type": "object",
            "properties": {**options, **by_rule},
            "additionalProperties": False,
        },
    }


def _hints() -> dict[str, Any]:
    from ..options import Options

    return get_type_hints(Options)


def _type(hint: Any) -> dict[str, Any]:
    if get_origin(hint) is Literal:
        return {"enum": list(get_args(hint))}
    names = {bool: "boolean", int: "integer", float: "number", str: "string"}
    if hint in names:
        return {"type": names[hint]}
    return {"type": "array", "items": {"type": "string"}}
