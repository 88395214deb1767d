"""How many instructions a character costs, counted by callgrind: repeatable on a busy machine.

    python benchmarks/instructions.py                       the presets on clean texts
    python benchmarks/instructions.py --preset corpus ascii one of them

Needs `valgrind`. Each count is the difference between cleaning a text five times and once, so
that start-up, imports and first look-ups fall out.
"""

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from benchmarks import corpora

ROOT = Path(__file__).parent.parent
SIZE = 20_000
REPEATS = 4
CODE = """
import sys
from pathlib import Path
from cleantext.presets import PRESETS
text = Path(sys.argv[1]).read_text(encoding="utf-8")
clean = PRESETS[sys.argv[2]]
for _ in range(int(sys.argv[3])):
    clean(text)
"""


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("texts", nargs="*", default=["ascii", "typographic", "russian"])
    parser.add_argument("--preset", action="append")
    options = parser.parse_args()
    if not shutil.which("valgrind"):
        parser.error("valgrind is not installed")
    print(f"{'text':14}{'preset':10}{'instructions a character':>26}")
    with tempfile.TemporaryDirectory() as folder:
        for name in options.texts:
            path = Path(folder, "text")
            text = corpora.sized(corpora.corpora()[name](), SIZE)
            path.write_text(text, encoding="utf-8")
            for preset in options.preset or ["corpus", "default"]:
                once, often = (_count(path, preset, n, folder) for n in (1, 1 + REPEATS))
                each = (often - once) / REPEATS / len(text)
                print(f"{name:14}{preset:10}{each:26.1f}", flush=True)
    return 0


def _count(path: Path, preset: str, repeats: int, folder: str) -> int:
    command = [
        "valgrind", "--tool=callgrind", f"--callgrind-out-file={folder}/callgrind",
        sys.executable, "-c", CODE, str(path), preset, str(repeats),
    ]  # fmt: skip
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "PYTHONHASHSEED": "0"}
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)
    match = re.search(r"Collected : (\d+)", done.stderr)
    assert match, done.stderr
    return int(match[1])


if __name__ == "__main__":
    sys.exit(main())
