"""How many workers there are to be."""

import os

MOST = 64
"""Workers, unless there are more cores."""


def cores() -> int:
    """How many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def workers_for(jobs: int) -> int:
    """How many workers `jobs` means: 0 is one for each core.

    >>> workers_for(3)
    3

    Raises `ValueError` below 0 and where so many would only fill the memory.
    """
    most = max(MOST, 2 * cores())
    if not 0 <= jobs <= most:
        raise ValueError(f"jobs must be 0 (all cores) to {most}, not {jobs}")
    return jobs or cores()
