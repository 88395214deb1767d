"""The flags of the command, as data: the parser, the help and the documentation read this table."""

from typing import NamedTuple


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


RECORDS = ("jsonl", "json", "csv", "yaml", "parquet", "arrow")
FORMATS = ("ipynb", "srt", "po", "eml", "text")
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
            Flag(
                "interactive",
                "clean files where they are, but ask about each edit, as git add -p does",
                "p",
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
            Flag(
                "comments",
                "of source and configuration clean comments and docstrings as prose, too; with "
                "=strings also strings",
                value="WHAT",
                bare="comments",
                choices=("comments", "strings"),
            ),
        ),
    ),
    (
        "Records (JSON, JSON Lines, CSV, TSV, YAML, Parquet, Arrow, Excel)",
        (
            Flag(
                "field",
                "clean only the values of these fields: a, a.b, a.*, *; of CSV also by number, of "
                "Excel all: *; a folder then stands for the records in it",
                "f",
                "FIELDS",
                many=True,
                commas=True,
            ),
            Flag(
                "format",
                "what the file is (default: by its name); text: nothing but text",
                value="FORMAT",
                choices=RECORDS + FORMATS,
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
            Flag(
                "line-buffered",
                "clean each line on its own and write it at once",
            ),
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
            Flag(
                "resume",
                "with -i or -o: write to FILE what is done; the same command begun again after an "
                "interruption goes on there, also within JSON Lines and CSV",
                value="FILE",
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
