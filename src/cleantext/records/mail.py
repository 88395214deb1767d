"""Mail: the parts that are text, decoded from what they were sent in and encoded back.

Headers, attachments, bounds and every byte of what is signed stay as they are.
"""

import binascii
import re
from collections.abc import Callable, Iterator
from email.message import Message
from email.parser import HeaderParser

from .runs import Fragment, Run, escaped

_blank = re.compile(r"^\r?\n", re.MULTILINE)
_coded = re.compile(r"(?:=[0-9A-Fa-f]{2})+|=[ \t]*\r?\n")
_unsafe = re.compile(r"[^\t -<>-~\r\n]+")


def runs(text: str) -> Iterator[Run]:
    """The bodies of a message that are text and shown."""
    yield from _entity(text, 0, len(text))


def _entity(text: str, start: int, end: int) -> Iterator[Run]:
    blank = _blank.search(text, start, end)
    if blank is None:
        return
    head = HeaderParser().parsestr(text[start : blank.start()])
    kind = head.get_content_type()
    body = blank.end()
    if kind == "message/rfc822":
        yield from _entity(text, body, end)
    elif head.get_content_maintype() == "multipart":
        if kind not in ("multipart/signed", "multipart/encrypted"):
            for low, high in _parts(text, body, end, head.get_boundary("")):
                yield from _entity(text, low, high)
    elif kind in ("text/plain", "text/html") and head.get_content_disposition() != "attachment":
        run = list(_body(text, body, end, head))
        if run:
            yield run


def _parts(text: str, start: int, end: int, boundary: str) -> Iterator[tuple[int, int]]:
    if not boundary:
        return
    line = re.compile(rf"^--{re.escape(boundary)}(--)?[ \t]*(?:\r?\n|\Z)", re.MULTILINE)
    low = -1
    for match in line.finditer(text, start, end):
        if low >= 0:
            yield low, match.start()
        low = -1 if match[1] else match.end()


def _body(text: str, start: int, end: int, head: Message) -> Iterator[Fragment]:
    charset = head.get_content_charset("us-ascii")
    coding = str(head.get("Content-Transfer-Encoding", "7bit")).strip().lower()
    while end > start and text[end - 1] in "\r\n":
        end -= 1  # what ends a part belongs to the bound
    if coding in ("7bit", "8bit", "binary"):
        yield Fragment(start, end, text[start:end])
        return
    try:
        if coding == "quoted-printable":
            escapes = list(_quoted(text, start, end, charset))
            yield from escaped(text, start, end, escapes, _quoting(charset))
        elif coding == "base64":
            raw = text[start:end]
            value = binascii.a2b_base64(raw.encode("ascii")).decode(charset)
            yield Fragment(start, end, value, _base64(raw, charset))
    except (ValueError, LookupError):
        return  # not what it says it is


def _quoted(text: str, start: int, end: int, charset: str) -> Iterator[tuple[int, int, str]]:
    for match in _coded.finditer(text, start, end):
        is_break = match[0][-1] == "\n"
        value = "" if is_break else bytes.fromhex(match[0].replace("=", " ")).decode(charset)
        yield *match.span(), value


def _quoting(charset: str) -> Callable[[str], str]:
    def write(text: str) -> str:
        return _unsafe.sub(
            lambda match: "".join(f"={byte:02X}" for byte in match[0].encode(charset)), text
        )

    return write


def _base64(raw: str, charset: str) -> Callable[[str], str]:
    """In lines as long as they were, and ended alike."""
    first = raw.partition("\n")[0]
    width = max(len(first.rstrip("\r")) // 4 * 4, 4)
    end = "\r\n" if first.endswith("\r") else "\n"

    def write(text: str) -> str:
        data = binascii.b2a_base64(text.encode(charset), newline=False).decode()
        return end.join(data[at : at + width] for at in range(0, len(data), width))

    return write
