"""Inserts that name only the columns a client may state; the server fills in the rest."""

import json
from collections.abc import Sequence
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


def insert_many(table: str, rows: Sequence[dict[str, object]], /, **types: str) -> None:
    """Insert rows as the acting role in one statement. `types` gives the columns and their PostgreSQL types."""
    if not rows:
        return
    columns = sql.SQL(", ").join(map(sql.Identifier, types))
    typed = sql.SQL(", ").join(
        sql.SQL("{} {}").format(sql.Identifier(name), sql.SQL(kind)) for name, kind in types.items()
    )
    statement = sql.SQL(
        "insert into {table} ({columns}) select {columns} from jsonb_to_recordset(%s) as given ({typed})"
    )
    with connection.cursor() as cursor:
        cursor.execute(
            statement.format(table=sql.Identifier("public", table), columns=columns, typed=typed), [as_jsonb(rows)]
        )


def as_jsonb(value: object) -> Jsonb:
    """A value of plain objects, lists, dates and ids as jsonb."""
    return Jsonb(value, dumps=lambda given: json.dumps(given, default=str))
