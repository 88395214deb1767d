"""The mojibake rules: what was lost nothing, and what lost bytes."""

from __future__ import annotations

from collections.abc import Iterator

from ...rule import Change, Scope, rule
from .gates import BROKEN_GATE, LOSSY_GATE, MISREAD_GATE, WHOLE_GATE, WIDE_GATE


@rule("ENC111", "mojibake", scope=Scope.DOCUMENT, gate=WHOLE_GATE)
def mojibake(text: str) -> Iterator[Change]:
    """Repair UTF-8 that was read through a single-byte code page, once or several times.

    For each line 36 code pages compete. A page that turns impossible neighbours (`\u00c3\u00a9`,
    box drawings between letters, control characters) into writing that some language has wins,
    and one that explains most of the line wins over one that explains less. Layers below are
    undone with it. Lines in which evidence is thin follow the pages proved elsewhere in the text.
    What no page explains is left to `broken-mojibake`.

    Safe because decoding must succeed byte for byte, and because what comes out must look like
    text while what was there did not. Of a million translated messages in 205 locales 61 were
    changed, all of which were mojibake. Lists of letters in their order stay. Text in which
    bytes were lost is left to `lossy-mojibake`.

    >>> mojibake("caf\\xc3\\xa9, na\\xefve, \\u0420\\u043c\\u0420\\u0451\\u0421\\u0402")
    'caf\\xe9, na\\xefve, \\u043c\\u0438\\u0440'

    Reference: The Unicode Standard, table 3-7 (well-formed UTF-8).
    """
    from .lines import repair_text

    return iter(repair_text(text))


@rule("ENC112", "lossy-mojibake", scope=Scope.DOCUMENT, gate=LOSSY_GATE)
def lossy_mojibake(text: str) -> Iterator[Change]:
    """Undo mojibake of punctuation and invisible characters in which bytes were lost.

    Where a code page has no character for a byte, the byte is dropped, or becomes U+FFFD or `?`.
    Of a quotation mark nothing is left then but `\u00e2`, `\u0e42` or `\u00e2\u20ac\ufffd`. The
    document is the evidence. Images count only where they cannot be writing (a Thai vowel attached
    to a Latin word, an accented letter at the edge of English words) and only if they do so in
    several ways. If one of them can only have been an invisible character, all are removed.
    Otherwise apostrophes inside English words, quotation marks that open and close in turn, dashes
    between spaces and bullets at line starts are put back.

    Safe because real words in the image's own script are never touched, and a document needs two
    witnesses at least. What the evidence does not decide stays as it is.

    >>> lossy_mojibake("don\u00e2t say \u00e2maybe\u00e2, it\u00e2s a yes or a no for all of us")
    'don\u2019t say \u201cmaybe\u201d, it\u2019s a yes or a no for all of us'
    >>> lossy_mojibake("a \u0e42\u0e02walk \u0e42in\u0e42\u0e04 the \u0e42park")
    'a walk in the park'

    Reference: The Unicode Standard, table 3-7; the undefined bytes of each code page.
    """
    from .lossy import find

    if LOSSY_GATE.fires(text):
        yield from find(text)


@rule("ENC113", "misread-page", scope=Scope.LINE, gate=MISREAD_GATE)
def misread_page(text: str) -> Iterator[Change]:
    """Read text anew that was in one single-byte code page and was read through another.

    Windows-1251 read as Latin-1 (`\u00cf\u00f0\u00e8\u00e2\u00e5\u00f2`), KOI8-R as
    Windows-1251, Hebrew, Greek, Arabic or Thai as Latin-1, Polish as Windows-1252: no UTF-8 took
    part, so that any reading is possible, and only one looks like writing.

    Safe because a line is read anew only if it has many neighbours that no language has, and
    nearly none afterwards, all letters are of one script then, and (for Russian) words are known.
    Text in which the letters are merely unusual, as Turkish read as Latin-1, is left alone.

    >>> misread_page("Wynik jest bardzo du\\xbfy, a b\\xb3\\xb9d ma\\xb3y.")
    'Wynik jest bardzo du\\u017cy, a b\\u0142\\u0105d ma\\u0142y.'

    Reference: the code pages of the WHATWG Encoding Standard; ftfy issue 18.
    """
    from .misread import changes, misread_page

    yield from changes(text, misread_page, MISREAD_GATE)


@rule("ENC114", "misread-wide-page", scope=Scope.LINE, gate=WIDE_GATE)
def misread_wide_page(text: str) -> Iterator[Change]:
    """Read text anew that was Shift-JIS, EUC-JP, GBK, Big5 or EUC-KR and was read as Latin-1.

    Safe because every pair of bytes must be a character, nearly all of them from the rows of
    common characters that each of these standards has, at least five, and because the line must
    be full of neighbours that no language has.

    >>> misread_wide_page("\\xc4\\xe3\\xba\\xc3\\xa3\\xac\\xca\\xc0\\xbd\\xe7\\xba\\xcd\\xc6\\xbd")
    '\\u4f60\\u597d\\uff0c\\u4e16\\u754c\\u548c\\u5e73'

    Reference: GB 2312, Big5, JIS X 0208, KS X 1001; ftfy issue 119.
    """
    from .misread import changes, misread_wide_page

    yield from changes(text, misread_wide_page, WIDE_GATE)


@rule("ENC115", "broken-mojibake", scope=Scope.LINE, gate=BROKEN_GATE)
def broken_mojibake(text: str) -> Iterator[Change]:
    """Repair mojibake that is inconsistent or has been altered, by what ftfy knows about it.

    Byte A0 may have become a space, a line may mix UTF-8 and Latin-1, surrogates may have been
    encoded one by one. ftfy has heuristics for all of these. It knows ten code pages only and
    half-decodes the others, so it is asked last, and only about lines in which its own `badness`
    finds something wrong. What is left of characters that lost bytes becomes U+FFFD.

    >>> broken_mojibake("tr\\xc3\\xa8s bien \\xc3 l'heure")
    "tr\\xe8s bien \\xe0 l'heure"

    Reference: ftfy 6.3, `fix_encoding` without `unescape_html` and `fix_c1_controls`.
    """
    from .secondary import second_opinion

    for start, end in BROKEN_GATE.lines(text):
        for edit in second_opinion(text[start:end]):
            yield start + edit.start, start + edit.end, edit.new
