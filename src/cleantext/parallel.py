"""Cleaning on several cores: order kept, memory bounded, the same answers as on one."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import TYPE_CHECKING

from . import workers
from .cores import workers_for
from .errors import check_text

if TYPE_CHECKING:
    from concurrent.futures import Executor, Future

Clean = Callable[[str], str]

BATCH_CHARACTERS = 1 << 18  # enough work to be worth the way to another process
BATCH_TEXTS = 4_096
QUIETER = 16  # times as many characters of texts that stay here, with nothing to do
AHEAD = 2  # batches in flight for each worker

_cleaner: Clean | None = None  # of a worker process


def ordered_map(
    clean: Clean, is_quiet: Callable[[str], bool], texts: Iterable[str], jobs: int
) -> Iterator[str]:
    """Each of `texts` cleaned, in order, by `jobs` workers (0: one for each core).

    At most `AHEAD` batches for each worker are read ahead. Texts of which `is_quiet` says that
    there is nothing to do are not sent to the workers. A text with nothing to do comes back as the
    same object. Workers are processes, which end when this one does; threads where Python runs
    without its global lock.
    Raises `WorkerError` when one is killed, `ValueError` as `workers_for`.
    """
    jobs = workers_for(jobs)
    if jobs == 1:
        yield from map(clean, texts)
        return
    pool = _Workers(clean, jobs)
    waiting: deque[tuple[list[str], list[int], Future[list[str | None]] | None]] = deque()
    try:
        for batch, loud in _batches(texts, is_quiet):
            future = pool.start([batch[number] for number in loud]) if loud else None
            waiting.append((batch, loud, future))
            while waiting and (waiting[0][2] is None or len(waiting) >= AHEAD * jobs):
                yield from _merged(*waiting.popleft())
        while waiting:
            yield from _merged(*waiting.popleft())
    finally:  # a consumer that stops early does not wait for what nobody will see
        for _, _, future in waiting:
            if future is not None:
                future.cancel()
        pool.stop()


class _Workers:
    """Workers that clean lists of texts; started when there is first something to do."""

    def __init__(self, clean: Clean, jobs: int) -> None:
        self._clean = clean
        self._jobs = jobs
        self._executor: Executor | None = None

    def start(self, texts: list[str]) -> "Future[list[str | None]]":
        """Begin to clean `texts`."""
        if self._executor is None:
            self._executor = workers.start(self._jobs, _start, (self._clean,))
        clean = _work if workers.are_processes() else partial(_changed, self._clean)
        return self._executor.submit(clean, texts)

    def stop(self) -> None:
        """Let the workers go."""
        if self._executor is not None:
            self._executor.shutdown()


def _start(clean: Clean) -> None:
    global _cleaner
    _cleaner = clean


def _work(batch: list[str]) -> list[str | None]:
    assert _cleaner is not None
    return _changed(_cleaner, batch)


def _changed(clean: Clean, batch: list[str]) -> list[str | None]:
    """The cleaned texts, with None where the text is what it was: most need not travel back."""
    cleaned = map(clean, batch)
    return [None if new is text else new for text, new in zip(batch, cleaned, strict=True)]


def _merged(
    batch: list[str], loud: list[int], future: "Future[list[str | None]] | None"
) -> Iterator[str]:
    if future is not None:
        for number, new in zip(loud, future.result(), strict=True):
            if new is not None:
                batch[number] = new
    yield from batch


def _batches(
    texts: Iterable[str], is_quiet: Callable[[str], bool]
) -> Iterator[tuple[list[str], list[int]]]:
    """Texts in batches, with the numbers of those that are worth the way to another process."""
    batch: list[str] = []
    loud: list[int] = []
    size = 0
    for text in texts:
        if is_quiet(check_text(text)):
            size += len(text) // QUIETER
        else:
            loud.append(len(batch))
            size += len(text)
        batch.append(text)
        if size >= BATCH_CHARACTERS or len(batch) >= BATCH_TEXTS:
            yield batch, loud
            batch, loud, size = [], [], 0
    if batch:
        yield batch, loud
