"""Rows a second in each engine, ours and ftfy's: same data, same run, text never met before.

    .venv-engines/bin/python benchmarks/engines.py [--rows 200000] [--pages 4000] [--only spark,ray]
        [--cleaners ftfy,corpus,nothing] [--texts FOLDER] [--data FOLDER] [--json FILE] [--scaling]
    .venv-engines/bin/python benchmarks/engines.py --json FILE --write docs/engines-figures.md

The text are the docstrings and documents of the Python packages that are installed, and of those
unpacked in the folders of `--texts`: sentences for the short rows, pieces of what is longer for the
pages, each once; one row in a hundred is damaged.
Every figure is of a fresh process that has seen 200 other rows, one in ten damaged, so that no
engine is timed while it starts and no memo helps. `--scaling` runs Spark over cores and partitions;
`--write` puts what the file of figures has into a page, with the estimate for 10 TB.
"""

import argparse
import inspect
import json
import os
import random
import re
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

ENGINES = ("pyarrow", "pandas", "polars", "duckdb", "datasets", "spark", "ray", "datatrove")
CLEANERS = ("ftfy", "corpus", "default")
AIMS = dict.fromkeys(("spark", "ray", "datatrove"), 8)  # times ftfy; 10 in the others
ROW = re.compile(r"(.{40,200})(?:\s|$)")  # of sentences that are longer there are several
LONG = (2_000, 8_000)  # characters
DAMAGE = 100  # one row in so many
WARM = 200  # rows
PARTS = (2, 8, 32)
PRICE = 0.04  # $ for an hour of a core
MARKS = ("\u200b", "\u00a0", "\u00ad", "\ufeff", "\u2060")
DOCSTRING = re.compile(r'"""(.*?)"""', re.DOTALL)


def texts(folders: list[Path]) -> Iterator[str]:
    """The docstrings of each module, and documents, of what is installed here and in `folders`."""
    roots = [Path(entry) for entry in sys.path if entry.endswith("site-packages")]
    for path in (path for root in roots + folders for path in sorted(root.rglob("*"))):
        if path.suffix in (".md", ".rst", ".txt") and path.is_file():
            yield path.read_text("utf-8", "ignore")
        elif path.suffix == ".py" and path.is_file():
            found = DOCSTRING.findall(path.read_text("utf-8", "ignore"))
            if found:
                yield "\n\n".join(map(inspect.cleandoc, found))


def damaged(text: str, draw: random.Random) -> str:
    """The text as it comes out of bad hands."""
    at = draw.randrange(len(text))
    kind = draw.randrange(3)
    if kind == 0:
        return text[:at] + draw.choice(MARKS) + text[at:]
    if kind == 1:
        return text.replace(" ", "\u00a0", 2)
    return (text[:at] + "\u2019" + text[at:]).encode().decode("cp1252", "replace")


def make_data(rows: int, pages: int, folder: Path, more: list[Path]) -> dict[str, Any]:
    """Two tables, as Parquet in `PARTS` files: short rows and pages; what they hold."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    draw = random.Random(19)
    short: dict[str, None] = {}
    long: list[str] = []
    for text in texts(more):
        text = text.encode("utf-8", "ignore").decode()
        if len(text) >= LONG[0]:
            long += [text[at : at + LONG[1]] for at in range(0, len(text) - LONG[0] + 1, LONG[1])]
        sentences = (" ".join(part.split()) for part in re.split(r"(?<=[.!?])\s+|\n\n+", text))
        short.update((row, None) for each in sentences for row in ROW.findall(each))
    facts: dict[str, Any] = {}
    for name, column, wanted in (("short", list(short), rows), ("pages", long, pages)):
        draw.shuffle(column)
        column = column[: wanted + WARM]
        warm, made = (
            pa.array([t if draw.randrange(one_in) else damaged(t, draw) for t in part])
            for part, one_in in ((column[:WARM], DAMAGE // 10), (column[WARM:], DAMAGE))
        )
        facts[name] = {"rows": len(made), "bytes": made.nbytes - 4 * len(made)}
        pq.write_table(pa.table({"text": warm}), folder / f"{name}-warm.parquet")
        for parts in PARTS:
            (folder / f"{name}-{parts}").mkdir()
            size = -(-len(made) // parts)
            for part in range(parts):
                piece = pa.table({"text": made.slice(part * size, size)})
                pq.write_table(piece, folder / f"{name}-{parts}" / f"{part:02}.parquet")
    return facts


def run_pyarrow(cleaner: str) -> Callable[[str], Any]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    from cleantext.adapters import clean_arrow

    def run(path: str) -> Any:
        column = pq.read_table(path)["text"].combine_chunks()
        yield
        if cleaner == "ftfy":
            return pa.array([fix(text) for text in column.to_pylist()])
        return clean_arrow(column, pipeline(cleaner))

    return run


def run_pandas(cleaner: str) -> Callable[[str], Any]:
    import pandas as pd

    from cleantext.adapters import clean_column

    def run(path: str) -> Any:
        frame = pd.read_parquet(path)
        yield
        if cleaner == "ftfy":
            return frame.assign(text=frame["text"].map(fix))
        return clean_column(frame, "text", pipeline(cleaner))

    return run


def run_polars(cleaner: str) -> Callable[[str], Any]:
    import polars as pl

    import cleantext.adapters.polars  # noqa: F401  # registers the namespace

    def run(path: str) -> Any:
        frame = pl.read_parquet(path if path.endswith(".parquet") else f"{path}/*.parquet")
        yield
        column = pl.col("text")
        if cleaner == "ftfy":
            return frame.with_columns(column.map_elements(fix, return_dtype=pl.String))
        return frame.with_columns(column.cleantext.clean(pipeline(cleaner)))

    return run


def run_duckdb(cleaner: str) -> Callable[[str], Any]:
    import duckdb

    from cleantext.adapters.duckdb import register

    connection = duckdb.connect(config={"threads": 1})
    if cleaner == "ftfy":
        connection.create_function("cleaned", fix, ["VARCHAR"], "VARCHAR")
    else:
        register(connection, "cleaned", pipeline(cleaner))

    def run(path: str) -> Any:
        files = path if path.endswith(".parquet") else f"{path}/*.parquet"
        connection.execute(f"CREATE OR REPLACE TABLE t AS SELECT * FROM '{files}'")
        yield
        return connection.execute("SELECT sum(length(cleaned(text))) FROM t").fetchall()

    return run


def run_datasets(cleaner: str) -> Callable[[str], Any]:
    import datasets

    from cleantext.adapters.datasets import clean

    datasets.disable_caching()
    datasets.disable_progress_bars()

    def run(path: str) -> Any:
        files = path if path.endswith(".parquet") else sorted(map(str, Path(path).glob("*")))
        data = datasets.Dataset.from_parquet(files)
        yield
        if cleaner == "ftfy":
            return data.map(lambda rows: {"text": [fix(t) for t in rows["text"]]}, batched=True)
        return clean(data, "text", pipeline=pipeline(cleaner))

    return run


def run_spark(cleaner: str, cores: int = 2) -> Callable[[str], Any]:
    from pyspark.sql import SparkSession
    from pyspark.sql.functions import udf

    from cleantext.adapters import spark

    built = SparkSession.builder.master(f"local[{cores}]").config("spark.ui.enabled", "false")
    built = built.config("spark.sql.files.openCostInBytes", "256m")  # each file is a partition
    session = built.config("spark.sql.files.maxPartitionBytes", "256m").getOrCreate()
    session.sparkContext.setLogLevel("OFF")

    def run(path: str) -> Any:
        frame = session.read.parquet(path)
        yield
        if cleaner == "ftfy":
            made = frame.withColumn("text", udf(fix, "string", useArrow=True)("text"))
        else:
            made = spark.clean(frame, "text", pipeline=pipeline(cleaner))
        return made.write.format("noop").mode("overwrite").save()

    return run


def run_ray(cleaner: str) -> Callable[[str], Any]:
    import ray

    from cleantext.adapters import ray as ours

    ray.init(num_cpus=2, include_dashboard=False, log_to_driver=False)
    ray.data.DataContext.get_current().enable_progress_bars = False

    def run(path: str) -> Any:
        data = ray.data.read_parquet(path).materialize()
        yield
        if cleaner == "ftfy":
            made = data.map_batches(fix_frame, batch_format="pandas")
        else:
            made = ours.clean(data, "text", pipeline=pipeline(cleaner), concurrency=2)
        return made.materialize()

    return run


def run_datatrove(cleaner: str) -> Callable[[str], Any]:
    import pyarrow.parquet as pq
    from datatrove.data import Document
    from datatrove.pipeline.formatters import FTFYFormatter

    from cleantext.adapters.datatrove import CleanText

    def documents(path: str) -> Iterator[Any]:
        for file in [path] if path.endswith(".parquet") else sorted(Path(path).glob("*")):
            for batch in pq.ParquetFile(file).iter_batches(1_000):
                for k, text in enumerate(batch["text"].to_pylist()):
                    yield Document(text=text, id=str(k))

    step = FTFYFormatter() if cleaner == "ftfy" else CleanText(pipeline(cleaner))

    def run(path: str) -> Any:
        yield
        for _ in step.run(documents(path)):  # read as they are wanted, as datatrove does
            pass

    return run


def fix(text: str) -> str:
    """ftfy's own way."""
    import ftfy

    return ftfy.fix_text(text)


def fix_frame(frame: Any) -> Any:
    """The same for a batch of pandas."""
    return frame.assign(text=frame["text"].map(fix))


def pipeline(name: str) -> Any:
    """A preset; `nothing` has no rules, and shows what an engine takes by itself."""
    from cleantext import Pipeline, presets

    return Pipeline([]) if name == "nothing" else presets.get(name)


class Watch:
    """CPU time of this process and its children, and the most memory that one of them had."""

    def __init__(self) -> None:
        import psutil

        self._self = psutil.Process()
        self._is_on = True
        self.peak = 0
        self._thread = threading.Thread(target=self._look, daemon=True)

    def start(self) -> None:
        """Begin to count."""
        self._cpu = self._used()
        self._begin = time.perf_counter()
        self._thread.start()

    def stop(self) -> tuple[float, float, float]:
        """Seconds by the clock and of CPU, and MB of the largest Python process that works."""
        wall = time.perf_counter() - self._begin
        self._is_on = False
        self._thread.join()
        return wall, self._used() - self._cpu, self.peak / 1e6

    def _family(self) -> list[Any]:
        return [self._self, *self._self.children(recursive=True)]

    def _used(self) -> float:
        used = 0.0
        for process in self._family():
            try:
                times = process.cpu_times()
                used += times.user + times.system
            except Exception:
                continue
        return used

    def _look(self) -> None:
        while self._is_on:
            for process in self._family():
                try:
                    if "python" in process.name() or "ray::" in process.name():
                        memory = process.memory_info().rss - process.memory_info().shared
                        self.peak = max(self.peak, memory)
                except Exception:
                    continue
            time.sleep(0.5)  # to look takes time, too


def measure(
    engine: str, cleaner: str, kind: str, folder: Path, cores: int = 2, parts: int = 2
) -> dict[str, float]:
    """One figure, in this process."""
    extra = (cores,) if engine == "spark" else ()
    make: Callable[..., Callable[[str], Any]] = globals()[f"run_{engine}"]
    run = make(cleaner, *extra)
    for _ in run(str(folder / f"{kind}-warm.parquet")):
        pass
    watch = Watch()
    work = run(str(folder / f"{kind}-{parts}"))
    next(work)
    watch.start()
    for _ in work:
        pass
    wall, cpu, memory = watch.stop()
    return {"wall": wall, "cpu": cpu, "memory": memory}


def main() -> None:
    """Measure each engine with each cleaner in turn, and print rows a second."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--rows", type=int, default=200_000)
    parser.add_argument("--pages", type=int, default=4_000)
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--only", default=",".join(ENGINES))
    parser.add_argument("--cleaners", default=",".join(CLEANERS))
    parser.add_argument("--scaling", action="store_true")
    parser.add_argument("--more", action="store_true", help="keep as figures of more rows")
    parser.add_argument("--data", type=Path, help="where the text stays for other runs")
    parser.add_argument(
        "--texts", type=Path, action="append", default=[], help="a folder with more packages"
    )
    parser.add_argument("--json", type=Path, help="the file of figures, to which these are added")
    parser.add_argument("--write", type=Path, help="the page to write from the file of figures")
    parser.add_argument("--one", nargs=6, help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.one:
        engine, cleaner, kind, folder, cores, parts = args.one
        print(json.dumps(measure(engine, cleaner, kind, Path(folder), int(cores), int(parts))))
        return
    found: Found = {}
    if args.json and args.json.exists():
        found = json.loads(args.json.read_text())
    if args.write:
        args.write.write_text(page(found), encoding="utf-8")
        return
    with tempfile.TemporaryDirectory() as name:
        folder = args.data or Path(name)
        noted = folder / "facts.json"
        if not noted.exists():
            folder.mkdir(exist_ok=True)
            noted.write_text(json.dumps(make_data(args.rows, args.pages, folder, args.texts)))
        facts = json.loads(noted.read_text())
        print(json.dumps(facts))
        for measured, cleaner, runs in (scaling if args.scaling else everywhere)(
            args, facts, folder
        ):
            key = f"more {measured}" if args.more else measured
            found.setdefault(key, {})[cleaner] = runs
            if args.json:  # what there is, should a later one fail
                args.json.write_text(json.dumps(found, indent=1) + "\n")
            show(key, found[key], cleaner)


Figures = dict[str, float]
Found = dict[str, dict[str, list[Figures]]]
"""The figures of the rounds, by kind of rows and engine, and by cleaner."""


def everywhere(args: Any, facts: Any, folder: Path) -> Iterator[tuple[str, str, list[Figures]]]:
    """The figures of each engine, one kind of rows after the other."""
    for kind in facts:
        for engine in filter(None, args.only.split(",")):
            for cleaner in args.cleaners.split(","):
                made = [alone(engine, cleaner, kind, folder) for _ in range(args.rounds)]
                yield f"{kind} {engine}", cleaner, [facts[kind] | each for each in made]


def scaling(args: Any, facts: Any, folder: Path) -> Iterator[tuple[str, str, list[Figures]]]:
    """Spark over one core and two, and over more and more partitions."""
    for cleaner in args.cleaners.split(","):
        for cores, parts in ((1, 8), (2, 8), (2, 2), (2, 32)):
            made = [
                alone("spark", cleaner, "pages", folder, cores, parts) for _ in range(args.rounds)
            ]
            key = f"scaling {cores} cores {parts} partitions"
            yield key, cleaner, [facts["pages"] | each for each in made]


def alone(
    engine: str, cleaner: str, kind: str, folder: Path, cores: int = 2, parts: int = 2
) -> Figures:
    """One figure, of a process of its own."""
    what = (engine, cleaner, kind, folder, cores, parts)
    command = [sys.executable, __file__, "--one", *map(str, what)]
    env = {
        **os.environ,
        "PYSPARK_PYTHON": sys.executable,
        "RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO": "0",
    }
    env["PYTHONPATH"] = str(Path(__file__).parent)
    done = subprocess.run(command, env=env, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"{engine} {cleaner}: {done.stderr[-2000:]}")
    figures: Figures = json.loads(done.stdout.splitlines()[-1])
    return figures


def middle(runs: list[Figures]) -> Figures:
    """The median of the rounds, with rows and bytes a second, of the clock and of CPU."""
    made = {key: statistics.median(run[key] for run in runs) for key in runs[0]}
    made["rate"] = made["rows"] / made["wall"]
    made["used"] = made["cpu"] / made["rows"]
    return made


def _row(runs: dict[str, list[Figures]], aim: int) -> list[str]:
    """The cells of an engine."""
    peer = middle(runs["ftfy"])
    row = [f"{peer['rate']:,.0f}/s"]
    for cleaner, wanted in (("corpus", aim), ("default", 2)):
        if cleaner in runs:
            ours = middle(runs[cleaner])
            times = peer["used"] / ours["used"], ours["rate"] / peer["rate"]
            row += [f"{ours['rate']:,.0f}/s", f"{times[0]:.1f} ({times[1]:.1f})", str(wanted)]
        else:
            row += ["not measured", "", str(wanted)]
    memory = [middle(runs[cleaner])["memory"] for cleaner in CLEANERS[1:] if cleaner in runs]
    return [*row, f"{max(memory):.0f} MB"]


def show(key: str, found: dict[str, list[Figures]], cleaner: str) -> None:
    """One line: rows a second, times ftfy by the clock and by CPU, memory of the largest worker."""
    made = middle(found[cleaner])
    line = f"{key:16} {cleaner:8} {made['rate']:9,.0f}/s  {made['memory']:.0f} MB"
    if "ftfy" in found and cleaner != "ftfy":
        peer = middle(found["ftfy"])
        by_clock, by_cpu = made["rate"] / peer["rate"], peer["used"] / made["used"]
        line += f"  {by_clock:.1f} x ftfy, by CPU {by_cpu:.1f} x"
    print(line, flush=True)


def page(found: Found) -> str:
    """The figures as a page of Markdown."""
    lines = [
        "# Engines in figures",
        "",
        "Written by `benchmarks/engines.py --write`, which says how it measures. Times ftfy are by "
        "the CPU time that a row",
        "takes, of the process and all its children, JVM and start of more workers included; in "
        "brackets by the clock, on",
        "a machine of two cores that was busy with other things, so rows a second are low. Memory "
        "is that of the largest",
        "process in Python: in Spark, Ray and datatrove a worker, else what holds the whole data.",
    ]
    for kind, name in (("short", "Short rows"), ("pages", "Pages")):
        made = {e: found[f"{kind} {e}"] for e in ENGINES if f"{kind} {e}" in found}
        one = next(iter(made.values()))["ftfy"][0]
        lines += [
            "",
            f"## {name}",
            "",
            f"{one['rows']:,} rows of {one['bytes'] / one['rows']:,.0f} bytes.",
            "",
            "| | ftfy | corpus | times ftfy | aim | default | times ftfy | aim | memory |",
            "|---|---:|---:|---:|---:|---:|---:|---:|---:|",
        ]
        for engine, runs in made.items():
            if "ftfy" in runs and "corpus" in runs:
                lines.append("| " + " | ".join([engine, *_row(runs, AIMS.get(engine, 10))]) + " |")
    lines += ["", "## More rows", "", "Other text than above.", ""]
    lines += ["| | engine | | rows | MB | rows/s | CPU s | memory |"]
    lines += ["|---|---|---|---:|---:|---:|---:|---:|"]
    for key, by_cleaner in found.items():
        for cleaner, rounds in by_cleaner.items() if key.startswith("more") else ():
            ours = middle(rounds)
            cells = [*key.split()[1:], cleaner, f"{ours['rows']:,.0f}"]
            cells += [f"{ours['bytes'] / 1e6:.0f}", f"{ours['rate']:,.0f}"]
            cells += [f"{ours['cpu']:.1f}", f"{ours['memory']:.0f} MB"]
            lines.append("| " + " | ".join(cells) + " |")
    sizes = [key for key in found if key.startswith("scaling")]
    if sizes:
        lines += ["", "## Cores and partitions", "", "Pages, by Spark's `mapInArrow`.", ""]
        lines += ["| | cores | partitions | MB/s | CPU s |", "|---|---:|---:|---:|---:|"]
    for key in sizes:
        for cleaner, rounds in found[key].items():
            ours = middle(rounds)
            rate = ours["bytes"] / ours["wall"] / 1e6
            _, cores, _, parts, _ = key.split()
            lines.append(f"| {cleaner} | {cores} | {parts} | {rate:.1f} | {ours['cpu']:.1f} |")
    lines += ["", "## 10 TB", ""]
    lines += [
        f"At {PRICE} $ for an hour of a core, by CPU time, of Spark with that of its JVM:",
        "",
    ]
    lines += ["| | core hours for 10 TB | for each TB | $ for each TB |", "|---|---:|---:|---:|"]
    for key, by_cleaner in found.items():
        if not key.startswith("scaling") and key.split()[-1] in ("spark", "pandas"):
            for cleaner, rounds in by_cleaner.items():
                ours = middle(rounds)
                hours = ours["cpu"] / ours["bytes"] * 1e13 / 3600
                costs = f"{hours / 10:,.0f} | {hours / 10 * PRICE:,.2f}"
                lines.append(f"| {key}, {cleaner} | {hours:,.0f} | {costs} |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
