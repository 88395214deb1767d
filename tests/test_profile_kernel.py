"""The pass that counts what is in lines: the compiled one answers as the plain one does."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cleantext.kernel import profile as kernel
from cleantext.kernel.counts import Counts
from cleantext.kernel.profile import CODE, FREE, LABEL, PROSE, PlainCounter
from tests.strategies import texts

WORDS = {word: k % 3 for k, word in enumerate(b"the a an it is we of and der und".split())}

chunks = st.sampled_from(
    [
        *"the The word don't well-known caf\u00e9 \u201cQuoted\u201d (it) 3.14 10:11:12".split(),
        *"foo.Bar(x f() a->b a[0] x=1 = { } ; # // -- --opt /a/b.c me@x.org Key: [x] [-f".split(),
        *'{y} FILE... a|b <b> </b> <name> < > \u2026 \u2014 "a" \'b\', "k": , | ; :'.split(),
        *"\u00a0 \t camelCase U.S. \\w (?: )? [^ if for ``x''".split(" "),
        *"[a](b) ](x(y)z) ]( get_it( * .= word(two ,and <b>.It \v".split(" "),
        *"a: .TH .\\\" ' /* - rem DNL .. > = // \u00e9\u00e9: -- a-b".split(" "),
        *'f(a, g(h( p(" b): elif assert &amp; &x &#1;k &;'.split(" "),
        *"\u0441\u043b\u043e\u0432\u0430:\u0442 \u0e04\u0e33\u0e04\u0e33|\u0e04".split(),
        *"\u8a9e\u8a9e\u8a9e;\u3001<p>\u8a9e \u8a9e\u8a9e\u8a9eA.B".split(),
    ]
)
rows = st.lists(
    st.tuples(chunks, st.sampled_from([" ", " ", "  ", "   ", "\t", "", "\n", "\r\n"])), max_size=30
).map(lambda parts: "".join(part for pair in parts for part in pair))


@pytest.mark.compiled
@given(text=st.one_of(rows, texts))
@example(text="<a" * 200 + ">")
@example(text="- ")
def test_both_count_alike(text: str) -> None:
    data = text.encode("utf8", "surrogatepass")
    one, other = kernel.Counter(WORDS), PlainCounter(WORDS)
    assert one.lines(data) == other.lines(data)
    assert one.groups(data) == other.groups(data)
    assert one.registers(data) == other.registers(data)
    assert one.shape(data) == other.shape(data)
    fixed = bytes(CODE if number % 3 else FREE for number in range(data.count(b"\n") + 1))
    assert one.shape(data, fixed) == other.shape(data, fixed)


@pytest.mark.parametrize("counter", [kernel.Counter, PlainCounter])
def test_runs_are_what_text_may_stand_in(counter: type[PlainCounter]) -> None:
    data = "It is \u00e9 we.\nof the\nx = f(a);\nx = f('a b c d');\ny(1); # a the b\nwe".encode()
    fixed = bytes((PROSE, PROSE, CODE, CODE, CODE, LABEL))
    runs = counter(WORDS).shape(data, fixed)[3]
    assert runs == [(0, 2, 0, 18), (3, 4, 29, 46), (4, 5, 47, 62), (5, 6, 63, 65)]


def counts(line: str) -> Counts:
    [found] = kernel.Counter(WORDS).lines(line.encode())
    return Counts(*found)  # type: ignore[arg-type]


def test_what_is_counted() -> None:
    prose = counts("  # It is the 3rd of <b>May</b>, and we go.")
    assert (prose.words, prose.small, prose.signs, prose.is_ended) == (8, 6, 0, 1)
    code = counts("if x->y == f() {")
    assert (code.small, code.signs) == (0, 6)  # also `{`, at the end
    table = counts("name    12\u00e9   k")
    assert (table.gaps, table.wide, table.starts) == (2, 2, 1 << 8 | 1 << 14)
    assert counts('a,b;"c,d", e').marks == (2, 1, 0, 0, 0)
    assert counts('a,b;"c,d", e').spaced == (1, 0, 0, 0, 0)
    assert counts("[Nov] 10:11:12 it is").is_log == 1
