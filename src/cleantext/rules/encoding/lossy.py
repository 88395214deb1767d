"""Lossy mojibake: UTF-8 read through a single-byte page, of which bytes were lost on the way.

Bytes that a page has no sign for were dropped, or became `?` or U+FFFD; byte A0 became a space,
a soft hyphen was taken out; quotation marks that stood for bytes were straightened. The kernel
finds what costs least; here stands how rare it is.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator
from struct import iter_unpack

from ... import letters
from ...edits import Change, splice
from ...expressions import expression
from ...kernel.lossy import Lossy
from ...letters._costs import damaged, mapped
from . import utf8
from .channels import PAGES, UTF8
from .reading import TABLE as PAGES_TABLE
from .reading import Reading, beyond, cost, packed

TABLE = PAGES_TABLE.with_name("lossy.bin")
WORD = expression("[^ ]+")
HOLES = "?\ufffd"
FIRST = expression("[\xc2-\xf4]")
HALF = expression("[\xc2\xc3\xd0\xd1\xe2][\xad\u200b-\u200f\u2060-\u206f]")
"""First bytes of another layer beside marks that come of it: nobody wrote either."""
SIGN = "\xe2\u20ac"
OPENED = expression(f"\u201c|{SIGN}\u0153")
REST = expression(f"(\xc2|\xc3|{SIGN})[?\ufffd]?")
"""What is left where Windows-1252 was read and a byte that it does not define was lost: of such a
byte itself that was read before, of a letter, and of the one sign."""
LEADS = {"\xd1": "\xd0", "\xce": "\xcf"}
"""First bytes of Cyrillic and Greek letters, and the other one, which Windows-1252 loses."""
RARE, MARKS, LONE = 5.0, 3.0, 8.0
"""How rare lossy channels are, a text strewn with invisible characters, and a text of which a
single character lost bytes."""
MIXED = 7.0
"""How rare it is that characters beyond ASCII stand beside images and are none."""


def readings(line: str, kernel: Lossy | None = None) -> Iterator[Reading]:
    """For each page that explains most of a line: what costs least, with and without invisible
    characters."""
    best: dict[str, Reading] = {}
    high = beyond(line)
    found = (kernel or _kernel()).readings(line.encode("utf-8", "surrogatepass"))
    for page, with_marks, eighths, open, number, left, places, new in found:
        if 2 * high <= 5 * left:
            continue  # a page that explains less than most of what is there explains nothing
        gain, rare = eighths / 8.0, RARE + UTF8[page]
        rare += LONE * (number == 1) + MIXED * (left > 0) + MARKS * with_marks
        known = best.get(new)
        if known and gain - rare <= known.gain - known.rare:
            continue
        if with_marks and all(_is_a_letter(line, *at[:2]) for at in iter_unpack("3I", places)):
            continue  # marks stand between words, too
        if with_marks and HALF.search(new):
            continue
        channel = "marks" if with_marks else "lossy", PAGES[page]
        best[new] = Reading(channel, gain, rare, places, new, open=open)
    yield from best.values()


def within(line: str, edits: Iterable[Change]) -> Iterator[Reading]:
    """Readings of those words of a line that edits touch, and of ASCII ones between them: what else
    the line has need not be of the page that explains them."""
    touched = [start for start, _, _ in edits]
    words: list[tuple[int, int]] = []
    is_next = False
    for match in WORD.finditer(line):
        start, end = match.span()
        if any(start <= at < end for at in touched):
            words[-1:] = [(words[-1][0], end)] if words and is_next else [*words[-1:], (start, end)]
            is_next = True
        else:
            is_next = is_next and match.group().isascii()
    places = [k for start, end in words for k in range(start, end + 1)]
    for found in readings(" ".join(line[start:end] for start, end in words)):
        there = [(places[start], places[end], new) for start, end, new in found.edits]
        yield found._replace(rare=found.rare + MIXED, places=packed(there), new=splice(line, there))


def below(line: str, above: Reading) -> Iterator[Reading]:
    """Readings by which a layer lost bytes that stands below another. What is left of a character
    of which one byte is lost stands for a byte, too."""
    made = {at for start, end in _made(above.edits) for at in range(start, end)}
    if len(above.channel) < 3 and not any(FIRST.match(above.new[at]) for at in made):
        return
    page = above.channel[1]
    other = next((LEADS[c] for c in LEADS if c in above.new), "\xc3")
    stands = {"\xc2": "\ufffd", "\xc3": other, SIGN: "\u201d"}
    rest = [
        (match.start(), match.end(), stands[match[1]])
        for match in REST.finditer(above.new)
        if match.start() not in made
        and page == "cp1252"
        and not (match[0] == SIGN and _is_cut(above.new, (*match.span(), stands[SIGN])))
    ]
    shown = splice(above.new, rest)
    stood = utf8.whole(above._replace(places=packed(rest)), above) if rest else above
    gain = above.gain + cost(above.new) - cost(shown)
    whole = utf8.readings(shown, 1) if rest else []
    for found in (*readings(shown), *whole):
        if found.channel not in (("lossy", page), ("utf8", page)) or _is_cut(
            shown, found.edits[-1]
        ):
            continue
        if rest and not {"\ufffd", other}.isdisjoint(found.new):
            continue  # what stood for a byte has to be one
        reading = utf8.whole(found, stood)._replace(
            channel=(found.channel[0], page, page),
            gain=gain + found.gain,
            rare=above.rare + found.rare - UTF8[PAGES.index(page)],
            doubt=max(above.doubt, found.doubt),
        )
        yield reading._replace(new=splice(line, reading.edits))


def _made(edits: Iterable[Change]) -> Iterator[tuple[int, int]]:
    """The bounds of what edits make, in what they make of a text."""
    moved = 0
    for start, end, new in edits:
        yield start + moved, start + moved + len(new)
        moved += len(new) - (end - start)


def _is_cut(text: str, last: Change) -> bool:
    """Whether a text ends with the beginning of a character of three bytes and no quotation mark is
    due there: it may well have gone on."""
    start, end, new = last
    if end < len(text) or text[-1] in HOLES or len(new.encode()) <= max(2, end - start):
        return False
    return new != "\u201d" or not OPENED.search(text)


def _is_a_letter(line: str, start: int, end: int) -> bool:
    """Whether what is altered is a Latin letter within a word."""
    word = line[max(0, start - 1) : end + 1]
    return len(word) == 3 and word.isalpha() and word[1] < "\u0250"


@functools.cache
def _kernel() -> Lossy:
    try:
        return Lossy(mapped(TABLE), mapped(PAGES_TABLE), letters.model())
    except ValueError as error:
        raise damaged(TABLE) from error
