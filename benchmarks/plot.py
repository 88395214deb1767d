"""Draw the figures of `throughput.py --json RUN.json` as an SVG beside it.

python benchmarks/plot.py benchmarks/runs/DATE/throughput.json
"""

import argparse
import json
import statistics
import sys
from pathlib import Path


def main() -> int:
    """Draw one picture for each file named."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("runs", nargs="+", type=argparse.FileType(), metavar="RUN.json")
    runs = parser.parse_args().runs
    import matplotlib

    matplotlib.use("svg")
    from matplotlib import pyplot

    for run in runs:
        path = Path(run.name)
        figures = json.load(run)["mb_per_s"]
        cleaners = list(next(iter(figures.values())))
        height = 0.8 / len(cleaners)
        _, axes = pyplot.subplots(figsize=(8, 0.28 * len(figures) * len(cleaners)))
        for k, cleaner in enumerate(cleaners):
            rates = [statistics.median(row[cleaner]) for row in figures.values()]
            places = [n + k * height for n in range(len(rates))]
            axes.barh(places, rates, height, label=cleaner)
        axes.set_xscale("log")
        axes.set_xlabel("MB of UTF-8 a second, one core (logarithmic)")
        axes.set_yticks([n + 0.4 for n in range(len(figures))], list(figures))
        axes.invert_yaxis()
        axes.legend()
        pyplot.tight_layout()
        pyplot.savefig(path.with_suffix(".svg"))
        print(path.with_suffix(".svg"))
    return 0


if __name__ == "__main__":
    sys.exit(main())
