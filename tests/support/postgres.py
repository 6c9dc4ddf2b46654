"""The PostgreSQL of the tests: an embedded one of their own, or a new database on TEST_DATABASE_SERVER.

With TEST_DATABASE_SHAPE=supabase the database has the shape of a hosted Supabase project, on either server: its owner
is the project's `postgres`, and clients of the policies' tests arrive as `authenticator`, as PostgREST does.
"""

import os
import shutil
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path

import psycopg
from psycopg.conninfo import make_conninfo

from mentor_program.persistence.database_urls import web_url
from mentor_program.persistence.embedded_postgres import EmbeddedPostgres
from mentor_program.persistence.home import make_folder
from support.supabase import project, project_at

# A test database need not survive a power cut, and tests that bring about deadlocks need not wait a second for each.
OPTIONS = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "deadlock_timeout": "100ms",
}
GIVEN_SERVER = os.environ.get("TEST_DATABASE_SERVER")
IN_SUPABASE_SHAPE = os.environ.get("TEST_DATABASE_SHAPE") == "supabase"
DATABASE = f"mentor_program_test_{uuid.uuid4().hex[:12]}"
# Filled by `migrate`; everything else is emptied between tests.
REFERENCE_TABLES = {"django_migrations", "counties", "municipalities", "experience_areas"}


def prepare_environment() -> Path:
    """Choose home folder and database of this run, before Django reads its settings; starts nothing."""
    home = Path(tempfile.gettempdir()) / f"mentor-program-tests-{uuid.uuid4().hex[:12]}"
    # Not pytest's own folder: as root, nobody else may enter that, and the server runs as somebody else.
    make_folder(home, mode=0o711)
    os.environ["MENTOR_PROGRAM_HOME"] = str(home)
    os.environ["DJANGO_SETTINGS_MODULE"] = "mentor_program.config.settings"
    for name in ("DATABASE_URL", "MIGRATION_DATABASE_URL"):
        os.environ.pop(name, None)
    if IN_SUPABASE_SHAPE:
        os.environ["MIGRATION_DATABASE_URL"] = project_at(_superuser(home), DATABASE).owner
    elif GIVEN_SERVER:
        os.environ["MIGRATION_DATABASE_URL"] = make_conninfo(GIVEN_SERVER, dbname=DATABASE)
    return home


def client_url() -> str:
    """The address by which clients of the policies' tests arrive: PostgREST's login, or else the web process's."""
    if IN_SUPABASE_SHAPE:
        return project_at(os.environ["MIGRATION_DATABASE_URL"], DATABASE).authenticator
    return web_url()


def _superuser(home: Path) -> str:
    return GIVEN_SERVER or EmbeddedPostgres(home).urls.owner


@contextmanager
def server_running(home: Path) -> Iterator[None]:
    """Keep an empty database up for the length of a `with` block, and leave nothing behind."""
    with nullcontext() if GIVEN_SERVER else _embedded_server(home):
        if IN_SUPABASE_SHAPE:
            with project(_superuser(home), DATABASE):
                yield
        elif GIVEN_SERVER:
            with _database_on_given_server():
                yield
        else:
            yield


@contextmanager
def _embedded_server(home: Path) -> Iterator[None]:
    server = EmbeddedPostgres(home, options=OPTIONS)
    try:
        with server.running():
            yield
    finally:
        shutil.rmtree(server.folder, ignore_errors=True)


@contextmanager
def _database_on_given_server() -> Iterator[None]:
    with psycopg.connect(GIVEN_SERVER, autocommit=True) as connection:
        connection.execute(f"create database {DATABASE} template template0 encoding 'UTF8' locale 'C.UTF-8'")
        try:
            yield
        finally:
            connection.execute(f"drop database {DATABASE} with (force)")


def empty(owner_connection: psycopg.Connection) -> None:
    """Remove every row that `migrate` did not write. With triggers asleep that takes a tenth of a `truncate`."""
    tables = owner_connection.execute(
        "select format('%%I.%%I', schemaname, tablename) from pg_tables"
        " where schemaname in ('public', 'mentor_program') and not tablename = any(%s)",
        [list(REFERENCE_TABLES)],
    ).fetchall()
    deletes = "".join(f"delete from {name};" for (name,) in tables)
    owner_connection.execute(f"begin; set local session_replication_role = replica; {deletes} commit")
