"""What lost bytes: both kernels read a line alike."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cleantext import letters
from cleantext.data.build import lossy as build
from cleantext.kernel import lossy as plain
from cleantext.kernel.pick import pick
from cleantext.letters._costs import mapped
from cleantext.rules.encoding import reading
from cleantext.rules.encoding.channels import PAGES, glyphs
from cleantext.rules.encoding.lossy import TABLE

COMPILED = pick("lossy")
SENTENCES = (
    "\u201cNo,\u201d she said \u2013 it\u2019s 5\u201310 \u20ac \u2192 caf\xe9 \xe0 la carte",
    "\u0421\u043e\u0431\u0430\u043a\u0430 \u0438 \u043a\u043e\u0442",
    "a\u200bb\u2062c \u4f60\u597d\uff0c \U0001f600\ufe0f",
)


@st.composite
def lacking(draw: st.DrawFn) -> str:
    """A sentence through a page, of which bytes were lost in all the ways there are."""
    shown = dict(enumerate(glyphs(draw(st.sampled_from(PAGES))), 0x80))
    line = "".join(shown.get(b, chr(b)) for b in draw(st.sampled_from(SENTENCES)).encode())
    for found, put in (
        (draw(st.sampled_from(["[\x80-\x9f]", "[\x80-\xa0\xad]", "$."])), ["", "?", "\ufffd"]),
        ("\xa0", [" ", "\xa0"]),
        ("[\u201c\u201d]", ['"', "\u201c"]),
        ("[\u2018\u2019]", ["'", "\u2019"]),
    ):
        line = re.sub(found, draw(st.sampled_from(put)), line)
    return line


@pytest.fixture(scope="module")
def both() -> tuple[plain.Lossy, plain.Lossy]:
    assert COMPILED is not None
    given = mapped(TABLE), mapped(reading.TABLE), letters.model()
    return COMPILED.Lossy(*given), plain.PlainLossy(*given)


@pytest.mark.compiled
@settings(max_examples=25)  # the plain definition takes its time
@given(line=st.one_of(lacking(), st.text(max_size=20)))
def test_kernels_agree(both: tuple[plain.Lossy, plain.Lossy], line: str) -> None:
    data = line.encode(errors="surrogatepass")
    one, two = both
    assert one.readings(data) == two.readings(data)


def test_the_table_is_what_its_script_makes() -> None:
    assert build.render() == build.TARGET.read_bytes()


@pytest.mark.parametrize("table", [b"", b"lossy1", b"lossy1" + bytes(5000)])
def test_what_is_no_table_is_refused(table: bytes) -> None:
    with pytest.raises(ValueError, match="not a table of what gets lost"):
        plain.Lossy(memoryview(table), mapped(reading.TABLE), letters.model())
