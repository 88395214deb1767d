"""Pipelines as plain data: dict, TOML and JSON in and out, and the fingerprint.

schema = 1
rules = ["ENC110", "INV201"]
protect = ["<code>.*?</code>"]

[options.NRM303]
spaces = "keep"
"""

from collections.abc import Mapping
from typing import Any

from .errors import CleantextError, SpecError
from .pipeline import Pipeline
from .rule import Rule

SCHEMA = 1


def to_dict(pipeline: Pipeline) -> dict[str, Any]:
    """`pipeline` as plain data; raises `SpecError` when a step is not a rule of this package."""
    from .rules import BY_ID

    options: dict[str, dict[str, Any]] = {}
    for step in pipeline.steps:
        if not isinstance(step, Rule) or BY_ID.get(step.id) != step.configure(**step.defaults):
            raise SpecError(f"step {step!r} cannot be written down: only the package's rules can")
        if step.changed_options:
            changed = step.changed_options.items()
            options[step.id] = {k: list(v) if isinstance(v, tuple) else v for k, v in changed}
    data: dict[str, Any] = {"schema": SCHEMA, "rules": [rule.id for rule in pipeline.rules]}
    if pipeline.protected:
        data["protect"] = list(pipeline.protected)
    if options:
        data["options"] = options
    return data


def from_dict(data: object) -> Pipeline:
    """The pipeline that `data` describe; raises `SpecError` with place and reason."""
    from .rules import get

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
        return Pipeline(rules).protect(*patterns)
    except CleantextError as error:
        raise SpecError(f"protect: {error}") from None


def to_toml(pipeline: Pipeline) -> str:
    """`pipeline` as TOML 1.0."""
    import tomli_w

    return tomli_w.dumps(to_dict(pipeline))


def from_toml(text: str) -> Pipeline:
    """The pipeline that TOML `text` describes; raises `SpecError`."""
    import tomllib

    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise SpecError(f"not TOML: {error}") from None
    return from_dict(data)


def to_json(pipeline: Pipeline) -> str:
    """`pipeline` as one line of JSON."""
    import json

    return json.dumps(to_dict(pipeline))


def from_json(text: str) -> Pipeline:
    """The pipeline that JSON `text` describes; raises `SpecError`."""
    import json

    try:
        data = json.loads(text)
    except json.JSONDecodeError as error:
        raise SpecError(f"not JSON: {error}") from None
    return from_dict(data)


def fingerprint(pipeline: Pipeline) -> str:
    """SHA-256 of the description and the package's version, as 64 hexadecimal digits."""
    import hashlib
    import json

    from . import __version__

    canonical = json.dumps([__version__, to_dict(pipeline)], sort_keys=True)
    return hashlib.sha256(canonical.encode()).hexdigest()


def _strings(data: Mapping[str, Any], key: str) -> list[str]:
    value = data.get(key, [])
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise SpecError(f"{key}: want a list of strings")
    return value
