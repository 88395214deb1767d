"""Which rules run: configuration file and flags, merged into a pipeline.

The nearest of `cleantext.toml`, `.cleantext.toml` and a `pyproject.toml` with `[tool.cleantext]`,
from the working directory upwards, is read, and the nearest `cleantext-words.txt` (a word a line,
`#` begins a comment). Flags win: `--preset` and `--select` replace, the others add.
"""

import os
from collections.abc import Mapping
from typing import Any, NamedTuple

from ..errors import CleantextError, UnknownRuleError
from ..options import Option
from ..pipeline import Pipeline
from ..rule import Rule
from .flags import Args, UsageError

NAMES = ("cleantext.toml", ".cleantext.toml", "pyproject.toml")
WORDS = "cleantext-words.txt"


class Config(NamedTuple):
    """What rules to use and how; `origin` names the file it came from."""

    preset: str = "default"
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    extend: tuple[str, ...] = ()
    protect: tuple[str, ...] = ()
    options: tuple[tuple[str, Option], ...] = ()
    words: tuple[str, ...] = ()
    origin: str = ""


def configured(args: Args) -> Config:
    """The configuration in force; raises `UsageError`."""
    if args.isolated:
        config = Config()
    elif args.config is not None:
        config = _load(args.config)
    else:
        config = _discover(os.getcwd())
    options = dict(config.options)
    for text in args.option:
        name, equals, value = text.partition("=")
        if not equals:
            raise UsageError(f"--option {text}: want NAME=VALUE")
        options[name.strip()] = value
    return config._replace(
        preset=args.preset or config.preset,
        select=args.select or config.select,
        ignore=(*config.ignore, *args.ignore),
        extend=(*config.extend, *args.extend),
        protect=(*config.protect, *args.protect),
        options=tuple(options.items()),
    )


def pipeline_of(config: Config) -> Pipeline:
    """The pipeline that `config` asks for; raises `UsageError` in words."""
    try:
        return _build(config)
    except UnknownRuleError as error:
        raise UsageError(str(error.args[0])) from None
    except (CleantextError, TypeError, ValueError) as error:
        raise UsageError(str(error)) from None


def _build(config: Config) -> Pipeline:
    from ..presets import PRESETS

    pipeline = PRESETS.get(config.preset)
    if pipeline is None:
        raise UsageError(
            f"no preset {config.preset!r}{_near(config.preset, PRESETS)}; "
            f"presets: {', '.join(PRESETS)}"
        )
    if config.select:
        pipeline = pipeline.select(*config.select)
        if not len(pipeline):
            raise UsageError(
                f"{', '.join(config.select)}: preset {config.preset} has no such rule; "
                "name a rule in full, or use --extend or --preset strict"
            )
    if config.extend:
        pipeline = pipeline.extend(*config.extend)
    if config.ignore:
        pipeline = pipeline.ignore(*config.ignore)
    if config.words and any("words" in rule.defaults for rule in pipeline.rules):
        pipeline = pipeline.configure(words=config.words)
    for name, value in config.options:
        pipeline = _with_option(pipeline, name, value)
    return _protected(pipeline, config.protect)


def _protected(pipeline: Pipeline, patterns: tuple[str, ...]) -> Pipeline:
    import re

    for pattern in patterns:
        try:
            pipeline = pipeline.protect(pattern)
        except re.error as error:
            raise UsageError(f"--protect {pattern!r} is no regular expression: {error}") from None
    return pipeline


def _with_option(pipeline: Pipeline, name: str, value: Option) -> Pipeline:
    """`pipeline` with an option set, in each rule that has it or in the one before a dot."""
    id, dot, option = name.rpartition(".")
    rules = pipeline.rules
    if dot:
        from ..rules import get

        wanted = get(id).id
        rules = tuple(rule for rule in rules if rule.id == wanted)
        if not rules:
            raise UsageError(f"option {name}: rule {wanted} is not switched on")
    rules = tuple(rule for rule in rules if option in rule.defaults)
    if not rules:
        known = sorted({key for rule in pipeline.rules for key in rule.defaults})
        raise UsageError(
            f"no rule that is switched on has an option {name!r}{_near(option, known)}; "
            f"options: {', '.join(known) or 'none'}"
        )
    changed = {
        rule.id: rule.configure(**{option: _value(name, value, rule.defaults[option])})
        for rule in rules
    }
    steps = [changed.get(s.id, s) if isinstance(s, Rule) else s for s in pipeline.steps]
    return Pipeline(steps, protect=pipeline.protected, name=pipeline.name)


def _value(name: str, value: Option, default: Option) -> Option:
    """`value` as the type of `default`; the command line knows only text."""
    if not isinstance(value, str) or isinstance(default, str):
        return value
    if isinstance(default, bool):
        truth = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}
        if value.lower() in truth:
            return truth[value.lower()]
        raise UsageError(f"option {name} is true or false, not {value!r}")
    if isinstance(default, tuple):
        return tuple(part for part in value.split(",") if part)
    try:
        return type(default)(value)
    except ValueError:
        raise UsageError(f"option {name} is a number, not {value!r}") from None


def _near(name: str, names: Any) -> str:
    from difflib import get_close_matches

    near = get_close_matches(name, list(names), 3, 0.5)
    return f"; near: {', '.join(near)}" if near else ""


def _discover(folder: str) -> Config:
    config: Config | None = None
    words: tuple[str, ...] | None = None
    while True:
        for name in NAMES:
            path = os.path.join(folder, name)
            if config is None and os.path.isfile(path):
                config = _load(path, quiet=name == "pyproject.toml")
        path = os.path.join(folder, WORDS)
        if words is None and os.path.isfile(path):
            words = tuple(_words(path))
        parent = os.path.dirname(folder)
        if parent == folder:
            return (config or Config())._replace(words=words or ())
        folder = parent


def _words(path: str) -> list[str]:
    lines = _read(path).decode("utf-8-sig", "replace").splitlines()
    return [word for line in lines if (word := line.partition("#")[0].strip())]


def _read(path: str) -> bytes:
    try:
        with open(path, "rb") as file:
            return file.read()
    except OSError as error:
        raise UsageError(f"{path}: {error.strerror}") from None


def _load(path: str, quiet: bool = False) -> Any:
    """The configuration in a file; None where a quiet one has none."""
    data = _read(path)
    in_project = os.path.basename(path) == "pyproject.toml"
    if in_project and quiet and b"cleantext" not in data:
        return None  # most projects: not worth the import of a TOML reader
    import tomllib

    try:
        table = tomllib.loads(data.decode("utf-8-sig"))
    except ValueError as error:
        if in_project and quiet:
            return None  # another tool's to complain about
        raise UsageError(f"{path}: {error}") from None
    if in_project:
        table = table.get("tool", {}).get("cleantext")
        if table is None:
            return None if quiet else Config(origin=path)
    return _config(table, path)


def _config(table: Mapping[str, Any], path: str) -> Config:
    values: dict[str, Any] = {"origin": path}
    for key, value in table.items():
        if key == "preset":
            if not isinstance(value, str):
                raise UsageError(f"{path}: preset: want a name")
            values[key] = value
        elif key in ("select", "ignore", "extend", "protect"):
            if not isinstance(value, list) or not all(isinstance(v, str) for v in value):
                raise UsageError(f"{path}: {key}: want a list of strings")
            values[key] = tuple(value)
        elif key == "options":
            if not isinstance(value, dict):
                raise UsageError(f"{path}: options: want a table")
            values[key] = tuple(_options(value, path))
        else:
            known = ("preset", "select", "ignore", "extend", "protect", "options")
            raise UsageError(f"{path}: no key {key!r}{_near(key, known)}; keys: {', '.join(known)}")
    return Config(**values)


def _options(table: Mapping[str, Any], path: str) -> Any:
    """Options of all rules, and in tables named by a rule those of one."""
    for key, value in table.items():
        if isinstance(value, dict):
            yield from ((f"{key}.{name}", v) for name, v in _options(value, path))
        elif isinstance(value, list):
            yield key, tuple(str(item) for item in value)
        elif isinstance(value, str | bool | int | float):
            yield key, value
        else:
            raise UsageError(f"{path}: options.{key}: want text, a number, true, false or a list")


def dump(config: Config, pipeline: Pipeline) -> str:
    """`config` as TOML that means the same when it is read."""
    import tomli_w

    table: dict[str, Any] = {"preset": config.preset}
    for key in ("select", "ignore", "extend", "protect"):
        if value := getattr(config, key):
            table[key] = list(value)
    if config.options:
        options: dict[str, Any] = {}
        for name, given in config.options:
            id, _, option = name.rpartition(".")
            place = options.setdefault(id, {}) if id else options
            place[option] = list(given) if isinstance(given, tuple) else given
        table["options"] = options
    rules = " ".join(rule.id for rule in pipeline.rules)
    head = f"# {config.origin or 'no configuration file'}\n# rules: {rules}\n"
    return head + tomli_w.dumps(table)
