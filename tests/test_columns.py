"""The edits of a long text: columns that behave as the tuple of a short one does."""

import pickle

import pytest

from cleantext import Edit, presets
from cleantext.edits import Columns, splice
from cleantext.streaming import SEGMENT

PARTS = [
    [Edit(1, 2, "", ("INV213",)), Edit(4, 4, "\u4e2d", ("SPC510", "SPC520"))],
    [],
    [Edit(9, 12, "ab", ("INV213",))],
]
WANTED = tuple(edit for part in PARTS for edit in part)


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
    assert edits == Columns([WANTED])
    assert edits != WANTED[:2]
    assert edits != (*WANTED[:2], Edit(9, 12, "ac", ("INV213",)))
    assert edits != "abc"
    assert hash(edits) == hash(Columns([WANTED])) == hash(WANTED)
    assert pickle.loads(pickle.dumps(edits)) == WANTED
    assert not Columns([])


def test_a_long_text_is_explained_as_its_parts_are() -> None:
    line = "A para\u200bgraph that does\u00a0need it.\n\n"
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
    assert cleaned.undo("INV") == "A para\u200bgraph that does need it.\n\n" * count
    assert cleaned.alignment.to_clean(5, 9) == (5, 8)
