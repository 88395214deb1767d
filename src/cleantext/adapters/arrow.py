"""Arrow arrays, cleaned off their buffers.

The kernel says of the bytes of a column which rows may change; no other row becomes a Python
string, and the new column is the old one with the changed rows put in.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterator
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from ..errors import ColumnError
from .column import Job

Changes = dict[int, str | None]
Mask = Callable[[Any], list[bool]]
"""Says of an array of strings which rows are wanted."""


def clean(array: Any, job: Job) -> Any:
    """A pyarrow `Array` or `ChunkedArray` cleaned; the same object when all is clean.

    Strings of every kind (`string`, `large_string`, `string_view`), dictionary and run-end
    encoded, in lists, structs, extension types and the items of maps. Of a dictionary only the
    words are cleaned; its order and the words that no row has stay. Keys of maps are names, and
    stay. Raises `TypeError` for an array that holds no strings, and `ColumnError`.
    """
    check_type(array.type, job.column)
    if not isinstance(array, pa.ChunkedArray):
        return _clean(array, job)
    old, new = array.chunks, []
    at = 0
    for chunk in old:
        try:
            new.append(_clean(chunk, job))
        except ColumnError as error:
            raise ColumnError(at + error.row, error.column, error.value, error.reason) from error
        at += len(chunk)
    if all(a is b for a, b in zip(old, new, strict=True)):
        return array
    return pa.chunked_array(new, array.type)


def check_type(kind: Any, column: object = None) -> None:
    """Raise `TypeError` for a type that holds no strings; a column of nothing may stand for one."""
    if not holds_text(kind) and not pa.types.is_null(kind):
        place = "" if column is None else f"column {column!r}: "
        raise TypeError(f"{place}want an array of strings, not of {kind}{_hint(kind)}")


def names(frame: Any) -> list[str]:
    """The names of the columns of a table."""
    found: list[str] = frame.schema.names
    return found


def text_names(frame: Any) -> list[str]:
    """The names of the columns of strings, or with some in them."""
    return [field.name for field in frame.schema if holds_text(field.type)]


def get(frame: Any, name: str) -> Any:
    """A column of a table."""
    return frame.column(name)


def put(frame: Any, name: str, column: Any) -> Any:
    """The table with a column put in its place, or at its end."""
    at = frame.schema.get_field_index(name)
    if at < 0:
        return frame.append_column(name, column)
    field = frame.schema.field(at)
    return frame.set_column(at, field if field.type == column.type else name, column)


def to_arrow(column: Any) -> Any:
    """A column as it is."""
    return column


def from_arrow(array: Any, like: Any) -> Any:
    """An array as a column of a table beside `like`."""
    return pa.chunked_array([array]) if isinstance(like, pa.ChunkedArray) else array


def filter(frame: Any, name: str, mask: Mask) -> Any:
    """The rows of a table of which a mask of a column says so."""
    return frame.filter(pa.array(mask(frame.column(name)), pa.bool_()))


def from_table(table: Any) -> Any:
    """A table as it is."""
    return table


def holds_text(kind: Any) -> bool:
    """Whether an Arrow type is one of strings, or has strings in it."""
    if _is_string(kind):
        return True
    if isinstance(kind, pa.BaseExtensionType):
        return holds_text(kind.storage_type)
    if pa.types.is_dictionary(kind) or pa.types.is_run_end_encoded(kind):
        return holds_text(kind.value_type)
    if pa.types.is_map(kind):
        return holds_text(kind.item_type)
    if pa.types.is_nested(kind) and not pa.types.is_union(kind):
        return any(holds_text(kind.field(k).type) for k in range(kind.num_fields))
    return False


def changed_rows(array: Any, job: Job) -> Changes:
    """The rows of a `string` or `large_string` array that change, with their new texts."""
    valid, offsets, data = array.buffers()
    if not len(array):
        return {}
    starts = memoryview(offsets).cast("q" if array.type == pa.large_string() else "i")
    starts = starts[array.offset : array.offset + len(array) + 1]
    bytes_ = memoryview(data).cast("B") if data is not None else memoryview(b"")
    pipeline, changed = job.pipeline, Changes()
    bits = memoryview(valid).cast("B") if valid is not None and array.null_count else None
    for row in pipeline.plan.dirty_rows(bytes_, starts):
        if bits is not None:
            at = row + array.offset
            if not bits[at >> 3] >> (at & 7) & 1:
                continue  # a missing row may stand on bytes of any kind
        raw = bytes_[starts[row] : starts[row + 1]]
        try:
            text = str(raw, "utf-8")
            new = pipeline(text)
        except UnicodeDecodeError as error:
            if job.failed(row, bytes(raw), error) is None:
                changed[row] = None
            continue
        except Exception as error:
            if job.failed(row, text, error) is None:
                changed[row] = None
            continue
        if new is not text:
            changed[row] = new
    return changed


def chunks_of_text(array: Any) -> Iterator[Any]:
    """The chunks of an array or column of strings as `string` or `large_string`."""
    for chunk in array.chunks if isinstance(array, pa.ChunkedArray) else [array]:
        plain = chunk.storage if isinstance(chunk, pa.ExtensionArray) else chunk
        if isinstance(plain, pa.RunEndEncodedArray):
            plain = pc.run_end_decode(plain)
        if isinstance(plain, pa.DictionaryArray):
            plain = plain.dictionary_decode()
        if not _is_string(plain.type) and not pa.types.is_null(plain.type):
            raise TypeError(f"edits are told of columns of strings, not of {chunk.type}")
        is_plain = plain.type in (pa.string(), pa.large_string())
        yield plain if is_plain else plain.cast(pa.large_string())


def _is_string(kind: Any) -> bool:
    return kind in (pa.string(), pa.large_string()) or str(kind) == "string_view"


def _hint(kind: Any) -> str:
    if pa.types.is_binary(kind) or pa.types.is_large_binary(kind):
        return "; cast it, if it is UTF-8: array.cast('string')"
    return ""


def _clean(array: Any, job: Job) -> Any:
    kind = array.type
    if kind in (pa.string(), pa.large_string()):
        return _with_changes(array, changed_rows(array, job))
    if not holds_text(kind):
        return array
    if str(kind) == "string_view":
        return _through(array, pa.large_string(), job)
    if isinstance(array, pa.ExtensionArray):
        storage = array.storage
        new = _clean(storage, job)
        return array if new is storage else pa.ExtensionArray.from_storage(kind, new)
    if isinstance(array, pa.DictionaryArray):
        return _dictionary(array, job)
    if isinstance(array, pa.RunEndEncodedArray):
        values = array.values
        new = _clean(values, job)
        if new is values:
            return array
        whole = pa.RunEndEncodedArray.from_arrays(array.run_ends, new, kind)
        return whole.slice(array.offset, len(array))
    if isinstance(array, pa.StructArray):
        return _struct(array, job)
    if isinstance(array, pa.FixedSizeListArray):
        return _fixed_list(array, job)
    return _list(array, job)


def _with_changes(array: Any, changed: Changes) -> Any:
    """`array` with some rows replaced; the other rows are copied, and never looked at."""
    if not changed:
        return array
    mask = bytearray((len(array) + 7) // 8)
    for row in changed:
        mask[row >> 3] |= 1 << (row & 7)
    bits = pa.Array.from_buffers(pa.bool_(), len(array), [None, pa.py_buffer(mask)])
    return pc.replace_with_mask(array, bits, pa.array(list(changed.values()), array.type))


def _through(array: Any, kind: Any, job: Job) -> Any:
    """An array cleaned as one of another type that holds the same."""
    plain = array.cast(kind)
    new = _clean(plain, job)
    return array if new is plain else new.cast(array.type)


def _dictionary(array: Any, job: Job) -> Any:
    words = array.dictionary
    try:
        new = _clean(words, job)
    except ColumnError as error:
        rows = array.indices.to_pylist()
        if error.row not in rows:
            return array  # a word that no row has
        row = rows.index(error.row)
        raise ColumnError(row, error.column, error.value, error.reason) from error
    if new is words or new.equals(words):
        return array
    places = array.indices
    if _is_string(new.type):
        # Two words may have become one, which a dictionary does not allow.
        plain = new.cast(pa.large_string())
        distinct = plain.drop_null().unique()
        places = pc.index_in(plain, distinct).take(places).cast(array.type.index_type)
        new = distinct.cast(new.type)
    return pa.DictionaryArray.from_arrays(places, new, ordered=array.type.ordered)


def _struct(array: Any, job: Job) -> Any:
    old = [array.field(k) for k in range(array.type.num_fields)]
    new = [_clean(part, job) for part in old]
    if all(a is b for a, b in zip(old, new, strict=True)):
        return array
    return pa.StructArray.from_arrays(new, fields=list(array.type), mask=_mask(array))


def _fixed_list(array: Any, job: Job) -> Any:
    size = array.type.list_size
    values = array.values.slice(array.offset * size, len(array) * size)
    try:
        new = _clean(values, job)
    except ColumnError as error:
        raise ColumnError(error.row // size, error.column, error.value, error.reason) from error
    if new is values:
        return array
    return pa.FixedSizeListArray.from_arrays(new, type=array.type, mask=_mask(array))


def _list(array: Any, job: Job) -> Any:
    """A list, a view of one, or a map; its values are cleaned at once, but none beyond a slice."""
    kind = array.type
    keys = None
    if isinstance(array, pa.MapArray):
        if not len(array):
            return array
        first, last = array.offsets[0], array.offsets[-1]
        offsets = pc.subtract(array.offsets, first)
        size = last.as_py() - first.as_py()
        keys, values = (x.slice(first.as_py(), size) for x in (array.keys, array.items))
    else:
        values = array.flatten()
        is_large = pa.types.is_large_list(kind) or pa.types.is_large_list_view(kind)
        step = pa.int64() if is_large else pa.int32()
        lengths = pc.fill_null(array.value_lengths(), 0).cast(step)
        offsets = pa.concat_arrays([pa.array([0], step), pc.cumulative_sum(lengths)])
    try:
        new = _clean(values, job)
    except ColumnError as error:
        row = bisect_right(offsets.to_pylist(), error.row) - 1
        raise ColumnError(row, error.column, error.value, error.reason) from error
    if new is values:
        return array
    if keys is not None:
        return pa.MapArray.from_arrays(offsets, keys, new, type=kind, mask=_mask(array))
    if pa.types.is_list_view(kind) or pa.types.is_large_list_view(kind):
        offsets = offsets.slice(0, len(array))
        return type(array).from_arrays(offsets, lengths, new, type=kind, mask=_mask(array))
    return type(array).from_arrays(offsets, new, type=kind, mask=_mask(array))


def _mask(array: Any) -> Any:
    return array.is_null() if array.null_count else None
