"""What the tokens around an unknown word say: plain definition. Shares are percentages."""

from __future__ import annotations

from collections import Counter

from .tokens import LOWER, START, UPPER, Token

WINDOW, LINE, REACH = 12, 15, 60
COMMON, BEGINNER = 118, 80
"""20 times the Zipf frequency of a word of every sentence, and of one that may begin any."""
SYMBOLS = "{}()[]=<>;_|\\/*#+&"


def weights(found: list[Token]) -> list[int]:
    """Ten for each unknown word, or one that is common in another language."""
    return [10 * t.is_prose * (not t.zipf or t.flags & 16 > 0) for t in found]


def share(found: list[Token], weight: list[int], i: int) -> int:
    """The share of unknown words near a token, itself apart, in hundredths."""
    low, high = max(0, i - WINDOW), min(len(found), i + WINDOW + 1)
    total = sum(weight[low:high]) - weight[i]
    count = sum(t.is_prose for t in found[low:high]) - found[i].is_prose
    return 10 * total // max(4, count)


def neighbour(found: list[Token], text: str, i: int, step: int) -> Token | None:
    """The token before or after, where one space or line end is all between."""
    if not 0 <= i + step < len(found):
        return None
    a, b = sorted((i, i + step))
    gap = text[found[a].end : found[b].start]
    return found[i + step] if gap in (" ", "\n") else None


def place_row(
    found: list[Token],
    text: str,
    start: int,
    end: int,
    i: int,
    plain: list[int],
    weight: list[int],
    counts: Counter[str],
    capitals: Counter[str],
) -> tuple[int, ...]:
    token, size = found[i], len(found)
    a, b = token.start, token.end
    low, high = max(0, i - WINDOW), min(size, i + WINDOW + 1)
    near = found[low:high]
    left, right = (neighbour(found, text, i, step) for step in (-1, 1))
    first = max(token.begin, a - REACH)
    last = min(end, b + REACH)
    stop = text.find("\n", b, last)
    last = stop if stop >= 0 else last
    around = text[first:last]
    prose = sum(t.is_prose for t in found)
    lower = sum(t.is_prose and not t.case for t in found)
    unknown_lower = sum(w for t, w in zip(found, weight, strict=True) if not t.case)
    before = text[a - 1] if a > start else " "
    after = text[b] if b < end else " "
    here = found[max(0, i - LINE) : i + LINE + 1]
    return (
        token.case,
        int(_capital_beside(found, text, i)),
        int(i > 0 and found[i - 1].case != LOWER),
        int(token.case != LOWER and _capital_after(found, i)),
        int(token.is_spoken),
        int(text.startswith(("    ", "\t"), token.begin, end)),
        100 * sum(map(around.count, SYMBOLS)) // max(8, len(around)),
        share(found, weight, i),
        share(found, plain, i),
        100 * sum(t.flags & 16 > 0 or not t.word.isascii() for t in near) // max(4, len(near) - 1),
        100 * sum(t.zipf >= COMMON for t in near) // max(6, len(near) - 1),
        10 * (sum(weight) - weight[i]) // max(6, prose - 1),
        10 * (unknown_lower - (weight[i] if not token.case else 0)) // max(6, lower - 1),
        100 * sum(t.flags & 32 > 0 for t in found) // max(60, size),
        min(LINE, sum(t.line == token.line for t in here)),
        min(200, size),
        min(50, counts[token.word]),
        min(50, capitals[token.word] - (token.case != LOWER)),
        int(left is not None and left.zipf > 0),
        int(right is not None and right.zipf > 0),
        left.zipf if left else 0,
        right.zipf if right else 0,
        int(left is None),
        int(right is None),
        int(before in "\"'(\u2018\u201c\u00ab" or after in "\"')\u2019\u201d\u00bb"),
        int(after in ".,;:!?"),
        int(before == "-" or after == "-"),
        int(before in "*_<>~|[]{}" or after in "*_<>~|[]{}"),
        min(50, sum(t.word == token.word and not t.is_prose for t in found)),
        0,  # who looks at more than a paragraph tells
        100 * sum(not t.is_prose for t in near) // max(6, len(near) - 1),
        100 * sum(t.case == UPPER and len(t.word) > 1 for t in near) // max(6, len(near) - 1),
    )


def _capital_after(found: list[Token], i: int) -> bool:
    """Whether the next word is capitalised, one character on."""
    return (
        i + 1 < len(found) and found[i + 1].start - found[i].end == 1 and found[i + 1].case != LOWER
    )


def _capital_beside(found: list[Token], text: str, i: int) -> bool:
    """Whether a capitalised word touches this one: both are a name, then."""
    if i + 1 < len(found):
        after = found[i + 1]
        gap = text[found[i].end : after.start]
        if len(gap) <= 2 and after.case != LOWER and "." not in gap:
            return True
    if i == 0:
        return False
    before = found[i - 1]
    return (
        found[i].start - before.end <= 2
        and before.case != LOWER
        and not (before.case == START and before.zipf > BEGINNER)
    )
