"""The edits of a long text: columns that behave as the tuple of a short one does."""

import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleantext import Edit, presets
from cleantext.columns import FEW, Columns
from cleantext.edits import Deletions, splice
from cleantext.streaming import SEGMENT

PARTS = [
    (0, [Edit(1, 2, "", ("INV213",)), Edit(4, 4, "\u4e2d", ("SPC510", "SPC520"))]),
    (6, []),
    (8, [Edit(1, 4, "ab", ("INV213",))]),
]
WANTED = (*PARTS[0][1], Edit(9, 12, "ab", ("INV213",)))


def test_they_are_the_edits_they_were_made_of() -> None:
    edits = Columns(PARTS)
    assert len(edits) == 3
    assert list(edits) == list(WANTED)
    assert [edits[k] for k in (0, 1, 2, -1)] == [*WANTED, WANTED[-1]]
    assert edits[1:] == WANTED[1:]
    assert edits[::-1] == WANTED[::-1]
    with pytest.raises(IndexError):
        edits[3]
    assert isinstance(edits[0], Edit)


def test_they_equal_hash_and_travel_as_the_tuple_does() -> None:
    edits = Columns(PARTS)
    assert edits == WANTED == edits
    assert edits == Columns([(0, WANTED)])
    assert edits != WANTED[:2]
    assert edits != (*WANTED[:2], Edit(9, 12, "ac", ("INV213",)))
    assert edits != "abc"
    assert hash(edits) == hash(Columns([(0, WANTED)])) == hash(WANTED)
    assert pickle.loads(pickle.dumps(edits)) == WANTED
    assert not Columns([])


def test_a_long_text_is_explained_as_its_parts_are() -> None:
    line = "A para\u200bgraph that does\u00a0need it.\n\n" + "It goes on and on.\n" * 20 + "\n"
    count = 2 * SEGMENT // len(line)
    cleaned = presets.corpus.explain(line * count)
    assert isinstance(cleaned.edits, Columns)
    short = presets.corpus.explain(line)
    wanted = [
        Edit(start + k * len(line), end + k * len(line), new, rules)
        for k in range(count)
        for start, end, new, rules in short.edits
    ]
    assert cleaned.edits == wanted
    assert cleaned.text == short.text * count == splice(cleaned.original, cleaned.edits)
    assert cleaned.undo() == cleaned.original
    assert cleaned.undo("INV") == line.replace("\u00a0", " ") * count
    assert cleaned.alignment.to_clean(5, 9) == (5, 8)


@given(part=st.slices(4))
def test_deletions_are_read_as_a_tuple(part: slice) -> None:
    text = "a\u200bb c\u200bd e\u200bf g\u200bh"
    edits = Deletions(
        text, [1, 2, 5, 6, 9, 10, 13, 14], text.replace("\u200b", ""), lambda old: (old,)
    )
    items = tuple(Edit(k, k + 1, "", ("\u200b",)) for k in (1, 5, 9, 13))
    assert tuple(edits) == items
    assert tuple(edits[part]) == items[part]
    assert (edits[-1], edits[2], len(edits)) == (items[-1], items[2], 4)
    with pytest.raises(IndexError):
        edits[4]


def test_long_parts_that_are_columns_are_taken_as_they_are() -> None:
    """The edits of a long value of a record are there once, whatever the value stands in."""
    long = Columns([(0, [Edit(k, k + 1, str(k % 3), ("INV213",)) for k in range(FEW + 1)])])
    before, after = Edit(0, 1, "x", ("A",)), Edit(9_000, 9_001, "", ("B",))
    parts = [(1, [before]), (3, long), (5_000, Columns(PARTS)), (0, [after])]
    wanted = [
        Edit(1, 2, "x", ("A",)),
        *(edit._replace(start=edit[0] + 3, end=edit[1] + 3) for edit in long),
    ]
    wanted += [edit._replace(start=edit[0] + 5_000, end=edit[1] + 5_000) for edit in WANTED]
    wanted.append(after)
    edits = Columns(iter(parts))
    assert edits == wanted
    assert list(edits) == [edits[k] for k in range(len(edits))] == wanted
    assert (edits[-1], edits[0], edits[1], edits[FEW + 2]) == (
        after, wanted[0], wanted[1], wanted[FEW + 2],
    )  # fmt: skip
    assert Columns([(7, edits)])[2] == wanted[2]._replace(
        start=wanted[2][0] + 7, end=wanted[2][1] + 7
    )
    assert pickle.loads(pickle.dumps(edits)) == edits
    assert len(pickle.dumps(edits)) < 20 * len(edits)
