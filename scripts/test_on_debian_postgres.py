"""Runs the tests of policies and services on Debian's PostgreSQL 15 too: the oldest server that is supported.

    .venv/bin/python scripts/test_on_debian_postgres.py [other tests, or options of pytest after them]

With TEST_DATABASE_SHAPE=supabase in the environment they run in a database of Supabase's shape.
A server of its own in a temporary folder, on a free port of this machine; nothing of it remains.
"""

import os
import pwd
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from setup import REPOSITORY, install_debian_packages

BINARIES = Path("/usr/lib/postgresql/15/bin")
SUITES = ["tests/policies", "tests/services"]
SUITES_OF_SUPABASE = ["tests/policies", "tests/supabase/test_project.py", "tests/persistence/test_pooler.py"]
# Not `postgres`: in Supabase's shape that name belongs to somebody weaker.
OWNER = "cluster_admin"
# A test database need not survive a power cut.
OPTIONS = (
    "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c deadlock_timeout=100ms"
    " -c unix_socket_directories="
)


def main() -> int:
    """Install the server where it is missing, run the tests and return pytest's exit code."""
    if not (BINARIES / "initdb").exists():
        install_debian_packages(["postgresql-15"], why="to test on the oldest server that is supported")
    suites = SUITES_OF_SUPABASE if os.environ.get("TEST_DATABASE_SHAPE") == "supabase" else SUITES
    with server_running() as address:
        environment = os.environ | {"TEST_DATABASE_SERVER": address}
        command = [sys.executable, "-m", "pytest", *(sys.argv[1:] or suites)]
        return subprocess.run(command, cwd=REPOSITORY, env=environment, check=False).returncode


@contextmanager
def server_running() -> Iterator[str]:
    """Yield the address of a new server, which ends with the `with` block."""
    folder, password = Path(tempfile.mkdtemp(prefix="mentor-program-postgres15-")), secrets.token_urlsafe(24)
    try:
        words = folder / "password"
        words.write_text(password)
        if account() is not None:
            for path in (folder, words):
                shutil.chown(path, account().pw_uid, account().pw_gid)
        data = folder / "data"
        run(folder, "initdb", "-D", data, "-U", OWNER, "-E", "UTF8", "--locale=C.UTF-8", "-A", "scram-sha-256",
            f"--pwfile={words}", "--no-sync")  # fmt: skip
        port = free_port()
        options = f"{OPTIONS} -c listen_addresses=127.0.0.1 -c port={port}"
        run(folder, "pg_ctl", "start", "-D", data, "-w", "-l", folder / "log", "-o", options)
        try:
            yield f"postgresql://{OWNER}:{password}@127.0.0.1:{port}/postgres"
        finally:
            run(folder, "pg_ctl", "stop", "-D", data, "-m", "immediate")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def account() -> pwd.struct_passwd | None:
    """The account that runs the server: PostgreSQL refuses to run as root."""
    return pwd.getpwnam("postgres") if os.geteuid() == 0 else None


def run(folder: Path, program: str, *arguments: object) -> None:
    identity = {"user": account().pw_uid, "group": account().pw_gid, "extra_groups": []} if account() else {}
    command = [BINARIES / program, *map(str, arguments)]
    result = subprocess.run(
        command,
        cwd=folder,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        start_new_session=True,
        **identity,
    )
    if result.returncode:
        sys.exit(f"{program} failed:\n{result.stdout}{result.stderr}")


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return listener.getsockname()[1]


if __name__ == "__main__":
    sys.exit(main())
