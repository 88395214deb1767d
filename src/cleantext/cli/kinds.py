"""Kinds of files by their names: what is prose, and what a machine reads.

Of prose the words may be put right; in source, configuration and data only characters that nobody
wrote on purpose go, since a key, a name or a value is not a misspelt word.
"""

import os
from collections.abc import Iterable

PROSE: dict[str, str] = {
    "adoc": "adoc asciidoc",
    "eml": "eml mbox",
    "html": "html htm xhtml",
    "ipynb": "ipynb",
    "docx": "docx pptx",
    "md": "md markdown mdown mkd mdx qmd rmd",
    "org": "org",
    "po": "po pot",
    "rst": "rst rest",
    "srt": "srt vtt sub",
    "tex": "tex ltx latex",
    "txt": "txt text log",
}
CODE: dict[str, str] = {
    "c": "c h cc cpp cxx hh hpp hxx m mm",
    "config": "cfg cnf conf env ini properties service",
    "cs": "cs fs vb",
    "css": "css less sass scss",
    "csv": "csv tsv tab psv",
    "dart": "dart",
    "elixir": "ex exs erl hrl",
    "go": "go mod sum",
    "haskell": "hs lhs",
    "java": "java groovy gradle kt kts scala",
    "js": "cjs js jsx mjs",
    "json": "json json5 jsonc geojson jsonl ndjson webmanifest",
    "julia": "jl",
    "lisp": "clj cljs el lisp scm",
    "lua": "lua",
    "make": "mk mak cmake",
    "ocaml": "ml mli",
    "perl": "pl pm",
    "php": "php",
    "proto": "proto graphql thrift",
    "py": "py pyi pyw pyx pxd pxi",
    "r": "r",
    "ruby": "rb gemspec rake",
    "rust": "rs",
    "sh": "bash bat cmd fish ps1 sh zsh",
    "sql": "sql",
    "swift": "swift",
    "svg": "svg",
    "toml": "toml lock",
    "ts": "cts mts ts tsx vue svelte",
    "xlsx": "xlsx",
    "xml": "xml xsd xsl xslt plist rss atom",
    "yaml": "yaml yml",
    "zig": "zig nim v",
}
_NAMES = frozenset(
    "makefile dockerfile gemfile rakefile vagrantfile jenkinsfile cmakelists.txt requirements.txt "
    "constraints.txt .gitignore .gitattributes .editorconfig .env".split()
)
TYPES = {name: tuple(f"*.{end}" for end in ends.split()) for name, ends in (PROSE | CODE).items()}
FORMATS = {"ipynb": "ipynb", "srt": "srt", "vtt": "srt", "po": "po", "pot": "po", "eml": "eml"}
"""Formats that hold prose between other things (`records.formats`), by the ends of names."""
RECORDS = tuple(
    f"*.{end}{packed}"
    for end in "jsonl ndjson json csv tsv yaml yml parquet pq arrow feather ipc xlsx".split()
    for packed in ("", ".gz", ".bz2", ".xz", ".zst")
)
_CODE_ENDS = frozenset(end for ends in CODE.values() for end in ends.split())


def is_code(path: str) -> bool:
    """Whether a file of that name is read by machines: source, configuration, data.

    >>> is_code("docs/index.md"), is_code("a/b.yaml"), is_code("Makefile"), is_code("-")
    (False, True, True, False)
    """
    name = os.path.basename(path).lower()
    return name in _NAMES or os.path.splitext(name)[1][1:] in _CODE_ENDS


def format_of(path: str) -> str:
    """The format of a file of that name that holds prose between other things, "" if none."""
    return FORMATS.get(os.path.splitext(path)[1][1:].lower(), "")


def globs(types: Iterable[str]) -> list[str]:
    """The patterns of types; raises `LookupError` that names near ones."""
    out: list[str] = []
    for name in types:
        if name not in TYPES:
            from difflib import get_close_matches

            near = get_close_matches(name, TYPES, 3, 0.4)
            hint = f"; near: {', '.join(near)}" if near else ""
            raise LookupError(f"no type {name!r}{hint}; types: {', '.join(TYPES)}")
        out += TYPES[name]
    return out
