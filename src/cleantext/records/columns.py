"""Parquet and Arrow IPC: the wanted columns cleaned, all else kept as it was written.

Order, types, schema metadata and compression stay, and so do batches and row groups, but that what
is too large to be in memory at once becomes several.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, BinaryIO

from ..edits import Edit, splice
from ..pipeline import Pipeline
from .fields import Fields, Path, RecordError

if TYPE_CHECKING:
    import pyarrow as pa

HINT = "reading it needs pyarrow: pip install 'cleantext-pipeline[parquet]'"
LARGEST = 8 << 20  # bytes of a row group that is read at once
BUFFER = 1 << 18  # bytes of a column that are read at once
MAGIC = {b"PAR1": "parquet", b"ARROW1": "arrow"}
Seen = Callable[[int, Path, str, str], None]
"""Told of each value that changes: row from 0 (of what stands in lists: which of all values of the
field), field, before, after."""
Strings = Callable[[Any, Path, int], Any]
"""What becomes of an array of strings, with its field and the row that it begins at."""


def kind_of(head: bytes) -> str:
    """`parquet` or `arrow` if a file that begins so is one, else ""."""
    return next((kind for magic, kind in MAGIC.items() if head.startswith(magic)), "")


def text_fields(kind: str, file: BinaryIO) -> list[str]:
    """The fields of a file that hold strings; raises `RecordError`."""
    return [".".join(path) for path in _paths(_schema(kind, file))]


def clean(
    kind: str, file: BinaryIO, sink: Any, pipeline: Pipeline, fields: Fields, seen: Seen
) -> None:
    """Write to `sink` what `file` holds with its wanted fields cleaned; raises `RecordError`."""
    from ..adapters.frames import clean_arrow

    def cleaned(array: Any, path: Path, row: int) -> Any:
        import pyarrow as pa
        import pyarrow.compute as pc

        new = clean_arrow(array, pipeline)
        if new is array:
            return array
        if isinstance(new, pa.ChunkedArray):
            new = new.combine_chunks()
        for k in pc.indices_nonzero(pc.not_equal(array, new)).to_pylist():
            seen(row + k, path, array[k].as_py(), new[k].as_py())
        return new.cast(array.type)

    _rewrite(kind, file, sink, fields, cleaned)


def change(
    kind: str,
    file: BinaryIO,
    sink: Any,
    fields: Fields,
    edits_of: Callable[[int, Path, str], Sequence[Edit]],
) -> None:
    """The same with the edits that a function gives for each value, in the order of `clean`."""

    def changed(array: Any, path: Path, row: int) -> Any:
        import pyarrow as pa

        values = array.to_pylist()
        new = [v and splice(v, edits_of(row + k, path, v)) for k, v in enumerate(values)]
        return array if new == values else pa.array(new, array.type)

    _rewrite(kind, file, sink, fields, changed)


def _rewrite(kind: str, file: BinaryIO, sink: Any, fields: Fields, strings: Strings) -> None:
    schema = _schema(kind, file)
    known = [".".join(path) for path in _paths(schema)]
    for wanted in fields.paths:
        if not any(Fields((wanted,)).match(path) for path in _paths(schema)):
            raise RecordError(f"no text field {'.'.join(wanted)!r}; fields: {', '.join(known)}")
    cleaner = _Cleaner(fields, strings)
    try:
        (_parquet if kind == "parquet" else _arrow)(file, sink, cleaner)
    except UnicodeDecodeError as error:
        raise RecordError(f"{cleaner.place()}: is not UTF-8: {error.reason}") from None


def _schema(kind: str, file: BinaryIO) -> "pa.Schema":
    try:
        import pyarrow as pa
        import pyarrow.ipc
        import pyarrow.parquet
    except ImportError:
        raise RecordError(HINT) from None
    file.seek(0)
    try:
        if kind == "parquet":
            return pa.parquet.ParquetFile(file).schema_arrow
        return pa.ipc.open_file(file).schema
    except pa.ArrowInvalid as error:
        raise RecordError(f"cannot be read: {str(error).splitlines()[0]}") from None


def _paths(schema: "pa.Schema") -> list[Path]:
    return [path for field in schema for path in _below(field.type, (field.name,))]


def _below(type: Any, path: Path) -> Iterator[Path]:
    import pyarrow as pa

    if pa.types.is_string(type) or pa.types.is_large_string(type):
        yield path
    elif pa.types.is_dictionary(type) or pa.types.is_list(type) or pa.types.is_large_list(type):
        yield from _below(type.value_type, path)
    elif pa.types.is_struct(type):
        for field in type:
            yield from _below(field.type, (*path, field.name))


def _parquet(file: BinaryIO, sink: Any, cleaner: "_Cleaner") -> None:
    import pyarrow.parquet as pq

    file.seek(0)
    source = pq.ParquetFile(file, buffer_size=BUFFER)
    meta = source.metadata
    compression: dict[str, str] = {}
    dictionary: list[str] = []
    if meta.num_row_groups:
        group = meta.row_group(0)
        for k in range(group.num_columns):
            column = group.column(k)
            name = column.compression
            compression[column.path_in_schema] = "NONE" if name == "UNCOMPRESSED" else name
            if any("DICTIONARY" in encoding for encoding in column.encodings):
                dictionary.append(column.path_in_schema)
    version = {"1.0": "1.0", "2.4": "2.4", "2.6": "2.6"}.get(meta.format_version, "2.6")
    with pq.ParquetWriter(
        sink, source.schema_arrow, compression=compression or "NONE", use_dictionary=dictionary,
        version=version, write_statistics=True,
    ) as writer:  # fmt: skip
        for k in range(meta.num_row_groups):
            for table in _tables(source, k):
                writer.write_table(cleaner.table(table), row_group_size=max(table.num_rows, 1))


def _tables(source: Any, k: int) -> "Iterator[pa.Table]":
    """A row group, or parts of one that is large: half as much each, lest they be parted anew."""
    import pyarrow as pa

    group = source.metadata.row_group(k)
    if group.total_byte_size <= LARGEST:
        yield source.read_row_group(k)
        return
    parts = -(-2 * group.total_byte_size // LARGEST)
    for batch in source.iter_batches(-(-group.num_rows // parts), row_groups=[k]):
        yield pa.Table.from_batches([batch])


def _arrow(file: BinaryIO, sink: Any, cleaner: "_Cleaner") -> None:
    import pyarrow as pa

    file.seek(0)
    source = pa.ipc.open_file(file)
    with pa.ipc.new_file(sink, source.schema) as writer:
        for k in range(source.num_record_batches):
            batch = pa.Table.from_batches([source.get_batch(k)])
            for part in cleaner.table(batch).to_batches():
                writer.write_batch(part)


class _Cleaner:
    def __init__(self, fields: Fields, strings: Strings) -> None:
        self._fields = fields
        self._strings = strings
        self._row = 0
        # Of the lists of a field; counted, as no two of them may be told of by one number.
        self._listed: dict[Path, int] = {}
        self._path: Path = ()

    def place(self) -> str:
        return f"rows from {self._row + 1}, field {'.'.join(self._path)}"

    def table(self, table: "pa.Table") -> "pa.Table":
        for k, field in enumerate(table.schema):
            if not any(self._fields.match(path) for path in _below(field.type, (field.name,))):
                continue
            import pyarrow as pa

            column = table.column(k)
            row, chunks = self._row, []
            for chunk in column.chunks:
                chunks.append(self._array(chunk, (field.name,), row))
                row += len(chunk)
            table = table.set_column(k, field, pa.chunked_array(chunks, field.type))
        self._row += table.num_rows
        return table

    def _array(self, array: Any, path: Path, row: int) -> Any:
        import pyarrow as pa

        kind = array.type
        if pa.types.is_struct(kind):
            parts = [
                self._array(array.field(k), (*path, kind.field(k).name), row)
                for k in range(kind.num_fields)
            ]
            fields = [kind.field(k) for k in range(kind.num_fields)]
            return pa.StructArray.from_arrays(parts, fields=fields, mask=array.is_null())
        if pa.types.is_list(kind) or pa.types.is_large_list(kind):
            if not (pa.types.is_list(kind.value_type) or pa.types.is_large_list(kind.value_type)):
                row = self._listed.get(path, 0)
                self._listed[path] = row + len(array.values)
            values = self._array(array.values, path, row)
            make = pa.LargeListArray if pa.types.is_large_list(kind) else pa.ListArray
            mask = array.is_null() if array.null_count else None
            return make.from_arrays(array.offsets, values, kind, mask=mask)
        if pa.types.is_dictionary(kind):
            values = self._array(array.dictionary, path, row)
            return pa.DictionaryArray.from_arrays(array.indices, values, ordered=kind.ordered)
        if not self._fields.match(path) or not (
            pa.types.is_string(kind) or pa.types.is_large_string(kind)
        ):
            return array
        self._path = path
        return self._strings(array, path, row)
