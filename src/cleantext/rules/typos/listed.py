"""codespell's list of misspellings, where codespell is installed; nothing of it is stored here."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache


@cache
def codespell_pairs() -> Mapping[str, str]:
    """The misspellings with one correction in codespell's list, when codespell is installed."""
    from importlib import util
    from pathlib import Path

    spec = util.find_spec("codespell_lib")
    if spec is None or spec.origin is None:
        return {}
    path = Path(spec.origin).parent / "data" / "dictionary.txt"
    if not path.exists():
        return {}
    pairs = {}
    for line in path.read_text(encoding="utf8").splitlines():
        wrong, _, right = line.partition("->")
        right = right.strip().rstrip(",")
        if right.replace("'", "").isalpha():
            pairs[wrong.lower()] = right.lower()
    return pairs
