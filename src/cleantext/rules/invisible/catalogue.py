"""The invisible characters of Unicode 18, in groups; a group is a rule.

Every code point that draws nothing is here: all of Default_Ignorable_Code_Point, the format
characters (Cf) that are not signs with ink, the controls that are not white space, and the
noncharacters. ``tests/test_invisible.py`` checks the list against the Unicode tables.

Left out because they have ink: U+0600-0605, 06DD, 070F, 0890-0891, 08E2, 110BD and 110CD
(prepended concatenation marks). Left out because they are white space: see rules/normal.
"""

from __future__ import annotations

from bisect import bisect_right
from functools import cache
from typing import NamedTuple


class Group(NamedTuple):
    """Code points with one policy."""

    id: str
    name: str
    ranges: tuple[tuple[int, int], ...]
    doc: str


GROUPS = (
    Group(
        "INV210",
        "control",
        ((0x00, 0x08), (0x0E, 0x1F), (0x7F, 0x84), (0x86, 0x9F)),
        """Delete control characters (Cc) other than tab and the line ends.

They mean nothing in text; as structure of data (GNU Info, etags, fields, binary lines) they stay.
Backspace is undone first (INV201); C1 controls that are Windows punctuation read wrongly, and
terminal escapes, belong to the encoding stage. Standard: UTR #20.""",
    ),
    Group(
        "INV211",
        "noncharacter",
        ((0xFDD0, 0xFDEF), *((plane << 16 | 0xFFFE, plane << 16 | 0xFFFF) for plane in range(17))),
        """Delete noncharacters.

The 66 code points that are for use inside a program and never to be interchanged. Standard:
Unicode 23.7.""",
    ),
    Group(
        "INV212",
        "soft-hyphen",
        ((0xAD, 0xAD),),
        """Delete SOFT HYPHEN.

A hint where a word may be broken, seen only where a line is broken there (UAX #14 BA). It splits
words for every program that searches or counts. As all of a cell between tabs it stays.""",
    ),
    Group(
        "INV213",
        "zero-width-space",
        ((0x200B, 0x200B),),
        """Delete ZERO WIDTH SPACE where no orthography wants it.

It separates words in Khmer, Burmese, Thai, Lao, Tibetan, Javanese and other scripts written
without spaces (UAX #14 ZW and SA) and stays there, one of a run, but not inside a syllable. In a
line where it parts syllables or Latin words, or stands after every second letter, it is a payload
and goes.""",
    ),
    Group(
        "INV214",
        "joiner",
        ((0x200C, 0x200D),),
        """Delete ZERO WIDTH JOINER and NON-JOINER where they change nothing.

They stay between cursive letters (RFC 5892 A.1, UAX #31 A1), where marks that joining looks
through are skipped, after a virama and before an Indic sign (RFC 5892 A.2, UAX #31 A2 and B), and
inside an emoji (UTS #51 ED-16). A line with a joiner to every fourth letter, or full of doubled
ones, carries a payload and loses them.""",
    ),
    Group(
        "INV215",
        "word-joiner",
        ((0x2060, 0x2060),),
        """Delete WORD JOINER.

A hint not to break a line (UAX #14 WJ), which no reader sees. It stays between a word and a dash,
as books are set; `keep` leaves it in everywhere.""",
    ),
    Group(
        "INV216",
        "byte-order-mark",
        ((0xFEFF, 0xFEFF),),
        """Delete ZERO WIDTH NO-BREAK SPACE, the byte order mark.

At the start of a file it belongs to the encoding (RFC 3629); its use inside text is deprecated
since Unicode 3.2 (Unicode 23.8).""",
    ),
    Group(
        "INV217",
        "bidi-mark",
        ((0x061C, 0x061C), (0x200E, 0x200F)),
        """Delete LEFT-TO-RIGHT, RIGHT-TO-LEFT and ARABIC LETTER MARK in left-to-right lines.

In a line with letters of a right-to-left script they decide how signs and numbers are ordered and
stay, save between two letters of one direction; in any other they do nothing (UAX #9).""",
    ),
    Group(
        "INV218",
        "bidi-control",
        ((0x202A, 0x202C), (0x2066, 0x2069)),
        """Delete bidirectional embeddings and isolates in left-to-right lines.

In a line with letters of a right-to-left script they stay, save ends of nothing and pairs around
nothing (UAX #9 BD9, BD11). In source code they are Trojan Source (UTS #55).""",
    ),
    Group(
        "INV219",
        "bidi-override",
        ((0x202D, 0x202E),),
        """Delete LEFT-TO-RIGHT and RIGHT-TO-LEFT OVERRIDE.

They show text in another order than it is stored: Trojan Source (UTS #55). The POP that ends one
goes with it (INV218). Where the order shown can be proved INV202 has put it in place before.""",
    ),
    Group(
        "INV220",
        "maths-operator",
        ((0x2061, 0x2064),),
        """Delete invisible maths operators.

FUNCTION APPLICATION, INVISIBLE TIMES, SEPARATOR and PLUS help programs read formulas (Unicode
22.6). Outside of formulas they are the alphabet of covert channels. `keep_maths=True` leaves
single ones in.""",
    ),
    Group(
        "INV221",
        "deprecated-format",
        ((0x206A, 0x206F), (0xE0001, 0xE0001)),
        """Delete deprecated format characters and LANGUAGE TAG.

U+206A-206F and U+E0001, whose use is strongly discouraged (Unicode 23.3, 23.9).""",
    ),
    Group(
        "INV222",
        "reserved-ignorable",
        (
            (0x2065, 0x2065),
            (0xFFF0, 0xFFF8),
            (0xE0000, 0xE0000),
            (0xE0002, 0xE001F),
            (0xE0080, 0xE00FF),
            (0xE01F0, 0xE0FFF),
        ),
        """Delete code points reserved for invisible characters to come.

Unassigned and default ignorable in Unicode 18 (Unicode 5.21), so no text has a use for them.""",
    ),
    Group(
        "INV223",
        "grapheme-joiner",
        ((0x034F, 0x034F),),
        """Delete COMBINING GRAPHEME JOINER where it holds nothing.

It stays between a letter or mark that is not Latin and a mark, where it holds their order, as in
Biblical Hebrew (Unicode 23.2).""",
    ),
    Group(
        "INV224",
        "hangul-filler",
        ((0x115F, 0x1160), (0x3164, 0x3164), (0xFFA0, 0xFFA0)),
        """Delete Hangul fillers that complete no syllable.

U+115F before a vowel and U+1160 after a leading consonant spell old Korean (Unicode 18.6) and
stay. The compatibility fillers, used today as a name that looks empty, go beside white space and
at the ends of a line; between words they are a space, see NRM305.""",
    ),
    Group(
        "INV225",
        "khmer-inherent-vowel",
        ((0x17B4, 0x17B5),),
        """Delete KHMER VOWEL INHERENT AQ and AA.

They have no ink and their use is discouraged (Unicode 16.4).""",
    ),
    Group(
        "INV226",
        "mongolian-selector",
        ((0x180B, 0x180F),),
        """Delete Mongolian variation selectors and vowel separator away from Mongolian.

After a Mongolian letter, and the separator between two, they choose its shape and stay (Unicode
13.5).""",
    ),
    Group(
        "INV227",
        "variation-selector",
        ((0xFE00, 0xFE0F),),
        """Delete VARIATION SELECTOR-1 to 16 where they select nothing.

One stays after a character it is listed with in StandardizedVariants or, as text and emoji
presentation, in emoji-variation-sequences (UTS #51 ED-9a), and in an emoji keycap; U+FE0E stays
after any pictograph, since browsers obey it.""",
    ),
    Group(
        "INV228",
        "ideographic-selector",
        ((0xE0100, 0xE01EF),),
        """Delete VARIATION SELECTOR-17 to 256 where they select nothing.

One stays after a unified ideograph (UTS #37), unless every few of a line have one. Runs of them
carry bytes: smuggled prompts, and C2PA text manifests, which `keep_c2pa=True` leaves in.""",
    ),
    Group(
        "INV229",
        "tag",
        ((0xE0020, 0xE007F),),
        """Delete tag characters that spell no flag.

U+1F3F4, three to six tag letters and digits and CANCEL TAG are the flag of a region (UTS #51
ED-14a) and stay. Elsewhere they hide ASCII text.""",
    ),
    Group(
        "INV230",
        "shorthand-format",
        ((0x1BCA0, 0x1BCA3),),
        """Delete shorthand format controls away from shorthand.

Beside a Duployan character they stay (Unicode 21.6).""",
    ),
    Group(
        "INV231",
        "music-format",
        ((0x1D159, 0x1D159), (0x1D173, 0x1D17A)),
        """Delete musical format controls and NULL NOTEHEAD away from music.

Beside a musical symbol, begin and end of beams, ties and slurs stay, as does the head of a note
that is not drawn (Unicode 21.2).""",
    ),
    Group(
        "INV232",
        "hieroglyph-format",
        ((0x13430, 0x1343F), (0x13441, 0x13442)),
        """Delete hieroglyph format controls and blanks away from hieroglyphs.

Beside an Egyptian hieroglyph they lay out the group and stay (Unicode 11.4).""",
    ),
    Group(
        "INV233",
        "object-replacement",
        ((0xFFFC, 0xFFFC),),
        """Delete OBJECT REPLACEMENT CHARACTER.

It holds the place of an object that plain text does not have (Unicode 23.8).""",
    ),
    Group(
        "INV234",
        "annotation-mark",
        ((0xFFF9, 0xFFFB),),
        """Delete interlinear annotation marks that are part of no annotation.

INV203 has dealt with whole annotations before (Unicode 23.8).""",
    ),
    Group(
        "INV235",
        "khitan-filler",
        ((0x16FE4, 0x16FE4),),
        """Delete KHITAN SMALL SCRIPT FILLER away from Khitan.

Beside a Khitan character it lays out the cluster and stays (Unicode 18.12).""",
    ),
)

RANGES = tuple(pair for group in GROUPS for pair in group.ranges)


@cache
def _index() -> tuple[list[int], list[tuple[int, str]]]:
    spans = sorted((low, high, group.id) for group in GROUPS for low, high in group.ranges)
    return [low for low, _, _ in spans], [(high, rule_id) for _, high, rule_id in spans]


@cache
def rule_of(char: str) -> str:
    """The id of the rule that owns a character, or nothing if it is not invisible.

    >>> rule_of("\\u200b"), rule_of("a")
    ('INV213', '')
    """
    lows, owners = _index()
    high, rule_id = owners[bisect_right(lows, ord(char)) - 1]
    return rule_id if ord(char) <= high else ""


def bracket() -> str:
    """All invisible characters, as the inside of an `re` bracket expression."""
    merged: list[tuple[int, int]] = []
    for low, high in sorted(RANGES):
        if merged and low == merged[-1][1] + 1:
            merged[-1] = (merged[-1][0], high)
        else:
            merged.append((low, high))
    return "".join(f"\\U{low:08x}-\\U{high:08x}" for low, high in merged)
