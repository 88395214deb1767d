"""Values of lists and structs in a file whose row groups are parted: `--undo` finds each again."""

from pathlib import Path
from typing import Any

import pytest

from cleantext.cli import main
from cleantext.records import columns

pa = pytest.importorskip("pyarrow")
pq = pytest.importorskip("pyarrow.parquet")

ROWS = 90
WORDS = ("a few words", "a few\u200b words", None)


def _tags(k: int) -> list[str | None] | None:
    """Clean, damaged and missing ones by turns, many of which are the same once they are clean."""
    return None if k % 11 == 7 else [WORDS[k * (k + j) % 7 % 3] for j in range(k % 4)]


FIELDS: dict[str, list[Any]] = {
    "t": [_tags(k) for k in range(ROWS)],
    "t.a": [[{"a": tag} for tag in _tags(k) or ()] for k in range(ROWS)],
    "t.a.b": [{"a": {"b": WORDS[k * k % 7 % 3]}} for k in range(ROWS)],
}


@pytest.mark.parametrize("field", FIELDS)
@pytest.mark.parametrize("form", ["parquet", "arrow"])
def test_undo(
    tmp_path: Path, capfd: Any, monkeypatch: pytest.MonkeyPatch, field: str, form: str
) -> None:
    monkeypatch.setattr(columns, "LARGEST", 3_000)
    monkeypatch.chdir(tmp_path)
    path = Path(f"a.{form}")
    table = pa.table({"t": FIELDS[field], "other": [f"x{k}" * 30 for k in range(ROWS)]})
    if form == "parquet":
        pq.write_table(table, path, use_dictionary=False)
    else:
        with pa.ipc.new_file(path, table.schema) as writer:
            for batch in table.to_batches(max_chunksize=20):
                writer.write_batch(batch)

    def read() -> list[Any]:
        found = pq.read_table(path) if form == "parquet" else pa.ipc.open_file(path).read_all()
        return list(found["t"].to_pylist())

    flags = ["-i", "--explain=json", f"--field={field}", "--preset=corpus", "--isolated"]
    assert main([*flags, str(path)]) == 0
    assert form == "arrow" or pq.ParquetFile(path).metadata.num_row_groups > 1
    Path("journal").write_text(capfd.readouterr().out, encoding="utf-8")
    assert r"\u200b" not in str(read())
    assert main(["--undo", "journal"]) == 0
    assert read() == FIELDS[field]
