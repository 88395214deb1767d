"""Word and Excel files and values of YAML: only the text changes, and real readers find it so."""

import io
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from cleantext import Pipeline, presets
from cleantext.edits import splice
from cleantext.records import rows, yamltext
from cleantext.records.fields import Fields, RecordError

docx = pytest.importorskip("docx", reason="needs python-docx")
openpyxl = pytest.importorskip("openpyxl", reason="needs openpyxl")

COMMAND = [sys.executable, "-m", "cleantext", "--isolated"]
DIRTY = "He went home.Peter stayed in a important meeting."
CLEAN = "He went home. Peter stayed in an important meeting."


def run(cwd: Path, *args: str, stdin: bytes = b"") -> "subprocess.CompletedProcess[bytes]":
    return subprocess.run([*COMMAND, *args], cwd=cwd, input=stdin, capture_output=True)


def parts(path: Path) -> dict[str, tuple[object, ...]]:
    with zipfile.ZipFile(path) as file:
        return {
            info.filename: (file.read(info), info.date_time, info.compress_type, info.external_attr)
            for info in file.infolist()
        }


@pytest.fixture
def letter(tmp_path: Path) -> Path:
    document = docx.Document()
    document.add_heading("A letter & more", 1)
    text = document.add_paragraph("He went ")
    text.add_run("home.").bold = True
    text.add_run("Peter stayed in a important meet")
    text.add_run("ing.").italic = True
    document.add_paragraph("Nothing was to be said of it, <as it is>.")
    table = document.add_table(1, 2)
    table.cell(0, 0).text = "We saw teh house and othre people in the street."
    document.sections[0].header.paragraphs[0].text = "It was\u200b empty."
    document.save(str(tmp_path / "letter.docx"))
    return tmp_path / "letter.docx"


def test_a_letter_keeps_all_but_its_text(letter: Path) -> None:
    before = parts(letter)
    done = run(letter.parent, "-i", "--explain=json", letter.name)
    assert done.returncode == 0, done.stderr
    assert done.stderr == b"cleantext: 1 of 1 file changed, 5 edits\n"
    after = parts(letter)
    assert list(after) == list(before)
    assert {name for name in before if before[name] != after[name]} == {
        "word/document.xml", "word/header1.xml",
    }  # fmt: skip
    document = docx.Document(str(letter))
    [heading, text, last] = [paragraph.text for paragraph in document.paragraphs]
    assert (heading, text) == ("A letter & more", CLEAN)
    assert last == "Nothing was to be said of it, <as it is>."
    runs = document.paragraphs[1].runs
    assert [(part.text.strip(), part.bold, part.italic) for part in runs] == [
        ("He went", None, None), ("home.", True, None),
        ("Peter stayed in an important meet", None, None), ("ing.", None, True),
    ]  # fmt: skip
    told = "We saw the house and other people in the street."
    assert document.tables[0].cell(0, 0).text == told
    assert document.sections[0].header.paragraphs[0].text == "It was empty."
    again = run(letter.parent, "--check", letter.name)
    assert (again.returncode, again.stdout) == (0, b"")

    undone = run(letter.parent, "--undo", "-", stdin=done.stdout)
    assert undone.stderr == b"cleantext: 1 of 1 file taken back, 5 edits\n"
    whole = [paragraph.text for paragraph in docx.Document(str(letter)).paragraphs]
    assert whole[1] == DIRTY
    assert parts(letter)["word/header1.xml"] == before["word/header1.xml"]


def test_a_workbook_is_cleaned_when_that_is_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["id", "comment"])
    sheet.append([1, DIRTY])
    sheet.append(["=A2*2", "teh <b> & c"])
    sheet["B3"].font = openpyxl.styles.Font(bold=True)
    book.save(path)
    before = parts(path)
    done = run(tmp_path, "-i", path.name)
    assert b"to clean all its cells with text: --field '*'" in done.stderr
    assert parts(path) == before
    done = run(tmp_path, "-i", "--field", "comment", path.name)
    assert (done.returncode, parts(path)) == (2, before)
    done = run(tmp_path, "-i", "--field", "*", path.name)
    assert done.returncode == 0, done.stderr
    after = parts(path)
    changed = [name for name in before if before[name] != after[name]]
    assert changed in (["xl/sharedStrings.xml"], ["xl/worksheets/sheet1.xml"])
    cells = [[cell.value for cell in row] for row in openpyxl.load_workbook(path).active]
    assert cells[:2] == [["id", "comment"], [1, CLEAN]]
    assert cells[2][0] == "=A2*2"


def test_what_is_no_such_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(b"PK\x03\x04 and nothing more")
    done = run(tmp_path, "-i", "a.docx")
    assert done.returncode == 2
    assert b"a.docx: is no docx file that can be read" in done.stderr


def cleaned(text: str, *names: str) -> str:
    [piece] = rows.pieces("yaml", Fields.of(names), [text])
    return splice(text, piece.rows.edits(text, presets.default.plan.run))


YAML = f"""# a comment, teh same
title: {DIRTY}  # {DIRTY}
anchor: &a
  text: >-
    He went home.Peter
    stayed in a important
    meeting.
again: *a
list:
- text: '{DIRTY} It''s so.'
- "text": "{DIRTY[:13]}\\x50eter stayed in a important meeting."
- text: |
    {DIRTY}

      - {DIRTY}
teh: {{text: {DIRTY}, n: 1}}
---
text: |+
  {DIRTY}

"""


def shape(value: Any, pipeline: Pipeline) -> Any:
    """The data with its strings cleaned."""
    if isinstance(value, dict):
        return {key: shape(own, pipeline) for key, own in value.items()}
    if isinstance(value, list):
        return [shape(own, pipeline) for own in value]
    return pipeline(value) if isinstance(value, str) else value


def test_values_of_yaml() -> None:
    out = cleaned(YAML, "text", "*")
    before, after = (list(yaml.safe_load_all(text)) for text in (YAML, out))
    assert after == shape(before, presets.default)
    assert after[0]["anchor"]["text"] == CLEAN
    assert out.count("\n") == YAML.count("\n")
    assert out.startswith(f"# a comment, teh same\ntitle: {CLEAN}  # {DIRTY}\n")
    assert "\nteh: {" in out
    assert cleaned(out, "*") == out
    assert cleaned(YAML, "title") == YAML.replace(f"title: {DIRTY}", f"title: {CLEAN}")


def test_what_yaml_would_read_otherwise_stays() -> None:
    text = "a: one\u200b\nb: \u200b- x\nc: \u200b# y\n"
    out = cleaned(text, "*")
    assert yaml.safe_load(out).keys() == yaml.safe_load(text).keys()
    assert yaml.safe_load(out)["a"] == "one"
    with pytest.raises(RecordError, match="line 2: is not YAML"):
        cleaned("a: b\n\tc: [\n", "*")


texts = st.text(st.sampled_from("ab .,:'\"\\#-\n\u200b\u00e9|>{}"), max_size=12)
values: Any = st.recursive(
    texts | st.integers() | st.none() | st.booleans(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=6,
)


@given(
    data=st.dictionaries(texts, values, max_size=3),
    style=st.sampled_from([None, "'", '"', "|", ">"]),
    flow=st.sampled_from([None, True, False]),
)
def test_any_yaml_stays_what_it_is(data: Any, style: str | None, flow: bool | None) -> None:
    text = yaml.safe_dump(data, default_style=style, default_flow_style=flow, allow_unicode=True)
    edits = yamltext.edits(text, Fields.of(("*",)), presets.corpus.plan.run)
    out = splice(text, edits)
    loaded = yaml.safe_load(out)

    assert shape(loaded, presets.corpus) == shape(data, presets.corpus)


def test_the_command_cleans_fields_of_yaml(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(YAML, encoding="utf-8")
    done = run(tmp_path, "--field", "title", "a.yaml")
    assert done.stdout.decode() == YAML.replace(f"title: {DIRTY}", f"title: {CLEAN}")
    assert io.BytesIO(done.stdout).readline() == b"# a comment, teh same\n"
