"""The invisible characters of Unicode 18, in groups; a group is a rule.

Every code point that draws nothing is here: all of Default_Ignorable_Code_Point, the format
characters (Cf) that are not signs with ink, the controls that are not white space, and the
noncharacters. ``tests/test_invisible.py`` checks the list against the Unicode tables.

Left out because they have ink: U+0600-0605, 06DD, 070F, 0890-0891, 08E2, 110BD and 110CD
(prepended concatenation marks). Left out because they are spaces, blanks or line ends: rules/normal.
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
        "Delete control characters (Cc) other than tab and the line ends: they mean nothing in text."
        "\n\nBackspace is undone first (INV201); C1 controls that are really Windows punctuation and "
        "terminal escapes are repaired in the encoding stage. Standard: ISO/IEC 6429, UTR #20.",
    ),
    Group(
        "INV211",
        "noncharacter",
        ((0xFDD0, 0xFDEF), *((plane << 16 | 0xFFFE, plane << 16 | 0xFFFF) for plane in range(17))),
        "Delete the 66 noncharacters, which are never to be interchanged. Standard: Unicode 23.7.",
    ),
    Group(
        "INV212",
        "soft-hyphen",
        ((0xAD, 0xAD),),
        "Delete SOFT HYPHEN, a hint where a word may be broken that no reader sees (UAX #14 BA)."
        "\n\nA soft hyphen at the end of a line is deleted too; `keep` leaves it in.",
    ),
    Group(
        "INV213",
        "zero-width-space",
        ((0x200B, 0x200B),),
        "Delete ZERO WIDTH SPACE, except where it separates words of a script written without "
        "spaces (Khmer, Burmese, Thai, Lao, Tibetan, Javanese, Balinese ...): UAX #14 ZW and SA."
        "\n\nA run of them becomes one. In a paragraph where they stand after every second letter "
        "or oftener they are a payload and go.",
    ),
    Group(
        "INV214",
        "joiner",
        ((0x200C, 0x200D),),
        "Delete ZERO WIDTH JOINER and NON-JOINER, except where they change how text looks: between "
        "cursive letters (RFC 5892 A.1, UAX #31 A1), after a virama and in other Indic clusters "
        "(A.2, B), and the joiner inside an emoji (UTS #51 ED-16).\n\nMarks that joining looks "
        "through are skipped on both sides. A paragraph with a joiner to every fourth letter, or "
        "full of doubled ones, carries a payload and loses them.",
    ),
    Group(
        "INV215",
        "word-joiner",
        ((0x2060, 0x2060),),
        "Delete WORD JOINER, a hint not to break a line (UAX #14 WJ).",
    ),
    Group(
        "INV216",
        "byte-order-mark",
        ((0xFEFF, 0xFEFF),),
        "Delete ZERO WIDTH NO-BREAK SPACE, the byte order mark: its use inside text is deprecated "
        "since Unicode 3.2, and at the start of a file it belongs to the encoding (RFC 3629).",
    ),
    Group(
        "INV217",
        "bidi-mark",
        ((0x061C, 0x061C), (0x200E, 0x200F)),
        "Delete LEFT-TO-RIGHT, RIGHT-TO-LEFT and ARABIC LETTER MARK in paragraphs that have no "
        "letter of a right-to-left script; there they do nothing (UAX #9).",
    ),
    Group(
        "INV218",
        "bidi-control",
        ((0x202A, 0x202C), (0x2066, 0x2069)),
        "Delete embeddings, isolates and their terminators in paragraphs that have no letter of a "
        "right-to-left script, and terminators that end nothing (UAX #9 BD9, BD11).",
    ),
    Group(
        "INV219",
        "bidi-override",
        ((0x202D, 0x202E),),
        "Delete LEFT-TO-RIGHT and RIGHT-TO-LEFT OVERRIDE with the POP that ends them. They show text "
        "in another order than it is stored, the heart of Trojan Source (UTS #55).\n\nWhere the "
        "order shown can be proved INV202 has put it in place before.",
    ),
    Group(
        "INV220",
        "maths-operator",
        ((0x2061, 0x2064),),
        "Delete invisible maths operators (Unicode 22.6), at home in formulas only. "
        "`keep_maths=True` leaves single ones in.",
    ),
    Group(
        "INV221",
        "deprecated-format",
        ((0x206A, 0x206F), (0xE0001, 0xE0001)),
        "Delete the deprecated format characters U+206A-206F and LANGUAGE TAG (Unicode 23.3, 23.9).",
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
        "Delete code points reserved for invisible characters to come (Unicode 5.21).",
    ),
    Group(
        "INV223",
        "grapheme-joiner",
        ((0x034F, 0x034F),),
        "Delete COMBINING GRAPHEME JOINER, except between a letter or mark that is not Latin and a "
        "mark, where it holds their order (Biblical Hebrew; Unicode 23.2).",
    ),
    Group(
        "INV224",
        "hangul-filler",
        ((0x115F, 0x1160), (0x3164, 0x3164), (0xFFA0, 0xFFA0)),
        "Delete Hangul fillers, except the two that complete an old Korean syllable (Unicode 18.6). "
        "The compatibility fillers, used today as a blank name, go beside a space or an end; between "
        "words they are a space and left to NRM304.",
    ),
    Group(
        "INV225",
        "khmer-inherent-vowel",
        ((0x17B4, 0x17B5),),
        "Delete KHMER VOWEL INHERENT AQ and AA, whose use is discouraged (Unicode 16.4).",
    ),
    Group(
        "INV226",
        "mongolian-selector",
        ((0x180B, 0x180F),),
        "Delete Mongolian variation selectors and the vowel separator away from Mongolian letters "
        "(Unicode 13.5).",
    ),
    Group(
        "INV227",
        "variation-selector",
        ((0xFE00, 0xFE0F),),
        "Delete VARIATION SELECTOR-1 to 16 unless exactly one follows a character it is listed "
        "with in StandardizedVariants or emoji-variation-sequences (UTS #51 ED-9a), or an emoji "
        "keycap.",
    ),
    Group(
        "INV228",
        "ideographic-selector",
        ((0xE0100, 0xE01EF),),
        "Delete VARIATION SELECTOR-17 to 256 unless exactly one follows a unified ideograph "
        "(UTS #37). Runs of them carry bytes: C2PA text manifests (kept by `keep_c2pa=True`) and "
        "smuggled prompts.",
    ),
    Group(
        "INV229",
        "tag",
        ((0xE0020, 0xE007F),),
        "Delete tag characters, except the spelling of a flag: U+1F3F4, three to six tag letters "
        "and digits, CANCEL TAG (UTS #51 ED-14a). Elsewhere they hide ASCII text.",
    ),
    Group(
        "INV230",
        "shorthand-format",
        ((0x1BCA0, 0x1BCA3),),
        "Delete shorthand format controls away from Duployan shorthand (Unicode 21.6).",
    ),
    Group(
        "INV231",
        "music-format",
        ((0x1D173, 0x1D17A),),
        "Delete musical format controls away from musical symbols (Unicode 21.2).",
    ),
    Group(
        "INV232",
        "hieroglyph-format",
        ((0x13430, 0x1343F),),
        "Delete hieroglyph format controls away from Egyptian hieroglyphs (Unicode 11.4).",
    ),
    Group(
        "INV233",
        "object-replacement",
        ((0xFFFC, 0xFFFC),),
        "Delete OBJECT REPLACEMENT CHARACTER, the place of an object that is not there "
        "(Unicode 23.8).",
    ),
    Group(
        "INV234",
        "annotation-mark",
        ((0xFFF9, 0xFFFB),),
        "Delete interlinear annotation marks that are not part of an annotation; INV203 has dealt "
        "with those that are (Unicode 23.8).",
    ),
)

RANGES = tuple(pair for group in GROUPS for pair in group.ranges)


@cache
def _index() -> tuple[list[int], list[tuple[int, str]]]:
    spans = sorted((low, high, group.id) for group in GROUPS for low, high in group.ranges)
    return [low for low, _, _ in spans], [(high, rule_id) for _, high, rule_id in spans]


@cache
def rule_of(char: str) -> str:
    """The id of the rule that owns an invisible character.

    >>> rule_of("\\u200b")
    'INV213'
    """
    lows, owners = _index()
    high, rule_id = owners[bisect_right(lows, ord(char)) - 1]
    if ord(char) > high:
        raise KeyError(char)
    return rule_id


def bracket() -> str:
    """All invisible characters, as the inside of an `re` bracket expression."""
    return "".join(f"\\U{low:08x}-\\U{high:08x}" for low, high in sorted(RANGES))
