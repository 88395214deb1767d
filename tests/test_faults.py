"""Faults put in on purpose, with real pipes, limits, signals and dead processes: nothing is lost,
nothing is left behind, and each has its status and its word.
"""

import contextlib
import errno
import fcntl
import os
import resource
import shutil
import signal
import stat
import struct
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="faults as Linux has them")

COMMAND = [sys.executable, "-m", "cleantext", "--isolated"]
DIRTY = b"one\xe2\x80\x8b line of text that is clean otherwise\n"
CLEAN = DIRTY.replace(b"\xe2\x80\x8b", b"")
LIMIT = 100_000


@pytest.fixture(params=["", "1"], ids=["buffered", "unbuffered"])
def env(request: pytest.FixtureRequest) -> dict[str, str]:
    """With and without `PYTHONUNBUFFERED`, which is usual in containers."""
    env = {k: v for k, v in os.environ.items() if k != "PYTHONUNBUFFERED"}
    return env | ({"PYTHONUNBUFFERED": request.param} if request.param else {})


def limited() -> None:
    """No file longer than `LIMIT`: the write that crosses it is cut short, the next one fails."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (LIMIT, LIMIT))


# Clean text is copied by the system, other text is written; a second encoding is a third way.
WAYS = {
    "copied": (CLEAN * 8_000, []),
    "written": (DIRTY * 8_000, ["--select", "INV213"]),
    "encoded": (DIRTY * 8_000, ["--select", "INV213", "--to", "utf-16"]),
    "passed on": (b"\0" + DIRTY * 8_000, ["-q"]),
    "explained": (DIRTY * 8_000, ["--select", "INV213", "--explain"]),
}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("is_pipe", [False, True], ids=["file", "pipe"])
def test_a_short_write_is_never_a_success(
    tmp_path: Path, env: dict[str, str], way: str, is_pipe: bool
) -> None:
    data, args = WAYS[way]
    (tmp_path / "in").write_bytes(data)
    with (tmp_path / "out").open("wb") as out:
        done = subprocess.run(
            [*COMMAND, *args, *([] if is_pipe else [str(tmp_path / "in")])],
            input=data if is_pipe else None,
            stdout=out, stderr=subprocess.PIPE, env=env, preexec_fn=limited,
        )  # fmt: skip
    assert b"cleantext: cannot write the output: File too large\n" in done.stderr
    assert done.returncode == 2


@pytest.mark.parametrize("args", [[], ["--version"], ["--help"], ["--list-rules"], ["--check"]])
def test_a_full_device_is_an_error(tmp_path: Path, env: dict[str, str], args: list[str]) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [*COMMAND, *args], input=DIRTY, stdout=full, stderr=subprocess.PIPE, env=env
        )
    assert done.stderr == b"cleantext: cannot write the output: No space left on device\n"
    assert done.returncode == 2


@pytest.mark.parametrize("way", ["copied", "written", "encoded", "passed on", "explained"])
def test_a_pipe_that_does_not_wait_gets_everything(
    tmp_path: Path, env: dict[str, str], way: str
) -> None:
    data, args = WAYS[way]
    (tmp_path / "in").write_bytes(data)
    command = [*COMMAND, *args, str(tmp_path / "in")]
    wanted = subprocess.run(command, capture_output=True, env=env).stdout
    reader, writer = os.pipe()
    fcntl.fcntl(writer, fcntl.F_SETFL, fcntl.fcntl(writer, fcntl.F_GETFL) | os.O_NONBLOCK)
    with subprocess.Popen(command, stdout=writer, stderr=subprocess.PIPE, env=env) as process:
        os.close(writer)
        time.sleep(0.4)  # the pipe is full now
        with os.fdopen(reader, "rb") as file:
            found = file.read()
        assert process.stderr and process.stderr.read() == b""
    assert process.returncode == 0
    assert len(wanted) > 300_000
    assert found == wanted


@pytest.mark.parametrize("suffix", ["", ".bak"])
def test_a_file_that_cannot_be_written_anew_stays(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(DIRTY * 8_000)
    done = subprocess.run(
        [*COMMAND, f"-i{suffix}", "--select", "INV213", str(path)],
        capture_output=True, preexec_fn=limited,
    )  # fmt: skip
    assert done.returncode == 2
    assert b"File too large" in done.stderr
    assert path.read_bytes() == DIRTY * 8_000
    assert [child.name for child in tmp_path.iterdir()] == ["a.txt"]


# Bad standard error, missing streams


def shell(line: str, cwd: Path) -> "subprocess.CompletedProcess[bytes]":
    command = " ".join(COMMAND)
    return subprocess.run(
        ["bash", "-c", line.replace("cleantext", command, 1)], cwd=cwd, capture_output=True
    )


@pytest.mark.parametrize(
    ("line", "status"),
    [
        ("cleantext missing 2>/dev/full", 2),
        ("cleantext missing 2>&-", 2),
        ("cleantext --no-such-flag 2>/dev/full", 2),
        ("cleantext --check a.txt 2>/dev/full", 1),
        ("cleantext --stats a.txt 2>/dev/full", 0),
        ("cleantext -i a.txt >&-", 0),
        ("cleantext -i a.txt >&- 2>&- <&-", 0),
        ("cleantext -o b.txt a.txt >&-", 0),
        ("cleantext a.txt >&-", 2),
        ("cleantext --check a.txt >&-", 2),
        ("cleantext --check -q a.txt >&-", 1),
        ("cleantext --help >&-", 2),
    ],
)
def test_only_what_is_needed_must_work(tmp_path: Path, line: str, status: int) -> None:
    (tmp_path / "a.txt").write_bytes(DIRTY)
    done = shell(line, tmp_path)
    assert done.returncode == status, done.stderr
    if "-i" in line.split():
        assert (tmp_path / "a.txt").read_bytes() == CLEAN
    else:
        assert (tmp_path / "a.txt").read_bytes() == DIRTY
    if "-o" in line.split():
        assert (tmp_path / "b.txt").read_bytes() == CLEAN


def test_a_closed_pipe_for_messages_does_not_change_the_status(tmp_path: Path) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    done = subprocess.run([*COMMAND, "missing"], stdout=subprocess.PIPE, stderr=writer)
    os.close(writer)
    assert done.returncode == 2


# What a file has beside its bytes

USER, GROUP, OTHER = 0o4, 0o2, 0o1
NOBODY = 0xFFFFFFFF


def acl(*named_users: int) -> bytes:
    """An access control list that lets `named_users` read; the mask is wider than the group."""
    entries = [(1, 6, NOBODY), *((2, 4, uid) for uid in named_users), (4, 0, NOBODY)]
    entries += [(0x10, 4, NOBODY), (0x20, 0, NOBODY)]
    return struct.pack("<I", 2) + b"".join(struct.pack("<HHI", *entry) for entry in entries)


def test_extended_attributes_and_access_control_lists_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(DIRTY)
    path.chmod(0o600)
    os.setxattr(path, "user.origin", b"a scanner")
    os.setxattr(path, "system.posix_acl_access", acl(12345))
    before = {name: os.getxattr(path, name) for name in os.listxattr(path)}
    mode = path.stat().st_mode
    done = subprocess.run([*COMMAND, "-iq", str(path)], capture_output=True)
    assert (done.returncode, done.stderr) == (0, b"")
    assert path.read_bytes() == CLEAN
    assert {name: os.getxattr(path, name) for name in os.listxattr(path)} == before
    assert path.stat().st_mode == mode


def test_a_list_that_the_folder_would_give_is_not_put_on(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(DIRTY)
    path.chmod(0o600)
    os.setxattr(tmp_path, "system.posix_acl_default", acl(12345))
    done = subprocess.run([*COMMAND, "-iq", str(path)], capture_output=True)
    assert (done.returncode, done.stderr) == (0, b"")
    assert os.listxattr(path) == []
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_what_cannot_be_kept_is_refused_or_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from cleantext.cli import main

    path = tmp_path / "a.txt"
    path.write_bytes(DIRTY)
    os.setxattr(path, "user.origin", b"a scanner")

    def refuse(*_: object, **__: object) -> None:
        raise OSError(95, "Operation not supported")

    monkeypatch.setattr(os, "setxattr", refuse)
    assert main(["-iq", "--isolated", str(path)]) == 0
    assert path.read_bytes() == CLEAN
    monkeypatch.undo()
    path.write_bytes(DIRTY)
    os.setxattr(path, "user.origin", b"a scanner")
    os.setxattr(path, "system.posix_acl_access", acl(12345))
    monkeypatch.setattr(os, "setxattr", refuse)
    assert main(["-i", "--isolated", str(path)]) == 2
    assert "access control list cannot be kept" in capsys.readouterr().err
    assert path.read_bytes() == DIRTY
    path.unlink()
    path.write_bytes(DIRTY)
    monkeypatch.undo()
    os.setxattr(path, "user.origin", b"a scanner")
    monkeypatch.setattr(os, "setxattr", refuse)
    assert main(["-i", "--isolated", str(path)]) == 0
    assert "user.origin could not be kept" in capsys.readouterr().err
    assert [child.name for child in tmp_path.iterdir()] == ["a.txt"]


@pytest.mark.parametrize("number", [errno.EPERM, errno.ENOSYS, errno.EOPNOTSUPP])
def test_a_file_system_without_modes_and_owners(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    number: int,
) -> None:
    """FAT, and what is mounted from elsewhere, refuse to set what all files there have anyhow."""
    from cleantext.cli import main

    path = tmp_path / "a.txt"

    def refuse(*_: object, **__: object) -> None:
        raise OSError(number, os.strerror(number))

    for name in ("fchmod", "fchown"):
        monkeypatch.setattr(os, name, refuse)
    for mode, status in ((0o640, 2), (0o644, 2), (0o600, 0)):  # a new file has the last
        path.write_bytes(DIRTY)
        path.chmod(mode)
        assert main(["-i", "--isolated", str(path)]) == status
        assert path.read_bytes() == (DIRTY if status else CLEAN)
        assert stat.S_IMODE(path.stat().st_mode) == mode
        said = capsys.readouterr().err
        assert ("a.txt: its permissions cannot be kept" in said) == bool(status)
        assert [child.name for child in tmp_path.iterdir()] == ["a.txt"]
    for name in ("chmod", "link"):
        monkeypatch.setattr(os, name, refuse)
    path.write_bytes(DIRTY)
    assert main(["-i.bak", "--isolated", str(path)]) == 0
    assert path.read_bytes() == CLEAN
    assert (tmp_path / "a.txt.bak").read_bytes() == DIRTY
    path.write_bytes(DIRTY)
    (tmp_path / "a.txt.bak").unlink()
    monkeypatch.setattr(shutil, "copyfileobj", refuse)  # half a backup is none
    assert main(["-i.bak", "--isolated", str(path)]) == 2
    assert [child.name for child in tmp_path.iterdir()] == ["a.txt"]
    assert path.read_bytes() == DIRTY


# Ours in all but the rights of an administrator, as which the tests may run.
POWERLESS = ["setpriv", "--bounding-set=-all", "--inh-caps=-all"] if os.geteuid() == 0 else []


def test_a_file_of_somebody_else_in_my_folder(tmp_path: Path) -> None:
    """The new file is mine: the old group gets no rights through another group, and it is told."""
    folder = tmp_path / "shared"
    folder.mkdir()
    path = folder / "a.txt"
    path.write_bytes(DIRTY)
    if os.geteuid() == 0:
        os.chown(path, 1, 2)
        path.chmod(0o4626)
        wanted, said = 0o666, "its owner and group could not be kept"
    else:  # nothing is lost
        path.chmod(0o4626)
        wanted, said = 0o4626, ""
    done = subprocess.run([*POWERLESS, *COMMAND, "-i", str(path)], capture_output=True)
    assert said.encode() in done.stderr
    assert done.returncode == 0
    assert path.read_bytes() == CLEAN
    after = path.stat()
    assert (after.st_uid, after.st_gid) == (os.geteuid(), os.getegid())
    assert stat.S_IMODE(after.st_mode) == wanted  # no set-user-id for somebody else


def test_a_read_only_file_is_refused(tmp_path: Path) -> None:
    """Also to the administrator, who could write it: whoever set it so meant it."""
    path = tmp_path / "a.txt"
    path.write_bytes(DIRTY)
    path.chmod(0o444)
    for rights in ([], POWERLESS):
        done = subprocess.run([*rights, *COMMAND, "-i", str(path)], capture_output=True)
        assert done.returncode == 2
        assert b"a.txt: is read-only" in done.stderr
    assert path.read_bytes() == DIRTY


# Signals and dead processes

LARGE = DIRTY * 260_000  # 12 MB: worth two workers
# As the command, but what is written in place goes to a temporary file at once and stays there:
# on a busy machine the signal would come too late.
AT_ONCE = [
    sys.executable,
    "-c",
    "import sys, time; from cleantext.io import swap; swap.HOLD = 1 << 16;"
    "swap.Swap.finish = lambda self: time.sleep(120);"
    "from cleantext.cli import command; sys.exit(command())",
    "--isolated",
]


def temporary(folder: Path) -> list[str]:
    return [child.name for child in folder.iterdir() if child.name.startswith(".cleantext")]


@contextlib.contextmanager
def running(command: list[str], **options: Any) -> "Iterator[subprocess.Popen[bytes]]":
    """A process that does not outlive the test, also when it hangs."""
    process = subprocess.Popen(command, stderr=subprocess.PIPE, **options)
    try:
        yield process
    finally:
        process.kill()
        with contextlib.suppress(subprocess.TimeoutExpired):  # a worker that lives on holds them
            process.communicate(timeout=10)
        for pipe in (process.stdout, process.stderr):
            if pipe:
                pipe.close()


def until(is_so: Callable[[], object], seconds: float = 60) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if is_so():
            return True
        time.sleep(0.01)
    return False


def children(pid: int) -> list[int]:
    with contextlib.suppress(FileNotFoundError, ProcessLookupError):
        return [int(n) for n in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    return []


def is_alive(pid: int) -> bool:
    with contextlib.suppress(FileNotFoundError, ProcessLookupError):
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    return False


@contextlib.contextmanager
def heard() -> Iterator[None]:
    """Ctrl-C is heard by processes that are begun here, also where the tests run without it."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    path = tmp_path_factory.mktemp("large") / "a.txt"
    path.write_bytes(LARGE)
    yield path
    path.unlink()


@pytest.mark.parametrize("jobs", ["-j1", "-j2"])
@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP", "SIGINT"])
def test_a_signal_leaves_the_old_file_and_nothing_else(large: Path, jobs: str, name: str) -> None:
    number = getattr(signal, name)
    with heard(), running([*AT_ONCE, "-i", "--select", "INV213", jobs, str(large)]) as process:
        assert until(lambda: temporary(large.parent) or process.poll() is not None)
        process.send_signal(number)
        assert process.wait(60) == (130 if name == "SIGINT" else -number)
        told = b"cleantext: interrupted; 0 of 1 files are done\n" if name == "SIGINT" else b""
        assert process.stderr and process.stderr.read() == told  # comes when no worker holds it
    assert temporary(large.parent) == []
    assert large.read_bytes() == LARGE


def test_what_a_killed_process_left_goes_with_the_next_run(tmp_path: Path) -> None:
    """Not what is young, of somebody who still writes, or called in another way."""
    names = ("0123456789abcdef", "00000000000000aa", "00000000000000bb", "notes")
    old, young, held, other = [tmp_path / f".cleantext-{name}.tmp" for name in names]
    for path in (old, young, held, other):
        path.write_bytes(DIRTY)
    for path in (old, held, other):
        os.utime(path, (time.time() - 100_000,) * 2)
    (tmp_path / "a.txt").write_bytes(DIRTY)
    with held.open("rb") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        done = subprocess.run([*COMMAND, "-i", str(tmp_path / "a.txt")], capture_output=True)
    assert done.returncode == 0
    assert sorted(temporary(tmp_path)) == sorted(path.name for path in (young, held, other))


def test_what_is_being_written_is_held(large: Path) -> None:
    with running([*AT_ONCE, "-i", "--select", "INV213", "-j1", str(large)]) as process:
        assert until(lambda: temporary(large.parent))
        path = large.parent / temporary(large.parent)[0]
        assert until(lambda: path.stat().st_size)
        process.send_signal(signal.SIGSTOP)
        with path.open("rb") as file, pytest.raises(BlockingIOError):
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        process.send_signal(signal.SIGKILL)
        process.wait(60)
    os.utime(path, (time.time() - 100_000,) * 2)
    (large.parent / "b.txt").write_bytes(DIRTY)
    subprocess.run([*COMMAND, "-i", str(large.parent / "b.txt")], check=True)
    (large.parent / "b.txt").unlink()
    assert temporary(large.parent) == []
    assert large.read_bytes() == LARGE


@pytest.mark.parametrize("name", ["SIGTERM", "SIGINT"])
def test_a_signal_among_many_files(tmp_path: Path, name: str) -> None:
    """All of the foreground is told of Ctrl-C, workers too; each file is old or new."""
    for k in range(300):
        (tmp_path / f"{k}.txt").write_bytes(DIRTY * 400)
    files = sorted(map(str, tmp_path.iterdir()))
    first = tmp_path / "0.txt"
    command = [*COMMAND, "-i", "--select", "INV213", "-j2", *files]
    with heard(), running(command, start_new_session=True) as process:
        until(lambda: first.stat().st_size != len(DIRTY) * 400)
        os.killpg(process.pid, getattr(signal, name))
        process.wait(60)
        assert process.stderr and b"Traceback" not in process.stderr.read()
    assert temporary(tmp_path) == []
    assert {path.read_bytes() for path in tmp_path.iterdir()} <= {DIRTY * 400, CLEAN * 400}


def test_nohup_is_respected() -> None:
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        process = subprocess.Popen(
            COMMAND, stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0
        )
    finally:
        signal.signal(signal.SIGHUP, before)
    with process:
        assert process.stdin and process.stdout
        process.stdin.write(DIRTY)
        assert process.stdout.readline() == CLEAN  # it runs, and waits for more
        process.send_signal(signal.SIGHUP)
        process.stdin.write(DIRTY)
        process.stdin.close()
        assert process.stdout.read() == CLEAN
    assert process.returncode == 0


@pytest.mark.parametrize("name", ["SIGKILL", "SIGTERM"])
def test_workers_end_with_the_command(large: Path, name: str) -> None:
    command = [*COMMAND, "--select", "INV213", "-j2", str(large)]
    with running(command, stdout=subprocess.PIPE) as process:
        assert until(lambda: len(children(process.pid)) >= 2)
        workers = children(process.pid)
        process.send_signal(getattr(signal, name))
        process.wait(60)
        assert until(lambda: not any(map(is_alive, workers)))


SCRIPT = """
import sys
from cleantext import presets
if __name__ == "__main__":
    texts = ("a\\u200b line of text " * 50 for _ in range(10**9))
    for text in presets.corpus.map(texts, jobs=2):
        sys.stdout.write(text)
"""


def test_workers_end_with_the_program_that_maps(tmp_path: Path) -> None:
    path = tmp_path / "script.py"
    path.write_text(SCRIPT, encoding="utf-8")
    with running([sys.executable, str(path)], stdout=subprocess.PIPE) as process:
        assert process.stdout and process.stdout.read(100)
        workers = children(process.pid)
        process.kill()
        process.wait(60)
        assert workers
        assert until(lambda: not any(map(is_alive, workers)))


DEAF = """
import os, signal, time
from cleantext import workers

def begin():
    heard = []
    def end(*_):
        heard.append(1)
        if len(heard) > 1:
            os._exit(0)
    signal.signal(signal.SIGTERM, end)

if __name__ == "__main__":
    workers.start(2, begin, ()).submit(os.getpid).result()
    print("ready", flush=True)
    time.sleep(600)
"""


def test_a_worker_that_did_not_hear_is_told_again(tmp_path: Path) -> None:
    """A signal between the last look for signals and the read that waits is lost on Python."""
    path = tmp_path / "script.py"
    path.write_text(DEAF, encoding="utf-8")
    with running([sys.executable, str(path)], stdout=subprocess.PIPE) as process:
        assert process.stdout and process.stdout.readline() == b"ready\n"
        workers = children(process.pid)
        process.kill()
        process.wait(60)
        assert len(workers) == 2
        assert until(lambda: not any(map(is_alive, workers)))


def test_a_killed_worker_is_an_error_that_names_the_input(tmp_path: Path, large: Path) -> None:
    other = tmp_path / "b.txt"
    other.write_bytes(DIRTY)
    command = [*COMMAND, "-i", "--select", "INV213", "-j2", str(large), str(other)]
    with running(command) as process:
        assert until(lambda: len(children(process.pid)) >= 2)
        os.kill(children(process.pid)[0], signal.SIGKILL)
        assert process.stderr
        found = process.stderr.read()
        assert process.wait(60) == 2
    assert b"a.txt: a worker process was killed" in found
    assert b"Traceback" not in found
    assert large.read_bytes() == LARGE
    assert other.read_bytes() == CLEAN  # the rest goes on


def test_a_killed_worker_of_a_map_is_an_error_of_ours(tmp_path: Path) -> None:
    path = tmp_path / "script.py"
    path.write_text(
        SCRIPT.replace(
            "        sys.stdout.write(text)",
            "        import multiprocessing\n"
            "        for child in multiprocessing.active_children():\n"
            "            child.kill()\n",
        ),
        encoding="utf-8",
    )
    done = subprocess.run([sys.executable, str(path)], capture_output=True, timeout=120)
    assert b"cleantext.errors.WorkerError: a worker process was killed" in done.stderr


def test_a_backup_that_cannot_be_made_is_said_where_and_nothing_changes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from cleantext.cli import main

    (tmp_path / "a.txt.bak").mkdir()
    long = "x" * 250 + ".txt"
    for name, why in (("a.txt", "a folder has that name"), (long, "File name too long")):
        path = tmp_path / name
        path.write_bytes(DIRTY)
        assert main(["-i.bak", "--isolated", str(path)]) == 2
        said = capsys.readouterr().err
        assert f"{name}: the old text cannot be kept as {path}.bak ({why}); left as it is" in said
        assert path.read_bytes() == DIRTY
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a.txt", "a.txt.bak", long]
