"""In which language and script a text is: by its words, whatever code stands between them."""

from __future__ import annotations

import math
from functools import cache
from pathlib import Path
from typing import NamedTuple

from ..kernel.languages import Counted, Languages
from ._costs import TABLE as LETTERS
from ._costs import cost, damaged, mapped, utf8

TABLE = LETTERS.parent / "languages.bin"
STEP = 0.5
SURE = 4.0
"""Nats by which a language must be ahead of the next."""
STRANGE = 2.2
"""Nats a trigram above which the words are of none of the languages."""
DEAR, DENSER = 5.2, 2.5
"""Nats a character above which text is garbage; what a sign of thousands may cost besides."""
DENSE = "Hani", "Hang", "Kana"
KANA_SHARE, DENSE_WEIGHT = 0.05, 3
"""Share of kana from which Han is Japanese; letters that a sign of `DENSE` counts for."""
OTHER, UNLIKELY = "und", 4.0
"""What is none of the languages, and how many nats less likely it is."""
SCRIPTS = (
    "Latn Grek Cyrl Hebr Arab Thai Hani Kana Hang Armn Geor Deva Beng Guru Gujr Orya Taml Telu "
    "Knda Mlym Sinh Laoo Tibt Mymr Khmr Ethi Mong Syrc Thaa Cher Cans Zzzz"
).split()
"""ISO 15924, in the order of the classes of `data/build/letter_symbols.py`."""
ALONE = dict(
    zip(
        "Grek Thai Hang Armn Geor Beng Guru Gujr Orya Taml Telu Knda Mlym Sinh Laoo Tibt Mymr Khmr "
        "Ethi Mong Thaa Cher Hani Kana".split(),
        "el th ko hy ka bn pa gu or ta te kn ml si lo bo my km am mn dv chr zh ja".split(),
        strict=True,
    )
)
"""The language that writes a script, or does so far more than others."""
GROUPS = {"LATIN": "Latn", "CYRILLIC": "Cyrl", "ARABIC": "Arab", "DEVANAGARI": "Deva"}
GROUPS |= {"HEBREW": "Hebr"}


class Table(NamedTuple):
    kernel: Languages
    groups: dict[str, tuple[int, list[str]]]


def language(text: str | bytes) -> str | None:
    """The language of the words of a text as an ISO 639-1 code (`ckb`, `chr`, `fil` of 639-3).

    None where there is too little to say, or none of the `codes()` is near.  `hr` stands for the
    Latin writing of Serbian and Bosnian, too, `nb` for both kinds of Norwegian, `id` for Malay.

    >>> language("Das ist nicht der Weg, den wir gehen wollten."), language("x = foo(bar)")
    ('de', None)
    """
    counted = _table().kernel.count(utf8(text))
    ranked, strangeness, trigrams = _ranked(counted)
    if not ranked or ranked[0][0] == OTHER or strangeness / trigrams > STRANGE:
        return None
    return ranked[0][0] if len(ranked) == 1 or ranked[1][1] >= SURE else None


def languages(text: str | bytes, within: float = math.inf) -> list[tuple[str, float]]:
    """The languages of the text's script that are not further behind, the likeliest first: (code,
    nats behind the first).

    `und` stands for all that are not in `codes()`; the list is empty without any word.

    >>> [code for code, behind in languages("Jag vet inte vad det \\xe4r.")][:1]
    ['sv']
    """
    return _ranked(_table().kernel.count(utf8(text)), within)[0]


def explained(text: str, within: float = math.inf) -> tuple[list[tuple[str, float]], float]:
    """The languages of a text (see `languages`), and how strange it is: the nats by which its words
    are unlikelier in the language that explains them best than each part of them in its own.

    >>> explained("El ni\\xf1o juega")[1] < explained("El ni\\u0144o juega")[1]
    True
    """
    return _ranked(_table().kernel.count(utf8(text)), within)[:2]


def codes() -> tuple[str, ...]:
    """The languages that can be told.

    >>> "eu" in codes(), len(codes()) > 80
    (True, True)
    """
    shared = [code for _, members in _table().groups.values() for code in members]
    return tuple(sorted({*shared, *ALONE.values()} - {OTHER}))


def is_writing(text: str | bytes) -> bool:
    """Whether a text is what people write, in whatever language, and not garbage.

    >>> is_writing("Ein Satz."), is_writing("\\xc3\\x90\\xc2\\xb2\\xc3\\x90\\xc2\\xb5")
    (True, False)
    """
    data = utf8(text)
    letters = _table().kernel.count(data).letters
    dense = sum(letters[SCRIPTS.index(script)] for script in DENSE)
    length = len(data.decode("utf-8", "surrogatepass"))
    return cost(data) <= DEAR * (length + 1) + DENSER * dense


def script(text: str | bytes) -> str | None:
    """The script of most letters of words, as its ISO 15924 code; None without any.

    >>> script("\\u0412\\u0438\\u0448\\u043d\\u044f"), script("123")
    ('Cyrl', None)
    """
    return _script(_table().kernel.count(utf8(text)).letters)


def _script(letters: list[int]) -> str | None:
    seen = letters[: len(SCRIPTS)]
    for dense in DENSE:
        seen[SCRIPTS.index(dense)] *= DENSE_WEIGHT
    han, kana = SCRIPTS.index("Hani"), SCRIPTS.index("Kana")
    if seen[kana] > KANA_SHARE * (seen[han] + seen[kana]):
        seen[kana] += seen[han]
    most = max(seen)
    return SCRIPTS[seen.index(most)] if most else None


def nearest(text: str | bytes) -> tuple[str, float] | None:
    """The likeliest language and how many nats the next one is behind; None without any word.

    >>> text = "Jag vet inte vad det \\xe4r."
    >>> nearest(text) == ("sv", languages(text)[1][1])
    True
    """
    counted = _table().kernel.count(utf8(text))
    found = _script(counted.letters)
    if found is None or found not in _table().groups:
        return None if found is None else (ALONE.get(found, OTHER), float("inf"))
    nats, codes = _nats(counted, found)
    best = min(nats)
    at = nats.index(best)
    nats[at] = float("inf")
    return codes[at], min(nats) - best


def _nats(counted: Counted, script: str) -> tuple[list[float], list[str]]:
    """What each language of a script says of a text, and the languages."""
    group, codes = _table().groups[script]
    nats = [value * STEP for value in counted.penalties[group][: len(codes)]]
    nats[codes.index(OTHER)] += UNLIKELY
    return nats, codes


def _ranked(
    counted: Counted, within: float = math.inf
) -> tuple[list[tuple[str, float]], float, int]:
    """The languages with their distance from the first, and nats of the first, and trigrams."""
    found = _script(counted.letters)
    if found is None:
        return [], 0.0, 1
    if found not in _table().groups:
        return [(ALONE.get(found, OTHER), 0.0)], 0.0, 1
    nats, codes = _nats(counted, found)
    group = _table().groups[found][0]
    best = min(nats)
    behind = sorted([(value - best, at) for at, value in enumerate(nats) if value - best <= within])
    return [(codes[at], value) for value, at in behind], best, max(1, counted.found[group])


@cache
def _table() -> Table:
    try:
        kernel = Languages(mapped(LETTERS), mapped(Path(TABLE)))
    except ValueError as error:
        raise damaged(TABLE) from error
    groups = {}
    for number, entry in enumerate(kernel.names.decode("ascii").split()):
        name, _, codes = entry.partition("=")
        groups[GROUPS[name]] = number, [*codes.split(","), OTHER]
    return Table(kernel, groups)
