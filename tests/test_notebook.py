"""What notebooks show: in a real kernel, where one is installed, and in a real browser."""

import json
import re
from pathlib import Path

import pytest

from cleantext import explain, find_hidden
from tests.test_page import EVIL, browse

TEXT = f"We saw teh house.\n\nAnd o\u200bne {EVIL} was a old one.\n"
HIDDEN = "Turn it off" + "".join(chr(0xE0000 + ord(c)) for c in "<b>hey</b>") + " now."


def test_a_browser_shows_the_edits_as_text(tmp_path: Path) -> None:
    [hidden] = find_hidden(HIDDEN)
    cleaned, clean = explain(TEXT), explain("We saw it.\n")
    shown = "".join(part._repr_html_() for part in (cleaned, hidden, clean))
    page = tmp_path / "page.html"
    page.write_text(f"<!doctype html><meta charset=utf-8><title>t</title>{shown}</html>", "utf-8")
    dom = browse(page)
    assert "<title>t</title>" in dom
    assert "<img" not in dom
    assert "<b>" not in dom
    text = re.sub("<[^>]*>", "", dom)
    assert len(re.findall("<tr", dom)) == 1 + len(cleaned.edits) + 5
    for wanted in ("1:8", "TYP401 misspelling", "ZWSP U+200B", "&lt;b&gt;hey&lt;/b&gt;"):
        assert wanted in text
    assert re.search("<del[^>]*>teh</del><ins[^>]*>the</ins>", dom)
    assert "tag smuggling" in text
    assert "nothing to do" in text


def test_many_edits_are_a_short_table() -> None:
    shown = explain("o\u200bne\n" * 1000)._repr_html_()
    assert shown.count("<tr>") == 201
    assert "and 800 more" in shown


def test_a_real_notebook_shows_it(tmp_path: Path) -> None:
    nbclient = pytest.importorskip("nbclient", reason="needs nbclient and ipykernel")
    pytest.importorskip("ipykernel", reason="needs nbclient and ipykernel")
    nbformat = pytest.importorskip("nbformat", reason="needs nbclient and ipykernel")
    code = f"import cleantext\ncleantext.explain({TEXT!r})"
    book = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(code)])
    nbclient.NotebookClient(book, timeout=120, kernel_name="python3").execute()
    [output] = book.cells[0].outputs
    assert output.data["text/html"] == explain(TEXT)._repr_html_()
    assert json.dumps(output.data["text/html"])


@pytest.mark.parametrize("count", [6, 7, 9])
def test_a_long_run_says_how_much_of_it_is_not_named(count: int) -> None:
    [found] = find_hidden("a" + "\u2061" * count + "b")
    shown = found._repr_html_()
    named = shown.count("U+2061")
    more = re.search(r"and (\d+) more", shown)
    assert named + (int(more[1]) if more else 0) == count
