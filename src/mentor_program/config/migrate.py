"""Builds the whole database, or brings it up to date: roles, tables, functions, policies, reference facts."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations import Migration
from django.db.migrations.executor import MigrationExecutor
from psycopg.conninfo import conninfo_to_dict

from mentor_program import supabase
from mentor_program.geography.load import load_reference
from mentor_program.persistence.database_urls import django_database, owner_url, web_url
from mentor_program.persistence.embedded_postgres import WEB_LOGIN

Say = Callable[[str], object]
ALIAS = "owner"
# One migration at a time on a database; any number that nothing else of ours uses.
ADVISORY_LOCK = 4_711_202_611


class OwnerTooWeakError(RuntimeError):
    """The owner of the database would be blinded by its own policies."""


def migrate(*, say: Say = print) -> None:
    """Bring the database of MIGRATION_DATABASE_URL, or the running embedded one, up to date; safe to repeat.

    Calls `say` with one line per Django migration. Raises OwnerTooWeakError before anything is written.
    """
    with _owner_connection() as connection:
        _check_owner(connection)
        with transaction.atomic(using=ALIAS), connection.cursor() as cursor:
            supabase.apply(cursor, supabase.FOUNDATION)
            _set_web_password(cursor)
        _run_migrations(connection, say, "mentor_program", lambda app: app != "persistence")
        _run_migrations(connection, say, "public, mentor_program", lambda app: app == "persistence")
        with transaction.atomic(using=ALIAS), connection.cursor() as cursor:
            supabase.apply(cursor, supabase.FOUNDATION + supabase.RULES)
            load_reference(connection)


@contextmanager
def _owner_connection() -> Iterator[BaseDatabaseWrapper]:
    connections.databases[ALIAS] = {**connections.databases["default"], **django_database(owner_url())}
    connection = connections[ALIAS]
    try:
        with connection.cursor() as cursor:
            cursor.execute("set client_min_messages = warning")  # not "schema exists already, skipping"
            cursor.execute("set statement_timeout = 0")  # Supabase ends a statement, and so a long index, after minutes
            cursor.execute("set lock_timeout = '60s'")
            cursor.execute("select pg_advisory_lock(%s)", [ADVISORY_LOCK])
            # A migration that waits for a table would make every later query on it wait too.
            cursor.execute("set lock_timeout = '10s'")
        yield connection
    finally:
        connection.close()
        del connections[ALIAS]
        del connections.databases[ALIAS]


def _check_owner(connection: BaseDatabaseWrapper) -> None:
    with connection.cursor() as cursor:
        cursor.execute("select rolname, rolsuper or rolbypassrls from pg_roles where rolname = current_user")
        name, strong = cursor.fetchone()
    if not strong:
        raise OwnerTooWeakError(
            f"The role {name} of MIGRATION_DATABASE_URL needs BYPASSRLS (or superuser): the policies hold for"
            f' the owner of the tables too. A superuser grants it with: alter role "{name}" bypassrls;'
        )


def _set_web_password(cursor: Any) -> None:
    parts = conninfo_to_dict(web_url())
    if parts.get("password") and str(parts.get("user", "")).split(".")[0] == WEB_LOGIN:
        driver = cursor.connection.pgconn
        # Hashed here, so that the password never stands in the server's log.
        password = str(parts["password"]).encode()
        hashed = driver.encrypt_password(password, WEB_LOGIN.encode(), b"scram-sha-256")
        cursor.execute(f"alter role {WEB_LOGIN} password '{hashed.decode()}'")


def _run_migrations(connection: BaseDatabaseWrapper, say: Say, search_path: str, apps: Callable[[str], bool]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"set search_path = {search_path}")
    executor = MigrationExecutor(connection, progress_callback=lambda *event: _tell(say, *event))
    executor.loader.check_consistent_history(connection)
    # The executor, unlike the command, sends no post_migrate, so no rows of permissions are made.
    executor.migrate([target for target in executor.loader.graph.leaf_nodes() if apps(target[0])])


def _tell(say: Say, action: str, migration: Migration | None = None, fake: bool = False) -> None:
    if action == "apply_success" and migration is not None:
        say(f"  {migration.app_label}.{migration.name}")
