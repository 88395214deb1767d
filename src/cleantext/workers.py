"""Processes that work for this one, and end when it does, however it ends."""

import os
import signal
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from .errors import WorkerError

if TYPE_CHECKING:
    from concurrent.futures import Executor, Future
    from multiprocessing.context import BaseContext

KILLED = "a worker process was killed; try again, if memory is short with fewer jobs"
_ENDS = [getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)]


def are_processes() -> bool:
    """Whether workers are processes, not threads of this one."""
    return bool(getattr(sys, "_is_gil_enabled", lambda: True)())


def start(
    jobs: int,
    begin: Callable[..., None],
    arguments: tuple[Any, ...],
    context: "BaseContext | None" = None,
) -> "Executor":
    """`jobs` workers, each of which has called `begin(*arguments)`; threads where there is no GIL.

    Ctrl-C is left to this process.
    """
    from concurrent import futures

    if not are_processes():
        return futures.ThreadPoolExecutor(jobs, initializer=begin, initargs=arguments)
    return futures.ProcessPoolExecutor(jobs, context, _begin, (begin, arguments))


def submit(executor: "Executor", function: Callable[[Any], Any], work: Any) -> "Future[Any]":
    """Let a worker do `function(work)`; no signal meets a worker that is not ready for it."""
    from concurrent.futures import BrokenExecutor

    mask = getattr(signal, "pthread_sigmask", lambda how, signals: ())
    before = mask(signal.SIG_BLOCK, _ENDS)
    try:
        return executor.submit(function, work)
    except BrokenExecutor:
        raise WorkerError(KILLED) from None
    finally:
        mask(signal.SIG_SETMASK, before)


def result(future: "Future[Any]") -> Any:
    """What came of it; raises `WorkerError` when the worker was killed."""
    from concurrent.futures import BrokenExecutor

    try:
        return future.result()
    except BrokenExecutor:
        raise WorkerError(KILLED) from None


def _begin(begin: Callable[..., None], arguments: tuple[Any, ...]) -> None:
    from threading import Thread

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_with_parent, daemon=True).start()
    begin(*arguments)
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _ENDS)


def _end_with_parent() -> None:
    """Wait until the process is gone that this one works for.

    Its end closes a pipe; where another process holds that open, it is seen by who our parent is.
    """
    from multiprocessing import parent_process
    from multiprocessing.connection import wait

    boss, parent = parent_process(), os.getppid()
    while boss is not None and not wait([boss.sentinel], 1) and os.getppid() == parent:
        pass
    os.kill(os.getpid(), signal.SIGTERM)
