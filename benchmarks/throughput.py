"""How fast: MB/s of UTF-8 on each kind of text, and as a ratio to the peers in the same run.

    python benchmarks/throughput.py                     every text in pages
    python benchmarks/throughput.py --shape line ascii  one text, line by line
    python benchmarks/throughput.py --json run.json     raw seconds too

All cleaners take turns on the same texts in each round, so that a busy machine slows all alike;
the median over the rounds counts. Whoever is slow sees a shorter text and is scaled.
`--clean-text PYTHON` measures clean-text in another interpreter: it installs our import name.
"""

import argparse
import json
import platform
import statistics
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from benchmarks import corpora, peers


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("texts", nargs="*", help=f"of: {', '.join(corpora.corpora())}")
    parser.add_argument("--shape", choices=("line", "tweet", "page", "document"), default="page")
    parser.add_argument("--size", type=int, default=1_000_000, help="bytes of each text")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--only", nargs="*", help="only these peers")
    parser.add_argument("--clean-text", metavar="PYTHON")
    parser.add_argument("--json", type=Path, help="write raw figures here")
    options = parser.parse_args()
    cleaners = {**peers.ours(), **peers.installed()}
    if options.only:
        cleaners = {k: v for k, v in cleaners.items() if k in options.only or "cleantext" in k}
    other = None
    if options.clean_text:
        other = peers.OtherPython(
            options.clean_text, "from cleantext import clean", "clean(text, lower=False)"
        )
    report: dict[str, dict[str, list[float]]] = {}
    names = [*cleaners, *(["clean-text"] if other else [])]
    print(f"{'MB/s':14}" + "".join(f"{name:>19}" for name in names))
    for name, make in corpora.corpora().items():
        if options.texts and name not in options.texts:
            continue
        texts = corpora.shaped(corpora.sized(make(), options.size), options.shape)
        share = {k: _share(cleaner, texts) for k, cleaner in cleaners.items()}
        rates: dict[str, list[float]] = {key: [] for key in names}
        for _ in range(options.rounds):
            for key, cleaner in cleaners.items():
                part = texts[: share[key]]
                begin = time.perf_counter()
                for text in part:
                    cleaner(text)
                rates[key].append(_bytes(part) / (time.perf_counter() - begin) / 1e6)
            if other is not None:
                part = texts[: max(1, len(texts) // 20)]
                rates["clean-text"].append(_bytes(part) / other.seconds(part) / 1e6)
        report[name] = rates
        medians = {key: statistics.median(values) for key, values in rates.items()}
        print(f"{name:14}" + "".join(f"{medians[key]:19.1f}" for key in names), flush=True)
        for rival in ("plsfix", "ftfy"):
            if rival in rates:
                ratios = [
                    statistics.median(a / b for a, b in zip(rates[key], rates[rival], strict=True))
                    for key in names
                ]
                row = "".join(f"{ratio:18.1f}x" for ratio in ratios)
                print(f"{'  x ' + rival:14}{row}")
    if options.json:
        machine = {"python": platform.python_version(), "machine": platform.processor(),
                   "system": platform.platform(), "shape": options.shape}  # fmt: skip
        options.json.write_text(json.dumps({"machine": machine, "mb_per_s": report}, indent=1))
    return 0


def _bytes(texts: list[str]) -> int:
    return sum(len(text.encode()) for text in texts)


def _share(cleaner: peers.Cleaner, texts: list[str]) -> int:
    """How many of `texts` to give, so that one round takes at most about half a second."""
    for text in texts[:20]:  # warm: caches and lazily loaded data are not what is measured
        cleaner(text[:2_000])
    begin = time.perf_counter()
    few = texts[: max(1, len(texts) // 50)]
    for text in few:
        cleaner(text)
    seconds = (time.perf_counter() - begin) / len(few)
    return max(1, min(len(texts), int(0.5 / max(seconds, 1e-9))))


if __name__ == "__main__":
    sys.exit(main())
