"""How gunicorn is started, for the demo and for production alike."""

import sys
from pathlib import Path

THREADS = 8
STOP_SECONDS = 10
# The most that gunicorn takes: filters in the address bar may be long, and its own refusal is a bare line of English.
LONGEST_ADDRESS = 8190


def gunicorn_arguments(*, bind: str, workers: int) -> list[str]:
    """Return the command line that serves the product on `bind` ("address:port")."""
    return [
        str(Path(sys.executable).with_name("gunicorn")),
        "mentor_program.config.wsgi:application",
        f"--bind={bind}",
        f"--workers={workers}",
        f"--threads={THREADS}",
        f"--graceful-timeout={STOP_SECONDS}",
        f"--limit-request-line={LONGEST_ADDRESS}",
        "--log-level=warning",
        "--no-control-socket",
    ]
