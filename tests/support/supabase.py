"""A database in the shape of a hosted Supabase project (tests/supabase/shape.sql), on any server of the tests."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
from psycopg import sql
from psycopg.conninfo import make_conninfo

SHAPE = Path(__file__).resolve().parents[1] / "supabase" / "shape.sql"
# One for the whole run: roles belong to the server, so a second project on it is let in by the same words.
PASSWORD = secrets.token_urlsafe(24)


@dataclass(frozen=True)
class Project:
    """Two addresses of one database: `owner` is what Supabase's customers get, `authenticator` what PostgREST uses."""

    owner: str
    authenticator: str


def project_at(superuser: str, database: str) -> Project:
    """The addresses of a project on the server of `superuser`, made or not."""
    return Project(
        owner=make_conninfo(superuser, dbname=database, user="postgres", password=PASSWORD),
        authenticator=make_conninfo(superuser, dbname=database, user="authenticator", password=PASSWORD),
    )


@contextmanager
def project(superuser: str, database: str) -> Iterator[Project]:
    """Make a project for the length of a `with` block; its roles stay on the server."""
    name = sql.Identifier(database)
    with psycopg.connect(superuser, autocommit=True) as connection:
        connection.execute(
            sql.SQL("create database {} template template0 encoding 'UTF8' locale 'C.UTF-8'").format(name)
        )
        try:
            with psycopg.connect(make_conninfo(superuser, dbname=database)) as inside:
                inside.execute(SHAPE.read_text(encoding="utf-8"))
                for role in ("postgres", "authenticator"):
                    inside.execute(
                        sql.SQL("alter role {} password {}").format(sql.Identifier(role), sql.Literal(PASSWORD))
                    )
            connection.execute(sql.SQL("alter database {} owner to postgres").format(name))
            yield project_at(superuser, database)
        finally:
            connection.execute(sql.SQL("drop database {} with (force)").format(name))
