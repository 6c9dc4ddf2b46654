"""Which database this process uses: a server given by address, or the embedded one of MENTOR_PROGRAM_HOME."""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext

import psycopg
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from mentor_program.persistence.embedded_postgres import WEB_LOGIN, DatabaseUrls, EmbeddedPostgres
from mentor_program.persistence.home import home, read_or_create


class DatabaseUrlMissingError(RuntimeError):
    """The address of the owner is needed but was not given."""


def uses_embedded() -> bool:
    """Tell whether the embedded server is to be used: no address was given by the environment."""
    return not (os.environ.get("DATABASE_URL") or os.environ.get("MIGRATION_DATABASE_URL"))


def web_url() -> str:
    """Return the address of the web login.

    With only MIGRATION_DATABASE_URL given, it is the same server with a password that we made and keep.
    """
    if uses_embedded():
        return embedded_urls().web
    if given := os.environ.get("DATABASE_URL"):
        return given
    password = read_or_create(home() / "web_password", lambda: secrets.token_urlsafe(24))
    owner = os.environ["MIGRATION_DATABASE_URL"]
    # Supabase's pooler serves many projects and tells them apart by what follows the dot.
    _, dot, project = str(conninfo_to_dict(owner).get("user", "")).partition(".")
    return make_conninfo(owner, user=f"{WEB_LOGIN}{dot}{project}", password=password)


def owner_url() -> str:
    """Return the address of the owner, which migrates.

    Raises DatabaseUrlMissingError when only DATABASE_URL was given.
    """
    if uses_embedded():
        return embedded_urls().owner
    if given := os.environ.get("MIGRATION_DATABASE_URL"):
        return given
    raise DatabaseUrlMissingError("Set MIGRATION_DATABASE_URL to the owner of the database in DATABASE_URL.")


@contextmanager
def database_running() -> Iterator[None]:
    """Keep the embedded server up for a `with` block; a server given by address is left alone."""
    with EmbeddedPostgres(home()).running() if uses_embedded() else nullcontext():
        yield


def embedded_urls() -> DatabaseUrls:
    """Return the addresses of the embedded server, running or not."""
    return EmbeddedPostgres(home()).urls


def django_database(url: str) -> dict:
    """Return the entry for Django's DATABASES that connects to `url`."""
    parts = conninfo_to_dict(url)
    names = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}
    return {
        "ENGINE": "django.db.backends.postgresql",
        **{name: str(parts.pop(key, "") or "") for key, name in names.items()},
        "OPTIONS": parts,
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        "ATOMIC_REQUESTS": False,
    }


def is_reachable(url: str) -> bool:
    """Tell whether a server answers at `url` and lets us in."""
    try:
        psycopg.connect(url, connect_timeout=5).close()
    except psycopg.OperationalError:
        return False
    return True
