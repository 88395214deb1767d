"""The house: files import from their own floor, without circles, and from floors below."""

import ast
from collections.abc import Iterator
from pathlib import Path

import cleantext

ROOT = Path(cleantext.__file__).parent
FLOORS = (
    (
        "ground",
        "_version _strangers errors scope edits columns alignment options expressions patterns "
        "data",
    ),
    ("kernel", "kernel _native _native_gates gate"),
    ("evidence", "lexicon letters profile"),
    ("engine", "streaming excerpt steps engine rule"),
    ("rules", "rules"),
    ("composition", "cores workers parallel spec cleaned pipeline presets"),
    ("ways in and out", "decoding hidden report io records adapters cli"),
)
FLOOR = {name: k for k, (_, names) in enumerate(FLOORS) for name in names.split()}
# A notebook asks the value itself to show how it looks; the page is made only then.
UP = ["cleaned imports report.notebook"]


def modules() -> dict[str, Path]:
    """Files by name, without that of the package; its root stands on all floors."""
    found = {}
    for path in ROOT.rglob("*.py"):
        parts = path.relative_to(ROOT).with_suffix("").parts
        if parts[:2] != ("data", "build"):
            name = ".".join(parts).removesuffix("__init__").rstrip(".")
            if name and name != "__main__":
                found[name] = path
    return found


MODULES = modules()


def imports(name: str) -> Iterator[str]:
    """What of ours a file imports, wherever in it, and be it only for types."""
    path = MODULES[name]
    package = name.split(".") if path.name == "__init__.py" else name.split(".")[:-1]
    for node in ast.walk(ast.parse(path.read_text())):
        if not isinstance(node, ast.ImportFrom):
            continue
        base = package[: len(package) + 1 - node.level] if node.level else []
        base += node.module.split(".") if node.module else []
        if not node.level:
            if base[:1] != ["cleantext"]:
                continue
            base = base[1:]
        for alias in node.names:
            whole = ".".join([*base, alias.name])
            target = whole if whole in MODULES else ".".join(base)
            if target in MODULES and target != name:
                yield target


IMPORTS = {name: set(imports(name)) for name in MODULES}


def reached(start: str) -> set[str]:
    """All that a file imports, and what that imports."""
    seen: set[str] = set()
    waiting = [start]
    while waiting:
        for name in IMPORTS[waiting.pop()] - seen:
            seen.add(name)
            waiting.append(name)
    return seen


def test_every_file_stands_on_a_floor() -> None:
    assert {name.split(".")[0] for name in MODULES} == set(FLOOR)


def test_imports_lead_to_the_same_floor_or_downward() -> None:
    up = [
        f"{name} imports {other}"
        for name, others in IMPORTS.items()
        for other in others
        if FLOOR[other.split(".")[0]] > FLOOR[name.split(".")[0]]
    ]
    assert up == UP


def test_no_file_imports_itself_by_way_of_others() -> None:
    reach = {name: reached(name) for name in MODULES}
    assert not [name for name in MODULES if name in reach[name]]


def test_no_file_takes_the_root_from_below() -> None:
    """Only ways in and out may use the package as its users do."""
    below = [name for name in MODULES if FLOOR[name.split(".")[0]] < len(FLOORS) - 1]
    for name in below:
        depth = name.count(".") + (MODULES[name].name == "__init__.py")
        for node in ast.walk(ast.parse(MODULES[name].read_text())):
            if isinstance(node, ast.ImportFrom) and node.level == depth + 1 and not node.module:
                assert all(
                    alias.name in MODULES or alias.name.startswith("_") for alias in node.names
                ), name
