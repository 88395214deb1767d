"""README's figures from a dated run, as Markdown.

    python benchmarks/summary.py benchmarks/runs/DATE           print them
    python benchmarks/summary.py benchmarks/runs/DATE --write   put them into README.md

A run is `throughput.json` and `accuracy.json`, written by the scripts of those names with `--json`.
"""

import argparse
import json
import statistics
import sys
from pathlib import Path
from typing import Any

README = Path(__file__).parent.parent / "README.md"
BEGIN, END = "<!-- figures -->", "<!-- /figures -->"

# Of each set: what is counted, and which way is better.
SETS = {
    "invisible/stego": ("covert marks taken out, text exact, %", "exact%"),
    "fresh/invisible": ("the same, encoders met for the first time, %", "exact%"),
    "invisible/keep": ("texts that need their marks left alone, %", "kept%"),
    "invisible/mojibake": ("mojibake repaired, text exact, %", "exact%"),
    "fresh/mojibake-made": ("the same, fresh text through 63 channels, %", "exact%"),
    "fresh/mojibake-wild": ("the same, as found in repositories, %", "exact%"),
    "invisible/clean": ("clean lines in 170 languages left alone, %", "kept%"),
    "spacing/restore": ("lost sentence spaces put back, %", "repairs%"),
    "fresh/spacing": ("spacing that real commits repaired, text exact, %", "exact%"),
    "spacing/hazard": ("look-alikes of lost spaces left alone, %", "kept%"),
    "spacing/quote": ("turned quotes put right, text exact, %", "exact%"),
    "typos/typos": ("real misspellings repaired, %", "repairs%"),
    "fresh/typos": ("the same, from other repositories, %", "repairs%"),
    "typos/clean-prose": ("words of clean prose changed, a million", "false/M"),
    "typos/clean-foreign": ("words of foreign prose changed, a million", "false/M"),
}


def main() -> int:
    """Print the figures or put them into README."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("run", type=Path)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    text = summary(options.run)
    print(text)
    if options.write:
        readme = README.read_text(encoding="utf-8")
        head, _, rest = readme.partition(BEGIN)
        tail = rest.partition(END)[2]
        README.write_text(f"{head}{BEGIN}\n{text}\n{END}{tail}", encoding="utf-8")
    return 0


def summary(run: Path) -> str:
    """The tables of accuracy and speed of one run."""
    accuracy = json.loads((run / "accuracy.json").read_text())
    throughput = json.loads((run / "throughput.json").read_text())
    return "\n".join([*_accuracy(accuracy), "", *_throughput(throughput)])


def _accuracy(sets: dict[str, dict[str, dict[str, str]]]) -> list[str]:
    peers = ["ftfy", "plsfix", "disarm", "codespell"]
    rows = [
        "Labelled sets, development half, each through the stage it is about",
        "(`benchmarks/accuracy.py`); higher is better but for the last two rows, which also count",
        "true repairs that no label names:",
        "",
        f"| | cleantext | {' | '.join(peers)} |",
        "|---|" + "---:|" * (1 + len(peers)),
    ]
    for name, (label, column) in SETS.items():
        figures = sets.get(name, {})
        if not figures:
            continue
        stage = next(through for through in figures if through not in (*peers, "clean"))
        cells = [figures.get(key, {}).get(column, "-") for key in (stage, *peers)]
        rows.append(f"| {label} | {' | '.join(cells)} |")
    return rows


def _throughput(run: dict[str, Any]) -> list[str]:
    cleaners = list(next(iter(run["mb_per_s"].values())))
    rows = [
        "MB of UTF-8 a second on one core, all in the same run (`benchmarks/throughput.py`):",
        "",
        f"| text | {' | '.join(cleaners)} |",
        "|---|" + "---:|" * len(cleaners),
    ]
    for text, rates in run["mb_per_s"].items():
        cells = [_short(statistics.median(rates[cleaner])) for cleaner in cleaners]
        rows.append(f"| {text} | {' | '.join(cells)} |")
    return rows


def _short(rate: float) -> str:
    return f"{rate:.0f}" if rate >= 10 else f"{rate:.1f}"


if __name__ == "__main__":
    sys.exit(main())
