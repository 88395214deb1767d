"""Cleaning on several cores: order kept, memory bounded, the same answers as on one."""

import os
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

from .errors import check_text

if TYPE_CHECKING:
    from concurrent.futures import Executor, Future

    from .pipeline import Pipeline

BATCH_CHARACTERS = 1 << 18  # enough work to be worth the way to another process
BATCH_TEXTS = 4_096
AHEAD = 2  # batches in flight for each worker

_pipeline: "Pipeline | None" = None  # of a worker process


def cores() -> int:
    """How many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def ordered_map(pipeline: "Pipeline", texts: Iterable[str], jobs: int) -> Iterator[str]:
    """Each of `texts` cleaned, in order, by `jobs` workers (0: one for each core).

    At most `AHEAD` batches for each worker are read ahead. A text with nothing to do comes back as
    the same object. Workers are processes; threads where Python runs without its global lock.
    """
    if jobs < 0:
        raise ValueError(f"jobs must be 0 (all cores) or more, not {jobs}")
    jobs = jobs or cores()
    if jobs == 1:
        yield from map(pipeline, texts)
        return
    clean, executor = _executor(pipeline, jobs)
    with executor:
        waiting: deque[tuple[list[str], Future[list[str | None]]]] = deque()
        try:
            for batch in _batches(texts):
                waiting.append((batch, executor.submit(clean, batch)))
                if len(waiting) >= AHEAD * jobs:
                    yield from _merged(*waiting.popleft())
            while waiting:
                yield from _merged(*waiting.popleft())
        finally:  # a consumer that stops early does not wait for what nobody will see
            for _, future in waiting:
                future.cancel()


def _executor(
    pipeline: "Pipeline", jobs: int
) -> "tuple[Callable[[list[str]], list[str | None]], Executor]":
    from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor

    if not getattr(sys, "_is_gil_enabled", lambda: True)():
        return lambda batch: _changed(pipeline, batch), ThreadPoolExecutor(jobs)
    return _work, ProcessPoolExecutor(jobs, initializer=_start, initargs=(pipeline,))


def _start(pipeline: "Pipeline") -> None:
    global _pipeline
    _pipeline = pipeline


def _work(batch: list[str]) -> list[str | None]:
    assert _pipeline is not None
    return _changed(_pipeline, batch)


def _changed(pipeline: "Pipeline", batch: list[str]) -> list[str | None]:
    """The cleaned texts, with None where the text is what it was: most need not travel back."""
    cleaned = (pipeline(text) for text in batch)
    return [None if new is text else new for text, new in zip(batch, cleaned, strict=True)]


def _merged(batch: list[str], future: "Future[list[str | None]]") -> Iterator[str]:
    for text, new in zip(batch, future.result(), strict=True):
        yield text if new is None else new


def _batches(texts: Iterable[str]) -> Iterator[list[str]]:
    batch: list[str] = []
    size = 0
    for text in texts:
        batch.append(text)
        size += len(check_text(text))
        if size >= BATCH_CHARACTERS or len(batch) >= BATCH_TEXTS:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch
