"""Letters: one model of which letters follow which, over all languages.

>>> cost("fenêtre") < cost("fenÃªtre")
True

The table, `data/letters.bin`, is made by `data/build/letter_model.py` and read where it lies.
Text is `str`, or its UTF-8 as `bytes`.  Costs are in nats: minus the natural logarithm of how
likely the model holds a text to be, so that a difference is a logarithm of odds.  What nobody
writes (C1 controls, unassigned and private code points, marks on letters that never bear them) is
dear, over 12 nats each.
"""

from __future__ import annotations

import mmap
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from .errors import DataError
from .kernel.letters import Letters

TABLE = Path(__file__).parent / "data" / "letters.bin"
_STEPS = 8.0


def cost(text: str | bytes) -> float:
    """What a text costs between two spaces, in nats.

    >>> cost("the") < cost("hte") < cost("h\\x81e")
    True
    """
    return model().cost(_utf8(text)) / _STEPS


def costs(
    candidates: Iterable[str | bytes], before: str | bytes = b"", after: str | bytes = b""
) -> list[float]:
    """What each candidate costs in one place: with what follows, after what stands before.

    Two or three characters on each side say all; differences are those of the whole text.

    >>> plain, broken = costs(["\\xea", "\\xc3\\xaa"], "fen", "tre")
    >>> round(broken - plain, 3) == round(cost("fen\\xc3\\xaatre") - cost("fen\\xeatre"), 3)
    True
    """
    found = model().between(_utf8(before), [_utf8(text) for text in candidates], _utf8(after))
    return [value / _STEPS for value in found]


def each(text: str | bytes) -> list[float]:
    """What each character costs after those before it, and at last the end of the text.

    >>> values = each("caf\\xc3\\xa9")
    >>> len(values), max(values[:3]) < max(values[3:])
    (6, True)
    """
    return [value / _STEPS for value in model().each(_utf8(text))]


def beyond(text: str | bytes) -> tuple[float, int]:
    """(cost, number) of the characters beyond ASCII and of the two after each.

    >>> beyond("plain")
    (0.0, 0)
    """
    total, number = model().beyond(_utf8(text))
    return total / _STEPS, number


@cache
def model() -> Letters:
    """The table in the kernel, mapped when first asked for.

    Raises:
        DataError: the file is missing or damaged.
    """
    try:
        with TABLE.open("rb") as file:
            return Letters(memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)))
    except (OSError, ValueError) as error:
        raise DataError(
            f"{TABLE.name} of cleantext is damaged or cut off: install cleantext again"
        ) from error


def _utf8(text: str | bytes) -> bytes:
    return text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text
