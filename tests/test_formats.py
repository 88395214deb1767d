"""Formats that hold prose between other things: only that changes, all other bytes stay."""

import email
import email.policy
import json
import subprocess
import sys
from email.message import EmailMessage
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cleantext.edits import Edit, splice
from cleantext.records import runs
from cleantext.records.runs import Fragment

COMMAND = [sys.executable, "-m", "cleantext", "--isolated"]
DIRTY = "We went to teh house and saw\u200b othre people."
CLEAN = "We went to the house and saw other people."


def clean(folder: Path, name: str, data: bytes, *args: str) -> bytes:
    """A file cleaned in place; a second time nothing is left to do."""
    path = folder / name
    path.write_bytes(data)
    for wanted in ("1 of 1 file changed", "0 of 1 file changed"):
        done = subprocess.run([*COMMAND, "-i", *args, name], cwd=folder, capture_output=True)
        assert done.returncode == 0, done.stderr
        assert wanted in done.stderr.decode(), done.stderr
    return path.read_bytes()


SUBTITLES = f"""1\r
00:00:01,000 --> 00:00:02,500\r
<i>{DIRTY}</i>\r
\r
2\r
00:00:03,000 --> 00:00:04,000\r
We had to wait for teh bus,\r
and so we did.\r
"""
VTT = f"""WEBVTT teh header\r
\r
NOTE teh note\r
\r
teh-id\r
00:01.000 --> 00:02.500 align:start\r
{DIRTY}\r
"""
TRANSLATIONS = rf"""# teh translator
msgid ""
msgstr ""
"Project-Id-Version: teh project\n"

#: teh/source.c:12
#, c-format
msgid "teh source %s"
msgstr "{DIRTY}"

msgid "two"
msgid_plural "teh two"
msgstr[0] ""
"We said \"teh house\" and then we had to\n"
"see othre people.\n"

#~ msgid "old"
#~ msgstr "teh old"
"""


def test_subtitles(tmp_path: Path) -> None:
    for name, text in (("a.srt", SUBTITLES), ("a.vtt", VTT)):
        wanted = text.replace(DIRTY, CLEAN).replace("for teh bus", "for the bus")
        assert clean(tmp_path, name, text.encode()) == wanted.encode()


def test_translations(tmp_path: Path) -> None:
    wanted = TRANSLATIONS.replace(DIRTY, CLEAN).replace('\\"teh house', '\\"the house')
    wanted = wanted.replace("see othre", "see other")
    assert clean(tmp_path, "a.po", TRANSLATIONS.encode()).decode() == wanted


@pytest.mark.parametrize("ensure_ascii", [True, False])
def test_notebooks(tmp_path: Path, ensure_ascii: bool) -> None:
    def notebook(said: str, more: str) -> bytes:
        data = {
            "cells": [
                {"cell_type": "markdown", "metadata": {}, "source": ["# A house\n", "\n", said]},
                {"cell_type": "code", "source": ["recieve = 1\n"],
                 "outputs": [{"text": ["untill"]}], "execution_count": None},
                {"source": f"Caf\u00e9: {more}\tand `wich` too.\n", "cell_type": "markdown"},
            ],
            "metadata": {"title": "teh title"}, "nbformat": 4, "nbformat_minor": 5,
        }  # fmt: skip
        return json.dumps(data, indent=1, ensure_ascii=ensure_ascii).encode() + b"\n"

    before = notebook(DIRTY, 'They said "we have to wait" and saw teh bus.')
    after = notebook(CLEAN, 'They said "we have to wait" and saw the bus.')
    assert clean(tmp_path, "a.ipynb", before) == after


@pytest.mark.parametrize("coding", ["8bit", "quoted-printable", "base64"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_mail(tmp_path: Path, coding: str, end: str) -> None:
    def mail(said: str) -> bytes:
        message = EmailMessage(policy=email.policy.default.clone(linesep=end, cte_type="8bit"))
        message["Subject"] = "teh subject"
        message["From"] = "Ren\u00e9 <a@example.org>"
        text = f"Dear Ren\u00e9,\n\n{said}\n\nThey wrote that they would come.\n"
        message.set_content(text, cte=coding)
        message.add_alternative(f"<p>{said}</p>\n", subtype="html", cte=coding)
        message.add_attachment("teh attachment.\n", filename="a.txt")
        for number, part in enumerate(message.walk()):
            if part.is_multipart():
                part.set_boundary(f"=_teh_bound{number}")
        return bytes(message)

    data = clean(tmp_path, "a.eml", mail(DIRTY))
    if coding == "8bit":
        assert data == mail(CLEAN)
    message = email.message_from_bytes(data, policy=email.policy.default)
    before = email.message_from_bytes(mail(DIRTY), policy=email.policy.default)
    assert message.items() == before.items()
    for part, old in zip(message.walk(), before.walk(), strict=True):
        assert part.items() == old.items()
        if not part.is_multipart():
            assert part.get_content() == old.get_content().replace(DIRTY, CLEAN)
    lines = (set(data.splitlines(keepends=True)), set(mail(DIRTY).splitlines(keepends=True)))
    assert coding == "base64" or len(lines[0] - lines[1]) <= 4  # all others are as they were


def test_what_is_signed_stays(tmp_path: Path) -> None:
    text = (
        'Content-Type: multipart/signed; boundary="b"\n\n--b\nContent-Type: text/plain\n\n'
        f"{DIRTY}\n--b\nContent-Type: application/pgp-signature\n\nx\n--b--\n"
    )
    (tmp_path / "a.eml").write_text(text, encoding="utf-8")
    done = subprocess.run([*COMMAND, "--check", "a.eml"], cwd=tmp_path, capture_output=True)
    assert (done.returncode, done.stdout) == (0, b"")


def test_what_is_not_of_its_kind_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.ipynb").write_text('{"no": "cells"}', encoding="utf-8")
    done = subprocess.run([*COMMAND, "-i", "a.ipynb"], cwd=tmp_path, capture_output=True)
    assert done.returncode == 2
    assert b"a.ipynb: is no notebook of format 4" in done.stderr
    assert b"--format text" in done.stderr
    done = subprocess.run(
        [*COMMAND, "--check", "--format", "text", "a.ipynb"], cwd=tmp_path, capture_output=True
    )
    assert done.returncode == 0


@pytest.mark.parametrize("name", ["a.md", "a.html", "a.xml", "a.tex", "a.rst"])
def test_markup_stays(tmp_path: Path, name: str) -> None:
    """Formats whose text a view of the profile finds: what is no text stays, byte for byte."""
    around = {
        "a.md": '# A house\n\n[{}](http://recieve.example "t")\n\n    definately = x\n',
        "a.html": '<!doctype html>\n<p class="occured" id=a>{}</p>\n<pre>untill</pre>\n',
        "a.xml": '<?xml version="1.0"?>\n<a recieve="definately"><b>{}</b><seperate/></a>\n',
        "a.tex": "\\documentclass{{occured}}\n\\section{{A house}}\n\n{}\n\n$untill$ \\wich{{a}}\n",
        "a.rst": "A house\n=======\n\n{} ``recieve``\n\n.. seperate:: b\n\n    occured = 1\n",
    }[name]
    data = around.format(DIRTY).encode()
    args = () if name != "a.xml" else ("--preset", "default")
    wanted = around.format(CLEAN).encode()
    assert clean(tmp_path, name, data, *args) == wanted


VALUES = st.text(st.sampled_from('ab "\\\n\u200b\u00e9\U0001f600'), max_size=12)


@settings(max_examples=150)
@given(values=st.lists(VALUES, min_size=1, max_size=3), data=st.data())
def test_edits_go_back_to_the_fragments_they_touch(values: list[str], data: st.DataObject) -> None:
    """What the strings of a list say together, edited, is what the edited file says."""
    from cleantext.records import jsontext

    text = json.dumps(values)
    run = [
        part
        for _, start, end in jsontext.strings(text)
        for part in jsontext.fragments(text, start, end, jsontext.writer(text))
    ]
    said = runs.value(run)
    assert said == "".join(values)
    bounds = sorted(data.draw(st.lists(st.integers(0, len(said)), max_size=6, unique=True)))
    edits = [
        Edit(start, end, data.draw(VALUES), ("X",))
        for start, end in zip(bounds[::2], bounds[1::2], strict=False)
    ]
    back = list(runs.edits(text, run, edits))
    assert all(a.end <= b.start for a, b in pairwise(back))
    assert "".join(json.loads(splice(text, back))) == splice(said, edits)


def test_what_stands_nowhere_is_not_edited() -> None:
    run = [Fragment(0, 2, "ab"), Fragment(0, 0, "\n\n"), Fragment(3, 5, "cd")]
    found = [Edit(1, 3, "x", ("X",)), Edit(4, 5, "y", ("X",))]
    assert list(runs.edits("ab|cd", run, found)) == [Edit(3, 4, "y", ("X",))]
    assert list(runs.edits("ab|cd", run, [Edit(2, 2, "z")])) == [Edit(2, 2, "z")]
