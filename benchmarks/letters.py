"""MB/s of the model of letters and of telling languages, and how often the latter is right.

    python benchmarks/letters.py [TEXT ...]

Without files the sentences of the tests are used, over and over (which flatters the caches).
"""

import sys
import time
import tomllib
from pathlib import Path

from cleantext import letters
from cleantext.kernel import pick
from cleantext.letters import _languages

SENTENCES = Path(__file__).parents[1] / "tests" / "languages.toml"
SIZE = 2_000_000 if pick("letters") else 20_000


def speed(call: object, data: bytes) -> float:
    assert callable(call)
    best = float("inf")
    for _ in range(3):
        start = time.thread_time()
        call(data)
        best = min(best, time.thread_time() - start)
    return len(data) / best / 1e6


def main() -> None:
    own = tomllib.loads(SENTENCES.read_text("ascii"))
    texts = {code: "\n".join(row).encode() for code, row in own.items()}
    if names := sys.argv[1:]:
        texts = {name: Path(name).read_bytes() for name in names}
    else:
        right = sum(letters.language(line) == code for code, row in own.items() for line in row)
        print(f"{right} of {sum(map(len, own.values()))} sentences: language right")
    count = _languages._table().kernel.count
    print(f"{'text':8} {'cost MB/s':>10} {'language MB/s':>14} {'nats/char':>10}")
    for name, data in texts.items():
        data = (data * (SIZE // len(data) + 1))[:SIZE].decode("utf-8", "ignore").encode()
        each = letters.cost(data) / len(data.decode())
        cost, language = speed(letters.cost, data), speed(count, data)
        print(f"{name[-8:]:8} {cost:10.1f} {language:14.1f} {each:10.2f}")


if __name__ == "__main__":
    main()
