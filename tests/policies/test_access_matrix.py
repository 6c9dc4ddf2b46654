"""Every cell of the access matrix, by plain SQL as the web login with claims as PostgREST sets them."""

from pathlib import Path

import psycopg
import pytest
from psycopg import errors, sql

from policies import matrix
from policies.matrix import ANONYMOUS, MATRIX, NOBODY, ROLES, VERBS, Access
from policies.world import KEYS, ONE_PER_PERSON, TOUCHED, World

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "access-matrix.md"

DONE, NO_ROW, REFUSED, DENIED = "done", "no row", "refused", "permission denied"


def expected(access: Access, role: str, verb: str, relation: str) -> str:
    if role == ANONYMOUS or not access.granted(verb):
        return DENIED
    if relation in access.rows(verb, role):
        return DONE
    return REFUSED if verb == "insert" else NO_ROW


def claims_of(world: World, role: str) -> tuple[str, dict]:
    database_role = "anon" if role == ANONYMOUS else "authenticated"
    subject = {"sub": str(world.users[role])} if world.users[role] else {}
    return database_role, {"role": database_role, **subject}


def statement(verb: str, table: str) -> sql.Composed:
    """A statement about one row, whose key is its only parameter."""
    name, key = sql.Identifier("public", table), sql.Identifier(KEYS.get(table, "id"))
    touched = sql.Identifier(TOUCHED.get(table, KEYS.get(table, "id")))
    form = {
        "select": "select {key} from {name} where {key} = %s",
        "update": "update {name} set {touched} = {touched} where {key} = %s",
        "delete": "delete from {name} where {key} = %s",
    }[verb]
    return sql.SQL(form).format(name=name, key=key, touched=touched)


def insertion(table: str, values: dict) -> sql.Composed:
    if not values:
        return sql.SQL("insert into {} default values").format(sql.Identifier("public", table))
    return sql.SQL("insert into {} ({}) values ({})").format(
        sql.Identifier("public", table),
        sql.SQL(", ").join(map(sql.Identifier, values)),
        sql.SQL(", ").join([sql.Placeholder()] * len(values)),
    )


def outcome(cursor: psycopg.Cursor, query: sql.Composed, values: list) -> str:
    """What came of a statement; it is undone at once."""
    try:
        with cursor.connection.transaction(force_rollback=True):
            cursor.execute(query, values)
            return DONE if cursor.rowcount == 1 else NO_ROW
    except errors.InsufficientPrivilege as error:
        return DENIED if "permission denied for table" in str(error) else REFUSED


def cells(world: World, table: str, verb: str) -> list[tuple[str, sql.Composed, list]]:
    """Each relation that is tried, with its statement and values."""
    if verb != "insert":
        return [(relation, statement(verb, table), [key]) for relation, key in world.rows[table].items()]
    if not MATRIX[table].granted("insert"):
        return [("any", insertion(table, {}), [])]
    return [
        (relation, insertion(table, values), list(values.values())) for relation, values in world.new[table].items()
    ]


def prove_possible(world: World, table: str, verb: str) -> None:
    """Show as owner that the rows are there, and that the new ones could be added: a refusal then tells of access."""
    owner = world.cast.owner
    tried = cells(world, table, "select" if verb != "insert" else verb)
    for relation, query, values in tried:
        if verb == "insert" and not values:
            continue
        with owner.transaction(force_rollback=True):
            assert owner.execute(query, values).rowcount == 1, f"{relation} of {table} is not there"


def faults(world: World, client, table: str, verb: str) -> list[str]:
    """Cells that turn out otherwise than the matrix says."""
    found = []
    for role in ROLES:
        with client(*claims_of(world, role)) as cursor:
            for relation, query, values in cells(world, table, verb):
                wanted, got = expected(MATRIX[table], role, verb, relation), outcome(cursor, query, values)
                if wanted != got:
                    found.append(f"{role} {verb} {table} ({relation}): {got}, should be {wanted}")
    return found


@pytest.mark.parametrize("table", MATRIX)
def test_each_role_reaches_exactly_the_rows_of_the_matrix(kept_world, client, table):
    world, found = kept_world, []
    for verb in ("select", "update", "delete"):
        prove_possible(world, table, verb)
        found += faults(world, client, table, verb)
    if table in ONE_PER_PERSON:
        world.cast.owner.execute(f"delete from public.{table}")
    prove_possible(world, table, "insert")
    found += faults(world, client, table, "insert")
    assert found == []


def test_the_matrix_names_only_rows_that_are_tried(kept_world):
    unknown = [
        (table, verb, relation)
        for table, access in MATRIX.items()
        for verb in VERBS
        for role in ROLES
        for relation in access.rows(verb, role)
        if relation not in (kept_world.new if verb == "insert" else kept_world.rows)[table]
    ]
    assert unknown == []


def test_without_a_sub_or_without_signing_in_nothing_is_reached():
    assert {
        role for access in MATRIX.values() for verb in VERBS for role in ROLES if access.rows(verb, role)
    }.isdisjoint({NOBODY, ANONYMOUS})


def test_the_printed_matrix_is_up_to_date():
    assert DOCUMENT.read_text(encoding="utf-8") == "\n".join(matrix.as_markdown()).rstrip() + "\n"
