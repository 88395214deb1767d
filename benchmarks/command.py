"""The command on a large file: MB/s, peak memory, ratios to the library and to peers, the aims.

    python benchmarks/command.py                      200 MB of clean English, all commands
    python benchmarks/command.py --size 20 --rounds 9 20 MB, more rounds
    python benchmarks/command.py --one-line           the same as a single line
    python benchmarks/command.py --json FILE          keep the figures of every round

Each command runs as a whole process, in turn with all others, round after round; the fastest round
counts, of -j 2 the median of its ratios to the round of -j 1 just before. Its output goes to a new
file, to nowhere or into a pipe that somebody empties. An output file that stood there before would
be measured with it: to cut off 200 MB that are not yet on the disk takes longer than the cleaning.
Peak memory is that of the largest process, as the operating system accounts it (a floor of about
10 MB is the launcher's own).

The library is measured on the same text, in a process of its own that has read it, made it strings
and cleaned a word: the text in pages of 64 kB, the same again (when all words have been seen), and
as one string. What the command does is the first of these, and besides it starts, reads, decodes
and writes; so that is the reference.

Slow commands get the first megabytes of the file. What is not installed is left out.
"""

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).parent.parent))

from benchmarks import corpora

INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff"
SLOW = 8_000_000  # bytes for commands of a few MB/s
PAGE = 65_536
NOWHERE, PIPE, FILE = "nowhere", "pipe", "new file"


class Row(NamedTuple):
    """A command to measure."""

    name: str
    command: tuple[str, ...]
    sink: str = FILE
    is_slow: bool = False


class Run(NamedTuple):
    """What one round of a row took."""

    seconds: float
    cpu: float
    peak: float  # MB


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--size", type=int, default=200, help="of the file in MB")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--text", default="ascii", choices=corpora.corpora())
    parser.add_argument("--one-line", action="store_true")
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "in.txt")
        size = _write(path, options.text, options.size * 1_000_000, options.one_line)
        small = Path(folder, "small.txt")
        small.write_bytes(path.read_bytes()[: min(size, SLOW)])
        rows = list(_rows())
        runs: dict[str, list[Run]] = {row.name: [] for row in rows}
        _run(rows[0], small, folder)  # leaves compiled modules behind, as an installer does
        for number in range(options.rounds):
            for row in rows:
                print(f"\r{number + 1}/{options.rounds} {row.name:60}", end="", file=sys.stderr)
                source = small if row.is_slow else path
                runs[row.name] += _run(row, source, folder)
        print(f"\r{'':70}\r", end="", file=sys.stderr)
        sizes = {row.name: small.stat().st_size if row.is_slow else size for row in rows}
    rates = {
        name: sizes[name] / 1e6 / min(run.seconds for run in found)
        for name, found in runs.items()
        if found
    }
    _print(runs, rates)
    _print_aims(runs, rates)
    if options.json:
        options.json.write_text(json.dumps({"sizes": sizes, "runs": runs}, indent=1) + "\n")
    return 0


def _write(path: Path, text: str, size: int, one_line: bool) -> int:
    block = corpora.sized(corpora.corpora()[text](), min(size, 2_000_000))
    if one_line:
        block = block.replace("\n", " ")
    encoded = block.encode()
    with path.open("wb") as file:
        for _ in range(max(1, size // len(encoded))):
            file.write(encoded)
    return path.stat().st_size


def _rows() -> Iterator[Row]:
    python = (sys.executable, "-m", "cleantext", "--isolated")
    library = (sys.executable, "-c", LIBRARY)
    for preset in ("corpus", "default"):
        command = (*python, "--preset", preset)
        for sink in (NOWHERE, PIPE, FILE):
            yield Row(f"command, {preset}, to a {sink}" if sink != NOWHERE else
                      f"command, {preset}, to {sink}", command, sink)  # fmt: skip
        yield Row(f"command, {preset}, -j 2", (*command, "-j", "2"))
        yield Row(f"command, {preset}, --check", (*command, "--check", "-q"))
        yield Row(f"library, {preset}", (*library, preset, "pages"))
        yield Row(f"library, {preset}, one string", (*library, preset, "whole"))
    yield Row("ftfy's command", (sys.executable, "-m", "ftfy.cli"), is_slow=True)
    characters = f"s/[{INVISIBLE}]//g"
    others = [
        Row("sed, five characters", ("sed", characters)),
        Row("perl, five characters", ("perl", "-CSD", "-pe", f"use utf8; {characters}")),
        Row("cat", ("cat",)),
        Row("typos -w", (str(Path(sys.executable).parent / "typos"), "-w"), is_slow=True),
    ]
    yield from (row for row in others if shutil.which(row.command[0]))


# Cleans standard input in pages or as one string, twice; prints the seconds of both times.
LIBRARY = f"""
import sys, time
from cleantext.presets import PRESETS
clean, text = PRESETS[sys.argv[1]], sys.stdin.buffer.read().decode()
size = {PAGE} if sys.argv[2] == "pages" else len(text)
pages = [text[k : k + size] for k in range(0, len(text), size)]
del text
clean("A wrod")
for _ in range(2):
    begin = time.perf_counter(), time.process_time()
    for page in pages:
        clean(page)
    print(time.perf_counter() - begin[0], time.process_time() - begin[1], file=sys.stderr)
"""

# Runs a command and prints its wall seconds, processor seconds and peak memory. A small process
# does it: a child counts the memory that its parent has when it is started.
LAUNCHER = """
import os, sys, time
source, target, *command = sys.argv[1:]
begin = time.perf_counter()
if target == "|":
    end, out = os.pipe()
else:
    out = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
child = os.fork()
if not child:
    os.dup2(os.open(source, os.O_RDONLY), 0)
    os.dup2(out, 1)
    os.execvp(command[0], command)
os.close(out)
if target == "|":
    buffer = bytearray(1 << 20)
    while os.readv(end, [buffer]):
        pass
usage = os.wait4(child, 0)[2]
print(time.perf_counter() - begin, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)
"""


def _run(row: Row, source: Path, folder: str) -> list[Run]:
    """One round."""
    target = Path(folder, "out.txt")
    target.unlink(missing_ok=True)
    command = row.command
    sink = {NOWHERE: os.devnull, PIPE: "|", FILE: str(target)}[row.sink]
    if row.name.startswith("typos"):
        shutil.copy(source, target)
        command, sink = (*command, str(target)), os.devnull
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    launch = [sys.executable, "-I", "-S", "-c", LAUNCHER, str(source), sink, *command]
    done = subprocess.run(
        launch, capture_output=True, text=True, check=True, cwd=folder, env=environment
    )
    whole = Run(*map(float, done.stdout.split()))
    if not row.name.startswith("library"):
        return [whole]
    times = [list(map(float, line.split())) for line in done.stderr.splitlines()]
    seconds, cpu = times[0]
    return [Run(seconds, cpu, whole.peak)]


def _print(runs: dict[str, list[Run]], rates: dict[str, float]) -> None:
    print(f"{'':36}{'seconds':>9}{'median':>9}{'cpu':>9}{'MB/s':>9}{'peak MB':>9}")
    for name, found in runs.items():
        if not found:
            continue
        print(
            f"{name:36}{min(run.seconds for run in found):9.3f}"
            f"{statistics.median(run.seconds for run in found):9.3f}"
            f"{min(run.cpu for run in found):9.3f}{rates[name]:9.1f}"
            f"{max(run.peak for run in found):9.0f}"
        )


def _print_aims(runs: dict[str, list[Run]], rates: dict[str, float]) -> None:
    print(f"\n{'aims':60}{'aim':>8}{'here':>9}")
    peaks = [run.peak for name, found in runs.items() if name[:7] == "command" for run in found]
    for preset in ("corpus", "default"):
        reference = rates[f"library, {preset}"]
        for sink in (f"to {NOWHERE}", f"to a {PIPE}", f"to a {FILE}"):
            ratio = rates[f"command, {preset}, {sink}"] / reference
            print(f"{f'{preset}, {sink}, to the library (pages)':60}{'0.5':>8}{ratio:9.2f}")
        ratio = rates[f"command, {preset}, to a {FILE}"] / rates["ftfy's command"]
        print(f"{f'{preset}, to the command of ftfy':60}{'10':>8}{ratio:9.1f}")
        pairs = zip(
            runs[f"command, {preset}, to a {FILE}"], runs[f"command, {preset}, -j 2"], strict=True
        )
        ratio = statistics.median(one.seconds / two.seconds for one, two in pairs)
        print(f"{f'{preset}, -j 2 to -j 1':60}{'1.7':>8}{ratio:9.2f}")
    print(f"{'peak memory of all, MB at most':60}{'150':>8}{max(peaks):9.0f}")


if __name__ == "__main__":
    sys.exit(main())
