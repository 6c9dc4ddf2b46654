"""Time that the neighbours on the machine do not change: what a process spent on a processor.

Everything is in memory and nobody waits, so on a quiet machine it is the time that a clock on the wall shows.
"""

import time
from pathlib import Path


def spent_by(pid: int) -> float:
    """Milliseconds that a process has spent on a processor so far; the wall clock where Linux does not tell."""
    try:
        return int(Path(f"/proc/{pid}/schedstat").read_text().split()[0]) / 1e6
    except OSError:
        return 1000 * time.perf_counter()


def spent_here() -> float:
    """Milliseconds that this process has spent on a processor so far."""
    return 1000 * time.process_time()


def calm(times: list[float]) -> float:
    """The time when nothing came in between: the least of all, since whatever comes in between only adds."""
    return min(times)
