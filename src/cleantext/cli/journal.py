"""`--apply` and `--undo`: what `--explain=json` wrote down, done or taken back.

Each line is about one file, with the edits and the SHA-256 of its text before and after. A file
that is no longer what it was is refused by `--apply`: an edit at the wrong place is damage.
`--undo` takes back what it finds again by what stands around: a file may have been changed
elsewhere.
"""

import hashlib
import io
import json
import os
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, BinaryIO, NamedTuple, TypeVar

from ..edits import Edit
from ..errors import CleantextError, FileError
from ..io import packed
from ..io.encoding import Decoder, Encoder, format_of
from ..io.files import open_input
from ..io.swap import Swap
from .args import UsageError
from .task import Attempt, Outcome, Tally

T = TypeVar("T")
CHANGED = "has changed since it was cleaned; it is left as it is"
OTHER = "has changed since the edits were written down; make them anew"
_CHUNK = 1 << 18  # bytes
_SURE = 8  # characters that are hardly twice the same by chance


class Entry(NamedTuple):
    """What a line of the journal says of a file."""

    file: str
    edits: tuple[Edit, ...]
    old: tuple[str, ...]  # what each edit replaced
    beside: tuple[tuple[str, str], ...]  # what stands around each in the cleaned text
    before: str  # SHA-256 of the text; "" if a person made the entry
    after: str
    row: int = 0  # of a value in a file of columns, from 1; the whole text is meant if 0
    field: str = ""


def entries(data: bytes, name: str) -> Iterator[Entry]:
    """The entries of a journal, one at a time; raises `UsageError` with the line."""
    for number, line in enumerate(io.BytesIO(data), 1):
        if line.strip():
            try:
                yield _entry(json.loads(line.decode("utf-8", "replace")))
            except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
                raise UsageError(
                    f"{name}: line {number} is none of --explain=json: want file, edits, start, "
                    "end, old, new"
                ) from None


def _entry(data: Any) -> Entry:
    edits, old, beside = [], [], []
    end = 0
    if "\0" in data["file"]:
        raise ValueError
    for edit in data["edits"]:
        rules = tuple(_is(str, rule) for rule in edit.get("rules", ()))
        found = Edit(_is(int, edit["start"]), _is(int, edit["end"]), _is(str, edit["new"]), rules)
        replaced = _is(str, edit["old"])
        if not end <= found.start <= found.end or len(replaced) != found.end - found.start:
            raise ValueError
        end = found.end
        edits.append(found)
        old.append(replaced)
        beside.append((_is(str, edit.get("left", "")), _is(str, edit.get("right", ""))))
    return Entry(
        _is(str, data["file"]), tuple(edits), tuple(old), tuple(beside),
        _is(str, data.get("before", "")), _is(str, data.get("after", "")),
        _is(int, data.get("row", 0)), _is(str, data.get("field", "")),
    )  # fmt: skip


def _is(kind: type[T], value: object) -> T:
    """`value`, which is not converted: `null` would become the text `None` in a file."""
    if type(value) is not kind:
        raise TypeError
    return value


def outside(file: str, named: Sequence[str]) -> str:
    """Why a file that a journal names is left alone; "" if it is not.

    A journal may be somebody else's: it decides about what lies in the working directory, and about
    what is named beside it, be it by a link.
    """
    place = os.path.realpath(file)
    for folder in named or (os.curdir,):
        above = os.path.realpath(folder)
        if place == above or place.startswith(os.path.join(above, "")):
            return ""
    where = "is none of those that are named" if named else "lies outside this folder"
    return f"{where}; to change it name it or its folder"


def carry_out(entry: Entry, undo: bool, encoding: str | None, suffix: str = "") -> Attempt:
    """Do what an entry says, or take it back, in the file it names."""
    try:
        return Attempt(_carry_out(entry, undo, encoding, suffix))
    except (CleantextError, ValueError, OSError) as error:
        return Attempt(None, getattr(error, "strerror", None) or str(error))


def _carry_out(entry: Entry, undo: bool, encoding: str | None, suffix: str) -> Outcome:
    if not entry.edits:
        return Outcome(False, {})
    if entry.file == "<stdin>":
        raise FileError("was standard input; only files can be changed")
    with open_input(entry.file, replace=True) as file, Swap(entry.file, suffix, file) as swap:
        packing = packed.kind_of(file.read(8))
        file.seek(0)
        source: BinaryIO = packed.opened(packing, file) if packing else file
        sink = packed.Packer(packing, swap) if packing else swap
        notices = []
        if encoding == "auto":
            from .detect import detect

            source, encoding, notice = detect(source)
            notices.append(notice)
        head = source.read(4)
        format = format_of(head, encoding)
        chunks = _decoded(source, head[len(format.bom) :], Decoder(format))
        edits: Sequence[Edit] = entry.edits
        if undo:
            text = "".join(chunks)  # what an edit did is looked for in all of it
            edits = _undone(entry, text)
            pieces = _spliced([text], edits)
        else:
            pieces = _spliced(_checked(chunks, entry.before), edits, entry.old)
        sink.write(format.bom)
        encoder = Encoder(format)
        for piece in pieces:
            sink.write(encoder.encode(piece))
        sink.write(encoder.encode("", True))
        if isinstance(sink, packed.Packer):
            sink.close()
        file.close()
        swap.finish()
        counts: dict[str, int] = {}
        for edit in edits:
            for rule in edit.rules:
                counts[rule] = counts.get(rule, 0) + 1
        lost = len(entry.edits) - len(edits)
        if lost:
            swap.notices.append(f"{lost} of {len(entry.edits)} edits are not found and stay")
        return Outcome(True, counts, (*notices, *swap.notices))


def _decoded(source: BinaryIO, data: bytes, decoder: Decoder) -> Iterator[str]:
    """A text, chunk by chunk, of which some bytes have been read."""
    while data:
        yield decoder.decode(data)
        data = source.read(_CHUNK)
    yield decoder.decode(b"", True)


def _checked(chunks: Iterable[str], before: str) -> Iterator[str]:
    """The chunks of a text; raises `FileError` at its end if it is another one."""
    found = hashlib.sha256()
    for chunk in chunks:
        found.update(chunk.encode("utf-8", "surrogatepass"))
        yield chunk
    if before and found.hexdigest() != before:
        raise FileError(OTHER)


def _spliced(
    chunks: Iterable[str], edits: Sequence[Edit], old: Sequence[str] = ()
) -> Iterator[str]:
    """A text with edits, piece by piece; raises `FileError` where it has not what is `old`."""
    waiting = deque(edits)
    wanted = iter(old)
    held, at = "", 0  # and where that begins
    for chunk in chunks:
        held += chunk
        done = 0
        while waiting and waiting[0].end <= at + len(held):
            edit = waiting.popleft()
            start, end = edit.start - at, edit.end - at
            if old and held[start:end] != next(wanted):
                raise FileError(OTHER)
            yield held[done:start] + edit.new
            done = end
        ready = min(len(held), waiting[0].start - at) if waiting else len(held)
        yield held[done:ready]
        held, at = held[ready:], at + ready
    if waiting:
        raise FileError(OTHER)


def carry_out_values(file: str, entries: Sequence[Entry], undo: bool, suffix: str = "") -> Attempt:
    """Do what entries say of values, or take it back, in a file of columns."""
    try:
        return Attempt(_carry_out_values(file, entries, undo, suffix))
    except (CleantextError, ValueError, OSError) as error:
        return Attempt(None, getattr(error, "strerror", None) or str(error))


def _carry_out_values(name: str, entries: Sequence[Entry], undo: bool, suffix: str) -> Outcome:
    from ..records import columns, office
    from ..records.fields import Fields
    from .columns import Stream

    waiting: dict[tuple[int, str], list[Entry]] = {}
    for entry in reversed(entries):
        waiting.setdefault((entry.row, entry.field), []).append(entry)
    tally = Tally()

    def edits_of(row: int, path: tuple[str, ...], value: str) -> Sequence[Edit]:
        own = waiting.get((row + 1, ".".join(path)))
        if not own or digest(value) != (own[-1].after if undo else own[-1].before):
            return ()
        entry = own.pop()
        edits = _undone(entry, value) if undo else _applied(entry, value)
        tally.add(edits)
        return edits

    fields = Fields.of(tuple({entry.field for entry in entries}))
    with open_input(name, replace=True) as file, Swap(name, suffix, file) as swap:
        kind = office.kind_of(name)
        change = office.rewrite if kind else columns.change
        kind = kind or columns.kind_of(file.read(8))
        if not kind:
            raise FileError("is neither Parquet, Arrow nor an office file")
        change(kind, file, Stream(swap), fields, edits_of)
        lost = sum(map(len, waiting.values()))
        if lost == len(entries):
            raise FileError(CHANGED)
        file.close()
        swap.finish()
        if lost:
            swap.notices.append(f"{lost} of {len(entries)} values are not found and stay")
        return Outcome(True, tally.counts, tuple(swap.notices))


def _applied(entry: Entry, text: str) -> Sequence[Edit]:
    end = entry.edits[-1].end
    fits = end <= len(text) and all(
        text[edit.start : edit.end] == old for edit, old in zip(entry.edits, entry.old, strict=True)
    )
    if not fits or (entry.before and digest(text) != entry.before):
        raise FileError(OTHER)
    return entry.edits


def _undone(entry: Entry, text: str) -> list[Edit]:
    """The edits that take back those of an entry, as far as what they did is found again.

    That is by what stands around, at the place that it was left at or moved to with the edit before
    it, else at the only place of the text that is so.
    """
    if not any(entry.beside) and entry.after and digest(text) != entry.after:
        raise FileError(CHANGED)
    moved = done = 0
    back = []
    for (start, end, new, rules), old, (left, right) in zip(
        entry.edits, entry.old, entry.beside, strict=True
    ):
        begin = _found(text, start + moved, new, left, right)
        if begin >= done:
            back.append(Edit(begin, begin + len(new), old, rules))
            done = begin + len(new)
            moved = begin - start
        moved += len(new) - (end - start)
    if not back:
        raise FileError(CHANGED)
    return back


def _found(text: str, here: int, new: str, left: str, right: str) -> int:
    """Where `new` stands, -1 if that is not sure: between both sides, or beside one of them."""
    sides = [(left, right)]
    sides += [side for side in ((left, ""), ("", right)) if len("".join(side)) >= _SURE]
    for before, after in sides:
        begin = here - len(before)
        is_sure = begin >= 0 if len(before) + len(after) >= _SURE else begin == 0
        if is_sure and text.startswith(before + new + after, begin):
            return here
    for before, after in sides:
        wanted = before + new + after
        at = text.find(wanted)
        if at >= 0 and len(wanted) >= _SURE and at == text.rfind(wanted):
            return at + len(before)
    return -1


def digest(text: str) -> str:
    """SHA-256 of a text in UTF-8."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
