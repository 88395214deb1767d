"""The flags of the command, as data: the parser, the help and the documentation read this table.

An optional value is given with `=` only, so that `-i FILE` and `--explain FILE` mean what they
seem to; a required one with `=` or as the next word.
"""

from typing import Any, NamedTuple


class Flag(NamedTuple):
    """One flag: how it is written, what value it takes, and what it is for."""

    long: str
    help: str
    short: str = ""
    value: str = ""  # how the value is shown; "" means none
    bare: str | None = None  # the value meant when an optional one is left out
    choices: tuple[str, ...] = ()
    many: bool = False  # may be given more than once
    commas: bool = False  # several values in one, between commas

    @property
    def field(self) -> str:
        """The name of the field of `Args` that holds the value."""
        return self.long.replace("-", "_")


SHELLS = ("bash", "zsh", "fish")
TOPICS = ("what", "files", "records", "rules", "io", "running", "about")
"""A word for each of `GROUPS`."""

GROUPS: tuple[tuple[str, tuple[Flag, ...]], ...] = (
    (
        "What to do (without any of these: write the cleaned text)",
        (
            Flag(
                "in-place",
                "clean the files where they are; with SUFFIX keep each original under that name",
                "i",
                "SUFFIX",
                bare="",
            ),
            Flag("check", "write nothing, name the files that would change; exit status 1 if any"),
            Flag("diff", "show changed lines before and after; exit status 1 if any"),
            Flag(
                "explain",
                "show every edit with its rule and place",
                value="FORM",
                bare="brief",
                choices=("brief", "long", "json", "sarif", "github"),
            ),
            Flag(
                "html",
                "write a page that shows every edit, to be opened in a browser",
                value="FILE",
            ),
            Flag("apply", "do the edits that --explain=json wrote to FILE", value="FILE"),
            Flag("undo", "take them back: -i --explain=json wrote them", value="FILE"),
            Flag("reveal", "write the text uncleaned, with invisible characters made visible"),
            Flag(
                "hidden",
                "report runs of invisible characters and what they hide",
                value="FORM",
                bare="text",
                choices=("text", "json"),
            ),
        ),
    ),
    (
        "Files and folders (a folder stands for the files in it that git would keep)",
        (
            Flag(
                "include",
                "of a folder only files that match, as in .gitignore",
                value="GLOB",
                many=True,
            ),
            Flag("exclude", "of a folder no files that match", value="GLOB", many=True),
            Flag(
                "type",
                "of a folder only files of these types: md, txt, py, ...",
                "t",
                "TYPES",
                many=True,
                commas=True,
            ),
            Flag("no-ignore", "of a folder hidden and ignored files, too"),
            Flag("files", "list the files that would be read, and do no more"),
            Flag("files-from", "also the files named in FILE, one a line", value="FILE"),
            Flag("text", "clean files that look binary, too", "a"),
        ),
    ),
    (
        "Records (JSON, JSON Lines, CSV, TSV, Parquet, Arrow)",
        (
            Flag(
                "field",
                "clean only the values of these fields: a, a.b, a.*, *; of CSV also by number",
                "f",
                "FIELDS",
                many=True,
                commas=True,
            ),
            Flag(
                "format",
                "what the records are (default: by the name of the file)",
                value="FORMAT",
                choices=("jsonl", "json", "csv", "parquet", "arrow"),
            ),
        ),
    ),
    (
        "Rules",
        (
            Flag("preset", "the set of rules to begin with (default: default)", value="NAME"),
            Flag(
                "select",
                "only these rules of it: ids, names, begins of ids",
                "s",
                "RULES",
                many=True,
                commas=True,
            ),
            Flag("ignore", "without these rules", value="RULES", many=True, commas=True),
            Flag("extend", "with these rules, too", value="RULES", many=True, commas=True),
            Flag(
                "option",
                "set an option of the rules that have it, or of one: ID.NAME=VALUE",
                value="NAME=VALUE",
                many=True,
            ),
            Flag(
                "protect",
                "leave what matches this regular expression as it is",
                value="REGEX",
                many=True,
            ),
            Flag("config", "read the configuration from FILE and nowhere else", value="FILE"),
            Flag("isolated", "read no configuration file"),
        ),
    ),
    (
        "Input and output",
        (
            Flag("output", "write the cleaned text to FILE, when all of it is done", "o", "FILE"),
            Flag(
                "encoding",
                "encoding of the input; auto: find it out (default: by its mark, else utf-8)",
                "e",
                "NAME",
            ),
            Flag("to", "encoding of the output (default: that of the input)", value="NAME"),
            Flag(
                "errors",
                "what to do with bytes that are no text (default: strict)",
                value="HOW",
                choices=("strict", "replace", "surrogateescape"),
            ),
        ),
    ),
    (
        "Running",
        (
            Flag("jobs", "processes to use; 0: one for each processor (default: 1)", "j", "N"),
            Flag("line-buffered", "clean each line on its own and write it at once"),
            Flag(
                "stats",
                "count edits, files and characters by rule, on standard error",
                value="FORM",
                bare="text",
                choices=("text", "json"),
            ),
            Flag(
                "progress",
                "how far it is, on standard error (default: auto, on a terminal and if it is long)",
                value="WHEN",
                choices=("auto", "always", "never"),
            ),
            Flag("quiet", "no summary and no notices", "q"),
            Flag(
                "color",
                "colour in --diff and --explain (default: auto)",
                value="WHEN",
                choices=("auto", "always", "never"),
            ),
            Flag("exit-zero", "exit with 0 even if --check or --diff finds something"),
        ),
    ),
    (
        "About",
        (
            Flag(
                "list-rules",
                "list all rules",
                value="FORM",
                bare="text",
                choices=("text", "json", "md"),
            ),
            Flag("rule", "describe one rule", value="ID"),
            Flag("dump-config", "print the configuration in force, as TOML"),
            Flag("version", "print the versions of the package, Python, Unicode data", "V"),
            Flag("completion", "print the completions for a shell", value="SHELL", choices=SHELLS),
            Flag("man", "print the manual page"),
            Flag("config-schema", "print the JSON schema of the configuration, for editors"),
            Flag(
                "help",
                "print this help, or the part of it about a topic",
                "h",
                "TOPIC",
                bare="all",
                choices=("all", *TOPICS),
            ),
        ),
    ),
)

FLAGS = tuple(flag for _, flags in GROUPS for flag in flags)
_LONG = {flag.long: flag for flag in FLAGS}
_SHORT = {flag.short: flag for flag in FLAGS if flag.short}

# One of each set at most.
_EXCLUSIVE = (
    ("in-place", "output", "check", "reveal", "apply", "undo"),
    ("in-place", "output", "hidden", "apply", "undo"),
    ("in-place", "output", "line-buffered"),
    ("diff", "explain", "html", "reveal", "hidden", "apply", "undo"),
    ("config", "isolated"),
)


class Args(NamedTuple):
    """The command line, read; a field a flag."""

    paths: tuple[str, ...] = ()
    in_place: str | None = None
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
    if value is None:
        raise UsageError(f"{shown} needs a value: {shown} {flag.value}")
    if flag.choices and value not in flag.choices:
        raise UsageError(f"{shown}: {value!r} is not one of {', '.join(flag.choices)}")
    if not flag.many:
        values[flag.field] = value
        return
    parts = [part.strip() for part in value.split(",")] if flag.commas else [value]
    values[flag.field] = (*values.get(flag.field, ()), *filter(None, parts))


def _long(name: str) -> Flag:
    flag = _LONG.get(name)
    if flag is None:
        from difflib import get_close_matches

        near = get_close_matches(name, _LONG, 2, 0.6)
        hint = f"; near: {', '.join('--' + n for n in near)}" if near else ""
        raise UsageError(f"no flag --{name}{hint}")
    return flag
