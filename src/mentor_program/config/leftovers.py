"""What a `run` that was killed outright leaves behind: its web server, which holds the port.

The database server that it leaves needs nothing: the next `run` finds it by its own pid file and stops it in its turn.
"""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil

from mentor_program.config.serve import STOP_SECONDS
from mentor_program.persistence.home import write_private

# A process is its number and when it began: numbers are given out again.
Process = list[float]


@contextmanager
def noted(home: Path, server: int) -> Iterator[None]:
    """Note in `home`, for the length of a `with` block, that this process serves through the process `server`."""
    note = home / f"run-{os.getpid()}.json"
    write_private(note, json.dumps({"run": _facts(os.getpid()), "server": _facts(server)}))
    try:
        yield
    finally:
        note.unlink(missing_ok=True)


def end_all(home: Path) -> None:
    """End every web server of this home whose `run` is gone. One whose `run` is alive is left alone."""
    for note in home.glob("run-*.json"):
        try:
            facts = json.loads(note.read_text())
            run, server = _alive(facts["run"]), _alive(facts["server"])
        except (OSError, ValueError, KeyError, TypeError):
            run = server = None
        if run is None:
            if server is not None:
                _end(server)
            note.unlink(missing_ok=True)


def _facts(pid: int) -> Process:
    try:
        return [pid, psutil.Process(pid).create_time()]
    except psutil.Error:  # ended already
        return [pid, 0]


def _alive(process: Process) -> psutil.Process | None:
    pid, began = process
    try:
        found = psutil.Process(int(pid))
        alive = found.create_time() == began and found.status() != psutil.STATUS_ZOMBIE
    except psutil.Error:
        return None
    return found if alive else None


def _end(server: psutil.Process) -> None:
    workers = server.children(recursive=True)
    server.terminate()
    _, left = psutil.wait_procs([server, *workers], timeout=STOP_SECONDS + 5)
    for process in left:
        process.kill()
    psutil.wait_procs(left, timeout=5)
