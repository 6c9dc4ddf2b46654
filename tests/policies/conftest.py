"""Clients as PostgREST makes them, and the world of the access matrix."""

import json
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

import psycopg
import pytest

SET_ACTOR = "select set_config('role', %s, true), set_config('request.jwt.claims', %s, true)"


@pytest.fixture
def client(migrated_server) -> Iterator[Callable[[str, object], AbstractContextManager[psycopg.Cursor]]]:
    """Yield `client(role, claims)`: a cursor of the clients' login with exactly these claims; rolled back at the end.

    All of a test share one connection, as clients behind a pooler do.
    """
    from support.postgres import client_url

    with psycopg.connect(client_url(), autocommit=True) as connection:

        @contextmanager
        def acting(role: str, claims: object) -> Iterator[psycopg.Cursor]:
            with connection.transaction(force_rollback=True):
                cursor = connection.cursor()
                cursor.execute(SET_ACTOR, [role, json.dumps(claims) if claims is not None else ""])
                yield cursor

        yield acting


@pytest.fixture(scope="module")
def kept_world(owner_connection):
    """The world of the access matrix, made once for a module whose tests keep it and ask for no `database`."""
    from policies.world import make_world
    from support.cast import make_cast
    from support.postgres import empty

    empty(owner_connection)
    with owner_connection.transaction():
        return make_world(make_cast(owner_connection))
