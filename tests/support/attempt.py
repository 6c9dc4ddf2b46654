"""One statement of a client, and what the database said to it."""

import psycopg
from psycopg import errors

DONE, NO_ROW, NOT_ALLOWED = "done", "no row", "not allowed"


def attempt(cursor: psycopg.Cursor, query: str, *values: object) -> str:
    """Run `query` up to what is checked at commit; a refusal leaves the transaction as it was.

    Returns DONE, NO_ROW when it touched none, NOT_ALLOWED for a missing right, else the name of the broken rule.
    """
    try:
        with cursor.connection.transaction():
            cursor.execute(query, values)
            touched = cursor.rowcount
            cursor.execute("set constraints all immediate")
            cursor.execute("set constraints all deferred")
            return DONE if touched else NO_ROW
    except errors.InsufficientPrivilege:
        return NOT_ALLOWED
    except errors.IntegrityError as error:
        return error.diag.constraint_name
