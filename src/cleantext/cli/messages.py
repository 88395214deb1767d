"""What the command says beside its output: on standard error, fit to be seen, never in the way."""

import os
import sys
from typing import Any

_LONGEST = 2_000  # characters of a message; a name may have any number


def complain(message: str) -> None:
    """Say what went wrong, on one line that names the command."""
    from ..report.visible import visible

    if len(message) > _LONGEST:
        half = _LONGEST // 2
        message = f"{message[:half]} ... {message[-half:]}"
    tell(f"cleantext: {visible(message)}\n")


def tell(text: str) -> None:
    """Write to standard error. Whether that can be written changes nothing else."""
    if sys.stderr is None:  # closed by whoever started the command
        return
    show_line("")
    try:
        sys.stderr.write(text)
        sys.stderr.flush()
    except (OSError, ValueError):
        let_go(sys.stderr)


_has_line = False


def show_line(text: str) -> None:
    """Put a line on the screen in place of the one before; "" leaves none."""
    global _has_line
    if sys.stderr is None or not (text or _has_line):
        return
    _has_line = bool(text)
    try:
        sys.stderr.write(f"\r\x1b[K{text}")
        sys.stderr.flush()
    except (OSError, ValueError):
        let_go(sys.stderr)


def let_go(stream: Any) -> None:
    """Point a stream to nowhere, lest the interpreter complain as it flushes at exit."""
    try:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)
    except (OSError, ValueError, AttributeError):
        pass  # a stand-in without a descriptor has nothing to flush
