import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from mentor_program.persistence.embedded_postgres import EmbeddedPostgres
from mentor_program.persistence.home import make_folder

USE_IT = """
import sys
from pathlib import Path
from mentor_program.persistence.embedded_postgres import EmbeddedPostgres
server = EmbeddedPostgres(Path(sys.argv[1]))
server.start()
print("started", flush=True)
sys.stdin.readline()
server.stop()
"""


@pytest.fixture(scope="module")
def place() -> Iterator[Path]:
    """A folder that the server's account may pass through, unlike pytest's own."""
    folder = Path(tempfile.mkdtemp(prefix="mentor-program-place-"))
    folder.chmod(0o711)
    yield folder
    shutil.rmtree(folder)


@pytest.fixture(scope="module")
def cluster(place) -> Iterator[EmbeddedPostgres]:
    make_folder(place / "home", mode=0o711)
    server = EmbeddedPostgres(place / "home", options={"fsync": "off"})
    yield server
    shutil.rmtree(server.folder, ignore_errors=True)


@pytest.fixture
def server(cluster) -> Iterator[EmbeddedPostgres]:
    """A server that is not running, with what earlier tests left in it."""
    yield cluster
    cluster.stop()


def ask(server: EmbeddedPostgres, statement: str):
    with psycopg.connect(server.urls.owner) as connection:
        return connection.execute(statement).fetchone()


def write(server: EmbeddedPostgres, statement: str) -> None:
    with psycopg.connect(server.urls.owner) as connection:
        connection.execute(statement)


def test_what_was_written_is_there_after_a_restart(server):
    with server.running():
        write(server, "create table written as select 'Ås' as place")
    assert not server.is_running()
    with server.running():
        assert ask(server, "select place, lower(place) from written") == ("Ås", "ås")


def test_only_who_has_the_password_gets_in_and_only_from_this_machine(server):
    with server.running():
        assert server.urls.owner.rsplit("@")[1].startswith("127.0.0.1:")
        assert ask(server, "show listen_addresses") == ("127.0.0.1",)
        with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
            psycopg.connect(server.urls.owner, password="wrong")
        with pytest.raises(psycopg.OperationalError, match="no password supplied"):
            psycopg.connect(server.urls.owner, password="", passfile=os.devnull)


def test_passwords_are_kept_where_only_this_account_reads_them(server):
    with server.running():
        assert (server.home / "postgres.json").stat().st_mode & 0o777 == 0o600
        assert server.folder.stat().st_mode & 0o777 == 0o700
        assert not (server.folder / "password").exists()


def test_no_folder_that_was_there_before_changes_its_mode(place):
    private = place / "private"
    private.mkdir(mode=0o700)
    before = {folder: folder.stat().st_mode for folder in (private, *private.parents)}
    make_folder(private / "home", mode=0o711)
    server = EmbeddedPostgres(private / "home", options={"fsync": "off"})
    try:
        with server.running():
            assert ask(server, "select 1") == (1,)
        assert {folder: folder.stat().st_mode for folder in before} == before
    finally:
        shutil.rmtree(server.folder, ignore_errors=True)


def test_a_killed_server_starts_again_with_all_that_was_committed(server):
    server.start()
    write(server, "create table kept as select 1 as number")
    postmaster = server._postmaster()
    postmaster.send_signal(signal.SIGKILL)
    postmaster.wait()
    server.stop()
    assert (server.data / "postmaster.pid").exists()
    with server.running():
        assert ask(server, "select number from kept") == (1,)


def test_a_stale_process_number_that_now_belongs_to_another_program_does_not_stand_in_the_way(server):
    with server.running():
        pass
    (server.data / "postmaster.pid").write_text(f"{os.getpid()}\n{server.data}\n")
    assert not server.is_running()
    with server.running():
        assert ask(server, "select 1") == (1,)


def test_when_the_port_is_taken_another_one_is_chosen_and_the_addresses_follow(server):
    with server.running():
        before = server.urls
    port = int(before.web.rsplit(":")[-1].split("/")[0])
    with socket.create_server(("127.0.0.1", port)), server.running():
        assert server.urls != before
        assert ask(server, "select 1") == (1,)


def test_two_commands_at_once_share_the_server_and_the_last_one_stops_it(server):
    users = [
        subprocess.Popen(
            [sys.executable, "-c", USE_IT, str(server.home)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        for _ in range(2)
    ]
    assert [user.stdout.readline() for user in users] == ["started\n", "started\n"]
    users[0].communicate("\n")
    assert server.is_running()
    assert ask(server, "select 1") == (1,)
    users[1].communicate("\n")
    assert not server.is_running()


def test_a_server_that_cannot_start_says_why(server):
    broken = EmbeddedPostgres(server.home, options={"shared_buffers": "nonsense"})
    with pytest.raises(RuntimeError, match="shared_buffers"):
        broken.start()
    broken.stop()
