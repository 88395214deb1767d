"""Time against size on adversarial texts: doubling any of them must not do more than double it.

    python benchmarks/scaling.py           every adversarial text of the tests, default preset
    python benchmarks/scaling.py --rules   every rule alone, too

The figure is the time for twice the text over the time for the text: 2 is a straight line.
"""

import argparse
import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from cleantext import presets
from cleantext.rules import RULES
from tests.strategies import ADVERSARIAL

SIZE = 100_000


def main() -> int:
    """Measure and print; exit 1 when a ratio is beyond the limit."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--rules", action="store_true")
    parser.add_argument("--limit", type=float, default=2.3)
    options = parser.parse_args()
    cleaners: dict[str, Callable[[str], str]] = {
        "default": presets.default,
        "strict": presets.strict,
    }
    if options.rules:
        cleaners.update({rule.id: rule for rule in RULES})
    worst = 0.0
    for name, make in ADVERSARIAL.items():
        for label, cleaner in cleaners.items():
            ratio, seconds = _ratio(cleaner, make)
            if seconds > 0.002:  # below that it is the clock that is measured
                worst = max(worst, ratio)
                mark = "  <-- over the limit" if ratio > options.limit else ""
                print(
                    f"{name:22}{label:10}{seconds * 1e3:10.1f} ms x {ratio:.2f}{mark}", flush=True
                )
    print(f"worst: x {worst:.2f}")
    return int(worst > options.limit)


def _ratio(cleaner: Callable[[str], str], make: Callable[[int], str]) -> tuple[float, float]:
    once, twice = make(SIZE), make(2 * SIZE)
    cleaner(make(SIZE // 10))
    pairs = [(_seconds(cleaner, once), _seconds(cleaner, twice)) for _ in range(3)]
    small, large = (min(times) for times in zip(*pairs, strict=True))
    return large / max(small, 1e-9), small


def _seconds(cleaner: Callable[[str], str], text: str) -> float:
    begin = time.process_time()
    cleaner(text)
    return time.process_time() - begin


if __name__ == "__main__":
    sys.exit(main())
