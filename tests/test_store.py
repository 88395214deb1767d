"""The bytes of a file or pipe: the same cleaning on every way, and files that change meanwhile."""

import os
import subprocess
import sys
import threading
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

import pytest

from cleantext import presets, streaming
from cleantext.cli import main
from cleantext.errors import FileError
from cleantext.io import utf8
from cleantext.io.output import HOLD, Output
from cleantext.io.swap import Swap
from cleantext.io.text import Source
from cleantext.io.utf8 import Passing, Stored

COMMAND = [sys.executable, "-m", "cleantext", "--isolated", "--preset", "corpus"]
PARAGRAPH = "A paragraph of words that need nothing at all, caf\u00e9 and \u4e2d\u6587.\n\n"
DIRTY = "A para\u200bgraph that does\u00a0need something.\n\n"

pytestmark = [
    pytest.mark.skipif(not hasattr(os, "preadv"), reason="needs a POSIX system"),
    pytest.mark.compiled,  # texts of megabytes, whose ways do not depend on the kernel
]
linux = pytest.mark.skipif(sys.platform != "linux", reason="needs Linux")


def texts() -> dict[str, str]:
    """Texts of a few megabytes: more than blocks and segments hold."""
    clean = PARAGRAPH * 90_000
    return {
        "clean": clean,
        "one dirty paragraph": clean + DIRTY + clean,
        "dirty": (PARAGRAPH * 15 + DIRTY) * 5_500,
        "one line": ("words without end, \u00e9 " * 150_000) + "a\u200bb" + "c" * 1_500_000,
        "no place to cut": "\u00e9" * 6_000_000 + "a\u200bb",
        "with a mark": "\ufeff" + DIRTY + clean,
        "DOS": clean.replace("\n", "\r\n"),
    }


TEXTS = texts()


def run(*args: str, stdin: BinaryIO | None = None, data: bytes | None = None) -> bytes:
    command = [*COMMAND, *args]
    if data is not None:
        return subprocess.run(command, input=data, stdout=subprocess.PIPE, check=True).stdout
    return subprocess.run(command, stdin=stdin, stdout=subprocess.PIPE, check=True).stdout


@pytest.fixture(scope="module", params=TEXTS)
def case(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file; the bytes wanted stand beside it."""
    path = tmp_path_factory.mktemp("store") / "in.txt"
    text = TEXTS[request.param]
    path.write_bytes(text.encode())
    mark = "\ufeff" if text.startswith("\ufeff") else ""
    path.with_name("wanted").write_bytes((mark + presets.corpus(text[len(mark) :])).encode())
    return path


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_every_way_in_gives_the_same(case: Path, jobs: str) -> None:
    wanted = case.with_name("wanted").read_bytes()
    assert run("-j", jobs, str(case)) == wanted
    assert run("-j", jobs, data=case.read_bytes()) == wanted
    with case.open("rb") as file:
        assert run("-j", jobs, stdin=file) == wanted


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_every_way_out_gives_the_same(case: Path, jobs: str, tmp_path: Path) -> None:
    wanted = case.with_name("wanted").read_bytes()
    out = tmp_path / "out"
    run("-j", jobs, "-o", str(out), str(case))
    assert out.read_bytes() == wanted
    with out.open("wb") as file:
        subprocess.run([*COMMAND, "-j", jobs, str(case)], stdout=file, check=True)
    assert out.read_bytes() == wanted
    out.write_bytes(b"before\n")
    with out.open("ab") as file:  # to which the system does not copy by itself
        subprocess.run([*COMMAND, "-j", jobs, str(case)], stdout=file, check=True)
    assert out.read_bytes() == b"before\n" + wanted
    out.write_bytes(case.read_bytes())
    before = out.stat()
    run("-iq", "-j", jobs, str(out))
    assert out.read_bytes() == wanted
    is_same = case.read_bytes() == wanted
    assert (out.stat().st_ino == before.st_ino) == is_same


def test_a_clean_file_in_place_is_never_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "large"
    path.write_bytes(b"a line of text\n" * (HOLD // 15 + 10))

    def write(*_: object) -> None:
        raise AssertionError("written")

    monkeypatch.setattr(Swap, "_spill", write)
    assert main(["-iq", "--isolated", "--preset", "corpus", str(path)]) == 0


def stored(path: Path, then: Callable[[], object]) -> bytes:
    """What is written of a file with which something happens when it has been examined."""
    out = BytesIO()
    with path.open("rb") as file:
        store = Source(file, None, "strict").store()
        assert isinstance(store, Stored)
        parts = store.ranges(presets.corpus.plan)
        then()
        sink = Output(out)
        for start, end, _ in parts:
            store.copy(start, end, sink)
        sink.finish()
    return out.getvalue()


@pytest.mark.parametrize("text", [PARAGRAPH, DIRTY])
def test_a_file_cut_off_meanwhile_is_an_error(tmp_path: Path, text: str) -> None:
    path = tmp_path / "a"
    path.write_bytes(text.encode() * 9_000)
    with pytest.raises(FileError, match="became shorter while it was read"):
        stored(path, lambda: os.truncate(path, 300_000))


@pytest.mark.parametrize("text", [PARAGRAPH, DIRTY])
def test_what_is_added_meanwhile_is_left_for_the_next_time(tmp_path: Path, text: str) -> None:
    path = tmp_path / "a"
    data = text.encode() * 9_000
    path.write_bytes(data)

    def add() -> None:
        with path.open("ab") as file:
            file.write(b"\xff")

    assert stored(path, add) == data


def test_a_file_written_over_meanwhile_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(PARAGRAPH.encode() * 100_000 + DIRTY.encode())
    with pytest.raises(FileError, match="has changed while it was read"):
        stored(path, lambda: path.write_bytes(b"\xff" * (PARAGRAPH.__sizeof__() * 100_000)))


def test_a_file_cut_off_is_told_by_the_command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"a line of text\n" * (HOLD // 15 + 10))
    before = Stored.ranges

    def ranges(self: Stored, plan: object) -> object:
        found = list(before(self, plan))  # type: ignore[arg-type]
        os.truncate(path, 1_000_000)
        return iter(found)

    monkeypatch.setattr(Stored, "ranges", ranges)
    assert main(["--isolated", "--preset", "corpus", str(path)]) == 2
    assert capfdbinary.readouterr().err.endswith(b"a: became shorter while it was read\n")


def test_standard_input_is_left_where_the_text_ended(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(PARAGRAPH.encode() * 9_000)
    with path.open("rb", 0) as file:
        file.seek(len(PARAGRAPH.encode()))
        assert run(stdin=file) == PARAGRAPH.encode() * 8_999
        assert file.tell() == path.stat().st_size


@pytest.mark.skipif(not Path("/proc/self/maps").exists(), reason="needs /proc")
def test_a_file_that_tells_no_size_is_read(tmp_path: Path) -> None:
    source = Path("/proc/kallsyms")
    path = source if source.exists() else Path("/proc/cpuinfo")
    assert path.stat().st_size == 0
    assert run(str(path)).count(b"\n") == path.read_bytes().count(b"\n")


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_named_pipe_is_read(tmp_path: Path, jobs: str) -> None:
    path = tmp_path / "pipe"
    os.mkfifo(path)
    text = (PARAGRAPH * 30_000 + DIRTY) * 2
    writer = threading.Thread(target=lambda: path.write_bytes(text.encode()))
    writer.start()
    assert run("-j", jobs, str(path)) == presets.corpus(text).encode()
    writer.join()


def test_a_small_file_and_bytes_in_memory_are_not_read_twice(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"small\n")
    with path.open("rb") as file:
        assert isinstance(Source(file, None, "strict").store(), Passing)
    assert isinstance(Source(BytesIO(b"x" * 9_000_000), None, "strict").store(), Passing)


def test_of_what_passes_only_a_segment_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(streaming, "SEGMENT", 1_000)
    monkeypatch.setattr("cleantext.io.text.BLOCK", 500)
    store = Source(BytesIO((PARAGRAPH + DIRTY).encode() * 500), None, "strict").store()
    assert isinstance(store, Passing)
    for part in store.ranges(presets.corpus.plan):
        store.forget(part.end)
        assert sum(len(data) for _, data in store._kept) <= 4_000


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_disk_is_an_error_however_it_is_written(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"a line of text\n" * (HOLD // 15 + 10))
    with Path("/dev/full").open("wb", 0) as full:
        done = subprocess.run([*COMMAND, str(path)], stdout=full, stderr=subprocess.PIPE)
    assert done.returncode == 2
    assert done.stderr == b"cleantext: cannot write the output: No space left on device\n"


@linux
def test_a_reader_that_goes_ends_the_copying_quietly(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"a line of text\n" * (HOLD // 15 + 10))
    with subprocess.Popen(
        [*COMMAND, str(path)], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout and process.stderr
        assert process.stdout.read(15) == b"a line of text\n"
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 0


def open_file(path: Path, data: bytes) -> BinaryIO:
    path.write_bytes(data)
    return path.open("rb")


def test_blocks_meet_without_loss(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A pair of characters that fires lies where one block ends and another begins."""
    monkeypatch.setattr(utf8, "BLOCK", 8)
    for shift in range(8):
        data = ("x" * shift + "\u00c3\u00a9 and so on without a line feed").encode()
        with open_file(tmp_path / "a", data) as file:
            store = Stored(file.fileno(), 0, lambda: None)
            assert not all(part.is_quiet for part in store.ranges(presets.corpus.plan))
