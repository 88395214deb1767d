"""Which rules run: configuration file and flags, merged into a pipeline.

The nearest of `cleantext.toml`, `.cleantext.toml` and a `pyproject.toml` with `[tool.cleantext]`,
and the nearest `cleantext-words.txt` (a word a line, `#` begins a comment) are read; `found` says
how far up. Flags win: `--preset` and `--select` replace, the others add.
"""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from ..errors import CleantextError, PatternError
from ..pipeline import Pipeline
from ..rule import Option, Rule
from . import found
from .args import Args, UsageError
from .found import kind

LISTS = ("select", "ignore", "extend", "protect")
STAGES = {
    "encoding": "ENC",
    "invisible": "INV",
    "normal": "NRM",
    "typo": "TYP",
    "typos": "TYP",
    "spacing": "SPC",
}


class Config(NamedTuple):
    """What rules to use and how; `origin` names the file it came from."""

    preset: str = ""
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    extend: tuple[str, ...] = ()
    protect: tuple[str, ...] = ()
    options: tuple[tuple[str, Option], ...] = ()
    words: tuple[str, ...] = ()
    origin: str = ""
    notices: tuple[str, ...] = ()
    per_file: "tuple[tuple[str, Config], ...]" = ()  # by glob


def configured(args: Args) -> Config:
    """The configuration in force; raises `UsageError`."""
    config = Config()
    if args.config is not None:
        config = _config(found.read_table(args.config) or {}, args.config)
    elif not args.isolated:
        near = found.discover()
        if near.table is not None:
            config = _config(near.table, near.path)
        config = config._replace(words=near.words, notices=near.notices)
    if config.origin:
        _told(config, f"{config.origin}: ")  # its own faults as such
        for glob, own in config.per_file:
            where = f"{config.origin}: per-file.{glob!r}: "
            _told(_joined(config, own, where), where)
    options: dict[str, Option] = {}
    for text in args.option:
        name, equals, value = text.partition("=")
        if not equals:
            raise UsageError(f"--option {text}: want NAME=VALUE")
        options[name.strip()] = value
    for pattern in args.protect:
        _check_pattern(pattern, "--protect")
    bare = _with(config, args)
    for_all = _fitting(bare, dict(config.options))
    per_file = []
    for glob, own in config.per_file:
        where = f"{config.origin}: per-file.{glob!r}: "
        per_file.append((glob, _joined(bare, own, where, for_all)))
        _told(per_file[-1][1], where)
    options = {**for_all, **options}
    return bare._replace(options=tuple(options.items()), per_file=tuple(per_file))


def _union(some: tuple[str, ...], more: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*some, *more)))


def _with(config: Config, more: Config | Args) -> Config:
    """Rules and patterns of both; preset and selection of `more`, if it has any; no options."""
    return config._replace(
        preset=more.preset or config.preset,
        select=more.select or config.select,
        ignore=_union(config.ignore, more.ignore),
        extend=_union(config.extend, more.extend),
        protect=_union(config.protect, more.protect),
        options=(),
    )


def _joined(
    config: Config, own: Config, where: str, options: Mapping[str, Option] | None = None
) -> Config:
    """What is for some files on top of what is for all."""
    joined = _with(config, own)._replace(per_file=())
    for_all = _fitting(joined, dict(config.options if options is None else options), where)
    return joined._replace(options=tuple({**for_all, **dict(own.options)}.items()))


def _fitting(config: Config, options: dict[str, Option], where: str = "") -> dict[str, Option]:
    """Those of `options` that rules of `config` have."""
    pipeline = _told(config._replace(options=()), where)
    return {name: value for name, value in options.items() if _has(pipeline, name)}


def for_code(config: Config) -> Config | None:
    """What is for source, configuration and data; None where the user said what is for all."""
    if config.preset or config.select:
        return None
    code = config._replace(preset="code")
    return code._replace(options=tuple(_fitting(code, dict(config.options)).items()))


def pipeline_of(config: Config) -> Pipeline:
    """The pipeline that `config` asks for; raises `UsageError` in words."""
    return _told(config)


def _told(config: Config, where: str = "") -> Pipeline:
    try:
        return _build(config)
    except (CleantextError, UsageError) as error:
        raise UsageError(f"{where}{error}") from None


def _build(config: Config) -> Pipeline:
    from ..presets import PRESETS

    name = config.preset or "default"
    pipeline = PRESETS.get(name)
    if pipeline is None:
        raise UsageError(f"no preset {name!r}{_near(name, PRESETS)}; presets: {', '.join(PRESETS)}")
    if config.select:
        pipeline = pipeline.select(*_ids(config.select))
        if not len(pipeline):
            raise UsageError(
                f"{', '.join(config.select)}: preset {name} has no such rule; "
                "name a rule in full, or use --extend or --preset strict"
            )
    if config.extend:
        pipeline = pipeline.extend(*_ids(config.extend))
    if config.ignore:
        pipeline = pipeline.ignore(*_ids(config.ignore))
    if config.words and any("words" in rule.defaults for rule in pipeline.rules):
        pipeline = pipeline.configure(words=config.words)
    for option, value in config.options:
        pipeline = _with_option(pipeline, option, value)
    return pipeline.protect(*config.protect) if config.protect else pipeline


def _ids(names: tuple[str, ...]) -> Iterator[str]:
    """Ids, begins of ids and names of rules as they are; of a stage the begin of its ids."""
    return (STAGES.get(name.lower(), name) for name in names)


def _has(pipeline: Pipeline, name: str) -> bool:
    """Whether an option is one of a rule that is switched on."""
    id, _, option = name.rpartition(".")
    return any(option in r.defaults and id in ("", r.id, r.name) for r in pipeline.rules)


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

    near = get_close_matches(name[:100], list(names), 3, 0.5)
    return f"; near: {', '.join(near)}" if near else ""


def _check_pattern(pattern: str, where: str) -> None:
    from ..patterns import compiled

    try:
        compiled(pattern)
    except PatternError as error:
        raise UsageError(f"{where} {error}") from None


def _config(table: Mapping[str, Any], path: str, of: str = "") -> Config:
    values: dict[str, Any] = {"origin": path}
    where = f"{path}: {of}"
    for key, value in table.items():
        if key == "preset":
            if not isinstance(value, str):
                raise UsageError(f"{where}preset: want a name, not {kind(value)}")
            values[key] = value
        elif key in LISTS:
            if not isinstance(value, list) or not all(isinstance(v, str) for v in value):
                raise UsageError(f"{where}{key}: want a list of strings")
            values[key] = tuple(value)
        elif key == "options":
            if not isinstance(value, dict):
                raise UsageError(f"{where}options: want a table, not {kind(value)}")
            values[key] = tuple(_options(value, path))
        elif key == "per-file" and not of:
            if not isinstance(value, dict) or not all(isinstance(v, dict) for v in value.values()):
                raise UsageError(f'{path}: per-file: want tables, as in [per-file."docs/*.md"]')
            values["per_file"] = tuple(
                (glob, _config(own, path, f"per-file.{glob!r}: ")) for glob, own in value.items()
            )
        else:
            known = ("preset", *LISTS, "options", *(() if of else ("per-file",)))
            raise UsageError(f"{where}no key {key!r}{_near(key, known)}; keys: {', '.join(known)}")
    for pattern in values.get("protect", ()):
        _check_pattern(pattern, f"{where}protect:")
    return Config(**values)


def _options(table: Mapping[str, Any], path: str, of: str = "") -> Iterator[tuple[str, Option]]:
    """Options of all rules, and in tables named by a rule those of one."""
    for key, value in table.items():
        if isinstance(value, dict) and not of:
            yield from _options(value, path, f"{key}.")
        elif isinstance(value, list) and all(isinstance(item, str) for item in value):
            yield of + key, tuple(value)
        elif isinstance(value, str | bool | int | float):
            yield of + key, value
        else:
            raise UsageError(
                f"{path}: options.{of}{key}: want text, a number, true, false or a list of "
                f"strings, not {kind(value)}"
            )


def _table(config: Config) -> dict[str, Any]:
    table: dict[str, Any] = {"preset": config.preset} if config.preset else {}
    for key in LISTS:
        if value := getattr(config, key):
            table[key] = list(value)
    if config.options:
        options: dict[str, Any] = {}
        for name, given in config.options:
            id, _, option = name.rpartition(".")
            place = options.setdefault(id, {}) if id else options
            place[option] = list(given) if isinstance(given, tuple) else given
        table["options"] = options
    return table


def dump(config: Config, pipeline: Pipeline) -> str:
    """`config` as TOML that means the same when it is read; all of it can be seen."""
    import tomli_w

    from ..report.visible import escaped, visible

    table = _table(config)
    if config.per_file:
        table["per-file"] = {glob: _table(own) for glob, own in config.per_file}
    rules = " ".join(rule.id for rule in pipeline.rules)
    head = f"# {visible(config.origin) or 'no configuration file'}\n# rules: {rules}\n"
    if config.words:
        head += f"# and {len(config.words)} words\n"
    return head + escaped(tomli_w.dumps(table))
