"""A command line, read.

An optional value is given with `=` only, so that `-i FILE` and `--explain FILE` mean what they
seem to; a required one with `=` or as the next word.
"""

from typing import Any, NamedTuple

from .flags import FLAGS, Flag

_LONG = {flag.long: flag for flag in FLAGS}
_SHORT = {flag.short: flag for flag in FLAGS if flag.short}

# One of each set at most.
_EXCLUSIVE = (
    ("in-place", "output", "check", "reveal", "apply", "undo"),
    ("in-place", "output", "hidden", "apply", "undo"),
    ("in-place", "output", "line-buffered"),
    ("diff", "explain", "html", "reveal", "hidden", "apply", "undo"),
    *(
        ("interactive", other)
        for other in (
            "resume",
            "output",
            "check",
            "diff",
            "html",
            "reveal",
            "hidden",
            "apply",
            "undo",
        )
    ),
    *(("resume", other) for other in ("check", "diff", "html", "apply", "undo", "line-buffered")),
    ("config", "isolated"),
)


class Args(NamedTuple):
    """The command line, read; a field a flag."""

    paths: tuple[str, ...] = ()
    in_place: str | None = None
    interactive: bool = False
    check: bool = False
    diff: bool = False
    explain: str | None = None
    html: str | None = None
    apply: str | None = None
    undo: str | None = None
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    type: tuple[str, ...] = ()
    no_ignore: bool = False
    files: bool = False
    comments: str | None = None
    field: tuple[str, ...] = ()
    format: str | None = None
    reveal: bool = False
    hidden: str | None = None
    preset: str | None = None
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    extend: tuple[str, ...] = ()
    option: tuple[str, ...] = ()
    protect: tuple[str, ...] = ()
    config: str | None = None
    isolated: bool = False
    output: str | None = None
    files_from: str | None = None
    encoding: str | None = None
    to: str | None = None
    errors: str = "strict"
    text: bool = False
    jobs: str = "1"
    line_buffered: bool = False
    stats: str | None = None
    resume: str | None = None
    quiet: bool = False
    progress: str = "auto"
    color: str = "auto"
    exit_zero: bool = False
    list_rules: str | None = None
    rule: str | None = None
    dump_config: bool = False
    version: bool = False
    completion: str | None = None
    man: bool = False
    config_schema: bool = False
    help: str | None = None


class UsageError(Exception):
    """A command line or configuration that cannot be followed; the message says why."""


def parse(argv: list[str]) -> Args:
    """Read a command line; raises `UsageError`.

    >>> parse(["-qi", "--select", "INV,ENC101", "a.txt"])[:2]
    (('a.txt',), '')
    """
    values: dict[str, Any] = {}
    files: list[str] = []
    words = iter(argv)
    for word in words:
        if word == "--":
            files.extend(words)
        elif word.startswith("--"):
            name, equals, value = word[2:].partition("=")
            flag = _long(name)
            given = value if equals else None
            if given is None and flag.value and flag.bare is None:
                given = next(words, None)
            _put(values, flag, given, f"--{flag.long}")
        elif word.startswith("-") and word != "-":
            _cluster(values, word[1:], words)
        else:
            files.append(word)
    for names in _EXCLUSIVE:
        given_names = [f"--{name}" for name in names if _LONG[name].field in values]
        if len(given_names) > 1:
            raise UsageError(f"{' and '.join(given_names[:2])} do not go together")
    return Args(paths=tuple(files), **values)


def _cluster(values: dict[str, Any], letters: str, words: Any) -> None:
    """Short flags behind one hyphen; the last may take a value."""
    while letters:
        letter, letters = letters[0], letters[1:]
        flag = _SHORT.get(letter)
        if flag is None:
            raise UsageError(f"no flag -{letter}")
        value: str | None = None
        if flag.value and flag.bare is None:
            value = letters.removeprefix("=") if letters else next(words, None)
            letters = ""
        elif flag.value and letters and not letters[0].isalnum():
            # Only what cannot be more flags is a suffix: -i.bak, but -iq is -i -q.
            value, letters = letters.removeprefix("="), ""
        _put(values, flag, value, f"-{letter}")


def _put(values: dict[str, Any], flag: Flag, value: str | None, shown: str) -> None:
    if not flag.value:
        if value is not None:
            raise UsageError(f"{shown} takes no value")
        values[flag.field] = True
        return
    if value is None:
        value = flag.bare
    if value is None or (not value and flag.bare is None and not flag.many):  # perhaps "$UNSET"
        raise UsageError(f"{shown} needs a value: {shown} {flag.value}")
    if flag.choices and value not in flag.choices:
        raise UsageError(f"{shown}: {value!r} is not one of {', '.join(flag.choices)}")
    if not flag.many:
        values[flag.field] = value
        return
    parts = [part.strip() for part in value.split(",")] if flag.commas else [value]
    if not any(parts):
        raise UsageError(f"{shown} names nothing")
    values[flag.field] = (*values.get(flag.field, ()), *filter(None, parts))


def _long(name: str) -> Flag:
    flag = _LONG.get(name)
    if flag is None:
        from difflib import get_close_matches

        near = get_close_matches(name, _LONG, 2, 0.6)
        hint = f"; near: {', '.join('--' + n for n in near)}" if near else ""
        raise UsageError(f"no flag --{name}{hint}")
    return flag
