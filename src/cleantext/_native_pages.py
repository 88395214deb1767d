"""Code pages in pure Python: text that was UTF-8 read through one of them, decoded as a whole."""

import codecs
import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

Page = tuple[Mapping[int, str], Mapping[int, str]]
"""The byte (as U+0080..00FF) that each character stands for: at the start of a sequence, and
elsewhere. They differ where one sign is shown for two bytes."""

Changes = list[tuple[int, int, str]]

RUN = re.compile("[^\x00-\x7f]+")


class PageTable:
    """Code pages compiled for this kernel; made by `compile_pages`."""

    __slots__ = ("_decoders", "_members")

    def __init__(self, pages: Sequence[Page]) -> None:
        self._members: dict[str, int] = {}
        for bit, page in enumerate(pages):
            for code in (code for role in page for code in role):
                self._members[chr(code)] = self._members.get(chr(code), 0) | 1 << bit
        self._decoders = [_decoder(*page) for page in pages]

    def decoded(self, runs: Collection[str]) -> list[tuple[int, list[str]]]:
        """What runs become through each page that decodes them all."""
        bits = -1 if runs else 0
        for character in set("".join(runs)):
            bits &= self._members.get(character, 0)
        found = []
        for bit, decode in enumerate(self._decoders):
            if bits >> bit & 1:
                try:
                    found.append((bit, decode("\n".join(runs)).split("\n")))
                except UnicodeError:
                    continue
        return found


def compile_pages(pages: Sequence[Page]) -> PageTable:
    """A table in which bit k stands for the k-th of `pages`."""
    return PageTable(pages)


def decodings(table: PageTable, text: str) -> list[tuple[int, Changes]]:
    """Each different way to decode all of `text`, with the first page that leads to it.

    ASCII is the same in all pages, so each run of other characters is decoded by itself.
    """
    spans = [match.span() for match in RUN.finditer(text)]
    runs = [text[start:end] for start, end in spans]
    distinct = dict.fromkeys(runs)
    found: list[tuple[int, list[str]]] = []
    for bit, images in table.decoded(distinct):
        if all(images != other for _, other in found):
            found.append((bit, images))
    answers = []
    for bit, images in found:
        known = dict(zip(distinct, images, strict=True))
        answers.append((bit, [(*span, known[run]) for span, run in zip(spans, runs, strict=True)]))
    return answers


def _decoder(starts: Mapping[int, str], others: Mapping[int, str]) -> Callable[[str], str]:
    """From runs to what they were, by the codec machinery as far as the page is a plain table."""
    glyphs = list(map(chr, range(0x80))) + ["\ufffe"] * 0x80  # for bytes that stand for nothing
    for code, byte in others.items():
        if glyphs[ord(byte)] == "\ufffe" or chr(code) != byte:
            glyphs[ord(byte)] = chr(code)
    quick = codecs.charmap_build("".join(glyphs))
    is_plain = starts == others

    def decode(text: str) -> str:
        if is_plain:
            try:
                return codecs.charmap_encode(text, "strict", quick)[0].decode()
            except UnicodeEncodeError:
                pass  # control characters for bytes that have a sign of their own
        return "".join(_sequences(text, starts, others)).encode("latin-1").decode()

    return decode


def _sequences(text: str, starts: Mapping[int, str], others: Mapping[int, str]) -> Iterator[str]:
    """The bytes of a text, for one character after another."""
    at = 0
    while at < len(text):
        lead = starts.get(ord(text[at]), text[at])
        size = 1 + (lead >= "\xc2") + (lead >= "\xe0") + (lead >= "\xf0")
        yield lead + text[at + 1 : at + size].translate(others)
        at += size
