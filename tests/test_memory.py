"""Memory of the command stays in bounds whatever the input, also where all of it changes."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = [
    pytest.mark.skipif(sys.platform != "linux", reason="reads /proc"),
    pytest.mark.compiled,  # the plain kernel takes minutes for texts of this size
]

MOST = 150_000  # kB, of which 30,000 are the interpreter and the package
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


LIBRARY = """
import sys
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
    ("unit", "count"), [(r"a\u200b", 1_000_000), (r"don\xe2\u20ac\u2122t\n", 300_000)]
)
def test_edits_all_over_are_explained_in_bounds(unit: str, count: int) -> None:
    """Edits are columns, not objects: beside these at most 12 times the text."""
    command = [sys.executable, "-c", LIBRARY, unit, str(count)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert float(done.stdout) < 12
