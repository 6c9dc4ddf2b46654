"""`mentor-program run` as a person meets it: from nothing to a page, and nothing left after Ctrl-C."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from mentor_program.persistence.embedded_postgres import EmbeddedPostgres
from mentor_program.persistence.home import make_folder

PROGRAM = Path(sys.executable).with_name("mentor-program")


class Demo:
    """A demo of its own: home folder, port, and the command line on them."""

    def __init__(self) -> None:
        self.place = Path(tempfile.mkdtemp(prefix="mentor-program-run-"))
        self.place.chmod(0o711)
        make_folder(self.place / "home", mode=0o711)
        self.server = EmbeddedPostgres(self.place / "home")
        with socket.create_server(("127.0.0.1", 0)) as listener:
            self.port = listener.getsockname()[1]
        self.environment = {**os.environ, "MENTOR_PROGRAM_HOME": str(self.place / "home"), "PORT": str(self.port)}
        for name in ("DATABASE_URL", "MIGRATION_DATABASE_URL"):
            self.environment.pop(name, None)

    def start(self) -> subprocess.Popen:
        """Start `run` and wait until it has said all it says, or has ended."""
        process = subprocess.Popen(
            [PROGRAM, "run"], env=self.environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
        self.said = ""
        for line in process.stdout:
            self.said += line
            if "Ctrl-C" in line:
                break
        return process

    def command(self, *arguments: str) -> subprocess.CompletedProcess:
        return subprocess.run([PROGRAM, *arguments], env=self.environment, capture_output=True, text=True)

    def answers(self) -> bool:
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self.port)) == 0


@pytest.fixture
def demo() -> Iterator[Demo]:
    demo = Demo()
    yield demo
    shutil.rmtree(demo.server.folder, ignore_errors=True)
    shutil.rmtree(demo.place)


def test_it_serves_says_where_and_leaves_nothing_running_after_ctrl_c(demo):
    process = demo.start()
    try:
        assert f"http://127.0.0.1:{demo.port}/" in demo.said
        assert "coordinator@demo.example" in demo.said
        assert urllib.request.urlopen(f"http://127.0.0.1:{demo.port}/accounts/login/").status == 200
        # Filters in the address bar may be long.
        assert urllib.request.urlopen(f"http://127.0.0.1:{demo.port}/accounts/login/?next=/{'a' * 8000}").status == 200
        web, owner = demo.command("database-url").stdout.split()
        with psycopg.connect(web) as one, psycopg.connect(owner) as other:
            assert one.execute("select current_user").fetchone() == ("mentor_program_web",)
            assert other.execute("select rolsuper from pg_roles where rolname = current_user").fetchone() == (True,)
    finally:
        process.send_signal(signal.SIGINT)
        output, _ = process.communicate(timeout=60)
    assert (process.returncode, output) == (0, "\nStopped.\n")
    assert (demo.answers(), demo.server.is_running()) == (False, False)


def test_it_ends_as_well_on_a_signal_to_terminate(demo):
    process = demo.start()
    process.send_signal(signal.SIGTERM)
    process.communicate(timeout=60)
    assert (process.returncode, demo.answers(), demo.server.is_running()) == (0, False, False)


def test_after_one_was_killed_outright_the_next_starts_on_the_same_port_and_leaves_nothing(demo):
    killed = demo.start()
    killed.kill()
    killed.wait(timeout=60)
    killed.stdout.close()
    assert (demo.answers(), demo.server.is_running()) == (True, True)
    process = demo.start()
    try:
        assert f"Ready: http://127.0.0.1:{demo.port}/" in demo.said
        assert urllib.request.urlopen(f"http://127.0.0.1:{demo.port}/accounts/login/").status == 200
        assert len(list((demo.place / "home").glob("run-*.json"))) == 1
    finally:
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=60)
    assert (demo.answers(), demo.server.is_running()) == (False, False)
    assert list((demo.place / "home").glob("run-*.json")) == []


def test_what_another_run_serves_is_left_alone(demo):
    first = demo.start()
    try:
        again = demo.start()
        again.communicate(timeout=60)
        assert (again.returncode, demo.answers()) == (1, True)
    finally:
        first.send_signal(signal.SIGINT)
        first.communicate(timeout=60)


def test_a_port_in_use_is_named_before_anything_is_started(demo):
    with socket.create_server(("127.0.0.1", demo.port)):
        process = demo.start()
        process.communicate(timeout=60)
    assert (process.returncode, demo.said) == (
        1,
        f"Port {demo.port} is in use. Choose another one: make run PORT={demo.port + 1}\n",
    )
    assert not demo.server.is_running()


def test_the_addresses_are_not_given_while_nothing_runs(demo):
    result = demo.command("database-url")
    assert (result.returncode, result.stdout) == (1, "")
    assert "make run" in result.stderr


def test_serving_in_production_needs_the_address_of_a_database(demo):
    result = demo.command("serve")
    assert (result.returncode, "DATABASE_URL" in result.stderr) == (1, True)
