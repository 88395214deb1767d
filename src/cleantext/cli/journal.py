"""`--apply` and `--undo`: what `--explain=json` wrote down, done or taken back.

Each line is about one file, with the edits and the SHA-256 of its text before and after. A file
that is no longer what it was is refused: an edit at the wrong place is damage.
"""

import hashlib
import io
import json
from collections.abc import Iterator
from typing import Any, NamedTuple

from ..edits import Edit, splice
from ..io import packed
from ..io.encoding import Decoder, Encoder, format_of
from ..io.files import check_replaceable, open_input
from ..io.swap import FileError, Swap
from .args import UsageError
from .task import Attempt, Outcome


class Entry(NamedTuple):
    """What a line of the journal says of a file."""

    file: str
    edits: tuple[Edit, ...]
    old: tuple[str, ...]  # what each edit replaced
    before: str  # SHA-256 of the text; "" if a person made the entry
    after: str


def entries(data: bytes, name: str) -> Iterator[Entry]:
    """The entries of a journal; raises `UsageError` with the line."""
    for number, line in enumerate(data.decode("utf-8", "replace").splitlines(), 1):
        if line.strip():
            try:
                yield _entry(json.loads(line))
            except (ValueError, KeyError, TypeError, RecursionError):
                raise UsageError(
                    f"{name}: line {number} is none of --explain=json: want file, edits, start, "
                    "end, old, new"
                ) from None


def _entry(data: Any) -> Entry:
    edits, old = [], []
    end = 0
    for edit in data["edits"]:
        rules = tuple(map(str, edit.get("rules", ())))
        found = Edit(int(edit["start"]), int(edit["end"]), str(edit["new"]), rules)
        if not end <= found.start <= found.end or len(edit["old"]) != found.end - found.start:
            raise ValueError
        end = found.end
        edits.append(found)
        old.append(str(edit["old"]))
    return Entry(
        str(data["file"]), tuple(edits), tuple(old),
        str(data.get("before", "")), str(data.get("after", "")),
    )  # fmt: skip


def carry_out(entry: Entry, undo: bool, encoding: str | None, suffix: str = "") -> Attempt:
    """Do what an entry says, or take it back, in the file it names."""
    try:
        return Attempt(_carry_out(entry, undo, encoding, suffix))
    except (ValueError, OSError) as error:
        return Attempt(None, getattr(error, "strerror", None) or str(error))


def _carry_out(entry: Entry, undo: bool, encoding: str | None, suffix: str) -> Outcome:
    if not entry.edits:
        return Outcome(False, {})
    if entry.file == "<stdin>":
        raise FileError("was standard input; only files can be changed")
    with open_input(entry.file) as file:
        check_replaceable(entry.file)
        with Swap(entry.file, suffix, file) as swap:
            data = file.read()
            packing = packed.kind_of(data[:8])
            sink = packed.Packer(packing, swap) if packing else swap
            if packing:
                data = packed.opened(packing, io.BytesIO(data)).read()
            format = format_of(data[:4], encoding)
            text = Decoder(format).decode(data[len(format.bom) :], True)
            new = _undone(entry, text) if undo else _applied(entry, text)
            sink.write(format.bom)
            sink.write(Encoder(format).encode(new, True))
            if isinstance(sink, packed.Packer):
                sink.close()
            file.close()
            swap.finish()
            counts: dict[str, int] = {}
            for edit in entry.edits:
                for rule in edit.rules:
                    counts[rule] = counts.get(rule, 0) + 1
            return Outcome(True, counts, tuple(swap.notices))


def _applied(entry: Entry, text: str) -> str:
    fits = all(
        text[edit.start : edit.end] == old for edit, old in zip(entry.edits, entry.old, strict=True)
    )
    if not fits or (entry.before and digest(text) != entry.before):
        raise FileError("has changed since the edits were written down; make them anew")
    return splice(text, entry.edits)


def _undone(entry: Entry, text: str) -> str:
    if entry.after and digest(text) != entry.after:
        raise FileError("has changed since it was cleaned; it is left as it is")
    moved = 0
    back = []
    for (start, end, new, rules), old in zip(entry.edits, entry.old, strict=True):
        begin = start + moved
        if text[begin : begin + len(new)] != new:
            raise FileError("has changed since it was cleaned; it is left as it is")
        back.append(Edit(begin, begin + len(new), old, rules))
        moved += len(new) - (end - start)
    return splice(text, back)


def digest(text: str) -> str:
    """SHA-256 of a text in UTF-8."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
