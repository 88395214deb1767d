"""Processes that work for this one, and end when it does, however it ends."""

import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from contextlib import suppress
from queue import Empty, SimpleQueue
from threading import Lock, Thread
from typing import TYPE_CHECKING, Any

from .errors import WorkerError

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.context import BaseContext

KILLED = "a worker process was killed; try again, if memory is short with fewer jobs"
_ENDS = [getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)]

_Work = tuple[Future[Any], Callable[..., Any], tuple[Any, ...]]


def are_processes() -> bool:
    """Whether workers are processes, not threads of this one."""
    return bool(getattr(sys, "_is_gil_enabled", lambda: True)())


def start(
    jobs: int,
    begin: Callable[..., None],
    arguments: tuple[Any, ...],
    context: "BaseContext | None" = None,
) -> Executor:
    """`jobs` workers, each of which has called `begin(*arguments)`; threads where there is no GIL.

    Ctrl-C is left to this process. What a worker was doing when it was killed raises
    `WorkerError`; when none is left, so does `submit`.
    """
    if not are_processes():
        return ThreadPoolExecutor(jobs, initializer=begin, initargs=arguments)
    return Processes(jobs, begin, arguments, context)


class Processes(Executor):
    """Processes that do one thing after another, each over a pipe of its own.

    The standard library's pool has one pipe for the answers of all, whose other end all hold open:
    the rest of what a killed worker was saying is then waited for, for ever.
    """

    def __init__(
        self,
        jobs: int,
        begin: Callable[..., None],
        arguments: tuple[Any, ...],
        context: "BaseContext | None",
    ) -> None:
        import multiprocessing

        context = context or multiprocessing.get_context()
        self._work: SimpleQueue[_Work | None] = SimpleQueue()
        self._left = jobs
        self._lock = Lock()
        self._processes = []
        pipes = []
        mask = getattr(signal, "pthread_sigmask", lambda how, signals: ())
        before = mask(signal.SIG_BLOCK, _ENDS)  # no signal meets a worker that is not ready for it
        try:
            for _ in range(jobs):
                ours, theirs = context.Pipe()
                process = context.Process(  # type: ignore[attr-defined]
                    target=_serve, args=(theirs, begin, arguments), daemon=True
                )
                process.start()
                theirs.close()  # its end is then the end of the process
                self._processes.append(process)
                pipes.append(ours)
        finally:
            mask(signal.SIG_SETMASK, before)
        self._threads = [Thread(target=self._talk, args=(pipe,), daemon=True) for pipe in pipes]
        for thread in self._threads:
            thread.start()

    def submit(self, function: Callable[..., Any], /, *work: Any, **_: Any) -> Future[Any]:
        """Let a worker do `function(*work)`; raises `WorkerError` when none is left."""
        future: Future[Any] = Future()
        with self._lock:
            if self._left <= 0:
                raise WorkerError(KILLED)
            self._work.put((future, function, work))
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Let the workers go when they have done what they were given, or only what they do."""
        for future in self._waiting() if cancel_futures else ():
            future.cancel()
        with self._lock:
            self._left = 0
        self._work.put(None)
        for end in (*self._threads, *self._processes) if wait else ():
            end.join()

    def kill(self) -> None:
        """End the workers now: nobody waits for what is under way."""
        for process in self._processes:
            process.terminate()

    def _talk(self, pipe: "Connection") -> None:
        """Hand one worker its work, as long as it lives."""
        with pipe:
            while (item := self._work.get()) is not None:
                future, function, work = item
                if not future.set_running_or_notify_cancel():
                    continue
                try:
                    pipe.send((function, work))
                    is_good, answer = pipe.recv()
                except (EOFError, OSError):
                    self._lose(future)
                    return
                except Exception as error:
                    future.set_exception(error)
                else:
                    (future.set_result if is_good else future.set_exception)(answer)
            # A worker that was forked holds this end of the pipe, too: it would see no end of it.
            with suppress(OSError):
                pipe.send(None)
        self._work.put(None)

    def _waiting(self) -> Iterator[Future[Any]]:
        """What nobody has begun, which is taken away; that there is no more stays to be read."""
        with suppress(Empty):
            while (item := self._work.get_nowait()) is not None:
                yield item[0]
            self._work.put(None)

    def _lose(self, future: Future[Any]) -> None:
        """Take note that a worker was killed; with the last, all that waits is lost."""
        with self._lock:
            self._left -= 1
            for waiting in self._waiting() if self._left <= 0 else ():
                waiting.set_exception(WorkerError(KILLED))
        future.set_exception(WorkerError(KILLED))


def _serve(pipe: "Connection", begin: Callable[..., None], arguments: tuple[Any, ...]) -> None:
    """What a worker does all its life."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_with_parent, daemon=True).start()
    begin(*arguments)
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _ENDS)
    while True:
        try:
            item = pipe.recv()
        except (EOFError, OSError):
            return
        if item is None:
            return
        pipe.send_bytes(_answer(*item))


def _answer(function: Callable[..., Any], work: tuple[Any, ...]) -> bytes:
    """What came of it or the error, ready to travel; of an error that cannot, its words."""
    import pickle

    try:
        return pickle.dumps((True, function(*work)))
    except Exception as error:
        try:
            return pickle.dumps((False, error))
        except Exception:
            return pickle.dumps((False, RuntimeError(f"{type(error).__name__}: {error}")))


def _end_with_parent() -> None:
    """Wait until the process is gone that this one works for.

    Its end closes a pipe; where another process holds that open, it is seen by who our parent is.
    """
    from multiprocessing import parent_process
    from multiprocessing.connection import wait

    boss, parent = parent_process(), os.getppid()
    while boss is not None and not wait([boss.sentinel], 1) and os.getppid() == parent:
        pass
    while True:  # a signal that comes just before the main thread begins to wait is not heard
        os.kill(os.getpid(), signal.SIGTERM)
        time.sleep(0.5)
