"""The command on a large file: MB/s, peak memory, and ratios to the library and to peers.

    python benchmarks/command.py                 200 MB of clean English
    python benchmarks/command.py --size 20       20 MB
    python benchmarks/command.py --one-line      the same as a single line

Each command runs as a whole process with its output to a file; peak memory is that of its largest
process, as the operating system accounts it (a floor of about 10 MB is the launcher's own).
Commands that are not installed are left out.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from benchmarks import corpora

INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff"


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--size", type=int, default=200, help="of the file in MB")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--text", default="ascii", choices=corpora.corpora())
    parser.add_argument("--one-line", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "in.txt")
        size = _write(path, options.text, options.size * 1_000_000, options.one_line)
        small = Path(folder, "small.txt")
        small_size = _write(small, options.text, min(size, 4_000_000), options.one_line)
        print(f"{'command':48}{'seconds':>9}{'MB/s':>9}{'peak MB':>9}")
        for name, command, is_slow in _commands():
            source, count = (small, small_size) if is_slow else (path, size)
            runs = [_run(command, source, Path(folder, "out.txt")) for _ in range(options.rounds)]
            seconds = min(run[0] for run in runs)
            peak = max(run[1] for run in runs)
            print(f"{name:48}{seconds:9.2f}{count / seconds / 1e6:9.1f}{peak:9.0f}", flush=True)
        for preset in ("corpus", "default"):
            seconds = _library(preset, path)
            print(f"{f'library, preset {preset}':48}{seconds:9.2f}{size / seconds / 1e6:9.1f}")
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


def _commands() -> list[tuple[str, list[str], bool]]:
    python = [sys.executable, "-m", "cleantext"]
    characters = f"s/[{INVISIBLE}]//g"
    rows = [
        ("cleantext --preset corpus", [*python, "--preset", "corpus"], False),
        ("cleantext --preset corpus -j 2", [*python, "--preset", "corpus", "-j", "2"], False),
        ("cleantext", python, False),
        ("cleantext -j 2", [*python, "-j", "2"], False),
        ("ftfy (4 MB)", [sys.executable, "-m", "ftfy.cli"], True),
        ("sed, five characters", ["sed", characters], False),
        ("perl, five characters", ["perl", "-CSD", "-pe", f"use utf8; {characters}"], False),
        ("cat", ["cat"], False),
    ]
    typos = Path(sys.executable).parent / "typos"
    if typos.exists():
        rows.append(("typos -w", [str(typos), "-w"], False))
    return [row for row in rows if shutil.which(row[1][0])]


# Runs a command and prints its wall seconds and peak memory. A small process does it: a child
# counts the memory that its parent has when it is started.
LAUNCHER = """
import os, sys, time
source, target, *command = sys.argv[1:]
begin = time.perf_counter()
child = os.fork()
if not child:
    os.dup2(os.open(source, os.O_RDONLY), 0)
    os.dup2(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_TRUNC), 1)
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    os.execvp(command[0], command)
usage = os.wait4(child, 0)[2]
print(time.perf_counter() - begin, usage.ru_maxrss / 1024)
"""


def _run(command: list[str], source: Path, target: Path) -> tuple[float, float]:
    """Wall seconds and peak megabytes of one run."""
    if command[0].endswith("typos"):
        shutil.copy(source, target)
        command = [*command, str(target)]
        target = Path(os.devnull)
    launch = [sys.executable, "-I", "-S", "-c", LAUNCHER, str(source), str(target), *command]
    done = subprocess.run(launch, capture_output=True, text=True, check=True)
    seconds, peak = map(float, done.stdout.split())
    return seconds, peak


def _library(preset: str, path: Path) -> float:
    """Seconds the library takes for the file's text, in pages of 64 kB, in this process."""
    from cleantext.presets import PRESETS

    clean = PRESETS[preset]
    text = path.read_bytes()[:20_000_000].decode(errors="ignore")
    pages = [text[k : k + 65_536] for k in range(0, len(text), 65_536)]
    for page in pages[:30]:
        clean(page)
    begin = time.perf_counter()
    for page in pages:
        clean(page)
    return (time.perf_counter() - begin) * path.stat().st_size / len(text.encode())


if __name__ == "__main__":
    sys.exit(main())
