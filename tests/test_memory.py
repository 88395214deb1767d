"""Memory of the command stays in bounds whatever the input, also where all of it changes."""

import hashlib
import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

pytestmark = [
    pytest.mark.skipif(sys.platform != "linux", reason="reads /proc"),
    pytest.mark.compiled,  # the plain kernel takes minutes for texts of this size
]

MOST = 150_000  # kB, of which 30,000 are the interpreter and the package
OF_COLUMNS = 200_000  # kB, of which 71,000 are pyarrow as it is imported
SCRIPT = (
    "import sys; from cleantext.cli import main; status = main(sys.argv[1:]);"
    "sys.stderr.write(open('/proc/self/status').read()); sys.exit(status)"
)
TEXTS = {
    "each second character an edit": "a\u200b" * 300_000,
    "the same in lines": "a\u200b\n" * 200_000,
    "one long line": "words of a text\u00a0that has no line end " * 500_000,
    "mojibake": "na\u00c3\u00afve people " * 60_000,
    "marks without a letter": "\u0301" * 2_000_000,
    "nothing but NUL": "\0" * 8_000_000,
    "one huge field": 'id,text\n1,"' + "words, and more of them. " * 1_000_000 + '"\n',
    "one huge field that comes first": '"' + "words, and more of them. " * 1_000_000 + '",b\n',
}


def peak(path: Path, args: list[str]) -> tuple[int, bytes, int]:
    """How the command ends, what it says, and the most memory that it took, in kB."""
    command = [sys.executable, "-c", SCRIPT, *args, str(path)]
    done = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    most = re.search(rb"VmHWM:\s*(\d+) kB", done.stderr)
    assert most
    return done.returncode, done.stderr, int(most[1])


@pytest.mark.parametrize("name", ["one huge field", "one huge field that comes first"])
def test_a_row_that_is_too_long_is_an_error(tmp_path: Path, name: str) -> None:
    path = tmp_path / "a.csv"
    path.write_text(TEXTS[name], encoding="utf-8")
    status, said, most = peak(path, ["--field", "*", "-i", "--isolated"])
    assert status == 2
    assert b"a.csv: a row is longer than 4 million characters" in said
    assert most < MOST
    assert path.read_text(encoding="utf-8") == TEXTS[name]


@pytest.mark.parametrize(
    ("name", "row", "size"),
    [
        ("a.json", '{"text": "a few words %d"},\n', 9 << 20),
        ("a.yaml", "- a few words %d\n", 3 << 20),
    ],
)
def test_a_document_that_is_too_long_is_an_error(
    tmp_path: Path, name: str, row: str, size: int
) -> None:
    rows = "".join([row % k for k in range(size // len(row))])
    path = tmp_path / name
    path.write_text(f"[{rows}0]" if name == "a.json" else rows, encoding="utf-8")
    before = path.read_bytes()
    status, said, most = peak(path, ["--field", "*", "-i", "--isolated"])
    assert status == 2
    assert re.search(rb"is one document of more than \d million.*JSON Lines", said)
    assert most < MOST
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("name", "row", "size"),
    [
        (
            "a.json",
            '{"text": "\U0001f600 and a few words\u200b of it, and some more %d"},\n',
            4 << 20,
        ),
        ("a.yaml", '- t: "a few words\u200b %d"\n', 1 << 20),
    ],
)
def test_a_long_document_is_cleaned_in_bounds(
    tmp_path: Path, name: str, row: str, size: int
) -> None:
    rows = "".join([row % k for k in range(size // len(row))])
    path = tmp_path / name
    path.write_text(f"[{rows}0]" if name == "a.json" else rows, encoding="utf-8")
    before = path.read_text(encoding="utf-8")
    flags = ["--field", "*", "-i", "--isolated", "--preset=corpus"]
    status, said, most = peak(path, flags)
    assert status == 0, said
    assert most < MOST
    assert path.read_text(encoding="utf-8") == before.replace("\u200b", "")


def test_a_long_row_is_cleaned(tmp_path: Path) -> None:
    words = "words, and more. " * 200_000
    for name, text in (
        ("a.csv", f'id,text\n1,"{words}\u200b"\n2,b\u200b\n'),
        ("a.jsonl", f'{{"text": "{words}\u200b"}}\n'),
    ):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        status, said, most = peak(
            path, ["--field", "text", "-i", "--isolated", "--preset", "corpus"]
        )
        assert status == 0, said
        assert most < MOST
        assert path.read_text(encoding="utf-8") == text.replace("\u200b", "")


@pytest.mark.parametrize(
    ("name", "unit", "wanted", "count", "last"),
    [
        ("a.jsonl", "a\u200b", "a", 1_900_000, ""),
        ("a.jsonl", "a\u200b", "a", 2_060_000, "\U0001f600"),  # four bytes a character
        ("a.jsonl", r"a\u200b", "a", 550_000, ""),
        ("a.csv", "a\u200b", "a", 1_900_000, ""),
        ("a.csv", "a\u200b", "a", 2_060_000, "\U0001f600"),
        ("a.csv", 'a\u200b""', 'a""', 900_000, ""),
    ],
)
def test_a_long_row_that_changes_all_over_is_cleaned(
    tmp_path: Path, name: str, unit: str, wanted: str, count: int, last: str
) -> None:
    """Its edits are columns, which are there once, and its field is not said to be missing."""
    path = tmp_path / name
    form = '{{"text": "{}"}}\n' if name == "a.jsonl" else 'id,text\n1,"{}"\n'
    path.write_text(form.format(unit * count + last), encoding="utf-8")
    status, said, most = peak(path, ["--field", "text", "-i", "--isolated", "--preset", "corpus"])
    assert (status, b"no text seen" in said) == (0, False)
    assert most < MOST
    assert path.read_text(encoding="utf-8") == form.format(wanted * count + last)


@pytest.mark.parametrize("form", ["--diff", "--explain=json", "--stats"])
def test_a_long_row_that_changes_all_over_is_told_of(tmp_path: Path, form: str) -> None:
    path = tmp_path / "a.csv"
    path.write_text('id,text\n1,"' + "a\u200b" * 500_000 + '"\n', encoding="utf-8")
    flags = ["--field=text", form, "--isolated", "--preset=corpus", "--exit-zero"]
    status, said, most = peak(path, flags)
    assert status == 0, said
    assert most < MOST


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("marks without a letter", ["--diff"]),
        ("nothing but NUL", ["--text"]),
        ("each second character an edit", []),
        ("each second character an edit", ["--diff"]),
        ("the same in lines", ["--explain=json"]),
        ("the same in lines", ["--to=utf-16"]),
        ("one long line", ["--diff"]),
        ("mojibake", ["--explain"]),
    ],
)
def test_peak(tmp_path: Path, name: str, form: list[str]) -> None:
    path = tmp_path / "a.txt"
    path.write_text(TEXTS[name], encoding="utf-8")
    status, said, most = peak(path, [*form, "--preset=corpus", "--isolated", "--exit-zero"])
    assert status == 0, said
    assert most < MOST


@pytest.mark.parametrize("name", ["a.parquet", "a.arrow"])
def test_a_large_row_group_is_cleaned_in_bounds(tmp_path: Path, name: str) -> None:
    pa = pytest.importorskip("pyarrow")
    pq = pytest.importorskip("pyarrow.parquet")
    path = tmp_path / name
    rows = [f"Words\u200b of a text, the {k} of them. " * 12 for k in range(90_000)]
    table = pa.table({"id": list(range(len(rows))), "text": rows})
    if name == "a.parquet":
        pq.write_table(table, path, row_group_size=len(rows), use_dictionary=False)
    else:
        with pa.ipc.new_file(path, table.schema) as writer:
            for batch in table.to_batches(max_chunksize=10_000):
                writer.write_batch(batch)
    status, said, most = peak(path, ["--field=text", "-i", "--isolated", "--preset=corpus"])
    assert status == 0, said
    assert most < OF_COLUMNS
    new = pq.read_table(path) if name == "a.parquet" else pa.ipc.open_file(path).read_all()
    assert new.schema == table.schema
    assert new["id"] == table["id"]
    assert new["text"].to_pylist() == [row.replace("\u200b", "") for row in rows]


LIBRARY = """
import ctypes, sys
ctypes.CDLL(None).prctl(41, 1, 0, 0, 0)  # no huge pages, which count two megabytes at once
from cleantext import presets
text = sys.argv[1].encode().decode("unicode_escape") * int(sys.argv[2])
presets.corpus.explain(text[:20_000])  # what is loaded once
open("/proc/self/clear_refs", "w").write("5")  # forget the peak so far
status = lambda key: next(int(l.split()[1]) for l in open("/proc/self/status") if l.startswith(key))
before = status("VmRSS")
cleaned = presets.corpus.explain(text)
assert len(cleaned.edits) == int(sys.argv[2])
bounds = 1024 * (status("VmHWM") - before) - 16 * len(cleaned.edits)
print(bounds / len(text.encode()))
"""


@pytest.mark.parametrize(
    ("unit", "count"),
    [(r"a\u200b", 125_000), (r"a\u200b", 1_000_000), (r"don\xe2\u20ac\u2122t\n", 300_000)],
)
def test_edits_all_over_are_explained_in_bounds(unit: str, count: int) -> None:
    """Edits are columns, not objects: beside these at most 12 times the text."""
    command = [sys.executable, "-c", LIBRARY, unit, str(count)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert float(done.stdout) < 12


MOJIBAKE = """
import ctypes, sys
ctypes.CDLL(None).prctl(41, 1, 0, 0, 0)  # no huge pages, which count two megabytes at once
from cleantext import presets
unit = sys.argv[1].encode().decode("unicode_escape")
text = "".join([unit % k for k in range(int(sys.argv[2]))])
presets.corpus.explain(text[-20_000:])  # what is loaded once
open("/proc/self/clear_refs", "w").write("5")
status = lambda key: next(int(l.split()[1]) for l in open("/proc/self/status") if l.startswith(key))
before = status("VmRSS")
cleaned = presets.corpus.explain(text)
assert len(cleaned.edits) >= int(sys.argv[2])
print(1024 * (status("VmHWM") - before) / len(text.encode()))
"""


@pytest.mark.parametrize(
    ("unit", "most"),
    [
        (r"don\xe2\u20ac\u2122t%.0s\n", 12),  # one line over and over again
        (r"na\xc3\xafve people%.0s ", 18),  # one long line
        (r"%d. \xcf\xf0\xe8\xe2\xe5\xf2, \xec\xe8\xf0! \xca\xe0\xea \xe4\xe5\xeb\xe0?\n", 16),
        (r"%d don\xc3\xa2\xe2\u201a\xac\xe2\u201e\xa2t say\n", 12),  # twice, eight for one
    ],
)
def test_what_a_line_may_have_been_takes_little(unit: str, most: int) -> None:
    """What all lines may have been is packed until one of them is looked at: as objects it took a
    constant 25 to 35 MB, which is up to 139 times a text of a quarter of a megabyte."""
    text = unit.encode().decode("unicode_escape") % 1_000
    count = 250_000 // len(text.encode())
    command = [sys.executable, "-c", MOJIBAKE, unit, str(count)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert float(done.stdout) < most


def test_a_journal_of_many_files_is_taken_back_in_bounds(tmp_path: Path) -> None:
    """Entry by entry: all at once they took five times the journal."""
    line = "words, and more of them. "
    size = len(line) + 1
    edit = {"old": "\u200b", "new": "", "left": "words", "right": ", and more"}
    edits = [{"start": k * size + 5, "end": k * size + 6, **edit} for k in range(1_000)]
    with (tmp_path / "journal").open("w", encoding="utf-8") as journal:
        for k in range(400):
            path = tmp_path / f"{k}.txt"
            path.write_text(line * len(edits), encoding="utf-8")
            journal.write(json.dumps({"file": str(path), "edits": edits}) + "\n")
    status, said, most = peak(tmp_path, ["--undo", str(tmp_path / "journal")])
    assert status == 0, said
    assert most < MOST
    assert path.read_text(encoding="utf-8") == line.replace("words,", "words\u200b,") * len(edits)


@pytest.mark.parametrize("fate", ["done", "of another text", "beyond the end"])
def test_a_journal_of_a_large_file_is_done_in_bounds(tmp_path: Path, fate: str) -> None:
    line = "words\u200b, and more of them. "
    text = line * 1_000_000
    size = len(line)
    edits: list[dict[str, Any]] = [
        {"start": k * size + 5, "end": k * size + 6, "old": "\u200b", "new": "-" * (k % 3)}
        for k in range(1_000_000)
        if k % 997 == 0 or not (k * (size + 2) + 5) % (1 << 18)
    ]
    edits.append({"start": len(text), "end": len(text), "old": "", "new": "\n"})
    wanted = [line] * 1_000_000
    for edit in edits[:-1]:
        wanted[int(edit["start"]) // size] = line.replace("\u200b", str(edit["new"]))
    if fate == "beyond the end":
        edits[-1] |= {"start": len(text) + 1, "end": len(text) + 1}
    before = hashlib.sha256(text.encode()).hexdigest() if fate == "done" else ""
    before = "0" * 64 if fate == "of another text" else before
    path = tmp_path / "a.txt"
    path.write_text(text, encoding="utf-8")
    entry = {"file": str(path), "edits": edits, "before": before}
    (tmp_path / "journal").write_text(json.dumps(entry), encoding="utf-8")
    status, said, most = peak(path, ["--apply", str(tmp_path / "journal")])
    assert (status, b"make them anew" in said) == ((0, False) if fate == "done" else (2, True))
    assert most < MOST
    made = "".join(wanted) + "\n" if fate == "done" else text
    assert path.read_text(encoding="utf-8") == made
    assert len(list(tmp_path.iterdir())) == 2
