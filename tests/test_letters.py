"""The model of letters: both kernels alike, sane, linear, and the same bytes when built again."""

import struct
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleantext import letters
from cleantext.errors import DataError
from cleantext.kernel.letters import Letters, Plain
from cleantext.letters import _costs, _languages
from tests.strategies import texts

any_text = st.one_of(texts, st.text(st.characters(codec=None)))
TABLE = _costs.TABLE.read_bytes()


PLAIN = Plain(TABLE)
IN_USE = letters.model()


def utf8(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


@given(any_text)
def test_kernels_agree(text: str) -> None:
    data = utf8(text)
    assert IN_USE.cost(data) == PLAIN.cost(data)
    assert IN_USE.each(data) == PLAIN.each(data)
    assert IN_USE.beyond(data) == PLAIN.beyond(data)


@given(any_text, st.lists(any_text, max_size=3), any_text)
def test_kernels_agree_between(before: str, candidates: list[str], after: str) -> None:
    row = [utf8(text) for text in candidates]
    expected = PLAIN.between(utf8(before), row, utf8(after))
    assert IN_USE.between(utf8(before), row, utf8(after)) == expected


@given(any_text)
def test_a_text_costs_what_its_characters_cost(text: str) -> None:
    assert letters.cost(text) == sum(letters.each(text))
    assert len(letters.each(text)) == len(text) + 1
    assert letters.cost(text) == letters.cost(utf8(text)) >= 0


@given(any_text, any_text, any_text, any_text)
def test_differences_in_place_are_those_of_the_whole(a: str, b: str, x: str, y: str) -> None:
    in_place = letters.costs([x, y], a, b)
    assert in_place[0] - in_place[1] == letters.cost(a + x + b) - letters.cost(a + y + b)


@given(st.binary())
def test_bytes_that_are_no_text_do_no_harm(data: bytes) -> None:
    if Letters is not Plain:
        assert IN_USE.cost(data) >= 0


DEAR = ["\x81", "\x9d", "\u0378", "\ue000", "\ufffe", "\x01"]
"""What nobody writes."""


@pytest.mark.parametrize("odd", DEAR, ids=ascii)
def test_what_nobody_writes_is_dear(odd: str) -> None:
    assert letters.each(f"wo{odd}rd")[2] > 12


@pytest.mark.parametrize(
    "odd",
    ["b\u0334", "x\u0e34", "a\u11a8", "m\u0651", "d\u05b0", "t\u3099", "\u0441\u0301\u0e31"],
    ids=ascii,
)
def test_marks_where_no_language_puts_them_are_dear(odd: str) -> None:
    assert letters.each(odd)[len(odd) - 1] > 12


CHEAPER = [
    ("La fen\xeatre est ouverte", "La fen\xc3\xaatre est ouverte"),
    (
        "\u0412\u0438\u0448\u043d\u044f - \u041a\u043e\u043c\u043f\u043e\u0442",
        "\xc2\xe8\xf8\xed\xff - \xca\xee\xec\xef\xee\xf2",
    ),
    ("aqu\xed en casa", "aqu\xe0 en casa"),
    ("Montr\xe9al", "Montr\xfdal"),
    ("\u65e5\u672c\u8a9e", "\u8b5b\uff65\u8b5b\uff6c\u96b1"),
    ("she\u2019s", "she\u9225\u6a9a"),
    ("d\xe5rlig", "d\u0334rlig"),
]


@pytest.mark.parametrize(("writing", "damaged"), CHEAPER, ids=ascii)
def test_writing_is_cheaper_than_its_damage(writing: str, damaged: str) -> None:
    assert letters.cost(writing) + 2 < letters.cost(damaged)


def test_time_is_linear() -> None:
    piece = utf8("\u0412\u0438\u0448\u043d\u044f \u0e34\xe9 word \x81" * 200)
    size = 40 if Letters is not Plain else 1

    def took(data: bytes) -> float:
        start = time.thread_time()
        IN_USE.cost(data)
        return time.thread_time() - start

    once = min(took(piece * size) for _ in range(3))
    assert min(took(piece * size * 8) for _ in range(3)) < 8 * 4 * once + 0.01


def test_a_table_that_is_cut_off_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for bad in (b"", b"letters1", TABLE[:-1], TABLE + b"\0", b"lettersX" + TABLE[8:]):
        path = tmp_path / "letters.bin"
        path.write_bytes(bad)
        monkeypatch.setattr(_costs, "TABLE", path)
        letters.model.cache_clear()
        with pytest.raises(DataError, match=r"letters\.bin"):
            letters.model()
    monkeypatch.undo()
    letters.model.cache_clear()


def test_the_table_is_small() -> None:
    assert len(TABLE) <= 2_000_000
    assert struct.unpack_from("<I", TABLE, 8) == (3,)
    assert len(_languages.TABLE.read_bytes()) <= 600_000


def test_building_again_gives_the_same_bytes() -> None:
    pytest.importorskip("numpy")
    from cleantext.data.build.letter_model import build
    from cleantext.data.build.letter_text import Text

    source = [
        Text("en", "message", "the quick brown fox jumps over the lazy dog", 2),
        Text("fr", "message", "La fen\xeatre est ouverte, l\u2019\xe9t\xe9 aussi"),
        Text("ru", "word", "\u0432\u0438\u0448\u043d\u044f"),
        Text("zh", "word", "\u6c34"),
    ]
    table = build(source, size=1 << 10)
    assert table == build(list(source), size=1 << 10)
    small = Letters(table)
    assert small.cost(b"the lazy fox") < small.cost(b"hte lzay fxo")
    assert Plain(table).cost(b"the lazy fox") == small.cost(b"the lazy fox")
