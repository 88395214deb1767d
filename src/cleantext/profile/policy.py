"""Which rule may act where: one table, and nothing else says so.

`+` may act, `-` may not, `?` must be sure (what it would break may run). A row is a rule or a
family; the columns are registers, kinds of span, and languages: the rule's own (its option `lang`,
else English), another one, old English, none that shows.
"""

from __future__ import annotations

from functools import cache

_TABLE = """
        prose label fields data table synopsis code remark log verse markup phrase
TYP401  +     +     -      +    -     -        -    +      -   +     +      ?
TYP402  +     +     -      +    -     -        -    +      -   +     +      -
TYP403  +     +     -      +    -     -        -    +      -   +     +      -
TYP404  +     +     -      +    -     -        -    +      -   +     +      -
TYP405  +     +     -      +    -     -        -    +      -   +     +      -
TYP406  +     +     -      +    -     -        -    +      -   +     +      -
TYP407  +     +     -      +    -     -        -    +      -   +     +      -
SPC501  +     +     +      +    +     -        -    +      -   +     +      -
SPC510  +     +     -      +    -     -        -    +      -   +     +      -
SPC520  +     +     -      +    -     -        -    +      -   +     +      -
SPC530  +     +     -      +    -     -        -    +      -   +     +      -
SPC540  +     +     -      +    -     -        -    +      -   +     +      -
SPC550  +     +     -      +    -     -        -    +      -   -     +      -

        code address option path pattern optional placeholder formula link call name tag literal quoted
TYP401  -    -       -      -    -       -        -           -       -    -    -    -   -       +
TYP402  -    -       -      -    -       -        -           -       -    -    -    -   -       +
TYP403  -    -       -      -    -       -        -           -       -    -    -    -   -       +
TYP404  -    -       -      -    -       -        -           -       -    -    -    -   -       +
TYP405  -    -       -      -    -       -        -           -       -    -    -    -   -       +
TYP406  -    -       -      -    -       -        -           -       -    -    -    -   -       +
TYP407  -    -       -      -    -       -        -           -       -    -    -    -   -       +
SPC501  -    -       -      -    -       -        -           -       -    +    +    -   +       +
SPC510  -    -       -      -    -       -        -           -       -    +    ?    +   -       ?
SPC520  -    -       -      -    -       -        -           -       -    +    -    +   -       ?
SPC530  -    -       -      -    -       -        -           -       -    +    -    +   -       +
SPC540  -    -       -      -    -       -        -           -       -    +    -    +   -       ?
SPC550  -    -       -      -    -       -        -           -       -    +    -    +   -       +

        own other old none
TYP401  +   -     -   ?
TYP402  +   -     +   +
TYP403  +   -     -   +
TYP404  +   -     -   +
TYP405  +   -     -   +
TYP406  +   -     -   +
TYP407  +   -     -   +
SPC501  +   +     +   +
SPC510  +   +     +   +
SPC520  +   +     +   +
SPC530  +   +     +   +
SPC540  +   +     +   +
SPC550  +   +     +   +
"""  # noqa: E501


@cache
def table() -> dict[tuple[str, str], str]:
    """`+`, `-` or `?` for each rule and column (`("TYP401", "code")`).

    A register and a kind of span may share a name, and then what they say: code is code.
    """
    out: dict[tuple[str, str], str] = {}
    columns: list[str] = []
    for line in _TABLE.splitlines():
        cells = line.split()
        if line.startswith(" "):
            columns = cells
        elif cells:
            out.update(
                ((cells[0], name), say) for name, say in zip(columns, cells[1:], strict=True)
            )
    return out


def may(rule: str, *columns: str) -> str:
    """What the table says of a rule at a place of these kinds: the least of `+`, `?` and `-`.

    >>> may("TYP401", "prose", "own"), may("SPC520", "prose", "option")
    ('+', '-')
    """
    return least(*(table().get((rule, column), "+") for column in columns if column))


def least(*says: str) -> str:
    """The least of `+`, `?` and `-`."""
    return "-" if "-" in says else "?" if "?" in says else "+"


@cache
def heeds_language(rule: str) -> bool:
    """Whether it matters to a rule in which language a place is."""
    return any(
        table().get((rule, tongue), "+") != "+" for tongue in ("own", "other", "old", "none")
    )
