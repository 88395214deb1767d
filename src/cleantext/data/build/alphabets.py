"""Write ``data/alphabets.txt``: the letters beyond ASCII that each language uses.

One line for each language: its code, then its small letters of the Latin, Cyrillic and Greek
scripts. They are read off the names of languages, territories, months, units and currencies in
Babel 2.18.0 (BSD-3-Clause; the data is Unicode CLDR, Unicode-3.0), leaving out what occurs only
once or twice, which are mostly foreign names.

Run ``python -m cleantext.data.build.alphabets`` with Babel installed.
"""

from __future__ import annotations

import collections
import importlib.util
import pickle
import unicodedata
from pathlib import Path

from cleantext.data.build.letter_text import strings

TARGET = Path(__file__).parent.parent / "alphabets.txt"
SCRIPTS = {"LATIN", "CYRILLIC", "GREEK"}
LEAST = 3
INHERITED = {"no": "nb"}
"""Languages that have their data from another."""


def is_counted(character: str) -> bool:
    return (
        not character.isascii()
        and unicodedata.category(character) == "Ll"
        and unicodedata.name(character, "?").partition(" ")[0] in SCRIPTS
    )


def render() -> str:
    spec = importlib.util.find_spec("babel")
    if spec is None or spec.origin is None:
        raise SystemExit("babel is not installed")
    lines = []
    for path in sorted((Path(spec.origin).parent / "locale-data").glob("*.dat")):
        if "_" in path.stem and not path.stem.endswith(("_Latn", "_Cyrl")):
            continue  # a territory, not a language
        with path.open("rb") as file:
            text = unicodedata.normalize("NFC", " ".join(strings(pickle.load(file)))).lower()
        counts = collections.Counter(filter(is_counted, text))
        letters = "".join(sorted(c for c, count in counts.items() if count >= LEAST))
        if letters:
            lines.append(f"{path.stem} {letters}")
        if letters and path.stem in INHERITED:
            lines.append(f"{INHERITED[path.stem]} {letters}")
    return "\n".join(lines) + "\n"


def main() -> None:
    TARGET.write_text(render(), encoding="utf-8")


if __name__ == "__main__":
    main()
