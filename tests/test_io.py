"""Bytes in and out: places of errors, files changed in place, pipes, terminals, memory."""

import codecs
import os
import re
import signal
import stat
import subprocess
import sys
import time
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleantext import InputDecodeError
from cleantext.cli import main
from cleantext.cli.detect import detect
from cleantext.errors import FileError
from cleantext.io.encoding import Decoder, Encoder, Format, format_of
from cleantext.io.output import HOLD, ClosedPipe, Output
from cleantext.io.swap import Swap
from cleantext.io.text import Source
from tests.tools import amount

COMMAND = [sys.executable, "-m", "cleantext", "--isolated"]
CODECS = ["utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "cp1252", "shift_jis", "iso2022_jp"]

posix = pytest.mark.skipif(os.name != "posix", reason="needs a POSIX system")


def blocks(data: bytes, size: int) -> list[bytes]:
    return [data[k : k + size] for k in range(0, len(data), size)]


@given(data=st.binary(max_size=60), size=st.integers(1, 7), codec=st.sampled_from(CODECS))
def test_blocks_decode_as_the_whole_does(data: bytes, size: int, codec: str) -> None:
    decoder = Decoder(Format(codec))
    try:
        whole = data.decode(codec)
    except UnicodeDecodeError:
        with pytest.raises(InputDecodeError):
            [*map(decoder.decode, blocks(data, size)), decoder.decode(b"", True)]
    else:
        parts = [*map(decoder.decode, blocks(data, size)), decoder.decode(b"", True)]
        assert "".join(parts) == whole
        assert not decoder.replaced


@given(
    good=st.text("a\n\u00e9\u4e2d\U0001f600", max_size=20),
    size=st.integers(1, 7),
    bad=st.sampled_from([b"\xff", b"\xc3(", b"\xe2\x80(", b"\xed\xa0\x80"]),
)
def test_the_place_of_a_bad_byte_does_not_depend_on_blocks(
    good: str, size: int, bad: bytes
) -> None:
    decoder = Decoder(Format("utf-8"))
    data = good.encode() + bad + b"tail"
    line = good.count("\n") + 1
    with pytest.raises(InputDecodeError, match=f"offset {len(good.encode())} .line {line}. "):
        [*map(decoder.decode, blocks(data, size)), decoder.decode(b"", True)]


@given(data=st.binary(max_size=60), size=st.integers(1, 7))
def test_escaped_bytes_come_back(data: bytes, size: int) -> None:
    decoder = Decoder(Format("utf-8"), "surrogateescape")
    encoder = Encoder(Format("utf-8"), "surrogateescape")
    parts = [*map(decoder.decode, blocks(data, size)), decoder.decode(b"", True)]
    assert b"".join(map(encoder.encode, parts)) == data


@given(data=st.binary(max_size=60), size=st.integers(1, 7))
def test_bytes_are_replaced_as_python_does(data: bytes, size: int) -> None:
    decoder = Decoder(Format("utf-8"), "replace")
    parts = [*map(decoder.decode, blocks(data, size)), decoder.decode(b"", True)]
    assert "".join(parts) == data.decode("utf-8", "replace")


@pytest.mark.parametrize("codec", CODECS)
@given(text=st.text("ab\n\u00e9", max_size=20))
def test_what_is_read_is_written_alike(codec: str, text: str) -> None:
    text = text if codec not in ("shift_jis", "iso2022_jp") else text.replace("\u00e9", "\u3042")
    encoder = Encoder(Format(codec))
    assert b"".join([*map(encoder.encode, text), encoder.encode("", True)]) == text.encode(codec)


@pytest.mark.parametrize(
    ("head", "encoding", "format"),
    [
        (b"abc", None, Format("utf-8")),
        (codecs.BOM_UTF8 + b"a", None, Format("utf-8", codecs.BOM_UTF8)),
        (codecs.BOM_UTF8 + b"a", "utf_8_sig", Format("utf-8", codecs.BOM_UTF8)),
        (codecs.BOM_UTF8 + b"a", "latin-1", Format("iso8859-1")),
        (codecs.BOM_UTF16_LE + b"a\0", None, Format("utf-16-le", codecs.BOM_UTF16_LE)),
        (codecs.BOM_UTF16_BE + b"\0a", "utf-16", Format("utf-16-be", codecs.BOM_UTF16_BE)),
        (b"a\0", "utf-16", Format("utf-16-le")),
        (codecs.BOM_UTF32_LE, None, Format("utf-32-le", codecs.BOM_UTF32_LE)),
    ],
)
def test_formats(head: bytes, encoding: str | None, format: Format) -> None:
    assert format_of(head, encoding) == format


def test_a_mark_that_comes_byte_by_byte_is_seen() -> None:
    class Slow(BytesIO):
        def read1(self, size: int | None = -1) -> bytes:
            return self.read(1)

    source = Source(Slow("\ufeffa\u200b".encode("utf-16-be")), None, "strict")
    assert source.format == Format("utf-16-be", codecs.BOM_UTF16_BE)
    assert "".join(source.lines()) == "a\u200b"


@pytest.mark.parametrize("codec", ["cp1252", "utf-16-le", "utf-8"])
def test_a_large_input_is_read_in_the_encoding_of_its_beginning(codec: str) -> None:
    data = ("Gr\u00fc\u00dfe aus K\u00f6ln, sch\u00f6ne Gr\u00fc\u00dfe\n" * 40_000).encode(codec)
    file, encoding, notice = detect(BytesIO(data))
    assert (encoding, "by its first part" in notice) == (codec, True)
    assert "".join(Source(file, encoding, "strict").chunks()).encode(codec) == data


def test_output_waits_until_there_is_too_much() -> None:
    file = BytesIO()
    output = Output(file, 3)
    output.write(b"abc")
    assert file.getvalue() == b""
    output.write(b"d")
    assert file.getvalue() == b"abcd"
    output.write(b"e")
    assert file.getvalue() == b"abcde"


def test_a_closed_pipe_is_told_apart() -> None:
    class Closed(BytesIO):
        def write(self, data: object) -> int:
            raise BrokenPipeError

    with pytest.raises(ClosedPipe):
        Output(Closed()).write(b"a")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "a.txt"
    path.write_bytes(b"o\xe2\x80\x8bne\n")
    return path


def clean_in_place(*args: object) -> int:
    return main(["-iq", "--isolated", *map(str, args)])


@posix
def test_mode_is_kept_and_links_are_followed(path: Path) -> None:
    path.chmod(0o640)
    link = path.with_name("link.txt")
    link.symlink_to(path.name)
    assert clean_in_place(link) == 0
    assert link.is_symlink()
    assert path.read_bytes() == b"one\n"
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert {child.name for child in path.parent.iterdir()} == {"a.txt", "link.txt"}


def test_a_clean_file_is_not_touched(path: Path) -> None:
    path.write_bytes(b"one\n")
    os.utime(path, ns=(1, 1))
    before = path.stat()
    assert clean_in_place("--in-place=.bak", path) == 0
    after = path.stat()
    assert (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns)
    assert [child.name for child in path.parent.iterdir()] == ["a.txt"]


@posix
def test_a_backup_keeps_the_times_of_the_original(path: Path) -> None:
    os.utime(path, ns=(1_000_000_000, 1_000_000_000))
    assert main(["-iq", "--isolated", "--in-place=.bak", str(path)]) == 0
    assert Path(f"{path}.bak").stat().st_mtime_ns == 1_000_000_000


@posix
def test_what_is_no_regular_file_is_refused(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    link = path.with_name("null")
    link.symlink_to("/dev/null")
    assert clean_in_place(link) == 2
    assert "is not a regular file" in capsys.readouterr().err


@pytest.mark.parametrize("size", [3, HOLD + 1])
def test_a_swap_that_is_not_finished_leaves_nothing(path: Path, size: int) -> None:
    with pytest.raises(KeyboardInterrupt), Swap(str(path)) as swap:
        swap.write(b"x" * size)
        raise KeyboardInterrupt
    assert path.read_bytes() == b"o\xe2\x80\x8bne\n"
    assert [child.name for child in path.parent.iterdir()] == ["a.txt"]


def test_a_file_that_changes_meanwhile_is_left_alone(path: Path) -> None:
    with pytest.raises(FileError, match="has changed"), Swap(str(path)) as swap:
        swap.write(b"cleaned")
        path.write_bytes(b"somebody else's work")
        swap.finish()
    assert path.read_bytes() == b"somebody else's work"
    assert [child.name for child in path.parent.iterdir()] == ["a.txt"]


def run(*args: object, stdin: bytes = b"") -> "subprocess.CompletedProcess[bytes]":
    return subprocess.run([*COMMAND, *map(str, args)], input=stdin, capture_output=True)


def test_a_bad_byte_far_into_a_large_file_leaves_nothing_written(tmp_path: Path) -> None:
    path = tmp_path / "large"
    path.write_bytes(b"a line of text\n" * (HOLD // 15 + 10) + b"\xff")
    done = run("--select", "INV213", path)
    assert (done.returncode, done.stdout) == (2, b"")
    assert b"Nothing written" in done.stderr


@pytest.mark.parametrize(
    "args",
    [["--encoding", "utf-16-le"], ["--encoding", "utf-16-le", "--to", "utf-8"], ["--explain"]],
)
def test_what_is_not_copied_is_checked_before_it_is_written_too(
    tmp_path: Path, args: list[str]
) -> None:
    codec = "utf-16-le" if "utf-16-le" in args else "utf-8"
    path = tmp_path / "large"
    line = "a line of text\n".encode(codec)
    path.write_bytes(
        line * (3 * HOLD // len(line)) + (b"\x00\xdc" if codec != "utf-8" else b"\xff")
    )
    done = run("--select", "INV213", *args, path)
    assert (done.returncode, done.stdout) == (2, b"")
    assert b"Nothing written" in done.stderr


def test_a_bad_byte_far_into_a_pipe_is_told_with_what_is_done() -> None:
    data = b"a line of text\n" * (2 * HOLD // 15)
    done = run("--select", "INV213", stdin=data + b"\xff")
    assert done.returncode == 2
    assert data.startswith(done.stdout)
    assert f"{len(done.stdout)} bytes had been written before".encode() in done.stderr


@posix
def test_a_reader_that_goes_ends_the_command_quietly() -> None:
    with subprocess.Popen(
        [*COMMAND, "--select", "INV213"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    ) as process:  # fmt: skip
        assert process.stdin and process.stdout and process.stderr
        process.stdout.close()
        process.stdin.write(b"text\n")
        process.stdin.close()
        assert process.stderr.read() == b""
    assert process.returncode == 0


@posix
@pytest.mark.parametrize("jobs", ["--jobs=1", "--jobs=2"])
def test_ctrl_c_ends_with_130(jobs: str) -> None:
    # Where the tests run in the background, Ctrl-C is ignored and a child would inherit that.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        check_ctrl_c(jobs)
    finally:
        signal.signal(signal.SIGINT, before)


def check_ctrl_c(jobs: str) -> None:
    with subprocess.Popen(
        [*COMMAND, jobs, "--select", "INV213"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    ) as process:  # fmt: skip
        assert process.stdin and process.stderr
        process.stdin.write(b"o\xe2\x80\x8bne\n" * 20_000)  # more than a pipe holds: it reads
        process.stdin.flush()
        time.sleep(0.1)
        process.send_signal(signal.SIGINT)
        assert process.wait(10) == 130
        assert process.stderr.read() == b""


@posix
def test_each_line_comes_out_at_once() -> None:
    with subprocess.Popen(
        [*COMMAND, "--line-buffered", "--select", "INV213"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE,
    ) as process:  # fmt: skip
        assert process.stdin and process.stdout
        for line in (b"one\n", b"two\n"):
            process.stdin.write(b"\xe2\x80\x8b" + line)
            process.stdin.flush()
            assert process.stdout.readline() == line


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_disk_is_an_error() -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(COMMAND, input=b"text\n", stdout=full, stderr=subprocess.PIPE)
    assert done.returncode == 2
    assert done.stderr == b"cleantext: cannot write the output: No space left on device\n"


@posix
def test_a_terminal_gets_help_instead_of_silence() -> None:
    import pty

    parent, child = pty.openpty()
    done = subprocess.run(COMMAND, stdin=child, capture_output=True)
    os.close(parent)
    os.close(child)
    assert done.returncode == 2
    assert done.stdout == b""
    assert done.stderr.startswith(b"usage: cleantext")


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
@pytest.mark.parametrize("separator", [b"\n", b" "], ids=["lines", "one line"])
@pytest.mark.parametrize("args", [(), ("-i",)], ids=["filter", "in place"])
def test_memory_is_bounded(tmp_path: Path, separator: bytes, args: tuple[str, ...]) -> None:
    path = tmp_path / "large"
    path.write_bytes(b"some words of text" * 10 + separator)
    path.write_bytes(path.read_bytes() * (amount(48_000_000, 20_000_000) // 181))
    script = (
        "import sys; from cleantext.cli import main; main(sys.argv[1:]);"
        "sys.stderr.write(open('/proc/self/status').read())"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, "-q", "--isolated", "--select", "INV", *args, str(path)],
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
    )  # fmt: skip
    peak = re.search(rb"VmHWM:\s*(\d+) kB", done.stderr)
    assert peak
    assert int(peak[1]) < 80_000


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
@pytest.mark.parametrize("odd", range(4))
def test_a_long_wide_file_is_detected_wherever_its_lines_end(codec: str, odd: int) -> None:
    text = "\ufeff" + "-" * odd + "A line of plain words.\n" * 40_000
    file, encoding, notice = detect(BytesIO(text.encode(codec)))
    assert b"".join(iter(lambda: file.read(1 << 16), b"")).decode(codec) == text
    assert encoding.replace("_", "-").startswith(codec[:6])
    assert "by its first part" in notice
