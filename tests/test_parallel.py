"""`Pipeline.map` on several workers: the same texts, in order, read ahead only a little."""

import time
from collections.abc import Iterator
from functools import cache
from itertools import islice

import pytest

from cleantext import InputTypeError, WorkerError, parallel, presets, workers

TEXTS = [f"text {k}\u00a0of {'x' * (k % 7) * 60}" if k % 3 else f"clean {k}" for k in range(300)]


@cache
def expected() -> list[str]:
    return [presets.corpus(text) for text in TEXTS]


@pytest.mark.parametrize("jobs", [0, 1, 2, 3])
def test_same_answers_in_order_and_the_same_objects(
    jobs: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parallel, "BATCH_CHARACTERS", 1 << 12)  # several batches of little text
    cleaned = list(presets.corpus.map(TEXTS, jobs=jobs))
    assert cleaned == expected()
    for text, new in zip(TEXTS, cleaned, strict=True):
        assert (new is text) == (new == text)


def test_reads_ahead_only_a_little(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parallel, "BATCH_TEXTS", 10)
    taken = 0

    def endless() -> Iterator[str]:
        nonlocal taken
        while True:
            taken += 1
            yield "a\u00a0b"

    first = list(islice(presets.corpus.map(endless(), jobs=2), 15))
    assert first == ["a b"] * 15
    assert taken <= 10 * (parallel.AHEAD * 2 + 2)


def test_an_error_in_a_worker_is_the_error_the_caller_sees() -> None:
    with pytest.raises(InputTypeError, match="text must be str, not int"):
        list(presets.corpus.map(["a", 1], jobs=2))  # type: ignore[list-item]


@pytest.mark.parametrize("jobs", [-1, 100_000])
def test_jobs_that_no_machine_has_are_refused(jobs: int) -> None:
    with pytest.raises(ValueError, match="jobs must be 0"):
        list(presets.corpus.map(TEXTS, jobs=jobs))


def test_a_worker_killed_while_it_answers_is_not_waited_for() -> None:
    """Its last answer may have come by half, and other workers go on."""
    for delay in range(12):
        executor = workers.start(2, _nothing, ())
        assert isinstance(executor, workers.Processes)
        futures = [executor.submit(bytes, 1 << 24) for _ in range(6)]
        time.sleep(delay / 1000)
        executor.kill()
        for future in futures:
            error = future.exception(20)
            assert error is None or isinstance(error, WorkerError)
        executor.shutdown()
        with pytest.raises(WorkerError):
            executor.submit(print)


def _nothing() -> None:
    """How these workers begin."""
