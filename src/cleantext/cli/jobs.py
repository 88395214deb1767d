"""`--jobs`: several processes, over files or over the pieces of a large one; order kept.

One part a worker and `AHEAD` more are under way: memory stays bounded. Workers get the task once;
what travels to and fro is text and edits, which for clean text are none.
"""

import io
import multiprocessing
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, Self

from .. import workers
from ..cleaned import Cleaned
from ..edits import Edit, splice
from ..errors import WorkerError
from ..io.utf8 import Reader, Store, Stored
from ..kernel import keep_memory
from ..streaming import Range
from . import progress, signals
from .task import Attempt, Made, Task, edits_of, made, text_of
from .work import attempt

if TYPE_CHECKING:
    from concurrent.futures import Executor, Future
    from multiprocessing.context import BaseContext

    from ..records.rows import Piece

AHEAD = 1
_BATCH_BYTES = 1 << 20  # small files travel together
_BATCH_FILES = 64
LARGE = 4 << 20  # a file of this size is worth several processes

_task: Task | None = None  # of a worker
_reader = Reader()


class Pool:
    """`jobs` workers for one task; started when first needed."""

    def __init__(self, task: Task, jobs: int) -> None:
        self._task = task
        self._jobs = jobs
        self._executor: Executor | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: object, *_: object) -> None:
        if self._executor is None:
            return
        if kind is not None and isinstance(self._executor, workers.Processes):
            self._executor.kill()  # an end before time: nobody waits for what is under way
        self._executor.shutdown(cancel_futures=True)

    def prepare(self) -> None:
        """Start workers that are sure to be needed, while this process reads."""
        if self._executor is None and not self._task.pipeline.plan.is_quiet(""):
            self._submit(_nothing, None)

    def texts(self, task: Task, items: "Iterable[str | Piece]") -> Iterator[Cleaned]:
        """Each item cleaned."""
        number = task.number
        for item, edits in self._map(_edits, ((item, (number, item)) for item in items)):
            text = text_of(item)
            yield Cleaned(splice(text, _good(edits)), edits, text)

    def ranges(
        self, task: Task, store: Store, ranges: Iterable[Range]
    ) -> Iterator[tuple[Range, Made | None]]:
        """Each range of a text with what came of it; a worker reads a file for itself."""
        path = store.path if isinstance(store, Stored) else None

        def work(part: Range) -> "tuple[int, tuple[str, int, int] | str] | None":
            if part.is_quiet:
                return None
            if path is not None:
                return task.number, (path, part.start, part.end)
            return task.number, store.text(part.start, part.end)

        for part, new in self._map(_made, ((part, work(part)) for part in ranges)):
            yield part, _good(new)

    def files(self, batches: Iterable[list[str]]) -> Iterator[tuple[str, Attempt, bytes]]:
        """Each file with what came of it and what is to be written to standard output."""
        for paths, results in self._map(_files, ((paths, paths) for paths in batches)):
            if isinstance(results, WorkerError):
                yield from ((path, Attempt(None, str(results)), b"") for path in paths)
                continue
            for path, (found, data) in zip(paths, results, strict=True):
                yield path, found, data

    def _map(
        self, function: Callable[[Any], Any], items: Iterable[tuple[Any, Any]]
    ) -> Iterator[tuple[Any, Any]]:
        """The first of each item with what comes of the second, None where that is None.

        Where the worker was killed that is a `WorkerError`.
        """
        waiting: deque[tuple[Any, Future[Any] | None]] = deque()

        def next() -> tuple[Any, Any]:
            item, future = waiting.popleft()
            if future is None:
                return item, None
            try:
                return item, future.result()
            except WorkerError as error:
                return item, error

        try:
            for item, work in items:
                future = None if work is None else self._submit(function, work)
                waiting.append((item, future))
                if len(waiting) >= self._jobs + AHEAD:
                    yield next()
            while waiting:
                yield next()
        finally:
            for _, future in waiting:
                if future is not None:
                    future.cancel()

    def _submit(self, function: Callable[[Any], Any], work: Any) -> "Future[Any]":
        if self._executor is None:
            for pipeline in {self._task.pipeline, *self._task.pipelines}:
                pipeline.plan  # noqa: B018  (made once, before workers are forked)
            self._executor = workers.start(self._jobs, _start, (self._task,), _context())
        try:
            return self._executor.submit(function, work)
        except WorkerError:  # all were killed; what comes gets new ones
            self._executor.shutdown(cancel_futures=True)
            self._executor = None
            return self._submit(function, work)


def _good(result: Any) -> Any:
    if isinstance(result, WorkerError):
        raise result
    return result


def _context() -> "BaseContext":
    """How workers begin: as copies of this process, where that is safe before any thread runs."""
    return multiprocessing.get_context("fork" if sys.platform == "linux" else None)


def batches(sizes: Iterable[tuple[str, int]]) -> Iterator[list[str]]:
    """Paths, small ones in batches, those of at least `LARGE` bytes alone."""
    batch: list[str] = []
    total = 0
    for path, size in sizes:
        if batch and (total + size > _BATCH_BYTES or len(batch) >= _BATCH_FILES):
            yield batch
            batch, total = [], 0
        batch.append(path)
        total += size
    if batch:
        yield batch


def _start(task: Task) -> None:
    global _task
    _task = task
    progress.current = progress.resume = None
    if multiprocessing.parent_process() is not None:  # no thread
        signals.end_cleanly()
    keep_memory()
    task.pipeline("A wrod")  # so that what a first word needs is loaded


def _nothing(_: None) -> None:
    """What a worker does that is only started."""


def _edits(work: "tuple[int, str | Piece]") -> Sequence[Edit]:
    assert _task is not None
    number, item = work
    return edits_of(_task.numbered(number), item)


def _made(work: "tuple[int, tuple[str, int, int] | str]") -> Made | None:
    assert _task is not None
    number, where = work
    task = _task.numbered(number)
    if isinstance(where, str):
        return made(task, where)
    path, start, end = where
    with open(path, "rb", 0) as file:
        return made(task, _reader.text(file.fileno(), start, end))


def _files(paths: list[str]) -> list[tuple[Attempt, bytes]]:
    assert _task is not None
    results = []
    for path in paths:
        stdout = io.BytesIO()
        found = attempt(_task, path, io.BytesIO(), stdout)
        results.append((found, stdout.getvalue()))
    return results
