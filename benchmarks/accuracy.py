"""How right: labelled sets through us and through the peers that are installed, side by side.

    python benchmarks/accuracy.py DIR                 every set below DIR
    python benchmarks/accuracy.py DIR spacing/hazard  the sets whose name contains a word
    python benchmarks/accuracy.py DIR --items 200     only the first items of each

DIR holds sets (`*/NAME.jsonl` with `input`, `gold`, …) and the `score.py` that says how they are
counted; its own functions do the counting here, so the figures are the same. The sets are not part
of this repository: many of their texts may be used for measuring but not passed on.
"""

import argparse
import importlib.util
import json
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

sys.path.insert(0, str(Path(__file__).parent.parent))

from benchmarks import peers
from cleantext import clean

# of the input of an item and the item
Through = Callable[[str, dict[str, object]], str]
COLUMNS = ("exact%", "wrong%", "kept%", "repairs%", "false/M", "2nd", "MB/s")


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("dir", type=Path)
    parser.add_argument("names", nargs="*")
    parser.add_argument("--items", type=int, help="at most this many items of each set")
    parser.add_argument("--only", nargs="*", help="only these peers")
    parser.add_argument("--json", type=Path, help="write the figures here, too")
    options = parser.parse_args()
    scorer = _load(options.dir / "score.py")
    if scorer is None:
        parser.error(f"{options.dir} holds no score.py that says how its sets are counted")
    rivals = {name: peer for name, peer in peers.installed().items() if name not in peers.ANALYSERS}
    if options.only is not None:
        rivals = {name: peer for name, peer in rivals.items() if name in options.only}
    report: dict[str, dict[str, dict[str, str]]] = {}
    print(f"{'set':22}{'through':42}" + "".join(f"{head:>10}" for head in COLUMNS))
    for path in sorted(options.dir.glob("*/*.jsonl")):
        name = f"{path.parent.name}/{path.stem}"
        if options.names and not any(word in name for word in options.names):
            continue
        with path.open(encoding="utf-8") as lines:
            rows = [json.loads(line) for line in lines][: options.items]
        label, stage = scorer.stage_for(name)
        whole = {
            peer: _of_the_text(cleaner) for peer, cleaner in {"clean": clean, **rivals}.items()
        }
        for through, function in {label: stage, **whole}.items():
            cells = _figures(scorer, name, rows, function)
            report.setdefault(name, {})[through] = dict(zip(COLUMNS, cells, strict=False))
            row = "".join(f"{cell:>10}" for cell in cells)
            print(f"{name:22}{through:42}{row}", flush=True)
    if options.json:
        options.json.write_text(json.dumps(report, indent=1))
    return 0


def _load(path: Path) -> ModuleType | None:
    if not path.is_file():
        return None
    spec = importlib.util.spec_from_file_location("score", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _of_the_text(cleaner: peers.Cleaner) -> Through:
    """What looks at the text of an item alone, not at its language."""
    return lambda text, _: cleaner(text)


def _figures(
    scorer: ModuleType, name: str, rows: list[dict[str, object]], function: Through
) -> list[str]:
    try:
        tally, _, _, seconds, size = scorer.score(name, rows, function, 0)
    except Exception as error:  # a peer that fails on a text is a result, not our bug
        return [f"fails: {type(error).__name__}"]
    unit = tally["words" if name.startswith("typos/") else "characters"]
    return [
        _percent(tally["main.exact"], tally["main.fix"]),
        _percent(tally["main.wrong"], tally["main.fix"]),
        _percent(tally["kept"], tally["same"]),
        _percent(tally["repaired"], tally["places"]),
        f"{1e6 * tally['false'] / max(1, unit):.2f}",
        str(tally["second"]),
        f"{size / seconds / 1e6:.2f}",
    ]


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.2f}" if whole else "-"


if __name__ == "__main__":
    sys.exit(main())
