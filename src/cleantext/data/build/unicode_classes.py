"""Generate ``cleantext/data/unicode_classes.py``: the character classes the rules look at.

Run it as ``python -m cleantext.data.build.unicode_classes``; ``tests/test_tables.py`` checks that
doing so changes nothing. The classes that only the kernel asks for are in its table alone
(``invisible.py``, here beside). The properties come from the ``regex`` package, which ships Unicode
18.0.0 (its script, joining type, line break and emoji properties agree with the Unicode data
files), so the result does not depend on the Unicode version of the interpreter.

Every class is written as the inside of a bracket expression for the standard ``re`` module.
"""

from __future__ import annotations

import sys
from pathlib import Path

import regex

UNICODE_VERSION = "18.0.0"
TARGET = Path(__file__).parent.parent / "unicode_classes.py"

# Right-to-left letters are listed by script: bidi class AL has U+061C itself as a member, which
# would make every ARABIC LETTER MARK justify itself, and bidi class R has unassigned code points.
_RTL_SCRIPTS = (
    "Hebr Arab Syrc Thaa Nkoo Samr Mand Adlm Rohg Gara Yezi Sogd Phlp Mani Ougr Chrs Lydi"
)
_SPACELESS_SCRIPTS = "Tibt Bali Java Laoo Khmr Mymr Thai Lana Talu Tavt Ahom"
_CURSIVE_SCRIPTS = "Arab Syrc Nkoo Mand Mong Phag Mani Adlm Rohg Sogd Phlp Chrs Ougr"
_INDIC_SCRIPTS = (
    "Deva Beng Guru Gujr Orya Taml Telu Knda Mlym Sinh Mymr Khmr Tibt Bali Java Sund Newa Gran "
    "Tirh Sidd Modi Kthi Brah Shrd Cham Cakm Mtei Saur Takr Khoj Gong Gonm Nand Dogr Tutg"
)
_CJK_SCRIPTS = "Hani Hira Kana Hang Bopo Yiii"


def _scripts(names: str) -> str:
    return "[" + "".join(rf"\p{{sc={name}}}" for name in names.split()) + "]"


# name of the class -> (what it is for, the set in `regex` V1 syntax)
CLASSES: dict[str, tuple[str, str]] = {
    "LETTER": ("any letter", r"[\p{L}]"),
    "MARK": ("combining marks that have ink", r"[\p{M}--\p{DI}]"),
    "RTL": (
        "letters and marks of right-to-left scripts",
        rf"[{_scripts(_RTL_SCRIPTS)}&&[\p{{L}}\p{{M}}]]",
    ),
    "SPACELESS": (
        "scripts in which ZERO WIDTH SPACE separates words (UAX #14 class SA and kin)",
        rf"[[{_scripts(_SPACELESS_SCRIPTS)}\p{{lb=SA}}]&&[\p{{L}}\p{{M}}\p{{N}}\p{{P}}\p{{S}}]--\p{{DI}}]",
    ),
    "CURSIVE": (
        "letters that join (Joining_Type D, R, L, C) and the other letters of cursive scripts",
        rf"[[\p{{jt=D}}\p{{jt=R}}\p{{jt=L}}\p{{jt=C}}{_scripts(_CURSIVE_SCRIPTS)}]--[\p{{DI}}\p{{N}}]]",
    ),
    "TRANSPARENT": ("marks that joining looks through (Joining_Type T)", r"[\p{jt=T}--\p{DI}]"),
    "INDIC": (
        "letters and marks of Indic scripts",
        rf"[[{_scripts(_INDIC_SCRIPTS)}&&[\p{{L}}\p{{M}}]]--\p{{DI}}]",
    ),
    "VIRAMA": (
        "viramas, stackers and vowel killers (RFC 5892 A.1, A.2)",
        rf"[[\p{{InSC=Virama}}\p{{InSC=Invisible_Stacker}}\p{{InSC=Pure_Killer}}]&&{_scripts(_INDIC_SCRIPTS)}]",
    ),
    "PICTOGRAPH": (
        "the right-hand side of an emoji joiner (UTS #51)",
        r"[\p{ExtPict}--[\p{DI}\u00a9\u00ae]]",
    ),
    "EMOJI": (
        "the left-hand side of an emoji joiner",
        r"[[\p{ExtPict}\p{EMod}\p{RI}]--[\p{DI}\u00a9\u00ae]]",
    ),
    "IDEOGRAPH": ("bases of ideographic variation sequences (UTS #37)", r"[\p{Unified_Ideograph}]"),
    "MONGOLIAN": ("Mongolian letters and marks", r"[\p{sc=Mong}&&[\p{L}]]"),
    "CJK": (
        "East Asian characters, beside which an ideographic space is at home",
        rf"[[{_scripts(_CJK_SCRIPTS)}\u3001-\u303f\uff01-\uff9f\uffa1-\uffef]--\p{{DI}}]",
    ),
    "DUPLOYAN": ("shorthand", r"[\p{sc=Dupl}]"),
    "HIEROGLYPH": ("Egyptian hieroglyphs", r"[\p{sc=Egyp}&&\p{Lo}--[\U00013441\U00013442]]"),
    "COMPOSING": (
        "characters that NFC may replace, or join to or swap with the one before",
        r"[\P{ccc=0}\p{NFC_QC=N}\p{NFC_QC=M}]",
    ),
    "WIDE_PUNCTUATION": (
        "punctuation of scripts that set it off with a no-break space",
        r"[[\p{sc=Khmr}\p{sc=Mymr}\p{sc=Tibt}]&&\p{P}]",
    ),
}


# What the rules search for with `re`. It looks a character of the basic plane up, but tries the
# ranges beyond it one by one, so the class that long texts are searched for closes its gaps there.
RUN_TIME = (
    "LETTER", "MARK", "RTL", "MONGOLIAN", "COMPOSING", "COMPOSING_COARSE", "WIDE_PUNCTUATION"
)  # fmt: skip

_EVERY_CHARACTER = "".join(chr(cp) for cp in range(0x110000) if not 0xD800 <= cp <= 0xDFFF)


def ranges(pattern: str) -> list[tuple[int, int]]:
    """The members of a set as inclusive ranges of code points, surrogates left out."""
    runs = regex.finditer(f"(?:{pattern})+", _EVERY_CHARACTER, regex.V1)
    pairs = ((ord(run.group()[0]), ord(run.group()[-1])) for run in runs)
    return [(low, high) for low, high in pairs]


def coarse(spans: list[tuple[int, int]], gap: int = 0x1000) -> list[tuple[int, int]]:
    """The ranges with the gaps closed between those beyond the basic plane."""
    out: list[tuple[int, int]] = []
    for low, high in spans:
        if out and low - out[-1][1] < gap and out[-1][0] > 0xFFFF:
            out[-1] = (out[-1][0], high)
        else:
            out.append((low, high))
    return out


def _escape(cp: int) -> str:
    return f"\\u{cp:04x}" if cp < 0x10000 else f"\\U{cp:08x}"


def pieces(name: str) -> list[str]:
    """The bracket expression of a class, a piece a range; coarse where the name says so."""
    spans = ranges(CLASSES[name.removesuffix("_COARSE")][1])
    if name.endswith("_COARSE"):
        spans = coarse(spans)
    return [
        _escape(low) if low == high else f"{_escape(low)}-{_escape(high)}" for low, high in spans
    ]


def wrapped(pieces: list[str], width: int = 92) -> list[str]:
    """The pieces put together into lines."""
    lines, line = [], ""
    for piece in pieces:
        if line and len(line) + len(piece) > width:
            lines.append(line)
            line = ""
        line += piece
    return [*lines, line]


def render() -> str:
    """The text of the generated module."""
    out = [
        '"""Character classes for the rules, as insides of `re` bracket expressions.',
        "",
        "Generated by data/build/unicode_classes.py; do not edit.",
        '"""',
        "# fmt: off",
        "",
        f'UNICODE_VERSION = "{UNICODE_VERSION}"',
    ]
    for name in RUN_TIME:
        out += ["", f"# {CLASSES[name.removesuffix('_COARSE')][0]}", f"{name} = ("]
        out += [f'    r"{line}"' for line in wrapped(pieces(name))]
        out += [")"]
    return "\n".join(out) + "\n"


if __name__ == "__main__":
    TARGET.write_text(render(), encoding="ascii")
    sys.stdout.write(f"{TARGET}\n")
