"""The demo: database, migrations, demo data and server in one command, and all of it gone after Ctrl-C."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

from mentor_program.config.serve import gunicorn_arguments
from mentor_program.persistence.database_urls import database_running

DEMO_PASSWORD = "demo-passord"
DEMO_ACCOUNTS = {
    "coordinator@demo.example": "coordinator of the whole organisation",
    "local@demo.example": "coordinator of one county branch",
    "mentor@demo.example": "mentor with two active pairs",
    "idle@demo.example": "mentor without a mentee",
    "mentee@demo.example": "mentee",
    "coordinator@other.example": "coordinator of another organisation",
}
LOOK_AGAIN_SECONDS = 0.2
START_SECONDS = 60


def run(*, port: int) -> int:
    """Serve on 127.0.0.1:`port` until Ctrl-C or a signal to end; returns the exit code."""
    if _port_is_taken(port):
        print(f"Port {port} is in use. Choose another one: make run PORT={port + 1}", file=sys.stderr)
        return 1
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        # Also where a shell started us with Ctrl-C ignored, as it does for what runs in the background.
        signal.signal(number, signal.default_int_handler)
    try:
        with database_running():
            _prepare()
            return _serve(port)
    except KeyboardInterrupt:
        print("\nStopped.", flush=True)
        return 0


def _prepare() -> None:
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connections

    from mentor_program.config.migrate import migrate

    migrate(say=lambda line: None)
    _load_demo()
    call_command("collectstatic", interactive=False, verbosity=0)
    connections.close_all()


def _load_demo() -> None:
    from mentor_program import demo

    if hasattr(demo, "load_demo"):
        demo.load_demo()


def _serve(port: int) -> int:
    # In a session of its own, so that Ctrl-C reaches it through us alone.
    server = subprocess.Popen(gunicorn_arguments(bind=f"127.0.0.1:{port}", workers=1), start_new_session=True)
    try:
        _wait_until_it_answers(server, port)
        _greet(port)
        make_is_waiting = _make_awaits_ctrl_c()
        while server.poll() is None:
            if make_is_waiting and not _make_awaits_ctrl_c():
                raise KeyboardInterrupt
            time.sleep(LOOK_AGAIN_SECONDS)
        return server.returncode
    finally:
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, signal.SIG_IGN)  # a second Ctrl-C must not leave the database running
        server.terminate()
        server.wait()


def _greet(port: int) -> None:
    print(f"\nReady: http://127.0.0.1:{port}/\n\nDemo accounts, all with the password {DEMO_PASSWORD}:")
    for email, meaning in DEMO_ACCOUNTS.items():
        print(f"  {email:28} {meaning}")
    print("\nStop with Ctrl-C.", flush=True)


def _wait_until_it_answers(server: subprocess.Popen, port: int) -> None:
    deadline = time.monotonic() + START_SECONDS
    while server.poll() is None and time.monotonic() < deadline:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=START_SECONDS)
        try:
            connection.request("GET", "/accounts/login/")
            connection.getresponse()
            return
        except OSError:
            time.sleep(LOOK_AGAIN_SECONDS)
        finally:
            connection.close()


def _port_is_taken(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def _make_awaits_ctrl_c() -> bool:
    """Tell whether `make` is our parent and still catches SIGINT.

    A make that is sent SIGINT by `kill`, not by the keyboard, waits for us without telling us. On Linux it shows:
    from then on it no longer catches the signal.
    """
    folder = Path(f"/proc/{os.getppid()}")
    try:
        if (folder / "comm").read_text().strip() not in ("make", "gmake"):
            return False
        lines = (folder / "status").read_text().splitlines()
    except OSError:
        return False
    caught = next(line for line in lines if line.startswith("SigCgt:"))
    return bool(int(caught.split()[1], 16) & 1 << (signal.SIGINT - 1))
