"""How much damage is undone, and what is done to text without any: mojibake made of your text.

    python benchmarks/mojibake.py FOLDER                      one half of the sources, line by line
    python benchmarks/mojibake.py FOLDER --kept               the other half, to be looked at last
    python benchmarks/mojibake.py FOLDER --documents          eight lines together, damaged alike
    python benchmarks/mojibake.py FOLDER drop replaced -s 20  these kinds, and what went wrong
    python benchmarks/mojibake.py FOLDER --clean              every edit of the text as it is

FOLDER has a folder a source (a package) with catalogues of translations (`*/LANGUAGE/*/*.mo`)
somewhere below. Each language counts the same. exact: as it was; wrong: neither as it was nor as it
was damaged.
"""

import argparse
import random
import sys
import zlib
from collections import defaultdict
from collections.abc import Callable, Iterator
from gettext import GNUTranslations
from pathlib import Path
from unicodedata import normalize

from cleantext import repair_mojibake
from cleantext.rules.encoding.channels import PAGES, WIDE, WIDE_VIEWERS, glyphs

Texts = dict[str, list[str]]
Damage = Callable[[str, random.Random], Callable[[str], str] | None]
TOGETHER, SHORT, LONG, TRIED = 8, 20, 200, 20
LOSING = ("cp1252", "cp1252", "latin-1", "cp1250", "cp1253", "cp1254", "cp1257", "cp874")
COMMON = ("cp1252", "latin-1", "cp1251", "cp1250", "cp437", "cp850", "mac_roman", "cp866")
SINGLE = ("cp1251", "koi8-r", "cp866", "mac_cyrillic", "iso8859-5", "cp1250", "iso8859-2", "cp1254",
          "cp1253", "cp1255", "cp1256", "tis-620")  # fmt: skip
ROMAN = ("cp1252", "cp1250", "iso8859-2", "cp1254", "cp1257", "cp852", "cp850", "mac_roman")


def catalogues(folder: Path, is_kept: bool) -> Iterator[tuple[str, str, str]]:
    """(source, language, text) of all translations below a folder, without those kept back."""
    for source in sorted(folder.iterdir()):
        if bool(zlib.crc32(source.name.encode()) & 1) is not is_kept:
            continue
        for path in sorted(source.rglob("*.mo")):
            try:
                with path.open("rb") as file:
                    found = GNUTranslations(file)._catalog  # type: ignore[attr-defined]
            except (OSError, UnicodeDecodeError, ValueError):
                continue
            language = path.parts[-3]
            for key, text in found.items():
                if key and text and key != text:
                    yield source.name, language, text


def lines_of(folder: Path, is_kept: bool) -> Texts:
    """The lines of each language that are neither ASCII nor short nor long, in a random order."""
    found: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for _, language, text in catalogues(folder, is_kept):
        for line in text.split("\n"):
            if SHORT <= len(line) <= LONG and not line.isascii() and "\ufffd" not in line:
                found[language][line] = None
    texts = {code: sorted(lines) for code, lines in sorted(found.items()) if len(lines) >= 100}
    for code, lines in texts.items():
        random.Random(code).shuffle(lines)
    return texts


def shown(data: bytes, page: str, hole: str | None = None) -> str:
    """What a page shows; `hole` for bytes that it has no sign for, which pass otherwise."""
    glyph = glyphs(page)
    each = [chr(b) if b < 0x80 else glyph[b - 0x80] for b in data]
    if hole is not None:
        each = [hole if "\x80" <= c <= "\x9f" else c for c in each]
    return "".join(each)


def _whole(language: str, chance: random.Random) -> Callable[[str], str]:
    page = chance.choice((*COMMON, *PAGES))
    return lambda line: shown(line.encode(), page)


def _double(language: str, chance: random.Random) -> Callable[[str], str]:
    page = chance.choice(("cp1252", "cp1252", "latin-1", "cp1251", "cp437"))
    return lambda line: shown(shown(line.encode(), page).encode(), page)


def _partial(language: str, chance: random.Random) -> Callable[[str], str]:
    page = chance.choice(COMMON)

    def one(line: str) -> str:
        words = line.split(" ")
        at = next(k for k, word in enumerate(words) if not word.isascii())
        words[at] = shown(words[at].encode(), page)
        return " ".join(words)

    return one


def _lossy(hole: str | None, *losses: tuple[str, str]) -> Damage:
    def damage(language: str, chance: random.Random) -> Callable[[str], str]:
        page = chance.choice(LOSING)
        swaps = str.maketrans(dict(losses))
        return lambda line: shown(line.encode(), page, hole).translate(swaps)

    return damage


def _wide8(page: str, hole: str) -> Damage:
    return lambda language, chance: (
        lambda line: line.encode().decode(page, "replace").replace("\ufffd", hole)
    )


def _misread(viewers: tuple[str, ...], pages: tuple[str, ...]) -> Damage:
    def damage(language: str, chance: random.Random) -> Callable[[str], str]:
        viewer, page = chance.choice(viewers), chance.choice(pages)
        return lambda line: shown(line.encode(page), viewer)

    return damage


def _wide(language: str, chance: random.Random) -> Callable[[str], str] | None:
    own = OWN.get(language)
    viewer = chance.choice(WIDE_VIEWERS)
    return (lambda line: shown(line.encode(own), viewer)) if own else None


def _wide_as_wide(language: str, chance: random.Random) -> Callable[[str], str] | None:
    own = OWN.get(language)
    viewer = chance.choice([page for page in WIDE if page != own])
    return (lambda line: line.encode(own).decode(viewer, "replace")) if own else None


OWN = {"zh_CN": "gbk", "zh_TW": "big5", "ja": "cp932", "ko": "cp949"}
QUOTES = tuple((c, '"') for c in "\u201c\u201d\u201e") + tuple(
    (c, "'") for c in "\u2018\u2019\u201a"
)
SPACE, SOFT = ("\xa0", " "), ("\xad", "")
KINDS: dict[str, Damage] = {
    "whole": _whole,
    "double": _double,
    "partial": _partial,
    "dropped": _lossy(""),
    "replaced": _lossy("\ufffd"),
    "qmark": _lossy("?"),
    "space": _lossy(None, SPACE),
    "soft": _lossy(None, SOFT),
    "quotes": _lossy(None, *QUOTES),
    "everything": _lossy("", SPACE, SOFT, *QUOTES),
    "misread": _misread(COMMON, SINGLE),
    "Latin as Latin": _misread(("cp1252", "cp1250", "cp437", "cp850", "mac_roman"), ROMAN),
    "wide": _wide,
    "wide as wide": _wide_as_wide,
    **{f"{page} replaced": _wide8(page, "\ufffd") for page in WIDE},
    **{f"{page} qmark": _wide8(page, "?") for page in WIDE},
}


def damaged(
    texts: Texts, kind: str, number: int, together: int
) -> Iterator[tuple[str, list[str], list[str]]]:
    """(language, lines, damaged lines) of a kind: so many pieces of each language."""
    for language, lines in texts.items():
        chance = random.Random(f"{kind} {language}")
        left = number
        for _ in range(TRIED * number):
            damage = KINDS[kind](language, chance)
            if damage is None or not left:
                break
            piece: list[str] = []
            new: list[str] = []
            for line in chance.sample(lines, 2 * together):
                try:
                    through = damage(line)
                except UnicodeError:
                    continue
                if through != line and "\n" not in through and len(piece) < together:
                    piece.append(line)
                    new.append(through)
            if piece:
                left -= 1
                yield language, piece, new


def measure(texts: Texts, kinds: list[str], number: int, together: int, show: int) -> None:
    print(f"{'kind':18} {'lines':>6} {'exact':>7} {'wrong':>7}   %")
    total: list[tuple[int, int, int]] = []
    for kind in kinds:
        exact = wrong = count = 0
        seen = show
        for language, lines, new in damaged(texts, kind, number, together):
            out = repair_mojibake("\n".join(new)).split("\n")
            for line, was, now in zip(lines, new, out, strict=True):
                count += 1
                is_exact = normalize("NFC", now) == normalize("NFC", line)
                exact += is_exact
                wrong += not is_exact and now != was
                if not is_exact and seen:
                    seen -= 1
                    print(
                        "",
                        language,
                        *map(ascii, (line, was, now if now != was else "")),
                        sep="\n   ",
                    )
        if count:
            total.append((count, exact, wrong))
            print(f"{kind:18} {count:6} {100 * exact / count:7.2f} {100 * wrong / count:7.2f}")
    count, exact, wrong = map(sum, zip(*total, strict=True))
    print(f"{'all':18} {count:6} {100 * exact / count:7.2f} {100 * wrong / count:7.2f}")


def clean(folder: Path, is_kept: bool) -> None:
    """Every edit of the text as it is, each line alone, then all of a source and language."""
    together: defaultdict[tuple[str, str], dict[str, None]] = defaultdict(dict)
    for source, language, text in catalogues(folder, is_kept):
        together[source, language].update(dict.fromkeys(text.split("\n")))
    characters = sum(sum(map(len, lines)) for lines in together.values())
    for how in ("alone", "together"):
        count = 0
        seen: set[str] = set()
        for (source, language), lines in together.items():
            if how == "together":
                out = repair_mojibake("\n".join(lines)).split("\n")
            else:
                out = [
                    line if line.isascii() or line in seen else repair_mojibake(line)
                    for line in lines
                ]
            for line, now in zip(lines, out, strict=True):
                if line != now and line not in seen:
                    count += 1
                    print("", f"{source} {language}", ascii(line), ascii(now), sep="\n   ")
            seen.update(lines if how == "alone" else ())
        print(f"{how}: {count} lines of {characters:,} characters were changed")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("kinds", nargs="*", help=", ".join(KINDS))
    parser.add_argument("--kept", action="store_true")
    parser.add_argument("--documents", action="store_true")
    parser.add_argument("--clean", action="store_true")
    parser.add_argument("--number", type=int, default=3, help="pieces of each language and kind")
    parser.add_argument("-s", "--show", type=int, default=0)
    options = parser.parse_args()
    if options.clean:
        clean(options.folder, options.kept)
        return
    texts = lines_of(options.folder, options.kept)
    print(f"{len(texts)} languages, {sum(map(len, texts.values())):,} lines", file=sys.stderr)
    together = TOGETHER if options.documents else 1
    measure(texts, options.kinds or list(KINDS), options.number, together, options.show)


if __name__ == "__main__":
    main()
