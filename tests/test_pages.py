"""Code pages: both kernels find the same images and alarms, and each image decodes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleantext import letters
from cleantext.kernel import pages as plain
from cleantext.kernel.pick import pick
from cleantext.rules.encoding.alarms import NEAR, VIEWERS, WAYS
from cleantext.rules.encoding.channels import PAGES, glyphs
from cleantext.rules.encoding.reading import TABLE
from cleantext.rules.encoding.utf8 import RARITY
from tests.strategies import texts

SHOWN = "".join(sorted({glyph for page in PAGES for glyph in glyphs(page)}))
COMPILED = pick("pages")


def damaged(text: str, page: str) -> str:
    shown = dict(enumerate(glyphs(page), 0x80))
    return "".join(shown.get(byte, chr(byte)) for byte in text.encode())


lines = st.one_of(
    st.builds(damaged, st.text(st.characters(exclude_categories=["Cs"])), st.sampled_from(PAGES)),
    st.text(st.sampled_from(f"ab ?\ufffd\n{SHOWN}")),
    # much that is plain in between
    st.text(st.sampled_from(SHOWN)).map(" and all of the others ".join),
    texts,
    st.text(st.characters(codec=None)),
)


@pytest.fixture(scope="module")
def both() -> tuple[plain.Pages, plain.Pages]:
    assert COMPILED is not None
    table = TABLE.read_bytes()
    return COMPILED.Pages(table, letters.model()), plain.PlainPages(table, letters.model())


@pytest.mark.compiled
@given(text=lines)
def test_kernels_agree(both: tuple[plain.Pages, plain.Pages], text: str) -> None:
    data = text.encode(errors="surrogatepass")
    one, two = both
    assert one.images(data) == two.images(data)
    assert one.outright(data, RARITY) == two.outright(data, RARITY)
    assert one.lossy(data) == two.lossy(data)
    assert one.alarms(text) == two.alarms(text)
    assert one.alarms(text, WAYS, VIEWERS, NEAR) == two.alarms(text, WAYS, VIEWERS, NEAR)


@given(text=st.text(st.characters(exclude_categories=["Cs"])), page=st.sampled_from(PAGES))
def test_an_image_is_what_the_page_made_of_it(text: str, page: str) -> None:
    from cleantext.rules.encoding.reading import pages

    line = damaged(text.replace("\n", " "), page)
    for bits, images in pages().images(line.encode(errors="surrogatepass")):
        for start, end, new, _ in images:
            for bit, name in enumerate(PAGES):
                if bits >> bit & 1:
                    assert len(damaged(new, name)) == end - start


@pytest.mark.parametrize("table", [b"", b"pages1", b"pages1" + bytes(20), bytes(600)])
def test_what_is_no_table_is_refused(table: bytes) -> None:
    with pytest.raises(ValueError, match="not a table of pages"):
        plain.Pages(table, letters.model())
