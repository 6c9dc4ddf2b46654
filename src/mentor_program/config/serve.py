"""How gunicorn is started, for the demo and for production alike."""

import sys
from pathlib import Path

THREADS = 8
STOP_SECONDS = 10


def gunicorn_arguments(*, bind: str, workers: int) -> list[str]:
    """Return the command line that serves the product on `bind` ("address:port")."""
    return [
        str(Path(sys.executable).with_name("gunicorn")),
        "mentor_program.config.wsgi:application",
        f"--bind={bind}",
        f"--workers={workers}",
        f"--threads={THREADS}",
        f"--graceful-timeout={STOP_SECONDS}",
        "--log-level=warning",
        "--no-control-socket",
    ]
