"""Workers: what comes of work, also when they die in the midst of it."""

import multiprocessing
import os
import signal
import sys
import threading
import time
from collections.abc import Iterator
from multiprocessing import connection

import pytest

from cleantext.errors import WorkerError
from cleantext.workers import Processes

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="workers as copies, signals")


def begin(word: str) -> None:
    assert word == "go"


def double(number: int) -> int:
    return 2 * number


def wait_and_double(number: int) -> int:
    time.sleep(0.2)
    return 2 * number


def refuse(number: int) -> int:
    raise ValueError(f"not {number}")


class Odd(Exception):
    def __reduce__(self) -> str:
        raise TypeError("this cannot travel")


def refuse_oddly(number: int) -> int:
    raise Odd(f"not {number}")


def die(_: object) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def die_later(_: object) -> None:
    time.sleep(0.1)
    die(None)


def die_in_the_answer(_: object) -> bytes:
    """The answer's first bytes are sent, then the process is killed."""

    def send(self: connection.Connection, data: bytes, write: object = None) -> None:
        os.write(self.fileno(), bytes(data)[:5_000])
        die(None)

    connection.Connection._send = send  # type: ignore[attr-defined]
    return b"answer" * 1_000_000


@pytest.fixture
def pair() -> Iterator[Processes]:
    workers = Processes(2, begin, ("go",), multiprocessing.get_context("fork"))
    yield workers
    workers.kill()
    workers.shutdown(cancel_futures=True)
    assert multiprocessing.active_children() == []


def test_each_answer_belongs_to_its_question(pair: Processes) -> None:
    futures = [pair.submit(double, number) for number in range(50)]
    assert [future.result(20) for future in futures] == [2 * number for number in range(50)]


def test_large_work_and_answers_travel(pair: Processes) -> None:
    works = [bytes([number]) * 3_000_000 for number in range(6)]
    futures = [pair.submit(bytes.upper, work) for work in works]
    assert [future.result(20) for future in futures] == [work.upper() for work in works]


def test_an_error_is_the_one_that_was_raised(pair: Processes) -> None:
    with pytest.raises(ValueError, match="not 3"):
        pair.submit(refuse, 3).result(20)
    with pytest.raises(RuntimeError, match="Odd: not 4"):
        pair.submit(refuse_oddly, 4).result(20)
    assert pair.submit(double, 5).result(20) == 10


@pytest.mark.parametrize("end", [die, die_in_the_answer])
def test_one_that_is_killed_takes_only_its_own_work_along(pair: Processes, end: object) -> None:
    first = pair.submit(wait_and_double, 1)
    dead = pair.submit(end, None)  # type: ignore[arg-type]
    rest = [pair.submit(wait_and_double, number) for number in range(2, 5)]
    with pytest.raises(WorkerError, match="a worker process was killed"):
        dead.result(20)
    assert [future.result(20) for future in (first, *rest)] == [2, 4, 6, 8]
    assert pair.submit(double, 1).result(20) == 2


def test_all_may_be_killed(pair: Processes) -> None:
    futures = [pair.submit(die_in_the_answer, None) for _ in range(2)]
    futures += [pair.submit(wait_and_double, number) for number in range(3)]
    for future in futures:
        with pytest.raises(WorkerError):
            future.result(20)
    with pytest.raises(WorkerError):
        pair.submit(double, 1)


def test_an_end_at_once_waits_for_nobody() -> None:
    workers = Processes(2, begin, ("go",), multiprocessing.get_context("fork"))
    futures = [workers.submit(time.sleep, 60) for _ in range(5)]
    while not futures[1].running():
        time.sleep(0.01)
    start = time.monotonic()
    workers.kill()
    workers.shutdown(cancel_futures=True)
    assert time.monotonic() - start < 20
    assert all(future.done() for future in futures)
    assert multiprocessing.active_children() == []


def test_they_go_when_they_are_let_go() -> None:
    workers = Processes(2, begin, ("go",), multiprocessing.get_context("fork"))
    future = workers.submit(wait_and_double, 4)
    workers.shutdown()
    assert future.result(0) == 8
    assert multiprocessing.active_children() == []


def test_they_go_when_one_of_them_dies_meanwhile() -> None:
    workers = Processes(2, begin, ("go",), multiprocessing.get_context("fork"))
    dead, other = workers.submit(die_later, None), workers.submit(wait_and_double, 4)
    end = threading.Thread(target=workers.shutdown, daemon=True)
    end.start()
    with pytest.raises(WorkerError):
        dead.result(20)
    assert other.result(20) == 8
    end.join(20)
    assert not end.is_alive()
    assert multiprocessing.active_children() == []
