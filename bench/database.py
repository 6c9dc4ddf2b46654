"""A PostgreSQL of the bench's own: a database of full size, a hundredth of it, and one of whole cohorts."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import django
import psycopg
from django.apps import apps
from django.db import connections
from django.db.backends.postgresql.base import DatabaseWrapper
from psycopg import sql
from psycopg.conninfo import make_conninfo

from mentor_program.persistence.database_urls import django_database
from mentor_program.persistence.embedded_postgres import EmbeddedPostgres

# Loading need not survive a power cut; memory is what a small server of 4 GB would give its database.
OPTIONS = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "max_wal_size": "8GB",
    "checkpoint_timeout": "1h",
    "shared_buffers": "1GB",
    "effective_cache_size": "3GB",
    "maintenance_work_mem": "512MB",
    "random_page_cost": "1.1",
    "autovacuum": "off",
}


NAMES = ("full", "hundredth", "cohorts")
_connections: dict[str, DatabaseWrapper] = {}


@dataclass(frozen=True, slots=True)
class Database:
    """The addresses of one of them."""

    name: str
    web: str
    owner: str

    def use(self) -> None:
        """Make it the product's database in this process; its connection stays open when another one is used."""
        os.environ["DATABASE_URL"] = self.web
        os.environ["MIGRATION_DATABASE_URL"] = self.owner
        if not apps.ready:
            django.setup()
        if self.name not in _connections:
            _connections[self.name] = DatabaseWrapper({**connections.databases["default"], **django_database(self.web)})
        connections["default"] = _connections[self.name]

    def create(self) -> None:
        """Make it anew, empty."""
        name = sql.Identifier(self.name)
        with psycopg.connect(self.owner, dbname="postgres", autocommit=True) as connection:
            connection.execute(sql.SQL("drop database if exists {} with (force)").format(name))
            connection.execute(sql.SQL("create database {} template template0").format(name))


@contextmanager
def server(home: Path, *, keep: bool) -> Iterator[tuple[Database, ...]]:
    """Run the server of `home` for a `with` block and give the addresses of its databases, in the order of NAMES."""
    cluster = EmbeddedPostgres(home, options=OPTIONS)
    try:
        with cluster.running():
            yield tuple(_database(cluster, name) for name in NAMES)
    finally:
        if not keep:
            shutil.rmtree(cluster.folder, ignore_errors=True)
            shutil.rmtree(home, ignore_errors=True)


def _database(cluster: EmbeddedPostgres, name: str) -> Database:
    urls = cluster.urls
    return Database(name, make_conninfo(urls.web, dbname=name), make_conninfo(urls.owner, dbname=name))
