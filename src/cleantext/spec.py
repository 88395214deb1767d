"""Pipelines as plain data: dict, TOML and JSON in and out, and the fingerprint.

schema = 1
rules = ["ENC110", "INV201"]
protect = ["<code>.*?</code>"]

[options.NRM303]
spaces = "keep"
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from ._version import __version__
from .errors import CleantextError, SpecError
from .patterns import compiled
from .rule import Rule
from .rules import BY_ID, get

SCHEMA = 1


def described(
    steps: Sequence[Rule | Callable[[str], str]], protected: Sequence[str]
) -> dict[str, Any]:
    """Steps and protected patterns as plain data.

    Raises `SpecError` when a step is not a rule of this package.
    """
    options: dict[str, dict[str, Any]] = {}
    ids: list[str] = []
    for step in steps:
        if not isinstance(step, Rule) or BY_ID.get(step.id) != step.configure(**step.defaults):
            raise SpecError(f"step {step!r} cannot be written down: only the package's rules can")
        ids.append(step.id)
        if step.changed_options:
            changed = step.changed_options.items()
            options[step.id] = {k: list(v) if isinstance(v, tuple) else v for k, v in changed}
    data: dict[str, Any] = {"schema": SCHEMA, "rules": ids}
    if protected:
        data["protect"] = list(protected)
    if options:
        data["options"] = options
    return data


def read(data: object) -> tuple[list[Rule], list[str]]:
    """The rules and protected patterns that `data` describe; `SpecError` says place and reason."""
    if not isinstance(data, Mapping):
        raise SpecError(f"a pipeline is described by a table, not by {type(data).__name__}")
    unknown = sorted(set(data) - {"schema", "rules", "protect", "options"})
    if unknown:
        raise SpecError(f"unknown key {unknown[0]!r}; known: schema, rules, protect, options")
    if data.get("schema") != SCHEMA:
        raise SpecError(f"schema is {data.get('schema')!r}, this version reads {SCHEMA}")
    options = data.get("options", {})
    if not (isinstance(options, Mapping) and all(isinstance(v, Mapping) for v in options.values())):
        raise SpecError("options: want one table for each rule id")
    ids = _strings(data, "rules")
    stray = sorted(set(options) - set(ids))
    if stray:
        raise SpecError(f"options.{stray[0]}: no such rule in `rules`")
    rules = []
    for id in ids:
        try:
            rules.append(get(id).configure(**options.get(id, {})))
        except (CleantextError, TypeError) as error:
            raise SpecError(f"rule {id}: {error}") from None
    patterns = _strings(data, "protect")
    try:
        for pattern in patterns:
            compiled(pattern)
    except CleantextError as error:
        raise SpecError(f"protect: {error}") from None
    return rules, patterns


def as_toml(data: Mapping[str, Any]) -> str:
    """A description as TOML 1.0."""
    import tomli_w

    return tomli_w.dumps(data)


def of_toml(text: str) -> Any:
    """The data of TOML `text`; raises `SpecError`."""
    import tomllib

    try:
        return tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise SpecError(f"not TOML: {error}") from None


def as_json(data: Mapping[str, Any]) -> str:
    """A description as one line of JSON."""
    import json

    return json.dumps(data)


def of_json(text: str) -> Any:
    """The data of JSON `text`; raises `SpecError`."""
    import json

    try:
        return json.loads(text)
    except (json.JSONDecodeError, RecursionError) as error:
        raise SpecError(f"not JSON: {error}") from None


def fingerprint(data: Mapping[str, Any]) -> str:
    """SHA-256 of a description and the package's version, as 64 hexadecimal digits."""
    import hashlib
    import json

    canonical = json.dumps([__version__, data], sort_keys=True)
    return hashlib.sha256(canonical.encode()).hexdigest()


def _strings(data: Mapping[str, Any], key: str) -> list[str]:
    value = data.get(key, [])
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise SpecError(f"{key}: want a list of strings")
    return value
