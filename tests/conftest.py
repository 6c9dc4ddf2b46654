"""One database for each process of the run, emptied before each test that asks for `database`.

Tests reach it in three ways: the product itself (as `mentor_program_web`), `owner` (to arrange and to look behind
the policies) and `as_user` or `anon` (plain SQL as a client of Supabase would send it).
"""

import json
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from uuid import UUID

import django
import psycopg
import pytest

from support.postgres import client_url, empty, prepare_environment, server_running

pytest_plugins = ["support.browsing", "support.listening", "support.supabase_sign_in"]

HOME = prepare_environment()
django.setup()

SET_ACTOR = "select set_config('role', %s, true), set_config('request.jwt.claims', %s, true)"


@pytest.fixture(scope="session")
def static_files() -> None:
    """Style sheets, scripts and icons where templates find them."""
    from django.core.management import call_command

    call_command("collectstatic", interactive=False, verbosity=0)


@pytest.fixture(scope="session")
def migrated_server(static_files, django_db_blocker) -> Iterator[None]:
    """A running server with everything that `mentor-program migrate` builds."""
    from django.db import connections

    from mentor_program.config.migrate import migrate

    with server_running(HOME), django_db_blocker.unblock():
        migrate(say=lambda line: None)
        yield
        connections.close_all()


def pytest_configure(config: pytest.Config) -> None:
    (HOME / "static").mkdir()  # whitenoise warns when there is none
    if config.getoption("numprocesses", None):
        # Each worker has a server of its own; with this set it would read its settings too early, for ours.
        del os.environ["DJANGO_SETTINGS_MODULE"]


def pytest_unconfigure() -> None:
    shutil.rmtree(HOME, ignore_errors=True)


@pytest.fixture(scope="session")
def owner_connection(migrated_server) -> Iterator[psycopg.Connection]:
    """The owner's connection that `owner` and `database` share."""
    from mentor_program.persistence.database_urls import owner_url

    with psycopg.connect(owner_url(), autocommit=True) as connection:
        yield connection


@pytest.fixture
def database(owner_connection, django_db_blocker) -> Iterator[None]:
    """An empty database, apart from reference facts; the product's own code may connect to it."""
    from django.core.cache import cache

    empty(owner_connection)
    with django_db_blocker.unblock():
        cache.clear()
        yield
        from django.db import connection

        connection.close()


@pytest.fixture
def owner(database, owner_connection) -> psycopg.Connection:
    """The owner's connection, above all policies and committing at once: to arrange and to look behind."""
    return owner_connection


@pytest.fixture
def as_user(database) -> Callable[[UUID | None], AbstractContextManager[psycopg.Cursor]]:
    """Return `as_user(user_id)`: a `with` block gives a cursor with role and claims as PostgREST sets them.

    It logs in as the web process does, or as PostgREST does in a database of Supabase's shape; all is rolled back at
    the end of the block. None is nobody (`anon`).
    """

    @contextmanager
    def acting(user_id: UUID | None) -> Iterator[psycopg.Cursor]:
        role = "anon" if user_id is None else "authenticated"
        claims = {"role": role} if user_id is None else {"role": role, "sub": str(user_id)}
        with psycopg.connect(client_url()) as connection, connection.transaction(force_rollback=True):
            cursor = connection.cursor()
            cursor.execute(SET_ACTOR, [role, json.dumps(claims)])
            yield cursor

    return acting


@pytest.fixture
def anon(as_user) -> Iterator[psycopg.Cursor]:
    """A cursor of somebody who is not signed in; rolled back at the end of the test."""
    with as_user(None) as cursor:
        yield cursor


@pytest.fixture
def cast(owner):
    """The fixed cast: two organisations, coordinators, mentors and mentees; no pairs yet."""
    from support.cast import make_cast

    return make_cast(owner)


@pytest.fixture
def service():
    """The service as one request has it."""
    from mentor_program.services.mentor_program_service import MentorProgramService

    return MentorProgramService()
