"""Opt-in rules for output that must be plain: widths, ligatures, quotes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ...gate import Gate
from ...rule import Change, Scope, rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_LIGATURES = {
    "\ufb00": "ff", "\ufb01": "fi", "\ufb02": "fl", "\ufb03": "ffi", "\ufb04": "ffl",
    "\ufb05": "st", "\ufb06": "st", "\u0132": "IJ", "\u0133": "ij", "\ufb13": "\u0574\u0576",
    "\ufb14": "\u0574\u0565", "\ufb15": "\u0574\u056b", "\ufb16": "\u057e\u0576",
    "\ufb17": "\u0574\u056d",
}  # fmt: skip

_QUOTES = {
    **dict.fromkeys("\u2018\u2019\u201a\u201b\u2032\u02bc", "'"),
    **dict.fromkeys("\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb", '"'),
    **dict.fromkeys("\u2039\u203a", "'"),
}


def _replaced(text: str, table: Mapping[str, str]) -> Iterator[Change]:
    for match in re.finditer(f"[{''.join(table)}]", text):
        yield match.start(), match.end(), table[match.group()]


@rule("NRM331", "width", scope=Scope.LINE, gate=Gate(chars=[(0xFF01, 0xFFEE)]), safe=False)
def width(text: str) -> Iterator[Change]:
    """Replace fullwidth Latin and halfwidth kana, Hangul and signs by ordinary ones.

    Not safe: the width may be meant (UAX #11). White space is left to NRM304 and NRM305.

    >>> width("\\uff28\\uff49\\uff01")
    'Hi!'
    """
    import unicodedata2

    # a halfwidth voicing mark joins the kana before it
    for match in re.finditer("[\uff01-\uff9f\uffa1-\uffee]+", text):
        new = unicodedata2.normalize("NFKC", match.group())
        if new != match.group():
            yield match.start(), match.end(), new


@rule("NRM332", "ligature", scope=Scope.LINE, gate=Gate(chars=_LIGATURES), safe=False)
def ligature(text: str) -> Iterator[Change]:
    """Replace ligatures that came with the font by their letters: ff, fi, fl, ffi, ffl, st, IJ.

    Not safe: a text about typography means the ligature. Letters such as ae and oe stay.

    >>> ligature("e\\ufb03cient \\ufb01sh")
    'efficient fish'
    """
    yield from _replaced(text, _LIGATURES)


@rule("NRM333", "ascii-quotes", scope=Scope.LINE, gate=Gate(chars=_QUOTES), safe=False)
def ascii_quotes(text: str) -> Iterator[Change]:
    """Replace curly quotes, guillemets, primes and apostrophes by ASCII quotes.

    Not safe: typographic quotes are right, and carry which way they face.

    >>> ascii_quotes("\\u201cIt\\u2019s so\\u201d")
    '"It\\'s so"'
    """
    yield from _replaced(text, _QUOTES)
