"""The mojibake rules: one decision for a document, named after the channel that it finds.

The way of a text: its gate, the lines that alarm (`Pages.alarms`), what each may have been
(`utf8`, `lossy`, `wide`, `misread`), what that costs under the model of letters, one decision for
the document (`decision`), edits.
"""

from __future__ import annotations

from collections.abc import Iterable

from ...edits import Edit
from ...rule import Rule, Scope
from .gates import MOJIBAKE


def scan(text: str, active: frozenset[str]) -> Iterable[Edit]:
    """The edits of the rules `active` that a text needs."""
    from .decision import repairs

    return repairs(text, active)


def _rule(id: str, name: str, doc: str) -> Rule:
    return Rule(id, name, scan, scope=Scope.DOCUMENT, gate=MOJIBAKE, doc=doc, shared=True)


mojibake = _rule(
    "ENC111",
    "mojibake",
    """Repair UTF-8 that was read through a single-byte code page, once or several times.

    For each line 40 code pages compete. The reading that is cheapest under one model of letters
    over all languages wins, if it is cheaper than the line as it stands by more than how rare such
    damage is and a margin. What is proved in other lines of the text lowers both.

    Safe because decoding must succeed byte for byte, no word of a script other than Latin is taken
    apart, and no character comes out that is unassigned or that nobody writes. Lists of letters
    stay.

    >>> mojibake("caf\\xc3\\xa9, na\\xefve, \\u0420\\u043c\\u0420\\u0451\\u0421\\u0402")
    'caf\\xe9, na\\xefve, \\u043c\\u0438\\u0440'

    Reference: The Unicode Standard, table 3-7 (well-formed UTF-8).
    """,
)
lossy_mojibake = _rule(
    "ENC112",
    "lossy-mojibake",
    """Repair UTF-8 that was read through a single-byte code page and lost bytes on the way.

    Where a page has no character for a byte, the byte is dropped, or becomes U+FFFD or `?`; byte A0
    becomes a space, a soft hyphen goes, quotation marks that stood for bytes are straightened. Each
    sequence that lacks something has a set of characters that explain exactly what is left; what
    costs least over the line is taken: letters that make words, quotation marks that open and close
    in turn, dashes, or invisible characters (which the invisible rules take out).

    Safe because most of what a line has beyond ASCII must be explained by one page, because a
    single character is no evidence, and because a line stays whole (`find_damage` names it) where
    other letters would do nearly as well or a byte would be left over.

    >>> lossy_mojibake("don\\xe2t say \\xe2maybe\\xe2, it\\xe2s a yes or a no for all of us")
    'don\\u2019t say \\u201cmaybe\\u201d, it\\u2019s a yes or a no for all of us'
    >>> lossy_mojibake("tr\\xc3\\xa8s bien \\xc3 l'heure")
    "tr\\xe8s bien \\xe0 l'heure"

    Reference: The Unicode Standard, table 3-7; the undefined bytes of each code page.
    """,
)
misread_page = _rule(
    "ENC113",
    "misread-page",
    """Read text anew that was in one single-byte code page and was read through another.

    Windows-1251 read as Latin-1 (`\\xcf\\xf0\\xe8\\xe2`), KOI8-R as Windows-1251, Mac Roman
    as Windows-1252, DOS pages: no UTF-8 took part, so that any reading is possible, and only one
    is cheap.

    Safe because what comes out must be text by itself, and every altered character has to pay: more
    where Latin letters are read as others, which needs a language that the model knows, or a text
    that proves it.

    >>> misread_page("Wynik jest bardzo du\\xbfy, a b\\xb3\\xb9d ma\\xb3y.")
    'Wynik jest bardzo du\\u017cy, a b\\u0142\\u0105d ma\\u0142y.'

    Reference: the code pages of the WHATWG Encoding Standard; ftfy issue 18.
    """,
)
wide_page = _rule(
    "ENC114",
    "wide-page",
    """Repair what went through a page of two bytes a character.

    GBK, Big5, Shift-JIS, EUC-KR, EUC-JP: text of such a page that was read as Latin-1 or through
    another of them, and UTF-8 that was read through one (`\\u9225\\u6a9a`), with the bytes that
    were no pair and became `?` or U+FFFD.

    Safe because every pair of bytes must be a character, several different ones, and what comes out
    must be far cheaper under the model of letters.

    >>> wide_page("\\xc4\\xe3\\xba\\xc3\\xa3\\xac\\xca\\xc0\\xbd\\xe7\\xba\\xcd\\xc6\\xbd")
    '\\u4f60\\u597d\\uff0c\\u4e16\\u754c\\u548c\\u5e73'

    Reference: GB 2312, Big5, JIS X 0208, KS X 1001; ftfy issue 119.
    """,
)
RULES = (mojibake, lossy_mojibake, misread_page, wide_page)
