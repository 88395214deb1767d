"""How a process of the command ends when it is told to: with nothing left behind."""

import os
import signal
from types import FrameType

from ..io.swap import remove_unfinished

ENDS = [getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]


def end_cleanly() -> None:
    """Let signals that end this process first remove what is half done; those ignored stay so."""
    for number in ENDS:
        if signal.getsignal(number) == signal.SIG_DFL:
            signal.signal(number, _end)


def no_more() -> None:
    """Ctrl-C was heard."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _end(number: int, frame: FrameType | None) -> None:
    remove_unfinished()
    signal.signal(number, signal.SIG_DFL)
    os.kill(os.getpid(), number)  # so that whoever waits for it learns why
