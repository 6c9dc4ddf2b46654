"""The embedded PostgreSQL: start it, stop it, know its addresses. DATABASE_URL replaces it."""

import fcntl
import json
import os
import secrets
import shutil
import socket
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil
import psycopg

from mentor_program.persistence.home import make_folder, read_or_create, write_private
from mentor_program.persistence.server_account import (
    SHARED_FOLDER,
    can_reach,
    server_account,
    server_binaries,
)

DATABASE = "mentor_program"
WEB_LOGIN = "mentor_program_web"
OWNER = "mentor_program_owner"
START_SECONDS = 60
# Letters beyond a-z have upper and lower case everywhere alike; what sorts for people is sorted by sort keys.
INITDB_OPTIONS = (
    "--auth=scram-sha-256",
    "--encoding=UTF8",
    "--locale=C",
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
)


@dataclass(frozen=True)
class DatabaseUrls:
    """Two postgresql:// addresses of one database: the web login, and the owner that migrates."""

    web: str
    owner: str


class EmbeddedPostgres:
    """One PostgreSQL cluster that belongs to `home` and listens on 127.0.0.1 only, with passwords.

    Several processes may use it at once: each calls `start` and `stop`, and the last `stop` ends the server.
    `options` are server settings, such as {"fsync": "off"} for tests.
    """

    def __init__(self, home: Path, *, options: Mapping[str, str] | None = None):
        self.home = home
        self._options = dict(options or {})
        self._users = None

    @property
    def urls(self) -> DatabaseUrls:
        """The addresses, stable from the first call on; the server need not be running."""
        facts = self._facts()
        place = f"127.0.0.1:{facts['port']}/{DATABASE}"
        return DatabaseUrls(
            web=f"postgresql://{WEB_LOGIN}:{facts['web_password']}@{place}",
            owner=f"postgresql://{OWNER}:{facts['owner_password']}@{place}",
        )

    @property
    def folder(self) -> Path:
        """The folder of the cluster and its log: in `home`, or elsewhere if the server cannot enter it."""
        return self.home / self._facts()["folder"]

    @property
    def data(self) -> Path:
        """PostgreSQL's own data folder."""
        return self.folder / "data"

    def is_running(self) -> bool:
        """Tell whether the server of this cluster is alive."""
        return self._postmaster() is not None

    def start(self) -> None:
        """Start the server unless it runs already, and count this process among its users.

        Raises RuntimeError with the end of the server's log when it does not come up.
        """
        with self._one_at_a_time():
            self._users = open(self.home / "postgres.users", "a")  # noqa: SIM115 - held until stop()
            fcntl.flock(self._users, fcntl.LOCK_SH)
            if self._postmaster() is None:
                self._create_cluster()
                self._launch()
            self._create_database()

    def stop(self) -> None:
        """Stop the server, unless another process still uses it."""
        with self._one_at_a_time():
            if self._users is None:
                return
            users, self._users = self._users, None
            with users:
                try:
                    fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
                except BlockingIOError:
                    return
                if (postmaster := self._postmaster()) is not None:
                    self._run("pg_ctl", "stop", *self._place(), "-m", "fast")
                    postmaster.wait(START_SECONDS)  # pg_ctl returns a moment before the process has gone

    @contextmanager
    def running(self) -> Iterator[DatabaseUrls]:
        """Keep the server up for the length of a `with` block."""
        try:
            self.start()
            yield self.urls
        finally:
            self.stop()

    @contextmanager
    def _one_at_a_time(self) -> Iterator[None]:
        with open(self.home / "postgres.lock", "a") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _facts(self) -> dict:
        return json.loads(read_or_create(self.home / "postgres.json", self._new_facts))

    def _new_facts(self) -> str:
        account = server_account()
        folder = "postgres"
        if account and not can_reach(account, self.home):
            # Not named after the home: a new one at the same path must not meet the old one's data.
            folder = str(SHARED_FOLDER / secrets.token_hex(8))
        facts = {
            "port": _free_port(),
            "folder": folder,
            "web_password": secrets.token_urlsafe(24),
            "owner_password": secrets.token_urlsafe(24),
        }
        return json.dumps(facts, indent=2)

    def _postmaster(self) -> psutil.Process | None:
        try:
            pid = int((self.data / "postmaster.pid").read_text().split()[0])
            process = psutil.Process(pid)
            # After an unclean stop the number may belong to something else.
            return process if str(self.data) in process.cmdline() else None
        except (FileNotFoundError, IndexError, ValueError, psutil.Error):
            return None

    def _create_cluster(self) -> None:
        if self.data.exists():
            return
        account = server_account()
        if not self.folder.is_relative_to(self.home):
            print(f"The database is kept in {self.folder}: its account cannot enter {self.home}.", flush=True)
            make_folder(self.folder.parent, mode=0o755)
        make_folder(self.folder, mode=0o700)
        password = self.folder / "password"
        write_private(password, self._facts()["owner_password"])
        if account:
            os.chown(self.folder, account.pw_uid, account.pw_gid)
            os.chown(password, account.pw_uid, account.pw_gid)
        draft = self.folder / "data.new"
        shutil.rmtree(draft, ignore_errors=True)  # left by an interrupted attempt
        try:
            self._run("initdb", "-D", str(draft), "-U", OWNER, f"--pwfile={password}", *INITDB_OPTIONS)
        finally:
            password.unlink()
        draft.rename(self.data)

    def _launch(self) -> None:
        facts = self._facts()
        if not _is_free(facts["port"]):
            write_private(self.home / "postgres.json", json.dumps({**facts, "port": _free_port()}, indent=2))
        (self.data / "postmaster.pid").unlink(missing_ok=True)
        settings = {
            "port": self._facts()["port"],
            "listen_addresses": "127.0.0.1",
            "unix_socket_directories": "",
            **self._options,
        }
        log = self.folder / "log"
        options = " ".join(f"-c {name}='{value}'" for name, value in settings.items())
        self._run("pg_ctl", "start", *self._place(), "-l", str(log), "-o", options)

    def _place(self) -> list[str]:
        return ["-D", str(self.data), "-w", "-t", str(START_SECONDS)]

    def _create_database(self) -> None:
        with psycopg.connect(self.urls.owner, dbname="postgres", autocommit=True) as connection:
            found = connection.execute("select 1 from pg_database where datname = %s", [DATABASE]).fetchone()
            if found is None:
                connection.execute(f"create database {DATABASE} template template0")

    def _run(self, program: str, *arguments: str) -> None:
        account = server_account()
        path = server_binaries(account) / program
        identity = {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []} if account else {}
        environment = {"PATH": os.defpath, "LC_ALL": "C", "TZ": "UTC"}
        result = subprocess.run(
            [path, *arguments],
            cwd=self.folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            start_new_session=True,  # Ctrl-C is for us; the server is stopped in its turn
            **identity,
        )
        if result.returncode:
            raise RuntimeError(f"{program} failed:\n{result.stdout}{result.stderr}{self._end_of_log()}")

    def _end_of_log(self) -> str:
        log = self.folder / "log"
        return "\n".join(log.read_text(errors="replace").splitlines()[-15:]) if log.exists() else ""


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return listener.getsockname()[1]


def _is_free(port: int) -> bool:
    try:
        with socket.create_server(("127.0.0.1", port)):
            return True
    except OSError:
        return False
