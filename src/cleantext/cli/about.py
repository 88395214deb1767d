"""What the command says about itself: help, versions, rules."""

import sys

from ..rule import Rule
from .flags import GROUPS, TOPICS, Flag

USAGE = "usage: cleantext [FLAGS] [FILE...]    (no FILE, or -: standard input)"

USES = (
    ("cleantext FILE", "write the cleaned text to standard output"),
    ("cleantext --diff FILE...", "show what would change"),
    ("cleantext --explain FILE...", "show every edit and the rule behind it"),
    ("cleantext -i FILE...", "clean files where they are"),
    ("cleantext --interactive FILE...", "the same, and be asked about each edit"),
    ("cleantext --check FOLDER", "name the files of a folder that would change"),
    ("cleantext --html report.html FOLDER", "show all edits in a page for the browser"),
    ("cleantext -i --field text data.jsonl", "clean one field of records"),
    ("cleantext -i --explain=json FOLDER > done", "clean, and write down what was done"),
    ("cleantext --undo done", "take it back"),
)

SHORT_HELP = f"""{USAGE}

{"".join(f"  {line:43}{what}" + chr(10) for line, what in USES)}  cleantext --help
"""

TAIL = """
Exit status: 0 done, or nothing to do; 1 --check or --diff found something; 2 a usage, input or
decoding error; 130 interrupted.

Kinds of files: in prose (txt, md, html, rst, tex, srt, po, ...) all rules of the preset act; in
source, configuration and data only those of the preset code, which takes out characters that nobody
wrote on purpose. --preset or --select decides for all files alike. Of notebooks, subtitles,
translations (po), mail, Word and PowerPoint only what is said is cleaned; times, keys, code,
headers, styles stay.

What stands between "cleantext: off" and "cleantext: on" in comments of a file stays as it is.

A pipe that pauses (tail -f log | cleantext) is cleaned as it comes, whole lines at a time, unless
the output is a file. Rules whose scope is the line (--rule ID says it) answer as for a whole file.

Configuration: the nearest cleantext.toml, .cleantext.toml or pyproject.toml with [tool.cleantext],
with the keys preset, select, ignore, extend, protect, options, and per-file."GLOB" with the same
keys for some files; words that are no typos, one a line, in cleantext-words.txt beside it.
"""


def help_text(topic: str = "all") -> str:
    """The full help, or the part about one topic."""
    parts = [USAGE, "Make damaged text clean: bytes in, bytes out.", ""]
    if topic == "all":
        parts += [f"  {line:43}{what}" for line, what in USES]
        parts += ["", f"By topic, as in --help=files: {', '.join(TOPICS)}", ""]
    for name, (title, flags) in zip(TOPICS, GROUPS, strict=True):
        if topic not in ("all", name):
            continue
        parts.append(f"{title}:")
        parts += [line for flag in flags for line in _described(flag)]
        parts.append("")
    return "\n".join(parts).rstrip("\n") + "\n" + (TAIL if topic == "all" else "")


def _described(flag: Flag) -> list[str]:
    from textwrap import wrap

    value = flag.value
    if flag.choices:
        value = "|".join(choice for choice in flag.choices if choice != flag.bare)
    shown = f"--{flag.long}"
    if flag.value:
        shown += f"[={value}]" if flag.bare is not None else f" {value}"
    left = f"  {f'-{flag.short}, ' if flag.short else '    '}{shown}"
    lines = wrap(flag.help, 66)
    if len(left) > 30:
        return [left, *(f"{'':32}{line}" for line in lines)]
    return [f"{left:32}{lines[0]}", *(f"{'':32}{line}" for line in lines[1:])]


def versions() -> str:
    """Package, Python, Unicode data and kernel."""
    from importlib import import_module

    from .. import __version__, kernel

    unicode = import_module("unicodedata2").unidata_version
    python = ".".join(str(part) for part in sys.version_info[:3])
    return f"cleantext {__version__} (Python {python}, Unicode {unicode}, {kernel.NAME} kernel)\n"


def rule_list(form: str) -> str:
    """All rules, as aligned text, JSON or Markdown."""
    from ..presets import PRESETS
    from ..rules import RULES

    sets = {name: {rule.id for rule in preset.rules} for name, preset in PRESETS.items()}
    rows = [(rule, [name for name, ids in sets.items() if rule.id in ids]) for rule in RULES]
    if form == "json":
        import json

        return json.dumps([_data(rule, names) for rule, names in rows], indent=1) + "\n"
    if form == "md":
        head = "| Rule | Name | Presets | Safe | What it does |\n|---|---|---|---|---|\n"
        return head + "".join(
            f"| {rule.id} | {rule.name} | {', '.join(names)} | {'yes' if rule.safe else 'no'} | "
            f"{rule.summary} |\n"
            for rule, names in rows
        )
    width = max((len(rule.name) for rule in RULES), default=0)
    return "".join(
        f"{rule.id} {'' if 'default' in names else '-':1} {rule.name:{width}}  {rule.summary}\n"
        for rule, names in rows
    )


def _data(rule: Rule, presets: list[str]) -> dict[str, object]:
    return {
        "id": rule.id,
        "name": rule.name,
        "stage": rule.stage.name.lower(),
        "scope": rule.scope.name.lower(),
        "safe": rule.safe,
        "presets": presets,
        "options": {k: list(v) if isinstance(v, tuple) else v for k, v in rule.defaults.items()},
        "summary": rule.summary,
    }


def rule_text(id: str) -> str:
    """The documentation of one rule; raises `UnknownRuleError`."""
    from ..presets import PRESETS
    from ..rules import get

    rule = get(id)
    presets = [name for name, preset in PRESETS.items() if rule.id in {r.id for r in preset.rules}]
    lines = [
        f"{rule.id} {rule.name}",
        "",
        rule.doc,
        "",
        f"Stage {rule.stage.name.lower()}, scope {rule.scope.name.lower()}, "
        f"{'safe' if rule.safe else 'unsafe'}; presets: {', '.join(presets) or 'none'}.",
    ]
    for name, default in rule.defaults.items():
        shown = ",".join(default) if isinstance(default, tuple) else str(default)
        lines.append(f"Option {name}={shown.lower() if isinstance(default, bool) else shown}")
    return "\n".join(lines) + "\n"
