"""Documents of further formats, as real parsers read them, are the same after cleaning.

What is named or quoted, and how things are nested, stays; only text that is prose changes.
"""

import email
import email.policy
import html.parser
import tomllib
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from email.message import EmailMessage
from html import escape
from typing import Any

import pytest
import tomli_w
from hypothesis import given
from hypothesis import strategies as st

from cleantext import clean

from .test_structure import NAMES, dirty, keys, same, values

markdown_it = pytest.importorskip("markdown_it")
docutils = pytest.importorskip("docutils.core")
polib = pytest.importorskip("polib")
bibtexparser = pytest.importorskip("bibtexparser")
pysubs2 = pytest.importorskip("pysubs2")

names = st.sampled_from([name for name in NAMES if name])
words = st.sampled_from(
    ["house", "a.B", "x_y", "--a,b", "(?:a )?", "f( x )", "J.Smith", "left ,right"]
)
lines = st.lists(dirty, min_size=1, max_size=4)


@given(
    tree=st.dictionaries(
        keys,
        st.one_of(
            values, st.integers(), st.lists(values, max_size=3), st.dictionaries(keys, values)
        ),
        min_size=1,
    ),
    wide=st.booleans(),
)
def test_toml(tree: dict[str, Any], wide: bool) -> None:
    text = tomli_w.dumps(tree, multiline_strings=wide)
    assert same(tomllib.loads(clean(text)), tomllib.loads(text))


@st.composite
def elements(draw: st.DrawFn, depth: int = 0) -> ET.Element:
    tag = draw(st.sampled_from(["title", "para", "x.Y", "a-b", "code"]))
    attrs = draw(st.dictionaries(st.sampled_from(["id", "role", "xml-x"]), names, max_size=2))
    out = ET.Element(tag, attrs)
    out.text = draw(words if tag == "code" else values)
    if depth < 3 and tag != "code":
        for _ in range(draw(st.integers(0, 2))):
            child = draw(elements(depth + 1))
            child.tail = draw(st.sampled_from(["", " and more of it, when it was late."]))
            out.append(child)
    return out


def nodes(element: ET.Element) -> list[Any]:
    inner = [nodes(child) for child in element]
    return [element.tag, dict(element.attrib), element.text, inner, element.tail]


@given(root=elements(), indented=st.booleans())
def test_xml(root: ET.Element, indented: bool) -> None:
    root.tail = None
    if indented:
        ET.indent(root)
    text = ET.tostring(root, encoding="unicode")
    assert same(nodes(ET.fromstring(clean(text))), nodes(ET.fromstring(text)))


class Events(html.parser.HTMLParser):
    """Tags, with their attributes, and the text between them."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[Any] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append([tag, [list(pair) for pair in attrs]])

    def handle_endtag(self, tag: str) -> None:
        self.found.append(["/" + tag])

    def handle_data(self, data: str) -> None:
        self.found.append(data)


@given(prose=lines, code=words, name=names, capitals=st.booleans())
def test_html(prose: list[str], code: str, name: str, capitals: bool) -> None:
    rows = "\n".join(
        f'<tr><td class="{escape(name)}">{number}</td><td>{escape(text)}</td></tr>'
        for number, text in enumerate(prose)
    )
    text = (
        f'<p title="{escape(name)}">{escape(prose[0])} <code>{escape(code)}</code></p>\n'
        f"<pre>\n{escape(code)} ,  {escape(code)}\n</pre>\n<table>\n{rows}\n</table>\n"
        f"<script>\nlet a = f( x ,y ) ;\n</script>\n"
    )
    if capitals:
        text = text.replace("<pre>", "<PRE>").replace("</pre>", "</PRE>")
    assert same(Events(clean(text)).found, Events(text).found)


def tokens(text: str) -> list[Any]:
    """What Markdown is made of; neighbouring texts are one."""
    out: list[Any] = []

    def flat(found: list[Any]) -> Iterator[Any]:
        for token in found:
            if token.type == "inline":
                yield from flat(token.children)
            else:
                yield token

    for token in flat(markdown_it.MarkdownIt("gfm-like", {"linkify": False}).parse(text)):
        if token.type in ("text", "softbreak"):
            piece = token.content or " "
            if out and isinstance(out[-1], str):
                out[-1] += piece
            else:
                out.append(piece)
        else:
            out.append([token.type, token.tag, token.attrs, [token.content]])
    return out


@given(prose=lines, code=words, name=names, data=st.data())
def test_markdown(prose: list[str], code: str, name: str, data: st.DataObject) -> None:
    name, code = name.replace("|", "/"), code.replace("|", "/")
    cells = "".join(f"| {number} | `{code}` | {text} |\n" for number, text in enumerate(prose))
    blocks = [
        f"# {prose[0]}",
        " ".join(prose),
        f"- {prose[-1]}\n- *{name}* and **more**\n  - `{code}`",
        f"1. {prose[0]}\n2. [{name}](https://x.example/a,b.C) as told.",
        f"| no | code | note |\n|---|:--|---|\n{cells}".rstrip(),
        f"```\n{code} ,  {code}\n```",
        f"> {prose[0]}\n> {prose[-1]}",
        f"    {code} ,  {code}",
    ]
    text = "\n\n".join(data.draw(st.permutations(blocks))) + "\n"
    assert same(tokens(clean(text)), tokens(text))


def tree(node: Any) -> list[Any]:
    """A document of docutils: what is literal stays as it is."""
    if not node.children and not hasattr(node, "attributes"):
        text = str(node.astext())
        return [[text]] if "literal" in node.parent.tagname else [text.replace("\n", " ")]
    return [node.tagname, [tree(child) for child in node.children]]


@given(prose=lines, code=words, name=names)
def test_restructured_text(prose: list[str], code: str, name: str) -> None:
    title = "What is told"
    items = "\n".join(f"* {text}" for text in prose)
    width = max(map(len, prose))
    rows = "\n".join(f"{number:<5} {text}" for number, text in enumerate(prose))
    text = (
        f"{title}\n{'=' * len(title)}\n\n{' '.join(prose)}\n\n{items}\n\n"
        f"term\n    {prose[0]}\n\n:field: {name}\n\nAs it is::\n\n    {code} ,  {code}\n\n"
        f"===== {'=' * width}\n{rows}\n===== {'=' * width}\n\n"
        f".. note:: {prose[-1]}\n\nSee ``{code}`` and `there <https://x.example/a,b.C>`_.\n"
    )
    quiet = {"report_level": 5, "halt_level": 5}
    before, after = (
        docutils.publish_doctree(t, settings_overrides=quiet) for t in (text, clean(text))
    )
    assert same(tree(after), tree(before))


@given(entries=st.lists(st.tuples(values, values), min_size=1, max_size=4), name=names)
def test_po(entries: list[tuple[str, str]], name: str) -> None:
    po = polib.POFile(wrapwidth=60)
    po.metadata = {"Content-Type": "text/plain; charset=UTF-8", "Language": "en"}
    for number, (msgid, msgstr) in enumerate(entries):
        po.append(
            polib.POEntry(
                msgid=f"{msgid} {number}",
                msgstr=msgstr,
                msgctxt=name,
                occurrences=[("src/a.B.py", "12"), ("x_y.C", "7")],
                flags=["python-format"],
                tcomment="TRANSLATORS: it is shown when it was late.",
            )
        )
    text = str(po)

    def parsed(text: str) -> list[Any]:
        return [
            [e.msgid, e.msgstr, [e.msgctxt], [list(map(list, e.occurrences)), e.flags]]
            for e in polib.pofile(text)
        ]

    assert same(parsed(clean(text)), parsed(text))


@given(notes=lines, name=names, quotes=st.sampled_from([("{", "}"), ('"', '"')]))
def test_bibtex(notes: list[str], name: str, quotes: tuple[str, str]) -> None:
    left, right = quotes
    text = "".join(
        f"@Article{{smith:{number},\n"
        f"  author = {left}J.Smith and Muster, Anna{right},\n"
        f"  title  = {left}{{The}} house on the hill{right},\n"
        f"  note   = {left}{{{note.replace(chr(34), '')}}}{right},\n"
        f"  pages  = {left}12--19{right},\n  year = 19{number}9,\n"
        f"  key    = {left}{name}{right}\n}}\n\n"
        for number, note in enumerate(notes)
    )

    def parsed(text: str) -> list[Any]:
        parser = bibtexparser.bparser.BibTexParser(
            common_strings=True, ignore_nonstandard_types=False
        )
        return [dict(entry) for entry in bibtexparser.loads(text, parser).entries]

    assert len(parsed(text)) == len(notes)
    assert same(parsed(clean(text)), parsed(text))


@given(subject=values, body=lines, name=names)
def test_mail(subject: str, body: list[str], name: str) -> None:
    message = EmailMessage(policy=email.policy.SMTP.clone(linesep="\n", utf8=True))
    message["From"] = "J.Smith <j.smith@x.example>"
    message["To"] = "Anna Muster <a@x.example>, Otto <o,b@x.example>".replace("o,b", "o.b")
    message["Subject"] = subject
    message["X-Tag"] = name
    message["Message-ID"] = "<12.34.Ab@x.example>"
    message.set_content("\n\n".join(body) + "\n")
    text = message.as_string()

    def parsed(text: str) -> list[Any]:
        found = email.message_from_string(text, policy=email.policy.default)
        return [[[k, v] for k, v in found.items()], found.get_content().split("\n")]

    assert same(parsed(clean(text)), parsed(text))


@given(spoken=lines, style=st.sampled_from(["srt", "vtt", "ass"]))
def test_subtitles(spoken: list[str], style: str) -> None:
    subs = pysubs2.SSAFile()
    for number, text in enumerate(spoken):
        subs.append(pysubs2.SSAEvent(1000 * number, 1000 * number + 900, text=f"{text}\\N- {text}"))
    text = subs.to_string(style)

    def parsed(text: str) -> list[Any]:
        found = pysubs2.SSAFile.from_string(text, format_=style)
        return [[event.start, event.end, event.style, event.text] for event in found]

    assert same(parsed(clean(text)), parsed(text))


@given(
    said=lines, name=names, style=st.sampled_from(["{d} {t} [{n}] ERROR {w}: {s}", "{t} <{n}> {s}"])
)
def test_logs(said: list[str], name: str, style: str) -> None:
    text = "\n".join(
        style.format(d="2024-05-06", t=f"10:0{k}:07,123", n=f"12{k}", w="a.B", s=s)
        for k, s in enumerate(said)
    )
    if "ERROR" in style:
        assert clean(text) == text
    else:
        assert [row[:20] for row in clean(text).split("\n")] == [
            row[:20] for row in text.split("\n")
        ]


@given(rows=st.lists(st.tuples(names, st.integers(0, 99), dirty), min_size=3, max_size=6))
def test_aligned_tables(rows: list[tuple[str, int, str]]) -> None:
    text = "\n".join(f"{name:<14}{number:>4}   {note}" for name, number, note in rows)
    after = clean(text).split("\n")
    assert [row[:21] for row in after] == [row[:21] for row in text.split("\n")]
