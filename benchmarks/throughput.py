"""How fast is a first pass: MB/s of UTF-8 over text never seen before, and ratios to peers.

    python benchmarks/throughput.py                      every text in pages
    python benchmarks/throughput.py --shape tweet ascii  one text, in another shape
    python benchmarks/throughput.py --json run.json      raw figures too

Each text goes through in a fresh process, every part of it once, no part twice. The cleaners take
turns part by part, so that a busy machine slows all alike; processor time counts. What is loaded
when it is first needed is loaded before, and told apart: the last rows say how many milliseconds a
process takes until it has done each kind of work for the first time. Whoever is slow sees fewer
parts. `--clean-text PYTHON` measures clean-text in another interpreter: it installs our import
name.
"""

import argparse
import json
import platform
import statistics
import subprocess
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from benchmarks import corpora, peers

SECONDS = 4.0  # for one cleaner on one text
FIRST = {
    "import and a clean line": "He went home.",
    "a typo": "The goverment announced othre measures.",
    "a lost space": "He went home after work.Peter stayed at the office with the others.",
    "mojibake": "Il a \u00c3\u00a9t\u00c3\u00a9 vu \u00c3\u00a0 Paris, donc tout va bien.",
    "another page": "\u00cf\u00f0\u00e8\u00e2\u00e5\u00f2, \u00ec\u00e8\u00f0! \u00ca\u00e0\u00ea"
    " \u00e4\u00e5\u00eb\u00e0?",
    "an invisible": "wa\u200bter",
}
LOADS_ALL = "\n".join(FIRST.values())


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    names = ", ".join(corpora.corpora()).replace("%", "%%")  # argparse fills in what % stands for
    parser.add_argument("texts", nargs="*", help=f"of: {names}")
    parser.add_argument("--shape", choices=("line", "tweet", "page", "document"), default="page")
    parser.add_argument("--size", type=int, default=1_000_000, help="bytes of each text at most")
    parser.add_argument("--runs", type=int, default=1, help="processes for each text")
    parser.add_argument("--only", nargs="*", help="only these peers")
    parser.add_argument("--clean-text", metavar="PYTHON")
    parser.add_argument("--json", type=Path, help="write raw figures here")
    parser.add_argument("--child", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.child:
        print(json.dumps(_rates(options)))
        return 0
    report: dict[str, dict[str, list[float]]] = {}
    for name in options.texts or corpora.corpora():
        command = [sys.executable, __file__, name, "--child", *_passed_on(options)]
        runs = [json.loads(subprocess.check_output(command)) for _ in range(options.runs)]
        if not report:
            print(f"{'MB/s':14}" + "".join(f"{key:>19}" for key in runs[0]))
        report[name] = {key: [run[key] for run in runs] for key in runs[0]}
        medians = {key: statistics.median(values) for key, values in report[name].items()}
        print(f"{name:14}" + "".join(f"{rate:19.1f}" for rate in medians.values()), flush=True)
        for rival in ("plsfix", "ftfy"):
            if rival in medians:
                row = "".join(f"{rate / medians[rival]:18.2f}x" for rate in medians.values())
                print(f"{'  x ' + rival:14}{row}")
    print("\nms of a new process for the first of its kind:")
    first = {name: _first(name) for name in FIRST}
    for name, took in first.items():
        print(f"  {name:26}{took:8.1f}")
    if options.json:
        machine = {"python": platform.python_version(), "machine": platform.processor(),
                   "system": platform.platform(), "shape": options.shape}  # fmt: skip
        run = {"machine": machine, "mb_per_s": report, "first_ms": first}
        options.json.write_text(json.dumps(run, indent=1))
    return 0


def _passed_on(options: argparse.Namespace) -> list[str]:
    passed = ["--shape", options.shape, "--size", str(options.size)]
    if options.only is not None:
        passed += ["--only", *options.only]
    return passed + (["--clean-text", options.clean_text] if options.clean_text else [])


def _rates(options: argparse.Namespace) -> dict[str, float]:
    """MB/s of each cleaner over the parts of one text, which this process has not seen."""
    cleaners = {**peers.ours(), **peers.installed()}
    if options.only is not None:
        cleaners = {k: v for k, v in cleaners.items() if k in options.only or "cleantext" in k}
    text = corpora.corpora()[options.texts[0]]()
    parts = corpora.shaped(corpora.sized(text, options.size), options.shape)
    for cleaner in cleaners.values():
        cleaner(LOADS_ALL)
    spent = dict.fromkeys(cleaners, 0.0)
    done = dict.fromkeys(cleaners, 0)
    for at, part in enumerate(parts):
        size = len(part.encode())
        for name in list(cleaners)[:: 1 if at % 2 else -1]:
            if spent[name] < SECONDS:
                begin = time.thread_time()
                cleaners[name](part)
                spent[name] += time.thread_time() - begin
                done[name] += size
    rates = {name: done[name] / spent[name] / 1e6 for name in cleaners}
    if options.clean_text:
        other = peers.OtherPython(
            options.clean_text, "from cleantext import clean", "clean(text, lower=False)"
        )
        few = parts[: max(1, len(parts) // 20)]
        rates["clean-text"] = sum(len(p.encode()) for p in few) / other.seconds(few) / 1e6
    return rates


def _first(name: str) -> float:
    """Milliseconds, of three processes the quickest; the import counts only for the first kind."""
    begin, end = "", f"cleantext.clean({FIRST[name]!r})"
    if name != next(iter(FIRST)):
        begin = f"cleantext.clean({next(iter(FIRST.values()))!r})"
    code = (
        "import time; a = time.process_time(); import cleantext\n"
        f"{begin}\n"
        + ("a = time.process_time()\n" if begin else "")
        + f"{end}\nprint(time.process_time() - a)"
    )
    command = [sys.executable, "-c", code]
    return min(float(subprocess.check_output(command)) for _ in range(3)) * 1e3


if __name__ == "__main__":
    sys.exit(main())
