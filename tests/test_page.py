"""The page of `--html` in a real browser: what it shows, and that a hostile text stays text."""

import html
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.tools import amount, need

COMMAND = [sys.executable, "-m", "cleantext", "--isolated"]
EVIL = (
    "</script><img src=x onerror=\"document.title='owned'\"><script>document.title='owned'</script>"
)


def page_of(folder: Path, *args: str) -> Path:
    report = folder / "report.html"
    done = subprocess.run(
        [*COMMAND, "-q", "--html", str(report), *args], cwd=folder, capture_output=True
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    return report


def browse(page: Path, script: str = "", *flags: str) -> str:
    """What the document has become in the browser, after a script of the test, if any."""
    chromium = need("chromium", "chromium")
    target = page
    if script:  # within the page's own policy no other script runs: it is taken out for the test
        text = re.sub('<meta http-equiv="Content-Security-Policy"[^>]*>', "", page.read_text())
        target = page.with_name("tested.html")
        target.write_text(text.replace("</html>", f"<script>{script}</script></html>"))
    done = subprocess.run(
        [chromium, "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic",
         "--no-first-run", "--disable-background-networking", "--disable-component-update",
         "--disable-sync", f"--user-data-dir={page.parent / 'profile'}",
         "--virtual-time-budget=5000", *flags, "--dump-dom", target.as_uri()],
        capture_output=True, timeout=120, env=os.environ | {"HOME": str(page.parent)},
    )  # fmt: skip
    return done.stdout.decode()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "a.md").write_text(
        f"He went home.Peter stayed at the office.\n\nAnd {EVIL}\u200b.\n", encoding="utf-8"
    )
    (tmp_path / f"b{EVIL.replace('/', '')[:60]}.txt").write_text("o\u200bne\n", encoding="utf-8")
    hidden = "".join(chr(0xE0000 + ord(c)) for c in "<b>hey</b>")
    (tmp_path / "c.txt").write_text(f"Hello{hidden} there\n", encoding="utf-8")
    return tmp_path


def articles(dom: str) -> list[str]:
    found = re.findall("<article.*?</article>", dom, re.DOTALL)
    return [html.unescape(re.sub("<[^>]*>", "", article)) for article in found]


def test_the_page_shows_every_edit_as_text(folder: Path) -> None:
    dom = browse(page_of(folder, "."))
    assert "<title>cleantext report</title>" in dom
    shown = articles(dom)
    assert len(shown) == len(re.findall("<article", dom)) >= 3
    assert any("SPC510 sentence-gap" in text and "Put back the space" in text for text in shown)
    assert any(EVIL[-20:] in text for text in shown)
    assert "<img" not in dom
    assert "tag smuggling: <b>hey</b>" in html.unescape(re.sub("<code>|</code>", "", dom))
    assert re.search("[0-9] hidden messages?; cleantext", dom)
    assert len(re.findall('class="bar"', dom)) >= 3  # the plot


def test_filters_and_keys(folder: Path) -> None:
    page = page_of(folder, ".")
    choose = (
        "const rule = document.getElementById('rule'); rule.value = 'SPC510';"
        "rule.dispatchEvent(new Event('input'));"
    )
    dom = browse(page, choose)
    assert [("SPC510" in text) for text in articles(dom)] == [True]
    press = (
        "document.dispatchEvent(new KeyboardEvent('keydown', {key: 'j'}));"
        "document.dispatchEvent(new KeyboardEvent('keydown', {key: 'j'}));"
        "document.activeElement.dataset.seen = [...document.querySelectorAll('article')]"
        ".indexOf(document.activeElement);"
    )
    assert 'data-seen="1"' in browse(page, press)


def test_ten_thousand_edits(tmp_path: Path) -> None:
    count = amount(10_000, 1_000)
    (tmp_path / "a.txt").write_text("o\u200bne line of text\n" * count, encoding="utf-8")
    page = page_of(tmp_path, "--select", "INV213", "a.txt")
    more = "for (let k = 0; k < 60; k++) document.getElementById('more').click();"
    dom = browse(page, more)
    assert f"{count} edits in 1 file," in dom
    assert len(re.findall("<article", dom)) == count
    assert len(re.findall("<article", browse(page))) == 200


@pytest.mark.parametrize("args", [["a.md"], ["./a.md", "c.txt"], ["-"]])
def test_an_input_is_not_overwritten_by_the_page(folder: Path, args: list[str]) -> None:
    before = (folder / "a.md").read_bytes()
    with (folder / "a.md").open("rb") as file:
        done = subprocess.run(
            [*COMMAND, "--html", "a.md", *args], cwd=folder, stdin=file, capture_output=True
        )
    assert done.returncode == 2
    assert b"--html a.md: is an input, whose place the page would take" in done.stderr
    assert (folder / "a.md").read_bytes() == before


def test_a_page_in_the_folder_it_is_about_is_no_input(folder: Path) -> None:
    first = page_of(folder, ".").read_text(encoding="utf-8")
    assert page_of(folder, ".").read_text(encoding="utf-8") == first


def test_it_needs_no_network_and_runs_no_other_script(folder: Path) -> None:
    text = page_of(folder, "-j2", ".").read_text(encoding="utf-8")
    assert "default-src 'none'" in text
    assert not re.search(r"(?:src|href)\s*=\s*[\"']?https?:", text)
    assert text.count("<script>") == 1
    assert "prefers-color-scheme: dark" in text


def test_each_edit_says_its_line_and_column(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("a\u200bb\n\nabc\u200bd\n", encoding="utf-8")
    text = page_of(tmp_path, "a.txt").read_text()
    rows = re.findall(r'\[(\d+), (\d+), "([^"]*)", ', text)
    assert [(int(line), int(column), before) for line, column, before in rows] == [
        (1, 2, "a"),
        (3, 4, "abc"),
    ]
