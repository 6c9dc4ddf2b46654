"""PostgREST as far as docs/mobile-clients.md needs it: one request, one transaction, one statement as the client.

Written from its documentation: how requests become statements, and which status an error of PostgreSQL gets.
"""

import json
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlsplit

import psycopg
from psycopg import sql

SET_ACTOR = "select set_config('role', %s, true), set_config('request.jwt.claims', %s, true)"
CONFLICTS = {"23503", "23505"}
PARAMETERS = {"select", "order", "limit"}


@dataclass(frozen=True)
class Answer:
    """Status and JSON body; the body is None where there is none."""

    status: int
    body: object


def answer(connection: psycopg.Connection, user: object, method: str, path: str, wanted: bool, body: object) -> Answer:
    """Carry out one request for `user` (None: not signed in). `wanted`: `Prefer: return=representation` was sent."""
    address = urlsplit(path)
    table, query = address.path.rsplit("/", 1)[1], dict(parse_qsl(address.query))
    role = "anon" if user is None else "authenticated"
    claims = {"role": role} if user is None else {"role": role, "sub": str(user)}
    try:
        with connection.transaction():
            connection.execute(SET_ACTOR, [role, json.dumps(claims)])
            cursor = connection.execute(*_statement(method, table, query, wanted, body))
            rows = [json.loads(row) for (row,) in cursor.fetchall()] if method == "GET" or wanted else None
    except psycopg.Error as error:
        return _refused(error, signed_in=user is not None)
    return Answer({"GET": 200, "POST": 201, "PATCH": 200 if wanted else 204}[method], rows)


def _statement(method: str, table: str, query: dict, wanted: bool, body: object) -> tuple[sql.Composed, list]:
    name = sql.Identifier("public", table)
    columns = sql.SQL(", ").join(_of(table, column) for column in query.get("select", "id").split(","))
    filters = [(column, value.removeprefix("eq.")) for column, value in query.items() if column not in PARAMETERS]
    where = sql.SQL(" and ").join(sql.SQL("{} = %s").format(_of(table, column)) for column, _ in filters)
    values = [value for _, value in filters]
    where = sql.SQL(" where {}").format(where) if filters else sql.SQL("")
    if method == "GET":
        order, _, direction = query.get("order", "id").partition(".")
        rows = sql.SQL("select {} from {}{} order by {} {} limit {}").format(
            columns, name, where, sql.Identifier(order), sql.SQL(direction), sql.Literal(int(query.get("limit", 1000)))
        )
        return sql.SQL("select row_to_json(r)::text from ({}) as r").format(rows), values
    given = sql.SQL(", ").join(map(sql.Identifier, body))
    sent = sql.SQL("select {} from json_populate_record(null::{}, %s::json)").format(given, name)
    if method == "POST":
        write = sql.SQL("insert into {} ({}) {}").format(name, given, sent)
    else:
        changes = sql.SQL(", ").join(sql.SQL("{0} = sent.{0}").format(sql.Identifier(column)) for column in body)
        write = sql.SQL("update {} set {} from ({}) as sent{}").format(name, changes, sent, where)
    return _returning(write, columns, wanted), [json.dumps(body), *values]


def _of(table: str, column: str) -> sql.Identifier:
    return sql.Identifier("public", table, column)


def _returning(write: sql.Composed, columns: sql.Composed, wanted: bool) -> sql.Composed:
    if not wanted:
        return write
    return sql.SQL("with source as ({} returning {}) select row_to_json(source)::text from source").format(
        write, columns
    )


def _refused(error: psycopg.Error, *, signed_in: bool) -> Answer:
    told = error.diag
    status = 409 if error.sqlstate in CONFLICTS else 400
    if error.sqlstate == "42501":
        status = 403 if signed_in else 401
    body = {
        "code": error.sqlstate,
        "message": told.message_primary,
        "details": told.message_detail,
        "hint": told.message_hint,
    }
    return Answer(status, body)
