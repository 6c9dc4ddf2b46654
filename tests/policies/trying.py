"""One cell of the access matrix at a time: what should come of it, and what does."""

import psycopg
from psycopg import errors, sql

from policies.matrix import ANONYMOUS, MATRIX, ROLES, Access
from policies.world import KEYS, TOUCHED, World

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
    touched = sql.Identifier(TOUCHED.get(table, (KEYS.get(table, "id"),))[0])
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


def blind_faults(world: World, client, table: str, verb: str) -> list[str]:
    """Roles whose update or delete without a condition reaches rows that one with a condition does not.

    A condition reads a column, so the policy for select applies as well; without one only the verb's own does.
    """
    name, key = sql.Identifier("public", table), sql.Identifier(KEYS.get(table, "id"))
    column, value = TOUCHED.get(table, ("", None))
    form = {"update": "update {name} set {column} = {value}", "delete": "delete from {name}"}[verb]
    blind = sql.SQL(form).format(name=name, column=sql.Identifier(column or "id"), value=sql.Literal(value))
    seeing = blind + sql.SQL(" where {} is not null").format(key)
    found = []
    for role in ROLES:
        with client(*claims_of(world, role)) as cursor:
            reached = [_reached(cursor, query) for query in (blind, seeing)]
        if reached[0] != reached[1]:
            found.append(f"{role} {verb} {table}: {reached[0]} rows without a condition, {reached[1]} with one")
    return found


def _reached(cursor: psycopg.Cursor, query: sql.Composed) -> int | str:
    try:
        with cursor.connection.transaction(force_rollback=True):
            return cursor.execute(query).rowcount
    except errors.InsufficientPrivilege as error:
        return DENIED if "permission denied for table" in str(error) else REFUSED
