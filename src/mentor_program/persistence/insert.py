"""Inserts that name only the columns a client may state; the server fills in the rest."""

from uuid import UUID

from django.db import connection
from psycopg import sql
from psycopg.types.json import Jsonb


def insert(table: str, /, **values: object) -> UUID:
    """Insert one row as the acting role and return its id. A dict is stored as jsonb."""
    columns = [sql.Identifier(name) for name in values]
    statement = sql.SQL("insert into {} ({}) values ({}) returning id").format(
        sql.Identifier("public", table),
        sql.SQL(", ").join(columns),
        sql.SQL(", ").join([sql.Placeholder()] * len(columns)),
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [Jsonb(value) if isinstance(value, dict) else value for value in values.values()])
        return cursor.fetchone()[0]
