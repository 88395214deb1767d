"""Bytes in and out, each error and each bound: encodings, packed files, files that are replaced."""

import bz2
import errno
import gzip
import io
import lzma
import os
import stat
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleantext import InputDecodeError, presets
from cleantext.cli import main
from cleantext.errors import FileError
from cleantext.io import belongings, output, packed, swap, text, utf8
from cleantext.io.encoding import (
    Decoder,
    Encoder,
    EncodingError,
    Format,
    codec_name,
    format_of,
    looks_binary,
    output_format,
)
from cleantext.io.files import check_replaceable, open_input, open_output
from cleantext.io.output import ClosedPipe, Output, OutputError, write_all
from cleantext.io.swap import Swap
from cleantext.io.text import Source

posix = pytest.mark.skipif(os.name != "posix", reason="needs a POSIX system")
TEXT = "one\u200b line\n".encode()
CLEAN = b"one line\n"


# Encodings


def test_an_encoding_that_is_none_names_near_ones() -> None:
    with pytest.raises(EncodingError, match=r"^no encoding 'utf-9'; near: .*utf8"):
        codec_name("utf-9")
    with pytest.raises(EncodingError, match=r"^no encoding '#####'$"):
        codec_name("#####")
    with pytest.raises(EncodingError, match=r"^no encoding 'a\\x00b'"):
        codec_name("a\0b")
    for name in ("rot13", "base64", "zlib"):
        with pytest.raises(EncodingError, match=f"'{name}' is not an encoding of text"):
            codec_name(name)


def test_a_wide_encoding_without_a_mark_is_little_endian() -> None:
    assert format_of(b"a\0", "utf-16") == Format("utf-16-le")
    assert format_of(b"a\0\0\0", "UTF32") == Format("utf-32-le")
    assert format_of(b"\xff\xfe\0\0", None) == Format("utf-32-le", b"\xff\xfe\0\0")
    assert format_of(b"\0\0\xfe\xff", "utf-32") == Format("utf-32-be", b"\0\0\xfe\xff")
    assert format_of(b"\xfe\xff", "utf-16-le") == Format("utf-16-le")


def test_a_mark_is_written_where_the_name_asks_for_one() -> None:
    assert output_format("utf-16") == Format("utf-16-le", b"\xff\xfe")
    assert output_format("utf-32") == Format("utf-32-le", b"\xff\xfe\0\0")
    assert output_format("utf_8_sig") == Format("utf-8", b"\xef\xbb\xbf")
    assert output_format("utf-16-be") == Format("utf-16-be")
    assert output_format("latin1") == Format("iso8859-1")


def test_binary_is_what_has_a_nul_near_its_begin() -> None:
    plain = Format("utf-8")
    assert looks_binary(b"a" * 8191 + b"\0", plain)
    assert not looks_binary(b"a" * 8192 + b"\0", plain)
    assert not looks_binary(b"a\0", Format("utf-16-le"))
    assert not looks_binary(b"a\0", Format("utf-32-be"))
    assert looks_binary(b"a\0", Format("cp1252"))


@pytest.mark.parametrize(
    ("data", "format", "message"),
    [
        (b"ab\ncd\xff", Format("utf-8"), "byte FF at offset 5 (line 2) is not UTF-8: "),
        (b"\n\n\xe2\x80", Format("utf-8"), "byte E2 80 at offset 2 (line 3) is not UTF-8: "),
        (b"\xff", Format("utf-8", b"\xef\xbb\xbf"), "byte FF at offset 3 (line 1) is not UTF-8: "),
        (b"a\0\n\0\0\xd8", Format("utf-16-le", b"\xff\xfe"), "at offset 6 (line 2) is not UTF-16"),
        (b"a\x81", Format("cp1252"), "byte 81 at offset 1 (line 1) is not CP1252: "),
    ],
)
def test_the_place_of_a_byte_that_is_no_text(data: bytes, format: Format, message: str) -> None:
    with pytest.raises(InputDecodeError) as caught:
        Decoder(format).decode(data, True)
    assert message in str(caught.value)
    decoder = Decoder(format)
    with pytest.raises(InputDecodeError) as caught:
        for byte in data:
            decoder.decode(bytes([byte]))
        decoder.decode(b"", True)
    assert message.split("offset")[1] in str(caught.value)


def test_lines_that_were_passed_by_count() -> None:
    decoder = Decoder(Format("utf-8"))
    decoder.skip(b"one\ntwo\n")
    with pytest.raises(InputDecodeError, match=r"byte FF at offset 9 \(line 3\)"):
        decoder.decode(b"3\xff")


def test_replaced_is_said_only_where_something_was() -> None:
    for errors, wanted in (("replace", "a\ufffdb"), ("surrogateescape", "a\udcffb")):
        decoder = Decoder(Format("utf-8"), errors)
        assert decoder.decode(b"good") == "good"
        assert not decoder.replaced
        assert decoder.decode(b"a\xffb") == wanted
        assert decoder.replaced


def test_a_character_that_the_encoding_lacks_says_what_to_do() -> None:
    with pytest.raises(EncodingError) as caught:
        Encoder(Format("cp1252")).encode("a\u4e2d")
    assert str(caught.value) == (
        "cp1252 has no U+4E2D, which the cleaned text needs; "
        "choose another encoding for the output: --to utf-8"
    )
    with pytest.raises(EncodingError, match=r"utf-8 has no U\+D800"):
        Encoder(Format("utf-8"), "replace").encode("\ud800")
    assert Encoder(Format("utf-8"), "surrogateescape").encode("a\udcff") == b"a\xff"
    assert Encoder(Format("cp1252"), "surrogateescape").encode("\u20ac\udc81") == b"\x80\x81"


# Output


def test_what_is_written_is_counted_when_it_goes_out() -> None:
    file = BytesIO()
    out = Output(file, 4)
    out.write(b"ab")
    out.write(b"cd")
    assert (out.written, file.getvalue()) == (0, b"")
    out.finish()
    assert (out.written, file.getvalue()) == (4, b"abcd")
    out.write(b"ef")
    out.flush()
    out.flush()
    assert (out.written, file.getvalue()) == (6, b"abcdef")


def test_a_closed_output_is_an_error_only_when_something_comes() -> None:
    out = Output(None)
    out.finish()
    with pytest.raises(OutputError, match=r"^standard output is closed$"):
        out.write(b"a")
    assert Output(None).send(0, 3, 9) == 3
    with Output(None):
        pass


class Odd(io.RawIOBase):
    """A file that takes as much as it is told, `None` for a pipe that is full."""

    def __init__(self, *counts: int | None) -> None:
        self.counts = list(counts)
        self.took = b""

    def writable(self) -> bool:
        return True

    def fileno(self) -> int:
        return os.open(os.devnull, os.O_WRONLY)

    def write(self, data: Any) -> int | None:
        count = self.counts.pop(0) if self.counts else len(data)
        self.took += bytes(data[: count or 0])
        return count


@posix
def test_every_byte_is_written_however_few_are_taken_at_once() -> None:
    file = Odd(1, None, 2, 3)
    write_all(file, b"abcdefgh")  # type: ignore[arg-type]
    assert file.took == b"abcdefgh"
    with pytest.raises(OutputError, match=r"^cannot write the output: it takes no more$"):
        Output(Odd(3, 0)).write(b"abcdef")  # type: ignore[arg-type]


@posix
def test_a_full_pipe_is_waited_for_not_asked_again_and_again() -> None:
    reader, writer = os.pipe()
    os.set_blocking(writer, False)

    def read_late() -> None:
        time.sleep(0.5)
        left = 1_000_000
        while left:
            left -= len(os.read(reader, 65536))

    thread = threading.Thread(target=read_late)
    thread.start()
    begin = time.thread_time()
    with os.fdopen(writer, "wb", 0) as file:
        write_all(file, b"x" * 1_000_000)
    assert time.thread_time() - begin < 0.25
    thread.join()
    os.close(reader)


@posix
def test_the_system_copies_what_is_too_much_to_be_held(tmp_path: Path) -> None:
    (tmp_path / "in").write_bytes(b"0123456789")
    with (tmp_path / "in").open("rb") as source, (tmp_path / "out").open("wb", 0) as target:
        out = Output(target, 6)
        out.write(b"ab")
        assert out.send(source.fileno(), 2, 6) == 2  # fits: it is left to be written
        stop = out.send(source.fileno(), 2, 7)
        assert out.written == 2 + stop - 2
        if stop == 7:
            assert (tmp_path / "out").read_bytes() == b"ab23456"
        assert out.send(source.fileno(), 9, 12) in (9, 10)  # the file has no more


@posix
@pytest.mark.parametrize(
    ("number", "kind", "message"),
    [
        (errno.EPIPE, ClosedPipe, ""),
        (errno.ENOSPC, OutputError, "cannot write the output: No space left on device"),
    ],
)
def test_what_fails_as_the_system_copies(
    number: int, kind: type[Exception], message: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> int:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(output, "send", fail)
    with pytest.raises(kind) as caught:
        Output(BytesIO()).send(0, 0, 9)
    assert str(caught.value) == message


@posix
def test_a_file_that_the_system_cannot_copy_to_is_written(monkeypatch: pytest.MonkeyPatch) -> None:
    assert output.send(BytesIO(), 0, 3, 9) == 3
    for number in (errno.EINVAL, errno.ENOSYS, errno.EOPNOTSUPP, errno.EAGAIN):

        def fail(*_: object, number: int = number) -> int:
            raise OSError(number, "no")

        monkeypatch.setattr(os, "sendfile", fail)
        with Path(os.devnull).open("wb") as null:
            assert output.send(null, 0, 3, 9) == 3


# Packed files

PACKERS: dict[str, tuple[str, Callable[[bytes], bytes], Callable[[bytes], bytes]]] = {
    "gzip": (".gz", gzip.compress, gzip.decompress),
    "bzip2": (".bz2", bz2.compress, bz2.decompress),
    "xz": (".xz", lzma.compress, lzma.decompress),
}


def test_kinds_are_told_by_their_first_bytes() -> None:
    for kind, (_, pack, _) in PACKERS.items():
        assert packed.kind_of(pack(TEXT)[:8]) == kind
        assert packed.opened(kind, BytesIO(pack(TEXT) + pack(TEXT))).read() == TEXT + TEXT
    assert packed.kind_of(b"\x28\xb5\x2f\xfd") == "zstd"
    assert packed.kind_of(b"BZ") == packed.kind_of(b"") == packed.kind_of(b"\x1f") == ""


@pytest.mark.parametrize("kind", PACKERS)
def test_a_packed_file_in_place_and_out(
    kind: str, tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    end, pack, unpack = PACKERS[kind]
    path = tmp_path / f"a.txt{end}"
    for data, wanted in ((TEXT * 3, CLEAN * 3), (TEXT * 60_000, CLEAN * 60_000), (b"", b"")):
        path.write_bytes(pack(data))
        args = ["--isolated", "--preset=corpus"]
        assert main([*args, str(path)]) == 0
        assert unpack(capsysbinary.readouterr().out) == wanted
        assert main([*args, "-iq", str(path)]) == 0
        assert unpack(path.read_bytes()) == wanted
    before = path.stat()
    assert main([*args, "-iq", str(path)]) == 0
    assert path.stat() == before


@pytest.mark.parametrize("kind", PACKERS)
def test_a_damaged_packed_file_stays_and_is_named(
    kind: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    end, pack, _ = PACKERS[kind]
    path = tmp_path / f"a.txt{end}"
    data = pack(os.urandom(3_000).hex().encode())
    for damaged in (data[:-20], data[:40] + b"\0" * 300 + data[340:]):
        path.write_bytes(damaged)
        assert main(["--isolated", "-i", str(path)]) == 2
        assert f"a.txt{end}: is no whole {kind} file: " in capsys.readouterr().err
        assert path.read_bytes() == damaged


def test_what_reads_zstd_is_named_where_it_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> None:
        raise ImportError(name)

    monkeypatch.setattr("importlib.import_module", missing)
    with pytest.raises(FileError, match=r"pip install 'cleantext-pipeline\[zstd\]'"):
        packed.opened("zstd", BytesIO(b"\x28\xb5\x2f\xfd"))


def test_a_packer_lets_nothing_be_copied_past_it() -> None:
    file = BytesIO()
    packer = packed.Packer("gzip", Output(file))
    assert packer.send(0, 4, 99) == 4
    packer.write(b"a" * 10)
    packer.flush()
    packer.close()
    assert gzip.decompress(file.getvalue()) == b"a" * 10


# Files that are replaced


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "a.txt"
    path.write_bytes(b"old")
    return path


def left_over(folder: Path) -> list[str]:
    return sorted(child.name for child in folder.iterdir() if child.name != "a.txt")


@pytest.mark.parametrize("sizes", [[5], [11], [10, 1], [3, 4, 5, 6], [0, 30, 0, 2]])
def test_what_is_written_comes_whole_and_at_once(
    path: Path, sizes: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(swap, "HOLD", 10)
    with Swap(str(path)) as target:
        for number, size in enumerate(sizes):
            target.write(bytes([48 + number]) * size)
            assert path.read_bytes() == b"old"
        assert (len(left_over(path.parent)) == 1) == (sum(sizes) > 10)
        target.finish()
    wanted = b"".join(bytes([48 + number]) * size for number, size in enumerate(sizes))
    assert path.read_bytes() == wanted
    assert left_over(path.parent) == []


@posix
def test_what_the_system_copies_into_it_comes_in_its_place(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(swap, "HOLD", 10)
    (path.parent / "b").write_bytes(b"0123456789")
    with (path.parent / "b").open("rb") as source, Swap(str(path)) as target:
        target.write(b"abcd")
        assert target.send(source.fileno(), 0, 6) == 0  # few are held
        for start, end in ((0, 7), (7, 9)):
            at = target.send(source.fileno(), start, end)
            target.write(os.pread(source.fileno(), end - at, at))
        target.write(b"z")
        target.finish()
    assert path.read_bytes() == b"abcd012345678z"


def test_a_new_file_has_the_rights_of_one(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        with Swap(str(tmp_path / "new")) as target:
            target.write(b"a")
            target.finish()
    finally:
        os.umask(before)
    if os.name == "posix":
        assert stat.S_IMODE((tmp_path / "new").stat().st_mode) == 0o640


@posix
def test_nobody_else_reads_the_new_text_of_a_private_file(path: Path) -> None:
    path.chmod(0o600)
    with path.open("rb") as source, Swap(str(path), "", source) as target:
        target.write(b"a")
        name, _ = target.keep()
        assert stat.S_IMODE(Path(name).stat().st_mode) == 0o600


def test_what_is_unfinished_can_be_removed_at_any_time(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(swap, "HOLD", 1)
    target = Swap(str(path))
    target.write(b"abc")
    assert len(left_over(path.parent)) == 1
    swap.remove_unfinished()
    assert left_over(path.parent) == []
    swap.remove_unfinished()
    with target:
        pass  # it is gone already: no error
    assert path.read_bytes() == b"old"


@posix
def test_what_is_kept_can_be_gone_on_with(path: Path) -> None:
    for _ in range(2):  # again and again
        target = Swap(str(path))
        with pytest.raises(KeyboardInterrupt), target:
            if not left_over(path.parent):
                target.write(b"one ")
            else:
                assert target.go_on(str(path.parent / left_over(path.parent)[0]), 4)
            target.write(b"two ")
            name, size = target.keep()
            assert target.keep() == (name, size)
            target.write(b"lost")
            raise KeyboardInterrupt
        assert target._file is not None
        target._file.close()  # as the end of the process does
        assert size == 8
        assert left_over(path.parent) == [Path(name).name]
        assert name.endswith(".part")  # no sweep takes it for what was left behind
    with Swap(str(path)) as target:
        assert target.go_on(name, size)
        target.write(b"three")
        target.finish()
    assert path.read_bytes() == b"one two three"
    assert left_over(path.parent) == []


@posix
def test_what_is_not_ours_or_too_short_is_not_gone_on_with(path: Path) -> None:
    short, folder, link = (path.parent / name for name in ("short", "folder", "link"))
    short.write_bytes(b"abc")
    folder.mkdir()
    link.symlink_to("short")
    with Swap(str(path)) as target:
        assert not target.go_on(str(path.parent / "missing"), 0)
        assert not target.go_on(str(short), 4)
        assert not target.go_on(str(folder), 0)
        assert not target.go_on(str(link), 0)
        target.write(b"anew")
        target.finish()
    assert path.read_bytes() == b"anew"
    assert short.read_bytes() == b"abc"


def test_an_error_keeps_nothing_even_of_what_was_kept(path: Path) -> None:
    with pytest.raises(ZeroDivisionError), Swap(str(path)) as target:
        target.write(b"a")
        target.keep()
        raise ZeroDivisionError
    assert left_over(path.parent) == []


@posix
@pytest.mark.parametrize(
    ("lost", "told"), [(("owner",), "owner"), (("group",), "group"), (("owner", "group"), "both")]
)
def test_an_owner_or_group_that_cannot_be_kept_is_told(
    path: Path, lost: tuple[str, ...], told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    path.chmod(0o4674)
    status = path.stat()
    fake = {name: getattr(status, name) for name in dir(status) if name.startswith("st_")}
    fake |= {"st_uid": status.st_uid + ("owner" in lost)}
    fake |= {"st_gid": status.st_gid + ("group" in lost)}

    def chown(_: int, uid: int, gid: int) -> None:
        if uid >= 0 or "group" in lost:
            raise PermissionError

    monkeypatch.setattr(os, "fchown", chown)
    with (path.parent / "b").open("wb") as file:
        notices = belongings.take_over(str(path), type("Status", (), fake)(), file.fileno())
        mode = stat.S_IMODE(os.fstat(file.fileno()).st_mode)
    assert notices == (
        [f"its {'owner and group' if told == 'both' else told} could not be kept"] if told else []
    )
    # what ran as its owner does not run as another one, and our group gets what everybody has
    assert mode == (0o644 if "group" in lost else 0o674)


@posix
def test_a_system_without_attributes_has_none_to_keep(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr(os, "listxattr", raising=False)
    with path.open("rb") as source, Swap(str(path), "", source) as target:
        target.write(b"new")
        target.finish()
    assert (path.read_bytes(), target.notices) == (b"new", [])


@posix
def test_other_names_of_a_file_are_told(path: Path) -> None:
    os.link(path, path.parent / "b")
    with path.open("rb") as source, Swap(str(path), ".bak", source) as target:
        target.write(b"new")
        target.finish()
    assert target.notices == ["its other names (hard links) keep the old text"]
    assert (path.parent / "b").read_bytes() == (path.parent / "a.txt.bak").read_bytes() == b"old"


def test_a_backup_is_made_where_links_are_not(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError

    monkeypatch.setattr(os, "link", refuse)
    os.utime(path, (1e9, 1e9))
    (path.parent / "a.txt.bak").write_bytes(b"older")
    with path.open("rb") as source, Swap(str(path), ".bak", source) as target:
        target.write(b"new")
        target.finish()
    backup = path.parent / "a.txt.bak"
    assert (backup.read_bytes(), backup.stat().st_mtime) == (b"old", 1e9)
    assert path.read_bytes() == b"new"


@posix
def test_files_that_are_none(path: Path) -> None:
    with pytest.raises(FileError, match=r"^is a directory; name its files, as in: find .* -name"):
        open_input(str(path.parent))
    with pytest.raises(FileError, match=r"^No such file or directory$"):
        open_input("no/such/file")
    with pytest.raises(FileError, match="null"):
        open_input("a\0b")
    with pytest.raises(FileError, match=r"^is not a regular file; it cannot be changed in place$"):
        check_replaceable(os.devnull)
    for mode in (0o444, 0o555):
        path.chmod(mode)
        with pytest.raises(FileError, match=r"^is read-only$"):
            check_replaceable(str(path))
    path.chmod(0o644)
    check_replaceable(str(path))


@posix
def test_an_output_is_swapped_or_written_through(path: Path) -> None:
    for name in (path, path.parent / "new"):
        target = open_output(str(name))
        assert isinstance(target, Swap)
        with target:
            target.write(b"text")
            target.finish()
        assert name.read_bytes() == b"text"
    with open_output(os.devnull) as device:
        assert isinstance(device, Output)


# Files as text


@pytest.fixture
def source_of(tmp_path: Path) -> Iterator[Callable[[bytes], Source]]:
    """Makes a source of a file with some bytes, of which a block is read at once."""
    with ExitStack() as stack:

        def source_of(data: bytes) -> Source:
            (tmp_path / "in").write_bytes(data)
            return Source(stack.enter_context((tmp_path / "in").open("rb", 0)), None, "strict")

        yield source_of


@pytest.mark.parametrize("at", [0, 20, 29, 30, 31, 35, 80])
def test_a_sign_is_found_wherever_it_stands(
    at: int, source_of: Callable[[bytes], Source], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(text, "BLOCK", 32)
    data = b"." * at + b"sign" + b"." * (100 - at)
    source = source_of(data)
    assert source.holds(b"sign", 1000)
    assert "".join(source.chunks()).encode() == data  # nothing of it is lost
    assert source_of(data).holds(b"sign", 104)
    assert source_of(data).holds(b"sign", 103) == (at <= 28)
    assert not source_of(data).holds(b"sing", 1000)


@given(
    parts=st.lists(
        st.sampled_from([b"ab\n", b"\xc3\xa9", b"\xe4\xb8\xad", b"\xff", b"\xe2\x80", b"abcdefg"]),
        max_size=12,
    ),
    mark=st.booleans(),
    size=st.integers(4, 9),
)
def test_a_large_file_is_checked_before_it_is_written(
    parts: list[bytes], mark: bool, size: int
) -> None:
    import tempfile

    data = b"\xef\xbb\xbf" * mark + b"".join(parts)
    with pytest.MonkeyPatch.context() as patch, tempfile.TemporaryFile() as file:
        patch.setattr(text, "HOLD", -1)
        patch.setattr(text, "BLOCK", size)
        file.write(data)
        file.seek(0)
        source = Source(file, None, "strict")
        try:
            wanted = data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            at = error.start + 3 * mark
            with pytest.raises(InputDecodeError, match=rf"at offset {at} \(line"):
                source.check()
        else:
            source.check()
            assert "".join(source.chunks()) == wanted
        file.seek(0)
        lenient = Source(file, None, "replace")
        lenient.check()
        assert "".join(lenient.chunks()) == data.decode("utf-8-sig", "replace")


def test_a_small_file_is_not_checked_twice(
    source_of: Callable[[bytes], Source], monkeypatch: pytest.MonkeyPatch
) -> None:
    data = b"a" * 40 + b"\xff"
    monkeypatch.setattr(text, "BLOCK", 8)
    for hold, is_checked in ((41, False), (40, True)):
        monkeypatch.setattr(text, "HOLD", hold)
        source = source_of(data)
        if is_checked:
            with pytest.raises(InputDecodeError, match="at offset 40"):
                source.check()
        else:
            source.check()


@posix
def test_workers_find_a_file_by_its_number(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "in").write_bytes(b"text")
    with (tmp_path / "in").open("rb") as file:
        store = utf8.Stored(file.fileno(), 0, lambda: None)
        (tmp_path / "in").unlink()
        if store.path is not None:
            assert Path(store.path).read_bytes() == b"text"
        monkeypatch.setattr(os, "access", lambda *_: False)
        assert store.path is None


@posix
def test_what_was_cut_off_or_changed_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "in").write_bytes("\u00e9t\u00e9".encode())
    with (tmp_path / "in").open("rb") as file:
        reader = utf8.Reader()
        assert reader.text(file.fileno(), 0, 5) == "\u00e9t\u00e9"
        assert reader.text(file.fileno(), 2, 3) == "t"  # nothing stays of what came before
        with pytest.raises(FileError, match=r"^became shorter while it was read$"):
            reader.text(file.fileno(), 0, 6)
        with pytest.raises(FileError, match=r"^has changed while it was read$"):
            reader.text(file.fileno(), 1, 3)
        store = utf8.Stored(file.fileno(), 0, lambda: None)
        with pytest.raises(FileError, match=r"^became shorter while it was read$"):
            store.copy(3, 9, packed.Packer("gzip", Output(BytesIO())))


CUTS = [
    "e",
    "\u0301",
    "\u00c3",
    "\u00a9",
    "a\u200b",
    "\r",
    "\n",
    " ",
    "word",
    "\u0e33",
    "\u00e2\u20ac",
]


@given(parts=st.lists(st.sampled_from(CUTS), max_size=16), size=st.integers(4, 12))
def test_no_repair_is_missed_where_two_blocks_meet(parts: list[str], size: int) -> None:
    data = "".join(parts).encode()
    plan = presets.corpus.plan
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(utf8, "BLOCK", size)
        patch.setattr(text, "BLOCK", size)
        blocks = (data[at : at + size] for at in range(0, len(data), size))
        store = utf8.Passing(blocks, 0, Decoder(Format("utf-8")))
        for start, end, is_quiet in store.ranges(plan):
            part = store.text(start, end)
            assert not is_quiet or plan.clean(part) is part
