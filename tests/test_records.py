"""Records: only the values of the named fields change, all other bytes stay as they were."""

import bz2
import csv
import gzip
import io
import json
import lzma
import random
import subprocess
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleantext import presets
from cleantext.edits import splice
from cleantext.records import rows
from cleantext.records.fields import Fields, RecordError
from tests.tools import amount

COMMAND = [sys.executable, "-m", "cleantext", "--isolated"]
DIRTY = "He went home.Peter stayed in a important meeting."
CLEAN = "He went home. Peter stayed in an important meeting."


def run(cwd: Path, *args: str, stdin: bytes = b"") -> "subprocess.CompletedProcess[bytes]":
    return subprocess.run([*COMMAND, *args], cwd=cwd, input=stdin, capture_output=True)


def cleaned(kind: str, names: tuple[str, ...], text: str, size: int = 1 << 16) -> str:
    """What comes of records that come in chunks of `size` characters."""
    chunks = (text[k : k + size] for k in range(0, len(text), size))
    found = rows.pieces(kind, Fields.of(names), chunks)
    plan = presets.corpus.plan
    return "".join(splice(p.text, p.rows.edits(p.text, plan.run, p.first)) for p in found)


values = st.text(st.sampled_from('ab ,;"\\\n\t\u200b\u00a0\u00e9\U0001f600/'), max_size=8)
names = st.sampled_from(["text", "title", "a.b", "id"])


def changed(value: Any, path: tuple[str, ...], fields: Fields) -> Any:
    """The value with its wanted strings cleaned, by the plainest of ways."""
    if isinstance(value, dict):
        return {key: changed(own, (*path, key), fields) for key, own in value.items()}
    if isinstance(value, list):
        return [changed(own, path, fields) for own in value]
    return presets.corpus(value) if isinstance(value, str) and fields.match(path) else value


documents = st.recursive(
    values | st.integers() | st.none() | st.booleans() | st.floats(allow_nan=False),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["text", "a", "b", "\u200b", '"']), inner, max_size=3)
    ),
    max_leaves=8,
)


@given(
    data=st.lists(st.dictionaries(st.sampled_from(["text", "a", "id"]), documents), max_size=4),
    wanted=st.sampled_from([("text",), ("a.b",), ("a.*", "text"), ("*",)]),
    style=st.sampled_from([{}, {"ensure_ascii": False}, {"separators": (",", ":")}]),
    size=st.integers(1, 40),
)
def test_json_lines(
    data: list[Any], wanted: tuple[str, ...], style: dict[str, Any], size: int
) -> None:
    lines = [json.dumps(row, **style) for row in data]
    text = "".join(f"{line}\n" for line in lines)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(rows, "PIECE", size)
        out = cleaned("jsonl", wanted, text, size).split("\n")[:-1]
    assert len(out) == len(lines)
    for row, line, new in zip(data, lines, out, strict=True):
        fields = Fields.of(wanted)
        assert json.loads(new) == changed(row, (), fields)
        # The library's writer in the same style gives the same bytes: all else stays.
        assert new == json.dumps(changed(row, (), fields), **style) or new == line
    whole = json.dumps(data, indent=1)
    found = cleaned("json", wanted, whole)
    assert found == json.dumps(changed(data, (), Fields.of(wanted)), indent=1)


@given(
    table=st.lists(st.lists(values, min_size=3, max_size=3), min_size=1, max_size=5),
    delimiter=st.sampled_from([",", ";", "\t", "|"]),
    quoting=st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL, csv.QUOTE_NONNUMERIC]),
    end=st.sampled_from(["\n", "\r\n"]),
    size=st.integers(1, 40),
)
def test_delimited_data(
    table: list[list[str]], delimiter: str, quoting: Any, end: str, size: int
) -> None:
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=delimiter, quoting=quoting, lineterminator=end)
    writer.writerow(["id", "text", "note"])
    for k, row in enumerate(table):
        writer.writerow([k, *row[1:]])
    text = buffer.getvalue()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(rows, "PIECE", size)
        patch.setattr(rows, "_HEAD", 10)
        patch.setattr("cleantext.records.csvtext.dialect", lambda head, name: delimiter)
        out = cleaned("csv", ("text",), text, size)
    before = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    after = list(csv.reader(io.StringIO(out, newline=""), delimiter=delimiter))
    assert [len(row) for row in after] == [len(row) for row in before]
    assert after[0] == before[0]
    for old, new in zip(before[1:], after[1:], strict=True):
        assert new == [old[0], presets.corpus(old[1]), old[2]]
    # Where nothing was to do, nothing is written anew.
    if after == before:
        assert out == text


def test_dialects_are_found() -> None:
    from cleantext.records.csvtext import dialect

    for delimiter in ",;\t|":
        head = delimiter.join("abc") + "\n" + delimiter.join(("1", '"x, y; z|t"', "2")) + "\n"
        assert dialect(head) == delimiter
    assert dialect("No table, just a line; of text.\nAnd another.\n") == ""


@pytest.mark.parametrize(
    ("kind", "text", "field", "message"),
    [
        ("jsonl", '{"a": 1}\n\n{"a": \n', "a", "row 3: is not JSON"),
        ("jsonl", "[" * 100_000 + "\n", "a", "row 1: is not JSON"),
        ("csv", 'a,b\n1,2\n3,"x" y\n', "b", "row 3: a quote is not closed"),
        ("csv", "a,b\n1,2\n", "c", "no field 'c'; fields: a, b"),
        ("json", '{"a": }', "a", "line 1: is not JSON"),
    ],
)
def test_errors_name_the_row(kind: str, text: str, field: str, message: str) -> None:
    with pytest.raises(RecordError, match=message):
        cleaned(kind, (field,), text)


def test_the_command_cleans_fields(tmp_path: Path) -> None:
    count = amount(3_000, 600)
    lines = [json.dumps({"id": k, "text": DIRTY, "other": DIRTY}) + "\n" for k in range(count)]
    (tmp_path / "a.jsonl").write_text("".join(lines), encoding="utf-8")
    wanted = "".join(line.replace(DIRTY, CLEAN, 1) for line in lines).encode()
    for jobs in ("-j1", "-j2"):
        done = run(tmp_path, "-f", "text", jobs, "a.jsonl")
        assert (done.returncode, done.stderr) == (0, b"")
        assert done.stdout == wanted
    done = run(tmp_path, "-f", "text", "--format", "jsonl", stdin="".join(lines[:2]).encode())
    assert done.stdout == b"".join(wanted.splitlines(True)[:2])
    done = run(tmp_path, "-i", "-f", "text", "a.jsonl")
    assert done.stderr == b"cleantext: 1 of 1 file changed, %d edits\n" % (2 * count)
    assert (tmp_path / "a.jsonl").read_bytes() == wanted


def test_without_a_field_it_says_which_there_are(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(f'id,text\n1,"{DIRTY}"\n', encoding="utf-8")
    done = run(tmp_path, "a.csv")
    assert done.returncode == 0
    assert DIRTY.encode() in done.stdout
    assert b"name their fields, as in --field text" in done.stderr
    assert run(tmp_path, "-q", "a.csv").stderr == b""
    done = run(tmp_path, "-f", "txt", "a.csv")
    assert done.stderr == b"cleantext: a.csv: no field 'txt'; fields: id, text\n"


def test_an_error_in_a_file_of_records_names_file_and_row(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"text": "a"}\n{oops\n', encoding="utf-8")
    done = run(tmp_path, "-i", "-f", "text", "a.jsonl")
    assert done.returncode == 2
    assert done.stderr.startswith(b"cleantext: a.jsonl: row 2: is not JSON")
    assert done.stderr.count(b"\n") == 2


# Compressed


def zstd(data: bytes) -> bytes:
    module = import_module("compression.zstd" if sys.version_info >= (3, 14) else "backports.zstd")
    return bytes(module.compress(data))


def unzstd(data: bytes) -> bytes:
    module = import_module("compression.zstd" if sys.version_info >= (3, 14) else "backports.zstd")
    return bytes(module.decompress(data))


PACKINGS: dict[str, tuple[Callable[[bytes], bytes], Callable[[bytes], bytes]]] = {
    "gz": (gzip.compress, gzip.decompress),
    "bz2": (bz2.compress, bz2.decompress),
    "xz": (lzma.compress, lzma.decompress),
    "zst": (zstd, unzstd),
}


@pytest.mark.parametrize("name", PACKINGS)
def test_compressed_files(tmp_path: Path, name: str) -> None:
    pack, unpack = PACKINGS[name]
    noise = random.Random(1)
    lines = "".join(f"{noise.random()} o\u200bne\n" for _ in range(3_000))
    wanted = lines.replace("\u200b", "").encode()
    path = tmp_path / f"a.txt.{name}"
    for jobs in ("-j1", "-j2"):
        path.write_bytes(pack(lines.encode()))
        done = run(tmp_path, "-iq", jobs, path.name)
        assert (done.returncode, done.stderr) == (0, b"")
        assert unpack(path.read_bytes()) == wanted
    packed = path.read_bytes()
    assert run(tmp_path, "-iq", path.name).returncode == 0
    assert path.read_bytes() == packed  # nothing to do: not written
    done = run(tmp_path, stdin=pack(lines.encode()))
    assert unpack(done.stdout) == wanted
    path.write_bytes(packed[:-20])
    done = run(tmp_path, "-i", path.name)
    assert done.returncode == 2
    assert b"is no whole" in done.stderr
    assert path.read_bytes() == packed[:-20]


def test_what_is_compressed_and_binary_stays(tmp_path: Path) -> None:
    data = gzip.compress(b"\0" * 100_000)
    done = run(tmp_path, stdin=data)
    assert gzip.decompress(done.stdout) == b"\0" * 100_000
    assert b"binary, left as it is" in done.stderr


# Columns


def table() -> Any:
    import pyarrow as pa

    text = pa.array([DIRTY, None, "fine"] * 4)
    return pa.table(
        {
            "id": pa.array(range(12), pa.int16()),
            "text": text,
            "large": text.cast(pa.large_string()),
            "list": pa.array([[DIRTY, None], [], None] * 4),
            "deep": pa.array([{"t": DIRTY, "n": 1}, None, {"t": None, "n": 2}] * 4),
            "dict": text.dictionary_encode(),
            "kept": text,
        }
    ).replace_schema_metadata({"who": "me"})


FIELDS = "text,large,list,deep.t,dict"


def test_a_process_with_arrow_ends_without_being_taken_down(tmp_path: Path) -> None:
    """A thread of Arrow may abort it then: https://github.com/apache/arrow/issues/34314."""
    import pyarrow.parquet as pq

    pq.write_table(table(), tmp_path / "a.parquet")
    arguments = ["cleantext", "--isolated", "--check", "-f", FIELDS, "a.parquet"]
    code = (
        "import atexit, sys; from cleantext.cli import command; "
        f"atexit.register(print, 'taken down'); sys.argv = {arguments}; sys.exit(command())"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True)
    assert (done.returncode, done.stdout) == (1, b"a.parquet\n")


@pytest.mark.parametrize("kind", ["parquet", "arrow"])
def test_columns(tmp_path: Path, kind: str) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    path = tmp_path / f"a.{kind}"
    before = table()
    if kind == "parquet":
        pq.write_table(before, path, compression="zstd", row_group_size=5)
        before = pq.read_table(path)
    else:
        with pa.OSFile(str(path), "wb") as sink, pa.ipc.new_file(sink, before.schema) as writer:
            writer.write_table(before, max_chunksize=5)
    data = path.read_bytes()
    done = run(tmp_path, "--check", "-f", FIELDS, path.name)
    assert (done.returncode, path.read_bytes()) == (1, data)
    assert run(tmp_path, "-i", path.name).returncode == 0  # no field is named
    assert path.read_bytes() == data
    done = run(tmp_path, "-iq", "--explain", "-f", FIELDS, path.name)
    assert (done.returncode, done.stderr) == (0, b"")
    assert f"a.{kind}:1:text:1:14: SPC510".encode() in done.stdout
    after = pq.read_table(path) if kind == "parquet" else pa.ipc.open_file(path).read_all()
    assert after.schema.equals(before.schema, check_metadata=True)
    rows = json.loads(json.dumps(before.to_pydict()).replace(DIRTY, CLEAN))
    rows["kept"] = before.to_pydict()["kept"]
    assert after.to_pydict() == rows
    if kind == "parquet":
        meta = pq.ParquetFile(path).metadata
        assert [meta.row_group(k).num_rows for k in range(meta.num_row_groups)] == [5, 5, 2]
        assert meta.row_group(0).column(1).compression == "ZSTD"
    else:
        assert pa.ipc.open_file(path).num_record_batches == 3
    written = path.read_bytes()
    assert run(tmp_path, "-iq", "-f", FIELDS, path.name).returncode == 0
    assert path.read_bytes() == written
    done = run(tmp_path, "-i", "-f", "nope", path.name)
    assert done.returncode == 2
    assert b"no text field 'nope'; fields: text, large, list, deep.t, dict, kept" in done.stderr


def test_a_broken_file_of_columns_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.parquet").write_bytes(b"PAR1 and no more PAR1")
    done = run(tmp_path, "-i", "-f", "a", "a.parquet")
    assert done.returncode == 2
    assert done.stderr.startswith(b"cleantext: a.parquet: cannot be read")
    assert b"internal error" not in done.stderr


def test_values_of_columns_are_taken_back_where_they_are_what_was_made(tmp_path: Path) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    def write(*values: str) -> None:
        pq.write_table(pa.table({"text": values}), tmp_path / "a.parquet")

    def undone(status: int) -> tuple[bytes, list[str]]:
        done = run(tmp_path, "--undo", "journal")
        assert (done.returncode, done.stdout) == (status, b"")
        return done.stderr, pq.read_table(tmp_path / "a.parquet")["text"].to_pylist()

    write(*(before := ["one\u200btwo", "b\u200bc", "d e"]))
    done = run(tmp_path, "-i", "-f", "text", "--explain=json", "a.parquet")
    (tmp_path / "journal").write_bytes(done.stdout)
    assert undone(0) == (b"cleantext: 1 of 1 file taken back, 2 edits\n", before)
    write("other", "bc", "d e")
    said, after = undone(0)
    assert said == (
        b"cleantext: a.parquet: 1 of 2 values are not found and stay\n"
        b"cleantext: 1 of 1 file taken back, 1 edit\n"
    )
    assert after == ["other", "b\u200bc", "d e"]
    write("other", "bcd", "d e")
    said, after = undone(2)
    assert b"a.parquet: has changed since it was cleaned; it is left as it is\n" in said
    assert after == ["other", "bcd", "d e"]
    (tmp_path / "a.parquet").unlink()
    done = run(tmp_path, "--undo", "journal")
    assert done.returncode == 2
    assert b"a.parquet: No such file or directory\n" in done.stderr
