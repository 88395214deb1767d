"""The laws on text that a fuzzer makes; CONTRIBUTING.md says how to start it.

    python tests/fuzz/laws.py -max_total_time=120         with atheris, which follows the branches
    python tests/fuzz/laws.py --seconds 120 --seed 1      without: mixes and breaks the cases' texts

Ends with an error at the first text that breaks a law, and shows it.
"""

import argparse
import importlib.util
import random
import sys
import time
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

atheris: Any = importlib.import_module("atheris") if importlib.util.find_spec("atheris") else None
if atheris is not None and "--seconds" not in sys.argv:
    with atheris.instrument_imports(include=["cleantext"]):
        import cleantext
else:
    import cleantext

CASES = Path(__file__).parents[1] / "cases"
PIPELINES = tuple(getattr(cleantext.presets, name) for name in ("default", "corpus", "strict"))


def check(text: str) -> None:
    """Raise `AssertionError` where a preset breaks a law on a text."""
    for pipeline in PIPELINES:
        cleaned = pipeline.explain(text)
        again = pipeline(text)
        edits = list(cleaned.edits)
        assert again == cleaned.text, "explained and cleaned are not the same"
        assert cleaned.undo() == text, "undo does not give the original"
        assert pipeline(again) is again, "a second run changes something more"
        assert (again is text) == (not edits), "edits without a change, or the reverse"
        ends = [0, *(edit.end for edit in edits)]
        assert all(end <= edit.start for end, edit in zip(ends, edits, strict=False)), "order"
    for found in cleantext.find_hidden(text):
        assert 0 <= found.start < found.end <= len(text), "a message outside of the text"
        assert "\x1b" not in found.line, "a message that drives the terminal"
    cleantext.reveal(text)


def one(data: bytes) -> None:
    """What atheris calls: bytes, of which those that are no UTF-8 are lone surrogates."""
    text = data.decode("utf-8", "surrogateescape")
    try:
        check(text)
    except BaseException:
        print(ascii(text), file=sys.stderr)
        raise


def seeds() -> Iterator[bytes]:
    """The inputs of the cases."""
    for path in sorted(CASES.glob("*.toml")):
        tables: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
        for rows in tables.values():
            for row in rows if isinstance(rows, list) else ():
                yield row["input"].encode("utf-8", "surrogatepass")


def mixed(choice: random.Random, texts: list[bytes]) -> bytes:
    """Parts of a few texts after each other, with bytes lost, doubled or changed."""
    data = bytearray()
    for _ in range(choice.randint(1, 4)):
        text = choice.choice(texts)
        start = choice.randrange(len(text) + 1)
        data += text[start : start + choice.randrange(400)]
    for _ in range(choice.randint(0, 3) if data else 0):
        at = choice.randrange(len(data))
        data[at : at + choice.randint(0, 2)] = choice.choice(
            (b"", bytes([choice.randrange(256)]), data[at : at + 8] * 2, b"\n", b"\xe2\x80\x8b")
        )
        if not data:
            break
    return bytes(data)


def main() -> None:
    """Run as atheris wants it, or for a number of seconds."""
    if "--seconds" not in sys.argv:
        if atheris is None:
            sys.exit("atheris is not installed: pip install atheris, or use --seconds")
        atheris.Setup(sys.argv, one)
        atheris.Fuzz()
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    choice, texts = random.Random(options.seed), list(seeds())
    end, count = time.monotonic() + options.seconds, 0
    while time.monotonic() < end:
        one(mixed(choice, texts))
        count += 1
    print(f"{count} texts, no law broken ({cleantext.kernel.NAME} kernel)")


if __name__ == "__main__":
    main()
