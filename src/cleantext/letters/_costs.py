"""What text costs under the model of letters."""

from __future__ import annotations

import mmap
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from ..errors import DataError
from ..kernel.letters import Letters

TABLE = Path(__file__).parent.parent / "data" / "letters.bin"
_STEPS = 8.0


def cost(text: str | bytes) -> float:
    """What a text costs between two spaces, in nats.

    >>> cost("the") < cost("hte") < cost("h\\x81e")
    True
    """
    return model().cost(utf8(text)) / _STEPS


def costs(
    candidates: Iterable[str | bytes], before: str | bytes = b"", after: str | bytes = b""
) -> list[float]:
    """What each candidate costs in one place: with what follows, after what stands before.

    Two or three characters on each side say all; differences are those of the whole text.

    >>> plain, broken = costs(["\\xea", "\\xc3\\xaa"], "fen", "tre")
    >>> round(broken - plain, 3) == round(cost("fen\\xc3\\xaatre") - cost("fen\\xeatre"), 3)
    True
    """
    found = model().between(utf8(before), [utf8(text) for text in candidates], utf8(after))
    return [value / _STEPS for value in found]


def each(text: str | bytes) -> list[float]:
    """What each character costs after those before it, and at last the end of the text.

    >>> values = each("caf\\xc3\\xa9")
    >>> len(values), max(values[:3]) < max(values[3:])
    (6, True)
    """
    return [value / _STEPS for value in model().each(utf8(text))]


def beyond(text: str | bytes) -> tuple[float, int]:
    """(cost, number) of the characters beyond ASCII and of the two after each.

    >>> beyond("plain")
    (0.0, 0)
    """
    total, number = model().beyond(utf8(text))
    return total / _STEPS, number


@cache
def model() -> Letters:
    """The table in the kernel, mapped when first asked for.

    Raises:
        DataError: the file is missing or damaged.
    """
    try:
        return Letters(mapped(TABLE))
    except ValueError as error:
        raise damaged(TABLE) from error


def mapped(path: Path) -> memoryview:
    """A data file, read where it lies.

    Raises:
        DataError: the file is missing or empty.
    """
    try:
        with path.open("rb") as file:
            return memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
    except (OSError, ValueError) as error:
        raise damaged(path) from error


def damaged(path: Path) -> DataError:
    return DataError(f"{path.name} of cleantext is damaged or cut off: install cleantext again")


def utf8(text: str | bytes) -> bytes:
    return text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text
