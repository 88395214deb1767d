"""How fast text is that was not seen before: MB/s of the first pass and of the fifth.

    python benchmarks/first_pass.py [TEXT ...] [--size BYTES]

Each text goes through in a fresh process, in pages, after a first short text that loads what is
loaded lazily. What is remembered of words and damaged runs makes later passes quicker;
`throughput.py` measures those. The last line tells how long the first typo of a process takes.
"""

import argparse
import subprocess
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from benchmarks import corpora, peers

CLEANERS = ("cleantext corpus", "cleantext default", "plsfix")
LOAD = "load"
LOADS_ALL = "The goverment said recomendded things.It \u00c3\u00a9 was\u200b a\u00a0an hour."


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("texts", nargs="*", help=f"of: {', '.join(corpora.corpora())}")
    parser.add_argument("--size", type=int, default=1_000_000, help="bytes of each text")
    parser.add_argument("--cleaner", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.cleaner == LOAD:
        print(f"{_load():.1f}")
        return 0
    if options.cleaner:
        print(*(f"{rate:.1f}" for rate in _rates(options.cleaner, options.texts[0], options.size)))
        return 0
    print(f"{'MB/s, first and fifth pass':28}" + "".join(f"{name:>22}" for name in CLEANERS))
    for name in options.texts or corpora.corpora():
        cells = []
        for cleaner in CLEANERS:
            command = [sys.executable, __file__, name, "--size", str(options.size)]
            done = subprocess.run(
                [*command, "--cleaner", cleaner], capture_output=True, text=True, check=True
            )
            cells.append(" / ".join(done.stdout.split()))
        print(f"{name:28}" + "".join(f"{cell:>22}" for cell in cells), flush=True)
    command = [sys.executable, __file__, "--cleaner", LOAD]
    times = [float(subprocess.check_output(command)) for _ in range(5)]
    print(f"\nms until the first typo of a process is put right: {min(times):.0f}")
    return 0


def _load() -> float:
    """Milliseconds that all takes that is loaded when the first typo is met."""
    from cleantext import repair_typos

    repair_typos("")  # plans the pipeline, reads no words
    begin = time.process_time()
    repair_typos("The goverment announced othre measures.")
    return (time.process_time() - begin) * 1e3


def _rates(name: str, text: str, size: int) -> tuple[float, float]:
    cleaner = {**peers.ours(), **peers.installed()}[name]
    texts = corpora.shaped(corpora.sized(corpora.corpora()[text](), size), "page")
    count = sum(len(page.encode()) for page in texts)
    cleaner(LOADS_ALL)
    rates = []
    for _ in range(5):
        begin = time.process_time()
        for page in texts:
            cleaner(page)
        rates.append(count / (time.process_time() - begin) / 1e6)
    return rates[0], rates[-1]


if __name__ == "__main__":
    sys.exit(main())
