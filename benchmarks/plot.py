"""Draw the figures of `throughput.py --json RUN.json` as an SVG beside it.

python benchmarks/plot.py benchmarks/runs/DATE/throughput.json
"""

import json
import statistics
import sys
from pathlib import Path


def main(argv: list[str]) -> int:
    """Draw one picture for each file named."""
    import matplotlib

    matplotlib.use("svg")
    from matplotlib import pyplot

    if not argv:
        print(__doc__, file=sys.stderr)
        return 2
    for name in argv:
        path = Path(name)
        figures = json.loads(path.read_text())["mb_per_s"]
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
    sys.exit(main(sys.argv[1:]))
