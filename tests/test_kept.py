"""What README, docstrings and the design promise of edits, files, texts and reports, one by one.

Expected values are written out, not computed by the code under test. Each of these was once put out
of order on purpose without any test noticing.
"""

import codecs
import os
import stat
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleantext import Cleaned, Edit, InputDecodeError, explain, presets
from cleantext.alignment import Alignment
from cleantext.cli import main
from cleantext.columns import effective
from cleantext.edits import compose, shift, splice
from cleantext.errors import FileError
from cleantext.io.encoding import Encoder, Format, format_of, output_format
from cleantext.io.output import HOLD
from cleantext.io.swap import Swap
from cleantext.io.text import Source
from cleantext.io.utf8 import Reader
from cleantext.report.explain import as_data, as_text
from cleantext.streaming import SEARCH, SEGMENT, pieces, segments

posix = pytest.mark.skipif(os.name != "posix", reason="files as POSIX has them")

# Edits


def test_edits_that_meet_name_the_rules_of_both() -> None:
    first = [Edit(0, 1, "xy", ("A",)), Edit(5, 6, "", ("B",))]
    second = [Edit(1, 2, "z", ("C",)), Edit(9, 9, "!", ("D",))]
    assert compose(first, second) == [
        Edit(0, 1, "xz", ("A", "C")),
        Edit(5, 6, "", ("B",)),
        Edit(9, 9, "!", ("D",)),
    ]
    assert compose(
        [Edit(2, 3, "ab", ("A",))], [Edit(2, 3, "", ("A",)), Edit(3, 3, "c", ("B",))]
    ) == [Edit(2, 3, "cb", ("A", "B"))]
    assert compose([], second) == second
    assert compose(first, []) == first


def test_an_edit_that_puts_back_is_none() -> None:
    assert effective("abc", [Edit(0, 1, "a", ("A",)), Edit(1, 2, "x", ("B",))]) == (
        Edit(1, 2, "x", ("B",)),
    )


def test_edits_are_spliced_and_shifted() -> None:
    edits = [Edit(1, 3, "XYZ", ("A",)), Edit(4, 4, "!", ("B",)), Edit(6, 8, "", ("C",))]
    assert splice("abcdefgh", edits) == "aXYZd!ef"
    assert list(shift(edits[:1], 10)) == [Edit(11, 13, "XYZ", ("A",))]


def test_undo_by_prefix_keeps_the_other_edits() -> None:
    cleaned = Cleaned(
        "aXd!", (Edit(1, 3, "X", ("INV213",)), Edit(4, 4, "!", ("TYP401", "SPC510"))), "abcd"
    )
    assert cleaned.undo() == "abcd"
    assert cleaned.undo("INV") == "abcd!"
    assert cleaned.undo("SPC") == "aXd"
    assert cleaned.undo("SPC", "INV2") == "abcd"
    assert cleaned.undo("NRM") == "aXd!"


def test_offsets_go_both_ways() -> None:
    alignment = Alignment([Edit(2, 4, ""), Edit(6, 6, "+++"), Edit(8, 9, "xy")])
    assert [alignment.to_clean(k, k + 1) for k in range(10)] == [
        (0, 1), (1, 2), (2, 2), (2, 2), (2, 3), (3, 4), (7, 8), (8, 9), (9, 11), (11, 12),
    ]  # fmt: skip
    assert alignment.to_original(4, 7) == (6, 6)
    assert alignment.to_original(9, 11) == (8, 9)
    assert alignment.to_original(0, 12) == (0, 10)


# Files in place


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "a.txt"
    path.write_bytes(b"o\xe2\x80\x8bne\n")
    return path


def in_place(*args: object) -> int:
    return main(["-iq", "--isolated", *map(str, args)])


@posix
def test_a_temporary_file_is_for_its_owner_alone(path: Path) -> None:
    path.chmod(0o604)
    with Swap(str(path)) as swap:
        before = os.umask(0)
        try:
            swap.write(b"x" * (HOLD + 1))
        finally:
            os.umask(before)
        [temporary] = [child for child in path.parent.iterdir() if child != path]
        assert stat.S_IMODE(temporary.stat().st_mode) == 0o600


@posix
def test_a_new_file_has_the_mode_that_the_user_wants(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        (tmp_path / "a.txt").write_bytes(b"one\n")
        assert main(["--isolated", "-o", str(tmp_path / "b.txt"), str(tmp_path / "a.txt")]) == 0
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "b.txt").stat().st_mode) == 0o640


@posix
def test_a_concurrent_edit_of_the_same_size_is_seen(path: Path) -> None:
    status = path.stat()
    with path.open("rb") as file, Swap(str(path), "", file) as swap:
        swap.write(b"cleaned")
        path.write_bytes(b"p\xe2\x80\x8bne\n")  # as long
        os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))  # and as old
        with pytest.raises(FileError, match="has changed"):
            swap.finish()
    assert path.read_bytes() == b"p\xe2\x80\x8bne\n"


@posix
def test_a_file_that_was_put_in_its_place_is_seen(path: Path) -> None:
    with path.open("rb") as file:
        path.unlink()
        path.write_bytes(b"another")
        with Swap(str(path), "", file) as swap:
            swap.write(b"cleaned")
            with pytest.raises(FileError, match="has changed"):
                swap.finish()
    assert path.read_bytes() == b"another"


@posix
def test_an_old_backup_is_replaced_not_written_through(path: Path) -> None:
    precious = path.with_name("precious")
    precious.write_bytes(b"precious\n")
    os.link(precious, f"{path}.bak")
    assert in_place("--in-place=.bak", path) == 0
    assert precious.read_bytes() == b"precious\n"
    assert Path(f"{path}.bak").read_bytes() == b"o\xe2\x80\x8bne\n"
    Path(f"{path}.bak").unlink()
    Path(f"{path}.bak").symlink_to(precious)
    path.write_bytes(b"t\xe2\x80\x8bwo\n")
    assert in_place("--in-place=.bak", path) == 0
    assert precious.read_bytes() == b"precious\n"
    assert not Path(f"{path}.bak").is_symlink()


@posix
def test_hard_links_keep_the_old_text_and_it_is_told(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = path.with_name("other")
    os.link(path, other)
    assert main(["-i", "--isolated", str(path)]) == 0
    assert other.read_bytes() == b"o\xe2\x80\x8bne\n"
    assert path.read_bytes() == b"one\n"
    assert "its other names (hard links) keep the old text" in capsys.readouterr().err


@posix
def test_the_owner_is_kept(path: Path) -> None:
    if os.geteuid() == 0:  # only the administrator gives files away
        os.chown(path, 12345, 23456)
    path.chmod(0o640)
    before = path.stat()
    assert in_place(path) == 0
    after = path.stat()
    assert (after.st_uid, after.st_gid) == (before.st_uid, before.st_gid)
    assert stat.S_IMODE(after.st_mode) == 0o640


# Bytes and texts


@pytest.mark.parametrize(
    ("name", "mark"),
    [
        ("utf-32-le", codecs.BOM_UTF32_LE),
        ("utf-32-be", codecs.BOM_UTF32_BE),
        ("utf-16-le", codecs.BOM_UTF16_LE),
        ("utf-16-be", codecs.BOM_UTF16_BE),
        ("utf-8", codecs.BOM_UTF8),
    ],
)
def test_each_mark_tells_its_encoding_and_stays(path: Path, name: str, mark: bytes) -> None:
    text = "o\u200bne \U0001f600\r\n"
    assert format_of(mark + "on".encode(name), None) == Format(name, mark)
    path.write_bytes(mark + text.encode(name))
    assert in_place(path) == 0
    assert path.read_bytes() == mark + "one \U0001f600\r\n".encode(name)


def test_marks_of_encodings_that_are_asked_for() -> None:
    assert output_format("utf-32") == Format("utf-32-le", b"\xff\xfe\x00\x00")
    assert output_format("utf-16-be") == Format("utf-16-be", b"")
    assert Encoder(Format("utf-16-be")).encode("a") == b"\0a"


@posix
def test_a_large_file_is_read_again_from_its_beginning(tmp_path: Path) -> None:
    path = tmp_path / "large"
    line = "\u00e9t\u00e9 one line of text\n".encode()
    data = line * (HOLD // len(line) + 10)
    path.write_bytes(b"first\n" + data)
    with path.open("rb") as file:
        source = Source(file, None, "strict")
        source.check()
        assert "".join(source.chunks()).encode() == b"first\n" + data
    path.write_bytes(data + b"\xc3")
    with path.open("rb") as file, pytest.raises(InputDecodeError, match=f"offset {len(data)} "):
        Source(file, None, "strict").check()


@posix
def test_a_file_that_became_shorter_is_no_stale_text(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"0123456789")
    reader = Reader()
    with path.open("rb") as file:
        assert reader.text(file.fileno(), 0, 10) == "0123456789"
        assert reader.text(file.fileno(), 4, 6) == "45"
        os.truncate(path, 6)
        with pytest.raises(FileError, match="became shorter"):
            reader.text(file.fileno(), 2, 9)
    path.write_bytes("a\u00e9".encode())
    with path.open("rb") as file, pytest.raises(FileError, match="has changed"):
        reader.text(file.fileno(), 0, 2)  # the half of a character


@given(
    text=st.text(st.sampled_from("a\u00e9\u4e2d\U0001f600\n"), max_size=30), size=st.integers(1, 5)
)
def test_characters_are_never_cut(text: str, size: int) -> None:
    class Slow(BytesIO):
        def read(self, count: int | None = -1) -> bytes:
            return super().read(size)

        read1 = read

    assert "".join(Source(Slow(text.encode()), None, "strict").chunks()) == text
    assert "".join(Source(Slow(text.encode()), None, "strict").lines()) == text


# Segments

PARAGRAPH = "A line.\nAnother.\n\n"


def test_segments_end_with_a_paragraph_beyond_the_limit() -> None:
    text = PARAGRAPH * (2 * SEGMENT // len(PARAGRAPH) + 100)
    found = [part for _, part in segments(text, 2)]
    assert "".join(found) == text
    assert [start for start, _ in segments(text, 2)] == [
        sum(map(len, found[:k])) for k in range(len(found))
    ]
    assert len(found) == 3
    for part in found[:-1]:
        assert part.endswith("\n\n")
        assert SEGMENT < len(part) <= SEGMENT + len(PARAGRAPH)


def test_a_line_without_an_end_is_cut_at_a_space_or_anywhere() -> None:
    words = "word " * (SEGMENT // 2)
    [(_, first), *_] = segments(words, 1)
    assert first.endswith(" ")
    assert SEGMENT < len(first) <= SEGMENT + 5
    [(_, first), (_, second)] = segments("x" * (SEGMENT + SEARCH + 7), 1)
    assert (len(first), len(second)) == (SEGMENT + SEARCH, 7)


def test_a_stream_gives_out_what_it_no_longer_needs() -> None:
    lines = pieces(iter(["one\ntw", "o\nthree"]), 1)
    assert next(lines) == "one\n"
    assert list(lines) == ["two\n", "three"]
    paragraphs = pieces(iter(["one\n\ntwo\n", "\nthree\n"]), 2)
    assert list(paragraphs) == ["one\n\n", "two\n\n", "three\n"]
    assert list(pieces(iter(["one\n\ntwo\n", "\nthree\n"]), 4)) == ["one\n\ntwo\n\nthree\n"]


def test_an_edit_at_the_border_of_segments_has_its_place(tmp_path: Path) -> None:
    filler = "All is well here.\n\n" * (SEGMENT // 19 + 1)
    text = f"{filler}o\u200bne\n\ntw\u200bo\n"
    cleaned = presets.corpus.explain(text)
    at = len(filler)
    assert [edit[:3] for edit in cleaned.edits] == [(at + 1, at + 2, ""), (at + 8, at + 9, "")]
    assert cleaned.text == f"{filler}one\n\ntwo\n"


# Reports


def test_columns_and_lines_count_from_one() -> None:
    cleaned = explain("\u200bone\n\U0001f600 tw\u200bo\n", words=())
    places = [(edit["line"], edit["column"]) for edit in as_data(cleaned)["edits"]]
    assert places == [(1, 1), (2, 5)]
    assert (
        as_text(cleaned, "f").splitlines()[1].startswith("f:2:5: INV213 zero-width-space: delete")
    )


def test_explained_at_length_with_what_is_around() -> None:
    cleaned = Cleaned("a b", (Edit(1, 1, " ", ("SPC510",)),), "ab")
    assert as_text(cleaned, "f", long=True).splitlines() == [
        "f:1:2: SPC510 sentence-gap",
        "    Put back the space that is missing between two sentences.",
        "  - ab",
        "  + a b",
    ]
