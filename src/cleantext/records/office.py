"""Word, PowerPoint and Excel files: the text of their paragraphs and cells, all else kept.

They are archives of parts in XML. openpyxl and python-docx write what they understood: charts,
macros and much that others have put in are lost or written anew. So the parts with text are
changed here, and only between the tags that hold it; every other part keeps its bytes.
"""

import io
import re
import zipfile
from collections.abc import Callable, Iterator, Sequence
from html import unescape
from typing import Any, BinaryIO
from xml.sax.saxutils import escape

from ..edits import Edit, splice
from . import runs
from .fields import Fields, Path, RecordError
from .runs import Fragment

MAGIC = b"PK\x03\x04"
_PARTS = {  # the parts that hold text, what is a paragraph in them, and what its text stands in
    "docx": (
        r"word/(?:document|(?:header|footer)\d*|(?:foot|end)notes|comments)\.xml",
        "w:p",
        "w:t",
    ),
    "pptx": (r"ppt/(?:slides|notesSlides)/\w+\.xml", "a:p", "a:t"),
    "xlsx": (r"xl/(?:sharedStrings|comments\d*|worksheets/\w+)\.xml", "si|is|text", "t"),
}
_LARGEST = 256 << 20  # bytes of a part
EditsOf = Callable[[int, Path, str], Sequence[Edit]]


def kind_of(path: str) -> str:
    """The kind of an office file of that name, "" if it is none.

    >>> kind_of("a/B.DOCX"), kind_of("a.zip")
    ('docx', '')
    """
    end = path.rpartition(".")[2].lower()
    return end if end in _PARTS else ""


def rewrite(kind: str, file: BinaryIO, sink: Any, fields: Fields, edits_of: EditsOf) -> None:
    """Write to `sink` the file with what `edits_of` says of each text; raises `RecordError`.

    It is asked with the number of the text in its part from 0, the name of the part, and the text.
    """
    pattern, paragraph, tag = _PARTS[kind]
    try:
        held = io.BytesIO()  # a zip is written to and fro
        with zipfile.ZipFile(file) as old, zipfile.ZipFile(held, "w") as new:
            new.comment = old.comment
            for info in old.infolist():
                if info.file_size > _LARGEST:
                    raise RecordError(f"its part {info.filename} is too long")
                data = old.read(info)
                path = tuple(info.filename.split("."))
                if re.fullmatch(pattern, info.filename) and fields.match(path):
                    data = _part(data, path, paragraph, tag, edits_of)
                new.writestr(info, data, info.compress_type)
        sink.write(held.getvalue())
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError) as error:
        raise RecordError(f"is no {kind} file that can be read: {error}") from None


def _part(data: bytes, path: Path, paragraph: str, tag: str, edits_of: EditsOf) -> bytes:
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return data  # none of these programs writes it so
    edits: list[Edit] = []
    for number, run in enumerate(_runs(text, paragraph, tag)):
        if value := runs.value(run):
            edits += runs.edits(text, run, edits_of(number, path, value))
    return splice(text, edits).encode() if edits else data


def _runs(text: str, paragraph: str, tag: str) -> Iterator[list[Fragment]]:
    """The texts in a part: of a paragraph the stretches that are set alike, one after the other."""
    whole = re.compile(rf"<({paragraph})(?: [^>]*(?<!/))?>(.*?)</\1>", re.DOTALL)
    # Two stretches with a break, tab, sign or box between them are not one text. How a word is
    # read (`rPh`) stands beside it.
    inner = re.compile(
        rf"<rPh\b.*?</rPh>|<{tag}( [^>]*)?>([^<]*)</{tag}>|"
        r"<[aw]:(?:br|cr|drawing|fld|noBreakHyphen|p|pict|softHyphen|sym|tab)\b",
        re.DOTALL,
    )
    for match in whole.finditer(text):
        run: list[Fragment] = []
        for stretch in inner.finditer(text, *match.span(2)):
            if stretch[0].startswith("<rPh"):
                continue
            if stretch[2] is None:
                run.append(Fragment(0, 0, "\n"))
            else:
                given = stretch[1] or ""
                run.append(Fragment(*stretch.span(), unescape(stretch[2]), _writer(tag, given)))
        yield run


def _writer(tag: str, attributes: str) -> Callable[[str], str]:
    def write(new: str) -> str:
        keeps = new != new.strip() and "xml:space" not in attributes and tag != "a:t"
        space = ' xml:space="preserve"' * keeps
        return f"<{tag}{attributes}{space}>{escape(new)}</{tag}>"

    return write
