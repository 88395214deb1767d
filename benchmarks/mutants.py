"""Do the tests notice? Faults go into the package one by one; the tests that reach them run.

    python benchmarks/mutants.py --sample 300             a random sample over the rooms below
    python benchmarks/mutants.py --rooms rules --sample 100 --seed 7
    python benchmarks/mutants.py --again RECORD           the survivors of a record once more
    python benchmarks/mutants.py --choose 60 RECORD …     the faults to be put in again in CI
    python benchmarks/mutants.py --replay                 put them in again (`.ci/run` does)

First the tests run once under `coverage` (`pip install pytest-cov`), file by file, which tells for
each line the tests that reach it, and how long each takes (`--map FOLDER` keeps it). Then each
fault is made in a copy of the package, and those tests run on it until one fails, those first that
are about its file and short. A fault is `survived` when none fails, `unreached` when no test comes
by. What processes reach that tests start counts, too, but for those that are killed: `--far FILES`
adds such tests.

A record is JSON lines. A fault is known by its file, the function, the text of the expression and
how many like it stand before it, so that a record outlives changes around it. Survivors that
change nothing anyone can see are named there by hand (`"equivalent": "why"`).
"""

import argparse
import ast
import collections
import contextlib
import doctest
import functools
import importlib
import itertools
import json
import os
import random
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

TOP = Path(__file__).parent.parent
SOURCE = TOP / "src" / "cleantext"
FAULTS = Path(__file__).with_name("faults.jsonl")
ROOMS = (
    "edits.py", "pipeline.py", "spec.py", "engine.py", "streaming.py", "parallel.py",
    "io", "cli", "report", "adapters", "hidden",
)  # fmt: skip
SECONDS = 240
MEMORY = 8 << 30  # bytes: a fault may make a loop that never ends
GONE = 0.2  # a larger share of faults without a place must be recorded anew
OPPOSITE: dict[type[ast.AST], type[ast.AST]] = {
    ast.Lt: ast.GtE, ast.LtE: ast.Gt, ast.Gt: ast.LtE, ast.GtE: ast.Lt, ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq, ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
    ast.And: ast.Or, ast.Or: ast.And, ast.Add: ast.Sub, ast.Sub: ast.Add, ast.BitOr: ast.BitAnd,
    ast.BitAnd: ast.BitOr,
}  # fmt: skip
# Processes that a test starts write down what they reach under its name, which pytest tells them.
PROCESSES = """
[run]
data_file = {}
parallel = true
patch = _exit, fork
source_pkgs = cleantext
context = ${{PYTEST_CURRENT_TEST-}}
"""
STARTED = """
import os, sys, pytest
os.environ["COVERAGE_PROCESS_START"] = sys.argv[1]
sys.exit(pytest.main(sys.argv[2:]))
"""
Reach = dict[str, dict[int, list[str]]]


class Fault(NamedTuple):
    """One change of a source file, found again by all but its last three fields."""

    file: str
    function: str  # "" for what runs at import
    text: str
    what: str
    nth: int  # among those that are alike so far
    line: int
    at: int
    which: int


def faults(file: str) -> Iterator[Fault]:
    """Every fault that can be put into a file of the package."""
    tree = ast.parse((SOURCE / file).read_text(encoding="utf-8"))
    silent = _docstrings(tree) | _annotations(tree)
    functions = _functions(tree)
    seen: collections.Counter[tuple[str, ...]] = collections.Counter()
    for at, node in enumerate(ast.walk(tree)):
        if id(node) not in silent:
            for which, (what, _) in enumerate(_changes(node)):
                key = (file, functions.get(id(node), ""), ast.unparse(node)[:200], what)
                line = getattr(node, "lineno", 0)
                yield Fault(*key, seen[key], line, at, which)
                seen[key] += 1


def source(fault: Fault) -> str:
    """The file with the fault in it."""
    tree = ast.parse((SOURCE / fault.file).read_text(encoding="utf-8"))
    node = next(itertools.islice(ast.walk(tree), fault.at, None))
    _, change = list(_changes(node))[fault.which]
    change(node)
    return ast.unparse(tree)


def _functions(tree: ast.Module) -> dict[int, str]:
    """For each node the function it stands in; the last to be set is the innermost."""
    found: dict[int, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            name = f"{found.get(id(node), '')}.{getattr(node, 'name', '<lambda>')}".lstrip(".")
            body = node.body if isinstance(node.body, list) else [node.body]
            found |= {id(part): name for child in body for part in ast.walk(child)}
    return found


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


def every(rooms: Iterable[str]) -> list[Fault]:
    """All faults of `rooms`, files or folders of the package."""
    places = [SOURCE / room for room in rooms]
    paths = [
        p for place in places for p in ([place] if place.is_file() else sorted(place.rglob("*.py")))
    ]
    return [fault for path in paths for fault in faults(str(path.relative_to(SOURCE)))]


def cover(folder: Path, tests: list[str]) -> None:
    """Run test files under coverage, those that have not been."""
    folder.mkdir(exist_ok=True)
    for test in tests:
        base = folder / (test.replace("/", "_") + ".cov")
        if not base.exists():
            settings = base.with_suffix(".ini")
            settings.write_text(PROCESSES.format(base), encoding="utf-8")
            env = {**os.environ, "COVERAGE_FILE": str(base), "PYTHONPATH": str(SOURCE.parent)}
            env |= {"HYPOTHESIS_PROFILE": "few"}
            command = [sys.executable, "-c", STARTED, str(settings)]
            command += ["-vv", "-p", "no:cacheprovider", f"--cov-config={settings}"]
            command += ["-W", "default", "--cov=cleantext", "--cov-context=test", "--cov-report="]
            command += ["--durations=0", "--durations-min=0", test]
            with base.with_suffix(".log").open("w", encoding="utf-8") as log:
                subprocess.run(command, cwd=TOP, env=env, check=False, stdout=log)


def reach(folder: Path) -> tuple[Reach, dict[str, float]]:
    """For each file of the package the tests that reach each of its lines; seconds of each test."""
    found: Reach = collections.defaultdict(lambda: collections.defaultdict(list))
    seconds: dict[str, float] = collections.defaultdict(float)
    query = (
        "select file.path, context.context, line_bits.numbits from line_bits"
        " join file on file.id = file_id join context on context.id = context_id"
    )
    for base in folder.glob("*.cov"):
        for name, test, bits in sqlite3.connect(base).execute(query):
            if test and "/cleantext/" in name:
                lines = found[name.rpartition("/cleantext/")[2]]
                for byte, value in enumerate(bits):
                    for bit in range(8):
                        if value >> bit & 1:
                            lines[byte * 8 + bit].append(test.partition("|")[0].partition(" (")[0])
        for line in base.with_suffix(".log").read_text(encoding="utf-8").splitlines():
            match line.split(maxsplit=2):
                case [taken, "call" | "setup" | "teardown", test] if taken.endswith("s"):
                    seconds[test] += float(taken[:-1])
    return found, seconds


class Verdict:
    """Runs the tests of a list in its order, and remembers the first that failed."""

    def __init__(self, tests: list[str]) -> None:
        self.order = {test: at for at, test in enumerate(tests)}
        self.failed = ""
        self.ran = 0

    def pytest_collection_modifyitems(self, items: list[Any]) -> None:
        items[:] = [item for item in items if item.nodeid in self.order]
        items.sort(key=lambda item: self.order[item.nodeid])

    def pytest_runtest_logreport(self, report: Any) -> None:
        self.ran += report.when == "call" and report.outcome != "skipped"
        if report.failed and not self.failed:
            self.failed = report.nodeid


def try_out(fault: Fault | None, file: str, tests: list[str]) -> tuple[str, str]:
    """How it ends, `killed`, `survived` or `unreached`, and by which test.

    In a process made by `fork`, so that pandas and others are imported once. `file` names the
    module whose doctests run first; without a fault the package is tried as it is.
    """
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(SOURCE, Path(folder, "cleantext"), copy_function=os.link)
        if fault:
            target = Path(folder, "cleantext", fault.file)
            target.unlink()
            target.write_text(source(fault), encoding="utf-8")
        told = Path(folder, "told")
        child = os.fork()
        if not child:
            try:
                os.setsid()
                verdict = _in_child(folder, file, tests)
            except Exception as error:
                verdict = "error", repr(error)
            told.write_text("\n".join(verdict), encoding="utf-8")
            os._exit(0)
        end = time.monotonic() + SECONDS
        while not os.waitpid(child, os.WNOHANG)[0]:
            time.sleep(0.02)
            if time.monotonic() > end:
                break
        with contextlib.suppress(OSError):
            os.killpg(child, signal.SIGKILL)
            os.waitpid(child, 0)
        if not told.exists():
            return "killed", "it does not end, or dies"
        how, by = told.read_text(encoding="utf-8").split("\n", 1)
        if how == "error":
            raise RuntimeError(by)
        return how, by


def _in_child(folder: str, file: str, tests: list[str]) -> tuple[str, str]:
    import pytest

    resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))
    out = os.open(Path(folder, "out"), os.O_WRONLY | os.O_CREAT)
    for stream in (1, 2):
        os.dup2(out, stream)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.chdir(TOP)
    sys.path.insert(0, folder)
    os.environ["PYTHONPATH"] = folder
    os.environ["HYPOTHESIS_STORAGE_DIRECTORY"] = str(Path(folder, "examples"))
    name = "cleantext." + file.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
    try:
        if doctest.testmod(importlib.import_module(name)).failed:
            return "killed", f"doctest {file}"
    except ImportError as error:
        if (error.name or "").startswith("cleantext"):
            return "killed", f"import {file}"
    except Exception:
        return "killed", f"import {file}"
    verdict = Verdict(tests)
    files = list(dict.fromkeys(test.partition("::")[0] for test in tests))
    options = ["-x", "-q", "-p", "no:cacheprovider", "-o", "timeout=60"]
    options += ["-W", "ignore:Module already imported"]
    status = pytest.main([*options, *files], plugins=[verdict]) if files else 0
    if status not in (0, 5):
        return "killed", verdict.failed or "collection"
    return ("survived" if verdict.ran else "unreached"), ""


class Suite(NamedTuple):
    """What the map says."""

    lines: Reach
    seconds: dict[str, float]
    wide: collections.Counter[str]  # lines that each test reaches
    far: list[str]  # tests that are tried on every fault

    def of(self, fault: Fault, budget: float) -> list[str]:
        """The tests that reach a fault: first what is about its file and short."""
        of = self.lines.get(fault.file, {})
        here = collections.Counter(test for tests in of.values() for test in tests)
        tests = (of.get(fault.line) if fault.function else None) or list(here)
        near = {t: here[t] / self.wide[t] / (self.seconds.get(t, 1) + 0.05) for t in tests}
        ranked = [*sorted(near, key=lambda test: (-near[test], test)), *self.far]
        spent = itertools.accumulate(self.seconds.get(test, 1) + 0.01 for test in ranked)
        return [test for test, so_far in zip(ranked, spent, strict=True) if so_far < budget]


@functools.cache
def _doctested(file: str) -> str:
    """The file, if its doctests pass where nothing is wrong; some wait for an engine."""
    return file if try_out(None, file, [])[0] != "killed" else "__init__.py"


def _row(fault: Fault) -> dict[str, Any]:
    return dict(itertools.islice(fault._asdict().items(), 6))


def _key(row: dict[str, Any]) -> tuple[Any, ...]:
    return tuple(row[field] for field in Fault._fields[:5])


def _rows(path: Path) -> list[dict[str, Any]]:
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    return [row for row in rows if "file" in row]


def measure(picked: list[Fault], suite: Suite, budget: float, record: Path | None) -> float:
    """Try faults, print and record how each ends; the share that was noticed."""
    ends: collections.Counter[str] = collections.Counter()
    noticing = set()
    for fault in picked:
        start = time.monotonic()
        end, by = try_out(fault, _doctested(fault.file), suite.of(fault, budget))
        ends[end] += 1
        noticing.add(by)
        if end != "killed":
            print(f"{end:10} {fault.file}:{fault.line}  {fault.what}  {fault.text}", flush=True)
        if record:
            row = {**_row(fault), "end": end, "by": by, "s": round(time.monotonic() - start, 1)}
            with record.open("a", encoding="utf-8") as out:
                out.write(json.dumps(row) + "\n")
    how, by = try_out(None, "__init__.py", [test for test in noticing if "::" in test])
    if how == "killed":
        print(f"fails where nothing is wrong, so that what it noticed says nothing: {by}")
    share = ends["killed"] / max(1, sum(ends.values()))
    print(f"noticed: {ends['killed']} of {sum(ends.values())} ({share:.0%}); {dict(ends)}")
    return share


def choose(records: list[Path], size: int) -> None:
    """Write down the faults that are put in again: those noticed soonest, of all files in turn.

    What a test of random texts noticed by chance is left out.
    """
    by_file = collections.defaultdict(list)
    for row in itertools.chain.from_iterable(map(_rows, records)):
        if row["end"] == "killed" and "::" in row["by"]:
            by_file[row["file"]].append(row)
    for rows in by_file.values():
        rows.sort(key=lambda row: row["s"])
    turns = itertools.zip_longest(*(by_file[file] for file in sorted(by_file)))
    each = (row for turn in turns for row in turn if row and _is_sure(row))
    chosen = list(itertools.islice(each, size))
    with FAULTS.open("w", encoding="utf-8") as out:
        for row in sorted(chosen, key=lambda row: (row["by"], row["file"])):
            kept = {name: row[name] for name in (*Fault._fields[:5], "by")}
            out.write(json.dumps(kept) + "\n")


def _is_sure(row: dict[str, Any]) -> bool:
    places = (fault for fault in faults(row["file"]) if _key(_row(fault)) == _key(row))
    fault = next(places, None)
    tries = (try_out(fault, "__init__.py", [row["by"]]) for _ in range(3))
    alone = try_out(None, "__init__.py", [row["by"]])[0] == "survived"
    return fault is not None and alone and all(how == "killed" for how, _ in tries)


def replay() -> int:
    """Put the faults in again; 1 when one is no longer noticed, or too many have no place."""
    rows = _rows(FAULTS)
    places = {_key(_row(fault)): fault for fault in every({row["file"] for row in rows})}
    tests = sorted({row["by"] for row in rows})
    how, by = try_out(None, "__init__.py", tests)
    if how != "survived":
        print(f"fails, or is not there, where nothing is wrong: {by or tests}")
        return 1
    gone = missed = 0
    for row in rows:
        fault = places.get(_key(row))
        name = f"{row['file']}, {row['function']}: {row['what']} in {row['text']!r}"
        if fault is None:
            gone += 1
            print(f"its place is gone, record it anew (--choose): {name}")
        elif (how := try_out(fault, "__init__.py", [row["by"]])[0]) != "killed":
            missed += 1
            print(f"no longer noticed by {row['by']} ({how}): {name}")
    print(f"faults put in again: {len(rows)}, noticed {len(rows) - gone - missed}, gone {gone}")
    return int(missed > 0 or gone > GONE * len(rows))


def main() -> int:
    """Sample, try, print and record; exit 1 when fewer are noticed than `--least`."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--rooms", nargs="*", default=list(ROOMS))
    parser.add_argument("--sample", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--map", type=Path, default=Path(tempfile.gettempdir(), "mutants"))
    parser.add_argument("--tests", nargs="*", help="test files that the map is made of")
    parser.add_argument("--far", nargs="*", default=[], help="files of tests for every fault")
    parser.add_argument("--record", type=Path)
    parser.add_argument("--budget", type=float, default=20, help="seconds of tests for a fault")
    parser.add_argument("--again", type=Path, help="only the survivors of this record")
    parser.add_argument("--least", type=float, default=0.0, help="share that must be noticed")
    parser.add_argument("--choose", nargs="+", metavar="N RECORD")
    parser.add_argument("--replay", action="store_true")
    options = parser.parse_args()
    for name in ("pytest", "hypothesis", "pandas", "pyarrow"):  # once, not in each process
        importlib.import_module(name)
    if options.choose:
        choose([Path(name) for name in options.choose[1:]], int(options.choose[0]))
        return 0
    if options.replay:
        return replay()
    found = every(options.rooms)
    if options.again:
        survived = [row for row in _rows(options.again) if row["end"] != "killed"]
        wanted = {_key(row) for row in survived if "equivalent" not in row}
        picked = [fault for fault in found if _key(_row(fault)) in wanted]
    else:
        picked = random.Random(options.seed).sample(found, min(options.sample, len(found)))
    if options.record and options.record.exists():  # it goes on from there
        done = {_key(row) for row in _rows(options.record)}
        picked = [fault for fault in picked if _key(_row(fault)) not in done]
    files = sorted(str(path.relative_to(TOP)) for path in TOP.glob("tests/test_*.py"))
    cover(options.map, options.tests or files)
    lines, seconds = reach(options.map)
    wide = collections.Counter(t for of in lines.values() for tests in of.values() for t in tests)
    far = [t for t in seconds if t.partition("::")[0] in options.far and not wide[t]]
    suite = Suite(lines, seconds, wide, sorted(far, key=lambda test: seconds[test]))
    share = measure(picked, suite, options.budget, options.record)
    return int(share < options.least)


if __name__ == "__main__":
    sys.exit(main())
