"""Do the tests notice? Faults go into the package one by one; the tests that reach them run.

    python benchmarks/mutants.py --sample 300          a random sample over the rooms below
    python benchmarks/mutants.py --rooms rules --sample 100 --seed 7
    python benchmarks/mutants.py --again RECORD        the survivors of a record once more

First the whole suite runs once under `coverage`, which tells for each line the tests that reach
it, also in the processes that tests start (`--map FILE` keeps it). Then each fault is made in a
copy of the package, and those tests run on it until one fails. A fault is `survived` when none
does, `unreached` when no test comes by. The record is JSON lines: file, line, what was done, how
it ended; survivors that change nothing anyone can see are named there by hand
(`"equivalent": "why"`). Lines are those of the commit that its first row names.
"""

import argparse
import ast
import collections
import itertools
import json
import os
import random
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, NamedTuple

TOP = Path(__file__).parent.parent
SOURCE = TOP / "src" / "cleantext"
ROOMS = (
    "edits.py", "pipeline.py", "spec.py", "engine.py", "streaming.py", "parallel.py",
    "io", "cli", "report", "adapters", "hidden",
)  # fmt: skip
SECONDS = 240
OPPOSITE: dict[type[ast.AST], type[ast.AST]] = {
    ast.Lt: ast.GtE, ast.LtE: ast.Gt, ast.Gt: ast.LtE, ast.GtE: ast.Lt, ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq, ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
    ast.And: ast.Or, ast.Or: ast.And, ast.Add: ast.Sub, ast.Sub: ast.Add, ast.BitOr: ast.BitAnd,
    ast.BitAnd: ast.BitOr,
}  # fmt: skip


class Fault(NamedTuple):
    """One change of a source file: where, in words, and which node's which change it is."""

    path: Path
    line: int
    what: str
    at: int
    which: int


def faults(path: Path) -> Iterator[Fault]:
    """Every fault that can be put into a file."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    texts = _docstrings(tree) | _annotations(tree)
    for at, node in enumerate(ast.walk(tree)):
        if id(node) not in texts:
            for which, (what, _) in enumerate(_changes(node)):
                yield Fault(path, getattr(node, "lineno", 0), what, at, which)


def source(fault: Fault) -> str:
    """The file with the fault in it."""
    tree = ast.parse(fault.path.read_text(encoding="utf-8"))
    node = next(itertools.islice(ast.walk(tree), fault.at, None))
    _, change = list(_changes(node))[fault.which]
    change(node)
    return ast.unparse(tree)


def _docstrings(tree: ast.Module) -> set[int]:
    found = set()
    for node in ast.walk(tree):
        body = getattr(node, "body", None)
        if isinstance(body, list):
            for child in body:
                if isinstance(child, ast.Expr) and isinstance(child.value, ast.Constant):
                    found |= {id(child), id(child.value)}
    return found


def _annotations(tree: ast.Module) -> set[int]:
    """What stands in types, which nobody evaluates."""
    found: set[int] = set()
    for node in ast.walk(tree):
        for field in ("annotation", "returns"):
            if isinstance(getattr(node, field, None), ast.AST):
                found |= {id(part) for part in ast.walk(getattr(node, field))}
    return found


def _changes(node: ast.AST) -> Iterator[tuple[str, Any]]:
    match node:
        case ast.Compare(ops=[op]) if type(op) in OPPOSITE:
            other = OPPOSITE[type(op)]
            yield f"{_name(op)} for {other.__name__}", lambda n: n.ops.__setitem__(0, other())
        case ast.BoolOp(op=op) | ast.BinOp(op=op) if type(op) in OPPOSITE:
            other = OPPOSITE[type(op)]
            yield f"{_name(op)} for {other.__name__}", lambda n: setattr(n, "op", other())
        case ast.If() | ast.While() | ast.IfExp():
            yield "condition turned", lambda n: setattr(n, "test", ast.UnaryOp(ast.Not(), n.test))
        case ast.Constant(value=bool(value)):
            yield f"{value} turned", lambda n: setattr(n, "value", not value)
        case ast.Constant(value=int(value)):
            yield f"{value} one more", lambda n: setattr(n, "value", value + 1)
        case ast.Return(value=value) if value is not None and not _is_none(value):
            yield "returns None", lambda n: setattr(n, "value", ast.Constant(None))
        case ast.Expr(value=ast.Call()) | ast.AugAssign() | ast.Raise():
            yield f"{_name(node)} left out", _leave_out
        case ast.Continue():
            yield "break for continue", _leave_out


def _name(node: ast.AST) -> str:
    return type(node).__name__


def _is_none(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value is None


def _leave_out(node: ast.AST) -> None:
    is_continue = isinstance(node, ast.Continue)
    node.__class__ = ast.Break if is_continue else ast.Pass
    for field in ("value", "target", "op", "exc", "cause"):
        node.__dict__.pop(field, None)


def sample(rooms: list[str], size: int, seed: int) -> list[Fault]:
    """A random sample of the faults in `rooms`."""
    found: list[Fault] = []
    for room in rooms:
        place = SOURCE / room
        for path in [place] if place.is_file() else sorted(place.rglob("*.py")):
            found += faults(path)
    return random.Random(seed).sample(found, min(size, len(found)))


def reach(map_file: Path, tests: list[str]) -> dict[Path, dict[int, list[str]]]:
    """For each file of the package the tests that reach each of its lines."""
    if not map_file.exists():
        _cover(map_file, tests)
    found: dict[Path, dict[int, list[str]]] = collections.defaultdict(
        lambda: collections.defaultdict(list)
    )
    base = sqlite3.connect(map_file)
    query = (
        "select file.path, context.context, line_bits.numbits from line_bits"
        " join file on file.id = file_id join context on context.id = context_id"
    )
    for name, test, bits in base.execute(query):
        if test and "/cleantext/" in name:
            lines = found[SOURCE / name.rpartition("/cleantext/")[2]]
            for byte, value in enumerate(bits):
                for bit in range(8):
                    if value >> bit & 1:
                        lines[byte * 8 + bit].append(test.partition("|")[0].partition(" (")[0])
    return found


def _cover(map_file: Path, tests: list[str]) -> None:
    """Run the tests under coverage; processes that they start say which test they belong to."""
    with tempfile.TemporaryDirectory() as folder:
        settings = Path(folder, "coveragerc")
        settings.write_text(
            f"[run]\nsource = cleantext\nparallel = true\ndata_file = {map_file}\n"
            "context = ${PYTEST_CURRENT_TEST-}\nsigterm = true\n",
            encoding="utf-8",
        )
        Path(folder, "sitecustomize.py").write_text(
            "import os\nif 'PYTEST_CURRENT_TEST' in os.environ:\n"
            "    import coverage\n    coverage.process_startup()\n",
            encoding="utf-8",
        )
        paths = [folder, str(SOURCE.parent)]
        env = {
            **os.environ,
            "COVERAGE_FILE": str(map_file),
            "COVERAGE_PROCESS_START": str(settings),
            "PYTHONPATH": os.pathsep.join(paths),
        }
        command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-W", "default"]
        command += ["--cov=cleantext", f"--cov-config={settings}", "--cov-context=test"]
        subprocess.run([*command, "--cov-report=", *tests], cwd=TOP, env=env, check=False)
        command = [sys.executable, "-m", "coverage", "combine", "--append", f"--rcfile={settings}"]
        subprocess.run(command, cwd=TOP, env=env, check=False)


def try_out(fault: Fault, tests: list[str]) -> str:
    """How it ends: `killed`, `survived` or `unreached`."""
    if not tests:
        return "unreached"
    with tempfile.TemporaryDirectory() as folder:
        package = Path(folder, "cleantext")
        shutil.copytree(SOURCE, package, copy_function=os.link)
        target = package / fault.path.relative_to(SOURCE)
        target.unlink()
        target.write_text(source(fault), encoding="utf-8")
        env = {**os.environ, "PYTHONPATH": folder, "PYTHONDONTWRITEBYTECODE": "1"}
        command = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider"]
        try:
            run = subprocess.run(
                [*command, *tests], cwd=TOP, env=env, capture_output=True, timeout=SECONDS
            )
        except subprocess.TimeoutExpired:
            return "killed"
        return "survived" if run.returncode == 0 else "killed"


def main() -> int:
    """Sample, try, print and record; exit 1 when fewer are noticed than `--least`."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--rooms", nargs="*", default=list(ROOMS))
    parser.add_argument("--sample", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--map", type=Path, default=Path(tempfile.gettempdir(), "mutants.coverage"))
    parser.add_argument("--record", type=Path)
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    parser.add_argument("--most", type=int, default=60, help="tests for a fault")
    parser.add_argument("--tests", nargs="*", default=["tests"], help="what the map is made of")
    parser.add_argument("--again", type=Path, help="only the survivors of this record")
    parser.add_argument("--least", type=float, default=0.0, help="share that must be noticed")
    options = parser.parse_args()
    picked = sample(options.rooms, options.sample, options.seed)
    if options.again:
        rows = [json.loads(line) for line in options.again.read_text("utf-8").splitlines()]
        wanted = {
            (r["file"], r["line"], r["what"])
            for r in rows
            if r.get("end", "killed") != "killed" and "equivalent" not in r
        }
        every = sample(options.rooms, sys.maxsize, 0)
        picked = [f for f in every if (str(f.path.relative_to(SOURCE)), f.line, f.what) in wanted]
    lines = reach(options.map, options.tests)
    wide = collections.Counter(t for of in lines.values() for tests in of.values() for t in tests)

    def end_of(fault: Fault) -> str:
        of = lines.get(fault.path, {})
        here = collections.Counter(test for tests in of.values() for test in tests)
        tests = of.get(fault.line) or list(here)  # what stands in no function runs at import
        # first those that are about this file
        ranked = sorted(set(tests), key=lambda test: (-here[test] / wide[test], test))
        return try_out(fault, ranked[: options.most])

    ends: collections.Counter[str] = collections.Counter()
    pool = ThreadPoolExecutor(options.jobs)
    for fault, end in zip(picked, pool.map(end_of, picked), strict=True):
        ends[end] += 1
        name = str(fault.path.relative_to(SOURCE))
        if end != "killed":
            print(f"{end:10} {name}:{fault.line}  {fault.what}", flush=True)
        if options.record:
            row = {"file": name, "line": fault.line, "what": fault.what, "end": end}
            with options.record.open("a", encoding="utf-8") as out:
                out.write(json.dumps(row) + "\n")
    share = ends["killed"] / max(1, sum(ends.values()))
    print(f"noticed: {ends['killed']} of {sum(ends.values())} ({share:.0%}); {dict(ends)}")
    return int(share < options.least)


if __name__ == "__main__":
    sys.exit(main())
