"""The demo: database, migrations, demo data and server in one command, and all of it gone after Ctrl-C."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

from mentor_program.config import leftovers
from mentor_program.config.serve import gunicorn_arguments
from mentor_program.persistence.database_urls import database_running
from mentor_program.persistence.home import home

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
FIRST_PAGE_SECONDS = 60


class StopRequest:
    """Remembers that Ctrl-C or a signal to end has come. Nothing is torn down half-way: each step asks in its turn."""

    def __init__(self) -> None:
        self.came = False
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            # Also where a shell started us with Ctrl-C ignored, as it does for what runs in the background.
            signal.signal(number, self._remember)
        self._make_awaits_it = _make_awaits_ctrl_c()

    def _remember(self, *_: object) -> None:
        self.came = True

    def __bool__(self) -> bool:
        return self.came or (self._make_awaits_it and not _make_awaits_ctrl_c())


def run(*, port: int) -> int:
    """Serve on 127.0.0.1:`port` until Ctrl-C or a signal to end; returns the exit code."""
    leftovers.end_all(home())
    if _port_is_taken(port):
        print(f"Port {port} is in use. Choose another one: make run PORT={port + 1}", file=sys.stderr)
        return 1
    stop = StopRequest()
    with database_running():
        shows_demo = _prepare()
        code = 0 if stop else _serve(port, stop, shows_demo=shows_demo)
    print("\nStopped.", flush=True)
    return code


def _prepare() -> bool:
    """Bring everything up to date; tells whether the demo is in the database, not somebody's own data."""
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connections

    from mentor_program.accounts.models import User
    from mentor_program.config.migrate import migrate
    from mentor_program.demo import load_demo

    migrate(say=lambda line: None)
    load_demo()
    call_command("collectstatic", interactive=False, verbosity=0)
    # Their password is worth nothing where another service knows the passwords.
    shows_demo = settings.SIGN_IN == "local" and User.objects.filter(email=next(iter(DEMO_ACCOUNTS))).exists()
    connections.close_all()
    return shows_demo


def _serve(port: int, stop: StopRequest, *, shows_demo: bool) -> int:
    # In a session of its own, so that Ctrl-C reaches it through us alone.
    server = subprocess.Popen(gunicorn_arguments(bind=f"127.0.0.1:{port}", workers=1), start_new_session=True)
    try:
        with leftovers.noted(home(), server.pid):
            if _answers(server, port, stop):
                _greet(port, shows_demo=shows_demo)
            while server.poll() is None and not stop:
                time.sleep(LOOK_AGAIN_SECONDS)
            return server.poll() or 0
    finally:
        server.terminate()
        server.wait()


def _greet(port: int, *, shows_demo: bool) -> None:
    print(f"\nReady: http://127.0.0.1:{port}/\n")
    if shows_demo:
        print(f"Demo accounts, all with the password {DEMO_PASSWORD}:")
        for email, meaning in DEMO_ACCOUNTS.items():
            print(f"  {email:28} {meaning}")
        print()
    print("Stop with Ctrl-C.", flush=True)


def _answers(server: subprocess.Popen[bytes], port: int, stop: StopRequest) -> bool:
    """Wait for the first page; False when the server ends or we are told to stop before that."""
    while server.poll() is None and not stop:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=FIRST_PAGE_SECONDS)
        try:
            connection.request("GET", "/accounts/login/")
            connection.getresponse()
            return True
        except OSError:
            time.sleep(LOOK_AGAIN_SECONDS)
        finally:
            connection.close()
    return False


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
