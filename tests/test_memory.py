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
}


@pytest.mark.parametrize(
    ("name", "form"),
    [
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
    args = [*form, "--preset=corpus", "--isolated", "--exit-zero", str(path)]
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, *args], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    )
    assert done.returncode == 0, done.stderr
    peak = re.search(rb"VmHWM:\s*(\d+) kB", done.stderr)
    assert peak
    assert int(peak[1]) < MOST


LIBRARY = """
import sys
from cleantext import presets
text = "a\\u200b" * 400_000
presets.corpus.explain(text[:20_000])  # what is loaded once
open("/proc/self/clear_refs", "w").write("5")  # forget the peak so far
status = lambda key: next(int(l.split()[1]) for l in open("/proc/self/status") if l.startswith(key))
before = status("VmRSS")
cleaned = presets.corpus.explain(text)
assert cleaned.text == "a" * 400_000 and len(cleaned.edits) == 400_000
print(status("VmHWM") - before)
"""


def test_an_edit_in_each_second_place_is_explained_in_bounds() -> None:
    """Edits are columns, not objects: a few times the text, and what one segment takes."""
    done = subprocess.run(
        [sys.executable, "-c", LIBRARY], capture_output=True, text=True, check=True
    )
    assert int(done.stdout) < 48_000 + 8 * 1_600  # kB
