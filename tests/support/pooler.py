"""Debian's pgbouncer in transaction mode before a database: many clients share few connections to the server."""

import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from mentor_program.persistence.server_account import server_account

PROGRAM = "/usr/sbin/pgbouncer"
SECONDS = 20
SETTINGS = """
[databases]
{dbname} = host={host} port={port} dbname={dbname}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = {listen_port}
unix_socket_dir =
auth_type = scram-sha-256
auth_file = {folder}/users
pool_mode = transaction
default_pool_size = {connections}
max_client_conn = 100
"""


@contextmanager
def pooler(address: str, *, connections: int) -> Iterator[str]:
    """Yield the address of a pooler with at most `connections` to the database at `address`, for its user only."""
    parts, folder = conninfo_to_dict(address), Path(tempfile.mkdtemp(prefix="mentor-program-pooler-"))
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    (folder / "users").write_text(f'"{parts["user"]}" "{parts["password"]}"\n')
    settings = folder / "pgbouncer.ini"
    settings.write_text(SETTINGS.format(**parts, listen_port=port, folder=folder, connections=connections))
    account = server_account()  # it refuses to run as root
    if account:
        for path in (folder, folder / "users", settings):
            os.chown(path, account.pw_uid, account.pw_gid)
    identity = {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []} if account else {}
    with open(folder / "log", "w") as log:
        process = subprocess.Popen([PROGRAM, settings], cwd=folder, stdout=log, stderr=log, **identity)
    try:
        pooled = make_conninfo(address, host="127.0.0.1", port=port)
        _wait_until_it_answers(pooled, process, folder / "log")
        yield pooled
    finally:
        process.terminate()
        process.wait(SECONDS)
        shutil.rmtree(folder)


def _wait_until_it_answers(address: str, process: subprocess.Popen, log: Path) -> None:
    last = time.monotonic() + SECONDS
    while process.poll() is None and time.monotonic() < last:
        try:
            psycopg.connect(address).close()
        except psycopg.OperationalError:
            time.sleep(0.05)
        else:
            return
    raise RuntimeError(f"pgbouncer does not answer:\n{log.read_text()}")
