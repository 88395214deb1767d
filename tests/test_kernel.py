"""The compiled kernel and the one in pure Python give the same answers."""

import importlib
import os
import subprocess
import sys
from array import array
from collections.abc import Iterator
from itertools import accumulate
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleantext import Pipeline, _native, presets
from cleantext.gate import Gate
from tests.strategies import texts


def kernels() -> list[ModuleType]:
    try:
        return [_native, importlib.import_module("cleantext._speedups")]
    except ImportError:
        return [_native]


KERNELS = kernels()

code_points = st.one_of(st.sampled_from(b"ab.,\n"), st.integers(0, 0x10FFFF))
classes = st.lists(
    st.one_of(code_points, st.tuples(code_points, code_points).map(lambda r: (min(r), max(r)))),
    max_size=4,
)
gates = st.builds(Gate, classes, st.lists(st.tuples(classes, classes), max_size=3))
any_text = st.one_of(texts, st.text("ab.,\n"), st.text(st.characters(codec=None)))


@pytest.mark.compiled
@given(declared=st.lists(gates, max_size=6), text=any_text, start=st.integers(0, 20))
def test_kernels_agree_on_any_gates(declared: list[Gate], text: str, start: int) -> None:
    check(declared, text, start)


@pytest.mark.compiled
@pytest.mark.parametrize("preset", [presets.default, presets.corpus, presets.code], ids=str)
@given(text=any_text, repeat=st.integers(1, 40), start=st.integers(0, 20))
def test_kernels_agree_on_presets(preset: Pipeline, text: str, repeat: int, start: int) -> None:
    declared = [rule.gate for rule in preset.rules if not rule.gate.is_always]
    check(declared[:64], text * repeat, start)


def check(declared: list[Gate], text: str, start: int) -> None:
    answers = []
    for kernel in KERNELS:
        table = kernel.compile_table([gate.parts() for gate in declared])
        start = min(start, len(text))
        found = kernel.find(table, text, start), kernel.scan(table, text)
        answers.append((*found, kernel.positions(table, text)))
    assert answers[0] == answers[1]


def units_of(text: str, scope: int) -> Iterator[tuple[int, int]]:
    """The bounds of the lines, or of the paragraphs and the blank lines between them."""
    start = at = 0
    open_paragraph = False
    for line in [*text.split("\n"), ""]:
        is_joined = scope == 2 and line.strip() != ""
        if open_paragraph and not is_joined:
            yield start, at - 1
        if not open_paragraph:
            start = at
        if not is_joined and at <= len(text):
            yield at, at + len(line)
        at += len(line) + 1
        open_paragraph = is_joined


@pytest.mark.parametrize("kernel", KERNELS, ids=lambda kernel: kernel.__name__)
@given(
    declared=st.lists(gates, max_size=6),
    text=st.one_of(any_text, st.text("ab.,\n ")),
    scope=st.sampled_from([1, 2]),
    mask=st.sampled_from([-1, 1, 6, 0]),
)
def test_units_are_those_whose_own_text_fires(
    kernel: ModuleType, declared: list[Gate], text: str, scope: int, mask: int
) -> None:
    table = kernel.compile_table([gate.parts() for gate in declared])
    mask &= (1 << 64) - 1
    every = list(units_of(text, scope))
    fired = [(a, b, kernel.scan(table, text[a:b]) & mask) for a, b in every if b > a]
    assert kernel.units(table, text, scope, mask, True) == fired
    assert kernel.units(table, text, scope, mask) == [unit for unit in fired if unit[2]]


@pytest.mark.compiled
@pytest.mark.parametrize("count", [100, 200, 500])  # more than bits, more than classes
def test_more_pairs_than_bits_fire_too_often_but_never_too_seldom(count: int) -> None:
    pairs = [(chr(0x4E00 + k), chr(0x5E00 + k)) for k in range(count)]
    parts = [Gate(pairs=[pair]).parts() for pair in pairs[:60]]
    parts.append(Gate(pairs=pairs).parts())
    for kernel in KERNELS:
        table = kernel.compile_table(parts)
        for first, second in pairs:
            assert kernel.scan(table, f"x{first}{second}x") >> 60 & 1
        assert not kernel.scan(table, "x")


@pytest.mark.parametrize("kernel", KERNELS, ids=lambda kernel: kernel.__name__)
def test_find_points_at_the_first_character_of_a_hit(kernel: ModuleType) -> None:
    table = kernel.compile_table([Gate("!", [(".", "ab")]).parts(), Gate("\U0001f600").parts()])
    for prefix in ("", "x" * 50, "\u0436" * 50, "\U0001f601" * 50):
        assert kernel.find(table, prefix + ".a", 0) == len(prefix)
        assert kernel.find(table, prefix + "x!", 0) == len(prefix) + 1
        assert kernel.find(table, prefix + ".c", 0) == -1
        assert kernel.find(table, prefix + ".a", len(prefix) + 1) == -1
        assert kernel.scan(table, prefix + ".b\U0001f600") == 0b11


@given(declared=st.lists(gates, max_size=6), rows=st.lists(any_text, max_size=6))
def test_dirty_rows_are_those_at_which_a_gate_fires(declared: list[Gate], rows: list[str]) -> None:
    rows = [row.encode("utf-8", "replace").decode() for row in rows]
    lengths = [len(row.encode()) for row in rows]
    data = "".join(rows).encode()
    for kernel in KERNELS:
        table = kernel.compile_table([gate.parts() for gate in declared])
        dirty = [number for number, row in enumerate(rows) if kernel.scan(table, row)]
        for code in "iq":
            offsets = array(code, accumulate(lengths, initial=0))
            assert kernel.dirty_rows(table, data, offsets) == dirty


stretches = st.one_of(
    any_text.map(lambda text: text.encode("utf-8", "surrogatepass")),
    st.integers(0, 150).map(lambda size: (b"quiet words in a row\n" * 8)[:size]),
    st.tuples(
        st.text("ab\u00e9\u0436\u4e2d\ud55c\u0e01", min_size=1, max_size=9), st.integers(0, 200)
    ).map(lambda drawn: (drawn[0] * 100).encode()[: drawn[1]]),
    st.sampled_from([b"\x80", b"\xc3", b"\xe2\x80", b"\xf4\x90\x80\x80", b"\xc0\xaf", b"\xff"]),
)


@given(declared=st.lists(gates, max_size=6), parts=st.lists(stretches, max_size=6))
def test_bytes_are_examined_as_the_text_they_hold(declared: list[Gate], parts: list[bytes]) -> None:
    data = b"".join(parts)
    try:
        end = len(data.decode().encode())
    except UnicodeDecodeError as error:
        end = error.start
    text = data[:end].decode()
    for kernel in KERNELS:
        table = kernel.compile_table([gate.parts() for gate in declared])
        fires = kernel.scan(table, text) != 0
        assert kernel.examine(table, memoryview(data)) == (end, len(text), fires)


@pytest.mark.parametrize("kernel", KERNELS, ids=lambda kernel: kernel.__name__)
def test_rows_beyond_the_data_are_refused(kernel: ModuleType) -> None:
    table = kernel.compile_table([Gate("!").parts()])
    assert kernel.dirty_rows(table, b"", array("i", [0])) == []
    with pytest.raises(ValueError, match="offsets reach beyond the data"):
        kernel.dirty_rows(table, b"ab", array("i", [0, 3]))


def test_the_environment_refuses_the_compiled_kernel() -> None:
    command = [sys.executable, "-c", "from cleantext.kernel import NAME; print(NAME)"]
    environment = {**os.environ, "CLEANTEXT_PURE": "1"}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    assert done.stdout == "pure Python\n"
