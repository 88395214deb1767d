"""Files of data and code parse to the same structure after cleaning; only cells of prose change."""

import configparser
import csv
import io
import json
import shlex
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cleantext import clean
from tests.tools import amount

yaml = pytest.importorskip("yaml", reason="needs PyYAML")

# Prose with what the rules repair, and names with what they must not.
DIRTY = (
    "It was late.They went home and we had to wait.",
    "We had nothing ,so we went home .",
    "He told us,when it was late,that they had gone.",
    'They said "we have to go" and left.',
    '"It was late.The house was empty," she said.',
    'He said,"We went to the house."',
    "It was  late when they went to teh house.",
    "We dont know what it was, but it was not there.",
    "The house( so they say )was not there.",
    "We saw a important house and the the car.",
    "It was late?No!Not at all.",
    "They went\u201d home\u201c and we waited.",
)
NAMES = (
    "Anna",
    "J.Smith",
    "Acme,Inc.",
    "Foo.Bar",
    "a;b",
    "x|y",
    "New York",
    "",
    "--a,b",
    "7",
    "O'Neil",
)
dirty = st.sampled_from(DIRTY)
values = st.one_of(
    dirty, st.sampled_from(NAMES), st.lists(dirty, min_size=2, max_size=3).map(" ".join)
)
keys = st.sampled_from(["title", "note", "long_name", "max-size", "path.to.key", "the key"])

QUOTING = {
    "minimal": csv.QUOTE_MINIMAL,
    "all": csv.QUOTE_ALL,
    "non-numeric": csv.QUOTE_NONNUMERIC,
    "none": csv.QUOTE_NONE,
}


def read(text: str, **style: Any) -> list[list[str]]:
    if style["quoting"] == csv.QUOTE_NONNUMERIC:
        style["quoting"] = csv.QUOTE_MINIMAL
    return list(csv.reader(io.StringIO(text), **style))


@st.composite
def tables(draw: st.DrawFn) -> tuple[str, dict[str, Any]]:
    quoting = draw(st.sampled_from(list(QUOTING.values())))
    escape = "\\" if quoting == csv.QUOTE_NONE else None
    style: dict[str, Any] = {
        "delimiter": draw(st.sampled_from(",;|\t:")),
        "quoting": quoting,
        "quotechar": draw(st.sampled_from('""\'')) if escape is None else '"',
        "escapechar": escape,
    }
    columns = draw(st.integers(2, 5))
    cell: st.SearchStrategy[Any] = values
    if quoting != csv.QUOTE_NONE:
        broken = st.builds(
            lambda a, b, gap: a + gap + b, dirty, dirty, st.sampled_from(["\n", "\n\n"])
        )
        cell = st.one_of(values, values, values, broken)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator=draw(st.sampled_from(["\n", "\r\n"])), **style)
    if draw(st.booleans()):
        writer.writerow(["id", "comment", "name", "city", "note"][:columns])
    for number in range(draw(st.integers(3, 8))):
        row = draw(st.lists(cell, min_size=columns - 1, max_size=columns - 1))
        writer.writerow([number, *row])
    return out.getvalue(), style


@settings(max_examples=amount(300, 75))
@given(table=tables())
def test_columns_and_bounds_of_cells_stay(table: tuple[str, dict[str, Any]]) -> None:
    text, style = table
    before, after = read(text, **style), read(clean(text), **style)
    assert [len(row) for row in before] == [len(row) for row in after]


@given(table=tables())
def test_what_is_no_prose_in_a_cell_stays(table: tuple[str, dict[str, Any]]) -> None:
    text, style = table
    for old, new in zip(read(text, **style), read(clean(text), **style), strict=True):
        for a, b in zip(old, new, strict=True):
            if a in NAMES:
                assert a == b


def same(a: object, b: object) -> bool:
    """Whether two structures differ only in strings that are prose."""
    if isinstance(a, dict) and isinstance(b, dict):
        return list(a) == list(b) and all(same(a[k], b[k]) for k in a)
    if isinstance(a, list) and isinstance(b, list):
        return len(a) == len(b) and all(map(same, a, b))
    if isinstance(a, str) and isinstance(b, str):
        return a == b or a.count(" ") > 2
    return type(a) is type(b) and a == b


trees = st.recursive(
    st.one_of(values, st.integers(), st.booleans(), st.none()),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(keys, inner, min_size=1, max_size=3)
    ),
    max_leaves=8,
)


@given(
    tree=st.dictionaries(keys, trees, min_size=1, max_size=4), indent=st.sampled_from([None, 2, 4])
)
def test_json(tree: Any, indent: int | None) -> None:
    text = json.dumps(tree, indent=indent, ensure_ascii=False)
    assert same(json.loads(clean(text)), tree)


@given(
    tree=st.dictionaries(keys, trees, min_size=1, max_size=4), width=st.sampled_from([30, 80, 400])
)
def test_yaml(tree: Any, width: int) -> None:
    text = yaml.safe_dump(tree, width=width, allow_unicode=True, sort_keys=False)
    assert same(yaml.safe_load(clean(text)), tree)


@given(
    sections=st.dictionaries(
        st.sampled_from(["main", "other part"]),
        st.dictionaries(keys, values, min_size=1),
        min_size=1,
    ),
    mark=st.sampled_from(["=", " = ", ": "]),
)
def test_ini(sections: dict[str, dict[str, str]], mark: str) -> None:
    text = "".join(
        f"[{name}]\n" + "".join(f"{k}{mark}{v}\n" for k, v in pairs.items()) + "\n"
        for name, pairs in sections.items()
    )

    def parsed(text: str) -> Any:
        parser = configparser.RawConfigParser()
        parser.read_string(text)
        return {name: dict(parser[name]) for name in parser.sections()}

    assert same(parsed(clean(text)), parsed(text))


SHELL = (
    "tar -xf a.tar.gz --exclude=a,b --dir /x/y.Z",
    "iptables -A INPUT -m state --state ESTABLISHED,RELATED -j ACCEPT",
    "[ -f a ] && ! grep -q 'a,b;c' x.Y || echo \"It was late .They went\"",
    "for i in a,b c; do echo $i ,x; done",
    "if ! test -e /etc/x.Conf ; then exit 1 ; fi",
    "CFLAGS=-Wl,-Bsymbolic,-z ./configure --with-x=a,B",
    "find . -name '*.Py' -exec rm {} ;",
    "awk -F, '{ print $1 , $2 }' a.csv | sort -t, -k2,2",
    "x=( a b ) ; y=$(( 1 + 2 )) ; echo ${x[@]} !",
)
MAKE = (
    "all : a.o b.o ;",
    "\tcc -o $@ $( OBJS ) -Wl,-z,Now",
    "X := a ,b",
    ".PHONY :all",
    "%.o: %.C",
)
PATTERNS = (r"(?:a )?b,c", r"[ ,.]+X(\w+ )?", r"^( *)(a|b )$", r"(?i)x{2,}y .Z", r"\.[A-Z]( foo)?")
FORMATS = (
    'printf("%s ,%d !\\n", a,b);',
    'log.info( "x.Y %s" , z );',
    "'{0} ,{1:>4}.{X}'.format(a, b)",
)
LISTING = (
    "drwxr-xr-x  2 root root  4096 Nov 28 15:38 a.B",
    "-rw-r--r--  1 me   us     12 Jan  1 10:00 the file ,x",
    "NAME      READY  STATUS",
    "web .X    1/1    Running ,now",
    "|-- src",
    "|   |-- a.B  c",
    "`-- The end .txt",
)


@pytest.mark.parametrize("kind", [SHELL, MAKE, PATTERNS, FORMATS, LISTING], ids=str)
@given(data=st.data())
def test_what_runs_stays(kind: tuple[str, ...], data: st.DataObject) -> None:
    lines = data.draw(st.lists(st.sampled_from(kind), min_size=1, max_size=6))
    text = "\n".join(lines) + data.draw(st.sampled_from(["", "\n"]))
    around = data.draw(
        st.sampled_from(["{}", "We went home when it was late:\n\n    {}\n", "```\n{}\n```"])
    )
    indented = text.replace("\n", "\n    ") if around[0] == "W" else text
    whole = around.format(indented) if around != "{}" else text
    assert clean(whole) == whole


@given(command=st.sampled_from(SHELL[:3] + SHELL[5:6] + SHELL[7:8]))
def test_commands_have_the_same_words(command: str) -> None:
    assert shlex.split(clean(command)) == shlex.split(command)


@given(old=st.lists(values, min_size=1, max_size=4), new=st.lists(values, max_size=4))
def test_a_diff_still_applies(old: list[str], new: list[str]) -> None:
    import difflib

    diff = "\n".join(difflib.unified_diff(old, new, "a/x.c", "b/x.c", lineterm=""))
    assert clean(diff) == diff
