"""Someone new, given only `cleantext --help`: exports are cleaned, reviewed, taken back."""

import csv
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.test_page import articles, browse

pa = pytest.importorskip("pyarrow", reason="needs pyarrow")
pq = pytest.importorskip("pyarrow.parquet", reason="needs pyarrow")

NAMES = ("id", "name", "comment")
ROWS = (
    ("1", "Teh Ming", "We saw teh house and othre people in the street."),
    ("2", "Bob Jones", "They went to a old house, which was\u200b empty."),
    ("3", "Anna Smith", "Nothing was to be said of it."),
    ("4", "", None),
)
CLEANED = (  # but for the rule that was refused
    "We saw the house and other people in the street.",
    "They went to a old house, which was empty.",
)


@pytest.fixture
def exports(tmp_path: Path) -> Path:
    folder = tmp_path / "exports"
    (folder / "old").mkdir(parents=True)
    with (folder / "a.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, quoting=csv.QUOTE_ALL).writerows([NAMES, *ROWS])
    table = pa.table(dict(zip(NAMES, map(list, zip(*ROWS, strict=True)), strict=True)))
    pq.write_table(table, folder / "old" / "b.parquet", row_group_size=2)
    return folder


def test_a_folder_of_exports(exports: Path) -> None:
    def cleantext(*args: str) -> "subprocess.CompletedProcess[bytes]":
        command = [sys.executable, "-m", "cleantext", *args]
        return subprocess.run(command, cwd=exports.parent, capture_output=True)

    shown = cleantext("--help").stdout.decode()
    for wanted in (
        "--check FOLDER", "--html report.html FOLDER", "-i --field text data.jsonl",
        "-i --explain=json FOLDER > done", "--undo done", "--ignore RULES",
    ):  # fmt: skip
        assert wanted in shown

    before = (exports / "a.csv").read_bytes(), pq.read_table(exports / "old" / "b.parquet")
    told = cleantext("--check", "exports").stderr.decode()
    [field] = re.findall(r"--field (\w+)", told)[:1]
    assert "and 1 more such file" in told

    fields = ("--field", "comment")
    assert field in ("name", "comment")
    done = cleantext("--html", "report.html", *fields, "exports")
    assert (done.returncode, done.stdout) == (0, b"")
    dom = browse(exports.parent / "report.html")
    assert "8 edits in " in dom
    assert any("TYP403 indefinite-article" in text for text in articles(dom))
    assert "exports/old/b.parquet:1:comment" in dom
    assert (exports / "a.csv").read_bytes() == before[0]  # until now nothing has changed

    done = cleantext("-i", "--ignore", "TYP403", *fields, "--explain=json", "exports")
    assert done.returncode == 0
    assert b"2 of 2 files changed, 6 edits" in done.stderr
    (exports.parent / "done").write_bytes(done.stdout)
    text = before[0].decode()
    for old, new in zip(ROWS, CLEANED, strict=False):
        text = text.replace(str(old[2]), new)
    assert (exports / "a.csv").read_bytes().decode() == text
    table = pq.read_table(exports / "old" / "b.parquet")
    assert table["comment"].to_pylist() == [*CLEANED, ROWS[2][2], None]
    assert table.drop_columns("comment") == before[1].drop_columns("comment")

    done = cleantext("--undo", "done")
    assert (done.returncode, done.stderr) == (0, b"cleantext: 2 of 2 files taken back, 6 edits\n")
    assert (exports / "a.csv").read_bytes() == before[0]
    assert pq.read_table(exports / "old" / "b.parquet") == before[1]


def test_what_has_no_fields_is_passed_by(exports: Path) -> None:
    (exports / "README.txt").write_text("We saw teh house.", encoding="utf-8")
    command = [sys.executable, "-m", "cleantext", "--check", "--field", "comment", "exports"]
    done = subprocess.run(command, cwd=exports.parent, capture_output=True)
    assert done.returncode == 1
    assert done.stdout == b"exports/a.csv\nexports/old/b.parquet\n"


def test_values_that_changed_since_are_told(exports: Path) -> None:
    path = exports / "old" / "b.parquet"
    command = [sys.executable, "-m", "cleantext"]
    done = subprocess.run(
        [*command, "-iq", "--field", "comment", "--explain=json", str(path)], capture_output=True
    )
    table = pq.read_table(path)
    changed = pa.array(["Something else.", *table["comment"].to_pylist()[1:]])
    pq.write_table(table.set_column(2, "comment", changed), path)
    undone = subprocess.run(
        [*command, "--undo", "-", str(path)], input=done.stdout, capture_output=True
    )
    assert b"1 of 2 values are not found and stay" in undone.stderr
    assert pq.read_table(path)["comment"].to_pylist() == [
        "Something else.", *(row[2] for row in ROWS[1:]),
    ]  # fmt: skip
